//! What commands say without a daemon: errors, hints, exit codes, settings.

use std::fs;
use std::path::Path;

use crate::home::{Home, stderr, stdout};

/// That a command fails with this exit code, says these words on stderr, and nothing on stdout.
pub fn check_error(home: &Home, arguments: &[&str], code: i32, words: &[&str]) {
    let output = home.run(arguments);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert_eq!(stdout(&output), "", "{arguments:?} says its error on stderr only");
    for word in words {
        assert!(said.contains(word), "{arguments:?} says {word:?}: {said}");
    }
    assert!(!said.contains('\u{1b}'), "{arguments:?} in colour without a terminal");
}

#[test]
fn errors_say_what_and_what_next() {
    let home = Home::new();
    fs::write(home.path("bad.toml"), "[daemon]\nsocket = \"\"\ncolour = 1\n").expect("a settings file");
    let check = |arguments: &[&str], code, words: &[&str]| check_error(&home, arguments, code, words);
    check(&[], 2, &["Usage: foretype"]);
    check(&["guess"], 2, &["unrecognized subcommand", "guess"]);
    check(&["suggest", "-n", "33", "a"], 2, &["33 is not in 1..=32"]);
    check(&["suggest", "-n", "0", "a"], 2, &["0 is not in 1..=32"]);
    check(&["suggest", "--min-probability", "1.5", "a"], 2, &["between 0 and 1"]);
    check(&["suggest", "--min-probability", "NaN", "a"], 2, &["between 0 and 1"]);
    check(&["suggest", "--within", "0", "a"], 2, &["0 is not in 1..=600000"]);
    check(&["suggest", "--no-start", "a"], 1, &["not running", "hint:", "foretype daemon start"]);
    check(&["status"], 1, &["not running", "foretype daemon start"]);
    check(&["daemon", "status"], 1, &["not running"]);
    check(&["try"], 1, &["terminal", "foretype suggest"]);
    check(&["completions"], 2, &["<SHELL>"]);
    check(&["completions", "csh"], 2, &["bash", "elvish", "powershell"]);
    check(&["man", "guess"], 2, &["no command `guess`"]);
    check(&["config", "--path", "--example"], 2, &["cannot be used with"]);
    check(&["--config", "none.toml", "config"], 1, &["none.toml", "hint:"]);
    check(&["--config", "bad.toml", "suggest", "a"], 1, &["bad.toml", "line 3", "colour"]);
    check(&["--color", "blue", "status"], 2, &["always", "never"]);
    check(&["daemon", "--model", "none.safetensors"], 1, &["none.safetensors"]);
    check(&["completions", "bash", "--out", "bad.toml/x"], 1, &["cannot write", "bad.toml/x"]);
    check(&["service"], 2, &["install", "uninstall"]);
}

#[test]
fn version_tells_the_protocol() {
    let home = Home::new();
    let expected =
        format!("foretype {} (protocol {})\n", env!("CARGO_PKG_VERSION"), foretype::rpc::protocol::PROTOCOL_VERSION);
    assert_eq!(home.ok(&["--version"]), expected);
    assert_eq!(home.ok(&["-V"]), expected);
}

#[test]
fn colour_is_as_asked() {
    let home = Home::new();
    for (arguments, coloured) in [
        (["--color=always", "--help"], true),
        (["--color=never", "--help"], false),
        (["--color=auto", "--help"], false),
    ] {
        assert_eq!(home.ok(&arguments).contains('\u{1b}'), coloured, "{arguments:?}");
    }
    let coloured = stderr(&home.run(&["--color=always", "status"]));
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
}

#[test]
fn quiet_says_nothing_but_fails_the_same() {
    let home = Home::new();
    let output = home.run(&["status", "--quiet"]);
    assert_eq!((output.status.code(), stdout(&output), stderr(&output)), (Some(1), String::new(), String::new()));
}

#[test]
fn settings_are_printed() {
    let home = Home::new();
    let file = home.path("config/foretype/config.toml");
    assert_eq!(home.ok(&["config", "--path"]).trim_end(), file.to_str().expect("text"));
    assert_eq!(home.ok(&["config", "--example"]), foretype::config::EXAMPLE);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, "[suggest]\nn = 7\n").expect("a settings file");
    let printed = home.ok(&["--socket", "my.sock", "config"]);
    let parsed = foretype::config::Config::parse(&printed, Path::new("printed")).expect("what is printed can be read");
    assert_eq!(parsed.suggest.n, 7);
    assert!(parsed.daemon.socket.is_absolute() && parsed.daemon.socket.ends_with("my.sock"));
    assert!(printed.starts_with(&format!("# settings file: {}\n", file.display())), "{printed}");
}

#[test]
#[cfg(unix)]
fn nobody_reads() {
    let home = Home::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = home.command(&["completions", "bash"]).stdout(writer).output().expect("the program runs");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}
