//! What this person typed, remembered at once: which symbol followed which context, of any length.
//!
//! [`Memory`] keeps the text itself and finds, for a context, the places where it occurred before (the newest of them
//! first); [`Evidence`] turns those places into distributions, from short contexts to long ones; [`Gates`] blend them
//! into the network's distribution, each with a weight that is learned from how well it predicted. Nothing but the text
//! is counted, so what is forgotten leaves nothing behind: the memory is built anew from what is kept.
//!
//! The blend is the recursion of interpolated context models (Bunton's "PPM with state selection", 1997, has its
//! history), with the network as the model of order −1 and the escape probability replaced by a gate that is trained
//! online, as in Mattern's "Mixing strategies in data compression" (2012).
//!
//! [`base`] is a memory of another kind with the same blend: that of the training text, which everybody shares.
//!
//! Knows symbols, no network, no files, no clock.

pub mod base;
mod chains;
mod evidence;
mod gates;
mod known;
mod mixing;

pub use base::{BaseGates, BaseMemory};
pub use chains::{Memory, Place, Surprise, Tail};
pub use evidence::Evidence;
pub use gates::{GATE_BYTES, Gates, GatesError, Training};
