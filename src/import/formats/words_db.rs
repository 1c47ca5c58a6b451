//! Words in databases: ibus-typing-booster's `user.db`, presage's `lm.db`. Of both only single words are read, with how
//! often they were typed.

use rusqlite::Connection;

use super::out::Out;
use super::reading::Reading;
use crate::import::database::{columns, each, number, text};
use crate::import::error::{Fault, Place};
use crate::import::sample::{SURE, Sample, when};

/// The schema stands at the beginning of a database.
pub fn score(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| memchr::memmem::find(sample.bytes, words.as_bytes()).is_some();
    when(sample.is_database() && ((has("phrases") && has("user_freq")) || has("_1_gram")), SURE)
}

pub fn read(database: &Connection, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let has = |table: &str, column: &str| Ok::<_, Fault>(columns(database, table)?.iter().any(|name| name == column));
    let sql = if has("phrases", "user_freq")? && has("phrases", "phrase")? {
        // A phrase has a row for each word before it.
        "SELECT phrase, sum(user_freq) FROM phrases GROUP BY phrase"
    } else if has("_1_gram", "word")? && has("_1_gram", "count")? {
        "SELECT word, count FROM _1_gram"
    } else {
        return Err(Fault::broken(Place::Whole, "not a database of words of a kind that is known"));
    };
    each(database, sql, |row| {
        let count = number(row, 1).and_then(|count| u32::try_from(count).ok()).unwrap_or(1);
        text(row, 0).map_or(Ok(()), |word| out.entry(&word, count))
    })
}
