//! [`IbusError`]: why the engine cannot start, or ended.

use super::{address, component};
use crate::input::keys::BadKey;

/// Why the engine cannot start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum IbusError {
    /// A key of the settings has a name that means no key.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// ibus-daemon does not run, or its address is not that of a Unix socket.
    #[error("cannot find ibus-daemon: {0}")]
    Address(#[from] address::AddressError),
    /// ibus-daemon's socket refuses the connection.
    #[error("cannot reach ibus-daemon: {0}")]
    Connect(std::io::Error),
    /// The engine's name on the bus has another owner.
    #[error("another process is the engine {} already", component::NAME)]
    Taken,
    /// A message could not be sent or understood.
    #[error("ibus-daemon and the engine do not understand each other: {0}")]
    Bus(zbus::Error),
    /// The runtime or a thread could not be started.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<zbus::Error> for IbusError {
    fn from(error: zbus::Error) -> Self {
        match error {
            zbus::Error::NameTaken => IbusError::Taken,
            error => IbusError::Bus(error),
        }
    }
}
