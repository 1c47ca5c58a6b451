//! [`Entry`]: what is known of a word, and how the map has it as a number.

use crate::text::words::is_apostrophe;

/// Steps of rarity in one nat.
const STEPS: f32 = 16.0;

/// How a word is written inside a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `word`
    Small,
    /// `Monday`, `I'm`
    Capital,
    /// `may` and `May`
    Either,
    /// `TV`
    Capitals,
}

/// The entry of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// −ln of its share of all words.
    pub rarity: f32,
    /// How the word is written: its capitals.
    pub form: Form,
    /// Whether a dictionary has the word: however rare such a word is, it is no slip that many people made.
    pub spelt: bool,
}

/// Returns the rarity that a number of the map holds.
pub(super) fn rarity(value: u64) -> f32 {
    (value >> 3) as f32 / STEPS
}

/// Returns the entry that a number of the map stands for.
pub(super) fn read(value: u64) -> Entry {
    let form = match value & 3 {
        0 => Form::Small,
        1 => Form::Capital,
        2 => Form::Either,
        _ => Form::Capitals,
    };
    Entry { rarity: rarity(value), form, spelt: value & 4 != 0 }
}

/// Returns the number that the map has for an entry.
pub(super) fn write(entry: Entry) -> u64 {
    let form = match entry.form {
        Form::Small => 0,
        Form::Capital => 1,
        Form::Either => 2,
        Form::Capitals => 3,
    };
    ((entry.rarity * STEPS).round().max(0.0) as u64) << 3 | u64::from(entry.spelt) << 2 | form
}

/// Returns a character as the lexicon spells it: small, with a straight apostrophe.
pub(in crate::predict) fn fold(c: char) -> impl Iterator<Item = char> {
    let c = if is_apostrophe(c) { '\'' } else { c };
    c.to_lowercase()
}
