//! The way of a text into the history: the rules of privacy, the filter, pseudonyms for names, and then the store. Text
//! that is dropped leaves no more than a count.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::last_lines::{LastLine, Place};
use super::refusal::Refusal;
use super::service::HistoryService;
use crate::daemon::clock::now_ms;
use crate::daemon::serving::ConnectionId;
use crate::history::{self, Condition, GAP, LexiconWord, Message, NewMessage, Reason, Search};
use crate::text::code;
use crate::text::words::word_spans;

/// Most names that are remembered with their pseudonyms.
const KNOWN_NAMES: usize = 1000;
/// The source of messages that were typed and committed.
pub const TYPED: &str = "typed";
/// The beginning of the sources of imported messages. Those without a time are compared without it.
const IMPORTED: &str = "import:";

/// Where a text comes from, and what is known of that place.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub source: String,
    pub app: Option<String>,
    pub terminal: bool,
    pub private: bool,
    pub secret: bool,
    /// The connection that the text comes over.
    pub connection: ConnectionId,
    /// The text above the first message, in the field in which it was typed.
    pub above: Option<String>,
}

impl Origin {
    /// Returns the connection of the client in which the text was typed.
    fn typing(&self) -> Option<ConnectionId> {
        (self.source == TYPED).then_some(self.connection)
    }
}

/// Counts of messages and words that were kept, were known already, and were dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub kept: u64,
    pub known: u64,
    /// Counts by the names of the reasons.
    pub dropped: BTreeMap<String, u64>,
}

impl Outcome {
    /// Adds the counts of another outcome.
    pub fn add(&mut self, other: Outcome) {
        self.kept += other.kept;
        self.known += other.known;
        for (reason, count) in other.dropped {
            *self.dropped.entry(reason).or_default() += count;
        }
    }
}

/// The messages of one call on their way into the store.
#[derive(Default)]
struct Batch {
    /// The time of the call, in milliseconds since 1970.
    received: i64,
    kept: Vec<NewMessage>,
    dropped: BTreeMap<String, u64>,
    /// Numbers of stored messages that a later message calls a secret: they are forgotten.
    taken_back: Vec<i64>,
}

impl Batch {
    /// Takes the message back that ended with a line, since `message`, which follows it, says that it is a secret.
    fn take_back(&mut self, line: &LastLine, message: &NewMessage) {
        self.taken_back.extend(line.id);
        let said =
            |kept: &NewMessage| kept.conversation == message.conversation && kept.text.trim() == line.text.trim();
        if line.id.is_none()
            && let Some(at) = self.kept.iter().rposition(said)
        {
            self.kept.remove(at);
        }
        *self.dropped.entry(Reason::Password.name().to_owned()).or_default() += 1;
    }
}

/// The conversation of a message, as its client tells of it.
fn place(origin: &Origin, conversation: Option<String>) -> Place {
    Place { connection: origin.connection, source: origin.source.clone(), app: origin.app.clone(), conversation }
}

impl HistoryService {
    /// Passes messages through the filter and keeps what is left, all in one transaction; then tells the observers. Their
    /// source, application and the time at which they came are set here.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`]: nothing of it is kept.
    pub fn keep(&mut self, origin: &Origin, messages: Vec<NewMessage>) -> Result<Outcome, Refusal> {
        if !self.keep {
            return Ok(Outcome { dropped: count(Reason::SwitchedOff, messages.len()), ..Outcome::default() });
        }
        self.store()?;
        if let Some(reason) = self.refusal(origin) {
            let dropped = count(reason, messages.len());
            // What was noted of the text is used up, so that the message is kept when it is said again and may be kept.
            for message in &messages {
                self.unkept.take(origin.typing(), &message.text);
            }
            self.store()?.add_counting([], &dropped).map_err(|error| self.failed(error))?;
            return Ok(Outcome { dropped, ..Outcome::default() });
        }
        let origin = &Origin { app: self.app(origin.app.clone())?, ..origin.clone() };
        let messages = self.with_names(messages)?;
        let mut batch = Batch { received: now_ms(), ..Batch::default() };
        let mut above = origin.above.clone();
        let alone = messages.len() == 1;
        for message in messages {
            let kept = self.filtered(origin, message, above.take(), &mut batch);
            batch.kept.extend(kept);
        }
        let Batch { kept, dropped, taken_back, .. } = batch;
        if !taken_back.is_empty() {
            let search = Search { ids: Some(taken_back), ..Search::default() };
            self.forget(&Condition { search, ..Condition::default() })?;
        }
        let added = self.store()?.add_counting(kept, &dropped).map_err(|error| self.failed(error))?;
        self.messages += added.kept.len() as u64;
        if alone && let Some(message) = added.kept.first() {
            self.last_lines.number(&place(origin, message.conversation.clone()), message.id);
        }
        if origin.source == TYPED {
            self.welcome(&added.kept)?;
        }
        if !added.kept.is_empty() {
            let store = self.store.as_ref().map_err(Refusal::from)?;
            let put_off = self.observers.iter().map(|observer| observer.learned(store, &added.kept));
            self.owed.extend(put_off.enumerate().filter_map(|(at, number)| Some((at, number?))));
        }
        Ok(Outcome { kept: added.kept.len() as u64, known: added.known, dropped })
    }

    /// Keeps words without sentences, as [`HistoryService::keep`] does messages. A word that the filter would cut, or
    /// that its owner removed, is dropped.
    ///
    /// # Errors
    /// As [`HistoryService::keep`].
    pub fn keep_words(&mut self, origin: &Origin, words: Vec<LexiconWord>) -> Result<Outcome, Refusal> {
        let refusal = if self.keep { self.refusal(origin) } else { Some(Reason::SwitchedOff) };
        let mut dropped = BTreeMap::new();
        let (mut kept, asked, time) = (Vec::new(), words.len(), now_ms());
        for word in words {
            let filtered = || self.filter.apply(&word.text).dropped.into_keys().next();
            let removed = || self.removed.contains(&word.text).then_some(Reason::RemovedWord);
            match refusal.or_else(filtered).or_else(removed) {
                Some(reason) => *dropped.entry(reason.name().to_owned()).or_default() += 1,
                None => kept.push(LexiconWord { source: origin.source.clone(), time, ..word }),
            }
        }
        let store = self.store()?;
        let added = store.add_counting([], &dropped).and_then(|_| store.add_words(kept));
        let added = added.map_err(|error| self.failed(error))?;
        self.observers.iter().for_each(|observer| observer.learned_words(&added));
        let known = asked as u64 - dropped.values().sum::<u64>() - added.len() as u64;
        Ok(Outcome { kept: added.len() as u64, known, dropped })
    }

    /// Returns why nothing from this origin is kept, if so.
    fn refusal(&self, origin: &Origin) -> Option<Reason> {
        let checks = [
            (origin.secret, Reason::SecretField),
            (origin.private, Reason::PrivateSession),
            (origin.app.as_deref().is_some_and(|app| self.is_denied(app)), Reason::DeniedApp),
            (self.paused_until().is_some(), Reason::Paused),
        ];
        checks.into_iter().find_map(|(holds, reason)| holds.then_some(reason))
    }

    /// Returns whether an application is on the list of denied ones by its name, or by a part of it:
    /// `org.keepassxc.KeePassXC` and `/usr/bin/keepassxc` are `keepassxc`.
    fn is_denied(&self, app: &str) -> bool {
        let app = app.to_lowercase();
        let is = |name: &str| self.denied.iter().any(|denied| denied == name.trim());
        is(&app) || app.split(['.', '/', '\\', ':']).any(is)
    }

    /// Returns what is kept of a message, which stands below the text `above`, or else comes after the last message of its
    /// conversation.
    fn filtered(
        &mut self,
        origin: &Origin,
        message: NewMessage,
        above: Option<String>,
        batch: &mut Batch,
    ) -> Option<NewMessage> {
        let imported = origin.source.starts_with(IMPORTED);
        let received = batch.received;
        let time = message.time.or((!imported).then_some(received));
        let place = place(origin, message.conversation.clone());
        let said = self.last_lines.take(&place, time);
        let secret = |line: &&LastLine| line.is_whole && history::takes_back(&line.text, &message.text);
        if let Some(line) = said.as_ref().filter(secret) {
            batch.take_back(line, &message);
        }
        let before = above.or(said.map(|line| line.text)).unwrap_or_default();
        let mut drop = |reason: Reason, n: u64| *batch.dropped.entry(reason.name().to_owned()).or_default() += n;
        // A person who imports a file means all of its messages to be kept.
        if !imported && let Some(reason) = self.unkept.take(origin.typing(), &message.text) {
            drop(reason, 1);
            return None;
        }
        let text = match origin.terminal {
            true => without_hidden_lines(message.text, &mut drop),
            false => message.text,
        };
        let text = without_code(text, &mut drop);
        let filtered = self.filter.apply_after(&before, &text);
        filtered.dropped.iter().for_each(|(&reason, &n)| drop(reason, n));
        let cut = match filtered.text? {
            Cow::Borrowed(_) => None,
            Cow::Owned(cut) => Some(cut),
        };
        let mut text = cut.unwrap_or(text);
        if origin.source != TYPED && !self.removed.is_empty() {
            text = self.without_removed(&text, &mut drop);
        }
        self.last_lines.put(place, &text, time);
        Some(NewMessage { text, time, received, source: origin.source.clone(), app: origin.app.clone(), ..message })
    }

    /// Returns the messages with pseudonyms in place of the names that came with them.
    fn with_names(&mut self, messages: Vec<NewMessage>) -> Result<Vec<NewMessage>, Refusal> {
        let named = |message: NewMessage| {
            let (author, conversation) = (self.pseudonym(message.author)?, self.pseudonym(message.conversation)?);
            Ok(NewMessage { author, conversation, ..message })
        };
        messages.into_iter().map(named).collect()
    }

    /// Returns the pseudonym of a person or a conversation, whose names are needed only to tell them apart.
    fn pseudonym(&mut self, name: Option<String>) -> Result<Option<String>, Refusal> {
        let Some(name) = name else { return Ok(None) };
        if let Some(known) = self.names.get(&name) {
            return Ok(Some(known.clone()));
        }
        let store = self.store.as_ref().map_err(Refusal::from)?;
        let kept = store.new_pseudonym(&name).map_err(|error| Refusal::from(&error))?;
        if self.names.len() >= KNOWN_NAMES {
            self.names.clear();
        }
        self.names.insert(name, kept.clone());
        Ok(Some(kept))
    }

    /// Returns the name under which an application is kept: its own, or a pseudonym where the filter would drop
    /// something of it.
    fn app(&self, name: Option<String>) -> Result<Option<String>, Refusal> {
        let Some(name) = name else { return Ok(None) };
        let dropped = self.filter.apply(&name).dropped;
        if dropped.keys().all(|&reason| reason == Reason::Empty) {
            return Ok(Some(name));
        }
        let store = self.store.as_ref().map_err(Refusal::from)?;
        store.new_pseudonym(&name).map(Some).map_err(|error| Refusal::from(&error))
    }

    /// Returns a text with gaps in place of words that the owner removed; only typing brings these back.
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

    /// Lets removed words be offered again that the owner has typed since.
    fn welcome(&mut self, kept: &[Message]) -> Result<(), Refusal> {
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

/// Drops lines of a terminal that begin with a space, as they are meant for no history.
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

/// Drops blocks of code: commands and programs are no prose.
fn without_code(text: String, drop: &mut impl FnMut(Reason, u64)) -> String {
    let Some((left, gone)) = code::without_blocks(&text) else { return text };
    drop(Reason::CodeBlock, gone as u64);
    left
}

fn count(reason: Reason, messages: usize) -> BTreeMap<String, u64> {
    BTreeMap::from([(reason.name().to_owned(), messages as u64)])
}
