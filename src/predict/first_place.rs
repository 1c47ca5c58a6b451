//! [`FirstPlace`]: a word on offer stays in its place while what is typed agrees with it, so that nothing jumps under the eye.

use super::query::{Word, WordKind};

/// Another word takes the first place when it is so many times as probable.
const CLEARLY: f32 = 1.6;
/// A correction as long as what was typed, or one letter longer or shorter, gives way to a longer one that is so many times as
/// probable: after `Nobody ` hardly anyone means `look` by `loos`, after `I ` nobody means `receive` by `reciev`.
const SURELY: [f32; 2] = [100.0, 10.0];

/// The first place of the last answer.
#[derive(Clone, Debug, Default)]
pub struct FirstPlace {
    /// Bytes of text before the word.
    head: usize,
    first: Option<String>,
}

impl FirstPlace {
    /// Puts the word that was first in the last answer first again while the same word is being typed, unless another
    /// is clearly better. That word begins at byte `head`, and `typed` are its letters so far.
    pub fn settle(&mut self, head: usize, typed: &str, words: &mut [Word]) {
        if self.head == head
            && let Some(at) = self.first.as_ref().and_then(|first| words.iter().position(|word| word.text == *first))
            && words[at].probability * CLEARLY >= words[0].probability
        {
            words[..=at].rotate_right(1);
        }
        whole_before_longer(typed, words);
        *self = FirstPlace { head, first: words.first().map(|word| word.text.clone()) };
    }
}

/// Moves a correction about as long as the letters typed before longer corrections that begin with it: a person who has
/// typed `recieve` means `receive`, and one who has typed `recieved` means the longer word.
pub(super) fn whole_before_longer(typed: &str, words: &mut [Word]) {
    let letters = typed.chars().count();
    let corrects = |word: &Word| word.kind == WordKind::Correction && word.delete == letters;
    for at in 1..words.len() {
        let whole = &words[at];
        let other_length = |word: &Word| word.text.chars().count().abs_diff(letters);
        let Some(&surely) = SURELY.get(other_length(whole)).filter(|_| corrects(whole)) else { continue };
        let likely = |longer: &Word| whole.probability * surely >= longer.probability;
        let longer = |word: &Word| corrects(word) && word.text.starts_with(&whole.text) && likely(word);
        if let Some(first) = words[..at].iter().position(longer) {
            words[first..=at].rotate_right(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_as_long_as_what_was_typed_stands_before_longer_ones() {
        let check = |typed: &str, offered: &[&str], expected: &[&str]| {
            let word = |text: &&str| Word {
                text: (*text).into(),
                delete: typed.chars().count(),
                kind: WordKind::Correction,
                ..Word::default()
            };
            let mut words: Vec<Word> = offered.iter().map(word).collect();
            whole_before_longer(typed, &mut words);
            assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected, "{typed}");
        };
        check("recieve", &["received", "receives", "receive"], &["receive", "received", "receives"]);
        check("recive", &["received", "receive"], &["receive", "received"]);
        check("recie", &["received", "receive"], &["received", "receive"]);
        check("recieve", &["relieve", "receive"], &["relieve", "receive"]);
        check("", &["received", "receive"], &["received", "receive"]);
    }

    #[test]
    fn a_much_likelier_longer_correction_stays_before_one_of_another_length() {
        let check = |typed: &str, whole: f32, expected: &str| {
            let word = |text: &str, probability: f32| Word {
                text: text.into(),
                delete: typed.chars().count(),
                kind: WordKind::Correction,
                probability,
                ..Word::default()
            };
            let mut words = vec![word("received", 0.9), word("receive", whole)];
            whole_before_longer(typed, &mut words);
            assert_eq!(words[0].text, expected, "{typed} {whole}");
        };
        check("reciev", 0.01, "received");
        check("reciev", 0.1, "receive");
        check("recieve", 0.01, "receive");
        check("recieve", 0.001, "received");
    }

    #[test]
    fn the_first_stays_unless_another_is_clearly_better() {
        let mut first_place = FirstPlace::default();
        let mut check = |head: usize, offered: &[(&str, f32)], expected: &[&str]| {
            let word = |(text, probability): &(&str, f32)| Word {
                text: (*text).into(),
                probability: *probability,
                ..Word::default()
            };
            let mut words: Vec<Word> = offered.iter().map(word).collect();
            first_place.settle(head, "", &mut words);
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
