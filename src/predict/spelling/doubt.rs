//! [`WordAt`]: a word before the cursor and what stands around it; [`Doubt`]: how far it may be taken for another one.

use crate::predict::lexicon::{Entry, Form, Lexicon};
use crate::text::words::{is_apostrophe, is_word_char, open_word};

/// Longer words are left alone.
const MOST_CHARS: usize = 24;
/// Capitals up to this length are an abbreviation.
const ABBREVIATION: usize = 5;
/// A word that is one all the same when it is typed so; with an apostrophe it is another one, where the context says so.
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
/// One of them that is so much rarer than what it is with an apostrophe (natural log) is mostly that, where both are
/// likely, and gains so much to be taken for it.
const RARER: f32 = 1.7;
const MOSTLY: f32 = 3.0;
/// A word of the lexicon that is rarer than this, and two of the commonest run together, is none (−ln of shares).
const RARE: f32 = 12.0;
const COMMONEST: f32 = 6.0;
/// What a word that the person typed once before costs to be taken for another (natural log).
const TYPED_BEFORE: f32 = 4.0;
/// What is no word, and no beginning of one, gains to be taken for another: texts that models learn from have typos, too,
/// so that the probability of what was typed is for the most part that of the same error made by somebody else.
const NO_WORD: f32 = 6.0;
/// What each letter beyond these adds to that, so many at most: long words are seldom made up, and short ones often names.
const LETTER: f32 = 2.0;
const SHORT: usize = 5;
const MOST_LETTERS: usize = 4;
/// −ln of a word's share up to which its beginnings are nothing strange, and how much more makes them quite so.
const ORDINARY: f32 = 10.0;
const STRANGE: f32 = 5.0;
/// What a finished one of the lexicon that is hardly a word costs to be taken for another, and one that a dictionary has.
/// While it is typed it costs nothing: what the network gives its letters says enough.
const IN_LEXICON: f32 = 3.0;
const IN_DICTIONARY: f32 = 6.0;

/// A word of the text before the cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordAt<'t> {
    pub word: &'t str,
    /// Between it and the cursor: nothing while it is typed.
    pub after: &'t str,
    /// Text before it.
    pub before: &'t str,
}

/// What may stand for a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    /// Nothing but the word itself.
    None,
    /// The word with its capital, or with an apostrophe, and what that costs more (natural log).
    Habits(f32),
    /// A name.
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
        let head = head.strip_suffix([',', '.', '!', '?', ';', ':', ')']).unwrap_or(head);
        let after = &text[head.len()..];
        if after.is_empty() { None } else { Self::ending(head, after) }
    }

    fn ending(text: &'t str, after: &'t str) -> Option<Self> {
        let word = open_word(text);
        let before = &text[..text.len() - word.len()];
        let opens = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '(' | '[' | '¡' | '¿' | '—' | '*');
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

    /// Whether the word before it is in capitals, too: then its own say nothing.
    fn among_capitals(&self) -> bool {
        let shouted = |word: WordAt| word.letters() > 1 && word.capitals().1;
        self.with_the_one_before().is_some_and(shouted)
    }

    pub fn letters(&self) -> usize {
        self.word.chars().filter(|&c| is_word_char(c)).count()
    }

    /// Whether it has a capital at its beginning, and whether it has nothing else.
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
        known(lexicon, self.word).is_some_and(right)
    }
}

impl Doubt {
    /// Of a word that this person typed `times` times before.
    pub fn of(word: &WordAt, lexicon: &Lexicon, times: usize) -> Doubt {
        let (capital, capitals) = word.capitals();
        let finished = !word.after.is_empty();
        if let Some(Entry { form, rarity, spelt }) = known(lexicon, word.word) {
            if let Some(gain) = apostrophe_gain(lexicon, word.word) {
                return Doubt::Habits(-gain);
            }
            let small = |form| matches!(form, Form::Capital | Form::Capitals);
            return match () {
                () if !capital && small(form) => Doubt::Habits(0.0),
                () if times > 0 || (finished && firm(word.letters(), rarity)) => Doubt::None,
                () if !finished => Doubt::Words(0.0),
                () => Doubt::Words(if spelt { IN_DICTIONARY } else { IN_LEXICON }),
            };
        }
        let long = word.letters().saturating_sub(SHORT).min(MOST_LETTERS) as f32;
        let gain = NO_WORD + LETTER * long;
        let gain = if finished { gain } else { gain * strangeness(lexicon.rarity(word.word)) };
        match times {
            _ if capitals && word.letters() <= ABBREVIATION && !word.among_capitals() => Doubt::None,
            0 if capital && !capitals && !word.begins_sentence() => Doubt::Names,
            0 => Doubt::Words(-gain),
            1 if !capital => Doubt::Words(TYPED_BEFORE),
            _ => Doubt::None,
        }
    }
}

/// A word of the lexicon that is one: not two common ones that were often run together.
fn known(lexicon: &Lexicon, word: &str) -> Option<Entry> {
    let entry = lexicon.entry(word)?;
    let common = |part: &str| part.len() > 1 && lexicon.entry(part).is_some_and(|entry| entry.rarity < COMMONEST);
    let together = || word.char_indices().any(|(at, _)| common(&word[..at]) && common(&word[at..]));
    (entry.spelt || entry.rarity < RARE || !together()).then_some(entry)
}

/// What a word that is another one with an apostrophe gains to be taken for that; nothing for any other word.
fn apostrophe_gain(lexicon: &Lexicon, word: &str) -> Option<f32> {
    let word = word.to_lowercase();
    let (bare, with) = REAL_WORDS.iter().find(|(bare, _)| *bare == word)?;
    let rarity = |word: &str| lexicon.entry(word).map_or(f32::INFINITY, |entry| entry.rarity);
    Some(if rarity(bare) > rarity(with) + RARER { MOSTLY } else { 0.0 })
}

/// Whether a word of so many letters is more than a slip that others made, too.
fn firm(letters: usize, rarity: f32) -> bool {
    rarity
        < match letters {
            0..=2 => 8.5,
            3 => 10.5,
            4 => 12.0,
            _ => f32::INFINITY,
        }
}

/// How far a beginning is none, 0 to 1: those of very rare words are mostly errors, too.
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
        for text in ["recieve", "", " ", "recieve  ", "mail@recieve ", "/usr/recieve ", "rec1eve ", "snake_case "] {
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
        check("Teh ", 0, Doubt::Words(-NO_WORD));
        check("the QZX ", 0, Doubt::None);
        check("THE QZX ", 0, Doubt::Words(-NO_WORD));
        let open = WordAt::open("we form").unwrap();
        assert_eq!(Doubt::of(&open, &lexicon, 0), Doubt::Words(0.0));
        let begun = WordAt::open("we recei").unwrap();
        assert_eq!(Doubt::of(&begun, &lexicon, 0), Doubt::Words(0.0));
    }
}
