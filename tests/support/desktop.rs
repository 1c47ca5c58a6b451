//! A screen that nobody sees, with a session bus, ibus-daemon and a window with text fields; keys come from xdotool.
//!
//! Main type: [`Desktop`]. It waits for what the window tells, never for time to pass.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Instant;

use serde_json::Value;

use super::daemon::PATIENCE;
use super::python::check;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_foretype");
/// Debian's own Python is the one that has `gi`.
const PYTHON: &str = "/usr/bin/python3";

pub struct Desktop {
    home: PathBuf,
    environment: Vec<(String, String)>,
    /// Stopped in the opposite order.
    children: Vec<Child>,
    fields: HashMap<String, Value>,
    told: mpsc::Receiver<Value>,
    window: ChildStdin,
    xid: String,
}

impl Desktop {
    /// A desktop in a home folder, with foretype's daemon at `socket` and these settings.
    pub fn start(home: &Path, socket: &Path, settings: &str, panel: bool) -> Desktop {
        let mut environment: Vec<(String, String)> = [
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("LANG", "C.UTF-8".into()),
            ("GSETTINGS_BACKEND", "memory".into()),
            ("NO_AT_BRIDGE", "1".into()),
            ("GTK_IM_MODULE", "ibus".into()),
            ("XMODIFIERS", "@im=ibus".into()),
            ("XDG_SESSION_TYPE", "x11".into()),
            ("FORETYPE_SOCKET", socket.display().to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            std::fs::create_dir_all(home.join(folder)).unwrap();
            environment.push((name.to_owned(), home.join(folder).display().to_string()));
        }
        std::fs::create_dir_all(home.join("config/foretype")).unwrap();
        std::fs::write(home.join("config/foretype/config.toml"), settings).unwrap();
        let mut children = Vec::new();
        let screen = ["-displayfd", "1", "-screen", "0", "580x330x24", "-nolisten", "tcp"];
        let display = first_line(&mut children, command("Xvfb", home, &environment).args(screen));
        environment.push(("DISPLAY".into(), format!(":{display}")));
        let bus = ["--session", "--nofork", "--print-address=1"];
        let address = first_line(&mut children, command("dbus-daemon", home, &environment).args(bus));
        environment.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));
        // What a person does, with the variable set as a login would.
        check(command(PROGRAM, home, &environment).args(["ibus", "--install"]));
        let variable = std::fs::read_to_string(home.join("config/environment.d/60-foretype-ibus.conf")).unwrap();
        let path = variable.lines().find_map(|line| line.strip_prefix("IBUS_COMPONENT_PATH=")).unwrap();
        environment.push(("IBUS_COMPONENT_PATH".into(), path.to_owned()));
        let panel = if panel { "default" } else { "disable" };
        let ibus = ["--panel", panel, "--config", "/usr/libexec/ibus-memconf", "--emoji-extension", "disable", "--xim"];
        children.push(command("ibus-daemon", home, &environment).args(ibus).spawn().unwrap());
        let (children, told, window, xid) = open_window(home, &environment, children);
        let mut desktop =
            Desktop { home: home.to_owned(), environment, children, fields: HashMap::new(), told, window, xid };
        desktop.choose_engine();
        desktop.command("xdotool").args(["windowfocus", "--sync", &desktop.xid]).status().unwrap();
        desktop.focus("letter");
        desktop
    }

    pub fn command(&self, program: &str) -> Command {
        command(program, &self.home, &self.environment)
    }

    /// Chooses the engine, as soon as ibus-daemon is there.
    fn choose_engine(&self) {
        let start = Instant::now();
        loop {
            let output = self.command("ibus").args(["engine", "foretype"]).output().unwrap();
            if self.is_chosen() {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{output:?}");
        }
    }

    /// Opens xterm and gives it the focus.
    pub fn terminal(&mut self, arguments: &[&str]) {
        let child = self.command("xterm").args(arguments).stderr(Stdio::null()).spawn();
        self.children.push(child.expect("xterm; run tests/run, which installs what the tests need"));
        check(self.command("xdotool").args(["search", "--sync", "--class", "xterm", "windowfocus", "--sync"]));
    }

    /// Waits until a file of the home folder is there; what it holds.
    pub fn file(&self, name: &str) -> String {
        let start = Instant::now();
        loop {
            match std::fs::read_to_string(self.home.join(name)) {
                Ok(text) => return text,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{name}: {error}"),
            }
            std::thread::yield_now();
        }
    }

    /// Clicks into a field, behind its text.
    pub fn click(&mut self, field: &str) {
        let state = self.until(field, "its place", |state| state["at"].is_array());
        let at = |nth: usize| state["at"][nth].to_string();
        check(self.command("xdotool").args(["mousemove", "--window", &self.xid, &at(0), &at(1), "click", "1"]));
    }

    /// Kills the process that serves, and waits until another has taken its place and is chosen.
    pub fn kill_engine(&self) {
        let old = self.engine().expect("an engine");
        rustix::process::kill_process(old, rustix::process::Signal::KILL).unwrap();
        let start = Instant::now();
        while self.engine().is_none_or(|engine| engine == old) || !self.is_chosen() {
            assert!(start.elapsed() < PATIENCE, "no other engine came");
        }
    }

    fn engine(&self) -> Option<rustix::process::Pid> {
        let home = self.environment.iter().find(|(name, _)| name == "HOME").map(|(_, path)| format!("HOME={path}"))?;
        let has = |file: &Path, word: &str| {
            let text = std::fs::read(file).unwrap_or_default();
            text.split(|byte| *byte == 0).any(|part| part == word.as_bytes())
        };
        let mut processes = std::fs::read_dir("/proc").unwrap().flatten().map(|process| process.path());
        let turns = ["FORETYPE_IBUS_TURN=first", "FORETYPE_IBUS_TURN=again"];
        let serves = |path: &PathBuf| {
            let environment = path.join("environ");
            has(&path.join("cmdline"), "ibus")
                && has(&environment, &home)
                && turns.iter().any(|turn| has(&environment, turn))
        };
        let number = processes.find(serves)?.file_name()?.to_str()?.parse().ok()?;
        rustix::process::Pid::from_raw(number)
    }

    fn is_chosen(&self) -> bool {
        let output = self.command("ibus").arg("engine").output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim() == "foretype"
    }

    fn tell_window(&mut self, line: &str) {
        // In one piece, as it is read.
        self.window.write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    pub fn focus(&mut self, field: &str) {
        self.tell_window(&format!("focus {field}"));
        self.until(field, "the focus", |state| state["focus"] == true);
    }

    pub fn clear(&mut self, field: &str) {
        self.tell_window(&format!("clear {field}"));
        self.text(field, "");
    }

    /// Types with so many milliseconds between two keys.
    pub fn type_text(&self, text: &str, delay_ms: u32) {
        let delay = delay_ms.to_string();
        for line in text.split_inclusive('\n') {
            let letters = line.trim_end_matches('\n');
            if !letters.is_empty() {
                check(self.command("xdotool").args(["type", "--delay", &delay, "--", letters]));
            }
            // What it types for an end of line is another key than Enter.
            if letters != line {
                self.press(&["Return"]);
            }
        }
    }

    pub fn press(&self, keys: &[&str]) {
        check(self.command("xdotool").arg("key").args(keys));
    }

    /// Waits until a field holds this text.
    pub fn text(&mut self, field: &str, expected: &str) {
        self.until(field, expected, |state| state["text"] == expected);
    }

    /// Waits until this stands at a field's cursor without being in its text.
    pub fn preedit(&mut self, field: &str, expected: &str) {
        self.until(field, expected, |state| state["preedit"] == expected);
    }

    pub fn until(&mut self, field: &str, what: &str, so: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(state) = self.fields.get(field).filter(|state| so(state)) {
                return state.clone();
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.told.recv_timeout(left) {
                Ok(state) => drop(self.fields.insert(state["field"].as_str().unwrap().to_owned(), state)),
                Err(_) => panic!("still waiting for {what:?} in {field}: {:?}", self.fields),
            }
        }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn command(program: &str, home: &Path, environment: &[(String, String)]) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(environment.iter().cloned()).current_dir(home).stdin(Stdio::null());
    command
}

/// Starts a program that says on its first line where it is to be found.
fn first_line(children: &mut Vec<Child>, command: &mut Command) -> String {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; run tests/run, which installs what the tests need"));
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    children.push(child);
    assert!(!line.trim().is_empty(), "{command:?} says nothing");
    line.trim().to_owned()
}

fn open_window(
    home: &Path,
    environment: &[(String, String)],
    mut children: Vec<Child>,
) -> (Vec<Child>, mpsc::Receiver<Value>, ChildStdin, String) {
    let mut python = command(PYTHON, home, environment);
    python.arg(format!("{ROOT}/tests/ibus/field.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = python.spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let stdin = child.stdin.take().unwrap();
    children.push(child);
    let (sender, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in stdout.lines().map_while(Result::ok) {
            if sender.send(serde_json::from_str::<Value>(&line).unwrap()).is_err() {
                return;
            }
        }
    });
    let first = told.recv_timeout(PATIENCE).expect("the window appears");
    let xid = first["window"].as_u64().expect("its number comes first").to_string();
    (children, told, stdin, xid)
}
