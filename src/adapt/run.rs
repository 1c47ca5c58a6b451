//! [`Adaptation`]: fine-tuning one window at a time, so that a run can stop between any two windows and go on later.

use super::rehearsal::rehearsal;
use super::text::{Message, Stream};
use crate::model::{Checkpoint, Weights};
use crate::text::SymbolId;
use crate::train::{
    Backend, BackendError, Gradient, NO_TARGET, Stepper, TrainingOptions, Window, backend_for, learning_rate,
};

/// How to fine-tune; the values were chosen by measurement (models/README.md).
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Passes over everything.
    pub passes: usize,
    /// Passes over the newer half of the person's text, after those over everything.
    pub newer_passes: usize,
    /// Adam's learning rate, reached after a warm-up of 20 steps.
    pub learning_rate: f32,
    /// Streams of the person's text.
    pub own_streams: usize,
    /// Streams of rehearsal beside those of the person's text.
    pub rehearsal_streams: usize,
    /// Symbols of rehearsal that are written.
    pub rehearsal_symbols: usize,
    /// Pull of the weights towards the base: a step takes back this share of their distance to it, times the learning rate.
    pub pull: f32,
    /// Symbols of a window.
    pub sequence: usize,
    /// The seed of rehearsal and of the places where states start anew.
    pub seed: u64,
    /// One makes a run repeatable to the bit.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            passes: 1,
            newer_passes: 2,
            learning_rate: 1e-3,
            own_streams: 8,
            rehearsal_streams: 8,
            rehearsal_symbols: 40_000,
            pull: 0.0,
            sequence: 48,
            seed: 1,
            threads: 1,
        }
    }
}

/// Why there is nothing to fine-tune, or why it failed.
#[derive(Debug, thiserror::Error)]
pub enum AdaptError {
    /// There are fewer characters of the person's own than [`LEAST_CHARS`].
    #[error("too little text of your own: {found} characters, {needed} are needed")]
    TooLittle {
        /// Characters that the person wrote.
        found: usize,
        /// Characters that are needed.
        needed: usize,
    },
    /// `stop` ended the preparation.
    #[error("stopped before it began")]
    Stopped,
    /// The backend could not compute a window.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// The arrays of a saved run have other sizes than this run's.
    #[error("the saved run belongs to another model or text")]
    OtherRun,
}

/// Own characters below which fine-tuning is not tried.
pub const LEAST_CHARS: usize = 2_000;

/// A fine-tuning run.
pub struct Adaptation {
    settings: Settings,
    base: Checkpoint,
    /// The weights as they are after the newest window.
    pub weights: Weights,
    /// The optimiser's moments and step count.
    pub stepper: Stepper,
    /// Windows done.
    pub done: usize,
    own: Lanes,
    newer: Lanes,
    rehearsal: Lanes,
    states: Vec<f32>,
    /// The gradient of all weights but the n-gram tables, which stay the base's.
    gradient: Gradient,
    backend: Box<dyn Backend>,
    options: TrainingOptions,
    inputs: Vec<SymbolId>,
    targets: Vec<SymbolId>,
    resets: Vec<bool>,
}

/// A stream cut into lanes that are read side by side.
struct Lanes {
    stream: Stream,
    count: usize,
    length: usize,
}

impl Lanes {
    fn new(stream: Stream, count: usize) -> Lanes {
        let count = count.min(stream.symbols.len().saturating_sub(1) / 8).max(1);
        let length = stream.symbols.len().saturating_sub(1) / count;
        Lanes { stream, count, length }
    }

    /// Input, target and reset at a place of a lane; a lane starts over at its end.
    fn at(&self, lane: usize, place: usize) -> (SymbolId, SymbolId, bool) {
        let place = place % self.length.max(1);
        let at = lane * self.length + place;
        let target = if self.stream.scored[at + 1] { self.stream.symbols[at + 1] } else { NO_TARGET };
        (self.stream.symbols[at], target, place == 0 || self.stream.resets[at])
    }
}

impl Adaptation {
    /// Prepares a run: lays the text out and lets the base write its rehearsal, which takes a few seconds; `stop` ends
    /// that early.
    ///
    /// # Errors
    /// When there is too little text, or when stopped.
    pub fn new(
        base: &Checkpoint,
        messages: &[Message],
        settings: Settings,
        stop: &dyn Fn() -> bool,
    ) -> Result<Adaptation, AdaptError> {
        let stream = Stream::new(&base.vocab, messages, settings.seed);
        let found = stream.scored();
        if found < LEAST_CHARS {
            return Err(AdaptError::TooLittle { found, needed: LEAST_CHARS });
        }
        let newer = Stream::new(&base.vocab, newer_half(messages), settings.seed);
        // At most twice as much rehearsal as there is text, and no more than the settings ask for.
        let symbols = settings.rehearsal_symbols.min(2 * stream.symbols.len());
        let written = match settings.rehearsal_streams {
            0 => Vec::new(),
            _ => rehearsal(base, symbols, settings.seed, stop),
        };
        if stop() {
            return Err(AdaptError::Stopped);
        }
        let mut rehearsed = Stream::default();
        for text in written {
            let length = text.len();
            rehearsed.symbols.extend(text);
            rehearsed.scored.extend((0..length).map(|at| at > 0));
            rehearsed.resets.extend((0..length).map(|at| at == 0));
        }
        let (own, newer) = (Lanes::new(stream, settings.own_streams), Lanes::new(newer, settings.own_streams));
        let rehearsal = Lanes::new(rehearsed, settings.rehearsal_streams);
        let weights = base.weights.clone();
        let options = TrainingOptions {
            learning_rate: settings.learning_rate,
            clip_norm: 1.0,
            warmup_steps: 20,
            ..TrainingOptions::default()
        };
        let lanes = own.count.max(newer.count) + settings.rehearsal_streams.min(rehearsal.count);
        Ok(Adaptation {
            states: vec![0.0; lanes * base.architecture.state_len()],
            gradient: Gradient::dense(&weights),
            stepper: Stepper::new(options.optimizer, weights.data.len()),
            backend: backend_for(&base.architecture, &candle_core::Device::Cpu, settings.threads),
            base: base.clone(),
            weights,
            done: 0,
            own,
            newer,
            rehearsal,
            options,
            inputs: Vec::new(),
            targets: Vec::new(),
            resets: Vec::new(),
            settings,
        })
    }

    /// Windows of the whole run.
    #[must_use]
    pub fn windows(&self) -> usize {
        self.pass_windows(&self.own) * self.settings.passes
            + self.pass_windows(&self.newer) * self.settings.newer_passes
    }

    fn pass_windows(&self, lanes: &Lanes) -> usize {
        lanes.length.div_ceil(self.settings.sequence)
    }

    /// Whether all windows are done.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.done >= self.windows()
    }

    /// One window: a few dozen milliseconds. Returns the loss in bits per symbol, rehearsal included.
    ///
    /// # Errors
    /// When the backend fails.
    pub fn step(&mut self) -> Result<f64, AdaptError> {
        let first = self.pass_windows(&self.own) * self.settings.passes;
        let (lanes, window) = match self.done.checked_sub(first) {
            None => (&self.own, self.done % self.pass_windows(&self.own).max(1)),
            Some(later) => (&self.newer, later % self.pass_windows(&self.newer).max(1)),
        };
        let sequence = self.settings.sequence;
        let steps = sequence.min(lanes.length - window * sequence);
        let rehearsed = match self.settings.rehearsal_streams {
            0 => 0,
            count => count.min(self.rehearsal.count),
        };
        self.inputs.clear();
        self.targets.clear();
        self.resets.clear();
        for t in 0..steps {
            let places = (0..lanes.count).map(|lane| lanes.at(lane, window * sequence + t));
            let beside = (0..rehearsed).map(|lane| self.rehearsal.at(lane, self.done * sequence + t));
            for (input, target, reset) in places.chain(beside) {
                self.inputs.push(input);
                self.targets.push(target);
                self.resets.push(reset);
            }
        }
        let batch = lanes.count + rehearsed;
        let window =
            Window { batch, steps, inputs: &self.inputs, targets: &self.targets, resets: &self.resets, dropout: None };
        let scored = window.scored();
        let states = &mut self.states[..batch * self.base.architecture.state_len()];
        let nats = self.backend.run(&self.weights, &window, states, Some(&mut self.gradient))?;
        let rate = learning_rate(&self.options, self.stepper.step, self.windows() as u64);
        if scored > 0 {
            self.stepper.apply_to(&self.options, rate, &mut self.weights, &self.gradient);
            let pull = rate * self.settings.pull;
            if pull > 0.0 {
                let towards = self.weights.data.iter_mut().zip(&self.base.weights.data);
                towards.for_each(|(weight, base)| *weight += pull * (base - *weight));
            }
        }
        self.done += 1;
        Ok(nats / std::f64::consts::LN_2 / scored.max(1) as f64)
    }

    /// The carried states, for a run that is saved.
    #[must_use]
    pub fn states(&self) -> &[f32] {
        &self.states
    }

    /// Goes on from a saved place.
    ///
    /// # Errors
    /// When sizes do not fit.
    pub fn go_on(&mut self, done: usize, step: u64, arrays: [Vec<f32>; 4]) -> Result<(), AdaptError> {
        let [weights, first, second, states] = arrays;
        let own = [&self.weights.data, &self.stepper.first, &self.stepper.second, &self.states];
        if own.iter().zip([&weights, &first, &second, &states]).any(|(own, saved)| own.len() != saved.len()) {
            return Err(AdaptError::OtherRun);
        }
        self.weights.data = weights;
        self.stepper = Stepper { step, first, second, ..self.stepper.clone() };
        self.states = states;
        self.done = done;
        Ok(())
    }

    /// The model on the way from the base (0) to where the run is now (1).
    ///
    /// Averaging a fine-tuned model with what it came from keeps most of what either knows (Wortsman et al., "Robust
    /// fine-tuning of zero-shot models", 2022).
    #[must_use]
    pub fn checkpoint(&self, share: f32) -> Checkpoint {
        let mut weights = self.base.weights.clone();
        let towards = weights.data.iter_mut().zip(&self.weights.data);
        towards.for_each(|(base, tuned)| *base += share * (*tuned - *base));
        let mut card = self.base.card.clone();
        card.name = format!("{}, yours", card.name);
        card.held_out_bits_per_char = None;
        Checkpoint { weights, card, ..self.base.clone() }
    }
}

/// From the message on at which half of the person's own characters are still to come.
fn newer_half(messages: &[Message]) -> &[Message] {
    let chars = |message: &Message| if message.own { message.text.len() + 1 } else { 0 };
    let half = messages.iter().map(chars).sum::<usize>() / 2;
    let mut sum = 0;
    let at = messages.iter().position(|message| {
        sum += chars(message);
        sum > half
    });
    &messages[at.unwrap_or(0)..]
}
