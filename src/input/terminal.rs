//! Opens the settings in a terminal window, for menus that have no other place for them.
//!
//! The main function is [`open_settings`].

use std::io;
use std::process::{Command, Stdio};

use crate::config::ENV_IBUS_TURN;

/// Terminals by preference, each with the arguments before the command: the desktop's choice, the distribution's,
/// others.
const TERMINALS: &[(&str, &[&str])] = &[
    ("xdg-terminal-exec", &[]),
    ("x-terminal-emulator", &["-e"]),
    ("kgx", &["-e"]),
    ("gnome-terminal", &["--"]),
    ("konsole", &["-e"]),
    ("xfce4-terminal", &["-x"]),
    ("foot", &[]),
    ("kitty", &[]),
    ("alacritty", &["-e"]),
    ("xterm", &["-e"]),
];

/// Opens `foretype settings`, on the page given, in the first terminal that is installed.
pub fn open_settings(page: Option<&str>) {
    match std::env::current_exe().and_then(|program| open(&program, page)) {
        Ok(()) => {}
        Err(error) => log::warn!("no terminal for `foretype settings`: {error}"),
    }
}

fn open(program: &std::path::Path, page: Option<&str>) -> io::Result<()> {
    for (terminal, before) in TERMINALS {
        let mut command = Command::new(terminal);
        command.args(*before).arg(program).arg("settings");
        command.args(page.iter().flat_map(|page| ["--page", page])).env_remove(ENV_IBUS_TURN);
        match command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
            // A thread waits until the owner closes the terminal, so that no dead process is left behind.
            Ok(mut child) => {
                std::thread::spawn(move || child.wait());
                return Ok(());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::NotFound, "none of those that are known is installed"))
}
