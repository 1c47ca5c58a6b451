//! [`Search`]: the most probable words after a state, by best-first search over characters with exact bounds.
//!
//! A word's probability is that of its characters times that of anything but a letter or digit after them. No word can
//! be more probable than its beginning, so the search is over when no open beginning beats the n-th finished word.
//! Open beginnings are stepped in batches: the network reads its weights once for several hypotheses.

use std::collections::{BinaryHeap, HashMap};

use super::lexicon::{Lexicon, Node, fold};
use super::spelling::{PathId, Paths};
use crate::engine::{Engine, Scratch};
use crate::memory::{BaseMemory, Evidence, Gates, Memory, Tail};
use crate::text::words::{is_apostrophe, is_word_char};
use crate::text::{SymbolId, Vocab};

/// Hypotheses stepped at once.
const BATCH: usize = 8;
/// A beginning this much less probable than the best open one waits for a later batch (natural log, a fifth): when those
/// before it have ended words, most such need no step any more.
const NEAR: f32 = 1.6;
/// Steps after which the best found so far is the answer: bounds the time of a query on a flat distribution.
const MAX_STEPS: usize = 320;
/// A word longer than this is not offered.
const MAX_CHARS: usize = 40;
/// Beginnings less probable than this are not followed (natural log).
const FLOOR: f32 = -14.0;
/// Beginnings of no word in the lexicon less probable than this are not followed: less than what is shown (natural log).
const STRANGE: f32 = -5.5;
/// Where something else is meant than what was typed, a word so much less probable than that all together is not looked
/// for (natural log).
const WORTHLESS: f32 = 6.0;

/// What a symbol means for the word that is being spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Goes on with a word.
    Word,
    /// Goes on with a word if a letter follows.
    Apostrophe,
    Space,
    /// Ends a word.
    Other,
    /// Begins or goes on with a character of several symbols.
    Byte,
}

/// The classes of a vocabulary's symbols.
pub(super) struct Classes(Vec<Class>);

impl Classes {
    pub(super) fn new(vocab: &Vocab) -> Self {
        let class = |id: usize| match vocab.char(id as SymbolId) {
            None => Class::Byte,
            Some(' ') => Class::Space,
            Some(c) if is_apostrophe(c) => Class::Apostrophe,
            Some(c) if is_word_char(c) => Class::Word,
            Some(_) => Class::Other,
        };
        Classes((0..vocab.len()).map(class).collect())
    }

    /// Whether a symbol ends a word, apostrophes aside.
    pub(super) fn ends(&self, symbol: SymbolId) -> bool {
        matches!(self.0.get(symbol as usize), Some(Class::Space | Class::Other))
    }

    /// The symbols that end a word, apostrophes aside.
    pub(super) fn word_ends(&self) -> impl Iterator<Item = SymbolId> {
        let ends = |class: &Class| matches!(class, Class::Space | Class::Other);
        (0..).zip(&self.0).filter(move |(_, class)| ends(class)).map(|(symbol, _)| symbol)
    }

    /// Probability that the next symbol ends a word, apostrophes aside.
    pub(super) fn end_mass(&self, log_probs: &[f32]) -> f32 {
        let ends = |class: &Class| matches!(class, Class::Space | Class::Other);
        self.0.iter().zip(log_probs).filter(|(class, _)| ends(class)).map(|(_, lp)| lp.exp()).sum()
    }

    /// The most probable symbol that ends a word, with its probability given that one does.
    pub(super) fn separator(&self, log_probs: &[f32]) -> Option<(SymbolId, f32)> {
        let ends = (0..).zip(&self.0).zip(log_probs).filter(|((_, c), _)| matches!(c, Class::Space | Class::Other));
        let (best, lp) = ends.map(|((id, _), &lp)| (id, lp)).max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((best, lp.exp() / self.end_mass(log_probs).max(f32::MIN_POSITIVE)))
    }
}

/// What of the text before the cursor a word takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nothing: it goes on with what was typed, or is another word.
    Cursor,
    /// The word before the cursor.
    Word,
    /// That and the word before it.
    TwoWords,
}

/// Origins there are.
const ORIGINS: usize = 3;

/// Where the search reads what may be meant by what was typed, beside going on with it.
pub(super) struct Seed<'s> {
    pub origin: Origin,
    pub paths: &'s Paths,
    /// The place before what was typed.
    pub from: At<'s>,
    /// −ln of the probability of what was typed there, so that words of all origins compare.
    pub log_prob: f32,
}

/// A word that may end here, to be judged.
pub(super) struct Ending<'e> {
    pub origin: Origin,
    pub extension: &'e str,
    /// Natural log, relative to what was typed.
    pub log_prob: f32,
    /// The text before the cursor with the extension.
    pub tail: &'e Tail,
}

/// A word that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub origin: Origin,
    /// What is to be inserted: the rest of the word, after a space where one is due.
    pub extension: String,
    /// Natural log.
    pub log_prob: f32,
    /// The network's state after the extension.
    pub state: Vec<f32>,
    /// The text before the cursor with the extension.
    pub tail: Tail,
}

/// A place in the text from which to go on.
#[derive(Clone, Copy)]
pub(super) struct At<'s> {
    /// The network's state there.
    pub state: &'s [f32],
    pub tail: &'s Tail,
    /// Natural-log probabilities of the next symbol, memories blended in.
    pub log_probs: &'s [f32],
}

/// A person's memory, which is blended into every distribution.
pub(super) struct Blend<'a> {
    pub memory: &'a Memory,
    pub gates: &'a Gates,
    pub app: u8,
}

/// A beginning that has not been stepped yet.
#[derive(Clone)]
struct Open {
    log_prob: f32,
    /// The same with what it can hope for: what is stepped first.
    rank: f32,
    origin: Origin,
    /// The node of its seed's paths that `symbol` leads to, as long as it is on them.
    path: Option<PathId>,
    /// Slot of the state before `symbol`.
    parent: usize,
    symbol: SymbolId,
    extension: String,
    /// Bytes of a character that is not whole yet.
    pending: Vec<u8>,
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

/// One search; borrows the model and a thread's scratch.
pub(super) struct Search<'a> {
    pub engine: &'a Engine,
    pub vocab: &'a Vocab,
    pub classes: &'a Classes,
    pub scratch: &'a mut Scratch,
    pub base: Option<&'a BaseMemory>,
    pub blend: Option<Blend<'a>>,
    pub evidence: &'a mut Evidence,
    /// What is left of a word's probability: 0 to 1, what is taken is for others to share; nothing for what is no word.
    pub judge: &'a dyn Fn(&Ending) -> Option<f32>,
    /// The words of the language, and what was typed of the one before the cursor: what can become no word is followed
    /// only while it is probable.
    pub lexicon: Option<&'a Lexicon>,
    pub typed: &'a str,
    pub cancelled: &'a dyn Fn() -> bool,
}

/// Where a search starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// A word has begun: at least one character must be added to it.
    InWord,
    /// A word may begin here.
    BeforeWord,
    /// A word may begin here or after one space.
    MaybeSpace,
    /// A word has begun and may be whole: letters go on with it, or the next word follows after one space.
    MaybeWhole,
}

/// Hypotheses of a search in progress.
#[derive(Default)]
struct Frontier {
    open: BinaryHeap<Open>,
    /// States by slot, `S` numbers each.
    states: Vec<f32>,
    tails: Vec<Tail>,
    /// By origin: log-probability and the slot of the state after the word.
    finished: [HashMap<String, (f32, usize)>; ORIGINS],
    /// Probability of all that may be meant, relative to what was typed.
    mass: f32,
    /// Probability that was taken from words, for all others to share.
    lost: f32,
}

impl Frontier {
    /// The n-th best finished word, or nothing while there are fewer.
    fn bound(&self, n: usize) -> f32 {
        // Where corrections are most of what may be meant, what was typed goes on to nothing that anybody wants.
        let floor = if self.mass > 1.0 { FLOOR.max(self.mass.ln() - WORTHLESS) } else { FLOOR };
        let finished = || self.finished.iter().flat_map(HashMap::values);
        if finished().count() < n {
            return floor;
        }
        let mut best: Vec<f32> = finished().map(|found| found.0).collect();
        let (_, nth, _) = best.select_nth_unstable_by(n - 1, |a, b| b.total_cmp(a));
        nth.max(floor)
    }

    /// A state to start from.
    fn add(&mut self, at: At, width: usize) -> usize {
        self.states.extend_from_slice(at.state);
        self.tails.push(at.tail.clone());
        self.states.len() / width - 1
    }

    fn finish(&mut self, ended: &Ended, judge: &dyn Fn(&Ending) -> Option<f32>) {
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
            // By other errors: the likeliest counts.
            Some(found) => found.0 = found.0.max(log_prob),
            None => drop(finished.insert(extension.to_owned(), (log_prob, slot))),
        }
    }
}

/// A word that has ended.
struct Ended<'e> {
    origin: Origin,
    extension: &'e str,
    log_prob: f32,
    slot: usize,
}

fn log_add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}

impl Search<'_> {
    /// Natural-log probabilities of the next symbol after a state, memories blended in.
    pub(super) fn next(&mut self, state: &[f32], tail: &Tail, log_probs: &mut Vec<f32>) {
        self.engine.log_probs(self.scratch, state, log_probs);
        self.blend(tail, log_probs);
    }

    /// Blends memories into natural-log probabilities of the symbol after a text.
    pub(super) fn blend(&mut self, tail: &Tail, log_probs: &mut [f32]) {
        if let Some(base) = self.base {
            base.blend(tail, self.evidence, log_probs);
        }
        if let Some(Blend { memory, gates, app }) = &self.blend {
            self.evidence.gather(memory, tail, *app);
            gates.blend(self.evidence, log_probs);
        }
    }

    /// The n most probable words from a place, best first. `None` when cancelled.
    pub(super) fn words(&mut self, at: At, start: Start, n: usize) -> Option<Vec<Found>> {
        Some(self.meant(Some((at, start)), &[], n)?.0)
    }

    /// The n most probable words, best first: from a place, and of what may be meant in place of what was typed. With the
    /// probability of all that may be meant, where that of what was typed is 1. `None` when cancelled.
    pub(super) fn meant(&mut self, typed: Option<(At, Start)>, seeds: &[Seed], n: usize) -> Option<(Vec<Found>, f32)> {
        if n == 0 {
            return Some((Vec::new(), 1.0));
        }
        let mut frontier = Frontier::default();
        let width = self.engine.state_len();
        let first = |origin, log_prob, parent| Open {
            log_prob,
            rank: log_prob,
            origin,
            path: None,
            parent,
            symbol: 0,
            extension: String::new(),
            pending: Vec::new(),
        };
        if let Some((at, start)) = typed {
            let slot = frontier.add(at, width);
            frontier.mass = 1.0;
            self.follow(&mut frontier, &first(Origin::Cursor, 0.0, slot), slot, at.log_probs, start, n, &|_| false);
        }
        for seed in seeds {
            let slot = frontier.add(seed.from, width);
            let open = first(seed.origin, seed.log_prob, slot);
            self.walk(&mut frontier, seed.paths, Paths::ROOT, &open, slot, seed.from.log_probs, n);
        }
        let mut rows = Vec::new();
        let mut steps = 0;
        while steps < MAX_STEPS {
            let bound = frontier.bound(n);
            let bound = frontier.open.peek().map_or(bound, |best| bound.max(best.rank - NEAR));
            let mut batch = Vec::with_capacity(BATCH);
            while batch.len() < BATCH && frontier.open.peek().is_some_and(|open| open.rank > bound) {
                batch.extend(frontier.open.pop());
            }
            steps += batch.len();
            if batch.is_empty() {
                break;
            }
            if (self.cancelled)() {
                return None;
            }
            let slot = frontier.states.len() / width;
            for open in &batch {
                frontier.states.extend_from_within(open.parent * width..(open.parent + 1) * width);
                let mut tail = frontier.tails[open.parent].clone();
                tail.push(open.symbol);
                frontier.tails.push(tail);
            }
            let symbols: Vec<SymbolId> = batch.iter().map(|open| open.symbol).collect();
            let stepped = &mut frontier.states[slot * width..];
            self.engine.step(self.scratch, &symbols, stepped);
            self.engine.log_probs(self.scratch, stepped, &mut rows);
            for (at, (open, row)) in batch.iter().zip(rows.chunks_exact_mut(self.engine.symbols())).enumerate() {
                self.blend(&frontier.tails[slot + at], row);
                self.reach(&mut frontier, open, slot + at, row, n, seeds);
            }
        }
        let all = frontier.mass.max(f32::MIN_POSITIVE);
        let shared_out = (all - frontier.lost).max(0.05 * all).ln();
        let origins = [Origin::Cursor, Origin::Word, Origin::TwoWords].into_iter().zip(frontier.finished);
        let finished = origins.flat_map(|(origin, found)| found.into_iter().map(move |found| (origin, found)));
        let mut found: Vec<Found> = finished
            .map(|(origin, (extension, (log_prob, slot)))| {
                let state = frontier.states[slot * width..][..width].to_vec();
                let log_prob = (log_prob - shared_out).min(0.0);
                Found { origin, extension, log_prob, state, tail: frontier.tails[slot].clone() }
            })
            .collect();
        found.sort_by(|a, b| b.log_prob.total_cmp(&a.log_prob).then_with(|| a.extension.cmp(&b.extension)));
        found.truncate(n);
        Some((found, frontier.mass))
    }

    /// A hypothesis has been read: it may end here, and it may go on.
    fn reach(&self, frontier: &mut Frontier, open: &Open, slot: usize, log_probs: &[f32], n: usize, seeds: &[Seed]) {
        if let Some(path) = open.path {
            let seed = seeds.iter().find(|seed| seed.origin == open.origin);
            return seed.map_or((), |seed| self.walk(frontier, seed.paths, path, open, slot, log_probs, n));
        }
        let word = open.extension.trim_start_matches(' ');
        let mut next = Start::InWord;
        if !open.pending.is_empty() {
            // In the middle of a character: it can only go on.
        } else if word.is_empty() {
            next = Start::BeforeWord;
        } else {
            self.end(frontier, open, slot, log_probs);
        }
        if word.chars().count() < MAX_CHARS {
            self.follow(frontier, open, slot, log_probs, next, n, &|_| false);
        }
    }

    /// A word may end after a hypothesis.
    fn end(&self, frontier: &mut Frontier, open: &Open, slot: usize, log_probs: &[f32]) {
        let log_prob = open.log_prob + self.classes.end_mass(log_probs).ln();
        let (extension, slot) = match open.extension.strip_suffix(is_apostrophe) {
            // The apostrophe was none: the word ended before it.
            Some(ended) => (ended, open.parent),
            None => (open.extension.as_str(), slot),
        };
        if !extension.trim_start().is_empty() {
            frontier.finish(&Ended { origin: open.origin, extension, log_prob, slot }, self.judge);
        }
    }

    /// A hypothesis stands on a node of what may be meant: it goes on along the tree, and where something that may be
    /// meant ends it goes on as if that had been typed.
    #[allow(clippy::too_many_arguments)] // one place of the search
    fn walk(
        &self,
        frontier: &mut Frontier,
        paths: &Paths,
        at: PathId,
        open: &Open,
        slot: usize,
        log_probs: &[f32],
        n: usize,
    ) {
        let bound = frontier.bound(n);
        for (path, symbol, c, hope) in paths.next(at) {
            let log_prob = open.log_prob + log_probs[symbol as usize];
            if log_prob + hope > bound {
                let extension = format!("{}{c}", open.extension);
                let (rank, origin, path) = (log_prob + hope, open.origin, Some(path));
                let pending = Vec::new();
                frontier.open.push(Open { log_prob, rank, origin, path, parent: slot, symbol, extension, pending });
            }
        }
        let Some(lands) = paths.lands(at) else { return };
        let landed = Open { log_prob: open.log_prob + lands.log_prob, path: None, ..open.clone() };
        let share = if lands.whole { self.classes.end_mass(log_probs) } else { 1.0 };
        frontier.mass += landed.log_prob.exp() * share;
        self.end(frontier, &landed, slot, log_probs);
        if !lands.whole {
            let covered = |symbol| paths.covers(at, symbol, lands.log_prob);
            self.follow(frontier, &landed, slot, log_probs, Start::InWord, n, &covered);
        }
    }

    /// Where the lexicon stands after a hypothesis.
    fn node(&self, open: &Open) -> Option<Node> {
        let lexicon = self.lexicon?;
        let before = if open.origin == Origin::Cursor { self.typed } else { "" };
        let (before, word) = match open.extension.rsplit_once(' ') {
            Some((_, word)) => ("", word),
            None => (before, open.extension.as_str()),
        };
        before.chars().chain(word.chars()).flat_map(fold).try_fold(lexicon.root(), |at, c| lexicon.child(at, c))
    }

    /// Opens every continuation of a hypothesis that could still be among the n best, but those that are covered.
    #[allow(clippy::too_many_arguments)] // one place of the search
    fn follow(
        &self,
        frontier: &mut Frontier,
        from: &Open,
        slot: usize,
        log_probs: &[f32],
        start: Start,
        n: usize,
        covered: &dyn Fn(SymbolId) -> bool,
    ) {
        let bound = frontier.bound(n);
        let after_apostrophe = from.extension.ends_with(is_apostrophe);
        let node = self.node(from);
        let strange = |c: Option<char>, log_prob: f32| {
            log_prob < STRANGE
                && self.lexicon.zip(c).is_some_and(|(lexicon, c)| {
                    let begins = |node| fold(c).try_fold(node, |at, c| lexicon.child(at, c)).is_some();
                    !node.is_some_and(begins)
                })
        };
        for ((symbol, &class), &log_prob) in (0..).zip(&self.classes.0).zip(log_probs) {
            let log_prob = from.log_prob + log_prob;
            if log_prob <= bound || covered(symbol) {
                continue;
            }
            let mut extension = from.extension.clone();
            let mut pending = Vec::new();
            match class {
                _ if !from.pending.is_empty() && class != Class::Byte => continue,
                Class::Byte => {
                    let Some(byte) = self.vocab.byte(symbol) else {
                        continue;
                    };
                    pending.extend_from_slice(&from.pending);
                    pending.push(byte);
                    match std::str::from_utf8(&pending) {
                        Ok(text) if text.chars().all(is_word_char) => {
                            extension.push_str(text);
                            pending.clear();
                        }
                        Ok(_) => {
                            // Not a letter: the word ended before this character.
                            if !extension.trim_start().is_empty() && !after_apostrophe {
                                let (origin, extension, slot) = (from.origin, extension.as_str(), from.parent);
                                frontier.finish(&Ended { origin, extension, log_prob, slot }, self.judge);
                            }
                            continue;
                        }
                        Err(error) if error.error_len().is_some() => continue,
                        Err(_) => {}
                    }
                }
                Class::Word if strange(self.vocab.char(symbol), log_prob) => continue,
                Class::Word => extension.extend(self.vocab.char(symbol)),
                Class::Apostrophe if matches!(start, Start::InWord | Start::MaybeWhole) && !after_apostrophe => {
                    extension.extend(self.vocab.char(symbol));
                }
                Class::Space if matches!(start, Start::MaybeSpace | Start::MaybeWhole) => extension.push(' '),
                _ => continue,
            }
            let (rank, origin) = (log_prob, from.origin);
            frontier.open.push(Open { log_prob, rank, origin, path: None, parent: slot, symbol, extension, pending });
        }
    }
}
