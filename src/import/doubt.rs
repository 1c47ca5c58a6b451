//! Whether text of no known form may be one person's. Main function: [`of`]; main type: [`Doubt`].
//!
//! Lines that begin with a time, a name and a colon, with brackets or in columns are other people's as well; so nothing
//! of such a text is learned until someone says what it is.

use std::collections::HashMap;

use super::description::Sample;
use super::stamp::{Ending, stamp_before};

/// Why a text may hold what others wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What most of its lines look like.
    pub what: &'static str,
    /// What it resembles, and what differs.
    pub nearest: &'static str,
}

/// Bytes of a line within which a name stands.
const HEAD_BYTES: usize = 60;

/// What speaks against one person's text; `me`: its owner said under which name they write in it.
pub fn of(sample: &Sample<'_>, me: bool) -> Option<Doubt> {
    let lines: Vec<&str> = sample.lines().collect();
    let lines = if lines.is_empty() { vec![sample.first_line()] } else { lines };
    let most = |is: &dyn Fn(&str) -> bool| lines.iter().filter(|line| is(line)).count() * 2 >= lines.len();
    if most(&has_stamp) {
        return Some(Doubt {
            what: "most lines begin with a time",
            nearest: "nearest is a chat as text, of which each line has a date, a time, a name and a colon",
        });
    }
    if most(&has_brackets) {
        return Some(Doubt {
            what: "most lines begin with brackets",
            nearest: "nearest is an IRC log, of which each line has a time and a nick in <>",
        });
    }
    if most(&has_columns) {
        return Some(Doubt {
            what: "most lines are columns",
            nearest: "nearest is Discord's CSV, the first line of which names columns",
        });
    }
    if names(&lines) {
        return Some(Doubt {
            what: "most lines begin with a name and a colon",
            nearest: "nearest is a chat as text, of which each line has a date and a time before the name",
        });
    }
    me.then_some(Doubt {
        what: "nothing in it says who wrote which line",
        nearest: "with --me, a file of no known format is not taken to be all yours",
    })
}

fn has_stamp(line: &str) -> bool {
    let line = line.trim_start();
    let clock = || {
        let head = line.trim_start_matches(['[', '(']);
        let end = head.find(|c: char| !(c.is_numeric() || matches!(c, ':' | '.' | 'h')));
        let clock = end.map_or(head, |end| &head[..end]);
        let parts: Vec<&str> = clock.split(':').collect();
        let rest = &head[clock.len()..];
        (2..=3).contains(&parts.len())
            && parts.iter().all(|part| (1..=2).contains(&part.chars().count()))
            // A time alone may begin a sentence; behind it stands a name, or a column.
            && (rest.starts_with([']', ')', '\t', ';', ',', '|']) || rest.get(..rest.floor_char_boundary(40)).is_some_and(|rest| rest.contains(':')))
    };
    Ending::ALL.into_iter().any(|ending| stamp_before(line, ending).is_some()) || clock()
}

fn has_brackets(line: &str) -> bool {
    let line = line.trim_start();
    let within = |open: char, close: char| {
        line.strip_prefix(open)
            .and_then(|rest| rest.split_once(close))
            .is_some_and(|(inner, rest)| (1..=40).contains(&inner.len()) && !rest.trim().is_empty())
    };
    within('<', '>') || within('[', ']')
}

fn has_columns(line: &str) -> bool {
    line.matches('\t').count() >= 2 || line.matches(';').count() >= 3 || line.matches('|').count() >= 3 || {
        // Sentences have commas too, with a space behind them.
        line.matches(',').count() >= 3 && line.matches(", ").count() * 2 < line.matches(',').count()
    }
}

/// Whether most lines begin with one of a few names and a colon, at least two of them more than once.
fn names(lines: &[&str]) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        let head = line.get(..line.floor_char_boundary(HEAD_BYTES)).unwrap_or(line);
        if let Some((name, rest)) = head.split_once(':')
            && !rest.starts_with("//")
            && (1..=4).contains(&name.split_whitespace().count())
        {
            *counts.entry(name.trim()).or_default() += 1;
        }
    }
    let named: usize = counts.values().sum();
    let repeated = counts.values().filter(|count| **count > 1).count();
    named * 5 >= lines.len() * 3 && repeated >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, me: bool, expected: Option<&str>) {
        let doubt = of(&Sample::new("x.txt", text.as_bytes(), text), me);
        assert_eq!(doubt.map(|doubt| doubt.what), expected, "{text}");
    }

    #[test]
    fn chats_of_unknown_form_are_doubtful() {
        check("10:13 PM\tAnn\thello\n10:14 PM\tBob\thi\n", false, Some("most lines are columns"));
        check("22:13 Ann: hello\n22:14 Bob: hi\n", false, Some("most lines begin with a time"));
        check("<ann> hi\n<bob> hello\n", false, Some("most lines begin with brackets"));
        check("1;ann;x;hello\n2;bob;y;hi\n", false, Some("most lines are columns"));
        check(
            "Ann: hello\nBob: hi\nAnn: how are you\nBob: fine\n",
            false,
            Some("most lines begin with a name and a colon"),
        );
        check("my own words\n", true, Some("nothing in it says who wrote which line"));
    }

    #[test]
    fn texts_of_ones_own_are_not() {
        check("Dear Ann,\nhow are you, and the boat?\n", false, None);
        check("14.11.2023\nwe went out at 10:30 and came back\n", false, None);
        check("Milk: two\nBread: one\nThen we went home.\nIt rained.\n", false, None);
        check("10:30 is too early, I said.\nFine.\n", false, None);
    }
}
