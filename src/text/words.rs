//! Where words begin and end.
//!
//! A word is a maximal run of letters and digits with inner apostrophes (`don't`, `I’m`); everything else
//! separates words. Marks that combine with a letter (Devanagari vowel signs, accents without a composed form)
//! belong to it.

use std::ops::Range;

/// Letters, digits and the marks that combine with them.
#[must_use]
pub fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_combining(c)))
}

/// Both apostrophes of the keyboard and of typography.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The words that a word becomes where two neighbouring letters of it are swapped.
pub fn swaps(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    (1..letters.len()).map(move |at| {
        let mut other = letters.clone();
        other.swap(at - 1, at);
        String::from_iter(other)
    })
}

/// The strings that are one small letter more, less, another one or two swapped ones away from a word.
pub fn slips(word: &str) -> impl Iterator<Item = String> {
    let places = || word.char_indices().map(|(at, c)| (&word[..at], &word[at + c.len_utf8()..]));
    let less = places().map(|(before, after)| [before, after].concat());
    let other = places().flat_map(|(before, after)| ('a'..='z').map(move |c| format!("{before}{c}{after}")));
    let ends = || word.char_indices().map(|(at, _)| at).chain([word.len()]);
    let more = ends().flat_map(move |at| ('a'..='z').map(move |c| format!("{}{c}{}", &word[..at], &word[at..])));
    less.chain(other).chain(more).chain(swaps(word)).filter(move |other| other != word)
}

/// Byte ranges of the words of a text, in order.
#[must_use]
pub fn word_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let inside = start.is_some() && is_apostrophe(c) && next.is_some_and(is_word_char);
        if is_word_char(c) || inside {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            spans.push(from..at);
        }
    }
    if let Some(from) = start {
        spans.push(from..text.len());
    }
    spans
}

/// Whether a message is so long that nobody types it a second time word for word: of two alike, one was pasted, forwarded or
/// imported again.
#[must_use]
pub fn is_long_message(text: &str) -> bool {
    const WORDS: usize = 8;
    text.split_whitespace().nth(WORDS - 1).is_some()
}

/// Returns a word without the ending of a possessive.
#[must_use]
pub fn stem(word: &str) -> &str {
    let s = word.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    s.unwrap_or(word)
}

/// Returns a text with its first letter as a capital.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Splits a text before its last `count` characters; before all of a text that has fewer.
#[must_use]
pub fn split_last(text: &str, count: usize) -> (&str, &str) {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.split_at(start)
}

/// The text after its last newline.
#[must_use]
pub fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

/// The word being typed at the end of `left_context`: its characters so far, empty when none has begun.
///
/// A trailing apostrophe counts as inner, since the next letter makes it so.
#[must_use]
pub fn open_word(left_context: &str) -> &str {
    let mut start = left_context.len();
    let mut pending_apostrophe = false;
    for (at, c) in left_context.char_indices().rev() {
        if is_word_char(c) {
            start = at;
            pending_apostrophe = false;
        } else if is_apostrophe(c) && !pending_apostrophe {
            pending_apostrophe = true;
        } else {
            break;
        }
    }
    &left_context[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &[&str], open: &str) {
        let found: Vec<&str> = word_spans(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, words, "words of {text:?}");
        assert_eq!(open_word(text), open, "open word of {text:?}");
    }

    #[test]
    fn last_characters() {
        let check = |text, count, expected: (&str, &str)| assert_eq!(split_last(text, count), expected, "{text:?}");
        check("", 0, ("", ""));
        check("", 2, ("", ""));
        check("words", 0, ("words", ""));
        check("words", 1, ("word", "s"));
        check("words", 5, ("", "words"));
        check("words", usize::MAX, ("", "words"));
        check("naïve 漢字", 2, ("naïve ", "漢字"));
        check("naïve 漢字", 6, ("na", "ïve 漢字"));
    }

    #[test]
    fn words_and_the_one_being_typed() {
        check("", &[], "");
        check("don't do I’m", &["don't", "do", "I’m"], "I’m");
        check("'quoted' word ", &["quoted", "word"], "");
        check("rock'n'roll dogs'", &["rock'n'roll", "dogs"], "dogs'");
        check("a''b", &["a", "b"], "b");
        check("x_1 3.5kg", &["x", "1", "3", "5kg"], "5kg");
        check("naïve Straße 漢字", &["naïve", "Straße", "漢字"], "漢字");
        check("say 'hel", &["say", "hel"], "hel");
        check("हिन्दी", &["हिन्दी"], "हिन्दी");
    }
}
