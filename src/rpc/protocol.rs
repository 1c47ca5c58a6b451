//! The wire's vocabulary: every method's parameters and result, as `proto/README.md` specifies them.
//!
//! Plain data, no behaviour: wire types are not domain types, and nothing here knows how a suggestion is made.
//! Unknown fields are ignored, missing ones take their defaults, wrong types are errors that name the field.

use serde::{Deserialize, Deserializer, Serialize};

mod learning;

pub use learning::*;

/// Version of the protocol: raised only when a client written for the previous one would break.
pub const PROTOCOL_VERSION: u32 = 1;

/// Names of the methods.
pub mod method {
    pub const HELLO: &str = "hello";
    pub const OPEN: &str = "open";
    pub const CLOSE: &str = "close";
    pub const EDIT: &str = "edit";
    pub const SET_CONTEXT: &str = "set_context";
    pub const SUGGEST: &str = "suggest";
    pub const ACCEPT: &str = "accept";
    pub const STATUS: &str = "status";
    pub const SUBSCRIBE: &str = "subscribe";
    pub const SHUTDOWN: &str = "shutdown";
    pub const COMMIT: &str = "commit";
    pub const LEARN: &str = "learn";
    pub const FORGET: &str = "forget";
    pub const HISTORY: &str = "history";
    pub const PAUSE: &str = "pause";
    pub const HIDE: &str = "hide";
    pub const FINETUNE: &str = "finetune";
    pub const LEARNING: &str = "learning";
    pub const ROLLBACK: &str = "rollback";
    /// All of them.
    pub const ALL: [&str; 19] = [
        HELLO,
        OPEN,
        CLOSE,
        EDIT,
        SET_CONTEXT,
        SUGGEST,
        ACCEPT,
        COMMIT,
        LEARN,
        FORGET,
        HISTORY,
        PAUSE,
        HIDE,
        FINETUNE,
        LEARNING,
        ROLLBACK,
        STATUS,
        SUBSCRIBE,
        SHUTDOWN,
    ];
}

/// Notification with an [`RpcError`]: why the daemon closes the connection that it was sent on.
pub const ERROR_NOTIFICATION: &str = "error";

/// Names of the events that `subscribe` knows.
pub mod event {
    /// Another model is served; its parameters are `ModelChanged`.
    pub const MODEL_CHANGED: &str = "model_changed";
    /// The daemon stops; no parameters.
    pub const SHUTTING_DOWN: &str = "shutting_down";
    /// All of them.
    pub const ALL: [&str; 2] = [MODEL_CHANGED, SHUTTING_DOWN];
}

/// Number of a session, unique within one run of the daemon.
pub type SessionId = u64;

/// `hello`: who is there. Optional; a client that wants to check versions sends it first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hello {
    /// The client's name, as in `nvim` or `my-editor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The highest protocol version that the client speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<u32>,
}

/// Answer to `hello`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HelloResult {
    pub server: String,
    pub version: String,
    pub protocol: u32,
    pub pid: u32,
    pub model: ModelInfo,
    /// Every method this daemon answers.
    pub methods: Vec<String>,
    pub limits: Limits,
}

/// The model being served.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelInfo {
    pub name: String,
    /// As in `GRU 512`.
    pub architecture: String,
    pub parameters: u64,
    /// SHA-256 of the vocabulary, hexadecimal.
    pub vocab_hash: String,
}

/// Parameters of the notification `model_changed`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelChanged {
    /// The new one.
    pub model: ModelInfo,
}

/// What the daemon accepts at most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    pub max_frame_bytes: u64,
    pub max_depth: u32,
    pub max_context_bytes: u64,
    pub max_sessions_per_connection: u32,
    pub max_requests_in_flight: u32,
    pub max_suggestions: u32,
    pub max_message_bytes: u64,
}

/// `open`: a text field of its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Open {
    /// Name of the application that the text is typed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// Name of the conversation, so that messages of several do not mix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Nothing typed here is ever kept.
    pub private: bool,
    /// A password or the like is typed here: nothing is kept, nothing learned is offered.
    pub secret: bool,
    /// A terminal: lines that begin with a space are not kept.
    pub terminal: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_context: Option<String>,
    /// The conversation before it, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<ContextMessage>>,
}

/// Answer to `open`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenResult {
    pub session: SessionId,
}

/// `close`: forget a session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Close {
    pub session: SessionId,
}

/// `edit`: delete so many characters before the cursor, then insert text there.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// Without it, the connection's own session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Unicode scalar values to delete before the cursor.
    pub delete: u32,
    pub insert: String,
}

/// `set_context`: the text before the cursor, whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    pub left_context: String,
    /// The conversation before it, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<ContextMessage>>,
}

/// Answer to `edit`, `set_context` and `accept`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContextResult {
    pub session: SessionId,
    /// Unicode scalar values before the cursor that the daemon now holds.
    pub length: u64,
}

/// `suggest`: what comes next.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Suggest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Replaces the session's text first, so that one call does it all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_context: Option<String>,
    /// How many words and characters; the daemon's configuration says how many without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// Any of `words`, `chars`, `phrase`; all three without it. Others are skipped.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known_kinds")]
    pub kinds: Option<Vec<Kind>>,
    /// Words and phrases less probable are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_probability: Option<f32>,
    /// One of the words may be an emoji that goes with the last word.
    #[serde(skip_serializing_if = "is_false")]
    pub emoji: bool,
    /// The text after the cursor, or its beginning: what stands there already is not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What the text field is for; `text` without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldKind>,
    /// Words that go on with one of these letters only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
}

/// What `suggest` can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Words,
    Chars,
    Phrase,
    /// One of a later version; never in parameters that were decoded.
    #[serde(other)]
    Unknown,
}

/// What a text field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Url,
    Email,
    Number,
    Search,
    Password,
    /// Prose, and any kind of a later version.
    #[serde(other)]
    Text,
}

fn known_kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Kind>>, D::Error> {
    let kinds = Option::<Vec<Kind>>::deserialize(deserializer)?;
    Ok(kinds.map(|kinds| kinds.into_iter().filter(|kind| *kind != Kind::Unknown).collect()))
}

/// Answer to `suggest`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestResult {
    pub session: SessionId,
    pub words: Vec<Word>,
    pub chars: Vec<NextChar>,
    /// Nil when not asked for or when the model is not confident.
    pub phrase: Option<Phrase>,
    /// Probability of the best word found, before anything was suppressed.
    pub confidence: f32,
    /// Probability that the word before the cursor is whole as it stands; left out where none has begun.
    #[serde(skip_serializing_if = "is_nothing")]
    pub ends: f32,
    /// Microseconds from the decoded request to the finished answer.
    pub took_us: u64,
    /// Network steps spent on bringing the context up to date.
    pub context_steps: u32,
    /// Why something found is not shown: `below_min_probability`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_false(value: &bool) -> bool {
    !value
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Whether a probability says nothing.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde's shape
fn is_nothing(probability: &f32) -> bool {
    *probability == 0.0
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Word {
    /// The whole word.
    pub text: String,
    /// What is still to be inserted; empty where something else was typed than the word begins with.
    pub completion: String,
    /// Characters before the cursor that go.
    pub delete: u32,
    /// What comes in their place.
    pub insert: String,
    pub probability: f32,
    /// `completion` of the word before the cursor, `next_word`, `correction` of what was typed, or `emoji`.
    pub kind: String,
    /// A space belongs after it.
    pub space_after: bool,
    /// The characters that, typed right after it, come in place of that space.
    pub eats_space_before: String,
}

impl Default for Word {
    /// What an older daemon leaves out: a space belongs after every word.
    fn default() -> Self {
        Word {
            text: String::new(),
            completion: String::new(),
            delete: 0,
            insert: String::new(),
            probability: 0.0,
            kind: String::new(),
            space_after: true,
            eats_space_before: String::new(),
        }
    }
}

impl Word {
    /// What comes in place of the characters that go; an older daemon says only what completes.
    #[must_use]
    pub fn inserted(&self) -> &str {
        if self.delete == 0 && self.insert.is_empty() { &self.completion } else { &self.insert }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NextChar {
    pub text: String,
    pub probability: f32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Phrase {
    pub text: String,
    pub probability: f32,
}

/// `accept`: the person took a suggestion, which is inserted before the cursor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accept {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Characters before the cursor that went: the suggestion's `delete`.
    #[serde(skip_serializing_if = "is_zero")]
    pub delete: u32,
    /// The suggestion's `insert`, with a space after it if the client inserted one.
    pub text: String,
}

/// Answer to `status`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    pub version: String,
    pub protocol: u32,
    pub pid: u32,
    pub socket: String,
    pub uptime_ms: u64,
    pub model: ModelInfo,
    pub connections: u64,
    pub sessions: u64,
    /// Bytes of hidden states kept for the sessions.
    pub session_bytes: u64,
    /// Resident memory of the process, 0 where the system does not tell.
    pub resident_bytes: u64,
    pub requests: u64,
    /// Requests answered with an error, those superseded not counted.
    pub errors: u64,
    /// `suggest` requests that a newer one replaced.
    pub superseded: u64,
    /// Of `suggest`, in the daemon.
    pub latency: Latency,
    /// Messages in the history.
    pub messages_kept: u64,
    /// Nothing is kept or learned just now.
    pub paused: bool,
    /// Why the history cannot be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history_problem: Option<String>,
    /// What was changed by hand and is not taken in, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings_problem: Option<String>,
}

/// Microseconds over the requests answered so far (the newest few thousand).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Latency {
    pub count: u64,
    pub p50_us: u64,
    pub p90_us: u64,
    pub p99_us: u64,
    pub max_us: u64,
}

/// `subscribe`: be told of events by notifications.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscribe {
    /// Names of events (`model_changed`, `shutting_down`); all of them without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<String>>,
}

/// Answer to `subscribe`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscribeResult {
    pub events: Vec<String>,
}

/// Answer of methods with nothing to say; also their empty parameters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Empty {}

/// An error on the wire: a map with a stable `code`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(default)]
#[error("{message} ({code})")]
pub struct RpcError {
    pub code: String,
    pub message: String,
    /// The parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The stable codes of [`RpcError`].
pub mod code {
    /// The bytes were not a MessagePack-RPC request, response or notification.
    pub const INVALID_REQUEST: &str = "invalid_request";
    pub const UNKNOWN_METHOD: &str = "unknown_method";
    /// A parameter has a wrong type or value; `field` names it.
    pub const INVALID_PARAMS: &str = "invalid_params";
    pub const UNKNOWN_SESSION: &str = "unknown_session";
    /// A newer `suggest` of the same session took this one's place.
    pub const SUPERSEDED: &str = "superseded";
    /// A limit was reached: frame size, nesting, sessions, requests in flight, connections.
    pub const LIMIT_EXCEEDED: &str = "limit_exceeded";
    /// Nothing can be kept, forgotten or shown: the message says why.
    pub const HISTORY_UNAVAILABLE: &str = "history_unavailable";
    /// There is no such model to go back to, or none can be made.
    pub const MODEL_UNAVAILABLE: &str = "model_unavailable";
    pub const SHUTTING_DOWN: &str = "shutting_down";
    pub const INTERNAL: &str = "internal";
}
