//! [`is_casual`]: whether the writer of a text uses words that no dictionary has (`u`, `dont`, `2moro`), so that such
//! words are offered there.
//!
//! They are offered to nobody else: to a person who writes *don't*, `dont` is a mistake. The list is part of the model of
//! English (`models/english.casual`, made by `foretype lexicon`).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, fold};
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

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("../../models/english.casual").lines().collect());

/// Whether a word is one that is written in hurried messages only.
pub(super) fn has(word: &str) -> bool {
    let folded: String = word.chars().flat_map(fold).collect();
    WORDS.contains(folded.as_str())
}

/// Returns whether the whole words before the cursor show a writer who uses such words.
pub(super) fn is_casual(text: &str, lexicon: &Lexicon) -> bool {
    let newest = &text[text.floor_char_boundary(text.len().saturating_sub(REACH))..];
    // Names in capitals, times of day (`2pm`) and variables (`n`) stand in everybody's texts and show nothing.
    let small = |word: &str| word.chars().all(char::is_lowercase) && (word.len() > 1 || LETTERS.contains(&word));
    let tells = |word: &str| small(word) && lexicon.entry(word).is_none() && has(word);
    let count = |text: &str| {
        let spans = word_spans(text);
        let whole = spans.iter().filter(|span| span.end < text.len()).map(|span| &text[span.clone()]);
        (spans.len(), whole.filter(|word| tells(word)).count())
    };
    // Earlier lines, which others may have written, say less than the line that is being written.
    let line = last_line(newest);
    let ((of_line, in_line), (words, casual)) = (count(line), count(newest));
    if in_line == 0 && of_line > FORMAL_WORDS && line.starts_with(char::is_uppercase) {
        return false;
    }
    casual >= ENOUGH || (casual > 0 && words <= FEW_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_so_is_told_by_whole_words() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, expected: bool| assert_eq!(is_casual(text, &lexicon), expected, "{text:?}");
        check("", false);
        check("u", false);
        check("wat r u ", true);
        check("i dont ", true);
        check("u coming 2nite? ", true);
        check("ok c u then\nis he ", true);
        check("I don't know what you ", false);
        check("hey r u coming 2nite\nk c u l8r, dont b late\nGood evening. I am not coming because I d", false);
        check("hey r u coming 2nite\nk c u l8r, dont b late\nyes i d", true);
        check("See you at 2pm on the 20th in the BBC ", false);
        check("The variable that you have to set is called n and the other one is not yet there ", false);
        check("the variables that you have to set are called n and k and the others are not yet there ", false);
    }

    #[test]
    fn words_of_hurried_messages() {
        for (word, expected) in [("dont", true), ("U", true), ("2nite", true), ("recieve", false), ("zzyzx", false)] {
            assert_eq!(has(word), expected, "{word}");
        }
    }
}
