//! Settings: the one place that reads the settings file, the home folder and, but for a passphrase, the environment.
//!
//! [`Config`] is what `config.toml` says ([`EXAMPLE`] is the commented file and equals the defaults); [`Paths`]
//! says where things lie on this machine. A value given on the command line wins over the environment, that over
//! the file, that over the default. Nothing is written but by [`edit`], which changes single values of the file.

pub mod edit;
mod environment;
mod error;
mod ibus;
mod load;
mod paths;
mod settings;

pub use environment::{ENV_CONFIG, ENV_IBUS_TURN, ENV_MODEL, ENV_SOCKET};
pub use error::ConfigError;
pub use ibus::{Ibus, IbusDigits, IbusKeys, IbusMode, IbusRule};
pub use load::Overrides;
pub use paths::{DesktopPaths, IbusPaths, IbusTurn, Paths};
pub use settings::{Client, Config, Daemon, EmbeddedModel, History, Learning, Model, Privacy, Suggest};

/// The commented settings file; it parses to [`Config::default`].
pub const EXAMPLE: &str = include_str!("../packaging/config.toml");

#[cfg(test)]
mod tests;
