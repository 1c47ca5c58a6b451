//! [`Config`]: what can be set, with the default of everything.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::ibus::Ibus;
use crate::text::Layout;

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
    /// Offer no slurs and no sexual words, unless the owner uses them.
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
