//! Logs of Pidgin (text and HTML) and of Adium (XML). The first line of Pidgin's names the owner's account.

use std::io::Read;
use std::sync::Arc;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::dates::DateOrder;
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::Fault;
use crate::import::html::{Piece, Tags, breaks, push_break, push_text};
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::sample::{SURE, Sample, when};
use crate::import::stamp;
use crate::import::time::{self, TimeZone};

pub const FORMAT: Description = Description {
    name: "pidgin",
    title: "Pidgin or Adium",
    aliases: &["adium", "gaim", "purple"],
    origin: "Pidgin's .purple/logs (text and HTML), Adium's .chatlog files",
    extensions: &["txt", "html", "chatlog", "xml"],
    places: &[
        UsualPlace::Saved(".purple/logs"),
        UsualPlace::Saved("Library/Application Support/Adium 2.0/Users/Default/Logs"),
    ],
    shapes: &[
        Shape { score: score_text, reader: Reader::Text(read_text) },
        Shape { score: score_html, reader: Reader::Text(read_html) },
        Shape { score: score_adium, reader: Reader::Text(read_adium) },
    ],
    ..Description::BASE
};

fn score_text(sample: &Sample<'_>) -> u8 {
    let first = sample.first_line();
    when(first.starts_with("Conversation with ") && first.contains(" on ") && first.trim_end().ends_with(')'), SURE)
}

fn score_html(sample: &Sample<'_>) -> u8 {
    when(sample.is_html() && sample.text.contains("Conversation with ") && sample.text.contains("<font "), SURE)
}

fn score_adium(sample: &Sample<'_>) -> u8 {
    when(sample.start.starts_with('<') && sample.text.contains("<chat ") && sample.text.contains("account="), SURE)
}

/// What the first line of a log says.
struct Head {
    conversation: Arc<str>,
    own: String,
    date: Option<jiff::civil::Date>,
}

/// `Conversation with ann@x at Tue 14 Nov 2023 10:13:20 PM UTC on bob@y (jabber)`
fn head(line: &str, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Head {
    let rest = line.trim().strip_prefix("Conversation with ").unwrap_or_default();
    let (name, rest) = rest.split_once(" at ").unwrap_or((rest, ""));
    let (moment, account) = rest.rsplit_once(" on ").unwrap_or((rest, ""));
    let own = account.split(" (").next().unwrap_or_default().split('/').next().unwrap_or_default().to_owned();
    let named = time::date_in_name(reading.file_name()).map(|(date, _)| date);
    let date = named.or_else(|| {
        let found = stamp::moment(moment.trim_end_matches(|c: char| c.is_ascii_uppercase() || c == ' '))?;
        DateOrder::DayMonthYear.date(&found)
    });
    Head { conversation: out.name(if name.is_empty() { reading.stem() } else { name }), own, date }
}

fn read_text(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = Lines::new(input);
    let first = lines.next()?.unwrap_or_default().to_owned();
    let mut log = Log { head: head(&first, reading, out), reading, pending: None };
    while let Some(line) = lines.next()? {
        log.line(line, None, out)?;
    }
    log.flush(out)
}

struct Log<'a, 'b> {
    head: Head,
    reading: &'a Reading<'b>,
    /// Time, author, whether that is the owner, words.
    pending: Option<(Option<i64>, String, Option<bool>, String)>,
}

impl Log<'_, '_> {
    /// `(22:13:20) ann: hi`; a line without a time goes on with what is before it.
    fn line(&mut self, line: &str, own: Option<bool>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        let stamped = line.strip_prefix('(').and_then(|rest| rest.split_once(") "));
        let Some((clock, rest)) = stamped.filter(|(clock, _)| clock.len() < 30 && clock.contains(':')) else {
            if let Some((.., text)) = self.pending.as_mut().filter(|(.., text)| text.len() <= MAX_MESSAGE_BYTES) {
                text.push('\n');
                text.push_str(line);
            }
            return Ok(());
        };
        self.flush(out)?;
        let parts = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")));
        let Some((author, text)) = parts.filter(|(author, _)| author.len() < 120) else {
            return out.skip(Skip::System);
        };
        // Nobody wrote what was sent while they were away.
        if author.ends_with("<AUTO-REPLY>") {
            return out.skip(Skip::Bot);
        }
        let whole = stamp::moment(clock).map(|found| (DateOrder::MonthDayYear.date(&found), found));
        let alone = format!("2000/1/1 {clock}");
        let found = whole.or_else(|| stamp::moment(&alone).map(|found| (self.head.date, found)));
        let time = found.and_then(|(date, found)| {
            let clock = time::time(time::hour(found.hour, found.afternoon), found.minute, found.second)?;
            time::at(self.reading.zone, date?, clock)
        });
        let author = author.split('/').next().unwrap_or(author).to_owned();
        let me = own.or_else(|| (!self.head.own.is_empty() && author == self.head.own).then_some(true));
        self.pending = Some((time, author, me, text.to_owned()));
        Ok(())
    }

    fn flush(&mut self, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        let Some((time, author, me, text)) = self.pending.take() else { return Ok(()) };
        out.message(Draft { time, author: Some(&author), me, text: &text, conversation: Some(&self.head.conversation) })
    }
}

/// Pidgin's HTML is its text with colours: blue for the owner's names, red for others'.
fn read_html(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut tags = Tags::new(input);
    let (mut line, mut own) = (String::new(), None);
    let mut log: Option<Log<'_, '_>> = None;
    loop {
        let piece = tags.next()?;
        let ends = match &piece {
            None => true,
            Some(Piece::Open(name, _) | Piece::Close(name)) => breaks(name),
            Some(Piece::Text(_)) => false,
        };
        if ends && !line.trim().is_empty() {
            match &mut log {
                None => log = Some(Log { head: head(&line, reading, out), reading, pending: None }),
                Some(log) => log.line(line.trim(), own.take(), out)?,
            }
        }
        if ends {
            line.clear();
        }
        match piece {
            None => break,
            Some(piece @ Piece::Open(..)) => match piece.attribute("color").as_deref() {
                Some("#16569E") => own = Some(true),
                Some("#A82F2F") => own = Some(false),
                _ => {}
            },
            Some(Piece::Text(words)) => push_text(&mut line, &words),
            Some(Piece::Close(_)) => {}
        }
    }
    log.map_or(Ok(()), |mut log| log.flush(out))
}

fn read_adium(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut tags = Tags::new(input);
    let mut own = String::new();
    let conversation = out.name(reading.stem().split(" (").next().unwrap_or(reading.stem()));
    let mut message: Option<(Option<i64>, String, String, String)> = None;
    while let Some(piece) = tags.next()? {
        let part = |name: &str| piece.attribute(name).unwrap_or_default();
        match &piece {
            Piece::Open(name, _) if name == "chat" => own = part("account"),
            Piece::Open(name, _) if name == "message" && part("auto") == "true" => out.skip(Skip::Bot)?,
            Piece::Open(name, _) if name == "message" => {
                message =
                    Some((time::iso(&TimeZone::UTC, &part("time")), part("sender"), part("alias"), String::new()));
            }
            Piece::Open(name, _) if name == "event" || name == "status" => out.skip(Skip::System)?,
            Piece::Close(name) if name == "message" => {
                let Some((time, sender, alias, text)) = message.take() else { continue };
                let me = Some(sender == own || reading.owner.is(&sender));
                let author = if alias.is_empty() { &sender } else { &alias };
                out.message(Draft { time, author: Some(author), me, text: &text, conversation: Some(&conversation) })?;
            }
            Piece::Open(name, _) | Piece::Close(name) => {
                if let Some((.., text)) = message.as_mut().filter(|_| breaks(name)) {
                    push_break(text);
                }
            }
            Piece::Text(words) => {
                if let Some((.., text)) = &mut message {
                    push_text(text, words);
                }
            }
        }
    }
    Ok(())
}
