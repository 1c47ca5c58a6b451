//! [`Contexts`]: the ends of a text that are looked up in an index, and their keys.
//!
//! There are two families of contexts: the last so many characters, and the last so many words (the one that has begun
//! included) with the separator before them. No context goes beyond the beginning of its line, which counts as a
//! separator.

use super::alphabet::{Alphabet, NEWLINE, OTHER};

/// Most characters of a context.
pub const REACH: usize = 48;
/// Most kinds of contexts of both families together.
pub const MOST_KINDS: usize = 14;

/// The kinds of contexts that an index has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contexts {
    /// Lengths in characters, rising.
    orders: Vec<usize>,
    /// The most words of a context; there is one kind for each number of words from one on.
    words: usize,
}

/// An end of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The number of its kind: the orders come first, shortest first, then one, two and more words.
    pub kind: usize,
    pub key: u64,
}

impl Contexts {
    /// Returns the kinds of contexts; `None` when there are too many, or orders that do not rise or reach too far.
    #[must_use]
    pub fn new(orders: Vec<usize>, words: usize) -> Option<Self> {
        let rising = orders.windows(2).all(|pair| pair[0] < pair[1]);
        let within = orders.iter().all(|order| (1..=REACH).contains(order));
        let few = words <= MOST_KINDS && orders.len() + words <= MOST_KINDS;
        (rising && within && few).then_some(Contexts { orders, words })
    }

    /// Lengths of the contexts of characters, rising.
    pub fn orders(&self) -> &[usize] {
        &self.orders
    }

    /// The most words of a context of words.
    pub fn words(&self) -> usize {
        self.words
    }

    /// Number of kinds of both families.
    pub fn kinds(&self) -> usize {
        self.orders.len() + self.words
    }

    /// Shows the contexts at the end of a text, shortest first; `newest` yields its codes from the last on.
    pub fn each(&self, alphabet: &Alphabet, newest: impl Iterator<Item = u8>, mut show: impl FnMut(Context)) {
        let mut hash = Hash::default();
        let mut orders = self.orders.iter().peekable();
        let mut at_order = 0;
        // Words whose separator was seen. The word that has begun counts even without a letter.
        let mut words = 0;
        let mut later = None;
        for (before, code) in newest.take(REACH).enumerate() {
            if code == OTHER {
                break;
            }
            hash.take(code);
            let is_word = alphabet.is_word(code);
            if before == 0 {
                words = usize::from(!is_word);
            }
            let mut kind = None;
            if orders.next_if_eq(&&(before + 1)).is_some() {
                kind = Some(at_order);
                at_order += 1;
            }
            if !is_word && later == Some(true) {
                words += 1;
                if words <= self.words {
                    kind = Some(self.orders.len() + words - 1);
                }
            }
            if let Some(kind) = kind {
                show(Context { kind, key: hash.key() });
            }
            if code == NEWLINE || (words >= self.words && orders.peek().is_none()) {
                break;
            }
            later = Some(is_word);
        }
    }
}

/// A hash that multiplies and rotates code by code; the key is mixed as in SplitMix64 (see `text::random`).
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Hash(0x9e37_79b9_7f4a_7c15)
    }
}

impl Hash {
    fn take(&mut self, code: u8) {
        self.0 = (self.0 ^ (u64::from(code) + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }

    fn key(&self) -> u64 {
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contexts of a text as text, each with its kind.
    fn found(contexts: &Contexts, text: &str) -> Vec<(usize, String)> {
        let alphabet = Alphabet::build([""], 1);
        let chars: Vec<char> = text.chars().collect();
        let codes: Vec<u8> = chars.iter().map(|&c| alphabet.code(c)).collect();
        let mut found = Vec::new();
        contexts.each(&alphabet, codes.iter().rev().copied(), |context| {
            let end = (0..codes.len()).rev().find(|&at| {
                let mut hash = Hash::default();
                codes[at..].iter().rev().for_each(|&code| hash.take(code));
                hash.key() == context.key
            });
            found.push((context.kind, chars[end.unwrap()..].iter().collect()));
        });
        found
    }

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str)]) {
        let contexts = Contexts::new(vec![2, 5], 3).unwrap();
        let expected: Vec<(usize, String)> = expected.iter().map(|&(kind, text)| (kind, text.to_owned())).collect();
        assert_eq!(found(&contexts, text), expected, "{text:?}");
    }

    #[test]
    fn ends_of_characters_and_of_words() {
        check("\nSee you so", &[(0, "so"), (2, " so"), (1, "ou so"), (3, " you so"), (4, "\nSee you so")]);
        check("\nSee you ", &[(0, "u "), (3, " you "), (4, "\nSee you ")]);
        check("one two three four", &[(0, "ur"), (2, " four"), (3, " three four"), (4, " two three four")]);
        check("x\nHi, I", &[(2, " I"), (1, "Hi, I"), (3, "\nHi, I")]);
        check("\n", &[]);
        check("", &[]);
        check("good 漢 mor", &[(0, "or"), (2, " mor")]);
    }

    #[test]
    fn hostile_kinds_are_refused() {
        assert!(Contexts::new(vec![], 0).is_some());
        for (orders, words) in [(vec![0], 1), (vec![3, 3], 1), (vec![49], 1), (vec![2], 14), (vec![2], usize::MAX)] {
            assert!(Contexts::new(orders, words).is_none());
        }
    }
}
