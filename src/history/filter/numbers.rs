//! Long numbers: cards by their check digit, phone numbers by their shape, and whatever else has seven digits or more
//! and is no date, no price and no list of small numbers.

use std::ops::Range;

use super::digest;
use super::named;
use super::reason::{Found, Reason};

/// The least digits of a long number.
const LONG: usize = 7;
/// Digits of a card's number, ISO/IEC 7812.
const CARD: Range<usize> = 13..20;
/// Digits of an international phone number, ITU-T E.164.
const INTERNATIONAL: Range<usize> = 8..16;
/// Digits of a phone number that begins with a 0 in its own country.
const NATIONAL: Range<usize> = 9..13;

/// Digits of a number that a noun names.
const NAMED: Range<usize> = LONG..20;
/// Most groups of such a number.
const NAMED_GROUPS: usize = 3;
/// Digits between the letters of a parcel's number, Universal Postal Union S10: `RM482917365GB`.
const PARCEL: usize = 9;

/// Groups of digits that belong together, and how they are separated.
struct Number<'a> {
    text: &'a str,
    groups: Vec<Range<usize>>,
}

pub fn find(text: &str, phones: bool, found: &mut Vec<Found>) {
    if text.bytes().filter(u8::is_ascii_digit).take(LONG).count() < LONG {
        return;
    }
    let mut at = 0;
    while let Some(groups) = next_groups(text, &mut at) {
        let whole = Number { text, groups };
        // The groups of a number with a name may pass the check by chance: order 118-4402917-7735021.
        if whole.card().is_some_and(|first| first == 0 || !whole.is_named()) {
            found.push(Found { span: whole.span(), reason: Reason::Card });
            continue;
        }
        for number in whole.without_dates() {
            match number.reason() {
                Some(Reason::Phone) if !phones => {}
                Some(reason) => found.push(Found { span: number.token(), reason }),
                None => {}
            }
        }
    }
}

/// The next run of groups at or after `at`, which moves behind it.
fn next_groups(text: &str, at: &mut usize) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    let mut groups = Vec::new();
    let mut from = *at + bytes[*at..].iter().position(u8::is_ascii_digit)?;
    loop {
        let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        groups.push(from..from + length);
        let end = from + length;
        *at = end;
        let gap = bytes[end..].iter().take(4).take_while(|byte| b" -()./_".contains(byte)).count();
        let separator = &bytes[end..end + gap];
        // With `_` between groups only groups of four are a card's number; others are names of files.
        let single = matches!(separator, [b'.' | b'/']) || separator == b"_" && length == 4;
        // A bracket is opened within a number of a telephone, behind a prefix: `ERROR 1045 (28000)` has two numbers.
        let bracket = separator.contains(&b'(') && length > 3;
        let plain = !bracket && (1..=3).contains(&gap) && separator.iter().all(|byte| b" -()".contains(byte));
        if !(single || plain) || !bytes.get(end + gap).is_some_and(u8::is_ascii_digit) {
            return Some(groups);
        }
        from = end + gap;
    }
}

impl<'a> Number<'a> {
    fn group(&self, number: usize) -> &'a str {
        self.groups.get(number).map_or("", |group| &self.text[group.clone()])
    }

    fn all(&self) -> impl Iterator<Item = &'a str> {
        let text = self.text;
        self.groups.iter().map(move |group| &text[group.clone()])
    }

    fn digits(&self) -> usize {
        self.groups.iter().map(Range::len).sum()
    }

    fn start(&self) -> usize {
        self.groups.first().map_or(0, |group| group.start)
    }

    fn end(&self) -> usize {
        self.groups.last().map_or(0, |group| group.end)
    }

    fn before(&self) -> &'a str {
        &self.text[..self.start()]
    }

    fn after(&self) -> &'a str {
        &self.text[self.end()..]
    }

    /// The span of the number, with the `+` and the bracket in front of it.
    fn span(&self) -> Range<usize> {
        let signs = self.before().bytes().rev().take(2).take_while(|byte| b"+(".contains(byte)).count();
        self.start() - signs..self.end()
    }

    /// Returns the span of the number, with the letters that run into it and everything joined to these, since a part
    /// of a key betrays it.
    fn token(&self) -> Range<usize> {
        let joined = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let letters = self.before().ends_with(|c: char| c.is_ascii_alphabetic());
        let before = self.before().chars().rev().take_while(joined).filter(|_| letters).count();
        let start = self.span().start.min(self.start() - before);
        let after = self.after().chars().take_while(joined).filter(|_| letters).count();
        start..self.end() + after
    }

    /// Returns the separator of the groups, if it is the same everywhere.
    fn separator(&self) -> Option<&'a str> {
        let text = self.text;
        let mut all = self.groups.windows(2).map(|pair| &text[pair[0].end..pair[1].start]);
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// The first of some groups in a row that are a card's number.
    fn card(&self) -> Option<usize> {
        (0..self.groups.len()).find(|&from| {
            let mut digits = String::new();
            // Groups are not looked at beyond the longest number, however many there are.
            for group in &self.groups[from..] {
                digits.push_str(&self.text[group.clone()]);
                if digits.len() >= CARD.end {
                    return false;
                }
                if CARD.contains(&digits.len())
                    && matches!(digits.as_bytes()[0], b'2'..=b'6')
                    && luhn(digits.as_bytes())
                {
                    return true;
                }
            }
            false
        })
    }

    /// The numbers that are left when dates are taken out.
    fn without_dates(self) -> Vec<Number<'a>> {
        let mut parts = Vec::new();
        let mut from = 0;
        let mut at = 0;
        while at + 3 <= self.groups.len() {
            let three = Number { text: self.text, groups: self.groups[at..at + 3].to_vec() };
            if three.is_date() {
                parts.push(self.groups[from..at].to_vec());
                at += 3;
                from = at;
            } else {
                at += 1;
            }
        }
        parts.push(self.groups[from..].to_vec());
        parts.into_iter().filter(|part| !part.is_empty()).map(|groups| Number { text: self.text, groups }).collect()
    }

    fn is_date(&self) -> bool {
        let is_day = |text: &str| text.len() <= 2 && (1..=31).contains(&value(text));
        let is_month = |text: &str| text.len() <= 2 && (1..=12).contains(&value(text));
        let is_year = |text: &str| is_year(text) || text.len() == 2;
        let (a, b, c) = (self.group(0), self.group(1), self.group(2));
        matches!(self.separator(), Some("-" | "." | "/"))
            && (is_year(a) && a.len() == 4 && is_month(b) && is_day(c)
                || is_day(a) && is_month(b) && is_year(c)
                || is_month(a) && is_day(b) && is_year(c))
    }

    fn reason(&self) -> Option<Reason> {
        if self.digits() < LONG || digest::is_one(self.text, &self.token()) {
            return None;
        }
        let international =
            self.before().ends_with(['+']) || self.before().ends_with("+(") || self.group(0).starts_with("00");
        if international && INTERNATIONAL.contains(&self.digits()) {
            return Some(Reason::Phone);
        }
        if self.is_harmless() {
            return None;
        }
        Some(if self.is_national_phone() { Reason::Phone } else { Reason::Number })
    }

    fn is_national_phone(&self) -> bool {
        let lengths: Vec<usize> = self.groups.iter().map(Range::len).collect();
        let lengths = if self.group(0) == "1" { &lengths[1..] } else { &lengths[..] };
        let first = self.group(0).as_bytes().first();
        match lengths {
            [10] | [11] => matches!(first, Some(b'1'..=b'9')),
            [3, 4] | [3, 3, 4] | [3, 7] => true,
            // Phone numbers in pairs, as in Denmark, in Norway, and in France without the leading 0.
            _ if self.is_pairs() => true,
            _ => first == Some(&b'0') && NATIONAL.contains(&self.digits()),
        }
    }

    /// Whether the word before says that it is a postal code.
    fn is_postal(&self) -> bool {
        const CALLED: [&str; 8] = ["postal", "postcode", "postleitzahl", "plz", "zip", "郵便番号", "〒", "邮编"];
        let near = self.before().floor_char_boundary(self.start().saturating_sub(24));
        let before = self.before()[near..].to_lowercase();
        (LONG..=9).contains(&self.digits()) && CALLED.iter().any(|called| before.contains(called))
    }

    /// Whether the number says nothing about a person: a year, a price, an amount, a version.
    fn is_harmless(&self) -> bool {
        if self.is_book() || self.is_hexadecimal() || self.is_postal() || self.is_named() || self.is_parcel() {
            return true;
        }
        match self.separator() {
            None if self.groups.len() == 1 => {
                is_round(self.group(0)) || is_compact_date(self.group(0)) || self.is_money()
            }
            Some("." | " " | "-") if self.groups.len() > 1 && (self.is_grouped_by_thousands() || self.is_money()) => {
                true
            }
            _ if self.is_scores() || self.is_of_part() => true,
            Some(".") if self.is_address() || self.is_decimal() => true,
            Some("-") if self.groups.len() == 2 && self.all().all(|group| group.len() <= 4 && group.ends_with('0')) => {
                true
            }
            _ => self.is_list_of_small(),
        }
    }

    /// Returns whether the number is an ISBN, by its name or its check digit (ISO 2108).
    fn is_book(&self) -> bool {
        let before = self.before().trim_end_matches([' ', ':', '-', '.']).to_lowercase();
        let before = before.trim_end_matches("-13").trim_end_matches("-10");
        if ["isbn", "issn", "ean"].iter().any(|name| before.ends_with(name)) {
            return true;
        }
        let digits: Vec<u32> = self.all().flat_map(str::bytes).map(|digit| u32::from(digit - b'0')).collect();
        let sum: u32 = digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum();
        let prefix = matches!(digits[..], [9, 7, 8 | 9, ..]);
        digits.len() == 13 && prefix && sum.is_multiple_of(10)
    }

    /// Whether a noun names the number or counts by it: "invoice 2024-0871", "8336817 inhabitants".
    fn is_named(&self) -> bool {
        let joined = self.groups.len() <= NAMED_GROUPS && matches!(self.separator(), Some("-" | "."));
        let plain = self.groups.len() == 1 || joined;
        let glued = self.after().starts_with(|c: char| c.is_ascii_alphabetic());
        plain
            && !glued
            && NAMED.contains(&self.digits())
            && (named::is_named(self.before_prefix()) || named::is_counted(self.after()))
    }

    /// Whether the number is that of a parcel: nine digits between two capitals each.
    fn is_parcel(&self) -> bool {
        let capitals = |c: char| c.is_ascii_uppercase();
        let before = self.before().trim_end_matches(capitals);
        let after = self.after().trim_start_matches(capitals);
        let lengths = (self.before().len() - before.len(), self.after().len() - after.len());
        let apart = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        self.groups.len() == 1 && self.digits() == PARCEL && lengths == (2, 2) && apart
    }

    /// The text before the number and the capitals that belong to it: `RE-20240871`.
    fn before_prefix(&self) -> &'a str {
        let before = self.before();
        before.strip_suffix(['-', '/']).unwrap_or(before).trim_end_matches(|c: char| c.is_ascii_uppercase())
    }

    /// Whether the number is hexadecimal, as in `0x80070057`.
    fn is_hexadecimal(&self) -> bool {
        let before = self.before().trim_end_matches(|c: char| c.is_ascii_hexdigit());
        self.groups.len() == 1 && (self.before().ends_with("0x") || before.ends_with("0x"))
    }

    /// Whether the number is scores of a game in a row: `21-19 21-23 21-17`.
    fn is_scores(&self) -> bool {
        let separator = |two: &[Range<usize>]| &self.text[two[0].end..two[1].start];
        let mut separators = self.groups.windows(2).map(separator).enumerate();
        self.groups.len() >= 4
            && self.groups.len().is_multiple_of(2)
            && self.all().all(|group| group.len() <= 2)
            && separators.all(|(at, separator)| separator == if at.is_multiple_of(2) { "-" } else { " " })
    }

    /// Whether capitals run into the number and a noun names it: "part no. 1K0-698-151".
    fn is_of_part(&self) -> bool {
        let token = self.token();
        let shape = &self.text[token.clone()];
        shape.contains(|c: char| c.is_ascii_uppercase())
            && !shape.contains(|c: char| c.is_ascii_lowercase())
            && named::is_named(&self.text[..token.start])
    }

    fn is_list_of_small(&self) -> bool {
        let zero = self.group(0).starts_with('0');
        !self.is_pairs() && !zero && self.all().all(|group| group.len() <= 2 || is_year(group))
    }

    /// Returns whether the groups are four pairs of digits or more that do not just rise or fall in equal steps.
    fn is_pairs(&self) -> bool {
        let values: Vec<u64> = self.all().map(value).collect();
        let counts = values.windows(3).all(|three| three[2].abs_diff(three[1]) == three[1].abs_diff(three[0]));
        values.len() >= 4 && self.all().all(|group| group.len() == 2) && !counts
    }

    /// Whether the number is grouped by thousands, as in `1.234.567` or `12 500 000`. Three groups of three digits could be a
    /// phone number as well, and need another sign.
    fn is_grouped_by_thousands(&self) -> bool {
        let first = self.group(0);
        let threes = self.all().skip(1).all(|group| group.len() == 3);
        let plain = first.len() < 3 || self.is_money() || self.all().last().is_some_and(|group| group.ends_with("00"));
        (1..=3).contains(&first.len()) && !first.starts_with('0') && threes && plain
    }

    fn is_money(&self) -> bool {
        const SIGNS: [&str; 5] = ["$", "€", "£", "¥", "₹"];
        const WORDS: [&str; 9] = ["eur", "usd", "gbp", "chf", "kr", "dollar", "euro", "bytes", "pounds"];
        let (before, after) = (self.before().trim_end_matches(' '), self.after().trim_start_matches(' '));
        let follows = |word: &&str| after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let named =
            SIGNS.iter().any(|sign| before.ends_with(sign) || after.starts_with(sign)) || WORDS.iter().any(follows);
        named && self.digits() <= 12 && !self.group(0).starts_with('0')
    }

    /// Whether the number is an IPv4 address.
    fn is_address(&self) -> bool {
        self.groups.len() == 4 && self.all().all(|group| group.len() <= 3 && value(group) <= 255)
    }

    /// Whether the number is a decimal number, also with many places, or a program's version: `10.0.19045`.
    fn is_decimal(&self) -> bool {
        match self.groups.len() {
            2 => self.group(0).len() == 1 || self.all().all(|group| group.len() <= 6),
            3 | 4 => self.group(0).len() <= 2 && self.all().any(|group| group.len() == 1),
            _ => false,
        }
    }
}

fn value(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (1800..2100).contains(&value(text))
}

/// Whether eight digits are a date, as in `20261123`.
fn is_compact_date(digits: &str) -> bool {
    let part = |range: Range<usize>| digits.get(range).map_or(0, value);
    digits.len() == 8
        && (1900..2100).contains(&part(0..4))
        && (1..=12).contains(&part(4..6))
        && (1..=31).contains(&part(6..8))
}

fn is_round(digits: &str) -> bool {
    digits.bytes().skip(3).all(|digit| digit == b'0')
}

/// Whether the last digit checks the others (ISO/IEC 7812-1, annex B).
fn luhn(digits: &[u8]) -> bool {
    let doubled = |(place, digit): (usize, &u8)| {
        let value = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
        value / 10 + value % 10
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}
