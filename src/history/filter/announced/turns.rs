//! The combination of a dial, told by its turns: "22 right, 41 left, 9 right". Main function: [`find`].

use std::ops::Range;

use super::lists::{TURN_FILLER_WORDS, TURN_WORDS};
use super::shape::is_number;

/// The least numbers of a combination.
const LEAST: usize = 2;

/// Returns the combination in a line: numbers between turns, with few other words.
pub fn find(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let mut run = Run::default();
    let mut at = line.start;
    for piece in text[line].split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let span = at..at + word.len();
        at += piece.len();
        if word.is_empty() {
            continue;
        }
        let lower = word.to_lowercase();
        if is_number(word) && word.len() <= 2 {
            run.numbers += 1;
            run.take(span);
        } else if TURN_WORDS.contains(lower.as_str()) {
            run.turns += 1;
            run.take(span);
        } else if !TURN_FILLER_WORDS.contains(lower.as_str()) {
            if run.is_combination() {
                break;
            }
            run = Run::default();
        }
    }
    run.is_combination().then_some(run.span).flatten()
}

/// Numbers and turns in a row.
#[derive(Default)]
struct Run {
    numbers: usize,
    turns: usize,
    span: Option<Range<usize>>,
}

impl Run {
    fn take(&mut self, span: Range<usize>) {
        let start = self.span.as_ref().map_or(span.start, |own| own.start);
        self.span = Some(start..span.end);
    }

    fn is_combination(&self) -> bool {
        self.numbers >= LEAST && self.turns >= LEAST
    }
}
