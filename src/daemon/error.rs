//! [`DaemonError`]: why the daemon could not start.

use crate::model::CheckpointError;
use crate::rpc::transport::TransportError;

/// Why the daemon could not start.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// The socket cannot be used, for instance because a daemon runs already ([`TransportError::AlreadyRunning`]).
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The model's file is damaged or does not fit.
    #[error("cannot use the model {model}: {source}")]
    Model {
        /// Path or name of the model.
        model: String,
        /// What is wrong with it.
        source: CheckpointError,
    },
    /// The model's file cannot be read.
    #[error("cannot read the model {}: {source}", path.display())]
    ReadModel {
        /// The file.
        path: std::path::PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The socket of systemd or launchd cannot be used.
    #[error("cannot use the socket that the service manager passed: {0}")]
    PassedSocket(std::io::Error),
    /// The system refused something that the daemon needs.
    #[error("cannot {action}: {source}")]
    System {
        /// What was to be done, as in `start a thread`.
        action: &'static str,
        /// The system's reason.
        source: std::io::Error,
    },
}
