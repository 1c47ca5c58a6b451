//! Slack's exports: a folder a channel with a file a day, and names in `users.json`, `channels.json` and others.

use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{Beside, Draft, Out, Reading};
use crate::import::error::Fault;
use crate::import::json::{Visit, walk};
use crate::import::message::Skip;
use crate::import::time;

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

struct Day<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    channel: Arc<str>,
}

impl Visit for Day<'_, '_, '_, '_> {
    type Message = Message;

    fn wants(&self, _: &str) -> bool {
        false
    }

    fn field(&mut self, _: &str, _: Value) -> Result<(), Fault> {
        Ok(())
    }

    fn message(&mut self, message: Message) -> Result<(), Fault> {
        let text = message.text.as_deref().unwrap_or_default();
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
            (text.is_empty() && (message.files.is_some() || message.upload == Some(true))).then_some(Skip::Media)
        }
        Some("bot_message" | "bot_add" | "bot_remove") => Some(Skip::Bot),
        // Older exports have Slack's own words there, newer ones what was written beside the file.
        Some("file_share") if !text.is_empty() && !text.starts_with("<@") => None,
        Some("file_share" | "file_mention" | "file_comment") => Some(Skip::Media),
        Some("tombstone") => Some(Skip::Deleted),
        Some(_) => Some(Skip::System),
    }
}

/// Slack's marks as a reader sees them: `<@U1>` is a name, `<https://x|label>` its label, `&amp;` an ampersand.
fn unescaped(text: &str, beside: &Beside) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { break };
        shown.push_str(&rest[..start]);
        mark(&rest[start + 1..start + end], beside, &mut shown);
        rest = &rest[start + end + 1..];
    }
    shown.push_str(rest);
    if shown.contains('&') {
        shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
    shown
}

fn mark(mark: &str, beside: &Beside, shown: &mut String) {
    let (target, label) = mark.split_once('|').map_or((mark, None), |(target, label)| (target, Some(label)));
    let name = |id: &str| label.or_else(|| beside.users.get(id).map(String::as_str)).unwrap_or(id).to_owned();
    if let Some(id) = target.strip_prefix('@') {
        shown.push('@');
        shown.push_str(&name(id));
    } else if let Some(id) = target.strip_prefix('#') {
        shown.push('#');
        let channel = beside.channels.get(id).map_or(id, String::as_str);
        shown.push_str(label.unwrap_or(channel));
    } else if let Some(word) = target.strip_prefix('!') {
        let word = word.split('^').next().unwrap_or(word);
        shown.push_str(label.unwrap_or_default());
        if label.is_none() {
            shown.push('@');
            shown.push_str(word);
        }
    } else {
        shown.push_str(label.unwrap_or(target.strip_prefix("mailto:").unwrap_or(target)));
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

    fn wants(&self, _: &str) -> bool {
        false
    }

    fn field(&mut self, _: &str, _: Value) -> Result<(), Fault> {
        Ok(())
    }

    fn message(&mut self, named: Named) -> Result<(), Fault> {
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
