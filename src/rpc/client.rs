//! [`Client`]: a client of the daemon. It matches answers to calls and receives the daemon's notifications.
//!
//! It does not start a daemon (`client::launch` does); its module `methods` has one function for each method.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::broadcast;
use tokio::time::{Instant, sleep, timeout};

use super::transport::{self, Stream};
use super::{codec, params};

mod connection;
mod error;
mod methods;
mod notification;

pub use error::ClientError;
pub use notification::Notification;

use connection::Connection;

/// How long a call waits unless [`Client::with_timeout`] says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);

/// Pause before another attempt when the daemon has no room for one more waiting connection.
const BUSY_PAUSE: Duration = Duration::from_millis(10);

/// A connection to the daemon. Clones share it, and calls of several tasks run side by side; it is closed when the
/// last clone is dropped. To be used within a tokio runtime.
#[derive(Clone, Debug)]
pub struct Client {
    connection: Connection,
    timeout: Duration,
}

impl Client {
    /// Connects to the daemon at a socket path (on Windows a pipe's name).
    ///
    /// # Errors
    /// [`ClientError::NotRunning`] when nobody listens there, [`ClientError::Io`] for anything else.
    pub async fn connect(socket: &Path) -> Result<Client, ClientError> {
        let deadline = Instant::now() + DEFAULT_TIMEOUT;
        loop {
            match transport::connect(socket).await {
                Ok(stream) => return Ok(Client::over(stream)),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
                    return Err(ClientError::NotRunning { socket: socket.into() });
                }
                // The system's queue of connections is full for a moment.
                Err(error) if error.kind() == ErrorKind::WouldBlock && Instant::now() < deadline => {
                    sleep(BUSY_PAUSE).await;
                }
                Err(source) => {
                    return Err(ClientError::Io { socket: socket.into(), source });
                }
            }
        }
    }

    /// A client over a connection that exists.
    pub fn over(stream: Stream) -> Client {
        Client { connection: Connection::new(stream), timeout: DEFAULT_TIMEOUT }
    }

    /// The same connection with another time limit for each call.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Client {
        self.timeout = timeout;
        self
    }

    /// Calls a method and waits for its answer.
    ///
    /// # Errors
    /// [`ClientError::Rpc`] with what the daemon answers, [`ClientError::TimedOut`], [`ClientError::Closed`], or
    /// [`ClientError::Protocol`] when the answer is not what `R` says.
    pub async fn call<P: Serialize, R: DeserializeOwned>(&self, method: &str, params: &P) -> Result<R, ClientError> {
        let encode = |id| codec::request(id, method, params).map_err(protocol_error);
        let result = timeout(self.timeout, self.connection.call(encode))
            .await
            .map_err(|_| ClientError::TimedOut(self.timeout))??;
        params::decode_value(&result).map_err(protocol_error)
    }

    /// Sends a notification: no answer comes.
    ///
    /// # Errors
    /// As [`Client::call`], as far as the sending goes.
    pub async fn notify<P: Serialize>(&self, method: &str, params: &P) -> Result<(), ClientError> {
        let frame = codec::notification(method, params).map_err(protocol_error)?;
        timeout(self.timeout, self.connection.send(frame)).await.map_err(|_| ClientError::TimedOut(self.timeout))?
    }

    /// What the daemon says unasked, from now on. The receiver closes with the connection.
    pub fn notifications(&self) -> broadcast::Receiver<Notification> {
        self.connection.notifications()
    }

    /// Waits until the connection is closed.
    pub async fn closed(&self) {
        self.connection.closed().await;
    }
}

fn protocol_error(error: impl std::fmt::Display) -> ClientError {
    ClientError::Protocol(error.to_string())
}
