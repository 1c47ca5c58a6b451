//! A text as the patterns read it, and the way back to the places of the text itself. Main type: [`Plain`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::text::fold::is_invisible;

/// The plain form of a text: digits of every script as ASCII, compatibility forms (full width, mathematical, circled)
/// as what they stand for, dashes and spaces of every kind as `-` and a space, a dot in the middle of the line between digits
/// as `-`, invisible characters left out.
pub struct Plain<'a> {
    pub text: Cow<'a, str>,
    /// For each byte of `text`, and its end, where the character that it comes from begins in the original; empty when
    /// the two are the same.
    starts: Vec<usize>,
    length: usize,
}

impl<'a> Plain<'a> {
    pub fn new(text: &'a str) -> Plain<'a> {
        if text.is_ascii() {
            return Plain { text: text.into(), starts: Vec::new(), length: text.len() };
        }
        let mut plain = String::with_capacity(text.len());
        let mut starts = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                plain.push(c);
            } else if let Some(digit) = digit(c) {
                plain.push(digit);
            } else if is_dash(c) || is_middle_dot(c) && is_between_digits(&plain, &text[at + c.len_utf8()..]) {
                plain.push('-');
            } else if is_space(c) {
                plain.push(' ');
            } else if !is_invisible(c) {
                push_compatible(&mut plain, c);
            }
            starts.resize(plain.len(), at);
        }
        starts.push(text.len());
        Plain { text: plain.into(), starts, length: text.len() }
    }

    /// The span of the original that a span of the plain text comes from, whole characters with the invisible ones
    /// among them.
    pub fn original(&self, span: Range<usize>) -> Range<usize> {
        if self.starts.is_empty() {
            return span;
        }
        let place = |at: usize| self.starts.get(at).copied().unwrap_or(self.length);
        let start = place(span.start);
        let mut end = span.end;
        // A character that stands for several goes as a whole.
        while end > 0 && end < self.starts.len() && place(end) == place(end - 1) && end > span.start {
            end += 1;
        }
        start..place(end)
    }
}

/// Appends the characters that a character stands for where these are ASCII, else itself: an accent must not be lost.
fn push_compatible(plain: &mut String, c: char) {
    let stands_for = std::iter::once(c).nfkc();
    if stands_for.clone().all(|c| c.is_ascii_graphic()) {
        plain.extend(stands_for);
    } else {
        plain.push(c);
    }
}

/// Decimal digits of all scripts. Unicode encodes them in runs from zero to nine.
static DIGITS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let class = regex_syntax::parse(r"\p{Nd}");
    let Ok(regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class))) =
        class.map(|hir| hir.into_kind())
    else {
        return Vec::new();
    };
    class.iter().map(|range| (range.start(), range.end())).collect()
});

fn digit(c: char) -> Option<char> {
    // Digits in black circles, and in circles of two lines, have no compatibility form.
    const CIRCLED: [char; 4] = ['\u{2776}', '\u{2780}', '\u{278a}', '\u{24f5}'];
    let nth = |first: &char| u32::from(c).checked_sub(u32::from(*first)).filter(|nth| *nth < 9);
    if let Some(nth) = CIRCLED.iter().find_map(nth) {
        return char::from_digit(nth + 1, 10);
    }
    if c == '\u{24ff}' {
        return Some('0');
    }
    let after = DIGITS.partition_point(|&(start, _)| start <= c);
    let &(start, end) = DIGITS.get(after.checked_sub(1)?)?;
    (c <= end).then(|| char::from_digit((u32::from(c) - u32::from(start)) % 10, 10)).flatten()
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{2043}')
}

/// Points that lists, Catalan and mathematics have in the middle of the line.
fn is_middle_dot(c: char) -> bool {
    matches!(c, '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}')
}

/// Whether digits stand on both sides, perhaps each behind one space: `44·98`, `44 · 98`.
fn is_between_digits(before: &str, after: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || !c.is_ascii() && digit(c).is_some();
    before.strip_suffix(' ').unwrap_or(before).ends_with(is_digit)
        && after.strip_prefix(' ').unwrap_or(after).starts_with(is_digit)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n' && c != '\u{85}' && c != '\u{2028}' && c != '\u{2029}'
}
