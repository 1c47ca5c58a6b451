//! [`Doubt`]: how far a word before the cursor may be taken for another one.

use super::derived::{is_compound, is_derived};
use super::homographs::apostrophe_gain;
use super::word_at::WordAt;
use crate::predict::lexicon::{Entry, Form, Lexicon};
use crate::text::words::is_apostrophe;

/// Most letters of a word in capitals that is taken for an abbreviation.
const ABBREVIATION: usize = 5;
/// A word of the lexicon that is rarer than `RARE` and consists of two words more common than `COMMONEST` is none, and
/// a name rarer than `RARE_NAME` is not meant by a word without a capital (−ln of shares).
const RARE: f32 = 12.0;
const COMMONEST: f32 = 6.0;
const RARE_NAME: f32 = 14.0;
/// Cost of taking a word that the person typed once before for another (natural log).
const TYPED_BEFORE: f32 = 4.0;
/// Gain of taking letters that are no word, and no beginning of one, for another word (natural log): texts that models
/// learn from have typos, too, so that the probability of what was typed is for the most part that of the same error
/// made by somebody else.
const NO_WORD: f32 = 6.0;
/// Gain that each letter beyond `SHORT` adds to that, `MOST_LETTERS` at most: long words are seldom made up, and short
/// ones often names.
const LETTER: f32 = 2.0;
const SHORT: usize = 5;
const MOST_LETTERS: usize = 4;
/// Reduction of that gain for a word with a capital where a sentence begins: the capital may be that of a name.
const PERHAPS_A_NAME: f32 = 2.0;
/// Rarity (−ln of a share) of the commonest word below a beginning up to which that beginning is nothing strange, and
/// how much more makes it entirely strange.
const ORDINARY: f32 = 10.0;
const STRANGE: f32 = 5.0;
/// Rarity (−ln of a share) below which a word is met everywhere.
const USUAL: f32 = 11.0;
/// Costs of taking a finished word of the lexicon that is hardly a word for another, without and with an entry in a
/// dictionary. While the word is typed this costs nothing: the probability that the network gives its letters says
/// enough.
const IN_LEXICON: f32 = 3.0;
const IN_DICTIONARY: f32 = 6.0;

/// What a word before the cursor may be taken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    /// Nothing but the word itself.
    None,
    /// The word with its capital, or with an apostrophe, and what that costs more (natural log).
    Habits(f32),
    /// The word in the case that is usual: capitals stand where none is written.
    Case,
    /// Names only.
    Names,
    /// Other words; what they cost more (natural log).
    Words(f32),
}

impl WordAt<'_> {
    /// Whether it is a word as it is written.
    pub fn is_right(&self, lexicon: &Lexicon) -> bool {
        let capital = |entry: Entry| matches!(entry.form, Form::Capital | Form::Capitals);
        let right = |entry: Entry| firm(self.letters(), entry.rarity) && (self.capitals().0 || !capital(entry));
        !self.is_mixed() && known(lexicon, self.word).is_some_and(right)
    }
}

impl Doubt {
    /// Returns the doubt about a word that this person typed `times` times before.
    pub fn of(word: &WordAt, lexicon: &Lexicon, times: usize) -> Doubt {
        let (capital, capitals) = word.capitals();
        let finished = !word.after.is_empty();
        // A person who writes an accent means it.
        if !word.word.replace(is_apostrophe, "'").is_ascii() {
            return Doubt::None;
        }
        if word.is_mixed() {
            return if times == 0 && is_usual_in_small(word, lexicon) { Doubt::Case } else { Doubt::None };
        }
        // Few who leave out a capital mean a name that is hardly ever met.
        let is_no_name = |entry: &Entry| capital || entry.form != Form::Capital || entry.rarity < RARE_NAME;
        if let Some(Entry { form, rarity, spelt }) = known(lexicon, word.word).filter(is_no_name) {
            if let Some(gain) = apostrophe_gain(word, lexicon) {
                return Doubt::Habits(-gain);
            }
            let small = |form| matches!(form, Form::Capital | Form::Capitals);
            return match () {
                () if !capital && small(form) => Doubt::Habits(0.0),
                () if times > 0 || word.letters() == 1 || (finished && firm(word.letters(), rarity)) => Doubt::None,
                () if !finished => Doubt::Words(0.0),
                () => Doubt::Words(if spelt { IN_DICTIONARY } else { IN_LEXICON }),
            };
        }
        let folded = word.word.to_lowercase();
        if word.letters() == 1 {
            return Doubt::None;
        }
        if is_derived(&folded, lexicon) {
            return if finished || times > 0 { Doubt::None } else { Doubt::Words(0.0) };
        }
        let long = word.letters().saturating_sub(SHORT).min(MOST_LETTERS) as f32;
        let gain = NO_WORD + LETTER * long;
        let gain = if capital && !capitals { gain - PERHAPS_A_NAME } else { gain };
        let gain = if finished { gain } else { gain * strangeness(lexicon.rarity(word.word)) };
        match times {
            _ if capitals && word.letters() <= ABBREVIATION && !word.among_capitals() => Doubt::None,
            0 if capital && !capitals && !word.begins_sentence() => Doubt::Names,
            0 if is_compound(&folded, lexicon) => Doubt::Words(0.0),
            0 => Doubt::Words(-gain),
            1 if !capital => Doubt::Words(TYPED_BEFORE),
            _ => Doubt::None,
        }
    }
}

/// Whether a word, or its beginning, is a usual one in small letters, or with a capital where all the others are.
fn is_usual_in_small(word: &WordAt, lexicon: &Lexicon) -> bool {
    let small = |entry: Entry| match word.is_inverted() {
        true => entry.spelt || entry.rarity < USUAL,
        false => entry.form == Form::Small && (entry.rarity < USUAL || (entry.spelt && word.letters() > SHORT)),
    };
    match lexicon.entry(word.word) {
        Some(entry) => small(entry),
        None => word.after.is_empty() && lexicon.rarity(word.word).is_some_and(|rarity| rarity < USUAL),
    }
}

/// Returns the entry of a word, unless that is two common words that were often run together.
fn known(lexicon: &Lexicon, word: &str) -> Option<Entry> {
    let entry = lexicon.entry(word)?;
    let common = |part: &str| part.len() > 1 && lexicon.entry(part).is_some_and(|entry| entry.rarity < COMMONEST);
    let together = || word.char_indices().any(|(at, _)| common(&word[..at]) && common(&word[at..]));
    (entry.spelt || entry.rarity < RARE || !together()).then_some(entry)
}

/// Returns whether a word of the lexicon is common enough for its length to be more than a slip that others made, too.
fn firm(letters: usize, rarity: f32) -> bool {
    rarity
        < match letters {
            0..=2 => 8.5,
            3 => 10.5,
            4 => 12.0,
            _ => f32::INFINITY,
        }
}

/// Returns how little some letters are a beginning, 0 to 1, by the rarity of the most common word with it: beginnings
/// of very rare words are mostly errors, too.
fn strangeness(rarity: Option<f32>) -> f32 {
    rarity.map_or(1.0, |rarity| ((rarity - ORDINARY) / STRANGE).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_meant_otherwise() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, times: usize, expected: Doubt| {
            let word = WordAt::finished(text).unwrap();
            assert_eq!(Doubt::of(&word, &lexicon, times), expected, "{text:?}");
        };
        check("we recieve ", 0, Doubt::Words(-NO_WORD - 2.0 * LETTER));
        check("we recieve ", 1, Doubt::Words(TYPED_BEFORE));
        check("we recieve ", 2, Doubt::None);
        check("we receive ", 0, Doubt::None);
        check("when i ", 0, Doubt::Habits(0.0));
        check("then ill ", 0, Doubt::Habits(-3.0));
        check("all is well ", 0, Doubt::Habits(0.0));
        check("one ofthe ", 0, Doubt::Words(-NO_WORD));
        check("into ", 0, Doubt::None);
        check("with Jhon ", 0, Doubt::Names);
        check("Teh ", 0, Doubt::Words(PERHAPS_A_NAME - NO_WORD));
        check("i said tHe ", 0, Doubt::Case);
        check("yESTERDAY ", 0, Doubt::Case);
        check("my iOS ", 0, Doubt::None);
        check("kWh ", 0, Doubt::None);
        check("u ", 0, Doubt::None);
        check("in Zürich ", 0, Doubt::None);
        check("the parsers ", 0, Doubt::None);
        check("a namespace ", 0, Doubt::None);
        check("eachother ", 0, Doubt::Words(-NO_WORD - 4.0 * LETTER));
        check("a paperclip ", 0, Doubt::None);
        check("the QZX ", 0, Doubt::None);
        check("THE QZX ", 0, Doubt::Words(-NO_WORD));
        let open = WordAt::open("we form").unwrap();
        assert_eq!(Doubt::of(&open, &lexicon, 0), Doubt::Words(0.0));
        let begun = WordAt::open("we recei").unwrap();
        assert_eq!(Doubt::of(&begun, &lexicon, 0), Doubt::Words(0.0));
    }
}
