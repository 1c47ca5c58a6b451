//! [`Gates`]: how much each level of evidence is believed, learned from how well it predicted.
//!
//! From the least specific level to the most, `p ← (1 − λ)·p + λ·f`, beginning with the network's `p`. Each λ is the
//! logistic function of one number, chosen by the level's kind, its number of places, how many different symbols
//! followed, and how sure the network is. The network has the last word: what comes of the levels and what it said
//! itself are multiplied, each to the power of a weight (Mattern, "Mixing strategies in data compression", 2012;
//! chosen by the number of levels and by how sure it is), and normalised. Every symbol read moves all those numbers
//! down the gradient of its code length.

use super::evidence::{Evidence, LEVEL_COUNT};
use crate::kernels;
use crate::text::SymbolId;

/// Steps of the number of places, of different symbols, and of the network's highest probability.
const COUNTS: usize = 7;
const KINDS: usize = 5;
const SURE: usize = 3;
const GATE_COUNT: usize = LEVEL_COUNT * COUNTS * KINDS * SURE;
const BALANCE_COUNT: usize = (LEVEL_COUNT + 1) * SURE;
/// Bytes of [`Gates::to_bytes`].
pub const GATE_BYTES: usize = (GATE_COUNT + 2 * BALANCE_COUNT) * 4;

/// Step along the gradient, larger for gates that have learned little.
const RATE: f32 = 0.15;
const FIRST_RATES: f32 = 4.0;
const SETTLED: f32 = 10.0;
/// Bounds a single surprise.
const STEEPEST: f32 = 3.0;
/// Bounds a gate: λ stays between 0.0009 and 0.9991.
const WIDEST: f32 = 7.0;
/// Step along the gradient of a balance's weights, and their bounds.
const BALANCE_RATE: f32 = 0.002;
const BALANCE_BOUNDS: [(f32, f32); 2] = [(-0.5, 1.5), (0.5, 2.0)];
/// Natural-log probabilities below this say no more.
const FLOOR: f32 = -20.0;

/// The learned weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Gates {
    logits: Vec<f32>,
    /// Times each was moved.
    moved: Vec<f32>,
    /// Powers of what the network said and of what comes of the levels.
    balance: Vec<[f32; 2]>,
}

/// What comes of the levels: the network's distribution scaled by `left`, plus what was added to a few symbols.
struct Leveled {
    left: f32,
    added: Vec<(u16, f32)>,
}

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
        Gates {
            logits: (0..GATE_COUNT).map(logit).collect(),
            moved: vec![0.0; GATE_COUNT],
            balance: vec![[0.0, 1.0]; BALANCE_COUNT],
        }
    }

    /// As little-endian `f32`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.logits.iter().chain(self.balance.as_flattened()).flat_map(|number| number.to_le_bytes()).collect()
    }

    /// # Errors
    /// When the length is wrong or a number is not finite.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GatesError> {
        let (numbers, []) = bytes.as_chunks::<4>() else { return Err(GatesError) };
        let numbers: Vec<f32> = numbers.iter().map(|&n| f32::from_le_bytes(n)).collect();
        let Some((logits, balance)) = numbers.split_at_checked(GATE_COUNT) else { return Err(GatesError) };
        let (balance, []) = balance.as_chunks::<2>() else { return Err(GatesError) };
        let bounded =
            |weights: &[f32; 2]| weights.iter().zip(BALANCE_BOUNDS).all(|(w, (low, high))| (low..=high).contains(w));
        if balance.len() != BALANCE_COUNT
            || !logits.iter().all(|logit| logit.abs() <= WIDEST)
            || !balance.iter().all(bounded)
        {
            return Err(GatesError);
        }
        // What was learned before counts as much as a few dozen symbols.
        Ok(Gates { logits: logits.to_vec(), moved: vec![3.0 * SETTLED; GATE_COUNT], balance: balance.to_vec() })
    }

    /// Blends the evidence into natural-log probabilities `(V)`, in place; they still add up to 1.
    pub fn blend(&self, evidence: &mut Evidence, log_probs: &mut [f32]) {
        let sure = sureness(log_probs);
        let leveled = self.leveled(evidence, sure);
        self.balanced(evidence, sure, &leveled, log_probs);
    }

    fn balanced(&self, evidence: &mut Evidence, sure: usize, leveled: &Leveled, log_probs: &mut [f32]) {
        let [own, mixed] = self.balance[balance_place(evidence, sure)];
        let old: Vec<f32> = leveled.added.iter().map(|&(s, _)| at(log_probs, s).max(FLOOR)).collect();
        let ln_left = leveled.left.ln();
        log_probs.iter_mut().for_each(|lp| *lp = own * lp.max(FLOOR) + mixed * (lp.max(FLOOR) + ln_left));
        for (&(symbol, p), old) in leveled.added.iter().zip(old) {
            if let Some(lp) = log_probs.get_mut(usize::from(symbol)) {
                *lp = own * old + mixed * (leveled.left * old.exp() + p).ln();
            }
        }
        kernels::log_softmax(log_probs, &mut evidence.room);
    }

    fn leveled(&self, evidence: &Evidence, sure: usize) -> Leveled {
        let mut leveled = Leveled { left: 1.0, added: Vec::with_capacity(16) };
        let Leveled { left, added } = &mut leveled;
        for level in evidence.levels() {
            let gate = logistic(self.logits[place(level.kind, level.places, level.shares.len(), sure)]);
            *left *= 1.0 - gate;
            added.iter_mut().for_each(|(_, p)| *p *= 1.0 - gate);
            for &(symbol, share) in &level.shares {
                match added.iter_mut().find(|(known, _)| *known == symbol) {
                    Some((_, p)) => *p += gate * share,
                    None => added.push((symbol, gate * share)),
                }
            }
        }
        leveled
    }

    /// Learns from the symbol that came: `log_probs` are the network's, before blending. Returns the natural log of
    /// the blended probability that the symbol had.
    pub fn learn(&mut self, evidence: &mut Evidence, log_probs: &[f32], symbol: SymbolId) -> f32 {
        let symbol = symbol as u16;
        let sure = sureness(log_probs);
        let leveled = self.leveled(evidence, sure);
        let mut blended = log_probs.to_vec();
        self.balanced(evidence, sure, &leveled, &mut blended);
        self.learn_balance(balance_place(evidence, sure), &leveled, log_probs, &blended, symbol);
        self.learn_gates(evidence, sure, at(log_probs, symbol).exp(), symbol);
        at(&blended, symbol).max(f32::MIN_POSITIVE.ln())
    }

    /// The gradient of a weight: what its side gave the symbol that came, beyond what it gives on the average.
    fn learn_balance(&mut self, place: usize, leveled: &Leveled, network: &[f32], blended: &[f32], symbol: u16) {
        let ln_left = leveled.left.ln();
        let sides = |s: u16| {
            let own = at(network, s).max(FLOOR);
            let added = leveled.added.iter().find(|(known, _)| *known == s);
            [own, added.map_or(own + ln_left, |(_, p)| (leveled.left * own.exp() + p).ln())]
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

    fn learn_gates(&mut self, evidence: &Evidence, sure: usize, network: f32, symbol: u16) {
        let mut p = network;
        let mut trace = [(0, 0.0, 0.0); LEVEL_COUNT];
        let levels = evidence.levels();
        for (level, trace) in levels.iter().zip(&mut trace) {
            let place = place(level.kind, level.places, level.shares.len(), sure);
            let gate = logistic(self.logits[place]);
            let share = level.shares.iter().find(|(s, _)| *s == symbol).map_or(0.0, |(_, share)| *share);
            *trace = (place, gate, share - p);
            p += gate * (share - p);
        }
        let mut slope = 1.0 / p.max(1e-9);
        for &(place, gate, gain) in trace[..levels.len()].iter().rev() {
            let gradient = (slope * gain * gate * (1.0 - gate)).clamp(-STEEPEST, STEEPEST);
            let moved = &mut self.moved[place];
            *moved += 1.0;
            let rate = RATE * (1.0 + FIRST_RATES * SETTLED / (SETTLED + *moved));
            self.logits[place] = (self.logits[place] + rate * gradient).clamp(-WIDEST, WIDEST);
            slope *= 1.0 - gate;
        }
    }
}

fn at(log_probs: &[f32], symbol: u16) -> f32 {
    log_probs.get(usize::from(symbol)).copied().unwrap_or(f32::NEG_INFINITY)
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Which third the network's highest probability lies in.
fn sureness(log_probs: &[f32]) -> usize {
    let best = log_probs.iter().copied().fold(f32::NEG_INFINITY, f32::max).exp();
    ((best * SURE as f32) as usize).min(SURE - 1)
}

/// Which balance: by the number of levels.
fn balance_place(evidence: &Evidence, sure: usize) -> usize {
    evidence.levels().len() * SURE + sure
}

fn place(kind: usize, places: u32, symbols: usize, sure: usize) -> usize {
    let count = match places {
        0..=1 => 0,
        2 => 1,
        3..=4 => 2,
        5..=8 => 3,
        9..=16 => 4,
        17..=40 => 5,
        _ => 6,
    };
    ((kind * COUNTS + count) * KINDS + symbols.clamp(1, KINDS) - 1) * SURE + sure
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
        let gates = Gates { logits: vec![0.0; GATE_COUNT], ..Gates::untrained() };
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
        assert_eq!(Gates::from_bytes(&bytes).unwrap().logits, gates.logits);
        assert!(Gates::from_bytes(&bytes[1..]).is_err());
        assert!(Gates::from_bytes(&[0xff; GATE_BYTES]).is_err());
        assert_ne!(Gates::default().logits, gates.logits, "those that ship are trained");
    }
}
