//! A real daemon, the program itself, in a home of its own.
//!
//! Main type: [`Daemon`]. It is ready when it says so to `NOTIFY_SOCKET`, as it would to systemd; no test sleeps.

use std::io::Read;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

pub use super::PATIENCE;
use super::raw::Connection;

pub struct Daemon {
    child: Child,
    home: tempfile::TempDir,
    socket: PathBuf,
    /// What the daemon takes for systemd; kept, so that it can say that it stops.
    _notify: UnixDatagram,
}

impl Daemon {
    /// Starts a daemon with default settings and waits until it is ready.
    pub fn start() -> Daemon {
        Daemon::with_config("")
    }

    /// Starts a daemon with this `config.toml`.
    pub fn with_config(config: &str) -> Daemon {
        Daemon::begin(config, "true")
    }

    /// Starts a daemon from a shell that has run this, as in `ulimit -f 800`.
    pub fn with_limit(limit: &str) -> Daemon {
        Daemon::begin("", limit)
    }

    fn begin(config: &str, limit: &str) -> Daemon {
        let home = tempfile::Builder::new().prefix("ft").tempdir().unwrap();
        std::fs::create_dir(home.path().join("run")).unwrap();
        std::fs::write(home.path().join("config.toml"), config).unwrap();
        let notify = UnixDatagram::bind(home.path().join("notify")).unwrap();
        let mut child = spawn(home.path(), limit);
        let ready = wait_until_ready(&notify, &mut child);
        let socket = home.path().join("run/foretype/foretype.sock");
        let daemon = Daemon { child, home, socket, _notify: notify };
        assert!(ready, "the daemon did not get ready; its log:\n{}", daemon.log());
        daemon
    }

    /// Kills it as no process can prevent.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again in the same home, after it has ended.
    pub fn start_again(&mut self) {
        self.child = spawn(self.home.path(), "true");
        assert!(wait_until_ready(&self._notify, &mut self.child), "its log:\n{}", self.log());
    }

    /// The folder that holds all its files.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn socket(&self) -> &Path {
        &self.socket
    }

    pub fn connect(&self) -> Connection {
        Connection::open(&self.socket)
    }

    /// A command that lives in the daemon's home and finds its socket in the environment.
    pub fn client_command(&self, program: &Path) -> Command {
        let mut command = command(program, self.home.path());
        command.env("FORETYPE_SOCKET", &self.socket).stdin(Stdio::null());
        command
    }

    /// What the daemon wrote to standard error.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }

    /// Fails with the daemon's log when it is not running any more.
    pub fn assert_alive(&mut self, after: &str) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("after {after} the daemon is gone ({status}); its log:\n{}", self.log());
        }
    }

    /// Waits for the daemon to end by itself.
    pub fn wait(&mut self) -> ExitStatus {
        let stdout = self.child.stdout.take().expect("wait is called once");
        assert!(ends(stdout), "the daemon does not end; its log:\n{}", self.log());
        self.child.wait().unwrap()
    }

    /// Resident memory of the daemon in bytes.
    #[cfg(target_os = "linux")]
    pub fn resident_bytes(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(&path).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib * 1024
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The daemon's process, after a line of shell.
fn spawn(home: &Path, limit: &str) -> Child {
    let log = std::fs::File::options().create(true).append(true).open(home.join("log")).unwrap();
    command(Path::new("/bin/sh"), home)
        .args(["-c", &format!("{limit}; exec \"$0\" daemon"), env!("CARGO_BIN_EXE_foretype")])
        .env("NOTIFY_SOCKET", home.join("notify"))
        .env("FORETYPE_CONFIG", home.join("config.toml"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap()
}

/// A command that sees nothing of the machine's own settings.
fn command(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("LANG", "C.UTF-8")
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .current_dir(home);
    command
}

/// Waits for `READY=1`; false when the daemon ended before.
fn wait_until_ready(notify: &UnixDatagram, child: &mut Child) -> bool {
    notify.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let start = Instant::now();
    let mut message = [0; 4096];
    while start.elapsed() < PATIENCE {
        match notify.recv(&mut message) {
            Ok(length) if message[..length].starts_with(b"READY=1") => return true,
            Ok(_) => {}
            Err(_) if child.try_wait().unwrap().is_some() => return false,
            Err(_) => {}
        }
    }
    false
}

/// Whether the program at the other end of its standard output goes away.
fn ends(mut stdout: ChildStdout) -> bool {
    let (gone, wait) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut stdout.by_ref(), &mut std::io::sink());
        let _ = gone.send(());
    });
    wait.recv_timeout(PATIENCE).is_ok()
}
