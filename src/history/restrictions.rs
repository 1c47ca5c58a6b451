//! A copy of the owner's restrictions (the pause, and the removed words) in a file beside the database, so that a damaged
//! database does not lose them.
//!
//! A change that restricts is written to the copy first, one that allows is written to it last, and when the history is
//! opened the stricter of database and copy holds. Words are hashes in the copy, too.

use std::fs;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::HistoryError;
use super::files::RESTRICTIONS;
use super::key;
use super::store::{self, Store};
use crate::files::write_private;
use crate::text::hex;

/// Key of the time until which nothing is kept.
const PAUSED_UNTIL: &str = "paused_until";
/// The largest copy that is read: a hundred thousand words.
const MAX_BYTES: u64 = 8 << 20;

/// Key of the mark that is set in the transaction that erases, and removed when the files are clean.
pub(super) const UNFINISHED: &str = "erasing";

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Restrictions {
    paused_until: Option<i64>,
    /// Key and hashes in hexadecimal.
    key: String,
    removed: Vec<String>,
    /// A forgetting is under way: rows that are gone may still lie in the file.
    erasing: bool,
}

impl Store {
    /// Returns the time until which nothing is kept, from the copy and without opening the database.
    #[must_use]
    pub fn copied_pause(folder: &Path) -> Option<i64> {
        read(folder).paused_until
    }

    /// Returns the time until which nothing is kept (milliseconds since 1970).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn paused_until(&self) -> Result<Option<i64>, HistoryError> {
        self.number(PAUSED_UNTIL)
    }

    /// Keeps nothing until a time, or goes on.
    ///
    /// # Errors
    /// When the database cannot be written; a copy that cannot be written is no error.
    pub fn set_paused_until(&self, until: Option<i64>) -> Result<(), HistoryError> {
        let transaction = self.connection.unchecked_transaction()?;
        store::set_meta(&transaction, PAUSED_UNTIL, until.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice))?;
        if until.is_some() {
            save(&self.folder, &transaction)?;
        }
        transaction.commit()?;
        save(&self.folder, &self.connection)
    }
}

/// Writes the restrictions of the database to the copy. Where that fails, as on a full disk, the old copy stays.
pub(super) fn save(folder: &Path, connection: &Connection) -> Result<(), HistoryError> {
    let bytes = serde_json::to_vec(&of(connection)?).unwrap_or_default();
    // The database has the same content: an old copy matters only if the database is damaged before the next change.
    let _ = write_private(&folder.join(RESTRICTIONS), &bytes);
    Ok(())
}

/// Reads the copy; one that cannot be read restricts nothing.
fn read(folder: &Path) -> Restrictions {
    let mut bytes = Vec::new();
    let path = folder.join(RESTRICTIONS);
    if fs::symlink_metadata(&path).is_ok_and(|file| file.is_file()) {
        let _ = fs::File::open(&path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes));
    }
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Sets the mark that files still hold text of rows that are gone; within the transaction that removes the rows.
pub(super) fn mark_unfinished(connection: &Connection) -> Result<(), HistoryError> {
    store::set_meta(connection, UNFINISHED, Some(&[]))
}

/// Whether a forgetting was under way when the copy was written.
pub(super) fn was_erasing(folder: &Path) -> bool {
    read(folder).erasing
}

/// Makes the stricter of database and copy hold.
pub(super) fn reconcile(folder: &Path, connection: &Connection) -> Result<(), HistoryError> {
    let copy = read(folder);
    let own = of(connection)?;
    if own != copy {
        let transaction = connection.unchecked_transaction()?;
        take_over(&copy, &own, &transaction)?;
        transaction.commit()?;
        save(folder, connection)?;
    }
    Ok(())
}

/// Adds the restrictions of another database or copy.
fn take_over(other: &Restrictions, own: &Restrictions, connection: &Connection) -> Result<(), HistoryError> {
    if let Some(until) = other.paused_until.max(own.paused_until) {
        store::set_meta(connection, PAUSED_UNTIL, Some(&until.to_le_bytes()))?;
    }
    // Pseudonyms of messages that are taken over are made with the other's key.
    if own.key.is_empty()
        && let Some(key) = unhex(&other.key).filter(|key| !key.is_empty())
    {
        key::set_key(connection, &key)?;
    }
    // Hashes of another key mean nothing beside this one's.
    if !other.removed.is_empty() && (own.removed.is_empty() || own.key == other.key) {
        if let Some(key) = unhex(&other.key) {
            key::set_key(connection, &key)?;
        }
        for hash in other.removed.iter().filter_map(|hash| unhex(hash)) {
            let sql = "INSERT INTO removed_words VALUES (?1) ON CONFLICT DO NOTHING";
            connection.prepare_cached(sql)?.execute(params![hash])?;
        }
    }
    Ok(())
}

/// Takes over the restrictions that can still be read of a damaged database.
pub(super) fn salvage(old: &Connection, new: &Connection) -> Result<(), HistoryError> {
    let Ok(other) = of(old) else { return Ok(()) };
    take_over(&other, &of(new)?, new)
}

fn of(connection: &Connection) -> Result<Restrictions, HistoryError> {
    let value = |key: &str| -> rusqlite::Result<Option<Vec<u8>>> {
        connection.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional()
    };
    let paused_until = value(PAUSED_UNTIL)?.and_then(|bytes| Some(i64::from_le_bytes(bytes.try_into().ok()?)));
    let mut query = connection.prepare("SELECT hash FROM removed_words ORDER BY hash")?;
    let removed = query.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let key = value(key::KEY)?.unwrap_or_default();
    let removed = removed.iter().map(|hash| hex(hash)).collect();
    Ok(Restrictions { paused_until, key: hex(&key), removed, erasing: value(UNFINISHED)?.is_some() })
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    (0..digits.len()).step_by(2).map(pair).collect()
}
