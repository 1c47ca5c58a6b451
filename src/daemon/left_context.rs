//! The text before a cursor, as far back as the daemon keeps it.
//!
//! Main type: [`LeftContext`].

use crate::rpc::limits::MAX_CONTEXT_BYTES;
use crate::text::words::{last_line, split_last};

/// A text that is too long is cut at a multiple of this from its beginning: typing on does not move the cut with every
/// character, which would make the model read everything anew each time.
const CUT_STEP_BYTES: usize = MAX_CONTEXT_BYTES / 4;

/// At most [`MAX_CONTEXT_BYTES`] of text; the newest when there was more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftContext {
    text: String,
    /// Bytes at the beginning of the text that were sent or said before: no key deletes them.
    sent: usize,
    /// The newest suggestion that was taken: the text that it inserted and the text that it replaced. The next change
    /// of the text clears it.
    taken: Option<Taken>,
}

#[derive(Clone, Debug, PartialEq)]
struct Taken {
    deleted: String,
    inserted: String,
}

impl LeftContext {
    /// Takes the whole text, which begins with the lines that were `said` before.
    pub fn set(&mut self, said: String, text: &str) {
        let sent = said.len();
        let text = said + text;
        // A client that tells the same text once more has typed nothing.
        let taken = self.taken.take().filter(|_| text == self.text);
        *self = LeftContext { text, sent, taken };
        self.cut();
    }

    /// Deletes `delete` characters (Unicode scalar values) before the cursor, or all of the message if it has fewer,
    /// then inserts text there.
    pub fn edit(&mut self, delete: usize, insert: &str) {
        if delete > 0 || !insert.is_empty() {
            self.replace(delete, insert);
            self.taken = None;
        }
        self.cut();
    }

    /// Edits the text as [`LeftContext::edit`] does, for a suggestion that was taken; [`LeftContext::take_back`] undoes
    /// it.
    pub fn accept(&mut self, delete: usize, insert: &str) {
        let deleted = self.replace(delete, insert);
        self.taken = Some(Taken { deleted, inserted: insert.to_owned() });
        self.cut();
    }

    /// Undoes the newest [`LeftContext::accept`], if nothing was typed since. Returns the text that stands again.
    pub fn take_back(&mut self) -> Option<String> {
        let Taken { deleted, inserted } = self.taken.take()?;
        let kept = self.text.strip_suffix(inserted.as_str()).filter(|kept| kept.len() >= self.sent)?.len();
        self.text.truncate(kept);
        self.text.push_str(&deleted);
        Some(deleted)
    }

    /// Replaces the `delete` characters before the cursor. Returns the text that was deleted.
    fn replace(&mut self, delete: usize, insert: &str) -> String {
        let (kept, _) = split_last(&self.text[self.sent..], delete);
        let deleted = self.text.split_off(self.sent + kept.len());
        self.text.push_str(insert);
        deleted
    }

    /// Returns the message being typed, without a newline at its end: the text since the last message that was sent, or
    /// the last line where none was sent.
    pub fn message(&self) -> &str {
        let own = self.text[self.sent..].trim_end_matches('\n');
        if self.sent > 0 { own } else { own.rsplit('\n').next().unwrap_or(own) }
    }

    /// Takes up that the message being typed was sent as `message`: it stands there whole, and a new line begins.
    pub fn commit(&mut self, message: &str) {
        let own = self.text[self.sent..].trim_end_matches('\n');
        if own.ends_with(message.trim_end_matches('\n')) {
            self.text.truncate(self.sent + own.len());
        } else {
            let line = self.text[self.sent..].rfind('\n').map_or(0, |at| at + 1);
            self.text.truncate(self.sent + line);
            self.text.push_str(message);
        }
        if self.text.len() > self.sent && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        (self.sent, self.taken) = (self.text.len(), None);
        self.cut();
    }

    /// Returns the line above a message that was sent just now, if the text has one.
    pub fn line_above(&self, message: &str) -> Option<&str> {
        let text = self.text.trim_end_matches('\n').strip_suffix(message.trim_end_matches('\n'))?;
        Some(last_line(text.strip_suffix('\n')?.trim_end())).filter(|line| !line.is_empty())
    }

    /// Bytes of text held.
    pub fn bytes(&self) -> usize {
        self.text.capacity()
    }

    /// Keeps at most the newest `bytes` of the text, and gives the rest of the memory back.
    pub fn keep_newest(&mut self, bytes: usize) {
        if let Some(start) = self.text.len().checked_sub(bytes) {
            self.drop_until(self.text.ceil_char_boundary(start));
        }
        self.text.shrink_to_fit();
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length in Unicode scalar values.
    pub fn length(&self) -> u64 {
        self.text.chars().count() as u64
    }

    /// Drops the oldest text, up to the end of a line if one ends soon after.
    fn cut(&mut self) {
        let Some(excess) = self.text.len().checked_sub(MAX_CONTEXT_BYTES + 1) else {
            return;
        };
        let step = (excess / CUT_STEP_BYTES + 1) * CUT_STEP_BYTES;
        let start = self.text.ceil_char_boundary(step);
        let line_end = self.text.as_bytes()[start..].iter().take(CUT_STEP_BYTES).position(|&byte| byte == b'\n');
        self.drop_until(line_end.map_or(start, |at| start + at + 1));
        // A client may have sent far more than is kept.
        self.text.shrink_to(MAX_CONTEXT_BYTES);
    }

    fn drop_until(&mut self, start: usize) {
        self.text.drain(..start);
        self.sent = self.sent.saturating_sub(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(text: &str) -> LeftContext {
        LeftContext { text: text.into(), ..LeftContext::default() }
    }

    #[test]
    fn what_was_sent_is_not_deleted() {
        let check = |said: &str, typed: &str, delete: usize, expected: &str| {
            let mut context = LeftContext::default();
            context.set(said.into(), typed);
            context.edit(delete, "");
            assert_eq!(context.text(), expected, "{said:?} {typed:?} - {delete}");
        };
        check("Hi\n", "yes", 2, "Hi\ny");
        check("Hi\n", "yes", 9, "Hi\n");
        check("", "Hi\nyes", 5, "H");
        let mut context = holding("one\ntwo");
        context.commit("two!");
        context.edit(3, "x");
        assert_eq!(context.text(), "one\ntwo!\nx");
        context.set(String::new(), "anew");
        context.edit(4, "");
        assert_eq!(context.text(), "");
    }

    #[test]
    fn the_message_is_what_was_typed_since() {
        let mut context = holding("Hi\nyes");
        assert_eq!(context.message(), "yes");
        context.commit("yes");
        assert_eq!(context.message(), "");
        context.edit(0, "two\nlines");
        assert_eq!(context.message(), "two\nlines");
        context.keep_newest(5);
        assert_eq!((context.message(), context.text()), ("lines", "lines"));
        assert_eq!(holding("Hi\nyes\n").message(), "yes");
    }

    #[test]
    fn the_line_above_a_message() {
        let check = |said: &str, typed: &str, message: &str, expected: Option<&str>| {
            let mut context = LeftContext::default();
            context.set(said.into(), typed);
            context.commit(message);
            assert_eq!(context.line_above(message), expected, "{said:?} {typed:?} {message:?}");
        };
        check("", "one", "one", None);
        check("the pin?\n", "4498", "4498", Some("the pin?"));
        check("the pin?\n", "449", "4498\n", Some("the pin?"));
        check("", "a\nthe pin?\n4498", "4498", Some("the pin?"));
        check("", "the pin?\n\n4498", "4498", Some("the pin?"));
        check("", "the pin? 4498", "4498", None);
        check("", "\n\n4498", "4498", None);
        check("said\n", "", "", None);
    }

    #[test]
    fn what_was_taken_can_be_taken_back() {
        let mut context = holding("did you recieve ");
        context.accept(8, "receive ");
        assert_eq!(context.text(), "did you receive ");
        assert_eq!(context.take_back().as_deref(), Some("recieve "));
        assert_eq!((context.take_back(), context.text()), (None, "did you recieve "));
        context.accept(8, "receive ");
        context.set(String::new(), "did you receive ");
        context.edit(0, "");
        assert_eq!(context.take_back().as_deref(), Some("recieve "), "nothing was typed");
        context.accept(8, "receive ");
        context.edit(0, "it");
        assert_eq!((context.take_back(), context.text()), (None, "did you receive it"));
    }

    #[test]
    fn the_newest_is_kept() {
        let mut context = holding(&"äöü and more".repeat(1000));
        context.keep_newest(10);
        assert_eq!(context.text(), " and more");
        assert!(context.bytes() < 64);
        context.keep_newest(100);
        assert_eq!(context.text(), " and more");
    }

    fn check_edit(before: &str, delete: usize, insert: &str, after: &str) {
        let mut context = holding(before);
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
            let mut context = holding(before);
            context.commit(message);
            assert_eq!(context.text(), after, "{before:?}, then {message:?}");
        };
        check("", "Hi", "Hi\n");
        check("Hi\nHow are yo", "How are you?", "Hi\nHow are you?\n");
        check("Hi\nHow are you?", "How are you?", "Hi\nHow are you?\n");
        check("one\ntwo", "one\ntwo", "one\ntwo\n");
        check("Hi\n", "Bye\n", "Hi\nBye\n");
        check("Hi\nBye\n", "Bye", "Hi\nBye\n");
        check("", "", "");
        let mut context = holding("");
        context.commit("one");
        context.edit(0, "a\nb\n");
        let message = context.message().to_owned();
        context.commit(&message);
        assert_eq!(context.text(), "one\na\nb\n");
    }

    /// Sets a text and holds that what is left is its end, bounded and not too little.
    fn check_cut(text: &str) -> String {
        let mut context = LeftContext::default();
        context.set(String::new(), text);
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
