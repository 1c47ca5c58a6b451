//! [`Layout`]: how the stamps of one file look.

use std::collections::HashSet;

use super::names::{is_name, split_name, two_colons};
use crate::import::clean::is_mark;
use crate::import::dates::DateOrder;
use crate::import::owner::Owner;
use crate::import::stamp::{Ending, Stamp, stamp_before};

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
    pub(super) halves: Option<[u32; 2]>,
    /// The share of messages that end with a carriage return.
    pub returned: f32,
    /// What stands before the first colon of names that have one: `Dr` of `Dr: Ann`.
    pub(super) prefixes: HashSet<String>,
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
pub(super) fn stamp_of(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    match ending {
        Ending::Bracket | Ending::Dash => {
            let bracketed = line.trim_start_matches(is_mark).starts_with(['[', '(']);
            stamp_before(line, if bracketed { Ending::Bracket } else { Ending::Dash })
        }
        other => stamp_before(line, other),
    }
}
