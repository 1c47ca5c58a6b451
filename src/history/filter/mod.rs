//! Finds the parts of a text that must never be kept: keys, passwords, codes, numbers, addresses.
//!
//! [`Filter::apply`] gives the text back with a [`super::GAP`] for each span that was dropped, or nothing where the whole
//! text must go or nothing worth keeping is left. It looks at a plain form of the text, in which digits of all scripts are
//! 0 to 9, letters of every width are ordinary ones and invisible characters are gone, so that no way of writing hides a
//! number. The time is linear in the length of the text. Main type: [`Filter`].

mod access_words;
mod announced;
mod commands;
mod digest;
mod entropy;
mod iban;
mod identity;
mod named;
mod nouns;
mod numbers;
mod pattern;
mod patterns;
mod plain;
mod reason;
#[cfg(test)]
mod samples;
mod setup_keys;
mod source;
#[cfg(test)]
mod tests;
mod way_words;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::message::GAP;
use crate::text::words::is_word_char;
use pattern::Whole;
use patterns::PATTERNS;
use plain::Plain;
use reason::Found;

pub use reason::Reason;

/// The settings of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Drop e-mail addresses.
    pub emails: bool,
    /// Drop phone numbers.
    pub phones: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { emails: true, phones: true }
    }
}

/// The part of a text that is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtered<'t> {
    /// The text with its gaps, or as it came where it has none; nothing when it must not be kept.
    pub text: Option<Cow<'t, str>>,
    /// How many spans were dropped, by reason.
    pub dropped: BTreeMap<Reason, u64>,
}

/// Finds the spans of texts that must not be kept, and cuts them out.
#[derive(Default)]
pub struct Filter {
    rules: Rules,
}

impl Filter {
    /// A filter with these rules; its patterns are compiled when they are first needed.
    #[must_use]
    pub fn new(rules: Rules) -> Filter {
        Filter { rules }
    }

    /// Returns a text without the spans that must not be kept.
    #[must_use]
    pub fn apply<'t>(&self, text: &'t str) -> Filtered<'t> {
        self.apply_after("", text)
    }

    /// Returns a text without the spans that must not be kept, where `before` stands above it, or was said right before it:
    /// a secret may be all of a message, and be announced by the one before.
    #[must_use]
    pub fn apply_after<'t>(&self, before: &str, text: &'t str) -> Filtered<'t> {
        let plain = Plain::new(text);
        let mut found = Vec::new();
        if !before.is_empty() {
            announced::find_after(&Plain::new(before).text, &plain.text, &mut found);
        }
        let mut filtered = Filtered::default();
        for number in patterns::hinted(&plain.text) {
            let pattern = &PATTERNS[number];
            if pattern.reason == Reason::Email && !self.rules.emails {
                continue;
            }
            for captures in patterns::regex(number).captures_iter(&plain.text) {
                if pattern.whole == Whole::Message {
                    filtered.dropped.insert(pattern.reason, 1);
                    return filtered;
                }
                // The secret is the first group; the rest of the pattern only recognises it.
                if let Some(span) = captures.iter().skip(1).flatten().next().or_else(|| captures.get(0)) {
                    // "Password: at least eight letters" holds no password.
                    let prose = plain.text[..span.start()].ends_with(": ");
                    if prose && pattern.reason == Reason::Password && announced::is_ordinary(span.as_str()) {
                        continue;
                    }
                    found.push(Found { span: span.range(), reason: pattern.reason });
                }
            }
        }
        announced::find(&plain.text, &mut found);
        found.retain(|found| {
            !matches!(found.reason, Reason::Password | Reason::Code) || !source::is_code(&plain.text, &found.span)
        });
        repeated(&plain.text, &mut found);
        iban::find(&plain.text, &mut found);
        identity::find(&plain.text, &mut found);
        setup_keys::find(&plain.text, &mut found);
        // Of two reasons for the same span the first one counts.
        entropy::find(&plain.text, &mut found);
        numbers::find(&plain.text, self.rules.phones, &mut found);
        cut(text, &plain, found, filtered)
    }
}

/// Finds the places where a secret of a text stands once more: "was it 4471 or 4417? its 4417".
fn repeated(text: &str, found: &mut Vec<Found>) {
    const SECRETS: usize = 8;
    const LEAST: usize = 4;
    let mut again = Vec::new();
    for secret in found.iter().filter(|found| matches!(found.reason, Reason::Password | Reason::Code)).take(SECRETS) {
        let shape = &text[secret.span.clone()];
        if shape.len() < LEAST || !shape.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let whole =
            |at: usize| !text[..at].ends_with(is_word_char) && !text[at + shape.len()..].starts_with(is_word_char);
        let places = text.match_indices(shape).map(|(at, _)| at).filter(|&at| at != secret.span.start && whole(at));
        again.extend(places.map(|at| Found { span: at..at + shape.len(), reason: secret.reason }));
    }
    found.extend(again);
}

/// Whether `before` is a message that is nothing but what may be a secret, and `text`, said right after it, says that it is
/// one: "7352", "that's the pin".
#[must_use]
pub fn takes_back(before: &str, text: &str) -> bool {
    announced::takes_back(&Plain::new(before).text, &Plain::new(text).text)
}

/// The text with a gap for everything found; spans that touch become one gap, counted for the first reason.
fn cut<'t>(text: &'t str, plain: &Plain, mut found: Vec<Found>, mut filtered: Filtered<'t>) -> Filtered<'t> {
    if found.is_empty() {
        // Nothing was found, so the text stays as it came, unless it is white space alone.
        filtered.text = Some(text).filter(|text| !text.trim().is_empty()).map(Cow::Borrowed);
        if filtered.text.is_none() {
            filtered.dropped.insert(Reason::Empty, 1);
        }
        return filtered;
    }
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut kept = String::with_capacity(text.len());
    let (mut done, mut says_something) = (0, false);
    for Found { span, reason } in found {
        let span = plain.original(span);
        if span.end <= done {
            continue;
        }
        let inside = span.start < done;
        if !inside {
            let between = &text[done..span.start];
            says_something |= between.chars().any(is_word_char);
            kept.push_str(between);
        }
        if !inside && !kept.ends_with(GAP) {
            kept.push(GAP);
            *filtered.dropped.entry(reason).or_default() += 1;
        }
        done = span.end;
    }
    says_something |= text[done..].chars().any(is_word_char);
    kept.push_str(&text[done..]);
    filtered.text = says_something.then_some(Cow::Owned(kept));
    filtered
}
