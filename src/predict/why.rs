//! [`Reason`]: why a word is on offer, as the bits that each part of the prediction adds to its probability.
//!
//! A word's letters and its end are read once more, one by one. For each of them the network says a probability, the memory
//! of the training text and every kind of context of the person's own memory move it; what they add to its logarithm
//! adds up over the letters. The rest of the prediction applies to whole words: names raised, habits, forms joined.

use super::context::Context;
use super::owner::Owner;
use super::predictor::{Predictor, Worker};
use super::query::{Cancelled, Query, Word};
use crate::memory::Tail;
use crate::text::normalize;
use crate::text::words::split_last;

/// The parts of a word's probability; all numbers are bits, log2 of a probability or what is added to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The word on offer.
    pub word: Word,
    /// log2 of what the network alone gives the word after the text.
    pub network: f32,
    /// Bits that the memory of the training text adds.
    pub base: f32,
    /// Bits that each kind of context of the person's own memory adds, the least specific first, and how network and
    /// memory are balanced in the end; kinds that add nothing are left out.
    pub memory: Vec<(&'static str, f32)>,
    /// Bits that are added for a word that is offered more often than it is wanted.
    pub habits: f32,
    /// Whether the word is one of the person's own that no lexicon knows, which are raised by how often and how lately
    /// they were typed.
    pub own: bool,
    /// Bits that all else adds: names raised, forms of a word joined, corrections weighed against what was typed.
    pub rest: f32,
}

/// Parts of fewer bits than this are not worth a line.
const NOTHING: f32 = 0.005;

impl Predictor {
    /// Returns why the words on offer for a text are offered, in their order. It is slower than [`Predictor::suggest`]:
    /// every word is read anew.
    ///
    /// # Errors
    /// As [`Predictor::suggest`].
    pub fn why(
        &self,
        worker: &mut Worker,
        left_context: &str,
        query: &Query,
        owner: Option<Owner>,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Vec<Reason>, Cancelled> {
        let mut context = Context::default();
        let answer = self.suggest(worker, &mut context, left_context, query, owner, cancelled)?;
        answer.words.into_iter().map(|word| self.reason(worker, left_context, word, owner, cancelled)).collect()
    }

    /// Returns the bits by which the person's memory makes a word more probable after another one, at the beginning of
    /// a text.
    ///
    /// # Errors
    /// When cancelled.
    pub fn change(
        &self,
        worker: &mut Worker,
        after: &str,
        word: &str,
        owner: Owner,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<f32, Cancelled> {
        let before = if after.is_empty() { String::new() } else { format!("{after} ") };
        let parts = self.parts(worker, &before, word, Some(owner), cancelled)?;
        Ok(parts.memory.iter().map(|(_, nats)| nats).sum::<f32>() / std::f32::consts::LN_2)
    }

    fn reason(
        &self,
        worker: &mut Worker,
        left_context: &str,
        word: Word,
        owner: Option<Owner>,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Reason, Cancelled> {
        let (before, _) = split_last(left_context, word.delete);
        let parts = self.parts(worker, before, &word.insert, owner, cancelled)?;
        let bits = |nats: f32| nats / std::f32::consts::LN_2;
        let memory: Vec<(&str, f32)> = parts.memory.iter().map(|&(kind, nats)| (kind, bits(nats))).collect();
        let (network, base) = (bits(parts.network), bits(parts.base));
        let habits = owner.map_or(0.0, |owner| owner.personal.habits.factor(&word.text).log2());
        let own = owner.is_some_and(|owner| owner.personal.names.has(&word.text));
        let all: f32 = network + base + habits + memory.iter().map(|(_, bits)| bits).sum::<f32>();
        let rest = word.probability.log2() - all;
        let memory = memory.into_iter().filter(|(_, bits)| bits.abs() > NOTHING).collect();
        Ok(Reason { word, network, base, memory, habits, own, rest })
    }

    /// Returns what network and memories say of the letters and the end of a word after a text.
    fn parts(
        &self,
        worker: &mut Worker,
        before: &str,
        word: &str,
        owner: Option<Owner>,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Parts, Cancelled> {
        let mut context = Context::default();
        context.update(self.engine(), self.vocab(), &mut worker.scratch, before, cancelled).ok_or(Cancelled)?;
        let (mut state, mut tail) = (context.state(self.engine()).to_vec(), context.tail());
        let mut parts = Parts::default();
        let letters = self.vocab().encode(&normalize(word));
        for &symbol in &letters {
            self.weigh(worker, &state, &tail, &[symbol as u16], owner, &mut parts);
            self.engine().step(&mut worker.scratch, &[symbol], &mut state);
            tail.push(symbol);
        }
        let ends: Vec<u16> = self.classes().word_ends().map(|symbol| symbol as u16).collect();
        self.weigh(worker, &state, &tail, &ends, owner, &mut parts);
        Ok(parts)
    }

    /// Adds to `parts` what network and memories say of some symbols, one of which comes after a text.
    fn weigh(
        &self,
        worker: &mut Worker,
        state: &[f32],
        tail: &Tail,
        symbols: &[u16],
        owner: Option<Owner>,
        parts: &mut Parts,
    ) {
        let Worker { scratch, log_probs, evidence } = worker;
        let sum =
            |log_probs: &[f32]| symbols.iter().map(|&s| log_probs[usize::from(s)].exp()).sum::<f32>().max(1e-30).ln();
        self.engine().log_probs(scratch, state, log_probs);
        let network = sum(log_probs);
        parts.network += network;
        if let Some(base) = self.base_memory() {
            base.blend(tail, evidence, log_probs);
            parts.base += sum(log_probs) - network;
        }
        if let Some(Owner { personal, app, .. }) = owner {
            evidence.gather(&personal.memory, tail, personal.memory.app(app));
            for (kind, nats) in personal.mixing.trace(evidence, log_probs, symbols) {
                match parts.memory.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, sum)) => *sum += nats,
                    None => parts.memory.push((kind, nats)),
                }
            }
        }
    }
}

/// Sums over the letters of a word, in nats.
#[derive(Default)]
struct Parts {
    network: f32,
    base: f32,
    memory: Vec<(&'static str, f32)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::Personal;

    /// The parts add up to the probability, and each does what it is known for.
    #[test]
    fn reasons_add_up() {
        let predictor = Predictor::embedded().unwrap();
        let mut personal = Personal::beginning(&predictor);
        for _ in 0..3 {
            personal.remember(predictor.vocab(), "\n", "the quarterly Zorblatt numbers look fine\n", None);
        }
        let owner = Owner { personal: &personal, app: None, removed: &|_| false };
        let mut worker = Worker::default();
        for (text, of, word) in [
            ("How are ", None, "you"),
            ("the quarterly ", Some(owner), "Zorblatt"),
            ("ask Zo", Some(owner), "Zorblatt"),
        ] {
            let reasons = predictor.why(&mut worker, text, &Query::default(), of, &|| false).unwrap();
            let reason =
                reasons.iter().find(|reason| reason.word.text == word).unwrap_or_else(|| panic!("{text}: {reasons:?}"));
            let memory: f32 = reason.memory.iter().map(|(_, bits)| bits).sum();
            let sum = reason.network + reason.base + memory + reason.habits + reason.rest;
            assert!((sum - reason.word.probability.log2()).abs() < 0.1, "{text}: {reason:?}");
            assert_eq!(reason.memory.is_empty(), of.is_none(), "{text}: {reason:?}");
            if of.is_some() {
                assert!(memory > 3.0 && reason.network < -8.0, "{text}: {reason:?}");
            } else {
                assert!(reason.rest.abs() < 1.5, "{text}: {reason:?}");
            }
        }
    }
}
