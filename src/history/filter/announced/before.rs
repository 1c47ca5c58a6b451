//! Passwords before the word that says what they are: "hunter2x is the wifi password". Main function: [`find`].

use std::ops::Range;

use super::code;
use super::lists::{COPULA_WORDS, ORDINARY_WORDS, PREPOSITION_WORDS, PURPOSE_WORDS, is_ordinary};
use super::shape::{is_number, is_strong_shape, is_year};
use super::tokens::{clause_ends, line_start, secret, trimmed};

/// Verbs before a password that is told with its purpose: "use tulips as the password".
const USED: [&str; 6] = ["use", "Use", "try", "enter", "type", "using"];
/// Most bytes before the end of a phrase in quotation marks.
const QUOTED: usize = 96;
/// Most words that may stand between an announcing word and the secret before it.
const BETWEEN: usize = 5;

/// The secret before the word that says what it is: `4321-Password`, "hunter2 is the wifi password". A token without digits
/// and signs only where the line begins with it.
pub fn find(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    if code::is_plural(&text[word.clone()]) {
        return None;
    }
    let line = line_start(text, word.start);
    let before = &text[line..word.start];
    let joined = before.trim_end_matches(['-', ' ']);
    let number = joined.len() - joined.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let ends = clause_ends(&text[word.end..]);
    if number > 3 {
        let span = line + joined.len() - number..line + joined.len();
        let alone = !joined[..joined.len() - number].ends_with(|c: char| c.is_alphanumeric() || ".,:/-".contains(c));
        let glued = !text[span.end..word.start].contains(' ');
        let counted = is_year(&text[span.clone()]) || text[span.clone()].ends_with("000");
        return (alone && !counted && (glued || ends)).then_some(span);
    }
    if !ends {
        return None;
    }
    // "hunter2x (password)", "hunter2x <- the wifi password".
    let signed = before.trim_end().trim_end_matches(['(', '=', '<', '-', '[']);
    if signed.len() < before.trim_end().len() {
        let start = signed.trim_end().rfind(char::is_whitespace).map_or(0, |at| signed.ceil_char_boundary(at + 1));
        let span = trimmed(text, line + start..line + signed.trim_end().len());
        return is_strong_shape(&text[span.clone()]).then(|| secret(text, span));
    }
    if !before.ends_with([' ', '\u{a0}']) {
        return None;
    }
    let (mut says, mut purpose) = (false, false);
    let mut rest = before.trim_end();
    for between in 0..=BETWEEN {
        let start = rest.rfind(char::is_whitespace).map_or(0, |at| rest.ceil_char_boundary(at + 1));
        let token = line + start..line + rest.len();
        let said = rest.ends_with(',');
        rest = rest[..start].trim_end();
        let span = trimmed(text, token.clone());
        let (shape, lower) = (&text[span.clone()], text[token.clone()].to_lowercase());
        let number = is_number(shape) && shape.len() > 3 && !is_year(shape);
        if says && (number && !purpose || is_strong_shape(shape)) {
            return Some(secret(text, span));
        }
        let word = shape.chars().all(char::is_alphanumeric)
            && shape.chars().count() > 3
            && !is_ordinary(shape)
            && !is_number(shape);
        let quoted = text[token.clone()].starts_with(['"', '“', '„', '«']);
        let told =
            between > 1 && rest.is_empty() && span == token || quoted || USED.iter().any(|verb| rest.ends_with(verb));
        if says
            && rest.len() < QUOTED
            && let Some(phrase) = quoted_phrase(text, line, rest, &token)
        {
            return Some(phrase);
        }
        if says && told && word {
            return Some(span);
        }
        let lower = lower.trim_end_matches(',').to_owned();
        let copula =
            COPULA_WORDS.contains(lower.as_str()) || PURPOSE_WORDS.contains(lower.as_str()) || said && lower == "that";
        let plain = [&*ORDINARY_WORDS, &*PREPOSITION_WORDS, &*PURPOSE_WORDS].iter().any(|l| l.contains(lower.as_str()));
        if rest.is_empty() || !copula && (says || !plain) {
            return None;
        }
        says |= copula;
        purpose |= PURPOSE_WORDS.contains(lower.as_str());
    }
    None
}

/// The phrase in quotation marks that the token `last` ends, behind a verb of use: `try "river stone lamp" as the password`. `line` is
/// where the line begins, and `rest` what stands before `last` in it.
fn quoted_phrase(text: &str, line: usize, rest: &str, last: &Range<usize>) -> Option<Range<usize>> {
    let mark = text[last.clone()].chars().next_back().filter(|mark| ['"', '”', '“', '»', '\''].contains(mark))?;
    let open = rest.rfind(['"', '“', '„', '«', '\''])?;
    let verb = rest[..open].trim_end().rsplit(' ').next().unwrap_or_default();
    let start = line + rest.ceil_char_boundary(open + 1);
    let end = last.end - mark.len_utf8();
    (USED.contains(&verb) && start < end).then_some(start..end)
}
