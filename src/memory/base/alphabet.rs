//! [`Alphabet`]: the characters of an index, small and capital letters alike, as codes of one byte.

use std::collections::HashMap;

use crate::text::words::{is_apostrophe, is_word_char};

/// Stands for every character that an alphabet lacks; no context reaches across it.
pub const OTHER: u8 = u8::MAX;
/// The line end.
pub const NEWLINE: u8 = 0;
/// Most characters of an alphabet; all further ones are [`OTHER`].
pub const MOST_CHARS: usize = 250;

/// Characters in rising order, the newline first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alphabet {
    chars: Vec<char>,
    /// Whether the character of each code belongs to a word.
    word: Vec<bool>,
}

impl Alphabet {
    /// The newline, printable ASCII without capitals, and the most frequent of the other characters that (normalised)
    /// texts hold at least `min_count` times.
    #[must_use]
    pub fn build<'a>(texts: impl IntoIterator<Item = &'a str>, min_count: u64) -> Self {
        let mut counts: HashMap<char, u64> = HashMap::new();
        for c in texts.into_iter().flat_map(str::chars).filter(|c| !c.is_ascii()) {
            *counts.entry(small(c)).or_default() += 1;
        }
        let mut seen: Vec<(u64, char)> = counts.into_iter().map(|(c, count)| (count, c)).collect();
        seen.retain(|&(count, c)| count >= min_count.max(1) && !c.is_ascii());
        seen.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let ascii = (' '..='~').filter(|c| !c.is_ascii_uppercase());
        let mut chars: Vec<char> = std::iter::once('\n').chain(ascii).chain(seen.into_iter().map(|(_, c)| c)).collect();
        chars.truncate(MOST_CHARS);
        chars.sort_unstable();
        Self::with(chars)
    }

    /// The alphabet of these characters; `None` unless they are in rising order, at most `MOST_CHARS`, the newline
    /// first.
    #[must_use]
    pub fn from_chars(chars: Vec<char>) -> Option<Self> {
        let sorted = chars.windows(2).all(|pair| pair[0] < pair[1]);
        let fits = sorted && chars.len() <= MOST_CHARS && chars.first() == Some(&'\n');
        fits.then(|| Self::with(chars))
    }

    fn with(chars: Vec<char>) -> Self {
        let word = chars.iter().map(|&c| is_word_char(c) || is_apostrophe(c)).collect();
        Alphabet { chars, word }
    }

    /// The characters in the order of their codes.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The code of a character in whatever case.
    #[must_use]
    pub fn code(&self, c: char) -> u8 {
        self.chars.binary_search(&small(c)).map_or(OTHER, |at| at as u8)
    }

    /// Whether a code belongs to a word.
    #[must_use]
    pub fn is_word(&self, code: u8) -> bool {
        self.word.get(usize::from(code)).copied().unwrap_or(false)
    }
}

/// The small form of a character, where that is one character.
fn small(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut letters = c.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_and_what_is_rare_is_left_out() {
        let alphabet = Alphabet::build(["Éé über", "éü"], 3);
        assert_eq!(alphabet.code('É'), alphabet.code('é'));
        assert_ne!(alphabet.code('é'), OTHER);
        assert_eq!(alphabet.code('ü'), OTHER);
        assert_eq!((alphabet.code('\n'), alphabet.code('A')), (NEWLINE, alphabet.code('a')));
        let words: String = alphabet.chars().iter().filter(|&&c| alphabet.is_word(alphabet.code(c))).collect();
        assert_eq!(words, "'0123456789abcdefghijklmnopqrstuvwxyzé");
        assert!(!alphabet.is_word(OTHER));
    }

    #[test]
    fn hostile_lists_are_refused() {
        assert!(Alphabet::from_chars(vec!['\n', 'a', 'b']).is_some());
        for chars in [vec![], vec!['a'], vec!['\n', 'b', 'a'], vec!['\n', 'a', 'a'], ('\n'..).take(251).collect()] {
            assert!(Alphabet::from_chars(chars.clone()).is_none(), "{chars:?}");
        }
    }
}
