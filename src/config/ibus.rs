//! `[ibus]`: the settings of the input methods, that of Fcitx 5 as well.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
