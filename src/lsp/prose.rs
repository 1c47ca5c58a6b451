//! [`left_context`]: the part of the text before a cursor that the daemon may be asked about. In prose that is all of it,
//! in code the comment, elsewhere nothing.

use super::comments;
use super::settings::Settings;
use crate::text::code::{block_lines, ends_in_code};

/// Bytes of text before the cursor that are sent at most; the daemon keeps more, but needs no more.
const MAX_BYTES: usize = 4096;

/// Bytes of prose that are looked at for them: a commit message may have many lines of remarks.
const LOOKED_AT: usize = 64 << 10;

/// The prose that ends at the end of `before`; nothing when that is not prose.
pub fn left_context(settings: &Settings, language: &str, before: &str) -> Option<String> {
    if settings.is_prose(language) {
        if ends_in_code(before) || front_matter(language, before.lines()).last() == Some(true) {
            return None;
        }
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LOOKED_AT))..];
        return Some(newest(&without_remarks(language, before)).to_owned());
    }
    let syntax = comments::syntax(language).filter(|_| settings.comments)?;
    comments::comment_before(syntax, before).map(|text| newest(&text).to_owned())
}

/// Returns, for each of the lines of a document of prose, whether it is none: code or settings within it.
pub fn code_lines(language: &str, lines: &[&str]) -> Vec<bool> {
    let lines = || lines.iter().copied();
    block_lines(lines()).zip(front_matter(language, lines())).map(|(block, front)| block || front).collect()
}

/// Returns, for each of the lines of a text, whether it belongs to the settings at the beginning of a text of Markdown, between
/// lines of three hyphens.
fn front_matter<'t>(language: &str, lines: impl Iterator<Item = &'t str>) -> impl Iterator<Item = bool> {
    let mut open = matches!(language, "markdown" | "mdx" | "quarto");
    lines.enumerate().map(move |(number, line)| {
        let is_front = open && (number > 0 || line == "---");
        open = is_front && (number == 0 || !matches!(line, "---" | "..."));
        is_front
    })
}

/// A commit message without the lines that git takes out of it.
fn without_remarks(language: &str, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !matches!(language, "git-commit" | "gitcommit") {
        return text;
    }
    text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect()
}

/// The end of a text: whole lines where that leaves enough, else whole words.
fn newest(text: &str) -> &str {
    if text.len() <= MAX_BYTES {
        return text;
    }
    let end = &text[text.ceil_char_boundary(text.len() - MAX_BYTES)..];
    let line = end.find('\n').filter(|at| *at < MAX_BYTES / 2);
    let start = line.or_else(|| end.find(char::is_whitespace)).map_or(end.len(), |at| at + 1);
    end.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_comments_and_nothing() {
        let settings = Settings::default();
        let check = |language: &str, before: &str, expected: Option<&str>| {
            assert_eq!(left_context(&settings, language, before).as_deref(), expected, "{language}");
        };
        check("markdown", "One\r\ntwo", Some("One\ntwo"));
        check("markdown", "Run:\n```sh\nrm -rf the oth", None);
        check("markdown", "Use `git com", None);
        check("plaintext", "Run:\n```\nls\n```\nThen", Some("Run:\n```\nls\n```\nThen"));
        check("markdown", "---\ntitle: my ho", None);
        check("markdown", "---\ntitle: x\n---\nMy ho", Some("---\ntitle: x\n---\nMy ho"));
        check("git-commit", "One\n# remark\ntwo", Some("One\ntwo"));
        check("rust", "fn main() { // sta", Some("sta"));
        check("rust", "fn main() {", None);
        check("json", "{ \"a", None);
        let none = Settings { comments: false, ..Settings::default() };
        assert_eq!(left_context(&none, "rust", "// sta"), None);
    }

    #[test]
    fn lines_of_code_and_of_settings() {
        let check = |language: &str, text: &str, expected: &[bool]| {
            assert_eq!(code_lines(language, &text.lines().collect::<Vec<_>>()), expected, "{language}: {text:?}");
        };
        check("markdown", "---\nkey: x\n---\nOne\n---\ntwo", &[true, true, true, false, false, false]);
        check("markdown", "One\n```\nls\n```\ntwo", &[false, true, true, true, false]);
        check("plaintext", "---\nOne", &[false, false]);
    }

    #[test]
    fn only_the_end_of_a_long_text_is_sent() {
        let check = |text: &str, expected_start: &str| {
            let end = newest(text);
            assert!(end.len() <= MAX_BYTES && text.ends_with(end) && end.starts_with(expected_start), "{end:.40}");
        };
        check(&"a line of text\n".repeat(1000), "a line");
        check(&"ünï wörds ".repeat(1000), "");
        assert_eq!(newest(&"é".repeat(9999)), "", "a single word without an end is not cut");
    }
}
