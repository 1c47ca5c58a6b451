//! Dates and times of files as milliseconds since 1970.
//!
//! Files that do not name a time zone are taken to be in the one that [`TimeZone`] says, usually the computer's.

use jiff::civil::{Date, DateTime, Time};
pub use jiff::tz::TimeZone;

/// A date and time of day in `zone`; nothing when there is no such date.
pub fn at(zone: &TimeZone, date: Date, time: Time) -> Option<i64> {
    let moment = DateTime::from_parts(date, time);
    zone.to_ambiguous_timestamp(moment).compatible().ok().map(|moment| moment.as_millisecond())
}

/// A date if there is one.
pub fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A time of day if there is one.
pub fn time(hour: u32, minute: u32, second: u32) -> Option<Time> {
    let part = |value: u32| i8::try_from(value).ok();
    // A leap second is written as 60.
    Time::new(part(hour)?, part(minute)?, part(second.min(59))?, 0).ok()
}

/// ISO 8601 and its relatives (`2023-05-01 18:30:45`, `2023-05-01T18:30:45.123+00:00`); `zone` counts where the text
/// names none.
pub fn iso(zone: &TimeZone, text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(moment) = plain_iso(text) {
        return at(zone, moment.date(), moment.time());
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.as_millisecond());
    }
    let moment: DateTime = text.parse().ok()?;
    at(zone, moment.date(), moment.time())
}

/// `2023-05-01 18:30:45` or `2023-05-01 18:30`, as most files have it; a parser for every form is slower.
fn plain_iso(text: &str) -> Option<DateTime> {
    let bytes = text.as_bytes();
    let signs: &[(usize, &[u8])] = match bytes.len() {
        16 => &[(4, b"-"), (7, b"-"), (10, b" T"), (13, b":")],
        19 => &[(4, b"-"), (7, b"-"), (10, b" T"), (13, b":"), (16, b":")],
        _ => return None,
    };
    let number = |range: std::ops::Range<usize>| {
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        bytes.get(range)?.iter().try_fold(0, |sum, byte| Some(sum * 10 + digit(byte)?))
    };
    if !signs.iter().all(|(at, signs)| signs.contains(&bytes[*at])) {
        return None;
    }
    let seconds = if bytes.len() == 19 { number(17..19)? } else { 0 };
    let date = date(number(0..4)?, number(5..7)?, number(8..10)?)?;
    Some(DateTime::from_parts(date, time(number(11..13)?, number(14..16)?, seconds)?))
}

/// A date as mail has it (RFC 5322): `Tue, 14 Nov 2023 22:13:20 +0000`.
pub fn mail(text: &str) -> Option<i64> {
    let moment = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text.trim()).ok()?;
    Some(moment.as_millisecond())
}

/// A number that counts seconds or milliseconds since 1970, whichever makes sense.
pub fn epoch(number: f64) -> Option<i64> {
    // Seconds reach this in the year 5138, milliseconds had it in 1973.
    const SECONDS_BELOW: f64 = 1e11;
    let ms = if number.abs() < SECONDS_BELOW { number * 1000.0 } else { number };
    (ms.is_finite() && ms.abs() < 4e15).then(|| ms.round() as i64)
}

/// The number of a month that is written in English, in full or with three letters.
pub fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let found = MONTHS.iter().position(|month| *month == name || (name.len() == 3 && month.starts_with(&name)))?;
    u32::try_from(found + 1).ok()
}

/// How names of months begin, in the languages that write them in stamps.
const MONTH_BEGINNINGS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen", "янв", "січ", "sty", "ιαν", "led", "ian", "oca", "tammi", "يناير", "ינואר"],
    &["feb", "fév", "fev", "фев", "лют", "lut", "φεβ", "úno", "şub", "helmi", "فبراير", "פברואר"],
    &["mar", "mär", "mrt", "maa", "мар", "бер", "μαρ", "μάρ", "bře", "مارس", "מרץ"],
    &["apr", "avr", "abr", "апр", "кві", "kwi", "απρ", "dub", "nis", "huhti", "أبريل", "אפריל"],
    &["may", "mai", "maj", "mag", "mei", "май", "мая", "тра", "μαΐ", "μάι", "kvě", "touko", "مايو", "מאי"],
    &["jun", "juin", "giu", "июн", "чер", "cze", "ιουν", "ιούν", "haz", "kesä", "يونيو", "יוני"],
    &["jul", "juil", "lug", "июл", "лип", "lip", "ιουλ", "ιούλ", "tem", "heinä", "يوليو", "יולי"],
    &["aug", "aoû", "aou", "ago", "авг", "сер", "sie", "αυγ", "αύγ", "srp", "ağu", "elo", "أغسطس", "אוגוסט"],
    &["sep", "set", "сен", "вер", "wrz", "σεπ", "zář", "eyl", "syys", "سبتمبر", "ספטמבר"],
    &["oct", "okt", "ott", "out", "окт", "жов", "paź", "οκτ", "říj", "eki", "loka", "أكتوبر", "אוקטובר"],
    &["nov", "ноя", "лис", "νοε", "noe", "kas", "marras", "نوفمبر", "נובמבר"],
    &["dec", "dez", "déc", "dic", "дек", "гру", "gru", "δεκ", "pro", "ara", "joulu", "ديسمبر", "דצמבר"],
];

/// The number of a month that is written in any of some languages, in full or shortened.
pub fn month_anywhere(name: &str) -> Option<u32> {
    let name = name.trim_end_matches('.').to_lowercase();
    let short = name.chars().count() <= 12;
    let is = |beginnings: &[&str]| short && beginnings.iter().any(|beginning| name.starts_with(beginning));
    // The last one is the longest: `marraskuu` is no `März`.
    let found = MONTH_BEGINNINGS.iter().rposition(|beginnings| is(beginnings))?;
    u32::try_from(found + 1).ok()
}

/// An hour on a clock of twelve.
pub fn hour(hour: u32, afternoon: Option<bool>) -> u32 {
    match (afternoon, hour) {
        (Some(false), 12) => 0,
        (Some(true), 1..=11) => hour + 12,
        _ => hour,
    }
}

/// `May 17, 2022  5:29:42 PM`, and what follows it.
pub fn american<'a>(zone: &TimeZone, text: &'a str) -> Option<(i64, &'a str)> {
    let (name, rest) = text.split_once(' ')?;
    let month = month(name)?;
    let (day, rest) = rest.split_once(',')?;
    let mut rest = rest.trim_start();
    let mut next = |end: &[char]| -> Option<u32> {
        let (number, after) = rest.split_once(end)?;
        rest = after.trim_start();
        number.trim().parse().ok()
    };
    let (year, hour_, minute) = (next(&[' '])?, next(&[':'])?, next(&[':'])?);
    let second = next(&[' ', '\u{202f}', '\u{a0}'])?;
    let afternoon = match rest.get(..2)? {
        "AM" | "am" => false,
        "PM" | "pm" => true,
        _ => return None,
    };
    let date = date(year, month, day.trim().parse().ok()?)?;
    Some((at(zone, date, time(hour(hour_, Some(afternoon)), minute, second)?)?, rest.get(2..)?))
}

/// The first date in a name such as `2016-10-29.log`, `#chan_20161029.log` or `2016_10_29`.
pub fn date_in_name(name: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let bytes = name.as_bytes();
    for start in 0..bytes.len() {
        if !bytes[start].is_ascii_digit() || (start > 0 && bytes[start - 1].is_ascii_digit()) {
            continue;
        }
        for (month_at, day_at, end) in [(5, 8, 10), (4, 6, 8)] {
            let part = |range: std::ops::Range<usize>| -> Option<u32> {
                let text = name.get(start + range.start..start + range.end)?;
                text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
            };
            let followed = bytes.get(start + end).is_some_and(u8::is_ascii_digit);
            let parts = (part(0..4), part(month_at..month_at + 2), part(day_at..day_at + 2));
            if let ((Some(y), Some(m), Some(d)), false) = (parts, followed)
                && (1980..2200).contains(&y)
                && let Some(date) = date(y, m, d)
            {
                return Some((date, start..start + end));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(iso(&TimeZone::UTC, text), expected, "{text}");
        check("2023-05-01 18:30:45", Some(1_682_965_845_000));
        check("2023-05-01T18:30", Some(1_682_965_800_000));
        check("2023-05-01T18:30:45.500Z", Some(1_682_965_845_500));
        check("2023-05-01T20:30:45+02:00", Some(1_682_965_845_000));
        check("2023-02-30 18:30:45", None);
        check("yesterday", None);
        assert_eq!(epoch(1_682_965_845.0), Some(1_682_965_845_000));
        assert_eq!(epoch(1_682_965_845_000.0), Some(1_682_965_845_000));
        assert_eq!(epoch(f64::NAN), None);
    }

    #[test]
    fn american_moments() {
        let check = |text: &str, expected| assert_eq!(american(&TimeZone::UTC, text), expected, "{text}");
        check("May 17, 2022  5:29:42 PM", Some((1_652_808_582_000, "")));
        check("Dec 1, 2021  12:00:01 AM (Read by them)", Some((1_638_316_801_000, " (Read by them)")));
        check("Dec 1, 2021 and so on", None);
        check("Hello, you", None);
    }

    #[test]
    fn dates_in_names() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(date_in_name(name).map(|(date, _)| date.to_string()).as_deref(), expected, "{name}");
        };
        check("2016-10-29.log", Some("2016-10-29"));
        check("znc_qtox_20161029.log.txt", Some("2016-10-29"));
        check("#rust_2008_04_27", Some("2008-04-27"));
        check("chat20161329", None);
        check("12345678901", None);
    }
}
