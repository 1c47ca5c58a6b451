//! [`Classes`]: what the symbols of a vocabulary mean for the word that is being spelt.

use crate::text::words::{is_apostrophe, is_word_char};
use crate::text::{SymbolId, Vocab};

/// What a symbol means for the word that is being spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Goes on with a word.
    Word,
    /// Goes on with a word if a letter follows.
    Apostrophe,
    Space,
    /// Ends a word.
    Other,
    /// Begins or goes on with a character of several symbols.
    Byte,
}

impl Class {
    /// Whether it ends a word, apostrophes aside.
    fn ends_word(self) -> bool {
        matches!(self, Class::Space | Class::Other)
    }
}

/// The classes of a vocabulary's symbols.
pub(in crate::predict) struct Classes(pub(super) Vec<Class>);

impl Classes {
    pub(in crate::predict) fn new(vocab: &Vocab) -> Self {
        let class = |id: usize| match vocab.char(id as SymbolId) {
            None => Class::Byte,
            Some(' ') => Class::Space,
            Some(c) if is_apostrophe(c) => Class::Apostrophe,
            Some(c) if is_word_char(c) => Class::Word,
            Some(_) => Class::Other,
        };
        Classes((0..vocab.len()).map(class).collect())
    }

    /// Whether a symbol ends a word, apostrophes aside.
    pub(in crate::predict) fn ends(&self, symbol: SymbolId) -> bool {
        self.0.get(symbol as usize).is_some_and(|class| class.ends_word())
    }

    /// The symbols that end a word, apostrophes aside.
    pub(in crate::predict) fn word_ends(&self) -> impl Iterator<Item = SymbolId> {
        (0..).zip(&self.0).filter(|(_, class)| class.ends_word()).map(|(symbol, _)| symbol)
    }

    /// Probability that the next symbol ends a word, apostrophes aside.
    pub(in crate::predict) fn end_mass(&self, log_probs: &[f32]) -> f32 {
        self.0.iter().zip(log_probs).filter(|(class, _)| class.ends_word()).map(|(_, lp)| lp.exp()).sum()
    }

    /// The most probable symbol that ends a word, with its probability given that one does.
    pub(in crate::predict) fn separator(&self, log_probs: &[f32]) -> Option<(SymbolId, f32)> {
        let ends = (0..).zip(&self.0).zip(log_probs).filter(|((_, class), _)| class.ends_word());
        let (best, lp) = ends.map(|((id, _), &lp)| (id, lp)).max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((best, lp.exp() / self.end_mass(log_probs).max(f32::MIN_POSITIVE)))
    }
}
