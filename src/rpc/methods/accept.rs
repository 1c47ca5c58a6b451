//! `accept`: a suggestion was taken.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{ContextResult, SessionId};

/// `accept`: the person took a suggestion, which is inserted before the cursor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accept {
    /// Without it, the connection's own session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Characters before the cursor that went: the suggestion's `delete`.
    #[serde(skip_serializing_if = "is_zero")]
    pub delete: u32,
    /// The suggestion's `insert`, with a space after it if the client inserted one.
    pub text: String,
    /// Takes the newest `accept` back instead: what it inserted goes, and what it deleted stands there again.
    #[serde(skip_serializing_if = "is_false")]
    pub back: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_false(flag: &bool) -> bool {
    !*flag
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Accept, ContextResult) {
    let params = Accept { session: Some(7), delete: 8, text: "receive ".into(), back: true };
    let result = ContextResult { session: 7, length: 12 };
    (params, result)
}
