//! `finetune`: starts a run of fine-tuning now.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::Empty;

/// Answer to `finetune`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinetuneResult {
    /// False when there is nothing to learn from.
    pub started: bool,
    /// Why no run was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Empty, FinetuneResult) {
    let params = Empty {};
    let result = FinetuneResult { started: false, reason: Some("nothing_is_kept".into()) };
    (params, result)
}
