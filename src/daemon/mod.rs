//! The daemon: where model, sessions and sockets meet.
//!
//! The boot order, as [`run`] goes through it: claim the address (one daemon per user) → load the model → listen,
//! on a socket bound here or passed by the service manager → say that it is ready → [`serve`] until told to stop →
//! answer what is in flight, tell those who subscribed, remove the socket, give the claim up, close.
//!
//! Nothing typed is ever logged, and only [`door`] writes it. Nothing is computed on the threads that serve sockets.

mod boot;
mod compute;
mod connection;
mod contexts;
mod door;
mod handlers;
mod keeper;
pub mod launch;
mod learning;
mod left_context;
mod lost;
mod reply;
mod server;
mod session;
mod state;
mod stats;
#[cfg(test)]
mod tests;
pub mod watch;
mod watching;
mod writer;

pub use boot::{forbid_dumps, run};
pub use door::Listener;
pub use learning::{Generations, GenerationsError, Threads};
pub use server::serve;
pub use state::{Base, served_from_disk};

use crate::model::CheckpointError;
use crate::rpc::transport::TransportError;

/// Why the daemon could not start.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// Among others, that a daemon is running already ([`TransportError::AlreadyRunning`]).
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("cannot use the model {model}: {source}")]
    Model { model: String, source: CheckpointError },
    #[error("cannot read the model {}: {source}", path.display())]
    ReadModel { path: std::path::PathBuf, source: std::io::Error },
    #[error("cannot use the socket that the service manager passed: {0}")]
    PassedSocket(std::io::Error),
    #[error("cannot {action}: {source}")]
    System { action: &'static str, source: std::io::Error },
}
