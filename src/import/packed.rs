//! Unpacks gzip streams with a bound on the outcome, and lists the files of a zip archive. Main functions: [`unpacked`],
//! [`zip_entries`].

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::entry::{Entry, MAX_ENTRIES, MAX_RATIO, SMALL_BYTES, may_matter};
use super::error::Oversized;

/// An archive that is read from a file or from memory.
pub type Zip = ZipArchive<Box<dyn Seekable>>;

/// What an archive is read from: a file, or bytes in memory.
pub trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

/// Reads what is packed by itself.
pub fn unpacked<T>(mut input: impl Read, bytes: u64, packed: bool, read: impl FnOnce(&mut dyn Read) -> T) -> T {
    if !packed {
        return read(&mut input);
    }
    let left = bytes.saturating_mul(MAX_RATIO).saturating_add(SMALL_BYTES);
    read(&mut Bounded { input: MultiGzDecoder::new(BufReader::new(input)), left })
}

/// A reader that fails when more comes out than the bound allows.
pub struct Bounded<R> {
    pub input: R,
    pub left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::other(Oversized("unpacks to more than any chat (an archive made to harm?)")))?;
        Ok(read)
    }
}

/// Whether a file is a zip archive.
pub fn is_zip(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut head)?;
    Ok(head == b"PK\x03\x04" || head == b"PK\x05\x06")
}

/// A zip archive, and those of its files that may be of interest, by their names.
///
/// # Errors
/// When it is damaged, locked with a password, or has more files than any export.
pub fn zip_entries(mut input: Box<dyn Seekable>) -> io::Result<(Zip, Vec<Entry>)> {
    if promised_entries(&mut input)? > MAX_ENTRIES as u64 {
        return Err(io::Error::other(format!("more than {MAX_ENTRIES} files in the archive")));
    }
    let mut archive = ZipArchive::new(input).map_err(io::Error::other)?;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let found = archive.by_index_raw(at).map_err(io::Error::other)?;
        let Ok(name) = found.name().map(|name| name.into_owned()) else { continue };
        if found.is_dir() || !may_matter(&name) {
            continue;
        }
        if found.encrypted() {
            return Err(io::Error::other("the archive is locked with a password; unpack it first"));
        }
        entries.push(Entry::new(&name, found.size(), at as u64));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((archive, entries))
}

/// How many files the end of an archive promises, before anything is allocated for them; the larger of what its two
/// directories say (APPNOTE.TXT 4.3.14 and 4.3.16).
fn promised_entries(file: &mut dyn Seekable) -> io::Result<u64> {
    const END: &[u8] = b"PK\x05\x06";
    const END_64: &[u8] = b"PK\x06\x06";
    const TAIL_BYTES: u64 = (64 << 10) + 256;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let number = |signature: &[u8], at: usize, bytes: usize| -> u64 {
        let found = memchr::memmem::rfind(&tail, signature);
        let field = found.and_then(|start| tail.get(start + at..start + at + bytes)).unwrap_or(&[]);
        field.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let (short, long) = (number(END, 10, 2), number(END_64, 32, 8));
    Ok(if short == u64::from(u16::MAX) { long.max(short) } else { short })
}
