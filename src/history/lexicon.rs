//! The owner's words that came without sentences, from a phone keyboard's dictionary or a spelling checker's own list. Main
//! type: [`LexiconWord`].
//!
//! They have a table of their own, count once however often they are imported, and are forgotten as messages are: by word,
//! text, pattern, source and time. A condition that only messages can meet (an author, an application) matches no word.

use rusqlite::{Connection, params};

use super::error::HistoryError;
use super::insert::as_kept;
use super::search::Search;
use super::store::Store;

/// A word and how often it was used where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LexiconWord {
    /// The word.
    pub text: String,
    /// How often it was used there; 1 where that is not known.
    pub count: u32,
    /// Where it comes from: `import:words`.
    pub source: String,
    /// When it came (milliseconds since 1970).
    pub time: i64,
}

/// The most words that one history holds; a person's own are fewer.
pub const MOST_WORDS: u64 = 200_000;

impl Store {
    /// Keeps words, all or, after an error, none. Returns those that are new or were used more often than was known;
    /// words beyond a bound are not kept.
    ///
    /// # Errors
    /// When the disk is full, among others.
    pub fn add_words(&self, words: impl IntoIterator<Item = LexiconWord>) -> Result<Vec<LexiconWord>, HistoryError> {
        let transaction = self.connection.unchecked_transaction()?;
        let count: i64 = transaction.query_row("SELECT count(*) FROM lexicon", [], |row| row.get(0))?;
        let mut room = MOST_WORDS.saturating_sub(count.cast_unsigned());
        let mut kept = Vec::new();
        let sql = "INSERT INTO lexicon VALUES (?1, ?2, ?3, ?4) ON CONFLICT (word, source)
                   DO UPDATE SET count = ?3, time = ?4 WHERE count < ?3";
        let mut insert = transaction.prepare_cached(sql)?;
        for word in words {
            let word = LexiconWord { text: as_kept(word.text), ..word };
            if room > 0 && insert.execute(params![word.text, word.source, word.count, word.time])? == 1 {
                room -= 1;
                kept.push(word);
            }
        }
        drop(insert);
        transaction.commit()?;
        self.changed();
        Ok(kept)
    }

    /// Visits every word, those used least and the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn for_each_word(&self, mut visit: impl FnMut(LexiconWord)) -> Result<(), HistoryError> {
        each(&self.connection, &mut visit)
    }

    /// Visits the words that a search means. Conditions that only messages can meet mean none.
    pub(super) fn each_word(&self, search: &Search, mut visit: impl FnMut(LexiconWord)) -> Result<(), HistoryError> {
        let of_messages = [&search.app, &search.conversation, &search.author];
        if of_messages.into_iter().any(Option::is_some) || search.ids.is_some() {
            return Ok(());
        }
        self.for_each_word(|word| {
            let from = search.source.as_ref().is_none_or(|source| *source == word.source);
            let since = search.after.is_none_or(|after| word.time >= after);
            if from && since && search.before.is_none_or(|before| word.time < before) {
                visit(word);
            }
        })
    }
}

/// Visits words as [`Store::for_each_word`] does, of any database, which need not be one of ours.
pub(super) fn each(connection: &Connection, visit: &mut dyn FnMut(LexiconWord)) -> Result<(), HistoryError> {
    let sql = "SELECT word, count, source, time FROM lexicon ORDER BY count, time, word";
    let mut query = connection.prepare(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        visit(LexiconWord { text: row.get(0)?, count: row.get(1)?, source: row.get(2)?, time: row.get(3)? });
    }
    Ok(())
}

/// Removes a word; within the transaction that erases.
pub(super) fn remove(connection: &Connection, word: &LexiconWord) -> Result<(), HistoryError> {
    let sql = "DELETE FROM lexicon WHERE word = ?1 AND source = ?2";
    connection.prepare_cached(sql)?.execute(params![word.text, word.source])?;
    Ok(())
}
