//! Telegram Desktop's `result.json`, of one chat and of everything.

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, text_of, walk};
use crate::import::message::{NAMELESS, Skip};
use crate::import::sample::{LIKELY, Sample, when};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "telegram",
    title: "Telegram",
    origin: "Telegram Desktop > Settings > Advanced > Export Telegram data (or one chat's history), as machine-readable JSON",
    extensions: &["json"],
    places: &[UsualPlace::Saved("telegram-export"), UsualPlace::Saved("Telegram Desktop")],
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let sender = sample.has("from_id") || sample.has_all(&["from", "text", "type"]);
    let one = (sender && sample.has_all(&["messages", "date"])) || sample.has("date_unixtime");
    when(one || sample.has("personal_information") || sample.has_all(&["chats", "list"]), LIKELY)
}

const PATHS: [&[&str]; 3] =
    [&["messages", "*"], &["chats", "list", "*", "messages", "*"], &["left_chats", "list", "*", "messages", "*"]];

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    let mut export = Export { reading, out, user_id: None, chat, bot: false };
    walk(input, &PATHS, &mut export)
}

struct Export<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    /// `user` and the owner's number, as messages have it.
    user_id: Option<String>,
    chat: Arc<str>,
    /// The chat is one with a bot.
    bot: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    r#type: Option<String>,
    date: Option<String>,
    date_unixtime: Value,
    from: Option<String>,
    from_id: Value,
    // The name of a deleted account is null, so what counts is that the field is there.
    #[serde(deserialize_with = "present")]
    forwarded_from: bool,
    #[serde(deserialize_with = "present")]
    forwarded_from_id: bool,
    // The field is set for a message that was saved from somebody's channel.
    #[serde(deserialize_with = "present")]
    saved_from: bool,
    via_bot: Option<IgnoredAny>,
    text: Text,
    /// The same text in pieces; some exporters write only one of the two fields.
    text_entities: Text,
    rich_message: Option<Value>,
    media_type: Option<IgnoredAny>,
    photo: Option<IgnoredAny>,
    file: Option<IgnoredAny>,
    poll: Option<IgnoredAny>,
    location_information: Option<IgnoredAny>,
    contact_information: Option<IgnoredAny>,
}

/// Whatever the value is, the field is there.
fn present<'de, D: serde::Deserializer<'de>>(parser: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(parser).map(|_| true)
}

impl Visit for Export<'_, '_, '_, '_> {
    type Message = Message;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Telegram writes them")
    }

    fn wants(&self, key: &str) -> bool {
        matches!(key, "name" | "type" | "personal_information")
    }

    fn on_field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        match key {
            "name" => {
                // A deleted account has no name.
                let name = text_of(&value).unwrap_or_else(|| NAMELESS.to_owned());
                self.chat = self.out.name(&name);
            }
            "type" => {
                self.bot = value == "bot_chat";
                if value == "saved_messages" {
                    self.chat = self.out.name("Saved Messages");
                }
                if value == "personal_chat" && self.user_id.is_none() {
                    let name = self.chat.clone();
                    self.out.peer(&name)?;
                }
            }
            _ => {
                let part = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
                self.user_id = value.get("user_id").and_then(text_of).map(|id| format!("user{id}"));
                let name = format!("{} {}", part("first_name"), part("last_name"));
                self.out.owner(name.trim())?;
            }
        }
        Ok(())
    }

    fn on_message(&mut self, mut message: Message) -> Result<(), Fault> {
        let Text { prose, command, instead } = &message.text;
        if prose.trim().is_empty() && !command && instead.is_none() {
            message.text = std::mem::take(&mut message.text_entities);
        }
        if let (true, Some(rich)) = (message.text.prose.trim().is_empty(), &message.rich_message) {
            blocks(rich, &mut message.text, 0);
        }
        let Message { media_type, photo, file, poll, location_information, contact_information, .. } = &message;
        let media = [media_type, photo, file, poll, location_information, contact_information];
        let media = media.iter().any(|found| found.is_some());
        let skip = if message.r#type.as_deref().is_some_and(|kind| kind != "message") {
            Some(Skip::System)
        } else if message.forwarded_from || message.forwarded_from_id || message.saved_from {
            Some(Skip::Forwarded)
        } else if message.via_bot.is_some() || self.bot {
            Some(Skip::Bot)
        } else if message.text.command {
            Some(Skip::Command)
        } else if message.text.prose.trim().is_empty() {
            Some(if media { Skip::Media } else { message.text.instead.unwrap_or(Skip::Empty) })
        } else {
            None
        };
        if let Some(skip) = skip {
            return self.out.skip(skip);
        }
        let unixtime = text_of(&message.date_unixtime).and_then(|text| text.parse().ok()).and_then(time::epoch);
        let from_id = text_of(&message.from_id);
        self.out.message(Draft {
            time: unixtime.or_else(|| time::iso(self.reading.zone, message.date.as_deref()?)),
            author: Some(message.from.as_deref().unwrap_or(NAMELESS)),
            me: self.user_id.as_ref().zip(from_id).map(|(mine, from)| *mine == from),
            text: &message.text.prose,
            conversation: Some(&self.chat),
        })
    }
}

/// Values within values of a rich message.
const MAX_DEPTH: u32 = 24;

/// Adds what stands in a message of blocks: headings, paragraphs, lists; each on a line.
fn blocks(value: &Value, text: &mut Text, depth: u32) {
    match value {
        _ if depth > MAX_DEPTH => {}
        Value::Array(items) => items.iter().for_each(|item| blocks(item, text, depth + 1)),
        Value::Object(fields) => {
            let kind = fields.get("type").and_then(Value::as_str).unwrap_or_default();
            if let Some(words) = fields.get("text") {
                let begun = text.prose.len();
                inline(words, kind, text, depth + 1);
                if text.prose.len() > begun {
                    text.prose.push('\n');
                }
            }
            for key in ["blocks", "items", "rows", "cells", "caption", "content"] {
                if let Some(below) = fields.get(key) {
                    blocks(below, text, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// Adds words within a line.
fn inline(value: &Value, kind: &str, text: &mut Text, depth: u32) {
    match value {
        _ if depth > MAX_DEPTH => {}
        Value::String(words) => text.entity(kind, words),
        Value::Array(parts) => parts.iter().for_each(|part| inline(part, kind, text, depth + 1)),
        Value::Object(fields) => {
            let own = fields.get("type").and_then(Value::as_str).unwrap_or(kind);
            if let Some(words) = fields.get("text") {
                inline(words, own, text, depth + 1);
            }
        }
        _ => {}
    }
}

/// A text, or a list of texts and of texts with a kind.
#[derive(Default)]
struct Text {
    prose: String,
    /// It begins with a command to a bot.
    command: bool,
    /// What was left out.
    instead: Option<Skip>,
}

impl Text {
    fn entity(&mut self, kind: &str, text: &str) {
        match kind {
            "code" | "pre" => self.instead = Some(Skip::Code),
            "blockquote" => self.instead = Some(Skip::Quoted),
            "bot_command" if self.prose.trim().is_empty() => self.command = true,
            _ => self.prose.push_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(parser: D) -> Result<Text, D::Error> {
        parser.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text { prose: text.to_owned(), ..Text::default() })
    }

    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text, A::Error> {
        let mut text = Text::default();
        while let Some(part) = seq.next_element::<Part>()? {
            text.entity(&part.kind, &part.text);
        }
        Ok(text)
    }
}

/// One piece of a text.
#[derive(Default)]
struct Part {
    kind: String,
    text: String,
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: serde::Deserializer<'de>>(parser: D) -> Result<Part, D::Error> {
        struct PartVisitor;
        impl<'de> Visitor<'de> for PartVisitor {
            type Value = Part;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text or an object with one")
            }

            fn visit_str<E>(self, text: &str) -> Result<Part, E> {
                Ok(Part { text: text.to_owned(), ..Part::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Part, A::Error> {
                let mut part = Part::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "type" => part.kind = map.next_value()?,
                        "text" => part.text = map.next_value()?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(part)
            }
        }
        parser.deserialize_any(PartVisitor)
    }
}
