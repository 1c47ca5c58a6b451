//! [`Models`]: the model that is served, the base or a personal one made from it, and the services of the daemon that
//! the scheduler of fine-tuning uses.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use super::clock::now_ms;
use super::events::Events;
use super::history::{DAEMON, HistoryQueue, HistoryService, Refusal};
use super::personal::{Conversations, GenerationsError, Handle, Host, Profile};
use super::serving::{Base, Model, Served, predictor};
use crate::adapt;
use crate::config;
use crate::history::{Message, Provenance};
use crate::model::Checkpoint;
use crate::predict::Predictor;

/// Messages that are read at once for a run of fine-tuning.
const PAGE: u32 = 500;

/// The model in use, and the base.
pub struct Models {
    served: Arc<Served>,
    /// The base model: it is served, or the personal model in use was made from it.
    base: Mutex<BaseRead>,
    profile: Arc<Profile>,
    /// The history queue, known once its thread runs.
    history: OnceLock<Weak<HistoryQueue>>,
    events: Events,
}

/// A base model that was read.
struct BaseRead {
    fingerprint: String,
    predictor: Arc<Predictor>,
}

/// The effect of a base model that was read anew.
pub enum Rebased {
    /// The model is the one that was read before.
    Same,
    Served,
    /// Nothing has changed: a personal model made from the old one is in use.
    PersonalInUse,
}

impl Models {
    /// Serves a base model; a personal one is served once the history says that nothing was forgotten that it has seen.
    pub fn new(fingerprint: String, served: Arc<Served>, profile: Arc<Profile>, events: Events) -> Models {
        let known = BaseRead { fingerprint, predictor: served.model().predictor };
        Models { served, base: Mutex::new(known), profile, history: OnceLock::new(), events }
    }

    /// Attaches the history queue, whose thread builds the memory anew for a model with other symbols.
    pub fn attach(&self, history: &Arc<HistoryQueue>) {
        // The daemon attaches one queue only, when it is made.
        let _ = self.history.set(Arc::downgrade(history));
    }

    /// The model that is served now.
    pub fn served(&self) -> Model {
        self.served.model()
    }

    /// Serves another model from now on and tells those who subscribed; sessions rebuild what they need.
    pub fn serve(&self, predictor: Arc<Predictor>) {
        let same_symbols = self.served().predictor.vocab() == predictor.vocab();
        self.served.swap(predictor.clone());
        self.events.model_changed(&predictor);
        if let (false, Some(history)) = (same_symbols, self.history()) {
            let profile = self.profile.clone();
            let work = move |history: &mut HistoryService| Ok(profile.build(history.store()?)?);
            history.submit(DAEMON, 0, work, |_: Result<(), Refusal>| ());
        }
    }

    /// Serves a base model that was read anew, unless a personal model is in use. `anew` serves it also when it is the one
    /// that was read before.
    ///
    /// # Errors
    /// When the personal models made from the old base cannot be removed; everything is as before.
    pub fn take_base(&self, base: Base, anew: bool, scheduler: Option<&Handle>) -> Result<Rebased, GenerationsError> {
        let Base { predictor, fingerprint, .. } = base;
        if self.base().fingerprint == fingerprint {
            if anew {
                self.serve(self.served().predictor);
                return Ok(Rebased::Served);
            }
            return Ok(Rebased::Same);
        }
        let known = BaseRead { fingerprint: fingerprint.clone(), predictor: predictor.clone() };
        let serve = || {
            *self.base() = known;
            self.serve(predictor);
        };
        match scheduler {
            None => serve(),
            Some(scheduler) if scheduler.rebase(&fingerprint, serve)? => {}
            Some(_) => return Ok(Rebased::PersonalInUse),
        }
        Ok(Rebased::Served)
    }

    fn base(&self) -> MutexGuard<'_, BaseRead> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn history(&self) -> Option<Arc<HistoryQueue>> {
        self.history.get().and_then(Weak::upgrade)
    }
}

/// The daemon as the scheduler of fine-tuning sees it.
pub struct DaemonHost {
    pub models: Weak<Models>,
    /// How models are served.
    pub settings: config::Model,
    pub load_base: Box<dyn Fn() -> Option<Checkpoint> + Send + Sync>,
}

impl DaemonHost {
    /// Runs some work on the history's thread and waits for its result; `None` when it failed or the daemon has gone.
    fn ask<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut HistoryService) -> Result<R, Refusal> + Send + 'static,
    ) -> Option<R> {
        let history = self.models.upgrade()?.history()?;
        let (send, receive) = std::sync::mpsc::channel();
        // The caller may have gone.
        history.submit(DAEMON, 0, work, move |found| drop(send.send(found)));
        drop(history);
        receive.recv().ok()?.ok()
    }
}

impl Host for DaemonHost {
    fn messages(&self, most_chars: usize) -> Option<(Vec<adapt::Message>, Provenance)> {
        let mut newest = Vec::new();
        let mut seen: Option<Provenance> = None;
        let mut chars = 0;
        while chars <= most_chars.max(adapt::LEAST_CHARS) {
            let before = newest.last().map(|message: &Message| (message.time, message.id));
            let (page, now) = self.ask(move |history| history.page(before, PAGE))?;
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
        let mut conversations = Conversations::default();
        newest.into_iter().rev().for_each(|message| conversations.add(message));
        Some((conversations.messages, seen?))
    }

    fn base(&self) -> Option<Checkpoint> {
        let checkpoint = (self.load_base)()?;
        let same = self.models.upgrade()?.base().fingerprint == checkpoint.fingerprint();
        if !same {
            log::error!("the base model's file is another one now; `foretype daemon restart` takes it in");
        }
        same.then_some(checkpoint)
    }

    fn serve(&self, model: Option<&Checkpoint>) {
        let Some(models) = self.models.upgrade() else { return };
        let personal = model.map(|checkpoint| predictor(checkpoint, &self.settings));
        let base = || models.base().predictor.clone();
        models.serve(personal.unwrap_or_else(base));
    }

    fn ended(&self, through: i64) {
        let Some(history) = self.models.upgrade().and_then(|models| models.history()) else { return };
        let work = move |history: &mut HistoryService| Ok(Profile::tried(history.store()?, through)?);
        history.submit(DAEMON, 0, work, |_: Result<(), Refusal>| ());
    }

    fn is_paused(&self) -> bool {
        let paused_until = self.models.upgrade().and_then(|models| models.history()?.status().paused_until);
        paused_until.is_some_and(|until| now_ms() < until)
    }
}
