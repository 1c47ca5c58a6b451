//! [`Frontier`]: the hypotheses of a search in progress, and the words that have ended.

use std::collections::{BinaryHeap, HashMap};

use crate::memory::Tail;
use crate::predict::spelling::PathId;
use crate::text::SymbolId;

/// Beginnings less probable than this are not followed (natural log).
const FLOOR: f32 = -14.0;
/// Where corrections outweigh what was typed, a word so much less probable than everything that may be meant is not
/// looked for (natural log).
const WORTHLESS: f32 = 6.0;

/// A word this much less probable (natural log) than the last one that has a place is not looked for: two spellings of one
/// word, which count together, are at most twice as probable as the likelier one.
const OVERTAKES: f32 = std::f32::consts::LN_2;

/// How many words a search looks for.
#[derive(Clone, Copy, Debug)]
pub(in crate::predict) struct Sought {
    /// Words that have a place.
    pub places: usize,
    /// Words that are found at most, in case some have to go.
    pub most: usize,
    /// Natural-log probability below which no longer word than the one before the cursor counts, if nothing else is meant.
    pub longer: f32,
}

impl Sought {
    /// As many words as have a place.
    pub fn exactly(places: usize) -> Sought {
        Sought { places, most: places, longer: f32::NEG_INFINITY }
    }
}

/// The part of the text before the cursor that a word replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::predict) enum Origin {
    /// Nothing: the word goes on with what was typed, or is the next one.
    Cursor,
    /// The word before the cursor.
    Word,
    /// The word before the cursor and the word before that.
    TwoWords,
}

/// Number of origins.
const ORIGINS: usize = 3;

/// A place in the text from which to go on.
#[derive(Clone, Copy)]
pub(in crate::predict) struct At<'s> {
    /// The network's state there.
    pub state: &'s [f32],
    pub tail: &'s Tail,
    /// Natural-log probabilities of the next symbol, memories blended in.
    pub log_probs: &'s [f32],
}

/// A word that may end here, to be judged.
pub(in crate::predict) struct Ending<'e> {
    pub origin: Origin,
    pub extension: &'e str,
    /// Natural log, relative to what was typed.
    pub log_prob: f32,
    /// The text before the cursor with the extension.
    pub tail: &'e Tail,
}

/// A word that was found.
#[derive(Clone, Debug)]
pub(in crate::predict) struct Found {
    pub origin: Origin,
    /// Text to insert: the rest of the word, after a space where one is due.
    pub extension: String,
    /// Natural log.
    pub log_prob: f32,
    /// The network's state after the extension.
    pub state: Vec<f32>,
    /// The text before the cursor with the extension.
    pub tail: Tail,
}

/// A hypothesis whose newest symbol the network has not read yet.
#[derive(Clone)]
pub(super) struct Open {
    pub log_prob: f32,
    /// `log_prob` with a guess of what may still come; the highest rank is stepped first.
    pub rank: f32,
    /// The most that a word which goes on so can reach (natural log).
    pub limit: f32,
    pub origin: Origin,
    /// The node of its seed's paths that `symbol` leads to, as long as it is on them.
    pub path: Option<PathId>,
    /// Slot of the state before `symbol`.
    pub parent: usize,
    pub symbol: SymbolId,
    pub extension: String,
    /// Bytes of a character that is not whole yet.
    pub pending: Vec<u8>,
}

impl Open {
    /// Returns the hypothesis at a start, where nothing has been read yet.
    pub fn first(origin: Origin, log_prob: f32, parent: usize) -> Open {
        let (extension, pending) = (String::new(), Vec::new());
        Open { log_prob, rank: log_prob, limit: log_prob, origin, path: None, parent, symbol: 0, extension, pending }
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Open {}
impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Open {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank.total_cmp(&other.rank).then_with(|| other.extension.cmp(&self.extension))
    }
}

/// Hypotheses of a search in progress.
#[derive(Default)]
pub(super) struct Frontier {
    pub open: BinaryHeap<Open>,
    /// States by slot, `S` numbers each.
    pub states: Vec<f32>,
    pub tails: Vec<Tail>,
    /// Finished words by origin, each with its natural-log probability and the slot of the state after it.
    pub finished: [HashMap<String, (f32, usize)>; ORIGINS],
    /// Probability of all that may be meant, relative to what was typed.
    pub mass: f32,
    /// Probability that was taken from words, which all others share.
    pub lost: f32,
}

/// Where a search ends (natural logs).
#[derive(Clone, Copy)]
pub(super) struct Bound {
    /// The probability of the last word of as many as are found at most.
    found: f32,
    /// Half that of the last word with a place.
    place: f32,
}

impl Bound {
    /// Whether a hypothesis of a rank is followed, whose words can reach `limit`.
    pub fn admits(self, rank: f32, limit: f32) -> bool {
        rank > self.found && limit > self.place
    }
}

impl Frontier {
    /// Returns what a hypothesis has to exceed to be followed: nothing but a floor, until enough words have ended.
    pub fn bound(&self, sought: Sought) -> Bound {
        // Where corrections are most of what may be meant, nobody wants words that go on with what was typed.
        let floor = if self.mass > 1.0 { FLOOR.max(self.mass.ln() - WORTHLESS) } else { FLOOR };
        let mut best: Vec<f32> = self.words(sought).map(|(.., log_prob)| log_prob).collect();
        let mut nth = |n: usize| {
            let at = n.checked_sub(1).filter(|&at| at < best.len());
            at.map_or(f32::NEG_INFINITY, |at| *best.select_nth_unstable_by(at, |a, b| b.total_cmp(a)).1)
        };
        Bound { found: floor.max(nth(sought.most)), place: floor.max(nth(sought.places) - OVERTAKES) }
    }

    /// The words that have ended and are probable enough to be found, with their natural-log probabilities.
    fn words(&self, sought: Sought) -> impl Iterator<Item = (Origin, &str, f32)> {
        let least = sought.longer - self.mass.max(1.0).ln();
        let shared_out = self.shared_out();
        let origins = [Origin::Cursor, Origin::Word, Origin::TwoWords].into_iter().zip(&self.finished);
        let words = origins.flat_map(|(origin, found)| {
            found.iter().map(move |(word, &(log_prob, _))| (origin, word.as_str(), log_prob))
        });
        words.filter(move |(origin, extension, log_prob)| {
            let longer = *origin == Origin::Cursor && !extension.starts_with(' ');
            !longer || log_prob - shared_out >= least
        })
    }

    /// Natural log of the probability that is left of all that may be meant, by which words are divided.
    fn shared_out(&self) -> f32 {
        let all = self.mass.max(f32::MIN_POSITIVE);
        (all - self.lost).max(0.05 * all).ln()
    }

    /// Adds a state to start from. Returns its slot.
    pub fn add(&mut self, at: At, width: usize) -> usize {
        self.states.extend_from_slice(at.state);
        self.tails.push(at.tail.clone());
        self.states.len() / width - 1
    }

    /// Takes the best open beginnings, at most so many, and none that is `near` less probable than the best or that cannot
    /// be among the best.
    pub fn next_batch(&mut self, size: usize, near: f32, sought: Sought) -> Vec<Open> {
        let bound = self.bound(sought);
        let mut batch: Vec<Open> = Vec::with_capacity(size);
        while batch.len() < size && self.open.peek().is_some_and(|open| open.rank > bound.found) {
            if batch.first().zip(self.open.peek()).is_some_and(|(best, next)| next.rank <= best.rank - near) {
                break;
            }
            batch.extend(self.open.pop().filter(|open| open.limit > bound.place));
        }
        batch
    }

    /// Adds slots for a batch that is read next: copies of the states before it, and the texts with its symbols.
    /// Returns the first slot.
    pub fn push(&mut self, batch: &[Open], width: usize) -> usize {
        let first = self.states.len() / width;
        for open in batch {
            self.states.extend_from_within(open.parent * width..(open.parent + 1) * width);
            let mut tail = self.tails[open.parent].clone();
            tail.push(open.symbol);
            self.tails.push(tail);
        }
        first
    }

    /// The best words, and the probability of all that may be meant.
    pub fn best(self, sought: Sought, width: usize) -> (Vec<Found>, f32) {
        let shared_out = self.shared_out();
        let mut best: Vec<(Origin, &str, f32)> = self.words(sought).collect();
        best.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.1.cmp(b.1)));
        best.truncate(sought.most);
        let found = best.into_iter().map(|(origin, extension, log_prob)| {
            let slot = self.finished[origin as usize][extension].1;
            let state = self.states[slot * width..][..width].to_vec();
            let log_prob = (log_prob - shared_out).min(0.0);
            Found { origin, extension: extension.to_owned(), log_prob, state, tail: self.tails[slot].clone() }
        });
        (found.collect(), self.mass)
    }

    pub fn finish(&mut self, ended: &Ended, judge: &dyn Fn(&Ending) -> Option<f32>) {
        let &Ended { origin, extension, log_prob, slot } = ended;
        let Some(left) = judge(&Ending { origin, extension, log_prob, tail: &self.tails[slot] }) else { return };
        self.lost += log_prob.exp() * (1.0 - left);
        let log_prob = log_prob + left.ln();
        if log_prob == f32::NEG_INFINITY {
            return;
        }
        let finished = &mut self.finished[origin as usize];
        match finished.get_mut(extension) {
            // The same word by another way: probabilities add up.
            Some(found) if origin == Origin::Cursor => found.0 = log_add(found.0, log_prob),
            // The same word by other errors: the likeliest counts.
            Some(found) => found.0 = found.0.max(log_prob),
            None => drop(finished.insert(extension.to_owned(), (log_prob, slot))),
        }
    }
}

/// A word that has ended.
pub(super) struct Ended<'e> {
    pub origin: Origin,
    pub extension: &'e str,
    pub log_prob: f32,
    pub slot: usize,
}

fn log_add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}
