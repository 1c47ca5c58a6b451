//! Exports of Zulip and Mattermost.

use std::io::Read;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::{Beside, Reading};
use crate::import::description::{Description, Names, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::html;
use crate::import::json::{Visit, text_of, walk};
use crate::import::json_mend::value_of;
use crate::import::lines::Lines;
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "team-chat",
    title: "Zulip or Mattermost",
    aliases: &["zulip", "mattermost"],
    origin: "Zulip's organisation export (messages-000001.json, realm.json); Mattermost's bulk export (JSON lines)",
    extensions: &["json", "jsonl"],
    together: true,
    names: Some(Names { are: are_names, read: read_names }),
    shapes: &[
        Shape { score: score_zulip, reader: Reader::Text(read_zulip) },
        Shape { score: score_mattermost, reader: Reader::Text(read_mattermost) },
    ],
    ..Description::BASE
};

fn score_zulip(sample: &Sample<'_>) -> u8 {
    when(sample.has("zerver_message"), SURE)
}

fn score_mattermost(sample: &Sample<'_>) -> u8 {
    let frame = ["version", "post", "direct_post"].iter().any(|key| sample.line_has(key));
    when(sample.line_has("type") && frame && !sample.line_has("text"), SURE - 5)
}

fn are_names(sample: &Sample<'_>) -> bool {
    sample.file_name() == "realm.json" && sample.has("zerver_realm")
}

/// Who is who in Zulip's `realm.json`.
fn read_names(_: &str, input: &mut dyn Read, beside: &mut Beside) -> Result<(), Fault> {
    walk(input, &[&["zerver_userprofile", "*"], &["zerver_userprofile_crossrealm", "*"]], &mut People { beside })
}

struct People<'a> {
    beside: &'a mut Beside,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Person {
    id: Value,
    full_name: String,
}

impl Visit for People<'_> {
    type Message = Person;

    fn on_unreadable(&mut self, _: Place) -> Result<(), Fault> {
        Ok(())
    }

    fn on_message(&mut self, person: Person) -> Result<(), Fault> {
        if let (Some(id), true) = (text_of(&person.id), self.beside.users.len() < Beside::MAX_NAMES) {
            self.beside.users.insert(format!("zulip {id}"), person.full_name);
        }
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    sender: Value,
    sender_full_name: Option<String>,
    content: String,
    rendered_content: Option<String>,
    date_sent: Option<f64>,
    subject: Option<String>,
}

fn read_zulip(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    walk(input, &[&["zerver_message", "*"]], &mut Zulip { reading, out })
}

struct Zulip<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
}

impl Visit for Zulip<'_, '_, '_, '_> {
    type Message = Message;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a message as Zulip writes them")
    }

    fn on_message(&mut self, message: Message) -> Result<(), Fault> {
        let id = text_of(&message.sender).unwrap_or_default();
        let known = self.reading.beside.users.get(&format!("zulip {id}"));
        let author = message.sender_full_name.as_deref().or(known.map(String::as_str)).unwrap_or(&id);
        let topic = message.subject.as_deref().filter(|subject| !subject.is_empty()).unwrap_or(self.reading.stem());
        let text = match (message.content.is_empty(), &message.rendered_content) {
            (true, Some(page)) => html::own_text(page),
            _ => message.content,
        };
        if text.starts_with("[](/user_uploads/") || (text.starts_with('[') && text.contains("](/user_uploads/")) {
            return self.out.skip(Skip::Media);
        }
        let conversation = self.out.name(topic);
        let owner = self.reading.owner;
        self.out.message(Draft {
            time: message.date_sent.and_then(time::epoch),
            author: Some(author),
            me: (owner.is(author) || owner.is(&id)).then_some(true),
            text: &text,
            conversation: Some(&conversation),
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    post: Option<Post>,
    direct_post: Option<Post>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Post {
    channel: Option<String>,
    channel_members: Option<Vec<String>>,
    user: String,
    message: String,
    create_at: Option<i64>,
    r#type: Option<String>,
    props: Value,
    replies: Option<Vec<Post>>,
}

/// Whether a post came by a webhook or of a bot; its properties may be JSON within a string.
fn is_programs(props: &Value) -> bool {
    let within = props.as_str().and_then(|props| serde_json::from_str::<Value>(props).ok());
    let props = within.as_ref().unwrap_or(props);
    let is = |key: &str| props.get(key).and_then(text_of).is_some_and(|value| value == "true");
    is("from_webhook") || is("from_bot") || is("from_plugin")
}

fn read_mattermost(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        if line.trim().is_empty() {
            continue;
        }
        let Some(line) = value_of::<Line>(line.as_bytes()) else {
            out.unreadable(Place::Line(number), "not an entry as Mattermost writes them")?;
            continue;
        };
        let Some(mut post) = line.post.or(line.direct_post) else { continue };
        let members = post.channel_members.take().map(|members| members.join(", "));
        let chat = out.name(post.channel.as_deref().or(members.as_deref()).unwrap_or(reading.stem()));
        let replies = post.replies.take().unwrap_or_default();
        for post in std::iter::once(post).chain(replies) {
            if post.r#type.as_deref().is_some_and(|kind| kind.starts_with("system_")) {
                out.skip(Skip::System)?;
                continue;
            }
            if is_programs(&post.props) {
                out.skip(Skip::Bot)?;
                continue;
            }
            let (time, author) = (post.create_at, Some(post.user.as_str()));
            out.message(Draft { time, author, me: None, text: &post.message, conversation: Some(&chat) })?;
        }
    }
    Ok(())
}
