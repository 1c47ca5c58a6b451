//! [`Names`]: the person's own words, which no lexicon knows or which are very rare in it (mostly names), and how
//! probable each of them is for the letters typed so far.
//!
//! A cache of words beside the models of letters (Kuhn and De Mori, "A cache-based natural language model for speech
//! recognition", 1990): a share of the words to come are own words again, above all those typed often and lately. The
//! letters typed so far decide between such a word and everything else (Bayes), so that a name is offered at its first
//! letters however much else was learned since. A misspelling of a common word is no own word. The cache holds text in
//! memory only, is built from the messages that are kept, and uses no network.

mod mistakes;
mod verb_due;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};

use mistakes::LookedUp;
pub(super) use mistakes::is_mistake;
pub(super) use verb_due::is_verb_due;

use super::cached;
use super::foreign;
use super::lexicon::Lexicon;
use crate::text::words::{capitalised, is_apostrophe, slips, stem, word_spans};

/// Letters of the shortest and the longest word that is kept.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=40;
/// Words kept, and how many of them stay when there are more.
const MOST: usize = 2000;
const KEPT: usize = 1500;
/// The weight of a word is times^TIMES_POWER · (age + AGE_MORE)^AGE_POWER, its age in words typed since.
/// Fitted on pieces of public chat (models/README.md, "Names").
const TIMES_POWER: f32 = 0.8;
const AGE_POWER: f32 = -0.7;
const AGE_MORE: f32 = 60.0;
/// Share of own words among all words before anything is known, and the number of words that this prior weighs.
const PRIOR_SHARE: f32 = 0.02;
const PRIOR_WORDS: f32 = 100.0;
/// In a message in the lexicon's language at least a quarter of the words are more common than `USUAL` (−ln of a
/// share); the language of a message with fewer than `FEWEST_WORDS` words is unknown. Words of other languages are in a
/// lexicon, too, and rare.
const USUAL: f32 = 9.0;
const FEWEST_WORDS: usize = 4;
/// A person who types a misspelling so often means it, and two words without the space between them so often.
const INSISTS: u32 = 5;
const INSISTS_TOGETHER: u32 = 2;
/// A person who begins it with a capital so often does.
const NAMED: u32 = 3;
/// Fewest letters of a word that is mended: shorter words are one letter away from too many others. A shorter word is
/// mended only if two letters are swapped in one of the commonest words: `ot`, `yuo`, `sned`.
const MENDED: usize = 5;
/// Greatest probability that a word typed once is the next one, however few own words are known: of words said within
/// the last fifty, one in 400 is said again (models/README.md, "Words of the conversation"), of older ones fewer.
const RETURNS: f32 = 0.0025;
const RETURNS_WITHIN: f32 = 50.0;
/// Factor on the probability of a name where a sentence begins, since a capital does not point to a name there.
const OPENS: f32 = 0.3;
/// Share of a name's occurrences in which it is a possessive.
const POSSESSIVE: f32 = 0.1;
/// Factor on the probability of a name that is begun with a small letter.
const SMALL: f32 = 0.3;
/// Fewest letters of an own word that is found by a string one slip away from it, and the probability that it is meant where no
/// other word is one slip away.
const MISTYPED: usize = 4;
const SLIPPED: f32 = 0.9;
/// Probability of a capital from which a place is one for names, and the least factor on a name in another one: "I jo" is
/// hardly ever the beginning of `Jonty`, "ask jo" mostly is.
const NAME_IS_DUE: f32 = 0.03;
const NO_PLACE: f32 = 0.05;
/// Factor on an own word in small letters where a verb is due; most of them are nouns.
const VERB_IS_DUE: f32 = 0.1;
/// Fewest letters that a word which is none has in common with an own word that it was made of.
const BENT: usize = 4;
/// Rarity (−ln of a share) from which a word of the lexicon is an own word, too.
const RARE: f32 = 15.5;
/// The use of an own word.
#[derive(Clone, Debug, PartialEq)]
struct Use {
    times: u32,
    /// Number of all words typed up to its newest occurrence.
    newest: u32,
    /// The common word of which it looks like a misspelling.
    meant: Option<Box<str>>,
    /// Whether it was typed in another language only and is a word of the lexicon: it is of use in that language only.
    abroad: bool,
    /// Whether it was typed in another language only, in small letters: hardly ever meant in the lexicon's language.
    elsewhere: bool,
}

impl Use {
    fn weight(&self, words: u32) -> f32 {
        let age = words.saturating_sub(self.newest) as f32;
        (self.times as f32).powf(TIMES_POWER) * (age + AGE_MORE).powf(AGE_POWER)
    }

    fn is_mistake(&self) -> bool {
        self.mistaken_for().is_some()
    }

    fn mistaken_for(&self) -> Option<&str> {
        let together = |meant: &str| meant.contains(' ');
        let insists = |meant: &str| if together(meant) { INSISTS_TOGETHER } else { INSISTS };
        self.meant.as_deref().filter(|meant| self.times < insists(meant))
    }
}

/// Where a word is typed: whether in prose that may be in the lexicon's language, whether that is evident from the words
/// before, whether it begins a sentence, how probable a capital was there (1 where that says nothing), and whether a verb is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub prose: bool,
    pub evident: bool,
    pub opens: bool,
    pub capital: f32,
    pub verb: bool,
}

/// One person's own words. Without a lexicon no word counts as one.
#[derive(Clone, Default)]
pub struct Names {
    lexicon: Option<Lexicon>,
    known: BTreeMap<Box<str>, Use>,
    /// Number of words typed in all, and of those that were own words typed before.
    words: u32,
    again: u32,
    /// Words of the lexicon, in small letters, that were typed in another language, too.
    abroad: BTreeSet<Box<str>>,
    looked_up: LookedUp,
}

impl Names {
    /// Returns an empty collection beside the lexicon of a language.
    #[must_use]
    pub fn beside(lexicon: Option<&Lexicon>) -> Self {
        Names { lexicon: lexicon.cloned(), ..Names::default() }
    }

    /// Notes the words of a message. Returns the message as it was meant, or `None` where none of its words is mended.
    pub fn read(&mut self, message: &str) -> Option<String> {
        let lexicon = self.lexicon.as_ref()?;
        let (mut mended, mut done) = (String::new(), 0);
        let spans = word_spans(message);
        let usual = usual_words(message, &spans, lexicon);
        // With a space behind it the last word votes, too; a line break would halve every vote.
        let in_another_language = foreign::foreign(&format!("{} ", message.trim_end()), lexicon, 0.0).is_some();
        let foreign = in_another_language || is_foreign(usual, spans.len());
        let proper = 2 * usual >= spans.len();
        for span in &spans {
            self.words = self.words.saturating_add(1);
            let word = stem(&message[span.clone()]);
            let entry = lexicon.entry(word);
            if entry.is_some() && in_another_language && self.abroad.len() < MOST {
                self.abroad.insert(word.to_lowercase().into());
            }
            let swapped = if foreign { None } else { mistakes::swapped(lexicon, word, entry) };
            let rare = entry.is_none_or(|entry| entry.rarity >= RARE);
            let own = is_nameable(word) && (rare || in_another_language);
            if !own && swapped.is_none() {
                continue;
            }
            let newest = self.words;
            if let Some(known) = self.known.get_mut(word) {
                self.again = self.again.saturating_add(u32::from(rare));
                (known.times, known.newest) = (known.times.saturating_add(1), newest);
                known.elsewhere &= in_another_language;
                // A capital within a sentence, or again where sentences begin, is that of a name.
                let named = !mistakes::may_be_mistake(word, &message[..span.start]) || known.times >= NAMED;
                if known.meant.is_some() && is_capital(word) && named {
                    known.meant = None;
                }
            } else {
                // A word that no dictionary has may be in the lexicon because others misspelt it, too: `tommorow`.
                let spelt = swapped.is_none() && entry.is_some_and(|entry| entry.spelt);
                let sought = !spelt && !foreign && mistakes::may_be_mistake(word, &message[..span.start]);
                let mut look_up = || {
                    let meant = self.looked_up.meant(lexicon, word)?;
                    if proper { Some(meant.among_common) } else { meant.anywhere }
                };
                let meant = if sought { swapped.clone().or_else(&mut look_up) } else { None };
                let elsewhere = in_another_language && 3 * usual < spans.len() && word.starts_with(char::is_lowercase);
                self.known.insert(word.into(), Use { times: 1, newest, meant, abroad: !rare, elsewhere });
            }
            let mends = !foreign && (swapped.is_some() || word.chars().count() >= MENDED);
            if let Some(meant) = self.known.get(word).and_then(Use::mistaken_for).filter(|_| mends) {
                mended.push_str(&message[done..span.start]);
                mended.push_str(&if is_capital(word) { capitalised(meant) } else { meant.into() });
                done = span.start + word.len();
            }
        }
        self.read_compounds(message, &spans, in_another_language);
        if self.known.len() > MOST {
            self.thin();
        }
        mended.push_str(&message[done..]);
        (done > 0).then_some(mended)
    }

    /// Notes the words of a message that hyphens join (`rendez-vous`, `Jean-Luc`), so that they come back as a whole.
    fn read_compounds(&mut self, message: &str, spans: &[Range<usize>], in_another_language: bool) {
        let joined = |a: &Range<usize>, b: &Range<usize>| message.get(a.end..b.start) == Some("-");
        for parts in spans.chunk_by(joined).filter(|parts| parts.len() > 1) {
            let word = stem(&message[parts[0].start..parts[parts.len() - 1].end]);
            let nameable =
                LETTERS.contains(&word.chars().count()) && word.chars().all(|c| c.is_alphabetic() || c == '-');
            let mut each = word.split('-');
            let own = in_another_language || each.clone().any(|part| self.has(part)) || each.all(is_capital);
            if !nameable || !own {
                continue;
            }
            let new = Use { times: 0, newest: 0, meant: None, abroad: false, elsewhere: in_another_language };
            let known = self.known.entry(word.into()).or_insert(new);
            (known.times, known.newest) = (known.times.saturating_add(1), self.words);
            known.elsewhere &= in_another_language;
        }
    }

    /// Returns the share of own words among all words typed.
    fn share(&self) -> f32 {
        (self.again as f32 + PRIOR_SHARE * PRIOR_WORDS) / (self.words as f32 + PRIOR_WORDS)
    }

    /// Returns the probability that the next word is this one; `all` is the sum of the weights of all own words.
    fn chance(&self, known: &Use, all: f32) -> f32 {
        let age = self.words.saturating_sub(known.newest) as f32;
        let older = ((age + AGE_MORE) / (RETURNS_WITHIN + AGE_MORE)).powf(AGE_POWER).min(1.0);
        let most = RETURNS * (known.times as f32).powf(TIMES_POWER) * older;
        (self.share() * known.weight(self.words) / all).min(most)
    }

    fn thin(&mut self) {
        let words = self.words;
        let mut weights: Vec<f32> = self.known.values().map(|known| known.weight(words)).collect();
        let (_, &mut least, _) = weights.select_nth_unstable_by(KEPT, |a, b| b.total_cmp(a));
        self.known.retain(|_, known| known.weight(words) > least);
    }

    /// Returns whether a word is an own word, and not by mistake.
    #[must_use]
    pub(super) fn has(&self, word: &str) -> bool {
        self.known.get(stem(word)).is_some_and(|known| !known.is_mistake() && !known.abroad)
    }

    /// Whether a word begins like an own word and ends before it or goes on otherwise: `Xanthip` and `Xanthipolis` beside
    /// `Xanthippe`.
    #[must_use]
    pub(super) fn is_bent(&self, word: &str) -> bool {
        // The words beside it in their order share the longest beginnings with it.
        let beside = [
            self.known.range::<str, _>((Bound::Unbounded, Bound::Excluded(word))).next_back(),
            self.known.range::<str, _>((Bound::Excluded(word), Bound::Unbounded)).next(),
        ];
        let shared = |own: &str| word.chars().zip(own.chars()).take_while(|(a, b)| a == b).count();
        beside.into_iter().flatten().any(|(own, _)| !word.starts_with(&**own) && shared(own) >= BENT)
    }

    /// Whether a word was typed by mistake, as far as is known.
    #[must_use]
    pub(super) fn is_mistake(&self, word: &str) -> bool {
        self.known.get(stem(word)).is_some_and(Use::is_mistake)
    }

    /// Whether a word of the lexicon was typed in another language, too.
    #[must_use]
    pub(super) fn was_abroad(&self, word: &str) -> bool {
        self.abroad.contains(stem(word).to_lowercase().as_str())
    }

    /// Whether an own word was typed in another language only, in small letters.
    #[must_use]
    pub(super) fn is_elsewhere(&self, word: &str) -> bool {
        self.known.get(stem(word)).is_some_and(|known| known.elsewhere)
    }

    /// Whether a word in small letters is an own word that is only ever written with a capital.
    #[must_use]
    pub(super) fn has_capital(&self, word: &str) -> bool {
        self.as_capital(word).is_some()
    }

    /// Returns the same word with its capital, and the probability that it is meant so, by how often it was typed so
    /// (Laplace's rule).
    #[must_use]
    pub(super) fn as_capital(&self, word: &str) -> Option<(String, f32)> {
        let small = word.chars().next().is_some_and(char::is_lowercase);
        let with = capitalised(word);
        let times = self.known.get(stem(&with)).filter(|known| !known.is_mistake() && !known.abroad)?.times as f32;
        (small && !self.has(word)).then_some((with, (times + 1.0) / (times + 2.0)))
    }

    /// Returns the own word that is one slip away from a string which is no word, and the probability that it is meant: by how
    /// often it is typed beside the words of the lexicon that are one slip away as well. A small letter stands for a capital, too.
    #[must_use]
    pub(super) fn meant_by(&self, word: &str) -> Option<(String, f32)> {
        let lexicon = self.lexicon.as_ref()?;
        let letters = word.chars().count();
        let plain = word.chars().all(char::is_alphabetic) && word.chars().skip(1).all(char::is_lowercase);
        let plural = word.strip_suffix('s').is_some_and(|name| self.has(name) || self.has_capital(name));
        if !plain || plural || letters < MISTYPED || self.has(word) || lexicon.entry(word).is_some() {
            return None;
        }
        let first = |word: &str| word.chars().next().map(|c| c.to_lowercase().to_string());
        let others = || slips(word).filter(|other| first(other) == first(word));
        let own = |form: String| {
            let known = self.known.get(form.as_str()).filter(|known| !known.is_mistake() && !known.abroad)?;
            (form.chars().count() >= MISTYPED).then_some((form, known))
        };
        let found: Vec<(String, &Use)> =
            others().flat_map(|other| [capitalised(&other), other]).filter_map(own).collect();
        if found.is_empty() {
            return None;
        }
        let all: f32 = self.known.values().map(|known| known.weight(self.words)).sum();
        let chances = found.into_iter().map(|(form, known)| (form, self.chance(known, all)));
        let own = chances.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let others: f32 = others().filter_map(|other| lexicon.entry(&other)).map(|entry| (-entry.rarity).exp()).sum();
        own.map(|(form, chance)| (form, SLIPPED * chance / (chance + others))).filter(|(_, chance)| *chance > 0.5)
    }

    /// Returns the own words that begin with what was typed and their probabilities, the likeliest first; at most
    /// `most`. Small letters find words with a capital, too. The letters typed have a natural-log probability of
    /// `spelt` without own words. In prose of the lexicon's language, words typed by mistake are left out, and where that
    /// language is evident also words in small letters that were typed in another one only.
    pub(super) fn begun(&self, typed: &str, spelt: f32, most: usize, place: Place) -> Vec<(Cow<'_, str>, f32)> {
        let Place { prose, evident, opens, .. } = place;
        if typed.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Cow<str>, f32, &Use)> = Vec::new();
        let capital = capitalised(typed);
        let begins = if opens { OPENS } else { 1.0 };
        // The caller strips as many bytes as were typed, so that the form with the capital must have the same length.
        let has_other = capital != typed && capital.len() == typed.len();
        let small = if place.verb { VERB_IS_DUE } else { 1.0 };
        let as_typed = if has_other { small } else { 1.0 };
        let named = SMALL * (place.capital / NAME_IS_DUE).clamp(NO_PLACE, 1.0);
        for (typed, factor) in
            [(typed, as_typed), (capital.as_str(), named)].into_iter().take(1 + usize::from(has_other))
        {
            let from = (Bound::Included(typed), Bound::Unbounded);
            let begun = self.known.range::<str, _>(from).take_while(|(word, _)| word.starts_with(typed));
            let of_no_use = |known: &Use| prose && (known.is_mistake() || known.abroad || evident && known.elsewhere);
            let longer = begun.filter(|(word, known)| word.len() > typed.len() && !of_no_use(known));
            found.extend(longer.map(|(word, known)| ((&**word).into(), factor * begins, known)));
        }
        let owner = typed.strip_suffix(is_apostrophe).and_then(|name| self.known.get(name));
        if let Some(owner) = owner.filter(|known| !known.is_mistake()) {
            found.push((format!("{typed}s").into(), POSSESSIVE, owner));
        }
        // The first part of a compound that was hardly typed without the rest is meant as that compound.
        let compounds = found.iter().filter(|(word, ..)| word.contains('-'));
        let compounds: Vec<(String, u32)> = compounds.map(|(word, _, known)| (word.to_string(), known.times)).collect();
        let within = |part: &str, word: &str| word.strip_prefix(part).is_some_and(|rest| rest.starts_with('-'));
        found.retain(|(part, _, known)| {
            !compounds.iter().any(|(word, times)| within(part, word) && 2 * times > known.times)
        });
        if found.is_empty() {
            return Vec::new();
        }
        let all: f32 =
            self.known.values().filter(|known| !(prose && known.abroad)).map(|known| known.weight(self.words)).sum();
        let chance = |(word, factor, known)| (word, factor * self.chance(known, all));
        let mut found: Vec<(Cow<str>, f32)> = found.into_iter().map(chance).collect();
        cached::weigh_against_letters(&mut found, (1.0 - self.share()).ln() + spelt);
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }
}

/// Returns the number of common words in a message.
fn usual_words(message: &str, spans: &[Range<usize>], lexicon: &Lexicon) -> usize {
    let is_usual = |word: &str| lexicon.entry(word).is_some_and(|entry| entry.rarity < USUAL);
    spans.iter().filter(|span| is_usual(&message[(*span).clone()])).count()
}

/// Returns whether a message is in another language, so that none of its words counts as a mistake: fewer than a
/// quarter of its words are common ones of the lexicon.
fn is_foreign(usual: usize, words: usize) -> bool {
    words >= FEWEST_WORDS && 4 * usual < words
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

pub(super) fn is_nameable(word: &str) -> bool {
    LETTERS.contains(&word.chars().count()) && word.chars().all(|c| c.is_alphabetic() || is_apostrophe(c))
}

#[cfg(test)]
mod tests;
