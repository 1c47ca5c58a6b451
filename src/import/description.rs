//! [`Description`]: a format's names, the origin of its exports, how its files are recognised and which function reads
//! them. A format has a [`Shape`] for each kind of file.

use std::io::Read;

use rusqlite::Connection;

use super::error::Fault;
use super::formats::out::Out;
use super::formats::reading::{Beside, Reading};
use super::sample::Sample;
use super::stamps::Layout;

/// A format as people know it.
#[derive(Debug)]
pub struct Description {
    /// The name on the command line and in the history's sources.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Other names that are understood on the command line.
    pub aliases: &'static [&'static str],
    /// How to get an export, in one sentence.
    pub origin: &'static str,
    /// Extensions of its files, in small letters; `""` for names without one.
    pub extensions: &'static [&'static str],
    /// How its files without an extension begin.
    pub beginnings: &'static [&'static str],
    /// Where its files usually lie below a home.
    pub places: &'static [UsualPlace],
    /// Whether its files grow line by line and can be followed.
    pub grows: bool,
    /// Whether the files of one export belong together.
    pub together: bool,
    /// Whether files of it are recognised so surely that a search may offer them.
    pub offered: bool,
    /// Files beside the messages that hold names.
    pub names: Option<Names>,
    /// Kinds of files, the usual one first.
    pub shapes: &'static [Shape],
}

impl Description {
    /// Values that most formats have in common.
    pub(super) const BASE: Description = Description {
        name: "",
        title: "",
        aliases: &[],
        origin: "",
        extensions: &[],
        beginnings: &[],
        places: &[],
        grows: false,
        together: false,
        offered: true,
        names: None,
        shapes: &[],
    };
}

/// A folder below the home, and what is looked for in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsualPlace {
    /// Whatever people save: exports of every kind.
    Saved(&'static str),
    /// Logs that a chat program goes on writing.
    Logs(&'static str),
    /// A mail program's folders, of which those of sent mail count.
    Mail(&'static str),
    /// What another program keeps there, of which only lists of words count.
    Words(&'static str),
}

/// A kind of file of a format.
#[derive(Debug)]
pub struct Shape {
    /// How sure it is that a file is of this kind, from 0 (it is not) to 100.
    pub(super) score: fn(&Sample<'_>) -> u8,
    pub(super) reader: Reader,
}

impl Shape {
    /// Whether such a file is a database rather than a stream of bytes.
    pub fn is_database(&self) -> bool {
        matches!(self.reader, Reader::Database(_))
    }
}

/// What reads a file of some kind to its end.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reader {
    /// From text, which is UTF-8 unless some lines of it are not.
    Text(ReadStream),
    /// From text, of which the whole is looked through first.
    Learned(ReadStream, LearnLayout),
    /// From bytes as they are: parts of the file have encodings of their own.
    Bytes(ReadStream),
    /// From an SQLite database, which is opened for reading only.
    Database(fn(&Connection, &Reading<'_>, &mut Out<'_, '_>) -> Result<(), Fault>),
}

pub(super) type ReadStream = fn(&mut dyn Read, &Reading<'_>, &mut Out<'_, '_>) -> Result<(), Fault>;
pub(super) type LearnLayout = fn(&mut dyn Read, now: i64) -> Result<Layout, Fault>;

/// Files beside the messages: how they are recognised and read.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    pub(super) are: fn(&Sample<'_>) -> bool,
    pub(super) read: fn(name: &str, input: &mut dyn Read, beside: &mut Beside) -> Result<(), Fault>,
}
