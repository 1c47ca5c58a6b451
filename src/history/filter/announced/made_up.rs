//! Passwords that nothing announces: "i set it to kumquat44 so you can get in". A token of letters and then digits is hardly
//! ever anything else in a message, unless it counts things, names a version, a model or a discount, or is the public name
//! of a person. Main function: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use super::super::reason::{Found, Reason};
use super::super::way_words::{GREETINGS, NUMBERED_THINGS, PUBLIC_NAMES};
use super::candidates::{Candidate, Shape, candidates};
use super::lists::Words;
use super::shape::is_product;
use super::tokens::bare;

/// Least letters, most digits, and least and most characters of such a token.
const LETTERS: usize = 4;
const DIGITS: std::ops::RangeInclusive<usize> = 2..=4;
const LENGTH: std::ops::RangeInclusive<usize> = 7..=32;
/// Most words between the word for a public name and the name.
const NEAR: usize = 4;
/// Most bytes of a line that is looked at; longer ones are data.
const LINE: usize = 600;

static PUBLIC: Words = LazyLock::new(|| PUBLIC_NAMES.split_whitespace().collect());
static GREETING: Words = LazyLock::new(|| GREETINGS.split_whitespace().collect());
static NUMBERED: Words = LazyLock::new(|| NUMBERED_THINGS.split_whitespace().collect());

/// Finds the passwords of a text that only their shape tells.
pub fn find(text: &str, found: &mut Vec<Found>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.len();
        start = span.end;
        if line.len() > LINE || !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // The first such token behind the word for a public name is that name.
        let mut named = false;
        for candidate in candidates(text, span.clone()) {
            let token = &text[candidate.span.clone()];
            let made_up = is_made_up(token) || is_chain(token) && opens(line);
            if candidate.shape == Shape::Number || !made_up {
                continue;
            }
            let strong = token.contains(['!', '$', '%', '^', '*', '?', '+', '#', '&']);
            if !named && !strong && is_public(text, &span, &candidate) {
                named = true;
            } else if stands_free(text, &candidate.span) {
                found.push(Found { span: candidate.span, reason: Reason::Password });
            }
        }
    }
}

/// Whether a token is letters with digits behind them, as people make passwords.
fn is_made_up(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    let small = token.chars().filter(|c| c.is_lowercase()).count();
    // One letter may follow the digits: `otter99x`.
    let last = token
        .strip_suffix(|c: char| c.is_ascii_lowercase())
        .filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let token = last.unwrap_or(token);
    let head = token.trim_end_matches(|c: char| !c.is_alphabetic()).trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = &token[head.len()..];
    let strong = token.contains(['!', '$', '%', '^', '*', '?', '+', '#', '@']);
    let whole = head.chars().all(|c| c.is_alphabetic() || "_!$%^*?+#@&".contains(c));
    token.starts_with(char::is_alphabetic)
        && head.ends_with(char::is_alphabetic)
        && whole
        && !tail.starts_with('-')
        && token.matches('_').count() < 2
        && small + 1 >= LETTERS
        && LENGTH.contains(&token.chars().count())
        && (DIGITS.contains(&digits) || strong && digits == 1)
        && !is_product(token)
        && !is_numbered(head, tail, strong)
}

/// Whether a token is words and a number with hyphens between them: `river-otter-42`.
fn is_chain(token: &str) -> bool {
    let mut parts = token.rsplit('-');
    let number = parts.next().is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()));
    let words: Vec<&str> = parts.collect();
    let word = |part: &&str| part.chars().count() > 2 && part.chars().all(char::is_alphabetic);
    number && words.len() > 1 && words.iter().all(word)
}

/// Whether a line speaks of what a password opens.
fn opens(line: &str) -> bool {
    line.split_whitespace().map(bare).any(|word| OPENED.contains(&word.as_str()))
}

/// What a password opens, and opening it.
const OPENED: [&str; 28] = [
    "zip",
    "archive",
    "archiv",
    "encrypted",
    "verschlüsselt",
    "chiffré",
    "cifrado",
    "cifrato",
    "unlock",
    "unlocks",
    "decrypt",
    "decrypts",
    "wifi",
    "wi-fi",
    "wlan",
    "network",
    "netzwerk",
    "réseau",
    "key",
    "schlüssel",
    "hotspot",
    "vault",
    "tresor",
    "login",
    "logon",
    "log",
    "вайфай",
    "пароль",
];

/// Whether a token numbers things, or is a word with its year or its width in bits: `user4412`, `summer2024`, `uint64`.
fn is_numbered(head: &str, tail: &str, strong: bool) -> bool {
    const WIDTHS: [&str; 8] = ["16", "32", "64", "128", "256", "512", "1024", "2048"];
    let lower = head.to_lowercase();
    let last = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let year = tail.len() == 4 && ("1990".."2050").contains(&tail);
    NUMBERED.contains(lower.as_str())
        || NUMBERED.contains(last)
        || !strong && (year || lower == head && WIDTHS.contains(&tail))
}

/// Whether a token is what people call somebody in public, or what a shop gives to everybody: a word for such a name stands before it
/// or right behind it, or somebody is spoken to.
fn is_public(text: &str, line: &Range<usize>, candidate: &Candidate) -> bool {
    let before = &text[line.start..candidate.span.start];
    let told = before.split_whitespace().rev().take(NEAR).map(bare).any(|word| PUBLIC.contains(word.as_str()));
    let unspaced = ["用户名", "ユーザー名", "优惠码", "クーポン"].iter().any(|word| before.contains(word));
    let addressed = GREETING.contains(candidate.last_word(text).as_str())
        // A line is not begun with a password, but with the name of the one who did something; a token alone answers a question.
        || candidate.is_first()
        || before.ends_with('@');
    told || unspaced || addressed || PUBLIC.contains(candidate.next_word(text).as_str())
}

/// Whether a token stands between spaces and the marks of sentences, not in code, a path or an address.
fn stands_free(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].chars().next_back();
    let mut rest = text[span.end..].chars();
    let opens = |c: char| c.is_whitespace() || "\"'“„«‘,:(".contains(c) || !c.is_ascii() && !c.is_alphanumeric();
    let closes = |c: char| c.is_whitespace() || "\"'”“»’,.;!?:)…".contains(c) || !c.is_ascii();
    let after = rest.next();
    // A dot within goes on with the ending of a file or with the name of a member.
    let goes_on = matches!(after, Some('.' | ':' | '\'' | '’')) && rest.next().is_some_and(char::is_alphanumeric);
    before.is_none_or(opens) && after.is_none_or(closes) && !goes_on
}
