//! What DiscordChatExporter writes as plain text: a line with time and author, the message, sections in braces.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::dates::DateOrder;
use crate::import::error::Fault;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::stamp::moment as stamp_of;
use crate::import::time::{self, TimeZone};

#[derive(Default)]
struct Pending {
    time: Option<i64>,
    author: String,
    text: String,
    /// Within `{Attachments}`, `{Embed}`, `{Stickers}` or `{Reactions}`.
    section: bool,
    media: bool,
    forwarded: bool,
    open: bool,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut chat = out.name(reading.stem());
    let mut lines = Lines::new(input);
    let mut pending = Pending::default();
    let mut preamble = true;
    let mut order = None;
    while let Some(line) = lines.next()? {
        if let Some(channel) = line.strip_prefix("Channel: ").filter(|_| preamble) {
            chat = out.name(channel);
        } else if let Some((time, author)) = header(line, reading.zone, &mut order) {
            preamble = false;
            pending.flush(&chat, out)?;
            let author = author.strip_suffix(" (pinned)").unwrap_or(author);
            let author = author.strip_suffix("#0000").unwrap_or(author).to_owned();
            pending = Pending { time, author, open: true, ..Pending::default() };
        } else if line.starts_with("=====") {
            pending.flush(&chat, out)?;
        } else {
            pending.line(line);
        }
    }
    pending.flush(&chat, out)
}

/// `[11/14/2023 10:13 PM] name`: the time as the exporting computer writes it, where that is understood.
fn header<'a>(line: &'a str, zone: &TimeZone, order: &mut Option<DateOrder>) -> Option<(Option<i64>, &'a str)> {
    let (stamp, author) = line.strip_prefix('[')?.split_once("] ")?;
    let is_stamp = stamp.len() < 40 && stamp.starts_with(|c: char| c.is_ascii_digit()) && stamp.contains([':', '.']);
    is_stamp.then(|| (moment(stamp, zone, order), author))
}

/// The time of a stamp in one of several cultures; `order` is that of the dates before it, where it was clear.
pub fn moment(stamp: &str, zone: &TimeZone, order: &mut Option<DateOrder>) -> Option<i64> {
    if let Some(time) = time::iso(zone, stamp) {
        return Some(time);
    }
    let found = stamp_of(stamp)?;
    // The exporter's default culture is American, unless the numbers say otherwise.
    let usual =
        if found.date[0] > 12 || found.separator == '.' { DateOrder::DayMonthYear } else { DateOrder::MonthDayYear };
    if found.date[0] > 12 || found.date[1] > 12 {
        *order = Some(usual);
    }
    let order = order.unwrap_or(usual);
    let hour = time::hour(found.hour, found.afternoon) % 24;
    time::at(zone, order.date(&found)?, time::time(hour, found.minute, found.second)?)
}

impl Pending {
    fn line(&mut self, line: &str) {
        const SECTIONS: [&str; 8] = [
            "{Attachments}",
            "{Embed}",
            "{Stickers}",
            "{Reactions}",
            "{Invite}",
            "{Invites}",
            "{Poll}",
            "{Forwarded Message}",
        ];
        if SECTIONS.contains(&line) {
            self.section = true;
            self.forwarded |= line == "{Forwarded Message}";
            self.media |= line != "{Reactions}";
        } else if !self.section && self.text.len() <= MAX_MESSAGE_BYTES {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn flush(&mut self, chat: &Arc<str>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        let text = self.text.trim();
        let system =
            ["Joined the server.", "Pinned a message.", "Started a call", "Added ", "Removed ", "Changed the "];
        if text.is_empty() && self.media {
            return out.skip(if self.forwarded { Skip::Forwarded } else { Skip::Media });
        }
        if system.iter().any(|words| text.starts_with(words) && text.ends_with('.') && !text.contains('\n')) {
            return out.skip(Skip::System);
        }
        out.message(Draft {
            time: self.time,
            author: Some(&self.author),
            me: None,
            text: &unmarked(text),
            conversation: Some(chat),
        })
    }
}

/// Without Discord's marks: `<@123>` goes, `<:smile:123>` becomes `:smile:`.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        kept.push_str(&rest[..start]);
        let mark = rest[start..].find('>').map(|end| &rest[start + 1..start + end]);
        match mark.and_then(|mark| Some((mark, shown(mark)?))) {
            Some((mark, shown)) => {
                kept.push_str(shown);
                rest = &rest[start + mark.len() + 2..];
                rest = if shown.is_empty() { rest.strip_prefix(' ').unwrap_or(rest) } else { rest };
            }
            None => {
                kept.push('<');
                rest = &rest[start + 1..];
            }
        }
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// What a mark stands for; nothing when it is none.
fn shown(mark: &str) -> Option<&str> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(id) = mark.strip_prefix(['@', '#']) {
        return number(id.trim_start_matches(['!', '&'])).then_some("");
    }
    if let Some(time) = mark.strip_prefix("t:") {
        return number(time.split(':').next()?).then_some("");
    }
    let emoji = mark.strip_prefix('a').filter(|rest| rest.starts_with(':')).unwrap_or(mark);
    let (name, id) = emoji.strip_prefix(':')?.split_once(':')?;
    number(id).then(|| &emoji[..name.len() + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go() {
        let check = |text: &str, expected: &str| assert_eq!(unmarked(text), expected);
        check("a < b > c", "a < b > c");
        check("<@123> hi <@!5> there", "hi there");
        check("nice <:smile:123> <a:wave:4>", "nice :smile: :wave:");
        check("at <t:1700000000:R> in <#99>", "at in ");
        check("<not a mark", "<not a mark");
    }

    #[test]
    fn times_of_several_cultures() {
        let check = |stamp: &str, expected: Option<i64>| {
            assert_eq!(moment(stamp, &TimeZone::UTC, &mut None), expected, "{stamp}")
        };
        check("11/14/2023 10:13 PM", Some(1_699_999_980_000));
        check("14.11.2023 22:13", Some(1_699_999_980_000));
        check("14-Nov-23 10:13 PM", Some(1_699_999_980_000));
        check("2023-11-14 22:13", Some(1_699_999_980_000));
        check("14 o'clock", None);
    }
}
