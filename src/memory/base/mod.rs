//! [`BaseMemory`]: the training text itself as a memory beside the network, the same for everybody.
//!
//! For every end of a text that occurs often enough in the training text, an [`Index`] tells which characters followed
//! and how often; [`BaseMixingWeights`] blend these counts into the network's distribution, before a person's own memory is
//! blended in. The index has no capitals: the network divides a letter's share between the small and the capital letter.
//! The index is bound to no vocabulary; symbols of a model are mapped when it is loaded.
//!
//! Counts over contexts of any length as in an infini-gram (Liu et al. 2024, arXiv 2401.17377), pruned to the contexts
//! that are worth their bytes. [`Builder`] makes the file.

mod alphabet;
mod build;
mod contexts;
mod index;
mod mixing_weights;

use std::borrow::Cow;

pub use alphabet::Alphabet;
pub use build::{Builder, Shape, Weight};
pub use contexts::Contexts;
pub use index::{Index, IndexError};
pub use mixing_weights::{BASE_MIXING_BYTES, BaseMixingWeights};

use self::contexts::{Context, MOST_KINDS};
use super::evidence::Evidence;
use super::tail::Tail;
use crate::text::{SymbolId, Vocab};

/// The index inside the program, where buckets lie on cache lines.
static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/english.base"));

#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

/// An index bound to a vocabulary, with its mixing weights.
#[derive(Clone)]
pub struct BaseMemory {
    index: Index,
    mixing: BaseMixingWeights,
    /// The code of each symbol in the index.
    codes: Vec<u8>,
    /// The symbols of each code: the small letter and the capital.
    spellings: Vec<Vec<u16>>,
}

impl BaseMemory {
    /// Opens an index for texts in the symbols of a vocabulary.
    ///
    /// # Errors
    /// When the bytes are no index.
    pub fn new(bytes: Cow<'static, [u8]>, mixing: BaseMixingWeights, vocab: &Vocab) -> Result<Self, IndexError> {
        let index = Index::from_bytes(bytes)?;
        let alphabet = index.alphabet();
        let code = |id| vocab.char(id).map_or(alphabet::OTHER, |c| alphabet.code(c));
        let codes: Vec<u8> = (0..vocab.len() as SymbolId).map(code).collect();
        let mut spellings = vec![Vec::new(); alphabet.chars().len()];
        for (symbol, &code) in (0..).zip(&codes) {
            if let Some(symbols) = spellings.get_mut(usize::from(code)) {
                symbols.push(symbol);
            }
        }
        Ok(BaseMemory { index, mixing, codes, spellings })
    }

    /// The base memory inside the program, if it belongs to a model of this name. Names of models that were fine-tuned from
    /// that model go on after a comma, and count as its name.
    #[must_use]
    pub fn embedded(model: &str, vocab: &Vocab) -> Option<Self> {
        let memory = Self::new(Cow::Borrowed(&ENGLISH.0), BaseMixingWeights::default(), vocab).ok()?;
        (model.split(',').next() == Some(memory.index.name())).then_some(memory)
    }

    /// Size of the index in bytes; the system keeps in memory only the pages that are read.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.index.size()
    }

    /// Blends what followed the end of a text into natural-log probabilities `(V)` of the symbol after it, in place;
    /// they still add up to 1. `evidence` is room to work in.
    pub fn blend(&self, tail: &Tail, evidence: &mut Evidence, log_probs: &mut [f32]) {
        self.gather(tail, log_probs, evidence);
        self.mixing.blend(evidence, log_probs);
    }

    /// Adjusts the mixing weights to the symbol that came after a text; `log_probs` are the network's. Returns the natural
    /// log of the blended probability that the symbol had.
    pub fn learn(
        &self,
        mixing: &mut BaseMixingWeights,
        tail: &Tail,
        evidence: &mut Evidence,
        log_probs: &[f32],
        symbol: SymbolId,
    ) -> f32 {
        self.gather(tail, log_probs, evidence);
        mixing.learn(evidence, log_probs, symbol)
    }

    fn gather(&self, tail: &Tail, log_probs: &[f32], evidence: &mut Evidence) {
        evidence.clear();
        let codes = tail.newest_first().map(|symbol| self.code(symbol));
        let mut contexts = [Context::default(); MOST_KINDS];
        let (mut count, mut touched) = (0, 0);
        self.index.contexts().each(self.index.alphabet(), codes, |context| {
            if let Some(slot) = contexts.get_mut(count) {
                *slot = context;
                count += 1;
                // All buckets are touched before the first is read, so that they come from memory at the same time.
                touched ^= self.index.touch(context.key);
            }
        });
        std::hint::black_box(touched);
        for context in &contexts[..count] {
            let Some(record) = self.index.record(context.key) else { continue };
            let level = evidence.push(context.kind);
            let mut foreseen = 0.0;
            for (at, (&code, &share)) in record.codes.iter().zip(&record.shares).take(record.symbols).enumerate() {
                let p = self.share_out(code, share, log_probs, &mut level.shares);
                if at == 0 {
                    foreseen = p;
                }
            }
            level.weight = mixing_weights::place(context.kind, record.class, record.shares[0], foreseen);
        }
    }

    fn code(&self, symbol: u16) -> u8 {
        self.codes.get(usize::from(symbol)).copied().unwrap_or(alphabet::OTHER)
    }

    /// Divides a code's share among its spellings in the proportion that the network gives. Returns the network's probability
    /// of all spellings together.
    fn share_out(&self, code: u8, share: f32, log_probs: &[f32], shares: &mut Vec<(u16, f32)>) -> f32 {
        let Some(symbols) = self.spellings.get(usize::from(code)) else { return 0.0 };
        let p = |symbol: u16| log_probs.get(usize::from(symbol)).map_or(0.0, |lp| lp.exp()).max(1e-12);
        let sum: f32 = symbols.iter().map(|&symbol| p(symbol)).sum();
        if let &[symbol] = symbols.as_slice() {
            shares.push((symbol, share));
        } else {
            shares.extend(symbols.iter().map(|&symbol| (symbol, share * p(symbol) / sum)));
        }
        sum
    }
}

#[cfg(test)]
mod tests;
