//! Times as people write and read them, in the time zone of this computer.
//!
//! Main functions: [`parse`] and [`shown`], in milliseconds since 1970.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

/// Understands `2026-11-01`, `2026-11-01 18:30`, RFC 3339, `today`, `yesterday`, and how long ago: `90s`, `15min`,
/// `2h`, `3d`, `2w`.
///
/// # Errors
/// With words for a person.
pub fn parse(text: &str) -> Result<i64, String> {
    at(text, &Zoned::now()).ok_or_else(|| {
        "not a time; write 2026-11-01, \"2026-11-01 18:30\", today, yesterday, or how long ago: 90s, 15min, 2h, 3d, 2w"
            .to_owned()
    })
}

fn at(text: &str, now: &Zoned) -> Option<i64> {
    let text = text.trim();
    let zone = now.time_zone();
    let start_of = |date: Date| Some(date.to_zoned(zone.clone()).ok()?.timestamp());
    let time = match text {
        "now" => Some(now.timestamp()),
        "today" => start_of(now.date()),
        "yesterday" => start_of(now.date().yesterday().ok()?),
        _ => None,
    };
    let time = time
        .or_else(|| ago(text, now))
        .or_else(|| text.parse::<Timestamp>().ok())
        .or_else(|| Some(text.parse::<DateTime>().ok()?.to_zoned(zone.clone()).ok()?.timestamp()))
        .or_else(|| start_of(text.parse().ok()?));
    time.map(Timestamp::as_millisecond)
}

fn ago(text: &str, now: &Zoned) -> Option<Timestamp> {
    let text = text.strip_suffix(" ago").unwrap_or(text);
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let n: i64 = text[..digits].parse().ok().filter(|&n| n < 1_000_000)?;
    let span = match text[digits..].trim() {
        "s" | "sec" => Span::new().seconds(n),
        "m" | "min" => Span::new().minutes(n),
        "h" | "hours" | "hour" => Span::new().hours(n),
        "d" | "days" | "day" => Span::new().days(n),
        "w" | "weeks" | "week" => Span::new().weeks(n),
        _ => return None,
    };
    Some(now.checked_sub(span).ok()?.timestamp())
}

/// As in `2026-11-23 18:30`.
pub fn shown(ms: i64) -> String {
    match Timestamp::from_millisecond(ms) {
        Ok(time) => time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => "at some time".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        // Berlin, without asking the system for its rules.
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let now = "2026-11-23T18:30:00+01:00".parse::<Timestamp>().unwrap().to_zoned(zone);
        let check = |text: &str, expected: Option<&str>| {
            let expected = expected.map(|time| time.parse::<Timestamp>().unwrap().as_millisecond());
            assert_eq!(at(text, &now), expected, "{text}");
        };
        check("2026-11-01", Some("2026-11-01T00:00:00+01:00"));
        check("2026-07-01", Some("2026-07-01T00:00:00+02:00"));
        check("2026-11-01 18:30", Some("2026-11-01T18:30:00+01:00"));
        check("2026-11-01T18:30:00Z", Some("2026-11-01T18:30:00Z"));
        check("today", Some("2026-11-23T00:00:00+01:00"));
        check("yesterday", Some("2026-11-22T00:00:00+01:00"));
        check("2h", Some("2026-11-23T16:30:00+01:00"));
        check("30 min ago", Some("2026-11-23T18:00:00+01:00"));
        check("5w", Some("2026-10-19T18:30:00+02:00"));
        for wrong in ["", "soon", "2026-13-01", "2", "-2h", "2y", "999999999999999999999h"] {
            check(wrong, None);
        }
    }
}
