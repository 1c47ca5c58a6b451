//! `learning`: state and results of fine-tuning.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::Empty;

/// Answer to `learning`: what the background learner does and did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearningResult {
    /// The learner works by itself, not only when asked.
    pub enabled: bool,
    /// `idle`, `waiting`, `preparing`, `training` or `judging`.
    pub state: String,
    /// What it waits for: `new_text`, `typing_to_stop`, `mains_power`, `tomorrow`, `pause_to_end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
    /// Windows of the run on its way that are done.
    pub done: u64,
    /// Windows of that run in all.
    pub total: u64,
    /// Own characters kept since the last run.
    pub new_chars: u64,
    /// How many start the next run.
    pub needed_chars: u64,
    /// Seconds of work today.
    pub seconds_today: u64,
    /// How many seconds are allowed.
    pub seconds_per_day: u64,
    /// The personal model in use; nil for the base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
    /// The personal models kept, oldest first.
    pub generations: Vec<Generation>,
    /// Runs that came to an end, oldest first.
    pub runs: Vec<LearningRun>,
    /// Runs that ended, well or not, since the daemon started.
    pub finished: u64,
}

/// A personal model that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Generation {
    /// Its number, counted from 1.
    pub number: u64,
    /// Milliseconds since 1970.
    pub made: i64,
    /// Size of its file.
    pub bytes: u64,
}

/// A run of fine-tuning that came to an end. All figures are bits per character.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearningRun {
    /// When it ended, milliseconds since 1970.
    pub time: i64,
    /// Seconds of work.
    pub seconds: f64,
    /// Own characters that it learned from.
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
    /// Whether its candidate passed the acceptance gate and was served.
    pub promoted: bool,
    /// The personal model that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
    /// Why it was refused: `no_gain` or `base_text_lost`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Empty, LearningResult) {
    let params = Empty {};
    let result = LearningResult {
        enabled: true,
        state: "waiting".into(),
        waits_for: Some("typing_to_stop".into()),
        done: 10,
        total: 200,
        new_chars: 4000,
        needed_chars: 2000,
        seconds_today: 60,
        seconds_per_day: 600,
        generation: Some(1),
        generations: vec![Generation { number: 1, made: 1_764_000_000_000, bytes: 24_000_000 }],
        runs: vec![LearningRun {
            time: 1_764_000_000_000,
            seconds: 62.5,
            chars: 40_000,
            held_out_chars: 4000,
            own_before: 2.5,
            own_after: 2.25,
            base_before: 1.75,
            base_after: 1.8125,
            share: 0.5,
            promoted: true,
            generation: Some(1),
            refused: Some("no_gain".into()),
        }],
        finished: 1,
    };
    (params, result)
}
