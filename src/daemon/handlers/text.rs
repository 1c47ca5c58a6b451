//! `edit`, `set_context`, `accept`: what changes a session's text. Answered at once; nothing is computed.

use super::after_messages;
use crate::daemon::connection::Connection;
use crate::daemon::session::Session;
use crate::rpc::protocol::{Accept, ContextResult, Edit, RpcError, SetContext};

pub fn edit(connection: &mut Connection, params: Edit) -> Result<ContextResult, RpcError> {
    let session = connection.session(params.session)?;
    session.left_context.edit(params.delete as usize, &params.insert);
    Ok(result(session))
}

pub fn set_context(connection: &mut Connection, params: SetContext) -> Result<ContextResult, RpcError> {
    let session = connection.session(params.session)?;
    session.left_context.set(after_messages(params.messages, params.left_context));
    Ok(result(session))
}

pub fn accept(connection: &mut Connection, params: Accept) -> Result<ContextResult, RpcError> {
    let session = connection.session(params.session)?;
    session.left_context.edit(params.delete as usize, &params.text);
    Ok(result(session))
}

fn result(session: &Session) -> ContextResult {
    ContextResult { session: session.id(), length: session.left_context.length() }
}
