//! Local sockets: claiming the one address of this user, listening on it, accepting and connecting.
//!
//! A Unix socket (0600, in a folder of mode 0700 that belongs to the user) or a Windows named pipe. Only the owner
//! is ever served. Knows nothing of frames. Main types: [`Claim`], [`Listener`], [`Stream`].

use std::io;
use std::path::{Path, PathBuf};

use interprocess::local_socket::tokio::prelude::*;
use interprocess::local_socket::tokio::{Listener as Socket, Stream as Connection};
use interprocess::local_socket::{GenericFilePath, ListenerOptions, ToFsName};

#[cfg_attr(unix, path = "transport/unix.rs")]
#[cfg_attr(windows, path = "transport/windows.rs")]
mod system;

pub use system::{Claim, is_claimed};

/// A connection; `&Stream` reads and writes too, so that two tasks can share it.
pub type Stream = Connection;

/// Why an address cannot be used. Each message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("a daemon is running already{} on {}", process(*pid), socket.display())]
    AlreadyRunning { socket: PathBuf, pid: Option<u32> },
    #[error("another program listens on {}; stop it or choose another socket", socket.display())]
    SocketInUse { socket: PathBuf },
    #[error("{} is something other than a socket; move it away or choose another socket", path.display())]
    NotASocket { path: PathBuf },
    #[error("{} {problem}; the socket's folder must be your own and closed to others (chmod 700)", folder.display())]
    UnsafeFolder { folder: PathBuf, problem: &'static str },
    #[error("the socket path {} is unusable: {problem}", socket.display())]
    BadPath { socket: PathBuf, problem: &'static str },
    #[error("cannot {action} {}: {source}", path.display())]
    Io { action: &'static str, path: PathBuf, source: io::Error },
}

fn process(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

/// A bound address. Dropping it removes the socket, if it is still the one bound here, and ends the [`Claim`].
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    address: PathBuf,
    _file: Option<system::SocketFile>,
    /// Declared last, so that the socket's file is gone before somebody else may claim the address.
    _claim: Claim,
}

/// Somebody came whom the daemon does not serve.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    #[error("refused a connection of another user")]
    Stranger,
    #[error("cannot accept a connection: {0}")]
    Io(#[from] io::Error),
}

impl Listener {
    /// Where clients find it.
    pub fn address(&self) -> &Path {
        &self.address
    }

    /// Waits for the next connection of this user.
    ///
    /// # Errors
    /// [`AcceptError::Stranger`] for another user's connection (closed already), else what the system says.
    pub async fn accept(&self) -> Result<Stream, AcceptError> {
        let stream = self.socket.accept().await?;
        if system::is_owner(&stream)? { Ok(stream) } else { Err(AcceptError::Stranger) }
    }
}

/// Connects to an address.
///
/// # Errors
/// `NotFound` and `ConnectionRefused` when nobody listens, `PermissionDenied` when another user does, and
/// whatever else the system says.
pub async fn connect(address: &Path) -> io::Result<Stream> {
    let name = address.to_fs_name::<GenericFilePath>()?;
    let stream = Stream::connect(name).await?;
    if system::is_owner(&stream)? {
        Ok(stream)
    } else {
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "another user listens there"))
    }
}

/// Binds without taking the name over from anybody.
fn bind(address: &Path, options: ListenerOptions<'_>) -> Result<Socket, TransportError> {
    let io = |source| TransportError::Io { action: "listen on", path: address.into(), source };
    let name = address.to_fs_name::<GenericFilePath>().map_err(io)?;
    options.name(name).reclaim_name(false).create_tokio().map_err(io)
}
