//! The shapes that several methods share, the events, and the errors of the wire.
//!
//! Plain data, no behaviour. Unknown fields are ignored, missing ones take their defaults, wrong types are errors that
//! name the field.

use serde::{Deserialize, Serialize};

/// The newest version of the protocol. Version 1 is spoken, too: it lacks the newer parameters and fields.
pub const PROTOCOL_VERSION: u32 = 2;

/// Notification with an [`RpcError`]: why the daemon closes the connection that it was sent on.
pub const ERROR_NOTIFICATION: &str = "error";

/// Names of the events that `subscribe` knows.
pub mod event {
    /// Another model is served; its parameters are `ModelChanged`.
    pub const MODEL_CHANGED: &str = "model_changed";
    /// Nothing is kept and learned for a while, or again; its parameters are those that `pause` answers.
    pub const PAUSE_CHANGED: &str = "pause_changed";
    /// The settings file was read again; its parameters are `SettingsChanged`.
    pub const SETTINGS_CHANGED: &str = "settings_changed";
    /// The daemon stops; no parameters.
    pub const SHUTTING_DOWN: &str = "shutting_down";
    /// All events.
    pub const ALL: [&str; 4] = [MODEL_CHANGED, PAUSE_CHANGED, SETTINGS_CHANGED, SHUTTING_DOWN];
}

/// Number of a session, unique within one run of the daemon.
pub type SessionId = u64;

/// The model being served.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelInfo {
    /// As in `english`.
    pub name: String,
    /// As in `GRU 512`.
    pub architecture: String,
    /// Numbers that were trained.
    pub parameters: u64,
    /// SHA-256 of the vocabulary, hexadecimal.
    pub vocab_hash: String,
}

impl ModelInfo {
    pub(super) fn example() -> ModelInfo {
        ModelInfo {
            name: "english".into(),
            architecture: "GRU 512".into(),
            parameters: 1_234_567,
            vocab_hash: "ab".repeat(32),
        }
    }
}

/// Parameters of the notification `model_changed`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelChanged {
    /// The model that answers from now on.
    pub model: ModelInfo,
}

/// Parameters of the notification `settings_changed`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsChanged {
    /// What is wrong with them, if something is: then those before hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What the daemon accepts at most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Bytes of a frame.
    pub max_frame_bytes: u64,
    /// Containers within containers.
    pub max_depth: u32,
    /// Bytes of text that a session keeps.
    pub max_context_bytes: u64,
    /// Sessions of a connection, its own not counted.
    pub max_sessions_per_connection: u32,
    /// Requests of a connection that wait for their answer.
    pub max_requests_in_flight: u32,
    /// Words and characters of one `suggest`.
    pub max_suggestions: u32,
    /// Bytes of a message that is to be kept.
    pub max_message_bytes: u64,
}

/// Answer to `edit`, `set_context` and `accept`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContextResult {
    /// The session that was changed.
    pub session: SessionId,
    /// Unicode scalar values before the cursor that the daemon now holds.
    pub length: u64,
}

/// Answer of methods with nothing to say; also their empty parameters.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Empty {}

/// An error on the wire: a map with a stable `code`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(default)]
#[error("{message} ({code})")]
pub struct RpcError {
    /// A stable code, one of [`code`].
    pub code: String,
    /// For people; holds nothing that was typed.
    pub message: String,
    /// The parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The stable codes of [`RpcError`].
pub mod code {
    /// The bytes were not a MessagePack-RPC request, response or notification.
    pub const INVALID_REQUEST: &str = "invalid_request";
    /// There is no such method.
    pub const UNKNOWN_METHOD: &str = "unknown_method";
    /// A parameter has a wrong type or value; `field` names it.
    pub const INVALID_PARAMS: &str = "invalid_params";
    /// The connection has no such session.
    pub const UNKNOWN_SESSION: &str = "unknown_session";
    /// A newer `suggest` of the same session took this one's place.
    pub const SUPERSEDED: &str = "superseded";
    /// A limit was reached: frame size, nesting, sessions, requests in flight, connections.
    pub const LIMIT_EXCEEDED: &str = "limit_exceeded";
    /// Nothing can be kept, forgotten or shown: the message says why.
    pub const HISTORY_UNAVAILABLE: &str = "history_unavailable";
    /// There is no such model to go back to, or none can be made.
    pub const MODEL_UNAVAILABLE: &str = "model_unavailable";
    /// The daemon is stopping.
    pub const SHUTTING_DOWN: &str = "shutting_down";
    /// A fault of the daemon.
    pub const INTERNAL: &str = "internal";
}

/// A message of a conversation, as context.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContextMessage {
    /// What was said.
    pub text: String,
    /// Who wrote it; nil for the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
}

impl ContextMessage {
    pub(super) fn example() -> ContextMessage {
        ContextMessage { text: "Hi!".into(), author: Some("anna".into()) }
    }
}
