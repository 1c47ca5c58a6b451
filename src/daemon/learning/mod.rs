//! What is learned of the owner, from the message that was just sent to the model of their own.
//!
//! [`Own`] holds what is learned at once and gives it to every suggestion; [`Learner`] fine-tunes in the background;
//! [`Generations`] keeps what came of it.

mod generations;
mod learner;
mod lexicon;
mod own;
mod power;
mod record;
mod saved;
mod threads;

pub use generations::{Generations, GenerationsError};
pub use learner::{Handle, Learner, World};
pub use own::Own;
pub use record::{KeptModel, Report, RunRecord};
pub use threads::Threads;
