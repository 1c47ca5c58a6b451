//! [`LastLines`]: the line with which every conversation ended, in memory only. A secret may be all of a message, and be announced
//! by the message before: "what's the wifi password?".

use std::collections::HashMap;

use crate::daemon::serving::ConnectionId;
use crate::text::words::last_line;

/// Most conversations whose last lines are known; all are dropped when there are more.
const MOST: usize = 256;
/// Most bytes of a line that are remembered, from its end.
const BYTES: usize = 200;
/// Milliseconds after which a message no longer counts as the answer to a line.
const NEAR_MS: u64 = 5 * 60 * 1000;

/// A conversation as one client tells of it. The messages of a connection come in their order, whatever others do meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub connection: ConnectionId,
    pub source: String,
    pub app: Option<String>,
    pub conversation: Option<String>,
}

/// The last line of a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastLine {
    pub text: String,
    /// The time of its message, where that is known.
    time: Option<i64>,
    /// Whether it is all of its message.
    pub is_whole: bool,
    /// The number of the message in the history, where it was kept alone.
    pub id: Option<i64>,
}

/// The last lines of all conversations.
#[derive(Default)]
pub struct LastLines(HashMap<Place, LastLine>);

impl LastLines {
    /// Takes the line right before a message of this time out; nothing where that was said long before or after.
    pub fn take(&mut self, place: &Place, time: Option<i64>) -> Option<LastLine> {
        let line = self.0.remove(place)?;
        let near = line.time.zip(time).is_none_or(|(before, time)| before.abs_diff(time) <= NEAR_MS);
        near.then_some(line)
    }

    /// Remembers the last line of a message that was kept.
    pub fn put(&mut self, place: Place, text: &str, time: Option<i64>) {
        let line = last_line(text.trim_end());
        let start = line.ceil_char_boundary(line.len().saturating_sub(BYTES));
        // A line that is too long is cut at a space, since half of a word could read as another word.
        let whole = if start == 0 { line } else { line[start..].split_once(' ').map_or("", |(_, rest)| rest) };
        if whole.is_empty() {
            return;
        }
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(place, LastLine { text: whole.to_owned(), time, is_whole: whole == text.trim_end(), id: None });
    }

    /// Remembers the number under which the message of a line was kept.
    pub fn number(&mut self, place: &Place, id: i64) {
        if let Some(line) = self.0.get_mut(place) {
            line.id = Some(id);
        }
    }

    /// Forgets all lines.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(connection: ConnectionId, conversation: &str) -> Place {
        Place { connection, source: "test".into(), app: None, conversation: Some(conversation.into()) }
    }

    #[test]
    fn the_line_before_in_the_same_conversation() {
        let mut lines = LastLines::default();
        let mut check = |after: &str, place: Place, time, expected: Option<&str>| {
            assert_eq!(lines.take(&place, time).map(|line| line.text).as_deref(), expected, "{after:?}");
            lines.put(place, after, time);
        };
        check("one", place(1, "a"), Some(0), None);
        check("other", place(2, "a"), Some(0), None);
        check("elsewhere", place(1, "b"), Some(0), None);
        check("two\nlines \n", place(1, "a"), Some(240_000), Some("one"));
        check("late", place(1, "a"), Some(600_000), None);
        check("untimed", place(1, "a"), None, Some("late"));
        check(&format!("{} the end", "é".repeat(300)), place(1, "a"), Some(i64::MIN), Some("untimed"));
        check(&"x".repeat(300), place(1, "a"), Some(i64::MIN), Some("the end"));
        check("after a word without end", place(1, "a"), Some(i64::MAX), None);
    }

    #[test]
    fn there_is_an_end_to_it() {
        let mut lines = LastLines::default();
        (0..10_000).for_each(|n| lines.put(place(n, "a"), &"a word ".repeat(1000), None));
        assert!(lines.0.len() <= MOST && lines.0.values().all(|line| line.text.len() <= BYTES));
    }
}
