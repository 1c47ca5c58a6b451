//! Words that one does not want suggested: slurs and sexual words. They are offered to those who use them, and to those
//! who have typed nearly all of them.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A word a line, in small letters (models/README.md says where they come from).
static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../../models/english.unwanted").lines().collect());
/// Number of letters that may be missing of such a word when it is offered all the same; of a short word, a third.
const LAST_LETTERS: usize = 2;
/// Slurs, which are not offered however many of their letters were typed.
const SLURS: [&str; 12] =
    ["chink", "coon", "dyke", "fag", "faggot", "gook", "kike", "nigga", "nigger", "paki", "spic", "tranny"];
/// Endings of inflected forms. A form counts if its stem is listed and has SHORTEST letters or more, or is listed with a final
/// `er`, which the ending replaces, and has LONG or more.
const ENDINGS: [&str; 9] = ["s", "es", "ed", "er", "ers", "ing", "in", "ty", "ish"];
const SHORTEST: usize = 4;
const LONG: usize = 8;

/// Returns whether an English word must not be offered after `typed` of its letters were typed.
pub fn is_unwanted(word: &str, typed: usize) -> bool {
    let small = word.to_lowercase();
    let listed = |word: &str| ENGLISH.contains(word);
    let form = |stem: &str| {
        (stem.len() >= SHORTEST && listed(stem) && !SLURS.contains(&stem))
            || (stem.len() >= LONG && listed(&format!("{stem}er")))
    };
    let unwanted = listed(&small) || ENDINGS.iter().any(|end| small.strip_suffix(end).is_some_and(form));
    let slur = |word: &str| SLURS.contains(&word);
    if slur(&small) || small.strip_suffix('s').is_some_and(slur) {
        return true;
    }
    let letters = small.chars().count();
    unwanted && (typed == 0 || typed + LAST_LETTERS.min(letters / 3) < letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unwanted_until_nearly_typed() {
        let check =
            |word: &str, typed: usize, expected: bool| assert_eq!(is_unwanted(word, typed), expected, "{typed}");
        check("shitty", 0, true);
        check("Shitty", 3, true);
        check("shitty", 4, false);
        check("shit", 0, true);
        check("shit", 1, true);
        check("shit", 2, true);
        check("shit", 3, false);
        check("motherfucking", 6, true);
        check("hooking", 0, false);
        check("bitches", 0, true);
        check("ship", 0, false);
        check("faggots", 6, true);
        check("spices", 0, false);
    }
}
