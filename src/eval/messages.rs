//! [`TextSet`]: the messages that are scored, each with the text that stands before it.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::text::newest_within;

/// A text to be scored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSet {
    /// Messages in order; those that are not scored are context of those that are.
    pub messages: Vec<TextMessage>,
}

/// One message, NFC, without its line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMessage {
    /// The message in NFC, without its line end.
    pub text: String,
    /// Whether the person wrote it whose text it is.
    pub own: bool,
    /// Whether it is scored; else it is only context.
    pub scored: bool,
    /// Whether it begins a context: then the messages before it are no context of it.
    pub starts_anew: bool,
}

/// Why a file cannot be scored.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SetError {
    /// A line of a log cannot be read.
    #[error("line {line}: {what}")]
    Line {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// The file has no message that could be scored.
    #[error("there is no message to score")]
    Empty,
}

#[derive(Deserialize)]
struct LogLine {
    me: serde_json::Value,
    text: String,
    #[serde(default)]
    conversation: Option<String>,
}

impl TextSet {
    /// Reads plain text: every line that is not blank is a message that stands alone.
    ///
    /// # Errors
    /// When every line is blank.
    pub fn plain(text: &str) -> Result<Self, SetError> {
        let messages: Vec<TextMessage> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| TextMessage { text: line.nfc().collect(), own: true, scored: true, starts_anew: true })
            .collect();
        if messages.is_empty() { Err(SetError::Empty) } else { Ok(TextSet { messages }) }
    }

    /// Reads a person's log, one JSON object a line (`me` 1 or 0, `text`, `conversation` if there are several). The newest
    /// fifth of the person's own messages is scored; everything before is context.
    ///
    /// # Errors
    /// When a line is no such object, or the person wrote nothing.
    pub fn log(text: &str) -> Result<Self, SetError> {
        let mut messages = Vec::new();
        let mut own = Vec::new();
        let mut conversation = None;
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let error = |what: String| SetError::Line { line: at + 1, what };
            let row: LogLine = serde_json::from_str(line).map_err(|e| error(e.to_string()))?;
            let me = match &row.me {
                serde_json::Value::Bool(me) => *me,
                serde_json::Value::Number(number) => number.as_f64() != Some(0.0),
                _ => return Err(error("`me` must be 1 or 0".into())),
            };
            let starts_anew = messages.is_empty() || row.conversation != conversation;
            conversation = row.conversation;
            if me {
                own.push(messages.len());
            }
            messages.push(TextMessage { text: row.text.nfc().collect(), own: me, scored: false, starts_anew });
        }
        let learned = own.len() * 4 / 5;
        for &at in &own[learned..] {
            messages[at].scored = true;
        }
        if own.is_empty() { Err(SetError::Empty) } else { Ok(TextSet { messages }) }
    }

    /// Shortens what others wrote between two of the owner's messages to the newest messages that fit into so many
    /// characters.
    pub fn limit_others(&mut self, chars: usize) {
        let mut kept = Vec::with_capacity(self.messages.len());
        let mut others: Vec<TextMessage> = Vec::new();
        let mut anew = false;
        for message in std::mem::take(&mut self.messages) {
            if message.starts_anew {
                others.clear();
                anew = true;
            }
            if !message.own {
                others.push(message);
                continue;
            }
            let near = newest_within(&others, chars, |other| other.text.chars().count() + 1).len();
            others.drain(..others.len() - near);
            for mut message in others.drain(..).chain([message]) {
                message.starts_anew = std::mem::take(&mut anew);
                kept.push(message);
            }
        }
        self.messages = kept;
    }

    /// Keeps the first `count` scored messages and drops what comes after them.
    pub fn limit(&mut self, count: usize) {
        let last = self.messages.iter().enumerate().filter(|(_, m)| m.scored).nth(count.saturating_sub(1));
        if let Some((at, _)) = last {
            self.messages.truncate(at + 1);
        }
    }

    /// Characters that are scored, line ends aside.
    #[must_use]
    pub fn scored_chars(&self) -> u64 {
        self.messages.iter().filter(|m| m.scored).map(|m| m.text.chars().count() as u64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_alone() {
        let set = TextSet::plain("one\n\n  \ntwo e\u{301}\r\n").unwrap();
        let texts: Vec<&str> = set.messages.iter().map(|m| m.text.as_str()).collect();
        assert_eq!(texts, ["one", "two é"]);
        assert!(set.messages.iter().all(|m| m.scored && m.starts_anew));
        assert_eq!(set.scored_chars(), 8);
        assert_eq!(TextSet::plain(" \n"), Err(SetError::Empty));
    }

    #[test]
    fn the_newest_fifth_of_ones_own_is_scored() {
        let rows: String = (0..12)
            .map(|i| format!("{{\"me\": {}, \"text\": \"m{i}\", \"time\": \"x\"}}\n", i32::from(i % 6 != 0)))
            .collect();
        let mut set = TextSet::log(&rows).unwrap();
        let scored: Vec<&str> = set.messages.iter().filter(|m| m.scored).map(|m| m.text.as_str()).collect();
        assert_eq!(scored, ["m10", "m11"]);
        assert_eq!(set.messages.iter().filter(|m| m.starts_anew).count(), 1);
        set.limit(1);
        assert_eq!(set.messages.len(), 11);
    }

    #[test]
    fn conversations_are_kept_apart() {
        let row = |c: &str| format!("{{\"me\": 1, \"text\": \"a\", \"conversation\": \"{c}\"}}\n");
        let set = TextSet::log(&[row("x"), row("x"), row("y")].concat()).unwrap();
        let anew: Vec<bool> = set.messages.iter().map(|m| m.starts_anew).collect();
        assert_eq!(anew, [true, false, true]);
    }

    #[test]
    fn of_others_the_newest_are_kept() {
        let row = |me: u8, text: &str, c: &str| {
            format!("{{\"me\": {me}, \"text\": \"{text}\", \"conversation\": \"{c}\"}}\n")
        };
        let rows =
            [(0, "ab", "x"), (0, "cd", "x"), (1, "A", "x"), (1, "B", "x"), (0, "e", "x"), (0, "f", "y"), (1, "C", "y")];
        let log: String = rows.iter().map(|(me, text, c)| row(*me, text, c)).collect();
        let check = |chars, expected: &str| {
            let mut set = TextSet::log(&log).unwrap();
            set.limit_others(chars);
            let shown = set.messages.iter().map(|m| format!("{}{}", if m.starts_anew { "|" } else { "" }, m.text));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{chars}");
        };
        check(0, "|A B |C");
        check(4, "|cd A B |f C");
        check(100, "|ab cd A B |f C");
    }

    #[test]
    fn broken_lines_are_named() {
        let error = TextSet::log("{\"me\": 1, \"text\": \"a\"}\n{\"me\": 1}\n").unwrap_err();
        assert!(matches!(error, SetError::Line { line: 2, .. }), "{error}");
        let error = TextSet::log("{\"me\": \"yes\", \"text\": \"a\"}\n").unwrap_err();
        assert!(error.to_string().contains("`me`"), "{error}");
    }
}
