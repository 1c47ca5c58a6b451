//! [`NamesWithColons`]: which beginnings of lines are parts of names (`Dr` of `Dr: Ann`) rather than names.

use std::collections::{HashMap, HashSet};

use super::names::{MAX_NAME_BYTES, colon_space, is_name, two_colons};
use crate::import::familiar::Familiar;

/// What stands before first colons, and whether another name always follows: a person says different things.
#[derive(Debug, Default)]
pub(super) struct NamesWithColons {
    prefixes: HashMap<String, Following>,
    /// Those that are names by themselves: most lines begin with one of few.
    names: Familiar<()>,
}

#[derive(Debug, Default)]
struct Following {
    lines: usize,
    names: HashSet<String>,
}

impl Following {
    /// Different names behind one prefix.
    const MAX: usize = 64;

    fn add(&mut self, name: &str) {
        self.lines += 1;
        if self.names.len() < Self::MAX && !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }
}

impl NamesWithColons {
    /// Prefixes told apart.
    const MAX: usize = 4096;

    pub(super) fn add(&mut self, rest: &str) {
        let head = rest.get(..rest.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(rest);
        let Some(prefix) = colon_space(head).and_then(|at| head.get(..at)) else { return };
        if self.names.get(prefix).is_some() {
            return;
        }
        let room = self.prefixes.len() + self.names.len() < Self::MAX;
        let next = two_colons(rest).and_then(|(_, name, _)| name.get(prefix.len() + 2..));
        let next = next.filter(|next| next.split_whitespace().count() <= 4 && is_name(next));
        match (self.prefixes.get_mut(prefix), next) {
            (Some(following), Some(next)) => following.add(next),
            (None, Some(next)) if room => self.prefixes.entry(prefix.to_owned()).or_default().add(next),
            (Some(_), None) => {
                self.prefixes.remove(prefix);
                self.names.insert(prefix, ());
            }
            (None, None) if room => self.names.insert(prefix, ()),
            (None, _) => {}
        }
    }

    /// Those behind which a few names come again and again, and nothing else.
    pub(super) fn prefixes(&self) -> HashSet<String> {
        let again = |following: &Following| {
            following.lines >= 2
                && following.names.len() * 2 <= following.lines + 1
                && following.names.len() < Following::MAX
        };
        let found = self.prefixes.iter().filter(|(_, following)| again(following));
        found.map(|(prefix, _)| prefix.clone()).collect()
    }
}
