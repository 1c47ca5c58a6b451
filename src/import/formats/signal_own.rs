//! Signal's own export: JSON Lines of frames as its backups have them: accounts, recipients, chats, then chat items.

use std::collections::HashMap;
use std::io::Read;

use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::{Beside, Reading};
use crate::import::error::{Fault, Place};
use crate::import::json::text_of;
use crate::import::json_mend::value_of;
use crate::import::lines::Lines;
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};
use crate::import::time;

pub fn score(sample: &Sample<'_>) -> u8 {
    let frame = ["backupInfo", "account", "recipient", "chat", "chatItem"].iter().any(|key| sample.line_has(key));
    let version = sample.line_has("version") && sample.line_has("backupTimeMs");
    when(frame && sample.object.as_ref().is_some_and(|line| line.len() == 1) || version, SURE)
}

/// Who is who, as far as frames told.
#[derive(Default)]
struct Frames {
    names: HashMap<String, String>,
    /// The recipient of each chat.
    chats: HashMap<String, String>,
    own: Option<String>,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut frames = Frames::default();
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        if line.trim().is_empty() {
            continue;
        }
        match value_of::<Value>(line.as_bytes()) {
            Some(Value::Object(frame)) => {
                if let Some(recipient) = frame.get("recipient") {
                    frames.recipient(recipient);
                } else if let Some(chat) = frame.get("chat") {
                    frames.chat(chat);
                } else if let Some(item) = frame.get("chatItem") {
                    frames.item(item, reading, out)?;
                }
            }
            _ => out.unreadable(Place::Line(number), "not a frame as Signal writes them")?,
        }
    }
    Ok(())
}

impl Frames {
    fn recipient(&mut self, recipient: &Value) {
        let Some(id) = recipient.get("id").and_then(text_of) else { return };
        if recipient.get("self").is_some() {
            self.own = Some(id.clone());
        }
        if let (Some(name), true) = (name_of(recipient), self.names.len() < Beside::MAX_NAMES) {
            self.names.insert(id, name);
        }
    }

    fn chat(&mut self, chat: &Value) {
        let part = |key| chat.get(key).and_then(text_of);
        if let (Some(id), Some(recipient), true) =
            (part("id"), part("recipientId"), self.chats.len() < Beside::MAX_NAMES)
        {
            self.chats.insert(id, recipient);
        }
    }

    fn item(&self, item: &Value, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        let part = |key: &str| item.get(key).and_then(text_of);
        let Some(message) = item.get("standardMessage").or_else(|| item.get("directStoryReplyMessage")) else {
            let deleted = item.get("remoteDeletedMessage").is_some();
            let media = item.get("stickerMessage").or_else(|| item.get("contactMessage")).is_some();
            return out.skip(if deleted {
                Skip::Deleted
            } else if media {
                Skip::Media
            } else {
                Skip::System
            });
        };
        let text = message.get("text").or_else(|| message.get("textReply")?.get("text"));
        let text = text.and_then(|text| text.get("body").or(Some(text))).and_then(text_of).unwrap_or_default();
        if text.is_empty() {
            return out.skip(Skip::Media);
        }
        let chat = part("chatId").unwrap_or_default();
        let named = self.chats.get(&chat).and_then(|recipient| self.names.get(recipient));
        let conversation = out.name(named.map_or(reading.stem(), String::as_str));
        let author = part("authorId");
        let sent = item.get("outgoing").is_some() || (author.is_some() && author == self.own);
        let name = author.as_ref().and_then(|id| self.names.get(id)).or(author.as_ref());
        out.message(Draft {
            time: part("dateSent").and_then(|time| time.parse().ok()).and_then(time::epoch),
            author: name.map(String::as_str).filter(|_| !sent),
            me: Some(sent),
            text: &text,
            conversation: Some(&conversation),
        })
    }
}

/// What a recipient is called.
fn name_of(recipient: &Value) -> Option<String> {
    let filled = |value: Option<&Value>| value.and_then(text_of).filter(|name| !name.is_empty());
    let contact = recipient.get("contact").or_else(|| recipient.get("distributionList"));
    if let Some(contact) = contact {
        let nickname = contact.get("nickname").and_then(|name| filled(name.get("given")));
        let keys = ["systemGivenName", "profileGivenName", "name", "username", "e164"];
        return nickname.or_else(|| keys.iter().find_map(|key| filled(contact.get(key))));
    }
    let title = recipient.get("group")?.get("snapshot")?.get("title")?;
    filled(title.get("title")).or_else(|| filled(Some(title)))
}
