//! [`Places`]: a word on offer stays in its place while what is typed agrees with it, so that nothing jumps under the eye.

use super::Word;

/// Another word takes the first place when it is so many times as probable.
const CLEARLY: f32 = 1.6;

/// The first place of the last answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Bytes of text before the word.
    head: usize,
    first: Option<String>,
}

impl Places {
    /// Puts the word that was first, for the same word of the text, first again, unless another is clearly better.
    pub fn settle(&mut self, head: usize, words: &mut [Word]) {
        if self.head == head
            && let Some(at) = self.first.as_ref().and_then(|first| words.iter().position(|word| word.text == *first))
            && words[at].probability * CLEARLY >= words[0].probability
        {
            words[..=at].rotate_right(1);
        }
        *self = Places { head, first: words.first().map(|word| word.text.clone()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::WordKind;

    #[test]
    fn the_first_stays_unless_another_is_clearly_better() {
        let mut places = Places::default();
        let mut check = |head: usize, offered: &[(&str, f32)], expected: &[&str]| {
            let word = |(text, probability): &(&str, f32)| Word {
                text: (*text).into(),
                completion: String::new(),
                delete: 0,
                insert: String::new(),
                probability: *probability,
                kind: WordKind::Completion,
            };
            let mut words: Vec<Word> = offered.iter().map(word).collect();
            places.settle(head, &mut words);
            assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected);
        };
        check(3, &[("there", 0.4), ("then", 0.3)], &["there", "then"]);
        check(3, &[("then", 0.5), ("they", 0.4), ("there", 0.35)], &["there", "then", "they"]);
        check(3, &[("then", 0.6), ("there", 0.3)], &["then", "there"]);
        check(9, &[("there", 0.4), ("then", 0.39)], &["there", "then"]);
        check(12, &[("then", 0.4), ("there", 0.39)], &["then", "there"]);
        check(12, &[], &[]);
        check(12, &[("there", 0.4), ("then", 0.39)], &["there", "then"]);
    }
}
