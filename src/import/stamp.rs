//! [`Stamp`]: the date and time that begin a line of a chat, in any language and script.
//!
//! A stamp is a time of two or three numbers, and a date of three numbers or of two and the name of a month.
//! [`super::dates`] finds out which number is the day, and [`super::stamps`] which characters end the stamps of a file.

use crate::import::clean::is_mark;

mod digits;
mod named;
mod usual;
mod words;

pub use digits::digit;
use words::{between, half, is_short_word, word_key};

/// Bytes within which a stamp ends.
const MAX_STAMP_BYTES: usize = 72;

/// What stands between a stamp and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The stamp is within `[…]` or `(…)`.
    Bracket,
    /// ` - `
    Dash,
    Semicolon,
    Tab,
    Comma,
    /// `: `
    Colon,
    Space,
}

impl Ending {
    /// All of them, those that stand within none of the others first.
    pub const ALL: [Ending; 7] =
        [Ending::Bracket, Ending::Dash, Ending::Semicolon, Ending::Tab, Ending::Comma, Ending::Colon, Ending::Space];

    fn mark(self) -> &'static str {
        match self {
            Ending::Bracket => "]",
            Ending::Dash => " - ",
            Ending::Semicolon => ";",
            Ending::Tab => "\t",
            Ending::Comma => ",",
            Ending::Colon => ": ",
            Ending::Space => " ",
        }
    }
}

/// A stamp and what follows it on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// The date's numbers as they stand; of a date with the name of a month: day, month, year.
    pub date: [u32; 3],
    /// The date begins with a year of four digits.
    pub year_first: bool,
    /// The month has a name; of a name in an unknown language the month is 0.
    pub named: bool,
    /// What stands between the date's numbers.
    pub separator: char,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    /// The half of the day, on a clock of twelve.
    pub afternoon: Option<bool>,
    /// A word where such a half would stand, as [`word_key`]; 0 where there is none.
    pub word: u32,
    pub rest: &'a str,
}

/// Reads the stamp at the beginning of a line that ends as WhatsApp's do: in brackets, or before ` - `.
pub fn stamp(line: &str) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(is_mark);
    let first = line.chars().next()?;
    if first == '[' {
        return stamp_before(line, Ending::Bracket);
    }
    if digit(first).is_some() { stamp_before(line, Ending::Dash) } else { None }
}

/// Reads the stamp at the beginning of a line, before `ending`.
pub fn stamp_before(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(is_mark);
    usual::stamp(line, ending).or_else(|| general(line, ending))
}

/// Reads a stamp of any form.
fn general(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    let first = line.chars().next()?;
    let window = line.get(..line.floor_char_boundary(MAX_STAMP_BYTES))?;
    if ending == Ending::Bracket {
        let close = if first == '[' { ']' } else { ')' };
        let end = window.find(close).filter(|_| matches!(first, '[' | '('))?;
        let rest = line.get(end + 1..)?;
        return parse(window.get(1..end)?, rest.strip_prefix(' ').unwrap_or(rest));
    }
    if digit(first).is_none() && !first.is_alphabetic() {
        return None;
    }
    let mark = ending.mark();
    // Of so short a text, comparing at every place is faster than a search prepared for it.
    let find = |mark: &str, from: usize| {
        let places = window.as_bytes().get(from..)?.windows(mark.len());
        places.into_iter().position(|at| at == mark.as_bytes()).map(|at| from + at)
    };
    let mut from = 0;
    while let Some(at) = find(mark, from) {
        let rest = line.get(at + mark.len()..)?;
        if let Some(found) = parse(window.get(..at)?, rest.strip_prefix(' ').unwrap_or(rest)) {
            return Some(found);
        }
        from = at + mark.len();
    }
    let at = find(" – ", 0).filter(|_| ending == Ending::Dash)?;
    parse(window.get(..at)?, line.get(at + " – ".len()..)?)
}

/// A date and time that is the whole of `text`.
pub fn moment(text: &str) -> Option<Stamp<'_>> {
    parse(text.trim_matches(|c: char| c.is_whitespace() || is_mark(c)), "")
}

/// The numbers and what stands between them.
#[derive(Default)]
struct Parts<'a> {
    numbers: [u32; 6],
    digits: [u8; 6],
    /// Before each number, and after the last one.
    gaps: [&'a str; 7],
    count: usize,
}

fn split(inner: &str) -> Option<Parts<'_>> {
    let mut parts = Parts::default();
    let mut gap_start = 0;
    let mut within = false;
    for (at, c) in inner.char_indices() {
        match digit(c) {
            Some(value) if within => {
                let number = &mut parts.numbers[parts.count - 1];
                *number = *number * 10 + value;
                parts.digits[parts.count - 1] += 1;
                if parts.digits[parts.count - 1] > 4 {
                    return None;
                }
            }
            Some(value) => {
                if parts.count == 6 {
                    return None;
                }
                parts.gaps[parts.count] = inner.get(gap_start..at)?;
                parts.numbers[parts.count] = value;
                parts.digits[parts.count] = 1;
                parts.count += 1;
                within = true;
            }
            None if within => {
                within = false;
                gap_start = at;
            }
            None => {}
        }
    }
    parts.gaps[parts.count] = if within { "" } else { inner.get(gap_start..)? };
    Some(parts)
}

fn bare(gap: &str) -> &str {
    if gap.len() == 1 && gap != " " {
        return gap;
    }
    gap.trim_matches(|c: char| c.is_whitespace() || is_mark(c))
}

/// `22:13, 14/11/2023`, as WhatsApp's web page copies it and Vietnamese phones write it, the date first.
fn date_first(inner: &str) -> Option<String> {
    let time = ["/", ".", "-"].iter().all(|mark| !inner.split(',').next().unwrap_or_default().contains(mark));
    let (clock, date) = inner.split_once(", ")?;
    let short = |text: &str, mark| text.matches(mark).count() <= 2 && text.contains(mark);
    (time && short(clock, ':') && !date.contains(':')).then(|| format!("{date}, {clock}"))
}

fn parse<'a>(inner: &str, rest: &'a str) -> Option<Stamp<'a>> {
    let found = parse_in_order(inner, rest);
    if found.is_some() || !inner.contains(':') {
        return found;
    }
    let turned = date_first(inner).and_then(|turned| parse_in_order(&turned, rest));
    let found = turned.or_else(|| named::parse(inner, rest));
    found.or_else(|| parse_in_order(after_weekday(inner)?, rest))
}

/// What stands behind one word: a date of numbers may have the day of the week before it.
fn after_weekday(inner: &str) -> Option<&str> {
    let start = inner.find(|c| digit(c).is_some())?;
    let word = inner.get(..start)?.trim_end_matches([' ', ',', '.']);
    let weekday = (1..=14).contains(&word.chars().count()) && word.chars().all(|c| c.is_alphabetic() || is_mark(c));
    weekday.then(|| inner.get(start..))?
}

fn parse_in_order<'a>(inner: &str, rest: &'a str) -> Option<Stamp<'a>> {
    let parts = split(inner)?;
    let (numbers, gaps) = (&parts.numbers, &parts.gaps);
    let date_gap = |gap: &str| ["/", ".", "-", "年", "月", "년", "월", "-0"].contains(&bare(gap));
    let time_gap = |gap: &str| [":", ".", "h", "h:", "時", "시", "點", "点"].contains(&bare(gap));
    if parts.count < 5 || !bare(gaps[0]).is_empty() || !date_gap(gaps[1]) || !date_gap(gaps[2]) || !time_gap(gaps[4]) {
        return None;
    }
    if parts.count == 6 && !time_gap(gaps[5]) && !["分", "분", "min"].contains(&bare(gaps[5])) {
        return None;
    }
    let (between, first_word) = between(gaps[3])?;
    let tail = bare(gaps[parts.count]);
    let tail_half = half(tail);
    if tail_half.is_none() && !is_short_word(tail) {
        return None;
    }
    let second = if parts.count == 6 { numbers[5] } else { 0 };
    if numbers[3] > 24 || numbers[4] > 59 || second > 60 {
        return None;
    }
    Some(Stamp {
        date: [numbers[0], numbers[1], numbers[2]],
        year_first: parts.digits[0] == 4,
        named: false,
        separator: bare(gaps[1]).chars().next().unwrap_or(' '),
        hour: numbers[3],
        minute: numbers[4],
        second,
        afternoon: tail_half.or(between),
        word: if tail.is_empty() || tail_half.is_some() { first_word } else { word_key(tail) },
        rest,
    })
}

#[cfg(test)]
mod tests;
