//! [`Own`]: what the owner has taught, ready for every suggestion: built from the history when it opens, kept up to date
//! with every message, built anew when something is forgotten.
//!
//! Hears of messages on the history's thread; suggestions read it on compute threads and wait for microseconds at most.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use super::learner::Handle;
use crate::daemon::door::Listener;
use crate::daemon::state::Served;
use crate::history::{Erased, HistoryError, Message, RemovedWords, Store, pieces};
use crate::memory::Gates;
use crate::predict::{Context, Habits, Outcome, Personal, Predictor, Worker};
use crate::text::{Vocab, newest_within};

/// Where the blending weights and the habits are kept in the history; forgetting removes whatever begins so.
const GATES: &str = "learned.gates";
const HABITS: &str = "learned.habits";
/// A number of messages up to which a run has learned, whatever came of it.
const TRIED_THROUGH: &str = "tried_through";
/// Characters of a conversation that are read before its next message.
const CONTEXT_CHARS: usize = 400;
/// Conversations remembered.
const CONVERSATIONS: usize = 256;
/// Of many messages at once, the newest of so many characters train the gates, a network step each.
const GATE_CHARS: usize = 20_000;
/// Messages at once that are more than anybody types: an import, of which not every batch trains the gates.
const MANY_MESSAGES: usize = 200;
/// Changes after which gates and habits are written.
const SAVE_AFTER: usize = 32;

/// The owner's part of every prediction.
pub struct Own {
    served: Arc<Served>,
    learner: OnceLock<Handle>,
    personal: RwLock<Taught>,
    /// Belongs to the history's thread.
    reading: Mutex<Reading>,
}

/// What was taught, and the vocabulary it is written in.
pub struct Taught {
    pub personal: Personal,
    pub removed: RemovedWords,
    vocab: Vocab,
}

impl Taught {
    /// Whether it can be blended into predictions of this model, which speaks in the same symbols.
    pub fn fits(&self, predictor: &Predictor) -> bool {
        predictor.vocab().chars() == self.vocab.chars()
    }
}

#[derive(Default)]
struct Reading {
    worker: Worker,
    context: Context,
    /// The end of every conversation, by application and name.
    conversations: HashMap<Place, String>,
    unsaved: usize,
    /// Large batches in a row.
    bulk: u64,
}

type Place = (Option<String>, Option<String>);

impl Own {
    pub fn new(served: Arc<Served>) -> Own {
        let vocab = served.model().predictor.vocab().clone();
        let taught = Taught { personal: Personal::new(&vocab), removed: RemovedWords::default(), vocab };
        Own { served, learner: OnceLock::new(), personal: RwLock::new(taught), reading: Mutex::default() }
    }

    /// Tells the learner of what is kept and forgotten from now on.
    pub fn attach(&self, learner: Handle) {
        // Attached once, when the daemon is made.
        let _ = self.learner.set(learner);
    }

    /// What was taught; as long as this is held, nothing is learned.
    pub fn read(&self) -> RwLockReadGuard<'_, Taught> {
        self.personal.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns how words that were typed fared with what was offered.
    pub fn observe(&self, outcomes: &[Outcome]) {
        let mut taught = self.personal.write().unwrap_or_else(PoisonError::into_inner);
        outcomes.iter().for_each(|outcome| taught.personal.habits.observe(outcome));
        drop(taught);
        self.reading().unsaved += outcomes.len();
    }

    /// Builds everything anew, for the vocabulary of the model that is served now.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn build(&self, store: &Store) -> Result<(), HistoryError> {
        let vocab = self.served.model().predictor.vocab().clone();
        let mut personal = Personal::new(&vocab);
        if let Some(gates) = store.meta(GATES)?.and_then(|bytes| Gates::from_bytes(&bytes).ok()) {
            personal.gates = gates;
        }
        if let Some(bytes) = store.meta(HABITS)? {
            // Those of an older version are learned anew.
            personal.habits = rmp_serde::from_slice(&bytes).unwrap_or_default();
        }
        let mut conversations = HashMap::new();
        store.for_each(|message| {
            let before = take_before(&mut conversations, &message);
            if message.is_own() {
                remember(&mut personal, &vocab, &before, &message);
            }
            put_after(&mut conversations, before, &message);
        })?;
        let removed = store.removed_words()?;
        *self.personal.write().unwrap_or_else(PoisonError::into_inner) = Taught { personal, removed, vocab };
        self.reading().conversations = conversations;
        Ok(())
    }

    /// Writes gates and habits, if they have changed enough (or at all, at the end).
    pub fn save(&self, store: &Store, at_the_end: bool) {
        let mut reading = self.reading();
        if reading.unsaved == 0 || (reading.unsaved < SAVE_AFTER && !at_the_end) {
            return;
        }
        reading.unsaved = 0;
        drop(reading);
        let taught = self.read();
        let gates = taught.personal.gates.to_bytes();
        let habits = rmp_serde::to_vec_named(&taught.personal.habits).unwrap_or_default();
        drop(taught);
        let saved = store.set_meta(GATES, Some(&gates)).and_then(|()| store.set_meta(HABITS, Some(&habits)));
        if let Err(error) = saved {
            log::warn!("what was learned of habits could not be written: {error}");
        }
    }

    /// Notes up to which message a run has learned.
    pub fn tried(store: &Store, through: i64, promoted: bool) -> Result<(), HistoryError> {
        store.set_number(TRIED_THROUGH, Some(through))?;
        if promoted { store.set_trained_through(through) } else { Ok(()) }
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Own characters that no run has seen.
    fn count_new(&self, store: &Store) -> Result<u64, HistoryError> {
        let seen = store.number(TRIED_THROUGH)?.unwrap_or(0);
        let mut chars = 0;
        store.for_each(|message| {
            if message.id > seen {
                chars += own_chars(&message) as u64;
            }
        })?;
        Ok(chars)
    }

    /// Learns messages in their order: the newest through the network as well, the others by memory alone.
    fn learn(&self, messages: &[Message]) {
        let model = self.served.model().predictor;
        let mut reading = self.reading();
        let Reading { worker, context, conversations, unsaved, bulk } = &mut *reading;
        *bulk = if messages.len() > MANY_MESSAGES { *bulk + 1 } else { 0 };
        // Of an import the first batch, the second, the fourth, … train the gates: as often as the memory has doubled,
        // which is what they have to follow.
        let trains = *bulk == 0 || bulk.is_power_of_two();
        let most = if trains { GATE_CHARS } else { 0 };
        let through_network = messages.len() - newest_within(messages, most, own_chars).len();
        for (at, message) in messages.iter().enumerate() {
            let before = take_before(conversations, message);
            if message.is_own() {
                let same_vocab = self.read().fits(&model);
                if at >= through_network && same_vocab {
                    let mut earlier = before.as_str();
                    for piece in lines(&message.text) {
                        let app = message.app.as_deref();
                        let lesson = self.read().personal.foresee(&model, worker, context, earlier, &piece, app);
                        let mut taught = self.personal.write().unwrap_or_else(PoisonError::into_inner);
                        taught.personal.take(lesson, app);
                        earlier = "";
                    }
                } else {
                    let mut taught = self.personal.write().unwrap_or_else(PoisonError::into_inner);
                    let Taught { personal, vocab, .. } = &mut *taught;
                    remember(personal, vocab, &before, message);
                }
                *unsaved += 1;
            }
            put_after(conversations, before, message);
        }
    }
}

impl Listener for Own {
    fn opened(&self, store: &Store) {
        if let Err(error) = self.build(store) {
            log::error!("what was kept cannot be learned from: {error}");
        }
        match self.count_new(store) {
            Ok(chars) => self.learner.get().into_iter().for_each(|learner| learner.kept(chars)),
            Err(error) => log::error!("what was kept cannot be counted: {error}"),
        }
    }

    fn learned(&self, store: &Store, messages: &[Message]) {
        self.learn(messages);
        match store.removed_words() {
            Ok(removed) => self.personal.write().unwrap_or_else(PoisonError::into_inner).removed = removed,
            Err(error) => log::error!("the removed words cannot be read: {error}"),
        }
        self.save(store, false);
        let chars = messages.iter().map(|message| own_chars(message) as u64).sum();
        if let Some(learner) = self.learner.get() {
            learner.kept(chars);
        }
    }

    fn forgotten(&self, store: &Store, erased: &Erased) {
        // What blends and what was offered may have been shaped by what has gone.
        let habits = match erased.everything {
            true => Habits::default(),
            false => {
                let mut habits = self.read().personal.habits.clone();
                habits.forget_words();
                habits
            }
        };
        let bytes = rmp_serde::to_vec_named(&habits).unwrap_or_default();
        let written = store.set_meta(HABITS, Some(&bytes));
        if let Err(error) = written.and_then(|()| self.build(store)) {
            log::error!("what was forgotten could not be taken out of the memory, which is empty now: {error}");
            let vocab = self.served.model().predictor.vocab().clone();
            let taught = Taught { personal: Personal::new(&vocab), removed: RemovedWords::default(), vocab };
            *self.personal.write().unwrap_or_else(PoisonError::into_inner) = taught;
        }
        self.reading().context.clear();
        let Some(learner) = self.learner.get() else { return };
        if let Err(error) = learner.forgotten(erased.preview.seen_by_model, erased.everything) {
            log::error!("the personal models could not be removed: {error}");
        }
    }
}

/// Characters of a message, its line's end included, if the owner wrote it.
fn own_chars(message: &Message) -> usize {
    if message.is_own() { message.text.chars().count() + 1 } else { 0 }
}

/// The pieces of a message that are learned one by one; the last one with the line's end.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = pieces(text).map(str::to_owned).collect();
    if let Some(last) = lines.last_mut() {
        last.push('\n');
    }
    lines
}

fn remember(personal: &mut Personal, vocab: &Vocab, before: &str, message: &Message) {
    let mut earlier = before;
    for line in lines(&message.text) {
        personal.remember(vocab, earlier, &line, message.app.as_deref());
        earlier = "";
    }
}

fn take_before(conversations: &mut HashMap<Place, String>, message: &Message) -> String {
    let place = (message.app.clone(), message.conversation.clone());
    conversations.remove(&place).unwrap_or_default()
}

fn put_after(conversations: &mut HashMap<Place, String>, mut before: String, message: &Message) {
    before.push_str(&message.text);
    before.push('\n');
    if before.len() > 2 * CONTEXT_CHARS {
        let start = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        before.drain(..start);
    }
    if conversations.len() >= CONVERSATIONS {
        conversations.clear();
    }
    conversations.insert((message.app.clone(), message.conversation.clone()), before);
}
