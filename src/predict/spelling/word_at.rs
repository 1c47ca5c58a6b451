//! [`WordAt`]: a word before the cursor and what stands around it. It knows no lexicon.

use crate::text::words::{capitalised, is_apostrophe, is_word_char, open_word};

/// Most characters of a word that may be corrected.
const MOST_CHARS: usize = 24;

/// A word of the text before the cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordAt<'t> {
    pub word: &'t str,
    /// Text between the word and the cursor; empty while the word is typed.
    pub after: &'t str,
    /// Text before the word.
    pub before: &'t str,
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
    pub fn among_capitals(&self) -> bool {
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

    /// The word together with the mark behind it, which is taken for a part of the word.
    pub fn with_its_mark(&self, text: &'t str) -> Self {
        let from = self.before.len();
        let mark = self.after.chars().next().map_or(0, char::len_utf8);
        let end = from + self.word.len() + mark;
        WordAt { word: &text[from..end], after: &self.after[mark..], before: self.before }
    }

    /// Returns a text given in small letters with the capitals of this word.
    pub fn cased(&self, text: &str) -> String {
        match self.capitals() {
            (_, true) => text.to_uppercase(),
            (true, false) => capitalised(text),
            _ => text.to_owned(),
        }
    }
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
}
