//! Secrets that the message before announces: "door code?", and then "2096 then the green button". Main function: [`find`].

use std::ops::Range;

use super::super::named;
use super::super::reason::{Found, Reason};
use super::candidates::{ARTICLES, Candidate, Shape, candidates};
use super::lists::{CHANGED_WORDS, CLAUSE_WORDS, COPULA_WORDS, TURN_FILLER_WORDS};
use super::shape::{has_digits, is_certain, is_mixed, is_time, is_year};
use super::table::Kind;
use super::tokens::is_it_is;
use super::{answer, anywhere, phrase};
use crate::text::words::{is_word_char, last_line};

/// Most bytes of a message that may be nothing but a secret, and of the line before it that is read.
const ALONE: usize = 240;
const BEFORE: usize = 160;
/// Least characters of a password that somebody types where a program asks for one.
const TYPED: usize = 8;
/// Words with which a sentence begins behind an answer, besides those between clauses.
const AFTER: [&str; 24] = [
    "dont", "don", "do", "keep", "press", "push", "hit", "not", "lol", "haha", "just", "works", "should", "nicht",
    "pas", "ne", "no", "non", "não", "niet", "nie", "не", "inte", "sakın",
];
/// Programs that ask for a password.
const ASKING: [&str; 14] = [
    "sudo",
    "su",
    "ssh",
    "scp",
    "sftp",
    "ftp",
    "mysql",
    "psql",
    "passwd",
    "kinit",
    "gpg",
    "doas",
    "ssh-copy-id",
    "rsync",
];

/// Finds the secret that a text is or holds, where `before` was said right before it and announces one.
pub fn find(before: &str, text: &str, found: &mut Vec<Found>) {
    let body = text.trim();
    if body.is_empty() || body.len() > ALONE {
        return;
    }
    let line = last_line(before.trim_end());
    let near = line.ceil_char_boundary(line.len().saturating_sub(BEFORE));
    // A word that is cut in two is none.
    let whole = if near == 0 { 0 } else { near + line[near..].find(char::is_whitespace).unwrap_or(line.len() - near) };
    let line = &line[whole..];
    let at = text.len() - text.trim_start().len();
    if !body.contains('\n') {
        as_two_lines(line, body, at, found);
    }
    let hits = anywhere::hits(line);
    let mut kinds: Vec<Kind> = hits.iter().map(|hit| hit.kind).collect();
    // "What did you change the router to?"
    let changed = line.split_whitespace().any(|word| CHANGED_WORDS.contains(word.to_lowercase().as_str()));
    if changed && kinds.contains(&Kind::Account) {
        kinds.push(Kind::Password);
    }
    if kinds.contains(&Kind::Recovery) {
        found.extend(phrase::find(text, at).map(|span| Found { span, reason: Reason::Password }));
    }
    let whole = answer::is_secret(line, &kinds, body);
    found.extend(whole.then(|| Found { span: at..at + body.len(), reason: Reason::Password }));
    if !answer::asks(line) {
        kinds.retain(|kind| !matches!(kind, Kind::User | Kind::Way | Kind::Message | Kind::Arrival));
    }
    kinds.retain(|kind| *kind != Kind::User);
    anywhere::find(text, &anywhere::hits(text), &kinds, found);
    if !kinds.is_empty() {
        found.extend(beginning(line, &kinds, text, at));
    }
    found.extend(typed(line, body).then(|| Found { span: at..at + body.len(), reason: Reason::Password }));
}

/// Reads the two as two lines, of which the second says nothing but the secret.
fn as_two_lines(line: &str, body: &str, at: usize, found: &mut Vec<Found>) {
    // "It's" may stand before a secret that has digits.
    let (first, rest) = body.split_once(' ').unwrap_or((body, ""));
    let answers = !rest.is_empty() && (is_it_is(first) || COPULA_WORDS.contains(first.to_lowercase().as_str()));
    let at = if answers { at + body.len() - rest.trim_start().len() } else { at };
    let body = if answers { rest.trim_start() } else { body };
    let lines = format!("{line}\n{body}");
    let start = lines.len() - body.len();
    let mut secrets = Vec::new();
    super::find(&lines, &mut secrets);
    for Found { span, reason } in secrets {
        // The message must say nothing else.
        let alone = span.start >= start
            && !lines[start..span.start].contains(is_word_char)
            && !lines[span.end..].contains(is_word_char);
        if alone && (!answers || has_digits(&lines[span.clone()])) {
            found.push(Found { span: span.start - start + at..span.end - start + at, reason });
        }
    }
}

/// Returns the secret with which a text begins, as an answer to the line before.
fn beginning(line: &str, kinds: &[Kind], text: &str, at: usize) -> Option<Found> {
    let end = at + text[at..].find('\n').unwrap_or(text.len() - at);
    let first = candidates(text, at..end).into_iter().next()?;
    let asked = answer::asks(line) || kinds.iter().all(|&kind| kind != Kind::Vague);
    let begins = text[at..first.span.start].split_whitespace().map(str::to_lowercase).all(|word| {
        !word.contains(is_word_char) || ARTICLES.contains(&word.as_str()) || COPULA_WORDS.contains(word.as_str())
    });
    let says = |kinds_of: &[Kind]| kinds.iter().any(|kind| kinds_of.contains(kind));
    let question = answer::asks(line) && !answer::asks_which(line) && !named::mentions(line);
    let fits = match first.shape {
        Shape::Number => {
            says(&[Kind::Password, Kind::Code, Kind::Vague])
                || question && says(&[Kind::Lock, Kind::Door, Kind::Pad, Kind::Login, Kind::Way])
        }
        Shape::Certain | Shape::Mixed => says(&[Kind::Password, Kind::Code, Kind::Vague, Kind::Login]),
        Shape::Signed => says(&[Kind::Password]) && first.is_last,
    };
    let whole = begins && first.is_last;
    let pressed = anywhere::hits(text).iter().any(|hit| hit.kind == Kind::Pad && hit.span.start == first.span.end + 1);
    let ends = begins && asked && (goes_on(text, &first.span) || pressed);
    (fits && (whole || ends) && !is_counted(line, kinds, text, &first)).then(|| {
        let reason = if first.shape == Shape::Number { Reason::Code } else { Reason::Password };
        Found { span: first.span, reason }
    })
}

/// Whether a number is a year, an amount, or what the line before asks for besides codes.
fn is_counted(line: &str, kinds: &[Kind], text: &str, candidate: &Candidate) -> bool {
    let shape = &text[candidate.span.clone()];
    candidate.shape == Shape::Number
        && (is_year(shape)
            || answer::asks_for_time(line)
                && (is_time(shape)
                    || kinds.iter().all(|kind| matches!(kind, Kind::Lock | Kind::Door | Kind::Pad | Kind::Way)))
            || candidate.is_amount(text, &format!("{line} ")))
}

/// Whether a sentence goes on behind an answer: "4471, then the star", "2096 then the green button".
fn goes_on(text: &str, answer: &Range<usize>) -> bool {
    let rest = &text[answer.end..];
    let next: String = rest.trim_start().chars().take(24).take_while(|c| c.is_alphanumeric()).collect();
    rest.starts_with([',', '.', '!', ';', '#', '*', ')', '(', '"'])
        || AFTER.contains(&next.to_lowercase().as_str())
        || [&*CLAUSE_WORDS, &*TURN_FILLER_WORDS].iter().any(|words| words.contains(next.to_lowercase().as_str()))
}

/// Whether the text is what is typed where the program of the line before asks for a password.
fn typed(line: &str, body: &str) -> bool {
    let command = line.trim_start_matches(['$', '#', '>', '%', ' ']);
    let program = command.split(' ').next().unwrap_or_default();
    let called = command.contains(' ') && ASKING.contains(&program);
    let token = !body.contains(char::is_whitespace) && body.chars().count() >= TYPED;
    called && token && !body.ends_with("sum") && (is_certain(body) || is_mixed(body))
}
