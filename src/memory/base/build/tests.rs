//! Tests of what an index holds, and of text that it must leave out.

use std::borrow::Cow;

use super::*;
use crate::memory::base::index::Index;

const OPEN: Weight = Weight { times: 1.0, private: false };
const PRIVATE: Weight = Weight { times: 1.0, private: true };

/// What an index of documents tells that follows a text, most frequent first.
fn next(documents: &[(&str, Weight)], text: &str) -> String {
    let alphabet = Alphabet::build([""], 1);
    let mut builder = Builder::new(alphabet.clone());
    documents.iter().for_each(|(text, weight)| builder.add(text.lines(), *weight));
    let contexts = Contexts::new(vec![4], 4).unwrap();
    let shape = Shape { contexts, bytes: 1 << 16, least_bits: 0.0 };
    let bytes = builder.build("x", &shape, &mut |_, _| {});
    assert_eq!(bytes, builder.build("x", &shape, &mut |_, _| {}), "the same text gives the same bytes");
    let index = Index::from_bytes(Cow::Owned(bytes)).unwrap();
    let codes: Vec<u8> = format!("\n{text}").chars().map(|c| alphabet.code(c)).collect();
    let mut longest = None;
    index.contexts().each(&alphabet, codes.iter().rev().copied(), |context| {
        longest = index.record(context.key).or(longest);
    });
    let told = longest.unwrap_or_default();
    told.codes[..told.symbols].iter().map(|&code| alphabet.chars()[usize::from(code)]).collect()
}

#[test]
fn what_followed_is_told() {
    let texts = [("See you soon\nsee you later", OPEN), ("I'll see you later", OPEN)];
    assert_eq!(next(&texts, "see you "), "ls");
    assert_eq!(next(&texts, "SEE YOU L"), "a");
    assert_eq!(next(&texts, "I'll see you "), "l");
    assert_eq!(next(&texts, "nothing of this"), "");
}

#[test]
fn what_one_private_document_says_is_not_told() {
    let secret = "my password is swordfish\nmy password is swordfish";
    assert_eq!(next(&[(secret, PRIVATE)], "my password is "), "");
    assert_eq!(next(&[(secret, PRIVATE), ("my password is a joke", PRIVATE)], "my password is "), "");
    assert_eq!(next(&[(secret, PRIVATE), (secret, PRIVATE)], "my password is "), "s");
    assert_eq!(next(&[(secret, PRIVATE), ("my password is sword", OPEN)], "my password is s"), "w");
    assert_eq!(next(&[(secret, OPEN)], "my password is "), "s");
}

#[test]
fn weights_count() {
    let heavy = Weight { times: 3.0, private: false };
    let texts = [("good morning\ngood morning", OPEN), ("good evening", heavy)];
    assert_eq!(next(&texts, "good "), "em");
}

#[test]
fn the_best_records_stay_when_there_is_no_room() {
    let alphabet = Alphabet::build([""], 1);
    let mut builder = Builder::new(alphabet.clone());
    let often: String = "thank you very much\n".repeat(50);
    let once: String = (0..400).map(|i| format!("w{i} {}\n", 7 * i % 1000)).collect();
    builder.add(often.lines().chain(once.lines()), OPEN);
    let contexts = Contexts::new(vec![4], 3).unwrap();
    let shape = Shape { contexts, bytes: 4 * BUCKET, least_bits: 0.0 };
    let index = Index::from_bytes(Cow::Owned(builder.build("x", &shape, &mut |_, _| {}))).unwrap();
    assert!(index.size() < 1000);
    let codes: Vec<u8> = "\nthank you very m".chars().map(|c| alphabet.code(c)).collect();
    let mut found = 0;
    index.contexts().each(&alphabet, codes.iter().rev().copied(), |context| {
        found += usize::from(index.record(context.key).is_some());
    });
    assert!(found > 0);
}
