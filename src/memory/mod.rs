//! The text that one person typed, as a memory that predicts: which symbol followed which context, of any length.
//!
//! [`Memory`] keeps the text itself and finds the places where a context occurred before, the newest first; [`Evidence`]
//! turns those places into distributions, from short contexts to long ones; [`MixingWeights`] blend them into the network's
//! distribution, each with a mixing weight that is learned from how well it predicted. There are no counts beside the
//! text, so that forgetting is complete when the memory is built anew from the text that is kept.
//!
//! The blend is the recursion of interpolated context models (for its history see Bunton, "Semantically motivated
//! improvements for PPM variants", 1997), with the network as the model of order −1, and with a mixing weight that is
//! trained online instead of the escape probability, as in Mattern, "Mixing strategies in data compression" (2012).
//!
//! [`base`] is a memory of another kind with the same blend: that of the training text, which everybody shares.
//!
//! The module knows symbols, but no network, no files and no clock.

pub mod base;
mod belief;
mod chains;
mod evidence;
mod known;
mod lefts;
mod mixing;
mod mixing_weights;
mod tail;
mod training;

pub use base::{BaseMemory, BaseMixingWeights};
pub use chains::{Memory, Place};
pub use evidence::{Evidence, KeptEvidence};
pub use mixing_weights::{MIXING_BYTES, MixingWeights, MixingWeightsError};
pub use tail::{Surprise, Tail, next_key};
pub use training::Training;
