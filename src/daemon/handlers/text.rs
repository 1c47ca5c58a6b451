//! `edit`, `set_context`, `accept`: changes of a session's text. They are answered at once; nothing is computed.

use super::shared::said;
use crate::daemon::connection::Connection;
use crate::daemon::reply::{Answer, wrong_value};
use crate::daemon::session::Session;
use crate::rpc::protocol::{Accept, ContextResult, Edit, SessionId, SetContext};
use crate::text::words::word_spans;

pub fn edit(connection: &mut Connection, params: Edit, answer: Answer) {
    change(connection, params.session, answer, |session| {
        session.left_context.edit(params.delete as usize, &params.insert);
    });
}

pub fn set_context(connection: &mut Connection, params: SetContext, answer: Answer) {
    let SetContext { session, left_context, messages } = params;
    let said = match said(messages) {
        Ok(said) => said,
        Err(error) => return answer.refuse(error),
    };
    change(connection, session, answer, |session| session.set(said, &left_context));
}

pub fn accept(connection: &mut Connection, params: Accept, answer: Answer) {
    if params.back {
        return take_back(connection, params.session, answer);
    }
    change(connection, params.session, answer, |session| {
        session.left_context.accept(params.delete as usize, &params.text);
    });
}

/// Takes back the newest suggestion taken. The word that stands again was meant: its person stays with it.
fn take_back(connection: &mut Connection, session: Option<SessionId>, answer: Answer) {
    answer.give(connection.session(session).and_then(|session| {
        let nothing = || wrong_value("back", "nothing was taken, or something was typed since");
        let stands = session.left_context.take_back().ok_or_else(nothing)?;
        let words = word_spans(&stands).into_iter().map(|span| stands[span].to_owned());
        session.fared().lock().decline(words);
        Ok(ContextResult { session: session.id(), length: session.left_context.length() })
    }));
}

fn change(connection: &mut Connection, session: Option<SessionId>, answer: Answer, change: impl FnOnce(&mut Session)) {
    let result = connection.session(session).map(|session| {
        change(session);
        ContextResult { session: session.id(), length: session.left_context.length() }
    });
    if let Ok(ContextResult { session, .. }) = result {
        connection.note_unkept(session);
    }
    answer.give(result);
}
