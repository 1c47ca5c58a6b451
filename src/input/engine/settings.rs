//! [`Settings`]: the settings that all engines of a process share.

use std::time::Duration;

use crate::config::{Config, IbusDigits};
use crate::input::keys::{BadKey, Shortcuts};
use crate::input::rules::Rules;

/// Settings that all engines of this process share.
pub struct Settings {
    /// Which fields are served, and how.
    pub rules: Rules,
    /// The keys that act on the offer.
    pub shortcuts: Shortcuts,
    /// When a digit takes its word.
    pub digits: IbusDigits,
    /// Whether grey text is shown.
    pub ghost: bool,
    /// Whether Space takes a correction.
    pub autocorrect: bool,
    /// Letters of a word after which words are shown; 0 for only after a pause.
    pub letters: u32,
    /// Grey text less probable than this is not shown.
    pub show_probability: f32,
    /// Most words in the table.
    pub words: u32,
    /// Time without a key after which words appear.
    pub pause: Duration,
    /// Whether the session is one of Wayland.
    pub wayland: bool,
}

impl Settings {
    /// # Errors
    /// When the settings name a key that does not exist.
    pub fn new(config: &Config, wayland: bool) -> Result<Settings, BadKey> {
        Ok(Settings {
            rules: Rules::new(config),
            shortcuts: Shortcuts::new(&config.ibus.keys)?,
            digits: config.ibus.digits,
            ghost: config.ibus.ghost,
            autocorrect: config.ibus.autocorrect,
            letters: config.ibus.letters,
            show_probability: config.client.show_probability,
            words: config.ibus.words,
            pause: Duration::from_millis(config.ibus.pause_ms),
            wayland,
        })
    }
}
