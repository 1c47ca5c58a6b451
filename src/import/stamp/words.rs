//! Words within stamps: halves of the day, and what stands between date and time, in whatever language.

use crate::import::clean::is_mark;

/// A number that stands for a word, whatever its capitals; never 0.
pub fn word_key(word: &str) -> u32 {
    let letters = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    // FNV-1a of the characters.
    let hash = letters.fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
    hash.max(1)
}

/// Whether nothing but a word or two stands there, as `Uhr` or a half of the day in some language.
pub fn is_short_word(text: &str) -> bool {
    text.chars().count() <= 16
        && text.chars().all(|c| c.is_alphabetic() || !c.is_ascii() || matches!(c, '.' | ' ' | '-'))
}

/// What may stand between date and time: marks, a few words, a half of the day; and the word, if it is an unknown one.
pub fn between(gap: &str) -> Option<(Option<bool>, u32)> {
    let words = gap.trim_matches(|c: char| c.is_whitespace() || is_mark(c) || ",،.日일-–T".contains(c));
    if words.is_empty() {
        return (!gap.is_empty()).then_some((None, 0));
    }
    if let Some(afternoon) = half(words) {
        return Some((Some(afternoon), 0));
    }
    let known = ["at", "um", "à", "kl", "klo", "a las", "às", "alle", "om", "в", "о", "г", "г.,", "г., в", "de"];
    (known.contains(&words) || is_short_word(words)).then(|| (None, word_key(words)))
}

/// Whether these words mean the second half of the day.
pub fn half(words: &str) -> Option<bool> {
    if words.is_empty() {
        return None;
    }
    let plain: String = words.chars().filter(|c| !c.is_whitespace() && *c != '.' && !is_mark(*c)).collect();
    let plain = plain.to_lowercase();
    const MORNING: &[&str] = &[
        "am",
        "上午",
        "凌晨",
        "早上",
        "清晨",
        "午前",
        "오전",
        "ص",
        "πμ",
        "fm",
        "dop",
        "de",
        "ap",
        "öö",
        "पूर्वाह्न",
        "vorm",
        "sa",
        "pg",
    ];
    const AFTERNOON: &[&str] = &[
        "pm",
        "下午",
        "中午",
        "晚上",
        "傍晚",
        "午後",
        "오후",
        "م",
        "μμ",
        "em",
        "odp",
        "du",
        "ip",
        "ös",
        "अपराह्न",
        "nachm",
        "ch",
        "ptg",
        "pq",
    ];
    if MORNING.contains(&plain.as_str()) { Some(false) } else { AFTERNOON.contains(&plain.as_str()).then_some(true) }
}
