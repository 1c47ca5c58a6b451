//! Fine-tunes the base model on one person's messages, and compares the outcome with the model in use.
//!
//! [`Adaptation`] fine-tunes: the person's messages give the loss, and messages of others are read as context. Beside them
//! it trains on text that the base model itself has written ([`rehearsal`]), so that the model keeps what the base knows.
//! [`gate`] compares the candidate with the model in use on the newest messages, which it never saw, and on base text.
//!
//! Fine-tuning always starts from the base and from the messages that are kept now, so that nothing forgotten is in any
//! weight. The same text and seed on one thread give the same bits. Knows no files, no clock and no history: text comes
//! in, weights go out.

pub mod gate;
mod rehearsal;
mod run;
mod text;
mod tune;

pub use gate::{Gate, Trial, Verdict, judge};
pub use rehearsal::rehearsal;
pub use run::{AdaptError, Adaptation, LEAST_CHARS, Settings};
pub use text::{MOST_HELD_OUT, Message, Split, split};
pub use tune::fine_tune;
