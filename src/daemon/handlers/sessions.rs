//! `open` and `close`.

use super::unknown_session;
use crate::daemon::connection::Connection;
use crate::daemon::reply::rpc_error;
use crate::daemon::session::Session;
use crate::rpc::limits::MAX_SESSIONS;
use crate::rpc::protocol::{Close, Empty, Open, OpenResult, RpcError, code};

/// Nothing of any session is kept beyond its life, so `app` and `private` change nothing yet.
pub fn open(connection: &mut Connection, params: Open) -> Result<OpenResult, RpcError> {
    let opened = connection.sessions.len() - usize::from(connection.own_session.is_some());
    if opened >= MAX_SESSIONS {
        let message = format!("{MAX_SESSIONS} sessions are open; close one first");
        return Err(rpc_error(code::LIMIT_EXCEEDED, message));
    }
    let mut session = Session::new(connection.daemon.contexts.register());
    session.left_context.set(params.left_context.unwrap_or_default());
    let id = session.id();
    connection.sessions.insert(id, session);
    Ok(OpenResult { session: id })
}

pub fn close(connection: &mut Connection, params: Close) -> Result<Empty, RpcError> {
    connection.sessions.remove(&params.session).ok_or_else(unknown_session)?;
    if connection.own_session == Some(params.session) {
        connection.own_session = None;
    }
    Ok(Empty {})
}
