//! Where things lie on this machine: settings, data, log and socket.
//!
//! Only says where; creates nothing. Main type: [`Paths`].

use std::path::PathBuf;

use super::ConfigError;

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
    /// What must be kept: models, history.
    pub data_dir: PathBuf,
    /// The messages kept, in the data folder.
    pub history_dir: PathBuf,
    /// What may be lost: the log.
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

/// A path from the environment; an empty variable counts as none.
pub(super) fn env_path(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Seen from the current folder; as it is if there is none.
pub(super) fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The socket of this user where nothing else is said.
#[cfg(unix)]
pub(super) fn default_socket() -> PathBuf {
    // The XDG specification: a relative path is to be ignored.
    let runtime = env_path("XDG_RUNTIME_DIR").filter(|dir| dir.is_absolute());
    let folder = match runtime {
        Some(dir) => dir.join("foretype"),
        None => per_user_tmp().join(format!("foretype-{}", rustix::process::getuid().as_raw())),
    };
    folder.join("foretype.sock")
}

/// The pipe of this user where nothing else is said.
#[cfg(windows)]
pub(super) fn default_socket() -> PathBuf {
    let user = std::env::var("USERNAME").unwrap_or_default();
    // A pipe's name may hold anything but backslashes.
    PathBuf::from(format!(r"\\.\pipe\foretype-{}", user.replace('\\', "-")))
}

/// macOS gives every user a temporary folder of their own, named by `TMPDIR`; elsewhere `/tmp` is shared.
#[cfg(unix)]
fn per_user_tmp() -> PathBuf {
    let own = if cfg!(target_os = "macos") { env_path("TMPDIR") } else { None };
    own.filter(|dir| dir.is_absolute()).unwrap_or_else(|| PathBuf::from("/tmp"))
}
