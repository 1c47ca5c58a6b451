//! What is asked, and what is answered: [`Query`] and [`Suggestions`].

use crate::text::Layout;

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// How many words to offer.
    pub n: usize,
    /// How many characters to offer; as many as words without it.
    pub n_chars: Option<usize>,
    /// Offer words.
    pub words: bool,
    /// Offer next characters.
    pub chars: bool,
    /// Offer a phrase of several words.
    pub phrase: bool,
    /// Leave out words and phrases less probable than this (0 to 1).
    pub min_probability: f32,
    /// Where the word before the cursor may be whole, offer the next words after a space, and of longer words only those
    /// that are likely beside its end. Otherwise only what goes on with it.
    pub next_after_whole: bool,
    /// Take what was typed as evidence of what is meant: offer words that it may be a misspelling of.
    pub corrections: bool,
    /// Where the keys lie.
    pub layout: Layout,
    /// Leave out slurs and sexual words, unless the owner uses them or has nearly typed them.
    pub decent: bool,
    /// Offer an emoji that goes with the last word, at most one.
    pub emoji: bool,
    /// The text after the cursor, or its beginning: what stands there already is not offered.
    pub after: String,
    /// What is typed into.
    pub field: FieldKind,
    /// The language of the text (BCP 47), if anybody says it. In one that the model does not know only words of the person's
    /// and of the conversation are offered, and what holds for the model's own is left undone.
    pub language: Option<String>,
    /// Offer words only that go on with one of these letters, or with any if there are none.
    pub letters: String,
    /// Names of those who take part in the conversation: each counts as a word that was said just now.
    pub people: Vec<String>,
    /// Words that are not taken for others, as their person has stayed with them in this message.
    pub declined: Vec<String>,
}

/// What a text field is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Prose, or nothing known.
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

    /// Whether what is typed in it says how its person writes.
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
    /// What is still to be inserted at the cursor; a space comes first where the word before it is whole. Empty where
    /// something else was typed than the word begins with.
    pub completion: String,
    /// Characters before the cursor that go.
    pub delete: usize,
    /// What comes in their place.
    pub insert: String,
    /// Probability that exactly this word is being typed, given the context.
    pub probability: f32,
    /// Whether it completes a word that was begun or is a new one.
    pub kind: WordKind,
    /// A space belongs after it.
    pub space_after: bool,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordKind {
    /// Completes the word before the cursor.
    #[default]
    Completion,
    /// A word not begun yet.
    NextWord,
    /// Takes the place of what was typed.
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
    /// To be inserted at the cursor.
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
