//! [`Corrections`]: notices in one session which corrections were shown and typed past.

/// Words that wait to be told at most.
const MOST: usize = 32;

/// What became of the corrections of finished words.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    /// The word for which one is shown, and where it ends in the text.
    shown: Option<(usize, String)>,
    /// Words that were typed past and not told yet.
    passed: Vec<String>,
}

impl Corrections {
    /// A query for this text begins.
    pub fn begin(&mut self, text: &str) {
        let Some((end, word)) = &self.shown else { return };
        let stands = text.get(..*end).is_some_and(|head| head.ends_with(word.as_str()));
        let after = text.get(*end..).unwrap_or_default();
        if !stands {
            // Taken, or changed by hand.
            self.shown = None;
        } else if after.chars().any(char::is_alphanumeric) {
            let (_, word) = self.shown.take().unwrap_or_default();
            self.passed.push(word);
            self.passed.drain(..self.passed.len().saturating_sub(MOST));
        }
    }

    /// A correction of the word that ends there is shown.
    pub fn show(&mut self, end: usize, word: &str) {
        self.shown = Some((end, word.to_owned()));
    }

    /// Words that were typed past since the last call.
    pub fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_past_is_told() {
        let check = |texts: &[&str], expected: &[&str]| {
            let mut corrections = Corrections::default();
            corrections.show(9, "recieve");
            texts.iter().for_each(|text| corrections.begin(text));
            assert_eq!(corrections.take(), expected, "{texts:?}");
            assert!(corrections.take().is_empty());
        };
        check(&["I recieve ", "I recieve m", "I recieve mu"], &["recieve"]);
        check(&["I recieve, ", "I recieve, x"], &["recieve"]);
        check(&["I recieve ", "I receive ", "I receive m"], &[]);
        check(&["I recieve ", "I recieve", "I reciev", "I recieve"], &[]);
        check(&["", "x"], &[]);
    }
}
