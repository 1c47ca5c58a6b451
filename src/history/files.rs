//! The files of a history: their permissions, the lock, and damaged databases that were set aside.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OpenFlags};

use super::error::HistoryError;
use super::place;
use crate::files::finished_name;

/// The database; SQLite puts `-wal` and `-shm` after the name, with the same mode.
pub const DATABASE: &str = "history.db";
/// A lock that was let go of may be held for so long by a child process of the same program: a fork has a copy of every
/// open file until the child runs its own program.
const FORK_TIME: Duration = Duration::from_millis(200);
/// The lock file, which the program that writes holds.
const LOCK: &str = "history.lock";
/// The beginning of the name of a damaged database that was set aside; a time follows.
const SET_ASIDE: &str = "history.db.damaged-";
/// The copy of the owner's restrictions; an unfinished one has an extension behind it.
pub const RESTRICTIONS: &str = "history.restrictions";
/// The tables of a history, by which a database of ours is told from another program's.
pub const TABLES: [&str; 4] = ["messages", "dropped", "removed_words", "meta"];
/// Tables that later versions added.
pub const LATER_TABLES: [&str; 1] = ["lexicon"];

/// Whether the history may lie in a folder; touches nothing.
pub fn check(folder: &Path) -> io::Result<()> {
    place::check(folder, holds_history)
}

/// Claims the folder: makes it if it is missing, and marks it as foretype's.
pub fn claim(folder: &Path) -> io::Result<()> {
    place::claim(folder, holds_history)
}

/// Makes the folder (0700) and an empty database (0600) where they are missing, and closes them to others where they
/// are not.
pub fn prepare(folder: &Path) -> Result<(), HistoryError> {
    let made = claim(folder).and_then(|()| {
        for name in [DATABASE, LOCK] {
            drop(own_file(&folder.join(name))?);
        }
        // A crash leaves these files; SQLite gives new ones the mode of the database.
        for name in ["history.db-wal", "history.db-shm"] {
            let path = folder.join(name);
            if path.exists() {
                drop(own_file(&path)?);
            }
        }
        Ok(())
    });
    made.map_err(|source| match source.kind() {
        io::ErrorKind::StorageFull => HistoryError::Full,
        io::ErrorKind::ReadOnlyFilesystem => HistoryError::ReadOnly,
        _ => HistoryError::Folder { folder: folder.into(), source },
    })
}

/// Takes the right to write, for as long as the returned file lives; the system takes it back when the process ends,
/// however it ends.
pub fn lock(folder: &Path) -> Result<File, HistoryError> {
    let unusable = |source| HistoryError::Folder { folder: folder.into(), source };
    let file = own_file(&folder.join(LOCK)).map_err(unusable)?;
    let until = Instant::now() + FORK_TIME;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(Duration::from_millis(2)),
            Err(TryLockError::WouldBlock) => return Err(HistoryError::InUse { folder: folder.into() }),
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
    }
}

/// Whether a database is empty or has the header of one that can be written: SQLite opens an unknown version of the
/// file format for reading only.
pub fn has_sound_header(folder: &Path) -> bool {
    let mut header = Vec::new();
    let read = File::open(folder.join(DATABASE)).and_then(|file| file.take(100).read_to_end(&mut header));
    match read {
        // Opening the database gives the error.
        Err(_) | Ok(0) => true,
        Ok(length) => {
            // A file that was cut off may lack pages that no check reads.
            let page = length == 100 && header[18..20].iter().all(|version| matches!(version, 1 | 2));
            let bytes = fs::metadata(folder.join(DATABASE)).map_or(0, |file| file.len());
            page && bytes.is_multiple_of(512)
        }
    }
}

/// Whether the lock that is held still lies in its folder, and a database beside it.
#[cfg(unix)]
pub fn is_in_place(lock: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let held = lock.metadata().map(|held| (held.dev(), held.ino()));
    let there = fs::symlink_metadata(folder.join(LOCK)).map(|there| (there.dev(), there.ino()));
    folder.join(DATABASE).exists() && matches!((held, there), (Ok(held), Ok(there)) if held == there)
}

/// Whether the lock that is held still lies in its folder: files that are open are not removed here.
#[cfg(not(unix))]
pub fn is_in_place(_: &File, _: &Path) -> bool {
    true
}

/// Moves a damaged database out of the way, with the files that SQLite keeps beside it. Returns its new path.
pub fn set_aside(folder: &Path) -> io::Result<PathBuf> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let aside = folder.join(format!("{SET_ASIDE}{now}"));
    fs::rename(folder.join(DATABASE), &aside)?;
    for end in ["-wal", "-shm"] {
        let old = folder.join(format!("{DATABASE}{end}"));
        if old.exists() {
            let mut new = aside.clone().into_os_string();
            new.push(end);
            fs::rename(old, new)?;
        }
    }
    Ok(aside)
}

/// The files of databases that were set aside.
pub fn all_set_aside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_set_aside(&entry.file_name().to_string_lossy()) && entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Whether a file has a name that is given here; the database must begin as one, too, or have the lock beside it.
pub fn has_own_name(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let ours = ["history.db-wal", "history.db-shm", "history.db-journal", LOCK, place::MARK];
    let database = || {
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut head));
        (read.is_ok() && (head.is_empty() || head == *b"SQLite format 3\0")) || path.with_file_name(LOCK).exists()
    };
    ours.contains(&name) || is_restrictions(name) || is_set_aside(name) || (name == DATABASE && database())
}

/// Removes the database, the files that SQLite keeps beside it, and all databases that were set aside.
pub fn remove(folder: &Path) -> io::Result<()> {
    let beside = ["", "-wal", "-shm", "-journal"].map(|end| folder.join(format!("{DATABASE}{end}")));
    for file in beside.into_iter().chain(all_set_aside(folder)?) {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Whether this is the name of a copy of the restrictions, finished or not.
fn is_restrictions(name: &str) -> bool {
    finished_name(name).unwrap_or(name) == RESTRICTIONS
}

/// Whether this is a name that [`set_aside`] gives.
fn is_set_aside(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(SET_ASIDE) else { return false };
    let time = rest.strip_suffix("-wal").or(rest.strip_suffix("-shm")).unwrap_or(rest);
    !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit())
}

/// Bytes of all files of the history.
pub fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("history."));
    ours.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// Whether a folder was that of a history before folders were marked.
fn holds_history(folder: &Path) -> bool {
    let tables = || -> rusqlite::Result<usize> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = Connection::open_with_flags(folder.join(DATABASE), flags)?;
        let mut names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
        let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(TABLES.iter().filter(|table| names.iter().any(|name| name == *table)).count())
    };
    let is_file = |name| fs::symlink_metadata(folder.join(name)).is_ok_and(|file| file.is_file());
    // A damaged database of ours has the lock beside it, and so has an empty one.
    is_file(DATABASE) && (is_file(LOCK) || tables().is_ok_and(|found| found == TABLES.len()))
}

/// Opens a file that only its owner may read (0600), made if it is not there.
fn own_file(path: &Path) -> io::Result<File> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "one of its files is no plain file"));
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(file)
}
