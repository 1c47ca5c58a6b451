//! The history as a service: a queue with a thread of its own, the rules of what is kept, and those who learn from it.
//!
//! Typed text is never logged, and no other part of the daemon writes it.

mod ingest;
mod last_lines;
mod observer;
mod queue;
mod refusal;
mod service;
mod unkept;

pub use ingest::{Origin, Outcome, TYPED};
pub use observer::Observer;
pub use queue::{DAEMON, HistoryQueue};
pub use refusal::Refusal;
pub use service::HistoryService;
