//! WhatsApp's text exports, of Android and iPhone, in every language: `stamp - Name: text` and `[stamp] Name: text`.

use std::io::Read;
use std::sync::Arc;

use super::whatsapp_dates::{DateOrder, Dates};
use super::whatsapp_stamp::{Stamp, stamp};
use super::{Draft, Out, Reading, whatsapp_words as words};
use crate::import::clean::is_mark;
use crate::import::error::{Fault, Place};
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::time;

/// How exports are named, in some languages; what follows is the other one's or the group's name.
const NAMES: &[&str] = &[
    "WhatsApp Chat with ",
    "WhatsApp Chat - ",
    "WhatsApp Chat mit ",
    "WhatsApp-Chat mit ",
    "WhatsApp-chat met ",
    "Chat de WhatsApp con ",
    "Chat de WhatsApp - ",
    "Chat WhatsApp con ",
    "Discussion WhatsApp avec ",
    "Conversa do WhatsApp com ",
    "Чат WhatsApp с контактом ",
    "Чат WhatsApp с ",
    "WhatsApp-chatt med ",
    "WhatsApp-samtal med ",
    "WhatsApp-chat med ",
    "Historial de chat de WhatsApp con ",
    "Conversa de WhatsApp com ",
    "Conversa do WhatsApp - ",
    "Chat do WhatsApp com ",
    "Chat WhatsApp avec ",
    "Discussion WhatsApp - ",
    "Chat WhatsApp - ",
    "Xat de WhatsApp amb ",
    "WhatsApp Sohbeti - ",
    "Чат WhatsApp – ",
];

/// A name longer than this is no name.
const MAX_AUTHOR_BYTES: usize = 120;

/// Finds the order of the dates.
pub fn survey(input: &mut dyn Read, now: i64) -> Result<DateOrder, Fault> {
    let mut lines = Lines::new(input);
    let mut dates = Dates::new(now);
    while let Some(line) = lines.next()? {
        if let Some(stamp) = stamp(line) {
            dates.add(&stamp);
        }
    }
    match dates.seen() {
        0 => Err(Fault::broken(Place::Line(1), "no line begins with a date and time as WhatsApp writes them")),
        _ => Ok(dates.order()),
    }
}

/// A message that may go on on the next line.
#[derive(Default)]
struct Pending {
    time: Option<i64>,
    author: String,
    text: String,
    /// Nobody wrote it.
    system: bool,
    open: bool,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let order = reading.dates.unwrap_or(DateOrder::DayMonthYear);
    let (title, peer) = title(reading);
    let conversation = out.name(title);
    if peer {
        out.peer(title)?;
    }
    let mut lines = Lines::new(input);
    let mut pending = Pending::default();
    while let Some(line) = lines.next()? {
        match stamp(line).and_then(|stamp| Some((moment(&stamp, order, reading)?, stamp.rest))) {
            Some((time, rest)) => {
                pending.flush(&conversation, out)?;
                pending.begin(time, rest);
            }
            None => pending.go_on(line),
        }
    }
    pending.flush(&conversation, out)
}

fn moment(stamp: &Stamp<'_>, order: DateOrder, reading: &Reading<'_>) -> Option<i64> {
    let hour = time::hour(stamp.hour, stamp.afternoon) % 24;
    time::at(reading.zone, order.date(stamp)?, time::time(hour, stamp.minute, stamp.second)?)
}

impl Pending {
    fn begin(&mut self, time: i64, rest: &str) {
        self.time = Some(time);
        self.open = true;
        self.author.clear();
        self.text.clear();
        let author = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|author| (author, "")));
        match author.filter(|(author, _)| author.len() <= MAX_AUTHOR_BYTES && !author.contains(['"', '“', '”'])) {
            Some((author, text)) => {
                let author = author.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
                self.author.push_str(author.strip_prefix('~').map_or(author, str::trim_start));
                self.text.push_str(text);
                self.system = false;
            }
            None => self.system = true,
        }
    }

    fn go_on(&mut self, line: &str) {
        // One byte more than a message may have is enough to see that it is too long.
        if self.text.len() <= MAX_MESSAGE_BYTES {
            self.text.push('\n');
            let end = line.floor_char_boundary(MAX_MESSAGE_BYTES);
            self.text.push_str(line.get(..end).unwrap_or(line));
        }
    }

    fn flush(&mut self, conversation: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        if !std::mem::take(&mut self.open) {
            // What stands before the first stamp is the end of a message that is not there.
            self.text.clear();
            return Ok(());
        }
        if self.system {
            return out.skip(Skip::System);
        }
        let caption = words::caption(&self.text).or_else(|| words::caption_before(&self.text));
        if caption.is_some() {
            out.skip(Skip::Media)?;
        }
        let text = caption.unwrap_or(&self.text);
        if caption.is_some_and(|caption| caption.trim().is_empty()) {
            return Ok(());
        }
        if let Some(skip) = words::kind(text) {
            return out.skip(skip);
        }
        out.message(Draft {
            time: self.time,
            author: Some(&self.author),
            text: words::without_edit_mark(text),
            conversation: Some(conversation),
            me: None,
        })
    }
}

/// `Ann (2)`, as a browser calls a second download, is `Ann`.
fn without_copy_number(title: &str) -> &str {
    let number = title.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match number {
        Some((name, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => title,
    }
}

/// What the conversation is called, and whether that is the name of someone rather than of a file.
fn title<'a>(reading: &Reading<'a>) -> (&'a str, bool) {
    let own = reading.stem();
    let folder = reading.folder().map(|name| name.strip_suffix(".zip").unwrap_or(name));
    let candidates = [Some(own), folder];
    for name in candidates.into_iter().flatten() {
        if let Some(title) = NAMES.iter().find_map(|prefix| name.strip_prefix(prefix)) {
            return (without_copy_number(title.trim()), true);
        }
    }
    match (own, folder) {
        ("_chat", Some(folder)) => (folder, false),
        _ => (own, false),
    }
}
