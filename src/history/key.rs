//! The key of a history's hashes: those of removed words, and those that names are replaced by.

use rusqlite::Connection;

use super::error::HistoryError;
use super::store::{self, Store};

/// The name under which the key lies beside the messages.
pub(super) const KEY: &str = "word_key";

/// The key, if there is one.
pub(super) fn key(store: &Store) -> Result<Option<Vec<u8>>, HistoryError> {
    store.meta(KEY)
}

/// Returns the key, which is made if there is none.
pub(super) fn make_key(connection: &Connection) -> Result<Vec<u8>, HistoryError> {
    let sql = "INSERT INTO meta VALUES (?1, randomblob(32)) ON CONFLICT (key) DO NOTHING";
    connection.prepare_cached(sql)?.execute([KEY])?;
    Ok(connection.query_row("SELECT value FROM meta WHERE key = ?1", [KEY], |row| row.get(0))?)
}

/// Takes another database's key over, for its hashes.
pub(super) fn set_key(connection: &Connection, key: &[u8]) -> Result<(), HistoryError> {
    store::set_meta(connection, KEY, Some(key))
}
