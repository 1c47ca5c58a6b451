//! `forget`: removes messages or a word from the history.

use serde::{Deserialize, Serialize};

use super::history::HistoryMessage;

/// `forget`: what is to go. The conditions hold together; at least one must be given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Forget {
    /// A word: messages keep the rest of their text, the word is not offered again until it is typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Messages that hold this text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Messages that match this regular expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Messages written at this time or later (milliseconds since 1970).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Messages written before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Messages from this source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Messages of this application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Messages of this conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Messages of this person, who is not the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Numbers of messages, as `history` tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<i64>>,
    /// Everything there is.
    pub everything: bool,
    /// Only say what would go.
    pub dry_run: bool,
}

/// Answer to `forget`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Forgotten {
    /// Messages that are gone (or would be).
    pub messages: u64,
    /// Characters of them.
    pub chars: u64,
    /// Messages that lose a word or a name and keep the rest.
    pub changed: u64,
    /// Words without sentences that are gone.
    pub words: u64,
    /// The newest of them, so that a person can see what is meant.
    pub preview: Vec<HistoryMessage>,
    /// The personal model has seen some of it and is made anew without it.
    pub rebuild: bool,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Forget, Forgotten) {
    let params = Forget {
        word: Some("Zebra".into()),
        text: Some("the zebra".into()),
        pattern: Some("zebras?".into()),
        after: Some(1_764_000_000_000),
        before: Some(1_764_086_400_000),
        source: Some("learn".into()),
        app: Some("chat".into()),
        conversation: Some("anna".into()),
        author: Some("anna".into()),
        ids: Some(vec![1, 2]),
        everything: true,
        dry_run: true,
    };
    let result = Forgotten {
        messages: 1,
        chars: 10,
        changed: 1,
        words: 1,
        preview: vec![HistoryMessage::example()],
        rebuild: true,
    };
    (params, result)
}
