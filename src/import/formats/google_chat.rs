//! Google Chat and Hangouts, as Takeout gives them: `messages.json` of each group, beside it who is who; `Hangouts.json`.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::{Beside, Reading};
use crate::import::description::{Description, Names, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, text_of, walk, whole};
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};
use crate::import::stamp;
use crate::import::time::{self, TimeZone};

pub const FORMAT: Description = Description {
    name: "google-chat",
    title: "Google Chat",
    aliases: &["hangouts", "gchat"],
    origin: "takeout.google.com > Google Chat (or Hangouts): zip, tgz or folder",
    extensions: &["json"],
    together: true,
    names: Some(Names { are: are_names, read: read_names }),
    shapes: &[
        Shape { score: score_chat, reader: Reader::Text(read_chat) },
        Shape { score: score_hangouts, reader: Reader::Text(read_hangouts) },
    ],
    ..Description::BASE
};

/// Under which key the owner's address stands among names.
const SELF: &str = "google-chat self";

fn score_chat(sample: &Sample<'_>) -> u8 {
    when(sample.has("messages") && sample.has_all(&["creator", "created_date"]), SURE)
}

fn score_hangouts(sample: &Sample<'_>) -> u8 {
    when(sample.has("conversations") && (sample.has("gaia_id") || sample.has("self_conversation_state")), SURE)
}

fn are_names(sample: &Sample<'_>) -> bool {
    let user = sample.file_name() == "user_info.json" && sample.has("user");
    user || sample.file_name() == "group_info.json" && sample.has("members")
}

fn read_names(name: &str, input: &mut dyn Read, beside: &mut Beside) -> Result<(), Fault> {
    let found: Value = whole(input)?;
    if let Some(email) = found.get("user").and_then(|user| user.get("email")).and_then(Value::as_str) {
        beside.users.insert(SELF.to_owned(), email.to_owned());
    }
    let folder = name.rsplit('/').nth(1).unwrap_or_default();
    if let (Some(title), true) = (found.get("name").and_then(Value::as_str), beside.channels.len() < Beside::MAX_NAMES)
    {
        beside.channels.insert(folder.to_owned(), title.to_owned());
    }
    Ok(())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    creator: Creator,
    created_date: String,
    text: Option<String>,
    attached_files: Option<Value>,
    message_state: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Creator {
    name: Option<String>,
    email: Option<String>,
    user_type: Option<String>,
}

pub fn read_chat(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let folder = reading.folder().unwrap_or(reading.stem());
    let chat = out.name(reading.beside.channels.get(folder).map_or(folder, String::as_str));
    walk(input, &[&["messages", "*"]], &mut Chat { reading, out, chat })
}

struct Chat<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
}

impl Visit for Chat<'_, '_, '_, '_> {
    type Message = Message;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Google Chat writes them")
    }

    fn on_message(&mut self, message: Message) -> Result<(), Fault> {
        let Message { creator, created_date, text, attached_files, message_state } = message;
        let text = text.unwrap_or_default();
        if message_state.as_deref() == Some("DELETED") {
            return self.out.skip(Skip::Deleted);
        }
        if creator.user_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("bot")) {
            return self.out.skip(Skip::Bot);
        }
        if text.is_empty() && attached_files.is_some() {
            return self.out.skip(Skip::Media);
        }
        let owner = self.reading.owner;
        let is_owner = |name: &Option<String>| name.as_deref().is_some_and(|name| owner.is(name));
        let named = is_owner(&creator.email) || is_owner(&creator.name);
        let me = match self.reading.beside.users.get(SELF) {
            Some(own) => Some(named || creator.email.as_ref() == Some(own)),
            None => named.then_some(true),
        };
        self.out.message(Draft {
            time: created(&created_date),
            author: creator.name.as_deref().or(creator.email.as_deref()),
            me,
            text: &text,
            conversation: Some(&self.chat),
        })
    }
}

/// `Tuesday, November 14, 2023 at 10:13:20 PM UTC`, in whatever language the account is.
fn created(text: &str) -> Option<i64> {
    let text = text.trim_end_matches("UTC").trim_end();
    if let Some(time) = time::iso(&TimeZone::UTC, text) {
        return Some(time);
    }
    let text = text.replace(" at ", " ");
    let found = stamp::moment(&text)?;
    let [day, month, year] = found.date;
    let date = if found.named { time::date(year, month, day) } else { None }?;
    time::at(&TimeZone::UTC, date, time::time(time::hour(found.hour, found.afternoon), found.minute, found.second)?)
}

/// One conversation of Hangouts, whose people are named within it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Event {
    sender_id: Option<Value>,
    timestamp: Value,
    chat_message: Option<Value>,
}

pub fn read_hangouts(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    let mut hangouts = Hangouts { out, chat, names: HashMap::new(), own: None };
    walk(input, &[&["conversations", "*", "events", "*"]], &mut hangouts)
}

struct Hangouts<'a, 'o, 'e> {
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
    names: HashMap<String, String>,
    own: Option<String>,
}

/// The number of an account.
fn account(value: Option<&Value>) -> Option<String> {
    let value = value?;
    value.get("gaia_id").or_else(|| value.get("chat_id")).and_then(text_of)
}

impl Visit for Hangouts<'_, '_, '_> {
    type Message = Event;

    fn wants(&self, key: &str) -> bool {
        key == "conversation"
    }

    fn on_field(&mut self, _: &str, value: Value) -> Result<(), Fault> {
        let inner = value.get("conversation").unwrap_or(&value);
        let own = inner.get("self_conversation_state").and_then(|state| state.get("self_read_state"));
        if let Some(own) = account(own.and_then(|state| state.get("participant_id"))) {
            self.own = Some(own);
        }
        let mut others = Vec::new();
        for person in inner.get("participant_data").and_then(Value::as_array).into_iter().flatten() {
            let name = person.get("fallback_name").and_then(Value::as_str);
            let Some(id) = account(person.get("id")) else { continue };
            if let Some(name) = name.filter(|_| Some(&id) != self.own.as_ref()) {
                others.push(name.to_owned());
            }
            if let (Some(name), true) = (name, self.names.len() < Beside::MAX_NAMES) {
                self.names.insert(id, name.to_owned());
            }
        }
        let title = inner.get("name").and_then(Value::as_str).map_or_else(|| others.join(", "), str::to_owned);
        if !title.is_empty() {
            self.chat = self.out.name(&title);
        }
        Ok(())
    }

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not an event as Hangouts writes them")
    }

    fn on_message(&mut self, event: Event) -> Result<(), Fault> {
        let Some(content) = event.chat_message.as_ref().and_then(|message| message.get("message_content")) else {
            return self.out.skip(Skip::System);
        };
        let mut text = String::new();
        for segment in content.get("segment").and_then(Value::as_array).into_iter().flatten() {
            match segment.get("type").and_then(Value::as_str) {
                Some("LINE_BREAK") => text.push('\n'),
                _ => text.push_str(segment.get("text").and_then(Value::as_str).unwrap_or_default()),
            }
        }
        if text.is_empty() {
            return self.out.skip(Skip::Media);
        }
        let sender = account(event.sender_id.as_ref());
        let name = sender.as_ref().and_then(|id| self.names.get(id)).or(sender.as_ref()).cloned();
        let micros = text_of(&event.timestamp).and_then(|time| time.parse::<i64>().ok());
        self.out.message(Draft {
            time: micros.map(|time| time / 1000),
            author: name.as_deref(),
            me: self.own.as_ref().zip(sender.as_ref()).map(|(own, sender)| own == sender),
            text: &text,
            conversation: Some(&self.chat),
        })
    }
}
