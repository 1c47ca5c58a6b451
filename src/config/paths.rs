//! [`Paths`]: where settings, data, log and socket lie on this machine. Nothing is created here.

use std::path::PathBuf;

use super::environment::{ENV_IBUS_TURN, env_path};
use super::error::ConfigError;

/// Folders and files of this user.
#[derive(Clone, Debug, PartialEq)]
pub struct Paths {
    /// The home folder.
    pub home_dir: PathBuf,
    /// Where people keep what they save: downloads, documents, the desktop, under the names that this user's system
    /// gives them.
    pub saved_dirs: Vec<PathBuf>,
    /// `config.toml`; need not exist.
    pub config_file: PathBuf,
    /// Folder of data that must be kept: models and history.
    pub data_dir: PathBuf,
    /// The messages kept, in the data folder.
    pub history_dir: PathBuf,
    /// Folder of files that may be lost: the log.
    pub state_dir: PathBuf,
    /// The log of a daemon that a client started.
    pub log_file: PathBuf,
    /// Where the system looks for this user's service units: systemd's, or launchd's agents on macOS.
    pub service_dir: PathBuf,
    /// Where the daemon listens unless the settings say otherwise.
    pub socket: PathBuf,
}

impl Paths {
    /// Finds them: the XDG variables and their defaults on Linux, the system's own places elsewhere.
    ///
    /// # Errors
    /// [`ConfigError::NoHome`] when the home folder is unknown.
    pub fn find() -> Result<Paths, ConfigError> {
        let dirs = directories::ProjectDirs::from("", "", "foretype").ok_or(ConfigError::NoHome)?;
        let base = directories::BaseDirs::new().ok_or(ConfigError::NoHome)?;
        let service_dir = match cfg!(target_os = "macos") {
            true => base.home_dir().join("Library/LaunchAgents"),
            false => base.config_dir().join("systemd/user"),
        };
        let saved_dirs = saved_dirs(base.home_dir());
        let state_dir = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned();
        Ok(Paths {
            home_dir: base.home_dir().to_owned(),
            saved_dirs,
            config_file: dirs.config_dir().join("config.toml"),
            data_dir: dirs.data_dir().to_owned(),
            history_dir: dirs.data_dir().join("history"),
            log_file: state_dir.join("daemon.log"),
            state_dir,
            service_dir,
            socket: default_socket(),
        })
    }
}

fn saved_dirs(home: &std::path::Path) -> Vec<PathBuf> {
    let named = directories::UserDirs::new();
    let named = named.iter().flat_map(|dirs| [dirs.download_dir(), dirs.document_dir(), dirs.desktop_dir()]);
    let usual = ["Downloads", "Documents", "Desktop"].map(|name| home.join(name));
    // A system that has no desktop folder names the home itself.
    let mut all: Vec<PathBuf> = named.flatten().map(PathBuf::from).chain(usual).filter(|dir| dir != home).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether an engine was started by ibus-daemon, or takes the place of one that died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IbusTurn {
    /// ibus-daemon has started the engine.
    First,
    /// The engine takes the place of one that died, and has to choose itself again.
    Again,
}

impl IbusTurn {
    /// Its value in the environment variable.
    pub fn name(self) -> &'static str {
        match self {
            IbusTurn::First => "first",
            IbusTurn::Again => "again",
        }
    }
}

/// Where a desktop finds what is installed for one user, and where it draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesktopPaths {
    /// `~/.local/share`.
    pub data_dir: Option<PathBuf>,
    /// What may be lost.
    pub cache_dir: Option<PathBuf>,
    /// Folder of the variables that systemd gives the programs of this user.
    pub environment_dir: Option<PathBuf>,
    /// The X display, and whether the session is one of Wayland.
    pub display: Option<String>,
    /// Whether the session is one of Wayland.
    pub wayland: bool,
}

impl DesktopPaths {
    /// Reads the environment of this session.
    pub fn find() -> DesktopPaths {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let base = directories::BaseDirs::new();
        DesktopPaths {
            data_dir: base.as_ref().map(|base| base.data_dir().to_owned()),
            cache_dir: base.as_ref().map(|base| base.cache_dir().to_owned()),
            environment_dir: base.as_ref().map(|base| base.config_dir().join("environment.d")),
            display: text("DISPLAY"),
            wayland: text("WAYLAND_DISPLAY").is_some(),
        }
    }
}

/// Where ibus-daemon listens, and where it looks for engines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IbusPaths {
    /// What `IBUS_ADDRESS` says.
    pub address: Option<String>,
    /// The file that has the address of this display's daemon.
    pub address_file: Option<PathBuf>,
    /// Component files of all users.
    pub system_components: PathBuf,
    /// This user's own; ibus 1.5 reads them where `IBUS_COMPONENT_PATH` names them.
    pub own_components: Option<PathBuf>,
    /// Display and session.
    pub desktop: DesktopPaths,
    /// Which engine this process is; nothing for the one that ibus-daemon started.
    pub turn: Option<IbusTurn>,
}

impl IbusPaths {
    /// Finds them, as libibus does (`ibus_get_address`).
    pub fn find() -> IbusPaths {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let base = directories::BaseDirs::new();
        let file = || {
            let display = display_name(text("WAYLAND_DISPLAY").as_deref(), text("DISPLAY").as_deref());
            Some(base.as_ref()?.config_dir().join(format!("ibus/bus/{}-{display}", machine_id())))
        };
        IbusPaths {
            address: text("IBUS_ADDRESS"),
            address_file: env_path("IBUS_ADDRESS_FILE").or_else(file),
            system_components: PathBuf::from("/usr/share/ibus/component"),
            own_components: base.as_ref().map(|base| base.data_dir().join("ibus/component")),
            desktop: DesktopPaths::find(),
            turn: [IbusTurn::First, IbusTurn::Again]
                .into_iter()
                .find(|turn| text(ENV_IBUS_TURN).as_deref() == Some(turn.name())),
        }
    }
}

/// What libibus calls a display: `unix-0` for `:0`, `unix-wayland-0` for `wayland-0`.
fn display_name(wayland: Option<&str>, x11: Option<&str>) -> String {
    if let Some(name) = wayland {
        return format!("unix-{name}");
    }
    let (host, rest) = x11.unwrap_or(":0").split_once(':').unwrap_or(("", "0"));
    let number = rest.split('.').next().unwrap_or(rest);
    format!("{}-{number}", if host.is_empty() { "unix" } else { host })
}

fn machine_id() -> String {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let id = read("/var/lib/dbus/machine-id").or_else(|| read("/etc/machine-id"));
    id.map_or_else(|| "machine-id".to_owned(), |id| id.trim().to_owned())
}

/// A relative path made absolute from the current folder; unchanged if there is no current folder.
pub(super) fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The socket of this user where nothing else is said; empty where no home folder is known.
#[cfg(unix)]
pub(super) fn default_socket() -> PathBuf {
    // The XDG specification: a relative path is to be ignored.
    let runtime = env_path("XDG_RUNTIME_DIR").filter(|dir| dir.is_absolute());
    // In a folder where everybody may write, somebody else could have made ours first; in a home only its owner makes folders.
    let state = || env_path("XDG_STATE_HOME").filter(|dir| dir.is_absolute()).or_else(own_state);
    let folder = runtime.map(|dir| dir.join("foretype")).or_else(|| Some(state()?.join("foretype/run")));
    folder.map(|folder| folder.join("foretype.sock")).unwrap_or_default()
}

/// The XDG specification's default, on macOS too: every client finds it without asking the system.
#[cfg(unix)]
fn own_state() -> Option<PathBuf> {
    Some(directories::BaseDirs::new()?.home_dir().join(".local/state"))
}

/// The pipe of this user where nothing else is said.
#[cfg(windows)]
pub(super) fn default_socket() -> PathBuf {
    let user = std::env::var("USERNAME").unwrap_or_default();
    // A pipe's name may hold anything but backslashes.
    PathBuf::from(format!(r"\\.\pipe\foretype-{}", user.replace('\\', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_as_libibus_names_them() {
        let check = |wayland, x11, expected| assert_eq!(display_name(wayland, x11), expected);
        check(None, Some(":0"), "unix-0");
        check(None, Some(":99.0"), "unix-99");
        check(None, Some("host:1.2"), "host-1");
        check(Some("wayland-0"), Some(":0"), "unix-wayland-0");
        check(None, None, "unix-0");
    }
}
