//! [`Observer`]: who learns from what is kept, and unlearns what is forgotten.

use crate::history::{Erased, LexiconWord, Message, Preview, Store};

/// Is told, on the history's thread, what is kept and forgotten.
pub trait Observer: Send + Sync {
    /// The history can be used from now on; once after each start, with everything kept so far.
    fn opened(&self, store: &Store);
    /// These were kept just now. What takes long is put off, and has a number.
    fn learned(&self, store: &Store, messages: &[Message]) -> Option<u64>;
    /// These words without sentences were kept just now.
    fn learned_words(&self, words: &[LexiconWord]);
    /// Goes on with what was put off, for a few milliseconds.
    fn go_on(&self, store: &Store);
    /// Up to which number nothing is put off any more.
    fn done(&self) -> u64;
    /// The number of what was put off last.
    fn promised(&self) -> u64;
    /// Whether anything is put off.
    fn has_put_off(&self) -> bool;
    /// Whether a personal model may have seen what would go.
    fn has_seen(&self, store: &Store, preview: &Preview) -> bool;
    /// These have gone; whether a personal model may have seen them, which is then gone, too.
    fn forgotten(&self, store: &Store, erased: &Erased) -> bool;
}
