//! The table of announcing words, ready to be looked for, and where they stand in a text. Main type: [`Words`].

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::super::access_words::{LOGINS, MORE_DOORS, MORE_LOCKS, RECOVERY_PHRASES, SECURITY_WORDS, SHORT_PASSWORDS};
use super::super::way_words::{ARRIVALS, MESSAGES, PAD_KEYS, QUESTIONS, WAYS};
use super::super::words::{ACCOUNTS, DOORS, LANGUAGES, LOCKS, Language, USERS};
use super::tokens::is_unspaced;
use crate::text::words::is_word_char;

/// Most letters that may follow an announcing word where words are inflected.
const ENDING: usize = 6;
/// Letters with which the endings of short words begin.
const VOWELS: &str = "aeiouyąęěíóůůájаеиоуыюяіїє";

/// The kind of secret that a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Password,
    /// A number told for one use.
    Code,
    /// A code, but the word has other meanings as well.
    Vague,
    /// A thing that a number opens.
    Lock,
    /// A door: a number is typed there.
    Door,
    /// A key beside the digits of a keypad.
    Pad,
    /// A place, beside which its secret may stand.
    Account,
    /// An account or its owner, beside which a name may stand, and a secret.
    User,
    /// Logging in or unlocking.
    Login,
    /// A phrase of many words.
    Recovery,
    /// Getting in, or one password for all.
    Way,
    /// A text message.
    Message,
    /// Coming and sending.
    Arrival,
    /// A question by which a service knows a person again.
    Question,
}

/// Words for locks are of many languages, and inflected in some.
const INFLECTED: Language = Language { passwords: &[], codes: &[], vague: &[], copulas: &[], inflected: true };

/// All announcing words.
pub struct Words {
    pub automaton: AhoCorasick,
    /// What each announces, and its language.
    pub kinds: Vec<(Kind, &'static Language)>,
    pub names: Vec<String>,
    /// How many of them, from the first on, are recognised with a slip.
    pub misspelt: usize,
}

pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
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
        (USERS, Kind::User, &LANGUAGES[0]),
        (SHORT_PASSWORDS, Kind::Password, &LANGUAGES[0]),
        (SECURITY_WORDS, Kind::Password, &INFLECTED),
        (LOGINS, Kind::Login, &INFLECTED),
        (RECOVERY_PHRASES, Kind::Recovery, &LANGUAGES[0]),
        (MORE_LOCKS, Kind::Lock, &INFLECTED),
        (MORE_DOORS, Kind::Door, &INFLECTED),
        (PAD_KEYS, Kind::Pad, &LANGUAGES[0]),
        (QUESTIONS, Kind::Question, &INFLECTED),
        (WAYS, Kind::Way, &LANGUAGES[0]),
        (MESSAGES, Kind::Message, &INFLECTED),
        (ARRIVALS, Kind::Arrival, &LANGUAGES[0]),
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

/// Returns the announcing words of a text, which is `folded`, and their numbers in the table.
pub fn announcing(text: &str, folded: &str) -> Vec<(Range<usize>, usize)> {
    let Words { automaton, kinds, .. } = &*WORDS;
    let place = |place: aho_corasick::Match| {
        let number = place.pattern().as_usize();
        let end = word_end(text, place.range(), kinds[number].1.inflected)?;
        Some((place.start()..end, number))
    };
    automaton.find_iter(folded).filter_map(place).collect()
}

/// The text in lower case, and with a space for a hyphen or a low line between letters (`door-code`), with the same length
/// in bytes: letters whose lower case is longer or shorter stay as they are.
pub fn folded(text: &str) -> String {
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
