//! A short cut for stamps as most phones write them: ASCII digits, one sign between them, no words but `AM` and `PM`.
//!
//! What it reads, [`super::parse`] reads alike; what it does not is left to that. Main function: [`stamp`].

use super::{Ending, Stamp};

/// Reads the stamp at the beginning of a line before `ending`, if it is one of the usual form.
pub fn stamp(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    let mut at = At { bytes: line.as_bytes(), next: 0 };
    let close = match (at.bytes.first()?, ending) {
        (b'[', Ending::Bracket) => "]",
        (b'(', Ending::Bracket) => ")",
        // Where a stamp ends at a space or a comma, it may have others within itself.
        (_, Ending::Bracket | Ending::Space | Ending::Comma) => return None,
        (b'0'..=b'9', _) => ending.mark(),
        _ => return None,
    };
    at.next += usize::from(ending == Ending::Bracket);
    let (first, digits) = at.number()?;
    let separator = at.one_of(b"/.-")?;
    let (second, _) = at.number()?;
    at.one_of(b"/.-")?;
    let (third, _) = at.number()?;
    let comma = at.one_of(b",").is_some();
    if at.one_of(b" ").is_none() && !comma {
        return None;
    }
    let (hour, _) = at.number()?;
    at.one_of(b":")?;
    let (minute, _) = at.number()?;
    let seconds = if at.one_of(b":").is_some() { at.number()?.0 } else { 0 };
    let afternoon = at.half();
    let rest = line.get(at.next..)?.strip_prefix(close)?;
    (hour <= 24 && minute <= 59 && seconds <= 60).then(|| Stamp {
        date: [first, second, third],
        year_first: digits == 4,
        named: false,
        separator: char::from(separator),
        hour,
        minute,
        second: seconds,
        afternoon,
        word: 0,
        rest: rest.strip_prefix(' ').unwrap_or(rest),
    })
}

struct At<'a> {
    bytes: &'a [u8],
    next: usize,
}

impl At<'_> {
    /// A number of one to four digits, and how many they are.
    fn number(&mut self) -> Option<(u32, usize)> {
        let start = self.next;
        let mut value = 0;
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(self.next) {
            value = value * 10 + u32::from(digit - b'0');
            self.next += 1;
            if self.next > start + 4 {
                return None;
            }
        }
        (self.next > start).then_some((value, self.next - start))
    }

    fn one_of(&mut self, signs: &[u8]) -> Option<u8> {
        let found = self.bytes.get(self.next).copied().filter(|byte| signs.contains(byte))?;
        self.next += 1;
        Some(found)
    }

    /// `AM` or `PM` behind a space, which may be one that does not break.
    fn half(&mut self) -> Option<bool> {
        let rest = self.bytes.get(self.next..)?;
        let space = [&b" "[..], "\u{202f}".as_bytes()].into_iter().find(|space| rest.starts_with(space))?;
        let afternoon = match rest.get(space.len()..space.len() + 2)? {
            b"AM" | b"am" => false,
            b"PM" | b"pm" => true,
            _ => return None,
        };
        self.next += space.len() + 2;
        Some(afternoon)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{general, stamp_before};
    use super::*;

    #[test]
    fn usual_stamps_are_read_here() {
        for (line, ending) in [
            ("14/11/2023, 22:13 - A: b", Ending::Dash),
            ("14.11.23, 22:13 - A: b", Ending::Dash),
            ("14-11-2023 22:13 - A: b", Ending::Dash),
            ("11/14/23, 10:13\u{202f}PM - A: b", Ending::Dash),
            ("[14/11/2023, 22:13:20] A: b", Ending::Bracket),
            ("[2023-11-14 22:13:20]A: b", Ending::Bracket),
            ("3/24/14, 1:59:59 PM: A: b", Ending::Colon),
            ("01.04.2015 16:00:27; A: b", Ending::Semicolon),
        ] {
            assert!(stamp(line, ending).is_some(), "{line}");
            assert_eq!(stamp(line, ending), general(line, ending), "{line}");
        }
    }

    proptest! {
        #[test]
        fn the_short_cut_agrees_with_the_general_way(
            line in "[\\[(]?[0-9]{1,5}[-/. ][0-9]{1,4}[-/.:][0-9]{1,4}(, | |,|T|  |)[0-9]{1,3}[:.h][0-9]{1,3}(:[0-9]{1,2})?\
                     ( [AaPp][Mm]|\u{202f}PM| Uhr|)(\\)| - |\\] ?|; ?|\t|: ?|, | )(A: b - c|A;b: c] \\) d, e)?",
            at in 0..Ending::ALL.len(),
        ) {
            let ending = Ending::ALL[at];
            prop_assert_eq!(stamp_before(&line, ending), general(&line, ending));
        }
    }
}
