//! Whether a message says that the one before it was a secret: "7352", and then "that's the pin". Main function: [`is`].

use super::anywhere::hits;
use super::candidates::{ARTICLES, Shape, candidates};
use super::lists::{COPULA_WORDS, PREPOSITION_WORDS, PURPOSE_WORDS};
use super::tokens::is_it_is;
use crate::text::words::is_word_char;

/// Most bytes of a message that is nothing but a secret, and of the one that says so.
const SECRET: usize = 64;
const SAYS: usize = 160;
/// Words for what was said before, with which no other "is" is needed.
const POINTING: [&str; 12] = ["^", "^^", "↑", "thats", "that's", "that’s", "bu", "to", "это", "це", "这是", "那是"];
/// Words for it before an "is".
const SUBJECTS: [&str; 20] = [
    "that", "this", "it", "das", "dies", "es", "ce", "ça", "eso", "ese", "esa", "esto", "questo", "questa", "quello",
    "isso", "essa", "dat", "dit", "det",
];

/// Whether `before` is nothing but what may be a secret, and `text` says that it is one.
pub fn is(before: &str, text: &str) -> bool {
    let (before, text) = (before.trim(), text.trim());
    if before.len() > SECRET || text.len() > SAYS || text.contains(['?', '\n']) || before.contains('\n') {
        return false;
    }
    let Some(secret) = candidates(before, 0..before.len()).into_iter().next() else { return false };
    let alone =
        !before[..secret.span.start].contains(is_word_char) && !before[secret.span.end..].contains(is_word_char);
    // A message with a secret of its own speaks of that one.
    let own = candidates(text, 0..text.len()).iter().any(|other| other.shape != Shape::Signed);
    alone && !own && hits(text).iter().any(|hit| points_back(&text[..hit.span.start]))
}

/// Whether a text ends with "that's the", in some language.
fn points_back(text: &str) -> bool {
    let mut words = text.split_whitespace().rev().map(|word| {
        let bare = word.trim_end_matches([',', '.', ':']);
        bare.to_lowercase()
    });
    let joins = |word: &String| {
        let word = word.as_str();
        ARTICLES.contains(&word) || PREPOSITION_WORDS.contains(word) || PURPOSE_WORDS.contains(word) || word == "a"
    };
    let Some(last) = words.find(|word| POINTING.contains(&word.as_str()) || !joins(word)) else { return false };
    let subject = words.next();
    let subject = subject.as_deref();
    POINTING.contains(&last.as_str())
        || is_it_is(&last)
        || COPULA_WORDS.contains(last.as_str()) && subject.is_none_or(|word| SUBJECTS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn what_was_said_before_is_a_secret() {
        for (before, text) in [
            ("6613", "that's the door code"),
            ("Zimtstern_41", "^ password for the tablet"),
            ("0821", "thats for the garage btw"),
            ("Zimtstern41", "oh no, wrong chat, that was my password"),
            ("4471", "das ist die PIN"),
            ("4471", "c'est le code de la porte"),
            ("4471", "es la clave del portal"),
            ("4471", "è il codice del cancello"),
            ("4471", "é a senha do cofre"),
            ("4471", "dat is de pincode"),
            ("4471", "to kod do bramy"),
            ("4471", "det är koden"),
            ("4471", "bu kapının şifresi"),
            ("4471", "это пин от карты"),
            ("4471", "这是密码"),
        ] {
            assert!(is(before, text), "{before:?}, {text:?}");
        }
        for (before, text) in [
            ("6613", "that's not the door code"),
            ("6613", "is that the door code?"),
            ("6613", "the code is broken"),
            ("6613", "that's a lot"),
            ("hello", "that's the pin"),
            ("see you at 6613", "that's the pin"),
            ("6613", "that's how long the password may be"),
            ("6613", "that's the pin: 4471"),
            ("2019", "\n"),
            ("", ""),
        ] {
            assert!(!is(before, text), "{before:?}, {text:?}");
        }
    }
}
