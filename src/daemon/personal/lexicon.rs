//! Words without sentences in the memory: only those are learned that the model does not foresee by itself. Main type:
//! [`Learn`].
//!
//! A phone's dictionary is mostly words that everybody uses, of which the list says neither how often nor after what;
//! remembering them would blur what the model knows better.

use std::sync::Arc;

use crate::history::LexiconWord;
use crate::memory::{BaseMemory, Evidence, Tail};
use crate::predict::{Personal, Predictor};
use crate::text::{Vocab, normalize};

/// Number of letters that a person types before a word has to be offered.
const TYPED: usize = 2;
/// A word is known if the training text alone makes its letters after those, and its end, on average so many nats more
/// probable than chance.
const KNOWN: f32 = 1.0;

/// Remembers words without sentences.
pub struct Learn {
    model: Arc<Predictor>,
}

impl Learn {
    pub fn new(model: &Arc<Predictor>) -> Learn {
        Learn { model: model.clone() }
    }

    /// Remembers a word unless the model's own text has it.
    pub fn one(&self, personal: &mut Personal, vocab: &Vocab, word: &LexiconWord) {
        let Some(space) = vocab.id(' ') else { return };
        let symbols = vocab.encode(&normalize(&word.text));
        let base = self.model.base_memory().filter(|_| vocab.chars() == self.model.vocab().chars());
        if base.is_none_or(|base| !is_known(base, vocab.len(), &symbols, space)) {
            personal.memory.learn_word(&symbols, space, word.count);
            personal.names.read(&word.text);
        }
    }
}

/// Returns whether the training text has a word: after the first letters of the word, in any case, it goes on as the
/// word does.
fn is_known(base: &BaseMemory, vocab: usize, word: &[u32], space: u32) -> bool {
    let mut evidence = Evidence::default();
    let chance = -(vocab as f32).ln();
    let mut log_probs = vec![chance; vocab];
    let before = [&[space], word].concat();
    let typed = word.len().min(TYPED);
    let mut gained = 0.0;
    for at in typed..=word.len() {
        log_probs.fill(chance);
        base.blend(&Tail::new(&before[..=at]), &mut evidence, &mut log_probs);
        let next = word.get(at).copied().unwrap_or(space);
        gained += log_probs.get(next as usize).map_or(0.0, |log_prob| log_prob - chance);
    }
    gained >= KNOWN * (word.len() + 1 - typed) as f32
}
