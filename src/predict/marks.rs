//! [`Marks`]: the marks before which a person leaves a space, as in `thanks :)` or `Ça va ?`. Only counts are kept, no text.

/// Characters that stand right behind a word: marks, closing brackets and quotation marks, and characters that join
/// words.
pub(super) const CLOSING: &str = ".,;:!?…)]}%'’”»-/";

/// A space before a mark is a habit when it was left there so many times more often than not.
const DOUBT: u32 = 2;

/// How often each closing mark stood after a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(Vec<(char, Count)>);

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right_after: u32,
    after_a_space: u32,
}

impl Marks {
    /// Counts the marks of a message that the person wrote.
    pub fn learn(&mut self, message: &str) {
        let chars: Vec<char> = message.chars().collect();
        for window in chars.windows(2) {
            let &[before, mark] = window else { continue };
            if before.is_alphabetic() && CLOSING.contains(mark) {
                self.count(mark).right_after += 1;
            }
        }
        for window in chars.windows(3) {
            let &[before, between, mark] = window else { continue };
            let space = matches!(between, ' ' | '\u{a0}' | '\u{202f}');
            if before.is_alphabetic() && space && CLOSING.contains(mark) {
                self.count(mark).after_a_space += 1;
            }
        }
    }

    /// Returns whether the person leaves a space before a mark.
    pub fn stands_apart(&self, mark: char) -> bool {
        let count = self.0.iter().find(|(known, _)| *known == mark);
        count
            .is_some_and(|(_, Count { right_after, after_a_space })| *after_a_space > right_after.saturating_add(DOUBT))
    }

    fn count(&mut self, mark: char) -> &mut Count {
        let at = self.0.iter().position(|(known, _)| *known == mark).unwrap_or_else(|| {
            self.0.push((mark, Count::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
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
        check(&["thanks :)", "ok :D", "see you :)"], ":", ".,;-?!");
        check(&["thanks :)", "ok :D", "see you :)", "note: late", "at 12:30"], "", ":");
        check(&["no - well", "yes - so - so", "a well-known one"], "", "-");
        check(&["no - well", "yes - so - so", "it - was"], "-", ":");
        check(&["Ça va ? Oui !", "Et toi ?", "Bien\u{a0}? Vrai !", "Non\u{202f}!"], "?!", ".,");
    }
}
