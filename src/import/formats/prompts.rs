//! What a person asked ChatGPT and Claude, from their exports: only the person's own words, none of the answers.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, text_of, walk};
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};
use crate::import::time::{self, TimeZone};

pub const FORMAT: Description = Description {
    name: "prompts",
    title: "ChatGPT or Claude",
    aliases: &["chatgpt", "claude"],
    origin: "ChatGPT's and Claude's Settings > Data > Export: conversations.json or the zip; only what you asked",
    extensions: &["json"],
    shapes: &[
        Shape { score: score_chatgpt, reader: Reader::Text(read_chatgpt) },
        Shape { score: score_claude, reader: Reader::Text(read_claude) },
    ],
    ..Description::BASE
};

fn score_chatgpt(sample: &Sample<'_>) -> u8 {
    when(sample.has("mapping") && (sample.has("author") || sample.has("current_node")), SURE)
}

fn score_claude(sample: &Sample<'_>) -> u8 {
    when(sample.has_all(&["chat_messages", "sender"]), SURE)
}

/// A node of a conversation of ChatGPT's.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Node {
    message: Option<Asked>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    author: Author,
    create_time: Option<f64>,
    content: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author {
    role: String,
}

fn read_chatgpt(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    walk(input, &[&["*", "mapping", "{}"], &["mapping", "{}"]], &mut ChatGpt { out, chat })
}

struct ChatGpt<'a, 'o, 'e> {
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
}

impl Visit for ChatGpt<'_, '_, '_> {
    type Message = Node;

    fn wants(&self, key: &str) -> bool {
        key == "title"
    }

    fn on_field(&mut self, _: &str, value: Value) -> Result<(), Fault> {
        if let Some(title) = value.as_str().filter(|title| !title.is_empty()) {
            self.chat = self.out.name(title);
        }
        Ok(())
    }

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as ChatGPT's export has them")
    }

    fn on_message(&mut self, node: Node) -> Result<(), Fault> {
        let Some(message) = node.message else { return Ok(()) };
        match message.author.role.as_str() {
            "user" => {}
            "system" => return self.out.skip(Skip::System),
            _ => return self.out.skip(Skip::Bot),
        }
        let parts = message.content.get("parts").and_then(Value::as_array);
        let kind = message.content.get("content_type").and_then(Value::as_str).unwrap_or("text");
        let text: Vec<&str> = parts.into_iter().flatten().filter_map(Value::as_str).collect();
        if !["text", "multimodal_text"].contains(&kind) || text.is_empty() {
            // ChatGPT stores the person's settings as a message, too.
            return self.out.skip(if kind == "text" { Skip::Empty } else { Skip::System });
        }
        let time = message.create_time.and_then(time::epoch);
        own(time, &text.join("\n"), &self.chat, self.out)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    sender: String,
    text: Value,
    created_at: String,
    content: Vec<Value>,
    attachments: Vec<Value>,
}

fn read_claude(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    walk(input, &[&["*", "chat_messages", "*"], &["chat_messages", "*"]], &mut Claude { out, chat })
}

struct Claude<'a, 'o, 'e> {
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
}

impl Visit for Claude<'_, '_, '_> {
    type Message = Said;

    fn wants(&self, key: &str) -> bool {
        key == "name"
    }

    fn on_field(&mut self, _: &str, value: Value) -> Result<(), Fault> {
        if let Some(title) = value.as_str().filter(|title| !title.is_empty()) {
            self.chat = self.out.name(title);
        }
        Ok(())
    }

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Claude's export has them")
    }

    fn on_message(&mut self, message: Said) -> Result<(), Fault> {
        if message.sender != "human" {
            return self.out.skip(Skip::Bot);
        }
        let parts = || {
            let words = |part: &Value| {
                let text = part.get("type").and_then(Value::as_str) == Some("text");
                part.get("text").filter(|_| text).and_then(text_of)
            };
            message.content.iter().filter_map(words).collect::<Vec<_>>().join("\n")
        };
        let text = text_of(&message.text).filter(|text| !text.is_empty()).unwrap_or_else(parts);
        if text.is_empty() && !message.attachments.is_empty() {
            return self.out.skip(Skip::Media);
        }
        own(time::iso(&TimeZone::UTC, &message.created_at), &text, &self.chat, self.out)
    }
}

fn own(time: Option<i64>, text: &str, chat: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    out.message(Draft { time, author: None, me: Some(true), text, conversation: Some(chat) })
}
