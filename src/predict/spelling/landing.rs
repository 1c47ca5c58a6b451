//! [`Landing`]: a beginning of words, or a word, that may be meant by some letters.

use crate::predict::lexicon::Entry;

/// A beginning of words that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// In small letters, as the lexicon spells it.
    pub text: String,
    /// −ln of the probability that what was typed is typed for it.
    pub cost: f32,
    /// −ln of the share of the most common word that begins so.
    pub rarity: f32,
    /// The entry of this text, where it is a whole word.
    pub word: Option<Entry>,
    /// Whether nothing is missing but apostrophes and accents, which people leave out on purpose.
    pub by_habit: bool,
}

/// Which landings are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Words that have begun with what was typed.
    Beginnings,
    /// Words that are whole.
    Words,
}
