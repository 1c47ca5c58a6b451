//! [`has`]: whether a word is a name that people bear somewhere in the world, so that it is no slip of an English word where it is
//! written with its capital.

use std::sync::LazyLock;

/// A name a line, without accents, sorted by bytes (models/README.md says where the list comes from).
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("../../models/english.names").lines().collect());

/// Whether a word, written as here, is in the list.
pub(super) fn has(word: &str) -> bool {
    NAMES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people() {
        assert!(NAMES.is_sorted());
        for (word, expected) in [("Thijs", true), ("thijs", false), ("Maike", true), ("Wiht", false), ("", false)] {
            assert_eq!(has(word), expected, "{word}");
        }
    }
}
