//! [`Search`]: which messages are meant.

use std::collections::BTreeSet;

use rusqlite::types::Value;

use super::error::HistoryError;
use super::store::{self, Store};

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

impl Search {
    /// Returns the conditions as SQL with its values, in the order of the question marks.
    pub(super) fn condition(&self, history: &Store) -> Result<(String, Vec<Value>), HistoryError> {
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
            store::pattern(pattern)?;
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
                let pseudonym = history.pseudonym(value)?.unwrap_or_else(|| value.clone());
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
