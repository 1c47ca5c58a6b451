//! What the daemon keeps and forgets: through the socket, in the files, over its death, with a full disk.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::daemon::Daemon;
use crate::support::ended;
use crate::support::raw::Connection;
use serde_json::{Value, json};

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

/// How offers fared, and words with which somebody stayed, are written down of messages that were kept, and of no others.
#[test]
fn habits_are_those_of_kept_messages() {
    let mut daemon = Daemon::start();
    let mut client = daemon.connect();
    let message = |client: &mut Connection, field: Value, text: &str| {
        let session = call(client, "open", field)["session"].clone();
        for (end, c) in text.char_indices() {
            let params = json!({ "session": session, "left_context": &text[..end + c.len_utf8()], "n": 9 });
            call(client, "suggest", params);
        }
        session
    };
    let typed = "We recieve definately wonderful ";
    message(&mut client, json!({}), typed);
    for field in [json!({ "private": true }), json!({ "secret": true }), json!({ "app": "keepassxc" })] {
        let session = message(&mut client, field, typed);
        assert_eq!(call(&mut client, "commit", json!({ "session": session }))["kept"], 0);
    }
    call(&mut client, "pause", json!({ "paused": true }));
    let session = message(&mut client, json!({}), typed);
    assert_eq!(call(&mut client, "commit", json!({ "session": session }))["kept"], 0);
    call(&mut client, "pause", json!({}));
    let session = message(&mut client, json!({}), "We recieve letters ");
    assert_eq!(call(&mut client, "commit", json!({ "session": session }))["kept"], 1);
    call(&mut client, "shutdown", json!({}));
    daemon.wait();
    for gone in ["definately", "wonderful"] {
        assert_eq!(holding(daemon.home(), gone), [""; 0].map(PathBuf::from), "{gone}");
    }
    assert!(!holding(daemon.home(), "recieve").is_empty());
}

/// A correction that was taken back is offered no more in that message, also at the end of the word; one that was typed past
/// in two messages is not offered in another.
#[test]
fn who_stays_with_a_word_is_left_alone() {
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    let offered = |client: &mut Connection, text: &str| {
        let answer = call(client, "suggest", json!({ "left_context": text }));
        let words = answer["words"].as_array().unwrap().clone();
        words.iter().any(|word| word["text"] == "definitely" || word["text"] == "receive")
    };
    assert!(offered(&mut client, "It will definately "));
    call(&mut client, "accept", json!({ "delete": 11, "text": "definitely " }));
    // A client that tells its whole text each time has typed nothing.
    assert!(!offered(&mut client, "It will definitely "));
    call(&mut client, "accept", json!({ "back": true }));
    for text in ["It will definately ", "It will definately"] {
        assert!(!offered(&mut client, text), "{text:?}");
    }
    call(&mut client, "commit", json!({ "text": "It will definately" }));
    assert!(!offered(&mut client, "He is definately "));
    for expected in [true, true, false] {
        assert_eq!(offered(&mut client, "We recieve "), expected);
        call(&mut client, "suggest", json!({ "left_context": "We recieve m" }));
        call(&mut client, "commit", json!({ "text": "We recieve mail" }));
        call(&mut client, "set_context", json!({}));
    }
}

/// A secret that is all of a message: announced above it in the field, by the other side, or by the message sent before.
#[test]
fn a_secret_announced_by_the_message_before_is_not_kept() {
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    let code = json!({ "kept": 0, "known": 0, "dropped": { "one_time_code": 1 } });
    let password = json!({ "kept": 0, "known": 0, "dropped": { "password": 1 } });
    let said = json!([{ "text": "what's the wifi password?", "author": "anna" }]);
    call(&mut client, "set_context", json!({ "messages": said, "left_context": "hunter2x" }));
    assert_eq!(call(&mut client, "commit", json!({})), password);
    call(&mut client, "set_context", json!({ "left_context": "the pin is\n4497" }));
    assert_eq!(call(&mut client, "commit", json!({ "text": "4497" })), code);
    call(&mut client, "commit", json!({ "text": "so the pin is" }));
    assert_eq!(call(&mut client, "commit", json!({ "text": "4498" })), code);
    assert_eq!(call(&mut client, "commit", json!({ "text": "4499" }))["kept"], 1, "nothing announces it");
    // A field that is emptied once the message is sent.
    for (text, kept) in [("and the door code is", 1), ("7741", 0), ("7742", 1)] {
        call(&mut client, "set_context", json!({ "left_context": text }));
        assert_eq!(call(&mut client, "commit", json!({}))["kept"], kept, "{text}");
        call(&mut client, "set_context", json!({ "left_context": "" }));
    }
    for gone in ["hunter2x", "4497", "4498", "7741"] {
        assert_eq!(holding(&daemon.home().join("data"), gone), [""; 0].map(PathBuf::from), "{gone}");
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
fn what_was_typed_while_nothing_was_kept_is_not_kept_later() {
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    let pause = |client: &mut Connection, paused: bool| call(client, "pause", json!({ "paused": paused }));
    // How a text stands before the cursor during a pause, and what its client hands over after it.
    let check = |client: &mut Connection, method: &str, typed: Value, sent: &str, kept: u64| {
        let session = call(client, "open", json!({}))["session"].clone();
        pause(client, true);
        let mut typed = typed;
        typed["session"] = session.clone();
        call(client, method, typed);
        pause(client, false);
        let outcome = call(client, "commit", json!({ "session": session, "text": sent }));
        let dropped = if kept == 0 { json!({ "paused": 1 }) } else { json!({}) };
        assert_eq!((&outcome["kept"], &outcome["dropped"]), (&json!(kept), &dropped), "{method}: {sent}");
    };
    let half = "the zebra was here at noon ";
    let whole = "the zebra was here at noon and so on";
    check(&mut client, "suggest", json!({ "left_context": half, "n": 3 }), whole, 0);
    check(&mut client, "edit", json!({ "insert": half }), whole, 0);
    check(&mut client, "set_context", json!({ "left_context": half }), whole, 0);
    check(&mut client, "accept", json!({ "text": half }), half, 0);
    check(&mut client, "suggest", json!({ "left_context": format!("before\n{half}") }), "before", 1);
    // The file is saved by another program, and later the same is typed on purpose.
    let learned = call(&mut daemon.connect(), "learn", json!({ "text": format!("a title\n{whole}") }));
    assert_eq!((&learned["kept"], &learned["dropped"]), (&json!(0), &json!({ "paused": 1 })));
    check(&mut client, "edit", json!({ "insert": "quite another matter" }), whole, 1);
    // Begun in a private field that is none any more.
    let session = call(&mut client, "open", json!({ "private": true }))["session"].clone();
    call(&mut client, "suggest", json!({ "session": session, "left_context": "the falcon came home " }));
    let outcome = call(&mut client, "commit", json!({ "text": "the falcon came home for lunch" }));
    assert_eq!((&outcome["kept"], &outcome["dropped"]), (&json!(0), &json!({ "private_session": 1 })));
    assert_eq!(texts(&mut client).len(), 2);
    assert_eq!(holding(&daemon.home().join("data"), "falcon"), [""; 0].map(PathBuf::from));
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
fn a_full_disk_is_an_error_and_predicting_and_forgetting_go_on() {
    let daemon = Daemon::with_limit("trap '' XFSZ; ulimit -f 800");
    let mut client = daemon.connect();
    call(&mut client, "learn", json!({ "text": "I saw Rumpelstilzchen", "time": 1 }));
    let batch = |n: usize| {
        let texts: Vec<Value> =
            (0..100).map(|i| json!({ "text": format!("{n} {i} {}", "word ".repeat(50)) })).collect();
        json!({ "messages": texts })
    };
    let mut kept = 1;
    let error = (0..100).find_map(|n| match client.call("learn", batch(n)) {
        Ok(learned) => {
            kept += learned["kept"].as_u64().unwrap();
            None
        }
        Err(error) => Some(error),
    });
    assert_eq!(error.expect("the disk is full at some time")["code"], "history_unavailable");
    assert!(kept > 1);
    assert!(!call(&mut client, "suggest", json!({ "left_context": "How are yo" }))["words"].is_null());
    assert_eq!(call(&mut client, "history", json!({ "limit": 0 }))["matching"], kept, "all or nothing");
    let gone = call(&mut client, "forget", json!({ "text": "Rumpelstilzchen" }));
    assert_eq!(gone["messages"], 1);
    assert_eq!(holding(&daemon.home().join("data"), "Rumpelstilzchen"), [""; 0].map(PathBuf::from));
    assert_eq!(call(&mut client, "forget", json!({ "everything": true }))["messages"], kept - 1);
    assert_eq!(texts(&mut client), [""; 0]);
    assert_eq!(call(&mut client, "commit", json!({ "text": "room again" }))["kept"], 1);
}

/// The folder is removed under the daemon: what is kept from then on is kept in a new one, and not in a file without a
/// name.
#[test]
fn a_removed_folder_is_noticed() {
    let mut daemon = Daemon::start();
    let mut client = daemon.connect();
    call(&mut client, "commit", json!({ "text": "before" }));
    fs::remove_dir_all(daemon.home().join("data/foretype")).unwrap();
    assert_eq!(call(&mut client, "commit", json!({ "text": "after" }))["kept"], 1);
    daemon.kill();
    daemon.start_again();
    assert_eq!(texts(&mut daemon.connect()), ["after"]);
}

/// Names of people and places: through the filter, and within reach of forgetting.
#[test]
fn names_are_no_way_past_filter_and_forgetting() {
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    let message = |text: &str, author: &str, conversation: &str| json!({ "text": text, "author": author, "conversation": conversation, "time": 5, "source": "import:x" });
    let secret = message("see you at the pier", "Ann <ann@example.com>", "+49 151 23456789");
    assert_eq!(call(&mut client, "learn", secret.clone())["kept"], 1);
    assert_eq!(call(&mut client, "learn", secret)["known"], 1, "the same pseudonym each time");
    for gone in ["23456789", "ann@example.com"] {
        assert_eq!(holding(daemon.home(), gone), [""; 0].map(PathBuf::from), "{gone}");
    }
    let found = call(&mut client, "history", json!({ "conversation": "+49 151 23456789" }));
    assert_eq!(found["matching"], 1, "it is found by its name all the same");
    call(&mut client, "learn", message("dinner at eight", "Zyxgorim", "Zyxgorim and me"));
    assert_eq!(holding(daemon.home(), "Zyxgorim"), [""; 0].map(PathBuf::from), "names only tell apart");
    call(&mut client, "learn", json!({ "text": "ok Zyxgorim", "app": "Zyxgorim", "source": "import:Zyxgorim" }));
    let gone = call(&mut client, "forget", json!({ "word": "zyxgorim" }));
    assert_eq!((&gone["messages"], &gone["changed"]), (&json!(0), &json!(1)));
    assert_eq!(holding(daemon.home(), "Zyxgorim"), [""; 0].map(PathBuf::from));
    let by_author = call(&mut client, "forget", json!({ "author": "Zyxgorim", "dry_run": true }));
    assert_eq!(by_author["messages"], 1, "by the pseudonym");
    call(&mut client, "learn", message("a name in a text forgets the name", "Quetzal", "q"));
    call(&mut client, "forget", json!({ "text": "Quetzal" }));
    assert_eq!(holding(daemon.home(), "Quetzal"), [""; 0].map(PathBuf::from));
    assert_eq!(call(&mut client, "forget", json!({ "conversation": "q" }))["messages"], 1);
}

#[test]
fn the_same_message_from_two_programs_is_one() {
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    for (source, time, kept) in
        [("import:a", json!(null), 1), ("import:b", json!(null), 0), ("c", json!(7), 1), ("d", json!(7), 0)]
    {
        let params = json!({ "text": "the very same", "source": source, "time": time });
        assert_eq!(call(&mut client, "learn", params)["kept"], kept, "{source}");
    }
}

/// A long text is found and forgotten by itself, and a pattern of a megabyte is refused at once.
#[test]
fn long_texts_and_patterns() {
    let daemon = Daemon::start();
    let mut client = daemon.connect();
    for text in
        ["I went down to the harbour this morning. ".repeat(400), "Я пошёл сегодня утром в гавань. ".repeat(300)]
    {
        call(&mut client, "learn", json!({ "text": text }));
        assert_eq!(call(&mut client, "history", json!({ "search": text }))["matching"], 1);
        assert_eq!(call(&mut client, "forget", json!({ "text": text }))["messages"], 1);
    }
    let before = daemon.resident_bytes();
    let error = client.call("forget", json!({ "pattern": r"\w".repeat(400_000), "dry_run": true })).unwrap_err();
    assert_eq!((&error["code"], &error["field"]), (&json!("invalid_params"), &json!("pattern")));
    assert!(daemon.resident_bytes() < before + (64 << 20));
}

fn stop(daemon: &mut Daemon) {
    call(&mut daemon.connect(), "shutdown", json!({}));
    assert!(daemon.wait().success());
}

/// One flipped bit costs no pause and no removed word; status knows of the pause before the history is open.
#[test]
fn damage_costs_no_rules() {
    let mut daemon = Daemon::start();
    let mut client = daemon.connect();
    let many: Vec<Value> =
        (0..400).map(|n| json!({ "text": format!("note {n} about Zyxgorim at the pier"), "time": n })).collect();
    call(&mut client, "learn", json!({ "messages": many }));
    call(&mut client, "forget", json!({ "word": "Zyxgorim" }));
    call(&mut client, "pause", json!({ "paused": true }));
    stop(&mut daemon);
    let path = daemon.home().join("data/foretype/history/history.db");
    let whole = fs::read(&path).unwrap();
    type Damage<'a> = &'a dyn Fn(&mut Vec<u8>);
    let flips: [Damage; 4] = [
        &|bytes| bytes[whole.len() / 4096 / 2 * 4096] ^= 4,
        &|bytes| bytes[100] ^= 4,
        &|bytes| bytes[20] ^= 1,
        &|bytes| bytes.truncate(bytes.len() - 1),
    ];
    for (at, flip) in flips.into_iter().enumerate() {
        let mut bytes = whole.clone();
        flip(&mut bytes);
        fs::write(&path, bytes).unwrap();
        daemon.start_again();
        let mut client = daemon.connect();
        assert_eq!(call(&mut client, "status", json!({}))["paused"], true, "{at}: right after the start");
        assert_eq!(call(&mut client, "commit", json!({ "text": "not while paused" }))["kept"], 0, "{at}");
        assert!(
            call(&mut client, "history", json!({ "limit": 0 }))["matching"].as_u64() >= Some(390),
            "{at}: {}",
            daemon.log()
        );
        call(&mut client, "pause", json!({ "paused": false }));
        let again = call(&mut client, "learn", json!({ "text": format!("{at} Zyxgorim again"), "time": 1 }));
        assert_eq!(again["dropped"], json!({ "removed_word": 1 }), "{at}");
        stop(&mut daemon);
        // The next round begins with the whole database and its rules.
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(path.with_extension("lock"), "").unwrap();
        fs::write(&path, &whole).unwrap();
        daemon.start_again();
        call(&mut daemon.connect(), "history", json!({}));
        stop(&mut daemon);
    }
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

/// What is to be forgotten need not stand in the list of processes.
#[test]
fn a_text_to_forget_is_read_from_the_standard_input() {
    use std::io::Write;
    let daemon = Daemon::start();
    call(&mut daemon.connect(), "commit", json!({ "text": "the Quetzal flies" }));
    let mut command = daemon.client_command(Path::new(env!("CARGO_BIN_EXE_foretype")));
    command.args(["forget", "--yes", "--text"]).stdin(std::process::Stdio::piped());
    let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"quetzal flies\n").unwrap();
    assert!(ended(&mut child).success());
    assert_eq!(texts(&mut daemon.connect()), [""; 0]);
}

/// Nothing that was typed is to lie in a memory dump.
#[test]
fn no_memory_dump_is_written() {
    let daemon = Daemon::start();
    let pid = call(&mut daemon.connect(), "status", json!({}))["pid"].as_u64().unwrap();
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"]);
}

/// A pipe without a writer is an error and not something to wait for.
#[test]
fn pipes_are_no_settings_and_no_models() {
    let home = tempfile::tempdir().unwrap();
    let pipe = home.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (variable, path) in
        [("FORETYPE_CONFIG", &pipe), ("FORETYPE_MODEL", &pipe), ("FORETYPE_CONFIG", &"/dev/zero".into())]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.arg("daemon").env_clear().env("HOME", home.path()).env(variable, path);
        let output = command.stdin(std::process::Stdio::null()).output().unwrap();
        assert!(!output.status.success(), "{variable}={}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    }
}

/// Other people's files beside a history that was put among them.
#[test]
fn a_folder_of_models_that_is_not_ours_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let models = place.path().join("models");
    fs::create_dir(&models).unwrap();
    fs::write(models.join("thesis.safetensors"), "weights").unwrap();
    fs::set_permissions(&models, fs::Permissions::from_mode(0o755)).unwrap();
    let daemon = Daemon::with_config(&format!("[history]\npath = {:?}\n", place.path().join("history")));
    let mut client = daemon.connect();
    assert_eq!(call(&mut client, "commit", json!({ "text": "Hello" }))["kept"], 1);
    assert_eq!(fs::read_dir(&models).unwrap().count(), 1);
    assert_eq!(fs::metadata(&models).unwrap().permissions().mode() & 0o777, 0o755);
    let problem = call(&mut client, "status", json!({}))["settings_problem"].clone();
    assert!(problem.as_str().unwrap().contains("models"), "{problem}");
    // A place that is refused makes none beside it.
    let refused = Daemon::with_config(&format!("[history]\npath = {models:?}\n"));
    assert!(refused.connect().call("commit", json!({ "text": "Hello" })).is_err());
    assert_eq!(fs::read_dir(&models).unwrap().count(), 1);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}

/// Backup, restore, and the ways in which they refuse.
#[test]
fn a_backup_moves_everything() {
    let daemon = Daemon::start();
    call(&mut daemon.connect(), "commit", json!({ "text": "Remember me" }));
    call(&mut daemon.connect(), "learn", json!({ "words": [{ "text": "Kettlewick", "count": 3 }] }));
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
    // What somebody else put into the folders stays, what was this program's goes.
    let path = other.path().join("data/foretype/history");
    let (thesis, damaged) = (path.join("papers/history.txt"), path.join("history.db.damaged-5"));
    fs::create_dir(path.join("papers")).unwrap();
    fs::write(&thesis, "a thesis").unwrap();
    fs::write(&damaged, "old").unwrap();
    assert_eq!(run(other.path(), &["restore", "--force", name], "horse").0, Some(0));
    assert_eq!(fs::read_to_string(&thesis).unwrap(), "a thesis");
    assert!(!damaged.exists());
    let restored = Daemon::with_config(&format!("[history]\npath = {path:?}\n"));
    assert_eq!(texts(&mut restored.connect()), ["Remember me"]);
    let words = call(&mut restored.connect(), "history", json!({ "words": "most_used", "limit": 1 }));
    assert_eq!((&words["words"][0]["text"], &words["words"][0]["count"]), (&json!("Kettlewick"), &json!(3)));
}
