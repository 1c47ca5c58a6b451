//! What signal-export writes: `chat.md` (or `.txt`) with `[date time] Name: text`, and `data.json`, an object a line.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::Reading;
use super::{signal_own, signal_sigtop};
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::{Fault, Place};
use crate::import::json_mend::lenient;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::sample::{LIKELY, Sample, when};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "signal",
    title: "Signal",
    aliases: &["signal-export", "sigtop"],
    origin: "Signal's own export (main.jsonl); signal-export: chat.md or data.json; sigtop's text and JSON",
    extensions: &["md", "txt", "json", "jsonl"],
    places: &[
        UsualPlace::Saved("signal-chats"),
        UsualPlace::Saved("signal-export"),
        UsualPlace::Saved("signal-exports"),
    ],
    shapes: &[
        Shape { score: score_markdown, reader: Reader::Text(read_markdown) },
        Shape { score: score_json, reader: Reader::Text(read_json) },
        Shape { score: signal_own::score, reader: Reader::Text(signal_own::read) },
        Shape { score: signal_sigtop::score, reader: Reader::Text(signal_sigtop::read) },
        Shape { score: signal_sigtop::score_text, reader: Reader::Text(signal_sigtop::read_text) },
    ],
    ..Description::BASE
};

fn score_json(sample: &Sample<'_>) -> u8 {
    when(sample.line_has("body") && sample.line_has("sender"), LIKELY)
}

/// Stamps as signal-export writes them; WhatsApp on an iPhone writes some languages' dates just so, with marks.
fn score_markdown(sample: &Sample<'_>) -> u8 {
    let marked =
        |line: &str| line.contains("] Me: ") || line.get(11..13) == Some(", ") && line.get(18..19) == Some("]");
    let known = sample.file_name().ends_with(".md") || sample.lines().any(|line| is_stamped(line) && marked(line));
    if known && !sample.start.contains('\u{200e}') { sample.share(35, is_stamped) } else { 0 }
}

/// `[2022-02-24 09:33:21] ` or `[2019-12-24, 12:23] `.
fn is_stamped(line: &str) -> bool {
    let Some((inner, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else { return false };
    let bytes = inner.as_bytes();
    (16..=20).contains(&bytes.len())
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && inner.is_ascii()
        && rest.contains(':')
}

/// How signal-export calls the owner.
const ME: &str = "Me";

/// The chat's name: the folder's where the file has none of its own.
fn title<'a>(reading: &Reading<'a>) -> &'a str {
    match (reading.stem(), reading.folder()) {
        ("chat" | "data" | "index", Some(folder)) => folder,
        (stem, _) => stem,
    }
}

#[derive(Default)]
struct Pending {
    time: Option<i64>,
    author: String,
    text: String,
    open: bool,
}

pub fn read_markdown(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(title(reading));
    let mut lines = Lines::new(input);
    let mut pending = Pending::default();
    while let Some(line) = lines.next()? {
        if let Some((time, author, text)) = header(line, reading) {
            pending.flush(&chat, out)?;
            pending.begin(time, author, text);
        } else if pending.text.len() <= MAX_MESSAGE_BYTES {
            pending.text.push('\n');
            let end = line.floor_char_boundary(MAX_MESSAGE_BYTES);
            pending.text.push_str(line.get(..end).unwrap_or(line));
        }
    }
    pending.flush(&chat, out)
}

/// `[2022-02-24 09:33:21] Name: text`
fn header<'a>(line: &'a str, reading: &Reading<'_>) -> Option<(i64, &'a str, &'a str)> {
    let line = line.strip_prefix('[')?;
    let end = memchr::memchr(b']', line.as_bytes()).filter(|end| (16..=20).contains(end))?;
    let (stamp, rest) = (line.get(..end)?, line.get(end + 1..)?.strip_prefix(' ')?);
    let time = match stamp.split_once(", ") {
        Some((date, clock)) => time::iso(reading.zone, &format!("{date} {clock}"))?,
        None => time::iso(reading.zone, stamp)?,
    };
    let (author, text) = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?;
    Some((time, author, text))
}

impl Pending {
    fn begin(&mut self, time: i64, author: &str, text: &str) {
        (self.time, self.open) = (Some(time), true);
        self.author.clear();
        self.author.push_str(author);
        self.text.clear();
        self.text.push_str(text);
    }

    fn flush(&mut self, chat: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        message(self.time, &self.author, &self.text, chat, out)
    }
}

fn message(time: Option<i64>, author: &str, text: &str, chat: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    if author == "No-Sender" || is_call(text.trim()) {
        return out.skip(Skip::System);
    }
    if text.trim() == "(This message was deleted)" {
        return out.skip(Skip::Deleted);
    }
    let (prose, media) = without_extras(text);
    if prose.trim().is_empty() && media {
        return out.skip(Skip::Media);
    }
    let me = (author == ME).then_some(true);
    out.message(Draft { time, author: Some(author), me, text: &prose, conversation: Some(chat) })
}

fn is_call(text: &str) -> bool {
    let first = ["Incoming ", "Outgoing ", "Missed "].iter().any(|first| text.starts_with(first));
    first && (text.ends_with("call") || (text.contains("call (") && text.ends_with(')')))
}

/// Without reactions `(- Name: 👍 -)`, stickers `(( 😀 ))` and links to media; and whether there were any.
fn without_extras(text: &str) -> (Cow<'_, str>, bool) {
    // All of them have a bracket.
    if memchr::memchr(b'(', text.as_bytes()).is_none() {
        return (Cow::Borrowed(text), false);
    }
    let mut media = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let trimmed = line.trim();
        let sticker = trimmed.starts_with("(( ") && trimmed.ends_with(" ))");
        media |= sticker;
        if sticker || (trimmed.starts_with("(- ") && trimmed.ends_with(" -)")) {
            continue;
        }
        media |= push_without_media(line, &mut kept);
        kept.push('\n');
    }
    (Cow::Owned(kept), media)
}

/// Appends a line without `![name](./media/…)` and `[name](media/…)`.
fn push_without_media(line: &str, kept: &mut String) -> bool {
    const TARGETS: [&str; 3] = ["](./media/", "](media/", "](../exported_stickers/"];
    let mut rest = line;
    let mut found = false;
    while let Some(middle) = TARGETS.iter().filter_map(|target| rest.find(target)).min() {
        let (Some(start), Some(end)) = (rest[..middle].rfind('['), rest[middle..].find(')')) else { break };
        kept.push_str(rest[..start].trim_end_matches('!'));
        rest = &rest[middle + end + 1..];
        found = true;
    }
    kept.push_str(rest);
    found
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    date: String,
    sender: String,
    body: String,
    sticker: Value,
    attachments: Vec<Value>,
    deleted: bool,
    call: bool,
}

pub fn read_json(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let chat = out.name(title(reading));
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        if line.trim().is_empty() {
            continue;
        }
        let Some(line) = lenient::<Line>(line.as_bytes()) else {
            out.unreadable(Place::Line(number), "not a message as signal-export writes them")?;
            continue;
        };
        let media = !line.attachments.is_empty() || line.sticker.is_object();
        if line.deleted || line.call {
            out.skip(if line.deleted { Skip::Deleted } else { Skip::System })?;
        } else if line.body.trim().is_empty() && media {
            out.skip(Skip::Media)?;
        } else {
            message(time::iso(reading.zone, &line.date), &line.sender, &line.body, &chat, out)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extras_go() {
        let check = |text: &str, expected: &str, media| {
            let (kept, found) = without_extras(text);
            assert_eq!((kept.trim(), found), (expected, media), "{text}");
        };
        check("hello  ", "hello", false);
        check("look ![a.jpg](./media/a.jpg)  ", "look", true);
        check("[b.pdf](media/b.pdf)  [c](./media/c)", "", true);
        check("ok  \n(- Ann: 👍, Bob: ❤ -)", "ok", false);
        check("\n(( 😀 ))", "", true);
        check("[a link](https://example.org)", "[a link](https://example.org)", false);
    }
}
