//! [`Surrounding`]: the text that an application reports around its cursor.

use crate::text::words::{is_word_char, last_line};

/// Most bytes of a text before and behind the cursor that are used.
const MOST: usize = 16 << 10;

/// The text around a cursor, as far as it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surrounding {
    /// The text before the cursor, or the end of it.
    pub left: String,
    /// Whether more of the cursor's line follows.
    pub followed: bool,
    /// Whether the cursor stands within a word.
    pub within: bool,
    /// Whether text is selected, which goes with the next character or deletion.
    pub selected: bool,
    /// The line with the cursor, or the end of it, the selection included.
    pub line: String,
}

impl Surrounding {
    /// Returns the surrounding of a cursor in a text. Cursor and anchor are counted in characters; the text between
    /// them is selected, and goes with the next key.
    pub fn new(text: &str, cursor: u32, anchor: u32) -> Surrounding {
        let (left, right) = around(text, cursor.min(anchor), cursor.max(anchor));
        let followed = !first_line(right).trim().is_empty();
        let (_, from_cursor) = around(text, cursor.min(anchor), cursor.min(anchor));
        let behind = first_line(from_cursor);
        let behind = &behind[..behind.floor_char_boundary(MOST)];
        let line = format!("{}{behind}", last_line(left));
        let is_of_word = |c: Option<char>| c.is_some_and(is_word_char);
        let within = is_of_word(left.chars().next_back()) && is_of_word(right.chars().next());
        Surrounding { left: left.to_owned(), followed, within, selected: cursor != anchor, line }
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// Returns the end of the text before one place and the text behind another, both counted in characters.
fn around(text: &str, from: u32, to: u32) -> (&str, &str) {
    let byte = |place: u32| text.char_indices().nth(place as usize).map_or(text.len(), |(at, _)| at);
    let (end, after) = (byte(from), byte(to));
    let start = text.ceil_char_boundary(end.saturating_sub(MOST));
    (&text[start..end], &text[after..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_before_the_cursor() {
        let check = |text: &str, cursor: u32, anchor: u32, (left, followed, line): (&str, bool, &str)| {
            let around = Surrounding::new(text, cursor, anchor);
            let found = (around.left.as_str(), around.followed, around.line.as_str());
            assert_eq!(found, (left, followed, line), "{text} {cursor} {anchor}");
            assert_eq!(around.selected, cursor != anchor, "{text} {cursor} {anchor}");
        };
        check("Zoë 👋 hi", 5, 5, ("Zoë 👋", true, "Zoë 👋 hi"));
        check("Zoë 👋 hi", 8, 3, ("Zoë", false, "Zoë 👋 hi"));
        check("Zoë \nnext", 3, 3, ("Zoë", false, "Zoë "));
        check("Zoë", u32::MAX, u32::MAX, ("Zoë", false, "Zoë"));
        check("", 0, 0, ("", false, ""));
        for (text, cursor, within) in [("Zoë", 2, true), ("Zoë", 3, false), ("Zoë ", 3, false), ("Zoë", 0, false)] {
            assert_eq!(Surrounding::new(text, cursor, cursor).within, within, "{text} {cursor}");
        }
    }
}
