//! `foretype fcitx5` as a person meets it: Xvfb, a session bus, fcitx5 with the addon as `--install` builds it, GTK text
//! fields, keys from xdotool. And the process behind the addon, which is spoken to over its socket.
#![cfg(target_os = "linux")]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use support::daemon::{Daemon, PATIENCE};
use support::desktop::Desktop;
use support::fake::{Fake, Suggest};

/// The window of these tests takes grey text away, as `a_click_sends_no_grey_text` sees.
const DIRECT: &str = "[ibus]\ninline = [\"letter\"]\n";
const PREEDIT: &str = "[ibus]\nmode = \"preedit\"\ninline = [\"letter\"]\n";

/// 40 keys a second.
const FAST_MS: u32 = 25;

const LONG: &str = "We will see you at the station, I think; don't wait for us if the train's late! \
    Is it far from there? No: ten minutes. Numbers: 12345 67890. ababababab abcabcabc qwertyuiop.";

#[test]
fn words_are_taken_and_left() {
    let daemon = Daemon::start();
    let Some(mut desktop) = Desktop::start_fcitx5(daemon.home(), daemon.socket(), DIRECT) else { return };
    desktop.type_text("How are ", FAST_MS);
    let begins =
        |state: &serde_json::Value, what: &str| state["preedit"].as_str().is_some_and(|at| at.starts_with(what));
    desktop.until("letter", "you", |state| begins(state, "you"));
    desktop.text("letter", "How are ");
    desktop.press(&["Tab"]);
    desktop.text("letter", "How are you");
    desktop.until("letter", "a space", |state| begins(state, " "));
    desktop.press(&["question"]);
    desktop.text("letter", "How are you?");
    desktop.type_text(" 1 Thank y", FAST_MS);
    desktop.until("letter", "ou", |state| begins(state, "ou"));
    desktop.press(&["ctrl+alt+1"]);
    desktop.text("letter", "How are you? 1 Thank you");
    desktop.press(&["ctrl+b", "F5", "End"]);
    desktop.type_text("Ann ", FAST_MS);
    desktop.text("letter", "How are you? 1 Thank you Ann ");
}

/// Types fast, corrects, and types on; nothing may be lost, doubled or out of order.
fn typing_fast(settings: &str, home: &Path, socket: &Path) {
    let Some(mut desktop) = Desktop::start_fcitx5(home, socket, settings) else { return };
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
        desktop.text(field, &format!("{}xy ", LONG.strip_suffix('.').unwrap()));
    }
    // The word that is being typed is there once when the focus goes.
    desktop.focus("letter");
    desktop.clear("letter");
    desktop.type_text("one\ntwo half", FAST_MS);
    desktop.until("letter", "half", |state| {
        format!("{}{}", state["text"].as_str().unwrap(), state["preedit"].as_str().unwrap()).contains("two half")
    });
    desktop.focus("line");
    desktop.text("letter", "one\ntwo half");
}

#[test]
fn typing_fast_in_both_modes() {
    let daemon = Daemon::start();
    typing_fast(DIRECT, daemon.home(), daemon.socket());
    typing_fast(PREEDIT, daemon.home(), daemon.socket());
}

#[test]
fn a_daemon_that_hangs_costs_no_key() {
    let fake = Fake::start(&["commit"], Suggest::Hangs);
    typing_fast(DIRECT, fake.folder(), &fake.socket());
}

#[test]
fn secrets_are_typed_and_told_nobody() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let Some(mut desktop) = Desktop::start_fcitx5(fake.folder(), &fake.socket(), PREEDIT) else { return };
    for field in ["password", "pin"] {
        desktop.focus(field);
        desktop.type_text("Correct horse 1", FAST_MS);
        desktop.text(field, "Correct horse 1");
    }
    let read = "IFS= read -rs secret && printf %s \"$secret\" > typed.new && mv typed.new typed";
    desktop.terminal(&["-e", "bash", "-c", read]);
    desktop.type_text("correct horse\n", FAST_MS);
    assert_eq!(desktop.file("typed"), "correct horse");
    assert!(fake.asked("open").is_empty() && fake.asked("suggest").is_empty() && fake.asked("commit").is_empty());
}

/// Grey text that nobody took is in no text: not after a click, not when the field loses the focus.
#[test]
fn a_click_sends_no_grey_text() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let Some(mut desktop) = Desktop::start_fcitx5(fake.folder(), &fake.socket(), DIRECT) else { return };
    for field in ["letter", "line"] {
        desktop.focus(field);
        desktop.type_text("hello ", FAST_MS);
        desktop.preedit(field, "world");
        desktop.click(field);
        // A line is not reset where the cursor stays: there it goes with the next key, or with the focus.
        if field == "letter" {
            desktop.preedit(field, "");
        }
        desktop.text(field, "hello ");
    }
    desktop.focus("letter");
    desktop.preedit("line", "");
    desktop.text("line", "hello ");
    desktop.focus("line");
    desktop.press(&["End"]);
    desktop.type_text("again ", FAST_MS);
    desktop.preedit("line", "world");
    desktop.focus("letter");
    desktop.text("line", "hello again ");
}

/// Space applies a correction and Backspace takes it back, which needs a client that can delete what stands before its
/// cursor; to one that cannot nothing is done.
#[test]
fn corrections_are_applied_and_taken_back() {
    for mode in ["direct", "preedit"] {
        let fake = Fake::start(&["commit"], Suggest::Corrects);
        let settings = format!("[ibus]\nmode = \"{mode}\"\nautocorrect = true\n[ibus.apps]\nxterm = \"direct\"\n");
        let Some(mut desktop) = Desktop::start_fcitx5(fake.folder(), &fake.socket(), &settings) else { return };
        desktop.corrected_and_taken_back("letter");
        desktop.corrected_and_taken_back("line");
        if mode == "direct" {
            let read = "IFS= read -r line && printf %s \"$line\" > typed.new && mv typed.new typed";
            desktop.terminal(&["-e", "bash", "-c", read]);
            let asked = fake.asked("suggest").len();
            desktop.type_text("So teh", FAST_MS);
            fake.wait("suggest", asked + 1);
            desktop.type_text(" x\n", FAST_MS);
            assert_eq!(desktop.file("typed"), "So teh x");
        }
    }
}

#[test]
fn a_child_that_is_killed_comes_back() {
    let fake = Fake::start(&["commit"], Suggest::Answers);
    let Some(mut desktop) = Desktop::start_fcitx5(fake.folder(), &fake.socket(), DIRECT) else { return };
    desktop.type_text("hello ", FAST_MS);
    desktop.preedit("letter", "world");
    desktop.kill_engine();
    desktop.preedit("letter", "");
    desktop.type_text("and again ", FAST_MS);
    desktop.text("letter", "hello and again ");
    desktop.preedit("letter", "world");
}

/// The process behind the addon, spoken to as the addon does.
struct Spoken {
    child: Child,
    to: UnixStream,
    from: BufReader<UnixStream>,
}

impl Spoken {
    fn start(fake: &Fake, settings: &str) -> Spoken {
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_read_timeout(Some(PATIENCE)).unwrap();
        let file = fake.folder().join("config.toml");
        std::fs::write(&file, settings).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_foretype"));
        command.env_clear().env("HOME", fake.folder()).env("FORETYPE_SOCKET", fake.socket());
        command.env("FORETYPE_CONFIG", file).arg("fcitx5").stdin(Stdio::from(OwnedFd::from(theirs)));
        let (child, to) = (command.spawn().unwrap(), ours.try_clone().unwrap());
        Spoken { child, to, from: BufReader::new(ours) }
    }

    fn tell(&mut self, line: &str) {
        self.to.write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    /// Waits for a line that begins so; those before it are passed over.
    fn until(&mut self, beginning: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "it has gone before it said {beginning}");
            if line.starts_with(beginning) {
                return line.trim_end_matches('\n').to_owned();
            }
        }
    }
}

#[test]
fn lines_of_the_addon_are_answered() {
    let fake = Fake::start(&["commit", "pause"], Suggest::Answers);
    let mut spoken = Spoken::start(&fake, "# mine\n[ibus]\npause_ms = 1\n");
    spoken.tell("focus\t1\tabc\tdbus\tletter");
    assert_eq!(spoken.until("focused"), "focused\t1");
    let menu = spoken.until("menu");
    assert!(menu.starts_with("menu\tinput-keyboard\tft\tknown\t\tWhat is known\tprivate\t0\t"), "{menu}");
    spoken.tell("capabilities\t66");
    spoken.tell("surrounding\t6\t6\thello ");
    // What is no line costs nothing.
    spoken.tell("nonsense\t\\");
    spoken.tell("key\t7\t97\t38\t0");
    assert_eq!(spoken.until("answer"), "answer\t7\t0");
    assert_eq!(spoken.until("table\t1"), "table\t1\tworld");
    spoken.tell("clicked\t0");
    assert_eq!(spoken.until("commit"), "commit\tworld");
    // The menu changes the file and the daemon; the icon says so.
    spoken.tell("chosen\tprivate");
    assert!(spoken.until("menu\tsecurity-high\tfp").contains("\tprivate\t1\t"));
    let settings = std::fs::read_to_string(fake.folder().join("config.toml")).unwrap();
    assert_eq!(settings, "# mine\n[ibus]\npause_ms = 1\nprivate = true\n");
    spoken.tell("key\t8\t98\t38\t0");
    fake.wait("open", 2);
    assert_eq!(fake.asked("open")[1]["private"], true, "{:?}", fake.asked("open"));
    spoken.tell("chosen\tpause");
    assert_eq!(fake.wait("pause", 1)[0]["paused"], true);
    // It ends with the addon.
    let Spoken { mut child, to, from } = spoken;
    drop((to, from));
    assert!(child.wait().unwrap().success());
}

#[test]
fn without_the_addon_it_says_what_to_do() {
    let output = Command::new(env!("CARGO_BIN_EXE_foretype")).arg("fcitx5").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("foretype fcitx5 --install"), "{said}");
}
