//! [`DaemonError`]: why the daemon could not start.

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
