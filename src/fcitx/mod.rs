//! The front for Fcitx 5: a child of the addon in `plugins/fcitx5`, which hands keys and fields over and draws.
//!
//! An engine of Fcitx lives inside its process, so the addon is C++ and thin: it writes lines (`wire`) to this process
//! and carries out the lines that come back. What a key does is decided by `input::engine`. The main function is
//! [`serve`].

mod serve;
mod wire;

pub use serve::serve;

use crate::input::keys::BadKey;

/// Why the front cannot start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum FcitxError {
    /// A key of the settings has a name that means no key.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// The process was not started by the addon, which passes a socket as standard input.
    #[error("standard input is no socket")]
    NoSocket,
    /// The socket or the runtime failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
