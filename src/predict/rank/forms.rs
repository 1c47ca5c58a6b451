//! [`of`]: how words with capitals inside them are written (`iPhone`, `YouTube`), which a lexicon without such forms lacks.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One word a line, as everybody writes it (models/README.md says where the list comes from).
static FORMS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let words = include_str!("../../../models/english.forms").lines();
    words.map(|word| (word.to_lowercase(), word)).collect()
});

/// Returns how a word is written that has capitals inside it; `None` for other words, and for one that is written in
/// capitals or that way already.
pub fn of(word: &str) -> Option<&'static str> {
    let form = FORMS.get(word.to_lowercase().as_str())?;
    let in_capitals = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    (!in_capitals && *form != word).then_some(*form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_inside_words() {
        for (word, expected) in [
            ("iphone", Some("iPhone")),
            ("Iphone", Some("iPhone")),
            ("youtube", Some("YouTube")),
            ("IPHONE", None),
            ("iPhone", None),
            ("phone", None),
            ("", None),
        ] {
            assert_eq!(of(word), expected, "{word}");
        }
    }
}
