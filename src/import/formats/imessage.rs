//! What imessage-exporter writes as text: a line with the time, one with the name, the message, an empty line.
//!
//! Answers within a thread stand indented below what they answer and once more in their own place, where they are read.

use std::io::Read;
use std::sync::Arc;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::Fault;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::sample::Sample;
use crate::import::time::{self, TimeZone};

pub const FORMAT: Description = Description {
    name: "imessage",
    title: "iMessage",
    origin: "the program imessage-exporter with --format txt",
    extensions: &["txt"],
    places: &[UsualPlace::Saved("imessage_export")],
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    sample.share(25, |line| time::american(&TimeZone::UTC, line).is_some())
}

/// How imessage-exporter calls the owner.
const ME: &str = "Me";

#[derive(Default)]
struct Pending {
    time: Option<i64>,
    author: Option<String>,
    text: String,
    /// Within the list of reactions.
    reactions: bool,
    media: bool,
    deleted: bool,
    /// The line before was the author's name, or a version of what they wrote.
    fresh: bool,
    /// An app's message, whose lines nobody typed.
    app: bool,
    /// A page's title and summary stand below its address.
    page: bool,
    open: bool,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    let mut lines = Lines::new(input);
    let mut pending = Pending::default();
    while let Some(line) = lines.next()? {
        match time::american(reading.zone, line) {
            // Below the name, the versions of a message that was edited: the last one counts.
            Some((_, text)) if pending.fresh && is_version(text) => {
                pending.text.clear();
                pending.push(text.trim());
            }
            Some((time, rest)) if rest.trim().is_empty() || rest.trim().starts_with("(Read by") => {
                pending.flush(&chat, out)?;
                pending = Pending { time: Some(time), open: true, ..Pending::default() };
            }
            // `May 17, 2022  5:29:42 PM You renamed the conversation to …`
            Some(_) => {
                pending.flush(&chat, out)?;
                out.skip(Skip::System)?;
            }
            None if pending.open => pending.line(line),
            None => {}
        }
    }
    pending.flush(&chat, out)
}

impl Pending {
    fn line(&mut self, line: &str) {
        if line.starts_with("    ") {
            return;
        }
        self.fresh = false;
        let Some(_) = &self.author else {
            self.author = (!line.is_empty()).then(|| line.trim().to_owned());
            self.fresh = self.author.is_some();
            return;
        };
        match line.trim() {
            "" if self.reactions => self.reactions = false,
            "Tapbacks:" | "Reactions:" => self.reactions = true,
            "This message responded to an earlier message." | "Attachment missing!" => {}
            // The text below this line was taken back by its author.
            "This message was deleted from the conversation!" | "You deleted a message." | "You unsent a message." => {
                self.deleted = true;
            }
            _ if self.deleted => {}
            trimmed if self.app || (self.text.is_empty() && is_app(trimmed)) => (self.app, self.media) = (true, true),
            _ if self.reactions || is_effect(line) => {}
            trimmed if is_attachment(trimmed) => self.media = true,
            trimmed if trimmed.contains("unsent this message") || trimmed.contains("unsent a message") => {
                self.deleted = true;
            }
            trimmed => {
                // Of an edited message the last text counts.
                let edited = trimmed.strip_prefix("Edited ").and_then(|rest| rest.split_once(" later: "));
                if edited.is_none() && self.page {
                    return;
                }
                if edited.is_none() && self.text.is_empty() && is_address(trimmed) {
                    self.page = true;
                }
                if let Some((_, text)) = edited {
                    self.text.clear();
                    self.push(text);
                } else {
                    self.push(line);
                }
            }
        }
    }

    fn push(&mut self, line: &str) {
        if self.text.len() <= MAX_MESSAGE_BYTES {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn flush(&mut self, chat: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        let Some(author) = self.author.take() else { return out.skip(Skip::System) };
        if self.text.trim().is_empty() || self.deleted {
            return out.skip(match (self.deleted, self.media) {
                (true, _) => Skip::Deleted,
                (false, true) => Skip::Media,
                (false, false) => Skip::Empty,
            });
        }
        let me = (author == ME).then_some(true);
        let text = &self.text;
        out.message(Draft { time: self.time, author: Some(&author), me, text, conversation: Some(chat) })
    }
}

/// Whether this is a text rather than what imessage-exporter notes of a message itself.
fn is_version(text: &str) -> bool {
    text.starts_with(' ') && !text.trim().is_empty() && !text.trim().starts_with('(')
}

/// A line that is nothing but the address of a page.
fn is_address(line: &str) -> bool {
    ["https://", "http://"].iter().any(|start| line.starts_with(start)) && !line.contains(char::is_whitespace)
}

/// What imessage-exporter writes for messages of apps: games, payments, places, drawings.
fn is_app(line: &str) -> bool {
    const BEGINNINGS: [&str; 10] = [
        "Apple Pay transaction:",
        "Check In:",
        "Check\u{a0}In:",
        "Digital Touch Message",
        "Handwritten Message",
        "Handwritten message",
        "SharePlay Message",
        "Find My:",
        "Sticker from ",
        "App message:",
    ];
    let named = line.strip_suffix(" message:").is_some_and(|name| name.len() < 80 && !name.is_empty());
    named || line == "SharePlay" || BEGINNINGS.iter().any(|start| line.starts_with(start))
}

fn is_effect(line: &str) -> bool {
    const EFFECTS: [&str; 13] = [
        "Confetti",
        "Echo",
        "Fireworks",
        "Balloons",
        "Heart",
        "Lasers",
        "Shooting Start",
        "Shooting Star",
        "Sparkles",
        "Spotlight",
        "Slam",
        "Loud",
        "Gentle",
    ];
    line.strip_prefix("Sent with ").is_some_and(|name| EFFECTS.contains(&name) || name == "Invisible Ink")
}

/// The path of an attachment on a line of its own.
fn is_attachment(line: &str) -> bool {
    let path = ["/", "~/Library/", "attachments/", "Library/SMS/"].iter().any(|start| line.starts_with(start));
    let file = line.rsplit('/').next().is_some_and(|name| name.contains('.'));
    path && file && line.matches('/').count() >= 2 || line.contains("/Attachments/") && file
}
