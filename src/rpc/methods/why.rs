//! `why`: explains the probabilities of the words on offer.

use serde::{Deserialize, Serialize};

/// `why`: what made the words on offer for a text as probable as they are. Nothing of it is remembered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Why {
    /// The text before the cursor.
    pub left_context: String,
    /// How many words; the daemon's configuration says how many without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// The application that the text is typed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The language of the text (BCP 47), as in `suggest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Answer to `why`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WhyResult {
    /// In the order in which the words are offered.
    pub words: Vec<WordReason>,
}

/// Why a word is on offer. All but `probability` are bits: log2 of a probability, or what is added to one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordReason {
    /// The whole word.
    pub text: String,
    /// Probability with which it is offered.
    pub probability: f32,
    /// log2 of what the network alone gives the word.
    pub network: f32,
    /// What the memory of the training text adds.
    pub base: f32,
    /// What each kind of context in the person's own messages adds, the least specific first.
    pub memory: Vec<Part>,
    /// What is taken off a word that was offered more often than it was wanted.
    pub habits: f32,
    /// One of the person's own words, which no word list has.
    pub own: bool,
    /// What is left: own words raised, forms of a word joined, corrections weighed.
    pub rest: f32,
}

/// A part of a sum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// As in `2 words` or `balance`.
    pub name: String,
    /// What it adds.
    pub bits: f32,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Why, WhyResult) {
    let params =
        Why { left_context: "I met Ze".into(), n: Some(1), app: Some("chat".into()), language: Some("en-GB".into()) };
    let reason = WordReason {
        text: "Zebulonia".into(),
        probability: 0.5,
        network: -20.5,
        base: 0.25,
        memory: vec![Part { name: "2 words".into(), bits: 18.75 }],
        habits: -0.5,
        own: true,
        rest: 1.0,
    };
    (params, WhyResult { words: vec![reason] })
}
