//! Forgetting: a preview of what a condition removes, and the removal from every file. Main types: [`Condition`],
//! [`Erased`].
//!
//! Rows are removed in one transaction that also leaves a mark that files must follow. Then the database is written anew
//! without them, the write-ahead log is emptied, databases that were set aside as damaged are removed, and the mark goes.
//! If the process is killed in between, the next opening of the history does the rest. On a full disk the log is given up
//! and the rows are overwritten in their place.

use std::fs;

use regex::Regex;
use rusqlite::Connection;

use super::error::HistoryError;
use super::lexicon::{self, LexiconWord};
use super::likeness::Needle;
use super::message::{GAP, Message};
use super::restrictions::{self, UNFINISHED, mark_unfinished};
use super::search::Search;
use super::store::{self, Store};
use super::{files, key, names, removed};
use crate::text::words::is_word_char;

/// Most messages shown in a preview.
const PREVIEWED: usize = 10;

/// Which messages and words are to be removed.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// The messages meant; without a condition all of them.
    pub search: Search,
    /// The word that alone is cut out of them, compared as people do.
    pub word: Option<String>,
    /// Whether everything goes, also counts, removed words and whatever else lies beside the messages; `search` is ignored
    /// then.
    pub everything: bool,
}

/// The effect of a removal, as found before it.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Messages that go as a whole.
    pub messages: u64,
    /// Characters of these messages.
    pub chars: u64,
    /// Messages that lose a word or a name and keep the rest.
    pub changed: u64,
    /// Words without sentences that go.
    pub words: u64,
    /// The newest messages of both kinds, as they are before.
    pub newest: Vec<Message>,
    /// The lowest number of the messages whose text goes or changes; `None` when there is none.
    pub oldest: Option<i64>,
}

/// The result of a removal.
#[derive(Debug, Default)]
pub struct Erased {
    /// The effect, as found before the removal.
    pub preview: Preview,
    /// Whether everything was removed.
    pub everything: bool,
    /// The word that is not to be offered any more.
    pub word: Option<String>,
    /// Why files may still hold traces, until a later forgetting or opening removes them.
    pub unfinished: Option<HistoryError>,
}

/// What a removal does to a message.
enum Change {
    Gone(i64),
    Kept(Message),
    Word(LexiconWord),
}

impl Store {
    /// Counts and shows what a removal would remove.
    ///
    /// # Errors
    /// [`HistoryError::Pattern`], and when the database cannot be read.
    pub fn preview(&self, condition: &Condition) -> Result<Preview, HistoryError> {
        let mut preview = Preview::default();
        self.affected(condition, &mut preview, |_| ())?;
        Ok(preview)
    }

    /// Erases everything that a condition means from every file.
    ///
    /// # Errors
    /// As [`Store::preview`], and when the database cannot be written: then nothing has gone.
    pub fn erase(&self, condition: &Condition) -> Result<Erased, HistoryError> {
        let mut erased = Erased { everything: condition.everything, word: condition.word.clone(), ..Erased::default() };
        let mut changes = Vec::new();
        self.affected(condition, &mut erased.preview, |change| {
            if !condition.everything {
                changes.push(change);
            }
        })?;
        match self.erase_rows(condition, &changes) {
            Err(HistoryError::Full) => self.in_place(|| self.erase_rows(condition, &changes))?,
            done => done?,
        }
        self.changed();
        erased.unfinished = self.finish_erasing().err();
        Ok(erased)
    }

    fn erase_rows(&self, condition: &Condition, changes: &[Change]) -> Result<(), HistoryError> {
        let transaction = self.connection.unchecked_transaction()?;
        if condition.everything {
            transaction.execute_batch(
                "DELETE FROM messages; DELETE FROM dropped; DELETE FROM removed_words;
                 DELETE FROM lexicon;",
            )?;
        }
        for change in changes {
            match change {
                Change::Gone(id) => {
                    transaction.prepare_cached("DELETE FROM messages WHERE id = ?1")?.execute([id])?;
                }
                Change::Kept(message) => names::update(&transaction, message)?,
                Change::Word(word) => lexicon::remove(&transaction, word)?,
            }
        }
        // The habits that were learned may hold a removed word.
        transaction.execute("DELETE FROM meta WHERE key GLOB 'learned.*'", [])?;
        if let Some(word) = &condition.word {
            removed::remove_word(&transaction, word)?;
        }
        store::count_forgetting(&transaction)?;
        mark_unfinished(&transaction)?;
        // The copy is written before the rows go: a process that is killed here still never offers the word again.
        restrictions::save(&self.folder, &transaction)?;
        Ok(transaction.commit()?)
    }

    /// Does `work` on a disk without room: without the log, changes overwrite the pages that they change. A process that is
    /// killed meanwhile leaves a damaged database, which is salvaged at the next opening.
    fn in_place(&self, work: impl FnOnce() -> Result<(), HistoryError>) -> Result<(), HistoryError> {
        self.connection.pragma_update(None, "journal_mode", "MEMORY")?;
        let done = work();
        let journal = |mode: &str| self.connection.pragma_update(None, "journal_mode", mode);
        // A log takes room, too; a journal is made when it is needed.
        journal("WAL").or_else(|_| journal("DELETE"))?;
        done
    }

    /// Removes what erased rows left in the files, if the mark of an unfinished removal is there, and empties the write-ahead
    /// log in any case.
    pub(super) fn finish_erasing(&self) -> Result<(), HistoryError> {
        if self.meta(UNFINISHED)?.is_some() {
            let unusable = |source| HistoryError::Folder { folder: self.folder.clone(), source };
            for file in files::all_set_aside(&self.folder).map_err(unusable)? {
                fs::remove_file(file).map_err(unusable)?;
            }
            // `secure_delete` overwrites cells that are deleted, not copies that moving cells between pages left.
            let rewrite = || -> Result<(), HistoryError> {
                self.connection.execute_batch("VACUUM")?;
                self.set_meta(UNFINISHED, None)
            };
            let logged = || {
                self.connection.execute_batch("VACUUM")?;
                self.empty_log()?;
                self.set_meta(UNFINISHED, None)
            };
            match logged() {
                Err(HistoryError::Full) => self.in_place(rewrite)?,
                done => done?,
            }
            restrictions::save(&self.folder, &self.connection)?;
        }
        self.empty_log()
    }

    fn empty_log(&self) -> Result<(), HistoryError> {
        let busy = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))?;
        // Without a log there is nothing to empty.
        if busy <= 0 { Ok(()) } else { Err(HistoryError::InUse { folder: self.folder.clone() }) }
    }

    /// Visits the changes that a condition means, the newest message first. Text is looked for in the names as well,
    /// which then lose it.
    fn affected(
        &self,
        condition: &Condition,
        preview: &mut Preview,
        mut visit: impl FnMut(Change),
    ) -> Result<(), HistoryError> {
        let meant = Meant::of(condition, &self.connection)?;
        let search = if condition.everything { &Search::default() } else { &condition.search };
        let rest = Search { text: None, pattern: None, ..search.clone() };
        self.each_word(&rest, |entry| {
            if meant.is_word(&entry.text) {
                preview.words += 1;
                visit(Change::Word(entry));
            }
        })?;
        self.each(&rest, "ORDER BY time DESC, id DESC", &[], |message| {
            if let Some(change) = meant.change(&message) {
                preview.count(&change, message);
                visit(change);
            }
            Ok(())
        })
    }
}

impl Preview {
    /// Counts what happens to a message.
    fn count(&mut self, change: &Change, message: Message) {
        if matches!(change, Change::Gone(_)) {
            self.messages += 1;
            self.chars += message.text.chars().count() as u64;
        } else {
            self.changed += 1;
        }
        if !matches!(change, Change::Kept(kept) if kept.text == message.text) {
            self.oldest = Some(self.oldest.map_or(message.id, |oldest| oldest.min(message.id)));
        }
        if self.newest.len() < PREVIEWED {
            self.newest.push(message);
        }
    }
}

/// What a condition means, ready to be compared with what is kept; where it asks for nothing, everything is meant.
struct Meant {
    word: Option<Word>,
    text: Option<Needle>,
    pattern: Option<Regex>,
    /// The key of pseudonyms.
    key: Vec<u8>,
}

impl Meant {
    fn of(condition: &Condition, connection: &Connection) -> Result<Meant, HistoryError> {
        let key = key::make_key(connection).unwrap_or_default();
        if condition.everything {
            return Ok(Meant { word: None, text: None, pattern: None, key });
        }
        let Condition { search, word, .. } = condition;
        let pattern = search.pattern.as_deref().map(store::pattern).transpose()?;
        Ok(Meant { word: word.as_deref().map(Word::new), text: search.text.as_deref().map(Needle::new), pattern, key })
    }

    /// Whether a text, or a name, holds what is looked for.
    fn is_in(&self, part: &str) -> bool {
        self.text.as_ref().is_none_or(|text| text.is_in(part))
            && self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(part))
    }

    /// Whether a word without sentences is meant.
    fn is_word(&self, text: &str) -> bool {
        self.is_in(text) && self.word.as_ref().is_none_or(|word| word.cut_out_of(text).is_some())
    }

    /// Returns what happens to a message; `None` if it stays as it is.
    fn change(&self, message: &Message) -> Option<Change> {
        let is_in = self.is_in(&message.text);
        let Some(word) = &self.word else {
            // Without a word to cut out, every message that holds the text goes.
            return if is_in { Some(Change::Gone(message.id)) } else { self.without_names(message).map(Change::Kept) };
        };
        if !is_in {
            return None;
        }
        match word.cut_out_of(&message.text) {
            None => self.without_names(message).map(Change::Kept),
            // A message that consists of gaps is removed.
            Some(rest) if !rest.chars().any(is_word_char) => Some(Change::Gone(message.id)),
            Some(text) => {
                let unnamed = self.without_names(message).unwrap_or_else(|| message.clone());
                Some(Change::Kept(Message { text, ..unnamed }))
            }
        }
    }

    /// Returns the message without the names that are meant; `None` if it has none of them.
    fn without_names(&self, message: &Message) -> Option<Message> {
        let pseudonym = |name: &str| names::of(&self.key, name);
        match &self.word {
            Some(word) => names::without(message, |name| word.cut_out_of(name).is_some(), pseudonym),
            None if self.text.is_some() || self.pattern.is_some() => {
                names::without(message, |name| self.is_in(name), pseudonym)
            }
            None => None,
        }
    }
}

/// A word to be cut out of texts.
pub(super) struct Word(Needle);

impl Word {
    pub fn new(word: &str) -> Word {
        Word(Needle::new(word))
    }

    /// The text with a gap in each place of the word; `None` where it does not occur.
    pub fn cut_out_of(&self, text: &str) -> Option<String> {
        let places = self.0.words_in(text);
        let (mut rest, mut done) = (String::with_capacity(text.len()), 0);
        for place in &places {
            rest.push_str(&text[done..place.start]);
            rest.push(GAP);
            done = place.end;
        }
        rest.push_str(&text[done..]);
        (!places.is_empty()).then_some(rest)
    }
}
