//! The database: opening it safely, and what every other file here works with. Main type: [`Store`].
//!
//! WAL with an fsync for each commit: a killed process or a power cut loses nothing that was answered, and damages
//! nothing. What is deleted is overwritten (`secure_delete`), and opening finishes what a forgetting that was killed
//! left undone.

use std::cell::RefCell;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::query::Totals;
use super::{HistoryError, files, migrations, salvage};

/// Another program of this user may be copying the database for a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes that a pattern may take once compiled.
const PATTERN_BYTES: usize = 1 << 20;

/// The messages of one person. One program at a time may write them.
pub struct Store {
    pub(super) connection: Connection,
    pub(super) folder: PathBuf,
    /// Sums over everything, until something changes.
    pub(super) totals: RefCell<Option<Totals>>,
    _lock: Option<File>,
}

/// A store, and what was found when it was opened.
pub struct Opened {
    pub store: Store,
    /// The database was damaged: it lies here now, and what could be read of it was taken over.
    pub set_aside: Option<PathBuf>,
    /// Messages taken over from it.
    pub salvaged: u64,
}

impl Store {
    /// Opens the history in a folder, both made where they are missing. A damaged database is moved aside and what can
    /// be read of it is taken over.
    ///
    /// # Errors
    /// When the folder cannot be used, the disk is full or read-only, another program has the history, or a newer
    /// version of this program wrote it.
    pub fn open(folder: &Path) -> Result<Opened, HistoryError> {
        files::prepare(folder)?;
        let lock = files::lock(folder)?;
        let (connection, set_aside) = match connect(folder) {
            Err(HistoryError::Damaged) => {
                let unusable = |source| HistoryError::Folder { folder: folder.into(), source };
                let aside = files::set_aside(folder).map_err(unusable)?;
                files::prepare(folder)?;
                (connect(folder)?, Some(aside))
            }
            opened => (opened?, None),
        };
        let store = Store { connection, folder: folder.into(), totals: RefCell::default(), _lock: Some(lock) };
        let salvaged = set_aside.as_deref().map_or(Ok(0), |aside| salvage::take_over(&store, aside))?;
        store.finish_erasing()?;
        Ok(Opened { store, set_aside, salvaged })
    }

    /// Opens a history to read it while another program may be writing it; nothing is repaired or made.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open_reading(folder: &Path) -> Result<Store, HistoryError> {
        let connection = Connection::open_with_flags(folder.join(files::DATABASE), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        prepare(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Store { connection, folder: folder.into(), totals: RefCell::default(), _lock: None })
    }

    /// The folder that holds it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a copy of everything into a new file (0600), compact and without anything that was deleted.
    ///
    /// # Errors
    /// When the file exists and is not empty, or the disk is full.
    pub fn copy_to(&self, file: &Path) -> Result<(), HistoryError> {
        let unusable = |source| HistoryError::Folder { folder: file.into(), source };
        drop(files::own_file(file).map_err(unusable)?);
        self.connection.pragma_update(None, "query_only", false)?;
        self.connection.execute("VACUUM INTO ?1", params![file.to_string_lossy()])?;
        Ok(())
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

    /// The number of the newest message that some personal model has seen; 0 when none has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn trained_through(&self) -> Result<i64, HistoryError> {
        Ok(self.number("trained_through")?.unwrap_or(0))
    }

    /// Notes what personal models have seen. Forgetting something older asks for them to be made anew.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_trained_through(&self, id: i64) -> Result<(), HistoryError> {
        self.set_number("trained_through", Some(id))
    }

    /// Makes the database refuse to grow beyond so many pages, as a full disk would.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, pages: u32) {
        self.connection.pragma_update(None, "max_page_count", pages).unwrap();
    }
}

/// As [`Store::set_meta`], also within a transaction.
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

/// Opens the database, checks it, and brings it to the newest shape.
fn connect(folder: &Path) -> Result<Connection, HistoryError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(folder.join(files::DATABASE), flags)?;
    prepare(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    let fine: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if fine != "ok" {
        return Err(HistoryError::Damaged);
    }
    match migrations::migrate(&mut connection)? {
        None => Ok(connection),
        Some(found) => Err(HistoryError::Newer { folder: folder.into(), found }),
    }
}

/// What every connection needs: no temporary files with text in them, and `matches(pattern, text)`.
fn prepare(connection: &Connection) -> Result<(), HistoryError> {
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
    Ok(())
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A regular expression of bounded size.
pub(super) fn pattern(text: &str) -> Result<regex::Regex, HistoryError> {
    let mut builder = regex::RegexBuilder::new(text);
    builder.size_limit(PATTERN_BYTES).dfa_size_limit(2 * PATTERN_BYTES).nest_limit(100);
    builder.build().map_err(|_| HistoryError::Pattern)
}
