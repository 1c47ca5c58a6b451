//! Stamps in which the month has a name. Main function: [`parse`].

use super::words::{half, word_key};
use super::{Stamp, digit};
use crate::import::clean::is_mark;
use crate::import::time;

/// A date with the name of its month, in any order: `Tue, Nov 14, 2023, 22:13:20`, `14. November 2023 um 22:13`,
/// `Tue Nov 14 22:13:20 2023`.
pub fn parse<'a>(inner: &str, rest: &'a str) -> Option<Stamp<'a>> {
    if !inner.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let mut found = Found::default();
    let tokens = inner.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/'));
    tokens.filter(|token| !token.is_empty()).try_for_each(|token| found.take(token))?;
    found.stamp(rest)
}

/// The parts of a stamp that were read so far.
#[derive(Default)]
struct Found {
    /// Numbers of less than four digits: the day, and perhaps the year.
    numbers: Vec<u32>,
    year: Option<u32>,
    clock: Vec<u32>,
    month: Option<u32>,
    /// Number of words.
    words: u32,
    afternoon: Option<bool>,
    /// The key of a word that is no month.
    word: u32,
}

impl Found {
    /// Takes a part between spaces or marks; `None` if no stamp has one like it.
    fn take(&mut self, token: &str) -> Option<()> {
        let bare = token.trim_matches(['.', '،']);
        let digits = bare.trim_end_matches(is_letter);
        if bare.contains(':') {
            let parts = digits.split(':').map(|part| value(part.split('.').next().unwrap_or(part)));
            self.clock = parts.collect::<Option<_>>().filter(|_| self.clock.is_empty())?;
            self.afternoon = half(&bare[digits.len()..]).or(self.afternoon);
        } else if let Some(number) = value(digits) {
            let long = bare.chars().take_while(|c| digit(*c).is_some()).count() == 4;
            if long { self.year = Some(number) } else { self.numbers.push(number) }
        } else if bare.chars().all(|c| is_letter(c) || c == '.' || is_mark(c)) {
            self.words += 1;
            if let Some(month) = time::month_anywhere(bare) {
                // A weekday may begin as a month does, and stands first.
                self.month = Some(month);
            } else if let Some(half) = half(bare) {
                self.afternoon = Some(half);
            } else {
                self.word = word_key(bare);
            }
        } else if !(bare.starts_with(['+', '(']) || bare.is_empty()) {
            return None;
        }
        Some(())
    }

    fn stamp(self, rest: &str) -> Option<Stamp<'_>> {
        let (day, year) = match (&self.numbers[..], self.year) {
            ([day], Some(year)) => (*day, year),
            ([day, year], None) if self.month.is_some() => (*day, *year),
            _ => return None,
        };
        let (hour, minute, second) = match self.clock[..] {
            [hour, minute] => (hour, minute, 0),
            [hour, minute, second] => (hour, minute, second),
            _ => return None,
        };
        let fine = (1..=31).contains(&day) && hour <= 24 && minute <= 59 && second <= 60;
        (fine && (1..=4).contains(&self.words)).then_some(Stamp {
            date: [day, self.month.unwrap_or(0), year],
            year_first: false,
            named: true,
            separator: ' ',
            hour,
            minute,
            second,
            afternoon: self.afternoon,
            word: if self.month.is_some() { 0 } else { self.word },
            rest,
        })
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || (!c.is_ascii() && !c.is_numeric() && !c.is_whitespace())
}

/// The value of at most four digits, of any script.
fn value(text: &str) -> Option<u32> {
    let few = !text.is_empty() && text.chars().count() <= 4;
    few.then(|| text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?)))?
}
