//! Whether a word is among what a person typed.

use super::chains::{Memory, Place, Tail, WORD};
use crate::text::SymbolId;

/// Places looked at.
const MOST_PLACES: usize = 24;

impl Memory {
    /// How often the word at the end of a text was typed before, whole and in whatever case, counting up to a few dozen
    /// of its newest places. `ends` tells the symbols that end a word.
    #[must_use]
    pub fn times_typed(&self, tail: &Tail, ends: &dyn Fn(SymbolId) -> bool) -> usize {
        let mut found: Vec<Place> = Vec::new();
        self.places(WORD, tail, MOST_PLACES, &mut found);
        found.iter().filter(|place| ends(SymbolId::from(place.symbol))).count()
    }
}
