//! What programs write under a person's name: calls, groups, polls, themes, names, encryption.
//!
//! Main function: [`is_event`]. It goes by shape: a line that says of its own author, by name or as `you`, what the
//! program did for them. In English the whole line must be one of the known ones; in other languages a verb and a thing
//! of chat programs must follow. A sentence that only begins as such a line does is a person's own.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::system_words as words;

/// Characters of such a line.
const MAX_CHARS: usize = 300;

/// The entries of a table.
fn entries(table: &'static str) -> Vec<&'static str> {
    table.split([';', '\n']).map(str::trim).filter(|entry| !entry.is_empty()).collect()
}

static AFTER_SUBJECT: LazyLock<Vec<&str>> = LazyLock::new(|| entries(words::AFTER_SUBJECT));
static WHOLE: LazyLock<Vec<&str>> = LazyLock::new(|| entries(words::WHOLE));
static MISSED_CALLS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(words::MISSED_CALLS));
static CALLS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(words::CALLS));
static ENCRYPTION: LazyLock<Vec<&str>> = LazyLock::new(|| entries(words::ENCRYPTION));
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let language = |of: &words::Language| Language {
        you: entries(of.you),
        verbs: entries(of.verbs),
        things: entries(of.things),
        verb_last: of.verb_last,
    };
    words::LANGUAGES.iter().map(language).collect()
});

/// How another language says what a program does for somebody.
struct Language {
    you: Vec<&'static str>,
    verbs: Vec<&'static str>,
    things: Vec<&'static str>,
    /// The verb ends the line instead of beginning it.
    verb_last: bool,
}

/// Whether a message of `author` is what the program wrote.
pub fn is_event(text: &str, author: &str) -> bool {
    let line = text.trim();
    if line.contains('\n') || line.ends_with(['?', '!']) || line.len() > MAX_CHARS * 4 {
        return false;
    }
    let bare = line.trim_end_matches(['.', '。', ' ']);
    // Nearly all messages begin with another word.
    let word = bare.split(' ').next().unwrap_or_default().trim_end_matches(['.', ',']);
    let known = begins_so(word);
    if known && WHOLE.iter().any(|pattern| matches(pattern, bare)) || of_anyone(bare) || (known && is_call(bare)) {
        return true;
    }
    let first = author.split(' ').next().unwrap_or(author);
    let after = |name: &str| bare.strip_prefix(name).filter(|_| !name.is_empty()).map(str::to_owned);
    let named = after(author).or_else(|| after(first)).and_then(|rest| rest.strip_prefix(' ').map(str::to_owned));
    let you = bare.strip_prefix("You").filter(|rest| rest.starts_with([' ', '\'', '’']));
    let you = you.map(|rest| rest.trim_start().replace('’', "'"));
    let subject = named.iter().chain(&you).any(|rest| AFTER_SUBJECT.iter().any(|pattern| matches(pattern, rest)));
    subject
        || named.is_some_and(|rest| rest == "left" || names_something(&rest) || elsewhere(&rest))
        || (known && of_you_elsewhere(bare))
}

/// The words with which lines begin that do not name anybody.
static BEGINNINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let you = LANGUAGES.iter().flat_map(|language| &language.you);
    let calls = MISSED_CALLS.iter().chain(CALLS.iter());
    WHOLE.iter().chain(calls).chain(you).filter_map(|line| line.split(' ').next()).collect()
});

/// The bytes with which those words begin: most messages begin with another one.
static FIRST_BYTES: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut first = [false; 256];
    BEGINNINGS.iter().filter_map(|word| word.bytes().next()).for_each(|byte| first[usize::from(byte)] = true);
    first
});

fn begins_so(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| FIRST_BYTES[usize::from(byte)]) && BEGINNINGS.contains(word)
}

/// Lines that begin with anybody's name.
fn of_anyone(line: &str) -> bool {
    line.ends_with(" is a contact")
        || (line.len() > 60 && line.contains(" about this message because ") && line.contains("notified"))
}

/// A call: `Missed voice call at 22:13`, `Video call. 5 min`.
fn is_call(line: &str) -> bool {
    // A person goes on in small letters.
    let told = |rest: &str| {
        let number = rest.contains(char::is_numeric);
        let begins = rest.trim_start_matches(['.', ',', ' ']).starts_with(char::is_uppercase);
        rest.split_whitespace().count() <= 5 && (number || begins)
    };
    let missed = after_any(line, &MISSED_CALLS);
    let lasted = || after_any(line, &CALLS).filter(|rest| rest.trim_start().starts_with(['.', ',', '•']));
    missed.is_some_and(|rest| rest.is_empty() || told(rest)) || lasted().is_some_and(told)
}

fn after_any<'a>(line: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings.iter().find_map(|beginning| line.strip_prefix(beginning))
}

/// A long line about encryption, with which chats begin: some sentences, in whatever language.
pub fn is_encryption_notice(text: &str) -> bool {
    let sentences = || text.trim_end_matches(['.', '。', '।', ' ']).contains(['.', '。', '।']);
    let begins = !text.trim_start().starts_with(char::is_lowercase);
    let long = text.chars().count() >= 40 && !text.contains('\n');
    long && begins && sentences() && ENCRYPTION.iter().any(|words| text.contains(words))
}

/// `created group “Rope Club”` in any language: what is told of its author ends with a name in quotation marks.
fn names_something(rest: &str) -> bool {
    let pairs = [('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('"', '"'), ('”', '”')];
    let words = rest.split(['“', '„', '«', '「', '"', '”']).next().unwrap_or_default();
    let lower = rest.chars().next().is_some_and(|c| !c.is_uppercase() && c.is_alphabetic());
    let ends = pairs.iter().any(|(open, close)| rest.ends_with(*close) && rest.contains(*open));
    lower && ends && (1..=6).contains(&words.split_whitespace().count()) && !words.trim_end().ends_with([':', ','])
}

fn elsewhere(rest: &str) -> bool {
    LANGUAGES.iter().any(|language| tells(language, rest))
}

fn of_you_elsewhere(line: &str) -> bool {
    let begins = |language: &Language| {
        language.you.iter().any(|you| line.strip_prefix(you).is_some_and(|rest| rest.starts_with(' ')))
    };
    LANGUAGES.iter().any(|language| begins(language) && tells(language, line))
}

/// Whether a short line holds a verb and a thing of a language.
fn tells(language: &Language, line: &str) -> bool {
    // What stands in quotation marks is a name.
    let words: Vec<String> = line
        .split(['"', '“', '”', '„', '«', '»'])
        .step_by(2)
        .flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has = |beginnings: &[&str]| {
        words.iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
            || beginnings.iter().any(|two| two.contains(' ') && line.to_lowercase().contains(two))
    };
    let own = |word: &String| {
        ["mein", "meine", "meinen", "mi", "mon", "ma", "mes", "meu", "minha", "mio", "mia", "mijn"]
            .contains(&word.as_str())
    };
    let is_verb = |word: &String| language.verbs.iter().any(|verb| word.starts_with(verb));
    let verb = if language.verb_last { words.last().is_some_and(is_verb) } else { words.iter().take(3).any(is_verb) };
    verb && (2..=14).contains(&words.len()) && !words.iter().any(own) && has(&language.things)
}

/// Whether a line is a pattern in which each `*` stands for something, and a single `^` for a name.
fn matches(pattern: &str, line: &str) -> bool {
    if let Some((before, after)) = pattern.split_once('^') {
        let name = line.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).map(str::split_whitespace);
        return name.is_some_and(|mut words| {
            (1..=3).contains(&words.clone().count()) && words.all(|word| word.starts_with(char::is_uppercase))
        });
    }
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        let found =
            if last { rest.len().checked_sub(part.len()).filter(|_| rest.ends_with(part)) } else { rest.find(part) };
        match found {
            Some(at) if at > 0 => rest = &rest[at + part.len()..],
            _ => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write() {
        for text in [
            "You sent an attachment.",
            "Ann Lee sent a photo.",
            "Ann called you.",
            "Video chat ended",
            "You started an audio call",
            "You created a poll: Tea.",
            "You voted for \"Option 1\" in the poll.",
            "You added Kit to the group.",
            "You are now connected on Messenger",
            "Kit wasn't notified about this message because they're in quiet mode.",
            "Ann Lee created group “Rope Club”",
            "Ann Lee changed this group's icon",
            "Ann Lee hat die Gruppe „Seil“ erstellt.",
            "Du hast das Thema geändert.",
            "Vous avez lancé un appel vidéo.",
            "Ann Lee envió una foto.",
            "Вы изменили тему чата.",
            "Ann Lee left",
            "Missed voice call at 22:13",
            "Missed video call. Tap to call back",
            "Verpasster Sprachanruf um 22:13",
            "Voice call. 5 min",
            "Videoanruf, 12 Min",
            "Du hast Kit angerufen.",
            "Der Videochat ist beendet.",
            "You received a view once message. For added privacy, you can only open it on your phone.",
        ] {
            assert!(is_event(text, "Ann Lee"), "{text}");
        }
    }

    #[test]
    fn what_people_write() {
        for text in [
            "Bob sent a photo yesterday",
            "you sent a photo",
            "You sent a photo of the boat yesterday, remember",
            "You left your keys here",
            "Did you start a call?",
            "Ann Lee said so",
            "Ann here, new number",
            "You started it!",
            "Du hast mein Foto gesehen",
            "Has visto la puerta",
            "the video call ended badly",
            "missed call from mum",
            "Missed voice call from mum again, she is fine",
            "Voice call at six, then",
            "Du hast mich angerufen",
            "You called me yesterday",
        ] {
            assert!(!is_event(text, "Ann Lee"), "{text}");
        }
        assert!(!is_encryption_notice("the messages are end-to-end encrypted, says the leaflet"));
        assert!(is_encryption_notice("Messages are end-to-end encrypted. Nobody else can read them."));
    }
}
