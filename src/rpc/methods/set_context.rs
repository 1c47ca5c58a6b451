//! `set_context`: replaces the whole text before the cursor.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{ContextMessage, ContextResult, SessionId};

/// `set_context`: the text before the cursor, whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetContext {
    /// Without it, the connection's own session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The text before the cursor.
    pub left_context: String,
    /// The conversation before it, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<ContextMessage>>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (SetContext, ContextResult) {
    let params = SetContext {
        session: Some(7),
        left_context: "How are yo".into(),
        messages: Some(vec![ContextMessage::example()]),
    };
    let result = ContextResult { session: 7, length: 10 };
    (params, result)
}
