//! What learning adds for one person: the oldest four fifths of a log are learned, the newest fifth is scored.
//!
//! Every scored message is typed first and learned afterwards, so that gains count only on text that is later than
//! anything learned.

use std::sync::atomic::{AtomicBool, Ordering};

use super::bits::Bits;
use super::messages::{TextMessage, TextSet};
use super::run::{Figures, Options, Report, add_line};
use super::typist::{Offers, Tally, question, type_message};
use crate::predict::{Context, MIXING_CHARS, Owner, Personal, Predictor, Worker};
use crate::text::newest_within;
use crate::text::random::SplitMix64;

/// A person at the keyboard, and what has been learned of them.
pub(super) struct Learner<'a> {
    predictor: &'a Predictor,
    worker: Worker,
    context: Context,
    personal: Personal,
    /// Whether messages are learned, or only read as context.
    learns: bool,
}

impl Offers for Learner<'_> {
    fn words(&mut self, left_context: &str) -> Vec<(String, f32)> {
        self.offers(left_context)
    }
}

impl<'p> Learner<'p> {
    /// Words on offer with their probabilities.
    pub(super) fn offers(&mut self, left_context: &str) -> Vec<(String, f32)> {
        let query = question();
        let owner = Owner { personal: &self.personal, app: None, removed: &|_| false };
        let (worker, context) = (&mut self.worker, &mut self.context);
        let owner = self.learns.then_some(owner);
        let answer = self.predictor.suggest(worker, context, left_context, &query, owner, &|| false);
        for outcome in self.context.take_outcomes() {
            self.personal.habits.observe(&outcome);
        }
        let words = answer.map(|answer| answer.words).unwrap_or_default();
        words.into_iter().map(|word| (word.text, word.probability)).collect()
    }
}

/// Has the memory learn what comes before the scored messages, then types each scored message and learns it.
///
/// The mixing weights learn from how well `earlier` predicted the messages before the scored ones: a model that was
/// trained on those messages would look better there than it is.
pub fn evaluate_learning(
    predictor: &Predictor,
    earlier: &Predictor,
    set: &TextSet,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Report {
    let mut report = Report::default();
    let mut learner = Learner::new(predictor, true);
    learner.go_through(earlier, set, stop, &mut |learner, _, before, message| {
        let tally = match options.typing {
            true => type_message(learner, before, &message.text, options.threshold),
            false => Tally::default(),
        };
        let chars = message.text.chars().count() as u64;
        let bits = Bits { bits: learner.learn(before, &message.text), chars: chars + 1 };
        let figures = Figures { bits, tally };
        report.total.bits.add(&figures.bits);
        report.total.tally.add(&figures.tally);
        report.messages.push(figures);
        progress(chars);
    });
    report
}

/// A message to be completed from its middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Its place among the scored messages.
    pub message: usize,
    /// Bytes of it that are typed.
    pub typed: usize,
    /// Words to be foreseen.
    pub words: usize,
}

/// Completes each beginning by its most probable next word, again and again. Where `learns` is set, the memory has learned
/// the messages before; else it has learned nothing.
pub fn complete(
    predictor: &Predictor,
    earlier: &Predictor,
    set: &TextSet,
    beginnings: &[Beginning],
    learns: bool,
    stop: &AtomicBool,
) -> Vec<String> {
    let mut completed = vec![String::new(); beginnings.len()];
    let mut learner = Learner::new(predictor, learns);
    learner.go_through(earlier, set, stop, &mut |learner, number, before, message| {
        for (wanted, found) in beginnings.iter().zip(&mut completed).filter(|(wanted, _)| wanted.message == number) {
            let typed = message.text.get(..wanted.typed).unwrap_or(&message.text);
            *found = learner.go_on(&format!("{before}{typed}"), wanted.words);
        }
        if learner.learns {
            learner.learn(before, &message.text);
        }
    });
    completed
}

type Visit<'v, 'p> = dyn FnMut(&mut Learner<'p>, usize, &str, &TextMessage) + 'v;

impl<'p> Learner<'p> {
    pub(super) fn new(predictor: &'p Predictor, learns: bool) -> Self {
        let personal = Personal::beginning(predictor);
        Learner { predictor, worker: Worker::default(), context: Context::default(), personal, learns }
    }

    /// Learns the messages before the scored ones, and shows each of those with its number and the text before it.
    fn go_through(&mut self, earlier: &Predictor, set: &TextSet, stop: &AtomicBool, visit: &mut Visit<'_, 'p>) {
        let first = set.messages.iter().position(|message| message.scored).unwrap_or(set.messages.len());
        self.go_on_to(earlier, set, first, stop, visit);
    }

    /// Learns every message of the owner, scored or not.
    pub(super) fn learn_all(&mut self, predictor: &Predictor, set: &TextSet) {
        let unscored = |message: &TextMessage| TextMessage { scored: false, ..message.clone() };
        let all = TextSet { messages: set.messages.iter().map(unscored).collect() };
        let never = AtomicBool::new(false);
        self.go_on_to(predictor, &all, all.messages.len(), &never, &mut |_, _, _, _| {});
    }

    /// Learns all messages before the `first` at once, and then shows each later one before learning it.
    fn go_on_to(
        &mut self,
        earlier: &Predictor,
        set: &TextSet,
        first: usize,
        stop: &AtomicBool,
        visit: &mut Visit<'_, 'p>,
    ) {
        let own_bytes = |message: &TextMessage| if message.own { message.text.len() + 1 } else { 0 };
        let mixing_from = first - newest_within(&set.messages[..first], MIXING_CHARS, own_bytes).len();
        let mut early = Context::default();
        let mut before = String::new();
        let mut number = 0;
        for (at, message) in set.messages.iter().enumerate() {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            if message.starts_anew {
                before.clear();
            }
            if message.scored {
                visit(self, number, &before, message);
                number += 1;
            } else if message.own && self.learns {
                let line = format!("{}\n", message.text);
                let Learner { worker, personal, predictor, .. } = self;
                match at >= mixing_from {
                    true => drop(personal.learn(earlier, worker, &mut early, &before, &line, None)),
                    false => personal.remember(predictor.vocab(), &before, &line, None),
                }
            }
            add_line(&mut before, &message.text);
        }
    }

    /// The most probable words after a text, one after the other.
    fn go_on(&mut self, text: &str, words: usize) -> String {
        let mut found: Vec<String> = Vec::new();
        for _ in 0..words {
            let left_context = [text, &found.concat()].concat();
            let Some((word, _)) = self.offers(&left_context).into_iter().next() else { break };
            found.push(format!("{word} "));
        }
        found.concat().trim_end().to_owned()
    }

    pub(super) fn learn(&mut self, before: &str, message: &str) -> f64 {
        let line = format!("{message}\n");
        self.personal.learn(self.predictor, &mut self.worker, &mut self.context, before, &line, None)
    }
}

/// Resamples for a confidence interval.
const RESAMPLES: usize = 2000;

/// Keystroke savings of one report beyond another on the same messages, with the 2.5 and 97.5 percentiles over
/// resampled messages (Efron, "Bootstrap methods", 1979).
#[must_use]
pub fn gain(before: &Report, after: &Report) -> [f64; 3] {
    type Keys = (f64, f64, f64);
    let pairs: Vec<Keys> = before
        .messages
        .iter()
        .zip(&after.messages)
        .map(|(b, a)| (b.tally.chars as f64, b.tally.keys as f64, a.tally.keys as f64))
        .collect();
    if pairs.is_empty() {
        return [0.0; 3];
    }
    let add = |a: Keys, b: &Keys| (a.0 + b.0, a.1 + b.1, a.2 + b.2);
    let gain = |sum: Keys| (sum.1 - sum.2) / sum.0.max(1.0);
    let mut random = SplitMix64::new(1);
    let mut samples: Vec<f64> = (0..RESAMPLES)
        .map(|_| gain((0..pairs.len()).fold((0.0, 0.0, 0.0), |sum, _| add(sum, &pairs[random.below(pairs.len())]))))
        .collect();
    samples.sort_by(f64::total_cmp);
    let at = |share: f64| samples[((share * samples.len() as f64) as usize).min(samples.len() - 1)];
    [gain(pairs.iter().fold((0.0, 0.0, 0.0), add)), at(0.025), at(0.975)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(keys: &[u64]) -> Report {
        let figures =
            |&keys: &u64| Figures { tally: Tally { chars: 10, keys, ..Tally::default() }, ..Figures::default() };
        Report { total: Figures::default(), messages: keys.iter().map(figures).collect() }
    }

    #[test]
    fn gains_have_intervals() {
        let [mean, low, high] = gain(&report(&[6; 40]), &report(&[5; 40]));
        assert_eq!((mean, low, high), (0.1, 0.1, 0.1));
        let mixed: Vec<u64> = (0..40).map(|i| if i % 2 == 0 { 4 } else { 8 }).collect();
        let [mean, low, high] = gain(&report(&[6; 40]), &report(&mixed));
        assert!(mean.abs() < 1e-12 && low < -0.02 && high > 0.02 && low > -0.12, "{low} {high}");
    }
}
