//! Finds the address of ibus-daemon's own bus, as libibus does; `ibus address` prints the same.
//!
//! Only says where; connects to nothing. The main function is [`find`].

use std::ffi::OsStr;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use zbus::address::transport::{Transport, UnixSocket};

use crate::config::IbusPaths;

/// Why the bus cannot be found.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    #[error("there is no file {} and IBUS_ADDRESS is not set; is ibus-daemon running?", .0.display())]
    NoFile(PathBuf),
    #[error("the file {} names no address; start ibus-daemon again", .0.display())]
    NoAddress(PathBuf),
    #[error("cannot tell where your home folder is, and IBUS_ADDRESS is not set")]
    NoHome,
    /// The message leaves the address out, because whoever knows it can connect to the bus.
    #[error("its address is none of a Unix socket, and foretype uses no other")]
    NotUnix,
}

/// Finds the address of the bus.
///
/// # Errors
/// When ibus-daemon does not run for this display, or listens elsewhere than on a Unix socket.
pub fn find(paths: &IbusPaths) -> Result<SocketAddr, AddressError> {
    if let Some(address) = &paths.address {
        return socket(address);
    }
    let file = paths.address_file.as_ref().ok_or(AddressError::NoHome)?;
    let text = std::fs::read_to_string(file).map_err(|_| AddressError::NoFile(file.clone()))?;
    let address = text.lines().filter_map(|line| line.strip_prefix("IBUS_ADDRESS=")).next_back();
    socket(address.ok_or_else(|| AddressError::NoAddress(file.clone()))?)
}

/// The socket that an address of D-Bus names. A Unix socket or nothing: no other transport is ever used.
fn socket(address: &str) -> Result<SocketAddr, AddressError> {
    let address = zbus::Address::from_str(address.trim()).map_err(|_| AddressError::NotUnix)?;
    let Transport::Unix(unix) = address.transport() else { return Err(AddressError::NotUnix) };
    let socket = match unix.path() {
        UnixSocket::File(path) => SocketAddr::from_pathname(OsStr::from_bytes(&unescaped(path.as_os_str()))),
        UnixSocket::Abstract(name) => SocketAddr::from_abstract_name(unescaped(name)),
        _ => return Err(AddressError::NotUnix),
    };
    socket.map_err(|_| AddressError::NotUnix)
}

/// A value of an address: `%20` is a space. zbus leaves it as it is.
fn unescaped(value: &OsStr) -> Vec<u8> {
    let mut bytes = value.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    while let [first, rest @ ..] = bytes {
        let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        plain.push(byte.unwrap_or(*first));
        bytes = if byte.is_some() { &rest[2..] } else { rest };
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn addresses() {
        let check = |address: &str, path: Option<&str>, name: Option<&str>| match socket(address) {
            Ok(socket) => {
                assert_eq!(socket.as_pathname(), path.map(Path::new), "{address}");
                assert_eq!(socket.as_abstract_name(), name.map(str::as_bytes), "{address}");
            }
            Err(_) => assert_eq!((path, name), (None, None), "{address}"),
        };
        check(
            "unix:path=/home/ann/.cache/ibus/dbus-x,guid=0123456789abcdef0123456789abcdef",
            Some("/home/ann/.cache/ibus/dbus-x"),
            None,
        );
        check("unix:path=/tmp/with%20space", Some("/tmp/with space"), None);
        check("unix:abstract=/tmp/dbus-x", None, Some("/tmp/dbus-x"));
        check("tcp:host=127.0.0.1,port=4", None, None);
        check("unix:tmpdir=/tmp", None, None);
        check("nonsense", None, None);
        check("", None, None);
    }

    #[test]
    fn the_file_of_the_display() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bus");
        let paths = |address: Option<&str>| IbusPaths {
            address: address.map(str::to_owned),
            address_file: Some(file.clone()),
            ..IbusPaths::default()
        };
        assert!(matches!(find(&paths(None)), Err(AddressError::NoFile(_))));
        std::fs::write(&file, "# a comment\nIBUS_DAEMON_PID=1\n").unwrap();
        assert!(matches!(find(&paths(None)), Err(AddressError::NoAddress(_))));
        std::fs::write(&file, "# a comment\nIBUS_ADDRESS=unix:path=/tmp/a\nIBUS_DAEMON_PID=1\n").unwrap();
        assert_eq!(find(&paths(None)).unwrap().as_pathname(), Some(Path::new("/tmp/a")));
        assert_eq!(find(&paths(Some("unix:path=/tmp/b"))).unwrap().as_pathname(), Some(Path::new("/tmp/b")));
    }
}
