//! [`BaseRecipe`]: which text becomes a base memory; [`Passages`] cuts and cleans it, as `foretype index` does.
//!
//! Lines with addresses, links, key-like tokens or three digits in a row are dropped from every text; from texts that
//! private persons wrote, lines with somebody's full name as well.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::prepare::{clean_line, is_private};
use crate::text::random::SplitMix64;
use crate::text::words::word_spans;

/// The recipes of base memories that come with the program: name and text.
pub const BASE_RECIPES: &[(&str, &str)] = &[("english", include_str!("../../models/recipes/english.base.toml"))];

/// Lines of a document in a source that does not mark where documents end.
const LINES_TOGETHER: usize = 20;
/// One document in so many is held out, until a source has given [`HELD_OUT_CHARS`] characters.
const HELD_OUT: usize = 50;
const HELD_OUT_CHARS: usize = 60_000;
/// Lines shorter than this many characters are what anybody writes, and are never left out.
const LONG_LINE: usize = 20;

/// A base memory, as `models/recipes/*.base.toml` describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseRecipe {
    /// Name of the model that it belongs to.
    pub name: String,
    /// Size of the file, in millions of bytes.
    pub megabytes: f32,
    /// Contexts of the last so many characters, rising.
    pub orders: Vec<usize>,
    /// Contexts of the last one to so many words.
    pub words: usize,
    /// A context that saves fewer bits on the whole text is left out.
    pub least_bits: f32,
    /// The files of its text, by name.
    pub sources: BTreeMap<String, BaseSource>,
}

/// One file of a base memory's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BaseSource {
    /// How many times every occurrence counts.
    pub weight: f32,
    /// Whether private persons wrote it: then a text that only one document has is not counted.
    pub private: bool,
    /// Where a document of the file ends.
    pub document: Boundary,
}

impl Default for BaseSource {
    fn default() -> Self {
        BaseSource { weight: 1.0, private: false, document: Boundary::BlankLine }
    }
}

/// Where a document ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// A blank line ends it.
    BlankLine,
    /// Every line is one.
    Line,
    /// So many neighbouring lines are one.
    Lines,
}

impl BaseRecipe {
    /// # Errors
    /// When the text is no recipe; the message names line and field.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

/// The documents of a file, cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// Lines by document.
    pub documents: Vec<Vec<String>>,
    /// Lines of documents that were held out.
    pub held_out: Vec<String>,
    /// Lines that were left out.
    pub dropped_lines: u64,
}

/// What passages leave out: lines with names of persons, and lines of texts that are used for measuring.
#[derive(Clone, Debug, Default)]
pub struct Unwanted {
    names: Names,
    /// Keys of lines that are left out, as [`line_key`] makes them.
    lines: HashSet<String>,
}

impl Unwanted {
    /// Learns from all texts which words are names. Long lines of `without` are left out, also where case or punctuation
    /// differs.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>, without: &str) -> Self {
        let lines = without.lines().filter(|line| line.chars().count() >= LONG_LINE).map(line_key).collect();
        Unwanted { names: Names::learn(texts), lines }
    }

    fn holds(&self, line: &str, source: &BaseSource) -> bool {
        is_private(line)
            || has_number(line)
            || (source.private && self.names.full_name_in(line))
            || (line.chars().count() >= LONG_LINE && !self.lines.is_empty() && self.lines.contains(&line_key(line)))
    }
}

impl Passages {
    /// Cuts a file into documents. With `hold_out`, some are drawn that an index must not see.
    #[must_use]
    pub fn new(source: &BaseSource, content: &str, unwanted: &Unwanted, hold_out: bool) -> Self {
        let mut passages = Passages::default();
        let mut held = 0;
        for (number, document) in cut(source.document, content).into_iter().enumerate() {
            let before = document.len();
            let mut lines: Vec<String> = document.into_iter().map(clean_line).filter(|line| !line.is_empty()).collect();
            lines.retain(|line| !unwanted.holds(line, source));
            passages.dropped_lines += (before - lines.len()) as u64;
            let drawn = hold_out && SplitMix64::at(HELD_OUT as u64, &[number as u64]).below(HELD_OUT) == 0;
            if drawn && held < HELD_OUT_CHARS {
                held += lines.iter().map(|line| line.len() + 1).sum::<usize>();
                passages.held_out.extend(lines);
            } else if !lines.is_empty() {
                passages.documents.push(lines);
            }
        }
        passages
    }
}

fn cut(boundary: Boundary, content: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = content.lines().collect();
    let documents: Vec<&[&str]> = match boundary {
        Boundary::Line => lines.chunks(1).collect(),
        Boundary::Lines => lines.chunks(LINES_TOGETHER).collect(),
        Boundary::BlankLine => lines.split(|line| line.trim().is_empty()).collect(),
    };
    documents.into_iter().map(|lines| lines.iter().copied().filter(|line| !line.trim().is_empty()).collect()).collect()
}

/// Letters and digits alone, in small letters.
fn line_key(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Three digits in a row.
fn has_number(line: &str) -> bool {
    line.as_bytes().windows(3).any(|three| three.iter().all(u8::is_ascii_digit))
}

/// Which words are written with a capital wherever they stand.
#[derive(Clone, Debug, Default)]
struct Names {
    /// By word in small letters: how often it is written so, and how often with a capital within a sentence.
    counts: HashMap<String, [u32; 2]>,
}

/// Titles that stand before a surname.
const TITLES: [&str; 6] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof"];

impl Names {
    fn learn<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counts: HashMap<String, [u32; 2]> = HashMap::new();
        for line in texts.into_iter().flat_map(str::lines) {
            for span in word_spans(line) {
                let word = &line[span.clone()];
                let capital = word.starts_with(char::is_uppercase);
                let begins = line[..span.start].trim_end().chars().next_back().is_none_or(|c| ".!?:\"".contains(c));
                if !capital || !begins {
                    counts.entry(word.to_lowercase()).or_default()[usize::from(capital)] += 1;
                }
            }
        }
        Names { counts }
    }

    /// Whether a word is a name. One that was never seen within a sentence may be one, and counts as such.
    fn is_name(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let shaped = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        let [small, capital] = self.counts.get(&word.to_lowercase()).copied().unwrap_or_default();
        shaped && !word.contains(['\'', '’']) && small * 10 <= capital
    }

    /// Two names one after the other, or a title and a name.
    fn full_name_in(&self, line: &str) -> bool {
        let spans = word_spans(line);
        spans.windows(2).any(|pair| {
            let [first, second] = [&line[pair[0].clone()], &line[pair[1].clone()]];
            let between = &line[pair[0].end..pair[1].start];
            let titled = TITLES.contains(&first) && [" ", ". "].contains(&between);
            (titled && second.starts_with(char::is_uppercase))
                || (between == " " && self.is_name(first) && self.is_name(second))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_that_ships_is_valid() {
        for (name, text) in BASE_RECIPES {
            let recipe = BaseRecipe::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(&recipe.name, name);
        }
    }

    #[test]
    fn documents_end_where_the_source_says() {
        let count = |document, text: &str| {
            let source = BaseSource { document, ..BaseSource::default() };
            let passages = Passages::new(&source, text, &Unwanted::default(), false);
            passages.documents.iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(count(Boundary::BlankLine, "a\nb\n\n\nc\n"), [2, 1]);
        assert_eq!(count(Boundary::Line, "a\nb\n\nc\n"), [1, 1, 1]);
        assert_eq!(count(Boundary::Lines, &"a\n".repeat(45)), [20, 20, 5]);
    }

    #[test]
    fn private_lines_are_dropped() {
        let texts = ["we saw Anna and Petrov there\nask Anna, or the new office in York", "it is a new day, Tom"];
        let unwanted = Unwanted::new(texts, "");
        let private = BaseSource { private: true, ..BaseSource::default() };
        let open = BaseSource::default();
        for (line, everywhere, of_private) in [
            ("see you at 10:30", false, false),
            ("my number is 555", true, true),
            ("write to jo@example.org", true, true),
            ("I met Anna Petrov", false, true),
            ("I met Anna", false, false),
            ("ask Dr. Winter", false, true),
            ("ask Mrs Winter about it", false, true),
            ("I live in New York", false, false),
            ("Zebulon Quackenbush said so", false, true),
            ("I'm Anna", false, false),
        ] {
            assert_eq!(unwanted.holds(line, &open), everywhere, "{line}");
            assert_eq!(unwanted.holds(line, &private), of_private, "{line}");
        }
    }

    #[test]
    fn lines_of_another_text_are_left_out() {
        let unwanted = Unwanted::new([""], "is this the line that nobody may see\nok then");
        let text = "Is this the line that nobody may see?\nok then\nanother line of the text\n";
        let passages = Passages::new(&BaseSource::default(), text, &unwanted, false);
        assert_eq!(passages.documents, [["ok then", "another line of the text"]]);
        assert_eq!(passages.dropped_lines, 1);
    }

    #[test]
    fn some_documents_are_held_out() {
        let text: String = (0..5000).map(|i| format!("line of number {}\n", i % 90)).collect();
        let source = BaseSource { document: Boundary::Line, ..BaseSource::default() };
        let passages = Passages::new(&source, &text, &Unwanted::default(), true);
        assert_eq!(passages.documents.len() + passages.held_out.len(), 5000);
        assert!((50..200).contains(&passages.held_out.len()), "{}", passages.held_out.len());
    }
}
