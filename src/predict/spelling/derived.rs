//! [`is_derived`]: whether a word that no lexicon has is derived by rule from words of a dictionary, so that it is no
//! error.
//!
//! A dictionary that has `parse` lacks `parser`, one that has `name` and `space` lacks `namespace`. The rules are those of
//! English spelling, and only those that no common misspelling follows: a consonant that may have to be doubled
//! (`occured`), or may not (`happenned`), is left to the lexicon.

use crate::predict::lexicon::{Form, Lexicon};

/// Fewest characters of a stem or a part: shorter words are too often the beginning of another one by chance.
const LEAST_CHARS: usize = 4;
/// Rarity (−ln of a share) up to which words take no endings: `that`, `here`.
const FUNCTION: f32 = 7.5;
/// Rarity (−ln of a share) from which a word is seldom a part of another.
const SELDOM: f32 = 12.0;

/// Returns whether a word, in small letters, is a form of a word of the dictionary: a plural, a form of a verb, a noun
/// in `-er`.
pub(super) fn is_derived(word: &str, lexicon: &Lexicon) -> bool {
    let stem = |suffix: &str| word.strip_suffix(suffix);
    let is = |stem: String| is_spelt(&stem, lexicon);
    // A stem loses its e before an ending that begins with a vowel.
    let with_vowel =
        |stem: &str| is(format!("{stem}e")) || (!stem.ends_with('e') && !is_closed(stem) && is(stem.into()));
    let plural = |stem: &str| {
        let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end));
        !hisses && !stem.ends_with(['y', 'o', 'f']) && !stem.ends_with("fe")
    };
    stem("s").is_some_and(|stem| plural(stem) && is(stem.into()))
        || stem("es").is_some_and(|stem| !plural(stem) && !stem.ends_with(['y', 'f']) && is(stem.into()))
        || ["ies", "ied"].iter().any(|end| stem(end).is_some_and(|stem| is(format!("{stem}y"))))
        || ["ed", "ing", "er", "ers"].iter().any(|end| stem(end).is_some_and(with_vowel))
}

/// Whether a word, in small letters, is two of the dictionary that are written as one.
pub(super) fn is_compound(word: &str, lexicon: &Lexicon) -> bool {
    let places = word.char_indices().map(|(at, _)| at).filter(|&at| at >= LEAST_CHARS);
    let is_part =
        |part: &str| is_spelt(part, lexicon) && lexicon.entry(part).is_some_and(|entry| entry.rarity < SELDOM);
    places.into_iter().any(|at| is_part(&word[..at]) && is_part(&word[at..]))
}

fn is_spelt(word: &str, lexicon: &Lexicon) -> bool {
    let fine = |rarity: f32| rarity > FUNCTION && word.chars().count() >= LEAST_CHARS;
    lexicon
        .entry(word)
        .is_some_and(|entry| entry.spelt && matches!(entry.form, Form::Small | Form::Either) && fine(entry.rarity))
}

/// Whether a stem ends in one vowel and one consonant, which is doubled before an ending if the stress lies there.
fn is_closed(stem: &str) -> bool {
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut end = stem.chars().rev();
    let (last, middle, first) = (end.next(), end.next(), end.next());
    let consonant = last.is_some_and(|c| !vowel(&c) && !matches!(c, 'w' | 'x' | 'y'));
    consonant && middle.is_some_and(|c| vowel(&c)) && !first.is_some_and(|c| vowel(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_compounds() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |word: &str, derived: bool, compound: bool| {
            assert_eq!((is_derived(word, &lexicon), is_compound(word, &lexicon)), (derived, compound), "{word}");
        };
        for word in ["subclasses", "deprecations", "podcasters", "caulked", "parser", "parsers", "tallied", "whooshes"]
        {
            check(word, true, false);
        }
        for word in ["namespace", "whitespace"] {
            check(word, false, true);
        }
        for word in [
            "occured",
            "begining",
            "happenned",
            "writting",
            "thats",
            "heres",
            "recieves",
            "tomatos",
            "familys",
            "wifes",
        ] {
            check(word, false, false);
        }
        for word in ["shoping", "makeing", "infact", "eachother", "freind", "definately", "", "s", "es", "ing"] {
            check(word, false, false);
        }
    }
}
