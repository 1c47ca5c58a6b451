//! Reads one file of an import to its end. [`Given`] is what is known of all files.

use std::io::{self, Read};
use std::sync::Arc;

use super::archive::Source;
use super::database::Database;
use super::description::Reader;
use super::detect::Kind;
use super::encoding;
use super::entry::Entry;
use super::error::ImportError;
use super::familiar::Familiar;
use super::formats::Format;
use super::formats::out::Out;
use super::formats::reading::{Beside, Reading};
use super::message::{Item, Skip, Stop};
use super::openings::Openings;
use super::options::Options;
use super::owner::Owner;
use super::stamps::Layout;

/// A file with messages.
#[derive(Debug)]
pub struct ChatFile {
    pub entry: Entry,
    pub kind: Kind,
    pub encoding: Option<&'static encoding_rs::Encoding>,
    pub layout: Option<Layout>,
}

/// What the reading of every file is given.
pub struct Given<'a> {
    pub beside: &'a Beside,
    pub owner: &'a Owner,
    pub options: &'a Options,
}

impl Given<'_> {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// What is wrong with it, and [`ImportError::Stopped`] when `emit` wants no more.
    pub fn read(
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
        let mut deciding = Deciding {
            owner,
            format: file.kind.format,
            peers: Vec::new(),
            last: None,
            judged: Familiar::default(),
            openings,
            emit,
        };
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
                progress(file.entry.bytes);
                let database = match source.path_of(&file.entry) {
                    Some(path) => Database::open(&path),
                    None => source.read(&file.entry, |input| Database::read(input))?,
                };
                database.and_then(|database| read(&database, &reading, &mut Out::new(&mut take, strict)))
            }
        };
        deciding.finish().map_err(|_| ImportError::Stopped)?;
        done.map_err(|fault| fault.of(&label))?;
        emit(file.kind.format, Item::End, None).map_err(|_| ImportError::Stopped)
    }
}

pub type Receive<'a> = dyn FnMut(Format, Item, Option<&Arc<str>>) -> Result<(), Stop> + 'a;

/// Authors that are remembered while a file is read.
const MOST_AUTHORS: usize = 256;

/// Says of each message whether it is the owner's, where names decide.
struct Deciding<'a, 'e> {
    owner: &'a Owner,
    format: Format,
    /// Others in conversations of two, until a message says which conversation is spoken of.
    peers: Vec<Arc<str>>,
    last: Option<Arc<str>>,
    /// Authors, and whether they are the owner: there are few of them.
    judged: Familiar<bool>,
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
                message.me = Some(message.author.as_deref().is_some_and(|author| self.is_owner(author)));
            }
            if self.last != message.conversation {
                self.last.clone_from(&message.conversation);
            }
            let programs = self.openings.is_programs(&message.text, message.author.as_deref());
            self.finish()?;
            if programs {
                return (self.emit)(self.format, Item::Skipped(Skip::System), None);
            }
        }
        (self.emit)(self.format, item, None)
    }

    fn is_owner(&mut self, author: &str) -> bool {
        if let Some(is) = self.judged.get(author) {
            return is;
        }
        let is = self.owner.is(author);
        if self.judged.len() < MOST_AUTHORS {
            self.judged.insert(author, is);
        }
        is
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
