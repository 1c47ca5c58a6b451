//! [`Fared`]: how offers fared in the message that is being typed.
//!
//! This counts once the message is kept. Until then it belongs to the text field and goes with it, so that nothing is
//! written down of a message that is not kept.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::predict::{Habits, Outcome};
use crate::text::words::word_spans;

/// Most outcomes, and most words of each kind, that wait for one message; of more, the oldest go. Every text field may
/// hold as many.
const MOST: usize = 200;

/// How offers fared in one message: what compute threads noticed, and which corrections the person took back.
#[derive(Debug, Default)]
pub struct Fared {
    outcomes: Vec<Outcome>,
    /// Words whose correction was shown and typed past.
    passed: Vec<String>,
    /// Words whose correction was taken back.
    declined: Vec<String>,
}

/// A [`Fared`] that the connection and the compute threads share.
#[derive(Debug, Default)]
pub struct SharedFared(Mutex<Fared>);

impl SharedFared {
    /// Locks the shared value, to read it or to add to it.
    pub fn lock(&self) -> MutexGuard<'_, Fared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fared {
    /// Adds outcomes of words that were typed, and words that were typed although a correction of them was shown.
    pub fn see(&mut self, outcomes: Vec<Outcome>, passed: Vec<String>) {
        add(&mut self.outcomes, outcomes);
        add(&mut self.passed, passed);
    }

    /// Adds words that stand again because their corrections were taken back.
    pub fn decline(&mut self, words: impl IntoIterator<Item = String>) {
        add(&mut self.declined, words);
    }

    /// Returns the words that are left alone in this message.
    pub fn stayed(&self) -> Vec<String> {
        self.declined.iter().chain(&self.passed).cloned().collect()
    }

    /// Passes everything on to the habits that is about a word of the text that was kept.
    pub(super) fn settle(&self, kept: &str, habits: &mut Habits) {
        let words: Vec<&str> = word_spans(kept).into_iter().map(|span| &kept[span]).collect();
        let stands = |word: &String| words.contains(&word.as_str());
        self.outcomes.iter().filter(|outcome| stands(&outcome.word)).for_each(|outcome| habits.observe(outcome));
        self.passed.iter().filter(|word| stands(word)).for_each(|word| habits.pass(word));
        self.declined.iter().filter(|word| stands(word)).for_each(|word| habits.decline(word));
    }

    pub(super) fn len(&self) -> usize {
        self.outcomes.len() + self.passed.len() + self.declined.len()
    }
}

fn add<T>(all: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    all.extend(more);
    let excess = all.len().saturating_sub(MOST);
    all.drain(..excess);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of some habits when a message was kept.
    fn check(kept: &str, expected: &[&str]) {
        let mut fared = Fared::default();
        let outcome =
            |word: &str| Outcome { word: word.into(), taken: false, passed: 0, shown: vec![(word.into(), 0.5)] };
        fared.see(vec![outcome("the"), outcome("secret")], vec!["recieve".into(), "teh".into()]);
        fared.decline(["adn".into(), "hte".into()]);
        let mut habits = Habits::default();
        (0..2).for_each(|_| fared.settle(kept, &mut habits));
        let written = serde_json::to_string(&habits).unwrap();
        for word in ["the", "secret", "recieve", "teh", "adn", "hte"] {
            assert_eq!(
                written.contains(&format!("\"{word}\"")),
                expected.contains(&word),
                "{word} of {kept:?}: {written}"
            );
        }
    }

    #[test]
    fn what_was_not_kept_leaves_nothing() {
        check("the recieve adn", &["the", "recieve", "adn"]);
        check("", &[]);
        check("there secretly", &[]);
    }
}
