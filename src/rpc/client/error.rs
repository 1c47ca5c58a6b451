//! [`ClientError`]: why a call failed.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::rpc::shapes::RpcError;

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields stand in the message of each")]
pub enum ClientError {
    /// Nobody listens there.
    #[error("the daemon is not running (nobody listens on {})", socket.display())]
    NotRunning { socket: PathBuf },
    /// No answer came in time.
    #[error("the daemon did not answer within {0:?}")]
    TimedOut(Duration),
    /// The connection ended before the answer.
    #[error("the daemon closed the connection")]
    Closed,
    /// What the daemon itself answered, or said before it closed the connection.
    #[error(transparent)]
    Rpc(RpcError),
    /// An answer that is not what the protocol says.
    #[error("the daemon and this program do not understand each other: {0}")]
    Protocol(String),
    /// The system refused.
    #[error("cannot reach the daemon on {}: {source}", socket.display())]
    Io { socket: PathBuf, source: io::Error },
}
