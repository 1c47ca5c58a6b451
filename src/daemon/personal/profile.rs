//! [`Profile`]: everything learned from the owner, ready for every suggestion. It is built from the history when that
//! opens, kept up to date with every message, and built anew when something is forgotten.
//!
//! A profile observes the history on the history's thread; suggestions read it on compute threads. Reading never waits
//! for learning: network steps are made without the lock, changes take microseconds, and a thread that changes
//! something waits until nobody reads instead of keeping new readers out. Many messages are learned one by one
//! (`lessons`), and everything is built anew (`rebuild`), while the history's thread does its other jobs.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use parking_lot::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::fared::Fared;
use super::generations::Gone;
use super::lessons::{AT_ONCE_CHARS, Lesson, Lessons};
use super::lexicon;
use super::opening::Opening;
use super::rebuild::Rebuild;
use super::scheduler::Handle;
use super::taught::{Taught, lines, own_chars};
use crate::daemon::history::Observer;
use crate::daemon::serving::Served;
use crate::history::{Erased, HistoryError, LexiconWord, Message, Preview, RemovedWords, Store};
use crate::memory::MixingWeights;
use crate::predict::Habits;

/// Key of the mixing weights in the history, by a name that they had once: under another one, old histories would lose
/// theirs. Forgetting removes every key that begins with `learned.`.
const MIXING: &str = "learned.gates";
/// Key of the habits in the history.
const HABITS: &str = "learned.habits";
/// Key of the number of the message up to which a run has learned, whatever its result.
const TRIED_THROUGH: &str = "tried_through";
/// Time for which lessons are learned (one at least) before other jobs have their turn.
const SLICE: Duration = Duration::from_millis(2);
/// Words without sentences that are learned before somebody else may read.
const WORDS_AT_ONCE: usize = 16;
/// How long a change waits for a moment in which nobody reads before it insists.
const INSIST_AFTER: Duration = Duration::from_millis(30);
/// Pause between two attempts to change something.
const ATTEMPT: Duration = Duration::from_micros(100);
/// Number of changes after which mixing weights and habits are written.
const SAVE_AFTER: usize = 32;

/// The owner's part of every prediction.
pub struct Profile {
    served: Arc<Served>,
    scheduler: OnceLock<Handle>,
    personal: RwLock<Taught>,
    opening: Opening,
    /// Changes since mixing weights and habits were written.
    unsaved: AtomicUsize,
    lessons: Mutex<Lessons>,
}

impl Profile {
    pub fn new(served: Arc<Served>) -> Profile {
        let model = served.model().predictor;
        let taught = Taught::nothing(&model, RemovedWords::default());
        Profile {
            served,
            scheduler: OnceLock::new(),
            personal: RwLock::new(taught),
            opening: Opening::default(),
            unsaved: AtomicUsize::new(0),
            lessons: Mutex::default(),
        }
    }

    /// Attaches the scheduler, which is told of messages kept and forgotten from now on.
    pub fn attach(&self, scheduler: Handle) {
        // The daemon attaches one scheduler only, when it is made.
        let _ = self.scheduler.set(scheduler);
    }

    /// Returns a read lock on what was learned; nothing is learned while it is held.
    pub fn read(&self) -> RwLockReadGuard<'_, Taught> {
        self.personal.read()
    }

    /// Like [`read`](Self::read), for a suggestion: right after the start it waits for what the history holds, for a moment.
    pub fn read_when_built(&self) -> RwLockReadGuard<'_, Taught> {
        self.opening.wait();
        self.read()
    }

    /// Changes what was learned; for the history's thread only. A lock that waits keeps new readers out until the readers
    /// that are there have gone, so this function tries again and again, and waits only if no attempt succeeds. The lock
    /// is then given to the readers that wait: the next of many changes would otherwise take it before they are awake.
    fn change<R>(&self, change: impl FnOnce(&mut Taught) -> R) -> R {
        let mut taught = self.to_change();
        let result = change(&mut taught);
        RwLockWriteGuard::unlock_fair(taught);
        result
    }

    /// Puts another state in the place of what was learned, whose memory is given back without the lock.
    fn replace(&self, taught: Taught) {
        drop(self.change(|before| std::mem::replace(before, taught)));
    }

    fn to_change(&self) -> RwLockWriteGuard<'_, Taught> {
        let began = Instant::now();
        while began.elapsed() < INSIST_AFTER {
            match self.personal.try_write() {
                Some(taught) => return taught,
                None => std::thread::sleep(ATTEMPT),
            }
        }
        self.personal.write()
    }

    /// Learns how offers fared in a message that was kept. On the history's thread only.
    pub fn observe(&self, fared: &Fared, kept: &str) {
        if fared.len() > 0 {
            self.change(|taught| fared.settle(kept, &mut taught.personal.habits));
            self.unsaved.fetch_add(fared.len(), Relaxed);
        }
    }

    /// Offers a word no more, or again; it is written down when this returns. On the history's thread only.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn hide(&self, store: &Store, word: &str, shown: bool) -> Result<(), HistoryError> {
        self.change(|taught| taught.personal.habits.hide(word, shown));
        let habits = rmp_serde::to_vec_named(&self.read().personal.habits).unwrap_or_default();
        store.set_meta(HABITS, Some(&habits))
    }

    /// Builds everything anew, for the vocabulary of the model that is served now.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn build(&self, store: &Store) -> Result<(), HistoryError> {
        self.begin(store)?;
        while self.continue_rebuild(store)? {}
        Ok(())
    }

    /// Begins to build everything anew; suggestions do not see the new state until it is whole.
    fn begin(&self, store: &Store) -> Result<(), HistoryError> {
        // A rebuild that has begun may hold messages that have gone.
        self.lessons().rebuild = None;
        let mixing = store.meta(MIXING)?.and_then(|bytes| MixingWeights::from_bytes(&bytes).ok());
        // Habits of an older version are learned anew.
        let habits = store.meta(HABITS)?.and_then(|bytes| rmp_serde::from_slice(&bytes).ok());
        let number = self.lessons().put_off + 1;
        let rebuild = Rebuild::begin(store, &self.served.model().predictor, mixing, habits, number)?;
        let mut lessons = self.lessons();
        // Everything that waited to be learned is in the history, and so will be in the memory.
        lessons.waiting.clear();
        (lessons.put_off, lessons.rebuild) = (number, Some(Box::new(rebuild)));
        Ok(())
    }

    /// Goes on with a rebuild for a few milliseconds; when it is done, it takes the place of what was learned. Returns
    /// whether there is more to do.
    fn continue_rebuild(&self, store: &Store) -> Result<bool, HistoryError> {
        let mut lessons = self.lessons();
        let Some(rebuild) = &mut lessons.rebuild else { return Ok(false) };
        if !rebuild.go_on(store, Instant::now() + SLICE)? {
            return Ok(true);
        }
        if let Some(rebuild) = lessons.rebuild.take() {
            let Rebuild { taught, conversations, number, .. } = *rebuild;
            (lessons.conversations, lessons.done) = (conversations, number);
            self.replace(taught);
        }
        Ok(false)
    }

    /// Learns messages of a few characters at once, and puts more off in their order. Returns the number of the last
    /// lesson put off.
    fn learn(&self, messages: &[Message]) -> Option<u64> {
        let symbols = self.read().personal.memory.symbols();
        let mut lessons = self.lessons();
        let planned = lessons.plan(messages, symbols);
        if messages.iter().map(own_chars).sum::<usize>() <= AT_ONCE_CHARS {
            planned.iter().for_each(|lesson| self.study(&mut lessons, lesson));
            if let Some(rebuild) = &mut lessons.rebuild {
                rebuild.since.extend_from_slice(messages);
            }
            return None;
        }
        lessons.waiting.extend(planned);
        lessons.put_off += messages.len() as u64;
        Some(lessons.put_off)
    }

    fn study(&self, lessons: &mut Lessons, Lesson { message, through_network }: &Lesson) {
        let Lessons { worker, context, conversations, .. } = lessons;
        conversations.pass(message, |before| {
            if !message.is_own() {
                return;
            }
            let model = self.served.model().predictor;
            if *through_network && self.read().fits(&model) {
                let mut earlier = before;
                for piece in lines(&message.text) {
                    let app = message.app.as_deref();
                    let lesson = self.read().personal.foresee(&model, worker, context, earlier, &piece, app);
                    self.change(|taught| taught.take(lesson, app));
                    earlier = "";
                }
            } else {
                self.change(|taught| taught.remember(before, message));
            }
            self.unsaved.fetch_add(1, Relaxed);
        });
    }

    /// Writes mixing weights and habits, if they have changed enough (or at all, at the end).
    pub fn save(&self, store: &Store, at_the_end: bool) {
        let unsaved = self.unsaved.load(Relaxed);
        if unsaved == 0 || (unsaved < SAVE_AFTER && !at_the_end) {
            return;
        }
        self.unsaved.store(0, Relaxed);
        let taught = self.read();
        let mixing = taught.personal.mixing.to_bytes();
        let habits = rmp_serde::to_vec_named(&taught.personal.habits).unwrap_or_default();
        drop(taught);
        let saved = store.set_meta(MIXING, Some(&mixing)).and_then(|()| store.set_meta(HABITS, Some(&habits)));
        if let Err(error) = saved {
            log::warn!("what was learned of habits could not be written: {error}");
        }
    }

    /// Notes up to which message a run has learned.
    pub fn tried(store: &Store, through: i64) -> Result<(), HistoryError> {
        store.set_number(TRIED_THROUGH, Some(through))
    }

    fn lessons(&self) -> MutexGuard<'_, Lessons> {
        self.lessons.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of own characters that no run has seen.
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
}

impl Observer for Profile {
    fn opened(&self, store: &Store) {
        if let Err(error) = self.build(store) {
            log::error!("what was kept cannot be learned from: {error}");
        }
        self.opening.end();
        match self.count_new(store) {
            Ok(chars) => self.scheduler.get().into_iter().for_each(|scheduler| scheduler.kept(chars)),
            Err(error) => log::error!("what was kept cannot be counted: {error}"),
        }
        if let Some(scheduler) = self.scheduler.get() {
            scheduler.vouch(&store.provenance().unwrap_or_default());
        }
    }

    fn learned(&self, store: &Store, messages: &[Message]) -> Option<u64> {
        let put_off = self.learn(messages);
        match store.removed_words() {
            Ok(removed) => self.change(|taught| taught.removed = removed),
            Err(error) => log::error!("the removed words cannot be read: {error}"),
        }
        self.save(store, false);
        let chars = messages.iter().map(|message| own_chars(message) as u64).sum();
        if let Some(scheduler) = self.scheduler.get() {
            scheduler.kept(chars);
        }
        put_off
    }

    fn learned_words(&self, words: &[LexiconWord]) {
        let learn = lexicon::Learn::new(&self.served.model().predictor);
        if let Some(rebuild) = &mut self.lessons().rebuild {
            words.iter().for_each(|word| rebuild.word(word));
        }
        for words in words.chunks(WORDS_AT_ONCE) {
            self.change(|Taught { personal, vocab, .. }| {
                words.iter().for_each(|word| learn.one(personal, vocab, word));
            });
        }
    }

    fn go_on(&self, store: &Store) {
        match self.continue_rebuild(store) {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => {
                log::error!("what is kept cannot be read to be learned, and the memory stays empty: {error}");
                let mut lessons = self.lessons();
                lessons.rebuild = None;
                lessons.done = lessons.put_off;
            }
        }
        let began = Instant::now();
        let mut lessons = self.lessons();
        while let Some(lesson) = lessons.waiting.pop_front() {
            self.study(&mut lessons, &lesson);
            lessons.done += 1;
            if began.elapsed() > SLICE {
                return;
            }
        }
        lessons.waiting.shrink_to_fit();
        drop(lessons);
        self.save(store, false);
    }

    fn done(&self) -> u64 {
        self.lessons().done
    }

    fn promised(&self) -> u64 {
        self.lessons().put_off
    }

    fn has_put_off(&self) -> bool {
        let lessons = self.lessons();
        lessons.rebuild.is_some() || !lessons.waiting.is_empty()
    }

    fn has_seen(&self, store: &Store, preview: &Preview) -> bool {
        let mut now = store.provenance().unwrap_or_default();
        now.forgettings += 1;
        self.scheduler.get().is_some_and(|scheduler| scheduler.may_have_seen(&Gone { now, oldest: preview.oldest }))
    }

    fn forgotten(&self, store: &Store, erased: &Erased) -> bool {
        // Habits may have been shaped by messages that have gone.
        let habits = match erased.everything {
            true => Habits::default(),
            false => {
                let mut habits = self.read().personal.habits.clone();
                habits.forget_words();
                let removed = store.removed_words().unwrap_or_default();
                habits.show_again(&|word| removed.contains(word));
                habits
            }
        };
        let bytes = rmp_serde::to_vec_named(&habits).unwrap_or_default();
        let written = store.set_meta(HABITS, Some(&bytes));
        // The memory is emptied at once, and then built anew without those messages, while other jobs have their turns.
        let model = self.served.model().predictor;
        self.replace(Taught::nothing(&model, store.removed_words().unwrap_or_default()));
        if let Err(error) = written.and_then(|()| self.begin(store)) {
            log::error!("what is kept could not be taken into the memory, which is empty now: {error}");
            self.lessons().skip();
        }
        self.lessons().context.clear();
        let Some(scheduler) = self.scheduler.get() else { return false };
        // Without a provenance no model can prove what it has not seen, so that all of them are removed.
        let gone = Gone { now: store.provenance().unwrap_or_default(), oldest: erased.preview.oldest };
        let (seen, removed) = scheduler.forgotten(&gone, erased.everything);
        if let Err(error) = removed {
            log::error!("the personal models could not be removed: {error}");
        }
        seen
    }
}

#[cfg(test)]
mod tests;
