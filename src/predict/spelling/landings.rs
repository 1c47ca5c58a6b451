//! Beginnings of words that may be meant by some letters, found by walking the lexicon along what was typed, cheapest
//! first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::costs::{APOSTROPHE, Edit, SECOND, SPACE, error};
use crate::predict::lexicon::{Entry, Form, Lexicon, Node, fold};
use crate::text::Layout;
use crate::text::words::capitalised;

/// Most beginnings that are found.
const MOST: usize = 40;
/// Most steps of a walk: at every key, and once for a finished word.
const MOST_STEPS: usize = 2500;
const MOST_STEPS_FINISHED: usize = 6000;
/// A beginning that ranks so much behind the cheapest is of no use (natural log).
const WORSE: f32 = 9.0;
/// Greatest cost of all edits together.
const MOST_COST: f32 = 16.0;
/// Fewest letters of a word that may have two edits.
const LETTERS_FOR_TWO: usize = 5;
/// How much the rarity of a word counts beside the cost of its edits when beginnings are chosen: what the context says of
/// it is not known yet.
const RARITY: f32 = 0.8;
/// Fewest letters of a word that has a possessive, and the greatest rarity of a name and of another word that has one: the
/// plural of a rarer word (`mangos`) may be missing in the lexicon.
const LETTERS_OF_OWNER: usize = 3;
const RARE_NAME: f32 = 13.0;
const RARE_OWNER: f32 = 9.0;
/// A word rarer than this is not one half of two that a space at the wrong place divides, nor one of those that were run together.
const COMMON: f32 = 9.5;
/// The second of two that were run together may be rarer behind one of the commonest (`yourexam`): other pairs with a rare half
/// are mostly compounds (`lifecycle`).
const FUNCTION: f32 = 6.8;
const RARE_HALF: f32 = 13.0;
/// Letters of the longest contractions (`wouldnt`).
const LONGEST_CONTRACTION: usize = 8;
/// Most words that are taken apart.
const MOST_WORDS: usize = 3;

/// A beginning of words that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// In small letters, as the lexicon spells it.
    pub text: String,
    /// −ln of the probability that what was typed is typed for it.
    pub cost: f32,
    /// −ln of the share of the most common word that begins so.
    pub rarity: f32,
    /// The entry of this text, where it is a whole word.
    pub word: Option<Entry>,
    /// Whether nothing is missing but apostrophes and accents, which people leave out on purpose.
    pub by_habit: bool,
}

/// Which landings are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Words that have begun with what was typed.
    Beginnings,
    /// Words that are whole.
    Words,
}

/// A way through the lexicon.
struct Way {
    /// Cost of the edits and of the rarity of the most common word ahead; the least is walked first.
    rank: f32,
    node: Node,
    /// Number of typed letters that are behind it.
    at: usize,
    edits: u8,
    cost: f32,
    by_habit: bool,
    /// Whether no other edit may follow.
    last_edit: bool,
    /// The edit just made, which is not undone by the next one.
    just: Option<Edit>,
    /// The newest of its letters.
    newest: Spelt,
}

/// A letter of a way, as an index into the letters of all ways, which share their beginnings. 0 stands before the
/// first.
type Spelt = u32;

impl PartialEq for Way {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Way {}
impl PartialOrd for Way {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Way {
    fn cmp(&self, other: &Self) -> Ordering {
        other.rank.total_cmp(&self.rank).then_with(|| other.newest.cmp(&self.newest))
    }
}

/// Walks a lexicon along what was typed.
struct Walk<'a> {
    lexicon: &'a Lexicon,
    layout: Layout,
    typed: Vec<char>,
    open: BinaryHeap<Way>,
    /// Every letter of a way, with the one before it.
    letters: Vec<(Spelt, char)>,
    /// Rank of the cheapest beginning found so far.
    cheapest: f32,
    children: Vec<(char, Node)>,
}

/// Returns what may be meant by a word or its beginning, other than itself, the cheapest first; after these come at
/// most two pairs of words run together.
#[must_use]
pub fn landings(lexicon: &Lexicon, layout: Layout, typed: &str, wanted: Wanted) -> Vec<Landing> {
    let typed: Vec<char> = typed.chars().flat_map(fold).collect();
    let letters = vec![(0, ' ')];
    let (open, cheapest) = (BinaryHeap::new(), f32::INFINITY);
    let mut walk = Walk { lexicon, layout, typed, open, letters, cheapest, children: Vec::new() };
    let mut found: Vec<Landing> = Vec::new();
    walk.open.push(Way {
        rank: 0.0,
        node: lexicon.root(),
        at: 0,
        edits: 0,
        cost: 0.0,
        by_habit: true,
        last_edit: false,
        just: None,
        newest: 0,
    });
    let most_steps = if wanted == Wanted::Words { MOST_STEPS_FINISHED } else { MOST_STEPS };
    for _ in 0..most_steps {
        let Some(way) = walk.open.pop().filter(|way| way.rank < walk.cheapest + WORSE) else { break };
        if way.at == walk.typed.len() {
            let word = lexicon.word(way.node);
            let lands = way.edits > 0 && (wanted == Wanted::Beginnings || word.is_some());
            let text = if lands { walk.text(way.newest) } else { String::new() };
            if lands && found.iter().all(|own| own.text != text) {
                walk.cheapest = walk.cheapest.min(way.rank);
                let rarity = way.node.rarity();
                found.push(Landing { text, cost: way.cost, rarity, word, by_habit: way.by_habit });
                if found.len() == MOST {
                    break;
                }
            }
        }
        walk.go_on(&way, wanted);
    }
    found.extend(walk.run_together(wanted));
    found.extend(walk.possessive().filter(|_| wanted == Wanted::Words));
    found
}

impl Walk<'_> {
    fn go_on(&mut self, way: &Way, wanted: Wanted) {
        let Some(&typed) = self.typed.get(way.at) else {
            // A letter that is missing at the end is one that is not typed yet.
            if wanted == Wanted::Words {
                self.missing(way);
            }
            return;
        };
        if let Some(node) = self.lexicon.child(way.node, typed) {
            self.push(way, node, 1, &[typed], None);
        }
        if way.last_edit || way.edits >= if self.typed.len() >= LETTERS_FOR_TWO { 2 } else { 1 } {
            return;
        }
        self.missing(way);
        self.instead(way, typed);
        self.too_many(way, typed);
        if let Some(&next) = self.typed.get(way.at + 1).filter(|&&next| next != typed)
            && let Some(node) = self.lexicon.child(way.node, next).and_then(|node| self.lexicon.child(node, typed))
        {
            self.push(way, node, 2, &[next, typed], Some(Edit::Swapped));
        }
    }

    /// Takes every letter that may be missing before the next one typed.
    fn missing(&mut self, way: &Way) {
        if way.last_edit
            || way.edits >= 2
            || matches!(way.just, Some(Edit::Extra | Edit::ExtraBeside | Edit::ExtraVowel))
        {
            return;
        }
        let before = (way.newest > 0).then(|| self.letters[way.newest as usize].1);
        let mut children = std::mem::take(&mut self.children);
        self.lexicon.children(way.node, &mut children);
        for &(c, node) in &children {
            let edit = match c {
                '\'' => Edit::Apostrophe,
                c if before == Some(c) => Edit::Undoubled,
                _ => Edit::Missing,
            };
            self.push(way, node, 0, &[c], Some(edit));
        }
        self.children = children;
    }

    /// Takes every other letter in place of the one typed.
    fn instead(&mut self, way: &Way, typed: char) {
        let mut children = std::mem::take(&mut self.children);
        self.lexicon.children(way.node, &mut children);
        for &(c, node) in children.iter().filter(|(c, _)| *c != typed && *c != '\'') {
            let edit = if without_accent(c) == Some(typed) {
                Edit::Accent
            } else if self.layout.beside(c, typed) {
                Edit::Neighbour
            } else if is_vowel(c) && is_vowel(typed) {
                Edit::Vowel
            } else {
                Edit::Other
            };
            self.push(way, node, 1, &[c], Some(edit));
        }
        self.children = children;
    }

    /// Skips the letter typed as one too many.
    fn too_many(&mut self, way: &Way, typed: char) {
        if matches!(way.just, Some(Edit::Missing | Edit::Undoubled)) {
            return;
        }
        let before = way.at.checked_sub(1).map(|at| self.typed[at]);
        let after = self.typed.get(way.at + 1).copied();
        let beside = |other: Option<char>| other.is_some_and(|other| self.layout.beside(other, typed));
        let vowel = |other: Option<char>| other.is_some_and(is_vowel);
        let edit = match before {
            Some(before) if before == typed => Edit::Doubled,
            before if beside(before) || beside(after) => Edit::ExtraBeside,
            _ if is_vowel(typed) && (vowel(before) || vowel(after)) => Edit::ExtraVowel,
            _ => Edit::Extra,
        };
        self.push(way, way.node, 1, &[], Some(edit));
    }

    fn push(&mut self, way: &Way, node: Node, letters: usize, spelt: &[char], edit: Option<Edit>) {
        let mut cost = way.cost;
        if let Some(edit) = edit {
            if way.edits > 0 && !edit.with_others() {
                return;
            }
            cost += edit.cost(self.typed.len(), way.at == 0);
            cost += if way.edits > 0 { SECOND } else { error(edit) };
            if cost > MOST_COST {
                return;
            }
        }
        let rank = cost + RARITY * node.rarity();
        if rank >= self.cheapest + WORSE {
            return;
        }
        let newest = spelt.iter().fold(way.newest, |before, &c| {
            self.letters.push((before, c));
            self.letters.len() as Spelt - 1
        });
        let habit = matches!(edit, None | Some(Edit::Apostrophe | Edit::Accent));
        self.open.push(Way {
            rank,
            node,
            at: way.at + letters,
            edits: way.edits + u8::from(edit.is_some()),
            cost,
            by_habit: way.by_habit && habit,
            last_edit: way.last_edit || edit.is_some_and(|edit| !edit.with_others()),
            just: edit,
            newest,
        });
    }

    /// Returns the letters of a way, given the newest of them.
    fn text(&self, newest: Spelt) -> String {
        let before = |&at: &Spelt| Some(self.letters[at as usize].0).filter(|&before| before > 0);
        let places = std::iter::successors(Some(newest).filter(|&at| at > 0), before);
        let mut letters: Vec<char> = places.map(|at| self.letters[at as usize].1).collect();
        letters.reverse();
        letters.into_iter().collect()
    }

    /// Returns the possessive of a word, which the lexicon lacks, where what was typed lacks the apostrophe: `todays`.
    fn possessive(&self) -> Option<Landing> {
        let stem = self.typed.strip_suffix(&['s']).filter(|stem| stem.len() >= LETTERS_OF_OWNER)?;
        let end = stem.iter().try_fold(self.lexicon.root(), |at, &c| self.lexicon.child(at, c))?;
        let most = |word: &Entry| if word.form == Form::Capital { RARE_NAME } else { RARE_OWNER };
        let word = self.lexicon.word(end).filter(|word| word.rarity < most(word))?;
        let text = stem.iter().collect::<String>() + "'s";
        Some(Landing { text, cost: APOSTROPHE, rarity: word.rarity, word: Some(word), by_habit: true })
    }

    /// Returns at most two ways in which what was typed is common words run together: two words, of which the second may have
    /// begun only, or three whole ones, a contraction without its apostrophe among them (`dontknow`).
    fn run_together(&self, wanted: Wanted) -> Vec<Landing> {
        let mut found: Vec<Landing> = Vec::new();
        let words = if wanted == Wanted::Words { MOST_WORDS } else { 2 };
        self.split(&self.typed, words, wanted, &mut |parts| {
            let common = |part: &Part| part.rarity < COMMON;
            let after_function_word = || parts.len() == 2 && parts[0].rarity < FUNCTION && parts[1].rarity < RARE_HALF;
            if parts.iter().all(common) || after_function_word() {
                let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
                let lacking = parts.iter().filter(|part| part.contracted).count();
                let cost = SPACE * (parts.len() - 1) as f32 + APOSTROPHE * lacking as f32;
                let rarity = parts.iter().map(|part| part.rarity).sum();
                found.push(Landing { text, cost, rarity, word: None, by_habit: false });
            }
        });
        found.sort_by(|a, b| (a.cost + a.rarity).total_cmp(&(b.cost + b.rarity)));
        found.truncate(2);
        found
    }

    /// Tells of each way to split letters into at least two and at most `most` words, of which only the last may be a beginning.
    fn split(&self, letters: &[char], most: usize, wanted: Wanted, tell: &mut dyn FnMut(&[Part])) {
        let mut done = Vec::new();
        self.split_after(&mut done, letters, most, wanted, tell);
    }

    fn split_after(
        &self,
        done: &mut Vec<Part>,
        letters: &[char],
        most: usize,
        wanted: Wanted,
        tell: &mut dyn FnMut(&[Part]),
    ) {
        if !done.is_empty() {
            for last in self.parts(letters, wanted) {
                done.push(last);
                tell(done);
                done.pop();
            }
        }
        if done.len() + 2 > most {
            return;
        }
        for at in 1..letters.len() {
            // A contraction without its apostrophe is on no way through the lexicon.
            if at > LONGEST_CONTRACTION && self.node(&letters[..at]).is_none() {
                break;
            }
            for part in self.parts(&letters[..at], Wanted::Words) {
                done.push(part);
                self.split_after(done, &letters[at..], most, wanted, tell);
                done.pop();
            }
        }
    }

    /// Returns the words that some letters are: as they stand, with their capital, and with the apostrophe that they lack.
    fn parts(&self, letters: &[char], wanted: Wanted) -> Vec<Part> {
        let text: String = letters.iter().collect();
        let word = self.node(letters).and_then(|end| self.lexicon.word(end));
        let begun = || self.node(letters).filter(|_| wanted == Wanted::Beginnings && letters.len() > 1);
        let rarity = word.map(|word| word.rarity).or_else(|| begun().map(|end| end.rarity()));
        let cased = |text: String, word: Option<Entry>| match word {
            Some(word) if word.form == Form::Capital => capitalised(&text),
            _ => text,
        };
        let with = if wanted == Wanted::Words { self.lexicon.with_apostrophe(&text) } else { None };
        let with = with.and_then(|with| Some((self.lexicon.entry(&with)?, with)));
        let with =
            with.map(|(entry, text)| Part { text: cased(text, Some(entry)), rarity: entry.rarity, contracted: true });
        let plain = rarity.map(|rarity| Part { text: cased(text, word), rarity, contracted: false });
        plain.into_iter().chain(with).collect()
    }

    fn node(&self, letters: &[char]) -> Option<Node> {
        letters.iter().try_fold(self.lexicon.root(), |at, &c| self.lexicon.child(at, c))
    }
}

/// One of several words that were run together.
struct Part {
    text: String,
    /// −ln of its share, or of that of the most common word that begins so.
    rarity: f32,
    /// Whether it was typed without its apostrophe.
    contracted: bool,
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The letter under an accent.
fn without_accent(c: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    let mut parts = std::iter::once(c).nfd();
    let letter = parts.next()?;
    parts.next().map(|_| letter)
}

/// Returns what may be meant where a space stands one letter too early or too late, or in the middle of a word.
#[must_use]
pub fn slipped(lexicon: &Lexicon, first: &str, second: &str, wanted: Wanted) -> Vec<Landing> {
    let letters: Vec<char> = first.chars().chain(second.chars()).flat_map(fold).collect();
    let split = first.chars().count();
    let along = |letters: &[char]| letters.iter().try_fold(lexicon.root(), |at, &c| lexicon.child(at, c));
    let spelt = |letters: &[char]| letters.iter().collect::<String>();
    let lands = |end: Node| match wanted {
        Wanted::Words => lexicon.word(end).is_some_and(|word| word.rarity < COMMON),
        Wanted::Beginnings => end.rarity() < COMMON,
    };
    let mut found = Vec::new();
    for at in [split.wrapping_sub(1), split + 1].into_iter().filter(|at| (1..letters.len()).contains(at)) {
        let first = along(&letters[..at]).and_then(|end| lexicon.word(end)).filter(|word| word.rarity < COMMON);
        if let (Some(first), Some(end)) = (first, along(&letters[at..]).filter(|&end| lands(end))) {
            let text = format!("{} {}", spelt(&letters[..at]), spelt(&letters[at..]));
            let (rarity, word) = (first.rarity + end.rarity(), lexicon.word(end));
            found.push(Landing { text, cost: SPACE, rarity, word, by_habit: false });
        }
    }
    if let Some(end) = along(&letters).filter(|&end| lands(end)) {
        let word = lexicon.word(end);
        found.push(Landing { text: spelt(&letters), cost: SPACE + 0.5, rarity: end.rarity(), word, by_habit: false });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, and whether `meant` is the cheapest of it or merely there.
    #[track_caller]
    fn check(typed: &str, wanted: Wanted, meant: &str, first: bool) {
        let lexicon = Lexicon::embedded("english").unwrap();
        let mut found = landings(&lexicon, Layout::Qwerty, typed, wanted);
        found.sort_by(|a, b| (a.cost + RARITY * a.rarity).total_cmp(&(b.cost + RARITY * b.rarity)));
        let texts: Vec<&str> = found.iter().map(|landing| landing.text.as_str()).collect();
        assert!(texts.contains(&meant) && (!first || texts[0] == meant), "{typed}: {texts:?}");
        assert!(!texts.contains(&typed), "{typed}: {texts:?}");
    }

    #[test]
    fn words_with_errors() {
        for (typed, meant) in [
            ("recieve", "receive"),
            ("teh", "the"),
            ("becuase", "because"),
            ("definately", "definitely"),
            ("tomorow", "tomorrow"),
            ("dont", "don't"),
            ("im", "i'm"),
            ("wprk", "work"),
            ("thnk", "think"),
            ("reallly", "really"),
            ("ofthe", "of the"),
            ("alot", "a lot"),
            ("alotof", "a lot of"),
            ("bytheway", "by the way"),
            ("onmonday", "on Monday"),
            ("reallyexpensive", "really expensive"),
            ("dontknow", "don't know"),
            ("idontknow", "I don't know"),
            ("imsorry", "I'm sorry"),
            ("todays", "today's"),
            ("sarahs", "sarah's"),
            ("wifes", "wife's"),
        ] {
            check(typed, Wanted::Words, meant, !meant.contains(' ') && !meant.ends_with("'s"));
        }
        for (typed, meant) in [("recie", "recei"), ("definatel", "definitel"), ("anniversery", "anniversary")] {
            check(typed, Wanted::Beginnings, meant, true);
        }
    }

    #[test]
    fn plurals_are_no_possessives() {
        let lexicon = Lexicon::embedded("english").unwrap();
        for typed in ["mangos", "bmws", "admins", "nintendos"] {
            let found = landings(&lexicon, Layout::Qwerty, typed, Wanted::Words);
            assert!(found.iter().all(|landing| !landing.text.ends_with("'s")), "{typed}: {found:?}");
        }
    }

    #[test]
    fn spaces_that_slipped() {
        let lexicon = Lexicon::embedded("english").unwrap();
        let found = |first: &str, second: &str, wanted| -> Vec<String> {
            slipped(&lexicon, first, second, wanted).into_iter().map(|landing| landing.text).collect()
        };
        assert_eq!(found("th", "eother", Wanted::Words), ["the other"]);
        assert_eq!(found("th", "eoth", Wanted::Beginnings), ["the oth"]);
        assert_eq!(found("tog", "ether", Wanted::Words), ["together"]);
        assert!(found("x", "y", Wanted::Words).is_empty());
    }
}
