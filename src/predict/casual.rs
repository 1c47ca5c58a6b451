//! [`Manner`]: which words that no dictionary has (`dont`, `2moro`, `qemu`) the writer of a text uses, so that such words
//! are offered there.
//!
//! They are offered to nobody else: to a person who writes *don't*, `dont` is a mistake. The list is part of the model of
//! English (`models/english.casual`, made by `foretype lexicon`). A mark stands there behind words that are met more often
//! in lines without apostrophes than in lines with them: those tell of hurried writing. The others, the terms of a trade
//! among them, tell of no manner of writing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::{HURRIED_MARK, Lexicon, fold};
use crate::text::words::{last_line, word_spans};

/// Bytes before the cursor that are read.
const REACH: usize = 500;
/// Number of such words that show their writer's manner; one is enough in a text of at most `FEW_WORDS` words.
const ENOUGH: usize = 2;
const FEW_WORDS: usize = 10;
/// A line that begins with a capital and has more words than this, but no such word, shows a writer who uses none.
const FORMAL_WORDS: usize = 4;
/// Letters that stand for words.
const LETTERS: [&str; 2] = ["r", "u"];

/// The words of the list, each with whether it tells of hurried writing.
static WORDS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    let lines = include_str!("../../models/english.casual").lines();
    lines.map(|line| line.strip_suffix(HURRIED_MARK).map_or((line, false), |word| (word, true))).collect()
});

/// Returns whether a word is in the list, and if so whether it tells of hurried writing.
fn listed(word: &str) -> Option<bool> {
    let folded: String = word.chars().flat_map(fold).collect();
    WORDS.get(folded.as_str()).copied()
}

/// Whether a word is one that messages have and dictionaries lack.
pub(super) fn has(word: &str) -> bool {
    listed(word).is_some()
}

/// Which words of the list the writer of a text uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// Words of hurried messages: every word of the list is of use.
    hurried: bool,
    /// Words that tell of no hurry: they are of use.
    terms: bool,
}

impl Manner {
    /// Returns what the whole words before the cursor show.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let newest = &text[text.floor_char_boundary(text.len().saturating_sub(REACH))..];
        // Earlier lines, which others may have written, say less than the line that is being written.
        let line = last_line(newest);
        let (of_line, of_all) = (Counts::of(line, lexicon), Counts::of(newest, lexicon));
        let formal = of_line.words > FORMAL_WORDS && line.starts_with(char::is_uppercase);
        let shows = |of_line: usize, of_all_lines: usize| {
            let enough = of_all_lines >= ENOUGH || (of_all_lines > 0 && of_all.words <= FEW_WORDS);
            enough && (of_line > 0 || !formal)
        };
        Manner { hurried: shows(of_line.hurried, of_all.hurried), terms: shows(of_line.terms, of_all.terms) }
    }

    /// Whether a word is one of the list that such a writer uses.
    pub fn has(self, word: &str) -> bool {
        (self.hurried || self.terms) && listed(word).is_some_and(|hurried| self.hurried || !hurried)
    }
}

/// Words of a text, and how many of them are in the list.
#[derive(Default)]
struct Counts {
    words: usize,
    hurried: usize,
    terms: usize,
}

impl Counts {
    fn of(text: &str, lexicon: &Lexicon) -> Self {
        // Names in capitals, times of day (`2pm`) and variables (`n`) stand in everybody's texts and show nothing.
        let small = |word: &str| word.chars().all(char::is_lowercase) && (word.len() > 1 || LETTERS.contains(&word));
        let spans = word_spans(text);
        let mut counts = Counts { words: spans.len(), ..Counts::default() };
        let whole = spans.into_iter().filter(|span| span.end < text.len()).map(|span| &text[span]);
        for word in whole.filter(|word| small(word) && lexicon.entry(word).is_none()) {
            match listed(word) {
                Some(true) => counts.hurried += 1,
                Some(false) => counts.terms += 1,
                None => {}
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_so_is_told_by_whole_words() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, hurried: bool, terms: bool| {
            assert_eq!(Manner::of(text, &lexicon), Manner { hurried, terms }, "{text:?}");
        };
        check("", false, false);
        check("u", false, false);
        check("wat r u ", true, false);
        check("i dont ", true, false);
        check("u coming 2nite? ", true, false);
        check("ok c u then\nis he ", true, false);
        check("I don't know what you ", false, false);
        check("hey r u coming 2nite\nk c u l8r, dont b late\nGood evening. I am not coming because I d", false, false);
        check("hey r u coming 2nite\nk c u l8r, dont b late\nyes i d", true, false);
        check("See you at 2pm on the 20th in the BBC ", false, false);
        check("The variable that you have to set is called n and the other one is not yet there ", false, false);
        check("the variables that you have to set are called n and k and the others are not yet there ", false, false);
        check("does qemu run on it? ", false, true);
        check("u know qemu? ", true, true);
    }

    #[test]
    fn words_are_offered_to_their_writers() {
        let check = |manner: Manner, word: &str, expected: bool| {
            assert_eq!(manner.has(word), expected, "{word} {manner:?}");
        };
        let [hurried, terms] = [(true, false), (false, true)].map(|(hurried, terms)| Manner { hurried, terms });
        check(hurried, "dont", true);
        check(hurried, "U", true);
        check(hurried, "qemu", true);
        check(terms, "dont", false);
        check(terms, "qemu", true);
        check(Manner::default(), "dont", false);
        check(Manner::default(), "qemu", false);
        for word in ["recieve", "zzyzx"] {
            check(hurried, word, false);
        }
        assert!(has("dont") && has("qemu") && has("2nite") && !has("recieve"));
    }
}
