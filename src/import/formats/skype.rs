//! Skype's and Teams' exports: `messages.json`, with HTML in the messages.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::html;
use crate::import::json::{Visit, text_of, walk};
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};
use crate::import::time::{self, TimeZone};

pub const FORMAT: Description = Description {
    name: "skype",
    title: "Skype or Teams",
    aliases: &["teams"],
    origin: "secure.skype.com/en/data-export (Skype and Teams' free version): messages.json or the tar",
    extensions: &["json"],
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    when(sample.has("MessageList") || sample.has_all(&["userId", "conversations", "exportDate"]), SURE)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    #[serde(rename = "displayName")]
    name: Option<String>,
    #[serde(rename = "originalarrivaltime")]
    time: String,
    messagetype: String,
    content: Value,
    from: String,
}

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    let mut export = Export { reading, out, chat, own: None };
    walk(input, &[&["conversations", "*", "MessageList", "*"]], &mut export)
}

struct Export<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
    own: Option<String>,
}

impl Visit for Export<'_, '_, '_, '_> {
    type Message = Message;

    fn wants(&self, key: &str) -> bool {
        matches!(key, "userId" | "displayName" | "id")
    }

    fn on_field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        let Some(text) = text_of(&value).filter(|text| !text.is_empty()) else { return Ok(()) };
        match key {
            "userId" => self.own = Some(text),
            "id" => self.chat = self.out.name(bare(&text)),
            _ => self.chat = self.out.name(&text),
        }
        Ok(())
    }

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Skype writes them")
    }

    fn on_message(&mut self, message: Message) -> Result<(), Fault> {
        match message.messagetype.as_str() {
            "RichText" | "RichText/Html" | "Text" | "" => {}
            kind if kind.starts_with("RichText/") => return self.out.skip(Skip::Media),
            _ => return self.out.skip(Skip::System),
        }
        let content = text_of(&message.content).unwrap_or_default();
        if content.contains("<URIObject") || content.contains("<partlist") {
            return self.out.skip(if content.contains("<partlist") { Skip::System } else { Skip::Media });
        }
        let text = html::own_text(&content.replace('\n', "<br>"));
        if text.trim().is_empty() {
            return self.out.skip(if content.contains("<quote") { Skip::Quoted } else { Skip::Deleted });
        }
        let name = message.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(bare(&message.from));
        let owner = self.reading.owner;
        let named = owner.is(name) || owner.is(bare(&message.from));
        let me = match &self.own {
            Some(own) => Some(named || *own == message.from),
            None => named.then_some(true),
        };
        self.out.message(Draft {
            time: time::iso(&TimeZone::UTC, &message.time),
            author: Some(name),
            me,
            text: &text,
            conversation: Some(&self.chat),
        })
    }
}

/// `8:live:ann` is `live:ann`.
fn bare(id: &str) -> &str {
    id.split_once(':').filter(|(kind, _)| kind.bytes().all(|b| b.is_ascii_digit())).map_or(id, |(_, name)| name)
}
