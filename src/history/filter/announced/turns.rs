//! The combination of a dial, told by its turns: "22 right, 41 left, 9 right". Main function: [`find`].

use std::ops::Range;

use super::lists::{TURN_FILLER_WORDS, TURN_WORDS};
use super::shape::is_number;
use super::tokens::is_unspaced;

/// The least numbers of a combination.
const LEAST: usize = 2;

/// Returns the combination in a line: numbers between turns, with few other words.
pub fn find(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let mut run = Run::default();
    for span in runs(text, line) {
        let word = &text[span.clone()];
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

/// Returns the runs of digits, and those of letters; each character of a script without spaces is one.
fn runs(text: &str, line: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = line.start;
    std::iter::from_fn(move || {
        let rest = &text[at..line.end];
        let start = at + rest.find(char::is_alphanumeric)?;
        let first = text[start..].chars().next()?;
        let same = |c: char| c.is_alphanumeric() && !is_unspaced(c) && c.is_ascii_digit() == first.is_ascii_digit();
        let end = match is_unspaced(first) {
            true => start + first.len_utf8(),
            false => text[start..line.end].find(|c| !same(c)).map_or(line.end, |length| start + length),
        };
        at = end;
        Some(start..end)
    })
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
