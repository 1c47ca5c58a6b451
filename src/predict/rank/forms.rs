//! [`of`]: how words with capitals inside them are written (`iPhone`, `YouTube`), which a lexicon without such forms lacks.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::words::stem;

/// One word a line, as everybody writes it (models/README.md says where the list comes from).
static FORMS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let words = include_str!("../../../models/english.forms").lines();
    words.map(|word| (word.to_lowercase(), word)).collect()
});

/// Returns how a word that has capitals inside it, or its possessive, is written; `None` for other words, and for one that is
/// written in capitals.
pub fn of(word: &str) -> Option<String> {
    let (stem, end) = word.split_at(stem(word).len());
    let form = FORMS.get(stem.to_lowercase().as_str())?;
    let in_capitals = stem.chars().count() > 1 && !stem.chars().any(char::is_lowercase);
    (!in_capitals).then(|| [form, end].concat())
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
            ("iPhone", Some("iPhone")),
            ("iOS", Some("iOS")),
            ("iphone's", Some("iPhone's")),
            ("phone", None),
            ("", None),
        ] {
            assert_eq!(of(word).as_deref(), expected, "{word}");
        }
    }
}
