//! [`Mixing`]: the mixing weight of each level of evidence, learned from how well the level predicted.
//!
//! From the least specific level to the most, `p ← (1 − λ·s)·p + λ·f`, beginning with the network's `p`; `f` are the
//! level's shares and `s` their sum. Each mixing weight λ is the logistic function of a learned logit plus an offset that
//! the owner of the weights adds. In the end the outcome and the network's own distribution are multiplied, each to the
//! power of a weight, and normalised (Mattern, "Mixing strategies in data compression", 2012). This pair of weights, the
//! balance, is chosen by the number of levels and by the network's highest probability. Every symbol that is learned
//! moves all these numbers down the gradient of its code length.

use super::evidence::{Evidence, Level};
use crate::kernels;

/// Bins for the network's highest probability.
pub(super) const SURE: usize = 3;
/// An upper bound on the levels of evidence.
const MOST_LEVELS: usize = 16;
/// Bounds the gradient of a single symbol.
const STEEPEST: f32 = 3.0;
/// The learning rate of a balance's weights, and their bounds.
const BALANCE_RATE: f32 = 0.002;
const BALANCE_BOUNDS: [(f32, f32); 2] = [(-0.5, 1.5), (0.5, 2.0)];
/// Natural-log probabilities are cut off below this.
const FLOOR: f32 = -20.0;

/// The learning rate of a logit, which falls with the number of times that the logit was moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    pub rate: f32,
    /// How many times `rate` is added to it for a logit that was never moved.
    pub first_rates: f32,
    /// The number of moves after which half of that addition is left.
    pub settled: f32,
    /// The bound of a logit on both sides of zero.
    pub widest: f32,
}

/// The learned logits and balances.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mixing {
    pub logits: Vec<f32>,
    /// How often each logit was moved.
    moved: Vec<f32>,
    /// The powers of the network's distribution and of the levels' outcome.
    balance: Vec<[f32; 2]>,
    pace: Pace,
}

impl Mixing {
    /// Logits as given, none of which was moved, for evidence of at most `levels` levels.
    pub fn new(logits: Vec<f32>, levels: usize, pace: Pace) -> Self {
        let moved = vec![0.0; logits.len()];
        Mixing { logits, moved, balance: vec![[0.0, 1.0]; (levels + 1) * SURE], pace }
    }

    /// Bytes of [`Mixing::to_bytes`] for so many logits and levels.
    pub const fn byte_count(weights: usize, levels: usize) -> usize {
        (weights + 2 * (levels + 1) * SURE) * 4
    }

    /// Little-endian `f32`: the logits, then the balances.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.logits.iter().chain(self.balance.as_flattened()).flat_map(|number| number.to_le_bytes()).collect()
    }

    /// The inverse of [`Mixing::to_bytes`]; `None` when the length is wrong or a number is out of bounds. What was
    /// learned before counts as `moved` moves.
    pub fn from_bytes(bytes: &[u8], weights: usize, levels: usize, pace: Pace, moved: f32) -> Option<Self> {
        let (numbers, []) = bytes.as_chunks::<4>() else { return None };
        let numbers: Vec<f32> = numbers.iter().map(|&n| f32::from_le_bytes(n)).collect();
        let (logits, balance) = numbers.split_at_checked(weights)?;
        let (balance, []) = balance.as_chunks::<2>() else { return None };
        let bounded =
            |weights: &[f32; 2]| weights.iter().zip(BALANCE_BOUNDS).all(|(w, (low, high))| (low..=high).contains(w));
        let fits = balance.len() == (levels + 1) * SURE
            && logits.iter().all(|logit| logit.abs() <= pace.widest)
            && balance.iter().all(bounded);
        fits.then(|| Mixing { logits: logits.to_vec(), moved: vec![moved; weights], balance: balance.to_vec(), pace })
    }

    /// Blends levels whose mixing weights are chosen into natural-log probabilities `(V)`, in place; they still add up to 1.
    /// Without evidence they stay as they are.
    pub fn blend(&self, evidence: &mut Evidence, log_probs: &mut [f32]) {
        if evidence.levels().is_empty() {
            return;
        }
        let sure = sureness(highest(log_probs));
        let left = self.leveled(evidence, log_probs.len());
        self.balanced(evidence, sure, left, log_probs);
    }

    /// Returns what each level adds to the natural log of the probability that one of `symbols` comes, from the least
    /// specific level on, each with its kind; the last entry, without a kind, is what the balance adds. `log_probs` are
    /// those before blending.
    pub fn trace(&self, evidence: &mut Evidence, log_probs: &[f32], symbols: &[u16]) -> Vec<(Option<usize>, f32)> {
        let sum = |log_probs: &[f32]| symbols.iter().map(|&s| at(log_probs, s).exp()).sum::<f32>().max(1e-30);
        let mut p = sum(log_probs);
        let mut steps = Vec::with_capacity(evidence.levels().len() + 1);
        for level in evidence.levels() {
            let shares = level.shares.iter().filter(|(symbol, _)| symbols.contains(symbol));
            let share: f32 = shares.map(|(_, share)| share).sum();
            let next = (p + self.weight(level) * (share - level.sum() * p)).max(1e-30);
            steps.push((Some(level.kind), (next / p).ln()));
            p = next;
        }
        let mut blended = log_probs.to_vec();
        self.blend(evidence, &mut blended);
        steps.push((None, (sum(&blended) / p).ln()));
        steps
    }

    /// Blends the levels: the outcome is the network's distribution times the returned factor, plus `evidence.added`.
    fn leveled(&self, evidence: &mut Evidence, symbols: usize) -> f32 {
        let (levels, added) = evidence.levels_and_sums(symbols);
        let mut left = 1.0;
        for level in levels.iter().rev() {
            let weight = self.weight(level);
            for &(symbol, share) in &level.shares {
                added.add(symbol, left * weight * share);
            }
            left *= 1.0 - weight * level.sum();
        }
        left
    }

    fn weight(&self, level: &Level) -> f32 {
        logistic(level.offset + self.logits.get(level.weight).copied().unwrap_or(0.0))
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
        self.learn_weights(evidence, at(log_probs, symbol).exp(), symbol);
        at(&blended, symbol).max(f32::MIN_POSITIVE.ln())
    }

    /// Moves the balance. The gradient of each power is the log probability that its side gave the symbol that came, minus
    /// that side's average over the blended distribution.
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

    fn learn_weights(&mut self, evidence: &Evidence, network: f32, symbol: u16) {
        let mut p = network;
        let mut trace = [(0.0, 0.0, 0.0); MOST_LEVELS];
        let levels = evidence.levels();
        for (level, trace) in levels.iter().zip(&mut trace) {
            let (weight, sum) = (self.weight(level), level.sum());
            let share = level.shares.iter().find(|(s, _)| *s == symbol).map_or(0.0, |(_, share)| *share);
            *trace = (weight, sum, share - sum * p);
            p += weight * (share - sum * p);
        }
        let mut slope = 1.0 / p.max(1e-9);
        let Pace { rate, first_rates, settled, widest } = self.pace;
        for (level, &(weight, sum, gain)) in levels.iter().zip(&trace).rev() {
            let gradient = (slope * gain * weight * (1.0 - weight)).clamp(-STEEPEST, STEEPEST);
            if let (Some(logit), Some(moved)) = (self.logits.get_mut(level.weight), self.moved.get_mut(level.weight)) {
                *moved += 1.0;
                let rate = rate * (1.0 + first_rates * settled / (settled + *moved));
                *logit = (*logit + rate * gradient).clamp(-widest, widest);
            }
            slope *= 1.0 - weight * sum;
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

/// The number of the balance for this many levels and this bin of the network's highest probability.
fn balance_place(evidence: &Evidence, sure: usize) -> usize {
    evidence.levels().len() * SURE + sure
}
