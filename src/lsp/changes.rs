//! Which lines of a document the person typed: counted from its changes.
//!
//! A line is the person's when at least half of its characters were typed (or taken from what was offered). Text that
//! comes in large pieces, replaces lines or was there before is not. Main type: [`Typed`].

use super::text;

/// The most characters of a change that counts as typed; larger changes were pasted or written by a program.
const AT_ONCE: usize = 12;
/// Lines with fewer characters are not handed over.
const SHORTEST: usize = 3;

/// Characters typed in each line since it was handed over.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    counts: Vec<usize>,
}

impl Typed {
    /// For a document that was opened with this text.
    pub fn new(text: &str) -> Typed {
        Typed { counts: vec![0; text::line_ends(text) + 1] }
    }

    /// Counts a replacement that began in `line`. Removed characters do not count as typed any more.
    pub fn replaced(&mut self, line: usize, removed: &str, inserted: &str) {
        let (kept, removed, inserted) = difference(removed, inserted);
        let line = line + text::line_ends(kept);
        let (removed_ends, added_ends) = (text::line_ends(removed), text::line_ends(inserted));
        let (removed, characters) = (without_ends(removed), without_ends(inserted));
        self.counts.resize(self.counts.len().max(line + removed_ends + 1), 0);
        let joined = self.counts.splice(line + 1..line + 1 + removed_ends, std::iter::repeat_n(0, added_ends));
        let joined: usize = joined.sum();
        let count = &mut self.counts[line];
        *count = (*count + joined).saturating_sub(removed);
        if characters <= AT_ONCE && added_ends <= 1 {
            *count += characters;
        }
    }

    /// Counts text that was offered and taken in this line as typed. A short change has been counted already.
    pub fn took(&mut self, line: usize, taken: &str) {
        let characters = taken.chars().count();
        if characters > AT_ONCE
            && let Some(count) = self.counts.get_mut(line)
        {
            *count += characters;
        }
    }

    /// Whether anything in a line counts as typed.
    pub fn is_own(&self, line: usize) -> bool {
        self.counts.get(line).is_some_and(|&count| count > 0)
    }

    /// The messages that were typed: `prose` says what of a line, with its number, is prose. Lines that follow each other are one
    /// message. Afterwards nothing counts as typed but the line `held`, which is left for the next time.
    pub fn take(
        &mut self,
        text: &str,
        held: Option<usize>,
        prose: impl Fn(usize, &str) -> Option<String>,
    ) -> Vec<String> {
        let mut messages: Vec<String> = Vec::new();
        let mut follows = false;
        for (number, (line, count)) in text::lines(text).zip(self.counts.iter_mut()).enumerate() {
            if held == Some(number) {
                follows = false;
                continue;
            }
            let own = std::mem::take(count) * 2 >= line.trim().chars().count();
            let words = prose(number, line).filter(|words| own && words.trim().chars().count() >= SHORTEST);
            match (words, messages.last_mut()) {
                (Some(words), Some(message)) if follows => {
                    message.push('\n');
                    message.push_str(&words);
                }
                (Some(words), _) => {
                    messages.push(words);
                    follows = true;
                }
                (None, _) => follows = false,
            }
        }
        messages
    }
}

/// Reduces a replacement to the part that differs: the common beginning, what was removed, and what was inserted. Some
/// editors replace whole lines or whole words where a few characters changed.
fn difference<'a>(removed: &'a str, inserted: &'a str) -> (&'a str, &'a str, &'a str) {
    // Not within an end of a line.
    if removed.contains('\r') {
        return ("", removed, inserted);
    }
    let same = |(a, b): &(char, char)| a == b;
    let length = |(c, _): (char, char)| c.len_utf8();
    let before: usize = removed.chars().zip(inserted.chars()).take_while(same).map(length).sum();
    let (kept, removed, inserted) = (&removed[..before], &removed[before..], &inserted[before..]);
    let after: usize = removed.chars().rev().zip(inserted.chars().rev()).take_while(same).map(length).sum();
    (kept, &removed[..removed.len() - after], &inserted[..inserted.len() - after])
}

/// Characters of a text that are no ends of lines.
fn without_ends(text: &str) -> usize {
    text.chars().filter(|c| !matches!(c, '\n' | '\r')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types into a document letter by letter.
    fn typed(typed: &mut Typed, line: usize, text: &str) {
        let mut line = line;
        for c in text.chars() {
            typed.replaced(line, "", c.to_string().as_str());
            line += usize::from(c == '\n');
        }
    }

    fn all(_: usize, line: &str) -> Option<String> {
        Some(line.to_owned())
    }

    #[test]
    fn what_was_typed_is_told_once() {
        let mut lines = Typed::new("was here");
        lines.replaced(0, "", "\n");
        typed(&mut lines, 1, "first\nsecond\n\nthird");
        let text = "was here\nfirst\nsecond\n\nthird";
        assert_eq!(lines.take(text, None, all), ["first\nsecond", "third"]);
        assert_eq!(lines.take(text, None, all), [""; 0]);
    }

    #[test]
    fn a_line_that_is_held_is_told_later() {
        let mut lines = Typed::new("");
        typed(&mut lines, 0, "one line\nand ano");
        assert_eq!(lines.take("one line\nand ano", Some(1), all), ["one line"]);
        typed(&mut lines, 1, "ther");
        assert_eq!(lines.take("one line\nand another", None, all), ["and another"]);
    }

    #[test]
    fn what_was_not_typed_is_not_told() {
        let check = |change: &dyn Fn(&mut Typed), text: &str, expected: &[&str]| {
            let mut lines = Typed::new("a line that was here");
            change(&mut lines);
            assert_eq!(lines.take(text, None, all), expected, "{text}");
        };
        check(&|lines| typed(lines, 0, "!"), "a line that was here!", &[]);
        check(&|lines| lines.replaced(0, "", "something that was pasted"), "something that was pasted", &[]);
        check(
            &|lines| {
                lines.replaced(0, "", "something that was taken");
                lines.took(0, "something that was taken");
            },
            "something that was taken",
            &["something that was taken"],
        );
        // A formatter that replaces everything.
        check(
            &|lines| {
                typed(lines, 0, "\nit was typed");
                lines.replaced(0, "a line that was here\nit was typed", "A line\nIt was typed\n");
            },
            "A line\nIt was typed\n",
            &[],
        );
        check(&|lines| lines.replaced(7, "\n\n\n", ""), "a line that was here", &[]);
        // Typed, deleted, and something pasted in its place.
        check(
            &|lines| {
                typed(lines, 0, "it was typed");
                lines.replaced(0, "it was typed", "");
                lines.replaced(0, "", "something that was pasted");
            },
            "something that was pasted",
            &[],
        );
    }

    #[test]
    fn editors_that_send_whole_lines() {
        let mut lines = Typed::new("was here\n");
        for (before, after) in [("", "Z"), ("Z", "Zo"), ("Zo", "Zoë"), ("Zoë", "Zoë ca"), ("Zoë ca", "Zoë came")] {
            lines.replaced(0, &format!("was here\n{before}\n"), &format!("was here\n{after}\n"));
        }
        assert_eq!(lines.take("was here\nZoë came\n", None, all), ["Zoë came"]);
    }

    #[test]
    fn typed_lines_that_are_joined_stay_typed() {
        let mut lines = Typed::new("");
        typed(&mut lines, 0, "one line\nand another");
        lines.replaced(0, "\n", " ");
        assert_eq!(lines.take("one line and another", None, all), ["one line and another"]);
    }
}
