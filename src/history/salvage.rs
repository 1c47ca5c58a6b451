//! Takes the readable rows of a damaged database over into a new one: first through SQLite, row by row from either end,
//! then page by page, for rows on sound pages that no path of the tree reaches any more. Main type: [`Salvaged`].

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::HistoryError;
use super::insert::NewMessage;
use super::pages::Pages;
use super::store::Store;
use super::{lexicon, restrictions};

/// Rows are asked for one by one from either end, so that a damaged page costs what lies behind it from one side only.
const ENDS: [&str; 2] = [
    "SELECT id, time, source, app, conversation, author, text, timed FROM messages ORDER BY id",
    "SELECT id, time, source, app, conversation, author, text, timed FROM messages ORDER BY id DESC",
];

/// How much was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Messages taken over.
    pub messages: u64,
    /// Pages of the database that hold something and could not be understood.
    pub damaged_pages: u64,
    /// All pages of the database.
    pub pages: u64,
    /// The highest number that a message had.
    pub highest: i64,
}

/// Takes over the messages that can be read. A database of which nothing can be read is no error.
pub fn take_over(store: &Store, aside: &Path) -> Result<Salvaged, HistoryError> {
    let mut found = BTreeMap::new();
    if let Ok(old) = Connection::open_with_flags(aside, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        for sql in ENDS {
            read(&old, sql, &mut found);
        }
        restrictions::salvage(&old, &store.connection)?;
        let mut words = Vec::new();
        // An older history has none, and of a damaged one those up to the damage can be read.
        let _ = lexicon::each(&old, &mut |word| words.push(word));
        store.add_words(words)?;
    }
    let mut salvaged = Salvaged::default();
    // Pages may still hold forgotten messages when a forgetting was cut short.
    if !restrictions::was_erasing(&store.folder)
        && let Ok(pages) = Pages::read(aside)
    {
        (salvaged.damaged_pages, salvaged.pages) = pages.messages(|id, message| {
            found.entry(id).or_insert(message);
        });
    }
    salvaged.highest = found.last_key_value().map_or(0, |(&id, _)| id);
    salvaged.messages = store.add(found.into_values())?.kept.len() as u64;
    Ok(salvaged)
}

/// Reads until the first row that cannot be read.
fn read(old: &Connection, sql: &str, found: &mut BTreeMap<i64, NewMessage>) {
    let Ok(mut query) = old.prepare(sql) else { return };
    let Ok(mut rows) = query.query([]) else { return };
    while let Ok(Some(row)) = rows.next() {
        let message = || -> rusqlite::Result<(i64, NewMessage)> {
            let received = row.get(1)?;
            let message = NewMessage {
                time: row.get::<_, bool>(7)?.then_some(received),
                received,
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
