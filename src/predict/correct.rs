//! Words that may be meant in place of what was typed: seeds of the search for the word under the cursor, and one
//! correction of the word that was just finished.

mod contraction;
mod meant;
mod mistaken;
mod sure;

pub(super) use meant::{Behind, Meant};

use super::context::Context;
use super::everyday;
use super::foreign;
use super::lexicon::{Entry, Form, Lexicon};
use super::name_list;
use super::owner::Owner;
use super::predictor::Predictor;
use super::query::{Word, WordKind};
use super::search::{Ending, Found, Origin, Search, Seed, Sought};
use super::spelling::{CAPITAL, Doubt, Landing, Paths, Wanted, WordAt, landings, slipped, torn};
use super::style::Style;
use super::writer::Writer;
use crate::memory::Tail;
use crate::text::normalize;
use crate::text::programs::is_program;
use crate::text::words::{capitalised, is_apostrophe, is_word_char, open_word};
use mistaken::mistaken_for;

/// Least probability of a correction of a finished word: more than everything else together, and for a word that is
/// right as it stands, hardly a doubt.
const MEANT: f32 = 0.5;
const SURELY_MEANT: f32 = 0.85;
/// A person who typed a contraction without its apostrophe (`dont`) so often, and as often as with it, means it so.
const INSISTS: usize = 3;
/// A word typed so often before is surely meant; names and the like count as typed so often.
const MEANT_SURELY: usize = 2;
/// Natural-log probability of the letters typed above which other words are not looked for: no error is as probable.
const FINE: f32 = -3.0;
/// Costs (natural log) of taking a name for another one, as there are more names than a lexicon has, and of slipped
/// capitals.
const NAME: f32 = 2.5;
const CASE: f32 = 3.0;
/// Rarities (−ln of a share): a word from `SELDOM` on is seldom met, and a pair of words below `COMMONEST_PAIR` is
/// among the commonest (`int he` is mostly `in the`).
const SELDOM: f32 = 9.5;
const COMMONEST_PAIR: f32 = 12.5;
/// A word that nobody knows is taken for two that were run together (`infact`) if they are not rarer together than this.
const COMMON_PAIR: f32 = 13.5;
impl Predictor {
    /// How often this person typed the word that a text ends with.
    pub(super) fn times_typed(&self, owner: Option<Owner>, tail: &Tail) -> usize {
        let ends = |symbol| self.classes().ends(symbol);
        owner.map_or(0, |owner| owner.personal.memory.times_typed(tail, &ends))
    }

    /// How often this person typed the word that a text ends with, and meant it. A name or another word of theirs that no
    /// lexicon has is meant, and so is a word with a capital that stands in the text already, in whatever case they are typed.
    /// A likely error counts only where the person insists on it.
    fn times_meant(&self, word: &WordAt, writer: &Writer, context: &Context, lexicon: &Lexicon) -> usize {
        let symbols = |text: &str| self.vocab().encode(&normalize(text));
        let after = symbols(word.after).len();
        let times = self.times_typed(writer.owner, &context.tail_before(after));
        let names = writer.owner.map(|owner| &owner.personal.names);
        let mistake = || names.is_some_and(|names| names.is_mistake(word.word)) || run_together(word, lexicon);
        let hurried = |with: String| {
            let mut tail = context.tail_before(after + symbols(word.word).len());
            symbols(&with).into_iter().for_each(|symbol| tail.push(symbol));
            times < INSISTS.max(self.times_typed(writer.owner, &tail))
        };
        let slip = (times == 1 && mistake()) || (times > 0 && lexicon.with_apostrophe(word.word).is_some_and(hurried));
        let name = || names.is_some_and(|names| names.has(word.word) || names.has_capital(word.word));
        let there = word.capitals().0 && stands_before(word);
        match there || (!slip && name()) {
            true => times.max(MEANT_SURELY),
            false if slip => 0,
            false => times,
        }
    }

    /// Returns the seeds of what may be meant by the word under the cursor.
    pub(super) fn meant(&self, search: &mut Search, context: &Context, writer: &Writer) -> Vec<Meant> {
        let (Some(lexicon), Some(word)) = (self.lexicon(), WordAt::open(writer.text)) else { return Vec::new() };
        let mut found = Vec::new();
        let declined = stays(&word, writer) || is_declined(&word, lexicon);
        if let Some(behind) = self.behind(search, context, word.word).filter(|_| !declined) {
            let doubt = Doubt::of(&word, lexicon, self.times_meant(&word, writer, context, lexicon));
            let mut ways = Vec::new();
            if behind.spelt < FINE && word.letters() > 1 {
                let landed = landings(lexicon, writer.query.layout, word.word, Wanted::Beginnings);
                ways = spelt(&landed, &word, doubt, writer.style);
            }
            ways.extend(recased(lexicon, &word, doubt, writer.style));
            let paths = Paths::new(self.vocab(), &ways, false);
            if !paths.is_empty() {
                found.push(Meant { behind, paths, origin: Origin::Word });
            }
        }
        found.extend(self.slipped(search, context, &word, lexicon));
        found
    }

    /// Returns the seed of what may be meant where the space before a word stands at the wrong place or in the middle
    /// of a word.
    fn slipped(&self, search: &mut Search, context: &Context, word: &WordAt, lexicon: &Lexicon) -> Option<Meant> {
        let first = word.with_the_one_before()?;
        let known = |word: &str| lexicon.entry(word).is_some_and(|entry| entry.rarity < SELDOM);
        let both_known = known(first.word) && known(word.word);
        if first.letters() + word.letters() < 4 || (both_known && word.after.is_empty()) {
            return None;
        }
        let wanted = if word.after.is_empty() { Wanted::Beginnings } else { Wanted::Words };
        let landed = match both_known {
            true => torn(lexicon, first.word, word.word).into_iter().collect(),
            false => {
                let words = [first.word, word.word].iter().all(|word| lexicon.entry(word).is_some());
                let mut landed = slipped(lexicon, first.word, word.word, wanted);
                // No help is needed where the first half is a usual word and the second half begins a word.
                landed.retain(|landing| {
                    let helps = !known(first.word) || !lexicon.begins(word.word);
                    helps && (!words || landing.rarity < COMMONEST_PAIR)
                });
                landed
            }
        };
        if landed.is_empty() {
            return None;
        }
        let cased = |landing: Landing| (first.cased(&landing.text), landing);
        let ways: Vec<(String, Landing)> = landed.into_iter().map(cased).collect();
        let behind = self.behind_finished(search, context, &format!("{} {}", first.word, word.word), word.after)?;
        let paths = Paths::new(self.vocab(), &ways, wanted == Wanted::Words);
        Some(Meant { behind, paths, origin: Origin::TwoWords })
    }

    /// Returns the word that is meant by the one just finished, if it is another one. The outer `None` says that the
    /// search was cancelled.
    pub(super) fn correction(&self, search: &mut Search, context: &Context, writer: &Writer) -> Option<Option<Word>> {
        let Some(lexicon) = self.lexicon() else { return Some(None) };
        if let Some(contraction) = sure::contraction(writer.text, lexicon) {
            return Some(Some(contraction));
        }
        let Some(word) = WordAt::finished(writer.text) else { return Some(None) };
        let word = if lexicon.entry(word.word).is_none() { word.without_possessive(writer.text) } else { word };
        if stays(&word, writer) {
            return Some(None);
        }
        if let Some(name) = sure::own_name(&word, writer).or_else(|| sure::own_possessive(&word, writer)) {
            return Some(Some(name));
        }
        if is_declined(&word, lexicon) {
            return Some(None);
        }
        if let Some(name) = sure::own_slip(&word, writer) {
            return Some(Some(name));
        }
        let likelier = self.likelier(search, context, writer, &word, lexicon)?;
        if likelier.is_some() {
            return Some(likelier);
        }
        let marked = self.mistaken_at_mark(search, context, writer.text, &word, lexicon);
        let Some((meant, word)) = marked else { return Some(None) };
        let Some((best, probability)) = best_of(search, &[meant])? else { return Some(None) };
        let meant = || self.in_its_form(replacing(&best, &word, writer.style, probability), &best.tail, writer);
        Some((probability >= SURELY_MEANT).then(meant))
    }

    /// Returns the own name that is meant by the letters at the end of a text, which no word begins with.
    pub(super) fn own_name_meant(&self, writer: &Writer) -> Option<Word> {
        let lexicon = self.lexicon()?;
        let word = WordAt::open(writer.text).filter(|word| !lexicon.begins(word.word))?;
        let stays = stays(&word, writer) || is_declined(&word, lexicon) || !writer.is_prose();
        if stays { None } else { sure::own_slip(&word, writer) }
    }

    /// Returns the word that is likelier than the one just finished, or likelier than that and the one before it, if there is one.
    fn likelier(
        &self,
        search: &mut Search,
        context: &Context,
        writer: &Writer,
        word: &WordAt,
        lexicon: &Lexicon,
    ) -> Option<Option<Word>> {
        let times = self.times_meant(word, writer, context, lexicon);
        let doubt = Doubt::of(word, lexicon, times);
        let mut meant = Vec::new();
        let mistaken = mistaken_for(word, lexicon, false);
        if doubt != Doubt::None || !mistaken.is_empty() {
            let landed = landings(lexicon, writer.query.layout, word.word, Wanted::Words);
            let mut ways = spelt(&landed, word, doubt, writer.style);
            ways.extend(recased(lexicon, word, doubt, writer.style));
            ways.extend(mistaken);
            let paths = Paths::new(self.vocab(), &ways, true);
            if !paths.is_empty() {
                let Some(behind) = self.behind_finished(search, context, word.word, word.after) else {
                    return Some(None);
                };
                meant.push(Meant { behind, paths, origin: Origin::Word });
            }
        }
        meant.extend(self.slipped(search, context, word, lexicon));
        let mistaken_before = self.mistaken_before(search, context, word, lexicon);
        let both_right = mistaken_before.is_some();
        meant.extend(mistaken_before);
        let Some((best, probability)) = best_of(search, &meant)? else { return Some(None) };
        let mostly = matches!(doubt, Doubt::Habits(gain) if gain < 0.0);
        let right = word.is_right(lexicon) || (both_right && best.origin == Origin::TwoWords);
        let needed = if right && !mostly { SURELY_MEANT } else { MEANT };
        let replacement = || self.in_its_form(replacing(&best, word, writer.style, probability), &best.tail, writer);
        Some((probability >= needed).then(replacement))
    }
}

/// Returns the likeliest of what is meant, with its probability beside what was typed; the outer `None` says that the search was
/// cancelled.
fn best_of(search: &mut Search, meant: &[Meant]) -> Option<Option<(Found, f32)>> {
    if meant.is_empty() {
        return Some(None);
    }
    let seeds: Vec<Seed> = meant.iter().map(Meant::seed).collect();
    let (found, mass) = search.meant(None, &seeds, Sought::exactly(2))?;
    // The mass is relative to that of the letters typed, which is 1.
    let best = found.into_iter().next();
    Some(best.map(|best| {
        let probability = best.log_prob.exp() * mass / (1.0 + mass);
        (best, probability)
    }))
}

/// Whether a word that no lexicon has is a pair of common words without the space between them.
fn run_together(word: &WordAt, lexicon: &Lexicon) -> bool {
    let places = word.word.char_indices().map(|(at, _)| word.word.split_at(at));
    lexicon.entry(word.word).is_none()
        && places.into_iter().any(|(first, rest)| lexicon.rarity_of(first) + lexicon.rarity_of(rest) < COMMON_PAIR)
}

/// Whether the person stays with a word, as seen in earlier messages or in this one.
fn stays(word: &WordAt, writer: &Writer) -> bool {
    let stayed = writer.owner.is_some_and(|owner| owner.personal.habits.declined(word.word));
    stayed || writer.query.declined.iter().any(|own| own == word.word)
}

/// Returns whether a word is left as it is: one of another language or of today, the name of a person or a program, or a part of an
/// unusual compound.
fn is_declined(word: &WordAt, lexicon: &Lexicon) -> bool {
    let elsewhere =
        || foreign::is_word(word.word, word.before, lexicon) || is_program(word.word) || name_list::has(word.word);
    (lexicon.entry(word.word).is_none() && elsewhere()) || everyday::has(word.word) || is_in_a_name(word, lexicon)
}

/// Whether a hyphen joins a word to one that is no usual one in small letters (`Jean-Baptiste`, `rendez-vous`).
fn is_in_a_name(word: &WordAt, lexicon: &Lexicon) -> bool {
    let usual =
        |word: &str| lexicon.entry(word).is_some_and(|entry| entry.form == Form::Small && entry.rarity < SELDOM);
    word.before.strip_suffix('-').is_some_and(|before| !usual(open_word(before)))
}

/// Returns whether the same word stands earlier in the text.
fn stands_before(word: &WordAt) -> bool {
    let end = |text: &str, at: usize| text[at..].chars().next().is_none_or(|c| !is_word_char(c));
    let begin = |text: &str, at: usize| text[..at].chars().next_back().is_none_or(|c| !is_word_char(c));
    let mut places = word.before.match_indices(word.word);
    places.any(|(at, found)| begin(word.before, at) && end(word.before, at + found.len()))
}

/// Returns the word on offer by which a word that was found replaces what was typed.
pub(super) fn replacing(found: &Found, word: &WordAt, style: &Style, probability: f32) -> Word {
    let text = style.shown(&found.extension);
    let before = match found.origin {
        Origin::TwoWords => word.with_the_one_before().map_or(0, |first| first.word.chars().count() + 1),
        _ => 0,
    };
    let typed = word.word.chars().count();
    let delete = before + typed + word.after.chars().count();
    let insert = format!("{text}{}", word.after);
    // A word that differs from what was typed in case only still goes on with it.
    let same = before == 0 && word.after.is_empty() && text.to_lowercase().starts_with(&word.word.to_lowercase());
    let completion: String = if same { text.chars().skip(typed).collect() } else { String::new() };
    let kind = if completion.is_empty() { WordKind::Correction } else { WordKind::Completion };
    Word { text, completion, delete, insert, probability, kind, space_after: false }
}

/// Returns whether a word of the search is worth a place: a correction must be another word than those that begin with
/// what was typed.
pub(super) fn is_other(ending: &Ending, typed: &str) -> bool {
    ending.origin != Origin::Word || typed.is_empty() || !ending.extension.starts_with(typed)
}

/// Whether all that a landing changes is to drop the apostrophe of a word (`nando's`, `za'atar`): what somebody took the trouble to
/// type is meant, unless it makes one of the usual words that have none (`her's`).
fn is_bared(word: &WordAt, landing: &Landing) -> bool {
    let usual = |entry: Entry| entry.spelt && entry.rarity < SELDOM;
    let bare = || normalize(word.word).to_lowercase().replace(is_apostrophe, "");
    word.word.contains(is_apostrophe) && landing.text == bare() && !landing.word.is_some_and(usual)
}

/// Returns the landings that a doubt allows, with their texts in the case that fits here and their costs raised by the
/// doubt.
fn spelt(landed: &[Landing], word: &WordAt, doubt: Doubt, style: &Style) -> Vec<(String, Landing)> {
    let (capital, _) = word.capitals();
    let fits = |landing: &&Landing| match doubt {
        _ if is_bared(word, landing) => false,
        Doubt::None | Doubt::Case => false,
        Doubt::Habits(_) => landing.by_habit,
        Doubt::Names => landing.word.is_some_and(|entry| entry.form != Form::Small),
        Doubt::Words(_) => true,
    };
    let cased = |landing: &Landing| {
        let mut landing = landing.clone();
        match doubt {
            Doubt::Words(less) | Doubt::Habits(less) => landing.cost += less,
            Doubt::Names => landing.cost += NAME,
            Doubt::None | Doubt::Case => {}
        }
        let named = landing.word.is_some_and(|entry| entry.form == Form::Capital);
        if !capital && named && !style.no_capitals {
            // One who leaves out the apostrophe leaves out the capital, too.
            landing.cost += if landing.by_habit { 0.5 } else { CAPITAL };
            return (capitalised(&landing.text), landing);
        }
        (word.cased(&landing.text), landing)
    };
    landed.iter().filter(fits).map(cased).collect()
}

/// Returns the word itself in its usual case where the doubt is about case, else with a capital where one may be due.
fn recased(lexicon: &Lexicon, word: &WordAt, doubt: Doubt, style: &Style) -> Option<(String, Landing)> {
    if doubt != Doubt::Case {
        return capital(lexicon, word, doubt, style);
    }
    let (text, entry) = (normalize(word.word).to_lowercase(), lexicon.entry(word.word));
    let always = entry.is_some_and(|entry| matches!(entry.form, Form::Capital | Form::Capitals));
    let wanted = word.capitals().0 || word.begins_sentence() || always;
    let first = wanted && !style.no_capitals && !style.small_text;
    let shown = if first { capitalised(&text) } else { text.clone() };
    Some((shown, Landing { text, cost: CASE, rarity: 0.0, word: entry, by_habit: false }))
}

/// Returns the word itself with a capital, where a word of the lexicon begins so and this person writes capitals.
fn capital(lexicon: &Lexicon, word: &WordAt, doubt: Doubt, style: &Style) -> Option<(String, Landing)> {
    let (capital, _) = word.capitals();
    let whole = !word.after.is_empty();
    let entry = lexicon.entry(word.word);
    let wanted =
        if whole { matches!(doubt, Doubt::Habits(_)) && entry.is_some_and(|e| e.form == Form::Capital) } else { true };
    if capital || word.is_mixed() || style.no_capitals || style.small_text || !wanted || !lexicon.begins(word.word) {
        return None;
    }
    let folded: String = normalize(word.word).to_lowercase();
    let landing = Landing { text: folded, cost: CAPITAL, rarity: 0.0, word: entry, by_habit: true };
    Some((capitalised(&landing.text), landing))
}
