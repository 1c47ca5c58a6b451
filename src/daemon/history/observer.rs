//! [`Observer`]: a part of the daemon that learns from messages kept, and unlearns those forgotten.

use crate::history::{Erased, LexiconWord, Message, Preview, Store};

/// A part of the daemon that is told, on the history's thread, which messages are kept and forgotten.
pub trait Observer: Send + Sync {
    /// Is called when the history can be used: once after each start, with everything kept so far.
    fn opened(&self, store: &Store);
    /// Learns messages that were kept just now. Lessons that take long are put off; the number of the last one is
    /// returned.
    fn learned(&self, store: &Store, messages: &[Message]) -> Option<u64>;
    /// Learns words without sentences that were kept just now.
    fn learned_words(&self, words: &[LexiconWord]);
    /// Goes on with lessons that were put off, for a few milliseconds.
    fn go_on(&self, store: &Store);
    /// Returns the number up to which every lesson is done.
    fn done(&self) -> u64;
    /// Returns the number of the lesson that was put off last.
    fn promised(&self) -> u64;
    /// Returns whether any lesson is put off.
    fn has_put_off(&self) -> bool;
    /// Returns whether a personal model may have seen messages that would go.
    fn has_seen(&self, store: &Store, preview: &Preview) -> bool;
    /// Unlearns messages that have gone. Returns whether a personal model may have seen them, which is then gone, too.
    fn forgotten(&self, store: &Store, erased: &Erased) -> bool;
}
