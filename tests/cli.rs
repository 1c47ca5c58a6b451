//! The command line as a person or a script meets it: the real program, in a home of its own, with a real daemon.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A home that nothing else lives in; its daemon, if one was started, is stopped with it.
struct Home {
    folder: tempfile::TempDir,
}

impl Drop for Home {
    fn drop(&mut self) {
        self.run(&["daemon", "stop"]);
    }
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::Builder::new().prefix("ft").tempdir().expect("a folder for the test");
        for name in ["home", "run", "bin", "config", "data", "state"] {
            fs::create_dir(folder.path().join(name)).expect("a folder in it");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let closed = fs::Permissions::from_mode(0o700);
            fs::set_permissions(folder.path().join("run"), closed).expect("a folder for oneself");
        }
        Home { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program; of the environment it sees nothing but this home.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.args(arguments).env_clear().current_dir(self.folder.path());
        command.env("HOME", self.path("home")).env("PATH", self.path("bin")).env("COLUMNS", "100");
        for (name, folder) in
            [("XDG_RUNTIME_DIR", "run"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")]
        {
            command.env(name, self.path(folder));
        }
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        // A program that fails early does not read all of it.
        let _ = child.stdin.take().expect("its stdin").write_all(input);
        child.wait_with_output().expect("the program ends")
    }

    /// What a command that succeeds prints.
    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
        stdout(&output)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let printed = self.ok(arguments);
        assert_eq!(printed.lines().count(), 1, "{printed}");
        serde_json::from_str(&printed).expect("JSON")
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every command, by the words that lead to it, as the help of the one above lists them.
fn commands(home: &Home, way: &[&str]) -> Vec<Vec<String>> {
    let help = home.ok(&[way, &["--help"]].concat());
    let listed = help.split("\nCommands:\n").nth(1).unwrap_or_default();
    let names = listed.lines().take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    let mut all = vec![way.iter().map(|word| (*word).to_owned()).collect()];
    for name in names.filter(|name| *name != "help") {
        all.extend(commands(home, &[way, &[name]].concat()));
    }
    all
}

#[test]
fn every_help_is_as_committed() {
    let home = Home::new();
    let mut helps = String::new();
    for way in commands(&home, &[]) {
        let words: Vec<&str> = way.iter().map(String::as_str).chain(["--help"]).collect();
        let help = home.ok(&words);
        assert!(help.contains("Example"), "the help of {way:?} has examples");
        let trimmed: String = help.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        helps.push_str(&format!("=== foretype {}\n{trimmed}\n", words.join(" ")));
    }
    let path = project("tests/help.txt");
    if std::env::var_os("FORETYPE_REFRESH").is_some() {
        fs::write(&path, &helps).expect("refreshing");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == helps, "the help has changed; look it over and run: FORETYPE_REFRESH=1 cargo test --test cli");
}

/// That the files of a folder are exactly those that a command writes.
fn check_generated(command: &str, folder: &str) {
    let home = Home::new();
    let written = home.path("out");
    home.ok(&[command, "--out", written.to_str().expect("text")]);
    let read = |folder: &Path| {
        let mut files: Vec<(String, String)> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| entry.expect("a file").path())
            .map(|path| (path.file_name().expect("a name").display().to_string(), fs::read_to_string(path).expect("text")))
            .collect();
        files.sort();
        files
    };
    let (now, committed) = (read(&written), read(&project(folder)));
    assert!(!now.is_empty());
    let differing: Vec<&String> = now.iter().chain(&committed).filter(|file| !now.contains(file) || !committed.contains(file)).map(|(name, _)| name).collect();
    assert!(differing.is_empty(), "{differing:?} differ; run: rm -r {folder}; cargo run -- {command} --out {folder}");
}

#[test]
fn completions_are_as_committed() {
    check_generated("completions", "packaging/completions");
}

#[test]
fn manual_pages_are_as_committed() {
    check_generated("man", "packaging/man");
}

#[test]
fn one_script_and_one_page_are_printed() {
    let home = Home::new();
    let committed = |path: &str| fs::read_to_string(project(path)).expect("a committed file");
    assert_eq!(home.ok(&["completions", "bash"]), committed("packaging/completions/foretype.bash"));
    assert_eq!(home.ok(&["man"]), committed("packaging/man/foretype.1"));
    assert_eq!(home.ok(&["man", "daemon", "start"]), committed("packaging/man/foretype-daemon-start.1"));
}

fn check_error(home: &Home, arguments: &[&str], code: i32, words: &[&str]) {
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
    let expected = format!("foretype {} (protocol {})\n", env!("CARGO_PKG_VERSION"), foretype::rpc::protocol::PROTOCOL_VERSION);
    assert_eq!(home.ok(&["--version"]), expected);
    assert_eq!(home.ok(&["-V"]), expected);
}

#[test]
fn colour_is_as_asked() {
    let home = Home::new();
    for (arguments, coloured) in [(["--color=always", "--help"], true), (["--color=never", "--help"], false), (["--color=auto", "--help"], false)] {
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

/// The fields of an answer, and that what they hold are words with probabilities in order.
fn check_answer(answer: &Value) {
    let probabilities = |field: &str| -> Vec<f64> {
        let items = answer[field].as_array().unwrap_or_else(|| panic!("{field} in {answer}"));
        items.iter().map(|item| item["probability"].as_f64().expect("a probability")).collect()
    };
    for field in ["words", "chars"] {
        let probabilities = probabilities(field);
        assert!(probabilities.is_sorted_by(|a, b| a >= b) && probabilities.iter().all(|p| (0.0..=1.0).contains(p)), "{answer}");
    }
    for word in answer["words"].as_array().expect("words") {
        let (text, completion) = (word["text"].as_str().expect("text"), word["completion"].as_str().expect("completion"));
        assert!(text.ends_with(completion.trim_start()) && !completion.is_empty(), "{word}");
        assert!(["completion", "next_word"].contains(&word["kind"].as_str().expect("kind")));
    }
    assert!(answer["phrase"].is_null() || answer["phrase"]["text"].is_string());
    assert!(answer["confidence"].is_number() && answer["took_us"].is_u64());
    assert!(answer.get("session").is_none(), "sessions are none of a script's business");
}

#[test]
fn suggestions_from_a_daemon_that_starts_by_itself() {
    let home = Home::new();
    check_answer(&home.json(&["suggest", "--json", "I'll see you "]));
    check_answer(&home.json(&["suggest", "--json", "--no-start", "-n", "1", ""]));
    let chars = home.json(&["suggest", "--json", "--chars", "Hel"]);
    assert_eq!(chars["words"], Value::Array(Vec::new()));
    let status = home.json(&["status", "--json"]);
    assert_eq!(status["running"], true);
    assert_eq!(status["socket"].as_str(), home.path("run/foretype/foretype.sock").to_str());
    assert_eq!(status["latency"]["count"], 3);
}

#[test]
fn each_line_of_stdin_is_a_text() {
    let home = Home::new();
    let json = |input: &[u8]| {
        let output = home.run_with_input(&["suggest", "--json"], input);
        assert!(output.status.success(), "{}", stderr(&output));
        let answers: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        answers.iter().for_each(check_answer);
        answers.len()
    };
    assert_eq!(json(b""), 0);
    assert_eq!(json(b"Hello \nThank you \r\n\nwithout an end"), 4);
    assert_eq!(json("日本語\n👩‍👩‍👧\n\\n\0\n".as_bytes()), 3);
    assert_eq!(json(&[&b"x".repeat(3 << 20)[..], b"\n"].concat()), 1, "a line of more than a frame");
    let output = home.run_with_input(&["suggest", "--json"], b"fine\n\xff\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("line 2 of stdin is not UTF-8"), "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 1, "the line before is answered");
}

#[test]
fn answers_come_before_the_next_line_is_typed() {
    use std::io::{BufRead, BufReader};
    let home = Home::new();
    let mut command = home.command(&["suggest", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("its stdin");
    let mut answers = BufReader::new(child.stdout.take().expect("its stdout")).lines();
    for _ in 0..3 {
        stdin.write_all(b"Hello \n").expect("writing");
        let answer = answers.next().expect("an answer").expect("text");
        check_answer(&serde_json::from_str(&answer).expect("JSON"));
    }
    // The daemon is replaced between two lines.
    home.ok(&["daemon", "restart"]);
    stdin.write_all(b"Hello \n").expect("writing");
    assert!(answers.next().is_some());
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn the_daemon_starts_stops_and_restarts() {
    let home = Home::new();
    let pid = || home.json(&["daemon", "status", "--json"])["pid"].as_u64().expect("a pid");
    assert_eq!(home.ok(&["daemon", "stop"]), "No daemon was running.\n");
    let said = home.ok(&["daemon", "start"]);
    let first = pid();
    assert_eq!(said, format!("The daemon runs (process {first}).\n"));
    assert_eq!(home.ok(&["daemon", "start"]), format!("The daemon runs already (process {first}).\n"));
    check_error(&home, &["daemon"], 1, &["running already", &first.to_string(), "foretype daemon restart"]);
    let said = home.ok(&["daemon", "restart"]);
    let second = pid();
    assert_ne!(first, second);
    assert_eq!(said, format!("The daemon runs again (process {second}).\n"));
    let status = home.ok(&["status"]);
    assert!(status.contains(&format!("process {second}")) && status.contains("latency"), "{status}");
    assert_eq!(home.ok(&["daemon", "stop"]), format!("The daemon has stopped (process {second}).\n"));
    let output = home.run(&["status", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let status: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(status["running"], false);
    assert!(!home.path("run/foretype/foretype.sock").exists());
}

#[test]
fn two_at_once_from_cold_end_with_one_daemon() {
    let home = Home::new();
    let start = || home.command(&["suggest", "--json", "Hello "]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let both = [start(), start(), start()];
    for child in both {
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let pid = home.json(&["status", "--json"])["pid"].clone();
    assert_eq!(home.json(&["status", "--json"])["pid"], pid);
    let log = fs::read_to_string(home.path("state/foretype/daemon.log")).expect("the daemon's log");
    assert_eq!(log.matches("listening on").count(), 1, "{log}");
}

#[cfg(target_os = "linux")]
mod service {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A systemctl that writes down how it was called.
    fn fake_systemctl(home: &Home, exit_code: u8) {
        let script = format!("#!/bin/sh\necho \"$*\" >> '{}'\necho no bus >&2\nexit {exit_code}\n", home.path("called").display());
        let path = home.path("bin/systemctl");
        fs::write(&path, script).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a script that runs");
    }

    fn called(home: &Home) -> String {
        fs::read_to_string(home.path("called")).unwrap_or_default()
    }

    fn unit(home: &Home, name: &str) -> PathBuf {
        home.path("config/systemd/user").join(name)
    }

    #[test]
    fn install_and_uninstall() {
        let home = Home::new();
        fake_systemctl(&home, 0);
        assert_eq!(home.run(&["service", "status"]).status.code(), Some(1));
        fs::remove_file(home.path("called")).expect("status asks systemctl");
        for _ in 0..2 {
            let said = home.ok(&["service", "install"]);
            assert!(said.ends_with("The service is installed.\n"), "{said}");
        }
        assert_eq!(called(&home), "--user daemon-reload\n--user enable --now foretype.socket\n".repeat(2));
        let program = fs::canonicalize(env!("CARGO_BIN_EXE_foretype")).expect("the program");
        let service = fs::read_to_string(unit(&home, "foretype.service")).expect("the unit");
        assert!(service.contains(&format!("\nExecStart={} daemon\n", program.display())), "{service}");
        assert_eq!(
            fs::read_to_string(unit(&home, "foretype.socket")).expect("the unit"),
            fs::read_to_string(project("packaging/systemd/foretype.socket")).expect("the packaged unit")
        );
        assert!(home.ok(&["service", "status"]).contains("foretype.socket: installed\n"));

        fs::remove_file(home.path("called")).expect("what was called");
        fs::write(unit(&home, "foretype.service"), "[Unit]\n").expect("an old unit");
        assert!(home.ok(&["service", "status"]).contains("foretype.service: installed, differs"));
        fs::remove_file(home.path("called")).expect("what was called");
        home.ok(&["service", "install"]);
        assert!(called(&home).ends_with("--user restart foretype.socket\n"), "a changed unit is taken up");

        fs::remove_file(home.path("called")).expect("what was called");
        assert!(home.ok(&["service", "uninstall"]).ends_with("The service is uninstalled.\n"));
        assert_eq!(called(&home), "--user disable --now foretype.socket foretype.service\n--user daemon-reload\n");
        assert!(!unit(&home, "foretype.service").exists() && !unit(&home, "foretype.socket").exists());
        assert_eq!(home.ok(&["service", "uninstall"]), "The service is not installed.\n");
    }

    #[test]
    fn a_dry_run_does_nothing() {
        let home = Home::new();
        fake_systemctl(&home, 0);
        let said = home.ok(&["service", "install", "--dry-run"]);
        assert!(said.contains("ExecStart=") && said.contains("\nsystemctl --user enable --now foretype.socket\n"), "{said}");
        assert!(!unit(&home, "foretype.socket").exists() && called(&home).is_empty());
        home.ok(&["service", "install"]);
        fs::remove_file(home.path("called")).expect("what was called");
        let said = home.ok(&["service", "uninstall", "--dry-run"]);
        assert!(said.contains(&format!("rm {}", unit(&home, "foretype.service").display())), "{said}");
        assert!(unit(&home, "foretype.socket").exists() && called(&home).is_empty());
    }

    #[test]
    fn without_systemctl_the_commands_are_printed() {
        let expected = "Once it works, run:\nsystemctl --user daemon-reload\nsystemctl --user enable --now foretype.socket\n";
        let home = Home::new();
        let said = home.ok(&["service", "install"]);
        assert!(said.contains("systemctl cannot be run") && said.ends_with(expected), "{said}");
        fake_systemctl(&home, 1);
        let said = home.ok(&["service", "install"]);
        assert!(said.contains("failed: no bus") && said.ends_with(expected), "{said}");
    }

    #[test]
    fn a_daemon_in_the_way_is_stopped() {
        let home = Home::new();
        fake_systemctl(&home, 0);
        home.ok(&["daemon", "start"]);
        home.ok(&["service", "install"]);
        assert_eq!(home.run(&["status", "-q"]).status.code(), Some(1));
    }

    #[test]
    fn settings_and_socket_elsewhere_are_kept() {
        let home = Home::new();
        fs::write(home.path("my settings.toml"), "").expect("a settings file");
        let said = home.ok(&["--config", "my settings.toml", "--socket", "my.sock", "service", "install", "--dry-run"]);
        let (config, socket) = (home.path("my settings.toml"), home.path("my.sock"));
        assert!(said.contains(&format!(" --config \"{}\" --socket {} daemon\n", config.display(), socket.display())), "{said}");
        assert!(said.contains(&format!("ListenStream={}\n", socket.display())), "{said}");
    }
}
