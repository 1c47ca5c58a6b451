//! stub
use std::path::Path;
use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::broadcast;

use super::protocol::*;

/// A connection to the daemon. Clones share it; calls of several tasks run side by side.
#[derive(Clone, Debug)]
pub struct Client {}

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error("the daemon is not running (nobody listens on {})", socket.display())]
    NotRunning { socket: std::path::PathBuf },
    #[error("the daemon did not answer within {0:?}")]
    TimedOut(Duration),
    #[error("the daemon closed the connection")]
    Closed,
    #[error(transparent)]
    Rpc(RpcError),
    #[error("the daemon sent something that is not the protocol: {0}")]
    Protocol(String),
    #[error("cannot reach the daemon on {}: {source}", socket.display())]
    Io {
        socket: std::path::PathBuf,
        source: std::io::Error,
    },
}

/// What the daemon says unasked.
#[derive(Clone, Debug)]
pub struct Notification {
    pub method: String,
    /// The parameters' MessagePack.
    pub params: Vec<u8>,
}

impl Client {
    /// Connects to the daemon at a socket path (a pipe's name on Windows).
    pub async fn connect(_socket: &Path) -> Result<Client, ClientError> {
        Err(ClientError::Closed)
    }
    /// The same connection with another time limit for each call (5 s at first).
    pub fn with_timeout(self, _timeout: Duration) -> Client {
        self
    }
    pub async fn call<P: Serialize, R: DeserializeOwned>(
        &self,
        _method: &str,
        _params: &P,
    ) -> Result<R, ClientError> {
        Err(ClientError::Closed)
    }
    pub async fn notify<P: Serialize>(
        &self,
        _method: &str,
        _params: &P,
    ) -> Result<(), ClientError> {
        Err(ClientError::Closed)
    }
    /// What the daemon says unasked, from now on; closed when the connection is.
    pub fn notifications(&self) -> broadcast::Receiver<Notification> {
        broadcast::channel(1).1
    }
    /// Waits until the connection is closed.
    pub async fn closed(&self) {}

    pub async fn hello(&self, params: &Hello) -> Result<HelloResult, ClientError> {
        self.call(method::HELLO, params).await
    }
    pub async fn open(&self, params: &Open) -> Result<OpenResult, ClientError> {
        self.call(method::OPEN, params).await
    }
    pub async fn close(&self, session: SessionId) -> Result<(), ClientError> {
        self.call::<_, Empty>(method::CLOSE, &Close { session })
            .await
            .map(|_| ())
    }
    pub async fn edit(&self, params: &Edit) -> Result<ContextResult, ClientError> {
        self.call(method::EDIT, params).await
    }
    pub async fn set_context(&self, params: &SetContext) -> Result<ContextResult, ClientError> {
        self.call(method::SET_CONTEXT, params).await
    }
    pub async fn suggest(&self, params: &Suggest) -> Result<SuggestResult, ClientError> {
        self.call(method::SUGGEST, params).await
    }
    pub async fn accept(&self, params: &Accept) -> Result<ContextResult, ClientError> {
        self.call(method::ACCEPT, params).await
    }
    pub async fn status(&self) -> Result<Status, ClientError> {
        self.call(method::STATUS, &Empty {}).await
    }
    pub async fn subscribe(&self, params: &Subscribe) -> Result<SubscribeResult, ClientError> {
        self.call(method::SUBSCRIBE, params).await
    }
    pub async fn shutdown(&self) -> Result<(), ClientError> {
        self.call::<_, Empty>(method::SHUTDOWN, &Empty {})
            .await
            .map(|_| ())
    }
}
