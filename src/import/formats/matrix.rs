//! Element's export of a room of Matrix as JSON. Its text is read as a chat of lines.

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

pub const FORMAT: Description = Description {
    name: "matrix",
    title: "Matrix or Element",
    aliases: &["element"],
    origin: "in a room: Room info > Export chat, as JSON or plain text",
    extensions: &["json", "txt"],
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    when(sample.has("origin_server_ts") && (sample.has("sender") || sample.has("room_name")), SURE)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Event {
    r#type: String,
    sender: String,
    origin_server_ts: Option<i64>,
    content: Value,
}

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let room = out.name(reading.stem());
    walk(input, &[&["messages", "*"], &["*"]], &mut Room { reading, out, room })
}

struct Room<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    room: Arc<str>,
}

impl Visit for Room<'_, '_, '_, '_> {
    type Message = Event;

    fn wants(&self, key: &str) -> bool {
        matches!(key, "room_name" | "exported_by")
    }

    fn on_field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        let Some(text) = text_of(&value).filter(|text| !text.is_empty()) else { return Ok(()) };
        if key == "room_name" {
            self.room = self.out.name(&text);
            return Ok(());
        }
        self.out.owner(&text)
    }

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not an event as Element writes them")
    }

    fn on_message(&mut self, event: Event) -> Result<(), Fault> {
        let part = |key: &str| event.content.get(key).and_then(Value::as_str);
        if event.r#type != "m.room.message" {
            return self.out.skip(if event.r#type == "m.reaction" { Skip::Reaction } else { Skip::System });
        }
        let relation = event.content.get("m.relates_to").and_then(|to| to.get("rel_type")).and_then(Value::as_str);
        if relation == Some("m.replace") {
            // The message itself has the new text in an export.
            return self.out.skip(Skip::System);
        }
        match part("msgtype") {
            Some("m.text") => {}
            Some("m.emote" | "m.notice") => return self.out.skip(Skip::Bot),
            Some(_) => return self.out.skip(Skip::Media),
            None => return self.out.skip(Skip::Deleted),
        }
        let owner = self.reading.owner;
        let local = event.sender.trim_start_matches('@').split(':').next().unwrap_or_default();
        let named = owner.is(&event.sender) || owner.is(local);
        self.out.message(Draft {
            time: event.origin_server_ts,
            author: Some(&event.sender),
            me: named.then_some(true),
            text: part("body").unwrap_or_default(),
            conversation: Some(&self.room),
        })
    }
}
