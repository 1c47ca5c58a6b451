//! Whether text of no known form may be one person's alone. Main function: [`of`]; main type: [`Doubt`].
//!
//! Lines that begin with a time, a name and a colon, with brackets or in columns are probably a talk of several people, so
//! that nothing of such a text is learned until someone says what it is.

mod columns;
mod talks;

use std::collections::HashMap;

use super::sample::Sample;
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
/// Lines of which paragraphs are made out.
const LINES: usize = 2000;

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
    if is_table(sample.file_name()) {
        return Some(Doubt {
            what: "it is a table whose columns are unknown",
            nearest: "nearest is Discord's CSV, the first line of which names columns",
        });
    }
    if most(&has_columns) || columns::are_columns(&lines) {
        return Some(Doubt {
            what: "most lines are columns",
            nearest: "nearest is Discord's CSV, the first line of which names columns",
        });
    }
    if names(&lines) || all_named(&lines) {
        return Some(Doubt {
            what: "most lines begin with a name and a colon",
            nearest: "nearest is a chat as text, of which each line has a date and a time before the name",
        });
    }
    if headings(&lines) || blocks(sample.start) {
        return Some(Doubt {
            what: "names stand above what was said",
            nearest: "nearest is a chat as text, of which each line has a date, a time, a name and a colon",
        });
    }
    if let Some(doubt) = talks::talk(&lines) {
        return Some(doubt);
    }
    me.then_some(Doubt {
        what: "nothing in it says who wrote which line",
        nearest: "with --me, a file of no known format is not taken to be all yours",
    })
}

fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".csv") || name.ends_with(".tsv")
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
    Ending::ALL.into_iter().any(|ending| stamp_before(line, ending).is_some()) || clock() || has_clock_and_name(line)
}

/// `Nov 14 22:13:20 Ann: hello`: a few words, a time, a name and a colon.
fn has_clock_and_name(line: &str) -> bool {
    let head = line.get(..line.floor_char_boundary(HEAD_BYTES)).unwrap_or(line);
    let mut words = head.split(' ').take(6);
    words.any(is_clock) && words.take(3).any(|word| word.ends_with(':'))
}

/// `22:13`, `22:13:20`
fn is_clock(word: &str) -> bool {
    let parts: Vec<&str> = word.split(':').collect();
    let digits = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(digits)
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
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    line.split_once('\t').is_some_and(|(_, cell)| is_number(cell.trim()))
        || line.matches('\t').count() >= 2
        || line.matches(';').count() >= 3
        || line.matches('|').count() >= 3
        || {
            // Sentences have commas too, with a space behind them.
            line.matches(',').count() >= 3 && line.matches(", ").count() * 2 < line.matches(',').count()
        }
}

/// Whether most lines begin with one of a few names and a mark, at least two of them more than once.
fn names(lines: &[&str]) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in lines.iter().filter_map(|line| name_before_mark(line)) {
        *counts.entry(name).or_default() += 1;
    }
    let named: usize = counts.values().sum();
    let repeated = counts.values().filter(|count| **count > 1).count();
    named * 5 >= lines.len() * 3 && repeated >= 2
}

/// What stands before the first mark that may end a name: `Ann: hi`, `Ann> hi`, `Ann – hi`; of `@ann hi` the first word.
fn name_before_mark(line: &str) -> Option<&str> {
    const MARKS: [&str; 10] = [":", "：", "> ", " – ", " — ", " - ", " | ", " » ", " >> ", " // "];
    let head = line.get(..line.floor_char_boundary(HEAD_BYTES)).unwrap_or(line).trim_start();
    if head.starts_with('@') {
        return head.split_once(' ').map(|(name, _)| name);
    }
    let at = MARKS.iter().filter_map(|mark| head.find(mark)).min()?;
    let (name, rest) = head.split_at(at);
    let link = rest.starts_with("://");
    (!link && (1..=4).contains(&name.split_whitespace().count())).then_some(name.trim())
}

/// Whether all lines, or nearly all, begin with a word or two in capitals and a colon, as a short talk does.
fn all_named(lines: &[&str]) -> bool {
    let named = |line: &&&str| {
        let Some((name, said)) = line.split_once(": ").or_else(|| line.split_once('：')) else { return false };
        let words = name.split_whitespace();
        // Many scripts have no capitals.
        (1..=3).contains(&words.clone().count())
            && words.clone().all(|word| word.starts_with(|c: char| !c.is_lowercase()))
            && !said.trim().is_empty()
    };
    lines.len() >= 2 && lines.iter().filter(named).count() * 5 >= lines.len() * 4
}

/// Whether a good part of the lines is nothing but a name and a time.
fn headings(lines: &[&str]) -> bool {
    let count = lines.iter().filter(|line| is_heading(line)).count();
    count >= 2 && count * 4 >= lines.len()
}

/// `Ann  10:13 PM`, `Ann, [14.11.2023 22:13]`, `ANN (22:13)`
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let clock = |word: &str| is_clock(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let half =
        |word: &str| ["am", "pm", "a.m.", "p.m."].contains(&word.to_lowercase().trim_matches(['(', ')', '[', ']']));
    let mut words: Vec<&str> = line.split([' ', '\u{a0}', '\u{202f}', '\t']).filter(|word| !word.is_empty()).collect();
    let sentence = line.ends_with('.') && !words.last().is_some_and(|word| half(word));
    while words.last().is_some_and(|word| half(word)) {
        words.pop();
    }
    if line.chars().count() > 60 || sentence || !words.pop().is_some_and(clock) {
        return false;
    }
    let name = |word: &&&str| word.contains(char::is_alphabetic);
    (1..=3).contains(&words.iter().filter(name).count()) && words.len() <= 6
}

/// Whether most paragraphs begin with one of a few short lines, each again and again.
fn blocks(text: &str) -> bool {
    let mut firsts: HashMap<&str, usize> = HashMap::new();
    let (mut paragraphs, mut lines) = (0usize, text.lines().map(str::trim).take(LINES).peekable());
    while let Some(line) = lines.next() {
        let begins = !line.is_empty() && lines.peek().is_some_and(|next| !next.is_empty());
        if begins {
            paragraphs += 1;
            if line.chars().count() <= 40 && line.split_whitespace().count() <= 3 {
                *firsts.entry(line).or_default() += 1;
            }
        }
        if !line.is_empty() {
            while lines.next_if(|next| !next.is_empty()).is_some() {}
        }
    }
    let repeated = || firsts.values().filter(|count| **count > 1);
    paragraphs >= 4 && repeated().count() >= 2 && repeated().sum::<usize>() * 5 >= paragraphs * 4
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
        check("Kettlewick\t120\nØresund\t3\n", false, Some("most lines are columns"));
        check(
            "Ann: hello\nBob: hi\nAnn: how are you\nBob: fine\n",
            false,
            Some("most lines begin with a name and a colon"),
        );
        check("Ann: hello\nBob: hi\nKit: and me\n", false, Some("most lines begin with a name and a colon"));
        check("Ann> hi\nBob> ho\nAnn> so\nBob> no\n", false, Some("most lines begin with a name and a colon"));
        check("Ann – hi\nBob – ho\nAnn – so\nBob – no\n", false, Some("most lines begin with a name and a colon"));
        check("@ann hi\n@bob ho\n@ann so\n@bob no\n", false, Some("most lines begin with a name and a colon"));
        check("美香：我到了\n若安：好\n美香：走吧\n", false, Some("most lines begin with a name and a colon"));
        check("Ann\tso it is\nBob\tis it\nAnn\tyes it is\nBob\tno it is\n", false, Some("most lines are columns"));
        check("### Ann\n\nso\n\n### Bob\n\nno\n\n### Ann\n\nyes\n", false, Some("names stand above what was said"));
        check("Nov 14 22:13:20 Ann: hello\nNov 14 22:14:20 Bob: hi\n", false, Some("most lines begin with a time"));
        let heading = Some("names stand above what was said");
        check("Ann  10:13 PM\nhello\nBob  10:14 PM\nhi\n", false, heading);
        check("Ann, [14.11.2023 22:13]\nhello\n\nBob, [14.11.2023 22:14]\nhi\nyou\n", false, heading);
        check("ANN (22:13)\nhello\n\nBOB (22:14)\nhi\n", false, heading);
        check("ANN\nhello\n\nBOB\nhi\n\nANN\nso\n\nBOB\nno\n", false, heading);
        check("my own words\n", true, Some("nothing in it says who wrote which line"));
    }

    #[test]
    fn texts_of_ones_own_are_not() {
        check("Dear Ann,\nhow are you, and the boat?\n", false, None);
        check("14.11.2023\nwe went out at 10:30 and came back\n", false, None);
        check("Milk: two\nBread: one\nThen we went home.\nIt rained.\n", false, None);
        check("10:30 is too early, I said.\nFine.\n", false, None);
        check("We left at 10:30.\nThe train was late, as it is.\nHome at 12:00.\nTea.\n", false, None);
        check("One day.\nIt rained.\n\nNext day.\nSun.\n\nThird day.\nWind.\n\nLast day.\nHome.\n", false, None);
        check("ok\nyes\nok\nyes\nsee you\n", false, None);
    }
}
