//! Keeps messages: many in one transaction, each once however often it is imported. Main type: [`NewMessage`].

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Statement, params};
use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::error::HistoryError;
use super::message::Message;
use super::store::Store;

/// A message on its way into the store. A reader of messages sets its text, author, conversation and time; its source
/// and the time at which it was received are set before it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// The text; only what the filter left of it is stored.
    pub text: String,
    /// Who wrote it, or a pseudonym, which alone is stored; `None` for the owner.
    pub author: Option<String>,
    /// Name of the conversation, or a pseudonym, which alone is stored.
    pub conversation: Option<String>,
    /// When it was written, in milliseconds since 1970, which helps to tell messages apart; `None` if that is not known.
    pub time: Option<i64>,
    /// When it came, in milliseconds since 1970; a message without a time of its own is stored under this one.
    pub received: i64,
    /// Where it came from: `typed`, `learn`, `import:whatsapp`.
    pub source: String,
    /// Name of the application, if it is known.
    pub app: Option<String>,
}

/// Which messages were kept.
#[derive(Debug, Default)]
pub struct Added {
    /// The messages kept, as they are stored, in order.
    pub kept: Vec<Message>,
    /// Messages that were there already.
    pub known: u64,
}

impl Store {
    /// Keeps messages, all or, after an error, none. A message that is there already (the same author, text and time,
    /// as often as it occurs among `messages`) is not kept twice.
    ///
    /// # Errors
    /// When the disk is full, among others.
    pub fn add(&self, messages: impl IntoIterator<Item = NewMessage>) -> Result<Added, HistoryError> {
        self.add_counting(messages, &BTreeMap::new())
    }

    /// Keeps messages as [`Store::add`] does, and adds to the counts of what was dropped, by reason, in the same
    /// transaction.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn add_counting(
        &self,
        messages: impl IntoIterator<Item = NewMessage>,
        dropped: &BTreeMap<String, u64>,
    ) -> Result<Added, HistoryError> {
        let mut added = Added::default();
        let mut messages = messages.into_iter().peekable();
        if messages.peek().is_none() && dropped.is_empty() {
            return Ok(added);
        }
        let transaction = self.connection.unchecked_transaction()?;
        let mut occurrences = HashMap::new();
        let mut statement = transaction.prepare_cached(INSERT)?;
        for message in messages {
            let message = NewMessage { text: as_kept(message.text), ..message };
            let identity = identity(message.time, message.author.as_deref(), &message.text);
            let same = occurrences.get(&identity).copied().unwrap_or(0u32);
            let hash = hash(message.time, &identity, same);
            occurrences.insert(identity, same + 1);
            match insert(&transaction, &mut statement, message, &hash)? {
                Some(kept) => added.kept.push(kept),
                None => added.known += 1,
            }
        }
        drop(statement);
        for (reason, count) in dropped {
            let sql = "INSERT INTO dropped VALUES (?1, ?2) ON CONFLICT (reason) DO UPDATE SET count = count + ?2";
            transaction.prepare_cached(sql)?.execute(params![reason, count.cast_signed()])?;
        }
        transaction.commit()?;
        self.changed();
        Ok(added)
    }

    /// Drops the cached sums after a change.
    pub(super) fn changed(&self) {
        self.totals.take();
    }
}

/// Returns a text as it is stored: in NFC, so that texts that look the same are found and forgotten as the same, and
/// without NUL, at which SQLite's functions end a text.
pub(super) fn as_kept(text: String) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains('\0') {
        return text;
    }
    text.nfc().map(|c| if c == '\0' { ' ' } else { c }).collect()
}

const INSERT: &str = "INSERT INTO messages (time, source, app, conversation, author, text, timed, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (hash) DO NOTHING";

fn insert(
    connection: &Connection,
    statement: &mut Statement<'_>,
    message: NewMessage,
    hash: &[u8],
) -> Result<Option<Message>, HistoryError> {
    let NewMessage { text, author, conversation, time, received, source, app } = message;
    let (timed, time) = (time.is_some(), time.unwrap_or(received));
    if statement.execute(params![time, source, app, conversation, author, text, timed, hash])? == 0 {
        return Ok(None);
    }
    Ok(Some(Message { id: connection.last_insert_rowid(), time, source, app, conversation, author, text }))
}

/// Returns the bytes by which two messages are the same; no part of them runs into the next. `time` is the message's
/// own, if it has one.
pub(super) fn identity(time: Option<i64>, author: Option<&str>, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 64);
    // Source and conversation do not count: the same chat may be imported from two programs or from two files, and some
    // exports name a conversation only by their file's name.
    bytes.extend(time.unwrap_or(i64::MIN).to_le_bytes());
    for part in [author, Some(text)] {
        bytes.extend((part.map_or(u64::MAX, |part| part.len() as u64)).to_le_bytes());
        bytes.extend(part.unwrap_or_default().as_bytes());
    }
    bytes
}

/// Returns sixteen bytes that are the same for the `same`-th occurrence of the same message. They begin with its time
/// where it has one of its own, so that a history that is imported in its order fills the index in order, too.
pub(super) fn hash(time: Option<i64>, identity: &[u8], same: u32) -> [u8; 16] {
    let digest = Sha256::new().chain_update(identity).chain_update(same.to_le_bytes()).finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    if let Some(time) = time {
        let seconds = (time / 1000) as u32;
        short[..4].copy_from_slice(&seconds.to_be_bytes());
    }
    short
}
