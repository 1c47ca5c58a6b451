//! [`Rules`]: whether and how a text field is served ([`Help`]), by its purpose, its hints, its program, and the
//! person's settings.
//!
//! A sign that a secret is typed overrides everything else, and a program of which nothing is known is not served.

use super::client::{Client, Toolkit};
use super::offer::Case;
use super::programs::{self, Kind, is_called};
use super::window::Window;
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
/// The kind of client that says nothing of its fields, secrets included.
const XIM: &str = "xim";
/// The client of GTK 4, as ibus calls it.
const GTK4: &str = "gtk4-im";
/// Capabilities: the client draws uncommitted text within its own, and reports the text around its cursor.
const PREEDIT_TEXT: u32 = 1;
const SURROUNDING_TEXT: u32 = 1 << 5;

/// Everything known of the field that is typed in.
#[derive(Clone, Debug)]
pub struct Field {
    /// The program, as the framework tells of it.
    pub client: Client,
    /// The window that has the focus; `None` until it was looked up.
    pub window: Option<Window>,
    /// `IBusInputPurpose`.
    pub purpose: u32,
    /// `IBusInputHints`, one bit each.
    pub hints: u32,
    /// `IBusCapabilite`, one bit each.
    pub capabilities: u32,
    /// Whether typed text appears as dots.
    pub masked: bool,
    /// Whether the same input context hid what is typed a moment ago: a box beside a password field makes it a plain one.
    pub hid: bool,
}

impl Field {
    /// A field of which nothing is known.
    pub const UNKNOWN: Field = Field {
        client: Client::UNKNOWN,
        window: None,
        purpose: 0,
        hints: 0,
        capabilities: 0,
        masked: false,
        hid: false,
    };

    /// Whether what is typed is a secret by what the application tells of the field.
    pub fn is_secret(&self) -> bool {
        matches!(self.purpose, PASSWORD | PIN) || self.hints & (PRIVATE | HIDDEN_TEXT) != 0
    }

    /// Returns the program's names, in lower case.
    fn names(&self) -> Vec<String> {
        let told = self.client.app.iter().map(|app| app.to_lowercase());
        told.chain(self.window.iter().flat_map(|window| window.names.iter().cloned())).collect()
    }

    /// Returns the program's name, if it is known.
    pub fn app(&self) -> Option<String> {
        let class = self.window.as_ref().and_then(|window| window.names.last());
        self.client.app.as_ref().or(class).cloned()
    }

    /// Returns whether the application reports the text around its cursor.
    pub fn tells_surrounding(&self) -> bool {
        self.capabilities & SURROUNDING_TEXT != 0
    }
}

/// How a field is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    /// Whether letters go to the application at once or stand in a preedit.
    pub mode: IbusMode,
    /// Whether nothing typed here is kept.
    pub private: bool,
    /// Whether the program is a terminal.
    pub terminal: bool,
    /// Whether messages are kept only from fields of several lines.
    pub lines_only: bool,
    /// Whether a rule of the person says that text typed in this program is to be learned.
    pub by_rule: bool,
    /// Whether the program is a browser: Chromium takes a single letter that is committed for the key itself, and drops
    /// it.
    pub browser: bool,
    /// Whether grey text may stand behind the cursor; the client takes it away when the focus goes.
    pub ghost_inline: bool,
    /// The letters that the field wants.
    pub case: Case,
}

/// The person's settings for fields and programs.
#[derive(Clone, Debug)]
pub struct Rules {
    mode: IbusMode,
    /// Whether nothing typed anywhere is kept.
    private: bool,
    terminals: bool,
    /// All names are in lower case.
    apps: Vec<(String, IbusRule)>,
    inline: Vec<String>,
    denied: Vec<String>,
}

impl Rules {
    /// Returns the rules of `[ibus]` and `[privacy]`, names in lower case.
    pub fn new(config: &Config) -> Rules {
        let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect();
        Rules {
            mode: config.ibus.mode,
            private: config.ibus.private,
            terminals: config.ibus.terminals,
            apps: config.ibus.apps.iter().map(|(app, rule)| (app.to_lowercase(), *rule)).collect(),
            inline: lower(&config.ibus.inline),
            denied: lower(&config.privacy.deny_apps),
        }
    }

    /// Whether nothing typed anywhere is kept.
    pub fn all_private(&self) -> bool {
        self.private
    }

    /// Returns how a field is served; `None` where keys pass, and nothing is asked, sent or kept.
    pub fn help(&self, field: &Field) -> Option<Help> {
        let names = field.names();
        let has = |name: &str| names.iter().any(|own| is_called(own, name));
        let unseen = field.client.toolkit == Toolkit::Unseen;
        if unseen || field.masked || field.hid || !is_prose(field) || self.denied.iter().any(|denied| has(denied)) {
            return None;
        }
        // For a program without a name, a rule can only name the kind of its connection to ibus.
        let nameless = names.is_empty() && field.window.is_some();
        let ruled = |name: &str| has(name) || (nameless && field.client.kind == name);
        let rule = self.apps.iter().find(|(name, _)| ruled(name)).map(|(_, rule)| *rule);
        let terminal = field.purpose == TERMINAL || programs::is(Kind::Terminal, &names);
        let closed = (terminal && !self.terminals) || programs::is(Kind::Editor, &names);
        let mode = match rule {
            Some(IbusRule::Off) => return None,
            None if names.is_empty() || (field.client.kind == XIM && !terminal) => return None,
            None | Some(IbusRule::Private) if closed => return None,
            Some(IbusRule::Direct) => IbusMode::Direct,
            Some(IbusRule::Preedit) => IbusMode::Preedit,
            None | Some(IbusRule::Private) => self.mode,
        };
        let by_rule = matches!(rule, Some(IbusRule::Direct | IbusRule::Preedit));
        let browser = programs::is(Kind::Browser, &names);
        let said_private = field.window.as_ref().and_then(|window| programs::is_private(&window.title));
        let draws = field.capabilities & PREEDIT_TEXT != 0;
        let toolkit = field.client.toolkit;
        // Programs in a terminal need the keys themselves; Qt would commit a word of its own accord and ibus-daemon
        // the same word again; in GTK 4 a key that is to come after a word is lost, or comes before it.
        let direct = terminal || !draws || toolkit == Toolkit::Qt || field.client.kind == GTK4;
        let inline = draws && toolkit == Toolkit::Obedient && !terminal;
        Some(Help {
            mode: if direct { IbusMode::Direct } else { mode },
            // Programs in a terminal read passwords in fields that nothing marks.
            private: self.private
                || rule == Some(IbusRule::Private)
                || terminal
                || (browser && said_private.unwrap_or(!by_rule)),
            terminal,
            lines_only: browser && !by_rule,
            by_rule,
            browser,
            ghost_inline: inline && self.inline.iter().any(|name| has(name)),
            case: match field.hints {
                hints if hints & UPPERCASE != 0 => Case::Upper,
                hints if hints & LOWERCASE != 0 => Case::Lower,
                _ => Case::AsIs,
            },
        })
    }
}

/// Returns whether a field is for words, and not for a secret, a number or an address.
fn is_prose(field: &Field) -> bool {
    // Numbers, addresses; and dates and times, which come last.
    let numbers = (DIGITS..=EMAIL).contains(&field.purpose) || field.purpose > TERMINAL;
    !field.is_secret() && !numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(client: &str, purpose: u32, hints: u32) -> Field {
        let client = Client::parse(client);
        Field { client, window: Some(Window::default()), purpose, hints, capabilities: 0b10_1001, ..Field::UNKNOWN }
    }

    /// What is done, in short: `off`, or the mode and what is special.
    fn told(settings: &str, field: &Field) -> String {
        let config = Config::parse(settings, std::path::Path::new("config.toml")).unwrap();
        match Rules::new(&config).help(field) {
            None => "off".into(),
            Some(help) => {
                let special = [
                    (help.private, "private"),
                    (help.terminal, "terminal"),
                    (help.lines_only, "lines"),
                    (help.ghost_inline, "inline"),
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
        let rules = "[ibus]\nterminals = true\n[ibus.apps]\nletter = \"preedit\"\n";
        let check = |purpose, hints, expected: &str| {
            assert_eq!(told(rules, &field("gtk3-im:letter", purpose, hints)), expected, "{purpose} {hints:#x}");
        };
        check(0, 0, "preedit");
        check(1, 0, "preedit");
        for numbers in 2..=6 {
            check(numbers, 0, "off");
        }
        check(7, 0, "preedit");
        check(8, 0, "off");
        check(9, 0, "off");
        check(10, 0, "direct private terminal");
        check(11, 0, "off");
        check(u32::MAX, 0, "off");
        check(0, 1 << 11, "off");
        check(0, 1 << 12, "off");
        check(0, 1 << 3, "preedit lower");
        check(0, 1 << 4, "preedit upper");
        check(0, 1 | 1 << 6 | 1 << 9, "preedit");
        assert_eq!(told(rules, &Field { masked: true, ..field("gtk3-im:letter", 0, 0) }), "off");
    }

    #[test]
    fn programs() {
        let check = |settings: &str, client: &str, expected: &str| {
            assert_eq!(told(settings, &field(client, 0, 0)), expected, "{settings:?} {client}");
        };
        let preedit = "[ibus]\nmode = \"preedit\"\n";
        check("", "gtk3-im:letter", "direct");
        check("[ibus]\nprivate = true\n[ibus.apps]\nletter = \"direct\"\n", "gtk3-im:letter", "direct private");
        check("", "gtk3-im:mousepad", "direct inline");
        check(preedit, "gtk3-im:mousepad", "preedit inline");
        check("[ibus]\ninline = [\"Letter\"]\n", "gtk3-im:letter", "direct inline");
        check("", "gtk4-im:org.gnome.Ptyxis", "off");
        check(preedit, "gtk4-im:gnome-text-editor", "direct inline");
        check("", "gtk3-im:gnome-terminal-server", "off");
        check("[ibus]\nterminals = true\n", "gtk3-im:gnome-terminal-server", "direct private terminal");
        check("[ibus.apps]\nKitty = \"direct\"\n", "gtk3-im:kitty", "direct private terminal");
        check("[ibus.apps]\nkitty = \"private\"\n", "gtk3-im:kitty", "off");
        check("", "gtk3-im:emacs", "off");
        check("[ibus.apps]\nemacs = \"private\"\n", "gtk3-im:emacs", "off");
        check("[ibus.apps]\nemacs = \"direct\"\n", "gtk3-im:emacs", "direct");
        check("[ibus.apps]\ngedit = \"off\"\n", "gtk3-im:org.gnome.gedit", "off");
        check("[ibus.apps]\nletter = \"private\"\n", "gtk3-im:Letter", "direct private");
        check("", "gtk3-im:keepassxc", "off");
        check("[ibus.apps]\nkeepassxc = \"direct\"\n", "gtk3-im:keepassxc", "off");
        let without_preedit = Field { capabilities: 0, ..field("gtk3-im:mousepad", 0, 0) };
        assert_eq!(told(preedit, &without_preedit), "direct");
    }

    /// `None` for a window that nobody has looked at yet.
    fn with_window(client: &str, window: Option<(&[&str], &str)>) -> Field {
        let window = window.map(|(names, title)| Window {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            title: title.to_owned(),
            ..Window::default()
        });
        Field { window, ..field(client, 0, 0) }
    }

    #[test]
    fn programs_that_ibus_does_not_name() {
        let check = |settings: &str, client: &str, names: Option<&[&str]>, expected: &str| {
            let field = with_window(client, names.map(|names| (names, "")));
            assert_eq!(told(settings, &field), expected, "{settings:?} {client} {names:?}");
        };
        let preedit = "[ibus]\nmode = \"preedit\"\n";
        for client in ["xim", "QIBusInputContext", "GLFW_Application", "", "fake", "gnome-shell"] {
            check("", client, None, "off");
            check("", client, Some(&[]), "off");
            check("", client, Some(&["konsole"]), "off");
            check("", client, Some(&["xterm"]), "off");
        }
        check(preedit, "xim", Some(&["xedit"]), "off");
        check("[ibus.apps]\nxedit = \"preedit\"\n", "xim", Some(&["xedit"]), "preedit");
        check("[ibus.apps]\nxedit = \"private\"\n", "xim", Some(&["xedit"]), "direct private");
        check("", "QIBusInputContext", Some(&["kitty", "scratchpad"]), "off");
        check(preedit, "QIBusInputContext", Some(&["kwrite"]), "direct");
        check("[ibus]\nterminals = true\n", "xim", Some(&["xterm"]), "direct private terminal");
        // A rule for the way to ibus, where nobody knows more.
        let shell = "[ibus.apps]\ngnome-shell = \"direct\"\nxim = \"direct\"\n";
        check(shell, "gnome-shell", Some(&[]), "direct");
        check(shell, "xim", None, "off");
        check(shell, "xim", Some(&["xterm"]), "off");
        check("[ibus.apps]\ngnome-shell = \"private\"\n", "gnome-shell", Some(&[]), "direct private");
        assert_eq!(with_window("xim", Some((&["xedit", "Xedit"], ""))).app().as_deref(), Some("Xedit"));
        assert_eq!(with_window("xim", None).app(), None);
    }

    #[test]
    fn browsers() {
        let check = |settings: &str, client: &str, title: Option<&str>, expected: &str| {
            let field = with_window(client, title.map(|title| (&["navigator", "firefox"][..], title)));
            assert_eq!(told(settings, &field), expected, "{settings:?} {client} {title:?}");
        };
        check("", "gtk3-im:firefox", None, "direct private lines");
        check("", "gtk3-im:firefox", Some(""), "direct private lines");
        check("", "gtk3-im:firefox", Some("A page — Mozilla Firefox"), "direct lines");
        check("", "gtk3-im:firefox", Some("A page — Mozilla Firefox Private Browsing"), "direct private lines");
        let rule = "[ibus.apps]\nfirefox = \"direct\"\n";
        check(rule, "gtk3-im:firefox", Some("A page — Mozilla Firefox"), "direct");
        check(rule, "gtk3-im:firefox", Some("A page — Mozilla Firefox Private Browsing"), "direct private");
        check(rule, "gtk3-im:firefox", Some(""), "direct");
    }
}
