//! Words in JSON: SwiftKey's export (`terms`, each as often as it was used), and lists of objects with a word and a count.

use std::io::Read;

use serde_json::Value;

use super::out::Out;
use super::reading::Reading;
use crate::import::error::{Fault, Place};
use crate::import::json::{Visit, walk};
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};

/// Under these keys stand lists of words, and the word of an entry.
const LISTS: [&str; 6] = ["terms", "words", "user_words", "custom_words", "learned_words", "dictionary"];
const WORDS: [&str; 5] = ["term", "word", "text", "phrase", "name"];
const COUNTS: [&str; 5] = ["count", "frequency", "freq", "user_freq", "uses"];

/// How sure it is that a file holds words.
pub fn score(sample: &Sample<'_>) -> u8 {
    let list = |key: &str| {
        let list = sample.text.split_once(&format!("\"{key}\"")).map(|(_, rest)| rest.trim_start());
        let inside = list.and_then(|rest| rest.strip_prefix(':')?.trim_start().strip_prefix('['));
        // Texts, or objects that hold one.
        inside.is_some_and(|inside| {
            let inside = inside.trim_start();
            inside.starts_with('"') || (inside.starts_with('{') && is_entry(inside))
        })
    };
    let named = ["dict", "words", "swiftkey", "vocabulary"];
    let name = sample.file_name().to_lowercase();
    let bare = sample.start.strip_prefix('[').map(str::trim_start).is_some_and(|inside| {
        inside.starts_with('"') && named.iter().any(|part| name.contains(part))
            || inside.starts_with('{') && is_entry(inside)
    });
    when(bare || (sample.is_json() && LISTS.into_iter().any(list)), SURE - 1)
}

/// Whether an object begins here that has a word and a count.
fn is_entry(text: &str) -> bool {
    let object = text.split('}').next().unwrap_or_default();
    let has = |keys: &[&str]| keys.iter().any(|key| object.contains(&format!("\"{key}\"")));
    has(&WORDS) && has(&COUNTS)
}

pub fn read(input: &mut dyn Read, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let paths = LISTS.map(|key| [key, "*"]);
    let mut paths: Vec<&[&str]> = paths.iter().map(<[&str; 2]>::as_slice).collect();
    paths.push(&["*"]);
    walk(input, &paths, &mut Words { out })
}

struct Words<'a, 'o, 'e> {
    out: &'a mut Out<'o, 'e>,
}

impl Visit for Words<'_, '_, '_> {
    type Message = Value;

    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
        self.out.unreadable(place, "not a word")
    }

    fn on_message(&mut self, entry: Value) -> Result<(), Fault> {
        let of = |keys: &[&str]| keys.iter().find_map(|key| entry.get(key));
        let word = entry.as_str().or_else(|| of(&WORDS)?.as_str());
        let count = of(&COUNTS).and_then(Value::as_f64).map_or(1, |count| count as u32);
        match word {
            Some(word) => self.out.entry(word, count),
            None => self.out.skip(Skip::NoWord),
        }
    }
}
