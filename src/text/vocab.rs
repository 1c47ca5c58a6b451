//! [`Vocab`]: characters as symbols, with bytes for the characters it does not hold.
//!
//! Symbols `0..chars` are characters in code-point order: the newline, printable ASCII (every keyboard has it) and
//! what the corpus holds often enough. The [`BYTES`] symbols after them are the bytes of UTF-8 beyond ASCII, so
//! that every Unicode text can be read and predicted and nothing becomes an unknown.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use super::hex::hex;

/// Number of a symbol: a character or a byte of one.
pub type SymbolId = u32;

/// Bytes that UTF-8 uses beyond ASCII: continuation bytes `80..=BF` and lead bytes `C2..=F4`.
pub const BYTES: usize = 64 + 51;

/// More characters than any keyboard model needs; bounds what a hostile checkpoint can claim.
pub const MAX_CHARS: usize = 20_000;

/// Maps characters to symbols and back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocab {
    chars: Vec<char>,
    index: HashMap<char, SymbolId>,
}

/// Why characters do not make a vocabulary.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum VocabError {
    /// There are more characters than [`MAX_CHARS`].
    #[error("a vocabulary holds at most {MAX_CHARS} characters, this one has {0}")]
    TooLarge(usize),
    /// The character at this position is not above the one before it.
    #[error("the vocabulary's characters are not in rising order at position {0}")]
    NotSorted(usize),
    /// The newline or a character of printable ASCII is missing.
    #[error("the vocabulary lacks {0:?}, which every one has")]
    Missing(char),
}

impl Vocab {
    /// Newline, printable ASCII, and every other character that the (normalised) texts hold at least `min_count` times.
    ///
    /// # Errors
    /// [`VocabError::TooLarge`] when more than [`MAX_CHARS`] remain: raise `min_count`.
    pub fn build<'a>(texts: impl IntoIterator<Item = &'a str>, min_count: u64) -> Result<Self, VocabError> {
        let mut counts: HashMap<char, u64> = HashMap::new();
        for text in texts {
            for c in text.chars() {
                *counts.entry(c).or_default() += 1;
            }
        }
        let seen = counts.into_iter().filter(|&(_, count)| count >= min_count.max(1)).map(|(c, _)| c);
        let all: BTreeSet<char> = always().chain(seen).collect();
        Self::from_chars(all.into_iter().collect())
    }

    /// The vocabulary of these characters, which must be in rising order and hold newline and printable ASCII.
    ///
    /// # Errors
    /// When they do not.
    pub fn from_chars(chars: Vec<char>) -> Result<Self, VocabError> {
        if chars.len() > MAX_CHARS {
            return Err(VocabError::TooLarge(chars.len()));
        }
        if let Some(at) = chars.windows(2).position(|pair| pair[0] >= pair[1]) {
            return Err(VocabError::NotSorted(at + 1));
        }
        if let Some(missing) = always().find(|c| chars.binary_search(c).is_err()) {
            return Err(VocabError::Missing(missing));
        }
        let index = chars.iter().enumerate().map(|(id, &c)| (c, id as SymbolId)).collect();
        Ok(Vocab { chars, index })
    }

    /// Number of symbols: characters and bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.len() + BYTES
    }

    /// Never: every vocabulary has printable ASCII.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The characters that are symbols of their own, in the order of their ids.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The symbol of a character, `None` when it takes bytes.
    #[must_use]
    pub fn id(&self, c: char) -> Option<SymbolId> {
        self.index.get(&c).copied()
    }

    /// The character of a symbol, `None` when it is a byte.
    #[must_use]
    pub fn char(&self, id: SymbolId) -> Option<char> {
        self.chars.get(id as usize).copied()
    }

    /// The byte of a symbol, `None` when it is a character or no symbol at all.
    #[must_use]
    pub fn byte(&self, id: SymbolId) -> Option<u8> {
        match (id as usize).checked_sub(self.chars.len())? {
            n @ 0..64 => Some(0x80 + n as u8),
            n @ 64..BYTES => Some(0xc2 + (n - 64) as u8),
            _ => None,
        }
    }

    fn byte_id(&self, byte: u8) -> Option<SymbolId> {
        let n = match byte {
            0x80..=0xbf => byte - 0x80,
            0xc2..=0xf4 => byte - 0xc2 + 64,
            _ => return None,
        };
        Some((self.chars.len() + usize::from(n)) as SymbolId)
    }

    /// Appends the symbols of one (folded) character: one, or two to four bytes. Returns how many.
    pub fn encode_char(&self, c: char, out: &mut Vec<SymbolId>) -> usize {
        if let Some(id) = self.id(c) {
            out.push(id);
            return 1;
        }
        let before = out.len();
        let mut utf8 = [0; 4];
        out.extend(c.encode_utf8(&mut utf8).bytes().filter_map(|byte| self.byte_id(byte)));
        if out.len() == before {
            // Only ASCII controls have neither: folding makes them spaces, and so do we.
            out.extend(self.id(' '));
        }
        out.len() - before
    }

    /// The symbols of a (normalised) text.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<SymbolId> {
        let mut out = Vec::with_capacity(text.len());
        for c in text.chars() {
            self.encode_char(c, &mut out);
        }
        out
    }

    /// The text of symbols; bytes that make no character become U+FFFD.
    #[must_use]
    pub fn decode(&self, symbols: &[SymbolId]) -> String {
        let mut bytes = Vec::with_capacity(symbols.len());
        let mut utf8 = [0; 4];
        for &id in symbols {
            if let Some(c) = self.char(id) {
                bytes.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
            } else if let Some(byte) = self.byte(id) {
                bytes.push(byte);
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// SHA-256 over the characters in UTF-8, hexadecimal: two vocabularies with the same hash mean the same symbols.
    #[must_use]
    pub fn hash(&self) -> String {
        let text: String = self.chars.iter().collect();
        hex(&Sha256::digest(text.as_bytes()))
    }
}

fn always() -> impl Iterator<Item = char> {
    std::iter::once('\n').chain(' '..='~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(vocab: &Vocab, text: &str, symbols: usize) {
        let encoded = vocab.encode(text);
        assert_eq!(encoded.len(), symbols, "symbols of {text:?}");
        assert!(encoded.iter().all(|&id| (id as usize) < vocab.len()));
        assert_eq!(vocab.decode(&encoded), text);
    }

    #[test]
    fn any_text_goes_in_and_comes_out() {
        let vocab = Vocab::build(["ééé\nü"], 2).unwrap();
        check(&vocab, "plain text\n", 11);
        check(&vocab, "é", 1);
        check(&vocab, "ü", 2);
        check(&vocab, "漢", 3);
        check(&vocab, "👍🏽", 8);
        check(&vocab, "\u{10ffff}\u{80}", 6);
    }

    #[test]
    fn rare_characters_are_left_to_bytes() {
        let vocab = Vocab::build(["aéé", "éü"], 3).unwrap();
        assert!(vocab.id('é').is_some());
        assert!(vocab.id('ü').is_none());
        assert!(vocab.id('~').is_some(), "printable ASCII is always there");
    }

    #[test]
    fn hash_names_the_content() {
        let a = Vocab::build(["é"], 1).unwrap();
        let b = Vocab::build(["éé"], 1).unwrap();
        let c = Vocab::build(["ü"], 1).unwrap();
        assert_eq!(a.hash(), b.hash());
        assert_ne!(a.hash(), c.hash());
        // printf '\n !"#…~' | sha256sum, from outside
        assert_eq!(Vocab::build([""], 1).unwrap().hash(), ASCII_HASH);
    }

    const ASCII_HASH: &str = "a5444bb0573ce8bbe523ca78bfd0e064568459ac55615c59f1e5f1cbbc0aad4b";

    #[test]
    fn hostile_lists_are_refused() {
        assert_eq!(Vocab::from_chars(vec!['b', 'a']), Err(VocabError::NotSorted(1)));
        assert_eq!(Vocab::from_chars(vec!['a', 'b']), Err(VocabError::Missing('\n')));
        let many = ('\u{4e00}'..).take(MAX_CHARS + 1).collect();
        assert_eq!(Vocab::from_chars(many), Err(VocabError::TooLarge(MAX_CHARS + 1)));
    }

    #[test]
    fn a_lone_byte_is_no_panic() {
        let vocab = Vocab::build([""], 1).unwrap();
        let lead = vocab.byte_id(0xf0).unwrap();
        assert_eq!(vocab.decode(&[lead, 9999]), "\u{fffd}");
    }
}
