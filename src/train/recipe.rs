//! [`Recipe`]: everything that determines a training run but the text itself, as a TOML file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Architecture, ArchitectureError, Init, Precision};

/// A training run, as `models/recipes/*.toml` describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Name of the model it makes.
    pub name: String,
    /// What the data is, with licences: goes into the model card.
    #[serde(default)]
    pub data: Vec<String>,
    /// `[model]`: the shape of the network.
    pub model: Architecture,
    /// `[text]`: vocabulary and documents.
    #[serde(default)]
    pub text: TextOptions,
    /// `[training]`: batch, optimiser and schedule.
    pub training: TrainingOptions,
    /// How `foretype corpus` mixes the training text; recipes of one file have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corpus: BTreeMap<String, Source>,
}

/// One file of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// Lines have nothing to do with each other: shuffle them one by one.
    pub shuffle_lines: bool,
    /// Share of the file's blocks that is kept, 0 to 1; 1 when absent.
    pub keep: Option<f64>,
    /// Lines longer than this are dropped; no limit when absent.
    pub max_line_chars: Option<usize>,
    /// Lines with this text are dropped.
    pub drop_containing: Vec<String>,
    /// Share of the file's blocks that is rewritten as people type in a hurry, 0 to 1: small letters, `u` for `you`.
    pub typed: f32,
    /// Share of the other blocks that is written bare, 0 to 1: small letters, words and apostrophes, no other signs.
    pub bare: f32,
    /// Times that the file's text is in the corpus, each time retyped anew; 1 when absent.
    pub repeat: Option<u32>,
}

/// From text to symbols.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextOptions {
    /// A character seen less often is left to byte fallback.
    pub min_count: u64,
    /// A document ends at the first line end after so many characters, and at the end of a file.
    pub document_chars: usize,
    /// A document also ends at a blank line, which is then no text: what `foretype corpus` writes.
    pub blank_line_ends_document: bool,
    /// Share of the documents that is held out, drawn by the seed.
    pub held_out: f64,
    /// At most so many characters are held out.
    pub max_held_out_chars: usize,
    /// Documents come in another order each epoch.
    pub shuffle: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        TextOptions {
            min_count: 10,
            document_chars: 5000,
            blank_line_ends_document: false,
            held_out: 0.1,
            max_held_out_chars: 500_000,
            shuffle: true,
        }
    }
}

/// Which update rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Optimizer {
    /// Adam (Kingma and Ba 2015); weight decay enters the gradient.
    #[default]
    Adam,
    /// AdamW (Loshchilov and Hutter 2019); weight decay is applied beside the gradient.
    AdamW,
    /// Stochastic gradient descent, with momentum when it is given.
    Sgd,
}

/// How the learning rate moves from its start (after the warm-up) to the last step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schedule {
    /// The learning rate stays.
    #[default]
    Constant,
    /// It falls in a line to `final_rate` times itself.
    Linear,
    /// It falls along half a cosine to `final_rate` times itself (Loshchilov and Hutter 2017, without restarts).
    Cosine,
}

/// How weights are trained on symbols.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrainingOptions {
    /// Streams side by side.
    pub batch: usize,
    /// Steps of truncated back-propagation.
    pub sequence: usize,
    /// Passes over the training documents.
    pub epochs: usize,
    /// The update rule.
    pub optimizer: Optimizer,
    /// The learning rate after the warm-up.
    pub learning_rate: f32,
    /// How the learning rate falls.
    pub schedule: Schedule,
    /// The schedule ends at this share of the learning rate.
    pub final_rate: f32,
    /// Steps of linear warm-up.
    pub warmup_steps: u64,
    /// Adam's two decay rates; the first is the momentum of SGD.
    pub betas: [f32; 2],
    /// Decay of the weights; 0 for none.
    pub weight_decay: f32,
    /// The gradient's global norm is cut to this; 0 leaves it.
    pub clip_norm: f32,
    /// How the first weights are drawn.
    pub init: Init,
    /// Seed of every random draw of the run.
    pub seed: u64,
    /// Probability that the state starts anew after a message (a line).
    pub reset_message: f32,
    /// Probability that the state starts anew at any character.
    pub reset_anywhere: f32,
    /// Characters between two evaluations on the held-out text; 0 means once an epoch.
    pub evaluate_every_chars: u64,
    /// Evaluations without improvement after which training stops; 0 means never.
    pub patience: u32,
    /// Minutes between two saves of the run.
    pub checkpoint_minutes: f64,
    /// What matrix products multiply: f32, or bf16 with sums, weights and moments in f32, which is faster on processors
    /// that have instructions for it.
    #[serde(skip_serializing_if = "is_f32")]
    pub precision: Precision,
    /// Learning rate of the n-gram tables' rows, as a multiple of the rest's.
    #[serde(skip_serializing_if = "is_default_rows_rate")]
    pub rows_rate: f32,
}

/// Whether the field is left out of a written recipe, as for [`is_f32`].
fn is_default_rows_rate(rate: &f32) -> bool {
    *rate == ROWS_RATE
}

const ROWS_RATE: f32 = 2.0;

/// Whether the field is left out of a written recipe: runs that were saved before it existed can go on then.
fn is_f32(precision: &Precision) -> bool {
    *precision == Precision::F32
}

impl Default for TrainingOptions {
    fn default() -> Self {
        TrainingOptions {
            batch: 32,
            sequence: 100,
            epochs: 1,
            optimizer: Optimizer::Adam,
            learning_rate: 0.002,
            schedule: Schedule::Constant,
            final_rate: 0.0,
            warmup_steps: 0,
            betas: [0.9, 0.999],
            weight_decay: 0.0,
            clip_norm: 1.0,
            init: Init::Uniform,
            seed: 1,
            reset_message: 0.0,
            reset_anywhere: 0.0,
            evaluate_every_chars: 0,
            patience: 0,
            checkpoint_minutes: 5.0,
            precision: Precision::F32,
            rows_rate: ROWS_RATE,
        }
    }
}

/// Why a recipe is refused.
#[derive(Debug, thiserror::Error)]
pub enum RecipeError {
    /// The text is no TOML, or a field is unknown or of the wrong type.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// `[model]` contradicts itself.
    #[error("model: {0}")]
    Architecture(#[from] ArchitectureError),
    /// A value is out of its range.
    #[error("{field} is {value}, it must be {expected}")]
    Value {
        /// The field, with its section.
        field: &'static str,
        /// The value as given.
        value: String,
        /// What it must be.
        expected: &'static str,
    },
}

impl Recipe {
    /// Reads and checks a recipe.
    ///
    /// # Errors
    /// When the text is no recipe; the message names line and field.
    pub fn parse(text: &str) -> Result<Self, RecipeError> {
        let recipe: Recipe = toml::from_str(text)?;
        recipe.validate()?;
        Ok(recipe)
    }

    /// # Errors
    /// When a value is out of its range.
    pub fn validate(&self) -> Result<(), RecipeError> {
        self.model.validate()?;
        let t = &self.training;
        let probability = |p: f32| (0.0..=1.0).contains(&p);
        let rules: [(&'static str, String, bool, &'static str); 12] = [
            ("training.batch", t.batch.to_string(), (1..=4096).contains(&t.batch), "from 1 to 4096"),
            ("training.sequence", t.sequence.to_string(), (1..=10_000).contains(&t.sequence), "from 1 to 10000"),
            ("training.epochs", t.epochs.to_string(), (1..=100_000).contains(&t.epochs), "from 1 to 100000"),
            (
                "training.learning_rate",
                t.learning_rate.to_string(),
                t.learning_rate > 0.0 && t.learning_rate.is_finite(),
                "above 0",
            ),
            ("training.final_rate", t.final_rate.to_string(), probability(t.final_rate), "from 0 to 1"),
            (
                "training.betas",
                format!("{:?}", t.betas),
                t.betas.iter().all(|b| (0.0..1.0).contains(b)),
                "from 0, below 1",
            ),
            (
                "training.weight_decay",
                t.weight_decay.to_string(),
                (0.0..1.0).contains(&t.weight_decay),
                "from 0, below 1",
            ),
            ("training.clip_norm", t.clip_norm.to_string(), t.clip_norm >= 0.0, "0 or above"),
            ("training.reset_message", t.reset_message.to_string(), probability(t.reset_message), "from 0 to 1"),
            ("training.reset_anywhere", t.reset_anywhere.to_string(), probability(t.reset_anywhere), "from 0 to 1"),
            ("training.precision", t.precision.to_string(), t.precision != Precision::Int8, "f32 or bf16"),
            (
                "text.held_out",
                self.text.held_out.to_string(),
                (0.0..1.0).contains(&self.text.held_out),
                "from 0, below 1",
            ),
        ];
        match rules.into_iter().find(|rule| !rule.2) {
            Some((field, value, _, expected)) => Err(RecipeError::Value { field, value, expected }),
            None => Ok(()),
        }
    }
}

macro_rules! recipes {
    ($($name:literal),* $(,)?) => {
        /// The recipes that come with the program: name and text.
        pub const RECIPES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../models/recipes/", $name, ".toml")))),*];
    };
}

recipes![
    "english",
    "english-finish",
    "english-wide",
    "english-last",
    "english-close",
    "english-bare",
    "english-everyday",
    "english-hurried",
    "english-texting",
    "english-broad",
    "english-usual",
    "english-spoken",
    "english-handsets",
    "english-voices",
    "english-common",
    "english-broader",
    "english-formulae",
    "english-senses",
    "english-phrases",
    "tiny",
    "nietzsche-unrolled",
    "nietzsche-unrolled-small",
    "nietzsche-rnn",
    "nietzsche-rnn-small",
    "nietzsche-lstm",
    "nietzsche-lstm-small",
    "nietzsche-gru",
    "nietzsche-gru-small",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_that_ships_is_valid() {
        for (name, text) in RECIPES {
            let recipe = Recipe::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(&recipe.name, name);
        }
    }

    #[track_caller]
    fn check_refused(change: (&str, &str), expected: &str) {
        let text = RECIPES.iter().find(|(name, _)| *name == "nietzsche-gru-small").unwrap().1;
        assert!(text.contains(change.0), "the recipe has {:?}", change.0);
        let error = Recipe::parse(&text.replace(change.0, change.1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        check_refused(("batch = 16", "batch = 0"), "training.batch is 0");
        check_refused(("cell = \"gru\"", "cell = \"grue\""), "grue");
        check_refused(("batch = 16", "bach = 32"), "bach");
        check_refused(("dropout = ", "dropout = 1"), "dropout");
        check_refused(("seed = 1", "precision = \"int8\""), "f32 or bf16");
    }
}
