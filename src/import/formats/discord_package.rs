//! Discord's own data package: `messages/c123/messages.json` or `.csv`. Everything in it was written by the owner.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::{Beside, Reading};
use super::table::Table;
use crate::import::error::{Fault, Place};
use crate::import::json::{self, Visit, walk};
use crate::import::message::Skip;
use crate::import::time::{self, TimeZone};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    #[serde(rename = "Timestamp")]
    timestamp: String,
    #[serde(rename = "Contents")]
    contents: Option<String>,
    #[serde(rename = "Attachments")]
    attachments: Option<String>,
}

pub fn read_csv(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = title(reading, out);
    let mut table = Table::new(input, &["Timestamp", "Contents", "Attachments"])?;
    while let Some(row) = table.next(out)? {
        let [timestamp, contents, attachments] = row.try_into().unwrap_or_default();
        take(&Row { timestamp, contents: Some(contents), attachments: Some(attachments) }, &chat, out)?;
    }
    Ok(())
}

pub fn read_json(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = title(reading, out);
    walk(input, &[&["*"]], &mut Rows { chat, out })
}

struct Rows<'a, 'o, 'e> {
    chat: Arc<str>,
    out: &'a mut Out<'o, 'e>,
}

impl Visit for Rows<'_, '_, '_> {
    type Message = Row;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Discord writes them")
    }

    fn on_message(&mut self, row: Row) -> Result<(), Fault> {
        take(&row, &self.chat, self.out)
    }
}

fn take(row: &Row, chat: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let contents = row.contents.as_deref().unwrap_or_default();
    if contents.trim().is_empty() && row.attachments.as_deref().is_some_and(|files| !files.is_empty()) {
        return out.skip(Skip::Media);
    }
    let text = super::discord_text::unmarked(contents);
    let time = time::iso(&TimeZone::UTC, &row.timestamp);
    out.message(Draft { time, author: None, me: Some(true), text: &text, conversation: Some(chat) })
}

/// What the channel of the folder `c123` is called.
fn title(reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Arc<str> {
    let folder = reading.folder().unwrap_or("discord");
    let id = folder.strip_prefix('c').unwrap_or(folder);
    let name = reading.beside.channels.get(id).map_or(folder, String::as_str);
    out.name(name)
}

/// `index.json`: what each channel is called.
pub fn read_names(name: &str, input: &mut dyn Read, beside: &mut Beside) -> Result<(), Fault> {
    if !name.ends_with("index.json") {
        return Ok(());
    }
    let names: serde_json::Map<String, Value> = json::whole(input)?;
    for (id, name) in names {
        if let (Value::String(name), true) = (name, beside.channels.len() < Beside::MAX_NAMES) {
            beside.channels.insert(id, name);
        }
    }
    Ok(())
}
