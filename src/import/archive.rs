//! The sources of an import: a file, a folder, or an archive (zip, tar), packed or not. Nothing is unpacked to the disk.
//!
//! Main type: [`Source`]. Bounds: [`MAX_ENTRIES`] files, [`MAX_DEPTH`] folders deep, links are not followed, and an
//! entry of an archive may not be larger than its packed bytes allow for honest text. An archive within an archive is
//! held in memory, if it is not larger than [`MAX_INNER_BYTES`].

use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::DeflateDecoder;
use zip::CompressionMethod;

use super::entry::{Entry, MAX_ENTRIES, MAX_RATIO, SMALL_BYTES, extension, is_archive, may_matter};
use super::error::ImportError;
use super::formats::git_log;
use super::packed::{Bounded, Seekable, Zip, is_zip, unpacked, zip_entries};
use super::tape::{self, Tape};

/// Folders within folders.
const MAX_DEPTH: usize = 16;
/// Bytes of an archive within an archive.
const MAX_INNER_BYTES: u64 = 32 << 20;

/// A file, a folder or an archive.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    kind: Kind,
    entries: Vec<Entry>,
}

enum Kind {
    File,
    Folder,
    Zip(Box<Zip>),
    Tar(Box<Tape>),
    /// A repository, of which `git log` is the only file.
    Git,
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::File => "File",
            Kind::Folder => "Folder",
            Kind::Zip(_) => "Zip",
            Kind::Tar(_) => "Tar",
            Kind::Git => "Git",
        })
    }
}

impl Source {
    /// Looks into a path: what it is and what it holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> Result<Source, ImportError> {
        let read = |source| ImportError::Read { file: path.display().to_string(), source };
        let found = fs::metadata(path).map_err(read)?;
        let (kind, entries) = if found.is_dir() {
            (Kind::Folder, folder_entries(path)?)
        } else if !found.is_file() {
            return Err(read(io::Error::other("neither a file nor a folder")));
        } else if is_zip(path).map_err(read)? {
            let file = File::open(path).map_err(read)?;
            zip_source(Box::new(BufReader::new(file))).map_err(read)?
        } else if let Some(tape) = Tape::open(path).map_err(read)? {
            let entries = tape.entries().filter(|entry| may_matter(&entry.name)).collect();
            (Kind::Tar(Box::new(tape)), entries)
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let mut entry = Entry::new(&name, found.len(), 0);
            let packed = tape::is_gzip(path).map_err(read)?;
            entry.packed = entry.packed.or(Some("")).filter(|_| packed);
            if !packed {
                entry.name = name;
            }
            (Kind::File, vec![entry])
        };
        Ok(Source { path: path.to_owned(), kind, entries })
    }

    /// The log of a repository of git's.
    pub fn of_repository(path: &Path) -> Source {
        let name = path.canonicalize().unwrap_or(path.to_owned());
        let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Source { path: path.to_owned(), kind: Kind::Git, entries: vec![Entry { name, bytes: 0, at: 0, packed: None }] }
    }

    /// Whether it is a single file that a person named.
    pub fn is_single(&self) -> bool {
        matches!(self.kind, Kind::File | Kind::Git)
    }

    /// Whether an entry of a folder or an archive is an archive itself.
    pub fn is_archive(&self, entry: &Entry) -> bool {
        !self.is_single() && is_archive(&entry.name)
    }

    /// The archive that an entry is.
    ///
    /// # Errors
    /// When it cannot be read, is too large to be held in memory, or is of a kind that is not read within others.
    pub fn inner(&mut self, entry: &Entry) -> Result<Source, ImportError> {
        let label = self.label(entry);
        if let Kind::Folder = self.kind {
            return Source::open(&self.path.join(&entry.name));
        }
        let failed = |source| ImportError::Read { file: label.clone(), source };
        let unpack = || failed(io::Error::other("an archive within an archive; unpack it first"));
        if entry.bytes > MAX_INNER_BYTES || extension(&entry.name) != "zip" {
            return Err(unpack());
        }
        let mut bytes = Vec::new();
        self.read(entry, |input| input.take(MAX_INNER_BYTES + 1).read_to_end(&mut bytes))?.map_err(failed)?;
        if bytes.len() as u64 > MAX_INNER_BYTES {
            return Err(unpack());
        }
        let (kind, entries) = zip_source(Box::new(Cursor::new(bytes))).map_err(failed)?;
        Ok(Source { path: PathBuf::from(label.clone()), kind, entries })
    }

    /// Its files, in the order of their names, or in which they lie in a tar archive.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How a person knows an entry.
    pub fn label(&self, entry: &Entry) -> String {
        let packed = entry.packed.unwrap_or_default();
        match self.kind {
            Kind::Git => format!("{}/{}", self.path.display(), entry.name),
            Kind::File => {
                let path = self.path.display().to_string();
                path.strip_suffix(packed).unwrap_or(&path).to_owned()
            }
            Kind::Folder | Kind::Zip(_) | Kind::Tar(_) => self.path.join(&entry.name).display().to_string(),
        }
    }

    /// Where an entry lies on the disk; nowhere if it lies in an archive or is packed.
    pub fn path_of(&self, entry: &Entry) -> Option<PathBuf> {
        match self.kind {
            Kind::File if entry.packed.is_none() => Some(self.path.clone()),
            Kind::Folder if entry.packed.is_none() => Some(self.path.join(&entry.name)),
            _ => None,
        }
    }

    /// Reads an entry from its beginning.
    ///
    /// # Errors
    /// When it cannot be opened; what goes wrong while reading is for `read` to see.
    pub fn read<T>(&mut self, entry: &Entry, read: impl FnOnce(&mut dyn Read) -> T) -> Result<T, ImportError> {
        let label = self.label(entry);
        let failed = |source| ImportError::Read { file: label.clone(), source };
        let packed = entry.packed.is_some();
        match &mut self.kind {
            Kind::Git => {
                let (mut command, _) = git_log(&self.path);
                let mut child = command.spawn().map_err(failed)?;
                let done = child.stdout.take().map(|mut output| read(&mut output));
                // If the output was not read to its end, the process is not waited for.
                let ended = child.wait().map_err(failed)?;
                match done {
                    Some(done) if ended.success() || ended.code().is_none() => Ok(done),
                    _ => Err(failed(io::Error::other("`git log` failed: is this a repository?"))),
                }
            }
            Kind::File => Ok(unpacked(File::open(&self.path).map_err(failed)?, entry.bytes, packed, read)),
            Kind::Folder => {
                let name = format!("{}{}", entry.name, entry.packed.unwrap_or_default());
                Ok(unpacked(File::open(self.path.join(name)).map_err(failed)?, entry.bytes, packed, read))
            }
            Kind::Tar(tape) => {
                let input = tape.at(entry.at, entry.bytes).map_err(failed)?;
                Ok(unpacked(input, entry.bytes, packed, read))
            }
            Kind::Zip(archive) => {
                let at = usize::try_from(entry.at).unwrap_or(usize::MAX);
                let file = archive.by_index_raw(at).map_err(|error| failed(io::Error::other(error)))?;
                let allowed = file.compressed_size().saturating_mul(MAX_RATIO).saturating_add(SMALL_BYTES);
                match file.compression() {
                    CompressionMethod::Stored => {
                        Ok(unpacked(Bounded { input: file, left: allowed }, entry.bytes, packed, read))
                    }
                    CompressionMethod::DEFLATE => {
                        let input = Bounded { input: DeflateDecoder::new(file), left: allowed };
                        Ok(unpacked(input, entry.bytes, packed, read))
                    }
                    _ => Err(failed(io::Error::other("packed in an unusual way; unpack it first"))),
                }
            }
        }
    }
}

fn zip_source(input: Box<dyn Seekable>) -> io::Result<(Kind, Vec<Entry>)> {
    zip_entries(input).map(|(archive, entries)| (Kind::Zip(Box::new(archive)), entries))
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
            // The folders of a Maildir begin with a dot.
            let hidden = name.starts_with('.') && !found.path().join("cur").is_dir();
            let name = format!("{prefix}{name}");
            if kind.is_dir() && depth < MAX_DEPTH && !hidden {
                folders.push((found.path(), format!("{name}/"), depth + 1));
            } else if kind.is_file() && may_matter(&name) {
                entries.push(Entry::new(&name, found.metadata().map_err(failed)?.len(), 0));
            }
            if entries.len() + folders.len() > MAX_ENTRIES {
                return Err(failed(io::Error::other(format!("more than {MAX_ENTRIES} files"))));
            }
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}
