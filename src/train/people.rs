//! [`People`]: simulated people who type one after the other. The mixing weights of the personal memory are trained on
//! their lines.
//!
//! Each person types a stretch of one text, beginning with an empty memory. Now and then a person writes a plain sentence
//! that the memory does not learn: predictions of it must not suffer from what was learned before. Persons have friends
//! with invented names, whom they mention several times, and sometimes repeat a line that they typed lately.

use std::collections::HashMap;

use crate::text::random::SplitMix64;
use crate::text::words::word_spans;

/// How often people write plain sentences, mention friends and repeat themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ways {
    /// Chance of a plain sentence in another place, which the memory does not learn, after a line of their own.
    pub elsewhere: f32,
    /// Chance of a plain sentence with a friend's name after a line of their own.
    pub friends: f32,
    /// Chance that the friend is a new one.
    pub new_friend: f32,
    /// After a line of their own: chance of saying again, word for word, what they said lately.
    pub again: f32,
}

impl Default for Ways {
    fn default() -> Self {
        Ways { elsewhere: 0.25, friends: 1.0, new_friend: 0.25, again: 0.1 }
    }
}

/// Friends who are written of: the newest.
const NEWEST_FRIENDS: usize = 6;
/// Lines that may be said again: the newest.
const NEWEST_LINES: usize = 24;
/// Longest plain sentence.
const LONGEST: usize = 90;
/// A word that begins with a capital within so many sentences is a name.
const NAMED: usize = 40;
const SYLLABLES: &[&str] = &[
    "ba", "be", "bo", "bra", "da", "dal", "der", "dor", "el", "en", "fa", "fen", "ga", "gar", "hal", "ho", "il", "in",
    "ja", "jor", "ka", "kel", "la", "len", "lo", "ma", "mel", "mor", "na", "nel", "no", "or", "pa", "pel", "qua", "ra",
    "rin", "ro", "sa", "sel", "so", "ta", "tel", "tor", "va", "vel", "wex", "wi", "ya", "zan", "ze", "zu", "th", "sh",
    "ch", "mu", "ri", "li", "ke",
];
const ENDS: &[&str] = &["", "n", "s", "ck", "m", "th", "a", "o", "i", "y", "ton", "field"];

/// A line that somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line, without its end.
    pub text: String,
    /// Whether it begins a text of its own: no line stands before it.
    pub alone: bool,
    /// Whether the memory learns it afterwards.
    pub kept: bool,
}

/// The lines that all people type, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The lines of each person.
    pub lines: Vec<Vec<Line>>,
}

impl People {
    /// People who type `texts`: at most `chars` characters of each text, at most `own` for each person. Texts take turns, so
    /// that training does not end with one kind of text. Plain sentences are drawn from `plain`.
    #[must_use]
    pub fn new(texts: &[String], plain: &str, chars: usize, own: usize, ways: Ways, seed: u64) -> Self {
        let plain: Vec<&str> = plain.lines().map(str::trim).filter(|line| (8..LONGEST).contains(&line.len())).collect();
        let names = frequent_names(&plain);
        let named: Vec<&str> = plain.iter().copied().filter(|line| names_in(line, &names).next().is_some()).collect();
        let mut random = SplitMix64::new(seed);
        let mut stretches: Vec<Vec<Vec<&str>>> = texts.iter().map(|text| cut(text, chars, own)).collect();
        let mut people = People::default();
        while stretches.iter().any(|own| !own.is_empty()) {
            for lines in stretches.iter_mut().filter_map(Vec::pop) {
                let draw = |random: &mut SplitMix64, from: &[&str]| {
                    (!from.is_empty()).then(|| from[random.below(from.len().max(1))].to_owned())
                };
                let mut friends: Vec<String> = Vec::new();
                let mut typed = Vec::new();
                for line in lines {
                    typed.push(Line { text: line.to_owned(), alone: false, kept: true });
                    if random.unit() < ways.friends
                        && let Some(sentence) = draw(&mut random, &named)
                    {
                        if friends.is_empty() || random.unit() < ways.new_friend {
                            friends.push(invented(&mut random));
                        }
                        let newest = &friends[friends.len().saturating_sub(NEWEST_FRIENDS)..];
                        let text = renamed(&sentence, &names, newest, &mut random);
                        typed.push(Line { text, alone: random.unit() < 0.5, kept: true });
                    }
                    if random.unit() < ways.again {
                        let newest: Vec<&Line> =
                            typed.iter().rev().filter(|line| line.kept).take(NEWEST_LINES).collect();
                        let again = newest[random.below(newest.len())].clone();
                        typed.push(Line { alone: random.unit() < 0.5, ..again });
                    }
                    if random.unit() < ways.elsewhere
                        && let Some(text) = draw(&mut random, &plain)
                    {
                        typed.push(Line { text, alone: true, kept: false });
                    }
                }
                people.lines.push(typed);
            }
        }
        people
    }
}

/// The stretches of different people, the last first.
fn cut(text: &str, chars: usize, own: usize) -> Vec<Vec<&str>> {
    let mut people: Vec<Vec<&str>> = vec![Vec::new()];
    let (mut all, mut of_person) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let length = line.chars().count() + 1;
        if all + length > chars {
            break;
        }
        if of_person + length > own {
            people.push(Vec::new());
            of_person = 0;
        }
        (all, of_person) = (all + length, of_person + length);
        people.last_mut().into_iter().for_each(|person| person.push(line));
    }
    people
}

/// Words with a capital within many sentences, without those that are common in small letters.
fn frequent_names(lines: &[&str]) -> HashMap<String, usize> {
    let mut capital: HashMap<String, usize> = HashMap::new();
    for line in lines {
        for span in word_spans(line).into_iter().skip(1) {
            let word = &line[span];
            if word.len() > 2 && word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) {
                *capital.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    capital.retain(|_, count| *count >= NAMED);
    capital
}

fn names_in<'l>(line: &'l str, names: &'l HashMap<String, usize>) -> impl Iterator<Item = std::ops::Range<usize>> + 'l {
    word_spans(line).into_iter().filter(|span| names.contains_key(&line[span.clone()]))
}

/// The sentence with friends in the place of its names, the same friend for the same name.
fn renamed(line: &str, names: &HashMap<String, usize>, friends: &[String], random: &mut SplitMix64) -> String {
    let mut chosen: HashMap<&str, &String> = HashMap::new();
    let (mut text, mut done) = (String::new(), 0);
    for span in names_in(line, names) {
        let friend = chosen.entry(&line[span.clone()]).or_insert_with(|| &friends[random.below(friends.len())]);
        text.push_str(&line[done..span.start]);
        text.push_str(friend);
        done = span.end;
    }
    text + &line[done..]
}

fn invented(random: &mut SplitMix64) -> String {
    let syllables = [2, 2, 3, 3, 4][random.below(5)];
    let mut name: String = (0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect();
    name.push_str(ENDS[random.below(ENDS.len())]);
    name[..1].to_uppercase() + &name[1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_and_have_friends() {
        let text: String = (0..400).map(|at| format!("line {at} of a log\n")).collect();
        let plain: String =
            (0..100).map(|at| format!("I saw Robert at {at} today.\nIt rains, {at} it is.\n")).collect();
        let people = People::new(std::slice::from_ref(&text), &plain, 5000, 2000, Ways::default(), 1);
        assert_eq!(people, People::new(&[text], &plain, 5000, 2000, Ways::default(), 1));
        assert_eq!(people.lines.len(), 3);
        let all: Vec<&Line> = people.lines.iter().flatten().collect();
        let own = all.iter().filter(|line| line.text.starts_with("line ")).count();
        assert!((250..400).contains(&own), "{own}");
        let elsewhere: Vec<_> = all.iter().filter(|line| !line.kept).collect();
        assert!(elsewhere.len() > own / 8 && elsewhere.iter().all(|line| line.alone));
        let friends: Vec<&str> =
            all.iter().filter(|line| line.kept).filter_map(|line| line.text.strip_prefix("I saw ")).collect();
        assert!(friends.len() > own / 20 && friends.iter().all(|rest| !rest.starts_with("Robert")), "{friends:?}");
        let first = |rest: &str| rest.split(' ').next().unwrap().to_owned();
        let different: std::collections::BTreeSet<String> = friends.iter().map(|rest| first(rest)).collect();
        assert!(different.len() < friends.len(), "friends come again: {different:?}");
    }

    #[test]
    fn names_are_what_has_capitals_within_sentences() {
        let lines = ["We met Robert there."; NAMED];
        let names = frequent_names(&lines);
        assert_eq!(names.keys().collect::<Vec<_>>(), ["Robert"]);
        let friends = ["Zed".to_owned()];
        let renamed = renamed("Robert and I like Robert's cat, Roberta", &names, &friends, &mut SplitMix64::new(1));
        assert_eq!(renamed, "Zed and I like Robert's cat, Roberta");
    }
}
