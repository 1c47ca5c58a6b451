//! [`GenerationsError`]: why personal models cannot be kept or used.

use std::io;
use std::path::PathBuf;

use crate::model::CheckpointError;

/// Why personal models cannot be kept or used.
#[derive(Debug, thiserror::Error)]
pub enum GenerationsError {
    /// A file or folder of the personal models cannot be read or written.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file cannot be understood.
    #[error("{} is damaged: {message}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A personal model cannot be read or written.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// No personal model with this number is kept.
    #[error("there is no personal model {0}; `foretype learning` lists those there are")]
    Unknown(u64),
    /// The base is in use, before which there is no model.
    #[error("there is no earlier model to go back to")]
    NothingBefore,
}
