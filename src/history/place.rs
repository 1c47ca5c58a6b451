//! Folders that belong to foretype: those that it made, those that were empty, and those that it marked.
//!
//! Code that closes a folder to others or removes files from it checks here first. A folder that cannot belong to foretype
//! is an error before anything is touched. Main functions: [`check`], [`claim`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// The file that says whose folder it is.
pub const MARK: &str = ".foretype";
const MARK_TEXT: &[u8] =
    b"This folder is foretype's own: it closes it to others and removes what it no longer needs.\n";

const NOT_OURS: &str = "it holds files that are not foretype's; name an empty folder, or one that is not there yet";
const NO_FOLDER: &str = "it is no folder";
#[cfg(unix)]
const ANOTHERS: &str = "it belongs to another user";

/// Checks whether a folder may be ours; touches nothing. `known` recognises folders that were ours before they were
/// marked.
///
/// # Errors
/// When the folder holds other files, belongs to another user, is no folder, or cannot be looked into.
pub fn check(folder: &Path, known: impl Fn(&Path) -> bool) -> io::Result<()> {
    let refuse = |problem| Err(io::Error::new(ErrorKind::PermissionDenied, problem));
    match fs::metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => return refuse(NO_FOLDER),
        #[cfg(unix)]
        Ok(metadata) if std::os::unix::fs::MetadataExt::uid(&metadata) != rustix::process::geteuid().as_raw() => {
            return refuse(ANOTHERS);
        }
        Ok(_) => {}
        // A file above it is an error like any other, a folder that is missing is made.
        Err(error) if error.kind() == ErrorKind::NotFound => return above(folder),
        Err(error) => return Err(error),
    }
    // The order matters: another thread may be claiming the folder, and the mark is the first file that it writes.
    let ours = fs::read_dir(folder)?.next().is_none() || is_marked(folder) || known(folder);
    if ours { Ok(()) } else { refuse(NOT_OURS) }
}

/// Checks that the nearest existing path above a missing folder is a folder.
fn above(folder: &Path) -> io::Result<()> {
    let above = folder.ancestors().skip(1).find(|above| fs::symlink_metadata(above).is_ok());
    match above {
        Some(above) if !fs::metadata(above)?.is_dir() => Err(ErrorKind::NotADirectory.into()),
        _ => Ok(()),
    }
}

/// Makes a folder ours, after [`check`]: made if it is missing, closed to others (0700), and marked.
///
/// # Errors
/// As [`check`], and when it cannot be made.
pub fn claim(folder: &Path, known: impl Fn(&Path) -> bool) -> io::Result<()> {
    check(folder, known)?;
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    close(folder)?;
    if !is_marked(folder) {
        match private(&folder.join(MARK)) {
            Ok(mut mark) => io::Write::write_all(&mut mark, MARK_TEXT)?,
            // Another thread was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Closes a folder of ours to others.
///
/// # Errors
/// When the system refuses.
pub fn close(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::metadata(folder)?.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
    }
    Ok(())
}

fn is_marked(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MARK)).is_ok_and(|mark| mark.is_file())
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// What stands in a folder before, whether it may be ours, and that a refusal touches nothing.
    #[track_caller]
    fn check_one(files: &[&str], mode: u32, ours: bool) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("models");
        fs::create_dir(&folder).unwrap();
        files.iter().for_each(|file| fs::write(folder.join(file), "somebody's").unwrap());
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        let claimed = claim(&folder, |folder| folder.join("manifest").exists());
        assert_eq!(claimed.is_ok(), ours, "{files:?}");
        let left = fs::metadata(&folder).unwrap().permissions().mode() & 0o777;
        assert_eq!(left, if ours { 0o700 } else { mode }, "{files:?}");
        let marked = usize::from(ours && !files.contains(&MARK));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), files.len() + marked, "{files:?}");
        if ours {
            fs::write(folder.join("one more"), "").unwrap();
            claim(&folder, |_| false).unwrap();
        }
    }

    #[test]
    fn a_folder_is_ours_if_it_is_empty_or_marked() {
        check_one(&[], 0o755, true);
        check_one(&[MARK, "thesis"], 0o755, true);
        check_one(&["manifest", "thesis"], 0o755, true);
        check_one(&["thesis"], 0o755, false);
        check_one(&["thesis"], 0o700, false);
    }

    #[test]
    fn what_cannot_be_a_folder_makes_none() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "").unwrap();
        for below in ["file", "file/a/b"] {
            assert!(claim(&home.path().join(below), |_| true).is_err(), "{below}");
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
        claim(&home.path().join("a/b"), |_| false).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&home.path().join("a")), mode(&home.path().join("a/b"))), (0o700, 0o700));
    }
}
