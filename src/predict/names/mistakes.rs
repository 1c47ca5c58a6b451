//! [`LookedUp`]: the common words of which a word that no lexicon knows looks like a misspelling. Nothing of a person is
//! learned here.

use std::collections::HashMap;

use crate::predict::casual;
use crate::predict::lexicon::{Entry, Lexicon};
use crate::predict::name_list;
use crate::predict::spelling::{Wanted, WordAt, landings};
use crate::text::Layout;
use crate::text::words::swaps;

/// A word is a misspelling of another one if taking it for that one costs no more than `LIKELY_ERROR` and that one is
/// no rarer than `COMMON` (natural logs).
const LIKELY_ERROR: f32 = 9.0;
const COMMON: f32 = 11.0;
/// A word of LONG letters or more is also a misspelling of one that costs at most LONG_ERROR to take it for, if cost and rarity
/// add up to at most LONG_SUM.0 + LONG_SUM.1 · letters (natural logs).
const LONG: usize = 7;
const LONG_ERROR: f32 = 15.0;
const LONG_SUM: (f32, f32) = (5.0, 2.0);
/// Two words that were run together are no rarer together than this (`sotired`); rarer ones may be a compound of the person's own.
const RUN_TOGETHER: f32 = 18.0;
/// A letter that stands so often in a row draws a word out: `hellooo`.
const DRAWN_OUT: usize = 3;
/// Greatest rarity (−ln of a share) of a word in which two letters may have been swapped.
const SWAPPED: f32 = 9.0;
/// A word of two letters rarer than `RARE_PAIR` (`ti`, `si`) is mostly a slip of one that is no rarer than
/// `COMMON_PAIR`.
const RARE_PAIR: f32 = 11.5;
const COMMON_PAIR: f32 = 6.0;
/// Most words whose likely meanings are remembered, since finding these takes long.
const LOOKED_UP: usize = 1 << 15;

/// The common words of which a word looks like a misspelling.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meant {
    /// The word that is likely meant wherever the misspelling stands.
    pub anywhere: Option<Box<str>>,
    /// The word that is likely meant among common words.
    pub among_common: Box<str>,
}

/// Results of earlier look-ups.
#[derive(Clone, Default)]
pub(super) struct LookedUp(HashMap<Box<str>, Option<Meant>>);

impl LookedUp {
    /// Returns what a word may be meant for.
    pub fn meant(&mut self, lexicon: &Lexicon, word: &str) -> Option<Meant> {
        if let Some(meant) = self.0.get(word) {
            return meant.clone();
        }
        if self.0.len() >= LOOKED_UP {
            self.0.clear();
        }
        let meant = mistaken_for(lexicon, word);
        self.0.insert(word.into(), meant.clone());
        meant
    }
}

/// Returns whether a word that no lexicon knows is likely a misspelling. A capital within a sentence speaks for a name.
pub(in crate::predict) fn is_mistake(lexicon: &Lexicon, word: &str, before: &str) -> bool {
    may_be_mistake(word, before) && mistaken_for(lexicon, word).is_some_and(|meant| meant.anywhere.is_some())
}

pub(super) fn may_be_mistake(word: &str, before: &str) -> bool {
    let at = WordAt { word, after: "", before };
    !name_list::has(word) && (!at.capitals().0 || at.begins_sentence() || looks_like_a_date(word))
}

/// Whether a word begins and ends like a day or a month whose name is long: a capital says nothing of it then. Others are
/// like people's names (`Julie`).
fn looks_like_a_date(word: &str) -> bool {
    const DATES: [&str; 13] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let alike = |date: &str| word.starts_with(&date[..1]) && word.ends_with(&date[date.len() - 3..]);
    DATES.iter().any(|date| alike(date) && word.len().abs_diff(date.len()) <= 1)
}

/// Returns the commonest word that `word` becomes if two letters are swapped, where that is one of the commonest of
/// all.
pub(super) fn swapped(lexicon: &Lexicon, word: &str, entry: Option<Entry>) -> Option<Box<str>> {
    let most = match entry {
        None if casual::has(word) => return None,
        None => SWAPPED,
        Some(entry) if word.chars().count() == 2 && entry.rarity > RARE_PAIR => COMMON_PAIR,
        Some(_) => return None,
    };
    let small = word.to_lowercase();
    let best = swaps(&small).min_by(|a, b| lexicon.rarity_of(a).total_cmp(&lexicon.rarity_of(b)))?;
    (lexicon.rarity_of(&best) <= most).then(|| best.into())
}

/// Returns the common words of which a word is likely a misspelling; `None` where there are none.
fn mistaken_for(lexicon: &Lexicon, word: &str) -> Option<Meant> {
    if let Some(word) = drawn_out(lexicon, word) {
        return Some(Meant { anywhere: Some(word.clone()), among_common: word });
    }
    let letters = word.chars().count();
    let long_sum = LONG_SUM.0 + LONG_SUM.1 * letters as f32;
    let (mut anywhere, mut among_common) = (None, None);
    for meant in landings(lexicon, Layout::default(), word, Wanted::Words) {
        let sum = meant.cost + meant.rarity;
        let most = if meant.text.contains(' ') { RUN_TOGETHER } else { COMMON };
        let likely = meant.cost <= LIKELY_ERROR && meant.rarity <= most;
        let long = letters >= LONG && meant.cost <= LONG_ERROR && sum <= long_sum;
        let cheaper = |than: &Option<(f32, Box<str>)>| than.as_ref().is_none_or(|(least, _)| sum < *least);
        if (likely || long) && cheaper(&among_common) {
            among_common = Some((sum, meant.text.as_str().into()));
        }
        if likely && cheaper(&anywhere) {
            anywhere = Some((sum, meant.text.into()));
        }
    }
    among_common.map(|(_, word)| Meant { anywhere: anywhere.map(|(_, word)| word), among_common: word })
}

/// Returns the word that another one draws out by letters in a row; `None` where there is none.
fn drawn_out(lexicon: &Lexicon, word: &str) -> Option<Box<str>> {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for c in word.to_lowercase().chars() {
        match runs.last_mut() {
            Some((last, times)) if *last == c => *times += 1,
            _ => runs.push((c, 1)),
        }
    }
    runs.iter().any(|&(_, times)| times >= DRAWN_OUT).then_some(())?;
    let with = |most: usize| -> String {
        let letters =
            runs.iter().flat_map(|&(c, times)| std::iter::repeat_n(c, if times >= DRAWN_OUT { most } else { times }));
        letters.collect()
    };
    [with(1), with(2)].into_iter().find(|word| lexicon.rarity_of(word) <= COMMON).map(Into::into)
}
