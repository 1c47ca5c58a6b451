//! Files, folders and archives as one import. Main type: [`Import`].

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{self, Entry, Source};
use super::detect::{self, Format, Found};
use super::error::{Fault, ImportError};
use super::formats::{self, Beside, DateOrder, Reading, Shape};
use super::message::{Item, Stop};
use super::owner::Owner;
use super::time::TimeZone;

/// Bytes that recognition looks at.
const HEAD_BYTES: u64 = 64 << 10;

/// Everything that is to be imported, opened and recognised.
#[derive(Debug)]
pub struct Import {
    parts: Vec<Part>,
    skipped: Vec<Skipped>,
    zone: TimeZone,
    now: i64,
}

#[derive(Debug)]
struct Part {
    source: Source,
    files: Vec<ChatFile>,
    beside: Beside,
}

#[derive(Debug)]
struct ChatFile {
    entry: Entry,
    shape: Shape,
    dates: Option<DateOrder>,
}

/// A file of a folder or an archive that holds no messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub file: String,
    /// What it is and what to do instead, if it is of a kind that is known.
    pub what: Option<(&'static str, &'static str)>,
}

impl Import {
    /// Opens files, folders and archives and recognises what they hold; `format` says it where recognition would not.
    ///
    /// # Errors
    /// When something cannot be read, when a file that was named is of no known format, and when nothing is found.
    pub fn open(paths: &[PathBuf], format: Option<Format>, zone: TimeZone, now: i64) -> Result<Import, ImportError> {
        let mut import = Import { parts: Vec::new(), skipped: Vec::new(), zone, now };
        for path in paths {
            let source = Source::open(path)?;
            let archives = source.archives();
            let before = import.files().len();
            import.add(source, path, format)?;
            for archive in archives {
                import.add(Source::open(&archive)?, &archive, format)?;
            }
            if import.files().len() == before {
                return Err(import.nothing(path));
            }
        }
        Ok(import)
    }

    fn add(&mut self, mut source: Source, path: &Path, format: Option<Format>) -> Result<(), ImportError> {
        let mut part = Part { files: Vec::new(), beside: Beside::default(), source };
        source = part.source;
        for entry in source.entries().to_vec() {
            let label = source.label(&entry);
            let mut head = Vec::new();
            if archive::extension(&entry.name) != "zip" || source.is_file() {
                source
                    .read(&entry, |input| input.take(HEAD_BYTES).read_to_end(&mut head))?
                    .map_err(|error| Fault::Read(error).of(&label))?;
            }
            match detect::detect(&head, &entry.name, format, source.is_file()) {
                Found::Messages(shape) => part.files.push(ChatFile { entry, shape, dates: None }),
                Found::Names => {
                    let beside = &mut part.beside;
                    source
                        .read(&entry, |input| formats::read_beside(&entry.name, input, beside))?
                        .map_err(|fault| fault.of(&label))?;
                }
                Found::Unsupported(what, instead) if source.is_file() => {
                    return Err(ImportError::Unsupported { file: path.display().to_string(), what, instead });
                }
                Found::Unsupported(what, instead) => {
                    self.skipped.push(Skipped { file: label, what: Some((what, instead)) });
                }
                Found::Nothing if source.is_file() => {
                    return Err(ImportError::Unknown { file: path.display().to_string() });
                }
                Found::Nothing => self.skipped.push(Skipped { file: label, what: None }),
            }
        }
        part.source = source;
        self.parts.push(part);
        Ok(())
    }

    fn nothing(&self, path: &Path) -> ImportError {
        let file = path.display().to_string();
        match self.skipped.iter().find_map(|skipped| Some((&skipped.file, skipped.what?))) {
            Some((file, (what, instead))) => ImportError::Unsupported { file: file.clone(), what, instead },
            None => ImportError::Nothing { file },
        }
    }

    /// The files that hold messages, and their format.
    #[must_use]
    pub fn files(&self) -> Vec<(String, Format)> {
        let files = |part: &Part| -> Vec<_> {
            part.files.iter().map(|file| (part.source.label(&file.entry), file.shape.format())).collect()
        };
        self.parts.iter().flat_map(files).collect()
    }

    /// Files of folders and archives that hold none.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Bytes that one reading goes through.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.parts.iter().flat_map(|part| &part.files).map(|file| file.entry.bytes).sum()
    }

    /// Reads everything, from the first file to the last. `progress` is told of bytes as they are read; messages get
    /// `me` where the owner's names decide it.
    ///
    /// # Errors
    /// The first thing that is wrong with a file, and [`ImportError::Stopped`] when `emit` wants no more.
    pub fn read(
        &mut self,
        owner: &Owner,
        progress: &mut dyn FnMut(u64),
        emit: &mut Receive<'_>,
    ) -> Result<(), ImportError> {
        for part in &mut self.parts {
            for file in &mut part.files {
                let label = part.source.label(&file.entry);
                if file.shape == Shape::WhatsApp && file.dates.is_none() {
                    let now = self.now;
                    let dates = part.source.read(&file.entry, |input| formats::survey_dates(input, now))?;
                    file.dates = Some(dates.map_err(|fault| fault.of(&label))?);
                }
                let reading = Reading {
                    name: &label,
                    owner,
                    zone: &self.zone,
                    now: self.now,
                    beside: &part.beside,
                    dates: file.dates,
                    live: false,
                };
                let mut deciding = Deciding { owner, format: file.shape.format(), peers: Vec::new(), last: None, emit };
                let done = part.source.read(&file.entry, |input| {
                    formats::read(file.shape, &mut Watched { input, progress }, &reading, &mut |item| {
                        deciding.take(item)
                    })
                })?;
                deciding.finish().map_err(|_| ImportError::Stopped)?;
                done.map_err(|fault| fault.of(&label))?;
            }
        }
        Ok(())
    }
}

type Receive<'a> = dyn FnMut(Format, Item, Option<&Arc<str>>) -> Result<(), Stop> + 'a;

/// Says of each message whether it is the owner's, where names decide.
struct Deciding<'a, 'e> {
    owner: &'a Owner,
    format: Format,
    /// Others in conversations of two, until a message says which conversation is spoken of.
    peers: Vec<Arc<str>>,
    last: Option<Arc<str>>,
    emit: &'a mut Receive<'e>,
}

impl Deciding<'_, '_> {
    fn take(&mut self, mut item: Item) -> Result<(), Stop> {
        if let Item::Peer(name) = item {
            self.peers.push(name);
            return Ok(());
        }
        if let Item::Message(message) = &mut item {
            if message.me.is_none() && self.owner.is_known() {
                message.me = Some(message.author.as_deref().is_some_and(|author| self.owner.is(author)));
            }
            self.last.clone_from(&message.conversation);
            self.finish()?;
        }
        (self.emit)(self.format, item, None)
    }

    fn finish(&mut self) -> Result<(), Stop> {
        for peer in self.peers.drain(..) {
            (self.emit)(self.format, Item::Peer(peer), self.last.as_ref())?;
        }
        Ok(())
    }
}

struct Watched<'a> {
    input: &'a mut dyn Read,
    progress: &'a mut dyn FnMut(u64),
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        (self.progress)(read as u64);
        Ok(read)
    }
}
