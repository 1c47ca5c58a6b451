//! Reads the history: all messages in the order of time, those that match a search, and sums. Main type: [`Page`].

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::error::HistoryError;
use super::files;
use super::message::Message;
use super::search::Search;
use super::store::Store;
use super::totals::Totals;
use super::words::WordOrder;

/// Bytes that the names beside a text add to an answer, as an estimate.
const BESIDE_TEXT: usize = 256;

const COLUMNS: &str = "id, time, source, app, conversation, author, text";

/// A part of the messages that match, newest first.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// How many match in all.
    pub matching: u64,
    /// The messages of the page.
    pub messages: Vec<Message>,
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
