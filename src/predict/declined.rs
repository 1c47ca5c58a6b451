//! [`Corrections`]: notices in one session which corrections were shown and typed past.

/// Most words that wait to be reported.
const MOST: usize = 32;

/// The correction of a finished word that is shown, and words whose corrections were typed past.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    /// The byte at which the word ends whose correction is shown, and that word.
    shown: Option<(usize, String)>,
    /// Words whose corrections were typed past and that have not been reported yet.
    passed: Vec<String>,
}

impl Corrections {
    /// Begins a query for a text: the correction shown counts as typed past once letters follow its word, and is
    /// dropped when that word is gone.
    pub fn begin(&mut self, text: &str) {
        let Some((end, word)) = &self.shown else { return };
        let stands = text.get(..*end).is_some_and(|head| head.ends_with(word.as_str()));
        let after = text.get(*end..).unwrap_or_default();
        if !stands {
            // The correction was taken, or the word was changed by hand.
            self.shown = None;
        } else if after.chars().any(char::is_alphanumeric) {
            let (_, word) = self.shown.take().unwrap_or_default();
            self.passed.push(word);
            self.passed.drain(..self.passed.len().saturating_sub(MOST));
        }
    }

    /// Notes that a correction of the word that ends at byte `end` is shown.
    pub fn show(&mut self, end: usize, word: &str) {
        self.shown = Some((end, word.to_owned()));
    }

    /// Returns the words whose corrections were typed past since the last call.
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
