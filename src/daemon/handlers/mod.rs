//! The methods: parameters in, result out; one function each.
//!
//! They run where the connection is served and never compute: `suggest` hands its work to the compute threads.

mod control;
mod finetune;
mod history;
mod learning;
mod sessions;
mod suggest;
mod text;

use serde::{Serialize, de::DeserializeOwned};

use super::connection::Connection;
use super::reply::{Reply, rpc_error, wrong_value};
use super::session::Session;
use super::stats::count;
use crate::rpc::limits::MAX_NAME_BYTES;
use crate::rpc::params;
use crate::rpc::protocol::{ContextMessage, RpcError, SessionId, code, method};

/// Takes a request; the reply is answered here or handed on.
pub fn request(connection: &mut Connection, reply: Reply, method: &str, params: &[u8]) {
    match method {
        method::HELLO => reply.finish(handle(connection, params, control::hello)),
        method::OPEN => reply.finish(handle(connection, params, sessions::open)),
        method::CLOSE => reply.finish(handle(connection, params, sessions::close)),
        method::EDIT => reply.finish(handle(connection, params, text::edit)),
        method::SET_CONTEXT => reply.finish(handle(connection, params, text::set_context)),
        method::SUGGEST => suggest::suggest(connection, reply, params),
        method::ACCEPT => reply.finish(handle(connection, params, text::accept)),
        method::COMMIT => learning::commit(connection, params, |result| reply.finish(result)),
        method::LEARN => learning::learn(connection, params, |result| reply.finish(result)),
        method::PAUSE => learning::pause(connection, params, |result| reply.finish(result)),
        method::HIDE => learning::hide(connection, params, |result| reply.finish(result)),
        method::FORGET => history::forget(connection, params, |result| reply.finish(result)),
        method::HISTORY => history::history(connection, params, |result| reply.finish(result)),
        method::FINETUNE => reply.finish(handle(connection, params, finetune::finetune)),
        method::LEARNING => reply.finish(handle(connection, params, finetune::learning)),
        method::ROLLBACK => finetune::rollback(connection, reply, params),
        method::STATUS => reply.finish(handle(connection, params, control::status)),
        method::SUBSCRIBE => reply.finish(handle(connection, params, control::subscribe)),
        method::SHUTDOWN => {
            let result = handle(connection, params, control::shutdown);
            let stop = result.is_ok();
            reply.finish(result);
            if stop {
                connection.daemon.stop();
            }
        }
        _ => reply.error(&rpc_error(code::UNKNOWN_METHOD, "there is no such method; `hello` lists those there are")),
    }
}

/// Takes a notification: the methods that change a session's text or are learned from work so too, all others are
/// ignored.
pub fn notification(connection: &mut Connection, method: &str, params: &[u8]) {
    let result = match method {
        method::EDIT => handle(connection, params, text::edit),
        method::SET_CONTEXT => handle(connection, params, text::set_context),
        method::ACCEPT => handle(connection, params, text::accept),
        method::COMMIT => return learning::commit(connection, params, count_errors(connection)),
        method::LEARN => return learning::learn(connection, params, count_errors(connection)),
        _ => return,
    };
    if result.is_err() {
        count(&connection.daemon.stats.errors);
    }
}

/// What becomes of the answer to a notification.
fn count_errors<R>(connection: &Connection) -> impl FnOnce(Result<R, RpcError>) + Send + 'static {
    let stats = connection.daemon.stats.clone();
    move |result| {
        if result.is_err() {
            count(&stats.errors);
        }
    }
}

/// Names are shown and compared, so they are short.
fn check_name(field: &str, name: Option<&str>) -> Result<(), RpcError> {
    match name {
        Some(name) if name.len() > MAX_NAME_BYTES => {
            Err(wrong_value(field, &format!("must have at most {MAX_NAME_BYTES} bytes")))
        }
        _ => Ok(()),
    }
}

fn handle<P: DeserializeOwned, R: Serialize>(
    connection: &mut Connection,
    params: &[u8],
    handler: fn(&mut Connection, P) -> Result<R, RpcError>,
) -> Result<R, RpcError> {
    handler(connection, params::decode(params)?)
}

impl Connection {
    /// The session that a request means: the one it names, else the connection's own, made on first use.
    fn session(&mut self, id: Option<SessionId>) -> Result<&mut Session, RpcError> {
        let id = match id {
            Some(id) => id,
            None => *self.own_session.get_or_insert_with(|| {
                let session = Session::new(self.daemon.contexts.register());
                let id = session.id();
                self.sessions.insert(id, session);
                id
            }),
        };
        self.last_used = Some(id);
        self.sessions.get_mut(&id).ok_or_else(unknown_session)
    }
}

/// The text of a session: what was said before are its first lines.
fn after_messages(messages: Option<Vec<ContextMessage>>, left_context: String) -> String {
    let before = messages.unwrap_or_default().into_iter().map(|message| message.text + "\n");
    before.chain([left_context]).collect()
}

fn unknown_session() -> RpcError {
    let message = "this connection has no such session; open one, or name none";
    RpcError { code: code::UNKNOWN_SESSION.into(), message: message.into(), field: Some("session".into()) }
}
