//! The front for Fcitx 5: a child of the addon in `plugins/fcitx5`, which hands keys and fields over and draws.
//!
//! An engine of Fcitx lives inside its process, so the addon is C++ and thin: it writes lines (`wire`) to this process
//! and carries out the lines that come back. What a key does is decided by `input::engine`. The main function is
//! [`serve`].

mod error;
mod serve;
mod wire;

pub use error::FcitxError;
pub use serve::serve;
