//! How often a person has typed a word.

use super::Tail;
use super::chains::{Memory, Place, WORD};
use crate::text::SymbolId;

/// Most places that are compared.
const MOST_PLACES: usize = 24;

impl Memory {
    /// Returns how often the word at the end of a text was typed before as a whole word, in any case, among the newest
    /// places where its letters stand. `ends` says which symbols end a word.
    #[must_use]
    pub fn times_typed(&self, tail: &Tail, ends: &dyn Fn(SymbolId) -> bool) -> usize {
        let mut found: Vec<Place> = Vec::new();
        self.places(WORD, tail, MOST_PLACES, &mut found);
        found.iter().filter(|place| ends(SymbolId::from(place.symbol))).count()
    }
}
