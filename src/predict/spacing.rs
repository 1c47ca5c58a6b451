//! Where a space belongs: before a word, after one that was taken, and which characters take that space's place.
//! Clients receive these answers, so that none of them has a rule of its own.

use super::marks::{CLOSING, Marks, is_space};
use super::search::Start;
use crate::text::words::{is_apostrophe, is_word_char, last_line, word_spans};

/// Marks before which French puts a space.
const AFTER_A_SPACE: [char; 5] = ['!', '?', ';', ':', '»'];
/// Characters before the cursor that show how the person writes.
const REACH: usize = 500;

/// Returns what may come first where no word has begun.
pub(super) fn start_of(text: &str) -> Start {
    match text.chars().next_back() {
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '…' | '%' | '”' | '»') => Start::MaybeSpace,
        // A straight quotation mark closes what one before it on the line opened.
        Some('"') if !is_quoting(text) => Start::MaybeSpace,
        Some(c) if is_emoji(c) => Start::MaybeSpace,
        _ => Start::BeforeWord,
    }
}

/// The characters that, typed right after a word that was taken, come in place of the space after it, except those before
/// which this person leaves one.
pub(super) fn eaten_by(text: &str, marks: Option<&Marks>) -> String {
    let french = writes_french_spaces(text);
    let here = Marks::of(&text[text.floor_char_boundary(text.len().saturating_sub(REACH))..]);
    let habit = |c: char| marks.is_some_and(|marks| marks.stands_apart(c)) || here.always_stands_apart(c);
    let apart = |c: char| habit(c) || (french && AFTER_A_SPACE.contains(&c));
    let mut eaten: String = CLOSING.chars().filter(|&c| !apart(c)).collect();
    if is_quoting(text) {
        eaten.push('"');
    }
    let line = last_line(text);
    if line.rfind('„').is_some_and(|opened| !line[opened..].contains('“')) {
        eaten.push('“');
    }
    eaten
}

/// Whether a space belongs between what is inserted and the text after the cursor.
pub fn is_due(insert: &str, after: &str) -> bool {
    let spaced = |c: char| c == '\n' || !(c.is_whitespace() || CLOSING.contains(c) || is_word_char(c));
    !insert.ends_with(char::is_whitespace) && after.chars().next().is_none_or(spaced)
}

/// The letters right after the cursor, with an apostrophe that they begin with: the rest of a word that has begun before it.
pub fn rest_after(after: &str) -> &str {
    let skipped = after.chars().next().filter(|&c| is_apostrophe(c)).map_or(0, char::len_utf8);
    let rest = word_spans(&after[skipped..]).into_iter().next().filter(|span| span.start == 0);
    rest.map_or("", |span| &after[..skipped + span.end])
}

/// Whether a straight quotation mark is open on the line.
fn is_quoting(text: &str) -> bool {
    last_line(text).matches('"').count() % 2 == 1
}

/// Returns whether a space stands before the newest question or exclamation mark that follows a word.
fn writes_french_spaces(text: &str) -> bool {
    let mut later = None;
    for c in text.chars().rev().take(REACH) {
        match later {
            Some('?' | '!') if is_space(c) => return true,
            Some('?' | '!') if is_word_char(c) || is_apostrophe(c) => return false,
            _ => later = Some(c),
        }
    }
    false
}

/// Returns whether a character is a picture, or one that joins or modifies pictures.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27BF | 0x2B50..=0x2B55 | 0xFE0F | 0x1F000..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_words_begin() {
        let check = |text: &str, expected: Start| assert_eq!(start_of(text), expected, "{text:?}");
        for text in ["so.", "so…", "so 👍", "so ❤️", "he said \"no\"", "“no”", "so)"] {
            check(text, Start::MaybeSpace);
        }
        for text in ["", "so ", "so\n", "he said \"", "“", "(", "me@", "a 5"] {
            check(text, Start::BeforeWord);
        }
    }

    #[test]
    fn marks_take_the_place_of_the_space() {
        let check = |text: &str, eaten: &str, stays: &str| {
            let found = eaten_by(text, None);
            assert!(eaten.chars().all(|c| found.contains(c)), "{text:?}: {found}");
            assert!(!stays.chars().any(|c| found.contains(c)), "{text:?}: {found}");
        };
        check("", ".,;:!?…)]}%", "\"“„([{«a ");
        check("he said \"no", "\"", "");
        check("\"no\" he said", "", "\"");
        check("er sagte „nein", "“", "");
        check("Ça va ? Oui, bien", ".,", "?!:;");
        check("Ça va\u{a0}? Oui !", ".,", "?!");
        check("How? So ", "?!", "");
        check("ok :) see", "?!-", ":;");
        check("note: ok :) see", "?!-:", "");
    }

    #[test]
    fn a_space_is_due_where_none_stands() {
        let check = |insert: &str, after: &str, expected: bool| {
            assert_eq!(is_due(insert, after), expected, "{insert:?} {after:?}");
        };
        check("you", "", true);
        check("you", "\nnext", true);
        check("you", " next", false);
        check("you", ", next", false);
        check("receive ", "", false);
        check("a", "bc", false);
        check("you", "(so)", true);
    }
}
