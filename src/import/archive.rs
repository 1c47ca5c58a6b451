//! Where files come from: a file, a folder, or a zip archive, without unpacking anything.
//!
//! Main type: [`Source`]. Bounds: [`MAX_ENTRIES`] files, [`MAX_DEPTH`] folders deep, links are not followed, and an
//! entry of an archive may not be larger than its packed bytes allow for honest text.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::error::{ImportError, Oversized};

/// Files of one folder or archive.
const MAX_ENTRIES: usize = 200_000;
/// Folders within folders.
const MAX_DEPTH: usize = 16;
/// Chats pack to a thirtieth at best; bombs to a thousandth.
const MAX_RATIO: u64 = 200;
/// Unpacked bytes that are fine whatever the ratio.
const SMALL_BYTES: u64 = 16 << 20;
/// What may hold messages or names; everything else is media. A name without an extension may be a log.
const EXTENSIONS: [&str; 13] =
    ["", "txt", "json", "jsonl", "ndjson", "csv", "xml", "log", "md", "mbox", "eml", "weechatlog", "html"];

/// A file, a folder or an archive.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    kind: Kind,
    entries: Vec<Entry>,
}

#[derive(Debug)]
enum Kind {
    File,
    Folder,
    Zip(Box<ZipArchive<BufReader<File>>>),
}

/// A file in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the source, with `/`; for a single file its name.
    pub name: String,
    /// Its size when unpacked.
    pub bytes: u64,
    /// Its number in the archive.
    at: usize,
}

impl Source {
    /// Looks into a path: what it is and what it holds.
    pub fn open(path: &Path) -> Result<Source, ImportError> {
        let read = |source| ImportError::Read { file: path.display().to_string(), source };
        let found = fs::metadata(path).map_err(read)?;
        let (kind, entries) = if found.is_dir() {
            (Kind::Folder, folder_entries(path)?)
        } else if !found.is_file() {
            return Err(read(io::Error::other("neither a file nor a folder")));
        } else if is_zip(path).map_err(read)? {
            let (archive, entries) = open_zip(path)?;
            (Kind::Zip(Box::new(archive)), entries)
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (Kind::File, vec![Entry { name, bytes: found.len(), at: 0 }])
        };
        Ok(Source { path: path.to_owned(), kind, entries })
    }

    /// Whether it is a single file that a person named.
    pub fn is_file(&self) -> bool {
        matches!(self.kind, Kind::File)
    }

    /// Archives that lie in this folder.
    pub fn archives(&self) -> Vec<PathBuf> {
        match self.kind {
            Kind::Folder => {
                let zips = self.entries.iter().filter(|entry| extension(&entry.name) == "zip");
                zips.map(|entry| self.path.join(&entry.name)).collect()
            }
            Kind::File | Kind::Zip(_) => Vec::new(),
        }
    }

    /// Its files, in the order of their names.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How a person knows an entry.
    pub fn label(&self, entry: &Entry) -> String {
        match self.kind {
            Kind::File => self.path.display().to_string(),
            Kind::Folder | Kind::Zip(_) => self.path.join(&entry.name).display().to_string(),
        }
    }

    /// Reads an entry from its beginning.
    ///
    /// # Errors
    /// When it cannot be opened; what goes wrong while reading is for `read` to see.
    pub fn read<T>(&mut self, entry: &Entry, read: impl FnOnce(&mut dyn Read) -> T) -> Result<T, ImportError> {
        let label = self.label(entry);
        let failed = |source| ImportError::Read { file: label.clone(), source };
        match &mut self.kind {
            Kind::File => Ok(read(&mut File::open(&self.path).map_err(failed)?)),
            Kind::Folder => Ok(read(&mut File::open(self.path.join(&entry.name)).map_err(failed)?)),
            Kind::Zip(archive) => {
                let file = archive.by_index_raw(entry.at).map_err(|error| failed(io::Error::other(error)))?;
                let allowed = file.compressed_size().saturating_mul(MAX_RATIO).saturating_add(SMALL_BYTES);
                match file.compression() {
                    CompressionMethod::Stored => Ok(read(&mut Bounded { input: file, left: allowed })),
                    CompressionMethod::DEFLATE => {
                        Ok(read(&mut Bounded { input: DeflateDecoder::new(file), left: allowed }))
                    }
                    _ => Err(failed(io::Error::other("packed in an unusual way; unpack it first"))),
                }
            }
        }
    }
}

/// Fails rather than unpack without end.
struct Bounded<R> {
    input: R,
    left: u64,
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

pub fn extension(name: &str) -> String {
    Path::new(name).extension().map(|ext| ext.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Whether a file below a folder or in an archive may be of interest.
fn may_matter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    !last.starts_with('.') && !name.starts_with("__MACOSX/") && EXTENSIONS.contains(&extension(name).as_str())
}

fn is_zip(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut head)?;
    Ok(head == b"PK\x03\x04" || head == b"PK\x05\x06")
}

fn folder_entries(root: &Path) -> Result<Vec<Entry>, ImportError> {
    let mut entries = Vec::new();
    let mut folders = vec![(root.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        let failed = |source| ImportError::Read { file: folder.display().to_string(), source };
        for found in fs::read_dir(&folder).map_err(failed)? {
            let found = found.map_err(failed)?;
            let kind = found.file_type().map_err(failed)?;
            let Ok(name) = found.file_name().into_string() else { continue };
            let name = format!("{prefix}{name}");
            if kind.is_dir() && depth < MAX_DEPTH && !name.rsplit('/').next().unwrap_or(&name).starts_with('.') {
                folders.push((found.path(), format!("{name}/"), depth + 1));
            } else if kind.is_file() && (may_matter(&name) || extension(&name) == "zip") {
                let bytes = found.metadata().map_err(failed)?.len();
                entries.push(Entry { name, bytes, at: 0 });
            }
            if entries.len() + folders.len() > MAX_ENTRIES {
                return Err(failed(io::Error::other(format!("more than {MAX_ENTRIES} files"))));
            }
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

fn open_zip(path: &Path) -> Result<(ZipArchive<BufReader<File>>, Vec<Entry>), ImportError> {
    let failed = |source: io::Error| ImportError::Read { file: path.display().to_string(), source };
    let mut file = File::open(path).map_err(failed)?;
    if promised_entries(&mut file).map_err(failed)? > MAX_ENTRIES as u64 {
        return Err(failed(io::Error::other(format!("more than {MAX_ENTRIES} files in the archive"))));
    }
    let other = |error: zip::result::ZipError| failed(io::Error::other(error));
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(other)?;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let found = archive.by_index_raw(at).map_err(other)?;
        let Ok(name) = found.name().map(|name| name.into_owned()) else { continue };
        if found.is_dir() || !may_matter(&name) {
            continue;
        }
        if found.encrypted() {
            return Err(failed(io::Error::other("the archive is locked with a password; unpack it first")));
        }
        entries.push(Entry { name, bytes: found.size(), at });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((archive, entries))
}

/// How many files the end of an archive promises, before anything is allocated for them; the larger of what its two
/// directories say (APPNOTE.TXT 4.3.14 and 4.3.16).
fn promised_entries(file: &mut File) -> io::Result<u64> {
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
