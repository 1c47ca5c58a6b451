//! Costs of typing errors: −ln of the probability of each, given the word that was meant.
//!
//! An error's cost is that of making one at all, of its kind, of its place, and of the letter where there is a choice.
//! Shares of the kinds and of the first letter come of `benches/typo_costs.py`, run over 87,357 misspellings (npm
//! `@cspell/dict-en-common-misspellings`, CC BY-SA 4.0):
//!
//! | kind | share | first letter, of its due |
//! |---|---|---|
//! | a letter missing | 0.270 | 0.20 |
//! | two letters swapped | 0.217 | 0.12 |
//! | one too many | 0.192 | 0.05 |
//! | another vowel | 0.108 | 0.33 |
//! | doubled | 0.078 | 0.18 |
//! | another letter | 0.060 | 0.47 |
//! | a neighbouring key | 0.049 | 0.71 |
//! | undoubled | 0.027 | 0.01 |
//!
//! Two misspellings in eleven have more than one edit. A list of misspellings knows few slips of the finger:
//! neighbouring keys count twice their share. Apostrophes and capitals are left out in a fifth and an eighth of the
//! places that want them, in typed chat (`don't` 19,861 times beside `dont` 4,960 times; `I'm` 25,122 beside `im`
//! 3,558).

/// Cost of an error at all: one word in twenty holds one.
const ERROR: f32 = 3.0;
/// Cost of a second error in a word, after the first.
pub const SECOND: f32 = 1.7;

/// Costs of leaving out an apostrophe, a capital or an accent, which people do on purpose and at one place only.
pub const APOSTROPHE: f32 = 1.6;
pub const CAPITAL: f32 = 2.1;
pub const ACCENT: f32 = 1.2;
/// Costs of a right word written for another one that sounds alike, and for one from which it is a usual slip away: one in
/// fifty and one in 150 of those.
pub const CONFUSED: f32 = 4.0;
pub const FINGERS: f32 = 5.0;
/// The same where that other one has an apostrophe. Many write `its` for `it's` in texts that models learn from, so that what the
/// network gives `its` there is for the most part that of the same mistake.
pub const CONFUSED_APOSTROPHE: f32 = 1.0;
/// Cost of a space put into a word of which both halves are words.
pub const TORN: f32 = 4.5;
/// Cost of a space left out, or put one letter too early or too late, at any of several places.
pub const SPACE: f32 = 6.5;

/// An error between what was meant and what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Missing,
    Undoubled,
    Swapped,
    /// A letter too many, the key of which lies beside that of a letter next to it.
    ExtraBeside,
    /// A vowel too many beside another.
    ExtraVowel,
    Extra,
    Doubled,
    Vowel,
    Neighbour,
    Other,
    Apostrophe,
    Accent,
}

impl Edit {
    /// Returns whether a word with this error may have a second one, as errors may that lead to few words.
    pub fn with_others(self) -> bool {
        !matches!(self, Edit::Other | Edit::Extra)
    }

    /// Returns the cost of this error in a word of `letters` letters, at its first letter or elsewhere, without that of
    /// [`error`].
    pub fn cost(self, letters: usize, first: bool) -> f32 {
        let place = (letters.max(2) as f32).ln();
        // The cost of the kind and, where there is a choice, of the place and the letter; then the extra cost at the
        // first letter.
        let (cost, at_first) = match self {
            Edit::Missing => (1.31 + place, 1.6),
            Edit::Undoubled => (3.61, 1.6),
            Edit::Swapped => (1.53 + place, 2.1),
            Edit::ExtraBeside => (2.35 + 1.4 + place, 1.5),
            Edit::ExtraVowel => (2.35 + 1.4 + place, 3.0),
            Edit::Extra => (2.35 + 3.0 + place, 3.0),
            Edit::Doubled => (2.55 + place, 1.7),
            // Two in five letters are vowels.
            Edit::Vowel => (2.23 + 1.4 - 0.9 + place, 1.1),
            Edit::Neighbour => (2.32 + 1.6 + place, 0.3),
            Edit::Other => (2.81 + 2.9 + place, 0.75),
            Edit::Apostrophe => return APOSTROPHE,
            Edit::Accent => return ACCENT,
        };
        cost + if first { at_first } else { 0.0 }
    }
}

/// Returns what the first error of a word costs beside its kind; errors of habit cost nothing more.
pub fn error(edit: Edit) -> f32 {
    if matches!(edit, Edit::Apostrophe | Edit::Accent) { 0.0 } else { ERROR }
}
