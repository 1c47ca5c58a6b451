//! [`Writer`]: who asks, the text before the cursor, and what that says of the words that are of use there.

use super::casual::Manner;
use super::foreign::Languages;
use super::owner::Owner;
use super::query::Query;
use super::search::Start;
use super::spacing;
use super::style::Style;

/// Most characters of a word that is completed or offered: nobody wants to see longer runs of letters.
pub(super) const LONGEST_WORD: usize = 64;

/// The kind of text at the cursor, which decides what is offered there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Prose, in a language that the model may know.
    Prose,
    /// Prose in one of these other languages (an unlisted one if the set is empty): only words of the person and of the
    /// conversation are of use.
    Foreign(Languages),
    /// An address, a path, a command: only words that the person typed before are of use.
    Verbatim,
}

/// The person who asks, the text before the cursor, and how that person writes there.
pub(super) struct Writer<'a> {
    pub owner: Option<Owner<'a>>,
    /// The text before the cursor.
    pub text: &'a str,
    pub style: &'a Style<'a>,
    pub query: &'a Query,
    pub writing: Writing,
    /// Which words that no dictionary has this person uses.
    pub manner: Manner,
}

impl Writer<'_> {
    /// Returns whether the text is prose in the model's language, so that the rules of that language apply.
    pub fn is_prose(&self) -> bool {
        self.writing == Writing::Prose
    }

    pub fn is_foreign(&self) -> bool {
        matches!(self.writing, Writing::Foreign(_))
    }

    pub fn is_verbatim(&self) -> bool {
        self.writing == Writing::Verbatim
    }

    /// Returns whether only those next characters are offered with which words on offer go on: in a foreign language.
    pub fn has_chars_of_words(&self) -> bool {
        self.is_foreign() && self.query.chars
    }

    /// Whether the cursor stands within a word.
    pub fn is_mid_word(&self) -> bool {
        !self.style.prefix.is_empty() && !spacing::rest_after(&self.query.after).is_empty()
    }

    /// Whether no word has begun, where prose of the model's language is written.
    pub fn is_between_words(&self) -> bool {
        self.style.prefix.is_empty() && self.query.letters.is_empty() && self.is_prose()
    }

    /// Whether words can be of use here at all.
    pub fn wants_words(&self) -> bool {
        let long = self.style.prefix.chars().nth(LONGEST_WORD).is_some();
        let known = self.owner.is_some() || self.is_prose();
        !long && known && (self.query.words || self.query.phrase || self.has_chars_of_words())
    }

    /// Returns where the search starts, which says what may come first.
    pub fn start(&self) -> Start {
        if self.style.prefix.is_empty() {
            return spacing::start_of(self.text);
        }
        let alone = self.is_verbatim() || self.is_mid_word() || !self.query.letters.is_empty();
        if self.query.next_after_whole && !alone { Start::MaybeWhole } else { Start::InWord }
    }
}
