//! How the stamps of one file look: what ends them, which number is the day, which word is the afternoon, what stands
//! behind a name. Learned from all of its lines, not from a list of languages. Main types: [`Learner`], [`Layout`].

use std::collections::{HashMap, HashSet};

use super::clean::is_mark;
use super::dates::{DateOrder, Dates};
use super::owner::Owner;
use super::stamp::{Ending, Stamp, stamp_before};

/// Lines with a stamp after which what ends them is known.
const ENOUGH: u64 = 400;
/// Bytes within which a name ends.
const MAX_NAME_BYTES: usize = 120;
/// Words in the place of a half of the day that are told apart.
const MAX_WORDS: usize = 8;

/// What stands between a name and what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameEnd {
    /// `: `
    ColonSpace,
    /// `:` with nothing behind it.
    Colon,
    Tab,
}

/// How the stamps of a file look.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub ending: Ending,
    pub order: DateOrder,
    pub name_end: NameEnd,
    /// Words for the halves of the day, where the file has two that are unknown: morning and afternoon.
    halves: Option<[u32; 2]>,
    /// The share of messages that end with a carriage return.
    pub returned: f32,
    /// What stands before the first colon of names that have one: `Dr` of `Dr: Ann`.
    prefixes: HashSet<String>,
}

impl Default for Layout {
    fn default() -> Layout {
        let (ending, order, name_end) = (Ending::Dash, DateOrder::DayMonthYear, NameEnd::ColonSpace);
        Layout { ending, order, name_end, halves: None, returned: 0.0, prefixes: HashSet::new() }
    }
}

impl Layout {
    /// The stamp of a line, where it has one as the file has them.
    pub fn stamp<'a>(&self, line: &'a str) -> Option<Stamp<'a>> {
        let mut found = stamp_of(line, self.ending)?;
        if let (None, Some([morning, afternoon])) = (found.afternoon, self.halves) {
            found.afternoon = (found.word == afternoon).then_some(true).or((found.word == morning).then_some(false));
        }
        Some(found)
    }

    /// Name and words of what follows a stamp; `owner` where one of their names has a colon in it.
    pub fn parts<'a>(&self, rest: &'a str, owner: Option<&Owner>) -> Option<(&'a str, &'a str)> {
        let is_known =
            |prefix: &str, name: &str| self.prefixes.contains(prefix) || owner.is_some_and(|owner| owner.is(name));
        let with_colon = || {
            let (prefix, name, text) = two_colons(rest)?;
            is_known(prefix, name).then_some((name, text))
        };
        let (name, text) = match self.name_end {
            NameEnd::ColonSpace if self.prefixes.is_empty() && owner.is_none() => split_name(rest),
            NameEnd::ColonSpace => with_colon().or_else(|| split_name(rest)),
            NameEnd::Colon => rest.split_once(':'),
            NameEnd::Tab => rest.split_once('\t'),
        }?;
        is_name(name).then(|| (name.trim_matches(|c: char| c.is_whitespace() || is_mark(c)), text))
    }
}

/// The stamp of a line before `ending`; the two of WhatsApp occur in one file.
fn stamp_of(line: &str, ending: Ending) -> Option<Stamp<'_>> {
    match ending {
        Ending::Bracket | Ending::Dash => {
            let bracketed = line.trim_start_matches(is_mark).starts_with(['[', '(']);
            stamp_before(line, if bracketed { Ending::Bracket } else { Ending::Dash })
        }
        other => stamp_before(line, other),
    }
}

fn split_name(rest: &str) -> Option<(&str, &str)> {
    rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))
}

/// Of `Dr: Ann: hello` the parts `Dr`, `Dr: Ann` and `hello`.
fn two_colons(rest: &str) -> Option<(&str, &str, &str)> {
    let head = rest.get(..rest.floor_char_boundary(MAX_NAME_BYTES))?;
    let first = head.find(": ")?;
    let second = first + 2 + head.get(first + 2..)?.find(": ")?;
    Some((rest.get(..first)?, rest.get(..second)?, rest.get(second + 2..)?))
}

/// Whether this may be a name: not too long, and no quotation marks in it.
fn is_name(name: &str) -> bool {
    name.len() <= MAX_NAME_BYTES && !name.contains(['"', '“', '”']) && !name.trim().is_empty()
}

/// Sees every line of a file and then says the layout.
#[derive(Debug)]
pub struct Learner {
    candidates: Vec<Candidate>,
    /// The ending that most stamps have, once that is clear.
    leader: Option<usize>,
    /// Lines that follow each other: whether the last one ended with a carriage return.
    last_returned: Option<bool>,
    names: NamesWithColons,
}

#[derive(Debug)]
struct Candidate {
    ending: Ending,
    dates: Dates,
    name_ends: [u64; 3],
    /// Lines before a stamp, and those of them that end with a carriage return.
    before: u64,
    before_returned: u64,
    words: Words,
}

impl Learner {
    /// `now` in milliseconds since 1970.
    pub fn new(now: i64) -> Learner {
        // What WhatsApp writes is one candidate.
        let endings = Ending::ALL.into_iter().filter(|ending| *ending != Ending::Dash);
        let candidate = |ending| Candidate {
            ending,
            dates: Dates::new(now),
            name_ends: [0; 3],
            before: 0,
            before_returned: 0,
            words: Words::default(),
        };
        Learner {
            candidates: endings.map(candidate).collect(),
            leader: None,
            last_returned: None,
            names: NamesWithColons::default(),
        }
    }

    /// Takes a line, and whether it ended with a carriage return.
    pub fn line(&mut self, line: &str, returned: bool) {
        let before = self.last_returned.replace(returned);
        let rest = match self.leader {
            Some(leader) => self.candidates[leader].take(line, before),
            None => {
                // What stands before one end may stand before another one as well: the first counts.
                let rest = self.candidates.iter_mut().find_map(|candidate| candidate.take(line, before));
                let most = self.best().filter(|at| rest.is_some() && self.candidates[*at].dates.seen() >= ENOUGH);
                self.leader = most;
                rest
            }
        };
        rest.into_iter().for_each(|rest| self.names.add(rest));
    }

    fn best(&self) -> Option<usize> {
        let seen = |at: &usize| (self.candidates[*at].dates.seen(), std::cmp::Reverse(*at));
        (0..self.candidates.len()).filter(|at| self.candidates[*at].dates.seen() > 0).max_by_key(seen)
    }

    /// The layout; nothing where no line has a stamp.
    pub fn layout(&self) -> Option<Layout> {
        let found = &self.candidates[self.best()?];
        let [spaced, bare, tabs] = found.name_ends;
        let name_end = if tabs > spaced + bare {
            NameEnd::Tab
        } else if bare > spaced {
            NameEnd::Colon
        } else {
            NameEnd::ColonSpace
        };
        Some(Layout {
            ending: found.ending,
            order: found.dates.order(),
            name_end,
            halves: found.words.halves(),
            returned: found.before_returned as f32 / found.before.max(1) as f32,
            prefixes: self.names.prefixes(),
        })
    }

    /// Lines with a stamp, and those of them with a name behind it.
    pub fn seen(&self) -> (u64, u64) {
        let found = self.best().map(|at| &self.candidates[at]);
        found.map_or((0, 0), |found| (found.dates.seen(), found.name_ends.iter().sum()))
    }
}

impl Candidate {
    /// Counts the stamp of a line, if it has one; what stands behind it.
    fn take<'a>(&mut self, line: &'a str, before: Option<bool>) -> Option<&'a str> {
        let stamp = stamp_of(line, self.ending)?;
        let head = stamp.rest.get(..stamp.rest.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(stamp.rest);
        let at = if self.ending == Ending::Tab && head.contains('\t') {
            Some(2)
        } else if head.contains(": ") || head.ends_with(':') {
            Some(0)
        } else if head.contains(':') && !head.contains("://") {
            Some(1)
        } else {
            None
        };
        // Words end everywhere at spaces, and sentences at commas: only a name behind it makes a stamp of it.
        if at.is_none() && matches!(self.ending, Ending::Space | Ending::Comma | Ending::Colon) {
            return None;
        }
        if let Some(at) = at {
            self.name_ends[at] += 1;
        }
        if let Some(returned) = before {
            self.before += 1;
            self.before_returned += u64::from(returned);
        }
        if stamp.word != 0 {
            self.words.add(&stamp);
        }
        self.dates.add(&stamp);
        Some(stamp.rest)
    }
}

/// What stands before first colons, and whether another name always follows: a person says different things.
#[derive(Debug, Default)]
struct NamesWithColons(HashMap<String, Option<Following>>);

#[derive(Debug, Default)]
struct Following {
    lines: usize,
    names: HashSet<String>,
}

impl Following {
    /// Different names behind one prefix.
    const MAX: usize = 64;

    fn add(&mut self, name: &str) {
        self.lines += 1;
        if self.names.len() < Self::MAX && !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }
}

impl NamesWithColons {
    /// Prefixes told apart.
    const MAX: usize = 4096;

    fn add(&mut self, rest: &str) {
        let head = rest.get(..rest.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(rest);
        let Some((prefix, _)) = head.split_once(": ") else { return };
        let room = self.0.len() < Self::MAX;
        let found = self.0.get_mut(prefix);
        if matches!(found, Some(None)) {
            return;
        }
        let next = two_colons(rest).and_then(|(_, name, _)| name.get(prefix.len() + 2..));
        let next = next.filter(|next| next.split_whitespace().count() <= 4 && is_name(next));
        match (found, next) {
            (Some(following), None) => *following = None,
            (Some(following), Some(next)) => following.get_or_insert_default().add(next),
            (None, next) if room => {
                let mut following = next.map(|_| Following::default());
                following.iter_mut().zip(next).for_each(|(following, next)| following.add(next));
                self.0.insert(prefix.to_owned(), following);
            }
            (None, _) => {}
        }
    }

    /// Those behind which a few names come again and again, and nothing else.
    fn prefixes(&self) -> HashSet<String> {
        let again = |following: &Following| {
            following.lines >= 2
                && following.names.len() * 2 <= following.lines + 1
                && following.names.len() < Following::MAX
        };
        let found = self.0.iter().filter(|(_, following)| following.as_ref().is_some_and(again));
        found.map(|(prefix, _)| prefix.clone()).collect()
    }
}

/// Unknown words in the place of a half of the day.
#[derive(Debug, Default)]
struct Words {
    counts: HashMap<u32, u64>,
    /// Some hour is none of a clock of twelve.
    beyond_twelve: bool,
    last: Option<(u32, [u32; 3])>,
    /// How often one word follows another on the same day.
    follows: HashMap<(u32, u32), u64>,
}

impl Words {
    fn add(&mut self, stamp: &Stamp<'_>) {
        self.beyond_twelve |= stamp.hour > 12;
        if self.counts.len() >= MAX_WORDS && !self.counts.contains_key(&stamp.word) {
            return;
        }
        *self.counts.entry(stamp.word).or_default() += 1;
        if let Some((word, date)) = self.last.replace((stamp.word, stamp.date))
            && word != stamp.word
            && date == stamp.date
        {
            *self.follows.entry((word, stamp.word)).or_default() += 1;
        }
    }

    fn halves(&self) -> Option<[u32; 2]> {
        let mut words: Vec<(u32, u64)> = self.counts.iter().map(|(word, count)| (*word, *count)).collect();
        words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        let [(one, _), (other, _)] = words[..] else { return None };
        let follows = |a, b| self.follows.get(&(a, b)).copied().unwrap_or(0);
        match follows(one, other).cmp(&follows(other, one)) {
            _ if self.beyond_twelve => None,
            std::cmp::Ordering::Greater => Some([one, other]),
            std::cmp::Ordering::Less => Some([other, one]),
            std::cmp::Ordering::Equal => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(lines: &[&str]) -> Layout {
        let mut learner = Learner::new(1_700_000_000_000);
        lines.iter().for_each(|line| learner.line(line.trim_end_matches('\r'), line.ends_with('\r')));
        learner.layout().unwrap_or_else(|| panic!("stamps: {lines:?}"))
    }

    #[test]
    fn layouts_are_learned() {
        let check = |lines: &[&str], ending: Ending, name_end: NameEnd, parts: (&str, &str)| {
            let found = layout(lines);
            assert_eq!((found.ending, found.name_end), (ending, name_end), "{lines:?}");
            let stamp = found.stamp(lines[0]).expect("a stamp");
            assert_eq!(found.parts(stamp.rest, None), Some(parts), "{lines:?}");
        };
        let colon = ["3/24/14, 1:59:59 PM: Ann: so, late - again", "3/24/14, 2:01:10 PM: Bob: how late"];
        check(&colon, Ending::Colon, NameEnd::ColonSpace, ("Ann", "so, late - again"));
        let bare = ["[2026/7/9 02:28:09] Ann:好", "[2026/7/9 02:28:37] Bob:Hi"];
        check(&bare, Ending::Bracket, NameEnd::Colon, ("Ann", "好"));
        let comma = ["2023년 11월 14일 오후 10:13, Ann : 안녕", "2023년 11월 14일 오후 10:14, Bob : 응"];
        check(&comma, Ending::Comma, NameEnd::ColonSpace, ("Ann", "안녕"));
        check(&["01.04.2015 - 16:00:27; ME: is it: so"], Ending::Semicolon, NameEnd::ColonSpace, ("ME", "is it: so"));
        check(&["14/11/2023 22:13\tAnn\thello"], Ending::Tab, NameEnd::Tab, ("Ann", "hello"));
    }

    #[test]
    fn names_with_colons() {
        let check = |said: &[&str], rest: &str, known: &str, name: &str| {
            let lines: Vec<String> = said.iter().map(|said| format!("1/2/23, 8:00 - {said}")).collect();
            let found = layout(&lines.iter().map(String::as_str).collect::<Vec<_>>());
            let owner = Owner::new([known]);
            let owner = owner.is_known().then_some(&owner);
            assert_eq!(found.parts(rest, owner).map(|(name, _)| name), Some(name), "{said:?}");
        };
        let doctor = ["Dr: Ann: hello", "Bob: hi", "Dr: Ann: at six: here"];
        check(&doctor, "Dr: Ann: at six: here", "", "Dr: Ann");
        check(&doctor, "Bob: list: one", "", "Bob");
        check(&["Work: Ann: a", "Work: Bob: b", "Work: Ann: c"], "Work: Bob: b", "", "Work: Bob");
        check(&["Ann: note: one", "Ann: hello", "Ann: note: two"], "Ann: note: two", "", "Ann");
        check(&["Ann: note: one", "Ann: list: two", "Ann: plan: three"], "Ann: list: two", "", "Ann");
        check(&["Dr: Ann: hello", "Bob: hi"], "Dr: Ann: hello", "Dr: Ann", "Dr: Ann");
    }

    #[test]
    fn unknown_words_for_halves_of_the_day() {
        let found = layout(&[
            "1/2/23, 8:00 ujutro - A: b",
            "1/2/23, 3:00 popodne - A: b",
            "2/2/23, 9:00 ujutro - A: b",
            "2/2/23, 1:00 popodne - A: b",
        ]);
        let half = |line| found.stamp(line).expect("a stamp").afternoon;
        assert_eq!(half("2/2/23, 1:00 popodne - A: b"), Some(true));
        assert_eq!(half("2/2/23, 9:00 ujutro - A: b"), Some(false));
        let hours = layout(&["1/2/23, 8:00 Uhr - A: b", "1/2/23, 15:00 Uhr - A: b"]);
        assert_eq!(hours.stamp("1/2/23, 8:00 Uhr - A: b").expect("a stamp").afternoon, None);
    }

    #[test]
    fn messages_that_end_with_carriage_returns() {
        assert_eq!(layout(&["1/2/23, 8:00 - A: b\r", "1/2/23, 8:00 - A: b\r"]).returned, 1.0);
        assert_eq!(layout(&["1/2/23, 8:00 - A: b", "1/2/23, 8:00 - A: b"]).returned, 0.0);
    }
}
