//! `status`: counters, model and problems of the daemon.

use serde::{Deserialize, Serialize};

use crate::rpc::shapes::{Empty, ModelInfo};

/// Answer to `status`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Version of the program.
    pub version: String,
    /// Version of the protocol.
    pub protocol: u32,
    /// The process.
    pub pid: u32,
    /// Where it listens.
    pub socket: String,
    /// Milliseconds since it started.
    pub uptime_ms: u64,
    /// The model being served.
    pub model: ModelInfo,
    /// Clients connected.
    pub connections: u64,
    /// Text fields that are known.
    pub sessions: u64,
    /// Bytes of hidden states kept for the sessions.
    pub session_bytes: u64,
    /// Resident memory of the process, 0 where the system does not tell.
    pub resident_bytes: u64,
    /// Requests so far.
    pub requests: u64,
    /// Requests answered with an error, those superseded not counted.
    pub errors: u64,
    /// `suggest` requests that a newer one replaced.
    pub superseded: u64,
    /// Latencies of `suggest`, measured in the daemon.
    pub latency: Latency,
    /// Messages in the history.
    pub messages_kept: u64,
    /// Nothing is kept or learned just now.
    pub paused: bool,
    /// Why the history cannot be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history_problem: Option<String>,
    /// Files that were changed by hand and are not used, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings_problem: Option<String>,
}

/// Microseconds over the requests answered so far (the newest few thousand).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Latency {
    /// Requests counted.
    pub count: u64,
    /// Half of them took no longer.
    pub p50_us: u64,
    /// Nine in ten took no longer.
    pub p90_us: u64,
    /// 99 in a hundred took no longer.
    pub p99_us: u64,
    /// The longest.
    pub max_us: u64,
}

/// Every field set, as in the frames and tables that are made of it.
pub(super) fn example() -> (Empty, Status) {
    let params = Empty {};
    let result = Status {
        version: "0.1.0".into(),
        protocol: 1,
        pid: 4321,
        socket: "/run/user/1000/foretype/foretype.sock".into(),
        uptime_ms: 90_061_001,
        model: ModelInfo::example(),
        connections: 2,
        sessions: 3,
        session_bytes: 123_456,
        resident_bytes: 45_678_901,
        requests: 5000,
        errors: 4,
        superseded: 17,
        latency: Latency { count: 4096, p50_us: 700, p90_us: 1500, p99_us: 4000, max_us: 9000 },
        messages_kept: 1234,
        paused: true,
        history_problem: Some("the disk is full".into()),
        settings_problem: Some("a setting is wrong".into()),
    };
    (params, result)
}
