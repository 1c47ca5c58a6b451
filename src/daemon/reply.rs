//! [`Reply`]: the handle by which one request is answered exactly once.
//!
//! A reply has its place in the connection's queue from the beginning, so that answering never waits; while it
//! exists the request counts as in flight. Main types: [`Reply`], [`Answer`].

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use serde::Serialize;
use tokio::sync::mpsc::OwnedPermit;
use tokio::time::Instant;

use super::history::Refusal;
use super::stats::{Stats, count};
use super::writer::Unsent;
use crate::rpc::codec;
use crate::rpc::protocol::{RpcError, code};

/// A request that is to be answered once; it is dropped unanswered only when the connection is gone.
pub struct Reply {
    id: u32,
    place: OwnedPermit<Vec<u8>>,
    stats: Arc<Stats>,
    unsent: Arc<Unsent>,
    since: Instant,
    in_flight: InFlight,
}

/// Counts one request of a connection while it lives.
struct InFlight(Arc<AtomicUsize>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

impl Reply {
    /// Returns the reply to request `id`; `in_flight` counts the connection's unanswered requests.
    pub fn new(
        id: u32,
        place: OwnedPermit<Vec<u8>>,
        stats: Arc<Stats>,
        unsent: Arc<Unsent>,
        in_flight: &Arc<AtomicUsize>,
    ) -> Reply {
        in_flight.fetch_add(1, Relaxed);
        count(&stats.requests);
        let in_flight = InFlight(in_flight.clone());
        Reply { id, place, stats, unsent, since: Instant::now(), in_flight }
    }

    /// Microseconds since the request was decoded.
    pub fn elapsed_us(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Answers with the result of a handler.
    pub fn finish(self, result: Result<impl Serialize, RpcError>) {
        match result {
            Ok(result) => self.ok(&result),
            Err(error) => self.error(&error),
        }
    }

    /// Answers with a result.
    pub fn ok(self, result: &impl Serialize) {
        match codec::response(self.id, result) {
            Ok(frame) => self.send(frame),
            Err(error) => {
                log::error!("an answer could not be written: {error}");
                self.error(&rpc_error(code::INTERNAL, "the answer could not be written"));
            }
        }
    }

    /// Answers with an error.
    pub fn error(self, error: &RpcError) {
        count(&self.stats.errors);
        self.refuse(error);
    }

    /// Answers that a newer request superseded this one.
    pub fn superseded(self) {
        count(&self.stats.superseded);
        let message = "a newer suggest of this session took its place, or the session was closed";
        self.refuse(&rpc_error(code::SUPERSEDED, message));
    }

    fn refuse(self, error: &RpcError) {
        match codec::error_response(self.id, error) {
            Ok(frame) => self.send(frame),
            Err(error) => log::error!("an error could not be written: {error}"),
        }
    }

    fn send(self, frame: Vec<u8>) {
        // The count goes down first, so that a client that has the answer may ask again at once.
        drop(self.in_flight);
        self.unsent.add(frame.len());
        self.place.send(frame);
    }
}

/// The destination of a method's outcome.
pub enum Answer {
    /// The outcome goes to the client that asked.
    Reply(Reply),
    /// The outcome goes nowhere: the method came as a notification, of which only errors are counted.
    Count(Arc<Stats>),
}

impl Answer {
    /// Gives the outcome.
    pub fn give(self, result: Result<impl Serialize, RpcError>) {
        match self {
            Answer::Reply(reply) => reply.finish(result),
            Answer::Count(stats) if result.is_err() => count(&stats.errors),
            Answer::Count(_) => {}
        }
    }

    /// Gives an error.
    pub fn refuse(self, error: RpcError) {
        self.give(Err::<(), _>(error));
    }
}

/// Returns an error that names no parameter.
pub fn rpc_error(code: &str, message: impl Into<String>) -> RpcError {
    RpcError { code: code.into(), message: message.into(), field: None }
}

/// The error for a parameter whose value is wrong.
pub fn wrong_value(field: &str, problem: &str) -> RpcError {
    let message = format!("`{field}`: {problem}");
    RpcError { code: code::INVALID_PARAMS.into(), message, field: Some(field.into()) }
}

impl From<Refusal> for RpcError {
    fn from(refusal: Refusal) -> Self {
        let words = refusal.to_string();
        match refusal {
            Refusal::Unavailable(_) => rpc_error(code::HISTORY_UNAVAILABLE, words),
            Refusal::Pattern => wrong_value("pattern", &words),
            Refusal::Full => rpc_error(code::LIMIT_EXCEEDED, words),
            Refusal::Stopping => rpc_error(code::SHUTTING_DOWN, words),
            Refusal::Failed => rpc_error(code::INTERNAL, words),
        }
    }
}
