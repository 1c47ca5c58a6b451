//! Whether the words of access around a token make it a secret. Main types: [`Hit`], [`Around`].

use std::ops::Range;

use super::super::access_words::{USED, USES_UNSPACED};
use super::candidates::{Candidate, Shape};
use super::code;
use super::lists::{
    CHANGED_WORDS, COPULA_WORDS, PREPOSITION_WORDS, SINCE_WORDS, TURN_FILLER_WORDS, TYPE_WORDS, USE_WORDS,
};
use super::shape::{is_clock, is_year};
use super::table::Kind;
use super::tokens::{line_start, word_before};

/// Most bytes between a word of access and a secret.
const REACH: usize = 200;
/// Most bytes between a secret and the word behind it that says what it opens.
const CLOSE: usize = 60;
/// Most words of access that are looked at on either side.
const MOST: usize = 6;
/// Most words between a verb for changing and "to".
const CHANGED: usize = 10;

/// A word of access, and what it announces.
#[derive(Clone, Debug)]
pub struct Hit {
    pub span: Range<usize>,
    pub kind: Kind,
}

/// The words of access around a candidate.
pub struct Around<'a> {
    pub text: &'a str,
    pub candidate: &'a Candidate,
    before: &'a [Hit],
    after: &'a [Hit],
    /// What the message before spoke of.
    inherited: &'a [Kind],
}

impl<'a> Around<'a> {
    pub fn new(text: &'a str, candidate: &'a Candidate, hits: &'a [Hit], inherited: &'a [Kind]) -> Around<'a> {
        let middle = hits.partition_point(|hit| hit.span.start < candidate.span.start);
        let before = &hits[middle.saturating_sub(MOST)..middle];
        let after = &hits[middle..hits.len().min(middle + MOST)];
        Around { text, candidate, before, after, inherited }
    }

    /// Whether the words of access make the candidate a secret.
    pub fn has_secret(&self) -> bool {
        match self.candidate.shape {
            Shape::Number => !self.is_counted() && self.has_code(),
            Shape::Certain | Shape::Mixed | Shape::Signed => self.has_password(),
        }
    }

    pub fn shape(&self) -> &'a str {
        &self.text[self.candidate.span.clone()]
    }

    /// Whether a word of such a kind stands before, or was in the message before.
    pub fn before(&self, is: impl Fn(Kind) -> bool) -> bool {
        let start = self.candidate.span.start;
        let near = |hit: &&Hit| hit.span.end + REACH >= start && hit.span.end <= start;
        self.before.iter().filter(near).any(|hit| is(hit.kind)) || self.inherited.iter().any(|&kind| is(kind))
    }

    pub fn after(&self, most: usize, is: impl Fn(Kind) -> bool) -> bool {
        let end = self.candidate.span.end;
        self.after.iter().any(|hit| hit.span.start <= end + most && hit.span.start >= end && is(hit.kind))
    }

    /// Whether a word of such a kind stands on either side.
    pub fn beside(&self, is: impl Fn(Kind) -> bool) -> bool {
        self.before(&is) || self.after(REACH, &is)
    }

    /// The nearest word of access before the candidate.
    pub fn nearest(&self) -> Option<&'a Hit> {
        self.before.last()
    }

    /// Whether the number is an amount, a year, a time, or a number that a noun names.
    pub fn is_counted(&self) -> bool {
        let (shape, start) = (self.shape(), self.candidate.span.start);
        let clear = |kind| matches!(kind, Kind::Code | Kind::Password);
        let last = self.candidate.last_word(self.text);
        self.candidate.is_amount(self.text, &self.text[..start])
            || is_year(shape) && !(self.candidate.has_sign_before(self.text) && self.before(clear))
            || SINCE_WORDS.contains(last.as_str()) && is_clock(shape)
    }

    fn has_code(&self) -> bool {
        let (text, number) = (self.text, self.candidate);
        let last = number.last_word(text);
        let clock = is_clock(self.shape()) && !number.has_sign_before(text);
        let told = number.is_told(text) || is_set(text, number.span.start, &last);
        let used = self.is_used(&last);
        let clear = |kind| matches!(kind, Kind::Code | Kind::Password);
        let opens = |kind| matches!(kind, Kind::Lock | Kind::Door) && !clock && !self.shape().ends_with("00");
        let login = |kind| kind == Kind::Login;
        if self.is_assigned_to_other() {
            return false;
        }
        self.before(clear) && (told || number.is_last)
            || told && !number.is_assigned(text) && self.before(|kind| kind == Kind::Vague || opens(kind))
            || used && (self.before(login) || self.after(REACH, login))
            || USED.contains(&number.next_word(text).as_str()) && self.before(announces)
            || self.is_beside_login()
            || self.is_near_pin()
            || !clock && self.is_beside_lock()
            || is_typed(text, number.span.start) && (self.before(announces) || self.after(CLOSE, announces))
            || told && self.after(CLOSE, announces) && number.is_for(text)
    }

    /// Whether an equals sign gives the number to something that is no secret, as in a query: `WHERE id = 4521`.
    fn is_assigned_to_other(&self) -> bool {
        const OTHERS: [&str; 12] =
            ["id", "port", "timeout", "count", "limit", "size", "length", "len", "min", "max", "offset", "version"];
        let before = &self.text[line_start(self.text, self.candidate.span.start)..self.candidate.span.start];
        let Some(name) = before.trim_end().strip_suffix('=') else { return false };
        let name = name.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        OTHERS.contains(&name.as_str())
    }

    /// Whether a verb for using a code stands beside the number.
    fn is_used(&self, last: &str) -> bool {
        let before = &self.text[..self.candidate.span.start];
        USE_WORDS.contains(last)
            || USED.contains(&self.candidate.next_word(self.text).as_str())
            || USES_UNSPACED.iter().any(|word| before.ends_with(word))
    }

    /// Whether nothing but "is" or a sign stands between a word of logging in and the number.
    fn is_beside_login(&self) -> bool {
        let Some(hit) = self.before.last().filter(|hit| hit.kind == Kind::Login) else { return false };
        let between = self.text[hit.span.end..self.candidate.span.start.max(hit.span.end)].trim();
        let word = between.trim_matches(|c: char| !c.is_alphanumeric());
        let linked = word.is_empty() && !between.is_empty();
        !code::is_plural(&self.text[hit.span.clone()])
            && (linked || COPULA_WORDS.contains(word.to_lowercase().as_str()))
    }

    /// Whether "PIN" and what it is for stand before a number with which a clause ends: "pin telefono 7741".
    fn is_near_pin(&self) -> bool {
        const WORDS: usize = 2;
        let Some(hit) = self.before.last() else { return false };
        let pin = hit.kind == Kind::Vague && self.text[hit.span.clone()].eq_ignore_ascii_case("pin");
        let between = &self.text[hit.span.end..self.candidate.span.start.max(hit.span.end)];
        let few = between.split_whitespace().count() <= WORDS && !between.contains(['.', '!', '?', ',', ';']);
        pin && few && self.candidate.ends_clause(self.text)
    }

    /// Whether a clause begins with a word for a lock and then the number, or goes on with "then" behind it.
    fn is_beside_lock(&self) -> bool {
        let (text, number) = (self.text, self.candidate);
        let beside = |hit: &&Hit| hit.kind == Kind::Lock && hit.span.end + 1 == number.span.start;
        let Some(hit) = self.before.last().filter(beside) else { return false };
        let head = &text[..hit.span.start];
        let begins = head.trim_end_matches(' ').chars().next_back().is_none_or(|c| ".,;!?\n".contains(c));
        let preposition = PREPOSITION_WORDS.contains(word_before(head).to_lowercase().as_str());
        let letters = self.candidate.shape == Shape::Mixed;
        begins && (number.ends_clause(text) || letters)
            || TURN_FILLER_WORDS.contains(number.next_word(text).as_str()) && !preposition
    }

    fn has_password(&self) -> bool {
        let (text, token) = (self.text, self.candidate);
        let speaks = |kind| matches!(kind, Kind::Password | Kind::Question | Kind::Login);
        let account = |kind| speaks(kind) || matches!(kind, Kind::Account | Kind::User);
        let paired = token.is_paired(text)
            && (token.shape == Shape::Certain || self.before(account) || self.after(CLOSE, account));
        if token.shape == Shape::Mixed && token.is_paired_with_system(text) {
            return true;
        }
        // Names of people who are spoken to begin lines.
        let addressed = token.is_first() && !(token.is_last || token.is_for(text));
        if paired || addressed || token.shape == Shape::Signed {
            return paired;
        }
        if token.shape == Shape::Certain && (self.before(speaks) || self.after(REACH, speaks)) {
            return true;
        }
        let told =
            token.is_told(text) || token.is_quoted(text) || is_set(text, token.span.start, &token.last_word(text));
        told && (self.before(speaks) || self.after(REACH, speaks))
            || (told || token.shape == Shape::Certain) && token.is_called_key(text) && self.before(account)
            || self.has_code_of_letters(told)
    }

    /// Whether a token with letters is a code.
    fn has_code_of_letters(&self, told: bool) -> bool {
        let (text, token, shape) = (self.text, self.candidate, self.shape());
        let codelike = shape.bytes().filter(u8::is_ascii_digit).count() > 1 || shape.contains(char::is_uppercase);
        let code = |kind| matches!(kind, Kind::Code | Kind::Vague);
        let apart = !token.has_stop_before(text) || token.is_last;
        let keypad = shape.starts_with(|c: char| c.is_ascii_digit()) && self.is_beside_lock();
        codelike
            && (keypad
                || told && apart && self.before(|kind| announces(kind) && kind != Kind::Pad)
                || COPULA_WORDS.contains(token.next_word(text).as_str()) && self.after(CLOSE, code))
    }
}

/// Whether a word of such a kind announces a secret of some kind by itself.
fn announces(kind: Kind) -> bool {
    !matches!(kind, Kind::Account | Kind::User | Kind::Way | Kind::Message | Kind::Arrival)
}

/// Whether a word before a token says "to", and one before that that something was changed or set.
fn is_set(text: &str, at: usize, last: &str) -> bool {
    let line = line_start(text, at);
    let changed = |word: &str| CHANGED_WORDS.contains(word.to_lowercase().as_str());
    code::TO.contains(&last) && text[line..at].split_whitespace().rev().take(CHANGED).any(changed)
}

/// Whether a verb for typing stands right before a place, perhaps with an article or `in` between: "punch in 7719".
fn is_typed(text: &str, at: usize) -> bool {
    const WEAK: [&str; 6] = ["put", "gib", "input", "enter", "entre", "fais"];
    const PARTICLES: [&str; 14] =
        ["in", "the", "le", "el", "il", "den", "die", "o", "de", "het", "code", "number", "ein", "la"];
    let line = line_start(text, at);
    let mut words = text[line..at]
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '(' | '"'))
        .filter(|word| !word.is_empty());
    let is_verb = |word: &str| {
        let lower = word.to_lowercase();
        TYPE_WORDS.contains(lower.as_str()) && !WEAK.contains(&lower.as_str())
    };
    let last = words.next().unwrap_or_default();
    let particle = PARTICLES.contains(&last.to_lowercase().as_str());
    is_verb(last) || particle && words.next().is_some_and(is_verb)
}
