//! [`Metadata`]: what a checkpoint's header says of the model, and [`ModelCard`], its part for people.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::architecture::Architecture;

/// The name of the header's entry.
pub(super) const METADATA_KEY: &str = "foretype";
/// The version of the format, which the entry says.
pub(super) const FORMAT: u32 = 1;
/// A model for a keyboard is megabytes; beyond this a file is a mistake.
pub(super) const MAX_FILE_BYTES: u64 = 4 << 30;

/// Where a model comes from, for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelCard {
    /// Name of the recipe that made it; a fine-tuned model's goes on after a comma.
    pub name: String,
    /// What it was trained on, with licences.
    pub data: Vec<String>,
    /// Characters seen in training, repetitions included.
    pub trained_chars: u64,
    /// Seed of the training.
    pub seed: u64,
    /// On text held out from training, in bits per character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_out_bits_per_char: Option<f64>,
}

/// What the entry says.
#[derive(Serialize, Deserialize)]
pub(super) struct Metadata<'a> {
    pub format: u32,
    pub architecture: Architecture,
    pub vocab: Cow<'a, str>,
    pub vocab_hash: String,
    #[serde(default)]
    pub card: ModelCard,
}
