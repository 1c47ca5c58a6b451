//! Recognising a file by what it holds. Main types: [`Format`], which people name; [`Found`].

use std::fmt;
use std::str::FromStr;

use super::clean::is_mark;
use super::formats::{Shape, looks_like_irc, whatsapp_stamp};
use super::time;

/// A kind of chat export or log, as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    WhatsApp,
    Telegram,
    Signal,
    Discord,
    Slack,
    /// Facebook Messenger and Instagram.
    Messenger,
    Sms,
    IMessage,
    Irc,
    Mbox,
    JsonLines,
    Plain,
}

impl Format {
    pub const ALL: [Format; 12] = [
        Format::WhatsApp,
        Format::Telegram,
        Format::Signal,
        Format::Discord,
        Format::Slack,
        Format::Messenger,
        Format::Sms,
        Format::IMessage,
        Format::Irc,
        Format::Mbox,
        Format::JsonLines,
        Format::Plain,
    ];

    /// The name on the command line and in the history's sources.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::WhatsApp => "whatsapp",
            Format::Telegram => "telegram",
            Format::Signal => "signal",
            Format::Discord => "discord",
            Format::Slack => "slack",
            Format::Messenger => "messenger",
            Format::Sms => "sms",
            Format::IMessage => "imessage",
            Format::Irc => "irc",
            Format::Mbox => "mbox",
            Format::JsonLines => "jsonl",
            Format::Plain => "plain",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Format::WhatsApp => "WhatsApp",
            Format::Telegram => "Telegram",
            Format::Signal => "Signal",
            Format::Discord => "Discord",
            Format::Slack => "Slack",
            Format::Messenger => "Messenger or Instagram",
            Format::Sms => "SMS Backup & Restore",
            Format::IMessage => "iMessage",
            Format::Irc => "IRC log",
            Format::Mbox => "e-mail",
            Format::JsonLines => "JSON lines",
            Format::Plain => "plain text",
        }
    }

    /// How files of this format are read when nothing in them says more.
    fn default_shape(self) -> Shape {
        match self {
            Format::WhatsApp => Shape::WhatsApp,
            Format::Telegram => Shape::Telegram,
            Format::Signal => Shape::SignalMarkdown,
            Format::Discord => Shape::DiscordJson,
            Format::Slack => Shape::Slack,
            Format::Messenger => Shape::Meta,
            Format::Sms => Shape::Sms,
            Format::IMessage => Shape::IMessage,
            Format::Irc => Shape::Irc,
            Format::Mbox => Shape::Mbox,
            Format::JsonLines => Shape::JsonLines,
            Format::Plain => Shape::Plain,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Format, String> {
        let name = name.to_ascii_lowercase();
        let alias = match name.as_str() {
            "facebook" | "instagram" | "meta" => Some(Format::Messenger),
            "text" | "txt" => Some(Format::Plain),
            "json" | "ndjson" => Some(Format::JsonLines),
            "mail" | "email" | "eml" => Some(Format::Mbox),
            _ => None,
        };
        alias.or_else(|| Format::ALL.into_iter().find(|format| format.name() == name)).ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            format!("not one of {}", names.join(", "))
        })
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Messages(Shape),
    /// Names of people and channels, for the messages in other files.
    Names,
    /// Known, cannot be read; what it is and what to do instead.
    Unsupported(&'static str, &'static str),
    Nothing,
}

/// Recognises a file by its first bytes and its name. `named`: a person named this very file, so that text of no
/// known form is taken as theirs.
pub fn detect(head: &[u8], name: &str, asked: Option<Format>, named: bool) -> Found {
    let text = decoded(head);
    let found = recognise(&text, name);
    match (asked, found) {
        (_, Found::Names) => Found::Names,
        (Some(asked), Found::Messages(shape)) if shape.format() == asked => found,
        (Some(asked), _) if !head.is_empty() && text_like(head) => Found::Messages(asked.default_shape()),
        (Some(_), _) => Found::Nothing,
        (None, Found::Nothing) if named && !head.is_empty() && text_like(head) && !data_like(&text) => {
            Found::Messages(Shape::Plain)
        }
        (None, found) => found,
    }
}

fn decoded(head: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

fn text_like(head: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(head).is_some() || !head.contains(&0)
}

/// Whether it begins as JSON or XML does.
fn data_like(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    start.starts_with(['{', '<']) || start.starts_with("[{") || start.starts_with("[\n")
}

fn recognise(text: &str, name: &str) -> Found {
    let last = name.rsplit('/').next().unwrap_or(name);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    match start.bytes().next() {
        None => Found::Nothing,
        Some(b'{' | b'[') if start.starts_with('{') || !bracketed_text(start) => json(start, last),
        Some(b'<') if !looks_like_irc(first_line(start)) => markup(start),
        Some(_) => lines(start, last),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// `[12:34]` and `[01/02/2003, …]` are no JSON.
fn bracketed_text(start: &str) -> bool {
    let line = first_line(start);
    whatsapp_stamp(line).is_some() || looks_like_irc(line) || bracketed_stamp(line)
}

/// `[2022-02-24 09:33:21]` and other brackets around something that begins with a number and holds a time.
fn bracketed_stamp(line: &str) -> bool {
    let inner = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inner, _)| inner);
    inner.is_some_and(|inner| {
        inner.starts_with(|c: char| c.is_ascii_digit())
            && inner.contains(':')
            && inner.len() < 40
            && !inner.contains('"')
    })
}

fn json(start: &str, last: &str) -> Found {
    let has = |key: &str| start.contains(&format!("\"{key}\""));
    if matches!(last, "users.json" | "channels.json" | "groups.json" | "mpims.json" | "dms.json")
        && (start.starts_with('[') && (has("id") || start.trim_end() == "[]"))
        || matches!(last, "index.json" | "channel.json") && start.starts_with('{') && !has("messages")
    {
        return Found::Names;
    }
    let first: Option<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(first_line(start)).ok();
    let shape = if first.as_ref().is_some_and(|line| line.contains_key("body") && line.contains_key("sender")) {
        Shape::SignalJson
    } else if first.as_ref().is_some_and(|line| line.contains_key("text") && !line.contains_key("messages")) {
        Shape::JsonLines
    } else if has("guild") && has("channel") {
        Shape::DiscordJson
    } else if has("Contents") && has("Timestamp") && start.starts_with('[') {
        Shape::DiscordPackageJson
    } else if has("sender_name") || has("senderName") || (has("participants") && has("messages")) || has("threadName") {
        Shape::Meta
    } else if has("date_unixtime") || has("personal_information") || (has("chats") && has("list")) || telegram(start) {
        Shape::Telegram
    } else if start.starts_with('[') && has("ts") && (has("user") || has("bot_id") || has("text")) {
        Shape::Slack
    } else {
        return Found::Nothing;
    };
    Found::Messages(shape)
}

fn telegram(start: &str) -> bool {
    start.contains("\"messages\"") && start.contains("\"from_id\"") && start.contains("\"date\"")
}

fn markup(start: &str) -> Found {
    let lower = start.get(..start.floor_char_boundary(4096)).unwrap_or(start).to_ascii_lowercase();
    if lower.contains("<smses") {
        return Found::Messages(Shape::Sms);
    }
    if lower.contains("<html") || lower.starts_with("<!doctype html") {
        return Found::Unsupported("a web page", "export again as JSON; every program that writes web pages can");
    }
    Found::Nothing
}

fn lines(start: &str, last: &str) -> Found {
    if start.starts_with("From ") && start.contains("\nFrom: ") || is_mail(start, last) {
        return Found::Messages(Shape::Mbox);
    }
    let head = first_line(start).trim_end_matches('\r');
    if head.starts_with("ID,Timestamp,Contents") {
        return Found::Messages(Shape::DiscordPackageCsv);
    }
    if head.starts_with("AuthorID,Author,Date,Content") {
        return Found::Messages(Shape::DiscordCsv);
    }
    if head.starts_with("======") && start.contains("\nChannel: ") {
        return Found::Messages(Shape::DiscordText);
    }
    by_lines(start, last)
}

fn is_mail(start: &str, last: &str) -> bool {
    let header = start.split("\n\n").next().unwrap_or_default();
    let has = |name: &str| header.lines().any(|line| line.to_ascii_lowercase().starts_with(name));
    has("from: ") && has("date: ") && (last.ends_with(".eml") || has("message-id: "))
}

/// The format that most lines speak for; a tenth of them must.
fn by_lines(start: &str, last: &str) -> Found {
    let (mut all, mut whatsapp, mut signal, mut irc, mut imessage) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let mut marked = last.ends_with(".md");
    for line in start.lines().take(2000).filter(|line| !line.trim().is_empty()) {
        all += 1;
        if looks_like_irc(line) {
            irc += 1;
        } else if signal_stamp(line) {
            signal += 1;
            marked |= line.contains("] Me: ") || line.get(11..13) == Some(", ") && line.get(18..19) == Some("]");
        } else if whatsapp_stamp(line).is_some() {
            whatsapp += 1;
        } else if time::american(&time::TimeZone::UTC, line).is_some() {
            imessage += 1;
        }
    }
    // WhatsApp on an iPhone writes some languages' dates just so.
    if !marked || start.contains('\u{200e}') {
        whatsapp += signal;
        signal = 0;
    }
    let shapes =
        [(whatsapp, Shape::WhatsApp), (signal, Shape::SignalMarkdown), (irc, Shape::Irc), (imessage, Shape::IMessage)];
    match shapes.into_iter().max_by_key(|(count, _)| *count) {
        Some((count, shape)) if count > 0 && count * 10 >= all => Found::Messages(shape),
        _ => Found::Nothing,
    }
}

/// `[2022-02-24 09:33:21] ` or `[2019-12-24, 12:23] `.
fn signal_stamp(line: &str) -> bool {
    let Some((inner, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else { return false };
    let bytes = inner.as_bytes();
    (16..=20).contains(&bytes.len())
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && inner.is_ascii()
        && rest.contains(':')
}
