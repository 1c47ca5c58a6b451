//! What can still be read of a damaged database is taken over into a new one.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::insert::NewMessage;
use super::{HistoryError, Store};

/// Rows are asked for one by one from either end, so that a damaged page costs what lies behind it from one side only.
const ENDS: [&str; 2] = [
    "SELECT id, time, source, app, conversation, author, text, timed FROM messages ORDER BY id",
    "SELECT id, time, source, app, conversation, author, text, timed FROM messages ORDER BY id DESC",
];

/// Takes over the messages that can be read; gives their number. That nothing can be read is no error.
pub fn take_over(store: &Store, aside: &Path) -> Result<u64, HistoryError> {
    let mut found = std::collections::BTreeMap::new();
    if let Ok(old) = Connection::open_with_flags(aside, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        for sql in ENDS {
            read(&old, sql, &mut found);
        }
    }
    let messages: Vec<NewMessage> = found.into_values().collect();
    store.add(&messages).map(|added| added.kept.len() as u64)
}

/// Reads until the first row that cannot be read.
fn read(old: &Connection, sql: &str, found: &mut std::collections::BTreeMap<i64, NewMessage>) {
    let Ok(mut query) = old.prepare(sql) else { return };
    let Ok(mut rows) = query.query([]) else { return };
    while let Ok(Some(row)) = rows.next() {
        let message = || -> rusqlite::Result<(i64, NewMessage)> {
            let message = NewMessage {
                time: row.get(1)?,
                timed: row.get(7)?,
                source: row.get(2)?,
                app: row.get(3)?,
                conversation: row.get(4)?,
                author: row.get(5)?,
                text: row.get(6)?,
            };
            Ok((row.get(0)?, message))
        };
        let Ok((id, message)) = message() else { return };
        if found.insert(id, message).is_some() {
            return;
        }
    }
}
