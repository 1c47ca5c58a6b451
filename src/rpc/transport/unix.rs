//! Unix sockets: the socket's folder, the lock beside it, the socket's file, and the user at the other end. Main type:
//! [`Claim`].
//!
//! The lock (`flock`) is held as long as the daemon lives and is released however it ends. A socket file whose lock is free
//! is therefore stale.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use interprocess::local_socket::ListenerOptions;
use interprocess::local_socket::tokio::prelude::*;
use interprocess::os::unix::local_socket::ListenerOptionsExt;

use super::{Listener, Socket, Stream, TransportError};

/// Room for a path in a socket's address, with its closing zero, on the stingiest system (macOS).
const MAX_PATH_BYTES: usize = 103;

/// The right to listen on an address: at most one process has it.
#[derive(Debug)]
pub struct Claim {
    address: PathBuf,
    /// Locked; closing it unlocks.
    lock: File,
}

impl Claim {
    /// Makes the socket's folder if it is missing, checks that it is safe, and takes the lock.
    ///
    /// # Errors
    /// [`TransportError::AlreadyRunning`] when another process has the lock; others when the folder is not ours.
    pub fn new(address: &Path) -> Result<Claim, TransportError> {
        let bad = |problem| TransportError::BadPath { socket: address.into(), problem };
        if !address.is_absolute() {
            return Err(bad("it must be absolute"));
        }
        if address.as_os_str().as_bytes().len() > MAX_PATH_BYTES {
            return Err(bad("it is too long for a socket (more than 103 bytes)"));
        }
        let folder = address.parent().ok_or(bad("it has no folder"))?;
        if address.file_name().is_none() {
            return Err(bad("it does not name a file"));
        }
        make_folder(folder)?;
        check_folder(folder)?;
        let lock = lock(address)?;
        Ok(Claim { address: address.into(), lock })
    }

    /// Binds the socket; a stale one is replaced, a live one never.
    ///
    /// # Errors
    /// When somebody listens there all the same, or something else than a socket is in the way.
    pub fn bind(self) -> Result<Listener, TransportError> {
        let (socket, file) = self.open()?;
        Ok(Listener { socket, address: self.address.clone(), claim: self, file: Some(file) })
    }

    /// Binds anew after the socket, or its folder with the lock, was removed.
    pub(super) fn renew(&mut self) -> Result<(Socket, SocketFile), TransportError> {
        let held = self.lock.metadata().map(|held| (held.dev(), held.ino()));
        if !identity(&lock_path(&self.address)).is_ok_and(|there| held.is_ok_and(|held| held == there)) {
            let above = self.address.parent().and_then(Path::parent);
            if !above.is_some_and(Path::is_dir) {
                let problem = "the folder that it lay in is gone";
                return Err(TransportError::BadPath { socket: self.address.clone(), problem });
            }
            *self = Claim::new(&self.address)?;
        }
        self.open()
    }

    fn open(&self) -> Result<(Socket, SocketFile), TransportError> {
        self.remove_stale()?;
        let options = ListenerOptions::new();
        // Elsewhere the mode of a socket cannot be set before it is bound; the folder keeps others out meanwhile.
        let options = if cfg!(target_os = "linux") { options.mode(0o600) } else { options };
        let socket = super::bind(&self.address, options)?;
        let file = SocketFile::of(&self.address)?;
        if !cfg!(target_os = "linux") {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&self.address, PermissionsExt::from_mode(0o600))
                .map_err(io_error("set the mode of", &self.address))?;
        }
        Ok((socket, file))
    }

    /// Serves a socket that the service manager has bound; it is not removed afterwards.
    ///
    /// # Errors
    /// When the system will not let it be polled.
    pub fn adopt(self, listener: UnixListener) -> Result<Listener, TransportError> {
        let bound = listener.local_addr().ok().and_then(|a| a.as_pathname().map(PathBuf::from));
        let address = bound.unwrap_or_else(|| self.address.clone());
        let socket = interprocess::os::unix::uds_local_socket::tokio::Listener::try_from(OwnedFd::from(listener))
            .map_err(io_error("listen on", &address))?;
        Ok(Listener { socket: Socket::from(socket), address, claim: self, file: None })
    }

    fn remove_stale(&self) -> Result<(), TransportError> {
        match std::fs::symlink_metadata(&self.address) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(io_error("look at", &self.address)(error)),
            Ok(metadata) if !metadata.file_type().is_socket() => {
                return Err(TransportError::NotASocket { path: self.address.clone() });
            }
            Ok(_) => {}
        }
        match UnixStream::connect(&self.address) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
                std::fs::remove_file(&self.address).map_err(io_error("remove the stale socket", &self.address))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            // A listener that accepts, or is too busy to accept, is alive.
            _ => Err(TransportError::SocketInUse { socket: self.address.clone() }),
        }
    }
}

fn io_error(action: &'static str, path: &Path) -> impl Fn(io::Error) -> TransportError {
    let path = path.to_owned();
    move |source| TransportError::Io { action, path: path.clone(), source }
}

fn make_folder(folder: &Path) -> Result<(), TransportError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io_error("make the folder", folder))
}

/// In a shared place such as `/tmp` somebody else may have made the folder first.
fn check_folder(folder: &Path) -> Result<(), TransportError> {
    let metadata = std::fs::symlink_metadata(folder).map_err(io_error("look at", folder))?;
    let kind = if metadata.is_dir() { None } else { Some("is not a folder") };
    match not_own(&metadata).or(kind) {
        Some(problem) => Err(TransportError::UnsafeFolder { folder: folder.into(), problem }),
        None => Ok(()),
    }
}

/// What is wrong with a thing that must be this user's and closed to others.
fn not_own(metadata: &std::fs::Metadata) -> Option<&'static str> {
    if metadata.file_type().is_symlink() {
        Some("is a symbolic link")
    } else if metadata.uid() != rustix::process::geteuid().as_raw() {
        Some("belongs to another user")
    } else if metadata.mode() & 0o077 != 0 {
        Some("is open to other users")
    } else {
        None
    }
}

/// For those who connect: that nobody else can have made the socket, or can put another in its place.
///
/// # Errors
/// `PermissionDenied` when somebody could, `NotFound` when there is none, and what the system says.
pub(super) fn check_address(address: &Path) -> io::Result<()> {
    let folder = address.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let metadata = std::fs::symlink_metadata(folder)?;
    let found = not_own(&metadata).map(|problem| (folder, problem));
    let socket = || -> io::Result<_> {
        let metadata = std::fs::symlink_metadata(address)?;
        let kind = if metadata.file_type().is_socket() { None } else { Some("is no socket") };
        Ok(not_own(&metadata).or(kind).map(|problem| (address, problem)))
    };
    match if found.is_some() { found } else { socket()? } {
        Some((path, problem)) => {
            let message = format!("{} {problem}, so that another user may listen there", path.display());
            Err(io::Error::new(ErrorKind::PermissionDenied, message))
        }
        None => Ok(()),
    }
}

fn lock(address: &Path) -> Result<File, TransportError> {
    let path = lock_path(address);
    check_lock(&path)?;
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
        .open(&path)
        .map_err(io_error("open the lock", &path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let pid = holder(address);
            return Err(TransportError::AlreadyRunning { socket: address.into(), pid });
        }
        Err(TryLockError::Error(error)) => return Err(io_error("lock", &path)(error)),
    }
    // For people and error messages only; the lock is what counts.
    let note = |file: &mut File| -> io::Result<()> {
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())
    };
    note(&mut file).map_err(io_error("write the lock", &path))?;
    Ok(file)
}

/// The number of a process, or nothing yet: what else has this name is another program's, and would be lost.
fn check_lock(path: &Path) -> Result<(), TransportError> {
    let metadata = match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        metadata => metadata.map_err(io_error("look at", path))?,
    };
    let ours = || -> io::Result<bool> {
        let text = std::fs::read(path)?;
        Ok(text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'\n'))
    };
    if metadata.is_file() && metadata.len() <= 16 && ours().map_err(io_error("read the lock", path))? {
        Ok(())
    } else {
        let problem = "the name of its lock is taken by another program's file";
        Err(TransportError::BadPath { socket: path.with_extension(""), problem })
    }
}

fn lock_path(address: &Path) -> PathBuf {
    let mut path = address.as_os_str().to_owned();
    path.push(".lock");
    path.into()
}

/// The process that holds, or last held, the lock of an address.
fn holder(address: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(lock_path(address)).ok()?.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Whether a living process other than `but` seems to hold the claim on an address. By the note in the lock, since
/// trying the lock could keep the rightful holder from it.
pub fn is_claimed(address: &Path, but: u32) -> bool {
    holder(address)
        .filter(|&pid| pid != but)
        .and_then(|pid| rustix::process::Pid::from_raw(i32::try_from(pid).ok()?))
        .is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
}

/// Whether the other end belongs to this user.
pub(super) fn is_owner(stream: &Stream) -> io::Result<bool> {
    let peer = stream.peer_creds()?.euid();
    Ok(peer == Some(rustix::process::geteuid().as_raw()))
}

/// The file of a socket bound here: removed on drop, unless another has taken its place.
#[derive(Debug)]
pub(super) struct SocketFile {
    path: PathBuf,
    /// Device and inode.
    identity: (u64, u64),
}

impl SocketFile {
    fn of(path: &Path) -> Result<SocketFile, TransportError> {
        let identity = identity(path).map_err(io_error("look at", path))?;
        Ok(SocketFile { path: path.into(), identity })
    }

    /// Whether it still lies in its place.
    pub(super) fn is_there(&self) -> bool {
        identity(&self.path).is_ok_and(|now| now == self.identity)
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if self.is_there() {
            // Nothing to be done if it fails: a stale socket is recognised by the next daemon.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    std::fs::symlink_metadata(path).map(|metadata| (metadata.dev(), metadata.ino()))
}
