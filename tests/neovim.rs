//! Neovim itself talks to the real daemon: over its own RPC, and without blocking.
#![cfg(unix)]

mod support;

use support::daemon::Daemon;
use support::python::{check, neovim};

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/neovim");

fn source(daemon: &Daemon, script: &str) {
    let said = check(
        daemon
            .client_command(&neovim())
            .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S"])
            .arg(format!("{SCRIPTS}/{script}")),
    );
    let name = script.split('.').next().unwrap();
    assert!(said.contains(&format!("ok {name}")), "{script} was cut short:\n{said}");
}

#[test]
fn blocking_calls_from_lua() {
    source(&Daemon::start(), "blocking.lua");
}

#[test]
fn blocking_calls_from_vimscript() {
    source(&Daemon::start(), "vimscript.vim");
}

#[test]
fn asynchronous_calls_and_events() {
    let mut daemon = Daemon::start();
    source(&daemon, "async.lua");
    assert!(daemon.wait().success(), "shutdown; the log:\n{}", daemon.log());
}
