//! Finds, reads and checks the settings file, and puts what the environment and the command line say over it.

use std::io;
use std::path::{Path, PathBuf};

use super::environment::{ENV_CONFIG, ENV_MODEL, ENV_SOCKET, env_path};
use super::error::ConfigError;
use super::paths::{self, Paths};
use super::settings::Config;
use crate::files::read_plain;

/// The most bytes of a settings file that are read.
const MAX_SETTINGS_BYTES: u64 = 1 << 20;

/// What the command line says; it wins over everything else.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Settings file; it must exist.
    pub config: Option<PathBuf>,
    /// Socket of the daemon, or name of its pipe on Windows.
    pub socket: Option<PathBuf>,
    /// Checkpoint to be served instead of the settings' model.
    pub model: Option<PathBuf>,
}

/// Returns the text of a settings file.
pub(super) fn read_text(path: &Path) -> io::Result<String> {
    let bytes = read_plain(path, MAX_SETTINGS_BYTES)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

impl Config {
    /// The settings file that [`Config::load`] looks for; it need not be there unless it was named.
    ///
    /// # Errors
    /// [`ConfigError::NoHome`] when none was named and the home folder is unknown.
    pub fn file(overrides: &Overrides) -> Result<PathBuf, ConfigError> {
        let named = overrides.config.clone().or_else(|| env_path(ENV_CONFIG));
        named.map_or_else(|| Ok(Paths::find()?.config_file), Ok)
    }

    /// Reads the settings for this machine and this command. Relative paths in the file are relative to its folder,
    /// others to the current one; all are absolute afterwards.
    ///
    /// # Errors
    /// When a file that was named cannot be read, when the file holds something that is not a setting (the error
    /// names file, line and field), and when the home folder is unknown.
    pub fn load(overrides: &Overrides) -> Result<Config, ConfigError> {
        let named = overrides.config.clone().or_else(|| env_path(ENV_CONFIG));
        let mut config = match named {
            Some(path) => Config::read(&path)?,
            None => match Paths::find() {
                Ok(paths) if paths.config_file.exists() => Config::read(&paths.config_file)?,
                Ok(_) | Err(ConfigError::NoHome) => Config::default(),
                Err(error) => return Err(error),
            },
        };
        // The daemon may be started from another folder than the one these paths were written for.
        let beside = config.source.as_deref().and_then(Path::parent).map(Path::to_owned);
        for path in [&mut config.daemon.socket, &mut config.model.path, &mut config.history.path] {
            if let Some(folder) = &beside
                && !path.as_os_str().is_empty()
            {
                *path = folder.join(&path);
            }
        }
        if let Some(socket) = overrides.socket.clone().or_else(|| env_path(ENV_SOCKET)) {
            config.daemon.socket = paths::absolute(socket);
        }
        if config.daemon.socket.as_os_str().is_empty() {
            config.daemon.socket = paths::default_socket();
        }
        if config.daemon.socket.as_os_str().is_empty() {
            return Err(ConfigError::NoHome);
        }
        if config.history.path.as_os_str().is_empty()
            && let Ok(paths) = Paths::find()
        {
            config.history.path = paths.history_dir;
        }
        if let Some(model) = overrides.model.clone().or_else(|| env_path(ENV_MODEL)) {
            config.model.path = paths::absolute(model);
        }
        Ok(config)
    }

    fn read(path: &Path) -> Result<Config, ConfigError> {
        let path = &paths::absolute(path.to_owned());
        let text = read_text(path).map_err(|source| ConfigError::Read { path: path.into(), source })?;
        Config::parse(&text, path)
    }

    /// Parses the text of a settings file; `path` is for the errors only.
    ///
    /// # Errors
    /// [`ConfigError::Invalid`] with line and field.
    pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
        let invalid = |span: Option<std::ops::Range<usize>>, field: String, message: String| {
            let before = span.map_or(0, |s| s.start.min(text.len()));
            let line = 1 + text.as_bytes()[..before].iter().filter(|&&b| b == b'\n').count();
            ConfigError::Invalid { path: path.into(), line, field, message }
        };
        let document =
            toml::Deserializer::parse(text).map_err(|e| invalid(e.span(), String::new(), e.message().to_owned()))?;
        let mut config: Config = serde_path_to_error::deserialize(document).map_err(|e| {
            let field = e.path().to_string();
            let field = if field == "." { String::new() } else { field };
            invalid(e.inner().span(), field, e.inner().message().to_owned())
        })?;
        config
            .check()
            .map_err(|(field, message)| invalid(find_key(text, field), field.to_owned(), message.to_owned()))?;
        config.source = Some(path.into());
        Ok(config)
    }

    /// The values that are of the right type and still wrong, with their field.
    fn check(&self) -> Result<(), (&'static str, &'static str)> {
        let probability = |value: f32, field| match value.is_finite() && (0.0..=1.0).contains(&value) {
            true => Ok(()),
            false => Err((field, "must be from 0 to 1")),
        };
        if !(1..=32).contains(&self.suggest.n) {
            return Err(("suggest.n", "must be from 1 to 32"));
        }
        if !(1..=4096).contains(&self.daemon.max_connections) {
            return Err(("daemon.max_connections", "must be from 1 to 4096"));
        }
        if self.daemon.threads > 1024 {
            return Err(("daemon.threads", "must be from 0 to 1024"));
        }
        if !(1..=1 << 20).contains(&self.daemon.session_memory_mb) {
            return Err(("daemon.session_memory_mb", "must be from 1 to 1048576"));
        }
        if self.daemon.idle_exit_minutes > 60 * 24 * 365 {
            return Err(("daemon.idle_exit_minutes", "must be from 0 to 525600"));
        }
        let learning = &self.learning;
        if !(1..=64).contains(&learning.threads) {
            return Err(("learning.threads", "must be from 1 to 64"));
        }
        if !(1..=100).contains(&learning.generations) {
            return Err(("learning.generations", "must be from 1 to 100"));
        }
        if !(10_000..=100_000_000).contains(&learning.most_chars) {
            return Err(("learning.most_chars", "must be from 10000 to 100000000"));
        }
        if !(-10.0..=10.0).contains(&learning.least_gain) {
            return Err(("learning.least_gain", "must be from -10 to 10"));
        }
        if learning.minutes_per_day > 24 * 60 {
            return Err(("learning.minutes_per_day", "must be from 0 to 1440"));
        }
        if learning.idle_seconds > 86_400 {
            return Err(("learning.idle_seconds", "must be from 0 to 86400"));
        }
        if !(1..=9).contains(&self.ibus.words) {
            return Err(("ibus.words", "must be from 1 to 9"));
        }
        if self.ibus.pause_ms > 60_000 {
            return Err(("ibus.pause_ms", "must be from 0 to 60000"));
        }
        probability(self.suggest.min_probability, "suggest.min_probability")?;
        probability(self.client.show_probability, "client.show_probability")
    }
}

/// Where the value of `section.key` stands in the text, as near as the parsed document tells.
fn find_key(text: &str, field: &str) -> Option<std::ops::Range<usize>> {
    let document = toml::de::DeTable::parse(text).ok()?;
    let (section, key) = field.split_once('.')?;
    let table = document.get_ref().get(section)?.get_ref().as_table()?;
    Some(table.get(key)?.span())
}
