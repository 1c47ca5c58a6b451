//! The core of the input methods: the effect of keys, the words on offer, and the line to the daemon.
//!
//! It serves every framework that hands keys to an engine: the modules `ibus` and `fcitx` are its fronts and decide
//! nothing. It is a client of the daemon. No key ever waits: every key is answered from the state at that moment,
//! suggestions arrive later, and without a daemon keys just pass. It keeps nothing and prints nothing. Main type:
//! [`engine::Engine`].

pub mod client;
mod compose;
pub mod cursor;
mod draft;
pub mod engine;
pub mod host;
mod kept;
pub mod keys;
pub mod menu;
mod offer;
mod programs;
mod relay;
pub mod rules;
mod selection;
pub mod surrounding;
pub mod tell;
mod terminal;
pub mod view;
mod window;
