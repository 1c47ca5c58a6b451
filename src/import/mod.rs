//! Chat exports and logs of other programs: one file per format, each a reader that turns bytes into messages.
//!
//! Everything streams: a file of any size is read in bounded memory, and what is read is handed to a function message
//! by message. Nothing here is stored, sent or printed, and no file is changed. What people did not write themselves
//! (system lines, media, quotes, forwarded text, commands, code) is told apart and counted as [`Skip`], not handed on.
//!
//! [`Import`] opens files, folders and archives and reads them all; [`Survey`] is what a first reading learns;
//! [`Format`] is recognised by content.

mod archive;
mod clean;
mod conversation;
mod detect;
mod error;
mod formats;
mod json;
mod lines;
mod live;
mod message;
mod owner;
mod peek;
mod reading;
mod survey;
mod time;

pub use archive::{Entry, Source};
pub use conversation::Excerpt;
pub use detect::Format;
pub use error::{ImportError, Place};
pub use formats::{Beside, Reading, Shape};
pub use live::Live;
pub use message::{ChatMessage, Item, Skip, Stop};
pub use owner::{Guess, Owner};
pub use peek::{Peek, peek};
pub use reading::{Import, Skipped};
pub use survey::{Counts, Survey};
pub use time::TimeZone;
