//! [`Index`]: the file of a base memory, read in place. It tells which characters followed each context; records lie in
//! buckets of one cache line.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `FTBASE` and the version, two bytes |
//! | 4 | buckets |
//! | 1, 1, 1, 1 | characters of the alphabet, orders, words, bytes of the name |
//! | 4 each | the characters, then one byte for each order, then the name in UTF-8 |
//! | to a multiple of 64 | zeros |
//! | 64 each | the buckets |
//!
//! Numbers are little-endian. A context's key says which bucket holds its record, if there is one, and under which
//! mark: two bytes, so that one lookup in some thousands finds another context's record. A record is the mark, a byte
//! with the number of symbols (low half; 0 ends the bucket; above 8, one symbol with a share of its own kind) and the
//! logarithm of how often the context occurred (high half), the symbols, and half a byte for the share of each. Reading a
//! bucket ends within it whatever its bytes are, so buckets are not checked when a file is opened.

use std::borrow::Cow;

use super::alphabet::{Alphabet, MOST_CHARS};
use super::contexts::{Contexts, MOST_KINDS};

const MAGIC: [u8; 8] = *b"FTBASE\0\x01";
const HEAD: usize = 16;
/// Bytes of a bucket.
pub const BUCKET: usize = 64;
/// Most symbols of a record.
pub const MOST_SYMBOLS: usize = 8;
/// Shares of a symbol that is alone in its record. Instead of the number of symbols, such a record has 1 for the first
/// share here and `MOST_SYMBOLS + i` for share `i`.
const ALONE: [f32; 6] = [1.0, 0.85, 0.7, 0.5, 0.33, 0.18];
/// Shares of symbols that are not alone: 2^0, 2^-½ … 2^-7½.
const SHARES: [f32; 16] = {
    let (mut shares, mut at) = ([1.0; 16], 2);
    shares[1] = std::f32::consts::FRAC_1_SQRT_2;
    while at < 16 {
        shares[at] = shares[at - 2] / 2.0;
        at += 1;
    }
    shares
};
const MOST_BUCKETS: usize = 1 << 24;

/// The symbols that followed a context.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Record {
    /// Base-2 logarithm of how often the context occurred, 0 to 15.
    pub class: u8,
    pub symbols: usize,
    pub codes: [u8; MOST_SYMBOLS],
    /// The share of each symbol. They add up to at most 1; the rest are continuations that have no place in the record.
    pub shares: [f32; MOST_SYMBOLS],
}

/// Why bytes are no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// The file begins otherwise than an index of this version.
    #[error("not a base memory of this version")]
    Magic,
    /// A number or a character of the header is out of range.
    #[error("the base memory's header is damaged")]
    Header,
    /// The file is shorter or longer than its buckets.
    #[error("the base memory is {actual} bytes long, its header says {stated}")]
    Length {
        /// Bytes that the header asks for.
        stated: usize,
        /// Bytes of the file.
        actual: usize,
    },
}

/// An index that answers from its bytes; nothing is copied out of them.
#[derive(Clone)]
pub struct Index {
    bytes: Cow<'static, [u8]>,
    first: usize,
    buckets: usize,
    alphabet: Alphabet,
    contexts: Contexts,
    name: String,
}

impl Index {
    /// # Errors
    /// When the bytes are no index; buckets are not looked at.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, IndexError> {
        if bytes.get(..8) != Some(&MAGIC[..]) {
            return Err(IndexError::Magic);
        }
        let head = bytes.get(8..HEAD).ok_or(IndexError::Header)?;
        let buckets = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let [chars, orders, words, name] = [head[4], head[5], head[6], head[7]].map(usize::from);
        if buckets == 0 || buckets > MOST_BUCKETS || chars > MOST_CHARS || orders > MOST_KINDS {
            return Err(IndexError::Header);
        }
        let orders_at = HEAD + 4 * chars;
        let first = (orders_at + orders + name).next_multiple_of(BUCKET);
        let stated = first + buckets * BUCKET;
        if bytes.len() != stated {
            return Err(IndexError::Length { stated, actual: bytes.len() });
        }
        let (numbers, _) = bytes[HEAD..orders_at].as_chunks::<4>();
        let chars: Option<Vec<char>> = numbers.iter().map(|&n| char::from_u32(u32::from_le_bytes(n))).collect();
        let alphabet = chars.and_then(Alphabet::from_chars).ok_or(IndexError::Header)?;
        let lengths = bytes[orders_at..orders_at + orders].iter().map(|&order| usize::from(order)).collect();
        let contexts = Contexts::new(lengths, words).ok_or(IndexError::Header)?;
        let name = std::str::from_utf8(&bytes[orders_at + orders..][..name]).map_err(|_| IndexError::Header)?;
        let name = name.to_owned();
        Ok(Index { bytes, first, buckets, alphabet, contexts, name })
    }

    /// The characters that it knows.
    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// The kinds of contexts that it has records of.
    pub fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    /// The name of the model that it belongs to.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Size of the file in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Reads one byte of the key's bucket, only to bring the bucket into the cache; the byte has no meaning.
    pub fn touch(&self, key: u64) -> u8 {
        self.bytes.get(self.first + bucket_of(key, self.buckets) * BUCKET).copied().unwrap_or_default()
    }

    /// Returns the record of the context of this key; `None` where there is none.
    pub fn record(&self, key: u64) -> Option<Record> {
        let bucket = self.bytes.get(self.first + bucket_of(key, self.buckets) * BUCKET..)?.get(..BUCKET)?;
        let mark = mark_of(key);
        let mut at = 0;
        while let Some(&[low, high, head]) = bucket.get(at..).and_then(<[u8]>::first_chunk) {
            let symbols = symbols_in(head);
            if symbols == 0 {
                return None;
            }
            let body = bucket.get(at + 3..at + size_of_record(symbols))?;
            if [low, high] == mark {
                return Some(Record::read(head, symbols, body));
            }
            at += size_of_record(symbols);
        }
        None
    }
}

/// Writes the part before the buckets.
pub fn head(name: &str, alphabet: &Alphabet, contexts: &Contexts, buckets: usize) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend((buckets as u32).to_le_bytes());
    let name = &name.as_bytes()[..name.len().min(64)];
    let counts = [alphabet.chars().len(), contexts.orders().len(), contexts.words(), name.len()];
    bytes.extend(counts.map(|count| count as u8));
    bytes.extend(alphabet.chars().iter().flat_map(|&c| u32::from(c).to_le_bytes()));
    bytes.extend(contexts.orders().iter().map(|&order| order as u8));
    bytes.extend(name);
    bytes.resize(bytes.len().next_multiple_of(BUCKET), 0);
    bytes
}

/// Returns the number of the bucket, of so many, that a key belongs to.
pub fn bucket_of(key: u64, buckets: usize) -> usize {
    ((u64::from(key as u32) * buckets as u64) >> 32) as usize
}

/// Returns the bits that tell the keys of one bucket apart: others than those that chose the bucket.
fn mark_of(key: u64) -> [u8; 2] {
    ((key >> 48) as u16).to_le_bytes()
}

fn symbols_in(head: u8) -> usize {
    let symbols = usize::from(head & 15);
    if symbols > MOST_SYMBOLS { 1 } else { symbols }
}

/// Bytes of a record with so many symbols.
pub fn size_of_record(symbols: usize) -> usize {
    if symbols == 1 { 4 } else { 3 + symbols + symbols.div_ceil(2) }
}

impl Record {
    fn read(head: u8, symbols: usize, body: &[u8]) -> Self {
        let mut record = Record { class: head >> 4, symbols, ..Record::default() };
        let (codes, halves) = body.split_at(symbols);
        record.codes[..symbols].copy_from_slice(codes);
        if symbols == 1 {
            record.shares[0] = ALONE[usize::from((head & 15).saturating_sub(MOST_SYMBOLS as u8)) % ALONE.len()];
            return record;
        }
        for (at, share) in record.shares[..symbols].iter_mut().enumerate() {
            *share = SHARES[usize::from(halves[at / 2] >> (4 * (at % 2)) & 15)];
        }
        let sum: f32 = record.shares.iter().sum();
        if sum > 1.0 {
            record.shares.iter_mut().for_each(|share| *share /= sum);
        }
        record
    }

    /// Appends the record's bytes; shares are rounded.
    pub fn write(&self, key: u64, out: &mut Vec<u8>) {
        out.extend(mark_of(key));
        let symbols = self.symbols;
        if symbols == 1 {
            let off = |at: &usize| (ALONE[*at] - self.shares[0]).abs();
            let nearest = (0..ALONE.len()).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0);
            let number = if nearest == 0 { 1 } else { MOST_SYMBOLS + nearest };
            out.extend([number as u8 | self.class << 4, self.codes[0]]);
            return;
        }
        out.push(symbols as u8 | self.class << 4);
        out.extend(&self.codes[..symbols]);
        for pair in self.shares[..symbols].chunks(2) {
            out.push(half_of(pair[0]) | pair.get(1).map_or(0, |&share| half_of(share)) << 4);
        }
    }
}

/// The number of the nearest share among [`SHARES`].
fn half_of(share: f32) -> u8 {
    (-2.0 * share.log2()).round().clamp(0.0, 15.0) as u8
}

#[cfg(test)]
mod tests;
