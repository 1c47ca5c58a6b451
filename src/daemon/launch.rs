//! stub
use crate::config::Config;
use crate::rpc::{Client, ClientError};

/// Why no daemon could be started, stopped or asked.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(
        "a daemon of another version is running (protocol {theirs}, this program speaks {ours}); run `foretype daemon restart`"
    )]
    OtherVersion { ours: u32, theirs: u32 },
    #[error("cannot start the daemon: {0}")]
    Spawn(std::io::Error),
    #[error("the daemon stopped as soon as it was started:\n{log_end}")]
    Died { log_end: String },
    #[error("the daemon was started but did not answer within {seconds} s")]
    NotReady { seconds: u64 },
    #[error("the daemon (process {pid}) did not stop within {seconds} s")]
    DidNotStop { pid: u32, seconds: u64 },
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
}

/// Connects to the daemon; an error when none runs. Checks the protocol version.
pub async fn connect(config: &Config) -> Result<Client, LaunchError> {
    Ok(Client::connect(&config.daemon.socket).await?)
}

/// Connects to the daemon and starts it first when none runs (`current_exe() daemon`, detached).
pub async fn ensure_running(config: &Config) -> Result<Client, LaunchError> {
    connect(config).await
}

/// Stops the daemon and waits until it is gone. The process number, or nothing when none was running.
pub async fn stop(config: &Config) -> Result<Option<u32>, LaunchError> {
    let _ = config;
    Ok(None)
}

/// Stops the daemon if one runs, starts a new one and connects to it.
pub async fn restart(config: &Config) -> Result<Client, LaunchError> {
    stop(config).await?;
    ensure_running(config).await
}
