//! Rehearsal: text that the base model itself writes, to be trained on while the model learns one person's messages.
//!
//! The method is pseudo-rehearsal (Robins, "Catastrophic forgetting, rehearsal and pseudorehearsal", 1995): the loss on
//! text sampled from the base is, in expectation, the base's entropy plus the divergence of the new model from the base.
//! No text has to be shipped or kept, and the sampled text covers whatever the base knows.

use crate::engine::{Engine, Scratch};
use crate::model::Checkpoint;
use crate::text::SymbolId;
use crate::text::random::SplitMix64;

/// Texts written side by side.
const WIDTH: usize = 16;
/// Symbols after which a text starts anew.
const LENGTH: usize = 400;

/// Texts of at least `symbols` symbols together, sampled from a model at temperature 1; each begins after a newline. `stop`
/// ends the sampling early.
#[must_use]
pub fn rehearsal(base: &Checkpoint, symbols: usize, seed: u64, stop: &dyn Fn() -> bool) -> Vec<Vec<SymbolId>> {
    let engine = Engine::new(&base.architecture, &base.weights);
    let newline = base.vocab.id('\n').unwrap_or_default();
    let (mut scratch, mut rows) = (Scratch::default(), Vec::new());
    let mut written = Vec::new();
    let rounds = symbols.div_ceil(WIDTH * LENGTH);
    for round in 0..rounds as u64 {
        let mut texts = vec![vec![newline]; WIDTH];
        let mut states = vec![0.0; WIDTH * engine.state_len()];
        for place in 0..LENGTH as u64 {
            if stop() {
                return written;
            }
            let last: Vec<SymbolId> = texts.iter().filter_map(|text| text.last().copied()).collect();
            engine.step(&mut scratch, &last, &mut states);
            engine.log_probs(&mut scratch, &states, &mut rows);
            for (at, (text, row)) in texts.iter_mut().zip(rows.chunks_exact(engine.symbols())).enumerate() {
                let random = SplitMix64::at(seed, &[round, place, at as u64]).unit();
                text.push(draw(row, random));
            }
        }
        written.extend(texts);
    }
    written
}

/// The symbol at which the running sum of probabilities passes `random`.
fn draw(log_probs: &[f32], random: f32) -> SymbolId {
    let mut left = random;
    for (symbol, log_prob) in (0..).zip(log_probs) {
        left -= log_prob.exp();
        if left < 0.0 {
            return symbol;
        }
    }
    0
}
