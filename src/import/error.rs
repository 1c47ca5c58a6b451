//! [`ImportError`]: what is wrong with a file, and where in it. It never holds text of a message.

use std::fmt;
use std::io;

use super::doubt::Doubt;
use super::message::Stop;

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line, counted from 1.
    Line(u64),
    /// Line and column, both counted from 1.
    LineColumn(u64, u64),
    /// A byte, counted from 0.
    Byte(u64),
    /// No place in particular.
    Whole,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(line) => write!(f, ", line {line}"),
            Place::LineColumn(line, column) => write!(f, ", line {line}, column {column}"),
            Place::Byte(byte) => write!(f, ", byte {byte}"),
            Place::Whole => Ok(()),
        }
    }
}

/// Why an import cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refuses to read the file.
    #[error("cannot read {file}: {source}")]
    Read {
        /// Name of the file, as the person knows it.
        file: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is not what its format says.
    #[error("{file}{place}: {message}")]
    Broken {
        /// Name of the file.
        file: String,
        /// Line or byte where reading ended.
        place: Place,
        /// What was expected there.
        message: String,
    },
    /// The file is of no known format.
    #[error("{file} is no chat export or log of a kind that is known")]
    Unknown {
        /// Name of the file.
        file: String,
    },
    /// A known format that cannot be read, and what to do instead.
    #[error("{file} is {what}, which cannot be read")]
    Unsupported {
        /// Name of the file.
        file: String,
        /// What the file is, as in `a PDF file`.
        what: &'static str,
        /// What can be imported instead.
        instead: &'static str,
    },
    /// Text of no known form that may hold what others wrote.
    #[error("{file} is of no known format, and {}", .doubt.what)]
    Doubtful {
        /// Name of the file.
        file: String,
        /// What looks like a chat, and the format that is nearest.
        doubt: Doubt,
    },
    /// Nothing in a folder or an archive can be read; one file of it, and why.
    #[error("{file} is {why}, which cannot be read")]
    Useless {
        /// Name of a file within it.
        file: String,
        /// What that file is.
        why: String,
        /// What can be imported instead.
        instead: Option<&'static str>,
    },
    /// The folder or archive has no file.
    #[error("there is nothing to import in {file}")]
    Nothing {
        /// Name of the folder or archive.
        file: String,
    },
    /// The receiver of the messages asked to stop.
    #[error("stopped")]
    Stopped,
}

impl ImportError {
    /// What is wrong, without the file's name.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            ImportError::Read { source, .. } => source.to_string(),
            ImportError::Broken { place: Place::Whole, message, .. } => message.clone(),
            ImportError::Broken { place, message, .. } => {
                format!("{}: {message}", place.to_string().trim_start_matches(", "))
            }
            ImportError::Unsupported { what, .. } => (*what).to_owned(),
            ImportError::Doubtful { doubt, .. } => doubt.what.to_owned(),
            ImportError::Useless { why, .. } => why.clone(),
            ImportError::Unknown { .. } => "of no known kind".to_owned(),
            ImportError::Nothing { .. } => "nothing to import".to_owned(),
            ImportError::Stopped => "stopped".to_owned(),
        }
    }
}

/// An error of a format's reader, without the file, which [`super::Import`] adds.
#[derive(Debug)]
pub enum Fault {
    Read(io::Error),
    Broken { place: Place, message: String },
    Stopped,
}

impl Fault {
    pub fn broken(place: Place, message: impl Into<String>) -> Fault {
        Fault::Broken { place, message: message.into() }
    }

    pub fn of(self, file: &str) -> ImportError {
        let file = file.to_owned();
        match self {
            Fault::Read(source) => match source.downcast::<Oversized>() {
                Ok(oversized) => ImportError::Broken { file, place: Place::Whole, message: oversized.to_string() },
                Err(source) => ImportError::Read { file, source },
            },
            Fault::Broken { place, message } => ImportError::Broken { file, place, message },
            Fault::Stopped => ImportError::Stopped,
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Read(error)
    }
}

impl From<Stop> for Fault {
    fn from(_: Stop) -> Fault {
        Fault::Stopped
    }
}

/// More bytes than a sane file has in one place.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Oversized(pub &'static str);
