//! How good a model is: bits per character, words foreseen, keystrokes saved.
//!
//! The definitions are those of models/README.md. [`bits`] reads text through the network; [`typist`] types it and takes
//! words on offer; [`messages`] reads plain text and chat logs; [`reliability`] checks whether probabilities are
//! calibrated; [`user`] and [`lists`] measure what learning adds.

pub mod bits;
pub mod lists;
pub mod messages;
pub mod reliability;
pub mod run;
pub mod typist;
pub mod user;

pub use messages::{TextMessage, TextSet};
pub use reliability::Reliability;
pub use run::{Figures, Report, evaluate};
pub use typist::{Offers, Tally};
