//! The text before a cursor, as far back as the daemon keeps it.
//!
//! Main type: [`LeftContext`].

use crate::rpc::limits::MAX_CONTEXT_BYTES;

/// What is too long is cut at a multiple of this from its beginning: typing on does not move the cut with every
/// character, which would make the model read everything anew each time.
const CUT_STEP_BYTES: usize = MAX_CONTEXT_BYTES / 4;

/// At most [`MAX_CONTEXT_BYTES`] of text; the newest when there was more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftContext(String);

impl LeftContext {
    /// Takes the whole text.
    pub fn set(&mut self, text: String) {
        self.0 = text;
        self.cut();
    }

    /// Deletes `delete` characters (Unicode scalar values) before the cursor, all there are if there are fewer,
    /// then inserts text there.
    pub fn edit(&mut self, delete: usize, insert: &str) {
        let end = match delete.checked_sub(1) {
            None => self.0.len(),
            Some(skipped) => self.0.char_indices().rev().nth(skipped).map_or(0, |(at, _)| at),
        };
        self.0.truncate(end);
        self.0.push_str(insert);
        self.cut();
    }

    /// The line being typed was sent as `message`: it stands there whole, and a new line begins.
    pub fn commit(&mut self, message: &str) {
        if !self.0.ends_with(message) {
            self.0.truncate(self.0.rfind('\n').map_or(0, |at| at + 1));
            self.0.push_str(message);
        }
        if !self.0.ends_with('\n') {
            self.0.push('\n');
        }
        self.cut();
    }

    /// Bytes of text held.
    pub fn bytes(&self) -> usize {
        self.0.capacity()
    }

    /// Keeps the newest of the text, and gives the rest of the memory back.
    pub fn keep_newest(&mut self, bytes: usize) {
        if let Some(start) = self.0.len().checked_sub(bytes) {
            self.0.drain(..self.0.ceil_char_boundary(start));
        }
        self.0.shrink_to_fit();
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Length in Unicode scalar values.
    pub fn length(&self) -> u64 {
        self.0.chars().count() as u64
    }

    /// Drops the oldest text, up to the end of a line if one ends soon after.
    fn cut(&mut self) {
        let Some(excess) = self.0.len().checked_sub(MAX_CONTEXT_BYTES + 1) else {
            return;
        };
        let step = (excess / CUT_STEP_BYTES + 1) * CUT_STEP_BYTES;
        let start = (step..self.0.len()).find(|&at| self.0.is_char_boundary(at));
        let start = start.unwrap_or(self.0.len());
        let line_end = self.0.as_bytes()[start..].iter().take(CUT_STEP_BYTES).position(|&byte| byte == b'\n');
        self.0.drain(..line_end.map_or(start, |at| start + at + 1));
        // A client may have sent far more than is kept.
        self.0.shrink_to(MAX_CONTEXT_BYTES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_kept() {
        let mut context = LeftContext("äöü and more".repeat(1000));
        context.keep_newest(10);
        assert_eq!(context.text(), " and more");
        assert!(context.bytes() < 64);
        context.keep_newest(100);
        assert_eq!(context.text(), " and more");
    }

    fn check_edit(before: &str, delete: usize, insert: &str, after: &str) {
        let mut context = LeftContext(before.into());
        context.edit(delete, insert);
        assert_eq!(context.text(), after, "{before:?} - {delete} + {insert:?}");
        assert_eq!(context.length(), after.chars().count() as u64);
    }

    #[test]
    fn edits_count_characters() {
        check_edit("", 0, "a", "a");
        check_edit("abc", 0, "", "abc");
        check_edit("abc", 1, "d", "abd");
        check_edit("héé", 2, "e", "he");
        check_edit("a😀e\u{301}", 2, "", "a😀");
        check_edit("abc", 3, "", "");
        check_edit("abc", 4, "x", "x");
        check_edit("abc", u32::MAX as usize, "", "");
    }

    #[test]
    fn a_message_sent_is_the_last_line() {
        let check = |before: &str, message: &str, after: &str| {
            let mut context = LeftContext(before.into());
            context.commit(message);
            assert_eq!(context.text(), after, "{before:?}, then {message:?}");
        };
        check("", "Hi", "Hi\n");
        check("Hi\nHow are yo", "How are you?", "Hi\nHow are you?\n");
        check("Hi\nHow are you?", "How are you?", "Hi\nHow are you?\n");
        check("one\ntwo", "one\ntwo", "one\ntwo\n");
        check("Hi\n", "Bye\n", "Hi\nBye\n");
    }

    /// Sets a text and holds that what is left is its end, bounded and not too little.
    fn check_cut(text: &str) -> String {
        let mut context = LeftContext::default();
        context.set(text.into());
        let kept = context.text();
        assert!(text.ends_with(kept));
        assert!(kept.len() <= MAX_CONTEXT_BYTES);
        assert!(kept.len() == text.len() || kept.len() >= MAX_CONTEXT_BYTES / 2 - 4);
        kept.into()
    }

    #[test]
    fn long_text_is_cut_to_its_end() {
        check_cut(&"a".repeat(MAX_CONTEXT_BYTES));
        for extra in [1, 2, 3, CUT_STEP_BYTES, CUT_STEP_BYTES + 1, 900_000] {
            check_cut(&"a".repeat(MAX_CONTEXT_BYTES + extra));
            check_cut(&"é".repeat((MAX_CONTEXT_BYTES + extra) / 2 + 1));
            check_cut(&"x😀".repeat((MAX_CONTEXT_BYTES + extra) / 5 + 1));
            let lines = "one line\n".repeat((MAX_CONTEXT_BYTES + extra) / 9 + 1);
            assert!(check_cut(&lines).starts_with("one line\n"));
        }
    }

    #[test]
    fn a_newline_far_away_does_not_cost_the_rest() {
        let text = format!("{}\n", "a".repeat(2 * MAX_CONTEXT_BYTES));
        assert!(check_cut(&text).len() > MAX_CONTEXT_BYTES / 2);
    }

    #[test]
    fn the_cut_stays_where_it_is_while_typing() {
        let text = "a".repeat(MAX_CONTEXT_BYTES + 10);
        let one = check_cut(&text);
        let two = check_cut(&format!("{text}bcd"));
        assert_eq!(two, format!("{one}bcd"));
    }
}
