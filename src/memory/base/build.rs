//! [`Builder`]: from documents to the bytes of an [`Index`](super::index::Index).
//!
//! Kinds of context are counted one after the other, shortest first. The keys of all places of a kind are sorted, so that
//! the continuations of one context stand together. A context gets a record if its distribution saves enough bits on the
//! text itself beyond the shorter contexts (as in Stolcke, "Entropy-based pruning of backoff language models", 1998);
//! small counts are discounted. Each bucket keeps the records that save most bits for their bytes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::alphabet::{Alphabet, NEWLINE, OTHER};
use super::contexts::{Contexts, REACH};
use super::index::{BUCKET, MOST_SYMBOLS, Record, bucket_of, head, size_of_record};

/// Which contexts an index has, and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The kinds of contexts that are counted.
    pub contexts: Contexts,
    /// Bytes that the buckets take.
    pub bytes: usize,
    /// A context that saves fewer bits than this on the whole text has no record.
    pub least_bits: f32,
}

/// How much a document counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// How many times every occurrence counts.
    pub times: f32,
    /// Whether private persons wrote it: then a continuation that only one document has is not counted.
    pub private: bool,
}

/// Text to be indexed.
pub struct Builder {
    alphabet: Alphabet,
    codes: Vec<u8>,
    /// The number of each place's document.
    document: Vec<u32>,
    /// The weight of each document.
    weights: Vec<Weight>,
}

/// A place where a context of the kind at hand ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ContextEnd {
    key: u64,
    at: u32,
}

/// A record that may go into a bucket.
struct Candidate {
    key: u64,
    record: Record,
    /// Bits that it saves, divided by its bytes.
    worth: f32,
}

type Records = HashMap<u64, Record, BuildHasherDefault<KeyHasher>>;

impl Builder {
    /// A builder without text. Texts that are added must be normalised.
    #[must_use]
    pub fn new(alphabet: Alphabet) -> Self {
        Builder { alphabet, codes: vec![NEWLINE], document: vec![0], weights: Vec::new() }
    }

    /// Adds one document, line by line.
    pub fn add<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>, weight: Weight) {
        for line in lines {
            self.codes.extend(line.chars().map(|c| self.alphabet.code(c)));
            self.codes.push(NEWLINE);
        }
        // Places are numbered in four bytes.
        self.codes.truncate(u32::MAX as usize);
        self.document.resize(self.codes.len(), self.weights.len() as u32);
        self.weights.push(weight);
    }

    /// Characters added, line ends included.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.codes.len() - 1
    }

    /// Returns the bytes of the index. `progress` is called after each kind of context, with the number of kinds that
    /// were counted and of all.
    #[must_use]
    pub fn build(&self, name: &str, shape: &Shape, progress: &mut dyn FnMut(usize, usize)) -> Vec<u8> {
        let mut kept = Records::default();
        let mut candidates = Vec::new();
        let kinds = by_length(&shape.contexts);
        for (done, &kind) in kinds.iter().enumerate() {
            let found = self.count(kind, shape, &kept);
            kept.extend(found.iter().map(|candidate| (candidate.key, candidate.record)));
            candidates.extend(found);
            progress(done + 1, kinds.len());
        }
        drop(kept);
        let buckets = (shape.bytes / BUCKET).max(1);
        let mut bytes = head(name, &self.alphabet, &shape.contexts, buckets);
        fill(candidates, buckets, &mut bytes);
        bytes
    }

    /// The contexts of a kind that save enough bits beyond the records `kept` of shorter ones.
    fn count(&self, kind: usize, shape: &Shape, kept: &Records) -> Vec<Candidate> {
        let mut places = Vec::new();
        for at in (1..self.codes.len()).filter(|&at| self.codes[at] != OTHER) {
            self.contexts(shape, at, |context_kind, key| {
                if context_kind == kind {
                    places.push(ContextEnd { key, at: at as u32 });
                }
            });
        }
        places.sort_unstable();
        let groups = places.chunk_by(|a, b| a.key == b.key);
        groups.filter_map(|group| self.candidate(group, shape, kept)).collect()
    }

    fn candidate(&self, group: &[ContextEnd], shape: &Shape, kept: &Records) -> Option<Candidate> {
        if let [place] = group
            && self.weights[self.document[place.at as usize] as usize].private
        {
            return None;
        }
        let (total, counts) = self.counts(group);
        let first = group.first().filter(|_| !counts.is_empty())?;
        let mut foreseen = [1.0 / self.alphabet.chars().len() as f32; MOST_SYMBOLS];
        self.contexts(shape, first.at as usize, |_, key| {
            if key != first.key
                && let Some(record) = kept.get(&key)
            {
                go_on(&mut foreseen, &counts, record);
            }
        });
        let bits = saved(&counts, total, &foreseen);
        let mut record = Record { symbols: counts.len(), ..Record::default() };
        record.class = total.max(1.0).log2().min(15.0) as u8;
        for (at, &(count, code)) in counts.iter().enumerate() {
            (record.codes[at], record.shares[at]) = (code, count / total);
        }
        let worth = bits / size_of_record(counts.len()) as f32;
        (bits >= shape.least_bits).then_some(Candidate { key: first.key, record, worth })
    }

    /// Returns how often anything followed the places of a context, and how often each of the most frequent characters
    /// did. A character that followed in one document only is left out where that document is private.
    fn counts(&self, group: &[ContextEnd]) -> (f32, Vec<(f32, u8)>) {
        let mut counts: Vec<Count> = Vec::new();
        let mut total = 0.0;
        for place in group {
            let code = self.codes[place.at as usize];
            let document = self.document[place.at as usize];
            let weight = self.weights[document as usize];
            total += weight.times;
            match counts.iter_mut().find(|count| count.code == code) {
                Some(count) => {
                    count.times += weight.times;
                    count.told |= !weight.private || count.document != document;
                }
                None => counts.push(Count { code, times: weight.times, document, told: !weight.private }),
            }
        }
        counts.retain(|count| count.told && count.times > 0.0);
        counts.sort_unstable_by(|a, b| b.times.total_cmp(&a.times).then(a.code.cmp(&b.code)));
        counts.truncate(MOST_SYMBOLS);
        (total, counts.into_iter().map(|count| (count.times, count.code)).collect())
    }

    /// Kind and key of the contexts before a place, shortest first.
    fn contexts(&self, shape: &Shape, at: usize, mut show: impl FnMut(usize, u64)) {
        let before = &self.codes[at.saturating_sub(REACH)..at];
        shape.contexts.each(&self.alphabet, before.iter().rev().copied(), |context| show(context.kind, context.key));
    }
}

/// How often a code followed a context.
struct Count {
    code: u8,
    times: f32,
    /// The document in which it was seen first.
    document: u32,
    /// Whether the index may hold it: several documents have it, or its document is not private.
    told: bool,
}

/// Kinds in the order of their contexts' usual lengths: words are taken to be of four letters.
fn by_length(contexts: &Contexts) -> Vec<usize> {
    let length = |kind: usize| match contexts.orders().get(kind) {
        Some(&order) => 10 * order,
        None => 26 + 44 * (kind - contexts.orders().len()),
    };
    let mut kinds: Vec<usize> = (0..contexts.kinds()).collect();
    kinds.sort_by_key(|&kind| length(kind));
    kinds
}

/// The mixing weight of a record when records of longer contexts are judged.
const BELIEVED: f32 = 0.95;

/// Blends one more record into the probabilities of the counted symbols.
fn go_on(foreseen: &mut [f32; MOST_SYMBOLS], counts: &[(f32, u8)], record: &Record) {
    let symbols = record.symbols;
    let sum: f32 = record.shares[..symbols].iter().sum();
    for (p, (_, code)) in foreseen.iter_mut().zip(counts) {
        let at = record.codes[..symbols].iter().position(|known| known == code);
        *p = *p * (1.0 - BELIEVED * sum) + BELIEVED * at.map_or(0.0, |at| record.shares[at]);
    }
}

/// The discount on each count, and the number added to the total that counts are divided by.
const DISCOUNT: f32 = 0.7;
const UNSEEN: f32 = 1.0;

/// Bits that a context's distribution saves over the probabilities without it.
fn saved(counts: &[(f32, u8)], total: f32, foreseen: &[f32; MOST_SYMBOLS]) -> f32 {
    let discounted = |count: f32| (count - DISCOUNT).max(0.05 * count) / (total + UNSEEN);
    let left = 1.0 - counts.iter().map(|&(count, _)| discounted(count)).sum::<f32>();
    let each = counts.iter().zip(foreseen).map(|(&(count, _), &p)| {
        let p = p.max(1e-9);
        count * ((discounted(count) + left.max(0.0) * p) / p).log2()
    });
    each.sum()
}

/// Writes the buckets.
fn fill(mut candidates: Vec<Candidate>, buckets: usize, bytes: &mut Vec<u8>) {
    let bucket = |candidate: &Candidate| bucket_of(candidate.key, buckets);
    candidates
        .sort_unstable_by(|a, b| bucket(a).cmp(&bucket(b)).then(b.worth.total_cmp(&a.worth)).then(a.key.cmp(&b.key)));
    let first = bytes.len();
    for together in candidates.chunk_by(|a, b| bucket(a) == bucket(b)) {
        bytes.resize(first + bucket(&together[0]) * BUCKET, 0);
        let end = bytes.len() + BUCKET;
        for candidate in together {
            if bytes.len() + size_of_record(candidate.record.symbols) <= end {
                candidate.record.write(candidate.key, bytes);
            }
        }
        bytes.resize(end, 0);
    }
    bytes.resize(first + buckets * BUCKET, 0);
}

/// A hasher that uses keys as they are, since they are hashes already.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests;
