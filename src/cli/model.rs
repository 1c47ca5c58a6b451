//! [`load_predictor`]: the model that a command without daemon works with.

use std::path::Path;

use super::error::CliError;
use crate::model::{Checkpoint, embedded, english};
use crate::predict::Predictor;

/// A checkpoint from a file, or one inside the program by its name; `english` where nothing is said.
pub fn load_checkpoint(path: Option<&Path>) -> Result<Checkpoint, CliError> {
    let inside = match path {
        None => Some(english()),
        Some(path) => path.to_str().filter(|_| !path.is_file()).and_then(embedded),
    };
    if let Some(bytes) = inside {
        return Checkpoint::from_bytes(bytes)
            .map_err(|e| CliError::failure("the model inside the program is damaged").source(e));
    }
    let path = path.unwrap_or(Path::new(""));
    Checkpoint::load(path).map_err(|error| {
        CliError::failure(format!("cannot use {} as a model", path.display()))
            .source(error)
            .hint("a model is a .safetensors file that `foretype train` wrote")
    })
}

/// As [`load_checkpoint`], ready to predict, with the base memory that belongs to it or without.
pub fn load_predictor(path: Option<&Path>, base_memory: bool) -> Result<Predictor, CliError> {
    let predictor = Predictor::new(&load_checkpoint(path)?);
    Ok(if base_memory { predictor } else { predictor.with_base_memory(None) })
}
