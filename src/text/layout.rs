//! [`Layout`]: where the keys of a keyboard lie, to know which are beside each other. Named in settings.

use serde::{Deserialize, Serialize};

/// A keyboard's letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// The layout of the United States.
    #[default]
    Qwerty,
    /// The German layout: Y and Z change places.
    Qwertz,
    /// The French layout.
    Azerty,
    /// The Dvorak layout of the United States.
    Dvorak,
    /// The Colemak layout.
    Colemak,
}

/// Letters of the upper, the home and the lower row. A key of a row lies between two of the one above it, its own column
/// and the next; spaces are keys without a letter.
const QWERTY: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const QWERTZ: [&str; 3] = ["qwertzuiopü", "asdfghjklöä", "yxcvbnm"];
const AZERTY: [&str; 3] = ["azertyuiop", "qsdfghjklmù", "wxcvbn"];
const DVORAK: [&str; 3] = ["'  pyfgcrl", "aoeuidhtns", " qjkxbmwvz"];
const COLEMAK: [&str; 3] = ["qwfpgjluy", "arstdhneio", "zxcvbkm"];

impl Layout {
    fn rows(self) -> [&'static str; 3] {
        match self {
            Layout::Qwerty => QWERTY,
            Layout::Qwertz => QWERTZ,
            Layout::Azerty => AZERTY,
            Layout::Dvorak => DVORAK,
            Layout::Colemak => COLEMAK,
        }
    }

    fn place(self, letter: char) -> Option<(i32, i32)> {
        (0..).zip(self.rows()).find_map(|(row, keys)| {
            let column = keys.chars().position(|key| key == letter)?;
            Some((row, column as i32))
        })
    }

    /// Whether two letters lie on keys that touch.
    #[must_use]
    pub fn beside(self, a: char, b: char) -> bool {
        let (Some((row, column)), Some((other_row, other))) = (self.place(a), self.place(b)) else { return false };
        match other_row - row {
            0 => (column - other).abs() == 1,
            // The row below is shifted by half a key to the right.
            1 => other == column || other == column - 1,
            -1 => other == column || other == column + 1,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_touch() {
        let check = |layout: Layout, letter: char, expected: &str| {
            let beside: String = ('a'..='z').filter(|&other| layout.beside(letter, other)).collect();
            assert_eq!(beside, expected, "{layout:?} {letter}");
        };
        check(Layout::Qwerty, 'g', "bfhtvy");
        check(Layout::Qwerty, 'q', "aw");
        check(Layout::Qwertz, 'z', "ghtu");
        check(Layout::Azerty, 'a', "qz");
        check(Layout::Dvorak, 'e', "jopqu");
        check(Layout::Colemak, 's', "cfprtx");
        check(Layout::Qwerty, '1', "");
    }
}
