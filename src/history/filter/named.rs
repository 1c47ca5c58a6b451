//! Numbers that a noun names: invoices, articles, errors, populations. They say nothing secret. Main function: [`is_named`].

use std::collections::HashSet;
use std::sync::LazyLock;

use super::nouns::{BETWEEN_NOUN, COUNTED, NAMED_NUMBERS, NAMED_UNSPACED};

/// Most bytes between the noun and its number.
const NEAR: usize = 48;
/// Most words there.
const WORDS: usize = 4;

/// Most words between a preposition and the place behind it.
const OWNER: usize = 3;
/// Places that have numbers, and where locks are.
const PLACED: [&str; 30] = [
    "house",
    "flat",
    "apartment",
    "room",
    "suite",
    "terminal",
    "platform",
    "line",
    "zimmer",
    "raum",
    "chambre",
    "habitación",
    "stanza",
    "camera",
    "quarto",
    "kamer",
    "pokój",
    "pokoju",
    "комната",
    "комнаты",
    "комнате",
    "rum",
    "rummet",
    "oda",
    "bus",
    "train",
    "page",
    "parcel",
    "package",
    "paket",
];
/// Prepositions before them.
const PLACING: [&str; 30] = [
    "at", "in", "for", "to", "on", "im", "am", "beim", "fürs", "zum", "zur", "vom", "à", "au", "dans", "pour", "de",
    "en", "para", "a", "in", "per", "na", "no", "do", "van", "voor", "в", "на", "till",
];
const IS: [&str; 12] = ["is", "was", "are", "ist", "est", "es", "è", "é", "to", "jest", "är", "это"];

static NAMED: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMED_NUMBERS.split_whitespace().collect());
static BETWEEN: LazyLock<HashSet<&str>> = LazyLock::new(|| BETWEEN_NOUN.split_whitespace().collect());
static COUNTS: LazyLock<HashSet<&str>> = LazyLock::new(|| COUNTED.split_whitespace().collect());

/// Whether a text ends with a noun that names the number behind it.
pub fn is_named(before: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(NEAR))..];
    let near = near.rsplit('\n').next().unwrap_or_default();
    let bare = near.trim_end_matches([' ', ':', '：', '是', '为', '為', '第', '号', '號', 'は']);
    if NAMED_UNSPACED.iter().any(|noun| bare.ends_with(noun)) {
        return true;
    }
    if !near.ends_with([' ', ':', '#', '№', '(']) {
        return false;
    }
    let mut words = near.split_whitespace().rev();
    let mut linked = false;
    for word in words.by_ref().take(WORDS) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if NAMED.contains(bare.as_str()) {
            // "The alarm at her house is …" does not tell the number of the house.
            if linked
                && PLACED.contains(&bare.as_str())
                && words.take(OWNER).any(|word| PLACING.contains(&word.to_lowercase().as_str()))
            {
                return false;
            }
            return !word.ends_with(['.', '!', '?', ',', ';']) || bare.chars().count() < 4;
        }
        linked |= IS.contains(&bare.as_str());
        if !bare.is_empty() && !BETWEEN.contains(bare.as_str()) {
            return false;
        }
    }
    false
}

/// Whether a text has a noun that names numbers.
pub fn mentions(text: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    text.split_whitespace().any(|word| NAMED.contains(bare(word).as_str()))
}

/// Whether a text begins with a noun that counts what the number before it says.
pub fn is_counted(after: &str) -> bool {
    let near = &after[..after.floor_char_boundary(NEAR)];
    let word = near.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    near.starts_with([' ', '\u{a0}']) && COUNTS.contains(word.to_lowercase().as_str())
}
