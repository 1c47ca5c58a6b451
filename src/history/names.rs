//! Pseudonyms for the names beside a text. People and conversations need only be told apart, so each is stored as a
//! pseudonym that is computed from the name with this history's key: always the same one, by which the name is found.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::error::HistoryError;
use super::insert::{hash, identity};
use super::message::Message;
use super::store::Store;
use super::{key, likeness, restrictions};

/// The first character of every pseudonym; no person's name begins with it.
const SIGN: char = '~';
/// Bytes of a digest in a pseudonym.
const BYTES: usize = 5;

impl Store {
    /// The pseudonym of a name; `None` while there is no key, when no name was ever replaced.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pseudonym(&self, name: &str) -> Result<Option<String>, HistoryError> {
        Ok(key::key(self)?.map(|key| of(&key, name)))
    }

    /// The pseudonym of a name that is about to be stored: the key is made if there is none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn new_pseudonym(&self, name: &str) -> Result<String, HistoryError> {
        Ok(of(&key::make_key(&self.connection)?, name))
    }

    /// Replaces the names of people and conversations in every message that an older version kept. Files are cleaned of
    /// them as after a forgetting. Messages are told apart anew.
    ///
    /// # Errors
    /// When the database cannot be written; nothing has changed then.
    pub fn rename(&self) -> Result<(), HistoryError> {
        let key = key::make_key(&self.connection)?;
        let mut renamed = Vec::new();
        self.for_each(|message| {
            let other = |name: &Option<String>| name.as_ref().map(|name| of(&key, name));
            let (author, conversation) = (other(&message.author), other(&message.conversation));
            let changed = author != message.author || conversation != message.conversation;
            renamed.push((changed, Message { author, conversation, ..message }));
        })?;
        let transaction = self.connection.unchecked_transaction()?;
        let any = renamed.iter().any(|(changed, _)| *changed);
        for (_, message) in &renamed {
            update(&transaction, message)?;
        }
        if any {
            restrictions::mark_unfinished(&transaction)?;
        }
        transaction.commit()?;
        self.changed();
        self.finish_erasing()
    }
}

/// The pseudonym of a name under a key.
pub(super) fn of(key: &[u8], name: &str) -> String {
    let is_one = |rest: &str| rest.len() == 2 * BYTES && rest.bytes().all(|b| b.is_ascii_hexdigit());
    if name.strip_prefix(SIGN).is_some_and(is_one) {
        return name.to_owned();
    }
    let digest = Sha256::new().chain_update(key).chain_update([0]).chain_update(likeness::folded(name)).finalize();
    format!("{SIGN}{}", crate::text::hex(&digest[..BYTES]))
}

/// Gives a message other names and another text, and the hash that it would have if it were imported with them.
pub(super) fn update(connection: &Connection, message: &Message) -> Result<(), HistoryError> {
    let sql = "SELECT timed FROM messages WHERE id = ?1";
    let timed: Option<bool> = connection.prepare_cached(sql)?.query_row([message.id], |row| row.get(0)).optional()?;
    let Some(timed) = timed else { return Ok(()) };
    let Message { id, time, source, app, conversation, author, text } = message;
    let time = timed.then_some(*time);
    let identity = identity(time, author.as_deref(), text);
    let sql =
        "UPDATE OR IGNORE messages SET source = ?1, app = ?2, conversation = ?3, author = ?4, text = ?5, hash = ?6
               WHERE id = ?7";
    for same in 0.. {
        let hash = hash(time, &identity, same);
        let values = params![source, app, conversation, author, text, hash, id];
        if connection.prepare_cached(sql)?.execute(values)? == 1 {
            break;
        }
    }
    Ok(())
}

/// Returns a message with pseudonyms in place of the names for which `is_meant` is true; `None` when there are none.
pub(super) fn without(
    message: &Message,
    is_meant: impl Fn(&str) -> bool,
    pseudonym: impl Fn(&str) -> String,
) -> Option<Message> {
    let other = |name: &Option<String>| match name {
        Some(name) if is_meant(name) => Some(pseudonym(name)),
        name => name.clone(),
    };
    // `typed`, `learn` and the names of formats are words of this program.
    let source = match message.source.split_once(':') {
        Some((kind, name)) if is_meant(name) => format!("{kind}:{}", pseudonym(name)),
        None if !OWN_SOURCES.contains(&&*message.source) && is_meant(&message.source) => pseudonym(&message.source),
        _ => message.source.clone(),
    };
    let new = Message {
        source,
        app: other(&message.app),
        conversation: other(&message.conversation),
        author: other(&message.author),
        ..message.clone()
    };
    (new != *message).then_some(new)
}

const OWN_SOURCES: [&str; 2] = ["typed", "learn"];
