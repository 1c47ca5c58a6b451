//! [`BaseMixingWeights`]: the [`Mixing`] of network and base memory.
//!
//! A level's mixing weight is chosen by the kind of its context, how often the context occurred, the share of its most
//! frequent continuation, and the probability that the network gives this continuation. The weights are learned once
//! (`foretype mixing --base`) and are the same for everybody.

use super::contexts::MOST_KINDS;
use crate::memory::evidence::Evidence;
use crate::memory::mixing::{Mixing, Pace};
use crate::memory::mixing_weights::MixingWeightsError;
use crate::text::SymbolId;

/// Bins for the number of occurrences.
const CLASSES: usize = 8;
/// Bounds of the bins for the most frequent symbol's share, and for the probability that the network gives it.
const SHARES: [f32; 4] = [0.2, 0.4, 0.65, 0.9];
const FORESEEN: [f32; 5] = [0.004, 0.02, 0.08, 0.25, 0.6];
const WEIGHT_COUNT: usize = MOST_KINDS * CLASSES * (SHARES.len() + 1) * (FORESEEN.len() + 1);
/// Bytes of [`BaseMixingWeights::to_bytes`].
pub const BASE_MIXING_BYTES: usize = Mixing::byte_count(WEIGHT_COUNT, MOST_KINDS);

/// Steps of learning, suited to one long text rather than to one person day by day.
const PACE: Pace = Pace { rate: 0.02, first_rates: 30.0, settled: 8.0, widest: 7.0 };

/// The learned weights.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseMixingWeights(Mixing);

impl Default for BaseMixingWeights {
    /// The weights that ship, learned on text that neither network nor index has seen (models/README.md).
    fn default() -> Self {
        Self::from_bytes(include_bytes!("../../../models/english.base-mixing")).unwrap_or_else(|_| Self::untrained())
    }
}

impl BaseMixingWeights {
    /// The weights that training starts from.
    #[must_use]
    pub fn untrained() -> Self {
        BaseMixingWeights(Mixing::new(vec![-1.0; WEIGHT_COUNT], MOST_KINDS, PACE))
    }

    /// The weights as little-endian `f32`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// # Errors
    /// When the length is wrong or a number is out of bounds.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MixingWeightsError> {
        Mixing::from_bytes(bytes, WEIGHT_COUNT, MOST_KINDS, PACE, 0.0).map(BaseMixingWeights).ok_or(MixingWeightsError)
    }

    /// Blends levels whose mixing weights are chosen.
    pub(super) fn blend(&self, evidence: &mut Evidence, log_probs: &mut [f32]) {
        self.0.blend(evidence, log_probs);
    }

    pub(super) fn learn(&mut self, evidence: &mut Evidence, log_probs: &[f32], symbol: SymbolId) -> f32 {
        self.0.learn(evidence, log_probs, symbol as u16)
    }
}

/// The number of a level's mixing weight.
pub(super) fn place(kind: usize, class: u8, share: f32, foreseen: f32) -> usize {
    let step = |number: f32, steps: &[f32]| steps.iter().filter(|&&least| number > least).count();
    let class = usize::from(class).min(CLASSES - 1);
    let at = (kind * CLASSES + class) * (SHARES.len() + 1) + step(share, &SHARES);
    at * (FORESEEN.len() + 1) + step(foreseen, &FORESEEN)
}
