//! [`Layout`]: how the stamps of one file look, namely what ends them, which number is the day, which word is the
//! afternoon, and what ends the name behind them. [`Learner`] learns it from all lines of the file, not from a list of
//! languages.

mod halves;
mod learner;
mod prefixes;

use std::collections::HashSet;

use super::clean::is_mark;
use super::dates::DateOrder;
use super::owner::Owner;
use super::stamp::{Ending, Stamp, stamp_before};

pub use learner::Learner;

/// Bytes within which a name ends.
const MAX_NAME_BYTES: usize = 120;

/// What stands between a name and what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameEnd {
    /// `: `
    ColonSpace,
    /// `:` with nothing behind it.
    Colon,
    Tab,
}

/// How the stamps of a file look.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub ending: Ending,
    pub order: DateOrder,
    pub name_end: NameEnd,
    /// Words for the halves of the day, where the file has two that are unknown: morning and afternoon.
    halves: Option<[u32; 2]>,
    /// The share of messages that end with a carriage return.
    pub returned: f32,
    /// What stands before the first colon of names that have one: `Dr` of `Dr: Ann`.
    prefixes: HashSet<String>,
}

impl Default for Layout {
    fn default() -> Layout {
        let (ending, order, name_end) = (Ending::Dash, DateOrder::DayMonthYear, NameEnd::ColonSpace);
        Layout { ending, order, name_end, halves: None, returned: 0.0, prefixes: HashSet::new() }
    }
}

impl Layout {
    /// The stamp of a line, where it has one as the file has them.
    pub fn stamp<'a>(&self, line: &'a str) -> Option<Stamp<'a>> {
        let mut found = stamp_of(line, self.ending)?;
        if let (None, Some([morning, afternoon])) = (found.afternoon, self.halves) {
            found.afternoon = (found.word == afternoon).then_some(true).or((found.word == morning).then_some(false));
        }
        Some(found)
    }

    /// Name and words of what follows a stamp; `owner` where one of their names has a colon in it.
    pub fn parts<'a>(&self, rest: &'a str, owner: Option<&Owner>) -> Option<(&'a str, &'a str)> {
        let is_known =
            |prefix: &str, name: &str| self.prefixes.contains(prefix) || owner.is_some_and(|owner| owner.is(name));
        let with_colon = || {
            let (prefix, name, text) = two_colons(rest)?;
            is_known(prefix, name).then_some((name, text))
        };
        let (name, text) = match self.name_end {
            NameEnd::ColonSpace if self.prefixes.is_empty() && owner.is_none() => split_name(rest),
            NameEnd::ColonSpace => with_colon().or_else(|| split_name(rest)),
            NameEnd::Colon => rest.split_once(':'),
            NameEnd::Tab => rest.split_once('\t'),
        }?;
        is_name(name).then(|| (name.trim_matches(|c: char| c.is_whitespace() || is_mark(c)), text))
    }
}

/// The stamp of a line before `ending`; the two of WhatsApp occur in one file.
fn stamp_of(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    match ending {
        Ending::Bracket | Ending::Dash => {
            let bracketed = line.trim_start_matches(is_mark).starts_with(['[', '(']);
            stamp_before(line, if bracketed { Ending::Bracket } else { Ending::Dash })
        }
        other => stamp_before(line, other),
    }
}

fn split_name(rest: &str) -> Option<(&str, &str)> {
    match colon_space(rest) {
        Some(at) => Some((rest.get(..at)?, rest.get(at + 2..)?)),
        None => Some((rest.strip_suffix(':')?, "")),
    }
}

/// Where the first `: ` stands.
fn colon_space(text: &str) -> Option<usize> {
    memchr::memchr_iter(b':', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) == Some(&b' '))
}

/// Of `Dr: Ann: hello` the parts `Dr`, `Dr: Ann` and `hello`.
fn two_colons(rest: &str) -> Option<(&str, &str, &str)> {
    let head = rest.get(..rest.floor_char_boundary(MAX_NAME_BYTES))?;
    let first = colon_space(head)?;
    let second = first + 2 + colon_space(head.get(first + 2..)?)?;
    Some((rest.get(..first)?, rest.get(..second)?, rest.get(second + 2..)?))
}

/// Whether this may be a name: not too long, and no quotation marks in it.
fn is_name(name: &str) -> bool {
    let quotes = || if name.is_ascii() { name.contains('"') } else { name.contains(['"', '“', '”']) };
    name.len() <= MAX_NAME_BYTES && !name.trim().is_empty() && !quotes()
}

#[cfg(test)]
mod tests;
