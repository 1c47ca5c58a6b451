//! Announcing words with a slip in them (`pasword`, `passwrod`, `contrasña`), found as in SymSpell (Garbe, 2012): two words
//! that are the same after at most one letter of each is left out.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::WORDS;

/// Fewest letters of a word that is recognised with a slip: `passed` is `passwd` but for one letter. Other letters than those of
/// ASCII make a word unlike others sooner.
const LEAST: usize = 7;
const LEAST_OTHER: usize = 6;
/// Letters at the beginning that are right.
const RIGHT: usize = 2;

/// Numbers of announcing words by what is left of them without one letter, or by themselves; and their beginnings.
static WITHOUT: LazyLock<(HashMap<String, usize>, HashSet<String>)> = LazyLock::new(|| {
    let (mut without, mut beginnings) = (HashMap::new(), HashSet::new());
    for (number, word) in WORDS.names.iter().enumerate() {
        let least = if word.is_ascii() { LEAST } else { LEAST_OTHER };
        if word.contains(' ') || word.chars().count() < least || word.chars().any(super::is_unspaced) {
            continue;
        }
        beginnings.insert(word.chars().take(RIGHT).collect());
        for left in with_one_less(word) {
            without.entry(left).or_insert(number);
        }
    }
    (without, beginnings)
});

/// Returns the number of the announcing word that a word in small letters is, but for a slip.
pub fn meant(word: &str) -> Option<usize> {
    let (without, beginnings) = &*WITHOUT;
    let letters = word.chars().count();
    if letters + 1 < LEAST_OTHER || letters > 20 || super::is_ordinary(word) {
        return None;
    }
    let beginning: String = word.chars().take(RIGHT).collect();
    beginnings.get(&beginning)?;
    let near = with_one_less(word).find_map(|left| without.get(&left).copied())?;
    letters.abs_diff(WORDS.names[near].chars().count()).le(&1).then_some(near)
}

/// Returns a word, and what is left of it without each of its letters after the first ones.
fn with_one_less(word: &str) -> impl Iterator<Item = String> {
    let less = word.char_indices().skip(RIGHT).map(|(at, c)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..]));
    std::iter::once(word.to_owned()).chain(less)
}
