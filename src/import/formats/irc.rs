//! IRC logs: only what people said; joins, actions, notices and the server's words are left out.
//!
//! The reader follows the owner through changes of nick. Days come from the lines, from marks in the log, or from its name.

use std::io::Read;

use jiff::civil::{Date, Time};

use super::irc_line::{Line, Said, before_colon, looks_like_irc, parse};
use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::Fault;
use crate::import::lines::Lines;
use crate::import::message::Skip;
use crate::import::sample::Sample;
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "irc",
    title: "IRC log",
    aliases: &["log", "weechat", "irssi", "znc", "hexchat"],
    origin: "the folder where your client keeps its logs: irssi, WeeChat, ZNC, HexChat, mIRC, Eggdrop and others",
    extensions: &["", "log", "txt", "weechatlog", "raw"],
    places: &[
        UsualPlace::Logs(".local/share/weechat/logs"),
        UsualPlace::Logs(".weechat/logs"),
        UsualPlace::Logs(".config/weechat/logs"),
        UsualPlace::Logs("irclogs"),
        UsualPlace::Logs(".irssi/logs"),
        UsualPlace::Logs(".irssi/irclogs"),
        UsualPlace::Logs(".config/hexchat/logs"),
        UsualPlace::Logs(".xchat2/xchatlogs"),
        UsualPlace::Logs(".var/app/io.github.Hexchat/config/hexchat/logs"),
        UsualPlace::Logs("AppData/Roaming/HexChat/logs"),
        UsualPlace::Logs("AppData/Roaming/mIRC/logs"),
        UsualPlace::Logs(".znc/users"),
        UsualPlace::Logs(".znc/moddata/log"),
        UsualPlace::Logs("logs"),
        UsualPlace::Logs(".purple/logs/irc"),
        UsualPlace::Logs("Documents/LimeChat Transcripts"),
    ],
    grows: true,
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    // `-->` stands in IRC logs and in subtitles.
    if sample.is_subtitles() { 0 } else { sample.share(30, looks_like_irc) }
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(&channel(reading));
    let mut lines = Lines::new(input);
    let mut days = Days::new(reading);
    let mut nick: Option<String> = None;
    let mut bare = String::new();
    // A log of sessions, and no nick in it has stood in `<>`.
    let mut sessions = false;
    while let Some(line) = lines.next()? {
        let line = uncoloured(line, &mut bare);
        if line.trim().is_empty() {
            continue;
        }
        let Line { date, month_day, time, mut said } = parse(line);
        sessions |= line.starts_with("Session Start");
        match said {
            Said::Message { .. } => sessions = false,
            Said::Event if sessions => {
                said = before_colon(line).map_or(said, |(nick, text)| Said::Message { nick, text });
            }
            _ => {}
        }
        let date = date.or_else(|| days.of_this_year(month_day?));
        let moment = days.moment(date, time, reading);
        match said {
            Said::Message { nick: author, text } => {
                let me = (reading.owner.is(author) && nick.is_none()) || nick.as_deref() == Some(author);
                let me = (reading.owner.is_known() || nick.is_some()).then_some(me);
                let draft = Draft { time: moment, author: Some(author), me, text, conversation: Some(&conversation) };
                out.message(draft)?;
            }
            Said::OwnNick(to) => nick = Some(to.to_owned()),
            Said::Nick { from, to } => {
                let mine = nick.as_deref().map_or(reading.owner.is(from), |nick| nick == from);
                if mine {
                    // The owner is back under a name that was given, so that no other nick has to be followed.
                    nick = (!reading.owner.is(to)).then(|| to.to_owned());
                }
            }
            Said::Day(date) => days.new_day(date),
            Said::Event => out.skip(Skip::System)?,
        }
    }
    Ok(())
}

/// What day it is while a log is read.
struct Days {
    day: Option<Date>,
    last: Option<Time>,
    /// The log itself says when a day begins.
    marked: bool,
}

impl Days {
    fn new(reading: &Reading<'_>) -> Days {
        let named = time::date_in_name(reading.file_name()).map(|(date, _)| date);
        let today =
            || jiff::Timestamp::from_millisecond(reading.now).ok().map(|now| reading.zone.to_datetime(now).date());
        Days { day: named.or_else(|| today().filter(|_| reading.live)), last: None, marked: false }
    }

    fn new_day(&mut self, day: Date) {
        self.day = Some(day);
        self.marked = true;
    }

    /// A date without a year, in the year of the day before it or the one after.
    fn of_this_year(&self, (month, day): (u32, u32)) -> Option<Date> {
        let last = self.day?;
        let year = u32::try_from(last.year()).ok()?;
        let date = time::date(year, month, day)?;
        // December is followed by January; a day or two back is another computer's clock.
        let turned = last.month() == 12 && month == 1;
        if turned { time::date(year + 1, month, day) } else { Some(date) }
    }

    fn moment(&mut self, date: Option<Date>, time: Option<Time>, reading: &Reading<'_>) -> Option<i64> {
        let time = time?;
        let midnight = !self.marked && self.last.is_some_and(|last| last.hour() >= 18 && time.hour() < 6);
        self.last = Some(time);
        if date.is_some() {
            self.day = date;
        } else if midnight {
            self.day = self.day.and_then(|day| day.tomorrow().ok());
        }
        time::at(reading.zone, self.day?, time)
    }
}

/// The channel's name, from the file's or, where that is a date, from its folder's.
fn channel(reading: &Reading<'_>) -> String {
    let stem = reading.file_name().trim_end_matches(".txt");
    let stem =
        ["log", "weechatlog", "raw"].iter().find_map(|ext| stem.strip_suffix(&format!(".{ext}"))).unwrap_or(stem);
    let undated = match time::date_in_name(stem) {
        Some((_, range)) => format!("{}{}", &stem[..range.start], &stem[range.end..]),
        None => stem.to_owned(),
    };
    let name = undated.trim_matches(|c: char| "._- ".contains(c));
    match (name, reading.folder()) {
        ("", Some(folder)) => folder.to_owned(),
        ("", None) => "irc".to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// Without the codes for colour and weight that clients leave in their logs.
fn uncoloured<'a>(line: &'a str, bare: &'a mut String) -> &'a str {
    const CODES: [char; 7] = ['\u{2}', '\u{3}', '\u{f}', '\u{11}', '\u{16}', '\u{1d}', '\u{1f}'];
    if !line.contains(CODES) {
        return line;
    }
    bare.clear();
    let mut rest = line;
    while let Some(at) = rest.find(CODES) {
        bare.push_str(&rest[..at]);
        let colour = rest[at..].starts_with('\u{3}');
        rest = &rest[at + 1..];
        if colour {
            let digits = |text: &str| text.bytes().take(2).take_while(u8::is_ascii_digit).count();
            let foreground = digits(rest);
            rest = &rest[foreground..];
            if foreground > 0 && rest.starts_with(',') && digits(&rest[1..]) > 0 {
                rest = &rest[1 + digits(&rest[1..])..];
            }
        }
    }
    bare.push_str(rest);
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go() {
        let check = |line: &str, expected: &str| assert_eq!(uncoloured(line, &mut String::new()), expected);
        check("plain", "plain");
        check("\u{3}04,12red\u{3} \u{2}bold\u{f} 1,2", "red bold 1,2");
        check("\u{3}4x, y\u{3}", "x, y");
    }
}
