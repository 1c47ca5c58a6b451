//! `foretype try` on a terminal of its own (a pseudo-terminal), read back cell by cell.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::home::Home;
use crate::support::ended;

/// Longer than anything here takes on the slowest machine; a screen that does not show up by then never will.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal with the screen on it.
pub struct Terminal {
    master: File,
    child: Child,
    seen: vt100::Parser,
    raw: Vec<u8>,
}

impl Terminal {
    pub fn new(mut command: Command, columns: u16, rows: u16) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&master).and_then(|()| unlockpt(&master)).expect("its other end");
        let name = ptsname(&master, Vec::new()).expect("its name").into_string().expect("text");
        tcsetwinsize(&master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).expect("its size");
        let end =
            || Stdio::from(OwnedFd::from(File::options().read(true).write(true).open(&name).expect("its other end")));
        command.stdin(end()).stdout(end()).stderr(end()).env("TERM", "xterm-256color");
        let child = command.spawn().expect("the program runs");
        Terminal {
            master: File::from(master),
            child,
            seen: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.master.write_all(keys.as_bytes()).expect("a key");
    }

    /// Reads once; false when the program has let go of the terminal.
    fn read(&mut self, until: Instant) -> bool {
        let left = until.saturating_duration_since(Instant::now());
        let left = rustix::event::Timespec { tv_sec: left.as_secs() as _, tv_nsec: left.subsec_nanos() as _ };
        let ready = poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&left)).expect("polling");
        assert!(ready > 0, "still waiting; the screen is\n{}", self.seen.screen().contents());
        let mut bytes = [0; 4096];
        let read = self.master.read(&mut bytes).unwrap_or(0);
        self.seen.process(&bytes[..read]);
        self.raw.extend_from_slice(&bytes[..read]);
        read > 0
    }

    /// Waits until the screen shows all these words at once.
    pub fn shows(&mut self, words: &[&str]) {
        self.waits(|screen| words.iter().all(|word| screen.contains(word)));
    }

    /// Waits until the text on the screen has been answered: words stand under the frame of the text.
    fn offers_words(&mut self) {
        self.waits(|screen| {
            screen.lines().skip_while(|line| !line.starts_with('╰')).nth(1).is_some_and(|line| line.starts_with("Tab "))
        });
    }

    fn waits(&mut self, so: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !so(&self.seen.screen().contents()) {
            assert!(self.read(until), "ended too early:\n{}", self.seen.screen().contents());
        }
    }

    /// The last line it prints after giving the terminal back, and its exit code.
    pub fn ends(mut self) -> (String, Option<i32>) {
        let until = Instant::now() + PATIENCE;
        while self.read(until) {}
        let code = ended(&mut self.child).code();
        let raw = String::from_utf8_lossy(&self.raw).into_owned();
        let (_, after) = raw.rsplit_once("\u{1b}[?1049l").expect("the alternate page is left");
        assert!(!self.seen.screen().bracketed_paste(), "the terminal is as it was");
        (after.replace("\u{1b}[?25h", "").trim().to_owned(), code)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("a size above zero")
}

fn daemon_pid(home: &Home) -> Pid {
    let pid = home.json(&["status", "--json"])["pid"].as_i64().expect("a pid");
    Pid::from_raw(i32::try_from(pid).expect("a pid")).expect("a pid")
}

#[test]
fn typing_and_quitting() {
    let home = Home::new();
    let mut terminal = Terminal::new(home.command(&["try", "--text", "Given "]), 80, 24);
    terminal.shows(&["foretype", "│Given ", " connected", "Esc quits"]);
    terminal.press("Hi 日本\r\u{1b}[200~really\u{1b}[201~\u{7f}y");
    terminal.shows(&["│Given Hi 日本⏎", "│really ", "12 characters with 14 keys: -17 % saved"]);
    terminal.offers_words();
    terminal.press("\u{3}");
    let (summary, code) = terminal.ends();
    assert!(summary.starts_with("12 characters with 14 keys, -17 % saved; answers took "), "{summary}");
    assert_eq!(code, Some(0));
}

#[test]
fn what_is_offered_can_be_taken() {
    let home = Home::new();
    let mut terminal = Terminal::new(home.command(&["try"]), 80, 24);
    terminal.press("Thank ");
    terminal.shows(&["│Thank "]);
    terminal.offers_words();
    let contents = terminal.seen.screen().contents();
    let first = contents.lines().find_map(|line| line.strip_prefix("Tab ")).and_then(|line| line.split(' ').next());
    let first = first.expect("a word").to_owned();
    terminal.press("\t.");
    terminal.shows(&[&format!("│Thank {first}."), "with 8 keys"]);
    terminal.press("\u{1b}");
    assert_eq!(terminal.ends().1, Some(0));
}

#[test]
fn a_daemon_that_dies_is_started_again() {
    let home = Home::new();
    let mut terminal = Terminal::new(home.command(&["try"]), 80, 24);
    terminal.shows(&["  connected"]);
    let first = daemon_pid(&home);
    // Stopped, it answers nothing, and typing goes on.
    kill_process(first, Signal::STOP).expect("a daemon that hangs");
    terminal.press("still ");
    terminal.shows(&["│still "]);
    kill_process(first, Signal::KILL).expect("a daemon that dies");
    terminal.shows(&["not connected", "trying again"]);
    terminal.press("typing");
    terminal.shows(&["│still typing", "  connected"]);
    assert_ne!(daemon_pid(&home), first);
    // What was typed meanwhile has been asked about.
    terminal.offers_words();
    terminal.press("\u{1b}");
    assert_eq!(terminal.ends().1, Some(0));
}

/// A terminal that does not mark pastes sends as many keys, more than a terminal holds at once.
#[test]
fn a_key_after_a_long_paste_arrives_at_once() {
    let home = Home::new();
    let mut terminal = Terminal::new(home.command(&["try"]), 80, 24);
    terminal.shows(&["  connected"]);
    terminal.press(&"some words that nobody marked as a paste ".repeat(500));
    terminal.shows(&["│some words", "as a paste"]);
    terminal.press("\u{3}");
    assert_eq!(terminal.ends().1, Some(0));
}

#[test]
fn a_signal_gives_the_terminal_back() {
    let home = Home::new();
    let mut terminal = Terminal::new(home.command(&["try"]), 40, 10);
    terminal.shows(&[" connected", "Esc quits"]);
    let pid = Pid::from_raw(i32::try_from(terminal.child.id()).expect("a pid")).expect("a pid");
    kill_process(pid, Signal::TERM).expect("a signal");
    let (summary, code) = terminal.ends();
    assert_eq!(code, Some(0));
    assert!(summary.starts_with("0 characters with 0 keys"), "{summary}");
}
