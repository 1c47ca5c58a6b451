//! [`Shared`]: the state of fine-tuning: requests, activity, and the obstacles that keep a run from beginning. The
//! scheduler's thread, the run on its way and all who make requests share it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::generations::Generations;
use super::power;
use crate::adapt::Message;
use crate::config;
use crate::daemon::clock::{today, until_tomorrow};
use crate::history::Provenance;
use crate::model::Checkpoint;

/// How often an obstacle that no event ends (the battery, a pause) is looked at again.
const POWER_CHECK: Duration = Duration::from_secs(300);

/// The services of the daemon that the scheduler needs.
pub trait Host: Send + Sync {
    /// Returns the newest messages kept that hold so many own characters, oldest first, and the provenance of a model
    /// that has seen them; `None` when the history cannot be used.
    fn messages(&self, most_chars: usize) -> Option<(Vec<Message>, Provenance)>;
    /// Returns the model from which personal ones are made.
    fn base(&self) -> Option<Checkpoint>;
    /// Serves a personal model from now on, or the base (`None`).
    fn serve(&self, model: Option<&Checkpoint>);
    /// Notes that a run ended that learned messages up to this number.
    fn ended(&self, through: i64);
    /// Returns whether keeping is paused, so that nothing is to be learned.
    fn is_paused(&self) -> bool;
}

pub(super) struct Shared {
    state: Mutex<State>,
    pub changed: Condvar,
    pub host: Box<dyn Host>,
}

pub(super) struct State {
    pub config: config::Learning,
    pub generations: Generations,
    /// The personal model that is served; `None` until the history has vouched for it.
    pub served: Option<u64>,
    /// Own characters kept since the last run.
    pub new_chars: u64,
    pub last_typed: Option<Instant>,
    pub request: Request,
    pub activity: Activity,
    /// A number that grows when the run on its way is no longer wanted.
    pub epoch: u64,
    /// Number of runs that came to an end in this process, so that a caller who asked for one can see its end.
    pub finished: u64,
}

/// The most urgent thing that the scheduler is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Request {
    /// Nothing is asked for: a run begins when its conditions hold.
    Nothing,
    /// Something was forgotten that the model had seen: a new one is wanted as soon as nobody types.
    Rebuild,
    /// A run is wanted now, even while somebody types, and beyond the day's budget.
    Run,
    /// The thread is to end.
    Stop,
}

/// What the scheduler's thread does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activity {
    /// There is nothing new to learn.
    Idle,
    /// A run is due, and waits for something.
    Waiting(&'static str),
    /// A run is on its way; `hurried` when someone asked for it meanwhile.
    Running { stage: Stage, done: usize, total: usize, hurried: bool },
}

/// The stage of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Preparing,
    Training,
    Judging,
}

impl Activity {
    pub fn name(self) -> &'static str {
        match self {
            Activity::Idle => "idle",
            Activity::Waiting(_) => "waiting",
            Activity::Running { stage: Stage::Preparing, .. } => "preparing",
            Activity::Running { stage: Stage::Training, .. } => "training",
            Activity::Running { stage: Stage::Judging, .. } => "judging",
        }
    }
}

/// A run that may begin.
pub(super) struct Permit {
    pub epoch: u64,
    /// The request that asked for the run, if not the conditions of an ordinary one.
    pub request: Request,
    pub config: config::Learning,
    pub started: Instant,
}

impl Shared {
    pub fn new(generations: Generations, config: config::Learning, host: Box<dyn Host>) -> Shared {
        let state = State {
            config,
            generations,
            served: None,
            new_chars: 0,
            // No run begins right after the start: the person who started the daemon is about to type.
            last_typed: Some(Instant::now()),
            request: Request::Nothing,
            activity: Activity::Idle,
            epoch: 0,
            finished: 0,
        };
        Shared { state: Mutex::new(state), changed: Condvar::new(), host }
    }

    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a run on its way should stop now.
    pub fn should_stop(&self, permit: &Permit) -> bool {
        let state = self.lock();
        let hurried = matches!(state.activity, Activity::Running { hurried: true, .. });
        let typing = state.last_typed.is_some_and(|typed| typed > permit.started);
        let spent = state.generations.seconds_on(today()) + permit.started.elapsed().as_secs_f64();
        let beyond = spent > (permit.config.minutes_per_day * 60) as f64;
        let in_the_way = match permit.request {
            _ if hurried => false,
            Request::Nothing => typing || beyond,
            Request::Rebuild => typing,
            Request::Run | Request::Stop => false,
        };
        state.request == Request::Stop || state.epoch != permit.epoch || in_the_way
    }

    /// Serves the generation in use, or the base.
    pub fn serve(&self, state: &mut State, model: Option<&Checkpoint>) {
        let number = model.and(state.generations.current());
        if number.is_some() || state.served.is_some() {
            state.served = number;
            self.host.serve(model);
        }
    }

    /// Notes how far the run on its way is.
    pub fn show(&self, now: Stage, steps: usize, of: usize) {
        if let Activity::Running { stage, done, total, .. } = &mut self.lock().activity {
            (*stage, *done, *total) = (now, steps, of);
        }
    }
}

impl State {
    pub fn ask(&mut self, request: Request) {
        self.request = self.request.max(request);
    }

    pub fn take_back(&mut self, request: Request) {
        if self.request == request {
            self.request = Request::Nothing;
        }
    }

    pub fn waits_for(&self) -> Option<&'static str> {
        match self.activity {
            Activity::Idle => Some(NEW_TEXT),
            Activity::Waiting(obstacle) => Some(obstacle),
            Activity::Running { .. } => None,
        }
    }

    /// Steps of the run on its way that are done, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        match self.activity {
            Activity::Running { done, total, .. } => (done, total),
            Activity::Idle | Activity::Waiting(_) => (0, 0),
        }
    }
}

/// The obstacle of a run for which too little was kept.
pub(super) const NEW_TEXT: &str = "new_text";

/// Returns what keeps a run from beginning, and when to look again if no event comes before; `None` when a run may
/// begin.
pub(super) fn obstacle(state: &State, paused: bool) -> Option<(&'static str, Option<Duration>)> {
    let idle = Duration::from_secs(state.config.idle_seconds);
    let since = state.last_typed.map(|typed| typed.elapsed());
    let typed_within = |time: Duration| {
        let rest = since.filter(|since| *since < time).map(|since| time - since);
        rest.map(|rest| ("typing_to_stop", Some(rest)))
    };
    match state.request {
        Request::Run | Request::Stop => return None,
        // The rebuild begins as soon as nobody has typed for two seconds.
        Request::Rebuild => return typed_within(Duration::from_secs(2)),
        Request::Nothing => {}
    }
    if !state.config.enabled || state.new_chars < state.config.new_chars.max(1) {
        return Some((NEW_TEXT, None));
    }
    if paused {
        return Some(("pause_to_end", Some(POWER_CHECK)));
    }
    if state.generations.seconds_on(today()) >= (state.config.minutes_per_day * 60) as f64 {
        return Some(("tomorrow", Some(until_tomorrow())));
    }
    let no_mains = || !state.config.on_battery && !power::on_mains();
    typed_within(idle).or_else(|| no_mains().then_some(("mains_power", Some(POWER_CHECK))))
}
