//! [`MixingWeights`]: the mixing weights by which network and personal memory are blended.
//!
//! The mixing weight of a level of evidence is the logistic function of a sum of two logits: that of [`Belief`], a small
//! network trained once on many people's text, and a correction that each person's own text moves within bounds (the
//! [`Mixing`]).

use std::sync::{Arc, LazyLock};

use super::belief::{Belief, HIDDEN, Summary, WEIGHTS};
use super::evidence::{Evidence, LEVEL_COUNT, Level, kind_name};
use super::mixing::{Mixing, Pace, SURE, highest, sureness};
use crate::text::SymbolId;

/// Bins for the number of places.
const COUNTS: usize = 4;
/// Corrections: one for each kind of context, bin of places, and bin of the network's highest probability.
const CORRECTIONS: usize = LEVEL_COUNT * COUNTS * SURE;
/// Bytes of [`MixingWeights::to_bytes`].
pub const MIXING_BYTES: usize = Mixing::byte_count(CORRECTIONS, LEVEL_COUNT);

const PACE: Pace = Pace { rate: 0.03, first_rates: 4.0, settled: 10.0, widest: 1.0 };

/// The learned mixing weights of the personal memory.
#[derive(Clone, Debug, PartialEq)]
pub struct MixingWeights {
    belief: Arc<Belief>,
    own: Mixing,
}

/// Refuses bytes that are no mixing weights of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the mixing weights of this version")]
pub struct MixingWeightsError;

/// The weights that ship, learned on public text (models/README.md).
static SHIPPED: LazyLock<MixingWeights> = LazyLock::new(|| {
    let bytes = include_bytes!("../../models/mixing.bin");
    MixingWeights::from_file(bytes).unwrap_or_else(|_| MixingWeights::untrained())
});

impl Default for MixingWeights {
    fn default() -> Self {
        SHIPPED.clone()
    }
}

impl MixingWeights {
    /// Weights that grow with a level's specificity: for tests, and for use before training.
    #[must_use]
    pub fn untrained() -> Self {
        let mut belief = Belief(vec![0.0; WEIGHTS]);
        belief.0[WEIGHTS - 1] = -1.4;
        Self::believing(belief)
    }

    /// What a trained or untrained [`Belief`] says, with no corrections.
    pub(super) fn believing(belief: Belief) -> Self {
        MixingWeights { belief: Arc::new(belief), own: Mixing::new(vec![0.0; CORRECTIONS], LEVEL_COUNT, PACE) }
    }

    /// The corrections that one person's text has made, as little-endian `f32`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.own.to_bytes()
    }

    /// The weights that ship, with a person's corrections.
    ///
    /// # Errors
    /// When the length is wrong or a number is out of bounds.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MixingWeightsError> {
        Self::default().with_own(bytes)
    }

    /// All weights, as `models/mixing.bin` has them: little-endian `f32`, those of `Belief` first.
    #[must_use]
    pub fn to_file(&self) -> Vec<u8> {
        let belief = self.belief.0.iter().flat_map(|weight| weight.to_le_bytes());
        belief.chain(self.own.to_bytes()).collect()
    }

    /// The inverse of [`MixingWeights::to_file`].
    ///
    /// # Errors
    /// As [`MixingWeights::from_bytes`].
    pub fn from_file(bytes: &[u8]) -> Result<Self, MixingWeightsError> {
        let (belief, own) = bytes.split_at_checked(WEIGHTS * 4).ok_or(MixingWeightsError)?;
        let weights: Vec<f32> = belief.as_chunks::<4>().0.iter().map(|&n| f32::from_le_bytes(n)).collect();
        if !weights.iter().all(|weight| weight.abs() < 1e3) {
            return Err(MixingWeightsError);
        }
        Self::believing(Belief(weights)).with_own(own)
    }

    fn with_own(self, bytes: &[u8]) -> Result<Self, MixingWeightsError> {
        // Earlier learning counts as much as a few dozen symbols do.
        let moved = 3.0 * PACE.settled;
        let own = Mixing::from_bytes(bytes, CORRECTIONS, LEVEL_COUNT, PACE, moved).ok_or(MixingWeightsError)?;
        Ok(MixingWeights { own, ..self })
    }

    /// The same weights without corrections; the balances that training has learned stay.
    #[must_use]
    pub fn without_corrections(mut self) -> Self {
        self.own.logits.fill(0.0);
        self
    }

    /// Blends the evidence into natural-log probabilities `(V)`, in place; they still add up to 1.
    pub fn blend(&self, evidence: &mut Evidence, log_probs: &mut [f32]) {
        self.choose(evidence, log_probs);
        self.own.blend(evidence, log_probs);
    }

    /// Learns from the symbol that came: `log_probs` are the network's, before blending. Returns the natural log of
    /// the blended probability that the symbol had.
    pub fn learn(&mut self, evidence: &mut Evidence, log_probs: &[f32], symbol: SymbolId) -> f32 {
        self.choose(evidence, log_probs);
        self.own.learn(evidence, log_probs, symbol as u16)
    }

    /// Returns what each kind of context adds to the natural log of the probability that one of `symbols` comes, the
    /// least specific kind first; the last entry is the balance with the network. `log_probs` are the network's, before
    /// blending.
    pub fn trace(&self, evidence: &mut Evidence, log_probs: &[f32], symbols: &[u16]) -> Vec<(&'static str, f32)> {
        self.choose(evidence, log_probs);
        let named = |(kind, nats): (Option<usize>, f32)| (kind.map_or("balance", kind_name), nats);
        self.own.trace(evidence, log_probs, symbols).into_iter().map(named).collect()
    }

    /// Chooses the mixing weight of every level, and sets what is added to its logit.
    fn choose(&self, evidence: &mut Evidence, log_probs: &[f32]) {
        if evidence.levels().is_empty() {
            return;
        }
        let sure = highest(log_probs);
        let third = sureness(sure);
        let mut hidden = [0.0; HIDDEN];
        for at in 0..evidence.levels().len() {
            let level = &evidence.levels()[at];
            let summary = Summary::of(level, evidence, log_probs, sure);
            let logit = self.belief.logit(&summary.features(), &mut hidden);
            let (weight, offset) = (place(level, third), logit.min(summary.most()));
            let level = &mut evidence.levels_mut()[at];
            (level.weight, level.offset) = (weight, offset);
        }
    }
}

fn place(level: &Level, sure: usize) -> usize {
    let count = match level.places {
        0..=1 => 0,
        2..=3 => 1,
        4..=12 => 2,
        _ => 3,
    };
    (level.kind * COUNTS + count) * SURE + sure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{Memory, Tail};
    use crate::text::Vocab;

    fn taught(texts: &[&str]) -> (Vocab, Memory) {
        let vocab = Vocab::build([""], 1).unwrap();
        let mut memory = Memory::new(&vocab);
        for text in texts {
            memory.learn(&Tail::new(&[0]), &vocab.encode(text), 0);
        }
        (vocab, memory)
    }

    /// Natural-log probabilities that are all the same.
    fn flat(vocab: &Vocab) -> Vec<f32> {
        vec![-(vocab.len() as f32).ln(); vocab.len()]
    }

    #[test]
    fn blended_probabilities_add_up_and_learning_agrees_with_blending() {
        let (vocab, memory) = taught(&["the cat sat on the mat\n", "the cow sat on the moon\n"]);
        let mut evidence = Evidence::default();
        let mut mixing = MixingWeights::default();
        for text in ["the c", "the ca", "xyz", "", "sat on the mo", "on the "] {
            evidence.gather(&memory, &Tail::new(&vocab.encode(text)), 0);
            let network = flat(&vocab);
            let mut blended = network.clone();
            mixing.blend(&mut evidence, &mut blended);
            let sum: f32 = blended.iter().map(|lp| lp.exp()).sum();
            assert!((sum - 1.0).abs() < 1e-4, "{text:?}: {sum}");
            let symbol = vocab.id('o').unwrap();
            let learned = mixing.learn(&mut evidence, &network, symbol);
            assert!((learned - blended[symbol as usize]).abs() < 1e-4, "{text:?}: {learned}");
        }
    }

    /// One level, worked out by hand: λ = ½, the network gives 1/V, "o" followed in one of two places.
    #[test]
    fn worked_out_by_hand() {
        let (vocab, memory) = taught(&["qo", "qx"]);
        let mut evidence = Evidence::default();
        evidence.gather(&memory, &Tail::new(&vocab.encode("\nq")), 0);
        assert_eq!(evidence.levels().iter().map(|l| l.kind).collect::<Vec<_>>(), [0, 2, 3, 7, 8]);
        let mixing = MixingWeights::believing(Belief(vec![0.0; WEIGHTS]));
        let mut blended = flat(&vocab);
        mixing.blend(&mut evidence, &mut blended);
        // Five levels with the same two places, each believed by half; the older place counts 0.985, and 0.6 where only the
        // newest count (the third and the last): p = 1/32 · 1/V + (1/32 + 1/16 + 1/4) · share + (1/8 + 1/2) · newest share.
        let base = 1.0 / vocab.len() as f32;
        for (c, share, newest) in [('x', 1.0 / 1.985, 1.0 / 1.6), ('o', 0.985 / 1.985, 0.6 / 1.6), ('e', 0.0, 0.0)] {
            let expected = base / 32.0 + 11.0 / 32.0 * share + 5.0 / 8.0 * newest;
            let found = blended[vocab.id(c).unwrap() as usize].exp();
            assert!((found - expected).abs() < 1e-5, "{c}: {found} {expected}");
        }
    }

    #[test]
    fn what_predicts_well_is_believed_more() {
        let (vocab, memory) = taught(&["ab", "ac", "ad", "ae"]);
        let mut evidence = Evidence::default();
        evidence.gather(&memory, &Tail::new(&vocab.encode("\na")), 0);
        let shown = evidence.clone();
        let chance = |mixing: &MixingWeights, c: char| {
            let mut evidence = shown.clone();
            let mut blended = flat(&vocab);
            mixing.blend(&mut evidence, &mut blended);
            blended[vocab.id(c).unwrap() as usize]
        };
        let mut mixing = MixingWeights::untrained();
        let before = chance(&mixing, 'b');
        for _ in 0..50 {
            mixing.learn(&mut evidence, &flat(&vocab), vocab.id('b').unwrap());
        }
        let trusted = chance(&mixing, 'b');
        for _ in 0..200 {
            mixing.learn(&mut evidence, &flat(&vocab), vocab.id('z').unwrap());
        }
        assert!(trusted > before && chance(&mixing, 'b') < before);
    }

    #[test]
    fn bytes_come_back_and_damage_is_refused() {
        let mixing = MixingWeights::untrained();
        let bytes = mixing.to_bytes();
        assert_eq!(bytes.len(), MIXING_BYTES);
        assert_eq!(MixingWeights::from_bytes(&bytes).unwrap().own.logits, mixing.own.logits);
        let file = mixing.to_file();
        assert_eq!(MixingWeights::from_file(&file).unwrap().belief, mixing.belief);
        assert!(MixingWeights::from_file(&file[1..]).is_err());
        assert!(MixingWeights::from_bytes(&bytes[1..]).is_err());
        assert!(MixingWeights::from_bytes(&[0xff; MIXING_BYTES]).is_err());
        assert_ne!(MixingWeights::default().belief, mixing.belief, "those that ship are trained");
    }
}
