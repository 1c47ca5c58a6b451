//! `foretype import`: from files to what a real daemon keeps.

use std::fs;

use serde_json::{Value, json};

use crate::home::{Home, project, stderr};
use crate::words::check_error;

fn fixture(name: &str) -> String {
    project(&format!("tests/import/{name}")).to_str().expect("text").to_owned()
}

/// Numbers of an answer.
fn counts(answer: &Value) -> [u64; 2] {
    ["kept", "known"].map(|field| answer[field].as_u64().expect("a number"))
}

#[test]
fn what_is_imported_is_kept_once() {
    let home = Home::new();
    let chat = fixture("WhatsApp Chat with Ann Lee.txt");
    let plan = home.json(&["import", "--dry-run", "--json", &chat]);
    let part = &plan["formats"][0];
    assert_eq!((&part["format"], &part["messages"], &part["own_messages"]), (&json!("whatsapp"), &json!(5), &json!(3)));
    assert_eq!(part["me"], json!(["Bob"]));
    assert_eq!(part["skipped"], json!({"system": 2, "media": 2, "deleted": 1}));
    assert!(plan.get("kept").is_none());
    // The last message of the other one answers nothing of the owner's.
    assert_eq!(counts(&home.json(&["import", "--json", &chat])), [4, 0]);
    assert_eq!(counts(&home.json(&["import", "--json", "--me", "bob", &chat])), [0, 4]);
    let printed = home.ok(&["import", "--yes", "--me", "Bob", &chat]);
    assert!(printed.starts_with("kept                 0\nknown already        4\n"), "{printed}");
}

/// A chat that lies in several files of one import, and what was said twice within a minute.
#[test]
fn what_several_files_hold_is_kept_once() {
    let home = Home::new();
    let line = |n: usize, name: &str, text: &str| format!("01/02/2024, 10:{:02} - {name}: {text}\n", n % 60);
    let chat: String =
        (0..40).map(|n| line(n, if n % 2 == 0 { "Bob" } else { "Ann" }, &format!("number {n}"))).collect();
    let chat = chat + &line(50, "Bob", "ok").repeat(2);
    let names = ["WhatsApp Chat with Ann.txt", "WhatsApp Chat with Ann (1).txt"];
    names.iter().for_each(|name| fs::write(home.path(name), &chat).expect("a file"));
    let [kept, known] = counts(&home.json(&["import", "--json", "--me", "Bob", names[0], names[1], names[0]]));
    assert_eq!((kept, known), (42, 2 * 42));
}

#[test]
fn several_formats_at_once() {
    let home = Home::new();
    let (folder, sms) = (fixture("slack"), fixture("sms.xml"));
    let done = home.json(&["import", "--json", "--me", "bobby", &folder, &sms]);
    let formats: Vec<&str> =
        done["formats"].as_array().expect("formats").iter().filter_map(|part| part["format"].as_str()).collect();
    assert_eq!(formats, ["slack", "sms"]);
    // Two of Slack's, two text messages and what was asked before one of them.
    assert_eq!(counts(&done), [5, 0]);
}

#[test]
fn a_preview_says_what_and_why_not() {
    let home = Home::new();
    let printed = home.ok(&["import", "--dry-run", &fixture("telegram_single.json")]);
    for words in ["Telegram", "1 message of yours", "(you are Bob B)", "forwarded messages", "commands to bots"] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    // Who the owner is need not be known for it.
    let irc = fixture("#chat.log");
    let printed = home.ok(&["import", "--dry-run", &irc]);
    for words in ["IRC", "0 messages of yours", "--me NAME", "ann (1 message)"] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    let plan = home.json(&["import", "--dry-run", "--json", &irc]);
    assert!(plan["formats"][0]["one_of"].as_array().expect("names").contains(&json!("ann")), "{plan}");
    assert!(!home.path("run/foretype/foretype.sock").exists(), "a preview needs no daemon");
}

#[test]
fn what_cannot_be_imported_is_said_so() {
    let home = Home::new();
    let check = |arguments: &[&str], code, words: &[&str]| check_error(&home, arguments, code, words);
    check(&["import"], 2, &["FILE_OR_FOLDER"]);
    check(&["import", "none.txt"], 1, &["none.txt"]);
    check(&["import", "--format", "fax", "x"], 2, &["whatsapp", "imessage"]);
    let irc = fixture("#chat.log");
    check(&["import", &irc], 2, &["which of the people", "--me NAME", "ann (1 message)"]);
    check(&["import", "--me", "zed", &irc], 2, &["nobody", "`zed`", "ann"]);
    fs::write(home.path("page.html"), "<!DOCTYPE html><html></html>").expect("a file");
    check(&["import", "page.html"], 1, &["web page", "JSON"]);
    // Strictly: of a broken file nothing, and nothing of the others.
    fs::write(home.path("broken.jsonl"), "{\"text\": \"fine\"}\n{\"text\": \n").expect("a file");
    let sms = fixture("sms.xml");
    let output = home.run(&["import", "--json", "--strict", &sms, "broken.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("broken.jsonl, line 2"), "{}", stderr(&output));
    assert_eq!(counts(&home.json(&["import", "--json", &sms])), [3, 0]);
    // Text that may be several people's is nobody's.
    fs::write(home.path("unknown.txt"), "22:13 Ann: hello\n22:14 Bob: hi\n").expect("a file");
    check(&["import", "unknown.txt"], 1, &["most lines begin with a time", "--format plain"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_imported() {
    let home = Home::new();
    fs::create_dir(home.path("chats")).expect("a folder");
    fs::copy(fixture("sms.xml"), home.path("chats/a.xml")).expect("a copy");
    fs::write(home.path("chats/b.xml"), "<smses><sms address=\"1\" date=\"1\" type=\"2\" body=\"x\" />")
        .expect("a file");
    fs::write(home.path("chats/c.jsonl"), "{\"text\": \"fine by me\"}\n{\"text\": \n").expect("a file");
    let printed = home.ok(&["import", "--dry-run", "chats"]);
    for words in ["left out whole: chats/b.xml", "the file ends too early", "entries that cannot be read"] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    let done = home.json(&["import", "--json", "chats"]);
    assert_eq!(counts(&done), [4, 0]);
    assert_eq!(done["left_out"][0]["file"], json!("chats/b.xml"));
    // What is no chat is named, too; a chat whose dates do not exist is said to be one.
    fs::write(home.path("chats/poem.txt"), "Roses are red\nviolets are blue\n").expect("a file");
    let printed = home.ok(&["import", "--dry-run", "chats"]);
    assert!(printed.contains("left out whole: chats/poem.txt (text of no known format"), "{printed}");
    fs::remove_file(home.path("chats/poem.txt")).expect("a file");
    fs::write(home.path("never.txt"), "31/31/2024, 10:00 - Ann: hi\n14/15/2024, 10:01 - Bob: ho\n").expect("a file");
    check_error(&home, &["import", "--me", "Bob", "never.txt"], 1, &["never.txt", "none of its dates exists"]);
    assert_eq!(counts(&home.json(&["import", "--json", "chats"])), [0, 4]);
}
