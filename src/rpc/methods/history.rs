//! `history`: searches the messages that are kept.

use serde::{Deserialize, Serialize};

/// `history`: what is kept, newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// Messages that hold this text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Messages of this application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Messages from this source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Messages of this conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Messages of this person, who is not the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Written at this time or later (milliseconds since 1970).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Written before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// At most so many messages (0 to 1000); 20 when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Messages to leave out, the newest first.
    pub offset: u64,
    /// Also the words that the owner used, at most `limit` of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<WordOrder>,
}

/// In which order `history` tells words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordOrder {
    /// By how often they were used, most first.
    MostUsed,
    /// By the time of their first use, newest first.
    Newest,
    /// By what learning has changed, the largest change first.
    MostChanged,
}

/// A word that the owner used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryWord {
    /// The text as it is kept.
    pub text: String,
    /// How often it was used.
    pub count: u64,
    /// When it was first used (milliseconds since 1970).
    pub first: i64,
    /// Bits by which what was learned makes it more probable after the word that it last stood behind (1 bit: twice as
    /// probable); with `most_changed` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f32>,
}

/// Answer to `history`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryResult {
    /// Messages that match, all of them counted.
    pub matching: u64,
    /// The messages of the page, the newest first.
    pub messages: Vec<HistoryMessage>,
    /// Words of everything kept; empty when not asked for.
    pub words: Vec<HistoryWord>,
    /// Sums over everything kept, whatever was asked.
    pub totals: HistoryTotals,
}

/// A message that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryMessage {
    /// Its number, by which it can be forgotten.
    pub id: i64,
    /// Milliseconds since 1970.
    pub time: i64,
    /// Where it came from.
    pub source: String,
    /// Name of the application that the message was typed in, or its pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Pseudonym of the conversation, if the message belongs to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Nil for the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The text as it is kept.
    pub text: String,
}

impl HistoryMessage {
    pub(super) fn example() -> HistoryMessage {
        HistoryMessage {
            id: 1,
            time: 1_764_000_000_000,
            source: "learn".into(),
            app: Some("chat".into()),
            conversation: Some("anna".into()),
            author: Some("anna".into()),
            text: "The zebra.".into(),
        }
    }
}

/// Sums over everything kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryTotals {
    /// Messages kept.
    pub messages: u64,
    /// Those that the owner wrote.
    pub own_messages: u64,
    /// Characters of those.
    pub own_chars: u64,
    /// Different words of those.
    pub own_words: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Messages by source.
    pub sources: std::collections::BTreeMap<String, u64>,
    /// Messages by application.
    pub apps: std::collections::BTreeMap<String, u64>,
    /// What the filter dropped, by reason.
    pub dropped: std::collections::BTreeMap<String, u64>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (History, HistoryResult) {
    let params = History {
        search: Some("zebra".into()),
        app: Some("chat".into()),
        source: Some("learn".into()),
        conversation: Some("anna".into()),
        author: Some("anna".into()),
        after: Some(1_764_000_000_000),
        before: Some(1_764_086_400_000),
        limit: Some(5),
        offset: 10,
        words: Some(WordOrder::Newest),
    };
    let result = HistoryResult {
        matching: 1,
        messages: vec![HistoryMessage::example()],
        words: vec![HistoryWord { text: "zebra".into(), count: 3, first: 1_764_000_000_000, change: Some(11.5) }],
        totals: HistoryTotals {
            messages: 2,
            own_messages: 1,
            own_chars: 10,
            own_words: 2,
            bytes: 32_768,
            sources: [("learn".into(), 2)].into(),
            apps: [("chat".into(), 2)].into(),
            dropped: [("card".into(), 1)].into(),
        },
    };
    (params, result)
}
