//! stub
pub mod launch;

use crate::config::Config;

/// Why the daemon could not start or had to stop.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    #[error("a daemon is running already{}", pid.map(|p| format!(" (process {p})")).unwrap_or_default())]
    AlreadyRunning { pid: Option<u32> },
    #[error("cannot use the model: {0}")]
    Model(String),
    #[error("{0}")]
    Io(String),
}

/// Runs the daemon in the foreground until it is told to stop (SIGTERM, SIGINT, `shutdown`). Blocks.
pub fn run(_config: &Config) -> Result<(), DaemonError> {
    Ok(())
}
