//! A simulated typist: types from left to right, looks at the words on offer before every letter of a word, and takes
//! one as soon as it is exactly the intended word and saves a key.

use crate::predict::Query;
use crate::text::words::word_spans;

/// Words that a typist looks at.
pub const WORDS_SHOWN: usize = 3;

/// What a typist asks: what a program asks the daemon with settings as they are at first.
pub(super) fn question() -> Query {
    Query {
        n: WORDS_SHOWN,
        chars: false,
        phrase: false,
        next_after_whole: true,
        corrections: true,
        decent: true,
        ..Query::default()
    }
}

/// A source of words on offer.
pub trait Offers {
    /// At most [`WORDS_SHOWN`] words with their probabilities, best first, for the text before the cursor.
    fn words(&mut self, left_context: &str) -> Vec<(String, f32)>;
}

/// Counts of a typist's work; they add up over messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Characters of the messages, line ends aside.
    pub chars: u64,
    /// Keys pressed for them.
    pub keys: u64,
    /// Words of the messages.
    pub words: u64,
    /// Words that stood first on offer before their first letter.
    pub first: u64,
    /// Words that were among the three on offer before their first letter.
    pub among: u64,
    /// Words that were offered at a word start and were as probable as the threshold.
    pub shown: u64,
    /// Words shown at a word start that were the intended ones.
    pub shown_right: u64,
    /// Word starts at which at least one word was above the threshold.
    pub starts_shown: u64,
    /// How often, while a word was typed, another word took the first place.
    pub changes: u64,
    /// How often one would have if the most probable word always stood first.
    pub changes_by_probability: u64,
}

impl Tally {
    /// 1 − keys ÷ characters.
    #[must_use]
    pub fn keystroke_savings(&self) -> f64 {
        1.0 - ratio(self.keys, self.chars)
    }

    /// Share of words offered first.
    #[must_use]
    pub fn top1(&self) -> f64 {
        ratio(self.first, self.words)
    }

    /// Share of words among the three offered.
    #[must_use]
    pub fn top3(&self) -> f64 {
        ratio(self.among, self.words)
    }

    /// Share of shown words that are right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.shown_right, self.shown)
    }

    /// Share of word starts at which something is shown.
    #[must_use]
    pub fn shown_share(&self) -> f64 {
        ratio(self.starts_shown, self.words)
    }

    /// How often another word takes the first place, per word: as offered, and by probability alone.
    #[must_use]
    pub fn first_place_changes(&self) -> (f64, f64) {
        (ratio(self.changes, self.words), ratio(self.changes_by_probability, self.words))
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Tally) {
        self.chars += other.chars;
        self.keys += other.keys;
        self.words += other.words;
        self.first += other.first;
        self.among += other.among;
        self.shown += other.shown;
        self.shown_right += other.shown_right;
        self.starts_shown += other.starts_shown;
        self.changes += other.changes;
        self.changes_by_probability += other.changes_by_probability;
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Types one message after `before`, which ends where the message begins. Words as probable as `threshold` or more
/// count as shown.
pub fn type_message(offers: &mut dyn Offers, before: &str, message: &str, threshold: f32) -> Tally {
    let mut tally = Tally { chars: message.chars().count() as u64, ..Tally::default() };
    let mut text = before.to_owned();
    let base = before.len();
    let mut spans = word_spans(message).into_iter().peekable();
    let mut at = 0;
    // What stood first before the last key of this word, and what was the most probable.
    let mut firsts: [Option<String>; 2] = Default::default();
    while let Some(c) = message[at..].chars().next() {
        while spans.next_if(|span| span.end <= at).is_some() {}
        let word = spans.peek().filter(|span| span.start <= at);
        text.truncate(base);
        text.push_str(&message[..at]);
        tally.keys += 1;
        let Some(span) = word else {
            at += c.len_utf8();
            continue;
        };
        let intended = &message[span.clone()];
        let offered = offers.words(&text);
        let hit = offered.iter().take(WORDS_SHOWN).position(|(word, _)| word == intended);
        let likeliest = offered.iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        let now = [offered.first(), likeliest].map(|offer| offer.map(|(word, _)| word.clone()));
        let changed = |n: usize| u64::from(firsts[n].is_some() && now[n].is_some() && firsts[n] != now[n]);
        if at > span.start {
            tally.changes += changed(0);
            tally.changes_by_probability += changed(1);
        }
        firsts = now;
        if at == span.start {
            tally.words += 1;
            tally.first += u64::from(hit == Some(0));
            tally.among += u64::from(hit.is_some());
            let shown = offered.iter().take(WORDS_SHOWN).filter(|(_, p)| *p >= threshold);
            let right = shown.clone().filter(|(word, _)| word == intended).count();
            tally.shown += shown.clone().count() as u64;
            tally.shown_right += right as u64;
            tally.starts_shown += u64::from(shown.count() > 0);
        }
        let space = usize::from(message[span.end..].starts_with(' '));
        let gain = message[at..span.end].chars().count() + space;
        at = if hit.is_some() && gain > 1 { span.end + space } else { at + c.len_utf8() };
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Offers fixed words whatever the context, and remembers what it was asked.
    struct Fixed(Vec<(&'static str, f32)>, Vec<String>);

    impl Offers for Fixed {
        fn words(&mut self, left_context: &str) -> Vec<(String, f32)> {
            self.1.push(left_context.to_owned());
            self.0.iter().map(|(word, p)| ((*word).to_owned(), *p)).collect()
        }
    }

    /// Worked out by hand: `(chars, keys, words, first, among)`.
    #[track_caller]
    fn check(offered: &[(&'static str, f32)], message: &str, expected: (u64, u64, u64, u64, u64)) {
        let tally = type_message(&mut Fixed(offered.to_vec(), Vec::new()), "", message, 0.5);
        let found = (tally.chars, tally.keys, tally.words, tally.first, tally.among);
        assert_eq!(found, expected, "{message:?}");
    }

    #[test]
    fn keys_are_counted_as_defined() {
        let nothing = [];
        check(&nothing, "the cat", (7, 7, 2, 0, 0));
        // One key for "the ", three for "cat".
        check(&[("the", 0.9)], "the cat", (7, 4, 2, 1, 1));
        // One key for "the ", one for "cat": no space follows.
        check(&[("the", 0.6), ("cat", 0.3)], "the cat", (7, 2, 2, 1, 2));
        // A word of one letter at the end saves nothing; before a space it saves the space.
        check(&[("a", 0.9)], "a", (1, 1, 1, 1, 1));
        check(&[("a", 0.9)], "a b", (3, 2, 2, 1, 1));
        // Exact: case and the whole word.
        check(&[("The", 0.9), ("they", 0.1)], "the", (3, 3, 1, 0, 0));
        // A fourth word is not looked at.
        check(&[("x", 0.4), ("y", 0.3), ("z", 0.2), ("cat", 0.1)], "cat", (3, 3, 1, 0, 0));
        // Punctuation is typed; apostrophes belong to the word; two spaces are two keys, one of them saved.
        check(&[("don't", 0.9)], "don't, don't  x", (15, 6, 3, 2, 2));
        check(&[("naïve", 0.9)], "¡naïve! 漢", (9, 5, 2, 1, 1));
        check(&[("a", 0.1)], "", (0, 0, 0, 0, 0));
    }

    #[test]
    fn a_word_may_be_taken_late() {
        struct Late;
        impl Offers for Late {
            fn words(&mut self, left_context: &str) -> Vec<(String, f32)> {
                if left_context == "> ca" { vec![("cat".into(), 0.9)] } else { Vec::new() }
            }
        }
        let tally = type_message(&mut Late, "> ", "cat sat", 0.5);
        // c, a, take (t and the space), s, a, t
        assert_eq!((tally.chars, tally.keys, tally.words, tally.among), (7, 6, 2, 0));
        assert!((tally.keystroke_savings() - 1.0 / 7.0).abs() < 1e-12);
    }

    /// After `c` the first two change places in what is offered, after `ca` by their probabilities.
    #[test]
    fn changes_of_the_first_place_are_counted() {
        struct Turning;
        impl Offers for Turning {
            fn words(&mut self, left_context: &str) -> Vec<(String, f32)> {
                let offer = |words: [(&str, f32); 2]| words.map(|(word, p)| (word.to_owned(), p)).to_vec();
                match left_context {
                    "" => offer([("cow", 0.5), ("car", 0.4)]),
                    "c" => offer([("car", 0.4), ("cow", 0.5)]),
                    "ca" => offer([("car", 0.5), ("cow", 0.4)]),
                    _ => Vec::new(),
                }
            }
        }
        let tally = type_message(&mut Turning, "", "cat cat", 0.5);
        assert_eq!((tally.changes, tally.changes_by_probability), (1, 1));
        assert_eq!(tally.first_place_changes(), (0.5, 0.5));
    }

    #[test]
    fn the_offers_see_the_text_before_the_cursor() {
        let mut fixed = Fixed(vec![("by", 0.9)], Vec::new());
        type_message(&mut fixed, "hello\n", "by me", 0.5);
        assert_eq!(fixed.1, ["hello\n", "hello\nby ", "hello\nby m"]);
    }

    #[test]
    fn precision_counts_what_is_shown() {
        let mut fixed = Fixed(vec![("a", 0.6), ("b", 0.5), ("c", 0.2)], Vec::new());
        let tally = type_message(&mut fixed, "", "b c", 0.5);
        assert_eq!((tally.shown, tally.shown_right, tally.starts_shown), (4, 1, 2));
        assert_eq!((tally.precision(), tally.shown_share()), (0.25, 1.0));
    }
}
