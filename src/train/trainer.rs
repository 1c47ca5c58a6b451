//! [`Trainer`]: runs the windows of a corpus through a backend and an optimiser until the recipe is done.
//!
//! It takes one step at a time and returns what happened, so that its caller can draw progress and stop between two
//! steps. It draws nothing on a screen and knows no signals.

use super::backend::{Backend, BackendError, DropoutSeed, Window};
use super::corpus::{Corpus, CorpusError};
use super::gradient::Gradient;
use super::optimizer::{Stepper, learning_rate};
use super::recipe::Recipe;
use super::stream::{Streams, WindowBuffers};
use crate::model::{Alphabet, Architecture, Checkpoint, ModelCard, Rows, Weights};
use crate::text::random::SplitMix64;

/// Everything that a run needs to go on as if it had never stopped.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The epoch, counted from 0.
    pub epoch: u64,
    /// Step within the epoch at which the next window starts.
    pub position: usize,
    /// Characters trained on so far.
    pub chars: u64,
    /// Characters at the last evaluation.
    pub evaluated_at: u64,
    /// Seconds of work before the last save.
    pub seconds: f64,
    /// Best held-out figure so far, in bits per character; infinite before the first.
    pub best: f64,
    /// Evaluations since then.
    pub since_best: u32,
    /// Whether the recipe is done or patience has run out.
    pub finished: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Progress {
            epoch: 0,
            position: 0,
            chars: 0,
            evaluated_at: 0,
            seconds: 0.0,
            best: f64::INFINITY,
            since_best: 0,
            finished: false,
        }
    }
}

/// A run of training.
pub struct Trainer<'a> {
    /// What the run follows.
    pub recipe: Recipe,
    corpus: &'a Corpus,
    backend: Box<dyn Backend>,
    /// The weights as they are after the newest step.
    pub weights: Weights,
    /// The weights at the best evaluation.
    pub best: Weights,
    /// The optimiser's moments and step count.
    pub stepper: Stepper,
    /// `(B, S)`, carried from window to window and never differentiated through.
    pub states: Vec<f32>,
    /// The place in the corpus, and the best figure so far.
    pub progress: Progress,
    streams: Streams,
    window: WindowBuffers,
    gradient: Gradient,
    /// Steps of the whole run, for the learning-rate schedule.
    total_steps: u64,
    /// Card of the model that the run goes on from.
    before: Option<ModelCard>,
}

/// Why a run cannot go on from a model.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum StartError {
    /// The model has another cell, wider layers, or tables that cannot grow to the recipe's.
    #[error("the model is a {model}, the recipe asks for a {recipe}")]
    Shape {
        /// Shape of the model.
        model: String,
        /// Shape that the recipe asks for.
        recipe: String,
    },
    /// Model and corpus have different vocabularies.
    #[error("the corpus was read with another vocabulary than the model's")]
    Vocab,
}

/// The figures of one step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Loss of the window before the step, in bits per character.
    pub bits_per_char: f64,
    /// Characters of the window.
    pub chars: u64,
    /// The learning rate of the step.
    pub learning_rate: f32,
    /// Norm of the gradient before clipping.
    pub gradient_norm: f64,
}

impl<'a> Trainer<'a> {
    /// Starts a run from the beginning.
    ///
    /// # Errors
    /// When the corpus is too small for one window.
    pub fn new(recipe: Recipe, corpus: &'a Corpus, backend: Box<dyn Backend>) -> Result<Self, CorpusError> {
        let options = &recipe.training;
        let alphabet = Alphabet::of(&corpus.vocab);
        // The weights are drawn from a stream of random numbers of their own, as every other draw is.
        let seed = SplitMix64::at(options.seed, &[0]).next();
        let weights = Weights::init(&recipe.model, &alphabet, options.init, seed);
        let streams = Streams::training(corpus, options, recipe.text.shuffle, 0);
        let windows = streams.steps().div_ceil(options.sequence) as u64;
        if streams.batch() < options.batch || windows == 0 {
            let chars = corpus.training.iter().map(std::ops::Range::len).sum();
            return Err(CorpusError::TooSmall { chars, needed: 2 * options.batch });
        }
        Ok(Trainer {
            corpus,
            best: weights.clone(),
            stepper: Stepper::new(options.optimizer, weights.data.len())
                .with_rows(recipe.model.ngrams.as_ref(), backend.threads()),
            states: vec![0.0; options.batch * recipe.model.state_len()],
            progress: Progress::default(),
            streams,
            window: WindowBuffers::default(),
            gradient: Gradient::new(&recipe.model, &weights),
            backend,
            total_steps: windows * options.epochs as u64,
            before: None,
            weights,
            recipe,
        })
    }

    /// Begins with a model's weights instead of random ones; the corpus has the model's vocabulary. The new model keeps the
    /// name, and its card adds characters and data to the old one's. The recipe may have wider layers than the model
    /// ([`Weights::widen`]), larger tables, and more of them ([`crate::model::Ngrams::grown_from`]).
    ///
    /// # Errors
    /// When shape or vocabulary differ otherwise; dropout may.
    pub fn start_from(&mut self, model: &Checkpoint) -> Result<(), StartError> {
        // What may differ between the two is left out.
        let network = |arch: &Architecture| Architecture { dropout: 0.0, ngrams: None, hidden: 0, ..arch.clone() };
        let [own, other] = [&self.recipe.model, &model.architecture];
        let numbers = model.weights.rows.to_f32(model.weights.row_width());
        let rows = match (&own.ngrams, &other.ngrams) {
            (Some(own), Some(other)) => own.grown_from(other, &numbers),
            (None, None) => Some(numbers),
            _ => None,
        };
        if self.corpus.vocab != model.vocab {
            return Err(StartError::Vocab);
        }
        let same = network(own) == network(other);
        let Some(rows) = rows.filter(|_| same && self.weights.widen(&model.weights, own.cell).is_some()) else {
            return Err(StartError::Shape { model: other.to_string(), recipe: own.to_string() });
        };
        self.weights.rows = Rows::F32(rows);
        self.best = self.weights.clone();
        self.before = Some(model.card.clone());
        Ok(())
    }

    /// Goes to a saved place; the streams of its epoch are laid out again.
    pub fn go_to(&mut self, progress: Progress) {
        self.progress = progress;
        self.lay_out_epoch();
    }

    fn lay_out_epoch(&mut self) {
        let (options, shuffle) = (&self.recipe.training, self.recipe.text.shuffle);
        self.streams = Streams::training(self.corpus, options, shuffle, self.progress.epoch);
    }

    /// Characters of the whole run, for progress bars.
    #[must_use]
    pub fn total_chars(&self) -> u64 {
        (self.streams.batch() * self.streams.steps()) as u64 * self.recipe.training.epochs as u64
    }

    /// One window: forward, backward, update. Marks the run finished after the last one.
    ///
    /// # Errors
    /// When the backend fails.
    pub fn step(&mut self) -> Result<Step, BackendError> {
        let options = &self.recipe.training;
        self.streams.fill(self.progress.position, options.sequence, &mut self.window);
        let rows_dropout = self.recipe.model.ngrams.as_ref().map_or(0.0, |ngrams| ngrams.dropout);
        let dropout = (self.recipe.model.dropout > 0.0 || rows_dropout > 0.0).then_some(DropoutSeed {
            seed: options.seed,
            step: self.stepper.step,
            rate: self.recipe.model.dropout,
        });
        let window = self.window.view(self.streams.batch(), dropout);
        let chars = window.targets.iter().filter(|&&target| self.corpus.begins_char(target)).count() as u64;
        let nats = self.backend.run(&self.weights, &window, &mut self.states, Some(&mut self.gradient))?;
        let rate = learning_rate(options, self.stepper.step, self.total_steps);
        let gradient_norm = self.stepper.apply_to(options, rate, &mut self.weights, &self.gradient);
        self.progress.chars += chars;
        self.progress.position += self.window.steps;
        if self.progress.position >= self.streams.steps() {
            self.end_epoch();
        }
        let bits_per_char = nats / std::f64::consts::LN_2 / chars.max(1) as f64;
        Ok(Step { bits_per_char, chars, learning_rate: rate, gradient_norm })
    }

    fn end_epoch(&mut self) {
        self.progress.epoch += 1;
        self.progress.position = 0;
        if self.progress.epoch >= self.recipe.training.epochs as u64 {
            self.progress.finished = true;
            return;
        }
        self.states.fill(0.0);
        self.lay_out_epoch();
    }

    /// Whether the recipe asks for an evaluation now.
    #[must_use]
    pub fn evaluation_is_due(&self) -> bool {
        if self.corpus.held_out.is_empty() {
            return false;
        }
        let every = self.recipe.training.evaluate_every_chars;
        let epoch_ended = self.progress.position == 0;
        self.progress.finished
            || if every == 0 { epoch_ended } else { self.progress.chars - self.progress.evaluated_at >= every }
    }

    /// Bits per character on the held-out documents, each from the state in which a session starts. Keeps the weights
    /// if they are the best so far and marks the run finished when patience has run out.
    ///
    /// # Errors
    /// When the backend fails.
    pub fn evaluate(&mut self) -> Result<f64, BackendError> {
        let bits = held_out_bits(&self.recipe, self.corpus, self.backend.as_mut(), &self.weights)?;
        self.progress.evaluated_at = self.progress.chars;
        if bits < self.progress.best {
            self.progress.best = bits;
            self.progress.since_best = 0;
            self.best.clone_from(&self.weights);
        } else {
            self.progress.since_best += 1;
            let patience = self.recipe.training.patience;
            self.progress.finished |= patience > 0 && self.progress.since_best >= patience;
        }
        Ok(bits)
    }

    /// The model at its best evaluation, or as it is when nothing was held out.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        let evaluated = self.progress.best.is_finite();
        Checkpoint {
            architecture: self.recipe.model.clone(),
            vocab: self.corpus.vocab.clone(),
            weights: if evaluated { self.best.clone() } else { self.weights.clone() },
            card: self.card(evaluated.then_some(self.progress.best)),
        }
    }

    fn card(&self, held_out_bits_per_char: Option<f64>) -> ModelCard {
        let before = self.before.clone().unwrap_or_default();
        let mut data = before.data;
        data.extend(self.recipe.data.iter().filter(|own| !data.contains(own)).cloned().collect::<Vec<_>>());
        ModelCard {
            name: if before.name.is_empty() { self.recipe.name.clone() } else { before.name },
            data,
            trained_chars: before.trained_chars + self.progress.chars,
            seed: self.recipe.training.seed,
            held_out_bits_per_char,
        }
    }

    /// The backend's name, for people.
    #[must_use]
    pub fn backend_name(&self) -> String {
        self.backend.name()
    }
}

impl WindowBuffers {
    /// The window as a backend takes it.
    #[must_use]
    pub fn view(&self, batch: usize, dropout: Option<DropoutSeed>) -> Window<'_> {
        Window { batch, steps: self.steps, inputs: &self.inputs, targets: &self.targets, resets: &self.resets, dropout }
    }
}

fn held_out_bits(
    recipe: &Recipe,
    corpus: &Corpus,
    backend: &mut dyn Backend,
    weights: &Weights,
) -> Result<f64, BackendError> {
    let streams = Streams::held_out(corpus, recipe.training.batch);
    let mut states = vec![0.0; streams.batch() * recipe.model.state_len()];
    let mut window = WindowBuffers::default();
    let (mut nats, mut chars) = (0.0, 0u64);
    for from in (0..streams.steps()).step_by(recipe.training.sequence) {
        streams.fill(from, recipe.training.sequence, &mut window);
        let view = window.view(streams.batch(), None);
        nats += backend.run(weights, &view, &mut states, None)?;
        chars += view.targets.iter().filter(|&&target| corpus.begins_char(target)).count() as u64;
    }
    Ok(nats / std::f64::consts::LN_2 / chars.max(1) as f64)
}

#[cfg(test)]
mod tests;
