//! The settings that the first page shows: data, in the order in which they stand there.
//!
//! Main type: [`SettingRow`].

use toml_edit::Value;

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Switch,
    Choice(&'static [&'static str]),
    Number { from: i64, to: i64, step: i64 },
}

/// One setting.
#[derive(Debug)]
pub struct SettingRow {
    /// Its name in the file, with dots between.
    pub key: &'static str,
    pub label: &'static str,
    pub about: &'static str,
    pub kind: Kind,
}

/// Those that this program's settings do not have are not shown.
pub const ROWS: &[SettingRow] = &[
    SettingRow {
        key: "ibus.private",
        label: "Private",
        about: "keep nothing that is typed through the input method; words are offered still",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "history.keep",
        label: "Keep what is sent",
        about: "and learn from it; off: nothing new is kept, what is there stays",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "learning.enabled",
        label: "Fine-tune in the background",
        about: "a model of your own, served only if it is better on your newest messages",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "suggest.corrections",
        label: "Corrections",
        about: "offer the word that a typo was meant to be; nothing is corrected without being asked",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "ibus.autocorrect",
        label: "Autocorrection",
        about: "Space puts the word that was meant in the place of a typo; Backspace right after takes it back",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "suggest.layout",
        label: "Keyboard",
        about: "its letters, to know which keys lie beside each other",
        kind: Kind::Choice(&["qwerty", "qwertz", "azerty", "dvorak", "colemak"]),
    },
    SettingRow {
        key: "suggest.decent",
        label: "Decent words only",
        about: "no slurs and sexual words, unless you use them",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "ibus.mode",
        label: "Way of typing",
        about: "direct: letters go to the application at once; preedit: a word stands underlined until it is finished",
        kind: Kind::Choice(&["direct", "preedit"]),
    },
    SettingRow {
        key: "ibus.words",
        label: "Words in the list",
        about: "1 to 9",
        kind: Kind::Number { from: 1, to: 9, step: 1 },
    },
    SettingRow {
        key: "ibus.pause_ms",
        label: "Pause before the list",
        about: "milliseconds without a key until words appear",
        kind: Kind::Number { from: 0, to: 60_000, step: 50 },
    },
    SettingRow {
        key: "ibus.letters",
        label: "Letters before the list",
        about: "of a word, after which it appears without a pause; 0: only after the pause",
        kind: Kind::Number { from: 0, to: 99, step: 1 },
    },
    SettingRow { key: "ibus.ghost", label: "Grey text", about: "show what may follow", kind: Kind::Switch },
    SettingRow {
        key: "ibus.digits",
        label: "Digits alone take words",
        about: "never; begun: after a word's first letter; always: while words are offered",
        kind: Kind::Choice(&["never", "begun", "always"]),
    },
    SettingRow {
        key: "ibus.terminals",
        label: "Help in terminals",
        about: "nothing that is typed there is kept in any case",
        kind: Kind::Switch,
    },
    SettingRow {
        key: "model.base_memory",
        label: "Base memory",
        about: "look contexts up in the text that the model was trained on; off saves some 24 MB",
        kind: Kind::Switch,
    },
];

/// The keys of the input method, with what each does.
pub const KEYS: &[(&str, &str)] = &[
    ("take", "takes the first word"),
    ("phrase", "takes all of the grey text"),
    ("less", "takes less: one word of the grey text, the stem of a word"),
    ("choose", "with a digit, takes the word of that number (modifiers only)"),
    ("dismiss", "takes away what is offered until the next word"),
    ("forget", "with a digit, forgets the word of that number (modifiers only)"),
];

/// What can be done in an application; the first is what is done without a rule.
pub const RULES: &[&str] = &["usual", "off", "private", "direct", "preedit"];

impl Kind {
    /// The value after this one, or before it; nothing where there is none.
    pub fn step(self, value: &toml::Value, forward: bool) -> Option<Value> {
        match (self, value) {
            (Kind::Switch, toml::Value::Boolean(on)) => Some((!on).into()),
            (Kind::Choice(all), toml::Value::String(chosen)) => cycle(all, chosen, forward).map(Value::from),
            (Kind::Number { from, to, step }, toml::Value::Integer(number)) => {
                let next = if forward { number.saturating_add(step) } else { number.saturating_sub(step) };
                let next = next.clamp(from, to);
                (next != *number).then(|| next.into())
            }
            _ => None,
        }
    }
}

/// The next or the previous of some names, from the last on to the first.
pub fn cycle(all: &'static [&'static str], chosen: &str, forward: bool) -> Option<&'static str> {
    let at = all.iter().position(|name| *name == chosen)?;
    let by = if forward { 1 } else { all.len() - 1 };
    Some(all[(at + by) % all.len()])
}
