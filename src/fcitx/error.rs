//! [`FcitxError`]: why the front cannot start, or ended.

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
