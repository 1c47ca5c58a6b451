//! The acceptance gate: a candidate is taken only if it predicts messages that it never saw better than the model in use,
//! and base text hardly worse than the base does.

use super::rehearsal::rehearsal;
use super::run::Adaptation;
use super::text::Message;
use crate::engine::{Engine, Scratch};
use crate::model::Checkpoint;
use crate::predict::{Context, Personal, Predictor, Worker};
use crate::text::{GAP, SymbolId, newest_within};

/// The limits that a candidate has to keep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// Bits per character that it must gain on the held-out messages.
    pub least_gain: f64,
    /// Bits per character that it may lose on base text.
    pub most_loss: f64,
}

impl Default for Gate {
    fn default() -> Self {
        Gate { least_gain: 0.002, most_loss: 0.1 }
    }
}

/// The outcome of a comparison, with its figures in bits per character.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Verdict {
    /// The model in use on the newest own messages, with a memory of the older ones, as it is served.
    pub own_before: f64,
    /// The candidate on the same messages, with the same memory.
    pub own_after: f64,
    /// The base model on text that it wrote itself.
    pub base_before: f64,
    /// The candidate on the same text.
    pub base_after: f64,
    /// Share of the way from the base to the tuned weights that was chosen.
    pub share: f32,
    /// Whether the candidate keeps both limits of the [`Gate`].
    pub promoted: bool,
}

/// Characters of older messages that the mixing weights learn from before the comparison.
const GATE_CHARS: usize = 10_000;
/// Symbols of base text for the comparison, written with a seed that training does not use.
const BASE_SYMBOLS: usize = 25_600;
const BASE_SEED: u64 = 0x6261_7365;

/// Shares of the way from the base to the tuned weights that are tried.
const SHARES: [f32; 4] = [1.0, 0.85, 0.7, 0.5];

/// The models and messages of a comparison.
pub struct Trial<'a> {
    /// The base model, from which the candidates were made; it writes the base text.
    pub base: &'a Checkpoint,
    /// The model that is served now.
    pub in_use: &'a Checkpoint,
    /// The messages that the candidate was trained on.
    pub training: &'a [Message],
    /// The newest messages, which the candidate never saw.
    pub held_out: &'a [Message],
    /// The limits to be kept.
    pub gate: Gate,
}

/// Measures a tuned model at several shares of the way from the base, and chooses the one that is best on the held-out
/// messages among those that keep within the loss on base text; if none does, the one that loses least. `None` when
/// stopped.
#[must_use]
pub fn judge(trial: &Trial, tuned: &Adaptation, stop: &dyn Fn() -> bool) -> Option<(Checkpoint, Verdict)> {
    let Trial { base, in_use, training, held_out, gate } = *trial;
    let text = rehearsal(base, BASE_SYMBOLS, BASE_SEED, stop);
    let base_before = base_bits(base, &text, stop)?;
    let (personal, before) = warm_up(base, training, stop)?;
    let own_before = own_bits(in_use, personal.clone(), &before, held_out, stop)?;
    let mut best: Option<(Checkpoint, Verdict)> = None;
    for share in SHARES {
        let candidate = tuned.checkpoint(share);
        let base_after = base_bits(&candidate, &text, stop)?;
        let own_after = own_bits(&candidate, personal.clone(), &before, held_out, stop)?;
        let keeps = base_after - base_before <= gate.most_loss;
        let promoted = keeps && own_before - own_after >= gate.least_gain;
        let verdict = Verdict { own_before, own_after, base_before, base_after, share, promoted };
        let better = best.as_ref().is_none_or(|(_, known)| match (keeps, known.keeps(gate)) {
            (true, true) => own_after < known.own_after,
            (false, false) => base_after < known.base_after,
            (keeps, _) => keeps,
        });
        if better {
            best = Some((candidate, verdict));
        }
    }
    best
}

impl Verdict {
    fn keeps(&self, gate: Gate) -> bool {
        self.base_after - self.base_before <= gate.most_loss
    }
}

/// The memory after the training messages, and the text before the held-out ones. The mixing weights learn from the
/// base's distributions, since the base has not been trained on these messages.
fn warm_up(base: &Checkpoint, training: &[Message], stop: &dyn Fn() -> bool) -> Option<(Personal, String)> {
    let predictor = Predictor::new(base);
    let mut personal = Personal::new(predictor.vocab());
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let mut before = String::new();
    let newest = newest_within(training, GATE_CHARS, |message| if message.own { message.text.len() + 1 } else { 0 });
    let warm = training.len() - newest.len();
    for (at, message) in training.iter().enumerate() {
        if stop() {
            return None;
        }
        let line = next_line(&mut before, message);
        if message.own && at < warm {
            personal.remember(predictor.vocab(), &before, &line, None);
        } else if message.own {
            personal.learn(&predictor, &mut worker, &mut context, &before, &line, None);
        }
        before.push_str(&line);
    }
    Some((personal, before))
}

/// Bits per character of the held-out own messages, each learned by the memory after it was measured.
fn own_bits(
    model: &Checkpoint,
    mut personal: Personal,
    before: &str,
    held_out: &[Message],
    stop: &dyn Fn() -> bool,
) -> Option<f64> {
    let predictor = Predictor::new(model);
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let mut before = before.to_owned();
    let (mut bits, mut count) = (0.0, 0usize);
    for message in held_out {
        if stop() {
            return None;
        }
        let line = next_line(&mut before, message);
        if message.own {
            bits += personal.learn(&predictor, &mut worker, &mut context, &before, &line, None);
            count += line.chars().count();
        }
        before.push_str(&line);
    }
    Some(bits / count.max(1) as f64)
}

/// The part of a message after its last gap, as a line; shortens the text before it.
fn next_line(before: &mut String, message: &Message) -> String {
    if message.starts_anew {
        before.clear();
    }
    trim(before);
    format!("{}\n", message.text.split(GAP).next_back().unwrap_or_default())
}

/// Keeps the newest few thousand bytes.
fn trim(text: &mut String) {
    if text.len() > 8000 {
        text.drain(..text.ceil_char_boundary(4000));
    }
}

/// Bits per symbol of texts that begin after their first symbol.
fn base_bits(model: &Checkpoint, texts: &[Vec<SymbolId>], stop: &dyn Fn() -> bool) -> Option<f64> {
    let engine = Engine::new(&model.architecture, &model.weights);
    let (mut scratch, mut rows) = (Scratch::default(), Vec::new());
    let (mut nats, mut count) = (0.0, 0usize);
    for together in texts.chunks(16) {
        let mut states = vec![0.0; together.len() * engine.state_len()];
        let length = together.iter().map(Vec::len).min().unwrap_or(0);
        for place in 1..length {
            if stop() {
                return None;
            }
            let last: Vec<SymbolId> = together.iter().map(|text| text[place - 1]).collect();
            engine.step(&mut scratch, &last, &mut states);
            engine.log_probs(&mut scratch, &states, &mut rows);
            for (text, row) in together.iter().zip(rows.chunks_exact(engine.symbols())) {
                nats -= f64::from(row[text[place] as usize]);
                count += 1;
            }
        }
    }
    Some(nats / std::f64::consts::LN_2 / count.max(1) as f64)
}
