//! From text to weights: corpus, streams, truncated back-propagation, optimiser.
//!
//! [`Trainer`] runs a [`Recipe`] over a [`Corpus`] through a [`Backend`]: [`Fused`] by hand on CPUs, [`Reference`] with
//! candle's autograd anywhere. [`Passages`] are the text of a base memory. The module takes text and gives checkpoints;
//! it knows no history, no sockets and no screen.

mod backend;
mod corpus;
mod fastest;
mod fused;
mod gradient;
mod optimizer;
mod passages;
mod people;
mod prepare;
mod recipe;
mod reference;
mod rows;
mod saved;
mod stream;
mod texting;
mod trainer;

pub use backend::{Backend, BackendError, DropoutSeed, NO_TARGET, Window};
pub use corpus::{Corpus, CorpusError};
pub use fastest::{backend_at, backend_for, bf16_is_faster};
pub use fused::Fused;
pub use gradient::{Gradient, NO_ROW, RowGradient};
pub use optimizer::{Stepper, learning_rate};
pub use passages::{BASE_RECIPES, BaseRecipe, BaseSource, Boundary, Passages, Unwanted};
pub use people::{Line, People, Ways};
pub use prepare::{Prepared, prepare};
pub use recipe::{Optimizer, RECIPES, Recipe, RecipeError, Schedule, Source, TextOptions, TrainingOptions};
pub use reference::Reference;
pub use rows::RowMoments;
pub use saved::{SavedError, load_run, save_run};
pub use stream::{Streams, WindowBuffers};
pub use trainer::{Progress, StartError, Step, Trainer};
