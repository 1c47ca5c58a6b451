//! Numbers that a noun names: invoices, articles, errors, populations. They say nothing secret. Main function: [`is_named`].

use std::collections::HashSet;
use std::sync::LazyLock;

use super::nouns::{BETWEEN_NOUN, COUNTED, NAMED_NUMBERS, NAMED_UNSPACED};

/// Most bytes between the noun and its number.
const NEAR: usize = 48;
/// Most words there.
const WORDS: usize = 4;

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
    for word in near.split_whitespace().rev().take(WORDS) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if NAMED.contains(bare.as_str()) {
            return !word.ends_with(['.', '!', '?', ',', ';']) || bare.chars().count() < 4;
        }
        if !bare.is_empty() && !BETWEEN.contains(bare.as_str()) {
            return false;
        }
    }
    false
}

/// Whether a text begins with a noun that counts what the number before it says.
pub fn is_counted(after: &str) -> bool {
    let near = &after[..after.floor_char_boundary(NEAR)];
    let word = near.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    near.starts_with([' ', '\u{a0}']) && COUNTS.contains(word.to_lowercase().as_str())
}
