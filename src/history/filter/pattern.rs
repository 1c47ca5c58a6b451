//! What a row of the table of secrets holds. Main type: [`Pattern`].

use regex::Regex;

use super::reason::Reason;

/// The part of a text that goes when a pattern is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// The span of its first group, or of all of it.
    Span,
    /// The whole message.
    Message,
}

/// One kind of secret.
pub struct Pattern {
    #[cfg_attr(not(test), expect(dead_code, reason = "a test names it"))]
    pub name: &'static str,
    pub reason: Reason,
    pub whole: Whole,
    /// Strings, one of which occurs in any case wherever the pattern does: only then the pattern is looked for.
    pub hints: &'static [&'static str],
    pub regex: &'static str,
    /// Texts of which something is cut. The character `·` is taken out before the test: it keeps scanners of code from taking
    /// an example for a secret.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test reads them"))]
    pub yes: &'static [&'static str],
    /// Texts that stay as they are.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test reads them"))]
    pub no: &'static [&'static str],
}

/// Compiles a pattern. Patterns are part of the program, and a test compiles each.
pub fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern compiles")
}

pub const fn key(
    name: &'static str,
    hints: &'static [&'static str],
    regex: &'static str,
    yes: &'static [&'static str],
    no: &'static [&'static str],
) -> Pattern {
    Pattern { name, reason: Reason::Key, whole: Whole::Span, hints, regex, yes, no }
}

pub const fn of(reason: Reason, pattern: Pattern) -> Pattern {
    Pattern { reason, ..pattern }
}

pub const fn whole(pattern: Pattern) -> Pattern {
    Pattern { whole: Whole::Message, ..pattern }
}
