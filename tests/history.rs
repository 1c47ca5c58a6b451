//! What the daemon keeps and forgets: through the socket, in the files, over its death, with a full disk.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::daemon::Daemon;
use support::raw::Connection;

fn call(client: &mut Connection, method: &str, params: Value) -> Value {
    client.call(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
}

fn texts(client: &mut Connection) -> Vec<String> {
    let history = call(client, "history", json!({ "limit": 1000 }));
    history["messages"].as_array().unwrap().iter().map(|m| m["text"].as_str().unwrap().to_owned()).collect()
}

/// Every file below the daemon's home that holds the bytes.
fn holding(folder: &Path, bytes: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(holding(&entry.path(), bytes));
        } else if kind.is_file() {
            let content = fs::read(entry.path()).unwrap();
            if content.windows(bytes.len()).any(|window| window == bytes.as_bytes()) {
                found.push(entry.path());
            }
        }
    }
    found
}

#[test]
fn only_what_is_committed_is_kept_and_secrets_are_not() {
    const SECRET: &str = "4111 1111 1111 1111";
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    call(&mut client, "edit", json!({ "insert": "never sent Quetzal" }));
    call(&mut client, "accept", json!({ "text": " Quetzal" }));
    call(&mut client, "suggest", json!({ "left_context": "Quetzal" }));
    let kept = call(&mut client, "commit", json!({ "text": format!("My card is {SECRET}, dear.") }));
    assert_eq!(kept, json!({ "kept": 1, "known": 0, "dropped": { "card": 1 } }));
    let many = json!([{ "text": "Hi", "author": "anna" }, { "text": "  " }, { "text": "mail a@b.org" }]);
    let params = json!({ "messages": many, "time": 1_764_000_000_000i64, "app": "chat", "source": "import:x" });
    let learned = json!({ "kept": 2, "known": 0, "dropped": { "email": 1, "nothing_left": 1 } });
    assert_eq!(call(&mut client, "learn", params.clone()), learned);
    assert_eq!(call(&mut client, "learn", params)["known"], 2);
    assert_eq!(texts(&mut client), ["My card is \u{fffc}, dear.", "mail \u{fffc}", "Hi"]);
    for gone in [SECRET, "a@b.org", "Quetzal"] {
        assert_eq!(holding(daemon.home(), gone), [""; 0].map(PathBuf::from), "{gone}");
    }
    let status = call(&mut client, "status", json!({}));
    assert_eq!((&status["messages_kept"], &status["paused"]), (&json!(3), &json!(false)));
    let long = json!({ "text": "a".repeat(65_537) });
    for (method, params, field) in [
        ("commit", long.clone(), "text"),
        ("learn", long.clone(), "text"),
        ("learn", json!({ "messages": [long] }), "messages"),
    ] {
        assert_eq!(client.call(method, params).unwrap_err()["field"], field);
    }
}

/// Sessions and places of which nothing is kept, each with its reason.
#[test]
fn what_a_client_declares_holds() {
    let daemon = Daemon::with_config("[privacy]\ndeny_apps = [\"vault\"]\n");
    let mut client = daemon.connect();
    let mut check = |open: Value, text: &str, reason: &str| {
        let session = call(&mut client, "open", open.clone())["session"].clone();
        let kept = call(&mut client, "commit", json!({ "session": session, "text": text }));
        match reason {
            "" => assert_eq!((&kept["kept"], &kept["dropped"]), (&json!(1), &json!({})), "{open}"),
            _ => assert_eq!((&kept["kept"], &kept["dropped"][reason]), (&json!(0), &json!(1)), "{open}: {kept}"),
        }
    };
    check(json!({ "secret": true }), "one", "secret_field");
    check(json!({ "private": true }), "two", "private_session");
    check(json!({ "app": "org.example.Vault" }), "three", "denied_app");
    check(json!({ "app": "/usr/bin/vault" }), "four", "denied_app");
    check(json!({ "app": "vaulting" }), "five", "");
    check(json!({ "terminal": true }), " export X=1", "leading_space");
    check(json!({ "terminal": true }), "make test", "");
    check(json!({}), " indented prose", "");
    call(&mut client, "pause", json!({ "paused": true }));
    let mut other = daemon.connect();
    assert_eq!(call(&mut other, "commit", json!({ "text": "six" }))["dropped"], json!({ "paused": 1 }));
    assert_eq!(call(&mut other, "status", json!({}))["paused"], true);
    assert_eq!(call(&mut other, "pause", json!({})), json!({ "paused": false }));
    let minutes = call(&mut other, "pause", json!({ "paused": true, "minutes": 5 }));
    assert!(minutes["until"].as_i64().unwrap() > 1_700_000_000_000);
    let dropped = call(&mut other, "history", json!({}))["totals"]["dropped"].clone();
    let expected = json!({ "secret_field": 1, "private_session": 1, "denied_app": 2, "leading_space": 1,
                           "nothing_left": 1, "paused": 1 });
    assert_eq!(dropped, expected);
    for gone in ["export X", "three", "six"] {
        assert_eq!(holding(&daemon.home().join("data"), gone), [""; 0].map(PathBuf::from), "{gone}");
    }
}

#[test]
fn what_is_forgotten_is_in_no_file_and_a_word_stays_away_until_it_is_typed() {
    const WORD: &str = "Rumpelstilzchen";
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    let message = json!({ "text": format!("Ask {WORD} tomorrow"), "time": 5, "source": "import:x" });
    call(&mut client, "learn", message.clone());
    call(&mut client, "learn", json!({ "text": "something else", "time": 6 }));
    assert!(!holding(daemon.home(), WORD).is_empty());
    let would = call(&mut client, "forget", json!({ "word": "rumpelstilzchen", "dry_run": true }));
    assert_eq!((&would["changed"], &would["preview"][0]["text"]), (&json!(1), &message["text"]));
    assert!(!holding(daemon.home(), WORD).is_empty(), "a dry run changes nothing");
    let gone = call(&mut client, "forget", json!({ "word": "rumpelstilzchen" }));
    assert_eq!((&gone["changed"], &gone["messages"], &gone["rebuild"]), (&json!(1), &json!(0), &json!(false)));
    assert_eq!(holding(daemon.home(), WORD), [""; 0].map(PathBuf::from));
    assert_eq!(call(&mut client, "learn", message)["known"], 1, "the rest of the message is known");
    assert_eq!(texts(&mut client), ["something else", "Ask \u{fffc} tomorrow"]);
    call(&mut client, "commit", json!({ "text": WORD }));
    let again = call(&mut client, "learn", json!({ "text": format!("{WORD} again") }));
    assert_eq!((&again["kept"], &again["dropped"]), (&json!(1), &json!({})), "typed on purpose");
    call(&mut client, "forget", json!({ "everything": true }));
    assert_eq!(texts(&mut client), [""; 0]);
    assert_eq!(holding(daemon.home(), WORD), [""; 0].map(PathBuf::from));
}

/// Killed while messages pour in: what was answered is there, and the database is sound.
#[test]
fn a_killed_daemon_loses_nothing_that_it_answered() {
    let mut daemon = Daemon::start();
    let mut client = daemon.connect();
    let mut answered = Vec::new();
    for n in 0..200 {
        let text = format!("message number {n}");
        call(&mut client, "commit", json!({ "text": text }));
        answered.push(text);
    }
    // The one in flight may be there or not.
    client.request("commit", json!({ "text": "in flight" }));
    daemon.kill();
    daemon.start_again();
    let mut found = texts(&mut daemon.connect());
    found.retain(|text| text != "in flight");
    found.reverse();
    assert_eq!(found, answered);
    assert!(!daemon.log().contains("damaged"), "{}", daemon.log());
}

#[test]
fn without_a_history_predicting_goes_on() {
    let daemon = Daemon::with_config("[history]\npath = \"config.toml/history\"\n");
    let mut client = daemon.connect();
    for (method, params) in [
        ("commit", json!({ "text": "Hello" })),
        ("learn", json!({ "text": "Hello" })),
        ("history", json!({})),
        ("forget", json!({ "everything": true })),
    ] {
        assert_eq!(client.call(method, params).unwrap_err()["code"], "history_unavailable", "{method}");
    }
    let suggested = call(&mut client, "suggest", json!({ "left_context": "How are yo" }));
    assert!(!suggested["words"].as_array().unwrap().is_empty());
    assert!(call(&mut client, "status", json!({}))["history_problem"].is_string());
    let off = Daemon::with_config("[history]\nkeep = false\n");
    let kept = call(&mut off.connect(), "commit", json!({ "text": "Hello" }));
    assert_eq!(kept["dropped"], json!({ "switched_off": 1 }));
}

/// A disk on which no file may grow beyond 400 KiB.
#[test]
fn a_full_disk_is_an_error_and_predicting_goes_on() {
    let daemon = Daemon::with_limit("trap '' XFSZ; ulimit -f 800");
    let mut client = daemon.connect();
    let batch = |n: usize| {
        let texts: Vec<Value> =
            (0..100).map(|i| json!({ "text": format!("{n} {i} {}", "word ".repeat(50)) })).collect();
        json!({ "messages": texts })
    };
    let mut kept = 0;
    let error = (0..100).find_map(|n| match client.call("learn", batch(n)) {
        Ok(learned) => {
            kept += learned["kept"].as_u64().unwrap();
            None
        }
        Err(error) => Some(error),
    });
    assert_eq!(error.expect("the disk is full at some time")["code"], "history_unavailable");
    assert!(kept > 0);
    assert!(!call(&mut client, "suggest", json!({ "left_context": "How are yo" }))["words"].is_null());
    assert_eq!(call(&mut client, "history", json!({ "limit": 0 }))["matching"], kept, "all or nothing");
}

/// Two programs that want the same history: the second serves without it.
#[test]
fn the_history_belongs_to_one_daemon() {
    let first = Daemon::start();
    let path = first.home().join("data/foretype/history");
    let second = Daemon::with_config(&format!("[history]\npath = {path:?}\n"));
    let mut client = second.connect();
    let error = client.call("commit", json!({ "text": "Hello" })).unwrap_err();
    assert_eq!(error["code"], "history_unavailable");
    assert!(error["message"].as_str().unwrap().contains("another program"), "{error}");
    drop(first);
    assert_eq!(call(&mut client, "commit", json!({ "text": "Hello" }))["kept"], 1, "tried again with every request");
}

/// No text in the log, whatever was kept, dropped, forgotten or refused.
#[test]
fn the_log_holds_no_text() {
    const WORD: &str = "Xylophonkonzert";
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    call(&mut client, "commit", json!({ "text": format!("Das {WORD} beginnt") }));
    let _ = client.call("forget", json!({ "pattern": format!("({WORD}") })).unwrap_err();
    call(&mut client, "forget", json!({ "text": WORD }));
    assert!(!daemon.log().contains(WORD));
}

#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let daemon = Daemon::with_limit("umask 000");
    call(&mut daemon.connect(), "commit", json!({ "text": "Hello" }));
    let folder = daemon.home().join("data/foretype/history");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let below = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = below.partition(|path| path.is_dir());
    assert!(folders.iter().all(|folder| mode(folder) == 0o700), "{folders:?}");
    assert!(files.len() >= 3, "{files:?}");
    assert!(files.iter().all(|file| mode(file) == 0o600), "{files:?}");
}

/// Backup, restore, and the ways in which they refuse.
#[test]
fn a_backup_moves_everything() {
    let daemon = Daemon::start();
    call(&mut daemon.connect(), "commit", json!({ "text": "Remember me" }));
    let run = |home: &Path, arguments: &[&str], passphrase: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.args(arguments).env_clear().env("HOME", home).env("FORETYPE_PASSPHRASE", passphrase);
        command.env("XDG_DATA_HOME", home.join("data")).env("XDG_RUNTIME_DIR", home.join("run"));
        command.env("XDG_CONFIG_HOME", home.join("config")).current_dir(home).stdin(std::process::Stdio::null());
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let file = daemon.home().join("backup.age");
    let name = file.to_str().unwrap();
    assert_eq!(run(daemon.home(), &["backup", name], "horse").0, Some(0));
    assert!(!holding(daemon.home(), "Remember me").contains(&file), "it is encrypted");
    let (code, said) = run(daemon.home(), &["backup", name], "horse");
    assert!(code == Some(1) && said.contains("--force"), "{said}");
    let (code, said) = run(daemon.home(), &["restore", "--force", name], "horse");
    assert!(code == Some(1) && said.contains("daemon stop"), "{said}");

    let other = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
    fs::create_dir(other.path().join("run")).unwrap();
    let whole = fs::read(&file).unwrap();
    let check_refused = |arguments: &[&str], passphrase: &str, words: &str| {
        let (code, said) = run(other.path(), arguments, passphrase);
        assert!(code == Some(1) && said.contains(words), "{arguments:?}: {said}");
        let left: Vec<_> = fs::read_dir(other.path().join("data")).into_iter().flatten().collect();
        assert!(left.is_empty(), "{left:?} is left");
    };
    check_refused(&["restore", name], "donkey", "passphrase");
    check_refused(&["restore", name], "", "empty");
    let cut = other.path().join("cut.age");
    for length in [whole.len() - 1, whole.len() / 2, 300] {
        fs::write(&cut, &whole[..length]).unwrap();
        check_refused(&["restore", cut.to_str().unwrap()], "horse", "damaged");
    }
    fs::write(&cut, "no backup at all").unwrap();
    check_refused(&["restore", cut.to_str().unwrap()], "horse", "no backup");
    assert_eq!(run(other.path(), &["restore", name], "horse").0, Some(0));
    let (code, said) = run(other.path(), &["restore", name], "horse");
    assert!(code == Some(1) && said.contains("--force"), "{said}");
    assert_eq!(run(other.path(), &["restore", "--force", name], "horse").0, Some(0));
    let path = other.path().join("data/foretype/history");
    let restored = Daemon::with_config(&format!("[history]\npath = {path:?}\n"));
    assert_eq!(texts(&mut restored.connect()), ["Remember me"]);
}
