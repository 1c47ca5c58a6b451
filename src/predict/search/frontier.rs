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
    /// `log_prob` with the best that may still come; the highest rank is stepped first.
    pub rank: f32,
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
        Open { log_prob, rank: log_prob, origin, path: None, parent, symbol: 0, extension, pending }
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

impl Frontier {
    /// Returns the natural-log probability of the n-th best finished word, or a floor while there are fewer than n.
    pub fn bound(&self, n: usize) -> f32 {
        // Where corrections are most of what may be meant, nobody wants words that go on with what was typed.
        let floor = if self.mass > 1.0 { FLOOR.max(self.mass.ln() - WORTHLESS) } else { FLOOR };
        let finished = || self.finished.iter().flat_map(HashMap::values);
        if finished().count() < n {
            return floor;
        }
        let mut best: Vec<f32> = finished().map(|found| found.0).collect();
        let (_, nth, _) = best.select_nth_unstable_by(n - 1, |a, b| b.total_cmp(a));
        nth.max(floor)
    }

    /// Adds a state to start from. Returns its slot.
    pub fn add(&mut self, at: At, width: usize) -> usize {
        self.states.extend_from_slice(at.state);
        self.tails.push(at.tail.clone());
        self.states.len() / width - 1
    }

    /// Takes the best open beginnings, at most so many, and none that is `near` less probable than the best or that cannot
    /// be among the n best.
    pub fn next_batch(&mut self, size: usize, near: f32, n: usize) -> Vec<Open> {
        let bound = self.bound(n);
        let bound = self.open.peek().map_or(bound, |best| bound.max(best.rank - near));
        let mut batch = Vec::with_capacity(size);
        while batch.len() < size && self.open.peek().is_some_and(|open| open.rank > bound) {
            batch.extend(self.open.pop());
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

    /// The n best words, and the probability of all that may be meant.
    pub fn best(self, n: usize, width: usize) -> (Vec<Found>, f32) {
        let all = self.mass.max(f32::MIN_POSITIVE);
        let shared_out = (all - self.lost).max(0.05 * all).ln();
        let origins = [Origin::Cursor, Origin::Word, Origin::TwoWords].into_iter().zip(self.finished);
        let finished = origins.flat_map(|(origin, found)| found.into_iter().map(move |found| (origin, found)));
        let mut found: Vec<Found> = finished
            .map(|(origin, (extension, (log_prob, slot)))| {
                let state = self.states[slot * width..][..width].to_vec();
                let log_prob = (log_prob - shared_out).min(0.0);
                Found { origin, extension, log_prob, state, tail: self.tails[slot].clone() }
            })
            .collect();
        found.sort_by(|a, b| b.log_prob.total_cmp(&a.log_prob).then_with(|| a.extension.cmp(&b.extension)));
        found.truncate(n);
        (found, self.mass)
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
