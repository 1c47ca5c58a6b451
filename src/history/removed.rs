//! Words that the owner removed: not offered until typed on purpose. Main type: [`RemovedWords`].
//!
//! They are kept as keyed hashes, so that the word itself stands in no file.

use std::collections::HashSet;

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{HistoryError, Store, store};

/// Name of the key of the hashes.
const KEY: &str = "word_key";

type Hash = [u8; 16];

/// Which words were removed, to be asked without the database.
#[derive(Clone, Debug, Default)]
pub struct RemovedWords {
    key: Vec<u8>,
    hashes: HashSet<Hash>,
}

impl RemovedWords {
    /// Whether a word, in whatever case, was removed.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&hash(&self.key, word))
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

impl Store {
    /// The words that were removed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn removed_words(&self) -> Result<RemovedWords, HistoryError> {
        let Some(key) = self.meta(KEY)? else { return Ok(RemovedWords::default()) };
        let mut query = self.connection.prepare_cached("SELECT hash FROM removed_words")?;
        let hashes = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(RemovedWords { key, hashes })
    }

    /// Words that may be offered again, since they were typed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn welcome_words<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Result<(), HistoryError> {
        let Some(key) = self.meta(KEY)? else { return Ok(()) };
        let transaction = self.connection.unchecked_transaction()?;
        for word in words {
            let sql = "DELETE FROM removed_words WHERE hash = ?1";
            transaction.prepare_cached(sql)?.execute([hash(&key, word)])?;
        }
        Ok(transaction.commit()?)
    }
}

/// Notes a word as removed; within the transaction that erases it.
pub(super) fn remove_word(connection: &Connection, key: Option<Vec<u8>>, word: &str) -> Result<(), HistoryError> {
    let key = match key {
        Some(key) => key,
        None => {
            let key: Vec<u8> = connection.query_row("SELECT randomblob(32)", [], |row| row.get(0))?;
            store::set_meta(connection, KEY, Some(&key))?;
            key
        }
    };
    let sql = "INSERT INTO removed_words VALUES (?1) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute([hash(&key, word)])?;
    Ok(())
}

/// The key, if there is one.
pub(super) fn key(store: &Store) -> Result<Option<Vec<u8>>, HistoryError> {
    store.meta(KEY)
}

fn hash(key: &[u8], word: &str) -> Hash {
    let plain: String = word.nfc().flat_map(char::to_lowercase).collect();
    let digest = Sha256::new().chain_update(key).chain_update(plain).finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    short
}
