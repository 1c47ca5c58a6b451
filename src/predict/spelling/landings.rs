//! Beginnings of words that may be meant by some letters, found by walking the lexicon along what was typed, cheapest
//! first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::costs::{APOSTROPHE, Edit, SECOND, error};
use super::landing::{Landing, Wanted};
use super::spaces::run_together;
use crate::predict::lexicon::{Entry, Form, Lexicon, Node, fold};
use crate::text::Layout;

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
    found.extend(run_together(lexicon, &walk.typed, wanted));
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
}
