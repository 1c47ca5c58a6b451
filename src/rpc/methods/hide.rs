//! `hide`: keeps words from being offered.

use serde::{Deserialize, Serialize};

/// `hide`: a word that is not to be offered, or is again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hide {
    /// Without it nothing changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// It is shown again.
    pub shown: bool,
}

/// Answer to `hide`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HideResult {
    /// All that are hidden now.
    pub words: Vec<String>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Hide, HideResult) {
    (Hide { word: Some("duck".into()), shown: true }, HideResult { words: vec!["ducking".into()] })
}
