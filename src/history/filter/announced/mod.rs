//! Secrets that words announce: "the password is …", "Ваш код: …", "暗証番号は…", "482913 is your code". The words come from
//! one table by language; what stands beside them is judged by its shape: a secret is one token that is no word of the
//! language. Main function: [`find`].

mod before;
mod code;
mod lists;
mod password;
mod shape;
mod slips;
mod tokens;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::reason::{Found, Reason};
use super::words::{ACCOUNTS, DOORS, LANGUAGES, LOCKS, Language};
use crate::text::words::{is_word_char, last_line, word_spans};
use tokens::{is_it_is, is_unspaced};

use lists::COPULA_WORDS;
pub use lists::is_ordinary;

/// Most letters that may follow an announcing word where words are inflected.
const ENDING: usize = 6;
/// Letters with which the endings of short words begin.
const VOWELS: &str = "aeiouyąęěíóůůájаеиоуыюяіїє";

/// The kind of secret that a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Password,
    /// A number told for one use.
    Code,
    /// A code, but the word has other meanings as well.
    Vague,
    /// A thing that a number opens.
    Lock,
    /// A door, or a key beside the digits of a keypad: a number is typed there.
    Door,
    /// A place or an account, beside which its secret may stand.
    Account,
}

/// Words for locks are of many languages, and inflected in some.
const INFLECTED: Language = Language { passwords: &[], codes: &[], vague: &[], copulas: &[], inflected: true };

/// All announcing words.
struct Words {
    automaton: AhoCorasick,
    /// What each announces, and its language.
    kinds: Vec<(Kind, &'static Language)>,
    names: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut names = Vec::new();
    let mut kinds = Vec::new();
    for language in LANGUAGES {
        for (list, kind) in
            [(language.passwords, Kind::Password), (language.codes, Kind::Code), (language.vague, Kind::Vague)]
        {
            for word in list {
                names.push(folded(word));
                kinds.push((kind, language));
            }
        }
    }
    for lock in LOCKS {
        names.push(folded(lock));
        kinds.push((Kind::Lock, &INFLECTED));
    }
    for door in DOORS {
        names.push(folded(door));
        kinds.push((Kind::Door, &INFLECTED));
    }
    for account in ACCOUNTS {
        names.push(folded(account));
        kinds.push((Kind::Account, &LANGUAGES[0]));
    }
    let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
    Words { automaton: built.expect("the words are few and short"), kinds, names }
});

/// Finds the secrets that words announce in a text.
pub fn find(text: &str, found: &mut Vec<Found>) {
    let folded = folded(text);
    let Words { automaton, kinds, names } = &*WORDS;
    let mut done = 0;
    for place in automaton.find_iter(&folded) {
        let number = place.pattern().as_usize();
        let Some(end) = word_end(text, place.range(), kinds[number].1.inflected) else { continue };
        if place.start() < done {
            continue;
        }
        if let Some(secret) = beside(text, place.start()..end, &folded[place.range()], number) {
            done = secret.span.end.max(done);
            found.push(secret);
        }
    }
    let words = word_spans(&folded);
    for (span, number) in slips::find(&folded, &words) {
        found.extend(beside(text, span, &names[number], number));
    }
}

/// Finds the secret that a text is, where `before` was said right before it and announces one: the two are read as two lines.
pub fn find_after(before: &str, text: &str, found: &mut Vec<Found>) {
    let body = text.trim();
    if body.is_empty() || body.len() > ALONE || body.contains('\n') {
        return;
    }
    // "It's" may stand before a secret that has digits.
    let (first, rest) = body.split_once(' ').unwrap_or((body, ""));
    let answers = !rest.is_empty() && (is_it_is(first) || COPULA_WORDS.contains(first.to_lowercase().as_str()));
    let body = if answers { rest.trim_start() } else { body };
    let line = last_line(before.trim_end());
    let near = line.ceil_char_boundary(line.len().saturating_sub(BEFORE));
    // A word that is cut in two is none.
    let whole = if near == 0 { 0 } else { near + line[near..].find(char::is_whitespace).unwrap_or(line.len() - near) };
    let lines = format!("{}\n{body}", &line[whole..]);
    let start = lines.len() - body.len();
    let at = text.trim_end().len() - body.len();
    let mut secrets = Vec::new();
    find(&lines, &mut secrets);
    for Found { span, reason } in secrets {
        // The message must say nothing else.
        let alone = span.start >= start
            && !lines[start..span.start].contains(is_word_char)
            && !lines[span.end..].contains(is_word_char);
        if alone && (!answers || shape::has_digits(&lines[span.clone()])) {
            found.push(Found { span: span.start - start + at..span.end - start + at, reason });
        }
    }
}

/// Most bytes of a message that may be nothing but a secret, and of the line before it that is read.
const ALONE: usize = 240;
const BEFORE: usize = 160;

/// Returns the secret beside an announcing word, which is `name` in the table.
fn beside(text: &str, word: Range<usize>, name: &str, number: usize) -> Option<Found> {
    let (kind, language) = WORDS.kinds[number];
    let (span, reason) = match kind {
        Kind::Password => (password::find(text, word, name, language.copulas), Reason::Password),
        Kind::Account => (password::of_account(text, word.end), Reason::Password),
        Kind::Lock => {
            let end = word.end;
            (code::that_opens(text, end).or_else(|| code::typed_at(text, word)), Reason::Code)
        }
        Kind::Door => (code::typed_at(text, word), Reason::Code),
        Kind::Code => (code::find(text, word, true), Reason::Code),
        Kind::Vague => {
            let end = word.end;
            (code::find(text, word, false).or_else(|| code::that_opens(text, end)), Reason::Code)
        }
    };
    span.map(|span| Found { span, reason })
}

/// The text in lower case, and with a space for a hyphen or a low line between letters (`door-code`), with the same length
/// in bytes: letters whose lower case is longer or shorter stay as they are.
fn folded(text: &str) -> String {
    let one = |c: char| {
        let mut lower = c.to_lowercase();
        let first = lower.next().unwrap_or(c);
        if lower.next().is_none() && first.len_utf8() == c.len_utf8() { first } else { c }
    };
    let mut folded = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = matches!(c, '-' | '_') && before.is_alphabetic() && chars.peek().is_some_and(|c| c.is_alphabetic());
        folded.push(if joins { ' ' } else { one(c) });
        before = c;
    }
    folded
}

/// Returns where an announcing word ends with its ending; `None` when it is a part of another word. Digits may follow
/// without a space.
fn word_end(text: &str, place: Range<usize>, inflected: bool) -> Option<usize> {
    let before = text[..place.start].chars().next_back();
    let own = text[place.clone()].chars().next_back()?;
    if is_unspaced(own) {
        return Some(place.end);
    }
    // Digits that end right before the word may be its code.
    if before.is_some_and(|c| is_word_char(c) && !is_unspaced(c) && !c.is_ascii_digit()) {
        return None;
    }
    let rest = &text[place.end..];
    let ending: usize = rest.chars().take_while(|&c| c.is_alphabetic() && !is_unspaced(c)).map(char::len_utf8).sum();
    let length = rest[..ending].chars().count();
    // Short words are the beginnings of many others: "пинг".
    let short = text[place.clone()].chars().count() < 4 && !rest.starts_with(|c: char| VOWELS.contains(c));
    (length == 0 || (inflected && !short && length <= ENDING)).then_some(place.end + ending)
}
