//! Everything learned from the owner, from the message that was just sent to a model of their own.
//!
//! [`Profile`] holds what is learned at once and gives it to every suggestion; [`Scheduler`] decides when the model is
//! fine-tuned in the background (`run`); [`Generations`] keeps the models that result.

mod conversations;
mod fared;
mod generations;
mod lessons;
mod lexicon;
mod opening;
mod power;
mod profile;
mod rebuild;
mod record;
mod run;
mod saved;
mod scheduler;
mod state;
mod taught;

pub use conversations::Conversations;
pub use fared::{Fared, SharedFared};
pub use generations::{Generations, GenerationsError};
pub use profile::Profile;
pub use record::{KeptModel, Report, RunRecord};
pub use scheduler::{Handle, Scheduler};
pub use state::Host;
