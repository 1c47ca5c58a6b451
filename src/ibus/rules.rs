//! What is done in a field: by its purpose, its hints, its program, and the person's rules.
//!
//! Where anything says that a secret is typed, nothing else counts. Main types: [`Rules`] and [`Manner`].

use super::client::{Client, Toolkit};
use super::offer::Case;
use crate::config::{Config, IbusMode, IbusRule};

/// Purposes (`IBusInputPurpose`).
const DIGITS: u32 = 2;
const EMAIL: u32 = 6;
const PASSWORD: u32 = 8;
const PIN: u32 = 9;
const TERMINAL: u32 = 10;
/// Hints (`IBusInputHints`).
const LOWERCASE: u32 = 1 << 3;
const UPPERCASE: u32 = 1 << 4;
const PRIVATE: u32 = 1 << 11;
const HIDDEN_TEXT: u32 = 1 << 12;
/// Capabilities: the client draws text that is not committed within its own.
const PREEDIT_TEXT: u32 = 1;

/// Programs whose whole window is a terminal.
const TERMINALS: &[&str] = &[
    "alacritty",
    "blackbox",
    "black-box",
    "contour",
    "cool-retro-term",
    "deepin-terminal",
    "eterm",
    "foot",
    "ghostty",
    "gnome-console",
    "gnome-terminal",
    "gnome-terminal-server",
    "guake",
    "hyper",
    "kgx",
    "kitty",
    "konsole",
    "lilyterm",
    "lxterminal",
    "mate-terminal",
    "mlterm",
    "ptyxis",
    "qterminal",
    "rio",
    "roxterm",
    "rxvt",
    "sakura",
    "st",
    "tabby",
    "terminal",
    "terminator",
    "terminology",
    "termit",
    "termite",
    "tilda",
    "tilix",
    "urxvt",
    "uxterm",
    "warp",
    "wezterm",
    "wezterm-gui",
    "xfce4-terminal",
    "xterm",
    "yakuake",
    "zutty",
    "kmscon",
    "nxterm",
];

/// What is known of the field that is typed in.
#[derive(Clone, Debug)]
pub struct Field {
    pub client: Client,
    pub purpose: u32,
    pub hints: u32,
    pub capabilities: u32,
}

/// What is done in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Keys pass; nothing is asked, sent or kept.
    Off,
    On(Help),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    pub mode: IbusMode,
    /// Nothing typed here is kept.
    pub private: bool,
    pub terminal: bool,
    /// Grey text may stand behind the cursor; the client takes it away when the focus goes.
    pub ghost_inline: bool,
    pub case: Case,
}

/// The person's rules.
#[derive(Clone, Debug)]
pub struct Rules {
    mode: IbusMode,
    terminals: bool,
    /// In lower case.
    apps: Vec<(String, IbusRule)>,
    denied: Vec<String>,
}

impl Rules {
    pub fn new(config: &Config) -> Rules {
        Rules {
            mode: config.ibus.mode,
            terminals: config.ibus.terminals,
            apps: config.ibus.apps.iter().map(|(app, rule)| (app.to_lowercase(), *rule)).collect(),
            denied: config.privacy.deny_apps.iter().map(|app| app.to_lowercase()).collect(),
        }
    }

    pub fn manner(&self, field: &Field) -> Manner {
        let app = field.client.app.as_deref().map(str::to_lowercase).unwrap_or_default();
        let unseen = field.client.toolkit == Toolkit::Unseen;
        if unseen || !is_prose(field) || self.denied.iter().any(|denied| is_called(&app, denied)) {
            return Manner::Off;
        }
        let rule = self.apps.iter().find(|(name, _)| is_called(&app, name)).map(|(_, rule)| *rule);
        let terminal = field.purpose == TERMINAL || TERMINALS.iter().any(|name| is_called(&app, name));
        let mode = match rule {
            Some(IbusRule::Off) => return Manner::Off,
            None | Some(IbusRule::Private) if terminal && !self.terminals => return Manner::Off,
            Some(IbusRule::Direct) => IbusMode::Direct,
            Some(IbusRule::Preedit) => IbusMode::Preedit,
            None | Some(IbusRule::Private) => self.mode,
        };
        let draws = field.capabilities & PREEDIT_TEXT != 0;
        let toolkit = field.client.toolkit;
        // Programs in a terminal need the keys themselves; Qt would commit a word of its own accord and ibus-daemon
        // the same word again.
        let direct = terminal || !draws || toolkit == Toolkit::Qt;
        Manner::On(Help {
            mode: if direct { IbusMode::Direct } else { mode },
            private: rule == Some(IbusRule::Private),
            terminal,
            ghost_inline: draws && toolkit == Toolkit::Obedient && !terminal,
            case: match field.hints {
                hints if hints & UPPERCASE != 0 => Case::Upper,
                hints if hints & LOWERCASE != 0 => Case::Lower,
                _ => Case::AsIs,
            },
        })
    }
}

/// Whether words are typed here, and no secret.
fn is_prose(field: &Field) -> bool {
    let secret = matches!(field.purpose, PASSWORD | PIN) || field.hints & (PRIVATE | HIDDEN_TEXT) != 0;
    // Numbers, addresses; and dates and times, which come last.
    let numbers = (DIGITS..=EMAIL).contains(&field.purpose) || field.purpose > TERMINAL;
    !secret && !numbers
}

/// Whether a program, in lower case, has a name, or a part of its own is that name: `org.gnome.Ptyxis` is `ptyxis`.
fn is_called(app: &str, name: &str) -> bool {
    app == name || app.split(['.', '/', '\\', ':']).any(|part| part.trim() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(client: &str, purpose: u32, hints: u32) -> Field {
        Field { client: Client::parse(client), purpose, hints, capabilities: 0b10_1001 }
    }

    /// What is done, in short: `off`, or the mode and what is special.
    fn told(settings: &str, field: &Field) -> String {
        let config = Config::parse(settings, std::path::Path::new("config.toml")).unwrap();
        match Rules::new(&config).manner(field) {
            Manner::Off => "off".into(),
            Manner::On(help) => {
                let special = [
                    (help.private, "private"),
                    (help.terminal, "terminal"),
                    (!help.ghost_inline, "beside"),
                    (help.case == Case::Upper, "upper"),
                    (help.case == Case::Lower, "lower"),
                ];
                let mut words = vec![format!("{:?}", help.mode).to_lowercase()];
                words.extend(special.iter().filter(|(holds, _)| *holds).map(|(_, word)| (*word).to_owned()));
                words.join(" ")
            }
        }
    }

    #[test]
    fn secrets_and_numbers_are_left_alone() {
        let rules = "[ibus]\nterminals = true\n[ibus.apps]\nfirefox = \"preedit\"\n";
        let check = |purpose, hints, expected: &str| {
            assert_eq!(told(rules, &field("gtk3-im:firefox", purpose, hints)), expected, "{purpose} {hints:#x}");
        };
        check(0, 0, "preedit");
        check(1, 0, "preedit");
        for numbers in 2..=6 {
            check(numbers, 0, "off");
        }
        check(7, 0, "preedit");
        check(8, 0, "off");
        check(9, 0, "off");
        check(10, 0, "direct terminal beside");
        check(11, 0, "off");
        check(u32::MAX, 0, "off");
        check(0, 1 << 11, "off");
        check(0, 1 << 12, "off");
        check(0, 1 << 3, "preedit lower");
        check(0, 1 << 4, "preedit upper");
        check(0, 1 | 1 << 6 | 1 << 9, "preedit");
    }

    #[test]
    fn programs() {
        let check = |settings: &str, client: &str, expected: &str| {
            assert_eq!(told(settings, &field(client, 0, 0)), expected, "{settings:?} {client}");
        };
        let preedit = "[ibus]\nmode = \"preedit\"\n";
        check("", "gtk3-im:gedit", "direct");
        check(preedit, "gtk3-im:gedit", "preedit");
        check(preedit, "gnome-shell", "preedit");
        check(preedit, "QIBusInputContext", "direct beside");
        check(preedit, "", "preedit beside");
        check("", "gtk4-im:org.gnome.Ptyxis", "off");
        check("", "gtk3-im:gnome-terminal-server", "off");
        check("[ibus]\nterminals = true\n", "gtk3-im:gnome-terminal-server", "direct terminal beside");
        check("[ibus.apps]\nKitty = \"direct\"\n", "gtk3-im:kitty", "direct terminal beside");
        check("[ibus.apps]\nkitty = \"private\"\n", "gtk3-im:kitty", "off");
        check("[ibus.apps]\ngedit = \"off\"\n", "gtk3-im:org.gnome.gedit", "off");
        check("[ibus.apps]\ngedit = \"private\"\n", "gtk3-im:Gedit", "direct private");
        check("", "gtk3-im:keepassxc", "off");
        check("[ibus.apps]\nkeepassxc = \"direct\"\n", "gtk3-im:keepassxc", "off");
        let without_preedit = Field { capabilities: 0, ..field("gtk3-im:gedit", 0, 0) };
        assert_eq!(told(preedit, &without_preedit), "direct beside");
    }
}
