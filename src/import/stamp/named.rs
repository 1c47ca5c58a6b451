//! Stamps in which the month has a name. Main function: [`parse`].

use super::words::{half, word_key};
use super::{Stamp, digit};
use crate::import::clean::is_mark;
use crate::import::time;

/// A date with the name of its month, in any order: `Tue, Nov 14, 2023, 22:13:20`, `14. November 2023 um 22:13`,
/// `Tue Nov 14 22:13:20 2023`.
pub fn parse<'a>(inner: &str, rest: &'a str) -> Option<Stamp<'a>> {
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
