//! [`Openings`]: finds texts that a program writes at the beginning of conversations, in whatever language: the same text
//! begins several conversations under different authors.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Messages of a file that are its beginning.
const FIRST: u32 = 3;
/// Shorter texts are greetings.
const MIN_CHARS: usize = 30;
/// Files that must begin with the same text, and authors of it.
const FILES: usize = 3;
const AUTHORS: usize = 2;
/// Texts counted.
const MAX_TEXTS: usize = 100_000;

/// Counts the texts at the beginnings of files.
#[derive(Debug, Default)]
pub struct Openings {
    /// Messages seen of the present file.
    seen: u32,
    counts: HashMap<u64, Count>,
    /// Texts that are a program's.
    known: HashSet<u64>,
}

#[derive(Debug, Default)]
struct Count {
    files: usize,
    authors: HashSet<u64>,
}

impl Openings {
    /// The next message is the first one of a file.
    pub fn next_file(&mut self) {
        self.seen = 0;
    }

    /// Notes a message; whether it is known to be a program's.
    pub fn is_programs(&mut self, text: &str, author: Option<&str>) -> bool {
        self.seen = self.seen.saturating_add(1);
        if self.seen > FIRST || text.chars().count() < MIN_CHARS {
            return false;
        }
        let text = hash(text);
        if self.known.contains(&text) {
            return true;
        }
        if self.counts.len() < MAX_TEXTS || self.counts.contains_key(&text) {
            let count = self.counts.entry(text).or_default();
            count.files += 1;
            if count.authors.len() < AUTHORS {
                count.authors.insert(hash(author.unwrap_or_default()));
            }
        }
        false
    }

    /// Ends a reading of all files; whether more texts are known to be a program's than before it.
    pub fn learn(&mut self) -> bool {
        let is_programs = |count: &Count| count.files >= FILES && count.authors.len() >= AUTHORS;
        let found = self.counts.drain().filter(|(_, count)| is_programs(count)).map(|(text, _)| text);
        let before = self.known.len();
        self.known.extend(found);
        self.known.len() > before
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "some long words of a program in a language";

    #[test]
    fn what_several_conversations_begin_with() {
        let check = |authors: &[&str], expected: bool| {
            let mut openings = Openings::default();
            for author in authors {
                openings.next_file();
                assert!(!openings.is_programs(NOTICE, Some(author)));
                assert!(!openings.is_programs("hello", Some(author)));
            }
            assert_eq!(openings.learn(), expected, "{authors:?}");
            openings.next_file();
            assert_eq!(openings.is_programs(NOTICE, Some("Zed")), expected);
            assert!(!openings.learn());
        };
        check(&["Ann", "Bob", "Cy"], true);
        check(&["Ann", "Ann", "Ann"], false);
        check(&["Ann", "Bob"], false);
    }
}
