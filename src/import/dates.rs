//! Which of a date's numbers is the day, inferred from all the dates of a file.
//!
//! A file is in the order in which it was written. Of the orders that make every date one that exists and is not in
//! the future, the right one lets time run forwards; where several do, the one that makes the chat shorter.

use jiff::civil::Date;

use super::calendars;
use super::stamp::Stamp;
use crate::import::time;

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl DateOrder {
    pub const ALL: [DateOrder; 3] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

    /// The date that the three numbers are in this order.
    pub fn date(self, stamp: &Stamp<'_>) -> Option<Date> {
        let [a, b, c] = stamp.date;
        let (year, month, day) = match self {
            _ if stamp.named => (c, b, a),
            _ if stamp.year_first => (a, b, c),
            DateOrder::DayMonthYear => (c, b, a),
            DateOrder::MonthDayYear => (c, a, b),
            DateOrder::YearMonthDay => (a, b, c),
        };
        let year = match year {
            0..100 => year + 2000,
            // The Thai calendar.
            2450..2700 => year.saturating_sub(543),
            _ => year,
        };
        calendars::date(year, month, day).unwrap_or_else(|| time::date(year, month, day))
    }
}

/// Sees every stamp of a file and then says the order.
#[derive(Debug)]
pub struct Dates {
    candidates: [Candidate; 3],
    /// The last day that there can be, in days since 1970.
    last_day: i64,
    separator: char,
    afternoons: bool,
    seen: u64,
    /// Whether any date exists in any order.
    exists: bool,
    /// The newest date: the next one is mostly the same.
    newest: Option<Newest>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Newest {
    date: [u32; 3],
    year_first: bool,
    named: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Candidate {
    /// Number of dates that do not exist or lie in the future.
    wrong: u64,
    /// Whether the newest date is one of those.
    is_wrong: bool,
    /// How often a date is earlier than the date before it.
    backwards: u64,
    last: Option<i64>,
    /// Days from the first to the last.
    days: i64,
}

impl Dates {
    /// `now` in milliseconds since 1970.
    pub fn new(now: i64) -> Dates {
        const DAY_MS: i64 = 86_400_000;
        let last_day = now.div_euclid(DAY_MS) + 2;
        Dates {
            candidates: [Candidate::default(); 3],
            last_day,
            separator: '/',
            afternoons: false,
            seen: 0,
            exists: false,
            newest: None,
        }
    }

    pub fn add(&mut self, stamp: &Stamp<'_>) {
        self.seen += 1;
        self.separator = stamp.separator;
        self.afternoons |= stamp.afternoon.is_some();
        let newest = Some(Newest { date: stamp.date, year_first: stamp.year_first, named: stamp.named });
        if self.newest == newest {
            self.candidates.iter_mut().for_each(|candidate| candidate.wrong += u64::from(candidate.is_wrong));
            return;
        }
        self.newest = newest;
        // Of a month whose name is unknown there is no date, but the stamp is fine.
        self.exists |= stamp.named && stamp.date[1] == 0;
        for (order, candidate) in DateOrder::ALL.into_iter().zip(&mut self.candidates) {
            let date = order.date(stamp);
            self.exists |= date.is_some();
            let day = date.and_then(|date| {
                let since = date.since(Date::constant(1970, 1, 1)).ok()?;
                Some(i64::from(since.get_days()))
            });
            let day = day.filter(|day| *day <= self.last_day);
            candidate.is_wrong = day.is_none();
            match day {
                None => candidate.wrong += 1,
                Some(day) => candidate.day(day),
            }
        }
    }

    /// Stamps seen.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Whether any date exists, in whatever order, past or future.
    pub fn exist(&self) -> bool {
        self.exists
    }

    /// The order that explains the dates best.
    pub fn order(&self) -> DateOrder {
        let likely = match (self.separator, self.afternoons) {
            ('/', true) => [1, 0, 2],
            ('年' | '년', _) => [2, 2, 0],
            _ => [0, 1, 2],
        };
        let rank = |(at, candidate): &(usize, &Candidate)| {
            // Dots stand only in dates of the order day, month, year.
            let days = if self.separator == '.' { 0 } else { candidate.days };
            (candidate.wrong, candidate.backwards, days, likely[*at])
        };
        let best = self.candidates.iter().enumerate().min_by_key(rank);
        best.map_or(DateOrder::DayMonthYear, |(at, _)| DateOrder::ALL[at])
    }
}

impl Candidate {
    fn day(&mut self, day: i64) {
        if let Some(last) = self.last {
            self.backwards += u64::from(day < last);
            self.days = self.days.saturating_add((day - last).abs());
        }
        self.last = Some(day);
    }
}

#[cfg(test)]
mod tests {
    use super::super::stamp::stamp;
    use super::DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    use super::*;

    fn check(dates: &[&str], expected: DateOrder) {
        // The fourteenth of November 2023.
        let mut all = Dates::new(1_700_000_000_000);
        for date in dates {
            let line = format!("{date} - A: b");
            all.add(&stamp(&line).unwrap_or_else(|| panic!("a stamp: {line}")));
        }
        assert_eq!(all.order(), expected, "{dates:?}");
    }

    #[test]
    fn orders() {
        check(&["13/01/20, 10:00"], DayMonthYear);
        check(&["01/13/20, 10:00"], MonthDayYear);
        check(&["20/01/13, 10:00", "20/01/31, 10:00", "21/02/28, 10:00"], YearMonthDay);
        check(&["2020/01/02, 10:00"], DayMonthYear);
        // All below thirteen: time runs forwards in one order only.
        check(&["05/01/20, 10:00", "02/02/20, 10:00", "01/03/20, 10:00"], DayMonthYear);
        check(&["01/05/20, 10:00", "02/02/20, 10:00", "03/01/20, 10:00"], MonthDayYear);
        // Both run forwards: days apart rather than months.
        check(&["1/2/20, 10:00", "1/3/20, 10:00", "1/4/20, 10:00"], MonthDayYear);
        check(&["1/2/20, 10:00", "2/2/20, 10:00", "3/2/20, 10:00"], DayMonthYear);
        // The other order would be in the future.
        check(&["10/12/23, 10:00"], MonthDayYear);
        check(&["1.2.20, 10:00", "1.3.20, 10:00"], DayMonthYear);
        check(&["1/2/20, 10:00 PM"], MonthDayYear);
        check(&["1/2/20, 10:00"], DayMonthYear);
    }

    #[test]
    fn dates_that_do_not_exist() {
        let check = |date: &str, expected: bool| {
            let mut all = Dates::new(1_700_000_000_000);
            let line = format!("{date}, 10:00 - A: b");
            all.add(&stamp(&line).expect("a stamp"));
            assert_eq!(all.exist(), expected, "{date}");
        };
        check("14/15/2024", false);
        check("31/31/2024", false);
        check("14/11/2023", true);
        // Yet to come.
        check("14/11/2043", true);
    }

    #[test]
    fn years() {
        let check = |text: &str, expected: &str| {
            let stamp = stamp(text).expect("a stamp");
            assert_eq!(DayMonthYear.date(&stamp).expect("a date").to_string(), expected);
        };
        check("2019/01/30, 20:49 - A: b", "2019-01-30");
        check("30/01/2562, 20:49 - A: b", "2019-01-30");
        check("30/01/19, 20:49 - A: b", "2019-01-30");
        check("۱۴۰۲/۸/۲۳، ۲۲:۱۳ - A: b", "2023-11-14");
    }
}
