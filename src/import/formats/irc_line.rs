//! One line of an IRC log, as irssi, WeeChat, ZNC, HexChat, mIRC and others write it.
//!
//! Main function: [`parse`].

use jiff::civil::{Date, Time};

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
    /// The owner does.
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
    pub time: Option<Time>,
    pub said: Said<'a>,
}

/// Whether a line is that of an IRC log and of nothing else.
pub fn looks_like_irc(line: &str) -> bool {
    if day(line).is_some() {
        return true;
    }
    let (_, time, rest) = stamp(line);
    let event = || ["-!- ", "*** ", "=== ", "* ", "-->", "<--", "\t-->\t", "\t<--\t", "\t--\t", "\t*\t"];
    match (message(rest), time) {
        (Some(_), _) => true,
        (None, Some(_)) => event().iter().any(|beginning| rest.starts_with(beginning)),
        (None, None) => rest.starts_with("=== ") && rest.contains(" is now known as "),
    }
}

/// Reads a line.
pub fn parse(line: &str) -> Line<'_> {
    if let Some(date) = day(line) {
        return Line { date: None, time: None, said: Said::Day(date) };
    }
    let (date, time, rest) = stamp(line);
    let said = match message(rest) {
        Some((nick, text)) => Said::Message { nick, text },
        None => event(rest),
    };
    Line { date, time, said }
}

/// `<nick> text`, or `TAB nick TAB text`.
fn message(rest: &str) -> Option<(&str, &str)> {
    let (nick, text) = match rest.strip_prefix('<') {
        Some(after) => {
            let (nick, text) = after.split_once('>')?;
            (nick, text.strip_prefix([' ', '\t'])?)
        }
        None => rest.strip_prefix('\t')?.split_once('\t')?,
    };
    let nick = nick.trim_matches(' ').trim_start_matches(['@', '+', '%', '&', '~', '!']);
    let is_nick = !nick.is_empty()
        && nick.len() <= MAX_NICK_BYTES
        && nick.starts_with(|c: char| c.is_alphabetic() || c.is_numeric() || "_[]{}\\|`^".contains(c))
        && !nick.contains(|c: char| c.is_whitespace() || "<>\"=/".contains(c));
    is_nick.then_some((nick, text))
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

/// `--- Day changed Wed Dec 25 2013`, `--- Log opened Tue Dec 24 00:26:23 2013`, `**** BEGIN LOGGING AT …`.
fn day(line: &str) -> Option<Date> {
    const BEGINNINGS: [&str; 5] =
        ["--- Log opened ", "--- Day changed ", "--- Log closed ", "**** BEGIN LOGGING AT ", "**** ENDING LOGGING AT "];
    let rest = BEGINNINGS.iter().find_map(|beginning| line.strip_prefix(beginning))?;
    if let Some((date, _)) = time::date_in_name(rest.split(' ').next().unwrap_or(rest)) {
        return Some(date);
    }
    let mut words = rest.split_whitespace().skip(1);
    let month = time::month(words.next()?)?;
    let day = words.next()?.parse().ok()?;
    time::date(words.last()?.parse().ok()?, month, day)
}

/// The stamp at the beginning of a line and what follows.
fn stamp(line: &str) -> (Option<Date>, Option<Time>, &str) {
    let none = (None, None, line);
    let bracketed = line.strip_prefix('[').or_else(|| line.strip_prefix('('));
    if let Some(inner) = bracketed {
        let Some((stamp, rest)) = inner.split_once([']', ')']).filter(|(stamp, _)| stamp.len() <= 30) else {
            return none;
        };
        let Some((date, time, after)) = moment(stamp).filter(|(_, _, after)| after.trim().is_empty()) else {
            return none;
        };
        let _ = after;
        return (date, Some(time), rest.strip_prefix(' ').unwrap_or(rest));
    }
    match moment(line) {
        Some((date, time, rest)) if rest.starts_with([' ', '\t']) => {
            (date, Some(time), rest.strip_prefix(' ').unwrap_or(rest))
        }
        _ => none,
    }
}

/// `YYYY-MM-DD HH:MM:SS`, `HH:MM`, `Nov 14 10:13:20`; and what follows.
fn moment(text: &str) -> Option<(Option<Date>, Time, &str)> {
    if let Some((found, after)) = clock(text) {
        return Some((None, found, after));
    }
    let bytes = text.as_bytes();
    if bytes.len() > 11 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-' {
        let (date, range) = time::date_in_name(text.get(..10)?)?;
        let rest = text.get(range.end + 1..).filter(|_| matches!(bytes[10], b' ' | b'T' | b'_'))?;
        let (found, after) = clock(rest)?;
        let after = after.strip_prefix('Z').unwrap_or(after);
        return Some((Some(date), found, after));
    }
    // Without a year there is no date, but the time stands.
    let (month, rest) = text.split_once(' ').filter(|(month, _)| month.len() == 3)?;
    time::month(month)?;
    let (day, rest) = rest.trim_start().split_once(' ')?;
    day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
    clock(rest).map(|(found, after)| (None, found, after))
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
mod tests {
    use super::*;

    #[test]
    fn messages() {
        let check = |line: &str, stamp: &str, nick: &str, text: &str| {
            let found = parse(line);
            assert_eq!(found.said, Said::Message { nick, text }, "{line}");
            let date = found.date.map(|date| format!("{date} ")).unwrap_or_default();
            let time = found.time.map(|time| time.to_string()).unwrap_or_default();
            assert_eq!(format!("{date}{time}"), stamp, "{line}");
            assert!(looks_like_irc(line), "{line}");
        };
        check("00:35 < alice> hey", "00:35:00", "alice", "hey");
        check("01:17 <+carol> hi", "01:17:00", "carol", "hi");
        check("[04:46] <un|person> a: b", "04:46:00", "un|person", "a: b");
        check("[00:00:28] <sudden6> btw", "00:00:28", "sudden6", "btw");
        check("2016-10-29 00:00:28\t@bob\thi all", "2016-10-29 00:00:28", "bob", "hi all");
        check("[2016-10-29 00:00:28] <bob> hi", "2016-10-29 00:00:28", "bob", "hi");
        check("2016-10-29T00:00:28 <bob> hi", "2016-10-29 00:00:28", "bob", "hi");
        check("Nov 14 10:13:20 <bob>\thi", "10:13:20", "bob", "hi");
        check("<bob> hi", "", "bob", "hi");
        check("(10:13:20) <bob> hi", "10:13:20", "bob", "hi");
    }

    #[test]
    fn the_rest() {
        let check = |line: &str, expected: Said<'_>| assert_eq!(parse(line).said, expected, "{line}");
        check("=== a_ is now known as a", Said::Nick { from: "a_", to: "a" });
        check("00:01 -!- a is now known as b", Said::Nick { from: "a", to: "b" });
        check("00:01 -!- You're now known as b", Said::OwnNick("b"));
        check("2016-10-29 00:00:28\t--\ta is now known as b", Said::Nick { from: "a", to: "b" });
        check("[04:27:00] *** Quits: sudden6 (~x@ ) (Quit: bye)", Said::Event);
        check("[04:27:00] * bob waves", Said::Event);
        check("00:01 -!- Guest [u@h] has quit [Quit: Bye]", Said::Event);
        check("2016-10-29 00:00:28\t-->\tbob (x@y) has joined #c", Said::Event);
        check("--- Log opened Tue Dec 24 00:26:23 2013", Said::Day(Date::constant(2013, 12, 24)));
        check("--- Day changed Wed Dec 25 2013", Said::Day(Date::constant(2013, 12, 25)));
        check("**** BEGIN LOGGING AT Sun Oct 30 10:00:00 2016", Said::Day(Date::constant(2016, 10, 30)));
        check("nothing of the kind", Said::Event);
    }

    #[test]
    fn other_files_do_not_look_so() {
        for line in ["<html>", "<a href=\"x\"> y", "hello", "10:30 is fine", "[1] <b> c", "--- a/file", "* item", ""] {
            assert!(!looks_like_irc(line), "{line}");
        }
    }
}
