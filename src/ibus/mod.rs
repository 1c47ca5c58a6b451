//! An input method engine: the words of the daemon in every application that IBus serves.
//!
//! ibus-daemon starts it. It is a client of ibus-daemon and of foretype's daemon; one loop (`bus`) handles the messages of
//! both in their order, so that no message overtakes another. `input::engine`, which knows no D-Bus, decides what a key
//! does. The main function is [`serve`].

mod address;
mod bus;
mod calls;
mod choice;
pub mod component;
mod error;
pub mod guard;
mod wire;

pub use bus::serve;
pub use error::IbusError;
