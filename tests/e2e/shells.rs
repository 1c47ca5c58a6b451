//! The widgets of zsh, bash and fish, in the shells themselves on a pseudo-terminal, with the real daemon.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::support::daemon::Daemon;
use crate::support::python::check;
use crate::support::terminal::Terminal;

const KEY: &str = "\u{18}\u{17}";

/// Types into a shell; every line it shows is waited for before the next key.
fn type_into(shell: &str, arguments: &[&str], prepare: &str) {
    let daemon = Daemon::start();
    let program = Path::new(env!("CARGO_BIN_EXE_foretype")).parent().unwrap();
    // In its place one that writes down how it was called.
    let folder = tempfile::tempdir().unwrap();
    let (calls, called) = (folder.path().join("calls"), folder.path().join("foretype"));
    let script = format!("#!/bin/sh\necho \"$@\" >> {}\nexec {}/foretype \"$@\"\n", calls.display(), program.display());
    std::fs::write(&called, script).unwrap();
    std::fs::set_permissions(&called, std::fs::Permissions::from_mode(0o755)).unwrap();
    // A shell wants a terminal that is its own.
    let mut command: Command = daemon.client_command(Path::new("setsid"));
    command.args(["--ctty", shell]);
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    command.args(arguments).env("PATH", path).env("LC_ALL", "C.UTF-8").env("SHELL", shell);
    let mut terminal = Terminal::start(command);
    terminal
        .press(&format!("{prepare}; source {}/plugins/shell/foretype.{shell}; clear\r", env!("CARGO_MANIFEST_DIR")));
    terminal.waits("a prompt", |screen| screen.trim() == "%");
    terminal.press("echo \"Zoë: how was y");
    terminal.line("% echo \"Zoë: how was y");
    // The best word, the next best ones, and back to where it was.
    let mut asked = daemon.client_command(&program.join("foretype"));
    let offered = check(asked.args(["suggest", "-n", "3", "Zoë: how was y"]));
    let offered: Vec<&str> = offered.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(offered.len(), 3);
    for word in offered.iter().chain(&["y", offered[0]]) {
        terminal.press(KEY);
        terminal.line(&format!("% echo \"Zoë: how was {word}"));
    }
    // In the middle of a line: what comes after stays.
    terminal.press("?\" now\r");
    terminal.waits("the output", |screen| screen.contains(&format!("\nZoë: how was {}? now", offered[0])));
    // What is typed before the prompt is there is echoed by the terminal instead.
    terminal.line("%");
    terminal.press("echo Thank y end\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D");
    terminal.line("% echo Thank y end");
    terminal.press(KEY);
    terminal.line("% echo Thank you end");
    // Within a word nothing is written; what is typed then shows that the key was heard.
    terminal.press("\u{5}\u{15}echo how are today\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D");
    terminal.line("% echo how are today");
    terminal.press(&format!("{KEY}_"));
    terminal.line("% echo how ar_e today");
    // No word that the shell would take apart: `I don't` stays inside double quotes only.
    for (quote, word) in [("\"", "I don't"), ("'", "I don"), ("", "I don")] {
        terminal.press(&format!("\u{5}\u{15}echo {quote}I don"));
        terminal.line(&format!("% echo {quote}I don"));
        terminal.press(&format!("{KEY}{quote}"));
        terminal.waits(&format!("{word} after {quote}"), |screen| {
            screen.lines().any(|line| line.trim_end() == format!("% echo {quote}{word}{quote}"))
        });
    }
    // A command within the line is none either; what is typed then shows that the key was heard.
    for line in ["echo \"see $(how are y", "echo fix; how are y", "echo fix | how are y"] {
        terminal.press(&format!("\u{5}\u{15}{line}"));
        terminal.line(&format!("% {line}"));
        terminal.press(&format!("{KEY}_"));
        terminal.line(&format!("% {line}_"));
    }
    // What `read` asks for may be a password.
    let silent = match shell {
        "bash" => "read -rs -p 'secret: ' X",
        "zsh" => "read -rs 'X?secret: '",
        _ => "read -s -P 'secret: ' X",
    };
    terminal.press(&format!("\u{5}\u{15}{silent}\r"));
    terminal.line("secret:");
    terminal.press(&format!("how are {KEY}\r"));
    terminal.waits("the next prompt", |screen| screen.trim_end().ends_with('%'));
    terminal.press("clear; echo \"<$X>\"\r");
    terminal.waits("what was read", |screen| screen.lines().any(|line| line.starts_with('<')));
    terminal.waits("no word in it", |screen| !screen.contains("<how are you"));
    terminal.line("%");
    // A quote that is open over lines: bash 5.2.15 did not outlive the second time.
    for _ in 0..if shell == "bash" { 3 } else { 0 } {
        terminal.press("\u{5}\u{15}clear; echo \"first\r");
        terminal.waits("the second line", |screen| screen.trim_end().ends_with("first\n>"));
        terminal.press(&format!("how are {KEY}"));
        terminal.line("> how are you");
        terminal.press("\"\r");
        terminal.waits("the next prompt", |screen| screen.trim_end().ends_with("first\nhow are you\n%"));
    }
    // A command alone is no prose, so nothing is written.
    terminal.press("\u{5}\u{15}ech");
    terminal.line("% ech");
    terminal.press(KEY);
    terminal.press("o done\r");
    terminal.waits("the last output", |screen| screen.contains("\ndone"));
    // Other users of the computer see command lines.
    let calls = std::fs::read_to_string(calls).unwrap();
    assert!(calls.contains("suggest") && !calls.contains("how") && !calls.contains("Thank"), "{calls}");
}

#[test]
fn bash() {
    type_into("bash", &["--norc", "--noprofile", "-i"], "PS1='% '");
}

#[test]
fn zsh() {
    type_into("zsh", &["-f", "-i"], "PS1='%% '; unsetopt PROMPT_SP; bindkey -e");
}

#[test]
fn fish() {
    type_into(
        "fish",
        &["--no-config", "-i"],
        "function fish_prompt; echo '% '; end; set fish_autosuggestion_enabled 0",
    );
}
