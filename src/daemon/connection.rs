//! [`Connection`]: the state of one client's connection, for the methods and for the dialogue with it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use tokio::sync::mpsc;

use super::serving::ConnectionId;
use super::session::Session;
use super::state::{Connected, Daemon};
use super::writer::Unsent;
use crate::history::Reason;
use crate::rpc::limits::{ALL_TEXT_BYTES, KEPT_ASIDE_BYTES, MAX_SESSIONS, MAX_TEXT_BYTES};
use crate::rpc::protocol::{RpcError, SessionId, code};

/// The state of one client's connection.
pub struct Connection {
    pub daemon: Arc<Daemon>,
    pub id: ConnectionId,
    pub sessions: HashMap<SessionId, Session>,
    /// The session of requests that name none.
    pub own_session: Option<SessionId>,
    /// The session that was named last.
    pub last_used: Option<SessionId>,
    /// Names of events that the client wants to be told of.
    pub subscribed: Vec<String>,
    /// Number of requests that wait for their answer.
    pub in_flight: Arc<AtomicUsize>,
    /// Count of the bytes of answers on their way out.
    pub unsent: Arc<Unsent>,
    /// The queue in which frames wait to be written.
    pub queue: mpsc::Sender<Vec<u8>>,
    /// Counts the connection while it lives.
    pub connected: Connected,
}

impl Connection {
    /// Returns the session that a request means: the one it names, else the connection's own, which is made on first
    /// use.
    ///
    /// # Errors
    /// `unknown_session`, when this connection has none of that number.
    pub fn session(&mut self, id: Option<SessionId>) -> Result<&mut Session, RpcError> {
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

    /// Remembers the text before a session's cursor while nothing is kept, so that this text is not kept later either.
    /// Text of a secret field is not remembered at all.
    pub fn note_unkept(&self, id: SessionId) {
        let Some(session) = self.sessions.get(&id).filter(|session| !session.field.is_secret()) else { return };
        let reason = match session.field.private {
            true => Reason::PrivateSession,
            false if self.daemon.history.is_paused() => Reason::Paused,
            false => return,
        };
        self.daemon.history.unkept.note(self.id, id, session.left_context.message(), reason);
    }

    /// Lets all sessions but the one used last give old text back when they hold too much together.
    pub fn bound_texts(&mut self) {
        let held: usize = self.sessions.values().map(|session| session.left_context.bytes()).sum();
        let share = ALL_TEXT_BYTES / self.daemon.connections.load(Relaxed).max(1);
        let most = MAX_TEXT_BYTES.min(share);
        if held > most {
            let newest = self.last_used;
            let others = self.sessions.values_mut().filter(|session| Some(session.id()) != newest);
            others.for_each(|session| session.left_context.keep_newest(KEPT_ASIDE_BYTES.min(most / MAX_SESSIONS)));
        }
    }
}

/// The error for a session that a connection does not have.
pub fn unknown_session() -> RpcError {
    let message = "this connection has no such session; open one, or name none";
    RpcError { code: code::UNKNOWN_SESSION.into(), message: message.into(), field: Some("session".into()) }
}
