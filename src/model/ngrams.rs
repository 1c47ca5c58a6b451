//! Hashed n-gram tables under a network: one vector for each position, made from the last characters and words.
//!
//! For every position each [`NgramContext`] is hashed to a row of its table; the rows of all tables are added up, and the
//! sum goes through one linear map beside the character's embedding (hash n-gram embeddings: Pagnoni et al., "Byte Latent
//! Transformer", 2024, arXiv 2412.09871, section 3.2.1). [`Ngrams`] is the shape, [`Window`] what a position remembers of
//! the text before it, [`super::Rows`] the numbers. Knows symbols and what they are to a word ([`Alphabet`]), no text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{SymbolId, Vocab};

/// The part of the text before a position that a table is indexed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NgramContext {
    /// The last two symbols.
    Chars2,
    /// The last three symbols.
    Chars3,
    /// The last four symbols.
    Chars4,
    /// The last five symbols.
    Chars5,
    /// The last six symbols.
    Chars6,
    /// The last seven symbols.
    Chars7,
    /// The last eight symbols.
    Chars8,
    /// The word so far in small letters; the symbol itself where no word has begun.
    Word,
    /// The word so far with the word before it on the line.
    WordAfterOne,
    /// The word so far with the two words before it on the line.
    WordAfterTwo,
    /// The word so far with the last word but one, whatever the last word is.
    WordAfterSkipped,
}

impl NgramContext {
    /// Symbols that a context of characters looks at; none for contexts of words.
    fn chars(self) -> Option<usize> {
        match self {
            NgramContext::Chars2 => Some(2),
            NgramContext::Chars3 => Some(3),
            NgramContext::Chars4 => Some(4),
            NgramContext::Chars5 => Some(5),
            NgramContext::Chars6 => Some(6),
            NgramContext::Chars7 => Some(7),
            NgramContext::Chars8 => Some(8),
            _ => None,
        }
    }
}

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NgramTable {
    /// What its rows stand for.
    pub context: NgramContext,
    /// Rows; contexts that hash alike share one.
    pub rows: u32,
}

/// Shape of the tables: `[model.ngrams]` of a recipe.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ngrams {
    /// Numbers of a row, D.
    pub width: usize,
    /// Share of rows left out of a sum in training.
    #[serde(default)]
    pub dropout: f32,
    /// The tables, in the order in which their rows lie in [`super::Rows`].
    pub tables: Vec<NgramTable>,
}

/// Tables that a model has at most; a bound for what a file can claim.
pub const MAX_TABLES: usize = 16;
/// Rows of all tables together, at most.
pub const MAX_ROWS: usize = 1 << 24;
/// Symbols that a [`Window`] holds: as many as the longest context of characters has.
const MAX_CHARS: usize = 8;
/// Numbers of a state that hold the three word hashes, sixteen bits each.
const HASH_NUMBERS: usize = 6;

impl Ngrams {
    /// Rows of all tables.
    #[must_use]
    pub fn total_rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows as usize).sum()
    }

    /// The rows of a model of another shape, laid out for this one so that every sum stays what it was: each row of a
    /// table that is here a whole number of times as large is copied to the rows that its contexts now have, and a
    /// table that the other shape lacks begins at zero. `rows` is `(R, D)` of the other shape.
    ///
    /// None when that cannot be: another width, a table missing here, sizes that are no multiples.
    #[must_use]
    pub fn grown_from(&self, other: &Ngrams, rows: &[f32]) -> Option<Vec<f32>> {
        let has = |context| self.tables.iter().any(|table| table.context == context);
        let fits = self.width == other.width && rows.len() == other.total_rows() * other.width;
        if !fits || !other.tables.iter().all(|table| has(table.context)) {
            return None;
        }
        let mut grown = Vec::with_capacity(self.total_rows() * self.width);
        for table in &self.tables {
            let mut first = 0;
            let old = other.tables.iter().find(|old| {
                let found = old.context == table.context;
                first += if found { 0 } else { old.rows as usize };
                found
            });
            let Some(old) = old else {
                grown.resize(grown.len() + table.rows as usize * self.width, 0.0);
                continue;
            };
            if !table.rows.is_multiple_of(old.rows) {
                return None;
            }
            // A context's row is its hash times the number of rows, without the lower bits: see `Window::rows`.
            let times = (table.rows / old.rows) as usize;
            let range = first * self.width..(first + old.rows as usize) * self.width;
            rows[range].chunks_exact(self.width).for_each(|row| (0..times).for_each(|_| grown.extend(row)));
        }
        Some(grown)
    }

    /// Symbols before the newest one that a position remembers.
    fn remembered(&self) -> usize {
        self.tables.iter().filter_map(|table| table.context.chars()).max().unwrap_or(1) - 1
    }

    /// Numbers that a context's state has for its [`Window`].
    #[must_use]
    pub fn state_len(&self) -> usize {
        self.remembered() + HASH_NUMBERS
    }
}

/// Stands for every symbol that is no part of a word.
const BETWEEN: SymbolId = SymbolId::MAX;
/// Stands for the symbol that ends a line.
const LINE_END: SymbolId = SymbolId::MAX - 1;

/// What each symbol of a vocabulary is to a word: its small letter, something between words, or the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alphabet(Arc<[SymbolId]>);

impl Alphabet {
    /// Letters, digits, apostrophes and the bytes of rare characters make words; letters count as their small forms.
    #[must_use]
    pub fn of(vocab: &Vocab) -> Self {
        let role = |symbol: SymbolId| {
            let Some(c) = vocab.char(symbol) else {
                return symbol;
            };
            let mut lower = c.to_lowercase();
            match (c, lower.next(), lower.next()) {
                ('\n', ..) => LINE_END,
                ('\'', ..) => symbol,
                (c, Some(small), None) if c.is_alphanumeric() => vocab.id(small).unwrap_or(symbol),
                (c, ..) if c.is_alphanumeric() => symbol,
                _ => BETWEEN,
            }
        };
        Alphabet((0..vocab.len() as SymbolId).map(role).collect())
    }

    /// For networks without text: symbol 0 ends a line, symbol 1 stands between words, all others are letters.
    #[must_use]
    pub fn plain(symbols: usize) -> Self {
        let roles = (0..symbols as SymbolId).map(|symbol| match symbol {
            0 => LINE_END,
            1 => BETWEEN,
            letter => letter,
        });
        Alphabet(roles.collect())
    }

    /// Symbols, V.
    #[must_use]
    pub fn symbols(&self) -> usize {
        self.0.len()
    }
}

/// Mixes a number into a hash of 32 bits (one round of MurmurHash3's finaliser, Appleby 2011).
fn mixed(hash: u32, number: u32) -> u32 {
    let mut hash = (hash ^ number.wrapping_add(1).wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// What a position remembers of the text before it: the last symbols, the word so far and two words before it.
///
/// It lies at the end of a network's state as whole numbers that `f32` holds exactly; all zeros is the beginning of a
/// line with nothing before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Newest first; the newest is the one read last.
    symbols: [SymbolId; MAX_CHARS],
    /// Hashes of the word so far and of the two before it; 0 where there is none.
    word: u32,
    before: u32,
    before_that: u32,
}

impl Window {
    /// Reads a window from the end of a state.
    ///
    /// # Panics
    /// When `numbers` has another length than [`Ngrams::state_len`]: states are the caller's own, never input.
    #[must_use]
    pub fn load(shape: &Ngrams, numbers: &[f32]) -> Self {
        let remembered = shape.remembered();
        assert_eq!(numbers.len(), remembered + HASH_NUMBERS);
        let mut window = Window::default();
        let (symbols, hashes) = numbers.split_at(remembered);
        window.symbols.iter_mut().zip(symbols).for_each(|(own, &number)| *own = number as SymbolId);
        let hash = |at: usize| (hashes[at] as u32) << 16 | hashes[at + 1] as u32;
        (window.word, window.before, window.before_that) = (hash(0), hash(2), hash(4));
        window
    }

    /// Writes the window to the end of a state.
    ///
    /// # Panics
    /// As [`Window::load`].
    pub fn store(&self, shape: &Ngrams, numbers: &mut [f32]) {
        let remembered = shape.remembered();
        assert_eq!(numbers.len(), remembered + HASH_NUMBERS);
        let (symbols, hashes) = numbers.split_at_mut(remembered);
        symbols.iter_mut().zip(&self.symbols).for_each(|(number, &own)| *number = own as f32);
        let words = [self.word, self.before, self.before_that];
        for (pair, word) in hashes.chunks_exact_mut(2).zip(words) {
            pair[0] = (word >> 16) as f32;
            pair[1] = (word & 0xffff) as f32;
        }
    }

    /// Reads one symbol.
    pub fn push(&mut self, alphabet: &Alphabet, symbol: SymbolId) {
        self.symbols.copy_within(..MAX_CHARS - 1, 1);
        self.symbols[0] = symbol;
        match alphabet.0.get(symbol as usize).copied().unwrap_or(BETWEEN) {
            LINE_END => (self.word, self.before, self.before_that) = (0, 0, 0),
            BETWEEN if self.word != 0 => {
                (self.word, self.before, self.before_that) = (0, self.word, self.before);
            }
            BETWEEN => {}
            // Zero is "no word": the hash of a word is never that.
            letter => self.word = mixed(self.word, letter).max(1),
        }
    }

    /// The row of each table, counted over all tables; `out` has room for as many as there are tables.
    ///
    /// # Panics
    /// When `out` has another length than there are tables.
    pub fn rows(&self, shape: &Ngrams, out: &mut [u32]) {
        assert_eq!(out.len(), shape.tables.len());
        let mut chars = [0; MAX_CHARS + 1];
        for (at, &symbol) in self.symbols.iter().enumerate() {
            chars[at + 1] = mixed(chars[at], symbol);
        }
        // The symbol itself where no word has begun, told apart from a word of one letter.
        let word = if self.word == 0 { mixed(0x5bd1_e995, self.symbols[0]) } else { self.word };
        let mut first = 0;
        for (table, out) in shape.tables.iter().zip(out) {
            let hash = match table.context {
                NgramContext::Word => mixed(word, 0),
                NgramContext::WordAfterOne => mixed(word, self.before),
                NgramContext::WordAfterTwo => mixed(mixed(word, self.before), self.before_that),
                NgramContext::WordAfterSkipped => mixed(word, self.before_that),
                context => chars[context.chars().unwrap_or(1)],
            };
            // The upper bits of a product choose among any number of rows (Lemire 2019, section 3).
            *out = first + ((u64::from(hash) * u64::from(table.rows)) >> 32) as u32;
            first += table.rows;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Ngrams {
        let table = |context| NgramTable { context, rows: 1 << 20 };
        use NgramContext::{Chars2, Chars3, Chars6, Word, WordAfterOne, WordAfterSkipped, WordAfterTwo};
        let tables = [Chars2, Chars3, Chars6, Word, WordAfterOne, WordAfterTwo, WordAfterSkipped].map(table).to_vec();
        Ngrams { width: 4, dropout: 0.0, tables }
    }

    /// Rows after a text, each counted within its own table; read through a stored window every time.
    fn rows(text: &str) -> Vec<u32> {
        let (shape, vocab) = (shape(), Vocab::build([text], 1).unwrap());
        let alphabet = Alphabet::of(&Vocab::build([""], 1).unwrap());
        let (mut state, mut out) = (vec![0.0; shape.state_len()], vec![0; shape.tables.len()]);
        for symbol in vocab.encode(text) {
            let mut window = Window::load(&shape, &state);
            window.push(&alphabet, symbol);
            window.store(&shape, &mut state);
            window.rows(&shape, &mut out);
        }
        (0..).zip(out).map(|(table, row)| row - (table << 20)).collect()
    }

    /// Which of the contexts two texts share: `2 3 6` characters, the word so far `w`, after one `1`, two `2w`, skipped `s`.
    #[track_caller]
    fn check(one: &str, other: &str, shared: &str) {
        let names = ["2", "3", "6", "w", "1", "2w", "s"];
        let same = rows(one).into_iter().zip(rows(other)).zip(names).filter(|((a, b), _)| a == b).map(|(_, name)| name);
        assert_eq!(same.collect::<Vec<_>>().join(" "), shared, "{one:?} {other:?}");
    }

    #[test]
    fn contexts_are_what_they_say() {
        check("see you tom", "see you tom", "2 3 6 w 1 2w s");
        check("\nsee you tom", "hi\nsee you tom", "2 3 6 w 1 2w s");
        check("See You Tom", "see you tom", "2 w 1 2w s");
        check("meet you tom", "see you tom", "2 3 6 w 1");
        check("see him tom", "see you tom", "2 3 w s");
        check("see you, tom", "see you tom", "2 3 w 1 2w s");
        check("see\nyou tom", "see you tom", "2 3 6 w 1");
        check("don't", "a don't", "2 3 w s");
        // Where no word has begun, the symbol itself: a space is no dot, and what was before counts.
        check("you ", "you.", "");
        check("see you ", "but you ", "2 3 w 1");
    }

    #[test]
    fn words_of_one_letter_are_no_symbols() {
        let [word, symbol] = ["x a", "x !"].map(|text| rows(text)[3]);
        assert_ne!(word, symbol);
    }
}
