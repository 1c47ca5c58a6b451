//! Files, folders and archives as one import. Main type: [`Import`].

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{Entry, Source};
use super::database;
use super::description::Reader;
use super::detect::{self, Found, Kind, Said};
use super::encoding;
use super::error::{Fault, ImportError};
use super::formats::{Beside, Format, Out, Reading};
use super::message::{Item, Skip, Stop};
use super::openings::Openings;
use super::owner::Owner;
use super::stamps::Layout;
use super::time::TimeZone;

/// Bytes that recognition looks at.
const HEAD_BYTES: u64 = 64 << 10;

/// How files are opened and read.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the files are, where recognition is not to say it.
    pub format: Option<Format>,
    /// The zone of times that name none.
    pub zone: TimeZone,
    /// Now, in milliseconds since 1970.
    pub now: i64,
    /// It is known under which name the owner writes: not every line of a text is theirs.
    pub me: bool,
    /// The first thing that cannot be read ends everything.
    pub strict: bool,
}

impl Options {
    /// The usual ones.
    #[must_use]
    pub fn new(zone: TimeZone, now: i64) -> Options {
        Options { format: None, zone, now, me: false, strict: false }
    }
}

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

#[derive(Debug)]
struct ChatFile {
    entry: Entry,
    kind: Kind,
    encoding: Option<&'static encoding_rs::Encoding>,
    layout: Option<Layout>,
}

/// A file that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
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
            Found::Nothing => self.skipped.push(Skipped { file: label, why: None, instead: None }),
        }
        Ok(())
    }

    fn nothing(&self, path: &Path) -> ImportError {
        let file = path.display().to_string();
        let known = self.skipped.iter().chain(&self.broken).find(|skipped| skipped.why.is_some());
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

/// What the reading of every file is given.
struct Given<'a> {
    beside: &'a Beside,
    owner: &'a Owner,
    options: &'a Options,
}

impl Given<'_> {
    fn read(
        &self,
        source: &mut Source,
        file: &mut ChatFile,
        openings: &mut Openings,
        progress: &mut dyn FnMut(u64),
        emit: &mut Receive<'_>,
    ) -> Result<(), ImportError> {
        let &Given { beside, owner, options } = self;
        let label = source.label(&file.entry);
        let Options { zone, now, strict, .. } = options;
        let reader = file.kind.shape.reader;
        if let (Reader::Learned(_, learn), None) = (reader, &file.layout) {
            let encoding = file.encoding;
            let learned = source.read(&file.entry, |input| learn(&mut encoding::transcoded(input, encoding)?, *now))?;
            file.layout = Some(learned.map_err(|fault| fault.of(&label))?);
        }
        let (layout, strict) = (file.layout.as_ref(), *strict);
        let reading = Reading { name: &label, owner, zone, now: *now, beside, layout, live: false, strict };
        let mut deciding = Deciding { owner, format: file.kind.format, peers: Vec::new(), last: None, openings, emit };
        let mut take = |item: Item| deciding.take(item);
        let done = match reader {
            Reader::Text(read) | Reader::Learned(read, _) => source.read(&file.entry, |input| {
                let watched = Watched { input, progress };
                let mut text = encoding::transcoded(watched, file.encoding)?;
                read(&mut text, &reading, &mut Out::new(&mut take, strict))
            })?,
            Reader::Bytes(read) => source.read(&file.entry, |input| {
                read(&mut Watched { input, progress }, &reading, &mut Out::new(&mut take, strict))
            })?,
            Reader::Database(read) => {
                let path = source.path_of(&file.entry)?;
                progress(file.entry.bytes);
                database::open(&path).and_then(|database| read(&database, &reading, &mut Out::new(&mut take, strict)))
            }
        };
        deciding.finish().map_err(|_| ImportError::Stopped)?;
        done.map_err(|fault| fault.of(&label))
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
    openings: &'a mut Openings,
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
            let programs = self.openings.is_programs(&message.text, message.author.as_deref());
            self.finish()?;
            if programs {
                return (self.emit)(self.format, Item::Skipped(Skip::System), None);
            }
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
