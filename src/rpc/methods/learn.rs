//! `learn`: keeps messages and words that were written elsewhere.

use serde::{Deserialize, Serialize};

/// `learn`: messages that were written elsewhere.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Learn {
    /// One message; the fields beside it apply to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The application it was written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The conversation it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Milliseconds since 1970; now when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    /// Who wrote it; nil for the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where it comes from, as in `import:whatsapp`; `learn` when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The text was typed in a terminal.
    pub terminal: bool,
    /// Many messages, in the order they were written; fields they lack come from above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<LearnMessage>>,
    /// Words of the owner's without sentences, from another keyboard's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<LearnWord>>,
}

/// One of many words of `learn`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearnWord {
    /// As it was written.
    pub text: String,
    /// How often it was used.
    pub count: u64,
}

/// One of many messages of `learn`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearnMessage {
    /// As it was written.
    pub text: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    /// The conversation it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
}

/// Answer to `commit` and `learn`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// Messages and words kept.
    pub kept: u64,
    /// Messages and words that were known already.
    pub known: u64,
    /// What was dropped, by reason: whole messages and spans.
    pub dropped: std::collections::BTreeMap<String, u64>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Learn, Learned) {
    let params = Learn {
        text: Some("Fine, and you?".into()),
        app: Some("chat".into()),
        conversation: Some("anna".into()),
        time: Some(1_764_000_000_000),
        author: Some("anna".into()),
        source: Some("watch:chat".into()),
        terminal: true,
        messages: Some(vec![LearnMessage {
            text: "Hi".into(),
            author: Some("anna".into()),
            time: Some(1_764_000_000_000),
            conversation: Some("anna".into()),
        }]),
        words: Some(vec![LearnWord { text: "Kettlewick".into(), count: 3 }]),
    };
    let result = Learned { kept: 2, known: 1, dropped: [("card".into(), 1)].into() };
    (params, result)
}
