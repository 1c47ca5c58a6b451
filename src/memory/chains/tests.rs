//! Tests the chains against a search through the whole text.

use super::*;
use crate::text::random::SplitMix64;
use crate::text::words::{is_apostrophe, is_word_char};

fn vocab() -> Vocab {
    Vocab::build(["é"], 1).unwrap()
}

/// The same places, found by comparing every place of every message that was learned.
struct Plain {
    vocab: Vocab,
    /// Text with its context before it, and where each place's context begins.
    places: Vec<(Vec<u16>, u16)>,
}

impl Plain {
    fn new(vocab: &Vocab) -> Plain {
        Plain { vocab: vocab.clone(), places: Vec::new() }
    }

    fn learn(&mut self, before: &[SymbolId], own: &[SymbolId]) {
        let mut text: Vec<u16> = before.iter().map(|&s| s as u16).collect();
        for &symbol in own {
            self.places.push((text.clone(), symbol as u16));
            text.push(symbol as u16);
        }
    }

    /// What makes two texts end alike for a kind: the last symbols, or the words at the end, newest first.
    fn end(&self, kind: usize, text: &[u16]) -> Option<Vec<Vec<u16>>> {
        if kind <= FOUR {
            let count = if kind == PAIR { 2 } else { 4 };
            return (text.len() >= count).then(|| vec![text[text.len() - count..].to_vec()]);
        }
        let is_word = |s: u16| self.vocab.char(s.into()).is_none_or(|c| is_word_char(c) || is_apostrophe(c));
        let small =
            |s: u16| self.vocab.char(s.into()).map_or(s, |c| self.vocab.id(c.to_ascii_lowercase()).unwrap() as u16);
        let mut rest = text.to_vec();
        let mut take = |wanted: bool, newline: bool| {
            let mut taken = Vec::new();
            while let Some(&s) = rest.last() {
                if is_word(s) != wanted || (!wanted && !newline && s == 0) {
                    break;
                }
                taken.push(s);
                rest.pop();
            }
            taken
        };
        let open = take(true, false);
        let mut key = vec![open.clone()];
        if kind == WORD {
            return (!open.is_empty()).then_some(key);
        }
        key.push(if open.is_empty() { vec![*text.last()?] } else { Vec::new() });
        for _ in 0..kind - WORD {
            take(false, false);
            key.push(take(true, false).into_iter().map(small).collect());
        }
        let missing = key[2..].iter().any(Vec::is_empty);
        (kind != WORD_3 || !missing).then_some(key)
    }

    fn next(&self, kind: usize, text: &[u16]) -> Vec<u16> {
        let Some(wanted) = self.end(kind, text) else { return Vec::new() };
        let same = self.places.iter().rev().filter(|(before, _)| self.end(kind, before).as_ref() == Some(&wanted));
        same.map(|(_, symbol)| *symbol).collect()
    }
}

#[test]
fn every_place_of_a_context_is_found_newest_first() {
    let vocab = vocab();
    let mut random = SplitMix64::new(7);
    let letters = vocab.encode("aaAb' .");
    let mut memory = Memory::new(&vocab);
    let mut plain = Plain::new(&vocab);
    let mut before: Vec<SymbolId> = vocab.encode("\n");
    for _ in 0..120 {
        let length = random.below(12) + 1;
        let mut own: Vec<SymbolId> = (0..length).map(|_| letters[random.below(letters.len())]).collect();
        own.push(0);
        // Contexts that reach further back than what is kept of them would differ.
        before = before.split_off(before.len().saturating_sub(KEPT_CONTEXT));
        memory.learn(&Tail::new(&before), &own, 0);
        plain.learn(&before, &own);
        before = if random.below(4) == 0 { vocab.encode("\n") } else { own };
    }
    let (mut compared, mut found) = (0, Vec::new());
    for _ in 0..600 {
        let text: Vec<SymbolId> = (0..8).map(|_| letters[random.below(letters.len())]).collect();
        let wide: Vec<u16> = text.iter().map(|&s| s as u16).collect();
        for kind in 0..CHAINS {
            memory.places(kind, &Tail::new(&text), usize::MAX / 8, &mut found);
            let symbols: Vec<u16> = found.iter().map(|place| place.symbol).collect();
            let expected = plain.next(kind, &wide);
            // Only a part of the text before a message is kept, so that words at its beginning may differ.
            assert!(expected.len() >= symbols.len(), "{kind}");
            if kind <= WORD {
                assert_eq!(symbols, expected, "{kind}: {:?}", vocab.decode(&text));
            }
            compared += usize::from(!symbols.is_empty());
        }
    }
    assert!(compared > 1000, "{compared}");
}

#[test]
fn the_oldest_goes_when_there_is_too_much() {
    let vocab = vocab();
    let mut memory = Memory::new(&vocab);
    let line = vocab.encode(&format!("{}\n", "so it goes on and on ".repeat(40)));
    memory.learn(&Tail::default(), &vocab.encode("the oldest of all\n"), 0);
    while memory.symbols() + line.len() < MAX_SYMBOLS + line.len() / 2 {
        memory.learn(&Tail::new(&[0]), &line, 0);
    }
    memory.learn(&Tail::new(&[0]), &vocab.encode("the newest of all\n"), 0);
    memory.learn(&Tail::new(&[0]), &line, 0);
    assert!(memory.symbols() < MAX_SYMBOLS, "{}", memory.symbols());
    let mut found = Vec::new();
    let mut count = |memory: &Memory, text: &str| {
        memory.places(FOUR, &Tail::new(&vocab.encode(text)), 8, &mut found);
        found.iter().filter(|place| place.shared as usize >= text.len()).count()
    };
    assert_eq!(count(&memory, "the newest of"), 1);
    assert_eq!(count(&memory, "the oldest of"), 0);
    assert!(memory.dropped > 0, "links go on across what was dropped");
    // 64 MB for a million symbols and more.
    assert!(memory.bytes() < 64 << 20, "{}", memory.bytes());
}

#[test]
fn applications_are_told_apart() {
    let mut memory = Memory::new(&vocab());
    assert_eq!(memory.add_app(None), 0);
    assert_eq!((memory.add_app(Some("mail")), memory.add_app(Some("chat")), memory.add_app(Some("mail"))), (1, 2, 1));
    assert_eq!((memory.app(Some("chat")), memory.app(Some("other")), memory.app(None)), (2, 0, 0));
    for n in 0..300 {
        memory.add_app(Some(&n.to_string()));
    }
    assert_eq!(memory.add_app(Some("one too many")), 0);
}

#[test]
fn case_counts_in_the_word_so_far_alone() {
    let vocab = vocab();
    let mut memory = Memory::new(&vocab);
    memory.learn(&Tail::new(&[0]), &vocab.encode("Good Morning all\n"), 0);
    let mut found = Vec::new();
    let mut check = |kind: usize, text: &str, expected: usize| {
        memory.places(kind, &Tail::new(&vocab.encode(text)), 8, &mut found);
        assert_eq!(found.len(), expected, "{text:?}");
    };
    check(WORD_2, "\ngood ", 1);
    check(WORD_2, "\nGOOD Mor", 1);
    check(WORD_3, "\ngood morning ", 1);
    check(WORD_2, "\ngood mor", 0);
    check(WORD, "\nmor", 0);
    check(WORD, "\nMor", 1);
}

/// Every place stands in the chain of its context, however many heads there are.
#[test]
fn heads_grow_one_by_one() {
    let vocab = vocab();
    let mut random = SplitMix64::new(3);
    let letters = vocab.encode("abc d");
    let mut memory = Memory::new(&vocab);
    let check = |memory: &Memory| {
        for kind in 0..CHAINS {
            let (chain, text) = (&memory.chains[kind], Text { symbols: &memory.text, dropped: memory.dropped });
            let slot = |place| {
                text.key(kind, place, &memory.letters).map(|k| slot(k.hash(&memory.letters), chain.heads.len()))
            };
            let linked = |at: usize| {
                let mut number = chain.heads[at];
                let mut places = Vec::new();
                while let Some(place) = text.place(number) {
                    assert_eq!(slot(place), Some(at), "{kind}");
                    places.push(place);
                    number = chain.older[place];
                }
                assert!(places.is_sorted_by(|a, b| a > b), "newest first");
                places.len()
            };
            let all: usize = (0..chain.heads.len()).map(linked).sum();
            let own = (0..memory.text.len()).filter(|&place| memory.app[place] != CONTEXT);
            assert_eq!(all, own.filter(|&place| slot(place).is_some()).count(), "{kind}");
        }
    };
    for _ in 0..12 {
        let own: Vec<SymbolId> = (0..1000).map(|_| letters[random.below(letters.len())]).collect();
        memory.learn(&Tail::new(&[0]), &own, 0);
        check(&memory);
    }
    assert!(memory.chains[FOUR].heads.len() > 1 << 13);
    memory.link_anew();
    check(&memory);
}

/// Kept walks never change a result, however the memory grows and whatever is dropped.
#[test]
fn kept_walks_are_those_that_would_be_walked() {
    let vocab = vocab();
    let mut random = SplitMix64::new(11);
    let letters = vocab.encode("aab' .\n");
    let mut memory = Memory::new(&vocab);
    let (mut kept, mut walked, mut compared) = (Default::default(), Vec::new(), 0);
    for round in 0..400 {
        let own: Vec<SymbolId> = (0..40).map(|_| letters[random.below(letters.len())]).collect();
        memory.learn(&Tail::new(&[0]), &own, (round % 3) as u8);
        match round % 100 {
            60 => memory.drop_oldest(),
            90 => memory.link_anew(),
            95 => memory = memory.clone(),
            _ => {}
        }
        for _ in 0..20 {
            let text: Vec<SymbolId> = (0..12).map(|_| letters[random.below(letters.len())]).collect();
            memory.newest_places(&Tail::new(&text), &mut kept);
            for (kind, kept) in kept.iter().enumerate() {
                memory.places(kind, &Tail::new(&text), MOST_PLACES, &mut walked);
                assert!(*kept == walked, "{kind}: {:?}", vocab.decode(&text));
                compared += usize::from(kept.len() > 20);
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
    assert!(memory.walks.bytes() > 0);
}
