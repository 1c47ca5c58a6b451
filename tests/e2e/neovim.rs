//! Neovim itself talks to the real daemon: over its own RPC, and without blocking.
#![cfg(unix)]

use crate::support::daemon::Daemon;
use crate::support::python::{check, neovim};

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

/// Both pieces of Lua in the specification, with the little that they leave to their reader.
#[test]
fn the_examples_in_the_specification_run() {
    let text = crate::support::spec::text();
    let examples: Vec<&str> = text.split("```lua\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [blocking, asynchronous] = examples.as_slice() else { panic!("{} examples", examples.len()) };
    let run = |example: &str, ending: &str| {
        let daemon = Daemon::start();
        let script = tempfile::Builder::new().suffix(".lua").tempfile().unwrap();
        let lua = format!(
            "local path = os.getenv('FORETYPE_SOCKET')\nlocal drawn\n\
             local function draw(answer) drawn = answer end\n\
             local ok, failure = pcall(function()\n{example}\n{ending}\nend)\n\
             io.stderr:write(ok and 'ok' or failure)\n\
             vim.cmd(ok and 'qall!' or 'cquit 1')\n"
        );
        std::fs::write(script.path(), lua).unwrap();
        let mut nvim = daemon.client_command(&neovim());
        check(nvim.args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S"]).arg(script.path()));
    };
    run(blocking, "assert(answer.confidence)");
    run(
        asynchronous,
        "for n = 1, 5 do suggest(('Hello '):sub(1, n)) end\n\
         assert(vim.wait(60000, function() return drawn end, 5), 'nothing is drawn')\n\
         assert(drawn.confidence, vim.inspect(drawn))",
    );
}
