//! `open` and `close`.

use super::shared::{check_language, check_name, said};
use crate::daemon::connection::{Connection, unknown_session};
use crate::daemon::reply::{Answer, rpc_error};
use crate::daemon::session::{Field, Session};
use crate::rpc::limits::MAX_SESSIONS;
use crate::rpc::protocol::{Close, Empty, Open, OpenResult, RpcError, code};

/// Opens a session. The conversation before it becomes the beginning of the session's text.
pub fn open(connection: &mut Connection, params: Open, answer: Answer) {
    answer.give(opened(connection, params));
}

fn opened(connection: &mut Connection, params: Open) -> Result<OpenResult, RpcError> {
    check_name("app", params.app.as_deref())?;
    check_name("conversation", params.conversation.as_deref())?;
    check_language(params.language.as_deref())?;
    let open = connection.sessions.len() - usize::from(connection.own_session.is_some());
    if open >= MAX_SESSIONS {
        let message = format!("{MAX_SESSIONS} sessions are open; close one first");
        return Err(rpc_error(code::LIMIT_EXCEEDED, message));
    }
    let said = said(params.messages)?;
    let mut session = Session::new(connection.daemon.contexts.register());
    session.set(said, &params.left_context.unwrap_or_default());
    let Open { app, conversation, private, secret, terminal, language, .. } = params;
    session.field = Field { app, conversation, private, secret, terminal, language, ..Field::default() };
    let id = session.id();
    connection.sessions.insert(id, session);
    connection.last_used = Some(id);
    Ok(OpenResult { session: id })
}

pub fn close(connection: &mut Connection, params: Close, answer: Answer) {
    let closed = connection.sessions.remove(&params.session);
    if connection.own_session == Some(params.session) {
        connection.own_session = None;
    }
    answer.give(closed.map(|_| Empty {}).ok_or_else(unknown_session));
}
