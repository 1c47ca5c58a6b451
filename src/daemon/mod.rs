//! The daemon: where model, sessions and sockets meet.
//!
//! The boot order, as [`run`] goes through it: claim the address (one daemon per user) → load the model → listen,
//! on a socket bound here or passed by the service manager → say that it is ready → [`serve`] until told to stop →
//! answer what is in flight, tell those who subscribed, remove the socket, give the claim up, close.
//!
//! Typed text is never logged, and only `history` writes it. The threads that serve sockets compute nothing.

mod boot;
mod clock;
mod connection;
mod dialogue;
mod error;
mod events;
mod handlers;
mod history;
mod left_context;
mod lost;
mod models;
mod personal;
pub mod priority;
mod reload;
mod reply;
mod server;
mod serving;
mod session;
mod state;
mod stats;
#[cfg(test)]
mod tests;
pub mod watch;
mod writer;

pub use boot::{forbid_dumps, run};
pub use error::DaemonError;
pub use personal::{Conversations, Generations, GenerationsError};
pub use server::serve;
pub use serving::Base;
pub use state::served_from_disk;
