//! [`fine_tune`]: a whole run from the base to a judged candidate.

use super::gate::{Gate, Trial, Verdict, judge};
use super::run::{AdaptError, Adaptation, Settings};
use super::text::{MOST_HELD_OUT, Message, split};
use crate::model::Checkpoint;

/// A whole run from the base to a judged candidate, without a pause. `progress` is told the share done, 0 to 1.
///
/// # Errors
/// When there is too little text, or when stopped.
pub fn fine_tune(
    base: &Checkpoint,
    messages: &[Message],
    settings: Settings,
    progress: &dyn Fn(f32),
    stop: &dyn Fn() -> bool,
) -> Result<(Checkpoint, Verdict), AdaptError> {
    let parts = split(messages, MOST_HELD_OUT);
    let mut run = Adaptation::new(base, parts.training, settings, stop)?;
    while !run.is_finished() {
        if stop() {
            return Err(AdaptError::Stopped);
        }
        run.step()?;
        progress(run.done as f32 / run.windows().max(1) as f32);
    }
    let (training, held_out) = (parts.training, parts.held_out);
    judge(&Trial { base, in_use: base, training, held_out, gate: Gate::default() }, &run, stop)
        .ok_or(AdaptError::Stopped)
}
