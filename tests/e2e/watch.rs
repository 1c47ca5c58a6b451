//! Logs that grow, rotate and are emptied while a real daemon follows them, and while it does not.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::poll;

/// A home with a daemon that the program starts by itself.
struct Home(tempfile::TempDir);

impl Drop for Home {
    fn drop(&mut self) {
        self.run(&["daemon", "stop"]);
    }
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
        for name in ["run", "config", "data", "state", "logs"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.path().join("run"), fs::Permissions::from_mode(0o700)).unwrap();
        Home(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.args(arguments).env_clear().current_dir(self.0.path()).env("HOME", self.0.path()).env("TZ", "UTC");
        for (name, folder) in [
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
        ] {
            command.env(name, self.path(folder));
        }
        command.stdin(Stdio::null()).output().unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is kept, oldest first, as `them: text`, and `: text` of the owner's.
    fn kept(&self) -> Vec<String> {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let asked = runtime.block_on(async {
            let client = foretype::rpc::Client::connect(&self.path("run/foretype/foretype.sock")).await?;
            let params = foretype::rpc::protocol::History { limit: Some(100), ..Default::default() };
            client.call::<_, foretype::rpc::protocol::HistoryResult>("history", &params).await
        });
        let mut messages = asked.unwrap().messages;
        messages.sort_by_key(|message| message.id);
        messages.into_iter().map(|m| format!("{}: {}", m.author.map_or("", |_| "them"), m.text)).collect()
    }

    /// Waits until this is kept: the daemon reads in its own time.
    fn wait_for(&self, expected: &[&str]) {
        let mut last = Vec::new();
        poll(format_args!("{expected:?}"), || {
            last = self.kept();
            (last == expected).then_some(())
        });
    }
}

fn append(path: &Path, text: &str) {
    File::options().append(true).create(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}

#[test]
fn a_log_is_followed_through_growth_rotation_and_restarts() {
    let home = Home::new();
    let log = home.path("logs/#chan.log");
    let name = log.to_str().unwrap();
    append(&log, "2024-01-01 10:00:00\tbob\tthis was here before\n");
    home.ok(&["watch", "add", name, "--me", "bob", "--app", "weechat"]);
    let listed: Value = serde_json::from_str(&home.ok(&["watch", "list", "--json"])).unwrap();
    assert_eq!((listed[0]["path"].as_str(), listed[0]["me"][0].as_str()), (Some(name), Some("bob")));
    append(
        &log,
        "2024-01-01 10:01:00\tann\tare you coming\n2024-01-01 10:02:00\tbob\ton my way\n2024-01-01 10:03:00\tbob\tal",
    );
    let mut expected = vec!["them: are you coming", ": on my way"];
    home.wait_for(&expected);
    // The rest of a line that was half there.
    append(&log, "most there\n");
    expected.push(": almost there");
    home.wait_for(&expected);
    // Rotated, with a last line that was not read yet.
    append(&log, "2024-01-01 10:04:00\tbob\tat the door\n");
    fs::rename(&log, home.path("logs/#chan.log.1")).unwrap();
    append(&log, "2024-01-02 08:00:00\tbob\tgood morning\n");
    expected.extend([": at the door", ": good morning"]);
    home.wait_for(&expected);
    // Emptied.
    fs::write(&log, "2024-01-03 08:00:00\tbob\tnew day\n").unwrap();
    expected.push(": new day");
    home.wait_for(&expected);
    // Appended while no daemon runs.
    home.ok(&["daemon", "stop"]);
    append(&log, "2024-01-03 08:01:00\tbob\twritten in the meantime\n");
    home.ok(&["daemon", "start"]);
    expected.push(": written in the meantime");
    home.wait_for(&expected);
    // Nothing is followed any more: what comes before a line of another log is not learned.
    home.ok(&["watch", "remove", name]);
    append(&log, "2024-01-03 08:02:00\tbob\tunseen\n");
    let other = home.path("logs/other.txt");
    home.ok(&["watch", "add", other.to_str().unwrap(), "--format", "plain"]);
    append(&other, "a line of mine\n");
    expected.push(": a line of mine");
    home.wait_for(&expected);
}

#[test]
fn a_folder_is_followed_with_the_logs_that_come_later() {
    let home = Home::new();
    let folder = home.path("logs");
    append(&folder.join("old.jsonl"), "{\"me\": true, \"text\": \"old\", \"time\": 1700000000}\n");
    home.ok(&["watch", "add", folder.to_str().unwrap(), "--me", "bob"]);
    append(&folder.join("new.jsonl"), "{\"me\": true, \"text\": \"first\", \"time\": 1700000001}\nbroken\n");
    home.wait_for(&[": first"]);
    append(&folder.join("new.jsonl"), "{\"me\": true, \"text\": \"second\", \"time\": 1700000002}\n");
    home.wait_for(&[": first", ": second"]);
    fs::rename(folder.join("new.jsonl"), folder.join("new.jsonl.1")).unwrap();
    append(&folder.join("new.jsonl"), "{\"me\": true, \"text\": \"third\", \"time\": 1700000003}\n");
    home.wait_for(&[": first", ": second", ": third"]);
    append(&folder.join("old.jsonl"), "{\"me\": true, \"text\": \"fourth\", \"time\": 1700000004}\n");
    home.wait_for(&[": first", ": second", ": third", ": fourth"]);
}

#[test]
fn what_cannot_be_followed_is_said_so() {
    let home = Home::new();
    let check = |arguments: &[&str], code: i32, words: &str| {
        let output = home.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.contains(words)), (Some(code), true), "{arguments:?}: {said}");
    };
    fs::write(home.path("logs/letters.txt"), "Dear Ann,\n").unwrap();
    check(&["watch", "add", "logs/letters.txt", "--me", "x"], 2, "no log of a kind that can be followed");
    check(&["watch", "add", "logs/new.log"], 2, "--me NAME");
    check(&["watch", "add", "logs", "--me", "x", "--format", "telegram"], 2, "cannot be followed");
    check(&["watch", "add", "none/new.log", "--me", "x"], 1, "cannot follow none/new.log");
    check(&["watch", "remove", "logs"], 1, "not followed");
    assert_eq!(home.ok(&["watch", "list", "--json"]), "[]\n");
}
