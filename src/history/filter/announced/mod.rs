//! Secrets that words announce: "the password is …", "Ваш код: …", "暗証番号は…", "482913 is your code". The words come from
//! one table by language; what stands beside them is judged by its shape: a secret is one token that is no word of the
//! language. Main functions: [`find`],
//! [`find_after`].

mod anywhere;
mod around;
mod before;
mod candidates;
mod code;
mod following;
mod lists;
mod password;
mod phrase;
mod shape;
mod slips;
mod taken_back;
mod tokens;
mod turns;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::access_words::{LOGINS, MORE_DOORS, MORE_LOCKS, RECOVERY_PHRASES, SECURITY_WORDS, SHORT_PASSWORDS};
use super::reason::{Found, Reason};
use super::words::{ACCOUNTS, DOORS, LANGUAGES, LOCKS, Language};
use crate::text::words::{is_word_char, word_spans};
use around::Hit;
use tokens::is_unspaced;

pub use following::find as find_after;
pub use lists::is_ordinary;
pub use taken_back::is as takes_back;

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
    /// Logging in or unlocking.
    Login,
    /// A phrase of many words.
    Recovery,
}

/// Words for locks are of many languages, and inflected in some.
const INFLECTED: Language = Language { passwords: &[], codes: &[], vague: &[], copulas: &[], inflected: true };

/// All announcing words.
struct Words {
    automaton: AhoCorasick,
    /// What each announces, and its language.
    kinds: Vec<(Kind, &'static Language)>,
    names: Vec<String>,
    /// How many of them, from the first on, are recognised with a slip.
    misspelt: usize,
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
    let lists = [
        (LOCKS, Kind::Lock, &INFLECTED),
        (DOORS, Kind::Door, &INFLECTED),
        (ACCOUNTS, Kind::Account, &LANGUAGES[0]),
        // The words from here on are found as they are written only.
        (SHORT_PASSWORDS, Kind::Password, &LANGUAGES[0]),
        (SECURITY_WORDS, Kind::Password, &INFLECTED),
        (LOGINS, Kind::Login, &INFLECTED),
        (RECOVERY_PHRASES, Kind::Recovery, &LANGUAGES[0]),
        (MORE_LOCKS, Kind::Lock, &INFLECTED),
        (MORE_DOORS, Kind::Door, &INFLECTED),
    ];
    let mut misspelt = 0;
    for (at, (list, kind, language)) in lists.into_iter().enumerate() {
        for word in list {
            names.push(folded(word));
            kinds.push((kind, language));
        }
        if at == 2 {
            misspelt = names.len();
        }
    }
    let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
    Words { automaton: built.expect("the words are few and short"), kinds, names, misspelt }
});

/// Finds the secrets that words announce in a text.
pub fn find(text: &str, found: &mut Vec<Found>) {
    let folded = folded(text);
    let words = word_spans(&folded);
    let mut announcing = announcing(text, &folded);
    let mut hits = Vec::new();
    let mut done = 0;
    for (span, number) in announcing.drain(..) {
        let secret = if span.start < done { None } else { beside(text, span.clone(), &WORDS.names[number], number) };
        done = secret.as_ref().map_or(done, |secret| secret.span.end.max(done));
        hits.extend(anywhere::hit(text, span, number, secret.is_some()));
        found.extend(secret);
    }
    for (span, number) in slips::find(&folded, &words) {
        hits.extend(anywhere::hit(text, span.clone(), number, false));
        found.extend(beside(text, span, &WORDS.names[number], number));
    }
    hits.sort_by_key(|hit: &Hit| hit.span.start);
    anywhere::find(text, &hits, &[], found);
    let phrase = |from| phrase::find(text, from).map(|span| Found { span, reason: Reason::Password });
    if let Some(recovery) = hits.iter().find(|hit| hit.kind == Kind::Recovery) {
        found.extend(phrase(0).or_else(|| phrase(recovery.span.end)));
    }
    if phrase::is_whole(text) {
        found.extend(phrase(0));
    }
}

/// Returns the announcing words of a text, which is `folded`, and their numbers in the table.
fn announcing(text: &str, folded: &str) -> Vec<(Range<usize>, usize)> {
    let Words { automaton, kinds, .. } = &*WORDS;
    let place = |place: aho_corasick::Match| {
        let number = place.pattern().as_usize();
        let end = word_end(text, place.range(), kinds[number].1.inflected)?;
        Some((place.start()..end, number))
    };
    automaton.find_iter(folded).filter_map(place).collect()
}

/// Returns the words of a text that speak of access.
fn hits(text: &str) -> Vec<Hit> {
    let announcing = announcing(text, &folded(text)).into_iter();
    announcing.filter_map(|(span, number)| anywhere::hit(text, span, number, false)).collect()
}

/// Returns the secret beside an announcing word, which is `name` in the table.
fn beside(text: &str, word: Range<usize>, name: &str, number: usize) -> Option<Found> {
    let (kind, language) = WORDS.kinds[number];
    let (span, reason) = match kind {
        Kind::Password => (password::find(text, word, name, language.copulas), Reason::Password),
        Kind::Account | Kind::Login => (password::of_account(text, word.end), Reason::Password),
        Kind::Recovery => (None, Reason::Password),
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
