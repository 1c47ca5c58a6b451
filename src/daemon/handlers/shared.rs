//! What several methods check and do alike.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use crate::daemon::connection::Connection;
use crate::daemon::history::HistoryService;
use crate::daemon::reply::{Answer, rpc_error, wrong_value};
use crate::daemon::serving::{ConnectionId, Pool};
use crate::daemon::session::Said;
use crate::rpc::limits::{MAX_LANGUAGE_BYTES, MAX_NAME_BYTES};
use crate::rpc::protocol::{ContextMessage, RpcError, code};

/// Names are shown and compared, so they are short.
pub fn check_name(field: &str, name: Option<&str>) -> Result<(), RpcError> {
    match name {
        Some(name) if name.len() > MAX_NAME_BYTES => {
            Err(wrong_value(field, &format!("must have at most {MAX_NAME_BYTES} bytes")))
        }
        _ => Ok(()),
    }
}

/// # Errors
/// When a tag cannot be one of BCP 47.
pub fn check_language(tag: Option<&str>) -> Result<(), RpcError> {
    let is_tag = |tag: &str| {
        let parts = tag.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()));
        parts && tag.len() <= MAX_LANGUAGE_BYTES
    };
    match tag {
        Some(tag) if !is_tag(tag) => {
            let what = "must be a tag of BCP 47, as in `en-GB`: letters, digits and hyphens, at most";
            Err(wrong_value("language", &format!("{what} {MAX_LANGUAGE_BYTES} of them")))
        }
        _ => Ok(()),
    }
}

/// People of a conversation whose names are known: those who wrote last.
const MOST_PEOPLE: usize = 16;

/// What was said before, as the first lines of a session's text, and by whom.
///
/// # Errors
/// When a name is too long.
pub fn said(messages: Option<Vec<ContextMessage>>) -> Result<Option<Said>, RpcError> {
    let Some(messages) = messages else { return Ok(None) };
    let mut said = Said::default();
    for ContextMessage { text, author } in messages {
        check_name("messages", author.as_deref())?;
        said.lines.push_str(&text);
        said.lines.push('\n');
        if let Some(author) = author {
            said.people.retain(|known| *known != author);
            said.people.push(author);
            // At once: a frame has room for many thousand names, each compared with all that are kept.
            if said.people.len() > MOST_PEOPLE {
                said.people.remove(0);
            }
        }
    }
    Ok(Some(said))
}

/// Has a compute thread work something out for a connection and answer with it; a failure of ours is an answer, too.
pub fn compute<R: Serialize>(
    pool: &Pool,
    connection: ConnectionId,
    answer: Answer,
    work: impl FnOnce() -> Result<R, RpcError> + Send + 'static,
) {
    pool.submit(connection, move || {
        answer.give(catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(prediction_failed())));
    });
}

/// The error for a fault of ours while something was worked out.
pub fn prediction_failed() -> RpcError {
    rpc_error(code::INTERNAL, "the prediction failed")
}

/// Has the history's thread do something for a connection and answers with what comes of it. `bytes` is the length of the
/// text that waits with it.
pub fn ask_history<R: Serialize + Send + 'static>(
    connection: &Connection,
    bytes: usize,
    answer: Answer,
    work: impl FnOnce(&mut HistoryService) -> Result<R, RpcError> + Send + 'static,
) {
    connection.daemon.history.submit(connection.id, bytes, work, |result| answer.give(result));
}
