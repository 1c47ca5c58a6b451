//! What sigtop writes of Signal Desktop's database: JSON, and text with a header for each message.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, walk};
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::sample::{SURE, Sample, when};
use crate::import::time;

/// How sure it is that a file is its JSON.
pub fn score(sample: &Sample<'_>) -> u8 {
    when(sample.start.starts_with('[') && sample.has_all(&["conversationId", "body", "sent_at"]), SURE)
}

/// How sure it is that a file is its text.
pub fn score_text(sample: &Sample<'_>) -> u8 {
    let has = |name: &str| sample.start.contains(&format!("\n{name}: "));
    when(sample.start.starts_with("Conversation: ") && has("From") && has("Type") && has("Sent"), SURE)
}

/// A message of the text that is being read.
#[derive(Default)]
struct Entry {
    time: Option<i64>,
    author: String,
    text: String,
    open: bool,
}

/// A message as Signal Desktop's database has it, and sigtop's JSON.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Desktop {
    #[serde(rename = "conversationId")]
    conversation: String,
    r#type: String,
    sent_at: Option<i64>,
    body: Option<String>,
    source: Option<String>,
    #[serde(rename = "sourceServiceId", alias = "sourceUuid")]
    service: Option<String>,
    #[serde(rename = "deletedForEveryone")]
    deleted: bool,
    attachments: Vec<Value>,
    sticker: Option<Value>,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    walk(input, &[&["*"]], &mut Sigtop { title: reading.stem(), out })
}

struct Sigtop<'a, 'o, 'e> {
    title: &'a str,
    out: &'a mut Out<'o, 'e>,
}

impl Visit for Sigtop<'_, '_, '_> {
    type Message = Desktop;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as sigtop writes them")
    }

    fn on_message(&mut self, message: Desktop) -> Result<(), Fault> {
        let sent = match message.r#type.as_str() {
            "outgoing" => true,
            "incoming" => false,
            _ => return self.out.skip(Skip::System),
        };
        let text = message.body.as_deref().unwrap_or_default();
        if message.deleted {
            return self.out.skip(Skip::Deleted);
        }
        if text.is_empty() && (!message.attachments.is_empty() || message.sticker.is_some()) {
            return self.out.skip(Skip::Media);
        }
        let chat = self.out.name(if message.conversation.is_empty() { self.title } else { &message.conversation });
        let author = message.source.as_deref().or(message.service.as_deref()).unwrap_or("unknown");
        self.out.message(Draft {
            time: message.sent_at,
            author: Some(author).filter(|_| !sent),
            me: Some(sent),
            text,
            conversation: Some(&chat),
        })
    }
}

/// sigtop's text: for each message a header, an empty line, the text, an empty line.
pub fn read_text(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut chat = out.name(reading.stem());
    let mut lines = Lines::new(input);
    let mut pending = Entry::default();
    let mut sent = None;
    let mut header = false;
    let flush = |pending: &mut Entry, sent: Option<bool>, chat: &Arc<str>, out: &mut Out<'_, '_>| {
        let Entry { time, author, text, open } = std::mem::take(pending);
        match (open, sent, text.trim()) {
            (false, ..) => Ok(()),
            (true, None, _) => out.skip(Skip::System),
            (true, Some(_), "") => out.skip(Skip::Media),
            (true, Some(me), text) => {
                out.message(Draft { time, author: Some(&author), me: Some(me), text, conversation: Some(chat) })
            }
        }
    };
    while let Some(line) = lines.next()? {
        if let Some(name) = line.strip_prefix("Conversation: ").filter(|_| !pending.open) {
            chat = out.name(name.split(" (").next().unwrap_or(name));
            continue;
        }
        if let Some(author) = line.strip_prefix("From: ").filter(|_| !header) {
            flush(&mut pending, sent.take(), &chat, out)?;
            let author = author.split(" (").next().unwrap_or(author).to_owned();
            pending = Entry { author, open: true, ..Entry::default() };
            header = true;
            continue;
        }
        match (header, line.split_once(": ")) {
            (true, _) if line.is_empty() => header = false,
            (true, Some(("Type", kind))) => {
                sent = match kind.trim() {
                    "outgoing" => Some(true),
                    "incoming" => Some(false),
                    _ => None,
                };
            }
            (true, Some(("Sent", moment))) => pending.time = time::mail(moment),
            (true, _) => {}
            (false, _) if pending.text.len() <= MAX_MESSAGE_BYTES => {
                pending.text.push_str(line);
                pending.text.push('\n');
            }
            (false, _) => {}
        }
    }
    flush(&mut pending, sent, &chat, out)
}
