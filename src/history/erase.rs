//! Forgetting: what would go, and its going from every file. Main types: [`Condition`], [`Erased`].
//!
//! Rows go in one transaction that also notes that files must follow; then the database is written anew without them,
//! the log before it is emptied, and databases that were set aside as damaged are removed. A process killed in between
//! does the rest when it opens the history again.

use std::fs;

use rusqlite::{Connection, params};

use super::insert::{NewMessage, hash, identity};
use super::query::containing;
use super::{GAP, HistoryError, Message, Search, Store, files, removed, store};
use crate::text::words::is_word_char;

/// Set in the transaction that erases, removed when the files are clean.
const UNFINISHED: &str = "erasing";
/// Messages of a preview.
const PREVIEWED: usize = 10;

/// What is to go.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// The messages meant; without a condition all of them.
    pub search: Search,
    /// Only this word of them, in whatever case.
    pub word: Option<String>,
    /// Counts, removed words and everything else beside the messages as well; `search` is then not looked at.
    pub everything: bool,
}

/// What goes or would go.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Messages that go as a whole.
    pub messages: u64,
    /// Their characters.
    pub chars: u64,
    /// Messages that lose a word and keep the rest.
    pub changed: u64,
    /// The newest of both, as they are before.
    pub newest: Vec<Message>,
    /// Personal models have seen some of it.
    pub seen_by_model: bool,
}

/// What has gone.
#[derive(Debug, Default)]
pub struct Erased {
    pub preview: Preview,
    /// Nothing is left.
    pub everything: bool,
    /// Messages that went; empty when everything did.
    pub removed: Vec<Message>,
    /// Messages as they were, and their new text.
    pub changed: Vec<(Message, String)>,
    /// The word that is not to be offered any more.
    pub word: Option<String>,
    /// Why files may still hold traces, until a later forgetting or opening removes them.
    pub unfinished: Option<HistoryError>,
}

impl Store {
    /// Says what would go.
    ///
    /// # Errors
    /// [`HistoryError::Pattern`], and when the database cannot be read.
    pub fn preview(&self, condition: &Condition) -> Result<Preview, HistoryError> {
        let mut preview = Preview::default();
        self.affected(condition, &mut preview, |_, _| Ok(()))?;
        Ok(preview)
    }

    /// Erases it from every file.
    ///
    /// # Errors
    /// As [`Store::preview`], and when the database cannot be written: then nothing has gone.
    pub fn erase(&self, condition: &Condition) -> Result<Erased, HistoryError> {
        let mut erased = Erased { everything: condition.everything, word: condition.word.clone(), ..Erased::default() };
        let mut preview = Preview::default();
        self.affected(condition, &mut preview, |message, rest| {
            match rest {
                _ if condition.everything => {}
                Some(rest) => erased.changed.push((message, rest)),
                None => erased.removed.push(message),
            }
            Ok(())
        })?;
        erased.preview = preview;
        let key = removed::key(self)?;
        let transaction = self.connection.unchecked_transaction()?;
        if condition.everything {
            transaction.execute_batch("DELETE FROM messages; DELETE FROM dropped; DELETE FROM removed_words;")?;
        }
        for message in &erased.removed {
            transaction.prepare_cached("DELETE FROM messages WHERE id = ?1")?.execute([message.id])?;
        }
        for (message, rest) in &erased.changed {
            change(&transaction, message, rest)?;
        }
        // What was learned of habits may name what goes.
        transaction.execute("DELETE FROM meta WHERE key GLOB 'learned.*'", [])?;
        if let Some(word) = &condition.word {
            removed::remove_word(&transaction, key, word)?;
        }
        store::set_meta(&transaction, UNFINISHED, Some(&[]))?;
        transaction.commit()?;
        self.changed();
        erased.unfinished = self.finish_erasing().err();
        Ok(erased)
    }

    /// Makes the files forget what the rows have forgotten, if a forgetting was begun, and empties the log before the
    /// database in any case.
    pub(super) fn finish_erasing(&self) -> Result<(), HistoryError> {
        let unfinished = self.meta(UNFINISHED)?.is_some();
        if unfinished {
            let unusable = |source| HistoryError::Folder { folder: self.folder.clone(), source };
            for file in files::all_set_aside(&self.folder).map_err(unusable)? {
                fs::remove_file(file).map_err(unusable)?;
            }
            // `secure_delete` overwrites cells that are deleted, not copies that moving cells between pages left.
            self.connection.execute_batch("VACUUM")?;
        }
        self.empty_log()?;
        if unfinished {
            self.set_meta(UNFINISHED, None)?;
            self.empty_log()?;
        }
        Ok(())
    }

    fn empty_log(&self) -> Result<(), HistoryError> {
        let busy = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))?;
        if busy == 0 { Ok(()) } else { Err(HistoryError::InUse { folder: self.folder.clone() }) }
    }

    /// Visits what is meant, newest first: the message, and what stays of its text if only a word goes.
    fn affected(
        &self,
        condition: &Condition,
        preview: &mut Preview,
        mut visit: impl FnMut(Message, Option<String>) -> Result<(), HistoryError>,
    ) -> Result<(), HistoryError> {
        let trained_through = self.trained_through()?;
        let word = condition.word.as_deref().filter(|_| !condition.everything).map(Word::new).transpose()?;
        let search = if condition.everything { &Search::default() } else { &condition.search };
        self.each(search, "ORDER BY time DESC, id DESC", &[], |message| {
            let rest = match &word {
                None => None,
                Some(word) => match word.cut_out_of(&message.text) {
                    None => return Ok(()),
                    // A message of gaps alone says nothing.
                    Some(rest) => Some(rest).filter(|rest| rest.chars().any(is_word_char)),
                },
            };
            match &rest {
                Some(_) => preview.changed += 1,
                None => {
                    preview.messages += 1;
                    preview.chars += message.text.chars().count() as u64;
                }
            }
            preview.seen_by_model |= message.id <= trained_through;
            if preview.newest.len() < PREVIEWED {
                preview.newest.push(message.clone());
            }
            visit(message, rest)
        })
    }
}

/// Gives a message another text, and the hash that it would have if it were imported with it.
fn change(connection: &Connection, message: &Message, rest: &str) -> Result<(), HistoryError> {
    let timed =
        connection.query_row("SELECT timed FROM messages WHERE id = ?1", [message.id], |row| row.get::<_, bool>(0))?;
    let new = NewMessage {
        time: message.time,
        timed,
        source: message.source.clone(),
        app: None,
        conversation: message.conversation.clone(),
        author: message.author.clone(),
        text: rest.to_owned(),
    };
    for same in 0.. {
        let sql = "UPDATE OR IGNORE messages SET text = ?1, hash = ?2 WHERE id = ?3";
        if connection.prepare_cached(sql)?.execute(params![rest, hash(&new, &identity(&new), same), message.id])? == 1 {
            break;
        }
    }
    Ok(())
}

/// A word to be cut out of texts.
pub(super) struct Word(regex::Regex);

impl Word {
    pub fn new(word: &str) -> Result<Word, HistoryError> {
        store::pattern(&containing(word)).map(Word)
    }

    /// The text with a gap in each place of the word; `None` where it does not occur. The word ends where letters and
    /// digits end, so that `Anna` is cut out of `Anna's` and not out of `Annabel`.
    pub fn cut_out_of(&self, text: &str) -> Option<String> {
        let (mut rest, mut from, mut at) = (String::new(), 0, 0);
        while let Some(found) = self.0.find_at(text, at) {
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            if found.is_empty() || before.is_some_and(is_word_char) || after.is_some_and(is_word_char) {
                at = text.ceil_char_boundary(found.start() + 1);
                if at >= text.len() {
                    break;
                }
                continue;
            }
            rest.push_str(&text[from..found.start()]);
            rest.push(GAP);
            (from, at) = (found.end(), found.end());
        }
        if from == 0 {
            return None;
        }
        rest.push_str(&text[from..]);
        Some(rest)
    }
}
