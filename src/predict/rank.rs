//! The way of the words that a search finds into the answer: which of them are words at all, in which form they are
//! written, which are offered, and in which place.

pub mod emoji;
mod forms;
pub mod unwanted;

use std::collections::HashSet;

use unwanted::{is_delicate, is_unwanted};

use super::context::Context;
use super::correct::{Meant, is_other, replacing};
use super::first_place::whole_before_longer;
use super::foreign;
use super::habits::UNKNOWN;
use super::lexicon::{Form, Lexicon};
use super::owner::Owner;
use super::predictor::Predictor;
use super::query::{NextChar, Suggestions, Word, WordKind};
use super::search::{Ending, Found, Origin};
use super::spacing::rest_after;
use super::spelling::WordAt;
use super::style::Style;
use super::writer::{LONGEST_WORD, Writer, Writing};
use crate::memory::Tail;
use crate::text::words::{capitalised, is_word_char, word_spans};

/// Why nothing is shown although something was found.
const BELOW_MIN_PROBABILITY: &str = "below_min_probability";
/// Least average natural-log probability of the letters of a word that no lexicon has: names that the text makes likely
/// reach it, letters that a network makes up behind a misspelling do not.
const CONFIDENT: f32 = -0.5;
/// Least natural-log probability (a tenth) of a word that is offered in a command or an address, or right behind a mark.
const OWN: f32 = -2.3;

/// Marks right behind which words begin.
const OPENING: &str = "\"'“”‘’«»„([{¿¡-";
/// A correction takes the last place from a word that is up to five times as probable: the way back to an error costs
/// several keys, the rest of a word two or three.
const CORRECTION_WORTH: f32 = 0.2;

/// A correction of a word that the lexicon has takes the first place only from this probability on, because people take the
/// first place without looking.
const BEYOND_DOUBT: f32 = 0.95;

/// Least share of its probability that a correction keeps after it was shown and typed past: people who mistype a word
/// shown often meant it all the same.
const BY_MISTAKE: f32 = 0.1;

/// Share of its probability that a word keeps in evident prose of the model's language where it was typed in another one
/// only.
const ELSEWHERE: f32 = 0.05;

/// A slur or sexual word that a person typed so many times is a word of theirs; one that slipped out once is not offered.
const HABIT: usize = 3;

/// What is known of the word under the cursor before the search.
#[derive(Default)]
pub struct Begun {
    /// Seeds of the words that may be meant by it.
    pub meant: Vec<Meant>,
    /// Natural log of the probability of its letters.
    pub spelt: f32,
    /// Probability of a capital where it begins.
    pub capital: f32,
    /// Whether it is a word as it stands.
    pub known: bool,
}

/// Returns the word on offer for a word that goes on with what was typed, or is the next one.
fn going_on(found: &Found, style: &Style) -> Word {
    let completion = style.shown(&found.extension);
    let next = style.prefix.is_empty() || found.extension.starts_with(' ');
    let kind = if next { WordKind::NextWord } else { WordKind::Completion };
    let text = style.whole(&found.extension);
    let probability = found.log_prob.exp();
    Word { text, insert: completion.clone(), completion, probability, kind, ..Word::default() }
}

pub fn is_correction(word: Option<&Word>) -> bool {
    word.is_some_and(|word| word.kind == WordKind::Correction)
}

/// In a foreign language, leaves only the characters with which a word on offer goes on, and marks, as many as asked
/// for.
pub fn leave_chars_of(found: &[Found], writer: &Writer, chars: &mut Vec<NextChar>) {
    if !writer.is_foreign() {
        return;
    }
    let goes_on = |c: &NextChar| found.iter().any(|word| word.extension.starts_with(c.text.as_str()));
    chars.retain(|c| !c.text.starts_with(is_word_char) || goes_on(c));
    chars.truncate(writer.query.n_chars.unwrap_or(writer.query.n));
}

/// Joins words that differ only by a space before them: the more probable way is kept, and the probabilities add up.
pub fn merge_spellings(found: &mut Vec<Found>) {
    let mut merged: Vec<Found> = Vec::with_capacity(found.len());
    for word in found.drain(..) {
        let same =
            |own: &&mut Found| own.origin == word.origin && own.extension.trim_start() == word.extension.trim_start();
        match merged.iter_mut().find(same) {
            Some(own) => own.log_prob = (own.log_prob.exp() + word.log_prob.exp()).ln(),
            None => merged.push(word),
        }
    }
    merged.sort_by(|a, b| b.log_prob.total_cmp(&a.log_prob));
    *found = merged;
}

/// Returns whether the first word of a text stands right after the cursor already.
pub fn stands_there(text: &str, after: &str) -> bool {
    let first = |text: &str| word_spans(text).first().map(|span| text[span.clone()].to_lowercase());
    let near = |text: &str| text.chars().take(2).any(is_word_char);
    let after = after.split('\n').next().unwrap_or_default();
    first(text).is_some_and(|word| near(after) && first(after) == Some(word))
}

/// Leaves only words that fit before the text after the cursor. Where no word has begun, a word that stands after the
/// cursor already goes. Within a word, only words that end with the letters after the cursor stay, and are inserted
/// without these.
pub fn fit(words: &mut Vec<Word>, prefix: &str, after: &str) {
    let rest = rest_after(after);
    if prefix.is_empty() || rest.is_empty() {
        return words.retain(|word| word.kind != WordKind::NextWord || !stands_there(&word.insert, after));
    }
    words.retain_mut(|word| {
        let shorter = |text: &str| text.strip_suffix(rest).map(str::to_owned);
        let Some(insert) = shorter(&word.insert).filter(|insert| word.delete > 0 || !insert.is_empty()) else {
            return false;
        };
        word.insert = insert;
        word.completion = shorter(&word.completion).unwrap_or_default();
        word.kind != WordKind::NextWord
    });
}

/// Whether a word differs only in case from what was typed, where nothing calls for a capital: no name is meant, and no
/// sentence begins in a text that has capitals.
fn is_in_another_case(ending: &Ending, writer: &Writer, lexicon: Option<&Lexicon>) -> bool {
    let style = writer.style;
    if ending.origin != Origin::Word || ending.extension.to_lowercase() != style.prefix.to_lowercase() {
        return false;
    }
    if WordAt::open(writer.text).is_some_and(|word| word.is_mixed()) {
        return false;
    }
    let form = lexicon.and_then(|lexicon| lexicon.entry(ending.extension)).map(|entry| entry.form);
    let begins = WordAt::open(writer.text).is_some_and(|word| word.begins_sentence());
    let is_due = matches!(form, Some(Form::Capital | Form::Capitals)) || (begins && style.some_capitals);
    !is_due
}

/// Whether a word begins right behind a mark, as words do in names of many parts only (`C#`, `and/or`, `e.g.`).
fn is_joined(ending: &Ending, writer: &Writer) -> bool {
    let begins = writer.style.prefix.is_empty() && !ending.extension.starts_with(' ');
    let opens = |c: char| c.is_whitespace() || OPENING.contains(c);
    begins && writer.text.chars().next_back().is_some_and(|c| !opens(c))
}

/// Whether a word is another ending of the writer's own word.
fn is_bent(word: &str, writer: &Writer) -> bool {
    writer.owner.is_some_and(|owner| owner.personal.names.is_bent(word))
}

/// Returns a word on offer in another case.
fn written_as(text: String, word: Word, style: &Style) -> Word {
    match word.kind {
        WordKind::Completion => Word { delete: style.prefix.chars().count(), insert: text.clone(), text, ..word },
        _ => {
            let other = |own: &str| own.replacen(&word.text, &text, 1);
            Word { completion: other(&word.completion), insert: other(&word.insert), text, ..word }
        }
    }
}

impl Predictor {
    /// Returns the share (0 to 1) of a word's probability that is left after how earlier offers of it fared, 0 for a
    /// word that must not be shown; `None` for an ending that is no word to offer.
    pub(super) fn judge(&self, ending: &Ending, begun: &Begun, context: &Context, writer: &Writer) -> Option<f32> {
        let &Writer { owner, style, .. } = writer;
        let corrects = ending.origin != Origin::Cursor;
        let word = if corrects { style.shown(ending.extension) } else { style.whole(ending.extension) };
        if word.chars().nth(LONGEST_WORD).is_some() || !is_other(ending, style.prefix) {
            return None;
        }
        if corrects && is_in_another_case(ending, writer, self.words_of(writer)) {
            return None;
        }
        if !self.is_word(&word, ending, begun, writer) {
            return None;
        }
        if writer.is_verbatim() && ending.log_prob < OWN {
            return None;
        }
        if !writer.is_prose() && self.times_typed(owner, ending.tail) == 0 {
            return None;
        }
        if self.is_out_of_place(&word, writer) {
            return None;
        }
        let joined = ending.log_prob < OWN && is_joined(ending, writer);
        if joined && self.times_typed(owner, ending.tail) == 0 {
            return None;
        }
        if writer.query.decent && self.lexicon().is_some() && self.hides(&word, ending, writer) {
            // Other words have its probability: a person who wrote it once is shown what else may come.
            return Some(0.0);
        }
        let passed = passed_in(context, &word, writer).max(if corrects { BY_MISTAKE } else { 0.0 });
        let left = owner.map_or(1.0, |owner| self.factor(&word, owner, writer).unwrap_or(0.0));
        let elsewhere = owner.is_some_and(|owner| owner.personal.names.is_elsewhere(&word));
        let at_home = if elsewhere && self.is_evident(writer) { ELSEWHERE } else { 1.0 };
        Some(left * passed * at_home)
    }

    /// Whether the text before the cursor is evidently in the model's language.
    pub(super) fn is_evident(&self, writer: &Writer) -> bool {
        writer.is_prose() && self.lexicon().is_some_and(|lexicon| foreign::is_evident(writer.text, lexicon))
    }

    /// Judges an ending as [`Predictor::judge`] does, for the words of a phrase after the first.
    pub(super) fn later_word(&self, ending: &Ending, writer: &Writer) -> Option<f32> {
        let word = ending.extension.trim();
        let typed = || self.times_typed(writer.owner, ending.tail) > 0;
        let made_up = || ending.log_prob < CONFIDENT * word.len() as f32 || (is_bent(word, writer) && !typed());
        if self.words_of(writer).is_some_and(|lexicon| lexicon.entry(word).is_none()) && made_up() {
            return None;
        }
        if writer.is_foreign() && (!typed() || self.is_out_of_place(word, writer)) {
            return None;
        }
        match writer.owner {
            Some(owner) if (owner.removed)(word) || owner.personal.habits.hides(word) => Some(0.0),
            Some(owner) => Some(owner.personal.habits.factor(word)),
            None => Some(1.0),
        }
    }

    /// Returns the share (0 to 1) of a word's probability that is left after it was offered more often than it was
    /// right; `None` for a word that was removed or hidden or, in the model's language, typed by mistake.
    pub(super) fn factor(&self, word: &str, owner: Owner, writer: &Writer) -> Option<f32> {
        let habits = &owner.personal.habits;
        let mistaken = || writer.is_prose() && owner.personal.names.is_mistake(word);
        let removed = || (owner.removed)(word) || (word.contains('-') && word.split('-').any(owner.removed));
        let gone = removed() || habits.hides(word) || mistaken();
        (!gone).then(|| habits.factor(word))
    }

    /// Whether a word is one of the model's language, in a text of another one.
    fn is_out_of_place(&self, word: &str, writer: &Writer) -> bool {
        let Writing::Foreign(languages) = writer.writing else { return false };
        let abroad = writer.owner.is_some_and(|owner| owner.personal.names.was_abroad(word));
        !abroad && self.lexicon().is_some_and(|lexicon| lexicon.entry(word).is_some() && !foreign::has(word, languages))
    }

    /// Whether a word is one that this person would not want to see.
    fn hides(&self, word: &str, ending: &Ending, writer: &Writer) -> bool {
        let delicate = || ending.origin != Origin::Cursor && is_delicate(word);
        (is_unwanted(word) || delicate()) && self.times_typed(writer.owner, ending.tail) < HABIT
    }

    /// Returns whether a text is a word: one of the lexicon, one that the person typed before, one of hurried messages
    /// where the person writes such words, or one that is spelt with confidence.
    fn is_word(&self, word: &str, ending: &Ending, begun: &Begun, writer: &Writer) -> bool {
        let Some(lexicon) = self.words_of(writer) else { return true };
        let as_written = ending.origin == Origin::Cursor;
        let is_known = |part: &str| lexicon.entry(part).is_some() || (as_written && writer.manner.has(part));
        if word.split(' ').all(is_known) || self.times_typed(writer.owner, ending.tail) > 0 {
            return true;
        }
        let begins = ending.extension.starts_with(' ') || ending.origin != Origin::Cursor;
        let spelt = if begins { ending.log_prob } else { ending.log_prob + begun.spelt };
        // Only names and words with a digit: most other letters in no lexicon are words that lack their spaces and
        // marks.
        let may_be = word.chars().next().is_some_and(char::is_uppercase) || word.chars().any(char::is_numeric);
        let confident = spelt >= CONFIDENT * (word.chars().count() + 1) as f32;
        may_be && ending.origin == Origin::Cursor && confident && !is_bent(word, writer)
    }

    /// Returns the word that ends a text, with a capital if it is a name and with those inside it, where this person writes
    /// capitals.
    pub(super) fn in_its_form(&self, word: Word, tail: &Tail, writer: &Writer) -> Word {
        let style = writer.style;
        if let Some(form) = forms::of(&word.text).filter(|_| style.some_capitals) {
            // The memory knows how this person writes it.
            let stays = form == word.text || self.times_typed(writer.owner, tail) > 0;
            return if stays { word } else { written_as(form, word, style) };
        }
        let name = |lexicon: &Lexicon| lexicon.entry(&word.text).is_some_and(|entry| entry.form == Form::Capital);
        let own = || writer.owner.is_some_and(|owner| owner.personal.names.has_capital(&word.text));
        let small = word.text.chars().next().is_some_and(char::is_lowercase);
        if !small || !style.some_capitals || !(self.words_of(writer).is_some_and(name) || own()) {
            return word;
        }
        written_as(capitalised(&word.text), word, style)
    }

    /// Puts the words found into the answer, each in one form only, in which the person would write it.
    pub(super) fn place(&self, found: &[Found], begun: &Begun, writer: &Writer, answer: &mut Suggestions) {
        let &Writer { text, style, query, .. } = writer;
        let mut forms = HashSet::new();
        let mut words = Vec::new();
        for found in found {
            let probability = found.log_prob.exp();
            let word = match WordAt::open(text).filter(|_| found.origin != Origin::Cursor) {
                Some(at) => replacing(found, &at, style, probability),
                None => going_on(found, style),
            };
            let word = self.in_its_form(word, &found.tail, writer);
            if word.delete == 0 && word.insert.is_empty() {
                continue;
            }
            if forms.insert(word.text.to_lowercase()) {
                words.push(word);
            }
        }
        let sure = |word: &Word| word.probability >= BEYOND_DOUBT;
        if begun.known && is_correction(words.first()) && !sure(&words[0]) {
            // People take the first place without looking, so that no correction of a right word may stand there.
            let other = words.iter().position(|word| word.kind != WordKind::Correction);
            match other {
                Some(at) => words[..=at].rotate_right(1),
                None => words.clear(),
            }
        }
        if !begun.known && is_correction(words.first()) {
            // No next word follows letters that are no word.
            words.retain(|word| word.kind != WordKind::NextWord);
        }
        let any = !words.is_empty();
        words.retain(|word| word.probability >= query.min_probability);
        whole_before_longer(style.prefix, &mut words);
        keep_a_place_for_a_correction(&mut words, query.n);
        words.truncate(query.n);
        if words.is_empty() && query.n > 0 && any {
            answer.suppressed = Some(BELOW_MIN_PROBABILITY);
        }
        answer.words = words;
    }
}

/// Returns the share (0 to 1) of a word's probability that is left after it was shown and typed past in this place.
pub(super) fn passed_in(context: &Context, word: &str, writer: &Writer) -> f32 {
    let before = writer.owner.map_or(UNKNOWN, |owner| owner.personal.habits.attention());
    context.offer_log.factor(writer.text, word, before)
}

/// The last of `n` places goes to the best correction if there is none before it and it is not much less probable than the
/// word that it displaces.
fn keep_a_place_for_a_correction(words: &mut [Word], n: usize) {
    let Some(last) = n.checked_sub(1).filter(|last| (2..words.len()).contains(last)) else { return };
    let is_correction = |word: &Word| word.kind == WordKind::Correction;
    let worth = |word: &Word| is_correction(word) && word.probability >= CORRECTION_WORTH * words[last].probability;
    let at = words.iter().position(worth).filter(|&at| at > last && !words[..last].iter().any(is_correction));
    if let Some(at) = at {
        words[last..=at].rotate_right(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_for_a_correction() {
        let check = |n: usize, offered: &[(&str, f32)], expected: &[&str]| {
            let word = |&(text, probability): &(&str, f32)| {
                let kind = if text.starts_with('~') { WordKind::Correction } else { WordKind::Completion };
                Word { text: text.into(), probability, kind, ..Word::default() }
            };
            let mut words: Vec<Word> = offered.iter().map(word).collect();
            keep_a_place_for_a_correction(&mut words, n);
            words.truncate(n);
            assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected, "{offered:?}");
        };
        let te = [("tell", 0.6), ("ten", 0.1), ("text", 0.05), ("terms", 0.03), ("~the", 0.02), ("~to", 0.01)];
        check(3, &te, &["tell", "ten", "~the"]);
        check(4, &te, &["tell", "ten", "text", "~the"]);
        check(9, &te, &["tell", "ten", "text", "terms", "~the", "~to"]);
        check(2, &te, &["tell", "ten"]);
        check(0, &te, &[]);
        check(3, &[("tell", 0.6), ("ten", 0.1), ("text", 0.05), ("~the", 0.009)], &["tell", "ten", "text"]);
        check(3, &[("tell", 0.6), ("~to", 0.1), ("text", 0.05), ("~the", 0.04)], &["tell", "~to", "text"]);
    }
}
