//! A client in Python, written from proto/README.md alone, talks to the real daemon.
#![cfg(unix)]

use std::path::Path;

use crate::support::daemon::Daemon;
use crate::support::python;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python");

#[test]
fn a_client_in_python_finds_the_daemon_as_specified() {
    let python = python::python();
    let mut daemon = Daemon::start();
    let said = python::check(
        daemon
            .client_command(&python)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg(Path::new(SCRIPTS).join("conversation.py"))
            .arg(daemon.socket()),
    );
    assert!(said.contains("ok stop"), "the conversation was cut short:\n{said}");
    let status = daemon.wait();
    assert!(status.success(), "after shutdown the daemon ended with {status}; its log:\n{}", daemon.log());
}

#[test]
fn the_golden_frames_are_what_their_maker_writes() {
    let make = concat!(env!("CARGO_MANIFEST_DIR"), "/proto/golden/make.py");
    python::check(
        std::process::Command::new(python::python()).env("PYTHONDONTWRITEBYTECODE", "1").args([make, "--check"]),
    );
}

#[test]
fn the_example_in_the_specification_runs() {
    let text = crate::support::spec::text();
    let example = text.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.expect("proto/README.md has an example in Python");
    let daemon = Daemon::start();
    python::check(daemon.client_command(&python::python()).args(["-c", example]));
}
