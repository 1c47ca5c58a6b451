//! `subscribe`: chooses the events that this connection is notified of.

use serde::{Deserialize, Serialize};

/// `subscribe`: be told of events by notifications.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscribe {
    /// Names of events (`model_changed`, `pause_changed`, `settings_changed`, `shutting_down`); all without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<String>>,
}

/// Answer to `subscribe`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscribeResult {
    /// Names of the events that will be told.
    pub events: Vec<String>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Subscribe, SubscribeResult) {
    let params = Subscribe { events: Some(vec!["shutting_down".into()]) };
    let result = SubscribeResult { events: vec!["shutting_down".into()] };
    (params, result)
}
