//! An input method engine: the words of the daemon in every application that IBus serves.
//!
//! A client of the daemon like any other, and of ibus-daemon, which starts it. It never lets a key wait: every key is
//! answered from what is known at that moment, suggestions come when they come, and without a daemon keys are what
//! they were. It keeps nothing and prints nothing. The main function is [`serve`].
//!
//! Everything that arrives, from ibus-daemon and from our own, is handled one after the other by one loop ([`bus`]),
//! so that nothing can overtake anything. What a key does is decided by [`engine::Engine`], which knows no D-Bus.

mod address;
mod bus;
mod calls;
mod client;
pub mod component;
mod compose;
mod draft;
mod engine;
pub mod guard;
mod kept;
mod keys;
mod link;
mod offer;
mod programs;
mod rules;
mod view;
mod window;
mod wire;

pub use bus::serve;

/// Why the engine cannot start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum IbusError {
    #[error("`ibus.keys.{setting}`: {error}")]
    Key { setting: &'static str, error: keys::KeyError },
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
