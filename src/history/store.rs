//! [`Store`]: the open database of a history.
//!
//! The database has a write-ahead log with an fsync for each commit, so that a killed process or a power cut loses nothing
//! that was answered. Deleted rows are overwritten (`secure_delete`).

use std::cell::RefCell;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::error::HistoryError;
use super::files;
use super::likeness::Needle;
use super::totals::Totals;

/// Time to wait for another program of this user that may be copying the database for a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Keys of the values that make a [`Provenance`].
pub(super) const IDENTITY: &str = "history_id";
const FORGETTINGS: &str = "forgettings";
/// Most bytes of a pattern as it is written.
const PATTERN_LENGTH: usize = 2000;
/// Most bytes that a pattern may take once compiled.
const PATTERN_BYTES: usize = 1 << 20;

/// The messages of one person. One program at a time may write them.
pub struct Store {
    pub(super) connection: Connection,
    pub(super) folder: PathBuf,
    /// Sums over everything, until something changes.
    pub(super) totals: RefCell<Option<Totals>>,
    pub(super) lock: Option<File>,
}

impl Store {
    /// Claims the folder of a history, for files that lie beside the database.
    ///
    /// # Errors
    /// As [`Store::check_place`], and when it cannot be made.
    pub fn claim_place(folder: &Path) -> std::io::Result<()> {
        files::claim(folder)
    }

    /// Removes the files of a history that nobody has open.
    ///
    /// # Errors
    /// When a program has it open, or the system refuses.
    pub fn remove(folder: &Path) -> Result<(), HistoryError> {
        let lock = files::lock(folder)?;
        files::remove(folder).map_err(|source| HistoryError::Folder { folder: folder.into(), source })?;
        drop(lock);
        Ok(())
    }

    /// Returns whether a file has the name of a history's file; a database must begin as one, too.
    #[must_use]
    pub fn has_own_name(file: &Path) -> bool {
        files::has_own_name(file)
    }

    /// Opens a history to read it while another program may be writing it; nothing is repaired or made.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open_reading(folder: &Path) -> Result<Store, HistoryError> {
        let connection = Connection::open_with_flags(folder.join(files::DATABASE), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        prepare(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Store { connection, folder: folder.into(), totals: RefCell::default(), lock: None })
    }

    /// Whether a history may lie in a folder; touches nothing.
    ///
    /// # Errors
    /// [`HistoryError::Folder`] when the folder holds other files, or cannot be ours for another reason.
    pub fn check_place(folder: &Path) -> Result<(), HistoryError> {
        files::check(folder).map_err(|source| HistoryError::Folder { folder: folder.into(), source })
    }

    /// Whether the files that this store writes were removed from their folder, so that anything kept now would be lost.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.lock.as_ref().is_some_and(|lock| !files::is_in_place(lock, &self.folder))
    }

    /// Returns the path of the database in the folder of a history.
    #[must_use]
    pub fn database(folder: &Path) -> PathBuf {
        folder.join(files::DATABASE)
    }

    /// Returns the folder of the history.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the bytes of a database with all messages and values of this one, as it is at one moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn snapshot(&mut self) -> Result<Vec<u8>, HistoryError> {
        Ok(self.connection.serialize(rusqlite::MAIN_DB)?.to_vec())
    }

    /// Whether a folder holds a history that some program has open for writing.
    #[must_use]
    pub fn is_in_use(folder: &Path) -> bool {
        folder.join(files::DATABASE).exists() && matches!(files::lock(folder), Err(HistoryError::InUse { .. }))
    }

    /// A value kept beside the messages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, HistoryError> {
        let mut query = self.connection.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
        Ok(query.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a value beside the messages; `None` removes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_meta(&self, key: &str, value: Option<&[u8]>) -> Result<(), HistoryError> {
        set_meta(&self.connection, key, value)
    }

    /// A number kept beside the messages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn number(&self, key: &str) -> Result<Option<i64>, HistoryError> {
        let value = self.meta(key)?;
        Ok(value.and_then(|bytes| Some(i64::from_le_bytes(bytes.try_into().ok()?))))
    }

    /// Keeps a number beside the messages; `None` removes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_number(&self, key: &str, value: Option<i64>) -> Result<(), HistoryError> {
        self.set_meta(key, value.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice))
    }

    /// The provenance of a model that is made from the whole history as it is now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn provenance(&self) -> Result<Provenance, HistoryError> {
        let history = crate::text::hex(&self.meta(IDENTITY)?.unwrap_or_default());
        let forgettings = self.number(FORGETTINGS)?.unwrap_or(0);
        Ok(Provenance { history, forgettings, through: self.newest_id()? })
    }

    /// Turns fsync off, for tests that open many histories.
    #[cfg(test)]
    pub(crate) fn trust_the_power(&self) {
        self.connection.pragma_update(None, "synchronous", "OFF").unwrap();
    }

    /// Makes the database refuse to grow beyond so many pages, as a full disk would.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: u32) {
        self.connection.pragma_update(None, "max_page_count", pages).unwrap();
    }
}

/// The part of a history that a model has seen. It is kept with the model, as the proof of what the model has not seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Provenance {
    /// Identity of the history, in hexadecimal; a history that had to be salvaged has another one.
    pub history: String,
    /// How often something had been forgotten.
    pub forgettings: i64,
    /// Number of the newest message.
    pub through: i64,
}

/// Counts one forgetting more; within the transaction that erases.
pub(super) fn count_forgetting(connection: &Connection) -> Result<(), HistoryError> {
    let sql = "SELECT value FROM meta WHERE key = ?1";
    let before: Option<Vec<u8>> = connection.query_row(sql, [FORGETTINGS], |row| row.get(0)).optional()?;
    let before = before.and_then(|bytes| Some(i64::from_le_bytes(bytes.try_into().ok()?))).unwrap_or(0);
    set_meta(connection, FORGETTINGS, Some(&before.wrapping_add(1).to_le_bytes()))
}

/// Keeps a value as [`Store::set_meta`] does, also within a transaction.
pub(super) fn set_meta(connection: &Connection, key: &str, value: Option<&[u8]>) -> Result<(), HistoryError> {
    match value {
        Some(value) => {
            let sql = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
            connection.prepare_cached(sql)?.execute(params![key, value])?;
        }
        None => drop(connection.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?),
    }
    Ok(())
}

/// Sets up a connection: no temporary files with text in them, and the functions `matches(pattern, text)` and
/// `holds(text, text)` of SQL.
pub(super) fn prepare(connection: &Connection) -> Result<(), HistoryError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("matches", 2, flags, |call| {
        let compile = |value: rusqlite::types::ValueRef<'_>| Ok::<_, BoxError>(pattern(value.as_str()?)?);
        let pattern = call.get_or_create_aux(0, compile)?;
        Ok(pattern.is_match(call.get_raw(1).as_str().map_err(|e| rusqlite::Error::UserFunctionError(e.into()))?))
    })?;
    connection.create_scalar_function("holds", 2, flags, |call| {
        let fold = |value: rusqlite::types::ValueRef<'_>| Ok::<_, BoxError>(Needle::new(value.as_str()?));
        let needle = call.get_or_create_aux(0, fold)?;
        Ok(needle.is_in(call.get_raw(1).as_str().map_err(|e| rusqlite::Error::UserFunctionError(e.into()))?))
    })?;
    Ok(())
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Compiles a regular expression of bounded size. A class of Unicode takes six kilobytes before anything is compiled,
/// so that the length counts, too.
pub(super) fn pattern(text: &str) -> Result<regex::Regex, HistoryError> {
    if text.len() > PATTERN_LENGTH {
        return Err(HistoryError::Pattern);
    }
    let mut builder = regex::RegexBuilder::new(text);
    builder.size_limit(PATTERN_BYTES).dfa_size_limit(2 * PATTERN_BYTES).nest_limit(100);
    builder.build().map_err(|_| HistoryError::Pattern)
}
