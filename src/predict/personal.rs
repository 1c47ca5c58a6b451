//! [`Personal`]: everything learned from one person without touching the network: a memory of the text, how much that
//! memory is believed, own words, and how this person deals with what is offered.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::habits::Habits;
use super::marks::Marks;
use super::names::Names;
use crate::memory::{Memory, MixingWeights, Tail};
use crate::text::fold::without_blank_lines;
use crate::text::words::{is_long_message, split_last};
use crate::text::{SymbolId, Vocab, normalize};

/// Everything learned from one person. It fits only the vocabulary that it was made for.
#[derive(Clone)]
pub struct Personal {
    /// The text that the person typed.
    pub memory: Memory,
    /// The mixing weights, with the person's corrections.
    pub mixing: MixingWeights,
    /// How often the person takes what is offered.
    pub habits: Habits,
    /// The words of the text that no lexicon knows.
    pub names: Names,
    /// Long messages that were learned.
    pub(super) known: LongMessages,
    /// Before which marks the person leaves a space.
    pub(super) marks: Marks,
}

impl Personal {
    /// Returns a state in which nothing has been learned.
    #[must_use]
    pub fn new(vocab: &Vocab) -> Self {
        let (mixing, habits, names) = (MixingWeights::default(), Habits::default(), Names::default());
        let (known, marks) = (LongMessages::default(), Marks::default());
        Personal { memory: Memory::new(vocab), mixing, habits, names, known, marks }
    }

    /// Remembers a message that the person wrote after `before`; costs microseconds. The mixing weights learn nothing, see
    /// [`Personal::learn`]. A long message that was learned before word for word is not learned again: it was pasted,
    /// forwarded or imported twice.
    pub fn remember(&mut self, vocab: &Vocab, before: &str, message: &str, app: Option<&str>) {
        let encode = |text: &str| vocab.encode(&normalize(&without_blank_lines(text)));
        let own = encode(message);
        let before = Tail::new(&encode(near_end(before)));
        self.insert(vocab, &before, &own, message, app);
    }

    /// Takes a message that was read into the memory, unless it is a long one that was learned before.
    pub(super) fn insert(&mut self, vocab: &Vocab, before: &Tail, own: &[SymbolId], text: &str, app: Option<&str>) {
        if !self.known.note(text) {
            return;
        }
        self.marks.learn(text);
        // The memory keeps the message as it was meant, without its mistakes.
        let mended = self.names.read(text).map(|mended| vocab.encode(&normalize(&without_blank_lines(&mended))));
        let app = self.memory.add_app(app);
        self.memory.learn(before, mended.as_deref().unwrap_or(own), app);
    }
}

/// Fingerprints of the long messages that were learned.
#[derive(Clone, Default)]
pub(super) struct LongMessages(HashSet<u64>);

impl LongMessages {
    /// Most fingerprints kept; a full set is emptied.
    const MOST: usize = 200_000;

    fn fingerprint(message: &str) -> Option<u64> {
        is_long_message(message).then(|| {
            let mut hasher = DefaultHasher::new();
            message.trim().hash(&mut hasher);
            hasher.finish()
        })
    }

    /// Returns whether a message is a long one that was noted before.
    pub(super) fn has(&self, message: &str) -> bool {
        Self::fingerprint(message).is_some_and(|print| self.0.contains(&print))
    }

    /// Notes a long message. Returns false if it is one that was noted before.
    fn note(&mut self, message: &str) -> bool {
        let Some(print) = Self::fingerprint(message) else { return true };
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        self.0.insert(print)
    }
}

/// Returns the last 80 characters of a text, beyond which the memory compares nothing.
fn near_end(text: &str) -> &str {
    split_last(text, 80).1
}
