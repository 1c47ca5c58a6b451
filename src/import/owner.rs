//! The owner of chats: [`Owner`] has the names that a person has given, [`Guess`] is what files suggest.

use std::collections::BTreeSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::clean::is_mark;

/// The names under which the owner writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    names: BTreeSet<String>,
}

impl Owner {
    /// An owner with these names; empty names are left out.
    pub fn new<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Owner {
        let names = names.into_iter().map(|name| fold(name.as_ref())).filter(|name| !name.is_empty()).collect();
        Owner { names }
    }

    /// Whether any name is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether a colon is in one of the names.
    #[must_use]
    pub fn has_colon(&self) -> bool {
        self.names.iter().any(|name| name.contains(':'))
    }

    /// Whether `author` is the owner; capitals, `@`, the `~` before unknown contacts and
    /// Discord's `#1234` do not matter.
    #[must_use]
    pub fn is(&self, author: &str) -> bool {
        !self.names.is_empty() && self.names.contains(&fold(author))
    }
}

fn fold(name: &str) -> String {
    // Phones write numbers with spaces and hyphens that do not break, and marks anywhere.
    let plain = name.chars().filter(|c| !is_mark(*c)).map(|c| match c {
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    });
    let plain: String = plain.collect();
    let inner = plain.trim().trim_start_matches(['@', '~']).trim();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.');
    if inner.chars().all(number) && inner.bytes().filter(u8::is_ascii_digit).count() >= 6 {
        return inner.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    }
    // Discord's numbers behind a name.
    let id = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let inner =
        inner.rsplit_once('#').filter(|(name, four)| !name.is_empty() && id(four)).map_or(inner, |(name, _)| name);
    let inner = inner.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if inner.is_ascii() { inner.to_ascii_lowercase() } else { inner.nfc().collect::<String>().to_lowercase() }
}

/// Who the owner seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guess {
    /// The files say of each message whether it is the owner's.
    Marked,
    /// Good reasons speak for this name.
    Likely(Arc<str>),
    /// No reason speaks for any name.
    Unsure,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_people_do() {
        let owner = Owner::new(["Zoë  ", "@alice", ""]);
        for name in ["zoë", "ZOË", "Zoe\u{308}", "Alice", "~ alice", "\u{200e}alice", "Alice#0042"] {
            assert!(owner.is(name), "{name}");
        }
        let owner_of_a_phone = Owner::new(["+44 7700 900123"]);
        for name in ["+44\u{a0}7700\u{a0}900123", "+44 7700\u{2011}900123", "+447700900123"] {
            assert!(owner_of_a_phone.is(name), "{name}");
        }
        assert!(!owner.is("bob") && !owner.is(""));
        assert!(!Owner::default().is(""));
    }
}
