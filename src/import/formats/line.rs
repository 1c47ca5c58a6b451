//! LINE's text exports: a line for each day, then a time, a name and words between tabs.

use std::io::Read;
use std::sync::Arc;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::dates::DateOrder;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::owner::Owner;
use crate::import::sample::{SURE, Sample, when};
use crate::import::stamp::{Stamp, moment};
use crate::import::system::is_event;
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "line",
    title: "LINE",
    origin: "in a chat: menu > Settings > Export chat history",
    extensions: &["txt"],
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    if sample.first_line().starts_with("[LINE]") {
        return SURE;
    }
    let days = sample.lines().any(|line| day(line).is_some());
    when(
        days,
        sample.share(25, |line| {
            line.split_once('\t').is_some_and(|(time, rest)| clock(time).is_some() && rest.contains('\t'))
        }),
    )
}

#[derive(Default)]
struct Pending {
    time: Option<i64>,
    author: String,
    text: String,
    open: bool,
}

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut conversation = out.name(reading.stem());
    let mut lines = Lines::new(input);
    let mut date = None;
    let mut pending = Pending::default();
    let mut peer = String::new();
    while let Some(line) = lines.next()? {
        if let Some(title) = line.strip_prefix("[LINE]") {
            // `[LINE] Chat history with Ann`, `[LINE] Annとのトーク履歴`
            let of =
                title.split_once(" with ").map(|(_, name)| name).or_else(|| title.split_once("との").map(|of| of.0));
            peer.push_str(of.unwrap_or_default().trim());
            continue;
        }
        if let Some((hour, minute, rest)) = line.split_once('\t').and_then(|(time, rest)| {
            let (hour, minute) = clock(time)?;
            Some((hour, minute, rest))
        }) {
            pending.flush(&conversation, out)?;
            let time = date.and_then(|date| time::at(reading.zone, date, time::time(hour, minute, 0)?));
            match rest.split_once('\t') {
                Some((author, text)) => {
                    pending = Pending { time, author: author.to_owned(), text: text.to_owned(), open: true };
                }
                // `10:13 PM TAB Ann joined`
                None => out.skip(Skip::System)?,
            }
        } else if let Some(Spaced { hour, minute, author, text, rest }) = spaced(line, reading.owner, &peer) {
            pending.flush(&conversation, out)?;
            let time = date.and_then(|date| time::at(reading.zone, date, time::time(hour, minute, 0)?));
            if is_event(rest, author) {
                out.skip(Skip::System)?;
                continue;
            }
            pending = Pending { time, author: author.to_owned(), text: text.to_owned(), open: true };
        } else if let Some(found) = day(line) {
            pending.flush(&conversation, out)?;
            date = Some(found);
        } else if pending.open && pending.text.len() <= MAX_MESSAGE_BYTES {
            pending.text.push('\n');
            pending.text.push_str(line);
        }
        if conversation.is_empty() {
            conversation = out.name("line");
        }
    }
    pending.flush(&conversation, out)
}

/// A message with spaces between its parts, as LINE's program for computers writes them.
struct Spaced<'a> {
    hour: u32,
    minute: u32,
    author: &'a str,
    text: &'a str,
    /// Author and text.
    rest: &'a str,
}

/// `22:13 Ann hello`: a name is the owner's or the other one's, which are known, or one word.
fn spaced<'a>(line: &'a str, owner: &Owner, peer: &str) -> Option<Spaced<'a>> {
    let (time, after) = line.split_once(' ')?;
    let half = after.split_once(' ').filter(|(half, _)| matches!(*half, "AM" | "PM"));
    let (clock_text, rest) =
        half.map_or((time, after), |(half, rest)| (line.get(..time.len() + 1 + half.len()).unwrap_or(time), rest));
    let (hour, minute) = clock(clock_text)?;
    let ends = rest.match_indices(' ').map(|(at, _)| at).take(4);
    let known = ends.filter(|at| rest.get(..*at).is_some_and(|name| owner.is(name) || name == peer)).last();
    let end = known.or_else(|| rest.find(' '))?;
    Some(Spaced { hour, minute, author: rest.get(..end)?, text: rest.get(end + 1..)?, rest })
}

impl Pending {
    fn flush(&mut self, conversation: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        let text = self.text.trim();
        // Of several lines it is in quotation marks.
        let text = match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(inner) if inner.contains('\n') => inner.replace("\"\"", "\""),
            _ => text.to_owned(),
        };
        if is_mark(&text) {
            return out.skip(Skip::Media);
        }
        if self.author.is_empty() || is_call(&text) {
            return out.skip(Skip::System);
        }
        let author = Some(self.author.as_str());
        out.message(Draft { time: self.time, author, me: None, text: &text, conversation: Some(conversation) })
    }
}

/// `[Sticker]`, `[写真]`: a word or two in brackets.
fn is_mark(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| inner.chars().count() <= 24 && !inner.contains(['[', '\n']))
}

/// `☎ Call time 3:20`, whatever the language.
fn is_call(text: &str) -> bool {
    text.starts_with('☎') && !text.contains('\n')
}

/// `22:13`, `10:13 PM`, `午後10:13`
fn clock(text: &str) -> Option<(u32, u32)> {
    // The date is only there so that the time is read as every other.
    let found = moment(&format!("2000/1/1 {}", text.trim())).map(|found| (found.afternoon, found.hour, found.minute));
    let (afternoon, hour, minute) = found.filter(|_| text.len() < 24 && text.contains(':'))?;
    Some((time::hour(hour, afternoon), minute))
}

/// `2023/11/14(Tue)`, `Tue, 11/14/2023`, `2023.11.14 火曜日`
fn day(line: &str) -> Option<jiff::civil::Date> {
    if line.len() > 40 || line.contains(':') || !line.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let from = line.find(|c: char| c.is_numeric())?;
    let to = line.rfind(|c: char| c.is_numeric()).map(|at| at + 1)?;
    let numbers = line.get(from..to)?.to_owned() + " 00:00";
    let found: Stamp<'_> = moment(&numbers)?;
    let order = if found.date[0] > 12 { DateOrder::DayMonthYear } else { DateOrder::MonthDayYear };
    order.date(&found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_clocks() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(day(line).map(|date| date.to_string()).as_deref(), expected, "{line}");
        };
        check("2023/11/14(Tue)", Some("2023-11-14"));
        check("Tue, 11/14/2023", Some("2023-11-14"));
        check("2023.11.14 火曜日", Some("2023-11-14"));
        check("hello", None);
        assert_eq!(clock("10:13 PM"), Some((22, 13)));
        assert_eq!(clock("22:13"), Some((22, 13)));
        assert_eq!(clock("午後10:13"), Some((22, 13)));
        assert_eq!(clock("Ann"), None);
    }
}
