//! The history: messages in SQLite, the privacy filter before them, and forgetting.
//!
//! [`Filter`] takes a text and gives it back without secrets: spans become a [`GAP`] that nothing is learned across,
//! or the whole text goes. [`Store`] keeps messages, counts what was dropped, finds, and forgets so that no file in
//! its folder holds the bytes any more. No text occurs in an error, and nothing here logs text, or knows a model or a
//! socket. Which fields and applications may be kept is decided in the daemon, before the filter.

mod erase;
mod error;
mod files;
pub mod filter;
mod insert;
mod lexicon;
mod likeness;
mod message;
mod migrations;
mod names;
mod pages;
pub mod place;
mod query;
mod removed;
mod restrictions;
mod salvage;
mod store;
#[cfg(test)]
mod tests;
mod words;

pub use erase::{Condition, Erased, Preview};
pub use error::HistoryError;
pub use filter::{Filter, Filtered, Reason, Rules};
pub use insert::{Added, NewMessage};
pub use lexicon::LexiconWord;
pub use message::{GAP, Message, pieces};
pub use query::{Page, Search, Totals};
pub use removed::RemovedWords;
pub use salvage::Salvaged;
pub use store::{Opened, Provenance, Store};
pub use words::{WordCount, WordOrder};
