//! `edit`, `set_context`, `accept`: what changes a session's text. Answered at once; nothing is computed.

use super::shared::after_messages;
use crate::daemon::connection::Connection;
use crate::daemon::left_context::LeftContext;
use crate::daemon::reply::Answer;
use crate::rpc::protocol::{Accept, ContextResult, Edit, SessionId, SetContext};

pub fn edit(connection: &mut Connection, params: Edit, answer: Answer) {
    change(connection, params.session, answer, |text| text.edit(params.delete as usize, &params.insert));
}

pub fn set_context(connection: &mut Connection, params: SetContext, answer: Answer) {
    let SetContext { session, left_context, messages } = params;
    change(connection, session, answer, |text| text.set(after_messages(messages, left_context)));
}

pub fn accept(connection: &mut Connection, params: Accept, answer: Answer) {
    change(connection, params.session, answer, |text| text.edit(params.delete as usize, &params.text));
}

fn change(
    connection: &mut Connection,
    session: Option<SessionId>,
    answer: Answer,
    change: impl FnOnce(&mut LeftContext),
) {
    answer.give(connection.session(session).map(|session| {
        change(&mut session.left_context);
        ContextResult { session: session.id(), length: session.left_context.length() }
    }));
}
