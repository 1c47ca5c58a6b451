//! What a character, a word and a vocabulary are. Pure: no files, no clocks, no tensors.
//!
//! * [`code`] finds code within prose, as Markdown marks it.
//! * [`fold`] brings text into the form the model reads: NFC, keyboard forms of quotes, dashes and spaces.
//! * [`Vocab`] maps characters to symbols and back, with bytes for what it does not hold.
//! * [`Layout`] says where the keys of a keyboard lie, [`programs`] what programs are called in a shell.
//! * [`random`] draws numbers that are the same everywhere.
//! * [`words`] says where words begin and end.

pub mod code;
pub mod fold;
mod hex;
mod layout;
pub mod programs;
pub mod random;
pub mod vocab;
pub mod words;

pub use fold::normalize;
pub use hex::hex;
pub use layout::Layout;
pub use vocab::{SymbolId, Vocab, VocabError};

/// Stands in a kept text for a span that was dropped (U+FFFC, object replacement character). Nothing is learned across
/// it.
pub const GAP: char = '\u{fffc}';

/// The newest of some texts, oldest first, whose lengths add up to `most` at the most; the one that does not fit, and
/// all before it, are left out.
pub fn newest_within<T>(texts: &[T], most: usize, length: impl Fn(&T) -> usize) -> &[T] {
    let mut sum = 0;
    let fitting = texts.iter().rev().take_while(|text| {
        sum += length(text);
        sum <= most
    });
    &texts[texts.len() - fitting.count()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_that_fit() {
        let check = |most, expected: &[&str]| {
            assert_eq!(newest_within(&["a", "bcd", "", "ef"], most, |text| text.len()), expected, "{most}");
        };
        check(0, &[]);
        check(1, &[]);
        check(2, &["", "ef"]);
        check(4, &["", "ef"]);
        check(5, &["bcd", "", "ef"]);
        check(9, &["a", "bcd", "", "ef"]);
        assert!(newest_within(&[] as &[&str], 9, |text| text.len()).is_empty());
    }
}
