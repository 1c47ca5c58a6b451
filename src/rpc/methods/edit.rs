//! `edit`: characters deleted and inserted before the cursor.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{ContextResult, SessionId};

/// `edit`: delete so many characters before the cursor, then insert text there.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// Without it, the connection's own session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Unicode scalar values to delete before the cursor.
    pub delete: u32,
    /// What comes in their place.
    pub insert: String,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Edit, ContextResult) {
    let params = Edit { session: Some(7), delete: 2, insert: "you".into() };
    let result = ContextResult { session: 7, length: 12 };
    (params, result)
}
