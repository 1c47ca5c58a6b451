//! [`Learner`]: the thread that fine-tunes in the background, and the rules of when it may.
//!
//! Sleeps until there is something to do; looks at the clock only while it waits for typing to stop. Works at the lowest
//! priority, one short window at a time, and looks up after each whether it should stop. What it has done is saved
//! before it rests.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::generations::{Generations, GenerationsError, Gone};
use super::record::{Report, RunRecord};
use super::{power, saved};
use crate::adapt::{self, AdaptError, Adaptation, Gate, LEAST_CHARS, Message, Settings, Trial, Verdict};
use crate::config;
use crate::history::Provenance;
use crate::model::Checkpoint;

#[cfg(test)]
mod tests;

/// A run is saved so often.
const SAVE_EVERY: Duration = Duration::from_secs(30);
/// How often the state of the power supply is looked at while the battery is what keeps the learner waiting.
const POWER_CHECK: Duration = Duration::from_secs(300);

/// What the learner needs of the rest of the daemon.
pub trait World: Send + Sync {
    /// The newest messages kept that hold so many own characters, oldest first, and what has been seen with them; none
    /// when the history cannot be used.
    fn messages(&self, most_chars: usize) -> Option<(Vec<Message>, Provenance)>;
    /// The model from which personal ones are made.
    fn base(&self) -> Option<Checkpoint>;
    /// A personal model is to be served from now on, or the base (none).
    fn serve(&self, model: Option<&Checkpoint>);
    /// A run ended that learned messages up to this number.
    fn ended(&self, through: i64);
    /// Nothing is to be learned at the moment.
    fn is_paused(&self) -> bool;
}

/// The thread; dropping it stops the run on its way, which is saved first.
pub struct Learner {
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

/// What everyone may ask of the learner.
#[derive(Clone)]
pub struct Handle(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    world: Box<dyn World>,
}

struct State {
    config: config::Learning,
    generations: Generations,
    /// The personal model that is served; none as long as the history has not vouched for it.
    served: Option<u64>,
    /// Own characters kept since the last run.
    new_chars: u64,
    last_typed: Option<Instant>,
    /// Someone asked for a run now, or something was forgotten that the model had seen.
    asked: bool,
    rebuild: bool,
    /// A run is on its way; someone asked for it meanwhile.
    running: bool,
    hurried: bool,
    /// Grows when what is being computed is no longer wanted.
    epoch: u64,
    stopping: bool,
    phase: Phase,
    waits_for: Option<&'static str>,
    done: usize,
    total: usize,
    /// Runs that came to an end in this process, so that one who asked can see it.
    finished: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Waiting,
    Preparing,
    Training,
    Judging,
}

impl Phase {
    fn name(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Waiting => "waiting",
            Phase::Preparing => "preparing",
            Phase::Training => "training",
            Phase::Judging => "judging",
        }
    }
}

/// A run that may begin.
struct Permit {
    epoch: u64,
    /// Goes on while someone types, and beyond the day's budget.
    asked: bool,
    rebuild: bool,
    config: config::Learning,
    started: Instant,
}

impl Learner {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        generations: Generations,
        config: config::Learning,
        world: Box<dyn World>,
    ) -> std::io::Result<Learner> {
        let shared = Arc::new(Shared::new(generations, config, world));
        let thread = std::thread::Builder::new().name("learner".into()).spawn({
            let shared = shared.clone();
            move || {
                power::yield_to_everyone();
                shared.work();
            }
        })?;
        Ok(Learner { handle: Handle(shared), thread: Some(thread) })
    }

    /// For everyone who has something to say to it.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    fn stop(&mut self) {
        self.handle.stop();
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            log::error!("the learner failed; this is a bug");
        }
    }
}

impl Drop for Learner {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Handle {
    /// Begins nothing any more; the run on its way saves itself and ends.
    pub fn stop(&self) {
        self.0.lock().stopping = true;
        self.0.changed.notify_all();
    }

    /// Somebody types.
    pub fn typed(&self) {
        self.0.lock().last_typed = Some(Instant::now());
    }

    /// Own characters were kept.
    pub fn kept(&self, own_chars: u64) {
        let mut state = self.0.lock();
        state.new_chars += own_chars;
        self.0.changed.notify_all();
    }

    /// Other settings from now on.
    pub fn configure(&self, config: config::Learning) {
        self.0.lock().config = config;
        self.0.changed.notify_all();
    }

    /// Starts a run now, whoever types, or lets the one on its way go on; its outcome is seen in [`Handle::status`].
    pub fn ask(&self) {
        let mut state = self.0.lock();
        match state.running {
            true => state.hurried = true,
            false => state.asked = true,
        }
        drop(state);
        self.0.changed.notify_all();
    }

    /// The history is open: serves the personal model in use if nothing was forgotten since it was trained. Otherwise all
    /// of them are removed, and one is made anew from what is left.
    pub fn vouch(&self, now: &Provenance) {
        let mut state = self.0.lock();
        state.epoch += 1;
        let current = state.generations.current();
        if !state.generations.are_up_to_date(now) {
            log::warn!("personal models that may have seen what was forgotten are removed");
            state.rebuild |= current.is_some();
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

    /// Whether a personal model may have seen what would be forgotten.
    pub fn may_have_seen(&self, gone: &Gone) -> bool {
        self.0.lock().generations.may_have_seen(gone)
    }

    /// Something was forgotten: a run on its way stops and its trace is removed. If a personal model may have seen it, all
    /// of them are removed and one is made anew from what is left; whether that is so.
    ///
    /// # Errors
    /// When the disk refuses; the base is served all the same.
    pub fn forgotten(&self, gone: &Gone, everything: bool) -> (bool, Result<(), GenerationsError>) {
        let mut state = self.0.lock();
        state.epoch += 1;
        let served = state.generations.current().is_some();
        let (seen, result) = if everything {
            (state.rebuild, state.new_chars) = (false, 0);
            (served, state.generations.clear_all())
        } else {
            let seen = state.generations.may_have_seen(gone);
            state.rebuild |= served && seen;
            (seen, state.generations.forget(gone).map(|_| ()))
        };
        if seen || everything || result.is_err() {
            // Within the lock: a run that ends now cannot put its model in between.
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

    /// Personal models are made from another base from now on; those made from the old one are removed. False, and
    /// nothing has changed, when one of them is in use. Otherwise `serve` is to serve the new base.
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
        // Within the lock: no run begins between one base and the other.
        serve();
        Ok(true)
    }

    /// What it does and did.
    pub fn status(&self) -> Report {
        let state = self.0.lock();
        Report {
            enabled: state.config.enabled,
            phase: state.phase.name(),
            waits_for: state.waits_for,
            done: state.done as u64,
            total: state.total as u64,
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

impl Shared {
    fn new(generations: Generations, config: config::Learning, world: Box<dyn World>) -> Shared {
        let state = State {
            config,
            generations,
            served: None,
            new_chars: 0,
            // Nothing begins right after the start: whoever started the daemon is about to type.
            last_typed: Some(Instant::now()),
            asked: false,
            rebuild: false,
            running: false,
            hurried: false,
            epoch: 0,
            stopping: false,
            phase: Phase::Idle,
            waits_for: None,
            done: 0,
            total: 0,
            finished: 0,
        };
        Shared { state: Mutex::new(state), changed: Condvar::new(), world }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some(permit) = self.wait() {
            let ended = self.run(&permit);
            let mut state = self.lock();
            let seconds = permit.started.elapsed().as_secs_f64();
            state.generations.worked(today(), seconds);
            (state.phase, state.done, state.total) = (Phase::Idle, 0, 0);
            let asked = permit.asked || state.hurried;
            (state.running, state.hurried) = (false, false);
            match ended {
                Ok(End::Finished) => {
                    state.new_chars = 0;
                    state.finished += 1;
                }
                // What was asked for and cannot be done is not tried again by itself.
                Ok(End::NothingToLearn) => {
                    state.new_chars = 0;
                    state.finished += 1;
                }
                Ok(End::Interrupted) => {
                    // An asked-for run that was overtaken by a forgetting begins anew.
                    state.asked |= asked && !permit.rebuild && state.epoch != permit.epoch;
                    state.rebuild |= permit.rebuild;
                }
                Err(message) => {
                    log::error!("fine-tuning failed: {message}");
                    state.new_chars = 0;
                    state.finished += 1;
                }
            }
        }
    }

    /// Waits until a run may begin; none when the daemon stops.
    fn wait(&self) -> Option<Permit> {
        let mut state = self.lock();
        loop {
            if state.stopping {
                return None;
            }
            let paused = self.world.is_paused();
            let (obstacle, look_again) = obstacle(&state, paused);
            let Some(obstacle) = obstacle else {
                let (asked, rebuild) = (state.asked, state.rebuild);
                (state.asked, state.rebuild, state.running) = (false, false, true);
                (state.phase, state.waits_for) = (Phase::Preparing, None);
                let config = state.config.clone();
                return Some(Permit { epoch: state.epoch, asked, rebuild, config, started: Instant::now() });
            };
            state.phase = if obstacle == "new_text" { Phase::Idle } else { Phase::Waiting };
            state.waits_for = Some(obstacle);
            state = match look_again {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(time) => self.changed.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    /// Whether a run on its way should stop now.
    fn should_stop(&self, permit: &Permit) -> bool {
        let state = self.lock();
        let typing = state.last_typed.is_some_and(|typed| typed > permit.started);
        let spent = state.generations.seconds_on(today()) + permit.started.elapsed().as_secs_f64();
        let beyond = spent > (permit.config.minutes_per_day * 60) as f64;
        let own_rules = !permit.asked && !state.hurried && !permit.rebuild && (typing || beyond);
        state.stopping || state.epoch != permit.epoch || own_rules || (permit.rebuild && !state.hurried && typing)
    }

    fn run(&self, permit: &Permit) -> Result<End, String> {
        let stop = || self.should_stop(permit);
        let Some((messages, seen)) = self.world.messages(permit.config.most_chars) else {
            return Err("the history cannot be read".into());
        };
        let messages = newest(messages, permit.config.most_chars);
        let split = adapt::split(&messages, adapt::MOST_HELD_OUT);
        let settings = Settings { threads: permit.config.threads.max(1), ..Settings::default() };
        let base = &self.world.base().ok_or("the base model cannot be read")?;
        let (in_use, base_sum, file) = {
            let state = self.lock();
            // One that cannot be read is not in use.
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
        let before = saved::go_on(&mut run, &fingerprint, &file);
        let seconds = || before + permit.started.elapsed().as_secs_f64();
        let save = |run: &Adaptation| {
            // A forgetting removes the file; what it has removed must not come back.
            let state = self.lock();
            if state.epoch != permit.epoch {
                return;
            }
            if let Err(error) = saved::save(run, &fingerprint, seconds(), &file) {
                log::warn!("the run could not be saved: {error}");
            }
        };
        let mut last_saved = Instant::now();
        self.show(Phase::Training, run.done, run.windows());
        while !run.is_finished() {
            if stop() {
                save(&run);
                return Ok(End::Interrupted);
            }
            run.step().map_err(|error| error.to_string())?;
            self.show(Phase::Training, run.done, run.windows());
            if last_saved.elapsed() > SAVE_EVERY {
                save(&run);
                last_saved = Instant::now();
            }
        }
        save(&run);
        self.show(Phase::Judging, run.done, run.windows());
        let in_use = in_use.as_ref().unwrap_or(base);
        let (training, held_out) = (split.training, split.held_out);
        let gate = Gate { least_gain: permit.config.least_gain, ..Gate::default() };
        let trial = Trial { base, in_use, training, held_out, gate };
        let Some((candidate, verdict)) = adapt::judge(&trial, &run, &stop) else {
            return Ok(End::Interrupted);
        };
        let own = |messages: &[Message]| -> u64 {
            messages.iter().filter(|m| m.own).map(|m| m.text.chars().count() as u64 + 1).sum()
        };
        let record = record(&verdict, seconds(), own(training), own(held_out));
        self.conclude(permit, candidate, record, seen).map_err(|error| error.to_string())
    }

    /// Promotes or refuses, unless what was computed is no longer wanted.
    fn conclude(
        &self,
        permit: &Permit,
        candidate: Checkpoint,
        record: RunRecord,
        seen: Provenance,
    ) -> Result<End, GenerationsError> {
        let mut state = self.lock();
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
            self.world.ended(through);
            return Ok(End::Finished);
        }
        let number = state.generations.promote(&candidate, seen, record, permit.config.generations)?;
        log::info!("personal model {number} is served from now on");
        // Within the lock: nothing can be forgotten between keeping the model and serving it.
        self.serve(&mut state, Some(&candidate));
        self.world.ended(through);
        Ok(End::Finished)
    }

    /// Serves the generation in use, or the base.
    fn serve(&self, state: &mut State, model: Option<&Checkpoint>) {
        let number = model.and(state.generations.current());
        if number.is_some() || state.served.is_some() {
            state.served = number;
            self.world.serve(model);
        }
    }

    fn show(&self, phase: Phase, done: usize, total: usize) {
        let mut state = self.lock();
        (state.phase, state.done, state.total) = (phase, done, total);
    }
}

enum End {
    Finished,
    NothingToLearn,
    Interrupted,
}

/// What keeps a run from beginning, and when to look again if nobody calls.
fn obstacle(state: &State, paused: bool) -> (Option<&'static str>, Option<Duration>) {
    if state.asked {
        return (None, None);
    }
    let idle = Duration::from_secs(state.config.idle_seconds);
    let since = state.last_typed.map(|typed| typed.elapsed());
    let typing = since.filter(|since| *since < idle).map(|since| idle - since);
    if state.rebuild {
        // As soon as nobody types, if only for a moment.
        let moment = Duration::from_secs(2);
        return match since.filter(|since| *since < moment) {
            Some(since) => (Some("typing_to_stop"), Some(moment - since)),
            None => (None, None),
        };
    }
    if !state.config.enabled || state.new_chars < state.config.new_chars.max(1) {
        return (Some("new_text"), None);
    }
    if paused {
        return (Some("pause_to_end"), Some(POWER_CHECK));
    }
    if state.generations.seconds_on(today()) >= (state.config.minutes_per_day * 60) as f64 {
        return (Some("tomorrow"), Some(until_tomorrow()));
    }
    if let Some(rest) = typing {
        return (Some("typing_to_stop"), Some(rest));
    }
    if !state.config.on_battery && !power::on_mains() {
        return (Some("mains_power"), Some(POWER_CHECK));
    }
    (None, None)
}

/// The newest messages that hold so many own characters.
fn newest(messages: Vec<Message>, most_chars: usize) -> Vec<Message> {
    let mut chars = 0;
    let count = messages
        .iter()
        .rev()
        .take_while(|message| {
            chars += if message.own { message.text.chars().count() + 1 } else { 0 };
            chars <= most_chars.max(LEAST_CHARS)
        })
        .count();
    let mut messages = messages;
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

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

const DAY_MS: i64 = 86_400_000;

/// Days since 1970.
fn today() -> i64 {
    now_ms() / DAY_MS
}

fn until_tomorrow() -> Duration {
    Duration::from_millis((DAY_MS - now_ms() % DAY_MS) as u64 + 1000)
}
