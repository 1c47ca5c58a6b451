//! Times of a model on this machine: steps, whole queries and training, beside the most that its processor could do.
//!
//! Every function takes its measurements and returns figures; nothing is printed here. Times are those of a wall clock, so
//! other work on the machine makes them longer.

mod machine;
mod steps;
mod times;
mod training;

pub use machine::{Machine, machine};
pub use steps::{QueryTimes, StepTimes, queries, random_model, steps};
pub use times::Times;
pub use training::{Training, TrainingShape, training};
