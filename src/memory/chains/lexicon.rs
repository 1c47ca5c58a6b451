//! Words that were never seen in a sentence: remembered as standing alone, so that their letters are offered once the
//! first ones are typed and no word is offered after another because it came after it in a list.

use super::{CONTEXT, GAP, Memory};
use crate::text::SymbolId;

/// Times a word is remembered at most, however often it was used elsewhere: counts of other programs say little of how
/// often it will be used here.
const MOST_TIMES: u32 = 3;

impl Memory {
    /// Remembers a word of which nothing is known but how often it was used: between two spaces, once for each power
    /// of eight in its count, and nothing before it. `space` is the symbol of the space.
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
