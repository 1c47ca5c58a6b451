//! `foretype status`: the state of the daemon, for people and as JSON.

use std::fmt::Write as _;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::Global;
use super::error::CliError;
use super::shown::visible;
use crate::client::launch::{self, LaunchError};
use crate::config::Config;
use crate::rpc::ClientError;
use crate::rpc::protocol::Status;

const EXAMPLES: &str = "\
Examples:
  foretype status
  foretype status --json | jq .latency.p99_us
  foretype status --quiet && echo it runs";

/// Tell how the daemon is
///
/// Prints version, protocol, process, socket and model of the running daemon, its connections and sessions, its
/// memory, and how long its newest few thousand answers took. Starts nothing: without a daemon the exit code is 1.
///
/// The JSON object has `running`, `socket` and, when it is running, everything the method `status` of the protocol
/// answers; times are in the unit that a field's name ends in.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct StatusArgs {
    /// Print one line of JSON
    #[arg(short, long)]
    pub json: bool,
}

/// Prints the status.
///
/// # Errors
/// When no daemon runs or it does not answer.
pub fn run(args: StatusArgs, global: &Global) -> Result<(), CliError> {
    print(args.json, &global.load()?, global)
}

#[derive(Serialize)]
struct Printed<'a> {
    running: bool,
    socket: String,
    #[serde(flatten)]
    status: Option<&'a Status>,
}

/// Also for `foretype daemon status`.
pub fn print(json: bool, config: &Config, global: &Global) -> Result<(), CliError> {
    let asked =
        super::runtime()?.block_on(async { Ok::<_, LaunchError>(launch::connect(config).await?.status().await?) });
    let socket = config.daemon.socket.display().to_string();
    match asked {
        Ok(mut status) if json => {
            // The field stands once: the socket that was asked.
            status.socket.clone_from(&socket);
            super::print_json(&serde_json::to_value(Printed { running: true, socket, status: Some(&status) })?)
        }
        Ok(status) => {
            if !global.quiet {
                write!(anstream::stdout(), "{}", words(&status))?;
            }
            Ok(())
        }
        Err(LaunchError::Client(ClientError::NotRunning { .. })) if json => {
            super::print_json(&Printed { running: false, socket, status: None })?;
            Err(CliError::said())
        }
        Err(LaunchError::Client(ClientError::NotRunning { .. })) if global.quiet => Err(CliError::said()),
        Err(error) => Err(error.into()),
    }
}

fn words(status: &Status) -> String {
    let (model, latency) = (&status.model, &status.latency);
    let mut rows = vec![
        ("running", format!("foretype {} (protocol {}), process {}", status.version, status.protocol, status.pid)),
        ("since", duration(status.uptime_ms)),
        ("socket", status.socket.clone()),
        ("model", format!("{} · {} · {} parameters", model.name, model.architecture, model.parameters)),
        ("clients", format!("{} connections, {} sessions", status.connections, status.sessions)),
        ("memory", memory(status)),
        ("requests", format!("{}, {} failed, {} superseded", status.requests, status.errors, status.superseded)),
    ];
    rows.push((
        "history",
        match &status.history_problem {
            Some(problem) => format!("cannot be used: {problem}"),
            None if status.paused => format!("{} messages, paused", status.messages_kept),
            None => format!("{} messages", status.messages_kept),
        },
    ));
    if let Some(problem) = &status.settings_problem {
        rows.push(("settings", format!("not taken in: {problem}")));
    }
    rows.push((
        "latency",
        match latency.count {
            0 => "nothing asked yet".to_owned(),
            count => format!(
                "p50 {}, p90 {}, p99 {}, at most {} over {count} answers",
                ms(latency.p50_us),
                ms(latency.p90_us),
                ms(latency.p99_us),
                ms(latency.max_us)
            ),
        },
    ));
    rows.into_iter().fold(String::new(), |mut words, (name, value)| {
        // Writing into a string cannot fail.
        let _ = writeln!(words, "{name:<10}{}", visible(&value));
        words
    })
}

fn memory(status: &Status) -> String {
    let sessions = format!("{} for sessions", mib(status.session_bytes));
    match status.resident_bytes {
        0 => sessions,
        resident => format!("{}, of it {sessions}", mib(resident)),
    }
}

fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

fn ms(us: u64) -> String {
    format!("{:.1} ms", us as f64 / 1000.0)
}

fn duration(ms: u64) -> String {
    let s = ms / 1000;
    match (s / 86_400, s / 3600 % 24, s / 60 % 60, s % 60) {
        (0, 0, 0, s) => format!("{s} s"),
        (0, 0, min, s) => format!("{min} min {s} s"),
        (0, h, min, _) => format!("{h} h {min} min"),
        (d, h, ..) => format!("{d} d {h} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::protocol::{Latency, ModelInfo};

    #[test]
    fn durations() {
        let check = |ms, expected: &str| assert_eq!(duration(ms), expected);
        check(999, "0 s");
        check(61_000, "1 min 1 s");
        check(3_600_000 * 25, "1 d 1 h");
        check(3_660_000, "1 h 1 min");
    }

    #[test]
    fn for_people() {
        let status = Status {
            version: "0.1.0".into(),
            protocol: 1,
            pid: 42,
            socket: "/run/user/1000/foretype/foretype.sock".into(),
            uptime_ms: 61_000,
            model: ModelInfo {
                name: "english".into(),
                architecture: "GRU 512".into(),
                parameters: 1_234_567,
                vocab_hash: String::new(),
            },
            connections: 2,
            sessions: 3,
            session_bytes: 1 << 20,
            resident_bytes: 30 << 20,
            requests: 100,
            errors: 1,
            superseded: 7,
            latency: Latency { count: 50, p50_us: 900, p90_us: 1200, p99_us: 4000, max_us: 9000 },
            messages_kept: 12,
            paused: true,
            history_problem: None,
            settings_problem: None,
        };
        assert_eq!(
            words(&status),
            "\
running   foretype 0.1.0 (protocol 1), process 42
since     1 min 1 s
socket    /run/user/1000/foretype/foretype.sock
model     english · GRU 512 · 1234567 parameters
clients   2 connections, 3 sessions
memory    30.0 MiB, of it 1.0 MiB for sessions
requests  100, 1 failed, 7 superseded
history   12 messages, paused
latency   p50 0.9 ms, p90 1.2 ms, p99 4.0 ms, at most 9.0 ms over 50 answers
"
        );
    }
}
