//! Announcing words with a slip in them (`pasword`, `passwrod`, `contrasña`, `mot de passse`), found as in SymSpell (Garbe,
//! 2012): two words that are the same after at most one letter of each is left out.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::table::WORDS;

/// Fewest letters of a word that is recognised with a slip: `passed` is `passwd` but for one letter. Other letters than those of
/// ASCII make a word unlike others sooner.
const LEAST: usize = 7;
const LEAST_OTHER: usize = 6;
/// Fewest characters of several words that are: `code pin` is near to much else.
const LEAST_PHRASE: usize = 9;
/// Most characters that are looked at.
const MOST: usize = 24;
/// Letters at the beginning that are right.
const RIGHT: usize = 2;
/// Most words of a phrase.
const WORDS_OF_PHRASE: usize = 4;

/// Announcing words, or phrases of them, by what is left of them without one letter.
#[derive(Default)]
struct Slips {
    /// Numbers of words by what is left of them without one letter, or by themselves.
    without: HashMap<String, usize>,
    /// Their beginnings; of phrases the first and the last words, of which one is right.
    anchors: HashSet<String>,
}

impl Slips {
    fn add(&mut self, number: usize, name: &str, anchors: impl IntoIterator<Item = String>) {
        self.anchors.extend(anchors);
        for left in with_one_less(name) {
            self.without.entry(left).or_insert(number);
        }
    }

    /// Returns the number of what a text is, but for a slip.
    fn meant(&self, text: &str) -> Option<usize> {
        let near = with_one_less(text).find_map(|left| self.without.get(&left).copied())?;
        let differ = text.chars().count().abs_diff(WORDS.names[near].chars().count());
        (differ <= 1 && WORDS.names[near] != text).then_some(near)
    }
}

/// Single words, and phrases.
static SLIPS: LazyLock<(Slips, Slips)> = LazyLock::new(|| {
    let (mut words, mut phrases) = (Slips::default(), Slips::default());
    for (number, name) in WORDS.names[..WORDS.misspelt].iter().enumerate() {
        let letters = name.chars().count();
        let other = name.chars().any(|c| super::tokens::is_unspaced(c) || c.is_ascii_digit());
        if other || letters > MOST {
            continue;
        }
        match name.split_once(' ') {
            Some((first, rest)) if letters >= LEAST_PHRASE => {
                let last = rest.rsplit(' ').next().unwrap_or(rest);
                phrases.add(number, name, [first, last].map(str::to_owned));
            }
            None if letters >= if name.is_ascii() { LEAST } else { LEAST_OTHER } => {
                words.add(number, name, [beginning(name)]);
            }
            _ => {}
        }
    }
    (words, phrases)
});

fn beginning(word: &str) -> String {
    word.chars().take(RIGHT).collect()
}

/// Returns the announcing words of a text in small letters that have a slip, with their numbers; `words` are the spans of all
/// of its words.
pub fn find<'t>(text: &'t str, words: &'t [Range<usize>]) -> impl Iterator<Item = (Range<usize>, usize)> + 't {
    words.iter().enumerate().flat_map(move |(at, span)| {
        let word = meant(&text[span.clone()]).map(|number| (span.clone(), number));
        word.into_iter().chain(phrase(text, words, at))
    })
}

/// Returns the number of the announcing word that a word in small letters is, but for a slip.
fn meant(word: &str) -> Option<usize> {
    let letters = word.chars().count();
    if letters + 1 < LEAST_OTHER || letters > MOST {
        return None;
    }
    let (words, _) = &*SLIPS;
    if !words.anchors.contains(&beginning(word)) || super::is_ordinary(word) {
        return None;
    }
    words.meant(word)
}

/// Returns the span and the number of announcing words with a slip that begin or end with the word at a place, which has none.
fn phrase(text: &str, words: &[Range<usize>], at: usize) -> Option<(Range<usize>, usize)> {
    let (_, phrases) = &*SLIPS;
    if !phrases.anchors.contains(&text[words[at].clone()]) {
        return None;
    }
    let first = at.saturating_sub(WORDS_OF_PHRASE - 1);
    let last = words.len().min(at + WORDS_OF_PHRASE) - 1;
    let ending = (first..at).map(|other| words[other].start..words[at].end);
    let beginning = (at + 1..=last).map(|other| words[at].start..words[other].end);
    ending
        .chain(beginning)
        .filter(|span| span.len() <= 2 * MOST)
        .filter(|span| (LEAST_PHRASE - 1..=MOST + 1).contains(&text[span.clone()].chars().count()))
        .find_map(|span| phrases.meant(&text[span.clone()]).map(|number| (span, number)))
}

/// Returns a word, and what is left of it without each of its letters after the first ones.
fn with_one_less(word: &str) -> impl Iterator<Item = String> {
    let less = word.char_indices().skip(1).map(|(at, c)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..]));
    std::iter::once(word.to_owned()).chain(less)
}
