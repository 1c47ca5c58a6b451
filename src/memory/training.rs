//! [`Training`]: learns [`Belief`] from text typed by many people, position by position.
//!
//! The loss is the code length of the symbols that came. It is minimised with Adam (Kingma and Ba 2015) in several passes
//! over all positions, each in another random order.

use super::belief::{Belief, FEATURES, HIDDEN, Hidden, Summary, WEIGHTS};
use super::evidence::Evidence;
use super::mixing::highest;
use super::mixing_weights::MixingWeights;
use crate::kernels;
use crate::text::SymbolId;
use crate::text::random::SplitMix64;

/// Passes over all positions.
const PASSES: usize = 8;
/// Positions of one step of Adam.
const BATCH: usize = 256;
const RATE: f32 = 0.004;
/// Bounds the gradient of one logit.
const STEEPEST: f32 = 3.0;

/// One level at a position: its summary, the sum of its shares, and the share of the symbol that came.
#[derive(Clone, Copy, Debug)]
struct Seen {
    summary: Summary,
    sum: f32,
    share: f32,
}

/// The positions to train on: those with evidence.
#[derive(Clone, Debug, Default)]
pub struct Training {
    /// Levels of all positions, and where each position's begin.
    seen: Vec<Seen>,
    first: Vec<usize>,
    /// The network's probability of the symbol that came, for each position.
    network: Vec<f32>,
}

impl Training {
    /// Adds one position: the evidence for it, the network's natural-log probabilities `(V)`, and the symbol that came.
    pub fn add(&mut self, evidence: &Evidence, log_probs: &[f32], symbol: SymbolId) {
        if evidence.levels().is_empty() {
            return;
        }
        let sure = highest(log_probs);
        self.first.push(self.seen.len());
        self.network.push(log_probs.get(symbol as usize).map_or(0.0, |lp| lp.exp()));
        self.seen.extend(evidence.levels().iter().map(|level| Seen {
            summary: Summary::of(level, evidence, log_probs, sure),
            sum: level.sum(),
            share: level.shares.iter().find(|(s, _)| u32::from(*s) == symbol).map_or(0.0, |(_, share)| *share),
        }));
    }

    /// Returns the number of positions added so far.
    #[must_use]
    pub fn positions(&self) -> usize {
        self.network.len()
    }

    /// Trains on all positions. `tell` is called after each pass with its number, the number of all passes, and the
    /// bits that a symbol took in it.
    #[must_use]
    pub fn train(&self, tell: &mut dyn FnMut(usize, usize, f64)) -> MixingWeights {
        let mut random = SplitMix64::new(17);
        let mut belief = Belief((0..WEIGHTS).map(|_| (random.unit() - 0.5) * 0.6).collect());
        belief.0[WEIGHTS - 1] = -1.5;
        let (mut first, mut second) = (vec![0.0; WEIGHTS], vec![0.0; WEIGHTS]);
        let mut order: Vec<usize> = (0..self.positions()).collect();
        let (mut gradient, mut step) = (vec![0.0; WEIGHTS], 0);
        let steps = PASSES * self.positions().div_ceil(BATCH);
        for pass in 0..PASSES {
            random.shuffle(&mut order);
            let mut nats = 0.0;
            for batch in order.chunks(BATCH) {
                gradient.fill(0.0);
                nats += batch.iter().map(|&at| self.position(at, &belief, &mut gradient)).sum::<f64>();
                step += 1;
                let rate = RATE * (1.0 - step as f32 / (steps + 1) as f32);
                let (beta1, beta2): (f32, f32) = (0.9, 0.99);
                let corrected = rate * (1.0 - beta2.powi(step)).sqrt() / (1.0 - beta1.powi(step));
                let rates = [corrected, beta1, beta2, 1e-8, 1e-6, 0.0, 1.0 / batch.len() as f32];
                kernels::adam(&mut belief.0, &gradient, &mut first, &mut second, rates);
            }
            tell(pass + 1, PASSES, nats / std::f64::consts::LN_2 / self.positions().max(1) as f64);
        }
        MixingWeights::believing(belief)
    }

    /// Adds the gradient of one position's code length, and returns that length in nats.
    fn position(&self, at: usize, belief: &Belief, gradient: &mut [f32]) -> f64 {
        let end = self.first.get(at + 1).copied().unwrap_or(self.seen.len());
        let levels = &self.seen[self.first[at]..end];
        let mut trace: [([f32; FEATURES], Hidden, f32, f32); 16] = [([0.0; FEATURES], [0.0; HIDDEN], 0.0, 0.0); 16];
        let mut p = self.network[at];
        for (seen, (features, hidden, weight, gain)) in levels.iter().zip(&mut trace) {
            *features = seen.summary.features();
            *weight = 1.0 / (1.0 + (-belief.logit(features, hidden)).exp());
            *gain = seen.share - seen.sum * p;
            p += *weight * *gain;
        }
        let p = p.max(1e-9);
        let mut slope = 1.0 / p;
        for (seen, (features, hidden, weight, gain)) in levels.iter().zip(&trace).rev() {
            let up = (slope * gain * weight * (1.0 - weight)).clamp(-STEEPEST, STEEPEST);
            belief.backward(features, hidden, -up, gradient);
            slope *= 1.0 - weight * seen.sum;
        }
        -f64::from(p).ln()
    }
}
