//! Texts compared as people compare them: regardless of case, apostrophes, spaces and invisible characters.
//!
//! Main types: [`Folded`], a text in the form in which it is compared and the way back, and [`Needle`], a text that is
//! looked for in others. Full case folding after Unicode (CaseFolding.txt, status F) as far as keyboards reach, after
//! NFKC.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{fold_char, is_invisible};
use crate::text::words::is_word_char;

/// A text as it is compared.
pub struct Folded {
    text: String,
    /// For each byte of `text`, and its end, where the character that it comes from begins in the original.
    starts: Vec<usize>,
}

impl Folded {
    pub fn new(original: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(original.len()), starts: Vec::new() };
        let mut chars = original.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let marked = chars.peek().is_some_and(|&(_, next)| !next.is_ascii() && is_combining_mark(next));
            if c.is_ascii() && !marked {
                folded.push(c, at);
                continue;
            }
            // An accent belongs to its letter: together they may be one character.
            let mut letter = String::from(c);
            while let Some((_, mark)) = chars.next_if(|&(_, next)| is_combining_mark(next)) {
                letter.push(mark);
            }
            for c in letter.nfkc().filter(|&c| !is_invisible(c)) {
                folded.push(c, at);
            }
        }
        folded.starts.push(original.len());
        folded
    }

    fn push(&mut self, c: char, at: usize) {
        match fold_char(c) {
            c if c.is_whitespace() => {
                // Several spaces count as one, and those at the beginning do not count.
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            }
            'ß' | 'ẞ' => self.text.push_str("ss"),
            // `I` with and without a dot count as one letter.
            'İ' | 'ı' => self.text.push('i'),
            'ς' => self.text.push('σ'),
            c => self.text.extend(c.to_lowercase()),
        }
        self.starts.resize(self.text.len(), at);
    }

    /// Returns the span of the original from which a span of the folded text comes, in whole characters.
    fn original(&self, span: Range<usize>) -> Range<usize> {
        let end = self.starts[span.end];
        // A character that stands for several goes as a whole.
        let last = self.starts[span.end - 1];
        let next = self.starts[span.end..].iter().find(|&&start| start > last).copied();
        self.starts[span.start]..if end == last { next.unwrap_or(end) } else { end }
    }
}

/// The folded text alone, without the way back to the original.
pub fn folded(text: &str) -> String {
    Needle::new(text).0
}

/// Whether words of a letter's script have no ends that can be seen: no space stands between them, or endings hang on them.
fn has_no_ends(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// A text that is looked for in others, compared as people do.
pub struct Needle(String);

impl Needle {
    pub fn new(text: &str) -> Needle {
        Needle(Folded::new(text).text.trim_end().to_owned())
    }

    /// Returns whether a text contains the needle.
    pub fn is_in(&self, text: &str) -> bool {
        Folded::new(text).text.contains(&self.0)
    }

    /// The places of a text where it is a word of its own: it ends where letters and digits end, so that `Anna` is found
    /// in `Anna's` and not in `Annabel`. Where words have no ends that can be seen, every place counts.
    pub fn words_in(&self, text: &str) -> Vec<Range<usize>> {
        let folded = Folded::new(text);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(place) =
            folded.text.get(from..).and_then(|rest| rest.find(&self.0)).filter(|_| !self.0.is_empty())
        {
            let span = from + place..from + place + self.0.len();
            let before = folded.text[..span.start].chars().next_back();
            let after = folded.text[span.end..].chars().next();
            let ends = self.0.chars().next_back().is_some_and(|last| is_end(last, after));
            let begins = self.0.chars().next().is_some_and(|first| is_end(first, before));
            if begins && ends {
                found.push(folded.original(span.clone()));
                from = span.end;
            } else {
                from = folded.text.ceil_char_boundary(span.start + 1);
            }
        }
        found
    }
}

/// Whether a word may end between its own letter and its neighbour.
fn is_end(own: char, neighbour: Option<char>) -> bool {
    neighbour.is_none_or(|neighbour| !is_word_char(neighbour) || has_no_ends(own) || has_no_ends(neighbour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needle: &str, text: &str, expected: bool) {
        assert_eq!(Needle::new(needle).is_in(text), expected, "{needle:?} in {text:?}");
    }

    #[test]
    fn as_people_compare() {
        check("don't", "I don’t know", true);
        check("don’t", "I DON'T KNOW", true);
        check("Quetzal", "Quet\u{200b}zal", true);
        check("Quetzal", "Quet\u{ad}zal\u{fe0f}", true);
        check("Straße", "in der STRASSE", true);
        check("STRASSE", "in der straße", true);
        check("İstanbul", "istanbul ve ISTANBUL", true);
        check("istanbul", "İSTANBUL", true);
        check("two  words", "Two words", true);
        check("two words", "two \u{a0}\n words", true);
        check("Odysseus", "odysseuς", false);
        check("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ", true);
        check("cafe\u{301}", "CAFÉ", true);
        check("cafe", "café", false);
        check("ﬁne", "fine", true);
        check("ＡＢＣ", "abc", true);
        check("“hi” – he", "\"hi\" - he", true);
        check("猫", "我的猫很好", true);
        check(&"long ".repeat(10_000), &"long ".repeat(13_000), true);
    }

    /// The places of a word, as what stands there.
    #[track_caller]
    fn check_words(word: &str, text: &str, expected: &[&str]) {
        let found: Vec<&str> = Needle::new(word).words_in(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, expected, "{word:?} in {text:?}");
    }

    #[test]
    fn words_end_where_their_script_lets_them() {
        check_words("Anna", "anna's Annabel JOANNA Anna", &["anna", "Anna"]);
        check_words("strasse", "Straße STRASSE Straßen", &["Straße", "STRASSE"]);
        check_words("straße", "(Stra\u{ad}ße)", &["Stra\u{ad}ße"]);
        check_words("cafe\u{301}", "un café.", &["café"]);
        check_words("東京", "私は東京に住む", &["東京"]);
        check_words("서울", "서울에서 왔다", &["서울"]);
        check_words("кот", "кот котик", &["кот"]);
        check_words("ss", "ß", &["ß"]);
        check_words("a", "", &[]);
    }
}
