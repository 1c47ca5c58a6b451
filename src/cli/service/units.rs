//! The files that make the system start the daemon: systemd's user units, and launchd's agent on macOS.
//!
//! [`Service`] makes them from the files of `packaging/` and the paths of this machine. It writes nothing itself.

use std::path::{Path, PathBuf};

const SYSTEMD_SERVICE: &str = include_str!("../../../packaging/systemd/foretype.service");
const SYSTEMD_SOCKET: &str = include_str!("../../../packaging/systemd/foretype.socket");
/// Where the history is made, as the unit names it.
const HISTORY: &str = "-%h/.local/share";
const LAUNCHD: &str = include_str!("../../../packaging/launchd/foretype.plist");

/// The program that starts services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    Systemd,
    Launchd,
}

impl Manager {
    /// The one of this system, if foretype knows it.
    pub fn here() -> Option<Manager> {
        if cfg!(target_os = "linux") {
            Some(Manager::Systemd)
        } else if cfg!(target_os = "macos") {
            Some(Manager::Launchd)
        } else {
            None
        }
    }
}

/// What the files have to say on this machine.
#[derive(Clone, Debug)]
pub struct Service {
    pub manager: Manager,
    /// The real path of this program.
    pub binary: PathBuf,
    /// A settings file that is not in the usual place.
    pub config: Option<PathBuf>,
    /// A socket that is not in the usual place.
    pub socket: Option<PathBuf>,
}

/// Why no file can be written for a path.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a service file cannot hold the path {0:?}: it is not text or has control characters")]
pub struct OddPath(PathBuf);

impl Service {
    /// Names and contents of the files.
    ///
    /// # Errors
    /// [`OddPath`] for a path that these files have no way to write.
    pub fn files(&self) -> Result<Vec<(&'static str, String)>, OddPath> {
        let words = self.command()?;
        match self.manager {
            Manager::Systemd => {
                let command: Vec<String> =
                    words.iter().enumerate().map(|(nth, word)| systemd_word(word, nth > 0)).collect();
                let mut service = replace_value(SYSTEMD_SERVICE, "ExecStart", &command.join(" "));
                let mut socket = SYSTEMD_SOCKET.to_owned();
                if let Some(path) = &self.socket {
                    let folder = path.parent().unwrap_or(Path::new("/"));
                    let folder = systemd_word(text(folder)?, false);
                    let folders = format!("-{folder} {HISTORY}").replace("-\"", "\"-");
                    service = replace_value(&service, "ReadWritePaths", &folders);
                    socket = replace_value(&socket, "ListenStream", &text(path)?.replace('%', "%%"));
                }
                Ok(vec![("foretype.service", service), ("foretype.socket", socket)])
            }
            Manager::Launchd => {
                let words: String =
                    words.iter().map(|word| format!("        <string>{}</string>\n", xml(word))).collect();
                Ok(vec![("foretype.plist", replace_between(LAUNCHD, "<array>\n", "    </array>", &words))])
            }
        }
    }

    /// Names of the files.
    pub fn names(&self) -> &'static [&'static str] {
        match self.manager {
            Manager::Systemd => &["foretype.service", "foretype.socket"],
            Manager::Launchd => &["foretype.plist"],
        }
    }

    fn command(&self) -> Result<Vec<&str>, OddPath> {
        let mut words = vec![text(&self.binary)?];
        for (option, path) in [("--config", &self.config), ("--socket", &self.socket)] {
            if let Some(path) = path {
                words.extend([option, text(path)?]);
            }
        }
        words.push("daemon");
        Ok(words)
    }
}

fn text(path: &Path) -> Result<&str, OddPath> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    text.ok_or_else(|| OddPath(path.to_owned()))
}

/// One word of a command line in a unit: quoted where needed, `%` and, but for the program's name, `$` kept literal.
fn systemd_word(word: &str, variables: bool) -> String {
    let mut escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    if variables {
        escaped = escaped.replace('$', "$$");
    }
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%=,~$".contains(c);
    if word.chars().all(plain) { escaped } else { format!("\"{escaped}\"") }
}

fn xml(word: &str) -> String {
    word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The unit with another value for one key.
fn replace_value(unit: &str, key: &str, value: &str) -> String {
    let line = |line: &str| match line.strip_prefix(key).is_some_and(|rest| rest.starts_with('=')) {
        true => format!("{key}={value}\n"),
        false => format!("{line}\n"),
    };
    unit.lines().map(line).collect()
}

fn replace_between(text: &str, start: &str, end: &str, new: &str) -> String {
    let parts = text.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    parts.map_or_else(|| text.to_owned(), |(before, after)| format!("{before}{start}{new}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(manager: Manager, binary: &str) -> Service {
        Service { manager, binary: binary.into(), config: None, socket: None }
    }

    fn line<'a>(unit: &'a str, key: &str) -> Vec<&'a str> {
        unit.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('=')).collect()
    }

    #[test]
    fn as_packaged_but_for_the_program() {
        let files = service(Manager::Systemd, "/usr/bin/foretype").files().unwrap();
        assert_eq!(files[0].1, SYSTEMD_SERVICE);
        assert_eq!(files[1].1, SYSTEMD_SOCKET);
        let files = service(Manager::Launchd, "/usr/local/bin/foretype").files().unwrap();
        assert_eq!(files[0].1, LAUNCHD);
    }

    #[test]
    fn programs_in_odd_places() {
        let check = |binary: &str, expected: &str| {
            let files = service(Manager::Systemd, binary).files().unwrap();
            assert_eq!(line(&files[0].1, "ExecStart"), [expected]);
        };
        check("/home/me/.cargo/bin/foretype", "/home/me/.cargo/bin/foretype daemon");
        check("/home/a b/foretype", "\"/home/a b/foretype\" daemon");
        check("/home/100%/f\"\\", "\"/home/100%%/f\\\"\\\\\" daemon");
        check("/home/é/foretype", "/home/é/foretype daemon");
    }

    #[test]
    fn settings_and_socket_elsewhere() {
        let elsewhere = Service {
            config: Some("/etc/my $x.toml".into()),
            socket: Some("/srv/my socks/50%.sock".into()),
            ..service(Manager::Systemd, "/usr/bin/foretype")
        };
        let files = elsewhere.files().unwrap();
        let command = "/usr/bin/foretype --config \"/etc/my $$x.toml\" --socket \"/srv/my socks/50%%.sock\" daemon";
        assert_eq!(line(&files[0].1, "ExecStart"), [command]);
        assert_eq!(line(&files[0].1, "ReadWritePaths"), ["\"-/srv/my socks\" -%h/.local/share"]);
        assert_eq!(line(&files[1].1, "ListenStream"), ["/srv/my socks/50%%.sock"]);
        let agent = Service { manager: Manager::Launchd, ..elsewhere }.files().unwrap();
        assert!(agent[0].1.contains("<string>--socket</string>\n        <string>/srv/my socks/50%.sock</string>\n"));
    }

    #[test]
    fn paths_that_cannot_be_written() {
        let odd = service(Manager::Systemd, "/a\nExecStartPre=/bin/evil");
        assert_eq!(odd.files(), Err(OddPath(odd.binary.clone())));
        let xml = service(Manager::Launchd, "/a<&>").files().unwrap();
        assert!(xml[0].1.contains("<string>/a&lt;&amp;&gt;</string>"));
    }
}
