//! One run of fine-tuning, from the history to a model that is served or refused.
//!
//! The scheduler says when a run begins and whether it is still wanted; a run saves its work before it rests.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::generations::GenerationsError;
use super::record::RunRecord;
use super::saved;
use super::state::{Permit, Shared, Stage};
use crate::adapt::{self, AdaptError, Adaptation, Gate, LEAST_CHARS, Message, Settings, Trial, Verdict};
use crate::daemon::clock::now_ms;
use crate::history::Provenance;
use crate::model::Checkpoint;
use crate::text::newest_within;

/// Time between two saves of a run.
const SAVE_EVERY: Duration = Duration::from_secs(30);

/// How a run ended.
pub(super) enum End {
    Finished,
    NothingToLearn,
    Interrupted,
}

/// Does a run, as long as it is wanted. Returns how it ended.
///
/// # Errors
/// When something cannot be read or written, in words.
pub(super) fn run(shared: &Shared, permit: &Permit) -> Result<End, String> {
    let stop = || shared.should_stop(permit);
    let Some((messages, seen)) = shared.host.messages(permit.config.most_chars) else {
        return Err("the history cannot be read".into());
    };
    let messages = newest(messages, permit.config.most_chars);
    let split = adapt::split(&messages, adapt::MOST_HELD_OUT);
    let settings = Settings { threads: permit.config.threads.max(1), ..Settings::default() };
    let base = &shared.host.base().ok_or("the base model cannot be read")?;
    let (in_use, base_sum, file) = {
        let state = shared.lock();
        // A generation whose file cannot be read is treated as if the base were in use.
        let in_use = state.served.and(state.generations.load_current().ok().flatten());
        (in_use, state.generations.base().to_owned(), state.generations.run_file())
    };
    let fingerprint = saved::fingerprint(&base_sum, split.training, &settings);
    let mut run = match Adaptation::new(base, split.training, settings, &stop) {
        Ok(run) => run,
        Err(AdaptError::Stopped) => return Ok(End::Interrupted),
        Err(error @ AdaptError::TooLittle { .. }) => {
            log::info!("{error}");
            return Ok(End::NothingToLearn);
        }
        Err(error) => return Err(error.to_string()),
    };
    let seconds_before = saved::go_on(&mut run, &fingerprint, &file);
    let file = RunFile { shared, permit, path: file, fingerprint, seconds_before };
    if !train(&mut run, &file).map_err(|error| error.to_string())? {
        return Ok(End::Interrupted);
    }
    shared.show(Stage::Judging, run.done, run.windows());
    let in_use = in_use.as_ref().unwrap_or(base);
    let (training, held_out) = (split.training, split.held_out);
    let gate = Gate { least_gain: permit.config.least_gain, ..Gate::default() };
    let trial = Trial { base, in_use, training, held_out, gate };
    let Some((candidate, verdict)) = adapt::judge(&trial, &run, &stop) else {
        return Ok(End::Interrupted);
    };
    let own = |messages: &[Message]| messages.iter().map(|message| message.own_chars() as u64).sum();
    let record = record(&verdict, file.seconds(), own(training), own(held_out));
    conclude(shared, permit, candidate, record, seen).map_err(|error| error.to_string())
}

/// Trains until the run is finished or no longer wanted, and saves it from time to time. Returns whether it is finished.
fn train(run: &mut Adaptation, file: &RunFile) -> Result<bool, AdaptError> {
    let mut last_saved = Instant::now();
    file.shared.show(Stage::Training, run.done, run.windows());
    while !run.is_finished() {
        if file.shared.should_stop(file.permit) {
            file.save(run);
            return Ok(false);
        }
        run.step()?;
        file.shared.show(Stage::Training, run.done, run.windows());
        if last_saved.elapsed() > SAVE_EVERY {
            file.save(run);
            last_saved = Instant::now();
        }
    }
    file.save(run);
    Ok(true)
}

/// The file in which a run is saved.
struct RunFile<'a> {
    shared: &'a Shared,
    permit: &'a Permit,
    path: PathBuf,
    fingerprint: String,
    /// Seconds of work until the run was saved last, before this time.
    seconds_before: f64,
}

impl RunFile<'_> {
    /// Returns the seconds of work so far.
    fn seconds(&self) -> f64 {
        self.seconds_before + self.permit.started.elapsed().as_secs_f64()
    }

    /// Saves the run, unless something was forgotten meanwhile: a forgetting removes the file, and the messages that it
    /// removed must not come back.
    fn save(&self, run: &Adaptation) {
        let state = self.shared.lock();
        if state.epoch != self.permit.epoch {
            return;
        }
        if let Err(error) = saved::save(run, &self.fingerprint, self.seconds(), &self.path) {
            log::warn!("the run could not be saved: {error}");
        }
    }
}

/// Promotes or refuses the candidate, unless it is no longer wanted.
pub(super) fn conclude(
    shared: &Shared,
    permit: &Permit,
    candidate: Checkpoint,
    record: RunRecord,
    seen: Provenance,
) -> Result<End, GenerationsError> {
    let mut state = shared.lock();
    if state.epoch != permit.epoch {
        return Ok(End::Interrupted);
    }
    let through = seen.through;
    state.generations.drop_run()?;
    if !record.promoted {
        log::info!(
            "a candidate was refused: {:.3} → {:.3} bits per character on the newest messages, {:.3} → {:.3} on base text",
            record.own_before,
            record.own_after,
            record.base_before,
            record.base_after
        );
        state.generations.refuse(record)?;
        shared.host.ended(through);
        return Ok(End::Finished);
    }
    let number = state.generations.promote(&candidate, seen, record, permit.config.generations)?;
    log::info!("personal model {number} is served from now on");
    // The lock is held, so that nothing can be forgotten between keeping the model and serving it.
    shared.serve(&mut state, Some(&candidate));
    shared.host.ended(through);
    Ok(End::Finished)
}

/// Returns the newest messages that hold at most `most_chars` own characters (or [`LEAST_CHARS`], if that is more).
fn newest(mut messages: Vec<Message>, most_chars: usize) -> Vec<Message> {
    let count = newest_within(&messages, most_chars.max(LEAST_CHARS), Message::own_chars).len();
    messages.drain(..messages.len() - count);
    messages
}

fn record(verdict: &Verdict, seconds: f64, chars: u64, held_out_chars: u64) -> RunRecord {
    let lost = verdict.base_after - verdict.base_before > Gate::default().most_loss;
    let refused = (!verdict.promoted).then(|| if lost { "base_text_lost" } else { "no_gain" }.to_owned());
    RunRecord {
        time: now_ms(),
        seconds,
        chars,
        held_out_chars,
        own_before: verdict.own_before,
        own_after: verdict.own_after,
        base_before: verdict.base_before,
        base_after: verdict.base_after,
        share: verdict.share,
        promoted: verdict.promoted,
        generation: None,
        refused,
    }
}
