//! Keeps messages: many in one transaction, each once however often it is imported. Main type: [`NewMessage`].

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Statement, params};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{HistoryError, Message, Store};

/// A message that passed the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// Milliseconds since 1970.
    pub time: i64,
    /// Whether the time is the message's own rather than that of its import: then it helps to tell messages apart.
    pub timed: bool,
    /// Where it came from: `typed`, `learn`, `import:whatsapp`.
    pub source: String,
    /// Name of the application, if it is known.
    pub app: Option<String>,
    /// Name of the conversation; it is stored as a pseudonym.
    pub conversation: Option<String>,
    /// `None` for the owner.
    pub author: Option<String>,
    /// The text, after the filter.
    pub text: String,
}

/// Which messages were kept.
#[derive(Debug, Default)]
pub struct Added {
    /// Those kept, as they are kept, in order.
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
    pub fn add(&self, messages: &[NewMessage]) -> Result<Added, HistoryError> {
        self.add_counting(messages, &BTreeMap::new())
    }

    /// As [`Store::add`], and counts what was dropped, by reason, in the same transaction.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn add_counting(
        &self,
        messages: &[NewMessage],
        dropped: &BTreeMap<String, u64>,
    ) -> Result<Added, HistoryError> {
        let mut added = Added::default();
        if messages.is_empty() && dropped.is_empty() {
            return Ok(added);
        }
        let transaction = self.connection.unchecked_transaction()?;
        let mut occurrences = HashMap::new();
        let mut statement = transaction.prepare_cached(INSERT)?;
        for message in messages {
            let message = NewMessage { text: as_kept(&message.text), ..message.clone() };
            let identity = identity(&message);
            let same = occurrences.get(&identity).copied().unwrap_or(0u32);
            let hash = hash(&message, &identity, same);
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

/// NFC, so that what looks the same is found and forgotten as the same; SQLite's functions end a text at a NUL.
pub(super) fn as_kept(text: &str) -> String {
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
    let NewMessage { time, timed, source, app, conversation, author, text } = message;
    if statement.execute(params![time, source, app, conversation, author, text, timed, hash])? == 0 {
        return Ok(None);
    }
    Ok(Some(Message { id: connection.last_insert_rowid(), time, source, app, conversation, author, text }))
}

/// What makes two messages the same, as bytes in which no part runs into the next.
pub(super) fn identity(message: &NewMessage) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(message.text.len() + 64);
    // Source and conversation do not count: the same chat may be imported from two programs or from two files, and some
    // exports name a conversation only by their file's name.
    let time = if message.timed { message.time } else { i64::MIN };
    bytes.extend(time.to_le_bytes());
    for part in [message.author.as_deref(), Some(message.text.as_str())] {
        bytes.extend((part.map_or(u64::MAX, |part| part.len() as u64)).to_le_bytes());
        bytes.extend(part.unwrap_or_default().as_bytes());
    }
    bytes
}

/// Sixteen bytes that are the same for the `same`-th occurrence of the same message. They begin with its time where it
/// has one of its own, so that a history that is imported in its order fills the index in order, too.
pub(super) fn hash(message: &NewMessage, identity: &[u8], same: u32) -> [u8; 16] {
    let digest = Sha256::new().chain_update(identity).chain_update(same.to_le_bytes()).finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    if message.timed {
        let seconds = (message.time / 1000) as u32;
        short[..4].copy_from_slice(&seconds.to_be_bytes());
    }
    short
}
