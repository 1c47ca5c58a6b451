//! The text before the cursor as far as the engine knows it, and how much of the message in it the person typed.
//!
//! [`Draft`] is built from the keys themselves. The text that the application reports is used only after the cursor moved
//! in a way that keys do not show, or when it is another one while the hand rests, since many toolkits report it late, partly
//! or not at all.

use super::cursor::Cursor;
use super::surrounding::Surrounding;
use crate::text::words::last_line;

/// Most bytes kept; the oldest go first.
const MOST_BYTES: usize = 4096;
/// Messages with fewer characters are not handed over.
const SHORTEST: usize = 3;
/// Most characters before the cursor by which a place where a space is due is recognised again.
const OWED: usize = 40;

#[derive(Clone, Debug)]
pub struct Draft {
    text: String,
    /// The byte of the text at which the message begins.
    start: usize,
    /// Characters of the message that were typed or taken.
    typed: usize,
    /// Whether the draft was compared with the application's text since the cursor last moved.
    synced: bool,
    /// Whether the draft holds the message from its beginning.
    whole: bool,
    /// The message and its typed characters before the cursor moved.
    was: Option<(String, usize)>,
    /// Whether the application has once reported the text that the draft holds.
    told: bool,
    /// Where a space is owed, after the cursor may have moved.
    owed: Option<Owed>,
    /// A message that Enter ended, until the application says what became of it.
    sent: Option<String>,
    /// Whether the last word of that message was committed with Enter, so that the application reports its text once
    /// before it has seen Enter.
    echoed: bool,
}

/// The place where a space is owed, by what an application tells of it: one of the two at least.
#[derive(Clone, Debug)]
struct Owed {
    /// The end of the text before it.
    end: Option<String>,
    /// Where the cursor was drawn, in an application that tells of each other place.
    drawn: Option<Cursor>,
}

impl Default for Draft {
    fn default() -> Self {
        let (text, was, owed, sent) = (String::new(), None, None, None);
        Draft { text, start: 0, typed: 0, synced: false, whole: true, was, told: false, owed, sent, echoed: false }
    }
}

impl Draft {
    pub fn text(&self) -> &str {
        &self.text
    }

    fn message(&self) -> &str {
        &self.text[self.start..]
    }

    /// Returns whether the message is known from its beginning, because nobody has moved the cursor.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Adds text that the person wrote or took.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.typed += text.chars().count();
        if self.text.len() > MOST_BYTES {
            self.shorten();
        }
    }

    fn shorten(&mut self) {
        let cut = self.text.ceil_char_boundary(self.text.len() - MOST_BYTES * 3 / 4);
        self.text.drain(..cut);
        self.whole &= cut <= self.start;
        self.start = self.start.saturating_sub(cut);
    }

    /// Removes the character before the cursor, which the person deleted.
    pub fn pop(&mut self) {
        self.owed = None;
        if self.message().is_empty() {
            return self.lose();
        }
        self.text.pop();
        self.typed = self.typed.saturating_sub(1);
    }

    /// Ends the message. Returns it if it is known from its beginning, not too short, and typed for at least a half.
    pub fn finish(&mut self) -> Option<String> {
        let message = self.message().trim().to_owned();
        let length = message.chars().count();
        let own = self.whole && length >= SHORTEST && self.typed * 2 >= length;
        self.text.push('\n');
        self.owed = None;
        (self.start, self.typed, self.whole, self.was) = (self.text.len(), 0, true, None);
        own.then_some(message)
    }

    /// Notes that Enter was pressed behind a message. The application says with the next key what it made of that; with
    /// `with_word` it reports its text once before that, because a word was committed with Enter.
    pub fn send(&mut self, message: String, with_word: bool) {
        (self.sent, self.echoed) = (Some(message), with_word);
    }

    /// Drops the message behind which Enter was pressed: the person goes elsewhere, and the application has told of no
    /// change since, so that the message counts as standing there.
    pub fn stays(&mut self) {
        self.sent = None;
    }

    /// Takes the text that the application reports after Enter, and returns the message if it was sent. In a field of
    /// one line the message, or much of its beginning, still stands in the line of the cursor, and was not sent. With
    /// `lines_only` the field must show that it has several lines.
    pub fn sent(&mut self, around: &Surrounding, lines_only: bool) -> Option<String> {
        let message = self.sent.take()?;
        if std::mem::take(&mut self.echoed) && around.left.ends_with(&message) {
            self.sent = Some(message);
            return None;
        }
        let ended = last_line(&message);
        // More may have been typed behind the message.
        let stays = around.line.contains(ended) || 2 * shared(ended, &around.line) >= ended.chars().count();
        (!stays && (around.left.contains('\n') || !lines_only)).then_some(message)
    }

    /// Returns whether the application's text before the cursor differs from the draft in a field where both agreed
    /// before, so that somebody else has changed it. Some applications tell only the line of the cursor.
    pub fn is_changed(&mut self, left: &str) -> bool {
        let same = left.ends_with(&self.text) || (self.text.ends_with(left) && !left.is_empty());
        let says_nothing = left.is_empty() && (self.text.is_empty() || self.text.ends_with('\n'));
        self.told |= same && !left.is_empty() && !self.text.is_empty();
        self.told && !same && !says_nothing
    }

    /// Drops the text, since the cursor may be anywhere now; the message is remembered for [`Draft::resync`].
    pub fn lose(&mut self) {
        if !self.message().is_empty() {
            self.was = Some((self.message().to_owned(), self.typed));
        }
        self.text.clear();
        (self.start, self.typed, self.synced, self.whole) = (0, 0, false, false);
    }

    /// Notes, before the place is lost, that a space belongs between the text and what is typed next behind it: a word was taken,
    /// and then came a command, or the focus went for a while. Only an application that has told its text truly will tell whether the
    /// cursor has stayed there, and one of which it is known where the cursor is drawn.
    pub fn owe_space(&mut self, drawn: Option<Cursor>) {
        let start = self.text.char_indices().rev().nth(OWED - 1).map_or(0, |(at, _)| at);
        let end = &self.text[start..];
        let owed = Owed { end: self.told.then(|| end.to_owned()), drawn };
        let known = owed.end.is_some() || drawn.is_some();
        self.owed = (known && !last_line(end).is_empty()).then_some(owed);
    }

    /// Returns whether a space is owed, if the cursor has stayed where it was.
    pub fn owes_space(&self) -> bool {
        self.owed.is_some()
    }

    /// Notes that the cursor may move away, or that text is selected or deleted: no space is owed any more.
    pub fn owe_nothing(&mut self) {
        self.owed = None;
    }

    /// Notes that another field gets the focus. When this one is entered again its text may be selected, of which not every
    /// application tells; where the cursor is drawn shows it.
    pub fn other_field(&mut self) {
        self.owed = self.owed.take().filter(|owed| owed.drawn.is_some());
    }

    /// Takes that the text may be another one, with the cursor drawn at the same place: no space is owed for the place alone.
    pub fn other_tab(&mut self) {
        self.owed = self.owed.take().filter(|owed| owed.drawn.is_none());
    }

    /// Takes the text that the application reports: in another place no space is owed.
    pub fn see(&mut self, around: &Surrounding) {
        // Some applications tell only the line of the cursor.
        let is_there = |end: &str| around.left.ends_with(if around.left.contains('\n') { end } else { last_line(end) });
        let stays = |owed: &Owed| owed.end.as_deref().is_some_and(is_there);
        self.owed = self.owed.take().filter(|owed| !around.selected && !around.followed && stays(owed));
    }

    /// Takes the place at which the application draws its cursor: at another one no space is owed.
    pub fn see_cursor(&mut self, cursor: Cursor) {
        self.owed = self.owed.take().filter(|owed| owed.drawn.is_none_or(|place| place == cursor));
    }

    /// Returns whether a space is owed before what is typed now, once; `cursor` is where the application has drawn its cursor since the
    /// focus came.
    pub fn take_owed(&mut self, cursor: Option<Cursor>) -> bool {
        self.owed.take().is_some_and(|owed| owed.drawn.is_none_or(|place| cursor == Some(place)))
    }

    /// Takes the text that the application reports before the cursor. It is used once after the cursor moved, and only if it
    /// ends with what was typed since.
    pub fn resync(&mut self, left: &str) {
        if self.synced || !left.ends_with(&self.text) {
            return;
        }
        let start = left.rfind('\n').map_or(0, |end| end + 1);
        let message = &left[start..];
        let before = self.was.take().map_or(0, |(was, typed)| typed.min(shared(&was, message)));
        self.typed = (self.typed + before).min(message.chars().count());
        self.text = left.to_owned();
        (self.start, self.synced, self.whole) = (start, true, true);
        if self.text.len() > MOST_BYTES {
            self.shorten();
        }
    }
}

/// Returns the number of characters with which both texts begin.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types; `<` deletes, `|` moves the cursor somewhere.
    fn typed(keys: &str) -> Draft {
        let mut draft = Draft::default();
        type_into(&mut draft, keys);
        draft
    }

    fn type_into(draft: &mut Draft, keys: &str) {
        for c in keys.chars() {
            match c {
                '<' => draft.pop(),
                '|' => draft.lose(),
                c => draft.push(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    #[test]
    fn messages() {
        let check = |keys: &str, said: Option<&str>, more: &str, text: &str, message: Option<&str>| {
            let mut draft = typed(keys);
            if let Some(said) = said {
                draft.resync(said);
            }
            type_into(&mut draft, more);
            assert_eq!(draft.text(), text, "{keys} {said:?} {more}");
            assert_eq!(draft.finish().as_deref(), message, "{keys} {said:?} {more}");
            assert!(draft.text().ends_with('\n'));
            assert_eq!(draft.finish(), None);
        };
        check("hello", None, "", "hello", Some("hello"));
        check(" hi there ", None, "", " hi there ", Some("hi there"));
        check("hellp<o", None, "", "hello", Some("hello"));
        check("hi", None, "", "hi", None);
        // The application does not report its text: what was typed since the cursor moved is context, not a message.
        check("hello|", None, "there", "there", None);
        check("a<<", None, "hello", "hello", None);
        // The application reports its text: the message counts as far as it still stands there.
        check("hello|", Some("hello"), " there", "hello there", Some("hello there"));
        check("hello|", Some("help"), "ful", "helpful", Some("helpful"));
        check("", Some("a text that was there before"), " yes", "a text that was there before yes", None);
        check("", Some("above\nbe"), "low it", "above\nbelow it", Some("below it"));
        // A late report is not used before it holds what was typed since.
        check("|x", Some("some"), "", "x", None);
        check("|x", Some("some x"), "", "some x", None);
        // A report is used once after the cursor moved.
        check("hello", Some("hello"), " there", "hello there", Some("hello there"));
    }

    #[test]
    fn what_becomes_of_a_message_that_enter_ended() {
        let check = |left: &str, lines_only, kept| {
            let mut draft = Draft::default();
            draft.send("one\ntwo three".into(), false);
            let at = left.find('|').unwrap_or(left.len());
            let around = Surrounding::new(&left.replace('|', ""), at as u32, at as u32);
            assert_eq!(draft.sent(&around, lines_only).is_some(), kept, "{left:?} {lines_only}");
            assert_eq!(draft.sent(&Surrounding::default(), false), None, "once");
        };
        // The field was emptied, or has another line; or nothing happened.
        check("", false, true);
        check("one\ntwo three\n", false, true);
        check("one\ntwo three", false, false);
        check("two three ", false, false);
        check("two three and", false, false);
        check("an", false, true);
        // The cursor was moved within the message, or a part of the message was deleted.
        check("|two three", false, false);
        check("two t|hree", false, false);
        check("two thr|", false, false);
        check("two", false, true);
        check("|one\ntwo three", false, true);
        check("", true, false);
        check("one\ntwo three\n", true, true);
    }

    #[test]
    fn a_message_that_stands_where_the_person_goes_on_is_none() {
        let mut draft = Draft::default();
        draft.send("two three".into(), false);
        draft.stays();
        assert_eq!(draft.sent(&Surrounding::default(), false), None);
    }

    #[test]
    fn what_is_said_of_a_word_that_came_with_enter_is_not_what_enter_made() {
        let check = |next: &str, kept| {
            let mut draft = Draft::default();
            draft.send("two three".into(), true);
            let around = |text: &str| Surrounding::new(text, text.chars().count() as u32, text.chars().count() as u32);
            assert_eq!(draft.sent(&around("one\ntwo three"), false), None);
            assert_eq!(draft.sent(&around(next), false).is_some(), kept, "{next}");
        };
        check("one\ntwo three\n", true);
        check("", true);
        check("one\ntwo three", false);
    }

    #[test]
    fn what_is_said_is_not_believed_while_the_keys_are_seen() {
        let mut draft = Draft::default();
        draft.resync("");
        type_into(&mut draft, "abc");
        draft.resync("");
        draft.resync("xabc");
        assert_eq!(draft.text(), "abc");
    }

    #[test]
    fn a_text_that_somebody_else_changes() {
        let check = |keys: &str, told: &str, left: &str, changed: bool| {
            let mut draft = typed(keys);
            assert!(!draft.is_changed(told), "{keys} {told}");
            assert_eq!(draft.is_changed(left), changed, "{keys} {told} {left}");
        };
        check("how are you", "how are you", "", true);
        check("how are you", "how are you", "how are you my dog ", true);
        check("how are you", "Anna, how are you", "Anna, how are you", false);
        check("a\nhow are you", "how are you", "how are you", false);
        check("a\n", "a\n", "", false);
        // An application whose reports have never agreed with the draft is not believed.
        check("how are you", "", "how", false);
        check("how are you", "h", "", false);
    }

    #[test]
    fn long_texts_lose_their_beginning() {
        let mut draft = Draft::default();
        for _ in 0..3000 {
            draft.push("é");
        }
        assert!(draft.text().len() <= MOST_BYTES && draft.text().len() > MOST_BYTES / 2);
        assert_eq!(draft.finish(), None, "not whole");
        draft.push("whole again");
        assert_eq!(draft.finish().as_deref(), Some("whole again"));
        draft.resync(&"x".repeat(9000));
        assert!(draft.text().len() <= MOST_BYTES);
    }
}
