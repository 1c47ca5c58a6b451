//! One line of an IRC log, as irssi, WeeChat, ZNC, HexChat, mIRC and others write it.
//!
//! Main function: [`parse`].

use jiff::civil::{Date, Time};

use crate::import::dates::DateOrder;
use crate::import::stamp::{Ending, stamp_before};
use crate::import::time;

const MAX_NICK_BYTES: usize = 64;

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    Message {
        nick: &'a str,
        text: &'a str,
    },
    /// Someone goes by another name.
    Nick {
        from: &'a str,
        to: &'a str,
    },
    /// The owner goes by another name.
    OwnNick(&'a str),
    /// A new day began.
    Day(Date),
    /// Joins, parts, actions, notices.
    Event,
}

/// A line, and when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub date: Option<Date>,
    /// Month and day of a stamp without a year.
    pub month_day: Option<(u32, u32)>,
    pub time: Option<Time>,
    pub said: Said<'a>,
}

/// Whether a line is that of an IRC log and of nothing else.
pub fn looks_like_irc(line: &str) -> bool {
    if day(line).is_some() || stamped_day(line).is_some() {
        return true;
    }
    let Stamp { time, rest, .. } = stamp(line);
    let event = || ["-!- ", "*** ", "=== ", "* ", "-->", "<--", "\t-->\t", "\t<--\t", "\t--\t", "\t*\t"];
    match (message(rest), time) {
        (Some(_), _) => true,
        (None, Some(_)) => event().iter().any(|beginning| rest.starts_with(beginning)),
        (None, None) => rest.starts_with("=== ") && rest.contains(" is now known as "),
    }
}

/// Reads a line.
pub fn parse(line: &str) -> Line<'_> {
    if let Some(date) = day(line).or_else(|| stamped_day(line)) {
        return Line { date: None, month_day: None, time: None, said: Said::Day(date) };
    }
    let Stamp { date, month_day, time, rest } = stamp(line);
    let said = match message(rest) {
        Some((nick, text)) => Said::Message { nick, text },
        None => event(rest),
    };
    Line { date, month_day, time, said }
}

/// `<nick> text`, or `TAB nick TAB text`.
fn message(rest: &str) -> Option<(&str, &str)> {
    let (nick, text) = match rest.strip_prefix('<') {
        Some(after) => {
            let (nick, text) = after.split_once('>')?;
            (nick, text.strip_prefix([' ', '\t'])?)
        }
        None => {
            let (nick, text) = rest.strip_prefix('\t')?.split_once('\t')?;
            (nick.strip_prefix('<').and_then(|nick| nick.strip_suffix('>')).unwrap_or(nick), text)
        }
    };
    // Some logs have the user and the host behind the nick.
    let nick = nick
        .split_once('!')
        .filter(|(nick, host)| !nick.is_empty() && host.contains('@'))
        .map_or(nick, |(nick, _)| nick);
    let nick = nick.trim_matches(' ').trim_start_matches(['@', '+', '%', '&', '~', '!']);
    is_nick(nick).then_some((nick, text))
}

fn is_nick(nick: &str) -> bool {
    !nick.is_empty()
        && nick.len() <= MAX_NICK_BYTES
        && nick.starts_with(|c: char| c.is_alphabetic() || c.is_numeric() || "_[]{}\\|`^".contains(c))
        && !nick.contains(|c: char| c.is_whitespace() || "<>\"=/".contains(c))
}

/// `[22:13] ann: hello`, as Trillian writes in a session.
pub fn before_colon(line: &str) -> Option<(&str, &str)> {
    let Stamp { time: Some(_), rest, .. } = stamp(line) else { return None };
    rest.split_once(": ").filter(|(nick, _)| line.starts_with('[') && is_nick(nick))
}

fn event(rest: &str) -> Said<'_> {
    let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || "-!*=>".contains(c)).trim_end();
    for own in ["You're now known as ", "You are now known as "] {
        if let Some(to) = trimmed.strip_prefix(own) {
            return Said::OwnNick(to.trim_end_matches('.'));
        }
    }
    match trimmed.split_once(" is now known as ") {
        Some((from, to)) if !from.contains(' ') && !to.contains(' ') => {
            Said::Nick { from, to: to.trim_end_matches('.') }
        }
        _ => Said::Event,
    }
}

/// `--- Day changed Wed Dec 25 2013`, `--- Log opened Tue Dec 24 00:26:23 2013`, `**** BEGIN LOGGING AT …`,
/// `Session Start: …`.
fn day(line: &str) -> Option<Date> {
    const BEGINNINGS: [&str; 8] = [
        "--- Log opened ",
        "--- Day changed ",
        "--- Log closed ",
        "**** BEGIN LOGGING AT ",
        "**** ENDING LOGGING AT ",
        "Session Start: ",
        "Session Time: ",
        "Session Close: ",
    ];
    let rest = BEGINNINGS.iter().find_map(|beginning| line.strip_prefix(beginning));
    // `Session Start (AIM - bob:ann): Tue Nov 14 22:13:20 2023`
    let of = || line.strip_prefix("Session Start (").and_then(|rest| rest.split_once("): ")).map(|(_, rest)| rest);
    let rest = rest.or_else(of)?;
    if let Some((date, _)) = time::date_in_name(rest.split(' ').next().unwrap_or(rest)) {
        return Some(date);
    }
    let mut words = rest.split_whitespace().skip(1);
    let month = time::month(words.next()?)?;
    let day = words.next()?.parse().ok()?;
    time::date(words.last()?.parse().ok()?, month, day)
}

/// `[00:00] --- Tue Nov 14 2023`, as Eggdrop begins a day.
fn stamped_day(line: &str) -> Option<Date> {
    let rest = bracketed(line)?.1.trim_start().strip_prefix("--- ")?;
    let words: Vec<&str> = rest.split_whitespace().collect();
    let [_, month, day, year] = words[..] else { return None };
    time::date(year.parse().ok()?, time::month(month)?, day.parse().ok()?)
}

/// When a line was written, as far as it says, and what follows.
#[derive(Default)]
struct Stamp<'a> {
    date: Option<Date>,
    month_day: Option<(u32, u32)>,
    time: Option<Time>,
    rest: &'a str,
}

/// The stamp at the beginning of a line and what follows.
fn stamp(line: &str) -> Stamp<'_> {
    let none = Stamp { rest: line, ..Stamp::default() };
    let without_space = |rest: &'_ str| rest.len() - rest.strip_prefix(' ').unwrap_or(rest).len();
    let Some((inner, rest)) = bracketed(line) else {
        return match moment(line) {
            Some(found) if found.rest.starts_with([' ', '\t']) => {
                let space = without_space(found.rest);
                Stamp { rest: &found.rest[space..], ..found }
            }
            _ => general(line, Ending::Tab).or_else(|| general(line, Ending::Space)).unwrap_or(none),
        };
    };
    let rest = &rest[without_space(rest)..];
    if let Some(found) = moment(inner).filter(|found| found.rest.trim().is_empty()) {
        return Stamp { rest, ..found };
    }
    // `[Saturday 29 October 2016] [10:13:20]`
    let clock = bracketed(rest).and_then(|(clock, rest)| Some((moment(clock)?.time, rest)));
    match (written_out(inner), clock) {
        (Some(date), Some((time, rest))) => {
            Stamp { date: Some(date), month_day: None, time, rest: &rest[without_space(rest)..] }
        }
        _ => general(line, Ending::Bracket).unwrap_or(none),
    }
}

/// A stamp in a form of somebody's own, where a nick follows it: in `<>`, or before a tab.
fn general(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    if !line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | '(')) {
        return None;
    }
    // There is no stamp without a time.
    line.get(..line.floor_char_boundary(48)).filter(|head| head.contains(':'))?;
    let found = stamp_before(line, ending)?;
    let rest = match ending {
        // The tab before the nick is part of a message.
        Ending::Tab => line.get(line.len() - found.rest.len() - 1..)?,
        _ => found.rest,
    };
    let event = ["-!- ", "*** ", "* ", "--> ", "<-- "].iter().any(|start| rest.starts_with(start));
    if message(rest).is_none() && !event {
        return None;
    }
    // Which number is the day is clear from the separator, or from a number that is no month.
    let american = found.separator == '/' && found.date[0] <= 12;
    let order = if american { DateOrder::MonthDayYear } else { DateOrder::DayMonthYear };
    let hour = time::hour(found.hour, found.afternoon);
    let time = time::time(hour, found.minute, found.second)?;
    Some(Stamp { date: Some(order.date(&found)?), month_day: None, time: Some(time), rest })
}

/// What stands in brackets at the beginning, and what follows them.
fn bracketed(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix(['[', '('])?.split_once([']', ')']).filter(|(inner, _)| inner.len() <= 40)
}

/// A date with the name of its month: `Saturday 29 October 2016`, `Oct 29, 2016`.
fn written_out(text: &str) -> Option<Date> {
    let words = || text.split([' ', ',']).filter(|word| !word.is_empty());
    let number = |digits: std::ops::RangeInclusive<usize>| {
        words().filter(|word| digits.contains(&word.len())).find_map(|word| word.parse::<u32>().ok())
    };
    time::date(number(4..=4)?, words().find_map(time::month)?, number(1..=2)?)
}

/// `YYYY-MM-DD HH:MM:SS`, `HH:MM`, `Nov 14 10:13:20`; and what follows.
fn moment(text: &str) -> Option<Stamp<'_>> {
    if let Some((found, rest)) = clock(text) {
        // `AM` and `PM` stand within brackets only.
        let half = match rest.trim() {
            "AM" | "am" => Some(false),
            "PM" | "pm" => Some(true),
            _ => None,
        };
        let time = half.and_then(|half| {
            let hour = time::hour(u32::try_from(found.hour()).ok()?, Some(half));
            time::time(hour, u32::try_from(found.minute()).ok()?, u32::try_from(found.second()).ok()?)
        });
        let rest = if time.is_some() { "" } else { rest };
        return Some(Stamp { time: time.or(Some(found)), rest, ..Stamp::default() });
    }
    let bytes = text.as_bytes();
    if bytes.len() > 11 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-' {
        let (date, range) = time::date_in_name(text.get(..10)?)?;
        let rest = text.get(range.end + 1..).filter(|_| matches!(bytes[10], b' ' | b'T' | b'_'))?;
        let (found, after) = clock(rest)?;
        return Some(Stamp { date: Some(date), time: Some(found), rest: without_zone(after), month_day: None });
    }
    let (month, rest) = text.split_once(' ').filter(|(month, _)| month.len() == 3)?;
    let month = time::month(month)?;
    let (day, rest) = rest.trim_start().split_once(' ')?;
    let day = day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
    clock(rest).map(|(found, rest)| Stamp { date: None, month_day: Some((month, day)), time: Some(found), rest })
}

/// What follows `Z` or `+0200`; logs are of one place.
fn without_zone(after: &str) -> &str {
    if let Some(rest) = after.strip_prefix('Z') {
        return rest;
    }
    let Some(zone) = after.strip_prefix(['+', '-']) else { return after };
    let digits = zone.bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
    if (4..=5).contains(&digits) { &zone[digits..] } else { after }
}

/// `HH:MM` or `HH:MM:SS`, perhaps with a fraction.
fn clock(text: &str) -> Option<(Time, &str)> {
    let bytes = text.as_bytes();
    let two = |at: usize| -> Option<u32> {
        let (a, b) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        (a.is_ascii_digit() && b.is_ascii_digit()).then(|| u32::from(a - b'0') * 10 + u32::from(b - b'0'))
    };
    let (hour, minute) = (two(0)?, two(3).filter(|_| bytes.get(2) == Some(&b':'))?);
    let (second, mut end) = match two(6).filter(|_| bytes.get(5) == Some(&b':')) {
        Some(second) => (second, 8),
        None => (0, 5),
    };
    if bytes.get(end) == Some(&b'.') {
        end += 1 + bytes[end + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
    }
    if bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((time::time(hour, minute, second)?, text.get(end..)?))
}

#[cfg(test)]
mod tests;
