//! The question and its answer: [`Query`] and [`Suggestions`].

use crate::text::Layout;

/// What the caller asks for, and what is known of the text and its field.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// How many words to offer.
    pub n: usize,
    /// How many characters to offer; `None` means as many as words.
    pub n_chars: Option<usize>,
    /// Offer words.
    pub words: bool,
    /// Offer next characters.
    pub chars: bool,
    /// Offer a phrase of several words.
    pub phrase: bool,
    /// Leave out words and phrases less probable than this (0 to 1).
    pub min_probability: f32,
    /// Where the word before the cursor may be whole, offer the next words after a space, too, and longer words only
    /// where they are likely. Without it, offer only words that go on with the word before the cursor.
    pub next_after_whole: bool,
    /// Take the letters typed as evidence of what is meant: offer words of which they may be a misspelling, too.
    pub corrections: bool,
    /// The layout of the keyboard, which says which keys are neighbours.
    pub layout: Layout,
    /// Leave out slurs and sexual words, unless the owner uses them.
    pub decent: bool,
    /// Offer an emoji that goes with the last word, at most one.
    pub emoji: bool,
    /// The text after the cursor, or its beginning: words that stand there already are not offered.
    pub after: String,
    /// The kind of text field.
    pub field: FieldKind,
    /// The language of the text (BCP 47), if it is known. In a language that the model does not know, only words of the
    /// person and of the conversation are offered, and the rules of the model's own language do not apply.
    pub language: Option<String>,
    /// Offer only words that go on with one of these letters; with any letter if there are none.
    pub letters: String,
    /// Names of those who take part in the conversation: each counts as a word that was said just now.
    pub people: Vec<String>,
    /// Words that are not corrected, because the person has stayed with them in this message.
    pub declined: Vec<String>,
}

/// What a text field is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Prose, or a field of which nothing is known.
    #[default]
    Text,
    /// An address on the web: nothing is learned from it.
    Url,
    /// An e-mail address: nothing is learned from it.
    Email,
    /// Digits: nothing is offered.
    Number,
    /// A search: nothing is learned from it.
    Search,
    /// A password: nothing is offered or learned.
    Password,
}

impl FieldKind {
    /// Whether anything is offered in it.
    #[must_use]
    pub fn is_helped(self) -> bool {
        !matches!(self, FieldKind::Number | FieldKind::Password)
    }

    /// Returns whether text typed in the field shows how its person writes.
    #[must_use]
    pub fn is_learned(self) -> bool {
        self == FieldKind::Text
    }

    /// Whether it holds an address, and no prose.
    #[must_use]
    pub fn is_address(self) -> bool {
        matches!(self, FieldKind::Url | FieldKind::Email)
    }
}

impl Default for Query {
    fn default() -> Self {
        Query {
            n: 3,
            n_chars: None,
            words: true,
            chars: true,
            phrase: true,
            min_probability: 0.0,
            next_after_whole: false,
            corrections: false,
            layout: Layout::default(),
            decent: false,
            emoji: false,
            after: String::new(),
            field: FieldKind::Text,
            language: None,
            letters: String::new(),
            people: Vec::new(),
            declined: Vec::new(),
        }
    }
}

/// One word on offer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// The whole word, what was typed of it included.
    pub text: String,
    /// Text that is still to be inserted at the cursor; a space comes first where the word before it is whole. Empty
    /// where something else was typed than the word begins with.
    pub completion: String,
    /// Number of characters before the cursor that are deleted.
    pub delete: usize,
    /// Text that is inserted in their place.
    pub insert: String,
    /// Probability that exactly this word is being typed, given the context.
    pub probability: f32,
    /// How the word relates to the text before the cursor.
    pub kind: WordKind,
    /// Whether a space belongs after the word.
    pub space_after: bool,
}

/// How a word on offer relates to the text before the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordKind {
    /// Completes the word before the cursor.
    #[default]
    Completion,
    /// A word not begun yet.
    NextWord,
    /// Replaces what was typed.
    Correction,
    /// An emoji that goes with the last word.
    Emoji,
}

/// One next character on offer.
#[derive(Clone, Debug, PartialEq)]
pub struct NextChar {
    /// One Unicode scalar value; a newline stands for the end of the message.
    pub text: String,
    /// Its probability given the context.
    pub probability: f32,
}

/// The continuation over several words.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Text to insert at the cursor.
    pub text: String,
    /// Probability of the whole continuation.
    pub probability: f32,
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestions {
    /// Most probable first.
    pub words: Vec<Word>,
    /// Most probable first.
    pub chars: Vec<NextChar>,
    /// Present when asked for and the model is confident enough.
    pub phrase: Option<Phrase>,
    /// Probability of the best word found, before anything was suppressed (0 to 1).
    pub confidence: f32,
    /// Probability that the word before the cursor is whole: that no letter follows (0 to 1; 0 where none has begun).
    pub ends: f32,
    /// Network steps spent on bringing the context up to date: 1 for one more character, 0 after a backspace.
    pub context_steps: u32,
    /// Why nothing is shown although something was found.
    pub suppressed: Option<&'static str>,
    /// Characters that take the place of the space after a word that was taken.
    pub eats_space_before: String,
}

/// The search was told to stop before it had an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the query was superseded by a newer one")]
pub struct Cancelled;
