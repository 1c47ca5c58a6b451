//! Dates of the Persian and the Islamic calendar, which phones in Iran and Arabia write, as Gregorian dates.
//!
//! The arithmetic calendars: the Persian one is right for every year in which there were phones; of the Islamic one, which
//! goes by the moon, a date may be a day off.

use jiff::Span;
use jiff::civil::Date;

/// Years in which chats were written, by calendar. The ranges do not overlap, so the year tells the calendar.
const PERSIAN: std::ops::Range<u32> = 1370..1421;
const ISLAMIC: std::ops::Range<u32> = 1421..1475;

/// A date whose year is one of either calendar; nothing where the year is another.
pub fn date(year: u32, month: u32, day: u32) -> Option<Option<Date>> {
    if PERSIAN.contains(&year) {
        return Some(persian(year, month, day));
    }
    ISLAMIC.contains(&year).then(|| islamic(year, month, day))
}

/// Six months of 31 days and six of 30, the last of which has 29 in three years of four.
fn persian(year: u32, month: u32, day: u32) -> Option<Date> {
    let before = match month {
        1..=6 => 31 * (month - 1),
        7..=12 => 30 * (month - 1) + 6,
        _ => return None,
    };
    let longest = if month <= 6 { 31 } else { 30 };
    // The first of Farvardin 1370 was the 21st of March 1991; leap years of this cycle of 33 years are in these places.
    let is_leap = |year: u32| [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33));
    let years = (PERSIAN.start..year).map(|year| 365 + u32::from(is_leap(year))).sum::<u32>();
    days_after(Date::constant(1991, 3, 21), (1..=longest).contains(&day).then(|| years + before + day - 1)?)
}

/// Months of 30 and 29 days in turn; eleven years of thirty have a day more.
fn islamic(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    // The first of Muharram 1421 was the 6th of April 2000.
    let years = (ISLAMIC.start..year).map(|year| 354 + u32::from((11 * year + 14) % 30 < 11)).sum::<u32>();
    days_after(Date::constant(2000, 4, 6), years + 29 * (month - 1) + month / 2 + day - 1)
}

fn days_after(date: Date, days: u32) -> Option<Date> {
    date.checked_add(Span::new().days(i64::from(days))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_calendars() {
        let check = |(year, month, day), expected: Option<&str>| {
            let found = date(year, month, day).flatten().map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{year}-{month}-{day}");
        };
        check((1402, 8, 23), Some("2023-11-14"));
        check((1403, 1, 1), Some("2024-03-20"));
        check((1399, 12, 30), Some("2021-03-20"));
        check((1404, 1, 1), Some("2025-03-21"));
        check((1370, 1, 1), Some("1991-03-21"));
        check((1402, 13, 1), None);
        check((1445, 1, 1), Some("2023-07-19"));
        check((1446, 9, 1), Some("2025-03-01"));
        check((2023, 11, 14), None);
    }
}
