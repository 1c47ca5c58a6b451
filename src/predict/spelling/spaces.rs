//! Spaces that are missing or stand at the wrong place: [`run_together`], [`slipped`] and [`torn`].

use super::costs::{APOSTROPHE, SPACE, TORN};
use super::landing::{Landing, Wanted};
use crate::predict::lexicon::{Entry, Form, Lexicon, Node, fold};
use crate::text::words::capitalised;

/// A word rarer than this is not one half of two that a space at the wrong place divides, nor one of those that were run together.
const COMMON: f32 = 9.5;
/// The second of two that were run together may be rarer behind one of the commonest (`yourexam`): other pairs with a rare half
/// are mostly compounds (`lifecycle`).
const FUNCTION: f32 = 6.8;
const RARE_HALF: f32 = 13.0;
/// Letters of the longest contractions (`wouldnt`).
const LONGEST_CONTRACTION: usize = 8;
/// Most words that are taken apart.
const MOST_WORDS: usize = 3;

/// Returns at most two ways in which what was typed is common words run together: two words, of which the second may have
/// begun only, or three whole ones, a contraction without its apostrophe among them (`dontknow`).
pub fn run_together(lexicon: &Lexicon, typed: &[char], wanted: Wanted) -> Vec<Landing> {
    let mut found: Vec<Landing> = Vec::new();
    let words = if wanted == Wanted::Words { MOST_WORDS } else { 2 };
    split(lexicon, &mut Vec::new(), typed, words, wanted, &mut |parts| {
        let common = |part: &Part| part.rarity < COMMON;
        let after_function_word = || parts.len() == 2 && parts[0].rarity < FUNCTION && parts[1].rarity < RARE_HALF;
        if parts.iter().all(common) || after_function_word() {
            let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
            let lacking = parts.iter().filter(|part| part.contracted).count();
            let cost = SPACE * (parts.len() - 1) as f32 + APOSTROPHE * lacking as f32;
            let rarity = parts.iter().map(|part| part.rarity).sum();
            found.push(Landing { text, cost, rarity, word: None, by_habit: false });
        }
    });
    found.sort_by(|a, b| (a.cost + a.rarity).total_cmp(&(b.cost + b.rarity)));
    found.truncate(2);
    found
}

/// Tells of each way to split letters, behind the words that are `done`, into at most `most` words in all, of which only the last
/// may be a beginning.
fn split(
    lexicon: &Lexicon,
    done: &mut Vec<Part>,
    letters: &[char],
    most: usize,
    wanted: Wanted,
    tell: &mut dyn FnMut(&[Part]),
) {
    if !done.is_empty() {
        for last in parts(lexicon, letters, wanted) {
            done.push(last);
            tell(done);
            done.pop();
        }
    }
    if done.len() + 2 > most {
        return;
    }
    for at in 1..letters.len() {
        // A contraction without its apostrophe is on no way through the lexicon.
        if at > LONGEST_CONTRACTION && node(lexicon, &letters[..at]).is_none() {
            break;
        }
        for part in parts(lexicon, &letters[..at], Wanted::Words) {
            done.push(part);
            split(lexicon, done, &letters[at..], most, wanted, tell);
            done.pop();
        }
    }
}

/// Returns the words that some letters are: as they stand, with their capital, and with the apostrophe that they lack.
fn parts(lexicon: &Lexicon, letters: &[char], wanted: Wanted) -> Vec<Part> {
    let text: String = letters.iter().collect();
    let word = node(lexicon, letters).and_then(|end| lexicon.word(end));
    let begun = || node(lexicon, letters).filter(|_| wanted == Wanted::Beginnings && letters.len() > 1);
    let rarity = word.map(|word| word.rarity).or_else(|| begun().map(|end| end.rarity()));
    let cased = |text: String, word: Option<Entry>| match word {
        Some(word) if word.form == Form::Capital => capitalised(&text),
        _ => text,
    };
    let with = if wanted == Wanted::Words { lexicon.with_apostrophe(&text) } else { None };
    let with = with.and_then(|with| Some((lexicon.entry(&with)?, with)));
    let with =
        with.map(|(entry, text)| Part { text: cased(text, Some(entry)), rarity: entry.rarity, contracted: true });
    let plain = rarity.map(|rarity| Part { text: cased(text, word), rarity, contracted: false });
    plain.into_iter().chain(with).collect()
}

fn node(lexicon: &Lexicon, letters: &[char]) -> Option<Node> {
    letters.iter().try_fold(lexicon.root(), |at, &c| lexicon.child(at, c))
}

/// One of several words that were run together.
struct Part {
    text: String,
    /// −ln of its share, or of that of the most common word that begins so.
    rarity: f32,
    /// Whether it was typed without its apostrophe.
    contracted: bool,
}

/// Returns what may be meant where a space stands one letter too early or too late, or in the middle of a word.
#[must_use]
pub fn slipped(lexicon: &Lexicon, first: &str, second: &str, wanted: Wanted) -> Vec<Landing> {
    let letters: Vec<char> = first.chars().chain(second.chars()).flat_map(fold).collect();
    let split = first.chars().count();
    let along = |letters: &[char]| letters.iter().try_fold(lexicon.root(), |at, &c| lexicon.child(at, c));
    let spelt = |letters: &[char]| letters.iter().collect::<String>();
    let lands = |end: Node| match wanted {
        Wanted::Words => lexicon.word(end).is_some_and(|word| word.rarity < COMMON),
        Wanted::Beginnings => end.rarity() < COMMON,
    };
    let mut found = Vec::new();
    for at in [split.wrapping_sub(1), split + 1].into_iter().filter(|at| (1..letters.len()).contains(at)) {
        let first = along(&letters[..at]).and_then(|end| lexicon.word(end)).filter(|word| word.rarity < COMMON);
        if let (Some(first), Some(end)) = (first, along(&letters[at..]).filter(|&end| lands(end))) {
            let text = format!("{} {}", spelt(&letters[..at]), spelt(&letters[at..]));
            let (rarity, word) = (first.rarity + end.rarity(), lexicon.word(end));
            found.push(Landing { text, cost: SPACE, rarity, word, by_habit: false });
        }
    }
    if let Some(end) = along(&letters).filter(|&end| lands(end)) {
        let word = lexicon.word(end);
        found.push(Landing { text: spelt(&letters), cost: SPACE + 0.5, rarity: end.rarity(), word, by_habit: false });
    }
    found
}

/// Returns the common word that was torn in two by a space, each half of which is a word as well (`any body`, `with out`).
#[must_use]
pub fn torn(lexicon: &Lexicon, first: &str, second: &str) -> Option<Landing> {
    let text: String = first.chars().chain(second.chars()).flat_map(fold).collect();
    let word = lexicon.entry(&text).filter(|word| word.spelt && word.rarity < COMMON && word.form == Form::Small)?;
    Some(Landing { text, cost: TORN, rarity: word.rarity, word: Some(word), by_habit: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_slipped() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let found = |first: &str, second: &str, wanted| -> Vec<String> {
            slipped(&lexicon, first, second, wanted).into_iter().map(|landing| landing.text).collect()
        };
        assert_eq!(found("th", "eother", Wanted::Words), ["the other"]);
        assert_eq!(found("th", "eoth", Wanted::Beginnings), ["the oth"]);
        assert_eq!(found("tog", "ether", Wanted::Words), ["together"]);
        assert!(found("x", "y", Wanted::Words).is_empty());
        let whole = |first: &str, second: &str| torn(&lexicon, first, second).map(|landing| landing.text);
        assert_eq!(whole("any", "body"), Some("anybody".into()));
        assert_eq!(whole("with", "out"), Some("without".into()));
        assert_eq!(whole("the", "garden"), None);
    }
}
