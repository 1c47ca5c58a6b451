//! Files, folders and archives as one import. Main type: [`Import`].

use std::io::Read;
use std::path::{Path, PathBuf};

use super::archive::Source;
use super::description::Reader;
use super::detect::{self, Found, Said};
use super::encoding;
use super::entry::Entry;
use super::error::{Fault, ImportError};
use super::formats::Format;
use super::formats::reading::Beside;
use super::json;
use super::openings::Openings;
use super::options::Options;
use super::owner::Owner;
use super::reading_file::{ChatFile, Given, Receive};

/// Bytes that recognition looks at.
const HEAD_BYTES: u64 = 64 << 10;

/// Everything that is to be imported, opened and recognised.
#[derive(Debug)]
pub struct Import {
    parts: Vec<Part>,
    skipped: Vec<Skipped>,
    broken: Vec<Skipped>,
    openings: Openings,
    options: Options,
}

#[derive(Debug)]
struct Part {
    source: Source,
    files: Vec<ChatFile>,
    beside: Beside,
}

/// A file that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its name, with that of the archive it is in.
    pub file: String,
    /// What it is or what is wrong with it, if that is known.
    pub why: Option<String>,
    /// What to do instead.
    pub instead: Option<&'static str>,
}

impl Import {
    /// Opens files, folders and archives and recognises what they hold.
    ///
    /// # Errors
    /// When something that was named cannot be read or is of no known format, and when nothing is found.
    pub fn open(paths: &[PathBuf], options: &Options) -> Result<Import, ImportError> {
        let (parts, skipped, broken) = (Vec::new(), Vec::new(), Vec::new());
        let mut import = Import { parts, skipped, broken, openings: Openings::default(), options: options.clone() };
        for path in paths {
            let before = import.files().len();
            let repository = options.format == Some(Format::Git) && path.is_dir();
            import.add(if repository { Source::of_repository(path) } else { Source::open(path)? })?;
            if import.files().len() == before {
                return Err(import.nothing(path));
            }
        }
        Ok(import)
    }

    /// Recognises what a source holds, and the archives that lie in it.
    fn add(&mut self, source: Source) -> Result<(), ImportError> {
        let mut part = Part { files: Vec::new(), beside: Beside::default(), source };
        let mut inner = Vec::new();
        for entry in part.source.entries().to_vec() {
            let added = match part.source.is_archive(&entry) {
                true => part.source.inner(&entry).map(|source| inner.push(source)),
                false => self.add_file(&mut part, entry.clone()),
            };
            // One file of a folder that cannot be opened leaves the others as they are.
            match added {
                Err(error) if part.source.is_single() || self.options.strict => return Err(error),
                Err(error) => self.broken.push(Skipped::of(part.source.label(&entry), &error)),
                Ok(()) => {}
            }
        }
        self.parts.push(part);
        inner.into_iter().try_for_each(|source| self.add(source))
    }

    fn add_file(&mut self, part: &mut Part, entry: Entry) -> Result<(), ImportError> {
        let label = part.source.label(&entry);
        let single = part.source.is_single();
        let mut head = Vec::new();
        part.source
            .read(&entry, |input| input.take(HEAD_BYTES).read_to_end(&mut head))?
            .map_err(|error| Fault::Read(error).of(&label))?;
        let said = Said { format: self.options.format, named: single, me: self.options.me };
        match detect::detect(&head, &entry.name, said) {
            Found::Messages(kind) => {
                let encoding = encoding::of_file(&head).filter(|_| !matches!(kind.shape.reader, Reader::Bytes(_)));
                part.files.push(ChatFile { entry, kind, encoding, layout: None });
            }
            Found::Names(names) => {
                let (source, beside) = (&mut part.source, &mut part.beside);
                source
                    .read(&entry, |input| (names.read)(&entry.name, input, beside))?
                    .map_err(|fault| fault.of(&label))?;
            }
            Found::Unsupported(what, instead) if single => {
                return Err(ImportError::Unsupported { file: label, what, instead });
            }
            Found::Doubtful(doubt) => return Err(ImportError::Doubtful { file: label, doubt }),
            Found::Nothing if single => return Err(ImportError::Unknown { file: label }),
            Found::Unsupported(what, instead) => {
                self.skipped.push(Skipped { file: label, why: Some(what.to_owned()), instead: Some(instead) });
            }
            Found::Nothing => {
                if detect::may_be_chat(&head, &entry.name) {
                    part.source.read(&entry, |input| json::all_end(input))?.map_err(|fault| fault.of(&label))?;
                }
                self.skipped.push(Skipped { file: label, why: detect::unread(&head, &entry.name), instead: None });
            }
        }
        Ok(())
    }

    fn nothing(&self, path: &Path) -> ImportError {
        let file = path.display().to_string();
        let unsupported = self.skipped.iter().filter(|skipped| skipped.instead.is_some());
        let known = unsupported.chain(&self.broken).find(|skipped| skipped.why.is_some());
        match known {
            Some(Skipped { file, why: Some(what), instead }) => {
                ImportError::Useless { file: file.clone(), why: what.clone(), instead: *instead }
            }
            _ => ImportError::Nothing { file },
        }
    }

    /// The files that hold messages, and their format.
    #[must_use]
    pub fn files(&self) -> Vec<(String, Format)> {
        let files = |part: &Part| -> Vec<_> {
            part.files.iter().map(|file| (part.source.label(&file.entry), file.kind.format)).collect()
        };
        self.parts.iter().flat_map(files).collect()
    }

    /// Files of folders and archives that hold none.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Files that turned out to be broken, of which nothing is imported.
    #[must_use]
    pub fn broken(&self) -> &[Skipped] {
        &self.broken
    }

    /// Bytes that one reading goes through.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.parts.iter().flat_map(|part| &part.files).map(|file| file.entry.bytes).sum()
    }

    /// Reads everything, from the first file to the last. `progress` is told of bytes as they are read; messages get
    /// `me` where the owner's names decide it. A file that turns out to be broken, where it is one of several and not
    /// everything is to be strict, is left out from then on, and so is a text with which several conversations begin:
    /// then the answer is false, and what was read before has to be read again.
    ///
    /// # Errors
    /// What is wrong with the only file or, with [`Options::strict`], with the first one that is broken; and
    /// [`ImportError::Stopped`] when `emit` wants no more.
    pub fn read(
        &mut self,
        owner: &Owner,
        progress: &mut dyn FnMut(u64),
        emit: &mut Receive<'_>,
    ) -> Result<bool, ImportError> {
        let mut left: usize = self.parts.iter().map(|part| part.files.len()).sum();
        let mut whole = true;
        for part in &mut self.parts {
            let Part { source, files, beside } = part;
            let mut at = 0;
            while let Some(file) = files.get_mut(at) {
                self.openings.next_file();
                let openings = &mut self.openings;
                let error = match (Given { beside, owner, options: &self.options })
                    .read(source, file, openings, progress, emit)
                {
                    Ok(()) => {
                        at += 1;
                        continue;
                    }
                    Err(error) => error,
                };
                if left == 1 || self.options.strict || matches!(error, ImportError::Stopped) {
                    return Err(error);
                }
                self.broken.push(Skipped::of(source.label(&file.entry), &error));
                files.remove(at);
                left -= 1;
                whole = false;
            }
        }
        let more = self.openings.learn();
        Ok(whole && !more)
    }
}

impl Skipped {
    fn of(file: String, error: &ImportError) -> Skipped {
        Skipped { file, why: Some(error.reason()), instead: None }
    }
}
