//! [`NamesWithColons`]: which beginnings of lines are parts of names (`Dr` of `Dr: Ann`) rather than names.

use std::collections::{HashMap, HashSet};

use super::{MAX_NAME_BYTES, is_name, two_colons};

/// What stands before first colons, and whether another name always follows: a person says different things.
#[derive(Debug, Default)]
pub(super) struct NamesWithColons(HashMap<String, Option<Following>>);

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
        let Some((prefix, _)) = head.split_once(": ") else { return };
        let room = self.0.len() < Self::MAX;
        let found = self.0.get_mut(prefix);
        if matches!(found, Some(None)) {
            return;
        }
        let next = two_colons(rest).and_then(|(_, name, _)| name.get(prefix.len() + 2..));
        let next = next.filter(|next| next.split_whitespace().count() <= 4 && is_name(next));
        match (found, next) {
            (Some(following), None) => *following = None,
            (Some(following), Some(next)) => following.get_or_insert_default().add(next),
            (None, next) if room => {
                let mut following = next.map(|_| Following::default());
                following.iter_mut().zip(next).for_each(|(following, next)| following.add(next));
                self.0.insert(prefix.to_owned(), following);
            }
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
        let found = self.0.iter().filter(|(_, following)| following.as_ref().is_some_and(again));
        found.map(|(prefix, _)| prefix.clone()).collect()
    }
}
