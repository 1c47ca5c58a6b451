//! Words that one does not want suggested: slurs and sexual words. They are offered to those who use them, and to those
//! who have typed nearly all of them.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A word a line, in small letters (models/README.md says where they come from).
static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../../models/english.unwanted").lines().collect());
/// So many letters may be missing when such a word is offered all the same.
const LAST_LETTERS: usize = 2;

/// Whether an English word is not to be offered behind so many typed letters.
pub fn is_unwanted(word: &str, typed: usize) -> bool {
    let small = word.to_lowercase();
    let listed = |word: &str| ENGLISH.contains(word);
    let unwanted = listed(&small) || small.strip_suffix('s').is_some_and(listed);
    unwanted && (typed == 0 || typed + LAST_LETTERS < small.chars().count())
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
        check("shit", 2, false);
        check("bitches", 0, true);
        check("ship", 0, false);
    }
}
