//! A screen that nobody sees, with a session bus, ibus-daemon or fcitx5, and a window with text fields; keys come from
//! xdotool.
//!
//! Main type: [`Desktop`]. It waits for what the window tells, never for time to pass.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::Instant;

use serde_json::Value;

use super::python::check;
use super::{PATIENCE, poll, skip_without};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_foretype");
/// Debian's own Python is the one that has `gi`.
const PYTHON: &str = "/usr/bin/python3";

/// A group of input methods that has only ours.
const PROFILE: &str = "[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=foretype\n
[Groups/0/Items/0]\nName=foretype\nLayout=\n\n[GroupOrder]\n0=Default\n";

/// A session bus that starts no services: a client that comes before the framework would have the bus start another
/// framework, with the bus's environment and without our engine. `HOME` is the folder of the test.
const BUS: &str = "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"
 \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=HOME/run</listen>
  <auth>EXTERNAL</auth>
  <policy context=\"default\">
    <allow send_destination=\"*\" eavesdrop=\"true\"/>
    <allow eavesdrop=\"true\"/>
    <allow own=\"*\"/>
  </policy>
</busconfig>
";

/// What hands keys to the engine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Framework {
    Ibus,
    Fcitx5,
}

impl Framework {
    /// What toolkits call it.
    fn module(self) -> &'static str {
        match self {
            Framework::Ibus => "ibus",
            Framework::Fcitx5 => "fcitx",
        }
    }
}

/// Names of variables and their values.
type Variables = Vec<(String, String)>;

/// Whether the engine is chosen before a field has the focus or after that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    First,
    Last,
}

pub struct Desktop {
    home: PathBuf,
    environment: Variables,
    framework: Framework,
    /// Stopped in the opposite order.
    children: Vec<Child>,
    fields: HashMap<String, Value>,
    told: mpsc::Receiver<Value>,
    window: ChildStdin,
    xid: String,
}

impl Desktop {
    /// A desktop of IBus in a home folder, with foretype's daemon at `socket` and these settings.
    pub fn start(home: &Path, socket: &Path, settings: &str, panel: bool) -> Desktop {
        Desktop::of_ibus(home, socket, settings, panel, &["IBUS_COMPONENT_PATH"])
    }

    /// The same after a login with all that the installation writes: clients wait for the answer to each key.
    pub fn start_in_sync(home: &Path, socket: &Path, settings: &str) -> Desktop {
        Desktop::of_ibus(home, socket, settings, false, &["IBUS_COMPONENT_PATH", "IBUS_ENABLE_SYNC_MODE"])
    }

    /// The same with a window that has had the focus before the engine is chosen.
    pub fn start_before_engine(home: &Path, socket: &Path, settings: &str) -> Desktop {
        let (environment, children) = Desktop::ibus(home, socket, settings, false, &["IBUS_COMPONENT_PATH"]);
        Desktop::open(home, environment, children, Framework::Ibus, Chosen::Last)
    }

    fn of_ibus(home: &Path, socket: &Path, settings: &str, panel: bool, set: &[&str]) -> Desktop {
        let (environment, children) = Desktop::ibus(home, socket, settings, panel, set);
        Desktop::open(home, environment, children, Framework::Ibus, Chosen::First)
    }

    fn ibus(home: &Path, socket: &Path, settings: &str, panel: bool, set: &[&str]) -> (Variables, Vec<Child>) {
        let (mut environment, mut children) = screen(home, socket, settings, Framework::Ibus);
        // What a person does, with variables set as a login would.
        check(command(PROGRAM, home, &environment).args(["ibus", "--install"]));
        let variables = std::fs::read_to_string(home.join("config/environment.d/60-foretype-ibus.conf")).unwrap();
        let lines = variables.lines().filter_map(|line| line.split_once('=')).filter(|(name, _)| set.contains(name));
        let set_before = environment.len();
        environment.extend(lines.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(environment.len(), set_before + set.len(), "{variables}");
        let panel = if panel { "default" } else { "disable" };
        let ibus = ["--panel", panel, "--config", "/usr/libexec/ibus-memconf", "--emoji-extension", "disable", "--xim"];
        children.push(command("ibus-daemon", home, &environment).args(ibus).spawn().unwrap());
        (environment, children)
    }

    /// The same with Fcitx 5; nothing, with a word on standard error, where it or what the addon is built with is missing.
    pub fn start_fcitx5(home: &Path, socket: &Path, settings: &str) -> Option<Desktop> {
        let data = addon()?;
        let (mut environment, mut children) = screen(home, socket, settings, Framework::Fcitx5);
        environment.push(("XDG_DATA_DIRS".into(), format!("{}:/usr/local/share:/usr/share", data.display())));
        // As `--install` writes it for the next login: without it keys overtake each other where the machine is busy.
        environment.push(("FCITX_ENABLE_SYNC_MODE".into(), "1".into()));
        std::fs::create_dir_all(home.join("config/fcitx5")).unwrap();
        std::fs::write(home.join("config/fcitx5/profile"), PROFILE).unwrap();
        // Nobody is there to be told anything.
        let arguments = ["--disable=notificationitem,notifications,kimpanel"];
        let mut fcitx5 = command("fcitx5", home, &environment);
        children.push(fcitx5.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        Some(Desktop::open(home, environment, children, Framework::Fcitx5, Chosen::Last))
    }

    fn open(
        home: &Path,
        environment: Variables,
        children: Vec<Child>,
        framework: Framework,
        chosen: Chosen,
    ) -> Desktop {
        if framework == Framework::Fcitx5 {
            // A client looks for the framework once.
            let remote = || command("fcitx5-remote", home, &environment).output().unwrap().status;
            poll("fcitx5", || remote().success().then_some(()));
        }
        let (children, told, window, xid) = open_window(home, &environment, children);
        let home = home.to_owned();
        let mut desktop = Desktop { home, environment, framework, children, fields: HashMap::new(), told, window, xid };
        if chosen == Chosen::First {
            desktop.choose_engine();
        }
        desktop.command("xdotool").args(["windowfocus", "--sync", &desktop.xid]).status().unwrap();
        desktop.focus("letter");
        if chosen == Chosen::Last {
            desktop.choose_engine();
        }
        desktop
    }

    pub fn command(&self, program: &str) -> Command {
        command(program, &self.home, &self.environment)
    }

    /// Chooses the engine, as soon as the framework is there.
    fn choose_engine(&self) {
        poll("the engine to be chosen", || {
            match self.framework {
                Framework::Ibus => self.command("ibus").args(["engine", "foretype"]).output().unwrap(),
                Framework::Fcitx5 => self.command("fcitx5-remote").args(["-s", "foretype"]).output().unwrap(),
            };
            self.is_chosen().then_some(())
        });
    }

    /// Opens xterm and gives it the focus.
    pub fn terminal(&mut self, arguments: &[&str]) {
        let child = self.command("xterm").args(arguments).stderr(Stdio::null()).spawn();
        self.children.push(child.expect("xterm; run tests/run, which installs what the tests need"));
        check(self.command("xdotool").args([
            "search",
            "--sync",
            "--onlyvisible",
            "--class",
            "xterm",
            "windowfocus",
            "--sync",
        ]));
    }

    /// Gives the window with the text fields the focus again.
    pub fn window(&mut self, field: &str) {
        check(self.command("xdotool").args(["windowfocus", "--sync", &self.xid]));
        self.until(field, "the focus", |state| state["focus"] == true);
    }

    /// Opens GNOME's text editor with a new file of the home folder and gives it the focus; false where it or its way to
    /// IBus is missing.
    pub fn editor(&mut self, name: &str) -> bool {
        let module = "/usr/lib/*/gtk-4.0/4.0.0/immodules/libim-ibus.so";
        let there = Command::new("sh").args(["-c", &format!("command -v gnome-text-editor && ls {module}")]).output();
        if !there.is_ok_and(|output| output.status.success()) {
            skip_without("gnome-text-editor or ibus-gtk4");
            return false;
        }
        std::fs::write(self.home.join(name), "").unwrap();
        let mut editor = self.command("gnome-text-editor");
        // As `--install` sets it for the next login; and without a graphics card.
        editor.env("IBUS_ENABLE_SYNC_MODE", "1").env("GDK_BACKEND", "x11").env("GSK_RENDERER", "cairo");
        self.children.push(editor.args(["--standalone", name]).stderr(Stdio::null()).spawn().unwrap());
        let search = ["search", "--sync", "--onlyvisible", "--class", "gnome-text-editor", "windowfocus", "--sync"];
        check(self.command("xdotool").args(search));
        true
    }

    /// Waits until a file of the home folder holds this.
    pub fn holds(&self, name: &str, expected: &str) {
        let read = || std::fs::read_to_string(self.home.join(name)).ok();
        poll(format_args!("{name} to hold {expected:?}"), || read().filter(|text| text == expected));
    }

    /// A client of IBus that shows the engine's menu.
    pub fn menu(&self) -> Menu {
        let mut python = self.command(PYTHON);
        python.arg(format!("{ROOT}/tests/ibus/menu.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = python.spawn().unwrap();
        let told = lines(child.stdout.take().unwrap());
        Menu { to: child.stdin.take().unwrap(), child, told }
    }

    /// Waits until a file of the home folder is there; what it holds.
    pub fn file(&self, name: &str) -> String {
        poll(name, || std::fs::read_to_string(self.home.join(name)).ok())
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
        // Fcitx's addon starts another with the next key.
        if self.framework == Framework::Fcitx5 {
            return;
        }
        poll("another engine", || self.engine().filter(|&engine| engine != old && self.is_chosen()).map(|_| ()));
    }

    fn engine(&self) -> Option<rustix::process::Pid> {
        let home = self.environment.iter().find(|(name, _)| name == "HOME").map(|(_, path)| format!("HOME={path}"))?;
        let has = |file: &Path, word: &str| {
            let text = std::fs::read(file).unwrap_or_default();
            text.split(|byte| *byte == 0).any(|part| part == word.as_bytes())
        };
        let mut processes = std::fs::read_dir("/proc").unwrap().flatten().map(|process| process.path());
        let turns = ["FORETYPE_IBUS_TURN=first", "FORETYPE_IBUS_TURN=again"];
        let program = std::fs::canonicalize(PROGRAM).unwrap().display().to_string();
        let serves = |path: &PathBuf| {
            let (environment, arguments) = (path.join("environ"), path.join("cmdline"));
            let ours = match self.framework {
                Framework::Ibus => has(&arguments, "ibus") && turns.iter().any(|turn| has(&environment, turn)),
                Framework::Fcitx5 => has(&arguments, "fcitx5") && has(&arguments, &program),
            };
            ours && has(&environment, &home)
        };
        let number = processes.find(serves)?.file_name()?.to_str()?.parse().ok()?;
        rustix::process::Pid::from_raw(number)
    }

    fn is_chosen(&self) -> bool {
        let mut command = match self.framework {
            Framework::Ibus => self.command("ibus"),
            Framework::Fcitx5 => self.command("fcitx5-remote"),
        };
        let output = command.arg(if self.framework == Framework::Ibus { "engine" } else { "-n" }).output().unwrap();
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

    /// Has the window select all of a line's text, as a program does by itself.
    pub fn select(&mut self, field: &str) {
        self.tell_window(&format!("select {field}"));
        self.until(field, "a selection", |state| state["selected"] == true);
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

    /// Types a misspelt word and a space until the space has corrected it: before the daemon has answered it does not. Then
    /// Backspace takes the correction back.
    pub fn corrected_and_taken_back(&mut self, field: &str) {
        self.focus(field);
        self.type_text("So teh", 25);
        loop {
            self.press(&["space"]);
            let spaced = |state: &Value| ["So teh ", "So the "].iter().any(|text| state["text"] == *text);
            if self.until(field, "a space", spaced)["text"] == "So the " {
                break;
            }
            self.text(field, "So teh ");
            self.press(&["BackSpace"]);
            self.text(field, "So teh");
        }
        self.press(&["BackSpace"]);
        self.text(field, "So teh ");
        self.type_text("x ", 25);
        self.text(field, "So teh x ");
    }

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

/// What a program of a home sees, with a screen and a session bus.
fn screen(home: &Path, socket: &Path, settings: &str, framework: Framework) -> (Variables, Vec<Child>) {
    let module = framework.module();
    let mut environment: Variables = [
        ("PATH", std::env::var("PATH").unwrap_or_default()),
        ("LANG", "C.UTF-8".into()),
        ("GSETTINGS_BACKEND", "memory".into()),
        ("NO_AT_BRIDGE", "1".into()),
        ("GTK_IM_MODULE", module.into()),
        ("XMODIFIERS", format!("@im={module}")),
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
    std::fs::write(home.join("bus.conf"), BUS.replace("HOME", &home.display().to_string())).unwrap();
    let bus = ["--config-file", "bus.conf", "--nofork", "--print-address=1"];
    let address = first_line(&mut children, command("dbus-daemon", home, &environment).args(bus));
    environment.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));
    (environment, children)
}

/// The folder with the addon of Fcitx 5, built as a person builds it; once for all tests of a process.
fn addon() -> Option<&'static Path> {
    static ADDON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let build = || {
        let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
        let headers = Path::new("/usr/include/Fcitx5/Core").exists();
        if !there("fcitx5") || !there("cmake") || !there("c++") || !headers {
            skip_without("fcitx5, cmake, c++ or libfcitx5core-dev");
            return None;
        }
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fcitx5");
        let environment = [
            ("PATH".to_owned(), std::env::var("PATH").unwrap_or_default()),
            ("HOME".to_owned(), home.display().to_string()),
        ];
        std::fs::create_dir_all(&home).unwrap();
        check(command(PROGRAM, &home, &environment).args(["fcitx5", "--install"]));
        Some(home.join(".local/share"))
    };
    ADDON.get_or_init(build).as_deref()
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

/// What a child writes, a line of JSON each.
fn lines(stdout: ChildStdout) -> mpsc::Receiver<Value> {
    let (sender, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(serde_json::from_str::<Value>(&line).unwrap()).is_err() {
                return;
            }
        }
    });
    told
}

/// The engine's menu, as a panel shows it.
pub struct Menu {
    child: Child,
    to: ChildStdin,
    told: mpsc::Receiver<Value>,
}

impl Menu {
    pub fn choose(&mut self, name: &str) {
        self.to.write_all(format!("{name}\n").as_bytes()).unwrap();
    }

    pub fn until(&self, what: &str, so: impl Fn(&Value) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !self.told.recv_timeout(until.saturating_duration_since(Instant::now())).is_ok_and(|menu| so(&menu)) {
            assert!(Instant::now() < until, "still waiting for {what}");
        }
    }
}

impl Drop for Menu {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open_window(
    home: &Path,
    environment: &[(String, String)],
    mut children: Vec<Child>,
) -> (Vec<Child>, mpsc::Receiver<Value>, ChildStdin, String) {
    let mut python = command(PYTHON, home, environment);
    python.arg(format!("{ROOT}/tests/ibus/field.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = python.spawn().unwrap();
    let told = lines(child.stdout.take().unwrap());
    let stdin = child.stdin.take().unwrap();
    children.push(child);
    let first = told.recv_timeout(PATIENCE).expect("the window appears");
    let xid = first["window"].as_u64().expect("its number comes first").to_string();
    (children, told, stdin, xid)
}
