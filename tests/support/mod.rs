//! What the black-box tests share: a real daemon in a home of its own, a raw connection to it, golden frames.
//!
//! Nothing here uses foretype's own codec or client: the tests speak the protocol as strangers do.
//! Every test file uses a part of this module, so what one of them leaves unused is not dead.
#![allow(dead_code)]

#[cfg(unix)]
pub mod daemon;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod exposure;
#[cfg(unix)]
pub mod fake;
pub mod python;
#[cfg(unix)]
pub mod raw;
pub mod spec;
#[cfg(unix)]
pub mod terminal;

use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take before a test says it hangs. Nothing is measured against it.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Pause between two attempts of [`poll`], which leaves the processor to the program that is waited for.
const BETWEEN: Duration = Duration::from_millis(2);

/// Tries until there is an answer: for states of which no event tells.
#[track_caller]
pub fn poll<T>(what: impl std::fmt::Display, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "still waiting for {what}");
        std::thread::park_timeout(BETWEEN);
    }
}

/// Says what is missing for the test at hand, which then passes without having tested anything. Fails instead where
/// `FORETYPE_TESTS_COMPLETE` is set: tests/run sets it once it has found or installed everything.
#[track_caller]
pub fn skip_without(what: &str) {
    let complete = std::env::var_os("FORETYPE_TESTS_COMPLETE").is_some();
    assert!(!complete, "{what} is missing, and FORETYPE_TESTS_COMPLETE says that nothing is");
    eprintln!("skipped: {what} is missing; tests/run installs what the tests need");
}

/// Waits for a program to end by itself.
#[track_caller]
pub fn ended(child: &mut std::process::Child) -> std::process::ExitStatus {
    poll("the end of a program", || child.try_wait().unwrap())
}

/// Waits for what a task does.
pub async fn in_time<T>(task: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, task).await.expect("it happens in time")
}

/// The cases of `proto/golden/NAME.jsonl`.
pub fn golden(name: &str) -> Vec<Value> {
    let path = format!("{}/proto/golden/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let cases: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}: {e}: {line}"))).collect();
    assert!(cases.len() > 10, "{path} has only {} cases", cases.len());
    cases
}

/// The bytes of a golden case.
pub fn bytes(case: &Value) -> Vec<u8> {
    hex(case["hex"].as_str().expect("a case has hex"))
}

/// Bytes from hexadecimal digits; white space is skipped.
pub fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(16).unwrap_or_else(|| panic!("{c:?} is no hexadecimal digit")) as u8)
        .collect();
    assert!(digits.len().is_multiple_of(2), "an odd number of hexadecimal digits");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
