//! Chat exports and logs of other programs: one file per format, each with a description and a reader that turns bytes
//! into messages.
//!
//! Everything streams: a file of any size is read in bounded memory, and what is read is handed to a function message
//! by message. Nothing here is stored, sent or printed, and no file is changed. What people did not write themselves
//! (system lines, media, quotes, forwarded text, commands, code) is told apart and counted as [`Skip`], not handed on;
//! text that may be several people's is refused rather than taken as one's own.
//!
//! [`Import`] opens files, folders and archives and reads them all; [`Survey`] is what a first reading learns;
//! [`Format`] is recognised by content, [`Description`] is what is known of it before.

mod archive;
mod calendars;
mod clean;
mod conversation;
mod database;
mod dates;
mod description;
mod detect;
mod doubt;
mod encoding;
mod entry;
mod error;
mod familiar;
mod formats;
mod html;
mod json;
mod json_mend;
mod json_scan;
mod lines;
mod live;
mod message;
mod openings;
mod options;
mod owner;
mod packed;
mod peek;
mod reactions;
mod reading;
mod reading_file;
mod sample;
mod stamp;
mod stamps;
mod survey;
mod system;
mod system_words;
mod tape;
mod time;

pub use archive::Source;
pub use conversation::Excerpt;
pub use description::{Description, UsualPlace};
pub use doubt::Doubt;
pub use entry::Entry;
pub use error::{ImportError, Place};
pub use formats::Format;
pub use live::Live;
pub use message::{ChatMessage, Item, OwnWord, Skip, Stop};
pub use options::Options;
pub use owner::{Guess, Owner};
pub use peek::{Peek, peek};
pub use reading::{Import, Skipped};
pub use survey::{Counts, Survey};
pub use time::TimeZone;
