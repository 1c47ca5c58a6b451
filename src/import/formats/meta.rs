//! Facebook Messenger's and Instagram's JSON, the broken UTF-8 of which is mended, and Messenger's newer one for
//! encrypted chats.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::mojibake::mended;
use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, walk};
use crate::import::message::Skip;
use crate::import::reactions;
use crate::import::sample::{LIKELY, Sample, when};
use crate::import::system::{is_encryption_notice, is_event};

/// Bytes of text held back to be put in the order in which it was written.
const MAX_HELD_BYTES: usize = 12 << 20;

pub const FORMAT: Description = Description {
    name: "messenger",
    title: "Messenger or Instagram",
    aliases: &["facebook", "instagram", "meta"],
    origin: "Accounts Centre > Your information and permissions > Download your information, as JSON: zip or folder",
    extensions: &["json"],
    together: true,
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let named = sample.has("sender_name") || sample.has("senderName") || sample.has("threadName");
    when(named || sample.has_all(&["participants", "messages"]), LIKELY)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    #[serde(alias = "senderName")]
    sender_name: String,
    #[serde(alias = "timestamp")]
    timestamp_ms: Option<i64>,
    #[serde(alias = "text")]
    content: Option<String>,
    r#type: Option<String>,
    #[serde(alias = "isUnsent")]
    is_unsent: bool,
    call_duration: Option<IgnoredAny>,
    share: Option<IgnoredAny>,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let folder = reading.folder().filter(|_| reading.stem().starts_with("message"));
    let chat = out.name(folder.unwrap_or(reading.stem()));
    let mut export = Export { out, chat, peer: None, held: Vec::new(), held_bytes: 0 };
    walk(input, &[&["messages", "*"]], &mut export)?;
    export.flush()?;
    match export.peer.take() {
        Some(peer) => out.peer(&peer),
        None => Ok(()),
    }
}

struct Export<'a, 'o, 'e> {
    out: &'a mut Out<'o, 'e>,
    chat: Arc<str>,
    peer: Option<String>,
    held: Vec<Held>,
    held_bytes: usize,
}

struct Held {
    time: Option<i64>,
    author: Arc<str>,
    text: String,
}

impl Visit for Export<'_, '_, '_> {
    type Message = Message;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Messenger writes them")
    }

    fn wants(&self, key: &str) -> bool {
        matches!(key, "participants" | "title" | "threadName")
    }

    fn on_field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        match (key, value) {
            ("participants", Value::Array(members)) if self.held.is_empty() => {
                let name =
                    |member: &Value| member.get("name").or(Some(member)).and_then(Value::as_str).map(str::to_owned);
                let mut names: Vec<String> = members.iter().filter_map(name).map(mended).collect();
                names.sort();
                if !names.is_empty() {
                    self.chat = self.out.name(&names.join(", "));
                }
            }
            // A conversation of two has the other one's name.
            ("title", Value::String(title)) => self.peer = Some(mended(title)),
            // Here with a number behind it.
            ("threadName", Value::String(title)) => {
                let title = mended(title);
                let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                let name = title.rsplit_once('_').filter(|(_, id)| number(id)).map_or(title.as_str(), |(name, _)| name);
                self.peer = Some(name.to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn on_message(&mut self, message: Message) -> Result<(), Fault> {
        let author = mended(message.sender_name);
        let text = message.content.map(mended).unwrap_or_default();
        let kind = message.r#type.as_deref().unwrap_or_default();
        let skip = if message.is_unsent {
            Some(Skip::Deleted)
        } else if message.call_duration.is_some() || ["Call", "Subscribe", "Unsubscribe", "placeholder"].contains(&kind)
        {
            Some(Skip::System)
        } else if text.is_empty() || (message.share.is_some() && is_event(&text, &author)) {
            Some(Skip::Media)
        } else if is_event(&text, &author) {
            Some(Skip::System)
        } else {
            reactions::of_program(&text).then_some(Skip::Reaction)
        };
        if let Some(skip) = skip {
            return self.out.skip(skip);
        }
        self.held_bytes += text.len() + size_of::<Held>();
        let author = self.out.name(&author);
        self.held.push(Held { time: message.timestamp_ms, author, text });
        if self.held_bytes > MAX_HELD_BYTES { self.flush() } else { Ok(()) }
    }
}

impl Export<'_, '_, '_> {
    /// Hands on what is held; the files have the newest message first.
    fn flush(&mut self) -> Result<(), Fault> {
        self.held_bytes = 0;
        let mut held = std::mem::take(&mut self.held);
        let ends = held.first().zip(held.last());
        if ends.is_some_and(|(first, last)| first.time > last.time) {
            held.reverse();
        }
        for (Held { time, author, text }, again) in std::iter::zip(&held, repeated(&held)) {
            if again || is_encryption_notice(text) {
                self.out.skip(Skip::System)?;
                continue;
            }
            let (time, draft_text) = (*time, text.as_str());
            let draft =
                Draft { time, author: Some(author), me: None, text: draft_text, conversation: Some(&self.chat) };
            self.out.message(draft)?;
        }
        Ok(())
    }
}

/// Which messages tell of their own author, by the whole name, in words that come again with other names and numbers in
/// them: what a program writes, in whatever language.
fn repeated(held: &[Held]) -> Vec<bool> {
    let skeletons: Vec<Option<String>> = held.iter().map(|held| skeleton(&held.text, &held.author)).collect();
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for skeleton in skeletons.iter().flatten() {
        *counts.entry(skeleton).or_default() += 1;
    }
    skeletons
        .iter()
        .map(|found| found.as_deref().is_some_and(|found| counts.get(found).is_some_and(|n| *n > 1)))
        .collect()
}

/// A short line that begins with its author's whole name, without names and numbers.
fn skeleton(text: &str, author: &str) -> Option<String> {
    let rest = text.strip_prefix(author).filter(|rest| rest.starts_with(' ') && author.contains(' '))?;
    let fits = rest.len() < 300 && !rest.contains('\n') && !rest.ends_with(['!', '?']);
    fits.then(|| {
        let outside: String = rest.split(['"', '“', '”', '„', '«', '»']).step_by(2).collect();
        outside.chars().filter(|c| !c.is_numeric()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_come_again_with_ones_own_name() {
        let held = |text: &str| Held { time: None, author: "Ann Lee".into(), text: text.to_owned() };
        let again =
            repeated(&[held("Ann Lee bcd «x» efg"), held("Ann Lee bcd «y» efg"), held("Ann Lee was here"), held("hi")]);
        assert_eq!(again, [true, true, false, false]);
    }
}
