//! [`WordAt`]: a word before the cursor and what stands around it; [`Doubt`]: how far it may be taken for another one.

use super::derived::{is_compound, is_derived};
use crate::predict::lexicon::{Entry, Form, Lexicon};
use crate::text::words::{is_apostrophe, is_word_char, open_word};

/// Most characters of a word that may be corrected.
const MOST_CHARS: usize = 24;
/// Most letters of a word in capitals that is taken for an abbreviation.
const ABBREVIATION: usize = 5;
/// Words in their own right that may lack an apostrophe, and the words that they are with one, where the context says
/// so.
const REAL_WORDS: [(&str, &str); 9] = [
    ("ill", "i'll"),
    ("id", "i'd"),
    ("well", "we'll"),
    ("were", "we're"),
    ("hell", "he'll"),
    ("shell", "she'll"),
    ("wed", "we'd"),
    ("its", "it's"),
    ("lets", "let's"),
];
/// One of them that is rarer by `RARER` than its form with an apostrophe (natural log) mostly stands for that form,
/// where both are likely, and gains `MOSTLY` to be taken for it.
const RARER: f32 = 1.7;
const MOSTLY: f32 = 3.0;
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

/// A word of the text before the cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordAt<'t> {
    pub word: &'t str,
    /// Text between the word and the cursor; empty while the word is typed.
    pub after: &'t str,
    /// Text before the word.
    pub before: &'t str,
}

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

impl<'t> WordAt<'t> {
    /// The word under the cursor.
    pub fn open(text: &'t str) -> Option<Self> {
        Self::ending(text, "")
    }

    /// The word that was just finished: a space, a mark, or a mark and a space stand after it.
    pub fn finished(text: &'t str) -> Option<Self> {
        let head = text.strip_suffix(' ').unwrap_or(text);
        let head = head.strip_suffix([',', '.', '!', '?', ';', ':', ')', '"', '”', '*']).unwrap_or(head);
        let after = &text[head.len()..];
        // An apostrophe at the end closes a quotation or marks the possessive of a plural.
        if head.ends_with(is_apostrophe) {
            return None;
        }
        if after.is_empty() { None } else { Self::ending(head, after) }
    }

    fn ending(text: &'t str, after: &'t str) -> Option<Self> {
        let word = open_word(text);
        let before = &text[..text.len() - word.len()];
        let opens = |c: char| c.is_whitespace() || "\"“‘([¡¿—–-*".contains(c);
        let apart = before.chars().next_back().is_none_or(opens);
        let letters = word.chars().all(|c| c.is_alphabetic() || is_apostrophe(c));
        let fine = !word.is_empty() && apart && letters && word.chars().count() <= MOST_CHARS;
        fine.then_some(WordAt { word, after, before })
    }

    /// The word before, where one space is between.
    pub fn with_the_one_before(&self) -> Option<WordAt<'t>> {
        let head = self.before.strip_suffix(' ')?;
        WordAt::ending(head, "")
    }

    /// Whether a sentence begins with it.
    pub fn begins_sentence(&self) -> bool {
        let head = self.before.trim_end_matches(['"', '“', '‘', '(', '[', '*', ' ']);
        head.is_empty() || head.ends_with(['.', '!', '?', '…', '\n', ':'])
    }

    /// Returns whether the word before it is in capitals, too, so that its own capitals say nothing.
    fn among_capitals(&self) -> bool {
        let shouted = |word: WordAt| word.letters() > 1 && word.capitals().1;
        self.with_the_one_before().is_some_and(shouted)
    }

    pub fn letters(&self) -> usize {
        self.word.chars().filter(|&c| is_word_char(c)).count()
    }

    /// Whether capitals stand within it, and small letters as well.
    pub fn is_mixed(&self) -> bool {
        let mut rest = self.word.chars().skip(1);
        rest.any(char::is_uppercase) && self.word.chars().any(char::is_lowercase)
    }

    /// Whether it is in capitals but for its first letter, as with the key for capitals locked.
    pub fn is_inverted(&self) -> bool {
        let mut letters = self.word.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_lowercase) && self.letters() > 3 && letters.all(char::is_uppercase)
    }

    /// The word without the ending of a possessive, which counts as what stands after it.
    pub fn without_possessive(&self, text: &'t str) -> Self {
        let end = text.len() - self.after.len();
        let stem = self.word.strip_suffix('s').and_then(|word| word.strip_suffix(is_apostrophe));
        stem.filter(|stem| !stem.is_empty()).map_or(*self, |stem| {
            let after = &text[end - (self.word.len() - stem.len())..];
            WordAt { word: stem, after, before: self.before }
        })
    }

    /// Returns whether it begins with a capital, and whether it has two letters or more and no small one.
    pub fn capitals(&self) -> (bool, bool) {
        let first = self.word.chars().next().is_some_and(char::is_uppercase);
        (first, self.letters() > 1 && !self.word.chars().any(char::is_lowercase))
    }
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
            if let Some(gain) = apostrophe_gain(lexicon, word.word) {
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

/// Returns the gain of taking a word for its form with an apostrophe; `None` for a word that is not in [`REAL_WORDS`].
fn apostrophe_gain(lexicon: &Lexicon, word: &str) -> Option<f32> {
    let word = word.to_lowercase();
    let (bare, with) = REAL_WORDS.iter().find(|(bare, _)| *bare == word)?;
    let rarity = |word: &str| lexicon.entry(word).map_or(f32::INFINITY, |entry| entry.rarity);
    Some(if rarity(bare) > rarity(with) + RARER { MOSTLY } else { 0.0 })
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
    fn words_before_the_cursor() {
        let finished = |text: &str| WordAt::finished(text).map(|at| (at.word.to_owned(), at.after.to_owned()));
        let pair = |word: &str, after: &str| Some((word.to_owned(), after.to_owned()));
        assert_eq!(finished("I recieve "), pair("recieve", " "));
        assert_eq!(finished("recieve. "), pair("recieve", ". "));
        assert_eq!(finished("recieve,"), pair("recieve", ","));
        assert_eq!(finished("a well-knwon "), pair("knwon", " "));
        assert_eq!(finished("“recieve” "), pair("recieve", "” "));
        for text in [
            "my parents' ",
            "‘yes’ ",
            "recieve",
            "",
            " ",
            "recieve  ",
            "mail@recieve ",
            "/usr/recieve ",
            "rec1eve ",
            "snake_case ",
        ] {
            assert_eq!(finished(text), None, "{text}");
        }
        let open = |text: &'static str| WordAt::open(text).map(|at| (at.word, at.begins_sentence()));
        assert_eq!(open("so (recie"), Some(("recie", false)));
        assert_eq!(open("So. Recie"), Some(("Recie", true)));
        assert_eq!(open("“don’t"), Some(("don’t", true)));
        assert_eq!(WordAt::open("th eother").and_then(|at| at.with_the_one_before()).map(|at| at.word), Some("th"));
        assert_eq!(WordAt::open("so, eother").and_then(|at| at.with_the_one_before()), None);
    }

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
        check("then ill ", 0, Doubt::Habits(-MOSTLY));
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
