//! Forgetting: a preview of what a condition removes, and the removal from every file. Main types: [`Condition`],
//! [`Erased`].
//!
//! Rows are removed in one transaction that also leaves a mark that files must follow. Then the database is written anew
//! without them, the write-ahead log is emptied, databases that were set aside as damaged are removed, and the mark goes.
//! If the process is killed in between, the next opening of the history does the rest. On a full disk the log is given up
//! and the rows are overwritten in their place.

use std::fs;

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
        // The copy comes before the rows: whatever happens next, the word stays away.
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
        let search = if condition.everything { &Search::default() } else { &condition.search };
        let word = condition.word.as_deref().filter(|_| !condition.everything).map(Word::new);
        let text = search.text.as_deref().map(Needle::new);
        let pattern = search.pattern.as_deref().map(store::pattern).transpose()?;
        let holds = |part: &str| {
            text.as_ref().is_none_or(|text| text.is_in(part)) && pattern.as_ref().is_none_or(|p| p.is_match(part))
        };
        let key = key::make_key(&self.connection).unwrap_or_default();
        let names = |message: &Message| match (&word, text.is_some() || pattern.is_some()) {
            (Some(word), _) => names::without(message, |name| word.cut_out_of(name).is_some(), |n| names::of(&key, n)),
            (None, true) => names::without(message, holds, |name| names::of(&key, name)),
            (None, false) => None,
        };
        let rest = Search { text: None, pattern: None, ..search.clone() };
        self.each_word(&rest, |entry| {
            if holds(&entry.text) && word.as_ref().is_none_or(|word| word.cut_out_of(&entry.text).is_some()) {
                preview.words += 1;
                visit(Change::Word(entry));
            }
        })?;
        self.each(&rest, "ORDER BY time DESC, id DESC", &[], |message| {
            let cut = word.as_ref().map(|word| word.cut_out_of(&message.text));
            // Without a word to cut out, every message that holds the text goes.
            let kept = match cut {
                None if holds(&message.text) => None,
                None => Some(names(&message)),
                Some(_) if !holds(&message.text) => return Ok(()),
                Some(None) => Some(names(&message)),
                // A message that consists of gaps is removed.
                Some(Some(rest)) if !rest.chars().any(is_word_char) => None,
                Some(Some(rest)) => Some(Some(Message { text: rest, ..names(&message).unwrap_or(message.clone()) })),
            };
            let change = match kept {
                Some(None) => return Ok(()),
                Some(Some(kept)) => {
                    preview.changed += 1;
                    Change::Kept(kept)
                }
                None => {
                    preview.messages += 1;
                    preview.chars += message.text.chars().count() as u64;
                    Change::Gone(message.id)
                }
            };
            if !matches!(&change, Change::Kept(kept) if kept.text == message.text) {
                preview.oldest = Some(preview.oldest.map_or(message.id, |oldest| oldest.min(message.id)));
            }
            visit(change);
            if preview.newest.len() < PREVIEWED {
                preview.newest.push(message);
            }
            Ok(())
        })
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
