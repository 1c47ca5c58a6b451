//! Why the history cannot be used. Main type: [`HistoryError`].

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

/// What went wrong, and where. No text that was typed occurs in it.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    #[error("the disk that holds the history is full")]
    Full,
    #[error("the history cannot be written: its disk or file is read-only")]
    ReadOnly,
    #[error("the history's file is damaged")]
    Damaged,
    #[error("another program uses the history in {}", folder.display())]
    InUse { folder: PathBuf },
    #[error("the history in {} was written by a newer foretype (its version is {found})", folder.display())]
    Newer { folder: PathBuf, found: i64 },
    #[error("cannot use the folder {}: {source}", folder.display())]
    Folder { folder: PathBuf, source: io::Error },
    #[error("no folder is known for the history; set `path` in [history] of the settings, or HOME")]
    NoFolder,
    #[error("the pattern is not a regular expression, or too large a one")]
    Pattern,
    #[error("the history failed: {0}")]
    Sqlite(String),
}

/// `SQLITE_IOERR_WRITE`.
const WRITE_FAILED: i32 = 10 | 3 << 8;

impl From<rusqlite::Error> for HistoryError {
    fn from(error: rusqlite::Error) -> HistoryError {
        // SQLite's own messages may quote values; the code alone says what is needed.
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => HistoryError::Full,
            // A file that may not grow beyond a limit is no other case for who wants to keep or to forget.
            _ if error.sqlite_error().is_some_and(|error| error.extended_code == WRITE_FAILED) => HistoryError::Full,
            Some(ErrorCode::ReadOnly) => HistoryError::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => HistoryError::Damaged,
            Some(code) => HistoryError::Sqlite(format!("{code:?}")),
            None => HistoryError::Sqlite("a statement could not be run".into()),
        }
    }
}
