//! Keys as X11 and IBus tell them, and the names that a person gives them in the settings.
//!
//! Main types: [`Key`], an event, and [`Shortcuts`], the keys that act on the offer.

use std::str::FromStr;

use kbvm::{Keysym, syms};

use crate::config::IbusKeys;

/// Bits of a key's state.
const SHIFT: u32 = 1;
const CTRL: u32 = 1 << 2;
const ALT: u32 = 1 << 3;
const SUPER: u32 = 1 << 6 | 1 << 26;
const HYPER_META: u32 = 1 << 27 | 1 << 28;
/// The bits of an event that a client has dealt with already, or that an engine made.
const HANDLED: u32 = 1 << 24 | 1 << 25;
const RELEASE: u32 = 1 << 30;

/// The digits of the main row by their place, whatever the layout writes there.
const ROW_OF_DIGITS: std::ops::RangeInclusive<u32> = 2..=10;

/// A key event.
#[derive(Clone, Copy)]
pub struct Key {
    /// The symbol that layout and modifiers make of it.
    pub sym: Keysym,
    /// The kernel's number of the key's place.
    pub code: u32,
    /// The modifiers that are held (`IBusModifierType`).
    pub state: u32,
}

/// What a key without a command does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Writes a character.
    Write(char),
    /// Ends the line.
    Enter,
    /// Deletes the character before the cursor.
    Backspace,
    /// Deletes behind the cursor; the text before it stays.
    Delete,
    /// Anything else: it may move the cursor or the focus.
    Other,
}

/// Keys that no text field knows.
const OF_THE_MACHINE: [Keysym; 19] = [
    syms::Print,
    syms::Pause,
    syms::Scroll_Lock,
    syms::Sys_Req,
    syms::XF86AudioLowerVolume,
    syms::XF86AudioMicMute,
    syms::XF86AudioMute,
    syms::XF86AudioNext,
    syms::XF86AudioPause,
    syms::XF86AudioPlay,
    syms::XF86AudioPrev,
    syms::XF86AudioRaiseVolume,
    syms::XF86AudioStop,
    syms::XF86Display,
    syms::XF86KbdBrightnessDown,
    syms::XF86KbdBrightnessUp,
    syms::XF86MonBrightnessDown,
    syms::XF86MonBrightnessUp,
    syms::XF86TouchpadToggle,
];

impl Key {
    /// Whether it changes nothing in any text: released, dealt with, a modifier, or a key of the machine itself, as for volume.
    pub fn is_idle(&self) -> bool {
        self.state & (RELEASE | HANDLED) != 0 || self.sym.is_modifier() || OF_THE_MACHINE.contains(&self.sym)
    }

    /// Whether it is a command and not text: Ctrl, Alt and their like are held. `AltGr` writes.
    pub fn is_command(&self) -> bool {
        self.state & (CTRL | ALT | SUPER | HYPER_META) != 0
    }

    /// Whether Shift is held.
    pub fn has_shift(&self) -> bool {
        self.state & SHIFT != 0
    }

    /// Whether Ctrl is held.
    pub fn has_ctrl(&self) -> bool {
        self.state & CTRL != 0
    }

    /// Whether cursor, selection and text stay as they are, or the application tells how they have changed: function keys, saving,
    /// formatting, searching, printing and zooming, keys of the desktop (Super), and `End`, which leaves a cursor at the end
    /// where it is. Other commands may select text, of which some applications tell nothing.
    pub fn keeps_place(&self) -> bool {
        match self.sym {
            _ if self.state & SUPER != 0 => true,
            sym if (syms::F1.0..=syms::F35.0).contains(&sym.0) => true,
            syms::Escape => !self.is_command(),
            syms::End | syms::KP_End | syms::Insert => !self.has_shift(),
            sym => {
                let letter = sym.char().map(|c| c.to_ascii_lowercase());
                self.state & ALT == 0 && self.has_ctrl() && letter.is_some_and(|c| "sbiufp+-=0".contains(c))
            }
        }
    }

    /// Returns what the key does to the text of a field; only for keys that are no command.
    pub fn action(&self) -> Action {
        match self.sym {
            syms::Return | syms::KP_Enter | syms::ISO_Enter => Action::Enter,
            syms::BackSpace => Action::Backspace,
            syms::Delete | syms::KP_Delete => Action::Delete,
            sym => sym.char().filter(|c| !c.is_control()).map_or(Action::Other, Action::Write),
        }
    }

    /// Returns the word, counted from 0, whose digit this key writes; the digits of the number pad are plain numbers.
    fn writes_digit(&self) -> Option<usize> {
        let digit = self.sym.0.checked_sub(syms::_1.0).filter(|digit| *digit < 9)?;
        (!self.is_command()).then_some(digit as usize)
    }

    /// Returns the word, counted from 0, whose digit lies on this key.
    fn digit_key(&self) -> Option<usize> {
        ROW_OF_DIGITS.contains(&self.code).then(|| (self.code - ROW_OF_DIGITS.start()) as usize)
    }

    fn modifiers(&self) -> u32 {
        let mut modifiers = self.state & (SHIFT | CTRL | ALT);
        if self.state & SUPER != 0 {
            modifiers |= SUPER;
        }
        modifiers
    }
}

/// An action of a key on the offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Take the word of this number, counted from 0.
    Take(usize),
    /// Take the word of this number, counted from 0, by a digit that would else be text.
    TakeByDigit(usize),
    /// Take the grey text.
    Phrase,
    /// Take the grey text's first word, or a word's stem.
    Less,
    /// Hide the offer.
    Dismiss,
    /// Forget the word of this number, counted from 0.
    Forget(usize),
}

/// The keys that act on the offer.
#[derive(Clone, Debug)]
pub struct Shortcuts {
    take: Option<Shortcut>,
    phrase: Option<Shortcut>,
    less: Option<Shortcut>,
    dismiss: Option<Shortcut>,
    /// Modifiers that make a digit take its word, and forget it.
    choose: Option<u32>,
    forget: Option<u32>,
}

impl Shortcuts {
    /// Reads the names of the keys.
    ///
    /// # Errors
    /// When a name means no key.
    pub fn new(names: &IbusKeys) -> Result<Shortcuts, BadKey> {
        let key = |setting, name: &str| match name.trim() {
            "" => Ok(None),
            name => name.parse().map(Some).map_err(|error| BadKey { setting, error }),
        };
        let held = |setting, name: &str| match name.trim() {
            "" => Ok(None),
            name => modifiers(name).map(Some).map_err(|error| BadKey { setting, error }),
        };
        Ok(Shortcuts {
            take: key("take", &names.take)?,
            phrase: key("phrase", &names.phrase)?,
            less: key("less", &names.less)?,
            dismiss: key("dismiss", &names.dismiss)?,
            choose: held("choose", &names.choose)?,
            forget: held("forget", &names.forget)?,
        })
    }

    /// Whether there are modifiers with which a digit takes its word.
    pub fn have_numbers(&self) -> bool {
        self.choose.is_some()
    }

    /// Returns what the settings want a key to do; `None` for a key that they do not name.
    pub fn wish(&self, key: &Key) -> Option<Wish> {
        let is = |shortcut: &Option<Shortcut>| shortcut.as_ref().is_some_and(|shortcut| shortcut.is(key));
        if is(&self.take) {
            return Some(Wish::Take(0));
        }
        if is(&self.phrase) {
            return Some(Wish::Phrase);
        }
        if is(&self.less) {
            return Some(Wish::Less);
        }
        if is(&self.dismiss) {
            return Some(Wish::Dismiss);
        }
        // On layouts where digits need Shift, as on French keyboards, a digit with Shift is still a digit.
        if let Some(nth) = key.writes_digit() {
            return Some(Wish::TakeByDigit(nth));
        }
        let (nth, held) = (key.digit_key()?, Some(key.modifiers()));
        match held {
            held if held == self.choose => Some(Wish::Take(nth)),
            held if held == self.forget => Some(Wish::Forget(nth)),
            _ => None,
        }
    }
}

/// A key with its modifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shortcut {
    sym: Keysym,
    modifiers: u32,
}

impl Shortcut {
    fn is(&self, key: &Key) -> bool {
        plain(key.sym) == self.sym && key.modifiers() == self.modifiers
    }
}

/// A key's symbol without what Shift makes of it.
fn plain(sym: Keysym) -> Keysym {
    if sym == syms::ISO_Left_Tab { syms::Tab } else { sym.to_lowercase() }
}

/// A setting whose name means no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`ibus.keys.{setting}`: {error}")]
pub struct BadKey {
    /// The setting in `[ibus.keys]`.
    pub setting: &'static str,
    /// What is wrong with the name.
    pub error: KeyError,
}

/// A name that means no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The part of the name behind the modifiers is that of no key.
    #[error("no key is called `{0}`; names are those of xev and of `/usr/include/X11/keysymdef.h`, as in `Tab`")]
    Key(String),
    /// A part of the name before a `+` is that of no modifier.
    #[error("no modifier is called `{0}`; there are Shift, Ctrl, Alt and Super")]
    Modifier(String),
}

impl FromStr for Shortcut {
    type Err = KeyError;

    fn from_str(name: &str) -> Result<Shortcut, KeyError> {
        let (held, key) = match name.rsplit_once('+') {
            Some((held, key)) => (modifiers(held)?, key),
            None => (0, name),
        };
        let key = key.trim();
        let sym = Keysym::from_str_insensitive(key).ok_or_else(|| KeyError::Key(key.to_owned()))?;
        Ok(Shortcut { sym: plain(sym), modifiers: held })
    }
}

fn modifiers(names: &str) -> Result<u32, KeyError> {
    names.split('+').map(str::trim).try_fold(0, |all, name| match name.to_lowercase().as_str() {
        "shift" => Ok(all | SHIFT),
        "ctrl" | "control" => Ok(all | CTRL),
        "alt" => Ok(all | ALT),
        "super" => Ok(all | SUPER),
        _ => Err(KeyError::Modifier(name.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(sym: Keysym, code: u32, state: u32) -> Key {
        Key { sym, code, state }
    }

    #[test]
    fn wishes() {
        let shortcuts = |forget: &str| Shortcuts::new(&IbusKeys { forget: forget.into(), ..IbusKeys::default() });
        let usual = shortcuts("Ctrl+Shift").unwrap();
        let shift = shortcuts("shift").unwrap();
        let check = |shortcuts: &Shortcuts, key: Key, expected| assert_eq!(shortcuts.wish(&key), expected);
        check(&usual, key(syms::Tab, 15, 0), Some(Wish::Take(0)));
        // Num Lock is a modifier that says nothing.
        check(&usual, key(syms::Tab, 15, 1 << 4), Some(Wish::Take(0)));
        check(&usual, key(syms::ISO_Left_Tab, 15, SHIFT), Some(Wish::Phrase));
        check(&usual, key(syms::Tab, 15, CTRL), None);
        check(&usual, key(syms::Right, 106, CTRL), Some(Wish::Less));
        check(&usual, key(syms::Right, 106, 0), None);
        check(&usual, key(syms::Escape, 1, 0), Some(Wish::Dismiss));
        check(&usual, key(syms::_1, 2, 0), Some(Wish::TakeByDigit(0)));
        check(&usual, key(syms::_9, 10, 0), Some(Wish::TakeByDigit(8)));
        check(&usual, key(syms::_0, 11, 0), None);
        check(&usual, key(syms::_1, 2, CTRL), None);
        check(&usual, key(syms::KP_1, 79, 0), None);
        check(&usual, key(syms::exclam, 2, SHIFT), None);
        check(&usual, key(syms::exclam, 2, SHIFT | CTRL), Some(Wish::Forget(0)));
        check(&usual, key(syms::_2, 3, CTRL | ALT), Some(Wish::Take(1)));
        check(&usual, key(syms::_2, 3, ALT), None);
        check(&shift, key(syms::exclam, 2, SHIFT), Some(Wish::Forget(0)));
        check(&shift, key(syms::numbersign, 4, SHIFT), Some(Wish::Forget(2)));
        check(&shift, key(syms::exclam, 2, SHIFT | CTRL), None);
        // A French keyboard: the digit is written with Shift, its key alone writes something else.
        check(&shift, key(syms::_1, 2, SHIFT), Some(Wish::TakeByDigit(0)));
        check(&usual, key(syms::ampersand, 2, 0), None);
        check(&shortcuts("").unwrap(), key(syms::exclam, 2, SHIFT | CTRL), None);
    }

    #[test]
    fn names_of_keys() {
        let check = |name: &str, expected: Result<(Keysym, u32), KeyError>| {
            let parsed = name.parse::<Shortcut>().map(|shortcut| (shortcut.sym, shortcut.modifiers));
            assert_eq!(parsed, expected, "{name}");
        };
        check("Tab", Ok((syms::Tab, 0)));
        check("ctrl + Right", Ok((syms::Right, CTRL)));
        check("Ctrl+Alt+L", Ok((syms::l, CTRL | ALT)));
        check("F12", Ok((syms::F12, 0)));
        check("Tabulator", Err(KeyError::Key("Tabulator".into())));
        check("Fn+Tab", Err(KeyError::Modifier("Fn".into())));
        let wrong = Shortcuts::new(&IbusKeys { take: "Tabulator".into(), ..IbusKeys::default() }).unwrap_err();
        assert!(wrong.to_string().starts_with("`ibus.keys.take`: no key is called `Tabulator`"), "{wrong}");
    }

    #[test]
    fn what_keys_do() {
        let check = |sym, expected| assert_eq!(key(sym, 0, 0).action(), expected, "{sym:?}");
        check(syms::a, Action::Write('a'));
        check(syms::space, Action::Write(' '));
        check(syms::KP_7, Action::Write('7'));
        check(syms::eacute, Action::Write('é'));
        check(syms::EuroSign, Action::Write('€'));
        check(Keysym::from_char('я'), Action::Write('я'));
        check(syms::Return, Action::Enter);
        check(syms::KP_Enter, Action::Enter);
        check(syms::BackSpace, Action::Backspace);
        check(syms::Delete, Action::Delete);
        check(syms::Left, Action::Other);
        check(syms::Tab, Action::Other);
        check(syms::Escape, Action::Other);
        check(syms::F5, Action::Other);
        assert!(key(syms::Shift_L, 42, 0).is_idle());
        assert!(key(syms::ISO_Level3_Shift, 100, 0).is_idle());
        assert!(key(syms::a, 30, RELEASE).is_idle());
        assert!(!key(syms::dead_acute, 26, 0).is_idle());
        assert!(key(syms::XF86AudioMute, 121, 0).is_idle());
        assert!(!key(syms::F5, 71, 0).is_idle());
        let keeps = [
            (syms::F5, 0),
            (syms::F10, ALT),
            (syms::s, CTRL),
            (syms::S, CTRL | SHIFT),
            (syms::End, 0),
            (syms::l, SUPER),
        ];
        assert!(keeps.iter().all(|&(sym, state)| key(sym, 0, state).keeps_place()));
        let moves = [
            (syms::a, CTRL),
            (syms::slash, CTRL),
            (syms::End, SHIFT),
            (syms::Insert, SHIFT),
            (syms::Left, 0),
            (syms::Tab, 0),
        ];
        assert!(!moves.iter().any(|&(sym, state)| key(sym, 0, state).keeps_place()));
    }
}
