//! The history's files: who may read them, who holds them, and those set aside because they were damaged.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::HistoryError;

/// The database; SQLite puts `-wal` and `-shm` after the name, with the same mode.
pub const DATABASE: &str = "history.db";
/// Held by the program that writes.
const LOCK: &str = "history.lock";
/// Between the database's name and a time, for one that was damaged.
const SET_ASIDE: &str = "history.db.damaged-";
/// Somebody else's files may lie there, so its mode is not changed.
#[cfg(unix)]
const OPEN_TO_OTHERS: &str = "it is open to others; take a folder for this alone, or close it with chmod 700";

/// Makes the folder (0700) and an empty database (0600) where they are missing, and closes them to others where they
/// are not.
pub fn prepare(folder: &Path) -> Result<(), HistoryError> {
    let made = make_folder(folder).and_then(|()| {
        for name in [DATABASE, LOCK] {
            drop(own_file(&folder.join(name))?);
        }
        // A crash leaves these; SQLite gives new ones the mode of the database.
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

/// The right to write, for as long as the file lives; the system takes it back when the process ends, however it ends.
pub fn lock(folder: &Path) -> Result<File, HistoryError> {
    let unusable = |source| HistoryError::Folder { folder: folder.into(), source };
    let file = own_file(&folder.join(LOCK)).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(HistoryError::InUse { folder: folder.into() }),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

/// Moves a damaged database out of the way, with what SQLite keeps beside it. Gives its new name.
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
        if entry.file_name().to_string_lossy().starts_with(SET_ASIDE) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Bytes of all files of the history.
pub fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("history."));
    ours.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::metadata(folder)?.permissions().mode() & 0o077 != 0 {
            let ours = fs::read_dir(folder)?.next().is_none() || folder.join(DATABASE).exists();
            if !ours {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, OPEN_TO_OTHERS));
            }
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
    }
    Ok(())
}

/// Opens a file that only its owner may read (0600), made if it is not there.
pub fn own_file(path: &Path) -> io::Result<File> {
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
