//! `open`: begins a session for one text field.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{ContextMessage, SessionId};

/// `open`: a text field of its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Open {
    /// Name of the application that the text is typed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Name of the conversation, so that messages of several do not mix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Nothing typed here is ever kept.
    pub private: bool,
    /// A password or the like is typed here: nothing is kept, nothing learned is offered.
    pub secret: bool,
    /// A terminal: lines that begin with a space are not kept.
    pub terminal: bool,
    /// The language of the text (BCP 47), as in `de` or `pt-BR`, where a `suggest` names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The text before the cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_context: Option<String>,
    /// The conversation before it, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<ContextMessage>>,
}

/// Answer to `open`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenResult {
    /// The new session's number.
    pub session: SessionId,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Open, OpenResult) {
    let params = Open {
        app: Some("notes".into()),
        conversation: Some("anna".into()),
        private: true,
        secret: true,
        terminal: true,
        language: Some("en-GB".into()),
        left_context: Some("Dear ".into()),
        messages: Some(vec![ContextMessage::example()]),
    };
    let result = OpenResult { session: 7 };
    (params, result)
}
