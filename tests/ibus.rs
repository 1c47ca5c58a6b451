//! `foretype ibus` as a person meets it: Xvfb, a session bus, ibus-daemon, GTK text fields, keys from xdotool. What
//! arrives in the fields is compared.
#![cfg(target_os = "linux")]

mod support;

use std::path::Path;

use support::daemon::{Daemon, PATIENCE};
use support::desktop::Desktop;
use support::fake::{Fake, Suggest};

/// The window of these tests takes grey text away, as `a_click_sends_no_grey_text` sees.
const DIRECT: &str = "[ibus]\ninline = [\"letter\"]\n";
const PREEDIT: &str = "[ibus]\nmode = \"preedit\"\ninline = [\"letter\"]\n";

/// 40 keys a second.
const FAST_MS: u32 = 25;

/// A message with signs, capitals and everything that may go wrong when keys overtake each other.
const LONG: &str = "We will see you at the station, I think; don't wait for us if the train's late! \
    The others (Ann and Tom) said they would bring bread, cheese... and that is all I know. \
    Is it far from there? No: ten minutes. Numbers: 12345 67890. ababababab abcabcabc qwertyuiop.";

/// Whether this stands at a field's cursor, perhaps with more after it.
fn begins(state: &serde_json::Value, what: &str) -> bool {
    state["preedit"].as_str().is_some_and(|preedit| preedit.starts_with(what))
}

fn words_are_taken_and_left(settings: &str) {
    let daemon = Daemon::start();
    let mut desktop = Desktop::start(daemon.home(), daemon.socket(), settings, false);
    // Not taken.
    desktop.type_text("How are yo", FAST_MS);
    let direct = settings == DIRECT;
    match direct {
        true => desktop.text("letter", "How are yo"),
        false => desktop.preedit("letter", "yo"),
    }
    // Taken by Tab; the space stands at the cursor until it is known what comes.
    desktop.press(&["BackSpace", "BackSpace"]);
    desktop.text("letter", "How are ");
    desktop.until("letter", "words", |state| begins(state, "you"));
    desktop.press(&["Tab"]);
    desktop.text("letter", "How are you");
    desktop.until("letter", "a space", |state| begins(state, " "));
    desktop.press(&["question"]);
    desktop.text("letter", "How are you?");
    // By its number; a digit alone is a digit.
    if direct {
        desktop.type_text(" 1 Thank y", FAST_MS);
        desktop.until("letter", "ou", |state| begins(state, "ou"));
        desktop.press(&["1"]);
        desktop.text("letter", "How are you? 1 Thank y1");
        desktop.press(&["BackSpace"]);
        desktop.until("letter", "ou", |state| begins(state, "ou"));
        desktop.press(&["ctrl+alt+1"]);
    } else {
        desktop.type_text(" 1 Thank ", FAST_MS);
        desktop.until("letter", "you", |state| begins(state, "you"));
        desktop.press(&["Tab"]);
    }
    desktop.text("letter", "How are you? 1 Thank you");
    // A letter brings the space, whatever was done in between that moved no cursor.
    desktop.press(&["ctrl+b", "F5", "End"]);
    desktop.type_text("Ann ", FAST_MS);
    desktop.text("letter", "How are you? 1 Thank you Ann ");
    // In a field of one line, and back.
    desktop.focus("line");
    desktop.type_text("I don't kno", FAST_MS);
    match direct {
        true => {
            desktop.until("line", "w", |state| begins(state, "w"));
            desktop.press(&["Tab"]);
            desktop.text("line", "I don't know");
            // What replaces a selection needs no space before it.
            desktop.until("line", "a space", |state| begins(state, " "));
            desktop.press(&["ctrl+a", "x"]);
            desktop.text("line", "x");
        }
        false => desktop.preedit("line", "kno"),
    }
}

#[test]
fn words_are_taken_and_left_in_direct_mode() {
    words_are_taken_and_left(DIRECT);
}

#[test]
fn words_are_taken_and_left_in_preedit_mode() {
    words_are_taken_and_left(PREEDIT);
}

/// Types fast, corrects, and types on; nothing may be lost, doubled or out of order.
fn typing_fast(settings: &str, home: &Path, socket: &Path) {
    let mut desktop = Desktop::start(home, socket, settings, false);
    for field in ["letter", "line"] {
        desktop.focus(field);
        desktop.type_text(&format!("{LONG} "), FAST_MS);
        desktop.text(field, &format!("{LONG} "));
        desktop.press(&[
            "--delay",
            "25",
            "BackSpace",
            "BackSpace",
            "x",
            "BackSpace",
            "x",
            "y",
            "z",
            "BackSpace",
            "space",
        ]);
        let shortened = LONG.strip_suffix('.').unwrap();
        desktop.text(field, &format!("{shortened}xy "));
    }
    // Enter among letters.
    desktop.focus("letter");
    desktop.clear("letter");
    desktop.type_text("one\ntwo three\nfour.\n", FAST_MS);
    desktop.text("letter", "one\ntwo three\nfour.\n");
    // The word that is being typed is there once when the focus goes.
    desktop.type_text("half", FAST_MS);
    desktop.until("letter", "half", |state| {
        format!("{}{}", state["text"].as_str().unwrap(), state["preedit"].as_str().unwrap()).contains("\nhalf")
    });
    desktop.focus("line");
    desktop.text("letter", "one\ntwo three\nfour.\nhalf");
    desktop.clear("line");
    desktop.type_text("ok ", FAST_MS);
    desktop.text("line", "ok ");
    desktop.text("letter", "one\ntwo three\nfour.\nhalf");
}

#[test]
fn typing_fast_in_direct_mode() {
    let daemon = Daemon::start();
    typing_fast(DIRECT, daemon.home(), daemon.socket());
}

#[test]
fn typing_fast_in_preedit_mode() {
    let daemon = Daemon::start();
    typing_fast(PREEDIT, daemon.home(), daemon.socket());
}

#[test]
fn a_daemon_that_hangs_costs_no_key() {
    for settings in [DIRECT, PREEDIT] {
        let fake = Fake::start(&["commit"], Suggest::Hangs);
        typing_fast(settings, fake.folder(), &fake.socket());
        fake.wait("suggest", 1);
    }
}

#[test]
fn a_daemon_that_is_not_there_costs_no_key() {
    let folder = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
    // Nothing can listen there.
    std::fs::write(folder.path().join("file"), "").unwrap();
    for settings in [DIRECT, PREEDIT] {
        typing_fast(settings, folder.path(), &folder.path().join("file/socket"));
    }
}

#[test]
fn secrets_are_typed_and_told_nobody() {
    let fake = Fake::start(&["commit", "forget"], Suggest::Answers);
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), PREEDIT, false);
    for field in ["password", "pin"] {
        desktop.focus(field);
        desktop.type_text("Correct horse 1", FAST_MS);
        desktop.press(&["BackSpace", "2"]);
        desktop.text(field, "Correct horse 2");
    }
    assert!(fake.asked("open").is_empty() && fake.asked("suggest").is_empty(), "asked");
    desktop.focus("line");
    desktop.type_text("open text ", FAST_MS);
    desktop.text("line", "open text ");
    fake.wait("suggest", 1);
    desktop.focus("password");
    desktop.type_text(" battery", FAST_MS);
    desktop.until("password", "battery", |state| state["text"].as_str().is_some_and(|text| text.contains("battery")));
    for params in fake.asked("suggest").iter().chain(&fake.asked("commit")) {
        let text = params.to_string();
        assert!(!["Correct", "horse", "battery"].iter().any(|secret| text.contains(secret)), "{text}");
    }
}

/// What a program that asks for a password in a terminal is given arrives there, and nowhere else; unless its owner has
/// switched the terminal on, which shows that the terminal is one of ibus's clients at all.
#[test]
fn passwords_in_terminals_are_told_nobody() {
    let named: &[&str] = &["-name", "xterm-scratch", "-class", "Xterm-scratch"];
    for (settings, arguments, asked) in [
        ("", &[][..], false),
        ("[ibus.apps]\nxterm = \"direct\"\n", &[], true),
        // By its process it is a terminal still.
        ("", named, false),
        ("[ibus.apps]\nxterm-scratch = \"direct\"\n", named, true),
    ] {
        let fake = Fake::start(&["commit"], Suggest::Answers);
        let mut desktop = Desktop::start(fake.folder(), &fake.socket(), settings, false);
        let read = "IFS= read -rs secret && printf %s \"$secret\" > typed.new && mv typed.new typed";
        desktop.terminal(&[arguments, &["-e", "bash", "-c", read]].concat());
        desktop.type_text("correct horse\n", FAST_MS);
        assert_eq!(desktop.file("typed"), "correct horse");
        if asked {
            fake.wait("suggest", 1);
        }
        assert_eq!(!fake.asked("suggest").is_empty(), asked, "{settings}");
        assert!(fake.asked("open").iter().all(|opened| opened["terminal"] == true), "{settings}");
        assert!(fake.asked("commit").is_empty(), "{settings}");
    }
}

#[test]
fn a_look_at_another_window_leaves_the_space_behind_a_taken_word() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let read = "IFS= read -r word && printf %s \"$word\" > typed.new && mv typed.new typed; cat";
    for field in ["letter", "line"] {
        let mut desktop = Desktop::start(fake.folder(), &fake.socket(), DIRECT, false);
        desktop.focus(field);
        desktop.type_text("hello ", FAST_MS);
        desktop.preedit(field, "world");
        desktop.press(&["Tab"]);
        desktop.text(field, "hello world");
        desktop.until(field, "a space", |state| begins(state, " "));
        desktop.terminal(&["-e", "bash", "-c", read]);
        desktop.type_text("so\n", FAST_MS);
        assert_eq!(desktop.file("typed"), "so");
        std::fs::remove_file(fake.folder().join("typed")).unwrap();
        desktop.window(field);
        desktop.type_text("all", FAST_MS);
        desktop.text(field, "hello world all");
    }
}

/// A line of GTK 3 does not tell that its text is selected; the display does.
#[test]
fn what_replaces_a_selection_has_no_space_before_it() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), DIRECT, false);
    desktop.focus("line");
    for key in ["Shift_L", "F5"] {
        desktop.type_text("hello ", FAST_MS);
        desktop.preedit("line", "world");
        desktop.press(&["Tab"]);
        desktop.text("line", "hello world");
        desktop.press(&[key]);
        desktop.select("line");
        desktop.type_text("x", FAST_MS);
        desktop.text("line", "x");
        desktop.clear("line");
    }
}

/// Grey text that nobody took is in no text: not after a click, not when the window loses the focus.
#[test]
fn a_click_sends_no_grey_text() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), DIRECT, false);
    for field in ["letter", "line"] {
        desktop.focus(field);
        desktop.type_text("hello ", FAST_MS);
        desktop.preedit(field, "world");
        desktop.click(field);
        desktop.preedit(field, "");
        desktop.text(field, "hello ");
    }
    desktop.press(&["End"]);
    desktop.type_text("again ", FAST_MS);
    desktop.preedit("line", "world");
    desktop.focus("letter");
    desktop.text("line", "hello again ");
}

#[test]
fn corrections_are_applied_and_taken_back() {
    for mode in ["direct", "preedit"] {
        let fake = Fake::start(&["commit"], Suggest::Corrects);
        let settings = format!("[ibus]\nmode = \"{mode}\"\nautocorrect = true\n");
        let mut desktop = Desktop::start(fake.folder(), &fake.socket(), &settings, false);
        desktop.corrected_and_taken_back("letter");
        desktop.corrected_and_taken_back("line");
    }
}

/// A client that waits for the answer to a key handles the key before the text that the engine sends first.
#[test]
fn a_key_that_ends_a_word_comes_after_it() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut desktop = Desktop::start_in_sync(fake.folder(), &fake.socket(), PREEDIT);
    desktop.type_text("hello frien", FAST_MS);
    desktop.press(&["Return"]);
    desktop.type_text("done ", FAST_MS);
    desktop.text("letter", "hello frien\ndone ");
    desktop.type_text("wor", FAST_MS);
    desktop.press(&["Home"]);
    desktop.type_text("so ", FAST_MS);
    desktop.text("letter", "hello frien\nso done wor");
    desktop.press(&["End"]);
    desktop.type_text("lds", FAST_MS);
    desktop.press(&["ctrl+a", "BackSpace"]);
    desktop.text("letter", "");
}

/// GtkSourceView of GTK 4 has its Tab before any input method, so that words are taken there by their number.
#[test]
fn in_gnomes_text_editor_words_are_taken_by_number() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), "[ibus]\npause_ms = 1\n", false);
    if !desktop.editor("letter.txt") {
        return;
    }
    let start = std::time::Instant::now();
    loop {
        // The editor may not have had the focus, nor the word been on offer.
        desktop.press(&["ctrl+a", "BackSpace"]);
        desktop.type_text("hello ", FAST_MS);
        if fake.is_asked("suggest") {
            desktop.press(&["ctrl+alt+1"]);
        }
        if fake.is_asked("accept") {
            break;
        }
        assert!(start.elapsed() < PATIENCE, "no word was taken");
    }
    desktop.press(&["ctrl+s"]);
    desktop.holds("letter.txt", "hello world\n");
    desktop.type_text("all", FAST_MS);
    desktop.press(&["ctrl+s"]);
    desktop.holds("letter.txt", "hello world all\n");
}

/// ibus 1.5.27 names the client of that field only to the engine that it makes next.
#[test]
fn an_engine_that_is_chosen_while_a_field_has_the_focus_serves_it() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut desktop = Desktop::start_before_engine(fake.folder(), &fake.socket(), DIRECT);
    desktop.type_text("hello ", FAST_MS);
    desktop.preedit("letter", "world");
    desktop.press(&["Tab"]);
    desktop.text("letter", "hello world");
}

#[test]
fn an_engine_that_is_killed_comes_back() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), DIRECT, false);
    desktop.type_text("hello ", FAST_MS);
    desktop.preedit("letter", "world");
    desktop.kill_engine();
    desktop.preedit("letter", "");
    desktop.type_text("and again ", FAST_MS);
    desktop.text("letter", "hello and again ");
    desktop.preedit("letter", "world");
}

#[test]
fn what_is_entered_in_a_line_is_no_message() {
    for settings in ["", PREEDIT] {
        let fake = Fake::start(&["commit"], Suggest::Answers);
        let mut desktop = Desktop::start(fake.folder(), &fake.socket(), settings, false);
        desktop.focus("line");
        desktop.type_text("looking for something\nor other\n", FAST_MS);
        desktop.text("line", "looking for somethingor other");
        desktop.focus("letter");
        desktop.type_text("see /etc/passwd there\nhunter2\nthis is a message\nand more ", FAST_MS);
        assert_eq!(fake.wait("commit", 1)[0]["text"], "this is a message", "{settings}");
        assert_eq!(fake.asked("commit").len(), 1, "{settings}");
    }
}

#[test]
fn the_daemon_is_told_what_was_taken_sent_and_forgotten() {
    let fake = Fake::start(&["commit", "forget"], Suggest::Answers);
    let settings = format!("{DIRECT}[ibus.keys]\nforget = \"Shift\"\n");
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), &settings, false);
    desktop.type_text("hello ", FAST_MS);
    desktop.preedit("letter", "world");
    desktop.press(&["Tab"]);
    desktop.text("letter", "hello world");
    assert_eq!(fake.wait("accept", 1)[0]["text"], "world");
    // That it is a message is seen from what the field holds at the next key.
    desktop.type_text("\nagain ", FAST_MS);
    assert_eq!(fake.wait("commit", 1)[0]["text"], "hello world");
    let open = &fake.asked("open")[0];
    assert_eq!((open["app"].as_str(), open["private"].as_bool()), (Some("letter"), Some(false)), "{open}");
    desktop.preedit("letter", "world");
    desktop.press(&["shift+1"]);
    assert_eq!(fake.wait("forget", 1)[0]["word"], "world");
    desktop.text("letter", "hello world\nagain ");
}

/// Private and pause are switched in the menu, whose icon says so; what is private is told the daemon as such.
#[test]
fn the_menu_switches_private_and_pause() {
    let fake = Fake::start(&["commit", "pause"], Suggest::Answers);
    let mut desktop = Desktop::start(fake.folder(), &fake.socket(), "# mine\n", false);
    let mut menu = desktop.menu();
    menu.until("the menu", |menu| menu["symbol"] == "ft" && menu["items"]["private"] == "unchecked");
    menu.choose("private");
    menu.until("private", |menu| menu["symbol"] == "fp" && menu["items"]["private"] == "checked");
    assert_eq!(desktop.file("config/foretype/config.toml"), "# mine\n[ibus]\nprivate = true\n");
    menu.choose("pause");
    menu.until("pause", |menu| menu["items"]["pause"] == "checked");
    assert_eq!(fake.wait("pause", 1)[0]["paused"], true);
    desktop.focus("line");
    desktop.type_text("hello ", FAST_MS);
    assert_eq!(fake.wait("open", 1)[0]["private"], true);
}
