//! `foretype setup`: from a home with chats in it to a page that tells what learning was worth, with a real daemon.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::home::Home;
use crate::support::terminal::Terminal;
use crate::words::check_error;

const MESSAGES: &str = include_str!("../support/messages.txt");

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// A home with a WhatsApp chat in which Bob wrote `messages`, an archive that is none, and IRC logs.
fn furnished(messages: &[&str]) -> Home {
    let home = Home::new();
    let mut chat = "1/2/24, 09:00 - Messages and calls are end-to-end encrypted. Tap to learn more.\n".to_owned();
    for (number, message) in messages.iter().enumerate() {
        let (hour, minute) = (9 + number / 60, number % 60);
        chat.push_str(&format!("1/2/24, {hour:02}:{minute:02} - Ann: and then? {number}\n"));
        chat.push_str(&format!("1/2/24, {hour:02}:{minute:02} - Bob: {message}\n"));
    }
    write(&home.path("home/Downloads/WhatsApp Chat with Ann.txt"), &chat);
    write(&home.path("home/Downloads/notes.txt"), "milk\nbread\n");
    let log = "--- Log opened Tue Jan 02 09:00:00 2024\n09:01 < ann> anyone here?\n09:02 < bobby> yes, on my way\n";
    write(&home.path("home/irclogs/libera/#chat.log"), log);
    home
}

fn messages() -> Vec<&'static str> {
    MESSAGES.lines().collect()
}

#[test]
fn what_lies_in_a_home_is_found_learned_and_measured() {
    let home = furnished(&messages());
    let plan = home.json(&["setup", "--dry-run", "--json", "--me", "bob", "--me", "bobby"]);
    let part = |at: usize| (&plan["formats"][at]["format"], &plan["formats"][at]["own_messages"]);
    assert_eq!(part(0), (&json!("whatsapp"), &json!(MESSAGES.lines().count())));
    assert_eq!(part(1), (&json!("irc"), &json!(1)));
    assert!(!home.path("run/foretype/foretype.sock").exists(), "a preview needs no daemon");
    let picture = home.path("saved.svg");
    let all = ["setup", "--yes", "--json", "--watch", "--me", "bob", "--me", "bobby"];
    let once = [&all[..], &["--measure", "6", "--plot", picture.to_str().expect("text")]].concat();
    let done = home.json(&once);
    assert_eq!(done["known"], 0, "{done}");
    assert_eq!(done["kept"], 2 * MESSAGES.lines().count() + 2, "{done}");
    assert!(done["fine_tuning"]["own_before"].as_f64() > Some(1.0), "{done}");
    // The newest tenth of the characters holds more than six of these messages.
    assert_eq!(done["effect"]["messages"], 6, "{done}");
    assert_eq!(done["effect"]["full"].is_null(), !done["fine_tuning"]["promoted"].as_bool().expect("a verdict"));
    let logs = home.path("home/irclogs").canonicalize().expect("a path");
    assert_eq!(done["followed"], json!([logs]), "{done}");
    assert_eq!(home.json(&["watch", "list", "--json"])[0]["me"], json!(["bob", "bobby"]));
    assert!(fs::read_to_string(&picture).expect("a picture").contains("with what you wrote before"));
    // Again: nothing twice, nothing followed twice.
    let again = home.json(&[&all[..], &["--no-finetune", "--measure", "0"]].concat());
    assert_eq!((&again["kept"], &again["known"]), (&json!(0), &done["kept"]), "{again}");
    assert_eq!((&again["followed"], &again["effect"]), (&json!([]), &json!(null)));
}

#[test]
fn a_person_is_asked() {
    let home = furnished(&messages());
    let mut terminal = Terminal::start(home.command(&["setup", "--measure", "4"]));
    let mut answer = |question: &'static str, keys: &str| {
        terminal.waits(question, |screen| screen.trim_end().lines().any(|line| line.contains(question)));
        terminal.press(keys);
    };
    answer("0 for none:", "1-2\r");
    answer("WhatsApp: are you Bob? [Y/n]", "\r");
    answer("A number, or a name:", "bobby\r");
    answer("Learn from this? [Y/n]", "y\r");
    answer("~/irclogs as it grows, too? [Y/n]", "n\r");
    answer("Fine-tune a model of your own now?", "n\r");
    terminal
        .waits("the page", |screen| ["you wrote", "now", "`foretype try`"].iter().all(|words| screen.contains(words)));
    assert_eq!(home.json(&["watch", "list", "--json"]), json!([]));
    assert_eq!(home.json(&["history", "--json"])["totals"]["own_messages"], MESSAGES.lines().count() + 1);
}

#[test]
fn stopped_at_a_question_nothing_is_done() {
    let home = furnished(&["hello there"]);
    let mut terminal = Terminal::start(home.command(&["setup"]));
    terminal.waits("the list", |screen| screen.contains("0 for none:"));
    assert_eq!(terminal.interrupt(), Some(130));
    assert_eq!(home.json(&["history", "--json"])["totals"]["messages"], 0);
}

#[test]
fn a_broken_chat_is_left_out() {
    let home = furnished(&["hello there"]);
    write(
        &home.path("home/Documents/broken.xml"),
        "<smses><sms address=\"1\" date=\"1\" type=\"2\" body=\"x\" />\n<sms",
    );
    let arguments = ["setup", "--yes", "--me", "bob", "--no-finetune", "--measure", "0"];
    let output = home.run(&arguments);
    assert!(output.status.success(), "{output:?}");
    let said = crate::home::stderr(&output);
    assert!(said.contains("Left out: ~/Documents/broken.xml") && said.contains("not XML"), "{said}");
    assert!(crate::home::stdout(&output).starts_with("kept                 2\n"), "{output:?}");
    // A file that was named is not passed over.
    let named = ["setup", "--yes", "home/Documents/broken.xml"];
    check_error(&home, &named, 1, &["broken.xml", "not XML", "nothing was imported"]);
}

#[test]
fn what_cannot_be_done_is_said_so() {
    let home = Home::new();
    check_error(&home, &["setup"], 1, &["no chats or logs", "WhatsApp", "Telegram", "imessage-exporter", "PATH"]);
    let home = furnished(&["hello there"]);
    check_error(&home, &["setup"], 2, &["nobody is there to ask", "--yes"]);
    check_error(&home, &["setup", "--yes", "--me", "zed"], 2, &["nobody in this", "`zed`", "Ann"]);
}
