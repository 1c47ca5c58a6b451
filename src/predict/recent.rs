//! [`Recent`]: the words of the conversation before the cursor, whoever wrote them, and how probable each of them is to be
//! typed now.
//!
//! A word that was said a moment ago is said again far more often than elsewhere, the more so the rarer it is (Church,
//! "Empirical estimates of adaptation", 2000): of words that are not among the commonest, one in 400 of the words that follow
//! within a few lines is the same word again, however rare it is. The network knows only part of that. As with names,
//! the letters typed so far decide between such a word and everything else (Bayes). The words are read anew from the
//! text of each question, and none of them is kept.

use super::cached;
use super::lexicon::{Form, Lexicon};
use super::names::{is_mistake, is_nameable};
use super::spelling::WordAt;
use crate::text::words::{capitalised, stem, word_spans};

/// Bytes at the end of the text that are read.
const REACH: usize = 2500;
/// Rarity (−ln of a share) from which words count. The network foresees commoner words: their context says more than
/// whether they were said.
const RARE: f32 = 7.5;
/// The probability that a word is the next one again is SHARE · times^TIMES_POWER ÷ (1 + (age ÷ HALF)^AGE_POWER), its age in
/// words. The numbers were counted in public chat (models/README.md, "Words of the conversation").
const SHARE: f32 = 0.0024;
const HALF: f32 = 45.0;
const AGE_POWER: f32 = 1.8;
const TIMES_POWER: f32 = 0.9;

/// Words of the conversation, each with the probability that the next word is the same.
#[derive(Debug, Default)]
pub(super) struct Recent(Vec<(String, f32)>);

impl Recent {
    /// Returns the words that go on with the letters typed at the end of a text. Likely misspellings are left out.
    /// `people` are names of those who take part. Without a lexicon every word counts as a rare one.
    pub fn begun(text: &str, typed: &str, people: &[String], lexicon: Option<&Lexicon>) -> Self {
        let before = &text[..text.len().saturating_sub(typed.len())];
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
        let first = |word: &str| word.chars().flat_map(char::to_lowercase).next();
        let spans = word_spans(before);
        let mut said: Vec<(String, u32, u32)> = Vec::new();
        for (age, span) in (1..).zip(spans.into_iter().rev()) {
            let word = stem(&before[span.clone()]);
            if first(word) != first(typed) {
                continue;
            }
            let at = WordAt { word, after: "", before: &before[..span.start] };
            let Some(word) = Some(as_within_a_sentence(&at, lexicon)).filter(|word| goes_on(word, typed)) else {
                continue;
            };
            match said.iter_mut().find(|(known, ..)| *known == word) {
                Some((_, times, _)) => *times += 1,
                None if is_rare(&word, &at, lexicon) => said.push((word, 1, age)),
                None => {}
            }
        }
        for name in people.iter().flat_map(|name| name.split_whitespace()) {
            let name = capitalised(name);
            if is_nameable(&name) && goes_on(&name, typed) && !said.iter().any(|(known, ..)| *known == name) {
                said.push((name, 1, 1));
            }
        }
        let chance = |times: u32, age: u32| {
            SHARE * (times as f32).powf(TIMES_POWER) / (1.0 + (age as f32 / HALF).powf(AGE_POWER))
        };
        Recent(said.into_iter().map(|(word, times, age)| (word, chance(times, age))).collect())
    }

    /// Returns the words and their probabilities given the letters typed, which have a natural-log probability of
    /// `spelt` without these words.
    pub fn given(mut self, spelt: f32) -> Vec<(String, f32)> {
        // The share of these words is so small that everything else is as probable as if there were none.
        cached::weigh_against_letters(&mut self.0, spelt);
        self.0
    }
}

/// The word without the capital that only the beginning of a sentence gave it.
fn as_within_a_sentence(at: &WordAt, lexicon: Option<&Lexicon>) -> String {
    let entry = || lexicon.and_then(|lexicon| lexicon.entry(at.word));
    let small = || entry().is_some_and(|entry| matches!(entry.form, Form::Small | Form::Either));
    if at.capitals().0 && at.begins_sentence() && small() { at.word.to_lowercase() } else { at.word.to_owned() }
}

fn goes_on(word: &str, typed: &str) -> bool {
    word.len() > typed.len() && word.starts_with(typed)
}

/// Returns whether a word is rare enough to be said again because it was said, and no likely misspelling.
fn is_rare(word: &str, at: &WordAt, lexicon: Option<&Lexicon>) -> bool {
    let Some(lexicon) = lexicon else { return is_nameable(word) };
    let unknown = || !is_mistake(lexicon, word, at.before);
    is_nameable(word) && lexicon.entry(word).map_or_else(unknown, |entry| entry.rarity >= RARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After a text, the words said before that go on with `typed`, the likeliest first.
    #[track_caller]
    fn check(text: &str, typed: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded("english").unwrap();
        let people = ["Ann Zumwalt".to_owned(), "zed2".to_owned()];
        let recent = Recent::begun(&format!("{text}{typed}"), typed, &people, Some(&lexicon));
        let mut found = recent.given(-6.0);
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        assert!(found.iter().map(|(_, chance)| chance).sum::<f32>() < 1.0);
        assert_eq!(found.into_iter().map(|(word, _)| word).collect::<Vec<_>>(), expected, "{text:?} {typed:?}");
    }

    #[test]
    fn what_was_said_goes_on_with_what_is_typed() {
        let said = "the zeppelin and the zebra\nDo you like Zorblatt? A zebra does\nno, but the ";
        check(said, "z", &["zebra", "zeppelin"]);
        check(said, "Z", &["Zumwalt", "Zorblatt"]);
        check(said, "An", &["Ann"]);
        check("ask Ann\n", "An", &["Ann"]);
        check(said, "zebra", &[]);
        check(said, "x", &[]);
        check("", "z", &[]);
    }

    #[test]
    fn a_capital_stays_where_it_belongs() {
        check("Umbrellas are wet\nyes, ", "um", &["umbrellas"]);
        check("Umbrellas are wet\nyes, ", "Um", &[]);
        check("did Wolfgang call\nyes, ", "Wo", &["Wolfgang"]);
    }

    #[test]
    fn common_words_and_mistakes_are_left_alone() {
        check("I think that this is what they want\n", "th", &[]);
        check("did you recieve the zeppelin\n", "rec", &[]);
    }

    #[test]
    fn letters_decide() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let recent = || Recent::begun("a zeppelin\nthe ze", "ze", &[], Some(&lexicon));
        let chance = |spelt| recent().given(spelt)[0].1;
        assert!(chance(-9.0) > 0.9 && chance(-1.0) < 0.01);
    }
}
