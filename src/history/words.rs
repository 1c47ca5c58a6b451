//! The words that the owner used, in messages and elsewhere. Main type: [`WordCount`].

use std::cmp::Reverse;
use std::collections::HashMap;

use super::error::HistoryError;
use super::search::Search;
use super::store::Store;
use crate::text::words::word_spans;

/// A word and how it was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordCount {
    /// In lower case if it was ever written so.
    pub text: String,
    /// How often the owner wrote it.
    pub count: u64,
    /// When it was first used (milliseconds since 1970).
    pub first: i64,
    /// The word before it where it was used last, in the same message.
    pub after: String,
}

/// The order of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordOrder {
    /// The most frequent words come first.
    MostUsed,
    /// The words whose first use is newest come first.
    Newest,
}

impl Store {
    /// Returns how many different words the owner used, whatever their case, and the first `limit` of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn words(&self, order: WordOrder, limit: usize) -> Result<(u64, Vec<WordCount>), HistoryError> {
        let mut counts: HashMap<String, WordCount> = HashMap::new();
        self.each(&Search::default(), "AND author IS NULL ORDER BY time, id", &[], |message| {
            let mut before = "";
            for span in word_spans(&message.text) {
                let word = &message.text[span];
                let lower = word.to_lowercase();
                let is_lower = lower == word;
                let new = || WordCount { text: word.to_owned(), count: 0, first: message.time, after: String::new() };
                let known = counts.entry(lower).or_insert_with(new);
                known.count += 1;
                before.clone_into(&mut known.after);
                before = word;
                if is_lower && known.text != word {
                    known.text = word.to_owned();
                }
            }
            Ok(())
        })?;
        self.for_each_word(|word| {
            let new = || WordCount { text: word.text.clone(), count: 0, first: word.time, after: String::new() };
            let known = counts.entry(word.text.to_lowercase()).or_insert_with(new);
            known.count += u64::from(word.count);
            known.first = known.first.min(word.time);
        })?;
        let different = counts.len() as u64;
        if limit == 0 {
            return Ok((different, Vec::new()));
        }
        let mut words: Vec<WordCount> = counts.into_values().collect();
        match order {
            WordOrder::MostUsed => words.sort_by(|a, b| (Reverse(a.count), &a.text).cmp(&(Reverse(b.count), &b.text))),
            WordOrder::Newest => words.sort_by(|a, b| (Reverse(a.first), &a.text).cmp(&(Reverse(b.first), &b.text))),
        }
        words.truncate(limit);
        Ok((different, words))
    }
}
