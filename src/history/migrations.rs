//! The shapes that the database has had, in order; a database is brought to the newest when it is opened.

use rusqlite::Connection;

use super::error::HistoryError;

/// One file for each change, named after its day; the number of those applied is SQLite's `user_version`.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/2026-11-23-messages.sql"), include_str!("migrations/2026-11-26-lexicon.sql")];

/// Brings the database to the newest shape, each step whole or not at all. Returns the version found if that is newer
/// than this program.
pub fn migrate(connection: &mut Connection) -> Result<Option<i64>, HistoryError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let Some(missing) = usize::try_from(found).ok().and_then(|applied| MIGRATIONS.get(applied..)) else {
        return Ok(Some(found));
    };
    for (version, step) in (found + 1..).zip(missing) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(None)
}
