//! Logs that grow: what was appended, read as the rest of the file would be. Main type: [`Live`].

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::detect::{self, Format, Found};
use super::error::Fault;
use super::formats::{self, Beside, Reading, Shape};
use super::message::{ChatMessage, Item};
use super::owner::Owner;
use super::time::TimeZone;

const HEAD_BYTES: u64 = 16 << 10;

/// A log that can be followed: one that is written line by line.
#[derive(Clone, Debug)]
pub struct Live {
    name: String,
    shape: Shape,
}

impl Live {
    /// Recognises a log by how it begins; nothing when it is of no kind that can be followed, or too short to tell.
    #[must_use]
    pub fn recognise(path: &Path, format: Option<Format>) -> Option<Live> {
        let mut head = Vec::new();
        File::open(path).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
        let name = path.to_string_lossy().into_owned();
        // Text of no known form is the owner's only when they said so.
        match detect::detect(&head, &name, format, false) {
            Found::Messages(shape) if Live::can_follow(shape.format()) => Some(Live { name, shape }),
            _ => None,
        }
    }

    /// Whether logs of this format grow line by line.
    #[must_use]
    pub fn can_follow(format: Format) -> bool {
        matches!(format, Format::Irc | Format::JsonLines | Format::Plain)
    }

    #[must_use]
    pub fn format(&self) -> Format {
        self.shape.format()
    }

    /// Reads complete lines; a broken one is passed over. How many were.
    pub fn read(
        &self,
        bytes: &[u8],
        owner: &Owner,
        zone: &TimeZone,
        now: i64,
        take: &mut dyn FnMut(ChatMessage),
    ) -> u64 {
        let (beside, dates) = (Beside::default(), None);
        let reading = Reading { name: &self.name, owner, zone, now, beside: &beside, dates, live: true };
        let read = |bytes: &[u8]| {
            let mut messages = Vec::new();
            let done = formats::read(self.shape, &mut &*bytes, &reading, &mut |item| {
                if let Item::Message(mut message) = item {
                    let named = || message.author.as_deref().is_some_and(|author| owner.is(author));
                    message.me = Some(message.me.unwrap_or_else(named));
                    messages.push(message);
                }
                Ok(())
            });
            done.map(|()| messages)
        };
        if let Ok(messages) = read(bytes) {
            messages.into_iter().for_each(take);
            return 0;
        }
        let mut broken = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match read(line) {
                Ok(messages) => messages.into_iter().for_each(&mut *take),
                Err(Fault::Read(_) | Fault::Broken { .. } | Fault::Stopped) => broken += 1,
            }
        }
        broken
    }
}
