//! Windows: a named pipe that the system lets only one process create. Main type: [`Claim`].

use std::io;
use std::path::{Path, PathBuf};

use interprocess::local_socket::ListenerOptions;
use interprocess::os::windows::local_socket::ListenerOptionsExt;
use interprocess::os::windows::security_descriptor::SecurityDescriptor;

use super::{Listener, Socket, Stream, TransportError};

/// Full access for the pipe's owner, none for anybody else.
const OWNER_ONLY: &widestring::U16CStr = widestring::u16cstr!("D:P(A;;GA;;;OW)");

/// The wish to listen on an address; the system decides when the pipe is created.
#[derive(Debug)]
pub struct Claim {
    address: PathBuf,
}

impl Claim {
    /// Notes the address.
    ///
    /// # Errors
    /// When it is not the name of a pipe.
    pub fn new(address: &Path) -> Result<Claim, TransportError> {
        if !address.to_string_lossy().starts_with(r"\\.\pipe\") {
            let problem = r"on Windows it must begin with \\.\pipe\";
            return Err(TransportError::BadPath { socket: address.into(), problem });
        }
        Ok(Claim { address: address.into() })
    }

    /// Creates the pipe.
    ///
    /// # Errors
    /// [`TransportError::AlreadyRunning`] when another process has created it.
    pub fn bind(self) -> Result<Listener, TransportError> {
        let address = self.address.clone();
        let io = |source| TransportError::Io { action: "listen on", path: address.clone(), source };
        let descriptor = SecurityDescriptor::deserialize(OWNER_ONLY).map_err(io)?;
        let options = ListenerOptions::new().security_descriptor(descriptor);
        let socket = super::bind(&address, options).map_err(|error| match error {
            // The system's answer when the first instance of a pipe exists.
            TransportError::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
                TransportError::AlreadyRunning { socket: address.clone(), pid: None }
            }
            other => other,
        })?;
        Ok(Listener { socket, address, claim: self, file: None })
    }
}

impl Claim {
    /// A pipe is not removed.
    pub(super) fn renew(&mut self) -> Result<(Socket, SocketFile), TransportError> {
        Err(TransportError::BadPath { socket: self.address.clone(), problem: "a pipe is not made anew" })
    }
}

/// Whether another process holds the claim on an address: a pipe tells only whether it answers.
pub fn is_claimed(_: &Path, _: u32) -> bool {
    false
}

/// A pipe has no folder.
pub(super) fn check_address(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The pipe's access list lets nobody else in.
pub(super) fn is_owner(_: &Stream) -> io::Result<bool> {
    Ok(true)
}

/// A pipe has no file.
#[derive(Debug)]
pub(super) struct SocketFile;

impl SocketFile {
    pub(super) fn is_there(&self) -> bool {
        true
    }
}
