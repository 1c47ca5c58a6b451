//! The clients of `proto/examples`, each in its own language, against the real daemon; all must say the same.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::daemon::Daemon;
use crate::support::python::{check, lua, node, python};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proto/examples");
const PROGRAM: &str = env!("CARGO_BIN_EXE_foretype");

/// The command of each example, without its text.
fn examples(daemon: &Daemon) -> Vec<Command> {
    let built = built();
    // Node looks for packages in the folder of the script, and tests/run has put them here.
    let (node, packages) = node();
    let with_packages = packages.join("client.mjs");
    std::fs::copy(format!("{EXAMPLES}/client.mjs"), &with_packages).unwrap();
    let script = |program: PathBuf, script: PathBuf| {
        let mut command = daemon.client_command(&program);
        command.arg(script).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    vec![
        script(python(), format!("{EXAMPLES}/client.py").into()),
        script(node, with_packages),
        script(lua(), format!("{EXAMPLES}/client.lua").into()),
        daemon.client_command(&built),
    ]
}

/// The example in Rust. Cargo builds it for a run of all tests, and here for a run of this one.
fn built() -> PathBuf {
    let profile = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned();
    let built = ["build", "--quiet", "--offline", "--example", "client", "--target-dir"];
    check(Command::new(env!("CARGO")).args(built).arg(profile.parent().unwrap()));
    profile.parent().unwrap().join("debug/examples/client")
}

/// What it prints.
fn said(example: &mut Command) -> String {
    let output = example.output().unwrap_or_else(|e| panic!("{example:?}: {e}"));
    assert!(output.status.success(), "{example:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_example_says_what_the_program_says() {
    let daemon = Daemon::start();
    for text in ["What are you doing this ", "Zoë 👋 It was so good to see ", "Thank "] {
        let asked = daemon.client_command(Path::new(PROGRAM)).args(["suggest", "--no-start", text]).output().unwrap();
        let first = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
        let expected: Vec<String> = String::from_utf8(asked.stdout).unwrap().lines().map(first).collect();
        assert_eq!(expected.len(), 3, "{text:?}: {expected:?}");
        for mut example in examples(&daemon) {
            let said = said(example.arg(text));
            let (last, words) = said.lines().collect::<Vec<_>>().split_last().map(|(l, w)| (*l, w.to_vec())).unwrap();
            assert_eq!(words.into_iter().map(first).collect::<Vec<_>>(), expected, "{example:?}:\n{said}");
            // The first word was taken, and the daemon went on from there.
            let typed = text.rsplit_once(' ').unwrap().0;
            let after = last.strip_prefix(&format!("{typed} {} ", expected[0]));
            assert!(after.is_some_and(|next| !next.is_empty()), "{example:?}:\n{said}");
        }
    }
}

#[test]
fn examples_start_a_daemon_where_none_runs() {
    for at in 0..4 {
        // One that has stopped: its home stays.
        let mut daemon = Daemon::start();
        daemon.connect().call("shutdown", serde_json::json!({})).unwrap();
        assert!(daemon.wait().success());
        let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
        let mut example = examples(&daemon).swap_remove(at);
        let said = said(example.arg("How are yo").env("PATH", path));
        check(daemon.client_command(Path::new(PROGRAM)).args(["daemon", "stop"]));
        assert!(said.lines().any(|line| line.starts_with("you ")), "{example:?}:\n{said}");
    }
}

#[test]
fn examples_have_fifty_lines_at_most() {
    for entry in std::fs::read_dir(EXAMPLES).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= 50, "{}", path.display());
        assert!(text.lines().all(|line| line.chars().count() <= 120), "{}", path.display());
    }
}
