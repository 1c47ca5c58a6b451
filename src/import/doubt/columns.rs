//! Whether text is a table: lines of as many cells each, of which one holds names that come again. Main function:
//! [`are_columns`].

use std::collections::HashMap;

/// Lines of which cells are made out.
const LINES: usize = 400;
/// Characters and words of a name.
const NAME_CHARS: usize = 30;
const NAME_WORDS: usize = 3;
/// A comma with a space behind it stands in sentences, too: lines that are enough to tell.
const MANY_LINES: usize = 6;

/// Whether most lines have as many cells, the first or the second of which is one of a few names.
pub fn are_columns(lines: &[&str]) -> bool {
    let lines = &lines[..lines.len().min(LINES)];
    ['\t', ';', ',', '|'].into_iter().any(|mark| has_names(lines, mark))
}

fn has_names(lines: &[&str], mark: char) -> bool {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(line, mark)).collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    rows.iter().filter(|row| row.len() > 1).for_each(|row| *counts.entry(row.len()).or_default() += 1);
    let Some((width, count)) = counts.into_iter().max_by_key(|(width, count)| (*count, *width)) else { return false };
    if count < 3 || count * 4 < lines.len() * 3 {
        return false;
    }
    let rows: Vec<Vec<&str>> = rows.into_iter().filter(|row| row.len() == width).collect();
    let spaced = mark == ',' && rows.iter().filter(|row| row[1].starts_with(' ')).count() * 2 > count;
    // What was said stands in a cell behind the name.
    (0..2.min(width - 1)).any(|at| are_names(&rows, at, spaced) && (at + 1..width).any(|said| is_said(&rows, said)))
}

fn are_names(rows: &[Vec<&str>], at: usize, spaced: bool) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let cell = row[at].trim().trim_matches('"');
        let short = cell.chars().count() <= NAME_CHARS && cell.split_whitespace().count() <= NAME_WORDS;
        if short && cell.contains(char::is_alphabetic) {
            *counts.entry(cell).or_default() += 1;
        }
    }
    // The first line may name the columns.
    let named: usize = counts.values().sum();
    let repeated = counts.values().filter(|count| **count > 1).count();
    let few = named + 1 >= rows.len() && counts.len() * 2 <= rows.len() + 1;
    let surely = || counts.values().all(|count| *count > 2) && counts.len() <= 4 && rows.len() >= MANY_LINES;
    few && repeated >= 2 && (!spaced || surely())
}

/// Whether a column holds more than single words.
fn is_said(rows: &[Vec<&str>], at: usize) -> bool {
    let words: usize = rows.iter().map(|row| row[at].split_whitespace().count().max(1)).sum();
    let letters = rows.iter().filter(|row| row[at].contains(char::is_alphabetic)).count();
    words * 2 >= rows.len() * 3 && letters * 2 > rows.len()
}

/// The cells of a line; a mark within quotation marks ends none.
fn cells(line: &str, mark: char) -> Vec<&str> {
    let mut quoted = false;
    let ends = |c: char| {
        quoted ^= c == '"';
        c == mark && !quoted
    };
    line.split(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(are_columns(&text.lines().collect::<Vec<_>>()), expected, "{text}");
    }

    #[test]
    fn names_in_a_column_make_a_table() {
        check("ann\tso it is\nbob\tis it now\nann\tyes it is\nbob\tfine\n", true);
        check("Ann;so it is\nBob;is it now\nAnn;yes it is\nBob;fine\n", true);
        check("1,Ann,\"so, it is\"\n2,Bob,is it now\n3,Ann,yes it is\n4,Bob,\"fine, fine\"\n", true);
        check("id,author,body\n1,Ann,so it is\n2,Bob,is it now\n3,Ann,yes it is\n4,Bob,fine with me\n", true);
        check("Ann, so it is\nBob, is it now\nAnn, yes it is\nBob, fine\nAnn, no it is\nBob, go on\n", true);
    }

    #[test]
    fn lists_and_sentences_do_not() {
        check("milk;2\nbread;1\neggs;12\nmilk;3\n", false);
        check("milk;two litres\nbread;one loaf\neggs;a dozen\nbutter;the good one\n", false);
        check("Oh, the rain again\nOh, the wind\nAnd, late, the sun\nWell, we went out\n", false);
        check("In May, we sailed\nIn June, we slept\nIn May, it rained\nIn July, who knows\nIn June, sun\n", false);
        check("We sailed, it rained\nand nobody, none of us, minded\nHome, then tea\n", false);
    }
}
