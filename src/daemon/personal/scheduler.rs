//! [`Scheduler`]: the thread that fine-tunes in the background, and the rules of when it may.
//!
//! The thread sleeps until there is something to do, or until an obstacle (typing, battery, pause) may be gone. A
//! run works at the lowest priority, one short window at a time, and asks after each whether it is still wanted.

use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use super::generations::{Generations, GenerationsError, Gone};
use super::record::Report;
use super::run::{self, End};
use super::state::{Activity, Host, NEW_TEXT, Permit, Request, Shared, Stage, obstacle};
use crate::config;
use crate::daemon::clock::today;
use crate::daemon::priority::{self, Yields};
use crate::history::Provenance;

/// The thread; dropping it stops the run on its way, which is saved first.
pub struct Scheduler {
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

/// The requests that every part of the daemon may make of the scheduler.
#[derive(Clone)]
pub struct Handle(Arc<Shared>);

impl Scheduler {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        generations: Generations,
        config: config::Learning,
        host: Box<dyn Host>,
    ) -> std::io::Result<Scheduler> {
        let shared = Arc::new(Shared::new(generations, config, host));
        let thread = std::thread::Builder::new().name("learner".into()).spawn({
            let shared = shared.clone();
            move || {
                priority::lower(Yields::ToEveryone);
                work(&shared);
            }
        })?;
        Ok(Scheduler { handle: Handle(shared), thread: Some(thread) })
    }

    /// Returns the handle for requests to the scheduler.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    fn stop(&mut self) {
        self.handle.stop();
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            log::error!("fine-tuning failed; this is a bug");
        }
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Handle {
    /// Lets no run begin any more; the run on its way saves itself and ends.
    pub fn stop(&self) {
        self.0.lock().ask(Request::Stop);
        self.0.changed.notify_all();
    }

    /// Notes that somebody types.
    pub fn typed(&self) {
        self.0.lock().last_typed = Some(Instant::now());
    }

    /// Notes how many own characters were kept.
    pub fn kept(&self, own_chars: u64) {
        let mut state = self.0.lock();
        state.new_chars += own_chars;
        self.0.changed.notify_all();
    }

    /// Takes other settings from now on.
    pub fn configure(&self, config: config::Learning) {
        self.0.lock().config = config;
        self.0.changed.notify_all();
    }

    /// Starts a run now, even while somebody types, or lets the one on its way go on; [`Handle::status`] tells its
    /// outcome.
    pub fn ask(&self) {
        let mut state = self.0.lock();
        match &mut state.activity {
            Activity::Running { hurried, .. } => *hurried = true,
            Activity::Idle | Activity::Waiting(_) => state.ask(Request::Run),
        }
        drop(state);
        self.0.changed.notify_all();
    }

    /// Is called when the history is open: serves the personal model in use if nothing was forgotten since it was
    /// trained. Otherwise all personal models are removed, and one is made anew from the messages left.
    pub fn vouch(&self, now: &Provenance) {
        let mut state = self.0.lock();
        state.epoch += 1;
        let current = state.generations.current();
        if !state.generations.are_up_to_date(now) {
            log::warn!("personal models that may have seen what was forgotten are removed");
            if current.is_some() {
                state.ask(Request::Rebuild);
            }
            if let Err(error) = state.generations.clear() {
                log::error!("the personal models could not be removed: {error}");
            }
            self.0.serve(&mut state, None);
        } else if state.served != current {
            match state.generations.load_current() {
                Ok(checkpoint) => self.0.serve(&mut state, checkpoint.as_ref()),
                Err(error) => log::error!("serving the base model: {error}"),
            }
        }
        drop(state);
        self.0.changed.notify_all();
    }

    /// Returns whether a personal model may have seen messages that would be forgotten.
    pub fn may_have_seen(&self, gone: &Gone) -> bool {
        self.0.lock().generations.may_have_seen(gone)
    }

    /// Is called when something was forgotten: a run on its way stops and its file is removed. If a personal model may
    /// have seen the text, all of them are removed and one is made anew from the messages left. Returns whether that is
    /// so, and whether the files could be removed.
    ///
    /// # Errors
    /// When the disk refuses; the base is served all the same.
    pub fn forgotten(&self, gone: &Gone, everything: bool) -> (bool, Result<(), GenerationsError>) {
        let mut state = self.0.lock();
        state.epoch += 1;
        let served = state.generations.current().is_some();
        let (seen, result) = if everything {
            // No message is left to make a model from.
            state.take_back(Request::Rebuild);
            state.new_chars = 0;
            (served, state.generations.clear_all())
        } else {
            let seen = state.generations.may_have_seen(gone);
            if served && seen {
                state.ask(Request::Rebuild);
            }
            (seen, state.generations.forget(gone).map(|_| ()))
        };
        if seen || everything || result.is_err() {
            // The lock is held, so that a run that ends now cannot put its model in between.
            self.0.serve(&mut state, None);
        }
        drop(state);
        self.0.changed.notify_all();
        (seen, result)
    }

    /// Serves an earlier model.
    ///
    /// # Errors
    /// When there is none.
    pub fn roll_back(&self, to: Option<u64>) -> Result<Option<u64>, GenerationsError> {
        let mut state = self.0.lock();
        let checkpoint = state.generations.roll_back(to)?;
        state.epoch += 1;
        self.0.serve(&mut state, checkpoint.as_ref());
        Ok(state.served)
    }

    /// Makes personal models from another base from now on, and calls `serve` to serve that base; models made from the
    /// old one are removed. Returns false, and changes nothing, when one of them is in use.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn rebase(&self, base: &str, serve: impl FnOnce()) -> Result<bool, GenerationsError> {
        let mut state = self.0.lock();
        if state.generations.current().is_some() {
            return Ok(false);
        }
        state.epoch += 1;
        state.generations.rebase(base)?;
        // The lock is held, so that no run begins between one base and the other.
        serve();
        Ok(true)
    }

    /// Returns what the scheduler does and did.
    pub fn status(&self) -> Report {
        let state = self.0.lock();
        let (done, total) = state.progress();
        Report {
            enabled: state.config.enabled,
            phase: state.activity.name(),
            waits_for: state.waits_for(),
            done: done as u64,
            total: total as u64,
            new_chars: state.new_chars,
            needed_chars: state.config.new_chars,
            seconds_today: state.generations.seconds_on(today()) as u64,
            seconds_per_day: state.config.minutes_per_day * 60,
            generation: state.served,
            generations: state.generations.list(),
            runs: state.generations.runs().to_vec(),
            finished: state.finished,
        }
    }
}

/// Waits for runs and does them until the daemon stops: the life of the thread.
fn work(shared: &Shared) {
    while let Some(permit) = wait(shared) {
        let ended = run::run(shared, &permit);
        let mut state = shared.lock();
        let seconds = permit.started.elapsed().as_secs_f64();
        state.generations.worked(today(), seconds);
        let hurried = matches!(state.activity, Activity::Running { hurried: true, .. });
        state.activity = Activity::Idle;
        if let Err(message) = &ended {
            log::error!("fine-tuning failed: {message}");
        }
        match ended {
            // A run that was asked for and cannot be made is not tried again by itself.
            Ok(End::Finished | End::NothingToLearn) | Err(_) => {
                state.new_chars = 0;
                state.finished += 1;
            }
            Ok(End::Interrupted) if permit.request == Request::Rebuild => state.ask(Request::Rebuild),
            // A run that was asked for and was overtaken by a forgetting begins anew.
            Ok(End::Interrupted) => {
                if (permit.request == Request::Run || hurried) && state.epoch != permit.epoch {
                    state.ask(Request::Run);
                }
            }
        }
    }
}

/// Waits until a run may begin; `None` when the daemon stops.
fn wait(shared: &Shared) -> Option<Permit> {
    let mut state = shared.lock();
    loop {
        if state.request == Request::Stop {
            return None;
        }
        let paused = shared.host.is_paused();
        let Some((obstacle, look_again)) = obstacle(&state, paused) else {
            let request = std::mem::replace(&mut state.request, Request::Nothing);
            state.activity = Activity::Running { stage: Stage::Preparing, done: 0, total: 0, hurried: false };
            let config = state.config.clone();
            return Some(Permit { epoch: state.epoch, request, config, started: Instant::now() });
        };
        state.activity = if obstacle == NEW_TEXT { Activity::Idle } else { Activity::Waiting(obstacle) };
        state = match look_again {
            None => shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(time) => shared.changed.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0,
        };
    }
}

#[cfg(test)]
mod tests;
