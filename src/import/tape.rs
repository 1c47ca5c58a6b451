//! [`Tape`]: a tar archive, packed (gzip) or not, which is read forwards, and from the beginning again where needed. The
//! file that was read last is held, since each file is read several times before the next one.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::entry::{Entry, MAX_ENTRIES, MAX_RATIO, SMALL_BYTES};
use super::packed::Bounded;

/// Where the mark of a tar archive stands.
const MARK_AT: usize = 257;

/// A tar archive and how far it was read.
pub struct Tape {
    path: PathBuf,
    packed: bool,
    files: Vec<(String, u64, u64)>,
    input: Option<Box<dyn Read>>,
    /// Bytes read, when unpacked.
    position: u64,
    held: Option<Held>,
}

/// What was read last: in memory, or a large one in a file without a name.
struct Held {
    at: u64,
    bytes: tempfile::SpooledTempFile,
}

/// Bytes of an entry that are held in memory.
const IN_MEMORY: usize = 8 << 20;

/// Whether a file is packed with gzip.
pub fn is_gzip(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(3).read_to_end(&mut head)?;
    Ok(head == [0x1f, 0x8b, 8])
}

impl Tape {
    /// Opens a file, if it is a tar archive.
    pub fn open(path: &Path) -> io::Result<Option<Tape>> {
        let packed = is_gzip(path)?;
        let mut tape = Tape { path: path.to_owned(), packed, files: Vec::new(), input: None, position: 0, held: None };
        let mut head = Vec::new();
        let read = tape.stream()?.take(512).read_to_end(&mut head);
        if read.is_err() || !head.get(MARK_AT..).is_some_and(|mark| mark.starts_with(b"ustar")) {
            return Ok(None);
        }
        let mut archive = tar::Archive::new(tape.stream()?);
        for entry in archive.entries()? {
            let entry = entry?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let name = name.strip_prefix("./").unwrap_or(&name).to_owned();
            if entry.header().entry_type().is_file() {
                tape.files.push((name, entry.size(), entry.raw_file_position()));
            }
            if tape.files.len() > MAX_ENTRIES {
                return Err(io::Error::other(format!("more than {MAX_ENTRIES} files in the archive")));
            }
        }
        Ok(Some(tape))
    }

    /// The files in it.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.files.iter().map(|(name, bytes, at)| Entry::new(name, *bytes, *at))
    }

    fn stream(&self) -> io::Result<Box<dyn Read>> {
        let file = File::open(&self.path)?;
        if !self.packed {
            return Ok(Box::new(BufReader::new(file)));
        }
        let left = file.metadata()?.len().saturating_mul(MAX_RATIO).saturating_add(SMALL_BYTES);
        Ok(Box::new(Bounded { input: MultiGzDecoder::new(BufReader::new(file)), left }))
    }

    /// The bytes from `at` on, so many of them.
    pub fn at(&mut self, at: u64, bytes: u64) -> io::Result<impl Read> {
        if self.held.as_ref().is_none_or(|held| held.at != at) {
            // The file that was held is dropped first, to make room.
            self.held = None;
            let mut held = tempfile::spooled_tempfile(IN_MEMORY);
            io::copy(&mut self.stream_at(at, bytes)?, &mut held)?;
            self.held = Some(Held { at, bytes: held });
        }
        let held = self.held.as_mut().map(|held| &mut held.bytes).ok_or(io::ErrorKind::UnexpectedEof)?;
        held.rewind()?;
        Ok(held)
    }

    fn stream_at(&mut self, at: u64, bytes: u64) -> io::Result<impl Read> {
        if self.input.is_none() || self.position > at {
            (self.input, self.position) = (Some(self.stream()?), 0);
        }
        let before = at - self.position;
        let mut before = (&mut *self).take(before);
        io::copy(&mut before, &mut io::sink())?;
        Ok((&mut *self).take(bytes))
    }
}

impl Read for Tape {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(input) = &mut self.input else { return Ok(0) };
        let read = input.read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}
