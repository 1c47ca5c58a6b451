//! [`Words`]: which of a file's words stands for the morning and which for the afternoon, found by their order in a day.

use std::collections::HashMap;

use crate::import::stamp::Stamp;

/// Words in the place of a half of the day that are told apart.
const MAX_WORDS: usize = 8;

/// Unknown words in the place of a half of the day.
#[derive(Debug, Default)]
pub(super) struct Words {
    counts: HashMap<u32, u64>,
    /// Whether any hour is beyond those of a twelve-hour clock.
    beyond_twelve: bool,
    last: Option<(u32, [u32; 3])>,
    /// How often one word follows another on the same day.
    follows: HashMap<(u32, u32), u64>,
}

impl Words {
    pub(super) fn add(&mut self, stamp: &Stamp<'_>) {
        self.beyond_twelve |= stamp.hour > 12;
        if self.counts.len() >= MAX_WORDS && !self.counts.contains_key(&stamp.word) {
            return;
        }
        *self.counts.entry(stamp.word).or_default() += 1;
        if let Some((word, date)) = self.last.replace((stamp.word, stamp.date))
            && word != stamp.word
            && date == stamp.date
        {
            *self.follows.entry((word, stamp.word)).or_default() += 1;
        }
    }

    pub(super) fn halves(&self) -> Option<[u32; 2]> {
        let mut words: Vec<(u32, u64)> = self.counts.iter().map(|(word, count)| (*word, *count)).collect();
        words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        let [(one, _), (other, _)] = words[..] else { return None };
        let follows = |a, b| self.follows.get(&(a, b)).copied().unwrap_or(0);
        match follows(one, other).cmp(&follows(other, one)) {
            _ if self.beyond_twelve => None,
            std::cmp::Ordering::Greater => Some([one, other]),
            std::cmp::Ordering::Less => Some([other, one]),
            std::cmp::Ordering::Equal => None,
        }
    }
}
