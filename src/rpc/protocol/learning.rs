//! What is kept, learned and forgotten: parameters and results of `commit`, `learn`, `forget`, `history`, `pause`,
//! `finetune`, `learning` and `rollback`.

use serde::{Deserialize, Serialize};

use super::SessionId;

/// A message of a conversation, as context.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContextMessage {
    pub text: String,
    /// Who wrote it; nil for the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
}

/// `commit`: the session's message is finished; it passes the privacy filter and is learned. The session's text stays
/// as context, with the message as its last line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Commit {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The message as it was sent.
    pub text: String,
}

/// `learn`: messages that were written elsewhere.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Learn {
    /// One message; the fields beside it apply to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Milliseconds since 1970; now when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    /// Who wrote it; nil for the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where it comes from, as in `import:whatsapp`; `learn` when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The text was typed in a terminal.
    pub terminal: bool,
    /// Many messages, in the order they were written; fields they lack come from above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<LearnMessage>>,
    /// Words of the owner's without sentences, from another keyboard's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<LearnWord>>,
}

/// One of many words of `learn`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearnWord {
    pub text: String,
    /// How often it was used.
    pub count: u64,
}

/// One of many messages of `learn`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearnMessage {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
}

/// Answer to `commit` and `learn`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// Messages and words kept.
    pub kept: u64,
    /// Messages and words that were known already.
    pub known: u64,
    /// What was dropped, by reason: whole messages and spans.
    pub dropped: std::collections::BTreeMap<String, u64>,
}

/// `forget`: what is to go. The conditions hold together; at least one must be given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Forget {
    /// A word: messages keep the rest of their text, the word is not offered again until it is typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Messages that hold this text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Messages that match this regular expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Messages written at this time or later (milliseconds since 1970).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Messages written before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Messages of this person, who is not the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Numbers of messages, as `history` tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<i64>>,
    /// Everything there is.
    pub everything: bool,
    /// Only say what would go.
    pub dry_run: bool,
}

/// Answer to `forget`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Forgotten {
    /// Messages that are gone (or would be).
    pub messages: u64,
    /// Characters of them.
    pub chars: u64,
    /// Messages that lose a word or a name and keep the rest.
    pub changed: u64,
    /// Words without sentences that are gone.
    pub words: u64,
    /// The newest of them, so that a person can see what is meant.
    pub preview: Vec<HistoryMessage>,
    /// The personal model has seen some of it and is made anew without it.
    pub rebuild: bool,
}

/// `history`: what is kept, newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// Messages that hold this text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Messages of this person, who is not the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// At most so many messages (0 to 1000); 20 when nil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    pub offset: u64,
    /// Also the words that the owner used, at most `limit` of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<WordOrder>,
}

/// In which order `history` tells words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordOrder {
    MostUsed,
    /// By the time of their first use, newest first.
    Newest,
}

/// A word that the owner used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryWord {
    pub text: String,
    pub count: u64,
    /// When it was first used (milliseconds since 1970).
    pub first: i64,
}

/// Answer to `history`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryResult {
    /// Messages that match, all of them counted.
    pub matching: u64,
    pub messages: Vec<HistoryMessage>,
    /// Of everything kept; empty when not asked for.
    pub words: Vec<HistoryWord>,
    /// Of everything kept, whatever was asked.
    pub totals: HistoryTotals,
}

/// A message that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryMessage {
    pub id: i64,
    /// Milliseconds since 1970.
    pub time: i64,
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Nil for the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    pub text: String,
}

/// Sums over everything kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryTotals {
    pub messages: u64,
    /// Those that the owner wrote.
    pub own_messages: u64,
    /// Characters of those.
    pub own_chars: u64,
    /// Different words of those.
    pub own_words: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Messages by source.
    pub sources: std::collections::BTreeMap<String, u64>,
    /// Messages by application.
    pub apps: std::collections::BTreeMap<String, u64>,
    /// What the filter dropped, by reason.
    pub dropped: std::collections::BTreeMap<String, u64>,
}

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
    pub paused: bool,
    /// When it ends by itself (milliseconds since 1970).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

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

/// Answer to `finetune`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinetuneResult {
    /// False when there is nothing to learn from.
    pub started: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

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
    /// Windows of the run on its way: done, and in all.
    pub done: u64,
    pub total: u64,
    /// Own characters kept since the last run, and how many start the next one.
    pub new_chars: u64,
    pub needed_chars: u64,
    /// Seconds of work today, and how many are allowed.
    pub seconds_today: u64,
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
    pub number: u64,
    /// Milliseconds since 1970.
    pub made: i64,
    pub bytes: u64,
}

/// A run of fine-tuning that came to an end. All figures are bits per character.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LearningRun {
    /// When it ended, milliseconds since 1970.
    pub time: i64,
    /// Of work.
    pub seconds: f64,
    /// Own characters it learned from, and those it was judged by.
    pub chars: u64,
    pub held_out_chars: u64,
    /// On the newest own messages, before and after.
    pub own_before: f64,
    pub own_after: f64,
    /// On text of the base model's kind.
    pub base_before: f64,
    pub base_after: f64,
    /// Share of the way from the base to the tuned weights.
    pub share: f32,
    pub promoted: bool,
    /// The personal model that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
    /// Why it was refused: `no_gain` or `base_text_lost`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

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
