//! `suggest`: words, characters and a phrase for the text before the cursor.

use serde::{Deserialize, Deserializer, Serialize};

use crate::rpc::shapes::{ContextMessage, SessionId};

/// `suggest`: what comes next.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Suggest {
    /// Without it, the connection's own session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Replaces the session's text first, so that one call does it all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_context: Option<String>,
    /// The conversation before `left_context`, oldest first; replaces the session's text as that does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<ContextMessage>>,
    /// How many words; the daemon's configuration says how many without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// How many characters; as many as words without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_chars: Option<u32>,
    /// Any of `words`, `chars`, `phrase`; all three without it. Others are skipped.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known_kinds")]
    pub kinds: Option<Vec<Kind>>,
    /// Words and phrases less probable are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_probability: Option<f32>,
    /// One of the words may be an emoji that goes with the last word.
    #[serde(skip_serializing_if = "is_false")]
    pub emoji: bool,
    /// The text after the cursor, or its beginning: what stands there already is not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What the text field is for; `text` without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldKind>,
    /// Words that go on with one of these letters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
    /// The language of the text (BCP 47), as in `de` or `pt-BR`; what `open` says without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// What `suggest` can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Whole words.
    Words,
    /// Next characters.
    Chars,
    /// A phrase.
    Phrase,
    /// One of a later version; never in parameters that were decoded.
    #[serde(other)]
    Unknown,
}

/// What a text field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A web address, or a path.
    Url,
    /// A mail address.
    Email,
    /// Digits.
    Number,
    /// What is looked for; helped, and never kept.
    Search,
    /// A secret: nothing is offered or kept.
    Password,
    /// Prose, and any kind of a later version.
    #[serde(other)]
    Text,
}

fn known_kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Kind>>, D::Error> {
    let kinds = Option::<Vec<Kind>>::deserialize(deserializer)?;
    Ok(kinds.map(|kinds| kinds.into_iter().filter(|kind| *kind != Kind::Unknown).collect()))
}

/// Answer to `suggest`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestResult {
    /// The session that was asked for.
    pub session: SessionId,
    /// The most probable first.
    pub words: Vec<Word>,
    /// The most probable first.
    pub chars: Vec<NextChar>,
    /// Nil when not asked for or when the model is not confident.
    pub phrase: Option<Phrase>,
    /// Probability of the best word found, before anything was suppressed.
    pub confidence: f32,
    /// Probability that the word before the cursor is whole as it stands; left out where none has begun.
    #[serde(skip_serializing_if = "is_nothing")]
    pub ends: f32,
    /// Microseconds from the decoded request to the finished answer.
    pub took_us: u64,
    /// Network steps spent on bringing the context up to date.
    pub context_steps: u32,
    /// Why something found is not shown: `below_min_probability`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
}

/// A word on offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Word {
    /// The whole word.
    pub text: String,
    /// What is still to be inserted; empty where something else was typed than the word begins with.
    pub completion: String,
    /// Characters before the cursor that go.
    pub delete: u32,
    /// What comes in their place.
    pub insert: String,
    /// From 0 to 1.
    pub probability: f32,
    /// `completion` of the word before the cursor, `next_word`, `correction` of what was typed, or `emoji`.
    pub kind: String,
    /// A space belongs after it.
    pub space_after: bool,
    /// The characters that, typed right after it, come in place of that space.
    pub eats_space_before: String,
}

impl Default for Word {
    /// What an older daemon leaves out: a space belongs after every word.
    fn default() -> Self {
        Word {
            text: String::new(),
            completion: String::new(),
            delete: 0,
            insert: String::new(),
            probability: 0.0,
            kind: String::new(),
            space_after: true,
            eats_space_before: String::new(),
        }
    }
}

impl Word {
    /// What comes in place of the characters that go; an older daemon says only what completes.
    #[must_use]
    pub fn inserted(&self) -> &str {
        if self.delete == 0 && self.insert.is_empty() { &self.completion } else { &self.insert }
    }
}

/// A character that may come next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NextChar {
    /// What is offered.
    pub text: String,
    /// From 0 to 1.
    pub probability: f32,
}

/// Several words on offer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Phrase {
    /// What is offered.
    pub text: String,
    /// From 0 to 1.
    pub probability: f32,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_false(value: &bool) -> bool {
    !value
}

/// Whether a probability says nothing.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_nothing(probability: &f32) -> bool {
    *probability == 0.0
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Suggest, SuggestResult) {
    let params = Suggest {
        session: Some(7),
        left_context: Some("How are yo".into()),
        messages: Some(vec![ContextMessage::example()]),
        n: Some(3),
        n_chars: Some(5),
        kinds: Some(vec![Kind::Words, Kind::Chars, Kind::Phrase]),
        min_probability: Some(0.25),
        emoji: true,
        after: Some(" today".into()),
        field: Some(FieldKind::Search),
        letters: Some("aeu".into()),
        language: Some("en-GB".into()),
    };
    let result = SuggestResult {
        session: 7,
        words: vec![Word {
            text: "you".into(),
            completion: "u".into(),
            delete: 0,
            insert: "u".into(),
            probability: 0.75,
            kind: "completion".into(),
            space_after: true,
            eats_space_before: ".,!?".into(),
        }],
        chars: vec![NextChar { text: "u".into(), probability: 0.875 }],
        phrase: Some(Phrase { text: "u doing today".into(), probability: 0.25 }),
        confidence: 0.75,
        ends: 0.125,
        took_us: 850,
        context_steps: 1,
        suppressed: Some("below_min_probability".into()),
    };
    (params, result)
}
