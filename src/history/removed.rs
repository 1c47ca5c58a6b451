//! Words that the owner removed: not offered until typed on purpose. Main type: [`RemovedWords`].
//!
//! They are kept as keyed hashes, so that the word itself stands in no file.

use std::collections::HashSet;

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::error::HistoryError;
use super::store::Store;
use super::{key, likeness, restrictions};

type Hash = [u8; 16];

/// The removed words, as a set that needs no database.
#[derive(Clone, Debug, Default)]
pub struct RemovedWords {
    key: Vec<u8>,
    hashes: HashSet<Hash>,
}

impl RemovedWords {
    /// Whether a word, compared as people do, was removed.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        // Older versions hashed words in lower case without folding them further.
        let known = |plain: String| self.hashes.contains(&hash(&self.key, &plain));
        !self.hashes.is_empty() && (known(likeness::folded(word)) || known(in_lower_case(word)))
    }

    /// Whether no word was removed.
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
        let Some(key) = key::key(self)? else { return Ok(RemovedWords::default()) };
        let mut query = self.connection.prepare_cached("SELECT hash FROM removed_words")?;
        let hashes = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(RemovedWords { key, hashes })
    }

    /// Lets words be offered again, since they were typed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn welcome_words<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Result<(), HistoryError> {
        let Some(key) = key::key(self)? else { return Ok(()) };
        let transaction = self.connection.unchecked_transaction()?;
        for word in words {
            let sql = "DELETE FROM removed_words WHERE hash IN (?1, ?2)";
            let hashes = [hash(&key, &likeness::folded(word)), hash(&key, &in_lower_case(word))];
            transaction.prepare_cached(sql)?.execute(hashes)?;
        }
        transaction.commit()?;
        restrictions::save(&self.folder, &self.connection)
    }
}

/// Notes a word as removed; within the transaction that erases it.
pub(super) fn remove_word(connection: &Connection, word: &str) -> Result<(), HistoryError> {
    let key = key::make_key(connection)?;
    let sql = "INSERT INTO removed_words VALUES (?1) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute([hash(&key, &likeness::folded(word))])?;
    Ok(())
}

fn in_lower_case(word: &str) -> String {
    word.nfc().flat_map(char::to_lowercase).collect()
}

fn hash(key: &[u8], plain: &str) -> Hash {
    let digest = Sha256::new().chain_update(key).chain_update(plain).finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    short
}
