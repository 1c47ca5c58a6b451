//! The widgets of zsh, bash and fish, in the shells themselves on a pseudo-terminal, with the real daemon.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::daemon::Daemon;
use crate::support::python::check;
use crate::support::terminal::Terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_foretype");
const KEY: &str = "\u{18}\u{17}";

/// A shell with the widget on a terminal; every line it shows is waited for before the next key.
struct Shell {
    name: &'static str,
    terminal: Terminal,
    daemon: Daemon,
    /// What the widget has called foretype with, line by line.
    calls: PathBuf,
    _folder: tempfile::TempDir,
}

impl Shell {
    fn start(name: &'static str, arguments: &[&str], prepare: &str) -> Shell {
        let daemon = Daemon::start();
        // In the program's place one that writes down how it was called.
        let folder = tempfile::tempdir().unwrap();
        let (calls, called) = (folder.path().join("calls"), folder.path().join("foretype"));
        let script = format!("#!/bin/sh\necho \"$@\" >> {}\nexec {PROGRAM} \"$@\"\n", calls.display());
        std::fs::write(&called, script).unwrap();
        std::fs::set_permissions(&called, std::fs::Permissions::from_mode(0o755)).unwrap();
        // A shell wants a terminal that is its own.
        let mut command: Command = daemon.client_command(Path::new("setsid"));
        command.args(["--ctty", name]);
        let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
        command.args(arguments).env("PATH", path).env("LC_ALL", "C.UTF-8").env("SHELL", name);
        let mut terminal = Terminal::start(command);
        let widget = format!("{}/plugins/shell/foretype.{name}", env!("CARGO_MANIFEST_DIR"));
        terminal.press(&format!("{prepare}; source {widget}; clear\r"));
        terminal.waits("a prompt", |screen| screen.trim() == "%");
        Shell { name, terminal, daemon, calls, _folder: folder }
    }

    /// Types a line in place of what stands there.
    fn types(&mut self, line: &str) {
        self.terminal.press(&format!("\u{5}\u{15}{line}"));
        self.terminal.line(&format!("% {line}"));
    }

    /// The key writes the best word, the next best ones, and then what was there.
    fn takes_turns(&mut self) {
        let Shell { daemon, terminal, .. } = self;
        terminal.press("echo \"Zoë: how was y");
        terminal.line("% echo \"Zoë: how was y");
        let mut asked = daemon.client_command(Path::new(PROGRAM));
        let offered = check(asked.args(["suggest", "-n", "3", "Zoë: how was y"]));
        let offered: Vec<&str> = offered.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(offered.len(), 3);
        for word in offered.iter().chain(&["y", offered[0]]) {
            terminal.press(KEY);
            terminal.line(&format!("% echo \"Zoë: how was {word}"));
        }
        terminal.press("?\" now\r");
        terminal.waits("the output", |screen| screen.contains(&format!("\nZoë: how was {}? now", offered[0])));
        // What is typed before the prompt is there is echoed by the terminal instead.
        terminal.line("%");
    }

    /// In the middle of a line what comes after stays; within a word nothing is written.
    fn keeps_what_follows(&mut self) {
        let left = "\u{1b}[D";
        self.types("echo Thank y end");
        self.terminal.press(&left.repeat(4));
        self.terminal.press(KEY);
        self.terminal.line("% echo Thank you end");
        self.types("echo how are today");
        self.terminal.press(&left.repeat(7));
        // What is typed then shows that the key was heard.
        self.terminal.press(&format!("{KEY}_"));
        self.terminal.line("% echo how ar_e today");
    }

    /// No word that the shell would take apart, `I don't` only inside double quotes; none in a command within the line.
    fn writes_only_prose(&mut self) {
        for (quote, word) in [("\"", "I don't"), ("'", "I don"), ("", "I don")] {
            self.types(&format!("echo {quote}I don"));
            self.terminal.press(&format!("{KEY}{quote}"));
            self.terminal.waits(&format!("{word} after {quote}"), |screen| {
                screen.lines().any(|line| line.trim_end() == format!("% echo {quote}{word}{quote}"))
            });
        }
        for line in ["echo \"see $(how are y", "echo fix; how are y", "echo fix | how are y"] {
            self.types(line);
            // What is typed then shows that the key was heard.
            self.terminal.press(&format!("{KEY}_"));
            self.terminal.line(&format!("% {line}_"));
        }
    }

    /// What `read` asks for may be a password.
    fn writes_nothing_into_secrets(&mut self) {
        let silent = match self.name {
            "bash" => "read -rs -p 'secret: ' X",
            "zsh" => "read -rs 'X?secret: '",
            _ => "read -s -P 'secret: ' X",
        };
        let terminal = &mut self.terminal;
        terminal.press(&format!("\u{5}\u{15}{silent}\r"));
        terminal.line("secret:");
        terminal.press(&format!("how are {KEY}\r"));
        terminal.waits("the next prompt", |screen| screen.trim_end().ends_with('%'));
        terminal.press("clear; echo \"<$X>\"\r");
        terminal.waits("what was read", |screen| screen.lines().any(|line| line.starts_with('<')));
        terminal.waits("no word in it", |screen| !screen.contains("<how are you"));
        terminal.line("%");
    }

    /// A quote that is open over lines: bash 5.2.15 did not outlive the second time.
    fn goes_on_over_lines(&mut self) {
        let terminal = &mut self.terminal;
        for _ in 0..3 {
            terminal.press("\u{5}\u{15}clear; echo \"first\r");
            terminal.waits("the second line", |screen| screen.trim_end().ends_with("first\n>"));
            terminal.press(&format!("how are {KEY}"));
            terminal.line("> how are you");
            terminal.press("\"\r");
            terminal.waits("the next prompt", |screen| screen.trim_end().ends_with("first\nhow are you\n%"));
        }
    }

    /// A command alone is no prose, so nothing is written.
    fn leaves_commands_alone(&mut self) {
        self.types("ech");
        self.terminal.press(KEY);
        self.terminal.press("o done\r");
        self.terminal.waits("the last output", |screen| screen.contains("\ndone"));
    }

    /// Other users of the computer see command lines.
    fn shows_no_text_to_others(&self) {
        let calls = std::fs::read_to_string(&self.calls).unwrap();
        assert!(calls.contains("suggest") && !calls.contains("how") && !calls.contains("Thank"), "{calls}");
    }
}

fn type_into(name: &'static str, arguments: &[&str], prepare: &str) {
    let mut shell = Shell::start(name, arguments, prepare);
    shell.takes_turns();
    shell.keeps_what_follows();
    shell.writes_only_prose();
    shell.writes_nothing_into_secrets();
    if name == "bash" {
        shell.goes_on_over_lines();
    }
    shell.leaves_commands_alone();
    shell.shows_no_text_to_others();
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
