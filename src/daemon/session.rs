//! One text field: the text before its cursor, its hidden states, and the `suggest` that waits for its answer.
//!
//! A session belongs to one connection and dies with it. It computes nothing. Main type: [`Session`].

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use super::left_context::LeftContext;
use super::personal::{Fared, SharedFared};
use super::reply::Reply;
use super::serving::{ContextId, Registration};
use crate::predict::FieldKind;

/// A text field of a client.
pub struct Session {
    pub registration: Registration,
    pub left_context: LeftContext,
    pub field: Field,
    /// The people who wrote the messages before the session's text.
    pub people: Vec<String>,
    /// How offers fared in the message that is being typed; compute threads add to it.
    fared: Arc<SharedFared>,
    /// Queries that may still be open, each with the kinds of suggestions it asks for.
    open: Vec<(Kinds, Arc<Query>)>,
}

/// The conversation before a text.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The messages of the conversation, a line each.
    pub lines: String,
    /// The people who wrote them, beside the owner.
    pub people: Vec<String>,
}

/// Everything that a client says about a text field.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub app: Option<String>,
    pub conversation: Option<String>,
    /// Whether nothing is kept of the text in it.
    pub private: bool,
    /// Whether it holds a password or the like: nothing is kept, nothing learned is offered.
    pub secret: bool,
    pub terminal: bool,
    /// The language that is written in it (BCP 47), where a question names none.
    pub language: Option<String>,
    /// The purpose of the field, as the newest query said.
    pub kind: FieldKind,
}

impl Field {
    /// Returns whether nothing is kept of the text in it.
    pub fn is_private(&self) -> bool {
        self.private || !self.kind.is_learned()
    }

    /// Whether a password or the like is typed in it.
    pub fn is_secret(&self) -> bool {
        self.secret || self.kind == FieldKind::Password
    }
}

impl Session {
    pub fn new(registration: Registration) -> Session {
        Session {
            registration,
            left_context: LeftContext::default(),
            field: Field::default(),
            people: Vec::new(),
            fared: Arc::default(),
            open: Vec::new(),
        }
    }

    pub fn id(&self) -> ContextId {
        self.registration.id
    }

    /// Takes the whole text, which begins with the messages that were said before. The people who take part stay known
    /// where no messages are given.
    pub fn set(&mut self, said: Option<Said>, text: &str) {
        if let Some(said) = &said {
            self.people.clone_from(&said.people);
        }
        self.left_context.set(said.unwrap_or_default().lines, text);
    }

    /// Returns the record of how offers fare in the message that is being typed.
    pub fn fared(&self) -> Arc<SharedFared> {
        self.fared.clone()
    }

    /// Takes the record of how offers fared in a message that was sent, and begins another one.
    pub fn take_fared(&mut self) -> Fared {
        std::mem::take(&mut *std::mem::take(&mut self.fared).lock())
    }

    /// Makes this the session's newest query; an older one that asks for no kind beyond `kinds` is answered
    /// `superseded` if it still waits.
    pub fn ask(&mut self, reply: Reply, kinds: Kinds) -> Arc<Query> {
        let query = Arc::new(Query { cancelled: AtomicBool::new(false), reply: Mutex::new(Some(reply)) });
        let is_superseded = |older: &Kinds| older.iter().zip(kinds).all(|(older, newer)| newer || !older);
        for (_, older) in self.open.extract_if(.., |(older, _)| is_superseded(older)) {
            supersede(&older);
        }
        self.open.push((kinds, query.clone()));
        query
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.open.iter().for_each(|(_, query)| supersede(query));
    }
}

fn supersede(query: &Query) {
    if let Some(reply) = query.cancel() {
        reply.superseded();
    }
}

/// Whether words, characters and a phrase are asked for.
pub type Kinds = [bool; 3];

/// A `suggest` on its way; the thread that takes the reply answers.
pub struct Query {
    cancelled: AtomicBool,
    reply: Mutex<Option<Reply>>,
}

impl Query {
    /// Takes the right to answer, for a compute thread that begins; `None` if the query was cancelled.
    pub fn begin(&self) -> Option<Reply> {
        self.reply.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether a search under way should stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    /// Cancels the query. Returns the reply, if no thread has begun.
    fn cancel(&self) -> Option<Reply> {
        self.cancelled.store(true, Relaxed);
        self.begin()
    }
}
