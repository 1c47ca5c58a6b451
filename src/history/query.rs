//! Reads the history: all messages in the order of time, those that match a search, and sums. Main types: [`Search`],
//! [`Totals`].

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::{HistoryError, Message, Store, WordOrder, files, store as database};

/// Bytes that the names beside a text add to an answer, as an estimate.
const BESIDE_TEXT: usize = 256;

const COLUMNS: &str = "id, time, source, app, conversation, author, text";

/// Conditions on messages, all of which must hold; without any, all messages are meant.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Messages that hold this text, compared as people do.
    pub text: Option<String>,
    /// Messages that match this regular expression.
    pub pattern: Option<String>,
    /// Written at this time or later (milliseconds since 1970).
    pub after: Option<i64>,
    /// Written before this time.
    pub before: Option<i64>,
    /// Only messages from this source.
    pub source: Option<String>,
    /// Only messages of this application.
    pub app: Option<String>,
    /// Only messages of this conversation, by name.
    pub conversation: Option<String>,
    /// Only messages of this person, who is not the owner.
    pub author: Option<String>,
    /// Only messages with these numbers.
    pub ids: Option<Vec<i64>>,
}

/// A part of the messages that match, newest first.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// How many match in all.
    pub matching: u64,
    /// The messages of the page.
    pub messages: Vec<Message>,
}

/// Sums over everything kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Messages kept, those of others included.
    pub messages: u64,
    /// Messages that the owner wrote.
    pub own_messages: u64,
    /// Characters of the owner's messages.
    pub own_chars: u64,
    /// Different words of the owner's messages, whatever their case.
    pub own_words: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Messages of each source.
    pub by_source: BTreeMap<String, u64>,
    /// Messages of each application; those without one are not counted.
    pub by_app: BTreeMap<String, u64>,
    /// Numbers of spans and messages that were dropped, by reason.
    pub dropped: BTreeMap<String, u64>,
}

impl Store {
    /// Visits every message, the owner's and others', in the order of time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn for_each(&self, mut visit: impl FnMut(Message)) -> Result<(), HistoryError> {
        self.each(&Search::default(), "ORDER BY time, id", &[], |message| {
            visit(message);
            Ok(())
        })
    }

    /// Messages from oldest to newest, at most so many: those after this time and number whose number is at most
    /// `through`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn after(&self, place: (i64, i64), through: i64, most: u32) -> Result<Vec<Message>, HistoryError> {
        let values = [place.0, place.1, through, i64::from(most)].map(Value::from);
        let mut messages = Vec::new();
        let rest = "AND (time, id) > (?, ?) AND id <= ? ORDER BY time, id LIMIT ?";
        self.each(&Search::default(), rest, &values, |message| {
            messages.push(message);
            Ok(())
        })?;
        Ok(messages)
    }

    /// Returns the place in time after which the owner wrote about so many characters.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn oldest_within(&self, chars: u64) -> Result<(i64, i64), HistoryError> {
        let sql = "SELECT time, id, length(text) FROM messages WHERE author IS NULL ORDER BY time DESC, id DESC";
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query([])?;
        let mut sum = 0;
        while let Some(row) = rows.next()? {
            sum += row.get::<_, i64>(2)?.cast_unsigned() + 1;
            if sum > chars {
                return Ok((row.get(0)?, row.get(1)?));
            }
        }
        Ok((i64::MIN, i64::MIN))
    }

    /// Messages from newest to oldest, at most so many, beginning before this time and number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn before(&self, place: Option<(i64, i64)>, most: u32) -> Result<Vec<Message>, HistoryError> {
        let (time, id) = place.unwrap_or((i64::MAX, i64::MAX));
        let values = [Value::from(time), Value::from(id), Value::from(i64::from(most))];
        let mut messages = Vec::new();
        self.each(
            &Search::default(),
            "AND (time, id) < (?, ?) ORDER BY time DESC, id DESC LIMIT ?",
            &values,
            |message| {
                messages.push(message);
                Ok(())
            },
        )?;
        Ok(messages)
    }

    /// Returns the highest number of the messages that are kept; 0 when there are none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn newest_id(&self) -> Result<i64, HistoryError> {
        let sql = "SELECT coalesce(max(id), 0) FROM messages";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// How many messages there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count(&self) -> Result<u64, HistoryError> {
        Ok(self.connection.query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).map(i64::cast_unsigned)?)
    }

    /// Messages that match, newest first: at most `limit` from the `offset`-th on, and no more than fit into
    /// `max_bytes` of text (at least one).
    ///
    /// # Errors
    /// [`HistoryError::Pattern`], and when the database cannot be read.
    pub fn search(&self, search: &Search, limit: u32, offset: u64, max_bytes: usize) -> Result<Page, HistoryError> {
        let (condition, values) = search.condition(self)?;
        let sql = format!("SELECT count(*) FROM messages WHERE {condition}");
        let matching = self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0));
        let mut page = Page { matching: matching.map(i64::cast_unsigned)?, messages: Vec::new() };
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let more = [Value::from(i64::from(limit)), Value::from(offset)];
        let mut bytes = 0;
        self.each(search, "ORDER BY time DESC, id DESC LIMIT ? OFFSET ?", &more, |message| {
            bytes += message.text.len() + BESIDE_TEXT;
            if bytes <= max_bytes || page.messages.is_empty() {
                page.messages.push(message);
            }
            Ok(())
        })?;
        Ok(page)
    }

    /// Sums over everything; computed once after each change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn totals(&self) -> Result<Totals, HistoryError> {
        if let Some(totals) = &*self.totals.borrow() {
            return Ok(Totals { bytes: files::bytes(&self.folder), ..totals.clone() });
        }
        let sql = "SELECT count(*), count(*) FILTER (WHERE author IS NULL),
                   coalesce(sum(length(text)) FILTER (WHERE author IS NULL), 0) FROM messages";
        let (messages, own_messages, own_chars) = self.connection.query_row(sql, [], |row| {
            let count = |column| row.get(column).map(i64::cast_unsigned);
            Ok((count(0)?, count(1)?, count(2)?))
        })?;
        let totals = Totals {
            messages,
            own_messages,
            own_chars,
            own_words: self.words(WordOrder::MostUsed, 0)?.0,
            bytes: files::bytes(&self.folder),
            by_source: self.counts("SELECT source, count(*) FROM messages GROUP BY source")?,
            by_app: self.counts("SELECT app, count(*) FROM messages WHERE app IS NOT NULL GROUP BY app")?,
            dropped: self.counts("SELECT reason, count FROM dropped")?,
        };
        self.totals.replace(Some(totals.clone()));
        Ok(totals)
    }

    fn counts(&self, sql: &str) -> Result<BTreeMap<String, u64>, HistoryError> {
        let mut query = self.connection.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1).map(i64::cast_unsigned)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Visits the messages that match; `rest` is SQL after the condition, with its values in `more`.
    pub(super) fn each(
        &self,
        search: &Search,
        rest: &str,
        more: &[Value],
        mut visit: impl FnMut(Message) -> Result<(), HistoryError>,
    ) -> Result<(), HistoryError> {
        let (condition, values) = search.condition(self)?;
        let sql = format!("SELECT {COLUMNS} FROM messages WHERE {condition} {rest}");
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query(params_from_iter(values.iter().chain(more)))?;
        while let Some(row) = rows.next()? {
            visit(message(row)?)?;
        }
        Ok(())
    }
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    Ok(Message {
        id: row.get(0)?,
        time: row.get(1)?,
        source: row.get(2)?,
        app: row.get(3)?,
        conversation: row.get(4)?,
        author: row.get(5)?,
        text: row.get(6)?,
    })
}

impl Search {
    /// Returns the conditions as SQL with its values, in the order of the question marks.
    fn condition(&self, store: &Store) -> Result<(String, Vec<Value>), HistoryError> {
        let mut parts = vec!["1".to_owned()];
        let mut values = Vec::new();
        let mut add = |sql: &str, value: Value| {
            parts.push(sql.to_owned());
            values.push(value);
        };
        if let Some(text) = &self.text {
            add("holds(?, text)", text.clone().into());
        }
        if let Some(pattern) = &self.pattern {
            database::pattern(pattern)?;
            add("matches(?, text)", pattern.clone().into());
        }
        if let Some(after) = self.after {
            add("time >= ?", after.into());
        }
        if let Some(before) = self.before {
            add("time < ?", before.into());
        }
        for (column, value) in [("source", &self.source), ("app", &self.app)] {
            if let Some(value) = value {
                add(&format!("{column} = ?"), value.clone().into());
            }
        }
        // A name may be kept as its pseudonym.
        for (column, value) in [("conversation", &self.conversation), ("author", &self.author)] {
            if let Some(value) = value {
                let pseudonym = store.pseudonym(value)?.unwrap_or_else(|| value.clone());
                parts.push(format!("{column} IN (?, ?)"));
                values.extend([value.clone().into(), pseudonym.into()]);
            }
        }
        if let Some(ids) = &self.ids {
            // One value however many there are: statements are remembered, and SQLite limits the question marks.
            let different: BTreeSet<i64> = ids.iter().copied().collect();
            let list: Vec<String> = different.iter().map(i64::to_string).collect();
            parts.push("id IN (SELECT value FROM json_each(?))".to_owned());
            values.push(format!("[{}]", list.join(",")).into());
        }
        Ok((parts.join(" AND "), values))
    }
}
