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
mod key;
mod lexicon;
mod likeness;
mod message;
mod migrations;
mod names;
mod open;
mod pages;
pub mod place;
mod query;
mod removed;
mod restrictions;
mod salvage;
mod search;
mod store;
#[cfg(test)]
mod tests;
mod totals;
mod words;

pub use erase::{Condition, Erased, Preview};
pub use error::HistoryError;
pub use filter::{Filter, Filtered, Reason, Rules, takes_back};
pub use insert::{Added, NewMessage};
pub use lexicon::LexiconWord;
pub use message::{GAP, Message, pieces};
pub use open::Opened;
pub use query::Page;
pub use removed::RemovedWords;
pub use salvage::Salvaged;
pub use search::Search;
pub use store::{Provenance, Store};
pub use totals::Totals;
pub use words::{WordCount, WordOrder};
