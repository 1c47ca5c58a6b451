//! What is done on the history's thread: deciding, filtering, keeping, forgetting, telling. Main type: [`Keeper`].

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::door::{Condition, Listener};
use super::learning::{Own, Threads};
use super::reply::{rpc_error, wrong_value};
use crate::adapt;
use crate::config::{self, Config};
use crate::history::{
    self, Erased, Filter, GAP, HistoryError, Message, NewMessage, Reason, RemovedWords, Rules, Store,
};
use crate::rpc::protocol::{RpcError, code};
use crate::text::words::word_spans;

/// Key of the time until which nothing is kept.
const PAUSED_UNTIL: &str = "paused_until";
/// The source of what was typed and committed.
pub const TYPED: &str = "typed";

/// What sources of imported messages begin with. Those without a time are compared without it.
const IMPORTED: &str = "import:";

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

/// What became of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub kept: u64,
    pub known: u64,
    /// By the names of the reasons.
    pub dropped: BTreeMap<String, u64>,
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
}

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
    }

    /// Opens the history if it is not open.
    pub fn open(&mut self) {
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
            log::error!(
                "the history was damaged; it is set aside as {}, and {} messages of it could be read and are kept",
                aside.display(),
                opened.salvaged
            );
        }
        self.removed = opened.store.removed_words()?;
        self.paused_until = opened.store.number(PAUSED_UNTIL)?;
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
        self.store()?.set_number(PAUSED_UNTIL, until).map_err(|error| self.failed(error))
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
            self.listeners.iter().for_each(|listener| listener.learned(store, &added.kept));
        }
        Ok(Outcome { kept: added.kept.len() as u64, known: added.known, dropped })
    }

    /// Closes the history for good.
    pub fn close(&mut self) {
        self.folder = None;
        self.store = Err(HistoryError::NoFolder);
    }

    /// Everything kept, as the learner reads it, and the number of the newest message.
    pub fn conversations(&mut self) -> Result<(Vec<adapt::Message>, i64), RpcError> {
        let read = |store: &Store| -> Result<_, HistoryError> {
            let mut threads = Threads::default();
            store.for_each(|message| threads.add(message))?;
            Ok((threads.messages, store.newest_id()?))
        };
        read(self.store()?).map_err(|error| unavailable(&error))
    }

    /// Builds what was learned anew, for another vocabulary.
    pub fn rebuild(&mut self, own: &Own) -> Result<(), RpcError> {
        own.build(self.store()?).map_err(|error| unavailable(&error))
    }

    /// Notes up to which message a run of fine-tuning has learned.
    pub fn tried(&mut self, through: i64, promoted: bool) -> Result<(), RpcError> {
        Own::tried(self.store()?, through, promoted).map_err(|error| unavailable(&error))
    }

    /// Forgets, and tells the listeners.
    ///
    /// # Errors
    /// `history_unavailable`: nothing has gone; `invalid_params` for a pattern that is none.
    pub fn forget(&mut self, condition: &history::Condition) -> Result<Erased, RpcError> {
        let erased = self.store()?.erase(condition).map_err(|error| self.failed(error))?;
        self.removed = self.store()?.removed_words().map_err(|error| self.failed(error))?;
        self.messages = self.store()?.count().map_err(|error| self.failed(error))?;
        let store = self.store.as_ref().map_err(unavailable)?;
        self.listeners.iter().for_each(|listener| listener.forgotten(store, &erased));
        Ok(erased)
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
