//! [`Offer`]: the words and the grey text of one answer of the daemon, adjusted as the person types on.

use crate::rpc::protocol::SuggestResult;

/// The kind of a word that replaces what was typed.
const CORRECTION: &str = "correction";
/// Endings that a word may be wanted without, the longer ones first.
const ENDINGS: &[&str] = &["ings", "'s", "’s", "ing", "ers", "est", "ed", "er", "es", "ly", "s"];
/// Fewest characters of a stem.
const SHORTEST_STEM: usize = 3;

/// A word's letters as the field wants them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    #[default]
    AsIs,
    Lower,
    Upper,
}

impl Case {
    fn apply(self, text: &str) -> String {
        match self {
            Case::AsIs => text.to_owned(),
            Case::Lower => text.to_lowercase(),
            Case::Upper => text.to_uppercase(),
        }
    }
}

#[derive(Clone, Debug)]
struct Offered {
    word: String,
    /// The text still to be inserted; `None` once something else was typed.
    completion: Option<String>,
    /// The replacement that a correction makes; `None` for other words, and once anything was typed.
    replaces: Option<Replacement>,
    corrects: bool,
    /// Whether a space belongs after the word.
    space_after: bool,
}

/// A change of the text: characters before the cursor that are deleted, and the text that is inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    pub delete: usize,
    pub insert: String,
}

/// The mark before a correction in the table.
const MARK: &str = "→ ";

#[derive(Clone, Debug, Default)]
pub struct Offer {
    words: Vec<Offered>,
    ghost: String,
    /// Characters that, typed next, come in place of the space after a word that was taken.
    eats_space: String,
}

impl Offer {
    /// Returns the offer of an answer. The grey text is the phrase, or the best word, if its probability is at least
    /// `show_probability`.
    pub fn new(answer: &SuggestResult, case: Case, show_probability: f32) -> Offer {
        let phrase = answer.phrase.as_ref().map(|phrase| (&phrase.text, phrase.probability));
        let plain = answer.words.first().filter(|word| word.delete == 0);
        let word = plain.map(|word| (&word.completion, word.probability));
        let ghost = [phrase, word].into_iter().flatten().find(|(_, probability)| *probability >= show_probability);
        let words = answer.words.iter().filter(|word| !word.completion.is_empty() || word.delete > 0).map(|word| {
            let replacement = Replacement { delete: word.delete as usize, insert: case.apply(word.inserted()) };
            Offered {
                word: case.apply(&word.text),
                completion: Some(case.apply(&word.completion)).filter(|completion| !completion.is_empty()),
                replaces: Some(replacement).filter(|replacement| replacement.delete > 0),
                corrects: word.kind == CORRECTION,
                space_after: word.space_after,
            }
        });
        let eats_space = answer.words.iter().map(|word| &word.eats_space_before).find(|eats| !eats.is_empty());
        Offer {
            words: words.collect(),
            ghost: ghost.map_or_else(String::new, |(text, _)| case.apply(text)),
            eats_space: eats_space.cloned().unwrap_or_default(),
        }
    }

    /// Returns the words as they are shown; corrections are marked. Words that do not fit any more stay until the next
    /// answer, so that the table does not flicker; they cannot be taken.
    pub fn rows(&self) -> impl Iterator<Item = String> {
        self.words.iter().map(|offered| format!("{}{}", if offered.corrects { MARK } else { "" }, offered.word))
    }

    /// Returns the change of the text that takes a word; `None` for a word that is only inserted.
    pub fn replacement(&self, nth: usize) -> Option<&Replacement> {
        self.words.get(nth)?.replaces.as_ref()
    }

    /// Returns the change that takes the first word, if that is a correction.
    pub fn correction(&self) -> Option<&Replacement> {
        self.words.first().filter(|offered| offered.corrects)?.replaces.as_ref()
    }

    /// Drops corrections, which are of no use where typed text cannot be deleted.
    pub fn without_corrections(mut self) -> Offer {
        self.words.retain(|offered| !offered.corrects);
        self.words.iter_mut().for_each(|offered| offered.replaces = None);
        self
    }

    pub fn word(&self, nth: usize) -> Option<&str> {
        self.words.get(nth).map(|offered| offered.word.as_str())
    }

    /// Returns the text that is inserted to take a word.
    pub fn completion(&self, nth: usize) -> Option<&str> {
        self.words.get(nth)?.completion.as_deref()
    }

    /// Whether a space belongs after a word.
    pub fn space_after(&self, nth: usize) -> bool {
        self.words.get(nth).is_none_or(|offered| offered.space_after)
    }

    /// Whether a space belongs after the grey text: as after the words that are offered here.
    pub fn space_after_ghost(&self) -> bool {
        self.words.is_empty() || self.words.iter().any(|offered| offered.space_after)
    }

    /// Characters that, typed next, come in place of the space after a word that was taken.
    pub fn eats_space(&self) -> &str {
        &self.eats_space
    }

    /// Returns a part of the offer, and whether that is a whole word: of grey text its first word, without the text
    /// after it; of a word its stem.
    pub fn less(&self) -> Option<(String, bool)> {
        let start = self.ghost.len() - self.ghost.trim_start_matches(' ').len();
        let end = self.ghost[start..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'));
        if let Some(end) = end.filter(|end| *end > 0) {
            return Some((self.ghost[..start + end].to_owned(), true));
        }
        let offered = self.words.first()?;
        let completion = offered.completion.as_deref()?;
        let fits = |ending: &&&str| {
            completion.len() > ending.len() && offered.word.chars().count() >= ending.chars().count() + SHORTEST_STEM
        };
        let stem = ENDINGS.iter().filter(fits).find_map(|ending| completion.strip_suffix(ending));
        Some((stem.unwrap_or(completion).to_owned(), stem.is_none()))
    }

    pub fn ghost(&self) -> &str {
        &self.ghost
    }

    /// Adjusts the offer to a character that the person typed.
    pub fn follow(&mut self, typed: char) {
        let rest = |text: &str| text.strip_prefix(typed).filter(|rest| !rest.is_empty()).map(str::to_owned);
        for offered in &mut self.words {
            offered.completion = offered.completion.as_deref().and_then(rest);
            offered.replaces = None;
        }
        self.ghost = rest(&self.ghost).unwrap_or_default();
    }

    /// Lets nothing be taken any more, since the text changed in another way.
    pub fn spoil(&mut self) {
        self.words.iter_mut().for_each(|offered| (offered.completion, offered.replaces) = (None, None));
        self.ghost.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::protocol::{Phrase, Word};

    fn answer(words: &[(&str, &str, f32)], phrase: Option<(&str, f32)>) -> SuggestResult {
        let word = |(text, completion, probability): &(&str, &str, f32)| Word {
            text: (*text).into(),
            completion: (*completion).into(),
            insert: (*completion).into(),
            probability: *probability,
            kind: "completion".into(),
            ..Word::default()
        };
        let phrase = phrase.map(|(text, probability)| Phrase { text: text.into(), probability });
        SuggestResult { words: words.iter().map(word).collect(), phrase, ..SuggestResult::default() }
    }

    #[test]
    fn grey_text_is_phrase_or_word() {
        let words = [("you", "u", 0.6), ("your", "ur", 0.2)];
        let check = |words: &[(&str, &str, f32)], phrase, case, expected| {
            assert_eq!(Offer::new(&answer(words, phrase), case, 0.5).ghost(), expected);
        };
        check(&words, Some(("u doing", 0.5)), Case::AsIs, "u doing");
        check(&words, Some(("u doing", 0.4)), Case::AsIs, "u");
        check(&words, None, Case::Upper, "U");
        check(&words[1..], Some(("ur", 0.4)), Case::AsIs, "");
        check(&[], None, Case::AsIs, "");
    }

    #[test]
    fn less_than_is_offered() {
        let check = |word: (&str, &str), phrase: Option<&str>, expected: Option<(&str, bool)>| {
            let words = [(word.0, word.1, 0.3)];
            let phrase = phrase.map(|phrase| (phrase, 0.9));
            let less = Offer::new(&answer(&words, phrase), Case::AsIs, 0.5).less();
            assert_eq!(less.as_ref().map(|(text, whole)| (text.as_str(), *whole)), expected, "{word:?} {phrase:?}");
        };
        check(("you", "u"), Some("u doing"), Some(("u", true)));
        check(("you", "you"), Some(" you?"), Some((" you", true)));
        check(("walking", "king"), None, Some(("k", false)));
        check(("walking", "king"), Some("king"), Some(("k", false)));
        check(("later's", "er's"), None, Some(("er", false)));
        check(("walking", "ing"), None, Some(("ing", true)));
        check(("this", "is"), None, Some(("i", false)));
        check(("his", "his"), None, Some(("his", true)));
        check(("hello", "llo"), None, Some(("llo", true)));
        check(("", ""), None, None);
    }

    #[test]
    fn corrections_are_marked_and_cannot_be_typed_along() {
        let word = |text: &str, completion: &str, kind: &str| Word {
            text: text.into(),
            completion: completion.into(),
            delete: 5,
            insert: text.into(),
            probability: 0.5,
            kind: kind.into(),
            ..Word::default()
        };
        let words = vec![word("receive", "", "correction"), word("Recieved", "ved", "completion")];
        let mut offer = Offer::new(&SuggestResult { words, ..SuggestResult::default() }, Case::AsIs, 0.1);
        assert_eq!(offer.rows().collect::<Vec<_>>(), ["→ receive", "Recieved"]);
        let expected = Replacement { delete: 5, insert: "receive".into() };
        assert_eq!((offer.correction(), offer.replacement(0)), (Some(&expected), Some(&expected)));
        assert_eq!(offer.ghost(), "");
        let plain = offer.clone().without_corrections();
        assert_eq!((plain.rows().collect::<Vec<_>>(), plain.replacement(0)), (vec!["Recieved".to_owned()], None));
        offer.follow('v');
        assert_eq!((offer.correction(), offer.completion(0), offer.completion(1)), (None, None, Some("ed")));
    }

    #[test]
    fn typing_along() {
        let words = [("hello", "llo", 0.6), ("help", "lp", 0.2), ("he", "", 0.1)];
        let check = |typed: &str, expected: &[Option<&str>], ghost: &str| {
            let mut offer = Offer::new(&answer(&words, Some(("llo there", 0.9))), Case::AsIs, 0.1);
            typed.chars().for_each(|c| offer.follow(c));
            let completions: Vec<Option<&str>> = (0..offer.rows().count()).map(|nth| offer.completion(nth)).collect();
            assert_eq!((completions.as_slice(), offer.ghost()), (expected, ghost), "{typed}");
        };
        check("", &[Some("llo"), Some("lp")], "llo there");
        check("l", &[Some("lo"), Some("p")], "lo there");
        check("lp", &[None, None], "");
        check("ll", &[Some("o"), None], "o there");
        check("llo", &[None, None], " there");
        check("x", &[None, None], "");
    }
}
