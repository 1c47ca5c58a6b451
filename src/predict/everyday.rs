//! [`has`]: whether a word is one of today that dictionaries lack (`Lidl`, `podcast`, `pytest`), so that it is no slip of
//! another word, in whatever case it is typed.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A word a line (models/README.md says where the list comes from).
static WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("../../models/english.everyday").lines().map(str::to_lowercase).collect());

/// Whether a word is in the list, in any case.
pub(super) fn has(word: &str) -> bool {
    WORDS.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_today() {
        for (word, expected) in [("lidl", true), ("Lidl", true), ("pytest", true), ("recieve", false), ("", false)] {
            assert_eq!(has(word), expected, "{word}");
        }
    }
}
