//! [`ConfigError`]: why the settings cannot be used.

use std::path::PathBuf;

use super::environment::{ENV_CONFIG, ENV_SOCKET};

/// Why the settings cannot be used. Each message says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("cannot read the settings file {}: {source}", path.display())]
    Read {
        /// The settings file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The settings file has a mistake.
    #[error("{}, line {line}: {}{message}", path.display(), field_prefix(field))]
    Invalid {
        /// The settings file.
        path: PathBuf,
        /// The line of the mistake, counted from 1.
        line: usize,
        /// The setting, as in `suggest.words`; empty where the text is no TOML.
        field: String,
        /// What is wrong with it.
        message: String,
    },
    /// Neither the system nor the environment tells the home folder.
    #[error("cannot tell where your home folder is; set HOME, or {ENV_CONFIG} and {ENV_SOCKET}")]
    NoHome,
}

fn field_prefix(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("`{field}`: ") }
}
