//! [`HistoryService`]: the history and its rules, as its thread uses them: opening, pausing, keeping, forgetting, and
//! telling those who observe it. The module `ingest` decides what is kept of a text.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::last_lines::LastLines;
use super::observer::Observer;
use super::refusal::Refusal;
use super::unkept::Unkept;
use crate::config::{self, Config};
use crate::daemon::clock::now_ms;
use crate::history::{
    self, Erased, Filter, HistoryError, Message, Preview, Provenance, RemovedWords, Rules, Salvaged, Store,
};

/// The version of what a history keeps beside texts: names, and what tells messages apart.
const NAMES_FILTERED: &str = "names_filtered";
const NAMES_VERSION: i64 = 2;
/// The status of the history, for those who cannot wait for its thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Messages kept.
    pub messages: u64,
    /// Time until which nothing is kept (milliseconds since 1970, [`i64::MAX`] for no end).
    pub paused_until: Option<i64>,
    /// Why the history cannot be used.
    pub problem: Option<String>,
}

/// The history and its rules.
pub struct HistoryService {
    pub(super) store: Result<Store, HistoryError>,
    /// Messages in it.
    pub(super) messages: u64,
    folder: Option<PathBuf>,
    pub(super) keep: bool,
    pub(super) denied: Vec<String>,
    pub(super) filter: Filter,
    pub(super) removed: RemovedWords,
    paused_until: Option<i64>,
    pub(super) observers: Vec<Arc<dyn Observer>>,
    /// Names that came with messages, and their pseudonyms.
    pub(super) names: HashMap<String, String>,
    /// Lessons that the job at hand has put off.
    pub(super) owed: Owed,
    pub(super) unkept: Arc<Unkept>,
    /// How the conversations of every client ended.
    pub(super) last_lines: LastLines,
}

/// For some observers, by their index, the number of the lesson that must be learned before an answer may be given.
pub type Owed = Vec<(usize, u64)>;

impl HistoryService {
    pub fn new(
        config: &Config,
        folder: Option<PathBuf>,
        observers: Vec<Arc<dyn Observer>>,
        unkept: Arc<Unkept>,
    ) -> HistoryService {
        let mut service = HistoryService {
            store: Err(HistoryError::NoFolder),
            messages: 0,
            folder,
            keep: false,
            denied: Vec::new(),
            filter: Filter::default(),
            removed: RemovedWords::default(),
            paused_until: None,
            observers,
            names: HashMap::new(),
            owed: Owed::new(),
            unkept,
            last_lines: LastLines::default(),
        };
        service.configure(config);
        service
    }

    /// Takes over settings: what is kept from now on, and what is not.
    pub fn configure(&mut self, config: &Config) {
        let config::Privacy { emails, phones, ref deny_apps } = config.privacy;
        self.keep = config.history.keep;
        self.denied = deny_apps.iter().map(|app| app.to_lowercase()).collect();
        self.filter = Filter::new(Rules { emails, phones });
        self.names.clear();
    }

    /// Opens the history if it is not open.
    pub fn open(&mut self) {
        if self.store.as_ref().is_ok_and(Store::is_removed) {
            log::error!("the history's folder was removed; another history begins");
            self.store = Err(HistoryError::NoFolder);
        }
        let Some(folder) = self.folder.clone().filter(|_| self.store.is_err()) else { return };
        match Store::open(&folder).and_then(|opened| self.take(opened)) {
            Ok(()) => {}
            Err(error) => {
                // It is tried again with every request.
                if self.store.as_ref().err().is_none_or(|before| before.to_string() != error.to_string()) {
                    log::error!("nothing is kept or learned: {error}");
                }
                self.store = Err(error);
            }
        }
    }

    fn take(&mut self, opened: history::Opened) -> Result<(), HistoryError> {
        if let Some(aside) = opened.set_aside {
            let Salvaged { messages, damaged_pages, pages, highest } = opened.salvaged;
            log::error!(
                "the history was damaged; it is set aside as {}. {messages} messages of it could be read and are kept \
                 (numbers up to {highest} were given); {damaged_pages} of its {pages} pages could not be read",
                aside.display()
            );
        }
        if opened.store.number(NAMES_FILTERED)? != Some(NAMES_VERSION) {
            opened.store.rename()?;
            opened.store.set_number(NAMES_FILTERED, Some(NAMES_VERSION))?;
        }
        self.names.clear();
        self.removed = opened.store.removed_words()?;
        self.paused_until = opened.store.paused_until()?;
        for observer in &self.observers {
            observer.opened(&opened.store);
        }
        self.messages = opened.store.count()?;
        self.store = Ok(opened.store);
        Ok(())
    }

    /// Returns the history; one that could not be used before is tried again.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`], with the reason.
    pub fn store(&mut self) -> Result<&Store, Refusal> {
        self.open();
        self.store.as_ref().map_err(Refusal::from)
    }

    /// Returns the status of the history, as others see it.
    pub fn status(&self) -> Status {
        let messages = if self.store.is_ok() { self.messages } else { 0 };
        let problem = self.store.as_ref().err().map(HistoryError::to_string);
        Status { messages, paused_until: self.paused_until(), problem }
    }

    /// Returns the time until which nothing is kept, if keeping is paused.
    pub fn paused_until(&self) -> Option<i64> {
        to_come(self.paused_until)
    }

    /// Keeps nothing for so many minutes, or for ever ([`None`]).
    ///
    /// # Errors
    /// When the pause cannot be written down: it holds until the daemon ends.
    pub fn pause(&mut self, minutes: Option<u32>) -> Result<(), Refusal> {
        let until = minutes.map_or(i64::MAX, |minutes| now_ms().saturating_add(i64::from(minutes) * 60_000));
        self.set_pause(Some(until))
    }

    /// Keeps what comes from now on.
    ///
    /// # Errors
    /// As [`HistoryService::pause`].
    pub fn resume(&mut self) -> Result<(), Refusal> {
        self.set_pause(None)
    }

    fn set_pause(&mut self, until: Option<i64>) -> Result<(), Refusal> {
        self.open();
        self.paused_until = until;
        self.store()?.set_paused_until(until).map_err(|error| self.failed(error))
    }

    /// Closes the history for good.
    pub fn close(&mut self) {
        self.folder = None;
        self.store = Err(HistoryError::NoFolder);
    }

    /// Takes the lessons that the last job has put off, if any.
    pub fn take_owed(&mut self) -> Option<Owed> {
        Some(std::mem::take(&mut self.owed)).filter(|owed| !owed.is_empty())
    }

    /// Returns whether any lesson is put off, also one for which nobody waits, as after a notification.
    pub fn has_put_off(&self) -> bool {
        self.observers.iter().any(|observer| observer.has_put_off())
    }

    /// Returns whether every lesson that was owed is learned.
    pub fn is_paid(&self, owed: &Owed) -> bool {
        owed.iter().all(|&(observer, number)| self.observers[observer].done() >= number)
    }

    /// Goes on with lessons that were put off, for a few milliseconds.
    pub fn go_on(&self) {
        if let Ok(store) = &self.store {
            self.observers.iter().for_each(|observer| observer.go_on(store));
        }
    }

    /// Returns at most `most` messages from newest to oldest that lie before a place in time, and the provenance of a
    /// model that has read all messages of the history.
    pub fn page(&mut self, before: Option<(i64, i64)>, most: u32) -> Result<(Vec<Message>, Provenance), Refusal> {
        let read = |store: &Store| Ok((store.before(before, most)?, store.provenance()?));
        read(self.store()?).map_err(|error: HistoryError| Refusal::from(&error))
    }

    /// Returns what a forgetting would remove, and whether a personal model may have seen it.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]; [`Refusal::Pattern`] for a pattern that is no regular expression.
    pub fn preview(&mut self, condition: &history::Condition) -> Result<(Preview, bool), Refusal> {
        let preview = self.store()?.preview(condition).map_err(|error| self.failed(error))?;
        let store = self.store.as_ref().map_err(Refusal::from)?;
        let seen = self.observers.iter().any(|observer| observer.has_seen(store, &preview));
        Ok((preview, seen))
    }

    /// Forgets messages and tells the observers. Returns what has gone, and whether a personal model may have seen it.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]: nothing has gone; [`Refusal::Pattern`] for a pattern that is no regular expression.
    pub fn forget(&mut self, condition: &history::Condition) -> Result<(Erased, bool), Refusal> {
        self.last_lines.clear();
        let erased = match self.store()?.erase(condition) {
            // Files can be removed where nothing can be written.
            Err(HistoryError::Full) if condition.everything => return self.begin_anew(),
            erased => erased.map_err(|error| self.failed(error))?,
        };
        let store = self.store.as_ref().map_err(Refusal::from)?;
        // The observers come before anything that can fail: models that have seen the messages must go with them.
        let seen = self.observers.iter().fold(false, |seen, observer| observer.forgotten(store, &erased) | seen);
        self.owe_all();
        self.removed = self.store()?.removed_words().map_err(|error| self.failed(error))?;
        self.messages = self.store()?.count().map_err(|error| self.failed(error))?;
        Ok((erased, seen))
    }

    /// Lets the answer to the job at hand wait for every lesson that is put off.
    fn owe_all(&mut self) {
        let busy = self.observers.iter().enumerate().filter(|(_, observer)| observer.has_put_off());
        self.owed.extend(busy.map(|(at, observer)| (at, observer.promised())));
    }

    /// Removes the files of the history and begins another one; a pause goes on.
    fn begin_anew(&mut self) -> Result<(Erased, bool), Refusal> {
        let count = self.store()?.count().map_err(|error| self.failed(error))?;
        let (paused_until, folder) = (self.paused_until, self.store()?.folder().to_owned());
        self.store = Err(HistoryError::NoFolder);
        Store::remove(&folder).map_err(|error| self.failed(error))?;
        let store = self.store()?;
        if paused_until.is_some() {
            store.set_paused_until(paused_until).map_err(|error| self.failed(error))?;
        }
        self.paused_until = paused_until;
        let preview = Preview { messages: count, ..Preview::default() };
        let erased = Erased { everything: true, preview, ..Erased::default() };
        let store = self.store.as_ref().map_err(Refusal::from)?;
        let seen = self.observers.iter().fold(false, |seen, observer| observer.forgotten(store, &erased) | seen);
        self.owe_all();
        Ok((erased, seen))
    }

    /// Logs an error of the history and returns the refusal to answer with. A database found damaged at work is opened
    /// anew with the next request, which sets it aside.
    pub fn failed(&mut self, error: HistoryError) -> Refusal {
        let answer = Refusal::from(&error);
        if !matches!(error, HistoryError::Pattern) {
            log::error!("the history failed: {error}");
        }
        if matches!(error, HistoryError::Damaged) {
            self.store = Err(error);
        }
        answer
    }
}

/// Returns the time until which a history is paused, for those who cannot wait until it is open.
pub fn paused_until(folder: &Path) -> Option<i64> {
    to_come(Store::copied_pause(folder))
}

/// Returns the time if it has not come yet.
pub fn to_come(until: Option<i64>) -> Option<i64> {
    until.filter(|&until| now_ms() < until)
}
