//! [`Options`]: how files are opened and read.

use super::formats::Format;
use super::time::TimeZone;

/// How files are opened and read.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the files are, where recognition is not to say it.
    pub format: Option<Format>,
    /// The zone of times that name none.
    pub zone: TimeZone,
    /// Now, in milliseconds since 1970.
    pub now: i64,
    /// Whether the owner's name is known: then not every line of a text is taken to be theirs.
    pub me: bool,
    /// Whether the first entry that cannot be read ends the import.
    pub strict: bool,
}

impl Options {
    /// The usual options: nothing is strict, formats are recognised.
    #[must_use]
    pub fn new(zone: TimeZone, now: i64) -> Options {
        Options { format: None, zone, now, me: false, strict: false }
    }
}
