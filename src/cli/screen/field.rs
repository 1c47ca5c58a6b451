//! The text being typed, its cursor always at the end: what each key does to it, and the space that comes by itself.
//!
//! Pure; never asks for suggestions. The main type is [`Field`].

use unicode_segmentation::UnicodeSegmentation;

/// Most bytes of text; the oldest messages are dropped above that. The daemon keeps more of a context.
const MAX_BYTES: usize = 32 * 1024;
/// Bytes of text that stay when the oldest messages are dropped.
const KEPT_BYTES: usize = 16 * 1024;

/// Messages ended by newlines, and after the last newline the one being written.
#[derive(Debug, Default)]
pub struct Field {
    text: String,
    /// Whether the last character is a space that nobody typed.
    automatic_space: bool,
    /// Characters that take that space's place.
    eats_space: String,
    /// Characters that were typed or taken and are no longer in `text`.
    let_go: u64,
    /// Characters that were there before the first key.
    initial: u64,
}

impl Field {
    /// A field that already holds `text`.
    pub fn new(text: &str) -> Field {
        let text = printable(text);
        let initial = text.chars().count() as u64;
        let mut field = Field { text, initial, ..Field::default() };
        field.let_go_of_the_oldest();
        field
    }

    /// Everything before the cursor.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The message being written.
    pub fn message(&self) -> &str {
        self.text.rsplit('\n').next().unwrap_or_default()
    }

    /// Unicode scalar values written so far and still standing.
    pub fn characters(&self) -> u64 {
        (self.let_go + self.text.chars().count() as u64).saturating_sub(self.initial)
    }

    /// A character key. After a taken word, punctuation takes the place of the automatic space and a typed space
    /// is that space.
    pub fn type_char(&mut self, c: char) {
        if self.automatic_space {
            self.automatic_space = false;
            if c == ' ' {
                return;
            }
            if self.eats_space.contains(c) {
                self.text.pop();
            }
        }
        self.text.push(c);
        self.let_go_of_the_oldest();
    }

    /// Text from the clipboard; control characters other than newlines and tabs are left out.
    pub fn paste(&mut self, text: &str) {
        self.automatic_space = false;
        self.text.push_str(&printable(text));
        self.let_go_of_the_oldest();
    }

    /// Ends the message, as Enter does.
    pub fn end_message(&mut self) {
        if std::mem::take(&mut self.automatic_space) {
            self.text.pop();
        }
        self.text.push('\n');
        self.let_go_of_the_oldest();
    }

    /// Backspace: deletes what a reader sees as one character. False when there was nothing to delete.
    pub fn backspace(&mut self) -> bool {
        self.automatic_space = false;
        let last = self.text.grapheme_indices(true).next_back().map(|(at, _)| at);
        self.cut_at(last)
    }

    /// Ctrl-W: deletes the word before the cursor and the spaces after it, or the newline before the cursor.
    pub fn delete_word(&mut self) -> bool {
        if self.message().is_empty() {
            return self.backspace();
        }
        self.automatic_space = false;
        let message = self.message();
        let word_start =
            |word: &str| word.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
        let kept = self.text.len() - message.len() + word_start(message.trim_end());
        self.cut_at(Some(kept))
    }

    /// Ctrl-U: deletes the message being written.
    pub fn delete_message(&mut self) -> bool {
        self.automatic_space = false;
        let kept = self.text.len() - self.message().len();
        self.cut_at((kept < self.text.len()).then_some(kept))
    }

    /// Takes a suggestion: deletes what it takes the place of, inserts it, and a space where one is due, whose place the
    /// characters of `eats_space` take. Returns what was inserted.
    pub fn take(&mut self, delete: u32, insert: &str, space_after: bool, eats_space: &str) -> String {
        let kept = self.text.char_indices().rev().take(delete as usize).last().map_or(self.text.len(), |(at, _)| at);
        self.text.truncate(kept);
        let mut inserted = printable(insert);
        self.automatic_space = space_after && !inserted.ends_with(char::is_whitespace);
        self.eats_space = eats_space.to_owned();
        if self.automatic_space {
            inserted.push(' ');
        }
        self.text.push_str(&inserted);
        self.let_go_of_the_oldest();
        inserted
    }

    fn cut_at(&mut self, byte: Option<usize>) -> bool {
        match byte {
            Some(at) => {
                self.text.truncate(at);
                true
            }
            None => false,
        }
    }

    /// Keeps the text bounded, cutting where a message ends so that the daemon's state of the rest stays of use.
    fn let_go_of_the_oldest(&mut self) {
        if self.text.len() <= MAX_BYTES {
            return;
        }
        let earliest = self.text.ceil_char_boundary(self.text.len() - KEPT_BYTES);
        let start = self.text.get(earliest..).and_then(|rest| rest.find('\n')).map_or(earliest, |at| earliest + at + 1);
        let start = if start == self.text.len() { earliest } else { start };
        self.let_go += self.text.drain(..start).as_str().chars().count() as u64;
    }
}

/// `text` with one kind of line end and without control characters.
fn printable(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Field;

    const EATS: &str = ".,;:!?)]}%…'’”»";

    /// Keys: `<` Backspace, `^` Ctrl-W, `~` Ctrl-U, `⏎` Enter, `[word]` takes the completion `word`, others themselves.
    fn check(start: &str, keys: &str, expected: &str) {
        let mut field = Field::new(start);
        let mut rest = keys.chars();
        while let Some(key) = rest.next() {
            match key {
                '<' => drop(field.backspace()),
                '^' => drop(field.delete_word()),
                '~' => drop(field.delete_message()),
                '⏎' => field.end_message(),
                '[' => {
                    let quoting = field.message().matches('"').count() % 2 == 1;
                    let eats = format!("{EATS}{}", if quoting { "\"" } else { "" });
                    drop(field.take(0, &rest.by_ref().take_while(|c| *c != ']').collect::<String>(), true, &eats));
                }
                c => field.type_char(c),
            }
        }
        assert_eq!(field.text(), expected, "{start:?} then {keys:?}");
    }

    #[test]
    fn keys_change_the_text() {
        check("", "ab<c", "ac");
        check("", "<<a", "a");
        check("e\u{301}", "<", "");
        check("a👩‍👩‍👧", "<b", "ab");
        check("a\n", "<b", "ab");
        check("one two ", "^", "one ");
        check("one two", "^^", "");
        check("one\ntwo", "^^", "one");
        check("one\n   ", "^", "one\n");
        check("", "^~", "");
        check("one\ntwo words", "~~", "one\n");
        check("", "hi⏎you⏎", "hi\nyou\n");
    }

    #[test]
    fn the_automatic_space() {
        check("tom", "[orrow]", "tomorrow ");
        check("tom", "[orrow]x", "tomorrow x");
        check("tom", "[orrow] x", "tomorrow x");
        check("tom", "[orrow].", "tomorrow.");
        check("tom", "[orrow]. ", "tomorrow. ");
        check("tom", "[orrow] .", "tomorrow .");
        check("John", "[ny]'s", "Johnny's");
        check("say \"tom", "[orrow]\"", "say \"tomorrow\"");
        check("say tom", "[orrow]\"", "say tomorrow \"");
        check("tom", "[orrow](", "tomorrow (");
        check("tom", "[orrow]⏎", "tomorrow\n");
        check("tom", "[orrow]<.", "tomorrow.");
        check("tom ", ".", "tom .");
        check("a ", "[b ]c", "a b c");
    }

    #[test]
    fn characters_are_what_stands_and_was_entered() {
        let mut field = Field::new("given ");
        assert_eq!(field.characters(), 0);
        field.type_char('日');
        field.take(0, "本", true, EATS);
        assert_eq!(field.characters(), 3);
        for _ in 0..5 {
            field.backspace();
        }
        assert_eq!(field.characters(), 0);
    }

    #[test]
    fn old_messages_go_and_are_still_counted() {
        let mut field = Field::new("");
        for _ in 0..10_000 {
            field.paste("a whole message\n");
        }
        assert_eq!(field.characters(), 160_000);
        assert!(field.text().len() <= super::MAX_BYTES);
        assert!(field.text().starts_with("a whole"));
        field.paste(&"日".repeat(50_000));
        assert!(field.text().len() <= super::MAX_BYTES);
        assert_eq!(field.characters(), 210_000);
    }

    #[test]
    fn control_characters_never_enter() {
        let mut field = Field::new("a\u{1b}[31mb\u{0}");
        field.paste("x\r\ny\rz\u{7f}");
        assert_eq!(field.text(), "a[31mbx\ny\nz");
    }
}
