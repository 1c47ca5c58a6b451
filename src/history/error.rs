//! Why the history cannot be used. Main type: [`HistoryError`].

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the history cannot be used. No text that was typed occurs in it.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The disk has no room for what was to be written.
    #[error("the disk that holds the history is full")]
    Full,
    /// The disk or the file refuses to be written.
    #[error("the history cannot be written: its disk or file is read-only")]
    ReadOnly,
    /// The system fails to read or to write the file.
    #[error("the disk that holds the history fails to read or write it; see that it has room and works")]
    Disk,
    /// SQLite or a check of its own found the file damaged.
    #[error("the history's file is damaged")]
    Damaged,
    /// Another process holds the lock of the history.
    #[error("another program uses the history in {}", folder.display())]
    InUse {
        /// The folder of the history.
        folder: PathBuf,
    },
    /// The database has a version that this program does not know.
    #[error("the history in {} was written by a newer foretype (its version is {found})", folder.display())]
    Newer {
        /// The folder of the history.
        folder: PathBuf,
        /// Version of the database.
        found: i64,
    },
    /// The folder cannot be made, opened or read.
    #[error("cannot use the folder {}: {source}", folder.display())]
    Folder {
        /// The folder of the history.
        folder: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Neither settings nor home folder tell where the history is.
    #[error("no folder is known for the history; set `path` in [history] of the settings, or HOME")]
    NoFolder,
    /// A pattern to forget by is refused by the crate regex.
    #[error("the pattern is not a regular expression, or too large a one")]
    Pattern,
    /// Any other failure of SQLite, by the name of its code: SQLite's messages may quote values.
    #[error("the history failed: {0}")]
    Sqlite(String),
}

/// `SQLITE_IOERR_WRITE` and `SQLITE_IOERR_SHMSIZE`.
const CANNOT_GROW: [i32; 2] = [10 | 3 << 8, 10 | 19 << 8];

impl From<rusqlite::Error> for HistoryError {
    fn from(error: rusqlite::Error) -> HistoryError {
        // SQLite's own messages may quote values; the code alone says what is needed.
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => HistoryError::Full,
            // A file that may not grow beyond a limit is treated as a full disk.
            _ if error.sqlite_error().is_some_and(|error| CANNOT_GROW.contains(&error.extended_code)) => {
                HistoryError::Full
            }
            Some(ErrorCode::ReadOnly) => HistoryError::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => HistoryError::Damaged,
            Some(ErrorCode::SystemIoFailure) => HistoryError::Disk,
            Some(code) => HistoryError::Sqlite(format!("{code:?}")),
            None => HistoryError::Sqlite("a statement could not be run".into()),
        }
    }
}
