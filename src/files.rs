//! Files that are written whole or not at all, also when the power goes, and are read only if they are plain ones.
//!
//! Knows nothing of what the files hold. The main functions are [`write_private`] and [`read_plain`].

use std::fs::{self, File};
use std::io::{self, Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Writes a file that nobody but its owner can read, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let write = |temporary: &Path| {
        let mut file = create_private(temporary)?;
        file.write_all(bytes).and_then(|()| file.sync_all())
    };
    put_in_place(path, write, |error| error)
}

/// Makes a new file that nobody but its owner can read.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

/// Has `write` make the file under a temporary name and sync it, moves it to `path`, and syncs the folder.
pub(crate) fn put_in_place<E>(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<(), E>,
    io: impl Fn(Error) -> E + Copy,
) -> Result<(), E> {
    let temporary = temporary_beside(path);
    // A temporary file that a dead process left behind may have other permissions.
    let _ = fs::remove_file(&temporary);
    let written = write(&temporary).and_then(|()| fs::rename(&temporary, path).map_err(io));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_folder(path).map_err(io)
}

/// Syncs the folder of a file, so that the name of the file survives a power cut.
fn sync_folder(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder)?.sync_all() {
        // This file system writes folders at once, or has no way to be asked.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

fn temporary_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

/// Returns the name that a temporary file would have got, had the process that wrote it not died; `None` if the name is
/// not that of a temporary file.
pub(crate) fn finished_name(name: &str) -> Option<&str> {
    let (finished, process) = name.strip_suffix(".tmp")?.rsplit_once('.')?;
    process.bytes().all(|byte| byte.is_ascii_digit()).then_some(finished)
}

/// Returns the length of a plain file; an error of the kind `InvalidData` for anything else, since pipes and devices may
/// have no end.
pub(crate) fn plain_length(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(invalid("it is no plain file")) }
}

/// Returns the bytes of a plain file; an error of the kind `InvalidData` for anything else, and for a file of more than
/// `most` bytes.
pub(crate) fn read_plain(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if plain_length(path)? > most {
        return Err(invalid(&format!("it has more than {most} bytes")));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn invalid(message: &str) -> Error {
    Error::new(ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        fs::read_dir(folder).unwrap().map(name).collect()
    }

    #[test]
    fn files_are_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.json");
        write_private(&path, b"old, and longer").unwrap();
        // Left behind by a dead process of the same number, open to all.
        fs::write(temporary_beside(&path), "half").unwrap();
        write_private(&path, b"new").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let fails = |temporary: &Path| create_private(temporary)?.write_all(b"half").and(Err(invalid("full")));
        put_in_place(&path, fails, |error| error).unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["list.json"]);
    }

    #[test]
    fn names_of_temporary_files() {
        let check = |name, expected| assert_eq!(finished_name(name), expected, "{name}");
        check("list.json.12.tmp", Some("list.json"));
        check("list.json", None);
        check("list.json.tmp", None);
        check("list.12a.tmp", None);
        let path = temporary_beside(Path::new("folder/list.json"));
        check(path.file_name().unwrap().to_str().unwrap(), Some("list.json"));
    }

    #[test]
    fn only_plain_files_of_a_length_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "1234").unwrap();
        let kind = |path: &Path, most| read_plain(path, most).map_err(|error| error.kind());
        assert_eq!(kind(&path, 4), Ok(b"1234".to_vec()));
        assert_eq!(kind(&path, 3), Err(ErrorKind::InvalidData));
        assert_eq!(kind(folder.path(), u64::MAX), Err(ErrorKind::InvalidData));
        assert_eq!(kind(&folder.path().join("none"), 4), Err(ErrorKind::NotFound));
    }
}
