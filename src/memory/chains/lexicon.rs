//! Words without a sentence, as lists of words have them. Each is remembered on its own: it is offered once its first
//! letters are typed, and never because it came after another word of the list.

use super::{CONTEXT, GAP, Memory};
use crate::text::SymbolId;

/// Most times that a word is remembered. Counts of other programs say little about how often a word is used here.
const MOST_TIMES: u32 = 3;

impl Memory {
    /// Remembers a word between two spaces, without context before it, once for each power of eight in its `count` of uses.
    /// `space` is the symbol of the space.
    pub fn learn_word(&mut self, word: &[SymbolId], space: SymbolId, count: u32) {
        for _ in 0..(1 + count.max(1).ilog(8)).min(MOST_TIMES) {
            self.append(&[GAP, space as u16], CONTEXT);
            for &symbol in word.iter().chain([&space]) {
                self.append(&[symbol as u16], 0);
                self.link(self.text.len() - 1);
            }
            self.own += word.len() + 1;
        }
        self.make_room();
    }
}
