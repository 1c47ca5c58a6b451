//! Checks and tasks that several methods share.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use crate::daemon::connection::Connection;
use crate::daemon::history::HistoryService;
use crate::daemon::reply::{Answer, rpc_error, wrong_value};
use crate::daemon::serving::{ConnectionId, Pool};
use crate::daemon::session::Said;
use crate::rpc::limits::{MAX_LANGUAGE_BYTES, MAX_NAME_BYTES};
use crate::rpc::protocol::{ContextMessage, RpcError, code};

/// Checks that a name is short enough, since names are shown and compared.
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

/// Most people of a conversation whose names are known: those who wrote last.
const MOST_PEOPLE: usize = 16;

/// Returns the messages of a conversation as the first lines of a session's text, with the names of their authors.
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
            // The list is cut at once: a frame has room for many thousand names, each of which is compared with all
            // that are kept.
            if said.people.len() > MOST_PEOPLE {
                said.people.remove(0);
            }
        }
    }
    Ok(Some(said))
}

/// Does some work on a compute thread for a connection and answers with its result; a panic is answered as an error,
/// too.
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

/// Returns the error for a fault of the daemon in a computation.
pub fn prediction_failed() -> RpcError {
    rpc_error(code::INTERNAL, "the prediction failed")
}

/// Does some work on the history's thread for a connection and answers with its result. `bytes` is the length of the
/// text that waits with it.
pub fn ask_history<R: Serialize + Send + 'static>(
    connection: &Connection,
    bytes: usize,
    answer: Answer,
    work: impl FnOnce(&mut HistoryService) -> Result<R, RpcError> + Send + 'static,
) {
    connection.daemon.history.submit(connection.id, bytes, work, |result| answer.give(result));
}
