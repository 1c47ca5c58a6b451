//! [`Mixing`]: how much each level of evidence is believed, learned from how well it predicted.
//!
//! From the least specific level to the most, `p ← (1 − λ·s)·p + λ·f`, beginning with the network's `p`; `s` is what
//! the level's shares add up to. Each λ is the logistic function of a number: the level's gate, and what the owner of the gates
//! adds to it. The network has the last
//! word: what comes of the levels and what it said itself are multiplied, each to the power of a weight (Mattern,
//! "Mixing strategies in data compression", 2012; chosen by the number of levels and by how sure it is), and
//! normalised. Every symbol learned from moves all those numbers down the gradient of its code length.

use super::evidence::{Evidence, Level};
use crate::kernels;

/// Steps of the network's highest probability.
pub(super) const SURE: usize = 3;
/// More levels than any evidence has.
const MOST_LEVELS: usize = 16;
/// Bounds a single surprise.
const STEEPEST: f32 = 3.0;
/// Step along the gradient of a balance's weights, and their bounds.
const BALANCE_RATE: f32 = 0.002;
const BALANCE_BOUNDS: [(f32, f32); 2] = [(-0.5, 1.5), (0.5, 2.0)];
/// Natural-log probabilities below this say no more.
const FLOOR: f32 = -20.0;

/// Steps along the gradient of a gate, larger for gates that have learned little.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    pub rate: f32,
    /// A gate that never learned moves by so many rates more.
    pub first_rates: f32,
    /// After so many moves half of that is left.
    pub settled: f32,
    /// Bounds a gate on both sides of zero.
    pub widest: f32,
}

/// The learned weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mixing {
    pub logits: Vec<f32>,
    /// Times each was moved.
    moved: Vec<f32>,
    /// Powers of what the network said and of what comes of the levels.
    balance: Vec<[f32; 2]>,
    pace: Pace,
}

impl Mixing {
    /// Gates as given, none of which has learned, for evidence of at most `levels` levels.
    pub fn new(logits: Vec<f32>, levels: usize, pace: Pace) -> Self {
        let moved = vec![0.0; logits.len()];
        Mixing { logits, moved, balance: vec![[0.0, 1.0]; (levels + 1) * SURE], pace }
    }

    /// Bytes of [`Mixing::to_bytes`] for so many gates and levels.
    pub const fn byte_count(gates: usize, levels: usize) -> usize {
        (gates + 2 * (levels + 1) * SURE) * 4
    }

    /// As little-endian `f32`: the gates, then the balances.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.logits.iter().chain(self.balance.as_flattened()).flat_map(|number| number.to_le_bytes()).collect()
    }

    /// The inverse of [`Mixing::to_bytes`]; `None` when the length is wrong or a number is out of bounds. What was
    /// learned before counts as `moved` moves.
    pub fn from_bytes(bytes: &[u8], gates: usize, levels: usize, pace: Pace, moved: f32) -> Option<Self> {
        let (numbers, []) = bytes.as_chunks::<4>() else { return None };
        let numbers: Vec<f32> = numbers.iter().map(|&n| f32::from_le_bytes(n)).collect();
        let (logits, balance) = numbers.split_at_checked(gates)?;
        let (balance, []) = balance.as_chunks::<2>() else { return None };
        let bounded =
            |weights: &[f32; 2]| weights.iter().zip(BALANCE_BOUNDS).all(|(w, (low, high))| (low..=high).contains(w));
        let fits = balance.len() == (levels + 1) * SURE
            && logits.iter().all(|logit| logit.abs() <= pace.widest)
            && balance.iter().all(bounded);
        fits.then(|| Mixing { logits: logits.to_vec(), moved: vec![moved; gates], balance: balance.to_vec(), pace })
    }

    /// Blends levels whose gates are set into natural-log probabilities `(V)`, in place; they still add up to 1.
    ///
    /// Without evidence the network's word stands.
    pub fn blend(&self, evidence: &mut Evidence, log_probs: &mut [f32]) {
        if evidence.levels().is_empty() {
            return;
        }
        let sure = sureness(highest(log_probs));
        let left = self.leveled(evidence, log_probs.len());
        self.balanced(evidence, sure, left, log_probs);
    }

    /// What each level adds to the natural log of the probability that one of some symbols comes, from the least specific
    /// on, as its kind and number; the last, of no kind, is what balancing adds. `log_probs` are those before blending.
    pub fn trace(&self, evidence: &mut Evidence, log_probs: &[f32], symbols: &[u16]) -> Vec<(Option<usize>, f32)> {
        let sum = |log_probs: &[f32]| symbols.iter().map(|&s| at(log_probs, s).exp()).sum::<f32>().max(1e-30);
        let mut p = sum(log_probs);
        let mut steps = Vec::with_capacity(evidence.levels().len() + 1);
        for level in evidence.levels() {
            let shares = level.shares.iter().filter(|(symbol, _)| symbols.contains(symbol));
            let share: f32 = shares.map(|(_, share)| share).sum();
            let next = (p + self.gate(level) * (share - level.sum() * p)).max(1e-30);
            steps.push((Some(level.kind), (next / p).ln()));
            p = next;
        }
        let mut blended = log_probs.to_vec();
        self.blend(evidence, &mut blended);
        steps.push((None, (sum(&blended) / p).ln()));
        steps
    }

    /// What comes of the levels: the network's distribution scaled by what is returned, plus `evidence.added`.
    fn leveled(&self, evidence: &mut Evidence, symbols: usize) -> f32 {
        let (levels, added) = evidence.levels_and_sums(symbols);
        let mut left = 1.0;
        for level in levels.iter().rev() {
            let gate = self.gate(level);
            for &(symbol, share) in &level.shares {
                added.add(symbol, left * gate * share);
            }
            left *= 1.0 - gate * level.sum();
        }
        left
    }

    fn gate(&self, level: &Level) -> f32 {
        logistic(level.offset + self.logits.get(level.gate).copied().unwrap_or(0.0))
    }

    fn balanced(&self, evidence: &mut Evidence, sure: usize, left: f32, log_probs: &mut [f32]) {
        let [own, mixed] = self.balance[balance_place(evidence, sure)];
        let ln_left = left.ln();
        for (symbol, sum) in evidence.added.iter() {
            let old = log_probs[usize::from(symbol)].max(FLOOR);
            evidence.room_for_mixed.push((symbol, own * old + mixed * (left * old.exp() + sum).ln()));
        }
        log_probs.iter_mut().for_each(|lp| *lp = own * lp.max(FLOOR) + mixed * (lp.max(FLOOR) + ln_left));
        for (symbol, lp) in evidence.room_for_mixed.drain(..) {
            log_probs[usize::from(symbol)] = lp;
        }
        kernels::log_softmax(log_probs, &mut evidence.room);
    }

    /// Learns from the symbol that came: `log_probs` are the network's, before blending. Returns the natural log of
    /// the blended probability that the symbol had.
    pub fn learn(&mut self, evidence: &mut Evidence, log_probs: &[f32], symbol: u16) -> f32 {
        if evidence.levels().is_empty() {
            return at(log_probs, symbol).max(f32::MIN_POSITIVE.ln());
        }
        let sure = sureness(highest(log_probs));
        let left = self.leveled(evidence, log_probs.len());
        let mut blended = log_probs.to_vec();
        self.balanced(evidence, sure, left, &mut blended);
        self.learn_balance(balance_place(evidence, sure), left, evidence, log_probs, &blended, symbol);
        self.learn_gates(evidence, at(log_probs, symbol).exp(), symbol);
        at(&blended, symbol).max(f32::MIN_POSITIVE.ln())
    }

    /// The gradient of a weight: what its side gave the symbol that came, beyond what it gives on the average.
    fn learn_balance(
        &mut self,
        place: usize,
        left: f32,
        evidence: &Evidence,
        network: &[f32],
        blended: &[f32],
        symbol: u16,
    ) {
        let ln_left = left.ln();
        let sides = |s: u16| {
            let own = at(network, s).max(FLOOR);
            let added = evidence.added.get(s);
            [own, if added > 0.0 { (left * own.exp() + added).ln() } else { own + ln_left }]
        };
        let mut average = [0.0f32; 2];
        for (s, lp) in (0..).zip(blended) {
            let p = lp.exp();
            average.iter_mut().zip(sides(s)).for_each(|(sum, side)| *sum += p * side);
        }
        let weights = &mut self.balance[place];
        for (i, (low, high)) in BALANCE_BOUNDS.into_iter().enumerate() {
            weights[i] = (weights[i] + BALANCE_RATE * (sides(symbol)[i] - average[i])).clamp(low, high);
        }
    }

    fn learn_gates(&mut self, evidence: &Evidence, network: f32, symbol: u16) {
        let mut p = network;
        let mut trace = [(0.0, 0.0, 0.0); MOST_LEVELS];
        let levels = evidence.levels();
        for (level, trace) in levels.iter().zip(&mut trace) {
            let (gate, sum) = (self.gate(level), level.sum());
            let share = level.shares.iter().find(|(s, _)| *s == symbol).map_or(0.0, |(_, share)| *share);
            *trace = (gate, sum, share - sum * p);
            p += gate * (share - sum * p);
        }
        let mut slope = 1.0 / p.max(1e-9);
        let Pace { rate, first_rates, settled, widest } = self.pace;
        for (level, &(gate, sum, gain)) in levels.iter().zip(&trace).rev() {
            let gradient = (slope * gain * gate * (1.0 - gate)).clamp(-STEEPEST, STEEPEST);
            if let (Some(logit), Some(moved)) = (self.logits.get_mut(level.gate), self.moved.get_mut(level.gate)) {
                *moved += 1.0;
                let rate = rate * (1.0 + first_rates * settled / (settled + *moved));
                *logit = (*logit + rate * gradient).clamp(-widest, widest);
            }
            slope *= 1.0 - gate * sum;
        }
    }
}

fn at(log_probs: &[f32], symbol: u16) -> f32 {
    log_probs.get(usize::from(symbol)).copied().unwrap_or(f32::NEG_INFINITY)
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// The network's highest probability.
pub(super) fn highest(log_probs: &[f32]) -> f32 {
    log_probs.iter().copied().fold(f32::NEG_INFINITY, f32::max).exp()
}

/// Which third the network's highest probability lies in.
pub(super) fn sureness(highest: f32) -> usize {
    ((highest * SURE as f32) as usize).min(SURE - 1)
}

/// Which balance: by the number of levels.
fn balance_place(evidence: &Evidence, sure: usize) -> usize {
    evidence.levels().len() * SURE + sure
}
