//! A program on a pseudo-terminal of its own, read back cell by cell.
//!
//! Main type: [`Terminal`].

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::daemon::PATIENCE;

pub struct Terminal {
    master: File,
    child: Child,
    seen: vt100::Parser,
    /// What was read of the program and is not on the screen yet.
    unseen: std::vec::IntoIter<u8>,
}

impl Terminal {
    /// Starts a program on 80 columns and 24 rows.
    pub fn start(mut command: Command) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).and_then(|()| unlockpt(&master)).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        tcsetwinsize(&master, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let end = || Stdio::from(OwnedFd::from(File::options().read(true).write(true).open(&name).unwrap()));
        command.stdin(end()).stdout(end()).stderr(end()).env("TERM", "xterm-256color");
        let child = command.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"));
        let size = |cells: u16| cells.try_into().unwrap();
        Terminal {
            master: File::from(master),
            child,
            seen: vt100::Parser::new(size(24), size(80), 0),
            unseen: Vec::new().into_iter(),
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.master.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until the screen is as wanted, were it for the time between two bytes: fish 3.6 at times wipes the prompt of
    /// `read` as soon as it stands there.
    pub fn waits(&mut self, what: &str, so: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !so(&self.seen.screen().contents()) {
            if let Some(byte) = self.unseen.next() {
                self.seen.process(&[byte]);
                continue;
            }
            let left = until.saturating_duration_since(Instant::now());
            let left = rustix::event::Timespec { tv_sec: left.as_secs() as _, tv_nsec: 0 };
            let ready = poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&left)).unwrap();
            assert!(ready > 0, "still waiting for {what}; the screen is\n{}", self.seen.screen().contents());
            let mut bytes = vec![0; 4096];
            let read = self.master.read(&mut bytes).unwrap_or(0);
            assert!(read > 0, "ended before {what}; the screen is\n{}", self.seen.screen().contents());
            bytes.truncate(read);
            self.unseen = bytes.into_iter();
        }
    }

    /// Sends what Ctrl-C sends, and waits for the program's end and exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, Signal::INT).unwrap();
        super::ended(&mut self.child).code()
    }

    /// Waits until the line with the cursor is this one.
    pub fn line(&mut self, expected: &str) {
        self.waits(expected, |screen| {
            screen.trim_end().lines().next_back().map(str::trim_end) == Some(expected.trim_end())
        });
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
