//! The daemon: where model, sessions and sockets meet.
//!
//! The boot order, as [`run`] goes through it: claim the address (one daemon per user) → load the model → listen,
//! on a socket bound here or passed by the service manager → say that it is ready → [`serve`] until told to stop →
//! answer what is in flight, tell those who subscribed, remove the socket, give the claim up, close.
//!
//! Nothing typed is ever logged, and only `keeper` writes it. Nothing is computed on the threads that serve sockets.

mod base;
mod boot;
mod compute;
mod connection;
mod contexts;
mod conversation;
mod door;
mod error;
mod handlers;
mod keeper;
pub mod launch;
mod learning;
mod left_context;
mod listener;
mod lost;
mod reply;
mod served;
mod server;
mod session;
mod state;
mod stats;
#[cfg(test)]
mod tests;
pub mod watch;
mod watching;
mod writer;

pub use base::Base;
pub use boot::{forbid_dumps, run};
pub use error::DaemonError;
pub use learning::{Generations, GenerationsError, Threads};
pub use listener::Listener;
pub use server::serve;
pub use state::served_from_disk;
