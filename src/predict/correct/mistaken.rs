//! Right words that were written for others: [`mistaken_for`] says for which, and two starts of the search compare them with what
//! was typed once the word or the mark after them is known.

use super::meant::Meant;
use crate::predict::context::Context;
use crate::predict::lexicon::{Form, Lexicon};
use crate::predict::predictor::Predictor;
use crate::predict::search::{Origin, Search};
use crate::predict::spelling::{APOSTROPHE, Landing, Paths, WordAt, confused, is_person};
use crate::text::words::is_apostrophe;

/// Marks that end a sentence, before which only some words stand.
const MARKS: [char; 3] = ['.', '!', '?'];

/// Gain (natural log) where the sentence ends after a word that sounds like another: no word after it can still make it right, and
/// `me to.` is written for `me too.` more often than one in fifty times.
const AT_MARK: f32 = 1.0;

/// Returns the words for which a right word may have been written by mistake, in its case. `with_next` says that the word after it
/// is known.
pub fn mistaken_for(word: &WordAt, lexicon: &Lexicon, with_next: bool) -> Vec<(String, Landing)> {
    let (small, before) = (word.word.to_lowercase(), word.with_the_one_before().map(|before| before.word));
    let landing = |(text, cost): (&str, f32)| {
        let entry = lexicon.entry(text)?;
        let landing = Landing { text: text.into(), cost, rarity: entry.rarity, word: Some(entry), by_habit: false };
        Some((word.cased(text), landing))
    };
    let confused = confused(&small.replace(is_apostrophe, "'"), before, with_next).into_iter().filter_map(landing);
    confused.chain(possessive(word, lexicon).filter(|_| with_next)).collect()
}

/// Returns the possessive of a person for which a plural may have been written (`my sisters car`).
fn possessive(word: &WordAt, lexicon: &Lexicon) -> Option<(String, Landing)> {
    let stem = word.word.strip_suffix('s')?;
    let entry = lexicon.entry(stem)?;
    let named = entry.form == Form::Capital && stem.starts_with(char::is_uppercase);
    let text = format!("{stem}'s");
    let landing =
        Landing { text: text.clone(), cost: APOSTROPHE, rarity: entry.rarity, word: Some(entry), by_habit: true };
    (named || is_person(&stem.to_lowercase())).then_some((text, landing))
}

impl Predictor {
    /// Returns the seed of what may be meant where the word before one that was just finished was written for another: the word
    /// after it often tells (`your welcome`, `to late`).
    pub(super) fn mistaken_before(
        &self,
        search: &mut Search,
        context: &Context,
        word: &WordAt,
        lexicon: &Lexicon,
    ) -> Option<Meant> {
        let first = word.with_the_one_before()?;
        let pair = |(text, landing): (String, Landing)| {
            let text = format!("{text} {}", word.word);
            (text.clone(), Landing { text, ..landing })
        };
        let ways: Vec<(String, Landing)> = mistaken_for(&first, lexicon, true).into_iter().map(pair).collect();
        if ways.is_empty() || lexicon.entry(word.word).is_none() {
            return None;
        }
        let behind = self.behind_finished(search, context, &format!("{} {}", first.word, word.word), word.after)?;
        Some(Meant { behind, paths: Paths::new(self.vocab(), &ways, true), origin: Origin::TwoWords })
    }

    /// Returns the seed of what may be meant where a word before the mark that ends a sentence was written for another, which
    /// that mark often tells (`over their.`), and the word with its mark, of which that seed is.
    pub(super) fn mistaken_at_mark<'t>(
        &self,
        search: &mut Search,
        context: &Context,
        text: &'t str,
        word: &WordAt<'t>,
        lexicon: &Lexicon,
    ) -> Option<(Meant, WordAt<'t>)> {
        let mark = word.after.chars().next().filter(|mark| MARKS.contains(mark))?;
        let marked = |(text, landing): (String, Landing)| {
            let text = format!("{text}{mark}");
            (text.clone(), Landing { text, cost: landing.cost - AT_MARK, ..landing })
        };
        let ways: Vec<(String, Landing)> = mistaken_for(word, lexicon, true).into_iter().map(marked).collect();
        if ways.is_empty() {
            return None;
        }
        let word = word.with_its_mark(text);
        let behind = self.behind_finished(search, context, word.word, word.after)?;
        Some((Meant { behind, paths: Paths::new(self.vocab(), &ways, true), origin: Origin::Word }, word))
    }
}
