//! What is done on the history's thread: deciding, filtering, keeping, forgetting, telling. Main type: [`Keeper`].

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::learning::Own;
use super::listener::Listener;
use super::reply::{rpc_error, wrong_value};
use crate::config::{self, Config};
use crate::history::{
    self, Erased, Filter, GAP, HistoryError, LexiconWord, Message, NewMessage, Preview, Provenance, Reason,
    RemovedWords, Rules, Salvaged, Store,
};
use crate::rpc::protocol::{RpcError, code};
use crate::text::words::word_spans;

/// Which version of what is kept beside texts (names, and what tells messages apart) a history has.
const NAMES_FILTERED: &str = "names_filtered";
const NAMES_VERSION: i64 = 2;
/// Names that are remembered with what is kept of them.
const KNOWN_NAMES: usize = 1000;
/// The source of what was typed and committed.
pub const TYPED: &str = "typed";

/// What sources of imported messages begin with. Those without a time are compared without it.
const IMPORTED: &str = "import:";

/// How the history is, for those who cannot wait for its thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// Messages kept.
    pub messages: u64,
    /// Until when nothing is kept (milliseconds since 1970, [`i64::MAX`] for no end).
    pub paused_until: Option<i64>,
    /// Why the history cannot be used.
    pub problem: Option<String>,
}

/// Where a text comes from, and what is known of that place.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub source: String,
    pub app: Option<String>,
    pub terminal: bool,
    pub private: bool,
    pub secret: bool,
}

/// A message on its way in.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    pub text: String,
    pub author: Option<String>,
    pub conversation: Option<String>,
    /// Milliseconds since 1970; now without it.
    pub time: Option<i64>,
}

/// A word on its way in that came without a sentence.
#[derive(Clone, Debug, Default)]
pub struct IncomingWord {
    pub text: String,
    pub count: u32,
}

/// What became of messages and words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub kept: u64,
    pub known: u64,
    /// By the names of the reasons.
    pub dropped: BTreeMap<String, u64>,
}

impl Outcome {
    /// Counts what became of others as well.
    pub fn add(&mut self, other: Outcome) {
        self.kept += other.kept;
        self.known += other.known;
        for (reason, count) in other.dropped {
            *self.dropped.entry(reason).or_default() += count;
        }
    }
}

/// The history and its rules.
pub struct Keeper {
    store: Result<Store, HistoryError>,
    /// Messages in it.
    messages: u64,
    folder: Option<PathBuf>,
    keep: bool,
    denied: Vec<String>,
    filter: Filter,
    removed: RemovedWords,
    paused_until: Option<i64>,
    listeners: Vec<Arc<dyn Listener>>,
    /// Names that came along, and what is kept of them.
    names: HashMap<String, String>,
    /// What the job at hand has put off.
    owed: Owed,
}

/// Numbers up to which each listener has to learn before something may be answered.
pub type Owed = Vec<(usize, u64)>;

impl Keeper {
    pub fn new(config: &Config, folder: Option<PathBuf>, listeners: Vec<Arc<dyn Listener>>) -> Keeper {
        let mut keeper = Keeper {
            store: Err(HistoryError::NoFolder),
            messages: 0,
            folder,
            keep: false,
            denied: Vec::new(),
            filter: Filter::default(),
            removed: RemovedWords::default(),
            paused_until: None,
            listeners,
            names: HashMap::new(),
            owed: Owed::new(),
        };
        keeper.configure(config);
        keeper
    }

    /// What is kept from now on, and what is not.
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
        for listener in &self.listeners {
            listener.opened(&opened.store);
        }
        self.messages = opened.store.count()?;
        self.store = Ok(opened.store);
        Ok(())
    }

    /// The history, tried again if it could not be used before.
    ///
    /// # Errors
    /// `history_unavailable`, with the reason.
    pub fn store(&mut self) -> Result<&Store, RpcError> {
        self.open();
        self.store.as_ref().map_err(unavailable)
    }

    /// As others see it.
    pub fn condition(&self) -> Condition {
        let messages = if self.store.is_ok() { self.messages } else { 0 };
        let problem = self.store.as_ref().err().map(HistoryError::to_string);
        Condition { messages, paused_until: self.paused_until(), problem }
    }

    /// Until when nothing is kept, if so.
    pub fn paused_until(&self) -> Option<i64> {
        self.paused_until.filter(|&until| now() < until)
    }

    /// Keeps nothing for so many minutes, or for ever ([`None`]).
    ///
    /// # Errors
    /// When it cannot be written down: it holds until the daemon ends.
    pub fn pause(&mut self, minutes: Option<u32>) -> Result<(), RpcError> {
        let until = minutes.map_or(i64::MAX, |minutes| now().saturating_add(i64::from(minutes) * 60_000));
        self.set_pause(Some(until))
    }

    /// Keeps what comes from now on.
    ///
    /// # Errors
    /// As [`Keeper::pause`].
    pub fn resume(&mut self) -> Result<(), RpcError> {
        self.set_pause(None)
    }

    fn set_pause(&mut self, until: Option<i64>) -> Result<(), RpcError> {
        self.open();
        self.paused_until = until;
        self.store()?.set_paused_until(until).map_err(|error| self.failed(error))
    }

    /// Passes messages through the filter and keeps what is left, all in one transaction; then tells the listeners.
    ///
    /// # Errors
    /// `history_unavailable`: nothing of it is kept.
    pub fn keep(&mut self, origin: &Origin, messages: Vec<Incoming>) -> Result<Outcome, RpcError> {
        if !self.keep {
            return Ok(Outcome { dropped: count(Reason::SwitchedOff, messages.len()), ..Outcome::default() });
        }
        self.store()?;
        if let Some(reason) = self.refusal(origin) {
            let dropped = count(reason, messages.len());
            self.store()?.add_counting(&[], &dropped).map_err(|error| self.failed(error))?;
            return Ok(Outcome { dropped, ..Outcome::default() });
        }
        let origin = &Origin { app: self.app(origin.app.clone())?, ..origin.clone() };
        let messages = self.with_names(messages)?;
        let (mut dropped, now) = (BTreeMap::new(), now());
        let kept = messages.into_iter().filter_map(|message| self.filtered(origin, message, now, &mut dropped));
        let kept: Vec<NewMessage> = kept.collect();
        let added = self.store()?.add_counting(&kept, &dropped).map_err(|error| self.failed(error))?;
        self.messages += added.kept.len() as u64;
        if origin.source == TYPED {
            self.welcome(&added.kept)?;
        }
        if !added.kept.is_empty() {
            let store = self.store.as_ref().map_err(unavailable)?;
            let put_off = self.listeners.iter().map(|listener| listener.learned(store, &added.kept));
            self.owed.extend(put_off.enumerate().filter_map(|(at, number)| Some((at, number?))));
        }
        Ok(Outcome { kept: added.kept.len() as u64, known: added.known, dropped })
    }

    /// As [`Keeper::keep`], for words without sentences. One that the filter would cut, or that its owner removed, is
    /// dropped.
    ///
    /// # Errors
    /// As [`Keeper::keep`].
    pub fn keep_words(&mut self, origin: &Origin, words: Vec<IncomingWord>) -> Result<Outcome, RpcError> {
        let refusal = if self.keep { self.refusal(origin) } else { Some(Reason::SwitchedOff) };
        let mut dropped = BTreeMap::new();
        let (mut kept, asked, time) = (Vec::new(), words.len(), now());
        for IncomingWord { text, count } in words {
            let filtered = || self.filter.apply(&text).dropped.into_keys().next();
            let removed = || self.removed.contains(&text).then_some(Reason::RemovedWord);
            match refusal.or_else(filtered).or_else(removed) {
                Some(reason) => *dropped.entry(reason.name().to_owned()).or_default() += 1,
                None => kept.push(LexiconWord { text, count, source: origin.source.clone(), time }),
            }
        }
        let store = self.store()?;
        let added = store.add_counting(&[], &dropped).and_then(|_| store.add_words(&kept));
        let added = added.map_err(|error| self.failed(error))?;
        self.listeners.iter().for_each(|listener| listener.learned_words(&added));
        let known = asked as u64 - dropped.values().sum::<u64>() - added.len() as u64;
        Ok(Outcome { kept: added.len() as u64, known, dropped })
    }

    /// Closes the history for good.
    pub fn close(&mut self) {
        self.folder = None;
        self.store = Err(HistoryError::NoFolder);
    }

    /// What the last job has put off, if anything.
    pub fn take_owed(&mut self) -> Option<Owed> {
        Some(std::mem::take(&mut self.owed)).filter(|owed| !owed.is_empty())
    }

    /// Whether something is put off that nobody waits for, as after a notification.
    pub fn has_put_off(&self) -> bool {
        self.listeners.iter().any(|listener| listener.has_put_off())
    }

    /// Whether what was owed is learned.
    pub fn is_paid(&self, owed: &Owed) -> bool {
        owed.iter().all(|&(listener, number)| self.listeners[listener].done() >= number)
    }

    /// Goes on with what was put off, for a few milliseconds.
    pub fn go_on(&self) {
        if let Ok(store) = &self.store {
            self.listeners.iter().for_each(|listener| listener.go_on(store));
        }
    }

    /// Messages from newest to oldest, at most so many, beginning before this place in time, as the learner reads them;
    /// with what somebody has seen who reads them all.
    pub fn page(&mut self, before: Option<(i64, i64)>, most: u32) -> Result<(Vec<Message>, Provenance), RpcError> {
        let read = |store: &Store| Ok((store.before(before, most)?, store.provenance()?));
        read(self.store()?).map_err(|error: HistoryError| unavailable(&error))
    }

    /// Builds what was learned anew, for another vocabulary.
    pub fn rebuild(&mut self, own: &Own) -> Result<(), RpcError> {
        own.build(self.store()?).map_err(|error| unavailable(&error))
    }

    /// Notes up to which message a run of fine-tuning has learned.
    pub fn tried(&mut self, through: i64) -> Result<(), RpcError> {
        Own::tried(self.store()?, through).map_err(|error| unavailable(&error))
    }

    /// What would go, and whether a personal model may have seen it.
    ///
    /// # Errors
    /// `history_unavailable`; `invalid_params` for a pattern that is none.
    pub fn preview(&mut self, condition: &history::Condition) -> Result<(Preview, bool), RpcError> {
        let preview = self.store()?.preview(condition).map_err(|error| self.failed(error))?;
        let store = self.store.as_ref().map_err(unavailable)?;
        let seen = self.listeners.iter().any(|listener| listener.has_seen(store, &preview));
        Ok((preview, seen))
    }

    /// Forgets, and tells the listeners; also gives whether a personal model may have seen it.
    ///
    /// # Errors
    /// `history_unavailable`: nothing has gone; `invalid_params` for a pattern that is none.
    pub fn forget(&mut self, condition: &history::Condition) -> Result<(Erased, bool), RpcError> {
        let erased = match self.store()?.erase(condition) {
            // Files can be removed where nothing can be written.
            Err(HistoryError::Full) if condition.everything => return self.begin_anew(),
            erased => erased.map_err(|error| self.failed(error))?,
        };
        let store = self.store.as_ref().map_err(unavailable)?;
        // Before anything that can fail: what the models have seen must go with it.
        let seen = self.listeners.iter().fold(false, |seen, listener| listener.forgotten(store, &erased) | seen);
        self.owe_all();
        self.removed = self.store()?.removed_words().map_err(|error| self.failed(error))?;
        self.messages = self.store()?.count().map_err(|error| self.failed(error))?;
        Ok((erased, seen))
    }

    /// The answer to the job at hand waits for everything that is put off.
    fn owe_all(&mut self) {
        let busy = self.listeners.iter().enumerate().filter(|(_, listener)| listener.has_put_off());
        self.owed.extend(busy.map(|(at, listener)| (at, listener.promised())));
    }

    /// Removes the files of the history and begins another one; a pause goes on.
    fn begin_anew(&mut self) -> Result<(Erased, bool), RpcError> {
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
        let store = self.store.as_ref().map_err(unavailable)?;
        let seen = self.listeners.iter().fold(false, |seen, listener| listener.forgotten(store, &erased) | seen);
        self.owe_all();
        Ok((erased, seen))
    }

    /// What to answer when the history failed. A database found damaged at work is opened anew with the next request,
    /// which sets it aside.
    pub fn failed(&mut self, error: HistoryError) -> RpcError {
        let answer = unavailable(&error);
        if !matches!(error, HistoryError::Pattern) {
            log::error!("the history failed: {error}");
        }
        if matches!(error, HistoryError::Damaged) {
            self.store = Err(error);
        }
        answer
    }

    /// Why nothing from this place is kept.
    fn refusal(&self, origin: &Origin) -> Option<Reason> {
        let checks = [
            (origin.secret, Reason::SecretField),
            (origin.private, Reason::PrivateSession),
            (origin.app.as_deref().is_some_and(|app| self.is_denied(app)), Reason::DeniedApp),
            (self.paused_until().is_some(), Reason::Paused),
        ];
        checks.into_iter().find_map(|(holds, reason)| holds.then_some(reason))
    }

    /// Whether an application is on the list by its name, or by a part of it: `org.keepassxc.KeePassXC` and
    /// `/usr/bin/keepassxc` are `keepassxc`.
    fn is_denied(&self, app: &str) -> bool {
        let app = app.to_lowercase();
        let is = |name: &str| self.denied.iter().any(|denied| denied == name.trim());
        is(&app) || app.split(['.', '/', '\\', ':']).any(is)
    }

    fn filtered(
        &self,
        origin: &Origin,
        message: Incoming,
        now: i64,
        dropped: &mut BTreeMap<String, u64>,
    ) -> Option<NewMessage> {
        let mut drop = |reason: Reason, n: u64| *dropped.entry(reason.name().to_owned()).or_default() += n;
        let text = match origin.terminal {
            true => without_hidden_lines(message.text, &mut drop),
            false => message.text,
        };
        let filtered = self.filter.apply(&text);
        filtered.dropped.iter().for_each(|(&reason, &n)| drop(reason, n));
        let mut text = filtered.text?;
        if origin.source != TYPED && !self.removed.is_empty() {
            text = self.without_removed(&text, &mut drop);
        }
        let imported = origin.source.starts_with(IMPORTED);
        Some(NewMessage {
            time: message.time.unwrap_or(now),
            timed: message.time.is_some() || !imported,
            source: origin.source.clone(),
            app: origin.app.clone(),
            conversation: message.conversation,
            author: message.author,
            text,
        })
    }

    /// Messages with the names that are kept of those that came.
    fn with_names(&mut self, messages: Vec<Incoming>) -> Result<Vec<Incoming>, RpcError> {
        let named = |message: Incoming| {
            let (author, conversation) = (self.pseudonym(message.author)?, self.pseudonym(message.conversation)?);
            Ok(Incoming { author, conversation, ..message })
        };
        messages.into_iter().map(named).collect()
    }

    /// What stands for the name of a person or a conversation, which nothing needs but to tell them apart.
    fn pseudonym(&mut self, name: Option<String>) -> Result<Option<String>, RpcError> {
        let Some(name) = name else { return Ok(None) };
        if let Some(known) = self.names.get(&name) {
            return Ok(Some(known.clone()));
        }
        let store = self.store.as_ref().map_err(unavailable)?;
        let kept = store.new_pseudonym(&name).map_err(|error| unavailable(&error))?;
        if self.names.len() >= KNOWN_NAMES {
            self.names.clear();
        }
        self.names.insert(name, kept.clone());
        Ok(Some(kept))
    }

    /// What is kept of an application's name: itself, or a pseudonym for what the filter would not keep of a text.
    fn app(&self, name: Option<String>) -> Result<Option<String>, RpcError> {
        let Some(name) = name else { return Ok(None) };
        let dropped = self.filter.apply(&name).dropped;
        if dropped.keys().all(|&reason| reason == Reason::Empty) {
            return Ok(Some(name));
        }
        let store = self.store.as_ref().map_err(unavailable)?;
        store.new_pseudonym(&name).map(Some).map_err(|error| unavailable(&error))
    }

    /// Words that the owner removed come back by typing only.
    fn without_removed(&self, text: &str, drop: &mut impl FnMut(Reason, u64)) -> String {
        let (mut left, mut done) = (String::with_capacity(text.len()), 0);
        for span in word_spans(text).into_iter().filter(|span| self.removed.contains(&text[span.clone()])) {
            left.push_str(&text[done..span.start]);
            left.push(GAP);
            done = span.end;
            drop(Reason::RemovedWord, 1);
        }
        left.push_str(&text[done..]);
        left
    }

    /// Words that were typed on purpose may be offered again.
    fn welcome(&mut self, kept: &[Message]) -> Result<(), RpcError> {
        let words =
            kept.iter().flat_map(|message| word_spans(&message.text).into_iter().map(|span| &message.text[span]));
        let back: Vec<&str> = words.filter(|word| self.removed.contains(word)).collect();
        if back.is_empty() {
            return Ok(());
        }
        self.store()?.welcome_words(back).map_err(|error| self.failed(error))?;
        self.removed = self.store()?.removed_words().map_err(|error| self.failed(error))?;
        Ok(())
    }
}

/// Until when a history is paused, for those who cannot wait until it is open.
pub fn paused_until(folder: &Path) -> Option<i64> {
    Store::copied_pause(folder).filter(|&until| now() < until)
}

/// Lines of a terminal that begin with a space are meant for no history.
fn without_hidden_lines(text: String, drop: &mut impl FnMut(Reason, u64)) -> String {
    let hidden = |line: &&str| line.starts_with([' ', '\t']);
    match text.lines().filter(hidden).count() as u64 {
        0 => text,
        n => {
            drop(Reason::LeadingSpace, n);
            text.lines().filter(|line| !hidden(line)).collect::<Vec<_>>().join("\n")
        }
    }
}

/// The error that tells why the history cannot be used.
fn unavailable(error: &HistoryError) -> RpcError {
    match error {
        HistoryError::Pattern => wrong_value("pattern", "not a regular expression, or too large a one"),
        error => rpc_error(code::HISTORY_UNAVAILABLE, error.to_string()),
    }
}

fn count(reason: Reason, messages: usize) -> BTreeMap<String, u64> {
    BTreeMap::from([(reason.name().to_owned(), messages as u64)])
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
