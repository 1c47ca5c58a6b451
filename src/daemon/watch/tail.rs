//! The lines that were appended to a file since it was last read, through rotation and truncation.
//!
//! Main type: [`Tail`], the place up to which a file was read. It holds no text: the bytes before the place are
//! remembered as a hash, by which a file that was rewritten is told from one that grew.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Most bytes that are read at once.
const CHUNK_BYTES: usize = 1 << 20;
/// Number of bytes before the place that are compared.
const ANCHOR_BYTES: u64 = 64;
/// Most files of a folder among which a renamed one is looked for.
const MAX_SIBLINGS: usize = 1000;

/// The place up to which a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tail {
    /// The number by which the system knows the file, whatever its name.
    pub id: u64,
    pub offset: u64,
    anchor: Vec<u8>,
}

/// Complete lines, and the place after them.
#[derive(Debug, PartialEq, Eq)]
pub struct Appended {
    pub bytes: Vec<u8>,
    pub tail: Tail,
}

#[cfg(unix)]
pub fn file_id(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
pub fn file_id(found: &Metadata) -> u64 {
    let created = found.created().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    created.map_or(0, |since| since.as_nanos() as u64)
}

impl Tail {
    /// Returns the place `offset` bytes into a file, or its end if it is shorter.
    pub fn at(path: &Path, offset: u64) -> io::Result<Tail> {
        let mut file = File::open(path)?;
        let offset = offset.min(file.metadata()?.len());
        Ok(Tail { id: file_id(&file.metadata()?), offset, anchor: anchor(&mut file, offset)? })
    }

    /// Returns the lines that were appended to the file at `path`; `None` when there is no further complete line. When
    /// the file is another one now, the rest of the one before comes first, if it lies beside it under another name.
    pub fn read(&self, path: &Path) -> io::Result<Option<Appended>> {
        let mut file = File::open(path)?;
        let found = file.metadata()?;
        if file_id(&found) == self.id {
            let same = found.len() >= self.offset && anchor(&mut file, self.offset)? == self.anchor;
            return self.lines(&mut file, if same { self.offset } else { 0 });
        }
        if let Some(old) = self.renamed(path) {
            let mut old = File::open(old)?;
            if anchor(&mut old, self.offset)? == self.anchor
                && let Some(rest) = self.lines(&mut old, self.offset)?
            {
                return Ok(Some(rest));
            }
        }
        self.lines(&mut file, 0)
    }

    /// Returns the new name of the file that was read so far, if it was renamed within its folder.
    pub fn renamed(&self, path: &Path) -> Option<PathBuf> {
        if path.metadata().is_ok_and(|found| file_id(&found) == self.id) {
            return None;
        }
        let siblings = fs::read_dir(path.parent()?).ok()?.take(MAX_SIBLINGS).flatten();
        let is_it =
            |entry: &fs::DirEntry| entry.metadata().is_ok_and(|found| found.is_file() && file_id(&found) == self.id);
        siblings.filter(|entry| entry.path() != path).find(is_it).map(|entry| entry.path())
    }

    fn lines(&self, file: &mut File, from: u64) -> io::Result<Option<Appended>> {
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut bytes)?;
        match memchr::memrchr(b'\n', &bytes) {
            Some(end) => bytes.truncate(end + 1),
            // A line without an end is no line of a log: it is passed over.
            None if bytes.len() == CHUNK_BYTES => bytes.fill(b' '),
            None => return Ok(None),
        }
        let offset = from + bytes.len() as u64;
        let id = file_id(&file.metadata()?);
        Ok(Some(Appended { tail: Tail { id, offset, anchor: anchor(file, offset)? }, bytes }))
    }
}

/// Returns a hash of the [`ANCHOR_BYTES`] bytes before `offset`.
fn anchor(file: &mut File, offset: u64) -> io::Result<Vec<u8>> {
    let start = offset.saturating_sub(ANCHOR_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(offset - start).read_to_end(&mut bytes)?;
    Ok(Sha256::digest(&bytes)[..8].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn append(path: &Path, text: &str) {
        use std::io::Write;
        File::options()
            .append(true)
            .create(true)
            .open(path)
            .expect("a file")
            .write_all(text.as_bytes())
            .expect("writing");
    }

    /// Everything there is to be read, and the place after it.
    fn rest(path: &Path, tail: &mut Tail) -> String {
        let mut text = String::new();
        while let Some(appended) = tail.read(path).expect("reading") {
            text.push_str(str::from_utf8(&appended.bytes).expect("text"));
            *tail = appended.tail;
        }
        text
    }

    #[test]
    fn growing_rotating_truncating() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        append(&path, "old\n");
        let mut tail = Tail::at(&path, 4).expect("a place");
        assert_eq!(rest(&path, &mut tail), "");
        append(&path, "one\ntwo\nhal");
        assert_eq!(rest(&path, &mut tail), "one\ntwo\n");
        append(&path, "f\n");
        assert_eq!(rest(&path, &mut tail), "half\n");
        append(&path, "last\n");
        fs::rename(&path, folder.path().join("log.1")).expect("renaming");
        append(&path, "first of the new\n");
        assert_eq!(rest(&path, &mut tail), "last\nfirst of the new\n");
        fs::write(&path, "cut\n").expect("writing");
        assert_eq!(rest(&path, &mut tail), "cut\n");
        // Rewritten, and longer than before.
        fs::write(&path, "something else\naltogether\n").expect("writing");
        assert_eq!(rest(&path, &mut tail), "something else\naltogether\n");
        assert_eq!(rest(&path, &mut tail), "");
        fs::remove_file(&path).expect("removing");
        assert!(tail.read(&path).is_err());
    }

    #[test]
    fn lines_without_end_are_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        append(&path, &"x".repeat(CHUNK_BYTES));
        append(&path, "y\nnext\n");
        assert_eq!(rest(&path, &mut Tail::default()).trim(), "y\nnext");
    }
}
