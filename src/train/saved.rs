//! A training run on disk: weights, moments, carried states and progress, as one safetensors file beside the model.

use std::collections::HashMap;
use std::path::Path;

use safetensors::tensor::SafeTensors;
use serde::{Deserialize, Serialize};

use super::trainer::{Progress, Trainer};
use crate::model::{CheckpointError, Rows};

const METADATA_KEY: &str = "foretype-run";

/// Why a run cannot be resumed.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// The file cannot be read, written or holds numbers that are not finite.
    #[error(transparent)]
    File(#[from] CheckpointError),
    /// The bytes are no safetensors file.
    #[error("not a saved run: {0}")]
    Format(#[from] safetensors::SafeTensorError),
    /// The header or an array is missing or has another form.
    #[error("not a saved run: {0}")]
    Metadata(String),
    /// Recipe, corpus or vocabulary are not those that the run was started with; names which.
    #[error("the run was started with another {0}: start anew in another folder, or give what it was started with")]
    Other(&'static str),
}

/// JSON in the header. Floats are kept as bits, so that nothing is rounded.
#[derive(Serialize, Deserialize)]
struct Metadata {
    recipe: String,
    corpus: String,
    step: u64,
    epoch: u64,
    position: usize,
    chars: u64,
    evaluated_at: u64,
    seconds: f64,
    best_bits: u64,
    since_best: u32,
    finished: bool,
}

/// The part of a recipe that a resumed run must share: everything that changes the numbers.
fn recipe_key(trainer: &Trainer) -> String {
    let mut recipe = trainer.recipe.clone();
    recipe.training.checkpoint_minutes = 0.0;
    serde_json::to_string(&recipe).unwrap_or_default()
}

/// Writes the run, whole or not at all. `fingerprint` is the corpus's.
///
/// # Errors
/// When the disk refuses.
pub fn save_run(trainer: &Trainer, fingerprint: &str, path: &Path) -> Result<(), SavedError> {
    let p = &trainer.progress;
    let metadata = Metadata {
        recipe: recipe_key(trainer),
        corpus: fingerprint.to_owned(),
        step: trainer.stepper.step,
        epoch: p.epoch,
        position: p.position,
        chars: p.chars,
        evaluated_at: p.evaluated_at,
        seconds: p.seconds,
        best_bits: p.best.to_bits(),
        since_best: p.since_best,
        finished: p.finished,
    };
    let json = serde_json::to_string(&metadata).map_err(|error| SavedError::Metadata(error.to_string()))?;
    let header = HashMap::from([(METADATA_KEY.to_owned(), json)]);
    Ok(crate::model::write_arrays(path, ARRAYS.into_iter().zip(arrays(trainer)), header)?)
}

/// Names in the file; a model without n-gram tables has the first five.
const ARRAYS: [&str; 9] =
    ["weights", "best", "first", "second", "states", "rows", "best_rows", "first_rows", "second_rows"];

fn arrays<'t>(trainer: &'t Trainer) -> Vec<&'t [f32]> {
    let Trainer { weights, best, stepper, states, .. } = trainer;
    let mut arrays: Vec<&[f32]> = vec![&weights.data, &best.data, &stepper.first, &stepper.second, states];
    if let (Rows::F32(rows), Rows::F32(best)) = (&weights.rows, &best.rows)
        && !rows.is_empty()
    {
        arrays.extend([rows.as_slice(), best, &stepper.rows.first, &stepper.rows.second]);
    }
    arrays
}

fn arrays_mut<'t>(trainer: &'t mut Trainer) -> Vec<&'t mut Vec<f32>> {
    let Trainer { weights, best, stepper, states, .. } = trainer;
    let mut arrays = vec![&mut weights.data, &mut best.data, &mut stepper.first, &mut stepper.second, states];
    if let (Rows::F32(rows), Rows::F32(best)) = (&mut weights.rows, &mut best.rows)
        && !rows.is_empty()
    {
        arrays.extend([rows, best, &mut stepper.rows.first, &mut stepper.rows.second]);
    }
    arrays
}

/// Brings a new trainer to the place where the run was saved.
///
/// # Errors
/// When the file is damaged, or belongs to another recipe or corpus; the trainer is of no use after that.
pub fn load_run(trainer: &mut Trainer, fingerprint: &str, path: &Path) -> Result<(), SavedError> {
    let io = |source| CheckpointError::Io { path: path.display().to_string(), source };
    let bytes = std::fs::read(path).map_err(io)?;
    let (_, header) = SafeTensors::read_metadata(&bytes)?;
    let json = header.metadata().as_ref().and_then(|map| map.get(METADATA_KEY)).cloned().unwrap_or_default();
    let saved: Metadata = serde_json::from_str(&json).map_err(|error| SavedError::Metadata(error.to_string()))?;
    if saved.recipe != recipe_key(trainer) {
        return Err(SavedError::Other("recipe"));
    }
    if saved.corpus != fingerprint {
        return Err(SavedError::Other("corpus"));
    }
    let tensors = SafeTensors::deserialize(&bytes)?;
    for (name, array) in ARRAYS.into_iter().zip(arrays_mut(trainer)) {
        let expected = array.len();
        array.clear();
        crate::model::append_f32(name, &tensors.tensor(name)?, array)?;
        if array.len() != expected {
            return Err(SavedError::Metadata(format!("`{name}` has {} numbers", array.len())));
        }
    }
    trainer.stepper.step = saved.step;
    trainer.go_to(Progress {
        epoch: saved.epoch,
        position: saved.position,
        chars: saved.chars,
        evaluated_at: saved.evaluated_at,
        seconds: saved.seconds,
        best: f64::from_bits(saved.best_bits),
        since_best: saved.since_best,
        finished: saved.finished,
    });
    Ok(())
}
