//! Records of fine-tuning: [`RunRecord`], as it stands in the manifest, and [`Report`], what the learner does and did.
//!
//! Handlers make the wire's types of these, so that an edit of the protocol changes no file on disk.

use serde::{Deserialize, Serialize};

/// A run of fine-tuning that came to an end. All figures are bits per character. Stored as JSON under these names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunRecord {
    /// When it ended, milliseconds since 1970.
    pub time: i64,
    /// Seconds of work.
    pub seconds: f64,
    /// Own characters it learned from.
    pub chars: u64,
    /// Own characters it was judged by.
    pub held_out_chars: u64,
    /// Bits per character on the newest own messages, before the run.
    pub own_before: f64,
    /// The same after the run.
    pub own_after: f64,
    /// Bits per character on text of the base model's kind, before the run.
    pub base_before: f64,
    /// The same after the run.
    pub base_after: f64,
    /// Share of the way from the base to the tuned weights.
    pub share: f32,
    /// Whether the run made a personal model.
    pub promoted: bool,
    /// Number of the personal model that the run made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
    /// Why it was refused: `no_gain` or `base_text_lost`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// A personal model that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptModel {
    /// Its number, counted from 1.
    pub number: u64,
    /// Milliseconds since 1970.
    pub made: i64,
    /// Size of its checkpoint.
    pub bytes: u64,
}

/// What the learner does and did.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Whether it works by itself, not only when asked.
    pub enabled: bool,
    /// `idle`, `waiting`, `preparing`, `training` or `judging`.
    pub phase: &'static str,
    /// What it waits for: `new_text`, `typing_to_stop`, `mains_power`, `tomorrow`, `pause_to_end`.
    pub waits_for: Option<&'static str>,
    /// Windows of the run on its way that are done.
    pub done: u64,
    /// Windows of the run on its way in all.
    pub total: u64,
    /// Own characters kept since the last run.
    pub new_chars: u64,
    /// Number of own characters that start the next run.
    pub needed_chars: u64,
    /// Seconds of work today.
    pub seconds_today: u64,
    /// Seconds of work allowed on a day.
    pub seconds_per_day: u64,
    /// The personal model in use; none for the base.
    pub generation: Option<u64>,
    /// The personal models kept, oldest first.
    pub generations: Vec<KeptModel>,
    /// Runs that came to an end, oldest first.
    pub runs: Vec<RunRecord>,
    /// Runs that ended, well or not, since the daemon started.
    pub finished: u64,
}
