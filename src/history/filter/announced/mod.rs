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
use super::words::{ACCOUNTS, LANGUAGES, LOCKS, Language};
use crate::text::words::{is_word_char, word_spans};
use tokens::is_unspaced;

pub use lists::is_ordinary;

/// Most letters that may follow an announcing word where words are inflected.
const ENDING: usize = 6;

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
    for span in word_spans(&folded) {
        let slipped = slips::meant(&folded[span.clone()]);
        if let Some(number) = slipped.filter(|&number| names[number] != folded[span.clone()]) {
            found.extend(beside(text, span, &names[number], number));
        }
    }
}

/// Returns the secret beside an announcing word, which is `name` in the table.
fn beside(text: &str, word: Range<usize>, name: &str, number: usize) -> Option<Found> {
    let (kind, language) = WORDS.kinds[number];
    let (span, reason) = match kind {
        Kind::Password => (password::find(text, word, name, language.copulas), Reason::Password),
        Kind::Account => (password::of_account(text, word.end), Reason::Password),
        Kind::Lock => (code::that_opens(text, word.end), Reason::Code),
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
    (length == 0 || (inflected && length <= ENDING)).then_some(place.end + ending)
}
