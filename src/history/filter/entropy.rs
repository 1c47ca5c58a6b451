//! Finds random tokens: keys, hashes and passwords that no pattern knows.
//!
//! The statistic is the mean length of a token's units. A unit is a word with or without a capital, a run of capitals,
//! or a run of digits; words and identifiers of people consist of long ones (`HttpRequestBuilder`: 6.0, `Straße2024`:
//! 5.0), random letters and digits of short ones, because neighbours seldom are of one kind: in base 62 they are in
//! 38 of 100 cases, which makes units of 1.9 characters with their capitals counted in. A long token must therefore
//! look worse than a short one to be kept.

use std::ops::Range;

use super::digest;
use super::named;
use super::reason::{Found, Reason};

/// The least characters of a key or hash; shorter tokens can only be passwords.
const LONG: usize = 16;
/// The least characters of a token that is looked at.
const SHORT: usize = 8;

/// Counts of a token's units and kinds of characters.
#[derive(Default)]
struct Makeup {
    length: usize,
    lower: usize,
    upper: usize,
    digits: usize,
    /// Signs within it that neither words nor numbers hold.
    signs: usize,
    units: usize,
    /// Whether it consists of hexadecimal digits and dashes only.
    hexadecimal: bool,
}

/// The least characters of a base-64 token with slashes; of shorter ones each part is judged alone.
const WITH_SLASHES: usize = 32;

pub fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    find_with_slashes(text, found);
    let mut at = 0;
    while at < bytes.len() {
        if !is_inside(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|&&byte| is_inside(byte)).count();
        if length >= SHORT {
            let token = trimmed(text, at..at + length);
            if let Some(reason) =
                judge(bytes, &token).filter(|_| !digest::is_one(text, &token) && !is_of_part(text, &token))
            {
                found.push(Found { span: token, reason });
            }
        }
        at += length;
    }
}

/// Whether a token has capitals and digits alone, and a noun names it: "part number 6ES7214-1AG40-0XB0".
fn is_of_part(text: &str, token: &Range<usize>) -> bool {
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    text[token.clone()].bytes().all(plain) && named::is_named(&text[..token.start])
}

/// Finds tokens of base 64 with slashes in them. A path has a part that is a plain word.
fn find_with_slashes(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(slash) = bytes[at..].iter().position(|&byte| byte == b'/').map(|place| at + place) {
        let is_part = |&&byte: &&u8| byte.is_ascii_alphanumeric() || b"/+=".contains(&byte);
        let start = slash - bytes[at..slash].iter().rev().take_while(is_part).count();
        let end = slash + bytes[slash..].iter().take_while(is_part).count();
        let token = &bytes[start..end];
        let is_word = |part: &[u8]| part.len() > 2 && part[1..].iter().all(u8::is_ascii_lowercase);
        if token.len() >= WITH_SLASHES && !token.split(|&byte| byte == b'/').any(is_word) {
            let makeup = Makeup::of(token);
            if makeup.lower > 0 && makeup.upper > 0 && makeup.digits > 0 && makeup.units_shorter_than(28) {
                found.push(Found { span: start..end, reason: Reason::Random });
            }
        }
        at = end.max(slash + 1);
    }
}

/// Returns whether a byte belongs to a token. Bytes beyond ASCII do not: such words are of some language. A slash, a
/// dot and a colon end a token, so that parts of paths, addresses and sentences are looked at one by one.
fn is_inside(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-+=~!@#$%^&*?".contains(&byte)
}

/// Returns the span of a token without punctuation at its ends.
fn trimmed(text: &str, token: Range<usize>) -> Range<usize> {
    let inner = text[token.clone()].trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let start = token.start + text[token.clone()].find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(0);
    start..start + inner.len()
}

fn judge(bytes: &[u8], token: &Range<usize>) -> Option<Reason> {
    // A token beside a letter beyond ASCII is the rest of a word.
    let neighbour = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|byte| !byte.is_ascii());
    if neighbour(token.start.checked_sub(1)) || neighbour(Some(token.end)) {
        return None;
    }
    let makeup = Makeup::of(&bytes[token.clone()]);
    if makeup.is_random() {
        Some(Reason::Random)
    } else if makeup.is_like_a_password() {
        Some(Reason::Password)
    } else {
        None
    }
}

impl Makeup {
    fn of(token: &[u8]) -> Makeup {
        let mut makeup = Makeup { length: token.len(), hexadecimal: true, ..Makeup::default() };
        // The sign before, and how many capitals in a row it ends.
        let (mut previous, mut capitals) = (b' ', 0);
        for (at, &byte) in token.iter().enumerate() {
            // `xXx` around the name of a player is an ornament: a letter between two of itself in the other case.
            let ornament = at > 0
                && byte.is_ascii_alphabetic()
                && byte != token[at - 1]
                && byte.eq_ignore_ascii_case(&token[at - 1]);
            let same_unit = ornament
                || match byte {
                    b'a'..=b'z' => previous.is_ascii_lowercase() || capitals == 1,
                    b'A'..=b'Z' => capitals > 0,
                    b'0'..=b'9' => previous.is_ascii_digit(),
                    _ => true,
                };
            makeup.units += usize::from(!same_unit);
            match byte {
                b'a'..=b'z' => makeup.lower += 1,
                b'A'..=b'Z' => makeup.upper += 1,
                b'0'..=b'9' => makeup.digits += 1,
                b'_' | b'-' => {}
                _ => makeup.signs += 1,
            }
            makeup.hexadecimal &= byte.is_ascii_hexdigit() || byte == b'-';
            capitals = if byte.is_ascii_uppercase() { capitals + 1 } else { 0 };
            previous = byte;
        }
        makeup
    }

    fn letters(&self) -> usize {
        self.lower + self.upper
    }

    /// Whether units are shorter than so many tenths of a character in the mean.
    fn units_shorter_than(&self, tenths: usize) -> bool {
        (self.letters() + self.digits) * 10 < self.units * tenths
    }

    /// Whether the token looks random, as keys and hashes do.
    fn is_random(&self) -> bool {
        if self.length < LONG {
            return false;
        }
        let mixed = self.letters() > 0 && self.digits > 0;
        if self.hexadecimal && mixed {
            // A word of the letters a to f is short, and so are dates between dashes.
            return self.units_shorter_than(40);
        }
        // Base 32 has six digits among capitals, base 36 has ten among small letters; names with a number in them have
        // two or three units.
        if self.lower == 0 {
            return mixed && self.units >= 5 && self.units_shorter_than(42);
        }
        if self.upper == 0 {
            return mixed && self.units >= 6 && self.units_shorter_than(30);
        }
        self.units >= 6 && self.units_shorter_than(if mixed { 28 } else { 23 })
    }

    /// Returns whether a token has letters in both cases and digits, all mixed, with a sign or without.
    fn is_like_a_password(&self) -> bool {
        let all_kinds = self.lower > 0 && self.upper > 0 && self.digits > 0;
        if self.signs > 0 {
            return self.length >= SHORT && all_kinds && self.units >= 3 && self.units_shorter_than(30);
        }
        self.length > SHORT && all_kinds && self.digits > 1 && self.units >= 4 && self.units_shorter_than(21)
    }
}
