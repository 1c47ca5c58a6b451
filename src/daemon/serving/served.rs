//! [`Served`]: the model that answers now, and how it is replaced while others compute with it.

use std::sync::{Arc, PoisonError, RwLock};

use crate::predict::Predictor;

/// The place of the model that is served.
pub struct Served(RwLock<Model>);

impl Served {
    pub fn new(predictor: Arc<Predictor>) -> Served {
        Served(RwLock::new(Model { predictor, number: 0 }))
    }

    /// The model that is served now.
    pub fn model(&self) -> Model {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves another model from now on.
    pub fn swap(&self, predictor: Arc<Predictor>) {
        let mut model = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *model = Model { predictor, number: model.number + 1 };
    }
}

/// The model that is being served; its number grows with every change.
#[derive(Clone)]
pub struct Model {
    pub predictor: Arc<Predictor>,
    pub number: u64,
}
