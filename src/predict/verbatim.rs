//! Text before a cursor that is no prose: commands, addresses, paths, names of files, code. Words of the language are of no
//! help there; only words that the person typed before are of use.

use super::lexicon::Lexicon;
use super::spelling::WordAt;
use crate::text::code::ends_in_code;
use crate::text::programs::is_program;
use crate::text::words::{is_word_char, last_line, word_spans};

/// Rarity (−ln of a share) below which a word shows that a line is no command: `git is`.
const PROSE: f32 = 6.0;
/// Characters that may stand before an address in prose.
const OPENING: [char; 8] = ['"', '“', '‘', '\'', '(', '[', '<', '*'];

/// Whether the text before the cursor ends in something that is no prose.
pub(super) fn is_verbatim(text: &str, lexicon: Option<&Lexicon>) -> bool {
    let token = text.rsplit(char::is_whitespace).next().unwrap_or_default().trim_start_matches(OPENING);
    let line = last_line(text);
    is_address(token) || is_path(token, lexicon) || is_command(line, lexicon) || ends_in_code(text)
}

/// Returns whether a token is an address of mail or of the web, a name with its sign, or an option.
fn is_address(token: &str) -> bool {
    let option = token.strip_prefix('-').and_then(|rest| rest.trim_start_matches('-').chars().next());
    token.contains('@')
        || token.contains("://")
        || token.starts_with("www.")
        || option.is_some_and(char::is_alphabetic)
        || token.char_indices().any(|(at, c)| c == '_' && token[..at].ends_with(is_word_char))
}

/// Returns whether a token is a path or the name of a file; two words with a mark between them are none (`and/or`,
/// `ok.then`).
fn is_path(token: &str, lexicon: Option<&Lexicon>) -> bool {
    let is_word = |word: &str| {
        let at = WordAt { word, after: "", before: "" };
        !word.is_empty() && (word.chars().all(char::is_numeric) || lexicon.is_none_or(|lexicon| at.is_right(lexicon)))
    };
    if token.starts_with(['/', '~', '\\']) || token.contains("./") || token.contains(":\\") {
        return true;
    }
    match token.rsplit_once(['/', '\\']) {
        Some((before, _)) => !is_word(before),
        None => token.rsplit_once('.').is_some_and(|(before, rest)| {
            rest.starts_with(is_word_char) && before.ends_with(is_word_char) && !is_word(before)
        }),
    }
}

/// Returns whether a line is one of a shell; a common word of prose or an open quotation in it says that it is none.
fn is_command(line: &str, lexicon: Option<&Lexicon>) -> bool {
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let Some((program, rest)) = line.split_once(' ') else {
        // A name that is a word as well may be typed for its own sake, or as the beginning of another word.
        return is_program(line) && lexicon.is_none_or(|lexicon| lexicon.entry(line).is_none());
    };
    let whole = word_spans(rest).into_iter().filter(|span| span.end < rest.len());
    let common = |word: &str| lexicon.and_then(|l| l.entry(word)).is_some_and(|entry| entry.rarity < PROSE);
    let quoted = rest.matches('"').count() % 2 == 1 || rest.matches('\'').count() % 2 == 1;
    is_program(program) && !quoted && !whole.into_iter().any(|span| common(&rest[span]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_addresses_and_paths_are_told_from_prose() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, expected: bool| assert_eq!(is_verbatim(text, Some(&lexicon)), expected, "{text:?}");
        for text in [
            "git com",
            "git ",
            "$ git com",
            "npm",
            "apt-get ins",
            "see this:\ngit push or",
            "run this:\n```sh\nrm -rf the oth",
            "use `make th",
            "cargo test --rel",
            "sudo apt in",
            "anna@gm",
            "write to anna@gm",
            "hi @an",
            "https://exa",
            "(https://example.com/te",
            "www.exa",
            "src/mai",
            "in src/",
            "~/Doc",
            "/usr/lo",
            "./tar",
            "C:\\Us",
            "tsconfig.js",
            "snake_ca",
            "with --verb",
        ] {
            check(text, true);
        }
        for text in [
            "",
            "I'll see yo",
            "git is too har",
            "git commit -m \"fix the bu",
            "git, I thin",
            "and/o",
            "either/or ",
            "he/sh",
            "24/7 suppor",
            "anna@gmail.com and",
            "mail to anna@gmail.com ",
            "ok.the",
            "So. The",
            "well...th",
            "it costs 3.5 kilo",
            "a - b",
            "Git is goo",
            "dig",
            "tar and fea",
        ] {
            check(text, false);
        }
    }
}
