//! What all connections share. Main type: [`Daemon`].

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

use super::base::{Base, predictor};
use super::compute::Pool;
use super::contexts::Contexts;
use super::door::{DAEMON, Door};
use super::keeper::Keeper;
use super::learning::{Generations, GenerationsError, Handle, Learner, Own, Threads, World};
use super::served::{Model, Served};
use super::stats::Stats;
use crate::adapt;
use crate::config::{self, Config};
use crate::history::{Message, Provenance, Store};
use crate::model::Checkpoint;
use crate::predict::Predictor;
use crate::rpc::codec;
use crate::rpc::protocol::{ModelChanged, ModelInfo, RpcError, event};
use serde::Serialize;

/// How long the history may take to close.
const FINISH_TIME: Duration = Duration::from_secs(5);
/// Messages that the learner reads at once.
const PAGE: u32 = 500;
/// Events kept for a connection that is busy writing.
const EVENTS_KEPT: usize = 16;

/// What all connections share.
pub struct Daemon {
    config: RwLock<Arc<Config>>,
    pub socket: PathBuf,
    pub started: Instant,
    pub stats: Arc<Stats>,
    pub contexts: Arc<Contexts>,
    pub pool: Pool,
    /// Where everything that is to be learned goes in.
    pub door: Door,
    /// What the owner has taught.
    pub own: Arc<Own>,
    /// Fine-tunes in the background; none where nothing is kept.
    learner: Option<Learner>,
    pub connections: AtomicUsize,
    pub events: broadcast::Sender<Event>,
    /// True once the daemon is to stop.
    pub stopping: watch::Sender<bool>,
    served: Arc<Served>,
    /// What is served, or what the personal model in use was made from.
    base: Mutex<Known>,
    problems: Mutex<BTreeMap<Problem, String>>,
}

/// A base model that was read.
struct Known {
    fingerprint: String,
    predictor: Arc<Predictor>,
}

/// What cannot be used, above all of what was changed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    Settings,
    Model,
    /// Personal models cannot be kept.
    Models,
}

/// What became of a base model that was read anew.
pub enum Rebased {
    /// It is the one that was read before.
    Same,
    Served,
    /// Nothing has changed: a personal model made from the old one is in use.
    PersonalInUse,
}

/// Something that subscribers are told.
#[derive(Clone, Debug)]
pub struct Event {
    pub name: &'static str,
    pub frame: Vec<u8>,
}

impl Daemon {
    /// Serves the base model, or a personal one made from it.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(base: Base, config: Config, socket: PathBuf) -> io::Result<Arc<Daemon>> {
        let pool = Pool::new(config.daemon.threads)?;
        let contexts = Contexts::new(config.daemon.session_memory_mb.saturating_mul(1 << 20));
        let (generations, problem) = personal_models(&base, &config);
        let problems = problem.map(|problem| (Problem::Models, problem)).into_iter().collect();
        let known = Known { fingerprint: base.fingerprint, predictor: base.predictor.clone() };
        // A personal model is served once the history says that nothing was forgotten that it has seen.
        let served = Arc::new(Served::new(base.predictor));
        let own = Arc::new(Own::new(served.clone()));
        let mut failed = None;
        let daemon = Arc::new_cyclic(|daemon: &Weak<Daemon>| {
            let (daemon, model) = (daemon.clone(), config.model.clone());
            let world = DaemonWorld { daemon, served: served.clone(), model, base: base.load };
            let start = |generations| Learner::start(generations, config.learning.clone(), Box::new(world));
            let learner = generations.map(start).transpose().unwrap_or_else(|error| {
                failed = Some(error);
                None
            });
            if let Some(learner) = &learner {
                own.attach(learner.handle().clone());
            }
            let door = Door::start(&config, vec![own.clone()]).unwrap_or_else(|error| {
                failed = Some(error);
                Door::closed()
            });
            Daemon {
                socket,
                started: Instant::now(),
                stats: Arc::default(),
                contexts,
                pool,
                door,
                own: own.clone(),
                learner,
                connections: AtomicUsize::new(0),
                events: broadcast::channel(EVENTS_KEPT).0,
                stopping: watch::channel(false).0,
                served,
                base: Mutex::new(known),
                problems: Mutex::new(problems),
                config: RwLock::new(Arc::new(config)),
            }
        });
        failed.map_or(Ok(daemon), Err)
    }

    /// The settings as they are now.
    pub fn config(&self) -> Arc<Config> {
        self.config.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Other settings from now on, as far as those who use them can change while they run.
    pub fn configure(&self, config: Config) {
        if let Some(learner) = self.learner() {
            learner.configure(config.learning.clone());
        }
        let config = Arc::new(config);
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = config.clone();
        let work = move |keeper: &mut Keeper| {
            keeper.configure(&config);
            Ok(())
        };
        self.door.submit(DAEMON, 0, work, |_| ());
    }

    /// Notes what is wrong with a file that was changed by hand, or that nothing is.
    pub fn note(&self, what: Problem, problem: Option<String>) {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        match problem {
            Some(problem) => drop(problems.insert(what, problem)),
            None => drop(problems.remove(&what)),
        }
    }

    /// Everything noted, in words.
    pub fn problems(&self) -> Option<String> {
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let words: Vec<&str> = problems.values().map(String::as_str).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    /// Serves a base model that was read anew, unless a personal model is in use. `anew` serves what is in use again
    /// when nothing has changed.
    ///
    /// # Errors
    /// When the personal models made from the old base cannot be removed; everything is as before.
    pub fn take_base(&self, base: Base, anew: bool) -> Result<Rebased, GenerationsError> {
        let Base { predictor, fingerprint, .. } = base;
        if self.known_base().fingerprint == fingerprint {
            if anew {
                self.swap_model(self.model().predictor);
                return Ok(Rebased::Served);
            }
            return Ok(Rebased::Same);
        }
        let known = Known { fingerprint: fingerprint.clone(), predictor: predictor.clone() };
        let serve = || {
            *self.known_base() = known;
            self.swap_model(predictor);
        };
        match self.learner() {
            None => serve(),
            Some(learner) if learner.rebase(&fingerprint, serve)? => {}
            Some(_) => return Ok(Rebased::PersonalInUse),
        }
        Ok(Rebased::Served)
    }

    fn known_base(&self) -> MutexGuard<'_, Known> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The learner, if there is one.
    pub fn learner(&self) -> Option<&Handle> {
        self.learner.as_ref().map(Learner::handle)
    }

    /// Somebody types: the learner is not to be in the way.
    pub fn typed(&self) {
        if let Some(learner) = self.learner() {
            learner.typed();
        }
    }

    /// Stops the learner, writes what is in memory only, and closes the history; the last thing before the daemon goes.
    /// Blocks for as long as the disk takes.
    pub fn finish(&self) {
        if let Some(learner) = self.learner() {
            learner.stop();
        }
        let own = self.own.clone();
        let last = move |keeper: &mut Keeper| {
            if let Ok(store) = keeper.store() {
                own.save(store, true);
            }
            keeper.close();
        };
        self.door.close(last, FINISH_TIME);
    }

    /// The model that is served now.
    pub fn model(&self) -> Model {
        self.served.model()
    }

    /// What clients are told of it.
    pub fn model_info(&self) -> ModelInfo {
        let predictor = self.model().predictor;
        ModelInfo {
            name: predictor.name().to_owned(),
            architecture: predictor.architecture(),
            parameters: predictor.parameters(),
            vocab_hash: predictor.vocab_hash(),
        }
    }

    /// Serves another model from now on and tells those who subscribed; sessions rebuild what they need.
    pub fn swap_model(&self, predictor: Arc<Predictor>) {
        let same_symbols = self.model().predictor.vocab() == predictor.vocab();
        self.served.swap(predictor);
        if !same_symbols {
            let own = self.own.clone();
            self.door.submit(DAEMON, 0, move |keeper| keeper.rebuild(&own), |_| ());
        }
        self.tell(event::MODEL_CHANGED, &ModelChanged { model: self.model_info() });
    }

    /// Tells those who subscribed to an event.
    pub fn tell(&self, name: &'static str, params: &impl Serialize) {
        match codec::notification(name, params) {
            // Nobody may have subscribed.
            Ok(frame) => drop(self.events.send(Event { name, frame })),
            Err(error) => log::error!("an event could not be written: {error}"),
        }
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

/// As [`Daemon::stopped`], for those who wait again and again.
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

/// The personal models made from a base, and why they cannot be kept. Where nothing is kept, or no model is to be made
/// from the base, there are none; neither where the history cannot lie in its place, which is then touched nowhere.
fn personal_models(base: &Base, config: &Config) -> (Option<Generations>, Option<String>) {
    let history = &config.history;
    if base.fingerprint.is_empty() || history.path.as_os_str().is_empty() || !history.keep {
        return (None, None);
    }
    // What is wrong with it is told as the history's own problem.
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

/// The personal model that the daemon of these settings serves, read from the disk; none when it serves the base.
///
/// # Errors
/// When there is one and it cannot be read.
pub fn served_from_disk(config: &Config) -> Result<Option<Checkpoint>, GenerationsError> {
    let history = Store::open_reading(&config.history.path).and_then(|store| store.provenance());
    // Without a history nothing is proved.
    let Ok(now) = history else { return Ok(None) };
    Generations::read_current(&models_folder(config), &now)
}

/// What the learner sees of the daemon.
struct DaemonWorld {
    daemon: Weak<Daemon>,
    served: Arc<Served>,
    /// How models are served.
    model: config::Model,
    base: Box<dyn Fn() -> Option<Checkpoint> + Send + Sync>,
}

impl DaemonWorld {
    /// Asks the history's thread, and waits for its answer.
    fn ask<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Keeper) -> Result<R, RpcError> + Send + 'static,
    ) -> Option<R> {
        let daemon = self.daemon.upgrade()?;
        let (send, receive) = std::sync::mpsc::channel();
        // The one who asks may have gone.
        daemon.door.submit(DAEMON, 0, work, move |found| drop(send.send(found)));
        drop(daemon);
        receive.recv().ok()?.ok()
    }
}

impl World for DaemonWorld {
    fn messages(&self, most_chars: usize) -> Option<(Vec<adapt::Message>, Provenance)> {
        let mut newest = Vec::new();
        let mut seen: Option<Provenance> = None;
        let mut chars = 0;
        while chars <= most_chars.max(adapt::LEAST_CHARS) {
            let before = newest.last().map(|message: &Message| (message.time, message.id));
            let (page, now) = self.ask(move |keeper| keeper.page(before, PAGE))?;
            let seen = seen.get_or_insert_with(|| now.clone());
            if (&now.history, now.forgettings) != (&seen.history, seen.forgettings) {
                // Something was forgotten meanwhile, so that nobody wants what would come of this.
                return None;
            }
            if page.is_empty() {
                break;
            }
            let read = page.into_iter().filter(|message| message.id <= seen.through);
            for message in read {
                chars += if message.is_own() { message.text.chars().count() + 1 } else { 0 };
                newest.push(message);
            }
        }
        let mut threads = Threads::default();
        newest.into_iter().rev().for_each(|message| threads.add(message));
        Some((threads.messages, seen?))
    }

    fn base(&self) -> Option<Checkpoint> {
        let checkpoint = (self.base)()?;
        let daemon = self.daemon.upgrade()?;
        let same = daemon.known_base().fingerprint == checkpoint.fingerprint();
        if !same {
            log::error!("the base model's file is another one now; `foretype daemon restart` takes it in");
        }
        same.then_some(checkpoint)
    }

    fn serve(&self, model: Option<&Checkpoint>) {
        let personal = model.map(|checkpoint| predictor(checkpoint, &self.model));
        let Some(daemon) = self.daemon.upgrade() else {
            // The history was faster than the rest of the start: nobody is there yet to be told.
            return personal.into_iter().for_each(|personal| self.served.swap(personal));
        };
        match personal {
            Some(personal) => daemon.swap_model(personal),
            None => {
                let base = daemon.known_base().predictor.clone();
                daemon.swap_model(base);
            }
        }
    }

    fn ended(&self, through: i64) {
        let Some(daemon) = self.daemon.upgrade() else { return };
        let work = move |keeper: &mut Keeper| keeper.tried(through);
        daemon.door.submit(DAEMON, 0, work, |_| ());
    }

    fn is_paused(&self) -> bool {
        self.daemon.upgrade().is_some_and(|daemon| daemon.door.condition().paused_until.is_some())
    }
}
