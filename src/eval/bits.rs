//! Bits per character: the mean of −log₂ of the probability that each true character had, line ends of messages included.

use crate::engine::{Engine, Scratch};
use crate::memory::{BaseMemory, Evidence, Tail};
use crate::text::{SymbolId, Vocab, normalize};

/// Reads messages one after the other; carries the network's state between them.
pub struct Reader<'a> {
    engine: &'a Engine,
    vocab: &'a Vocab,
    base: Option<&'a BaseMemory>,
    scratch: Scratch,
    evidence: Evidence,
    state: Vec<f32>,
    tail: Tail,
    log_probs: Vec<f32>,
}

/// Bits and characters of texts, to be added up over messages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bits {
    /// Sum of −log₂ of the characters' probabilities.
    pub bits: f64,
    /// Unicode scalar values after NFC, line ends included.
    pub chars: u64,
}

impl Bits {
    /// Bits per character.
    #[must_use]
    pub fn per_char(&self) -> f64 {
        if self.chars == 0 { 0.0 } else { self.bits / self.chars as f64 }
    }

    /// Adds another sum.
    pub fn add(&mut self, other: &Bits) {
        self.bits += other.bits;
        self.chars += other.chars;
    }
}

impl<'a> Reader<'a> {
    /// A reader in the state in which a session starts.
    #[must_use]
    pub fn new(engine: &'a Engine, vocab: &'a Vocab, base: Option<&'a BaseMemory>) -> Self {
        let mut reader = Reader {
            engine,
            vocab,
            base,
            scratch: Scratch::default(),
            evidence: Evidence::default(),
            state: Vec::new(),
            tail: Tail::default(),
            log_probs: Vec::new(),
        };
        reader.start_anew();
        reader
    }

    /// Back to the state in which a session starts: zeros, and one newline read.
    pub fn start_anew(&mut self) {
        self.state.clear();
        self.state.resize(self.engine.state_len(), 0.0);
        self.tail = Tail::default();
        for symbol in self.vocab.encode("\n") {
            self.step(symbol);
        }
    }

    /// Reads a message and its line end, and returns their bits.
    pub fn read(&mut self, message: &str) -> Bits {
        let text = format!("{}\n", normalize(message));
        let mut bits = 0.0;
        for symbol in self.vocab.encode(&text) {
            self.engine.log_probs(&mut self.scratch, &self.state, &mut self.log_probs);
            if let Some(base) = self.base {
                base.blend(&self.tail, &mut self.evidence, &mut self.log_probs);
            }
            bits -= f64::from(self.log_probs.get(symbol as usize).copied().unwrap_or(f32::NEG_INFINITY));
            self.step(symbol);
        }
        Bits { bits: bits / std::f64::consts::LN_2, chars: text.chars().count() as u64 }
    }

    /// Reads a message as context, without counting.
    pub fn skip(&mut self, message: &str) {
        for symbol in self.vocab.encode(&format!("{}\n", normalize(message))) {
            self.step(symbol);
        }
    }

    fn step(&mut self, symbol: SymbolId) {
        self.engine.step(&mut self.scratch, &[symbol], &mut self.state);
        self.tail.push(symbol);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Alphabet, Architecture, Cell, Layout, Rows, Weights};

    /// A model whose weights are all zero but the decoder's bias: every symbol has a known probability everywhere.
    fn constant(biases: &[(char, f32)]) -> (Engine, Vocab) {
        let arch = Architecture::plain(Cell::RnnTanh, 1, 1, 1);
        let vocab = Vocab::build([""], 1).unwrap();
        let layout = Layout::new(&arch, vocab.len());
        let mut data = vec![0.0; layout.total()];
        let bias = layout.range("decoder.bias").start;
        for &(c, value) in biases {
            data[bias + vocab.id(c).unwrap() as usize] = value;
        }
        let weights = Weights { layout, data, alphabet: Alphabet::of(&vocab), rows: Rows::default() };
        (Engine::new(&arch, &weights), vocab)
    }

    #[test]
    fn worked_out_by_hand() {
        // 211 symbols of equal probability: every character costs log₂ 211 bits, one of three bytes three times that.
        let (engine, vocab) = constant(&[]);
        assert_eq!(vocab.len(), 211);
        let mut reader = Reader::new(&engine, &vocab, None);
        let bits = reader.read("ab");
        assert_eq!(bits.chars, 3);
        assert!((bits.per_char() - 211f64.log2()).abs() < 1e-5, "{bits:?}");
        let bits = reader.read("漢");
        assert_eq!(bits.chars, 2);
        assert!((bits.bits - 4.0 * 211f64.log2()).abs() < 1e-4, "{bits:?}");

        // 'a' twice as probable as any other symbol: 2/212 against 1/212.
        let (engine, vocab) = constant(&[('a', 2f32.ln())]);
        let bits = Reader::new(&engine, &vocab, None).read("aab");
        let expected = 2.0 * (212f64 / 2.0).log2() + 2.0 * 212f64.log2();
        assert!((bits.bits - expected).abs() < 1e-4, "{bits:?} {expected}");
        // A decomposed letter is one character after NFC.
        assert_eq!(Reader::new(&engine, &vocab, None).read("e\u{301}").chars, 2);
    }
}
