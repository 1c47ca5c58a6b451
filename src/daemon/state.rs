//! [`Daemon`]: the state that all connections share.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::events::Events;
use super::history::{DAEMON, HistoryQueue, HistoryService, Refusal};
use super::models::{DaemonHost, Models, Rebased};
use super::personal::{Generations, GenerationsError, Handle, Profile, Scheduler};
use super::serving::{Base, Contexts, Model, Pool, Served};
use super::stats::Stats;
use crate::config::Config;
use crate::history::Store;
use crate::model::Checkpoint;

/// How long the history may take to close.
const FINISH_TIME: Duration = Duration::from_secs(5);

/// The state that all connections share.
pub struct Daemon {
    config: RwLock<Arc<Config>>,
    pub socket: PathBuf,
    pub started: Instant,
    pub stats: Arc<Stats>,
    pub contexts: Arc<Contexts>,
    pub pool: Pool,
    /// The queue to the history, through which everything goes that is to be learned.
    pub history: Arc<HistoryQueue>,
    /// Everything learned from the owner.
    pub profile: Arc<Profile>,
    pub models: Arc<Models>,
    /// Fine-tunes in the background; `None` where nothing is kept.
    scheduler: Option<Scheduler>,
    pub connections: AtomicUsize,
    pub events: Events,
    /// True once the daemon is to stop.
    pub stopping: watch::Sender<bool>,
    problems: Mutex<BTreeMap<Problem, String>>,
}

/// A part of the daemon that cannot be used, mostly because its file was changed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    Settings,
    Model,
    /// Personal models cannot be kept.
    Models,
}

impl Daemon {
    /// Starts the parts of the daemon, which serves the base model or a personal one made from it.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(base: Base, config: Config, socket: PathBuf) -> io::Result<Arc<Daemon>> {
        let pool = Pool::new(config.daemon.threads)?;
        let contexts = Contexts::new(config.daemon.session_memory_mb.saturating_mul(1 << 20));
        let (generations, problem) = personal_models(&base, &config);
        let problems = problem.map(|problem| (Problem::Models, problem)).into_iter().collect();
        let events = Events::default();
        let served = Arc::new(Served::new(base.predictor));
        let profile = Arc::new(Profile::new(served.clone()));
        let models = Arc::new(Models::new(base.fingerprint, served, profile.clone(), events.clone()));
        let host = DaemonHost { models: Arc::downgrade(&models), settings: config.model.clone(), load_base: base.load };
        let start = |generations| Scheduler::start(generations, config.learning.clone(), Box::new(host));
        let scheduler = generations.map(start).transpose()?;
        if let Some(scheduler) = &scheduler {
            profile.attach(scheduler.handle().clone());
        }
        let history = Arc::new(HistoryQueue::start(&config, vec![profile.clone()])?);
        models.attach(&history);
        Ok(Arc::new(Daemon {
            socket,
            started: Instant::now(),
            stats: Arc::default(),
            contexts,
            pool,
            history,
            profile,
            models,
            scheduler,
            connections: AtomicUsize::new(0),
            events,
            stopping: watch::channel(false).0,
            problems: Mutex::new(problems),
            config: RwLock::new(Arc::new(config)),
        }))
    }

    /// The settings as they are now.
    pub fn config(&self) -> Arc<Config> {
        self.config.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes other settings from now on, as far as they can change while the daemon runs.
    pub fn configure(&self, config: Config) {
        if let Some(scheduler) = self.scheduler() {
            scheduler.configure(config.learning.clone());
        }
        let config = Arc::new(config);
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = config.clone();
        let work = move |history: &mut HistoryService| {
            history.configure(&config);
            Ok(())
        };
        self.history.submit(DAEMON, 0, work, |_: Result<(), Refusal>| ());
    }

    /// Notes what is wrong with a thing, or that nothing is (`None`). Returns whether something was wrong before.
    pub fn note(&self, what: Problem, problem: Option<String>) -> bool {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match problem {
            Some(problem) => problems.insert(what, problem),
            None => problems.remove(&what),
        };
        before.is_some()
    }

    /// Returns all problems noted, in words; `None` if there are none.
    pub fn problems(&self) -> Option<String> {
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let words: Vec<&str> = problems.values().map(String::as_str).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    /// Serves a base model that was read anew, see [`Models::take_base`].
    ///
    /// # Errors
    /// Fails as [`Models::take_base`] does.
    pub fn take_base(&self, base: Base, anew: bool) -> Result<Rebased, GenerationsError> {
        self.models.take_base(base, anew, self.scheduler())
    }

    /// The scheduler of fine-tuning, if there is one.
    pub fn scheduler(&self) -> Option<&Handle> {
        self.scheduler.as_ref().map(Scheduler::handle)
    }

    /// Notes that somebody types, so that fine-tuning does not get in the way.
    pub fn typed(&self) {
        if let Some(scheduler) = self.scheduler() {
            scheduler.typed();
        }
    }

    /// Stops fine-tuning, writes what lies in memory only, and closes the history: the last step before the daemon
    /// ends. Blocks while the disk is busy, for at most [`FINISH_TIME`] to close the history.
    pub fn finish(&self) {
        if let Some(scheduler) = self.scheduler() {
            scheduler.stop();
        }
        let profile = self.profile.clone();
        let last = move |history: &mut HistoryService| {
            if let Ok(store) = history.store() {
                profile.save(store, true);
            }
            history.close();
        };
        self.history.close(last, FINISH_TIME);
    }

    /// The model that is served now.
    pub fn model(&self) -> Model {
        self.models.served()
    }

    /// Counts a connection while the guard lives.
    pub fn connected(self: &Arc<Self>) -> Connected {
        self.connections.fetch_add(1, Relaxed);
        Connected(self.clone())
    }

    /// Waits until the daemon is to stop.
    pub async fn stopped(&self) {
        stopped(&mut self.stopping.subscribe()).await;
    }

    /// Asks the daemon to stop.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }
}

/// Waits as [`Daemon::stopped`] does, for callers who wait again and again.
pub async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the daemon is gone altogether.
    let _ = stopping.wait_for(|&stopping| stopping).await;
}

/// One connection, counted.
pub struct Connected(Arc<Daemon>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Relaxed);
    }
}

/// Opens the personal models made from a base; the second value says why they cannot be kept. There are none where
/// nothing is kept, or no model is to be made from the base, or the history may not lie in its place, which is then
/// left untouched.
fn personal_models(base: &Base, config: &Config) -> (Option<Generations>, Option<String>) {
    let history = &config.history;
    if base.fingerprint.is_empty() || history.path.as_os_str().is_empty() || !history.keep {
        return (None, None);
    }
    // This fault is told as the history's own problem.
    if Store::check_place(&history.path).is_err() {
        return (None, None);
    }
    match Generations::open(&models_folder(config), &base.fingerprint) {
        Ok(generations) => (Some(generations), None),
        Err(error) => {
            log::error!("no personal models: {error}");
            (None, Some(format!("no personal models are made: {error}")))
        }
    }
}

fn models_folder(config: &Config) -> PathBuf {
    config.history.path.with_file_name("models")
}

/// Reads from the disk the personal model that the daemon of these settings serves; `None` when it serves the base.
///
/// # Errors
/// When there is one and it cannot be read.
pub fn served_from_disk(config: &Config) -> Result<Option<Checkpoint>, GenerationsError> {
    let history = Store::open_reading(&config.history.path).and_then(|store| store.provenance());
    // Without a history no personal model can prove what it has not seen, so that the base is served.
    let Ok(now) = history else { return Ok(None) };
    Generations::read_current(&models_folder(config), &now)
}
