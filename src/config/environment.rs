//! The environment variables of this program, and how they are read.

use std::path::PathBuf;

/// Environment variable that names the settings file.
pub const ENV_CONFIG: &str = "FORETYPE_CONFIG";
/// Environment variable that names the socket.
pub const ENV_SOCKET: &str = "FORETYPE_SOCKET";
/// Environment variable that names the model's checkpoint.
pub const ENV_MODEL: &str = "FORETYPE_MODEL";
/// Environment variable by which the process that ibus-daemon starts tells the serving process its turn
/// ([`IbusTurn`](super::IbusTurn)).
pub const ENV_IBUS_TURN: &str = "FORETYPE_IBUS_TURN";

/// A path from the environment; an empty variable counts as none.
pub(super) fn env_path(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
