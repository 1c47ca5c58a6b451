//! The lists of words around an announcing word, as sets.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::access_words::{LASTS, OPENS, POINTERS, TURN_FILLERS, TURNS, USES};
use super::super::nouns::HARMLESS_NEXT_WORDS;
use super::super::way_words::{ASKING, BY_MEANS, JUST, OR, OTHER_PASSWORDS, SAYS, SETS, TAKES, TREATED, WEAK_TYPE};
use super::super::words::{
    ASKS, CHANGED, CLAUSES, COPULAS, DIGIT_WORDS, HARMLESS_AFTER, HARMLESS_CODES, ORDINARY, PREPOSITIONS, PURPOSES,
    QUANTITIES, SINCE, TYPE, UNITS, VAGUE_PASSWORDS, WITH,
};

pub type Words = LazyLock<HashSet<&'static str>>;

pub static ORDINARY_WORDS: Words = LazyLock::new(|| ORDINARY.iter().flat_map(|words| words.split(' ')).collect());
pub static COPULA_WORDS: Words = LazyLock::new(|| COPULAS.split(' ').collect());
pub static PREPOSITION_WORDS: Words = LazyLock::new(|| PREPOSITIONS.split(' ').collect());
pub static PURPOSE_WORDS: Words = LazyLock::new(|| PURPOSES.split(' ').collect());
pub static CLAUSE_WORDS: Words = LazyLock::new(|| CLAUSES.split(' ').collect());
pub static VAGUE_PASSWORD_WORDS: Words = LazyLock::new(|| VAGUE_PASSWORDS.split(' ').collect());
pub static UNIT_WORDS: Words = LazyLock::new(|| UNITS.split_whitespace().collect());
pub static HARMLESS: Words = LazyLock::new(|| HARMLESS_CODES.split(' ').collect());
pub static HARMLESS_NEXT: Words =
    LazyLock::new(|| HARMLESS_AFTER.split(' ').chain(HARMLESS_NEXT_WORDS.split_whitespace()).collect());

pub static ASK_WORDS: Words = LazyLock::new(|| ASKS.split(' ').collect());
pub static QUANTITY_WORDS: Words = LazyLock::new(|| QUANTITIES.split(' ').collect());
pub static CHANGED_WORDS: Words = LazyLock::new(|| CHANGED.split(' ').collect());
pub static SINCE_WORDS: Words = LazyLock::new(|| SINCE.split(' ').collect());
pub static TYPE_WORDS: Words = LazyLock::new(|| TYPE.split(' ').collect());
pub static WITH_WORDS: Words = LazyLock::new(|| WITH.split(' ').collect());
pub static POINTER_WORDS: Words = LazyLock::new(|| POINTERS.split_whitespace().collect());
pub static USE_WORDS: Words = LazyLock::new(|| USES.split_whitespace().collect());
pub static OPEN_WORDS: Words = LazyLock::new(|| OPENS.split_whitespace().collect());
pub static LAST_WORDS: Words = LazyLock::new(|| LASTS.split_whitespace().collect());
pub static TURN_WORDS: Words = LazyLock::new(|| TURNS.split_whitespace().collect());
pub static TURN_FILLER_WORDS: Words = LazyLock::new(|| TURN_FILLERS.split_whitespace().collect());
pub static DIGITS_IN_WORDS: Words = LazyLock::new(|| DIGIT_WORDS.split_whitespace().collect());

pub static TAKE_WORDS: Words = LazyLock::new(|| TAKES.split_whitespace().collect());
pub static OR_WORDS: Words = LazyLock::new(|| OR.split_whitespace().collect());
pub static SET_WORDS: Words = LazyLock::new(|| SETS.split_whitespace().collect());
pub static WEAK_TYPE_WORDS: Words = LazyLock::new(|| WEAK_TYPE.split_whitespace().collect());
pub static JUST_WORDS: Words = LazyLock::new(|| JUST.split_whitespace().collect());
pub static OTHER_PASSWORD_WORDS: Words = LazyLock::new(|| OTHER_PASSWORDS.split_whitespace().collect());
pub static TREATED_WORDS: Words = LazyLock::new(|| TREATED.split_whitespace().collect());
pub static MEANS_WORDS: Words = LazyLock::new(|| BY_MEANS.split_whitespace().collect());
pub static SAY_WORDS: Words = LazyLock::new(|| SAYS.split_whitespace().collect());
pub static ASKING_WORDS: Words = LazyLock::new(|| ASKING.split_whitespace().collect());

/// Whether a word is one that people write anyway, in whatever case.
pub fn is_ordinary(word: &str) -> bool {
    ORDINARY_WORDS.contains(word.to_lowercase().as_str())
}
