//! The date and time that begin a line of a chat, in whatever language and script, before whatever ends it.
//!
//! A stamp is a time of two or three numbers, and a date of three numbers or of two and the name of a month. Which number
//! is the day is for [`super::dates`] to find out, and what ends a file's stamps for [`super::stamps`].

use crate::import::clean::is_mark;
use crate::import::time;

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

/// Where the decimal digits of each script of Unicode 16 begin, but for ASCII's.
const ZEROS: [u32; 65] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136,
    0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0,
    0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// A decimal digit of any script.
pub fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    let at = ZEROS.partition_point(|zero| *zero <= code);
    let value = code - ZEROS.get(at.checked_sub(1)?)?;
    (value < 10).then_some(value)
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
    turned.or_else(|| parse_named(inner, rest))
}

/// A date with the name of its month, in any order: `Tue, Nov 14, 2023, 22:13:20`, `14. November 2023 um 22:13`,
/// `Tue Nov 14 22:13:20 2023`.
fn parse_named<'a>(inner: &str, rest: &'a str) -> Option<Stamp<'a>> {
    let is_letter = |c: char| c.is_alphabetic() || (!c.is_ascii() && !c.is_numeric() && !c.is_whitespace());
    if !inner.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let mut numbers: Vec<u32> = Vec::new();
    let mut year = None;
    let mut clock: Vec<u32> = Vec::new();
    let mut named = None;
    let (mut words, mut afternoon, mut word) = (0, None, 0);
    for token in
        inner.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/')).filter(|token| !token.is_empty())
    {
        let bare = token.trim_matches(['.', '،']);
        let value = |text: &str| -> Option<u32> {
            let few = !text.is_empty() && text.chars().count() <= 4;
            few.then(|| text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?)))?
        };
        if bare.contains(':') {
            let digits = bare.trim_end_matches(is_letter);
            let parts = digits.split(':').map(|part| value(part.split('.').next().unwrap_or(part)));
            clock = parts.collect::<Option<_>>().filter(|_| clock.is_empty())?;
            afternoon = half(&bare[digits.len()..]).or(afternoon);
        } else if let Some(number) = value(bare.trim_end_matches(is_letter)) {
            let long = bare.chars().take_while(|c| digit(*c).is_some()).count() == 4;
            if long { year = Some(number) } else { numbers.push(number) }
        } else if bare.chars().all(|c| is_letter(c) || c == '.' || is_mark(c)) {
            words += 1;
            if let Some(found) = time::month_anywhere(bare) {
                // A weekday may begin as a month does, and stands first.
                named = Some(found);
            } else if let Some(found) = half(bare) {
                afternoon = Some(found);
            } else {
                word = word_key(bare);
            }
        } else if !(bare.starts_with(['+', '(']) || bare.is_empty()) {
            return None;
        }
    }
    let (day, year) = match (&numbers[..], year) {
        ([day], Some(year)) => (*day, year),
        ([day, year], None) if named.is_some() => (*day, *year),
        _ => return None,
    };
    let (hour, minute) = (*clock.first()?, *clock.get(1)?);
    let second = clock.get(2).copied().unwrap_or(0);
    let fine = (1..=31).contains(&day) && hour <= 24 && minute <= 59 && second <= 60 && clock.len() <= 3;
    (fine && (1..=4).contains(&words)).then_some(Stamp {
        date: [day, named.unwrap_or(0), year],
        year_first: false,
        named: true,
        separator: ' ',
        hour,
        minute,
        second,
        afternoon,
        word: if named.is_some() { 0 } else { word },
        rest,
    })
}

/// A number that stands for a word, whatever its capitals; never 0.
pub fn word_key(word: &str) -> u32 {
    let letters = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    // FNV-1a of the characters.
    let hash = letters.fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
    hash.max(1)
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

/// Whether nothing but a word or two stands there, as `Uhr` or a half of the day in some language.
fn is_short_word(text: &str) -> bool {
    text.chars().count() <= 16
        && text.chars().all(|c| c.is_alphabetic() || !c.is_ascii() || matches!(c, '.' | ' ' | '-'))
}

/// What may stand between date and time: marks, a few words, a half of the day; and the word, if it is an unknown one.
fn between(gap: &str) -> Option<(Option<bool>, u32)> {
    let words = gap.trim_matches(|c: char| c.is_whitespace() || is_mark(c) || ",،.日일-–T".contains(c));
    if words.is_empty() {
        return (!gap.is_empty()).then_some((None, 0));
    }
    if let Some(afternoon) = half(words) {
        return Some((Some(afternoon), 0));
    }
    let known = ["at", "um", "à", "kl", "klo", "a las", "às", "alle", "om", "в", "о", "г", "г.,", "г., в", "de"];
    (known.contains(&words) || is_short_word(words)).then(|| (None, word_key(words)))
}

/// Whether these words mean the second half of the day.
fn half(words: &str) -> Option<bool> {
    if words.is_empty() {
        return None;
    }
    let plain: String = words.chars().filter(|c| !c.is_whitespace() && *c != '.' && !is_mark(*c)).collect();
    let plain = plain.to_lowercase();
    const MORNING: &[&str] = &[
        "am",
        "上午",
        "凌晨",
        "早上",
        "清晨",
        "午前",
        "오전",
        "ص",
        "πμ",
        "fm",
        "dop",
        "de",
        "ap",
        "öö",
        "पूर्वाह्न",
        "vorm",
        "sa",
        "pg",
    ];
    const AFTERNOON: &[&str] = &[
        "pm",
        "下午",
        "中午",
        "晚上",
        "傍晚",
        "午後",
        "오후",
        "م",
        "μμ",
        "em",
        "odp",
        "du",
        "ip",
        "ös",
        "अपराह्न",
        "nachm",
        "ch",
        "ptg",
        "pq",
    ];
    if MORNING.contains(&plain.as_str()) { Some(false) } else { AFTERNOON.contains(&plain.as_str()).then_some(true) }
}

#[cfg(test)]
mod tests;
