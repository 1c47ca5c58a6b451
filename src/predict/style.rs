//! [`Style`]: how this person writes words that the model knows in one form only, read from the text before the cursor.

use crate::text::words::{is_apostrophe, is_word_char, last_line, open_word, split_last, word_spans};

/// Characters before the cursor that show how the person writes.
const REACH: usize = 500;
/// Number of sentences begun without a capital, and no capital anywhere, that show a person who writes none.
const SENTENCES: usize = 3;

/// How this person writes.
pub struct Style<'t> {
    /// The letters typed of the word before the cursor.
    pub prefix: &'t str,
    /// The apostrophe used last, when it is not the keyboard's.
    apostrophe: Option<char>,
    /// Whether this person never writes a capital.
    pub no_capitals: bool,
    /// Whether this person writes capitals: the newest text has one, or there is no text.
    pub some_capitals: bool,
    /// Whether whole words were typed and no capital, so that this text is one in small letters.
    pub small_text: bool,
    /// Whether the rest of the word before the cursor, and whether the words after it, are in capitals.
    capitals: (bool, bool),
}

impl<'t> Style<'t> {
    pub fn of(left_context: &'t str) -> Self {
        let (_, near) = split_last(left_context, REACH);
        let prefix = open_word(left_context);
        let apostrophe = last_apostrophe(near).filter(|&c| c != '\'');
        let some_capitals = near.trim().is_empty() || near.chars().any(char::is_uppercase);
        let no_capitals = no_capitals(near);
        let whole = &near[..near.len() - prefix.len().min(near.len())];
        let small_text = !some_capitals && !word_spans(whole).is_empty();
        let capitals = capitals(near, prefix);
        Style { prefix, apostrophe, no_capitals, some_capitals, small_text, capitals }
    }

    /// Returns a text of the model as this person would write it.
    pub fn shown(&self, text: &str) -> String {
        let mut shown = match self.apostrophe {
            Some(own) => text.replace('\'', own.encode_utf8(&mut [0; 4])),
            None => text.to_owned(),
        };
        let next = self.prefix.is_empty() || text.starts_with(' ');
        if if next { self.capitals.1 } else { self.capitals.0 } {
            shown = shown.to_uppercase();
        } else if self.no_capitals && shown.chars().any(char::is_uppercase) {
            shown = shown.to_lowercase();
        }
        shown
    }

    /// Returns the whole word: the letters typed of it and those that are to follow.
    pub fn whole(&self, extension: &str) -> String {
        let prefix = if extension.starts_with(' ') { "" } else { self.prefix };
        format!("{prefix}{}", self.shown(extension).trim_start())
    }
}

/// Returns the last apostrophe: a mark before a letter or at the end. Closing quotation marks do not count.
fn last_apostrophe(text: &str) -> Option<char> {
    let mut later = None;
    for c in text.chars().rev() {
        if is_apostrophe(c) && later.is_none_or(is_word_char) {
            return Some(c);
        }
        later = Some(c);
    }
    None
}

fn no_capitals(text: &str) -> bool {
    let mut begun = 0;
    let mut at_start = true;
    for c in text.chars() {
        match c {
            c if c.is_uppercase() => return false,
            '\n' | '.' | '!' | '?' => at_start = true,
            c if c.is_lowercase() => {
                begun += usize::from(at_start);
                at_start = false;
            }
            _ => {}
        }
    }
    begun >= SENTENCES
}

/// Returns whether the rest of a word that has begun, and whether the words after it, are in capitals. A word is if it has two
/// capitals or more and nothing else, and so is the one before it in its line, if any: more may follow an abbreviation (`two CD`)
/// or a name (`at O'S`). Words after it are if the two newest ones are.
fn capitals(text: &str, prefix: &str) -> (bool, bool) {
    let all =
        |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase);
    let line = last_line(text);
    let mut newest = word_spans(line).into_iter().rev().map(|span| all(&line[span]));
    let (last, before) = (newest.next(), newest.next());
    let all_before = before.unwrap_or(!prefix.ends_with(is_apostrophe));
    (!prefix.is_empty() && all(prefix) && all_before, last == Some(true) && before == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_small_letters_is_told_by_its_first_word() {
        for (text, small) in [("", false), ("i", false), ("i think i", true), ("I think i", false), ("hi\nHe ", false)]
        {
            assert_eq!(Style::of(text).small_text, small, "{text:?}");
        }
    }

    #[test]
    fn as_the_person_writes() {
        let check = |before: &str, text: &str, expected: &str| {
            assert_eq!(Style::of(before).shown(text), expected, "{before:?}");
        };
        check("I’m here, don", "'t", "’t");
        check("I'm here, don", "'t", "'t");
        check("‘quoted’ don", "'t", "'t");
        check("STOP THAT ", "now", "NOW");
        check("STO", "p", "P");
        check("DON", "'t", "'T");
        check("two CD", "s", "s");
        check("DVD'", "s", "s");
        check("the API", " keys", " keys");
        check("at O'S", "haughnessy", "haughnessy");
        check("I ", "am", "am");
        check("OK ", "then", "then");
        check("hi there\nhow are you? fine here.\n", "Thanks", "thanks");
        check("hi there\n", "Thanks", "Thanks");
        check("hi there\nHow are you? fine here. and you? ", "Thanks", "Thanks");
    }
}
