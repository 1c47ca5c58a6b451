//! [`mended`]: a contraction in which another key was hit in place of the apostrophe (`don;t`, `I m`).

use crate::predict::lexicon::Lexicon;
use crate::text::words::is_word_char;

/// What stands behind the apostrophe of a contraction and is no word itself.
const ENDS: [&str; 6] = ["d", "ll", "m", "re", "t", "ve"];
/// The same, which is met by itself as well, so that only the key beside the apostrophe says that one is meant.
const SHORT_END: &str = "s";

/// A contraction without its apostrophe, before the cursor.
#[derive(Debug, PartialEq, Eq)]
pub struct Contraction<'t> {
    /// As it is written.
    pub text: String,
    /// Characters before the cursor that it takes the place of, what stands after it included.
    pub typed: usize,
    /// What stands after it.
    pub after: &'t str,
}

/// Returns the contraction that a text ends with, where a space or the key beside that of the apostrophe stands in its place.
pub fn mended<'t>(text: &'t str, lexicon: &Lexicon) -> Option<Contraction<'t>> {
    let head = text.trim_end_matches([' ', ',', '.', '!', '?']);
    let after = &text[head.len()..];
    let (head, end) = head.split_at(head.trim_end_matches(is_word_char).len());
    let separator = head.chars().next_back().filter(|c| matches!(c, ' ' | ';'))?;
    let ends = ENDS.contains(&end.to_lowercase().as_str()) || (separator == ';' && end.eq_ignore_ascii_case(SHORT_END));
    let head = &head[..head.len() - separator.len_utf8()];
    let first = &head[head.trim_end_matches(is_word_char).len()..];
    let text = format!("{first}'{end}");
    // A possessive is an entry, too, as the word that it is of.
    let is_one = ends && !after.is_empty() && !first.is_empty() && lexicon.entry(&text).is_some();
    let typed = text.chars().count() + after.chars().count();
    is_one.then_some(Contraction { text, typed, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_with_another_key_for_the_apostrophe() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let check = |text: &str, expected: Option<(&str, usize)>| {
            let found = mended(text, &lexicon);
            assert_eq!(found.as_ref().map(|found| (found.text.as_str(), found.typed)), expected, "{text:?}");
        };
        check("I don;t ", Some(("don't", 6)));
        check("you;re ", Some(("you're", 7)));
        check("it;s ", Some(("it's", 5)));
        check("we can t ", Some(("can't", 6)));
        check("I m ", Some(("I'm", 4)));
        check("well, I ll, ", Some(("I'll", 6)));
        check("I don;t", None);
        check("it s ", None);
        check("a red t ", None);
        check("plan d ", None);
        check("so; re ", None);
        check(" t ", None);
        check("", None);
    }
}
