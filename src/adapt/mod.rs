//! From a base model and one person's messages to a model of their own that has shown that it is better.
//!
//! [`Adaptation`] fine-tunes: the person's messages give the loss, what others wrote is read as context, and beside them
//! runs text that the base model itself has written ([`rehearsal`]), so that it stays what it was. [`gate`] compares
//! the candidate with the model in use on the newest messages, which it never saw, and on base text.
//!
//! Always starts from the base and from what is kept now: what was forgotten is in no weight, and the same text and
//! seed on one thread give the same bits. Knows no files, no clock and no history: text comes in, weights go out.

pub mod gate;
mod rehearsal;
mod run;
mod text;

pub use gate::{Gate, Trial, Verdict, judge};
pub use rehearsal::rehearsal;
pub use run::{AdaptError, Adaptation, LEAST_CHARS, Settings, fine_tune};
pub use text::{MOST_HELD_OUT, Message, Split, split};
