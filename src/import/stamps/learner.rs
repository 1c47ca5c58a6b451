//! [`Learner`]: the layout of a file's stamps from its lines. Every ending is a candidate until one has the most stamps.

use super::halves::Words;
use super::layout::{Layout, NameEnd, stamp_of};
use super::names::{MAX_NAME_BYTES, colon_space};
use super::prefixes::NamesWithColons;
use crate::import::dates::Dates;
use crate::import::stamp::Ending;

/// Lines with a stamp after which what ends them is known.
const ENOUGH: u64 = 400;

/// Sees every line of a file and then says the layout.
#[derive(Debug)]
pub struct Learner {
    candidates: Vec<Candidate>,
    /// The ending that most stamps have, once that is clear.
    leader: Option<usize>,
    /// Lines that follow each other: whether the last one ended with a carriage return.
    last_returned: Option<bool>,
    names: NamesWithColons,
}

#[derive(Debug)]
struct Candidate {
    ending: Ending,
    dates: Dates,
    name_ends: [u64; 3],
    /// Lines before a stamp, and those of them that end with a carriage return.
    before: u64,
    before_returned: u64,
    words: Words,
}

impl Learner {
    /// `now` in milliseconds since 1970.
    pub fn new(now: i64) -> Learner {
        // What WhatsApp writes is one candidate.
        let endings = Ending::ALL.into_iter().filter(|ending| *ending != Ending::Dash);
        let candidate = |ending| Candidate {
            ending,
            dates: Dates::new(now),
            name_ends: [0; 3],
            before: 0,
            before_returned: 0,
            words: Words::default(),
        };
        Learner {
            candidates: endings.map(candidate).collect(),
            leader: None,
            last_returned: None,
            names: NamesWithColons::default(),
        }
    }

    /// Takes a line, and whether it ended with a carriage return.
    pub fn line(&mut self, line: &str, returned: bool) {
        let before = self.last_returned.replace(returned);
        let rest = match self.leader {
            Some(leader) => self.candidates[leader].take(line, before),
            None => {
                // What stands before one end may stand before another one as well: the first counts.
                let rest = self.candidates.iter_mut().find_map(|candidate| candidate.take(line, before));
                let most = self.best().filter(|at| rest.is_some() && self.candidates[*at].dates.seen() >= ENOUGH);
                self.leader = most;
                rest
            }
        };
        rest.into_iter().for_each(|rest| self.names.add(rest));
    }

    fn best(&self) -> Option<usize> {
        let seen = |at: &usize| (self.candidates[*at].dates.seen(), std::cmp::Reverse(*at));
        (0..self.candidates.len()).filter(|at| self.candidates[*at].dates.seen() > 0).max_by_key(seen)
    }

    /// The layout; nothing where no line has a stamp.
    pub fn layout(&self) -> Option<Layout> {
        let found = &self.candidates[self.best()?];
        let [spaced, bare, tabs] = found.name_ends;
        let name_end = if tabs > spaced + bare {
            NameEnd::Tab
        } else if bare > spaced {
            NameEnd::Colon
        } else {
            NameEnd::ColonSpace
        };
        Some(Layout {
            ending: found.ending,
            order: found.dates.order(),
            name_end,
            halves: found.words.halves(),
            returned: found.before_returned as f32 / found.before.max(1) as f32,
            prefixes: self.names.prefixes(),
        })
    }

    /// Whether any of the dates exists.
    pub fn dates_exist(&self) -> bool {
        self.best().is_some_and(|at| self.candidates[at].dates.exist())
    }

    /// Lines with a stamp, and those of them with a name behind it.
    pub fn seen(&self) -> (u64, u64) {
        let found = self.best().map(|at| &self.candidates[at]);
        found.map_or((0, 0), |found| (found.dates.seen(), found.name_ends.iter().sum()))
    }
}

impl Candidate {
    /// Counts the stamp of a line, if it has one; what stands behind it.
    fn take<'a>(&mut self, line: &'a str, before: Option<bool>) -> Option<&'a str> {
        let stamp = stamp_of(line, self.ending)?;
        let head = stamp.rest.get(..stamp.rest.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(stamp.rest);
        let at = if self.ending == Ending::Tab && head.contains('\t') {
            Some(2)
        } else if colon_space(head).is_some() || head.ends_with(':') {
            Some(0)
        } else if head.contains(':') && !head.contains("://") {
            Some(1)
        } else {
            None
        };
        // Words end everywhere at spaces, and sentences at commas: only a name behind it makes a stamp of it.
        if at.is_none() && matches!(self.ending, Ending::Space | Ending::Comma | Ending::Colon) {
            return None;
        }
        if let Some(at) = at {
            self.name_ends[at] += 1;
        }
        if let Some(returned) = before {
            self.before += 1;
            self.before_returned += u64::from(returned);
        }
        if stamp.word != 0 {
            self.words.add(&stamp);
        }
        self.dates.add(&stamp);
        Some(stamp.rest)
    }
}
