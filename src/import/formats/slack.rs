//! Slack's exports: a folder a channel with a file a day, and names in `users.json`, `channels.json` and others.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::{Beside, Reading};
use super::slack_text::{rich_text, unescaped};
use crate::import::description::{Description, Names, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, walk};
use crate::import::message::Skip;
use crate::import::sample::{LIKELY, Sample, when};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "slack",
    title: "Slack",
    origin: "the workspace's settings > Import/Export Data > Export: zip or folder; slackdump's JSON",
    extensions: &["json"],
    together: true,
    names: Some(Names { are: are_names, read: read_names }),
    shapes: &[
        Shape { score, reader: Reader::Text(read) },
        Shape { score: score_dump, reader: Reader::Text(read_dump) },
    ],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let said = ["user", "bot_id", "text", "blocks"].iter().any(|key| sample.has(key));
    when(sample.start.starts_with('[') && sample.has("ts") && said, LIKELY - 5)
}

/// slackdump writes one object a channel.
fn score_dump(sample: &Sample<'_>) -> u8 {
    let channel = sample.has("channel_id") || sample.has("slackdump_thread_replies");
    when(sample.start.starts_with('{') && channel && sample.has_all(&["messages", "ts"]), LIKELY + 5)
}

fn are_names(sample: &Sample<'_>) -> bool {
    let list = matches!(sample.file_name(), "users.json" | "channels.json" | "groups.json" | "mpims.json" | "dms.json");
    list && sample.start.starts_with('[') && (sample.has("id") || sample.start.trim_end() == "[]")
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    r#type: Option<String>,
    subtype: Option<String>,
    user: Option<String>,
    user_profile: Option<Profile>,
    bot_id: Option<IgnoredAny>,
    text: Option<String>,
    ts: String,
    thread_ts: Option<String>,
    files: Option<IgnoredAny>,
    upload: Option<bool>,
    hidden: Option<bool>,
    blocks: Option<Value>,
    attachments: Option<IgnoredAny>,
    /// slackdump has answers with what they answer.
    slackdump_thread_replies: Vec<Message>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    display_name: Option<String>,
    real_name: Option<String>,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let folder = reading.folder().unwrap_or(reading.stem());
    let channel = reading.beside.channels.get(folder).map_or(folder, String::as_str);
    let channel = out.name(channel);
    walk(input, &[&["*"]], &mut Day { reading, out, channel })
}

/// What slackdump writes: one channel with its name.
fn read_dump(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let channel = out.name(reading.stem());
    walk(input, &[&["messages", "*"]], &mut Day { reading, out, channel })
}

struct Day<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    channel: Arc<str>,
}

impl Visit for Day<'_, '_, '_, '_> {
    type Message = Message;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Slack writes them")
    }

    fn wants(&self, key: &str) -> bool {
        key == "name"
    }

    fn on_field(&mut self, _: &str, value: Value) -> Result<(), Fault> {
        if let Some(name) = value.as_str().filter(|name| !name.is_empty()) {
            self.channel = self.out.name(name);
        }
        Ok(())
    }

    fn on_message(&mut self, mut message: Message) -> Result<(), Fault> {
        let replies = std::mem::take(&mut message.slackdump_thread_replies);
        self.one(message)?;
        replies.into_iter().try_for_each(|reply| self.one(reply))
    }
}

impl Day<'_, '_, '_, '_> {
    fn one(&mut self, message: Message) -> Result<(), Fault> {
        let text = message.text.as_deref().unwrap_or_default();
        let rich = if text.trim().is_empty() { message.blocks.as_ref().map(rich_text) } else { None };
        let text = rich.as_deref().unwrap_or(text);
        if let Some(skip) = skip(&message, text) {
            return self.out.skip(skip);
        }
        let id = message.user.as_deref().unwrap_or_default();
        let own_name = message.user_profile.as_ref().and_then(|profile| {
            profile.display_name.as_deref().filter(|name| !name.is_empty()).or(profile.real_name.as_deref())
        });
        let name = self.reading.beside.users.get(id).map(String::as_str).or(own_name).unwrap_or(id);
        // An answer in a thread belongs to that thread.
        let thread = message.thread_ts.as_ref().filter(|thread| **thread != message.ts);
        let conversation = match thread {
            Some(thread) => self.out.name(&format!("{} thread {thread}", self.channel)),
            None => self.channel.clone(),
        };
        let text = unescaped(text, self.reading.beside);
        self.out.message(Draft {
            time: message.ts.parse().ok().and_then(time::epoch),
            author: Some(name),
            me: self.reading.owner.is(id).then_some(true),
            text: &text,
            conversation: Some(&conversation),
        })
    }
}

fn skip(message: &Message, text: &str) -> Option<Skip> {
    if message.r#type.as_deref().is_some_and(|kind| kind != "message") || message.hidden == Some(true) {
        return Some(Skip::System);
    }
    if message.user.as_deref() == Some("USLACKBOT") {
        return Some(Skip::Bot);
    }
    match message.subtype.as_deref() {
        None | Some("thread_broadcast" | "me_message") if message.bot_id.is_some() => Some(Skip::Bot),
        None | Some("thread_broadcast" | "me_message") => {
            let media = message.files.is_some() || message.upload == Some(true) || message.attachments.is_some();
            (text.is_empty() && media).then_some(Skip::Media)
        }
        Some("bot_message" | "bot_add" | "bot_remove") => Some(Skip::Bot),
        // Older exports have Slack's own words there, newer ones what was written beside the file.
        Some("file_share") if !text.is_empty() && !text.starts_with("<@") => None,
        Some("file_share" | "file_mention" | "file_comment") => Some(Skip::Media),
        Some("tombstone") => Some(Skip::Deleted),
        Some(_) => Some(Skip::System),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    id: String,
    name: Option<String>,
    real_name: Option<String>,
    profile: Profile,
}

/// Who is behind each identifier, and what channels are called.
pub fn read_names(name: &str, input: &mut dyn Read, beside: &mut Beside) -> Result<(), Fault> {
    let users = name.ends_with("users.json");
    walk(input, &[&["*"]], &mut NameList { users, beside })
}

struct NameList<'a> {
    users: bool,
    beside: &'a mut Beside,
}

impl Visit for NameList<'_> {
    type Message = Named;

    fn on_unreadable(&mut self, _: Place) -> Result<(), Fault> {
        Ok(())
    }

    fn on_message(&mut self, named: Named) -> Result<(), Fault> {
        if self.beside.users.len() + self.beside.channels.len() >= Beside::MAX_NAMES {
            return Ok(());
        }
        let Named { id, name, real_name, profile } = named;
        let filled = |name: Option<String>| name.filter(|name| !name.is_empty());
        if self.users {
            let shown = filled(profile.display_name).or(filled(real_name)).or(filled(profile.real_name)).or(name);
            self.beside.users.extend(shown.map(|shown| (id, shown)));
        } else {
            self.beside.channels.extend(filled(name).map(|name| (id, name)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_shown() {
        let mut beside = Beside::default();
        beside.users.insert("U1".into(), "ann".into());
        beside.channels.insert("C1".into(), "general".into());
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text, &beside), expected);
        check("<@U1>: see <https://a.b/c|the page> &amp; <https://x.y>", "@ann: see the page & https://x.y");
        check("<!here> in <#C1> and <#C2|other>", "@here in #general and #other");
        check("1 &lt; 2 <unclosed", "1 < 2 <unclosed");
        check("<@U9>", "@U9");
        check("<!date^1^{date}|May 1>", "May 1");
    }
}
