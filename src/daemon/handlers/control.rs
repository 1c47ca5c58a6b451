//! `hello`, `status`, `subscribe`, `shutdown`: about the daemon itself.

use std::sync::atomic::Ordering::Relaxed;

use crate::daemon::connection::Connection;
use crate::daemon::events::description;
use crate::daemon::reply::{Answer, wrong_value};
use crate::daemon::stats::{self, resident_bytes};
use crate::rpc::limits;
use crate::rpc::protocol::{
    Empty, Hello, HelloResult, Latency, PROTOCOL_VERSION, Status, Subscribe, SubscribeResult, event, method,
};

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub fn hello(connection: &mut Connection, params: Hello, answer: Answer) {
    // A client that names no protocol version speaks version 1.
    let protocol = params.protocol.unwrap_or(1).min(PROTOCOL_VERSION);
    if protocol == 0 {
        let words = format!("this daemon speaks the versions 1 to {PROTOCOL_VERSION}");
        return answer.refuse(wrong_value("protocol", &words));
    }
    answer.give(Ok(HelloResult {
        server: env!("CARGO_PKG_NAME").into(),
        version: VERSION.into(),
        protocol,
        pid: std::process::id(),
        model: description(&connection.daemon.model().predictor),
        methods: method::ALL.map(String::from).into(),
        limits: limits::advertised(),
    }));
}

pub fn status(connection: &mut Connection, _: Empty, answer: Answer) {
    let daemon = &connection.daemon;
    let history = daemon.history.status();
    let stats::Latency { count, p50_us, p90_us, p99_us, max_us } = daemon.stats.latency();
    answer.give(Ok(Status {
        version: VERSION.into(),
        protocol: PROTOCOL_VERSION,
        pid: std::process::id(),
        socket: daemon.socket.display().to_string(),
        uptime_ms: u64::try_from(daemon.started.elapsed().as_millis()).unwrap_or(u64::MAX),
        model: description(&daemon.model().predictor),
        connections: daemon.connections.load(Relaxed) as u64,
        sessions: daemon.contexts.sessions() as u64,
        session_bytes: daemon.contexts.bytes() as u64,
        resident_bytes: resident_bytes(),
        requests: daemon.stats.requests.load(Relaxed),
        errors: daemon.stats.errors.load(Relaxed),
        superseded: daemon.stats.superseded.load(Relaxed),
        latency: Latency { count, p50_us, p90_us, p99_us, max_us },
        messages_kept: history.messages,
        paused: history.paused_until.is_some(),
        history_problem: history.problem,
        settings_problem: daemon.problems(),
    }));
}

/// Replaces the events that the client is subscribed to; names that this daemon does not know are left out of the
/// answer.
pub fn subscribe(connection: &mut Connection, params: Subscribe, answer: Answer) {
    let wanted = params.events;
    let wants = |name: &&str| wanted.as_ref().is_none_or(|names| names.iter().any(|n| n == name));
    let events: Vec<String> = event::ALL.iter().filter(|name| wants(name)).map(|&n| n.into()).collect();
    connection.subscribed.clone_from(&events);
    answer.give(Ok(SubscribeResult { events }));
}

/// Answers first, then tells the daemon to stop.
pub fn shutdown(connection: &mut Connection, _: Empty, answer: Answer) {
    answer.give(Ok(Empty {}));
    connection.daemon.stop();
}
