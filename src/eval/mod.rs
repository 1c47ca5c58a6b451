//! What a model is worth: bits per character, words foreseen, keystrokes saved.
//!
//! The definitions are those of models/README.md. [`bits`] reads text through the network; [`typist`] types it, looking
//! at what is offered; [`messages`] reads plain text and chat logs; [`reliability`] asks whether probabilities mean what
//! they say; [`user`] and [`lists`] measure what learning is worth.

pub mod bits;
pub mod lists;
pub mod messages;
pub mod reliability;
pub mod run;
pub mod typist;
pub mod user;

pub use messages::{Message, TextSet};
pub use reliability::Reliability;
pub use run::{Figures, Report, evaluate};
pub use typist::{Offers, Tally};
