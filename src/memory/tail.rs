//! [`Tail`]: the end of the text before a cursor, from which contexts are made, and how surprising that text is.

use crate::text::SymbolId;

/// How well the network has predicted the text before a cursor. In a text that the network predicts badly, the person's
/// own memory gets more weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surprise {
    /// Bits of a symbol under the network's distribution, as an exponential moving average.
    pub bits: f32,
    /// Symbols read.
    pub symbols: u32,
}

impl Default for Surprise {
    /// The value before any symbol was read: what typed English takes on average.
    fn default() -> Self {
        Surprise { bits: 2.2, symbols: 0 }
    }
}

impl Surprise {
    /// The weight of the newest symbol in the moving average.
    const NEWEST: f32 = 0.08;
    /// The most bits that a single symbol counts.
    const MOST: f32 = 12.0;

    /// The value after one more symbol, to which the network gave this natural-log probability.
    #[must_use]
    pub fn after(self, log_prob: f32) -> Self {
        let bits = (-log_prob / std::f32::consts::LN_2).clamp(0.0, Self::MOST);
        Surprise { bits: self.bits + Self::NEWEST * (bits - self.bits), symbols: self.symbols.saturating_add(1) }
    }
}

/// The word before the cursor, and where it stands in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Begun {
    /// Symbols of the word, whether it begins with a capital, and whether a sentence begins with it.
    pub symbols: usize,
    pub capital: bool,
    pub opens: bool,
    /// Words of the line before it, and symbols of the line with it.
    pub line_words: usize,
    pub line_symbols: usize,
}

/// The end of the text before a cursor, as symbols from which contexts are made.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    symbols: Vec<u16>,
    /// The surprise of the text that the tail was made from; symbols pushed later do not change it.
    pub(super) surprise: Surprise,
    key: u64,
}

/// Odd constants of the mixing of keys, from the digits of π.
const KEY_MIX: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345];

/// Returns the key of a text with one more symbol: both factors of a product depend on key and symbol, and its halves are
/// folded. Never 0, and 0 for a text without a key.
#[must_use]
pub fn next_key(key: u64, symbol: SymbolId) -> u64 {
    if key == 0 {
        return 0;
    }
    let product =
        u128::from(key ^ KEY_MIX[0]) * u128::from(u64::from(symbol).wrapping_mul(KEY_MIX[1]) ^ key.rotate_left(32) | 1);
    ((product >> 64) as u64 ^ product as u64).max(1)
}

impl Tail {
    /// Most symbols that a context reaches back.
    pub const REACH: usize = 72;

    /// Returns the tail of a text; only its newest symbols matter.
    #[must_use]
    pub fn new(symbols: &[SymbolId]) -> Self {
        let newest = &symbols[symbols.len().saturating_sub(Self::REACH)..];
        Tail { symbols: newest.iter().map(|&s| s as u16).collect(), surprise: Surprise::default(), key: 0 }
    }

    /// Returns the same text with another surprise.
    #[must_use]
    pub fn with_surprise(self, surprise: Surprise) -> Self {
        Tail { surprise, ..self }
    }

    /// Returns the same text with the key of all of it.
    #[must_use]
    pub fn with_key(self, key: u64) -> Self {
        Tail { key, ..self }
    }

    /// A number that all of the text has been mixed into, not only what is kept of it: two texts with one key are the
    /// same, as far as 64 bits can tell.
    /// 0 where it is not known.
    #[must_use]
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Sets how surprising the text is.
    pub fn set_surprise(&mut self, surprise: Surprise) {
        self.surprise = surprise;
    }

    /// Appends a symbol.
    pub fn push(&mut self, symbol: SymbolId) {
        if self.symbols.len() >= 4 * Tail::REACH {
            self.symbols.drain(..3 * Tail::REACH);
        }
        self.symbols.push(symbol as u16);
        self.key = next_key(self.key, symbol);
    }

    /// Symbols from the last on, as far as they matter.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = u16> {
        self.newest().iter().rev().copied()
    }

    pub(super) fn newest(&self) -> &[u16] {
        &self.symbols[self.symbols.len().saturating_sub(Tail::REACH)..]
    }
}
