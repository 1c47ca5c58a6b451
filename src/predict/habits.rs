//! [`Habits`]: how one person deals with what is offered, and [`OfferLog`], which notices it.
//!
//! A word that was shown and typed past is less probable than before: if this person takes a right word with
//! probability a each time it is shown, one that was shown k times while this word was being typed keeps (1 − a)ᵏ of its odds
//! (Bayes). Someone who never looks loses nothing; for someone who takes every right word, the places on offer go to words
//! not shown yet. A session knows after a few words how its person deals with offers; a person is known from the messages
//! that were kept. Over many words, one that is offered more often than it is right sinks.

use std::collections::{BTreeSet, HashMap};

use crate::text::normalize;
use crate::text::words::{is_word_char, open_word, stem, word_spans};

/// Probability that a right word shown is taken, before anything is known of a person: as often taken as typed past.
pub(super) const UNKNOWN: f32 = 0.5;
/// Weight of the earlier estimate, in right words shown.
const BEFORE: f32 = 2.0;
/// Most right words shown that weigh: larger counts are scaled down to this, so that older behaviour fades.
const REMEMBERED: f32 = 400.0;
/// Right offers that every word is credited with, so that it sinks only after several wrong ones.
const PATIENCE: f32 = 5.0;
/// Most words with a record of their own.
const MAX_WORDS: usize = 4000;
/// Most words remembered with which this person stays.
const MAX_DECLINED: usize = 2000;
/// Most words that can be hidden.
const MAX_HIDDEN: usize = 10_000;
/// Bytes of text by which the place of a word is recognised.
const HEAD_BYTES: usize = 48;

/// How one person deals with what is offered.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Habits {
    looks: Looks,
    words: HashMap<String, Record>,
    /// Words that this person stays with although others were offered in their place.
    declined: BTreeSet<String>,
    /// Words that this person stayed with in one message: that may have been haste.
    passed: BTreeSet<String>,
    /// Words, in small letters, that this person does not want to see.
    hidden: BTreeSet<String>,
}

/// Counts of right words shown: those that were taken, and those that were typed past.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Looks {
    taken: f32,
    by_hand: f32,
}

impl Looks {
    fn observe(&mut self, outcome: &Outcome) {
        self.taken += f32::from(u8::from(outcome.taken));
        self.by_hand += outcome.passed as f32;
        let total = self.taken + self.by_hand;
        if total > REMEMBERED {
            self.taken *= REMEMBERED / total;
            self.by_hand *= REMEMBERED / total;
        }
    }

    /// Returns the probability that a right word shown is taken, given the earlier estimate `before`.
    fn attention(&self, before: f32) -> f32 {
        (self.taken + BEFORE * before) / (self.taken + self.by_hand + BEFORE)
    }
}

/// How a word fared: the sum of the probabilities with which it was offered, and how often it was the word typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
struct Record {
    expected: f32,
    right: f32,
}

/// How the typing of a word ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The word that was typed.
    pub word: String,
    /// Whether the word was taken from an offer.
    pub taken: bool,
    /// How often the word was shown with two characters or more missing and was typed on by hand.
    pub passed: u32,
    /// Every word that was shown meanwhile, with its probability when first shown.
    pub shown: Vec<(String, f32)>,
}

impl Habits {
    /// Probability that this person takes a right word when it is shown.
    #[must_use]
    pub fn attention(&self) -> f32 {
        self.looks.attention(UNKNOWN)
    }

    /// Learns from a word that was typed.
    pub fn observe(&mut self, outcome: &Outcome) {
        self.looks.observe(outcome);
        for (word, probability) in &outcome.shown {
            let record = self.words.entry(word.clone()).or_default();
            record.expected += probability;
            record.right += f32::from(u8::from(*word == outcome.word));
        }
        if self.words.len() > MAX_WORDS {
            // The records that deviate most from what was expected stay.
            let mut weights: Vec<f32> = self.words.values().map(Record::surplus).collect();
            let (_, &mut middle, _) = weights.select_nth_unstable_by(MAX_WORDS / 2, |a, b| b.total_cmp(a));
            self.words.retain(|_, record| record.surplus() > middle);
        }
    }

    /// Hides a word in whatever case, or shows it again.
    pub fn hide(&mut self, word: &str, shown: bool) {
        let word = plain(word);
        if shown {
            self.hidden.remove(&word);
        } else if self.hidden.len() < MAX_HIDDEN {
            self.hidden.insert(word);
        }
    }

    /// The words that are hidden, sorted.
    pub fn hidden(&self) -> impl Iterator<Item = &str> {
        self.hidden.iter().map(String::as_str)
    }

    /// Returns whether a word is hidden, or the word whose possessive it is.
    pub(super) fn hides(&self, word: &str) -> bool {
        !self.hidden.is_empty() && (self.hidden.contains(&plain(word)) || self.hidden.contains(&plain(stem(word))))
    }

    /// Shows those hidden words again for which `which` returns true.
    pub fn show_again(&mut self, which: &dyn Fn(&str) -> bool) {
        self.hidden.retain(|word| !which(word));
    }

    /// Drops everything that holds words, except the hidden ones.
    pub fn forget_words(&mut self) {
        self.words.clear();
        self.declined.clear();
        self.passed.clear();
    }

    /// Notes that the person took a correction of this word back, and so stays with the word.
    pub fn decline(&mut self, word: &str) {
        insert(&mut self.declined, word);
    }

    /// Notes that a correction of this word was shown in a message and typed past. A person who does that in two
    /// messages stays with the word.
    pub fn pass(&mut self, word: &str) {
        if self.passed.remove(word) {
            self.decline(word);
        } else if !self.declined.contains(word) {
            insert(&mut self.passed, word);
        }
    }

    /// Whether this person stays with this word.
    pub(super) fn declined(&self, word: &str) -> bool {
        self.declined.contains(word)
    }

    /// Returns the share (0 to 1) of a word's probability that is left after it was offered more often than it was
    /// right.
    pub(super) fn factor(&self, word: &str) -> f32 {
        let record = self.words.get(word).copied().unwrap_or_default();
        ((record.right + PATIENCE) / (record.expected + PATIENCE)).min(1.0)
    }
}

/// Adds a word to a set; a full set is emptied first.
fn insert(words: &mut BTreeSet<String>, word: &str) {
    if words.len() >= MAX_DECLINED {
        words.clear();
    }
    words.insert(word.to_owned());
}

/// Returns a word as it is compared: normalised, in small letters, with straight apostrophes.
fn plain(word: &str) -> String {
    normalize(word).to_lowercase().replace('’', "'")
}

impl Record {
    fn surplus(&self) -> f32 {
        (self.expected - self.right).abs()
    }
}

/// The words shown while one word is being typed, and how offers fared in this session: two counts that hold no text.
#[derive(Clone, Debug, Default)]
pub(super) struct OfferLog {
    looks: Looks,
    /// The text before the word: its length and its end.
    head_bytes: usize,
    head: String,
    /// Length of the text at the last query.
    asked_bytes: usize,
    shown: Vec<Shown>,
    /// Completions of the last query, with their words.
    offered: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
struct Shown {
    word: String,
    probability: f32,
    times: i32,
    /// How often the word was shown with two characters or more missing.
    worth_taking: u32,
}

impl OfferLog {
    /// Begins a query for a text. Returns how the word before ended, if another one is being typed now.
    pub(super) fn begin(&mut self, text: &str) -> Option<Outcome> {
        let start = text.len() - open_word(text).len();
        if self.is_head(text, start) {
            return None;
        }
        let outcome = self.resolve(text);
        outcome.iter().for_each(|outcome| self.looks.observe(outcome));
        let head = text[text.ceil_char_boundary(start.saturating_sub(HEAD_BYTES))..start].to_owned();
        *self = OfferLog { looks: self.looks, head_bytes: start, head, ..OfferLog::default() };
        outcome
    }

    /// Notes the words with which the query was answered, each with its completion and probability.
    pub(super) fn shown<'w>(&mut self, text: &str, words: impl Iterator<Item = (&'w str, &'w str, f32)>) {
        if self.asked_bytes == text.len() && !self.offered.is_empty() {
            // A second query for the same text shows the same words, which count once.
            return;
        }
        self.asked_bytes = text.len();
        self.offered.clear();
        for (word, completion, probability) in words {
            self.offered.push((word.to_owned(), completion.to_owned()));
            let worth_taking = u32::from(is_worth_taking(completion));
            match self.shown.iter_mut().find(|shown| shown.word == word) {
                Some(shown) => {
                    shown.times += 1;
                    shown.worth_taking += worth_taking;
                }
                None => self.shown.push(Shown { word: word.to_owned(), probability, times: 1, worth_taking }),
            }
        }
    }

    /// Returns the share (0 to 1) of a word's probability that is left after it was shown and typed past in this place.
    /// `attention` is what was known before this session of how often a right word is taken when it is shown.
    pub(super) fn factor(&self, text: &str, word: &str, attention: f32) -> f32 {
        let passed = |shown: &Shown| {
            // A word shown for this very text has not been typed past yet.
            let now = text.len() == self.asked_bytes && self.offered.iter().any(|(w, _)| *w == shown.word);
            shown.times - i32::from(now)
        };
        let times = self.shown.iter().find(|shown| shown.word == word).map_or(0, passed);
        (1.0 - self.looks.attention(attention)).powi(times)
    }

    fn is_head(&self, text: &str, start: usize) -> bool {
        start == self.head_bytes && text[..start].ends_with(&self.head)
    }

    fn resolve(&self, text: &str) -> Option<Outcome> {
        let known = text.is_char_boundary(self.head_bytes) && self.is_head(text, self.head_bytes);
        if self.shown.is_empty() || !known {
            return None;
        }
        let typed = &text[self.head_bytes..];
        let span = word_spans(typed).into_iter().next().filter(|span| typed[..span.start].trim().is_empty())?;
        let word = typed[span].to_owned();
        let taken = self.offered.iter().any(|(w, c)| *w == word && self.came_at_once(text, c));
        let times = self.shown.iter().find(|shown| shown.word == word).map_or(0, |shown| shown.worth_taking);
        let shown = self.shown.iter().map(|shown| (shown.word.clone(), shown.probability)).collect();
        Some(Outcome { word, taken, passed: times.saturating_sub(u32::from(taken)), shown })
    }

    /// Whether the text went from the last query to this one by inserting a completion: two characters or more without
    /// a query between them.
    fn came_at_once(&self, text: &str, completion: &str) -> bool {
        let inserted = text.get(self.asked_bytes..).unwrap_or_default();
        let rest = inserted.strip_prefix(completion);
        is_worth_taking(completion)
            && rest.is_some_and(|rest| rest.chars().count() <= 4 && !rest.chars().any(is_word_char))
    }
}

/// Whether taking a completion saves a key in any case, and can be told from typing it.
fn is_worth_taking(completion: &str) -> bool {
    completion.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for the texts in turn, always shown the same words; what ended is compared.
    #[track_caller]
    fn check(words: &[&str], texts: &[&str], expected: &[(&str, bool, u32)]) {
        let mut log = OfferLog::default();
        let mut found = Vec::new();
        for text in texts {
            found.extend(log.begin(text).map(|outcome| (outcome.word, outcome.taken, outcome.passed)));
            let prefix = open_word(text);
            let fitting = words.iter().filter(|word| word.starts_with(prefix) && **word != prefix);
            log.shown(text, fitting.map(|word| (*word, &word[prefix.len()..], 0.3)));
        }
        let expected: Vec<(String, bool, u32)> = expected.iter().map(|(w, t, p)| ((*w).to_owned(), *t, *p)).collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn what_became_of_offers_is_noticed() {
        check(&["there"], &["", "t", "there ", "there i"], &[("there", true, 1)]);
        check(&["there"], &["so ", "so t", "so there, ", "so there, x"], &[("there", true, 1)]);
        check(&["there"], &["so ", "so there, ", "so there, x"], &[("there", true, 0)]);
        // Where one letter is missing, typing it is as good as taking the word.
        check(&["there"], &["", "t", "th", "the", "ther", "there", "there "], &[("there", false, 4)]);
        check(&["a"], &["", "a", "a "], &[("a", false, 0)]);
        check(&["there"], &["", "t", "to", "to "], &[("to", false, 0)]);
        check(&["there"], &["", "t", "th", "t", "to", "to "], &[("to", false, 0)]);
        // Another text altogether says nothing; neither does one in which nothing was shown.
        check(&["there"], &["a t", "something else "], &[]);
        check(&["there"], &["x", "xy", "xyz "], &[]);
    }

    #[test]
    fn what_was_typed_past_is_less_probable() {
        let mut log = OfferLog::default();
        for text in ["", "t", "th"] {
            log.begin(text);
            assert_eq!(log.factor(text, "to", 0.5), 1.0);
            let times = text.len() as i32;
            assert_eq!(log.factor(text, "there", 0.5), 0.5f32.powi(times), "{text:?}");
            log.shown(text, [("there", &"there"[text.len()..], 0.4)].into_iter());
            // Asking again for the same text gives the same answer.
            assert_eq!(log.factor(text, "there", 0.5), 0.5f32.powi(times), "{text:?}");
        }
        log.begin("that ");
        assert_eq!(log.factor("that ", "there", 0.5), 1.0);
    }

    #[test]
    fn offers_that_are_never_right_sink() {
        let mut habits = Habits::default();
        let outcome =
            |word: &str| Outcome { word: word.into(), taken: false, passed: 0, shown: vec![("there".into(), 0.5)] };
        assert_eq!(habits.factor("there"), 1.0);
        (0..8).for_each(|_| habits.observe(&outcome("to")));
        assert!((habits.factor("there") - PATIENCE / (PATIENCE + 4.0)).abs() < 1e-6);
        (0..8).for_each(|_| habits.observe(&outcome("there")));
        assert_eq!(habits.factor("there"), 1.0);
    }

    #[test]
    fn who_stays_with_a_word_twice_means_it() {
        let mut habits = Habits::default();
        habits.pass("recieve");
        assert!(!habits.declined("recieve"));
        habits.pass("recieve");
        assert!(habits.declined("recieve"));
        habits.decline("teh");
        assert!(habits.declined("teh"));
        habits.forget_words();
        habits.pass("recieve");
        assert!(!habits.declined("recieve") && !habits.declined("teh"));
    }

    #[test]
    fn attention_is_learned() {
        let mut habits = Habits::default();
        let outcome = |taken, passed| Outcome { word: "x".into(), taken, passed, shown: Vec::new() };
        assert_eq!(habits.attention(), UNKNOWN);
        let mut takes = Habits::default();
        (0..50).for_each(|_| takes.observe(&outcome(true, 0)));
        assert!(takes.attention() > 0.9);
        // Who takes a word the third time it is shown takes one of three.
        (0..20).for_each(|_| habits.observe(&outcome(true, 2)));
        assert!((0.3..0.36).contains(&habits.attention()));
        (0..500).for_each(|_| habits.observe(&outcome(true, 0)));
        assert!(habits.attention() > 0.9);
        (0..2500).for_each(|_| habits.observe(&outcome(false, 2)));
        assert!(habits.attention() < 0.05);
    }

    #[test]
    fn a_session_knows_after_a_few_words() {
        let check = |texts: &[&str], before: f32, expected: f32| {
            let mut log = OfferLog::default();
            for text in texts {
                log.begin(text);
                let prefix = open_word(text);
                log.shown(text, [("there", &"there"[prefix.len().min(5)..], 0.3)].into_iter());
            }
            let found = log.looks.attention(before);
            assert!((found - expected).abs() < 1e-6, "{texts:?}: {found}");
        };
        check(&[], 0.25, 0.25);
        check(&["", "there ", "there there "], 0.5, 3.0 / 4.0);
        check(&["", "t", "th", "the", "ther", "there", "there "], 0.5, 1.0 / 6.0);
        // Another text does not make it forget.
        check(&["", "there ", "something else "], 0.5, 2.0 / 3.0);
    }
}
