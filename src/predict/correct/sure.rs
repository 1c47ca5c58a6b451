//! Corrections of which the letters say enough, so that no network is asked: contractions with another key in place of their
//! apostrophe, and the person's own names with another letter, without their capital or
//! without the apostrophe of a possessive.

use super::contraction::{self, Contraction};
use crate::predict::lexicon::Lexicon;
use crate::predict::query::{Word, WordKind};
use crate::predict::spelling::WordAt;
use crate::predict::writer::Writer;

/// Probability that a contraction was meant where another key stands in place of its apostrophe.
const MISSED: f32 = 0.95;
/// Probability that an own name with an `s` at its end is a possessive.
const POSSESSIVE: f32 = 0.8;

/// Words behind which an own name with an `s` at its end is a plural.
const BEFORE_PLURALS: [&str; 10] = ["the", "these", "those", "both", "all", "many", "two", "three", "four", "no"];

/// Returns the contraction that a text ends with, where another key was hit in place of its apostrophe.
pub fn contraction(text: &str, lexicon: &Lexicon) -> Option<Word> {
    let Contraction { text, typed, after } = contraction::mended(text, lexicon)?;
    Some(surely(text, typed, after, MISSED))
}

/// Returns the correction of an own name typed in small letters to its capital; `None` for a person who writes no
/// capitals.
pub fn own_name(word: &WordAt, writer: &Writer) -> Option<Word> {
    let names = &writer.owner?.personal.names;
    // A part of `jean-luc` with a capital would leave the other one without.
    let (text, probability) = names.as_capital(word.word).filter(|_| !word.before.ends_with('-'))?;
    let wanted = !writer.style.no_capitals && !writer.style.small_text;
    wanted.then(|| surely(text, word.word.chars().count() + word.after.chars().count(), word.after, probability))
}

/// Returns the possessive of an own name that was typed without its apostrophe, unless it is that name's plural (`the McAllisters`).
pub fn own_possessive(word: &WordAt, writer: &Writer) -> Option<Word> {
    let names = &writer.owner?.personal.names;
    let stem = word.word.strip_suffix('s').filter(|stem| stem.starts_with(char::is_uppercase) && names.has(stem))?;
    let counted = |before: WordAt| BEFORE_PLURALS.contains(&before.word.to_lowercase().as_str());
    if names.has(word.word) || word.with_the_one_before().is_some_and(counted) {
        return None;
    }
    let typed = word.word.chars().count() + word.after.chars().count();
    Some(surely(format!("{stem}'s"), typed, word.after, POSSESSIVE))
}

/// Returns the own name that a word, which is none, is one slip away from (`Tadgh` beside `Tadhg`).
pub fn own_slip(word: &WordAt, writer: &Writer) -> Option<Word> {
    let (text, probability) = writer.owner?.personal.names.meant_by(word.word)?;
    let text = if writer.style.no_capitals || writer.style.small_text { text.to_lowercase() } else { text };
    Some(surely(text, word.word.chars().count() + word.after.chars().count(), word.after, probability))
}

/// Returns a correction of which the letters say enough, in place of so many characters.
fn surely(text: String, typed: usize, after: &str, probability: f32) -> Word {
    let (insert, completion, kind) = (format!("{text}{after}"), String::new(), WordKind::Correction);
    Word { text, completion, delete: typed, insert, probability, kind, space_after: false }
}
