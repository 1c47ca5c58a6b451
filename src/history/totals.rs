//! [`Totals`]: sums over everything kept.

use std::collections::BTreeMap;

/// Sums over everything kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Messages kept, those of others included.
    pub messages: u64,
    /// Messages that the owner wrote.
    pub own_messages: u64,
    /// Characters of the owner's messages.
    pub own_chars: u64,
    /// Different words of the owner's messages, whatever their case.
    pub own_words: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Messages of each source.
    pub by_source: BTreeMap<String, u64>,
    /// Messages of each application; those without one are not counted.
    pub by_app: BTreeMap<String, u64>,
    /// Numbers of spans and messages that were dropped, by reason.
    pub dropped: BTreeMap<String, u64>,
}
