//! [`Base`]: the model that is served before anything is learned, and from which personal models are made.

use std::sync::Arc;

use crate::config;
use crate::daemon::error::DaemonError;
use crate::files::plain_length;
use crate::model::{Checkpoint, embedded, english};
use crate::predict::Predictor;

/// The model that personal ones are made from.
pub struct Base {
    /// The model, ready to predict.
    pub predictor: Arc<Predictor>,
    /// SHA-256 of its content; empty when no personal model is to be made from it.
    pub fingerprint: String,
    /// Reads its weights again, for fine-tuning.
    pub load: Box<dyn Fn() -> Option<Checkpoint> + Send + Sync>,
}

impl From<Arc<Predictor>> for Base {
    /// Returns a base that is served and not fine-tuned.
    fn from(predictor: Arc<Predictor>) -> Base {
        Base { predictor, fingerprint: String::new(), load: Box::new(|| None) }
    }
}

/// Loads the base model, ready to be served and to be fine-tuned.
pub fn load_base(model: &config::Model) -> Result<Base, DaemonError> {
    let checkpoint = load_checkpoint(model)?;
    let own = model.clone();
    Ok(Base {
        predictor: predictor(&checkpoint, model),
        fingerprint: checkpoint.fingerprint(),
        load: Box::new(move || {
            load_checkpoint(&own).inspect_err(|error| log::error!("the base model is gone: {error}")).ok()
        }),
    })
}

/// Returns a checkpoint ready to predict, as the settings say.
pub fn predictor(checkpoint: &Checkpoint, model: &config::Model) -> Arc<Predictor> {
    let predictor = Predictor::new(checkpoint);
    Arc::new(if model.base_memory { predictor } else { predictor.with_base_memory(None) })
}

fn load_checkpoint(model: &config::Model) -> Result<Checkpoint, DaemonError> {
    let path = &model.path;
    if !path.as_os_str().is_empty() {
        plain_length(path).map_err(|source| DaemonError::ReadModel { path: path.to_owned(), source })?;
    }
    let unusable = |model: &str| {
        let model = model.to_owned();
        move |source| DaemonError::Model { model, source }
    };
    if path.as_os_str().is_empty() {
        let bytes = embedded(model.name.name()).unwrap_or(english());
        return Checkpoint::from_bytes(bytes).map_err(unusable("inside the program"));
    }
    Checkpoint::load(path).map_err(unusable(&path.display().to_string()))
}
