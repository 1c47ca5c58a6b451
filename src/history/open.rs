//! [`Opened`]: how a history is opened safely. A damaged one is set aside and salvaged, and a forgetting that was killed
//! is finished.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::error::HistoryError;
use super::salvage::{self, Salvaged};
use super::store::{IDENTITY, Store, prepare};
use super::{files, migrations, restrictions};

/// Highest version that is believed: no program will ever have made so many changes, so that a higher number is damage.
const MOST_MIGRATIONS: i64 = 1000;

/// A store, and what was found when it was opened.
pub struct Opened {
    /// The open store.
    pub store: Store,
    /// Where a damaged database lies now; its readable rows were taken over. `None` for a sound one.
    pub set_aside: Option<PathBuf>,
    /// How much was taken over from a damaged database.
    pub salvaged: Salvaged,
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
        let store = Store { connection, folder: folder.into(), totals: RefCell::default(), lock: Some(lock) };
        let salvaged = match &set_aside {
            Some(aside) => salvage::take_over(&store, aside)?,
            None => Salvaged::default(),
        };
        restrictions::reconcile(folder, &store.connection)?;
        store.finish_erasing()?;
        Ok(Opened { store, set_aside, salvaged })
    }
}

/// Opens the database, checks it, and brings it to the newest shape.
fn connect(folder: &Path) -> Result<Connection, HistoryError> {
    if !files::has_sound_header(folder) {
        return Err(HistoryError::Damaged);
    }
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
    if let Some(found) = migrations::migrate(&mut connection)? {
        if found > MOST_MIGRATIONS {
            return Err(HistoryError::Damaged);
        }
        return Err(HistoryError::Newer { folder: folder.into(), found });
    }
    let has = |table: &&str| connection.prepare(&format!("SELECT * FROM {table} LIMIT 0")).is_ok();
    if !files::TABLES.iter().chain(&files::LATER_TABLES).all(has) {
        return Err(HistoryError::Damaged);
    }
    identify(&connection)?;
    Ok(connection)
}

/// Gives the database an identity if it has none.
fn identify(connection: &Connection) -> Result<(), HistoryError> {
    let sql = "INSERT INTO meta VALUES (?1, randomblob(16)) ON CONFLICT (key) DO NOTHING";
    connection.execute(sql, [IDENTITY])?;
    Ok(())
}
