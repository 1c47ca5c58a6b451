//! For programs that use the daemon: finding it, starting it when none runs, stopping it, and trying again after it was lost.
//!
//! The calls themselves are those of [`crate::rpc::Client`].

#![warn(missing_docs)]

pub mod launch;
mod reconnect;

pub use reconnect::Reconnect;
