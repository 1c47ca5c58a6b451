//! What the wire accepts at most: every bound of the protocol, in one place.

use std::time::Duration;

use super::shapes::Limits;

/// Bytes of one frame (a whole request, response or notification).
pub const MAX_FRAME_BYTES: usize = 1 << 20;
/// Containers within containers, the frame's own array counted.
pub const MAX_DEPTH: usize = 32;
/// Bytes of text that a session keeps before its cursor; older text is dropped.
pub const MAX_CONTEXT_BYTES: usize = 64 << 10;
/// Bytes of text that all sessions of a connection keep together; beyond it those that are not being used keep the newest
/// [`KEPT_ASIDE_BYTES`] each.
pub const MAX_TEXT_BYTES: usize = 256 << 10;
/// Bytes of text that a session not being used keeps then.
pub const KEPT_ASIDE_BYTES: usize = 2 << 10;
/// Bytes of text that all connections keep together, about: with many of them each has its share.
pub const ALL_TEXT_BYTES: usize = 16 << 20;
/// Bytes of answers of all connections that wait to be written; beyond it those with more than
/// [`FEW_OUTGOING_BYTES`] are not read from.
pub const ALL_OUTGOING_BYTES: usize = 24 << 20;
/// Bytes of unread answers that a connection may have then.
pub const FEW_OUTGOING_BYTES: usize = 64 << 10;
/// Bytes of answers of one connection that wait to be written; beyond it nothing more is read from it, and what would be
/// long is refused.
pub const MAX_OUTGOING_BYTES: usize = 1 << 20;
/// Sessions opened on one connection, its own implicit one not counted.
pub const MAX_SESSIONS: usize = 64;
/// Requests of one connection that wait for their answer.
pub const MAX_IN_FLIGHT: usize = 64;
/// Bytes of one message that is to be kept.
pub const MAX_MESSAGE_BYTES: usize = 64 << 10;
/// Bytes of the name of an application, a conversation, an author or a source.
pub const MAX_NAME_BYTES: usize = 256;
/// Bytes of a language tag, which is ASCII: the length that RFC 5646 (4.4.1) asks programs to have room for.
pub const MAX_LANGUAGE_BYTES: usize = 35;
/// Messages and words of one answer of `history`.
pub const MAX_HISTORY: u32 = 1000;
/// Words and characters that one `suggest` may ask for.
pub const MAX_SUGGESTIONS: u32 = 32;
/// Answers and notifications of one connection that wait to be written; beyond it nothing more is read from it.
pub const MAX_OUTGOING: usize = 128;
/// A frame that has begun and gets no further byte for so long ends the connection.
pub const HALF_FRAME_TIMEOUT: Duration = Duration::from_secs(30);
/// A client that takes no byte of its answers for so long loses the connection.
pub const WRITE_STALL_TIMEOUT: Duration = Duration::from_secs(10);

/// The limits as `hello` tells them.
pub fn advertised() -> Limits {
    Limits {
        max_frame_bytes: MAX_FRAME_BYTES as u64,
        max_depth: MAX_DEPTH as u32,
        max_context_bytes: MAX_CONTEXT_BYTES as u64,
        max_sessions_per_connection: MAX_SESSIONS as u32,
        max_requests_in_flight: MAX_IN_FLIGHT as u32,
        max_suggestions: MAX_SUGGESTIONS,
        max_message_bytes: MAX_MESSAGE_BYTES as u64,
    }
}
