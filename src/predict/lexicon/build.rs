//! [`Builder`]: a lexicon from a list of counted words, from text, from a dictionary, and from a list of misspellings.

use std::collections::{BTreeSet, HashMap, HashSet};

use fst::MapBuilder;

use super::entry::{Entry, Form, fold, write};
use crate::text::words::{slips, swaps, word_spans};

/// Most letters of a word; a longer run of letters is no word.
const MOST_CHARS: usize = 24;
/// Most bytes of a shorthand: a word of letters and digits.
const MOST_SHORTHAND: usize = 9;
/// Share of occurrences with a capital above which the form with the capital is the only one.
const MOSTLY: f32 = 0.7;
/// Share above which both forms are kept, as of `may` and `May`.
const SOMETIMES: f32 = 0.15;
/// Words in their own right that are also contractions without their apostrophe.
const ALSO_WORDS: [&str; 11] = ["were", "well", "ill", "its", "hell", "shed", "shell", "wed", "id", "lets", "whore"];
/// Strings that are no words: addresses in texts whose marks were dropped, and keys struck without a meaning.
const NO_WORDS: [&str; 6] = ["gmailcom", "yahoocom", "hotmailcom", "aolcom", "asd", "asdf"];
/// Least occurrences in the text for a word of the list to count.
const LEAST_OF_LISTED: u32 = 3;
/// Least occurrences inside sentences for a name to be known by its capital only.
const WELL_KNOWN: u32 = 10;
/// Least number of texts that have a word that no list has: nicknames that the people of one chat use are in one.
const LEAST_TEXTS: u32 = 3;
/// A string that is so many times more often written as two words is no word.
const APART: u32 = 8;
/// Most letters of a string for which the list is no evidence: lists hold many short strings that are no words.
const SHORT: usize = 3;
/// Least number of texts that have a word of hurried messages.
const CASUAL_TEXTS: u32 = 2;
/// Stands behind a word that tells of hurried writing.
pub const HURRIED_MARK: &str = " *";
/// Words that only a person writes who leaves apostrophes out or shortens words.
const HURRIED: [&str; 20] = [
    "arent", "couldnt", "didnt", "doesnt", "dont", "hasnt", "havent", "im", "isnt", "ive", "shouldnt", "thats",
    "theres", "theyre", "u", "wasnt", "whats", "wouldnt", "youre", "youve",
];
/// Least number of lines with such words for a word that tells of hurried writing.
const LEAST_HURRIED: u32 = 2;
/// A word is a slip if swapping two of its letters makes a word that is more than so many times as frequent.
const SWAPPED: u32 = 1000;
/// Count given to a word of the dictionary that the text lacks.
const UNSEEN: f64 = 0.5;
/// Number of the list's commonest words for which one slip makes no rare word of the dictionary.
const COMMONEST: usize = 10_000;

/// What was seen of a word in the text.
#[derive(Clone, Copy, Default)]
struct Seen {
    count: u32,
    /// Texts that have it, and the number of the newest of them.
    texts: u32,
    newest: u32,
    /// Occurrences inside a sentence, where the case says something: all, those with a capital, those in capitals.
    inside: u32,
    capital: u32,
    capitals: u32,
    /// Occurrences in lines that have (another) word of `HURRIED`, and in lines that have a contraction with its apostrophe.
    hurried: u32,
    careful: u32,
}

/// Collects lists, texts, a dictionary and misspellings, and builds a lexicon from them.
#[derive(Default)]
pub struct Builder {
    listed: HashMap<String, u64>,
    seen: HashMap<String, Seen>,
    /// Single letters and letters with digits, which are words in hurried messages.
    shorthand: HashMap<String, Seen>,
    spelt: HashMap<String, Form>,
    /// Rare words of a dictionary.
    rare: HashMap<String, Form>,
    misspelt: HashSet<String>,
    /// How often a word of the list stood as two words in the texts.
    apart: HashMap<String, u32>,
    texts: u32,
}

impl Builder {
    /// Adds a word of a list, with how often it was counted.
    pub fn count(&mut self, word: &str, count: u64) {
        *self.listed.entry(folded(word)).or_default() += count;
    }

    /// Adds a word of a dictionary, written as inside a sentence: it is kept however seldom the text has it.
    pub fn spelt(&mut self, word: &str) {
        add(&mut self.spelt, word);
    }

    /// Adds a rare word of a dictionary. It is left out where it is one slip away from a common word (`calender`, `wether`), for
    /// which it is written more often than for itself.
    pub fn rare(&mut self, word: &str) {
        add(&mut self.rare, word);
    }

    /// Takes the rare words that are no slips into the dictionary.
    fn take_rare(&mut self) {
        let mut common: Vec<(&String, &u64)> =
            self.listed.iter().filter(|(word, _)| self.spelt.contains_key(*word)).collect();
        common.sort_unstable_by_key(|&(word, &count)| (std::cmp::Reverse(count), word));
        let common: HashSet<&str> = common.into_iter().take(COMMONEST).map(|(word, _)| word.as_str()).collect();
        let is_slip = |word: &str| slips(word).any(|other| common.contains(other.as_str()));
        let mut rare = std::mem::take(&mut self.rare);
        rare.retain(|word, _| !self.spelt.contains_key(word) && !is_slip(word));
        self.spelt.extend(rare);
    }

    /// Adds a misspelling, which the lexicon leaves out unless the text shows that it is a name.
    pub fn misspelt(&mut self, word: &str) {
        self.misspelt.insert(folded(word));
    }

    /// Counts the words of a text, a message a line.
    pub fn read(&mut self, text: &str) {
        self.texts += 1;
        for line in text.lines() {
            let (mut end, mut before) = (0, "");
            let spans = word_spans(line);
            let manner = LineManner::of(spans.iter().map(|span| &line[span.clone()]));
            for span in spans {
                let between = &line[end..span.start];
                let inside = end > 0 && !between.contains(['.', '!', '?', ':', '"', '(']);
                end = span.end;
                let word = &line[span];
                self.see(word, inside, manner);
                // The words `look in` are no evidence against `lookin`, which only leaves out a g.
                if between == " " && before.len() > 1 && word.len() > 1 && word != "in" {
                    let together = folded(&[before, word].concat());
                    if self.listed.contains_key(&together) {
                        *self.apart.entry(together).or_default() += 1;
                    }
                }
                before = word;
            }
        }
    }

    fn see(&mut self, word: &str, inside: bool, manner: LineManner) {
        let key = folded(word);
        let kind = match is_word(&key) {
            true => &mut self.seen,
            false if is_shorthand(&key) => &mut self.shorthand,
            false => return,
        };
        let others = manner.hurried - u32::from(HURRIED.contains(&key.as_str()));
        let seen = kind.entry(key).or_default();
        seen.count += 1;
        seen.hurried += u32::from(others > 0);
        seen.careful += u32::from(manner.careful);
        if seen.newest != self.texts {
            (seen.newest, seen.texts) = (self.texts, seen.texts + 1);
        }
        if inside {
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            seen.inside += 1;
            seen.capitals += u32::from(capitals > 1 && !word.chars().any(char::is_lowercase));
            seen.capital += u32::from(capitals > 0);
        }
    }

    /// Returns the bytes of the lexicon: words of the dictionary, words that the list and the text have, and words that
    /// the text has `least` times.
    ///
    /// # Errors
    /// Never, since the words are inserted in order.
    pub fn build(&mut self, least: u32) -> Result<Vec<u8>, fst::Error> {
        self.take_rare();
        let listed_sum: u64 = self.listed.values().sum();
        let seen_sum: u64 = self.seen.values().map(|seen| u64::from(seen.count)).sum();
        let share = |count: f64, sum: u64| count / sum.max(1) as f64;
        let mut map = MapBuilder::memory();
        for word in self.seen.keys().chain(self.spelt.keys()).collect::<BTreeSet<_>>() {
            let Some(form) = self.form_of(word, least) else { continue };
            let seen = self.seen.get(word).copied().unwrap_or_default();
            let listed = self.listed.get(word).copied().unwrap_or_default();
            let from_text = share(f64::from(seen.count).max(UNSEEN), seen_sum);
            // The list's own splitting of words knows no contractions.
            let of_list = if listed > 0 { share(listed as f64, listed_sum) } else { from_text };
            let rarity = -((from_text + of_list) / 2.0).ln() as f32;
            map.insert(word, write(Entry { rarity, form, spelt: self.spelt.contains_key(word) }))?;
        }
        map.into_inner()
    }

    /// Returns how a word of the lexicon is written; `None` for a string that the lexicon leaves out.
    fn form_of(&self, word: &str, least: u32) -> Option<Form> {
        let seen = self.seen.get(word).copied().unwrap_or_default();
        let listed = self.listed.contains_key(word);
        let spelt = self.spelt.get(word).copied();
        let form = match (spelt, seen.form()) {
            (Some(spelt), _) if seen.inside < LEAST_OF_LISTED => spelt,
            // What texts name with a capital (the bar `Kestrel`, the band `Eagles`) is a common noun as well.
            (Some(Form::Small), Form::Capital) => Form::Either,
            // A small place that its texts name stays a word in small letters, as people write it in a hurry.
            (Some(Form::Either), Form::Capital) if seen.inside < WELL_KNOWN => Form::Either,
            (_, seen) => seen,
        };
        // What is a misspelling as well is a name where it has its capital (`Ilkley` beside `likely`).
        let both = spelt == Some(Form::Either);
        let form = if both && self.misspelt.contains(word) { Form::Capital } else { form };
        let met = seen.count >= least && seen.texts >= LEAST_TEXTS;
        let listed_and_met = listed && seen.count >= LEAST_OF_LISTED && word.chars().count() > SHORT;
        let enough = spelt.is_some() || met || listed_and_met;
        let named = seen.inside >= 10 && !word.contains('\'');
        let name = form == Form::Capital && (named || both);
        let no_word = NO_WORDS.contains(&word);
        let two = spelt.is_none() && form == Form::Small && self.apart(word) > APART * seen.count;
        let none =
            !enough || no_word || two || (self.misspelt.contains(word) && !name) || self.lacks_an_apostrophe(word);
        (!none).then_some(form)
    }

    /// Returns the words of hurried messages, sorted: those that the text has `least_casual` times, mostly in small
    /// letters and in several texts, and that a lexicon built with `least` lacks. The mark ` *` stands behind those that
    /// are met more often beside words of `HURRIED` than beside contractions. Misspellings are left out; contractions
    /// without their apostrophe are kept.
    #[must_use]
    pub fn casual(&self, least: u32, least_casual: u32) -> Vec<String> {
        let lacking = self.seen.iter().filter(|(word, _)| self.form_of(word, least).is_none());
        let often = |seen: &Seen| seen.count >= least_casual && seen.texts >= CASUAL_TEXTS;
        let small = |seen: &Seen| matches!(seen.form(), Form::Small | Form::Either);
        let misspelt = |word: &str| self.misspelt.contains(word) && !self.lacks_an_apostrophe(word);
        let wrong = |word: &str| NO_WORDS.contains(&word) || self.is_swapped(word) || misspelt(word);
        let all = lacking.chain(&self.shorthand).filter(|(word, seen)| often(seen) && small(seen) && !wrong(word));
        let tells = |seen: &Seen| seen.hurried >= LEAST_HURRIED && seen.hurried > seen.careful;
        let mark = |seen: &Seen| if tells(seen) { HURRIED_MARK } else { "" };
        let mut words: Vec<_> = all.map(|(word, seen)| [word, mark(seen)].concat()).collect();
        words.sort_unstable();
        words
    }

    /// Whether a word is a far commoner one with two letters swapped.
    fn is_swapped(&self, word: &str) -> bool {
        let count = |word: &str| self.seen.get(word).or_else(|| self.shorthand.get(word)).map_or(0, |seen| seen.count);
        swaps(word).any(|other| count(&other) > SWAPPED * count(word))
    }

    fn apart(&self, word: &str) -> u32 {
        self.apart.get(word).copied().unwrap_or(0)
    }

    fn lacks_an_apostrophe(&self, word: &str) -> bool {
        let with = |at: usize| format!("{}'{}", &word[..at], &word[at..]);
        let places = word.char_indices().skip(1).map(|(at, _)| at);
        !ALSO_WORDS.contains(&word)
            && places.map(with).any(|other| {
                // A possessive is another word than the plural.
                let count = |word: &str| self.seen.get(word).map_or(0, |seen| seen.count);
                let contraction = CONTRACTED.iter().any(|end| other.ends_with(end)) || PRONOUNS.contains(&&*other);
                contraction && count(&other) > count(word)
            })
    }
}

/// Ends of contractions.
const CONTRACTED: [&str; 6] = ["n't", "'m", "'re", "'ve", "'ll", "'d"];
const PRONOUNS: [&str; 10] =
    ["it's", "that's", "he's", "she's", "what's", "there's", "here's", "who's", "how's", "where's"];

/// How the writer of a line writes.
#[derive(Clone, Copy, Default)]
struct LineManner {
    /// Words of `HURRIED`.
    hurried: u32,
    /// Whether there is a contraction with its apostrophe.
    careful: bool,
}

impl LineManner {
    fn of<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        let mut manner = LineManner::default();
        for key in words.map(folded) {
            manner.hurried += u32::from(HURRIED.contains(&key.as_str()));
            manner.careful |= CONTRACTED.iter().any(|end| key.ends_with(end)) || PRONOUNS.contains(&key.as_str());
        }
        manner
    }
}

impl Seen {
    fn form(&self) -> Form {
        let share = |count: u32| count as f32 / self.inside.max(1) as f32;
        if share(self.capitals) > MOSTLY {
            Form::Capitals
        } else if share(self.capital) > MOSTLY {
            Form::Capital
        } else if share(self.capital) > SOMETIMES {
            Form::Either
        } else {
            Form::Small
        }
    }
}

/// Adds a word of a dictionary, written as inside a sentence.
fn add(words: &mut HashMap<String, Form>, word: &str) {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let form = match capitals {
        0 => Form::Small,
        _ if capitals > 1 && !word.chars().any(char::is_lowercase) => Form::Capitals,
        _ => Form::Capital,
    };
    let key = folded(word);
    if is_word(&key) {
        let as_before = words.entry(key).or_insert(form);
        if *as_before != form {
            *as_before = Form::Either;
        }
    }
}

fn folded(word: &str) -> String {
    word.chars().flat_map(fold).collect()
}

/// Returns whether a string that is no word is a shorthand: letters with digits among them, or a single letter.
fn is_shorthand(folded: &str) -> bool {
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    let fine = letters + digits == folded.chars().count() && folded.len() <= MOST_SHORTHAND;
    fine && letters > 0 && !["a", "i"].contains(&folded)
}

/// Returns whether a string may be a word: letters and apostrophes, of single letters only `a` and `i`, no possessives.
fn is_word(folded: &str) -> bool {
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    let fine = folded.chars().all(|c| c.is_alphabetic() || c == '\'');
    let one = letters == 1 && !["a", "i"].contains(&folded);
    // Possessives are known by the word before them.
    fine && letters > 0 && !one && letters <= MOST_CHARS && (!folded.ends_with("'s") || PRONOUNS.contains(&folded))
}
