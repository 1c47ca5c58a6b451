//! International bank account numbers: two letters, two digits, up to thirty more, and a remainder of 1 by 97.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern;
use super::reason::{Found, Reason};

static BEGINNING: LazyLock<Regex> = LazyLock::new(|| pattern::compile(r"(?i-u)\b[a-z]{2}[ -]?[0-9]{2}[ -]?[a-z0-9]"));

/// Letters and digits of the shortest (Norway) and of the longest.
const LENGTHS: Range<usize> = 15..35;
/// Remainder modulo 97 of a valid number (ISO 13616).
const REMAINDER: u32 = 1;

pub fn find(text: &str, found: &mut Vec<Found>) {
    if text.bytes().filter(u8::is_ascii_digit).take(6).count() < 6 {
        return;
    }
    let mut at = 0;
    while let Some(beginning) = BEGINNING.find_at(text, at) {
        at = beginning.start() + 1;
        if let Some(length) = valid_length(&text.as_bytes()[beginning.start()..]) {
            found.push(Found { span: beginning.start()..beginning.start() + length, reason: Reason::Iban });
            at = beginning.start() + length;
        }
    }
}

/// Bytes of the longest valid number at the beginning of `text`, single spaces and dashes included.
fn valid_length(text: &[u8]) -> Option<usize> {
    let (mut signs, mut valid, mut separated) = (Vec::new(), None, false);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b' ' | b'-' if !separated => separated = true,
            _ if byte.is_ascii_alphanumeric() && signs.len() + 1 < LENGTHS.end => {
                separated = false;
                signs.push(byte.to_ascii_lowercase());
                let ends = !text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
                if ends && LENGTHS.contains(&signs.len()) && is_mostly_digits(&signs) && remainder(&signs) == REMAINDER
                {
                    valid = Some(at + 1);
                }
            }
            _ => break,
        }
    }
    valid
}

/// Whether there are at least as many digits as letters, as in the numbers of all countries and hardly ever in a sentence.
fn is_mostly_digits(signs: &[u8]) -> bool {
    2 * signs.iter().filter(|sign| sign.is_ascii_digit()).count() >= signs.len()
}

/// The remainder by 97 of the number in which the first four signs come last and letters count from ten.
fn remainder(signs: &[u8]) -> u32 {
    let (first, rest) = signs.split_at(4);
    rest.iter().chain(first).fold(0, |remainder, &sign| match sign {
        b'0'..=b'9' => (remainder * 10 + u32::from(sign - b'0')) % 97,
        _ => (remainder * 100 + u32::from(sign - b'a') + 10) % 97,
    })
}
