//! The Neovim plugin in a real Neovim that is typed in: with the real daemon, and with one that writes down what it
//! is asked.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::support::daemon::Daemon;
use crate::support::python::{check, neovim};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs the checks of one file of `tests/nvim_plugin`.
fn run(mut nvim: Command, checks: &str) {
    // Tags of the help are written beside it, so that is a copy.
    let copy = tempfile::tempdir().unwrap();
    std::fs::create_dir(copy.path().join("doc")).unwrap();
    std::fs::copy(format!("{ROOT}/plugins/nvim/doc/foretype.txt"), copy.path().join("doc/foretype.txt")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_foretype")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let said = check(
        nvim.args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S"])
            .arg(format!("{ROOT}/tests/nvim_plugin/run.lua"))
            .env("PATH", path)
            .env("FORETYPE_PLUGIN", format!("{ROOT}/plugins/nvim"))
            .env("FORETYPE_PLUGIN_COPY", copy.path())
            .env("FORETYPE_TESTS", format!("{ROOT}/tests/nvim_plugin"))
            .env("FORETYPE_CHECKS", checks),
    );
    assert!(said.contains(" checks, 0 failed"), "{checks} was cut short:\n{said}");
}

#[test]
fn typing_with_the_real_daemon() {
    let daemon = Daemon::start();
    run(daemon.client_command(&neovim()), "real.lua");
    // One that was started in its place.
    check(daemon.client_command(Path::new(env!("CARGO_BIN_EXE_foretype"))).args(["daemon", "stop"]));
}

#[test]
fn what_is_asked_and_what_is_never_asked() {
    // A home of its own; the daemon in it is of no interest.
    let daemon = Daemon::start();
    run(daemon.client_command(&neovim()), "rules.lua");
}

#[test]
fn the_language_server_in_neovims_own_client() {
    let daemon = Daemon::start();
    run(daemon.client_command(&neovim()), "lsp.lua");
}
