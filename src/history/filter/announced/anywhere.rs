//! Secrets anywhere in a line that speaks of access: "what's the passcode again? its Jk7wQ2", "anna / Zitrone7 that's the
//! login", "press 2245 on the buzzer". What may be a secret is told by its shape, and by what stands right before it; a word
//! of access makes it one, wherever it stands in the line. Main function: [`find`].

use std::ops::Range;

use super::super::access_words::USES_UNSPACED;
use super::super::named;
use super::super::reason::{Found, Reason};
use super::candidates::{Candidate, Shape, candidates};
use super::lists::{
    CHANGED_WORDS, COPULA_WORDS, QUANTITY_WORDS, SINCE_WORDS, TYPE_WORDS, USE_WORDS, VAGUE_PASSWORD_WORDS,
};
use super::password::PHRASES;
use super::shape::{is_clock, is_year};
use super::tokens::line_start;
use super::{Kind, WORDS, code, turns};

/// Most bytes between a word of access and a secret.
const REACH: usize = 200;
/// Most bytes between a secret and the word behind it that says what it opens.
const CLOSE: usize = 60;
/// Most words of access that are looked at on either side.
const MOST: usize = 6;

/// A word of access, and what it announces.
#[derive(Clone, Debug)]
pub struct Hit {
    pub span: Range<usize>,
    pub kind: Kind,
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
    if hits.is_empty() && inherited.is_empty() {
        return;
    }
    let mut start = 0;
    let mut hits = hits;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let count = hits.partition_point(|hit| hit.span.start < end);
        let (own, rest) = hits.split_at(count);
        hits = rest;
        if !own.is_empty() || !inherited.is_empty() {
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
    for candidate in candidates(text, line) {
        let around = Around::new(&candidate, hits, inherited);
        let secret = match candidate.shape {
            Shape::Number => around.has_code(text, &candidate),
            Shape::Certain | Shape::Mixed | Shape::Signed => around.has_password(text, &candidate),
        };
        if secret {
            let reason = if candidate.shape == Shape::Number { Reason::Code } else { Reason::Password };
            found.push(Found { span: candidate.span, reason });
        }
    }
}

/// The words of access around a candidate.
struct Around<'h> {
    before: &'h [Hit],
    after: &'h [Hit],
    inherited: &'h [Kind],
    start: usize,
    end: usize,
}

impl<'h> Around<'h> {
    fn new(candidate: &Candidate, hits: &'h [Hit], inherited: &'h [Kind]) -> Around<'h> {
        let Range { start, end } = candidate.span;
        let middle = hits.partition_point(|hit| hit.span.start < start);
        let before = &hits[middle.saturating_sub(MOST)..middle];
        let after = &hits[middle..hits.len().min(middle + MOST)];
        Around { before, after, inherited, start, end }
    }

    /// Whether a word of such a kind stands before, or was in the message before.
    fn before(&self, is: impl Fn(Kind) -> bool) -> bool {
        let near = |hit: &&Hit| hit.span.end + REACH >= self.start && hit.span.end <= self.start;
        self.before.iter().filter(near).any(|hit| is(hit.kind)) || self.inherited.iter().any(|&kind| is(kind))
    }

    fn after(&self, most: usize, is: impl Fn(Kind) -> bool) -> bool {
        self.after.iter().any(|hit| hit.span.start <= self.end + most && hit.span.start >= self.end && is(hit.kind))
    }

    fn has_code(&self, text: &str, number: &Candidate) -> bool {
        let shape = &text[number.span.clone()];
        let last = number.last_word(text);
        let counted = code::is_amount(text, number.span.end)
            || shape.ends_with("000")
            || is_year(shape)
            || SINCE_WORDS.contains(last.as_str()) && is_clock(shape)
            || named::is_named(&text[..number.span.start]);
        if counted {
            return false;
        }
        let sign = number.has_sign_before(text);
        let clock = is_clock(shape) && !sign;
        let told = number.is_told(text) || is_set(text, number.span.start, &last);
        let typed = is_typed(text, number.span.start);
        let before = &text[..number.span.start];
        let used = USE_WORDS.contains(last.as_str())
            || USE_WORDS.contains(number.next_word(text).as_str())
            || USES_UNSPACED.iter().any(|word| before.ends_with(word));
        let clear = |kind| matches!(kind, Kind::Code | Kind::Password);
        let opens = |kind| matches!(kind, Kind::Lock | Kind::Door) && !clock && !shape.ends_with("00");
        let login = |kind| kind == Kind::Login;
        let any = |kind: Kind| kind != Kind::Account;
        self.before(clear) && (told || number.is_last)
            || self.before(|kind| kind == Kind::Vague || opens(kind)) && told
            || self.before(login) && (used || sign || COPULA_WORDS.contains(last.as_str()))
            || !clock && self.is_beside_lock(number) && number.ends_clause(text)
            || self.after(REACH, login) && used
            || typed && (self.before(any) || self.after(CLOSE, any))
            || self.after(CLOSE, any) && told && number.is_for(text)
    }

    /// Whether a word for a lock stands right before a number.
    fn is_beside_lock(&self, number: &Candidate) -> bool {
        self.before.last().is_some_and(|hit| hit.kind == Kind::Lock && hit.span.end + 1 == number.span.start)
    }

    fn has_password(&self, text: &str, token: &Candidate) -> bool {
        let speaks = |kind| matches!(kind, Kind::Password | Kind::Login);
        let account = |kind| matches!(kind, Kind::Password | Kind::Login | Kind::Account);
        let paired = token.is_paired(text) && (self.before(account) || self.after(CLOSE, account));
        let told = token.is_told(text) || token.is_quoted(text);
        let shape = &text[token.span.clone()];
        // Names of people who are spoken to begin lines.
        if token.is_first() && !(token.is_last || token.is_for(text)) {
            return paired;
        }
        let codelike = shape.bytes().filter(u8::is_ascii_digit).count() > 1 || shape.contains(char::is_uppercase);
        match token.shape {
            Shape::Certain => self.before(speaks) || self.after(REACH, speaks) || paired,
            Shape::Mixed => {
                paired
                    || told && (self.before(speaks) || self.after(REACH, speaks))
                    || told
                        && codelike
                        && (!token.has_stop_before(text) || token.is_last)
                        && self.before(|kind| kind != Kind::Account)
            }
            _ => paired,
        }
    }
}

/// Whether a word before a number says "to", and one before that that something was changed or set.
fn is_set(text: &str, at: usize, last: &str) -> bool {
    const WORDS: usize = 10;
    let line = line_start(text, at);
    let changed = |word: &str| CHANGED_WORDS.contains(word.to_lowercase().as_str());
    code::TO.contains(&last) && text[line..at].split_whitespace().rev().take(WORDS).any(changed)
}

/// Whether a verb for typing stands right before a place, perhaps with an article or `in` between: "punch in 7719".
fn is_typed(text: &str, at: usize) -> bool {
    const WEAK: [&str; 6] = ["put", "gib", "input", "enter", "entre", "fais"];
    const PARTICLES: [&str; 14] =
        ["in", "the", "le", "el", "il", "den", "die", "o", "de", "het", "code", "number", "ein", "la"];
    let line = line_start(text, at);
    let mut words = text[line..at]
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '(' | '"'))
        .filter(|word| !word.is_empty())
        .take(2);
    let is_verb = |word: &str| {
        let lower = word.to_lowercase();
        TYPE_WORDS.contains(lower.as_str()) && !WEAK.contains(&lower.as_str())
    };
    let last = words.next().unwrap_or_default();
    let particle = PARTICLES.contains(&last.to_lowercase().as_str());
    is_verb(last) || particle && words.next().is_some_and(is_verb)
}
