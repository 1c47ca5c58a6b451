//! Recovery phrases: a dozen words or two without a sentence, of which a word before speaks, or that are a whole message.
//! Main function: [`find`].

use std::ops::Range;

use super::lists::is_ordinary;
use super::tokens::{is_unspaced, trimmed};

/// Numbers of words that such phrases have (BIP-39).
const COUNTS: [usize; 5] = [12, 15, 18, 21, 24];
/// Least words of a phrase that was announced; one or two may be lost.
const LEAST: usize = 10;
/// Characters of a word.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=9;
/// Most letters of a word of a phrase that nothing announces.
const SHORT: usize = 8;
/// Most bytes in which a phrase begins and ends.
const NEAR: usize = 1200;

/// Returns the first recovery phrase at or after a place.
pub fn find(text: &str, from: usize) -> Option<Range<usize>> {
    let near = text.floor_char_boundary(from + NEAR);
    let mut run = Run::default();
    for (start, piece) in pieces(&text[from..near]) {
        let word = trimmed(text, from + start..from + start + piece.len());
        if word.is_empty() || text[word.clone()].bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if is_word(&text[word.clone()], run.words == 0) {
            run.take(word.clone(), is_ordinary(&text[word.clone()]));
        } else if run.is_phrase() {
            break;
        } else {
            run = Run::default();
        }
        if piece.ends_with(':') {
            run = Run::default();
        }
    }
    run.is_phrase().then_some(run.span).flatten()
}

/// Returns whether a text is nothing but such a phrase: words that are all different, without a sentence among them.
pub fn is_whole(text: &str) -> bool {
    let mut words: Vec<&str> = Vec::new();
    let mut commas = 0;
    for (start, piece) in pieces(text) {
        let word = &text[trimmed(text, start..start + piece.len())];
        let plain = piece.len() == word.len() || piece.ends_with(',') && piece.len() == word.len() + 1;
        let fits = plain && is_word(word, words.is_empty()) && word.len() <= SHORT && !is_ordinary(word);
        if !fits || words.len() == COUNTS[COUNTS.len() - 1] || words.contains(&word) {
            return false;
        }
        commas += usize::from(piece.len() > word.len());
        words.push(word);
    }
    COUNTS.contains(&words.len()) && (commas == 0 || commas + 1 == words.len())
}

/// Words in a row.
#[derive(Default)]
struct Run {
    words: usize,
    ordinary: usize,
    span: Option<Range<usize>>,
}

impl Run {
    fn take(&mut self, word: Range<usize>, ordinary: bool) {
        self.words += 1;
        self.ordinary += usize::from(ordinary);
        let start = self.span.as_ref().map_or(word.start, |own| own.start);
        self.span = Some(start..word.end);
    }

    fn is_phrase(&self) -> bool {
        self.words >= LEAST && self.ordinary * 5 <= self.words
    }
}

/// Returns the pieces of a text between white space, with their places.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |piece| (piece.as_ptr() as usize - start, piece))
}

/// Whether a token is a word in small letters, or one character of a script without spaces.
fn is_word(token: &str, first: bool) -> bool {
    let mut chars = token.chars();
    let Some(head) = chars.next() else { return false };
    if is_unspaced(head) {
        return chars.next().is_none();
    }
    let small = |c: char| c.is_lowercase() || c.is_alphabetic() && !c.is_uppercase();
    (small(head) || first && head.is_uppercase()) && chars.all(small) && LETTERS.contains(&token.chars().count())
}
