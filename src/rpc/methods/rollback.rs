//! `rollback`: serves an earlier personal model, or the base.

use serde::{Deserialize, Serialize};

/// `rollback`: serve an earlier model.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Rollback {
    /// Number of a personal model, 0 for the base; nil for the one before the one in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
}

/// Answer to `rollback`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RollbackResult {
    /// The personal model in use now; nil for the base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Rollback, RollbackResult) {
    let params = Rollback { generation: Some(1) };
    let result = RollbackResult { generation: Some(1) };
    (params, result)
}
