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
#[allow(missing_docs, reason = "the fields stand in the message of each")]
pub enum TransportError {
    /// Another daemon holds the address.
    #[error("a daemon is running already{} on {}", process(*pid), socket.display())]
    AlreadyRunning { socket: PathBuf, pid: Option<u32> },
    /// Another program listens at the address without holding its lock.
    #[error("another program listens on {}; stop it or choose another socket", socket.display())]
    SocketInUse { socket: PathBuf },
    /// Another file is in the way.
    #[error("{} is something other than a socket; move it away or choose another socket", path.display())]
    NotASocket { path: PathBuf },
    /// Others could reach into the socket's folder.
    #[error("{} {problem}; the socket's folder must be your own and closed to others (chmod 700)", folder.display())]
    UnsafeFolder { folder: PathBuf, problem: &'static str },
    /// The text cannot be an address.
    #[error("the socket path {} is unusable: {problem}", socket.display())]
    BadPath { socket: PathBuf, problem: &'static str },
    /// The system refused.
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
    file: Option<system::SocketFile>,
    /// Declared last, so that the socket's file is gone before somebody else may claim the address.
    claim: Claim,
}

/// Why a connection was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Another user is at the other end.
    #[error("refused a connection of another user")]
    Stranger,
    /// The system refused.
    #[error("cannot accept a connection: {0}")]
    Io(#[from] io::Error),
}

impl Listener {
    /// The address at which clients find the daemon.
    pub fn address(&self) -> &Path {
        &self.address
    }

    /// Whether the socket is gone from its place, so that nobody can come in.
    pub fn is_lost(&self) -> bool {
        self.file.as_ref().is_some_and(|file| !file.is_there())
    }

    /// Makes a socket that was removed anew. The folder is made, too, but not what it lies in: a system that takes away the
    /// folder of a session means the daemon to end.
    ///
    /// # Errors
    /// When another daemon has the address by now, or it cannot be had any more.
    pub fn renew(&mut self) -> Result<(), TransportError> {
        let (socket, file) = self.claim.renew()?;
        (self.socket, self.file) = (socket, Some(file));
        Ok(())
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
/// `NotFound` and `ConnectionRefused` when nobody listens, `PermissionDenied` when another user does or could (the socket
/// or its folder is not this user's own, or not closed to others), and whatever else the system says.
pub async fn connect(address: &Path) -> io::Result<Stream> {
    system::check_address(address)?;
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
