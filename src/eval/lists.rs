//! Two lists that measure what a person notices at once: everyday beginnings that anyone finishes alike, and names that
//! were typed once.
//!
//! [`Learned`] asks both lists, with nothing learned or after a log was learned. The definitions are those of
//! models/README.md.

use super::messages::TextSet;
use super::user::Learner;
use crate::predict::Predictor;

/// A beginning, and the words that people would accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The text before the cursor.
    pub text: String,
    /// The words of which one should be offered.
    pub accepted: Vec<String>,
}

/// A name, the sentence it is learned in, and a text that it is typed after later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The sentence in which the name is learned.
    pub sentence: String,
    /// The later text, up to where the name begins.
    pub text: String,
    /// The name, of three letters at least.
    pub name: String,
}

/// A list that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ListError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
}

/// Reads lines `beginning|word word`; lines that begin with `#` are comments.
///
/// # Errors
/// When a line has no bar or no words.
pub fn beginnings(list: &str) -> Result<Vec<Beginning>, ListError> {
    let entry = |(line, text): (usize, &str)| {
        let (text, words) =
            text.split_once('|').ok_or(ListError { line, what: "no bar after the beginning: `See you |tomorrow`" })?;
        let accepted: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        match accepted.is_empty() {
            true => Err(ListError { line, what: "no word after the bar" }),
            false => Ok(Beginning { text: text.to_owned(), accepted }),
        }
    };
    entries(list).map(entry).collect()
}

/// Reads lines `sentence|later beginning|Name`; lines that begin with `#` are comments.
///
/// # Errors
/// When a line has other parts, or a name of fewer than three letters.
pub fn names(list: &str) -> Result<Vec<Name>, ListError> {
    let entry = |(line, text): (usize, &str)| match text.split('|').collect::<Vec<_>>()[..] {
        [sentence, text, name] if sentence.contains(name) && name.chars().count() > 2 => {
            Ok(Name { sentence: sentence.to_owned(), text: text.to_owned(), name: name.to_owned() })
        }
        _ => Err(ListError { line, what: "not `sentence with the Name|later beginning|Name`" }),
    };
    entries(list).map(entry).collect()
}

/// How many beginnings and names were offered as they should be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ListFigures {
    /// Beginnings that were asked.
    pub beginnings: usize,
    /// Beginnings with an accepted word in the first place.
    pub first: usize,
    /// Beginnings with an accepted word among the three on offer.
    pub among: usize,
    /// Accepted words among the three on offer, over all beginnings.
    pub fitting: usize,
    /// Names that were asked.
    pub names: usize,
    /// Names that were offered after their first letter.
    pub after_one: usize,
    /// Names that were offered after their first two letters.
    pub after_two: usize,
}

/// A person who has typed a log, or nothing.
pub struct Learned<'a>(Learner<'a>);

impl<'a> Learned<'a> {
    /// Has the memory learn the owner's messages of a log, or nothing.
    #[must_use]
    pub fn new(predictor: &'a Predictor, set: Option<&TextSet>) -> Self {
        let mut learner = Learner::new(predictor, true);
        if let Some(set) = set {
            learner.learn_all(predictor, set);
        }
        Learned(learner)
    }

    /// Asks the beginnings first, then has each name typed in its sentence and asks them all. `tell` hears each question
    /// and the three words on offer.
    pub fn ask(
        &mut self,
        beginnings: &[Beginning],
        names: &[Name],
        tell: &mut dyn FnMut(&str, &[String]),
    ) -> ListFigures {
        let mut figures = ListFigures { beginnings: beginnings.len(), names: names.len(), ..ListFigures::default() };
        for beginning in beginnings {
            let words = self.words(&beginning.text, tell);
            let fits = |word: &String| beginning.accepted.iter().any(|own| fits(&beginning.text, own, word));
            figures.first += usize::from(words.first().is_some_and(fits));
            figures.among += usize::from(words.iter().any(fits));
            figures.fitting += words.iter().filter(|word| fits(word)).count();
        }
        for name in names {
            self.0.learn("", &name.sentence);
        }
        for Name { text, name, .. } in names {
            let mut offered = |letters: usize| {
                let typed: String = name.chars().take(letters).collect();
                self.words(&format!("{text}{typed}"), tell).contains(name)
            };
            figures.after_one += usize::from(offered(1));
            figures.after_two += usize::from(offered(2));
        }
        figures
    }

    fn words(&mut self, text: &str, tell: &mut dyn FnMut(&str, &[String])) -> Vec<String> {
        let words: Vec<String> = self.0.offers(text).into_iter().map(|(word, _)| word).collect();
        tell(text, &words);
        words
    }
}

/// Whether a word on offer is an accepted one. For a word that the text has begun, a list may name its end alone.
fn fits(text: &str, accepted: &str, word: &str) -> bool {
    let begun = crate::text::words::open_word(text);
    word == accepted || (!begun.is_empty() && word.strip_prefix(begun) == Some(accepted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        let list = "# all alike\nSee you |later soon\n\nHappy birth|day\n";
        let read = beginnings(list).unwrap();
        assert_eq!((read.len(), read[1].accepted.as_slice()), (2, ["day".to_owned()].as_slice()));
        assert_eq!(beginnings("one\n").unwrap_err().line, 1);
        assert_eq!(beginnings("# x\none|\n").unwrap_err().line, 2);
        assert_eq!(names("I met Zed|ask |Zed\n").unwrap()[0].name, "Zed");
        for wrong in ["I met Zed|ask Zed", "I met her|ask |Zed", "I met Al|ask |Al"] {
            assert_eq!(names(wrong).unwrap_err().line, 1, "{wrong}");
        }
    }

    #[test]
    fn words_fit() {
        for (text, accepted, word, expected) in [
            ("See you ", "later", "later", true),
            ("Happy birth", "day", "birthday", true),
            ("Happy birth", "birthday", "birthday", true),
            ("See you ", "later", "later's", false),
        ] {
            assert_eq!(fits(text, accepted, word), expected, "{text} {word}");
        }
    }
}
