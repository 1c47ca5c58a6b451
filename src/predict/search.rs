//! [`Search`]: the most probable words after a state, by best-first search over characters with exact bounds.
//!
//! A word's probability is that of its characters times that of anything but a letter or digit after them. No word can
//! be more probable than its beginning, so the search is over when no open beginning is half as probable as the last
//! finished word of as many as are sought.
//! Open beginnings are stepped in batches: the network reads its weights once for several hypotheses.

mod chars;
mod classes;
mod frontier;
mod phrase;

use classes::Class;
pub(super) use classes::Classes;
pub(super) use frontier::{At, Ending, Found, Origin, Sought};
use frontier::{Ended, Frontier, Open};

use super::explored::{Explored, MemoryView};
use super::lexicon::{Lexicon, Node, fold};
use super::spelling::{PathId, Paths};
use crate::engine::{Engine, Scratch};
use crate::memory::{BaseMemory, Evidence, Memory, MixingWeights, Tail};
use crate::text::words::{is_apostrophe, is_word_char};
use crate::text::{SymbolId, Vocab};

/// Hypotheses stepped at once.
const BATCH: usize = 8;
/// A beginning this much less probable than the best open one waits for a later batch (natural log, a fifth): when
/// those before it have ended words, most such beginnings need no step any more.
const NEAR: f32 = 1.6;
/// Steps after which the best found so far is the answer: bounds the time of a query on a flat distribution.
pub(super) const MAX_STEPS: usize = 320;
/// Most characters that the search adds to the letters typed; whole words have at most `writer::LONGEST_WORD`.
const MOST_ADDED: usize = 40;
/// Natural-log probability below which a beginning of no word in the lexicon is not followed, since no word so
/// improbable is shown.
const STRANGE: f32 = -5.5;

/// A start of the search beside the cursor: words that may be meant by what was typed.
pub(super) struct Seed<'s> {
    pub origin: Origin,
    pub paths: &'s Paths,
    /// The place before what was typed.
    pub from: At<'s>,
    /// −ln of the probability of what was typed there, so that words of all origins can be compared.
    pub log_prob: f32,
}

/// A person's memory, which is blended into every distribution.
pub(super) struct Blend<'a> {
    pub memory: &'a Memory,
    pub mixing: &'a MixingWeights,
    pub app: u8,
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
    pub explored: &'a Explored,
    /// Returns the share (0 to 1) of a word's probability that is left, the rest being shared by all other words;
    /// `None` for an ending that is no word.
    pub judge: &'a dyn Fn(&Ending) -> Option<f32>,
    /// Share (0 to 1) that is left of the probability that the word before the cursor is whole.
    pub whole: f32,
    /// The words of the language, and the letters typed of the word before the cursor: a beginning of no word is
    /// followed only while it is probable.
    pub lexicon: Option<&'a Lexicon>,
    pub typed: &'a str,
    /// Steps after which the best found so far is the answer.
    pub max_steps: usize,
    /// Small letters, one of which must come first at the cursor; any letter may if there are none.
    pub letters: &'a str,
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

/// A hypothesis that was read: one place of the search.
#[derive(Clone, Copy)]
struct Here<'h> {
    open: &'h Open,
    /// Slot of the state after it.
    slot: usize,
    log_probs: &'h [f32],
    sought: Sought,
}

impl Search<'_> {
    /// Sets `row` to the natural-log probabilities of the next symbol after a text with a state, memories blended in.
    pub(super) fn next(&mut self, state: &[f32], tail: &Tail, row: &mut Vec<f32>) {
        self.read(&[], &[tail], &mut state.to_vec(), row);
    }

    /// Reads a symbol into each of n states `(n, S)`, which become those after the texts `tails`; without symbols they are that
    /// already. Sets `rows` `(n, V)` to the natural-log probabilities of the next symbol after each, memories blended in.
    pub(super) fn read(&mut self, symbols: &[SymbolId], tails: &[&Tail], states: &mut [f32], rows: &mut Vec<f32>) {
        let (v, width) = (self.engine.symbols(), self.engine.state_len());
        let view = self.blend.as_ref().map(|blend| MemoryView { version: blend.memory.version(), app: blend.app });
        rows.clear();
        rows.resize(tails.len() * v, 0.0);
        let (mut fresh, mut said) = (Vec::new(), vec![None; tails.len()]);
        let explored = self.explored.lock();
        for (at, tail) in tails.iter().enumerate() {
            match explored.find(tail.key(), &mut states[at * width..][..width], &mut rows[at * v..][..v]) {
                Some(slot) => said[at] = view.and_then(|view| explored.evidence(slot, view)),
                None => fresh.push(at),
            }
        }
        drop(explored);
        self.read_fresh(&fresh, symbols, tails, states, rows);
        let mut gathered = Vec::new();
        if let (Some(Blend { memory, mixing, app }), Some(view)) = (&self.blend, view) {
            for ((tail, said), row) in tails.iter().zip(&said).zip(rows.chunks_exact_mut(v)) {
                match said {
                    Some(said) => self.evidence.set(said, tail),
                    None => {
                        self.evidence.gather(memory, tail, *app);
                        gathered.push((tail.key(), view, self.evidence.kept()));
                    }
                }
                mixing.blend(self.evidence, row);
            }
        }
        if !gathered.is_empty() {
            let mut explored = self.explored.lock();
            gathered.into_iter().for_each(|(key, view, said)| explored.keep_evidence(key, view, said));
        }
    }

    /// Does what [`Search::read`] does for the places that were not read lately, base memory blended in, and keeps them.
    fn read_fresh(
        &mut self,
        fresh: &[usize],
        symbols: &[SymbolId],
        tails: &[&Tail],
        states: &mut [f32],
        rows: &mut [f32],
    ) {
        if fresh.is_empty() {
            return;
        }
        let (v, width) = (self.engine.symbols(), self.engine.state_len());
        // The network reads its weights once for all of them.
        let mut own = Vec::with_capacity(fresh.len() * width);
        fresh.iter().for_each(|&at| own.extend_from_slice(&states[at * width..][..width]));
        if !symbols.is_empty() {
            let symbols: Vec<SymbolId> = fresh.iter().map(|&at| symbols[at]).collect();
            self.engine.step(self.scratch, &symbols, &mut own);
        }
        let mut own_rows = Vec::new();
        self.engine.log_probs(self.scratch, &own, &mut own_rows);
        if let Some(base) = self.base {
            for (&at, row) in fresh.iter().zip(own_rows.chunks_exact_mut(v)) {
                base.blend(tails[at], self.evidence, row);
            }
        }
        let mut explored = self.explored.lock();
        for ((&at, state), row) in fresh.iter().zip(own.chunks_exact(width)).zip(own_rows.chunks_exact(v)) {
            states[at * width..][..width].copy_from_slice(state);
            rows[at * v..][..v].copy_from_slice(row);
            explored.keep(tails[at].key(), state, row);
        }
    }

    /// The n most probable words from a place, best first. `None` when cancelled.
    pub(super) fn words(&mut self, at: At, start: Start, n: usize) -> Option<Vec<Found>> {
        Some(self.meant(Some((at, start)), &[], Sought::exactly(n))?.0)
    }

    /// Returns the most probable words, best first, from a place and from seeds, with the probability of everything
    /// that may be meant, where that of what was typed is 1. `None` when cancelled.
    pub(super) fn meant(
        &mut self,
        typed: Option<(At, Start)>,
        seeds: &[Seed],
        sought: Sought,
    ) -> Option<(Vec<Found>, f32)> {
        if sought.most == 0 {
            return Some((Vec::new(), 1.0));
        }
        let mut frontier = self.begin(typed, seeds, sought);
        let mut rows = Vec::new();
        let mut steps = 0;
        while steps < self.max_steps {
            let batch = frontier.next_batch(BATCH, NEAR, sought);
            steps += batch.len();
            if batch.is_empty() {
                break;
            }
            if (self.cancelled)() {
                return None;
            }
            self.step(&mut frontier, &batch, &mut rows, sought, seeds);
        }
        Some(frontier.best(sought, self.engine.state_len()))
    }

    /// Returns the first hypotheses of a search, from a place and from seeds.
    fn begin(&self, typed: Option<(At, Start)>, seeds: &[Seed], sought: Sought) -> Frontier {
        let mut frontier = Frontier::default();
        let width = self.engine.state_len();
        if let Some((at, start)) = typed {
            let slot = frontier.add(at, width);
            frontier.mass = 1.0;
            if start == Start::MaybeWhole {
                frontier.lost = self.classes.end_mass(at.log_probs).min(1.0) * (1.0 - self.whole);
            }
            let here = Here { open: &Open::first(Origin::Cursor, 0.0, slot), slot, log_probs: at.log_probs, sought };
            self.follow(&mut frontier, here, start, &|_| false);
        }
        for seed in seeds {
            let slot = frontier.add(seed.from, width);
            let open = Open::first(seed.origin, seed.log_prob, slot);
            let here = Here { open: &open, slot, log_probs: seed.from.log_probs, sought };
            self.walk(&mut frontier, seed.paths, Paths::ROOT, here);
        }
        frontier
    }

    /// Reads one symbol more of some hypotheses, and goes on from each.
    fn step(&mut self, frontier: &mut Frontier, batch: &[Open], rows: &mut Vec<f32>, sought: Sought, seeds: &[Seed]) {
        let width = self.engine.state_len();
        let first = frontier.push(batch, width);
        let symbols: Vec<SymbolId> = batch.iter().map(|open| open.symbol).collect();
        let tails: Vec<&Tail> = frontier.tails[first..].iter().collect();
        self.read(&symbols, &tails, &mut frontier.states[first * width..], rows);
        for (slot, (open, log_probs)) in (first..).zip(batch.iter().zip(rows.chunks_exact(self.engine.symbols()))) {
            self.reach(frontier, Here { open, slot, log_probs, sought }, seeds);
        }
    }

    /// Goes on from a hypothesis that was read: a word may end here, and the hypothesis may go on.
    fn reach(&self, frontier: &mut Frontier, here: Here, seeds: &[Seed]) {
        let open = here.open;
        if let Some(path) = open.path {
            let seed = seeds.iter().find(|seed| seed.origin == open.origin);
            return seed.map_or((), |seed| self.walk(frontier, seed.paths, path, here));
        }
        let word = open.extension.trim_start_matches(' ');
        let mut next = Start::InWord;
        if !open.pending.is_empty() {
            // In the middle of a character: it can only go on.
        } else if word.is_empty() {
            next = Start::BeforeWord;
        } else {
            self.end(frontier, here);
        }
        if word.chars().count() < MOST_ADDED {
            self.follow(frontier, here, next, &|_| false);
        }
    }

    /// Finishes the word that may end after a hypothesis.
    fn end(&self, frontier: &mut Frontier, here: Here) {
        let Here { open, slot, log_probs, .. } = here;
        let log_prob = open.log_prob + self.classes.end_mass(log_probs).ln();
        let (extension, slot) = match open.extension.strip_suffix(is_apostrophe) {
            // The mark was no apostrophe: the word ended before it.
            Some(ended) => (ended, open.parent),
            None => (open.extension.as_str(), slot),
        };
        if !extension.trim_start().is_empty() {
            frontier.finish(&Ended { origin: open.origin, extension, log_prob, slot }, self.judge);
        }
    }

    /// Goes on from a hypothesis on a node of the tree of what may be meant: along the tree, and, where a text that may
    /// be meant ends, as if that text had been typed.
    fn walk(&self, frontier: &mut Frontier, paths: &Paths, at: PathId, here: Here) {
        let Here { open, slot, log_probs, sought } = here;
        let bound = frontier.bound(sought);
        for (path, symbol, c, hope) in paths.next(at) {
            let log_prob = open.log_prob + log_probs[symbol as usize];
            let (rank, limit) = (log_prob + hope.guess, log_prob + hope.most);
            if bound.admits(rank, limit) {
                let extension = format!("{}{c}", open.extension);
                let (origin, path, parent, pending) = (open.origin, Some(path), slot, Vec::new());
                frontier.open.push(Open { log_prob, rank, limit, origin, path, parent, symbol, extension, pending });
            }
        }
        let Some(lands) = paths.lands(at) else { return };
        let landed = Open { log_prob: open.log_prob + lands.log_prob, path: None, ..open.clone() };
        let share = if lands.whole { self.classes.end_mass(log_probs) } else { 1.0 };
        frontier.mass += landed.log_prob.exp() * share;
        let here = Here { open: &landed, ..here };
        self.end(frontier, here);
        if !lands.whole {
            let covered = |symbol| paths.covers(at, symbol, lands.log_prob);
            self.follow(frontier, here, Start::InWord, &covered);
        }
    }

    /// Returns the node of the lexicon after a hypothesis; `None` where no word begins so.
    fn node(&self, open: &Open) -> Option<Node> {
        let lexicon = self.lexicon?;
        let before = if open.origin == Origin::Cursor { self.typed } else { "" };
        let (before, word) = match open.extension.rsplit_once(' ') {
            Some((_, word)) => ("", word),
            None => (before, open.extension.as_str()),
        };
        before.chars().chain(word.chars()).flat_map(fold).try_fold(lexicon.root(), |at, c| lexicon.child(at, c))
    }

    /// Opens every continuation of a hypothesis that could still be among those sought, except those that are covered.
    fn follow(&self, frontier: &mut Frontier, here: Here, start: Start, covered: &dyn Fn(SymbolId) -> bool) {
        let Here { open: from, slot, log_probs, sought } = here;
        let bound = frontier.bound(sought);
        let node = self.node(from);
        let begins = |c: char, lexicon: &Lexicon| {
            let child = |node| fold(c).try_fold(node, |at, c| lexicon.child(at, c));
            node.and_then(child).is_some()
        };
        let strange = |symbol: SymbolId, log_prob: f32| {
            let known = self.lexicon.zip(self.vocab.char(symbol)).is_none_or(|(lexicon, c)| begins(c, lexicon));
            log_prob < STRANGE && !known
        };
        for ((symbol, &class), &log_prob) in (0..).zip(&self.classes.0).zip(log_probs) {
            let mut log_prob = from.log_prob + log_prob;
            if start == Start::MaybeWhole && class == Class::Space {
                log_prob += self.whole.ln();
            }
            if !bound.admits(log_prob, log_prob) || covered(symbol) {
                continue;
            }
            if class == Class::Word && strange(symbol, log_prob) {
                continue;
            }
            let (rank, limit, origin) = (log_prob, log_prob, from.origin);
            match self.extended(from, symbol, class, start) {
                Extended::Open { extension, pending } => {
                    let (path, parent) = (None, slot);
                    frontier.open.push(Open {
                        log_prob,
                        rank,
                        limit,
                        origin,
                        path,
                        parent,
                        symbol,
                        extension,
                        pending,
                    });
                }
                Extended::Ended => {
                    let (extension, slot) = (from.extension.as_str(), from.parent);
                    frontier.finish(&Ended { origin, extension, log_prob, slot }, self.judge);
                }
                Extended::Nothing => {}
            }
        }
    }

    /// Returns what a symbol of a class makes of a hypothesis.
    fn extended(&self, from: &Open, symbol: SymbolId, class: Class, start: Start) -> Extended {
        let after_apostrophe = from.extension.ends_with(is_apostrophe);
        let longer = |c: Option<char>| {
            let mut extension = from.extension.clone();
            extension.extend(c);
            Extended::Open { extension, pending: Vec::new() }
        };
        match class {
            Class::Byte => match self.spell(from, symbol) {
                Spelt::Letter(c) if self.may_begin(from, Some(c)) => longer(Some(c)),
                Spelt::Part(pending) => Extended::Open { extension: from.extension.clone(), pending },
                Spelt::Mark if !from.extension.trim_start().is_empty() && !after_apostrophe => Extended::Ended,
                _ => Extended::Nothing,
            },
            _ if !from.pending.is_empty() => Extended::Nothing,
            Class::Word if self.may_begin(from, self.vocab.char(symbol)) => longer(self.vocab.char(symbol)),
            Class::Apostrophe if matches!(start, Start::InWord | Start::MaybeWhole) && !after_apostrophe => {
                longer(self.vocab.char(symbol))
            }
            Class::Space if matches!(start, Start::MaybeSpace | Start::MaybeWhole) => longer(Some(' ')),
            _ => Extended::Nothing,
        }
    }

    /// Whether a letter is one of those asked for, where it is the first.
    fn may_begin(&self, from: &Open, letter: Option<char>) -> bool {
        let first = !self.letters.is_empty() && from.origin == Origin::Cursor && from.extension.trim_start().is_empty();
        !first || letter.is_some_and(|c| c.to_lowercase().any(|small| self.letters.contains(small)))
    }

    /// Returns what one more byte makes of the character begun.
    fn spell(&self, from: &Open, symbol: SymbolId) -> Spelt {
        let Some(byte) = self.vocab.byte(symbol) else { return Spelt::Nothing };
        let bytes = [from.pending.as_slice(), &[byte]].concat();
        match std::str::from_utf8(&bytes) {
            Ok(text) => text.chars().next().filter(|&c| is_word_char(c)).map_or(Spelt::Mark, Spelt::Letter),
            Err(error) if error.error_len().is_some() => Spelt::Nothing,
            Err(_) => Spelt::Part(bytes),
        }
    }
}

/// What one more symbol makes of a hypothesis.
enum Extended {
    /// A longer beginning of a word, and the bytes of a character that has begun.
    Open { extension: String, pending: Vec<u8> },
    /// A word that ended before this symbol.
    Ended,
    /// Nothing that is offered.
    Nothing,
}

/// A character spelt in bytes.
enum Spelt {
    /// A whole letter.
    Letter(char),
    /// A whole character that is no letter.
    Mark,
    /// The beginning of a character.
    Part(Vec<u8>),
    /// Bytes that are the beginning of no character.
    Nothing,
}
