//! The date and time that begin a message in WhatsApp's text exports, in whatever language the phone was set to.
//!
//! A stamp is three numbers of a date and two or three of a time, within brackets (iPhone) or before ` - ` (Android).
//! Which number is the day is for [`super::whatsapp_dates`] to find out.

use crate::import::clean::is_mark;

/// Bytes within which a stamp ends.
const MAX_STAMP_BYTES: usize = 72;

/// A stamp and what follows it on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// The date's numbers as they stand.
    pub date: [u32; 3],
    /// The date begins with a year of four digits.
    pub year_first: bool,
    /// What stands between the date's numbers.
    pub separator: char,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    /// The half of the day, on a clock of twelve.
    pub afternoon: Option<bool>,
    pub rest: &'a str,
}

/// Reads the stamp at the beginning of a line.
pub fn stamp(line: &str) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(is_mark);
    let first = line.chars().next()?;
    let window = line.get(..line.floor_char_boundary(MAX_STAMP_BYTES))?;
    let (inner, rest) = if first == '[' {
        let end = window.find(']')?;
        (window.get(1..end)?, line.get(end + 1..)?)
    } else if digit(first).is_some() {
        // Of so short a text, comparing at every place is faster than a search prepared for it.
        let find = |dash: &str| window.as_bytes().windows(dash.len()).position(|at| at == dash.as_bytes());
        let dash = find(" - ").map(|at| (at, 3)).or_else(|| find(" – ").map(|at| (at, 5)));
        let (end, dash) = dash?;
        (window.get(..end)?, line.get(end + dash..)?)
    } else {
        return None;
    };
    parse(inner, rest.strip_prefix(' ').unwrap_or(rest))
}

/// A decimal digit of the scripts that phones write numbers in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
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
    match parse_in_order(inner, rest) {
        None if inner.contains(':') => parse_in_order(&date_first(inner)?, rest),
        found => found,
    }
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
    let between = between(gaps[3])?;
    let tail = bare(gaps[parts.count]);
    let tail_half = half(tail);
    if tail_half.is_none() && tail.chars().count() > 8 {
        return None;
    }
    let second = if parts.count == 6 { numbers[5] } else { 0 };
    if numbers[3] > 24 || numbers[4] > 59 || second > 60 {
        return None;
    }
    Some(Stamp {
        date: [numbers[0], numbers[1], numbers[2]],
        year_first: parts.digits[0] == 4,
        separator: bare(gaps[1]).chars().next().unwrap_or(' '),
        hour: numbers[3],
        minute: numbers[4],
        second,
        afternoon: tail_half.or(between),
        rest,
    })
}

/// What may stand between date and time: marks, a few words, a half of the day.
fn between(gap: &str) -> Option<Option<bool>> {
    let words = gap.trim_matches(|c: char| c.is_whitespace() || is_mark(c) || ",،.日일".contains(c));
    if let Some(afternoon) = half(words) {
        return Some(Some(afternoon));
    }
    let known = ["", "at", "um", "à", "kl", "klo", "a las", "às", "alle", "om", "в", "о", "г", "г.,", "г., в", "de"];
    let fine = known.contains(&words) || (words.chars().count() <= 4 && !words.is_ascii());
    (fine && !gap.is_empty()).then_some(None)
}

/// Whether these words mean the second half of the day.
fn half(words: &str) -> Option<bool> {
    if words.is_empty() {
        return None;
    }
    let plain: String = words.chars().filter(|c| !c.is_whitespace() && *c != '.' && !is_mark(*c)).collect();
    let plain = plain.to_lowercase();
    const MORNING: [&str; 18] = [
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
    const AFTERNOON: [&str; 19] = [
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
mod tests {
    use super::*;

    fn check(line: &str, date: [u32; 3], time: (u32, u32, u32), afternoon: Option<bool>, rest: &str) {
        let found = stamp(line).unwrap_or_else(|| panic!("a stamp: {line}"));
        assert_eq!((found.date, found.hour, found.minute, found.second), (date, time.0, time.1, time.2), "{line}");
        assert_eq!((found.afternoon, found.rest), (afternoon, rest), "{line}");
    }

    #[test]
    fn stamps_of_many_languages() {
        check("01/20/19, 11:23 - A: b", [1, 20, 19], (11, 23, 0), None, "A: b");
        check("[14/11/2023, 22:13:20] A: b", [14, 11, 2023], (22, 13, 20), None, "A: b");
        check("\u{200e}[14.11.23, 22:13:20] A: b", [14, 11, 23], (22, 13, 20), None, "A: b");
        check("11/14/23, 10:13\u{202f}PM - A: b", [11, 14, 23], (10, 13, 0), Some(true), "A: b");
        check("01/20/2019, 11:23 a. m. - A: b", [1, 20, 2019], (11, 23, 0), Some(false), "A: b");
        check("[2023-11-14 22:13:20] A: b", [2023, 11, 14], (22, 13, 20), None, "A: b");
        check("2023. 11. 14. 오후 10:13 - A: b", [2023, 11, 14], (10, 13, 0), Some(true), "A: b");
        check("2023/11/14 下午10:13 - A: b", [2023, 11, 14], (10, 13, 0), Some(true), "A: b");
        check("14.11.2023 klo 22.13 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
        check("14-11-2023 22:13 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
        check("14/11/2023 à 22:13 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
        check("14.11.2023, 22:13 Uhr - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
        check("‏١٤‏/١١‏/٢٠٢٣، ١٠:١٣ م - A: b", [14, 11, 2023], (10, 13, 0), Some(true), "A: b");
        check("2023-11-14, 10:13 p.m. - A: b - c", [2023, 11, 14], (10, 13, 0), Some(true), "A: b - c");
        check("[10:13 PM, 11/14/2023] A: b", [11, 14, 2023], (10, 13, 0), Some(true), "A: b");
        check("22:13, 14/11/2023 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
        check("14/11/23 22 h 13 - A: b", [14, 11, 23], (22, 13, 0), None, "A: b");
    }

    #[test]
    fn what_is_none() {
        let check = |line: &str| assert_eq!(stamp(line), None, "{line}");
        check("");
        check("hello - there");
        check("1/2 cup - of milk");
        check("[12:34] <nick> text");
        check("[1] https://example.org");
        check("12.12.2012 was a day - indeed 10");
        check("10-12 people, 5:30 - ok");
        check("1.2.3.4:8080 - a server at 12:30 on 99999 - x");
    }
}
