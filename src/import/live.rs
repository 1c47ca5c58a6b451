//! [`Live`]: reads the lines that were appended to a growing log.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::description::Reader;
use super::detect::{self, Found, Kind, Said};
use super::formats::Format;
use super::formats::out::Out;
use super::formats::reading::{Beside, Reading};
use super::message::{ChatMessage, Item, Skip};
use super::owner::Owner;
use super::time::TimeZone;

const HEAD_BYTES: u64 = 16 << 10;

/// A log that can be followed: one that is written line by line.
#[derive(Clone, Debug)]
pub struct Live {
    name: String,
    kind: Kind,
}

impl Live {
    /// Recognises a log by how it begins; nothing when it is of no kind that can be followed, or too short to tell.
    #[must_use]
    pub fn recognise(path: &Path, format: Option<Format>) -> Option<Live> {
        let mut head = Vec::new();
        File::open(path).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
        let name = path.to_string_lossy().into_owned();
        // Text of no known form is the owner's only when they said so.
        match detect::detect(&head, &name, Said { format, ..Said::default() }) {
            Found::Messages(kind) if Live::can_follow(kind.format) => Some(Live { name, kind }),
            _ => None,
        }
    }

    /// Whether logs of this format grow line by line.
    #[must_use]
    pub fn can_follow(format: Format) -> bool {
        format.description().grows
    }

    /// The format that the log was recognised as.
    #[must_use]
    pub fn format(&self) -> Format {
        self.kind.format
    }

    /// Reads complete lines and passes broken ones over. Returns the number of broken ones.
    pub fn read(
        &self,
        bytes: &[u8],
        owner: &Owner,
        zone: &TimeZone,
        now: i64,
        take: &mut dyn FnMut(ChatMessage),
    ) -> u64 {
        let Reader::Text(read) = self.kind.shape.reader else { return 0 };
        let beside = Beside::default();
        let (name, layout) = (self.name.as_str(), None);
        let reading = Reading { name, owner, zone, now, beside: &beside, layout, live: true, strict: false };
        let mut broken = 0;
        let mut emit = |item: Item| {
            match item {
                Item::Message(mut message) => {
                    let named = || message.author.as_deref().is_some_and(|author| owner.is(author));
                    message.me = Some(message.me.unwrap_or_else(named));
                    take(message);
                }
                Item::Skipped(Skip::Unreadable) => broken += 1,
                _ => {}
            }
            Ok(())
        };
        // Reading from memory does not fail.
        let done = read(&mut &*bytes, &reading, &mut Out::new(&mut emit, false));
        broken + u64::from(done.is_err())
    }
}
