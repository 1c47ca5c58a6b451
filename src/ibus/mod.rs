//! An input method engine: the words of the daemon in every application that IBus serves.
//!
//! A client of ibus-daemon, which starts it, and of the daemon. Everything that arrives, from ibus-daemon and from our
//! own, is handled one after the other by one loop (`bus`), so that nothing can overtake anything. What a key does is
//! decided by `input::engine`, which knows no D-Bus. The main function is [`serve`].

mod address;
mod bus;
mod calls;
pub mod component;
pub mod guard;
mod wire;

pub use bus::serve;

use crate::input::keys::BadKey;

/// Why the engine cannot start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum IbusError {
    #[error(transparent)]
    Key(#[from] BadKey),
    #[error("cannot find ibus-daemon: {0}")]
    Address(#[from] address::AddressError),
    #[error("cannot reach ibus-daemon: {0}")]
    Connect(std::io::Error),
    #[error("another process is the engine {} already", component::NAME)]
    Taken,
    #[error("ibus-daemon and the engine do not understand each other: {0}")]
    Bus(zbus::Error),
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
