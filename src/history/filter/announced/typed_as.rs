//! Secrets of which a line says how to type them: "type in harvestmoon all lowercase", "its Kettledrum, no spaces". Main
//! function: [`find`].

use std::sync::LazyLock;

use regex::Regex;

use super::super::pattern;
use super::super::reason::{Found, Reason};
use super::lists::is_ordinary;

/// A verb for typing or "is", one token, and how it is written.
static TYPED_AS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::compile(concat!(
        r"(?i)(?:type|types|type in|enter|put|put in|use|takes|is|it's|its|try|tippe?|gib|schreib|ist|tape|c'est|es|escribe|è|scrivi)",
        r#" ["'“„]?([\p{L}\p{N}_.-]{5,40})["'”“]?,? (?:\((?:all )?)?(?:and )?(?:it's )?(?:all )?(?:in )?"#,
        r"(?:lower ?case|lowercase letters|caps|capitals|one word|no caps|no spaces|no capitals|small letters|without spaces|",
        r"klein ?geschrieben|alles klein|zusammen ?geschrieben|tout en minuscules?|tout attaché|en minuscules?|sin espacios|",
        r"todo junto|todo en minúsculas|en minúsculas|tutto attaccato|tutto minuscolo|in minuscolo|tudo junto|tudo minúsculo)(?-u:\b)",
    ))
});
/// What such a line has in it.
const HINTS: [&str; 12] = [
    "case",
    "caps",
    "capitals",
    "one word",
    "spaces",
    "small",
    "klein",
    "geschrieben",
    "minus",
    "minús",
    "junto",
    "att",
];

/// Finds the secrets of which a line says how they are typed.
pub fn find(text: &str, found: &mut Vec<Found>) {
    if !HINTS.iter().any(|hint| text.contains(hint)) {
        return;
    }
    for captures in TYPED_AS.captures_iter(text) {
        if let Some(token) =
            captures.get(1).filter(|token| !is_ordinary(token.as_str()) && !is_name_of_text(token.as_str()))
        {
            found.push(Found { span: token.range(), reason: Reason::Password });
        }
    }
}

/// Whether a word names a text that people write, of which the same is said.
fn is_name_of_text(word: &str) -> bool {
    const TEXTS: [&str; 22] = [
        "title",
        "titles",
        "name",
        "names",
        "heading",
        "headings",
        "header",
        "headers",
        "hashtag",
        "hashtags",
        "label",
        "labels",
        "words",
        "letters",
        "everything",
        "email",
        "emails",
        "username",
        "usernames",
        "filename",
        "filenames",
        "keywords",
    ];
    TEXTS.contains(&word.to_lowercase().as_str())
}
