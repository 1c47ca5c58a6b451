//! [`Gates`]: the [`Mixing`] of network and personal memory.
//!
//! A level's gate is chosen by its kind, its number of places, how many different symbols followed, and how sure the
//! network is.

use super::evidence::{Evidence, LEVEL_COUNT, Level};
use super::mixing::{Mixing, Pace, SURE, sureness};
use crate::text::SymbolId;

/// Steps of the number of places and of different symbols.
const COUNTS: usize = 7;
const KINDS: usize = 5;
const GATE_COUNT: usize = LEVEL_COUNT * COUNTS * KINDS * SURE;
/// Bytes of [`Gates::to_bytes`].
pub const GATE_BYTES: usize = Mixing::byte_count(GATE_COUNT, LEVEL_COUNT);

const PACE: Pace = Pace { rate: 0.15, first_rates: 4.0, settled: 10.0 };

/// The learned weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Gates(Mixing);

/// Bytes are no gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the mixing weights of this version")]
pub struct GatesError;

impl Default for Gates {
    /// Those that ship, learned on books and public chat (models/README.md).
    fn default() -> Self {
        Self::from_bytes(include_bytes!("../../models/gates.bin")).unwrap_or_else(|_| Self::untrained())
    }
}

impl Gates {
    /// Where training starts: the more specific a level, the more it is believed.
    #[must_use]
    pub fn untrained() -> Self {
        let logit = |at: usize| -2.0 + 0.12 * (at / (COUNTS * KINDS * SURE)) as f32;
        Gates(Mixing::new((0..GATE_COUNT).map(logit).collect(), LEVEL_COUNT, PACE))
    }

    /// As little-endian `f32`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// # Errors
    /// When the length is wrong or a number is not finite.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GatesError> {
        // What was learned before counts as much as a few dozen symbols.
        let moved = 3.0 * PACE.settled;
        Mixing::from_bytes(bytes, GATE_COUNT, LEVEL_COUNT, PACE, moved).map(Gates).ok_or(GatesError)
    }

    /// Blends the evidence into natural-log probabilities `(V)`, in place; they still add up to 1.
    pub fn blend(&self, evidence: &mut Evidence, log_probs: &mut [f32]) {
        choose(evidence, log_probs);
        self.0.blend(evidence, log_probs);
    }

    /// Learns from the symbol that came: `log_probs` are the network's, before blending. Returns the natural log of
    /// the blended probability that the symbol had.
    pub fn learn(&mut self, evidence: &mut Evidence, log_probs: &[f32], symbol: SymbolId) -> f32 {
        choose(evidence, log_probs);
        self.0.learn(evidence, log_probs, symbol as u16)
    }
}

/// Sets the gate of every level.
fn choose(evidence: &mut Evidence, log_probs: &[f32]) {
    let sure = sureness(log_probs);
    evidence.levels_mut().iter_mut().for_each(|level| level.gate = place(level, sure));
}

fn place(level: &Level, sure: usize) -> usize {
    let count = match level.places {
        0..=1 => 0,
        2 => 1,
        3..=4 => 2,
        5..=8 => 3,
        9..=16 => 4,
        17..=40 => 5,
        _ => 6,
    };
    ((level.kind * COUNTS + count) * KINDS + level.shares.len().clamp(1, KINDS) - 1) * SURE + sure
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
        let mut gates = Gates::default();
        for text in ["the c", "the ca", "xyz", "", "sat on the mo", "on the "] {
            evidence.gather(&memory, &Tail::new(&vocab.encode(text)), 0);
            let network = flat(&vocab);
            let mut blended = network.clone();
            gates.blend(&mut evidence, &mut blended);
            let sum: f32 = blended.iter().map(|lp| lp.exp()).sum();
            assert!((sum - 1.0).abs() < 1e-4, "{text:?}: {sum}");
            let symbol = vocab.id('o').unwrap();
            let learned = gates.learn(&mut evidence, &network, symbol);
            assert!((learned - blended[symbol as usize]).abs() < 1e-4, "{text:?}: {learned}");
        }
    }

    /// One level, worked out by hand: λ = ½, the network gives 1/V, "o" followed in one of two places.
    #[test]
    fn worked_out_by_hand() {
        let (vocab, memory) = taught(&["qo", "qx"]);
        let mut evidence = Evidence::default();
        evidence.gather(&memory, &Tail::new(&vocab.encode("\nq")), 0);
        assert_eq!(evidence.levels().iter().map(|l| l.kind).collect::<Vec<_>>(), [0, 2, 6]);
        let gates = Gates(Mixing::new(vec![0.0; GATE_COUNT], LEVEL_COUNT, PACE));
        let mut blended = flat(&vocab);
        gates.blend(&mut evidence, &mut blended);
        // Three levels with the same two places, the older one counting 0.985: p = 1/8 · 1/V + 7/8 · share.
        let base = 1.0 / vocab.len() as f32;
        for (c, share) in [('x', 1.0 / 1.985), ('o', 0.985 / 1.985), ('e', 0.0)] {
            let expected = base / 8.0 + 7.0 / 8.0 * share;
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
        let chance = |gates: &Gates, c: char| {
            let mut evidence = shown.clone();
            let mut blended = flat(&vocab);
            gates.blend(&mut evidence, &mut blended);
            blended[vocab.id(c).unwrap() as usize]
        };
        let mut gates = Gates::untrained();
        let before = chance(&gates, 'b');
        for _ in 0..50 {
            gates.learn(&mut evidence, &flat(&vocab), vocab.id('b').unwrap());
        }
        let trusted = chance(&gates, 'b');
        for _ in 0..200 {
            gates.learn(&mut evidence, &flat(&vocab), vocab.id('z').unwrap());
        }
        assert!(trusted > before && chance(&gates, 'b') < before);
    }

    #[test]
    fn bytes_come_back_and_damage_is_refused() {
        let gates = Gates::untrained();
        let bytes = gates.to_bytes();
        assert_eq!(bytes.len(), GATE_BYTES);
        assert_eq!(Gates::from_bytes(&bytes).unwrap().0.logits, gates.0.logits);
        assert!(Gates::from_bytes(&bytes[1..]).is_err());
        assert!(Gates::from_bytes(&[0xff; GATE_BYTES]).is_err());
        assert_ne!(Gates::default().0.logits, gates.0.logits, "those that ship are trained");
    }
}
