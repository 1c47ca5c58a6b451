//! [`Marks`]: the marks before which a person leaves a space, as in `thanks :)` or `Ça va ?`. Only counts are kept, no text.

use std::collections::HashMap;

/// Characters that stand right behind a word: marks, closing brackets and quotation marks, and characters that join
/// words.
pub(super) const CLOSING: &str = ".,;:!?…)]}%'’”»-/";

/// The eyes of smileys, which stand for each other, and what follows them.
const EYES: [char; 2] = [':', ';'];
const MOUTHS: &str = ")(-'DPpOo/|*3]";
/// A space before a mark is a habit when it was left there so many times more often than not.
const DOUBT: u32 = 2;

/// How often each closing mark stood after a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(HashMap<char, Count>);

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right_after: u32,
    after_a_space: u32,
}

/// Whether a character is one of the spaces that people leave before a mark.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

impl Marks {
    /// Counts the marks of a message that the person wrote.
    pub fn learn(&mut self, message: &str) {
        let (mut earlier, mut before) = ('\n', '\n');
        let mut chars = message.chars().peekable();
        while let Some(mark) = chars.next() {
            if CLOSING.contains(mark) {
                let smiles = EYES.contains(&mark) && chars.peek().is_some_and(|&next| MOUTHS.contains(next));
                let alike: &[char] = if smiles { &EYES } else { &[mark] };
                for &mark in alike {
                    let count = self.0.entry(mark).or_default();
                    count.right_after += u32::from(before.is_alphabetic());
                    count.after_a_space += u32::from(is_space(before) && earlier.is_alphabetic());
                }
            }
            (earlier, before) = (before, mark);
        }
    }

    /// Returns the marks of a text as if it were a message of the person.
    pub fn of(text: &str) -> Marks {
        let mut marks = Marks::default();
        marks.learn(text);
        marks
    }

    /// Returns whether a space was left before a mark each time that it was written.
    pub fn always_stands_apart(&self, mark: char) -> bool {
        self.0.get(&mark).is_some_and(|count| count.right_after == 0 && count.after_a_space > 0)
    }

    /// Returns whether the person leaves a space before a mark.
    pub fn stands_apart(&self, mark: char) -> bool {
        let Count { right_after, after_a_space } = self.0.get(&mark).copied().unwrap_or_default();
        after_a_space > right_after.saturating_add(DOUBT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_before_a_mark_is_a_habit_of_the_person() {
        let check = |messages: &[&str], apart: &str, joined: &str| {
            let mut marks = Marks::default();
            messages.iter().for_each(|message| marks.learn(message));
            assert!(apart.chars().all(|mark| marks.stands_apart(mark)), "{messages:?}: {marks:?}");
            assert!(!joined.chars().any(|mark| marks.stands_apart(mark)), "{messages:?}: {marks:?}");
        };
        check(&[], "", ".,:;-?!");
        check(&["thanks :)"], "", ":");
        check(&["thanks :)", "ok :D", "see you :)"], ":;", ".,-?!");
        check(&["one :)", "two ;)", "three ;-)"], ":;", ".,-?!");
        check(&["thanks :)", "ok :D", "see you :)", "note: late", "at 12:30"], "", ":");
        check(&["no - well", "yes - so - so", "a well-known one"], "", "-");
        check(&["no - well", "yes - so - so", "it - was"], "-", ":");
        check(&["Ça va ? Oui !", "Et toi ?", "Bien\u{a0}? Vrai !", "Non\u{202f}!"], "?!", ".,");
    }
}
