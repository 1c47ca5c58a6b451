//! Whether a token looks like a secret, a number, or a word that people write anyway.

use super::tokens::is_unspaced;

/// Whether a token has digits among letters, signs within, or mixed cases, as no word has.
pub fn is_secret_shape(token: &str) -> bool {
    let head: String = token.chars().take_while(|c| !is_unspaced(*c)).collect();
    let token = head.as_str();
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    let inner = token.get(1..token.len().saturating_sub(1)).unwrap_or_default();
    let signs = inner.chars().filter(|c| "!#$%&*+=?@^_~\\/|<>".contains(*c)).count();
    let capital_inside = token.chars().skip(1).any(char::is_uppercase) && token.chars().any(char::is_lowercase);
    token.len() >= 3 && ((digits > 0 && letters > 0) || digits >= 4 || (signs > 0 && letters > 0) || capital_inside)
}

/// Whether a token is taken for a secret where only the announcing word speaks for it.
pub fn is_strong_shape(token: &str) -> bool {
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    token.chars().count() >= 6 && digits > 0 && letters > 2
}

/// Whether a text has digits in it.
pub fn has_digits(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a token has digits alone.
pub fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a token is a year of our times.
pub fn is_year(token: &str) -> bool {
    token.len() == 4 && (token.starts_with("19") || token.starts_with("20"))
}

/// Returns whether a word is made of another one, as no password is: "required", "changing", "guessable".
pub fn is_derived(lower: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["ing", "able", "ible", "ful", "less", "ally", "ously", "ory", "ous", "iert", "bar", "lich", "isch"];
    lower.len() > 6 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || lower.len() > 4 && lower.ends_with("ed") && lower.is_ascii()
}
