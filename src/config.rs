//! Settings: the one place that reads the settings file, the environment and the home folder.
//!
//! [`Config`] is what `config.toml` says ([`EXAMPLE`] is the commented file and equals the defaults); [`Paths`]
//! says where things lie on this machine. A value given on the command line wins over the environment, that over
//! the file, that over the default. Nothing is written but by [`edit`], which changes single values of the file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::text::Layout;

pub mod edit;
mod paths;

pub use paths::{DesktopPaths, IbusPaths, IbusTurn, Paths};

/// The commented settings file; it parses to [`Config::default`].
pub const EXAMPLE: &str = include_str!("../packaging/config.toml");

/// The most bytes of a settings file that are read.
const MAX_SETTINGS_BYTES: u64 = 1 << 20;

/// Environment variable that names the settings file.
pub const ENV_CONFIG: &str = "FORETYPE_CONFIG";
/// Environment variable that names the socket.
pub const ENV_SOCKET: &str = "FORETYPE_SOCKET";
/// Environment variable that names the model's checkpoint.
pub const ENV_MODEL: &str = "FORETYPE_MODEL";

/// Environment variable by which the process that ibus-daemon starts tells the serving process its turn ([`IbusTurn`]).
pub const ENV_IBUS_TURN: &str = "FORETYPE_IBUS_TURN";

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `[daemon]`: socket, threads and limits.
    pub daemon: Daemon,
    /// `[model]`: which model is served.
    pub model: Model,
    /// `[suggest]`: what is offered.
    pub suggest: Suggest,
    /// `[client]`: from which probability on clients show ghost text.
    pub client: Client,
    /// `[history]`: whether messages are kept, and where.
    pub history: History,
    /// `[privacy]`: what is never kept, beside secrets.
    pub privacy: Privacy,
    /// `[learning]`: fine-tuning in the background.
    pub learning: Learning,
    /// `[ibus]`: the input methods, that of Fcitx 5 as well.
    pub ibus: Ibus,
    /// The file these settings were read from, if there was one.
    #[serde(skip)]
    pub source: Option<PathBuf>,
}

/// `[daemon]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Daemon {
    /// Where the daemon listens. [`Config::load`] fills in the default; empty only in [`Config::default`].
    pub socket: PathBuf,
    /// Compute threads; 0 for one a core.
    pub threads: usize,
    /// Minutes without a connection after which the daemon stops; 0 for never.
    pub idle_exit_minutes: u64,
    /// MiB for the hidden states of all sessions.
    pub session_memory_mb: usize,
    /// Connections served at once.
    pub max_connections: usize,
}

impl Default for Daemon {
    fn default() -> Self {
        Daemon { socket: PathBuf::new(), threads: 0, idle_exit_minutes: 0, session_memory_mb: 64, max_connections: 256 }
    }
}

/// `[model]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Model {
    /// Model inside the program that is served where there is no path.
    pub name: EmbeddedModel,
    /// Checkpoint to serve; empty for one inside the program.
    pub path: PathBuf,
    /// Use the base memory where the model has one.
    pub base_memory: bool,
}

impl Default for Model {
    fn default() -> Self {
        Model { name: EmbeddedModel::English, path: PathBuf::new(), base_memory: true }
    }
}

/// A model inside the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmbeddedModel {
    /// The model of `models/english.safetensors`.
    #[default]
    English,
    /// For machines with little memory.
    Tiny,
}

impl EmbeddedModel {
    /// As in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EmbeddedModel::English => "english",
            EmbeddedModel::Tiny => "tiny",
        }
    }
}

/// `[suggest]`: the values for requests that do not give their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Suggest {
    /// How many words and characters.
    pub n: u32,
    /// Words and phrases less probable are left out (0 to 1).
    pub min_probability: f32,
    /// Offer corrections: words of which the typed text may be a misspelling.
    pub corrections: bool,
    /// Where the keys lie, to know which are beside each other.
    pub layout: Layout,
    /// Offer no slurs and no sexual words, unless the owner uses them or has nearly typed them.
    pub decent: bool,
}

impl Default for Suggest {
    fn default() -> Self {
        Suggest { n: 3, min_probability: 0.005, corrections: true, layout: Layout::default(), decent: true }
    }
}

/// `[client]`: for the programs that show suggestions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// Ghost text less probable than this is not shown (0 to 1).
    pub show_probability: f32,
}

impl Default for Client {
    fn default() -> Self {
        Client { show_probability: 0.15 }
    }
}

/// `[history]`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct History {
    /// Keep what is typed and sent, to learn from it.
    pub keep: bool,
    /// Folder of the history. [`Config::load`] fills in the default; empty where no home folder is known.
    pub path: PathBuf,
}

impl Default for History {
    fn default() -> Self {
        History { keep: true, path: PathBuf::new() }
    }
}

/// `[privacy]`: what is never kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// Drop e-mail addresses.
    pub emails: bool,
    /// Drop phone numbers.
    pub phones: bool,
    /// Applications of which nothing is kept.
    pub deny_apps: Vec<String>,
}

impl Default for Privacy {
    fn default() -> Self {
        Privacy { emails: true, phones: true, deny_apps: DENIED_APPS.map(String::from).into() }
    }
}

/// Password managers, and what asks for passwords.
const DENIED_APPS: [&str; 19] = [
    "1password",
    "bitwarden",
    "keepass",
    "keepass2",
    "keepassx",
    "keepassxc",
    "lastpass",
    "dashlane",
    "enpass",
    "nordpass",
    "protonpass",
    "secrets",
    "seahorse",
    "kwalletmanager",
    "kwalletmanager5",
    "gcr-prompter",
    "pinentry",
    "polkit-gnome-authentication-agent-1",
    "keychain access",
];

/// `[learning]`: fine-tuning in the background.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Learning {
    /// Fine-tune without being asked.
    pub enabled: bool,
    /// Own characters kept since the last run that start the next.
    pub new_chars: u64,
    /// Seconds without typing before it begins.
    pub idle_seconds: u64,
    /// Minutes of work a day, at most.
    pub minutes_per_day: u64,
    /// Work on battery too.
    pub on_battery: bool,
    /// Threads. One makes a model that can be made again bit for bit.
    pub threads: usize,
    /// Own characters learned from, the newest.
    pub most_chars: usize,
    /// Personal models kept for `foretype model rollback`.
    pub generations: usize,
    /// Bits per character that a personal model must gain on the newest messages to be served.
    pub least_gain: f64,
}

impl Default for Learning {
    fn default() -> Self {
        Learning {
            enabled: true,
            new_chars: 4000,
            idle_seconds: 120,
            minutes_per_day: 20,
            on_battery: false,
            threads: 1,
            most_chars: 300_000,
            generations: 3,
            least_gain: 0.002,
        }
    }
}

/// `[ibus]`: the input method engine, for IBus and Fcitx 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ibus {
    /// How words are typed.
    pub mode: IbusMode,
    /// Words in the table.
    pub words: u32,
    /// When the digits take words.
    pub digits: IbusDigits,
    /// Show what may follow as grey text.
    pub ghost: bool,
    /// Space puts the word that was meant in the place of a typo; Backspace right after takes it back.
    pub autocorrect: bool,
    /// Programs in which grey text stands at the cursor; elsewhere it stands beside the table.
    pub inline: Vec<String>,
    /// Words and grey text appear after so many milliseconds without a key. From key to key typists take 239 ms on
    /// average (Dhakal et al., Observations on Typing from 136 Million Keystrokes, CHI 2018): the default is a pause.
    pub pause_ms: u64,
    /// Words appear after so many letters of a word, too; 0 for never.
    pub letters: u32,
    /// Help in terminals too.
    pub terminals: bool,
    /// Keep nothing that is typed, whatever the application.
    pub private: bool,
    /// `[ibus.keys]`: the keys that take, shorten, hide and forget words.
    pub keys: IbusKeys,
    /// Application → what is done in it.
    pub apps: BTreeMap<String, IbusRule>,
}

impl Default for Ibus {
    fn default() -> Self {
        Ibus {
            mode: IbusMode::Direct,
            words: 3,
            digits: IbusDigits::Never,
            ghost: true,
            autocorrect: false,
            inline: INLINE.map(String::from).into(),
            pause_ms: 300,
            letters: 0,
            terminals: false,
            private: false,
            keys: IbusKeys::default(),
            apps: BTreeMap::new(),
        }
    }
}

/// Programs that were seen to take grey text away when it is not taken (plugins/ibus/README.md).
const INLINE: [&str; 2] = ["gnome-text-editor", "mousepad"];

/// Where a word is while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IbusMode {
    /// In the application at once: its own keys pass through.
    Direct,
    /// In the engine, underlined, until it is finished.
    Preedit,
}

/// When a digit takes the word of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IbusDigits {
    /// Whenever words are offered.
    Always,
    /// Only after a letter: at a word's beginning and in numbers digits are digits.
    Begun,
    /// Digits are always text.
    Never,
}

/// What is done in an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IbusRule {
    /// Nothing is asked, sent or kept.
    Off,
    /// Words are offered and nothing is kept.
    Private,
    /// Words are offered and learned, and typed so.
    Direct,
    /// Words are offered and learned; the word being typed stands in a preedit and is committed when it ends.
    Preedit,
}

/// `[ibus.keys]`: names as in `Tab` and `Ctrl+Right`; empty for none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IbusKeys {
    /// Takes the first word.
    pub take: String,
    /// Takes all of the grey text.
    pub phrase: String,
    /// Takes less than is offered: one word of the grey text, the stem of a word.
    pub less: String,
    /// With a digit, takes the word of that number: modifiers only.
    pub choose: String,
    /// Takes what is offered away.
    pub dismiss: String,
    /// With a digit, forgets the word of that number: modifiers only.
    pub forget: String,
}

impl Default for IbusKeys {
    fn default() -> Self {
        IbusKeys {
            take: "Tab".into(),
            phrase: "Shift+Tab".into(),
            less: "Ctrl+Right".into(),
            choose: "Ctrl+Alt".into(),
            dismiss: "Escape".into(),
            forget: "Ctrl+Shift".into(),
        }
    }
}

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

/// Why the settings cannot be used. Each message says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("cannot read the settings file {}: {source}", path.display())]
    Read {
        /// The settings file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The settings file has a mistake.
    #[error("{}, line {line}: {}{message}", path.display(), field_prefix(field))]
    Invalid {
        /// The settings file.
        path: PathBuf,
        /// The line of the mistake, counted from 1.
        line: usize,
        /// The setting, as in `suggest.words`; empty where the text is no TOML.
        field: String,
        /// What is wrong with it.
        message: String,
    },
    /// Neither the system nor the environment tells the home folder.
    #[error("cannot tell where your home folder is; set HOME, or {ENV_CONFIG} and {ENV_SOCKET}")]
    NoHome,
}

/// The text of a plain file: pipes and devices may have no end.
fn read_plain(path: &Path) -> std::io::Result<String> {
    use std::io::{Error, ErrorKind, Read};
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > MAX_SETTINGS_BYTES {
        return Err(Error::new(ErrorKind::InvalidInput, "it is no plain file of less than 1 MiB"));
    }
    let mut text = String::new();
    std::fs::File::open(path)?.take(MAX_SETTINGS_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

fn field_prefix(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("`{field}`: ") }
}

impl Config {
    /// The settings file that [`Config::load`] looks for; it need not be there unless it was named.
    ///
    /// # Errors
    /// [`ConfigError::NoHome`] when none was named and the home folder is unknown.
    pub fn file(overrides: &Overrides) -> Result<PathBuf, ConfigError> {
        let named = overrides.config.clone().or_else(|| paths::env_path(ENV_CONFIG));
        named.map_or_else(|| Ok(Paths::find()?.config_file), Ok)
    }

    /// Reads the settings for this machine and this command. Relative paths in the file are relative to its folder,
    /// others to the current one; all are absolute afterwards.
    ///
    /// # Errors
    /// When a file that was named cannot be read, when the file holds something that is not a setting (the error
    /// names file, line and field), and when the home folder is unknown.
    pub fn load(overrides: &Overrides) -> Result<Config, ConfigError> {
        let named = overrides.config.clone().or_else(|| paths::env_path(ENV_CONFIG));
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
        if let Some(socket) = overrides.socket.clone().or_else(|| paths::env_path(ENV_SOCKET)) {
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
        if let Some(model) = overrides.model.clone().or_else(|| paths::env_path(ENV_MODEL)) {
            config.model.path = paths::absolute(model);
        }
        Ok(config)
    }

    fn read(path: &Path) -> Result<Config, ConfigError> {
        let path = &paths::absolute(path.to_owned());
        let text = read_plain(path).map_err(|source| ConfigError::Read { path: path.into(), source })?;
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

#[cfg(test)]
mod tests;
