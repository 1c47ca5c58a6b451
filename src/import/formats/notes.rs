//! Markdown notes and plain documents that their owner wrote: prose without marks, code, tables and front matter.
//!
//! Nobody's name stands in them, so they are read only where their owner says what they are.

use std::io::Read;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};

pub const FORMAT: Description = Description {
    name: "notes",
    title: "notes",
    aliases: &["markdown", "md", "documents"],
    origin: "Markdown and plain documents you wrote, with --format notes: a file or a folder (Obsidian, Joplin)",
    extensions: &["md", "markdown", "txt", "rst", "org", "adoc"],
    offered: false,
    shapes: &[Shape { score: |_| 0, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(reading.stem());
    let mut lines = Lines::new(input);
    let mut paragraph = String::new();
    let mut fence: Option<&'static str> = None;
    let mut front = false;
    let flush = |paragraph: &mut String, out: &mut Out<'_, '_>| {
        let text = std::mem::take(paragraph);
        if text.is_empty() {
            return Ok(());
        }
        out.message(Draft { me: Some(true), text: &text, conversation: Some(&conversation), ..Draft::default() })
    };
    while let Some((number, line)) = lines.numbered()? {
        let trimmed = line.trim();
        if number == 1 && (trimmed == "---" || trimmed == "+++") {
            front = true;
            continue;
        }
        if front {
            front = trimmed != "---" && trimmed != "+++";
            continue;
        }
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            match fence {
                None => {
                    flush(&mut paragraph, out)?;
                    out.skip(Skip::Code)?;
                    fence = Some(mark);
                }
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
            continue;
        }
        if fence.is_some() || is_code_or_table(line, &paragraph) {
            continue;
        }
        let text = unmarked(trimmed);
        if text.is_empty() || begins_block(trimmed) {
            flush(&mut paragraph, out)?;
        }
        if !text.is_empty() && paragraph.len() <= MAX_MESSAGE_BYTES {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&text);
        }
        if trimmed.starts_with('#') {
            flush(&mut paragraph, out)?;
        }
    }
    flush(&mut paragraph, out)
}

fn is_code_or_table(line: &str, paragraph: &str) -> bool {
    let trimmed = line.trim();
    let code = paragraph.is_empty() && (line.starts_with("    ") || line.starts_with('\t')) && !begins_block(trimmed);
    let table = trimmed.starts_with('|') || (!trimmed.is_empty() && trimmed.chars().all(|c| "-=|:+ *_".contains(c)));
    code || table || trimmed.starts_with("<!--") || trimmed.starts_with("[^") || trimmed.starts_with("<")
}

/// Whether a line begins a heading, an entry of a list or a quote.
fn begins_block(line: &str) -> bool {
    let number = line.split_once(['.', ')']).is_some_and(|(number, rest)| {
        (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ')
    });
    number || ["#", "- ", "* ", "+ ", "> "].iter().any(|mark| line.starts_with(mark))
}

/// A line without the marks of Markdown; nothing of a quote.
fn unmarked(line: &str) -> String {
    if line.starts_with('>') {
        return String::new();
    }
    let line = line.trim_start_matches('#').trim_start();
    let line = ["- [ ] ", "- [x] ", "- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '!', '*', '_', '`']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("![").and_then(|image| image.split_once(')')).map(|(_, after)| after) {
            rest = after;
            continue;
        }
        let link = rest.strip_prefix('[').and_then(|link| link.split_once(']'));
        match link {
            Some((words, after)) => {
                text.push_str(words.trim_matches('[').rsplit('|').next().unwrap_or(words));
                rest = after.strip_prefix(']').unwrap_or(after);
                rest =
                    rest.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(rest, |(_, after)| after);
            }
            None => {
                let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                // A mark within a word is a letter of it.
                let mark = rest.chars().next().unwrap_or(' ');
                let within = mark == '_' && word(text.chars().next_back()) && word(rest.chars().nth(1));
                if within || mark == '!' || mark == '[' {
                    text.push(mark);
                }
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go() {
        let check = |line: &str, expected: &str| assert_eq!(unmarked(line), expected, "{line}");
        check("## A heading", "A heading");
        check("- [x] buy **bread** and _milk_", "buy bread and milk");
        check("see [the page](https://x.y) and [[note|a note]]!", "see the page and a note!");
        check("![alt](x.png) a snake_case word", "a snake_case word");
        check("> quoted", "");
    }
}
