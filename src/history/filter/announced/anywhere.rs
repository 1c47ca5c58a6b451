//! Secrets anywhere in a line that speaks of access: "what's the passcode again? its Jk7wQ2", "anna / Zitrone7 that's the
//! login", "press 2245 on the buzzer". What may be a secret is told by its shape, and by what stands right before it; a word
//! of access makes it one, wherever it stands in the line. Main function: [`find`].

use std::ops::Range;

use super::super::reason::{Found, Reason};
use super::around::{Around, Hit};
use super::candidates::{Shape, candidates};
use super::lists::{DIGITS_IN_WORDS, QUANTITY_WORDS, VAGUE_PASSWORD_WORDS};
use super::password::PHRASES;
use super::table::{Kind, WORDS, announcing, folded};
use super::tokens::{bare, line_start};
use super::{code, turns, ways};

/// The sign between a name and its password: `anna / Tulip44`.
const PAIR: &str = " / ";

/// Returns the words of a text that speak of access.
pub fn hits(text: &str) -> Vec<Hit> {
    let announcing = announcing(text, &folded(text)).into_iter();
    announcing.filter_map(|(span, number)| hit(text, span, number, false)).collect()
}

/// Returns what an announcing word speaks of; nothing where it means something else. A word that `announced` a secret is one.
pub fn hit(text: &str, span: Range<usize>, number: usize, announced: bool) -> Option<Hit> {
    let name = WORDS.names[number].as_str();
    let vague = VAGUE_PASSWORD_WORDS.contains(name) || matches!(name, "pass" | "ww" | "passe");
    let kind = match WORDS.kinds[number].0 {
        Kind::Password if PHRASES.iter().any(|phrase| name.ends_with(phrase)) => Kind::Recovery,
        Kind::Password if vague && !announced => Kind::Account,
        kind => kind,
    };
    let asleep = match kind {
        Kind::Code | Kind::Vague if !announced => {
            code::is_harmless(text, &span, kind == Kind::Code) || kind == Kind::Vague && counts(text, span.start)
        }
        _ => false,
    };
    (!asleep).then_some(Hit { span, kind })
}

/// Whether the line asks how many there are.
fn counts(text: &str, at: usize) -> bool {
    let words = text[line_start(text, at)..at].split_whitespace();
    words.map(str::to_lowercase).any(|word| QUANTITY_WORDS.contains(word.as_str()) && word != "old")
}

/// Finds the secrets in lines that speak of access; `inherited` is what the message before spoke of.
pub fn find(text: &str, hits: &[Hit], inherited: &[Kind], found: &mut Vec<Found>) {
    let pairs = text.contains(PAIR);
    if hits.is_empty() && inherited.is_empty() && !pairs {
        return;
    }
    let mut start = 0;
    let mut hits = hits;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let count = hits.partition_point(|hit| hit.span.start < end);
        let (own, rest) = hits.split_at(count);
        hits = rest;
        if !own.is_empty() || !inherited.is_empty() || pairs && line.contains(PAIR) {
            find_in_line(text, start..end, own, inherited, found);
        }
        start = end;
    }
}

fn find_in_line(text: &str, line: Range<usize>, hits: &[Hit], inherited: &[Kind], found: &mut Vec<Found>) {
    let dials = |kind: &Kind| matches!(kind, Kind::Vague | Kind::Lock | Kind::Code);
    if inherited.iter().any(dials) || hits.iter().any(|hit| dials(&hit.kind)) {
        found.extend(turns::find(text, line.clone()).map(|span| Found { span, reason: Reason::Code }));
    }
    if hits.iter().any(|hit| matches!(hit.kind, Kind::Code | Kind::Vague | Kind::Password)) {
        found.extend(dictated(text, line.clone()).map(|span| Found { span, reason: Reason::Code }));
    }
    if !may_hold(&text[line.clone()]) {
        return;
    }
    for candidate in candidates(text, line) {
        let around = Around::new(text, &candidate, hits, inherited);
        if around.has_secret() || ways::has_secret(&around) {
            let reason = if candidate.shape == Shape::Number { Reason::Code } else { Reason::Password };
            found.push(Found { span: candidate.span, reason });
        }
    }
}

/// Whether a line has a digit or a sign, without which nothing in it has the shape of a secret.
fn may_hold(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit() || b"!#$%&*+?^_~@".contains(&byte))
}

/// Returns the digits in words that somebody dictates in a line, four or more.
fn dictated(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    const LEAST: usize = 4;
    let start = text.as_ptr() as usize;
    let words = text[line].split(' ').map(|word| (word.as_ptr() as usize - start, word));
    let (mut first, mut count) = (0, 0);
    for (at, word) in words {
        let word = bare(word);
        if !DIGITS_IN_WORDS.contains(word.as_str()) {
            if count >= LEAST {
                break;
            }
            count = 0;
            continue;
        }
        first = if count == 0 { at } else { first };
        count += 1;
    }
    let end = |first: usize| first + text[first..].split(' ').take(count).map(|word| word.len() + 1).sum::<usize>() - 1;
    (count >= LEAST).then(|| first..end(first))
}
