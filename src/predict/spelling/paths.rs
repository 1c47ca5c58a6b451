//! [`Paths`]: the tree of what may be meant in place of what was typed, for the search to walk down.

use super::landing::Landing;
use crate::text::{SymbolId, Vocab};

/// A node of the tree.
pub type PathId = usize;

/// How much the rarity of a word counts against a way that leads to it, as long as the network has not read it.
const RARITY: f32 = 0.7;

/// The tree of texts that may be meant, spelt in symbols.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    nodes: Vec<PathNode>,
}

#[derive(Clone, Debug)]
struct PathNode {
    symbol: SymbolId,
    c: char,
    next: Vec<PathId>,
    hope: Hope,
    lands: Option<Lands>,
}

/// What may still come on the way to a landing (natural logs).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hope {
    /// P(typed | meant) of the best landing there, which is what a word there can be worth at most.
    pub most: f32,
    /// The same less the landing's weighted rarity beyond that of the most common one: a guess of what the network will
    /// say, for what is looked at first.
    pub guess: f32,
}

impl Hope {
    const NONE: Hope = Hope { most: f32::NEG_INFINITY, guess: f32::NEG_INFINITY };

    fn max(self, other: Hope) -> Hope {
        Hope { most: self.most.max(other.most), guess: self.guess.max(other.guess) }
    }
}

/// Where letters that may be meant end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lands {
    /// Natural log of P(typed | meant).
    pub log_prob: f32,
    /// Whether no letters may follow.
    pub whole: bool,
}

impl Paths {
    /// Returns the tree of these landings, each spelt as the text beside it; texts with characters that are no symbol
    /// are left out. With `whole` no letters may follow a landing.
    pub fn new(vocab: &Vocab, landings: &[(String, Landing)], whole: bool) -> Paths {
        let root = PathNode { symbol: 0, c: '\0', next: Vec::new(), hope: Hope::NONE, lands: None };
        let mut paths = Paths { nodes: vec![root] };
        let most_common = landings.iter().map(|(_, landing)| landing.rarity).fold(f32::INFINITY, f32::min);
        for (text, landing) in landings {
            let symbols: Option<Vec<(SymbolId, char)>> = text.chars().map(|c| Some((vocab.id(c)?, c))).collect();
            let Some(symbols) = symbols else { continue };
            let most = -landing.cost;
            let hope = Hope { most, guess: most - RARITY * (landing.rarity - most_common) };
            let mut at = 0;
            for (symbol, c) in symbols {
                paths.nodes[at].hope = paths.nodes[at].hope.max(hope);
                at = paths.child(at, symbol, c);
            }
            let node = &mut paths.nodes[at];
            // Behind the last letter nothing is left to guess.
            node.hope = node.hope.max(Hope { most, guess: most });
            let log_prob = node.lands.map_or(most, |lands| lands.log_prob.max(most));
            node.lands = Some(Lands { log_prob, whole });
        }
        paths
    }

    pub const ROOT: PathId = 0;

    fn child(&mut self, from: PathId, symbol: SymbolId, c: char) -> PathId {
        let known = self.nodes[from].next.iter().find(|&&next| self.nodes[next].symbol == symbol);
        if let Some(&known) = known {
            return known;
        }
        self.nodes.push(PathNode { symbol, c, next: Vec::new(), hope: Hope::NONE, lands: None });
        let new = self.nodes.len() - 1;
        self.nodes[from].next.push(new);
        new
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.len() < 2
    }

    /// Returns every way on from a node: the next node, its symbol and character, and what may still come.
    pub fn next(&self, at: PathId) -> impl Iterator<Item = (PathId, SymbolId, char, Hope)> + '_ {
        self.nodes[at].next.iter().map(|&next| {
            let node = &self.nodes[next];
            (next, node.symbol, node.c, node.hope)
        })
    }

    pub fn lands(&self, at: PathId) -> Option<Lands> {
        self.nodes[at].lands
    }

    /// Returns whether a symbol leads to a landing of the tree for which what was typed is at least as likely.
    pub fn covers(&self, at: PathId, symbol: SymbolId, log_prob: f32) -> bool {
        self.nodes[at].next.iter().any(|&next| {
            let node = &self.nodes[next];
            node.symbol == symbol && node.lands.is_some_and(|lands| lands.log_prob >= log_prob)
        })
    }
}
