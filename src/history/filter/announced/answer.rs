//! Whole messages that answer the one before: what was typed at a prompt, the password that somebody asked for, the answer to a
//! security question, the code of a door. Main function: [`is_secret`].

use super::super::{identity, named};
use super::code;
use super::lists::{ASKING_WORDS, PREPOSITION_WORDS, QUANTITY_WORDS, is_ordinary};
use super::shape::{has_digits, is_derived, is_number, is_time, is_year};
use super::table::Kind;
use super::tokens::{bare, trimmed};

/// Most words of an answer, and most bytes.
const WORDS: usize = 6;
const BYTES: usize = 80;
/// Least characters of a word that is a password by itself.
const LEAST: usize = 4;
/// Most words of a password of several.
const SEVERAL: usize = 4;
/// What holds passwords, behind the word for one: a question for it asks for no password.
const HOLDERS: [&str; 12] =
    ["manager", "managers", "app", "generator", "tool", "policy", "rules", "hint", "length", "page", "screen", "mail"];

/// Words for a time of the day.
const TIMES: [&str; 14] = [
    "time",
    "late",
    "uhr",
    "spät",
    "heure",
    "heures",
    "hora",
    "horas",
    "ora",
    "tijd",
    "laat",
    "godzinie",
    "время",
    "saat",
];

/// Whether a line asks for something.
pub fn asks(line: &str) -> bool {
    let asking = |word: &str| {
        ASKING_WORDS.contains(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_lowercase().as_str())
    };
    line.ends_with(['?', ':', '？', '：']) || line.split_whitespace().any(asking)
}

/// Whether a line asks for a time.
pub fn asks_for_time(line: &str) -> bool {
    let word = |word: &str| {
        let word = bare(word);
        QUANTITY_WORDS.contains(word.as_str()) || TIMES.contains(&word.as_str())
    };
    line.split_whitespace().any(word)
}

/// Whether a line asks which of several it is.
pub fn asks_which(line: &str) -> bool {
    const WHICH: [&str; 7] = ["which", "welche", "welcher", "welches", "welke", "która", "vilken"];
    line.split_whitespace().any(|word| WHICH.contains(&word.to_lowercase().as_str()))
}

/// Whether `body` is nothing but the secret that the line before it, which speaks of `kinds`, asks for.
pub fn is_secret(line: &str, kinds: &[Kind], body: &str) -> bool {
    if body.len() > BYTES || body.contains(['?', '\n', '？']) {
        return false;
    }
    let says = |kind: Kind| kinds.contains(&kind);
    let asked = asks(line);
    says(Kind::Question) && (asked || asks_for_fact(line)) && is_fact(body)
        || says(Kind::Password) && is_prompt(line) && !body.contains(char::is_whitespace) && !is_ordinary(body)
        || prompts_for_phrase(line) && !is_excuse(body)
        || asked && says(Kind::Password) && !asks_for_holder(line) && (is_password(line, body) || is_of_several(body))
        || asked && says(Kind::Account) && !asks_which(line) && is_odd(body)
        || !asks_for_time(line)
            && !asks_which(line)
            && !named::mentions(line)
            && (asked && says(Kind::Way) || [Kind::Lock, Kind::Door, Kind::Pad].into_iter().any(says))
            && is_lone_code(body)
        || says(Kind::Message) && is_lone_code(body)
        || identity::asks(line) && identity::is_number(body)
}

/// What security questions are about.
const TOPICS: [&str; 22] = [
    "pet",
    "street",
    "school",
    "maiden",
    "city",
    "born",
    "teacher",
    "car",
    "nickname",
    "haustier",
    "straße",
    "schule",
    "mascota",
    "calle",
    "animal",
    "rue",
    "école",
    "strada",
    "scuola",
    "huisdier",
    "питомца",
    "улица",
];

/// Whether a line names what a security question is about.
fn asks_for_fact(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| TOPICS.contains(&word.to_lowercase().as_str()))
}

/// Whether a line is what a program writes before a password is typed: "Password:", "[sudo] password for rowan:".
fn is_prompt(line: &str) -> bool {
    line.ends_with(':') && line.split_whitespace().count() <= WORDS
}

/// Whether a text may be a name or a place that answers a question.
fn is_fact(body: &str) -> bool {
    let first = body.split_whitespace().next().unwrap_or_default();
    let first = &first[trimmed(first, 0..first.len())];
    body.split_whitespace().count() <= WORDS
        && !first.is_empty()
        && !is_ordinary(first)
        && !is_derived(&first.to_lowercase())
        && !is_excuse(body)
}

/// Whether a program asks for a phrase: "Enter passphrase for key '/home/ana/.ssh/id':".
fn prompts_for_phrase(line: &str) -> bool {
    let lower = line.to_lowercase();
    let called =
        ["passphrase", "pass phrase", "passwortsatz", "phrase secrète", "frase de contraseña", "парольная фраза"];
    lower.ends_with(':') && called.iter().any(|name| lower.contains(name))
}

/// Whether a text says that there is no answer.
fn is_excuse(body: &str) -> bool {
    let words = || body.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let ordinary = words().filter(|word| is_ordinary(word)).count();
    words().count() < 2 && ordinary > 0 || ordinary * 3 > words().count() * 2
}

/// Whether a line asks for what holds passwords: "which password manager do you use?".
fn asks_for_holder(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| HOLDERS.contains(&word.to_lowercase().as_str()))
}

/// Whether a text is one token that may be a password: any odd one; a plain word where the line ends with a question.
fn is_password(line: &str, body: &str) -> bool {
    let word = &body[trimmed(body, 0..body.len())];
    let single = !body.contains(char::is_whitespace) && word.chars().count() >= LEAST;
    let plain = word.chars().all(char::is_alphabetic) && word.chars().count() > LEAST && asks_first(line);
    single && (is_odd(body) || plain && !is_ordinary(word) && !is_derived(&word.to_lowercase()))
}

/// Whether a line is a question, or begins as one.
fn asks_first(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    line.ends_with(['?', '？']) || ASKING_WORDS.contains(first.as_str())
}

/// Whether a text is one token of letters with digits, signs or capitals among them, and no address.
fn is_odd(body: &str) -> bool {
    let word = &body[trimmed(body, 0..body.len())];
    let address = body.contains("://") || body.starts_with(['/', '@', '~']) || body.starts_with("www.");
    let inner = word.chars().skip(1);
    let odd =
        has_digits(word) || inner.clone().any(char::is_uppercase) || inner.clone().any(|c| "!#$%&*+_.@^".contains(c));
    !body.contains(char::is_whitespace)
        && word.chars().count() >= LEAST + 2
        && word.chars().filter(|c| c.is_alphabetic()).count() > 2
        && word.chars().any(char::is_lowercase)
        && odd
        && !address
}

/// Whether a text is a password of several words with a number behind them: "blue tractor 77".
fn is_of_several(body: &str) -> bool {
    let words: Vec<&str> = body.split_whitespace().collect();
    let Some((last, rest)) = words.split_last() else { return false };
    let plain = |word: &&str| {
        let lower = word.to_lowercase();
        word.chars().all(char::is_alphabetic) && !is_ordinary(word) && !PREPOSITION_WORDS.contains(lower.as_str())
    };
    (2..=SEVERAL).contains(&words.len())
        && is_number(last)
        && last.len() < 6
        && !is_year(last)
        && rest.iter().all(plain)
}

/// Whether a text is nothing but a code that is no time and no year.
fn is_lone_code(body: &str) -> bool {
    let keys = body.trim_end_matches(['#', '*', '!', '.']).trim_start_matches(['#', '*']);
    let whole = code::code(keys, 0).is_some_and(|code| code.end == keys.len());
    let digits = keys.bytes().filter(u8::is_ascii_digit).count();
    whole
        && keys.starts_with(|c: char| c.is_ascii_digit())
        && (4..=8).contains(&digits)
        && !is_time(keys)
        && !is_year(keys)
        && !keys.ends_with("00")
}
