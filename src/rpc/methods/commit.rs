//! `commit`: ends the message of a session and has it learned.

use serde::{Deserialize, Serialize};

use super::learn::Learned;
use crate::rpc::shapes::SessionId;

/// `commit`: the session's message is finished; it passes the privacy filter and is learned. The session's text stays
/// as context, with the message as its last line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Commit {
    /// Without it, the connection's own session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The message as it was sent; without it, what the session holds since its last message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Commit, Learned) {
    let params = Commit { session: Some(7), text: Some("How are you?".into()) };
    let result = Learned { kept: 1, known: 0, dropped: [("card".into(), 1)].into() };
    (params, result)
}
