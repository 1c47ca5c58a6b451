//! The emoji that goes with a word, for those who ask for emoji.

use crate::predict::query::{Word, WordKind};
use crate::text::words::open_word;

/// A keyword in small letters and its emoji a line, sorted (models/README.md says where they come from).
const ENGLISH: &str = include_str!("../../../models/english.emoji");
/// Index of the place at which an emoji is offered; at most one is.
const PLACE: usize = 2;
/// A word that is more probable than this keeps its place.
const WORTH: f32 = 0.06;

/// Returns the emoji of the word that a text ends with; a space or a mark may stand after the word.
fn after(text: &str) -> Option<&'static str> {
    let head = text.trim_end_matches([' ', '!', '.', ',', '?']);
    let word = open_word(head).to_lowercase();
    if word.is_empty() || head.len() + 2 < text.len() {
        return None;
    }
    ENGLISH
        .lines()
        .find_map(|line| line.split_once('\t').filter(|(keyword, _)| *keyword == word).map(|(_, emoji)| emoji))
}

/// Puts the emoji of the last word into the third place, where no word deserves it more.
pub fn offer(text: &str, n: usize, words: &mut Vec<Word>) {
    let Some(emoji) = after(text).filter(|_| n > PLACE && words.len() >= PLACE) else { return };
    if words.get(PLACE).is_some_and(|word| word.probability > WORTH) {
        return;
    }
    words.truncate(n - 1);
    let before = if text.ends_with(' ') { "" } else { " " };
    let insert = format!("{before}{emoji}");
    let completion = insert.clone();
    // No model says how probable an emoji is: it gets no more than the word before it, whose place it follows.
    let probability = words[PLACE - 1].probability.min(WORTH);
    let text = emoji.to_owned();
    words.insert(PLACE, Word { text, completion, insert, probability, kind: WordKind::Emoji, ..Word::default() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_of_the_last_word() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(after(text), expected, "{text}");
        check("we had pizza ", Some("🍕"));
        check("Happy Birthday! ", Some("🎂"));
        check("Happy birthday!", Some("🎂"));
        check("pizza  and ", None);
        check("", None);
        check("pizzas ", None);
    }

    #[test]
    fn one_in_the_third_place_where_no_word_deserves_it() {
        let check = |probabilities: &[f32], n: usize, expected: Option<usize>| {
            let word = |probability: &f32| Word {
                text: "word".into(),
                insert: "word".into(),
                probability: *probability,
                kind: WordKind::NextWord,
                ..Word::default()
            };
            let mut words: Vec<Word> = probabilities.iter().map(word).collect();
            offer("we had pizza ", n, &mut words);
            assert!(words.len() <= n);
            assert_eq!(words.iter().position(|word| word.kind == WordKind::Emoji), expected);
        };
        check(&[0.3, 0.2, 0.01], 3, Some(2));
        check(&[0.3, 0.2], 3, Some(2));
        check(&[0.3, 0.2, 0.1], 3, None);
        check(&[0.3], 3, None);
        check(&[0.3, 0.2], 2, None);
        check(&[0.3, 0.2, 0.01, 0.01, 0.01], 5, Some(2));
    }
}
