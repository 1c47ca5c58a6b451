//! `pause`: stops keeping and learning for a while.

use serde::{Deserialize, Serialize};

/// `pause`: keep and learn nothing for a while, or go on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pause {
    /// False to go on.
    pub paused: bool,
    /// Go on by itself after so many minutes; never when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// Answer to `pause`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PauseResult {
    /// Whether nothing is kept now.
    pub paused: bool,
    /// When it ends by itself (milliseconds since 1970).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Pause, PauseResult) {
    let params = Pause { paused: true, minutes: Some(60) };
    let result = PauseResult { paused: true, until: Some(1_764_003_600_000) };
    (params, result)
}
