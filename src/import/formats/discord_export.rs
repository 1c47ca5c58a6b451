//! What DiscordChatExporter writes as JSON and CSV.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::discord_text::{moment, unmarked};
use super::out::{Draft, Out};
use super::reading::Reading;
use super::table::Table;
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, walk};
use crate::import::message::Skip;
use crate::import::time;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    r#type: String,
    timestamp: String,
    content: Option<String>,
    author: Author,
    attachments: Vec<IgnoredAny>,
    stickers: Vec<IgnoredAny>,
    #[serde(rename = "forwardedMessage")]
    forwarded: Option<IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author {
    name: String,
    nickname: Option<String>,
    #[serde(rename = "isBot")]
    is_bot: bool,
}

pub fn read_json(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    let mut export = Export { reading, out, chat, peer: None };
    walk(input, &[&["messages", "*"]], &mut export)
}

struct Export<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
    /// Name of the other person in a conversation of two, until a message of theirs was read.
    peer: Option<String>,
}

impl Visit for Export<'_, '_, '_, '_> {
    type Message = Message;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as DiscordChatExporter writes them")
    }

    fn wants(&self, key: &str) -> bool {
        key == "channel"
    }

    fn on_field(&mut self, _: &str, channel: Value) -> Result<(), Fault> {
        let part = |key| channel.get(key).and_then(Value::as_str);
        let name = part("name").unwrap_or(&self.chat).to_owned();
        let direct = part("type").is_some_and(|kind| kind.starts_with("Direct") && kind != "DirectGroupTextChat");
        self.chat = match part("category").filter(|_| !direct) {
            Some(category) => self.out.name(&format!("{category} / {name}")),
            None => self.out.name(&name),
        };
        self.peer = direct.then_some(name);
        Ok(())
    }

    fn on_message(&mut self, message: Message) -> Result<(), Fault> {
        let content = message.content.as_deref().unwrap_or_default();
        // Older versions write numbers: 0 is a message, 19 an answer.
        let ordinary = ["", "Default", "Reply", "0", "19"].contains(&message.r#type.as_str());
        let media = !message.attachments.is_empty() || !message.stickers.is_empty();
        let skip = if message.author.is_bot {
            Some(Skip::Bot)
        } else if !ordinary {
            Some(Skip::System)
        } else if message.forwarded.is_some() {
            Some(Skip::Forwarded)
        } else {
            (content.is_empty() && media).then_some(Skip::Media)
        };
        if let Some(skip) = skip {
            return self.out.skip(skip);
        }
        let author = &message.author;
        if self.peer.as_ref().is_some_and(|peer| *peer == author.name || Some(peer) == author.nickname.as_ref()) {
            self.peer = None;
            self.out.peer(&author.name)?;
        }
        let owner = self.reading.owner;
        let me = owner.is(&author.name) || author.nickname.as_deref().is_some_and(|name| owner.is(name));
        self.out.message(Draft {
            time: time::iso(self.reading.zone, &message.timestamp),
            author: Some(&author.name),
            me: me.then_some(true),
            text: &unmarked(content),
            conversation: Some(&self.chat),
        })
    }
}

pub fn read_csv(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(reading.stem());
    let mut table = Table::new(input, &["Author", "Date", "Content", "Attachments"])?;
    let mut order = None;
    while let Some(row) = table.next(out)? {
        let [author, date, content, attachments] = row.try_into().unwrap_or_default();
        if content.is_empty() && !attachments.is_empty() {
            out.skip(Skip::Media)?;
            continue;
        }
        let author = author.strip_suffix("#0000").or_else(|| author.strip_suffix("#0")).unwrap_or(&author);
        out.message(Draft {
            time: moment(&date, reading.zone, &mut order),
            author: Some(author),
            me: None,
            text: &unmarked(&content),
            conversation: Some(&chat),
        })?;
    }
    Ok(())
}
