//! [`Key`]: the context of a kind at the end of a text, as it is compared and hashed.

use super::{FOUR, GAP, PAIR, WORD, WORD_3};
use crate::text::words::{is_apostrophe, is_word_char};
use crate::text::{SymbolId, Vocab};

/// Properties of the symbols of a vocabulary.
#[derive(Clone)]
pub(super) struct Letters {
    /// Whether each symbol belongs to a word.
    word: Vec<bool>,
    /// The small letter of each symbol.
    small: Vec<u16>,
    /// Whether a sentence ends with each symbol.
    ends: Vec<bool>,
}

impl Letters {
    pub fn new(vocab: &Vocab) -> Self {
        let word = |id: SymbolId| vocab.char(id).is_none_or(|c| is_word_char(c) || is_apostrophe(c));
        // A symbol is replaced by one symbol or stays as it is: some small forms are two letters, or have no symbol.
        let small = |id: SymbolId| {
            let mut letters = vocab.char(id)?.to_lowercase();
            let (first, rest) = (letters.next()?, letters.next());
            vocab.id(first).filter(|_| rest.is_none())
        };
        let ends = |id: SymbolId| vocab.char(id).is_some_and(|c| matches!(c, '\n' | '.' | '!' | '?'));
        let ids = 0..vocab.len() as SymbolId;
        Letters {
            word: ids.clone().map(word).collect(),
            small: ids.clone().map(|id| small(id).unwrap_or(id) as u16).collect(),
            ends: ids.map(ends).collect(),
        }
    }

    pub fn is_word(&self, symbol: u16) -> bool {
        self.word.get(usize::from(symbol)).copied().unwrap_or(false)
    }

    /// Whether a sentence ends with a symbol, or none has begun there: a number that is no symbol of the vocabulary is
    /// a gap.
    pub fn ends_sentence(&self, symbol: u16) -> bool {
        self.ends.get(usize::from(symbol)).copied().unwrap_or(true)
    }

    pub fn small(&self, symbol: u16) -> u16 {
        self.small.get(usize::from(symbol)).copied().unwrap_or(symbol)
    }

    /// Returns the text before a word, if the text ends with that word in any case.
    fn strip<'t>(&self, text: &'t [u16], word: &[u16]) -> Option<&'t [u16]> {
        let (before, end) = text.split_at(text.len().checked_sub(word.len())?);
        end.iter().zip(word).all(|(&a, &b)| self.small(a) == self.small(b)).then_some(before)
    }
}

/// The parts of a context that are compared: two contexts of a kind are the same when these are.
#[derive(Clone, Copy)]
pub(super) struct Key<'t> {
    pub kind: usize,
    /// The word so far, or the symbols themselves.
    open: &'t [u16],
    /// The symbol before the cursor where no word has begun.
    separator: u16,
    /// The words before, newest first.
    words: [&'t [u16]; 2],
}

impl<'t> Key<'t> {
    /// Returns the key of a kind at the end of a text; `None` when there is too little text for this kind.
    pub fn of(chain: usize, text: &'t [u16], letters: &Letters) -> Option<Self> {
        let symbols = |open| Key { kind: chain, open, separator: 0, words: [&[]; 2] };
        if chain <= FOUR {
            let count = if chain == PAIR { 2 } else { 4 };
            let last = &text[text.len().checked_sub(count)?..];
            return (!last.contains(&GAP)).then(|| symbols(last));
        }
        let is_word = |&symbol: &u16| letters.is_word(symbol);
        let word_before = |end: usize| {
            let length = text[..end].iter().rev().take_while(|s| is_word(s)).count();
            end - length
        };
        let start = word_before(text.len());
        let open = &text[start..];
        if chain == WORD {
            return (!open.is_empty()).then(|| symbols(open));
        }
        let separator = if open.is_empty() { *text.last()? } else { 0 };
        if separator == GAP {
            return None;
        }
        let mut words: [&[u16]; 2] = [&[]; 2];
        let mut begin = start;
        for slot in words.iter_mut().take(chain - WORD) {
            // Lines are apart: the newline is symbol 0.
            let between = text[..begin].iter().rev().take_while(|&s| !is_word(s) && *s != 0 && *s != GAP).count();
            let end = begin - between;
            begin = word_before(end);
            *slot = &text[begin..end];
        }
        if chain == WORD_3 && words.iter().any(|w| w.is_empty()) {
            return None;
        }
        Some(Key { kind: chain, open, separator, words })
    }

    /// How many symbols this context has in a text that ends with it; `None` for a text that does not.
    pub fn length_in(&self, text: &[u16], letters: &Letters) -> Option<usize> {
        let is_word = |&symbol: &u16| letters.is_word(symbol);
        let mut rest = text.strip_suffix(self.open)?;
        if self.kind <= FOUR {
            return Some(self.open.len());
        }
        if rest.last().is_some_and(is_word) || (self.open.is_empty() && rest.last() != Some(&self.separator)) {
            return None;
        }
        for words in self.words.iter().take(self.kind - WORD) {
            let between = rest.iter().rev().take_while(|&s| !is_word(s) && *s != 0 && *s != GAP).count();
            let before = letters.strip(&rest[..rest.len() - between], words)?;
            if before.last().is_some_and(is_word) {
                return None;
            }
            rest = before;
        }
        Some(text.len() - rest.len())
    }

    /// Returns the hash of the key: FNV-1a (Fowler, Noll, Vo) over 64 bits, mixed at the end.
    pub fn hash(&self, letters: &Letters) -> u64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut take = |symbol: u16| hash = (hash ^ u64::from(symbol)).wrapping_mul(0x0000_0100_0000_01b3);
        self.open.iter().for_each(|&s| take(s));
        take(self.separator);
        for word in self.words {
            take(GAP);
            word.iter().for_each(|&s| take(letters.small(s)));
        }
        hash ^ (hash >> 29)
    }
}

/// Returns the number of the head, of so many, that a context with this hash belongs to: as many bits of the hash as
/// there are heads for, one less beyond the last head.
pub(super) fn slot(hash: u64, heads: usize) -> usize {
    let hash = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
    let half = half_of(heads);
    let slot = hash & (2 * half - 1);
    if slot < heads { slot } else { hash & (half - 1) }
}

/// The largest power of two that is not above a number.
pub(super) fn half_of(heads: usize) -> usize {
    1 << heads.max(1).ilog2()
}
