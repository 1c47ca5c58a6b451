//! SQLite databases of chat programs, opened for reading only: nothing in them, and nothing beside them, is changed.
//!
//! Main type: [`Database`]. Only tables are read: a view in a hostile file could run without end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Row};

use super::error::{Fault, Place};

/// Seconds from 1970 to 2001, where Apple's time begins.
pub const APPLE_SECONDS: i64 = 978_307_200;

/// An open database.
pub struct Database {
    connection: Connection,
    /// The folder of a copy that is read in place of the file; it is removed with this value.
    _copy: Option<tempfile::TempDir>,
}

impl std::ops::Deref for Database {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl Database {
    /// Opens a database where it lies, without locks. One that a program is writing has a log beside it, with what is not
    /// yet in the file; then both are copied, since reading them together would write beside them.
    ///
    /// # Errors
    /// When it cannot be opened or copied.
    pub fn open(path: &Path) -> Result<Database, Fault> {
        let log = beside(path, "-wal");
        if !log.metadata().is_ok_and(|found| found.len() > 0) {
            return Ok(Database { connection: open(path, "immutable=1")?, _copy: None });
        }
        let copy = folder()?;
        let to = copy.path().join("copy");
        // The log is copied first: rows that move from the log into the file meanwhile are then in both copies.
        fs::copy(&log, beside(&to, "-wal"))?;
        fs::copy(path, &to)?;
        Database::of_copy(copy, &to, "")
    }

    /// Opens a copy of what `input` gives: of a database that lies in an archive.
    ///
    /// # Errors
    /// When it cannot be copied or opened.
    pub fn read(input: &mut dyn Read) -> Result<Database, Fault> {
        let copy = folder()?;
        let to = copy.path().join("copy");
        io::copy(input, &mut File::create_new(&to)?)?;
        Database::of_copy(copy, &to, "immutable=1")
    }

    /// Opens a copy. Where the system lets an open file have no name, the name is removed at once, so that a killed program
    /// leaves nothing behind.
    fn of_copy(copy: tempfile::TempDir, path: &Path, how: &str) -> Result<Database, Fault> {
        let connection = open(path, how)?;
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
        if cfg!(unix) {
            for end in ["", "-wal", "-shm"] {
                // A log need not be there.
                let _ = fs::remove_file(beside(path, end));
            }
        }
        Ok(Database { connection, _copy: Some(copy) })
    }
}

/// A folder that nobody else may look into.
fn folder() -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("foretype-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

/// The file that SQLite has beside a database.
fn beside(path: &Path, end: &str) -> PathBuf {
    path.with_file_name(format!("{}{end}", path.file_name().unwrap_or_default().to_string_lossy()))
}

fn open(path: &Path, how: &str) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri.push_str(&format!("?mode=ro&{how}"));
    let database = Connection::open_with_flags(uri, flags)?;
    database.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;")?;
    Ok(database)
}

/// The columns of a table; none where there is no such table.
///
/// # Errors
/// When the database is broken.
pub fn columns(database: &Connection, table: &str) -> Result<Vec<String>, Fault> {
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1";
    let count: i64 = database.query_row(sql, [table], |row| row.get(0))?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let mut statement = database.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Hands every row of a query on; one that cannot be read ends it.
///
/// # Errors
/// When the query does not fit the database, and what `take` says.
pub fn each(
    database: &Connection,
    sql: &str,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = database.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// Text of a column, whatever is in it.
pub fn text(row: &Row<'_>, at: usize) -> Option<String> {
    use rusqlite::types::ValueRef;
    match row.get_ref(at) {
        Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
        Ok(ValueRef::Integer(number)) => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number of a column, whatever is in it.
pub fn number(row: &Row<'_>, at: usize) -> Option<i64> {
    use rusqlite::types::ValueRef;
    match row.get_ref(at) {
        Ok(ValueRef::Integer(number)) => Some(number),
        Ok(ValueRef::Real(number)) => Some(number as i64),
        Ok(ValueRef::Text(bytes)) => str::from_utf8(bytes).ok()?.trim().parse().ok(),
        _ => None,
    }
}

impl From<rusqlite::Error> for Fault {
    /// SQLite's message is left out: it may hold text.
    fn from(error: rusqlite::Error) -> Fault {
        let code = error.sqlite_error_code();
        let message = match code {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => "the database is damaged",
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                "the database is in use; close the program that writes it"
            }
            Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::PermissionDenied) => {
                "the database cannot be opened"
            }
            _ => "the database is not what this format has",
        };
        Fault::broken(Place::Whole, message)
    }
}
