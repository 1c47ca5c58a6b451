//! [`Reliability`]: whether probabilities are calibrated. Before every key of a message it takes the grey text that
//! clients would draw, and counts in confidence bins how often that text is what the person goes on to type.
//!
//! Drawn as a curve, it is a reliability diagram (DeGroot and Fienberg 1983).

use std::sync::atomic::{AtomicBool, Ordering};

use super::messages::TextSet;
use super::run::add_line;
use super::typist::question;
use crate::predict::{Context, Predictor, Query, Worker};
use crate::text::words::is_word_char;

/// Confidence bins between the probabilities 0 and 1.
pub const PARTS: usize = 20;

/// The grey texts of one confidence bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// How many grey texts had a probability within the bin.
    pub shown: u64,
    /// How many of them are what the message goes on with.
    pub right: u64,
    /// Sum of their probabilities.
    pub probability: f64,
}

/// Grey texts counted by confidence bin; counts add up over messages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reliability {
    /// The bins, from the least probable to the most.
    pub parts: [Part; PARTS],
    /// Keys before which something could have been shown.
    pub keys: u64,
}

impl Reliability {
    /// Counts one grey text.
    pub fn count(&mut self, probability: f32, right: bool) {
        let at = ((f64::from(probability) * PARTS as f64) as usize).min(PARTS - 1);
        let part = &mut self.parts[at];
        part.shown += 1;
        part.right += u64::from(right);
        part.probability += f64::from(probability);
    }

    /// Adds the counts of another set.
    pub fn add(&mut self, other: &Reliability) {
        self.keys += other.keys;
        for (own, other) in self.parts.iter_mut().zip(&other.parts) {
            own.shown += other.shown;
            own.right += other.right;
            own.probability += other.probability;
        }
    }

    /// The sum of a bin and all above it: what is shown where the bin's lower bound is the threshold.
    #[must_use]
    pub fn from(&self, part: usize) -> Part {
        let mut sum = Part::default();
        for part in &self.parts[part.min(PARTS)..] {
            sum.shown += part.shown;
            sum.right += part.right;
            sum.probability += part.probability;
        }
        sum
    }

    /// The least threshold at which at least this share of the shown grey texts is right.
    #[must_use]
    pub fn threshold(&self, share: f64) -> Option<f64> {
        let right = |part: &Part| part.shown > 0 && part.right as f64 >= share * part.shown as f64;
        (0..PARTS).find(|&at| right(&self.from(at))).map(|at| at as f64 / PARTS as f64)
    }
}

/// Types all scored messages of a set. `progress` is told the characters done; a `stop` that is set ends it early.
pub fn measure(
    predictor: &Predictor,
    set: &TextSet,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Reliability {
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let mut found = Reliability::default();
    let mut before = String::new();
    for message in &set.messages {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if message.starts_anew {
            before.clear();
        }
        if message.scored {
            found.add(&type_by_hand(predictor, &mut worker, &mut context, &before, &message.text));
            progress(message.text.chars().count() as u64);
        }
        add_line(&mut before, &message.text);
    }
    found
}

/// Types a message by hand after `before`, looking at the grey text before every key.
pub fn type_by_hand(
    predictor: &Predictor,
    worker: &mut Worker,
    context: &mut Context,
    before: &str,
    message: &str,
) -> Reliability {
    let query = Query { n: 1, phrase: true, ..question() };
    let mut found = Reliability::default();
    for (at, _) in message.char_indices() {
        found.keys += 1;
        let text = format!("{before}{}", &message[..at]);
        let Ok(answer) = predictor.suggest(worker, context, &text, &query, None, &|| false) else { continue };
        let word = answer.words.first().filter(|word| word.delete == 0);
        let word = word.map(|word| (word.completion.as_str(), word.probability));
        let phrase = answer.phrase.as_ref().map(|phrase| (phrase.text.as_str(), phrase.probability));
        if let Some((grey, probability)) = phrase.or(word) {
            found.count(probability, comes(&message[at..], grey));
        }
    }
    found
}

/// Whether a message goes on with a grey text, whose last word must be whole there.
fn comes(rest: &str, grey: &str) -> bool {
    rest.strip_prefix(grey).is_some_and(|after| !after.starts_with(is_word_char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_thresholds() {
        let mut found = Reliability::default();
        for (probability, right) in [(0.0, false), (0.12, false), (0.31, false), (0.33, true), (0.9, true), (1.0, true)]
        {
            found.count(probability, right);
        }
        assert_eq!((found.parts[6].shown, found.parts[6].right), (2, 1));
        assert_eq!(found.parts[PARTS - 1].shown, 1);
        assert_eq!((found.from(6).shown, found.from(6).right), (4, 3));
        assert_eq!(found.threshold(0.5), Some(0.0));
        assert_eq!(found.threshold(0.6), Some(0.05));
        assert_eq!(found.threshold(1.0), Some(0.35));
        assert_eq!(Reliability::default().threshold(0.5), None);
        let mut both = found;
        both.add(&found);
        assert_eq!(both.from(0).shown, 12);
    }

    #[test]
    fn grey_text_is_right_when_it_comes_whole() {
        let check =
            |rest: &str, grey: &str, expected: bool| assert_eq!(comes(rest, grey), expected, "{rest:?} {grey:?}");
        check("you doing", "you", true);
        check("your own", "you", false);
        check("you", "you", true);
        check(" you, too", " you", true);
        check("you", "you there", false);
    }
}
