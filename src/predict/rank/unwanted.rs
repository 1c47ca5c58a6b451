//! Words that one does not want suggested: slurs and sexual words. They are offered to those who use them, and to nobody
//! else, however many of their letters were typed.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::words::stem;

/// A word a line, in small letters (models/README.md says where they come from).
static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../../models/english.unwanted").lines().collect());
/// Words of the list that have no forms of their own but the plural, since `spices` is no form of `spic`.
const WITHOUT_FORMS: [&str; 12] =
    ["chink", "coon", "dyke", "fag", "faggot", "gook", "kike", "nigga", "nigger", "paki", "spic", "tranny"];
/// Words that nobody is taken to mean by other letters: a slip of `pagination` is none of them.
const DELICATE: [&str; 31] = [
    "anus",
    "arse",
    "breast",
    "bugger",
    "clitoris",
    "condom",
    "corpse",
    "crap",
    "deflower",
    "enema",
    "erection",
    "faeces",
    "foreskin",
    "gay",
    "genital",
    "holocaust",
    "homo",
    "nazi",
    "nipple",
    "penis",
    "queer",
    "raper",
    "rectum",
    "scrotum",
    "semen",
    "sex",
    "slave",
    "sodomise",
    "sperm",
    "urine",
    "vagina",
];
/// Endings of inflected forms. A form counts if its stem is listed and has SHORTEST letters or more, or is listed with a final
/// `er`, which the ending replaces, and has LONG or more.
const ENDINGS: [&str; 9] = ["s", "es", "ed", "er", "ers", "ing", "in", "ty", "ish"];
const SHORTEST: usize = 4;
const LONG: usize = 8;

/// Returns whether an English word is one that nobody wants suggested.
pub fn is_unwanted(word: &str) -> bool {
    let small = stem(word).to_lowercase();
    let listed = |word: &str| ENGLISH.contains(word) || WITHOUT_FORMS.contains(&word);
    let form = |stem: &str| {
        (stem.len() >= SHORTEST && listed(stem) && !WITHOUT_FORMS.contains(&stem))
            || (stem.len() >= LONG && listed(&format!("{stem}er")))
    };
    let plural = small.strip_suffix('s').is_some_and(|stem| WITHOUT_FORMS.contains(&stem));
    listed(&small) || plural || ENDINGS.iter().any(|end| small.strip_suffix(end).is_some_and(form))
}

/// Returns whether an English word is one that takes the place of other letters only if its person uses it.
pub fn is_delicate(word: &str) -> bool {
    let small = stem(word).to_lowercase();
    let form = |form: &str| DELICATE.contains(&form);
    form(&small) || ["s", "l", "es"].iter().any(|end| small.strip_suffix(end).is_some_and(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unwanted_words_and_their_forms() {
        for (word, expected) in [
            ("shitty", true),
            ("Shitty", true),
            ("shit", true),
            ("motherfucking", true),
            ("bitches", true),
            ("faggots", true),
            ("retarded", true),
            ("slutty", true),
            ("whore's", true),
            ("dumbass", true),
            ("hooking", false),
            ("ship", false),
            ("spices", false),
            ("grape", false),
        ] {
            assert_eq!(is_unwanted(word), expected, "{word}");
        }
    }
    #[test]
    fn delicate_words_and_their_forms() {
        for (word, expected) in
            [("vagina", true), ("Vaginal", true), ("penises", true), ("paging", false), ("bus", false)]
        {
            assert_eq!(is_delicate(word), expected, "{word}");
        }
    }
}
