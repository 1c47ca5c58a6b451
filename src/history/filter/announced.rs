//! Secrets that words announce: "the password is …", "Ваш код: …", "暗証番号は…". The words come from one table by
//! language; what follows them is judged by its shape: a secret is one token that is no word of the language.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::reason::{Found, Reason};
use super::words::{
    ACCOUNTS, COPULAS, HARMLESS_AFTER, HARMLESS_CODES, LANGUAGES, Language, ORDINARY, ORDINARY_UNSPACED, PREPOSITIONS,
    UNITS, VAGUE_PASSWORDS,
};
use crate::text::words::is_word_char;

/// Most tokens looked at after an announcement.
const REACH: usize = 9;
/// Most bytes looked at after an announcement.
const NEAR: usize = 400;
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
    /// A place or an account, beside which its secret may stand.
    Account,
}

/// All announcing words, what each announces, and whether it may be inflected.
static WORDS: LazyLock<(AhoCorasick, Vec<(Kind, &Language)>)> = LazyLock::new(|| {
    let mut words: Vec<&str> = Vec::new();
    let mut kinds = Vec::new();
    for language in LANGUAGES {
        for (list, kind) in
            [(language.passwords, Kind::Password), (language.codes, Kind::Code), (language.vague, Kind::Vague)]
        {
            for word in list {
                words.push(word);
                kinds.push((kind, language));
            }
        }
    }
    for account in ACCOUNTS {
        words.push(account);
        kinds.push((Kind::Account, &LANGUAGES[0]));
    }
    let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
    (built.expect("the words are few and short"), kinds)
});

static ORDINARY_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| ORDINARY.iter().flat_map(|l| l.split(' ')).collect());
static COPULA_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COPULAS.split(' ').collect());
static PREPOSITION_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| PREPOSITIONS.split(' ').collect());
static VAGUE_PASSWORD_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| VAGUE_PASSWORDS.split(' ').collect());
static UNIT_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| UNITS.split(' ').collect());
static HARMLESS: LazyLock<HashSet<&str>> = LazyLock::new(|| HARMLESS_CODES.split(' ').collect());
static HARMLESS_NEXT: LazyLock<HashSet<&str>> = LazyLock::new(|| HARMLESS_AFTER.split(' ').collect());

/// Whether a word is one that people write anyway, in whatever case.
pub fn is_ordinary(word: &str) -> bool {
    ORDINARY_WORDS.contains(word.to_lowercase().as_str())
}

/// Finds the secrets that words announce in a text.
pub fn find(text: &str, found: &mut Vec<Found>) {
    let lower = lower(text);
    let (words, kinds) = &*WORDS;
    let mut done = 0;
    for place in words.find_iter(&lower) {
        let (kind, language) = kinds[place.pattern().as_usize()];
        let Some(end) = word_end(text, place.range(), language.inflected) else { continue };
        if place.start() < done {
            continue;
        }
        let span = match kind {
            Kind::Password => password_after(text, end, language.copulas).filter(|span| {
                let vague = VAGUE_PASSWORD_WORDS.contains(&lower[place.range()]);
                !vague || is_secret_shape(&text[span.clone()]) || text[end..span.start].contains([':', '=', '"', '→'])
            }),
            Kind::Account => account_secret(text, end),
            Kind::Code => code_after(text, place.range(), end, true).or_else(|| code_before(text, place.start())),
            Kind::Vague => code_after(text, place.range(), end, false).or_else(|| code_before(text, place.start())),
        };
        if let Some(span) = span {
            done = span.end.max(done);
            let reason = if matches!(kind, Kind::Password | Kind::Account) { Reason::Password } else { Reason::Code };
            found.push(Found { span, reason });
        }
    }
}

/// The text in lower case with the same length in bytes: letters whose lower case is longer or shorter stay as they are.
fn lower(text: &str) -> String {
    let one = |c: char| {
        let mut lower = c.to_lowercase();
        let first = lower.next().unwrap_or(c);
        if lower.next().is_none() && first.len_utf8() == c.len_utf8() { first } else { c }
    };
    text.chars().map(one).collect()
}

/// Returns where an announcing word ends with its ending; `None` when it is a part of another word.
fn word_end(text: &str, place: Range<usize>, inflected: bool) -> Option<usize> {
    let before = text[..place.start].chars().next_back();
    let own = text[place.clone()].chars().next_back()?;
    if is_unspaced(own) {
        return Some(place.end);
    }
    if before.is_some_and(|c| is_word_char(c) && !is_unspaced(c)) {
        return None;
    }
    let rest = &text[place.end..];
    let ending: usize = rest.chars().take_while(|&c| c.is_alphabetic() && !is_unspaced(c)).map(char::len_utf8).sum();
    let length = rest[..ending].chars().count();
    let next = rest[ending..].chars().next();
    let whole = !next.is_some_and(|c| c.is_ascii_digit());
    // An apostrophe before an ending, as in Turkish.
    ((length == 0 || (inflected && length <= ENDING)) && whole).then_some(place.end + ending)
}

/// Letters of scripts without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

/// How clearly the text says that the secret follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    None,
    /// "is", in some language.
    Weak,
    /// A colon, an equals sign, an arrow.
    Strong,
}

/// Tokens after a place, up to the end of the line.
fn tokens(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let near = text.floor_char_boundary(from + NEAR);
    let line = text[from..near].find('\n').map_or(near, |at| from + at);
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = &text[at..line];
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let end = text[start..line].find(char::is_whitespace).map_or(line, |length| start + length);
        at = end;
        Some(start..end)
    })
    .take(REACH)
}

/// The secret after a word that announces a password.
fn password_after(text: &str, from: usize, copulas: &[&str]) -> Option<Range<usize>> {
    let mut link = Link::None;
    let (mut after_preposition, mut first) = (0, true);
    let mut skipped_ordinary = false;
    let rest = &text[from..];
    // Signs that follow the word without a space: a colon, 是, は, an equals sign, a closing quotation mark.
    let hung = rest.trim_start_matches(['"', '\'', '`', ']', ')', '*', '_', '»', '”', '’']);
    let from = from + rest.len() - hung.len();
    let mut at = from;
    while let Some((sign, strength)) = link_sign(&text[at..]) {
        at += sign;
        link = link.max(strength);
    }
    // Digits that are joined to the word by a hyphen: `passcode-12345`.
    let joined = text[at..].trim_start_matches(['-', '‐', '‑', '–', '—']);
    if joined.len() < text.len() - at && joined.starts_with(|c: char| c.is_ascii_digit()) {
        at = text.len() - joined.len();
        link = link.max(Link::Weak);
    }
    for token in tokens(text, at) {
        let (mut token, whole) = (token.clone(), token);
        // A sign may stand before the secret or within the same token.
        while let Some((sign, strength)) = link_sign(&text[token.start..token.end]) {
            token.start += sign;
            link = link.max(strength);
        }
        if token.is_empty() {
            continue;
        }
        if let Some(quoted) = quoted(text, token.start) {
            let long = text[quoted.clone()].contains(' ');
            if link > Link::None || (!long && is_secret_shape(&text[quoted.clone()])) {
                return Some(quoted);
            }
        }
        let word = trimmed(text, token.clone());
        let lower = text[word.clone()].to_lowercase();
        let ends = whole.end > word.end && text[word.end..whole.end].contains(['.', '!', '?', ',', ';']);
        if (COPULA_WORDS.contains(lower.as_str()) || copulas.contains(&lower.as_str())) && !ends {
            link = link.max(Link::Weak);
            continue;
        }
        if text[..whole.end].ends_with(':') && link == Link::None && after_preposition > 0 {
            link = Link::Strong;
            continue;
        }
        let shape = &text[word.clone()];
        // Keypads have more keys than digits.
        let number = shape.trim_end_matches(['#', '*']);
        let alone = std::mem::take(&mut first) && is_number(number) && !is_year(number);
        let strong = link > Link::None || alone || is_strong_shape(shape);
        match link {
            _ if strong && is_secret_shape(shape) => return Some(secret(text, word)),
            _ if shape.starts_with(is_unspaced) => return unspaced(text, word.start, link),
            _ if is_number(shape) => return None,
            Link::None if PREPOSITION_WORDS.contains(lower.as_str()) => after_preposition = 4,
            Link::None if after_preposition > 1 && !ends => after_preposition -= 1,
            Link::None if names_a_kind(text, &whole, &lower) => link = Link::Strong,
            // After a short form such as `pw`, the only token that follows is the secret.
            Link::None if is_short_form(text, from) && text[whole.end..].trim().is_empty() && !is_ordinary(&lower) => {
                return Some(secret(text, word));
            }
            Link::None => return changed_to(text, from),
            _ if PREPOSITION_WORDS.contains(lower.as_str()) && link == Link::Weak => return None,
            _ if ORDINARY_WORDS.contains(lower.as_str()) || is_derived(&lower) => {
                let phrase = passphrase(text, token.start);
                if phrase.is_some() && !skipped_ordinary {
                    return phrase;
                }
                if ends {
                    return None;
                }
                skipped_ordinary = true;
            }
            // After an ordinary word only a token counts that cannot be anything but a secret.
            _ if skipped_ordinary => return None,
            _ if lower.chars().count() < 2 && link < Link::Strong => return None,
            _ => return Some(passphrase(text, token.start).unwrap_or(secret(text, word))),
        }
    }
    None
}

/// Whether the announcing word that ends here is a short form, with which nobody forms sentences.
fn is_short_form(text: &str, end: usize) -> bool {
    let word = text[..end].rsplit(|c: char| !is_word_char(c)).next().unwrap_or_default().to_lowercase();
    ["pw", "pwd", "psw", "mdp", "passwd", "psk"].contains(&word.as_str())
}

/// Whether a word says what kind of password follows: one that people do not otherwise write there, before a colon.
fn names_a_kind(text: &str, token: &Range<usize>, lower: &str) -> bool {
    let colon =
        text[..token.end].ends_with(':') || text[token.end..].trim_start_matches([' ', '\u{a0}']).starts_with(':');
    colon && !ORDINARY_WORDS.contains(lower)
}

/// A token later in the sentence that must be a password: letters, digits and a sign within; or letters and digits at the
/// end of a sentence that announces one.
fn changed_to(text: &str, from: usize) -> Option<Range<usize>> {
    const BEFORE: [&str; 14] =
        ["to", "auf", "zu", "en", "à", "a", "in", "na", "på", "til", "naar", "на", "в", "olarak"];
    let is_one = |token: &str| {
        let has = |is: fn(char) -> bool| token.contains(is);
        has(|c| c.is_ascii_digit())
            && has(char::is_alphabetic)
            && has(|c| "!#$%&*?^".contains(c))
            && !token.contains('/')
    };
    let mut before = String::new();
    for token in tokens(text, from) {
        let word = trimmed(text, token.clone());
        let shape = &text[word.clone()];
        let last = text[token.end..].trim().is_empty();
        let told = BEFORE.contains(&before.as_str()) || before.ends_with(':');
        let signed = secret(text, word.clone());
        if is_one(shape) || is_one(&text[signed.clone()]) || (last && told && is_strong_shape(shape)) {
            return Some(signed);
        }
        before = text[token].to_lowercase();
    }
    None
}

/// Returns the secret in a script without spaces: the text up to the next sign, unless it goes on as a sentence does.
fn unspaced(text: &str, from: usize, link: Link) -> Option<Range<usize>> {
    let rest = &text[from..text.floor_char_boundary(from + NEAR)];
    // In Japanese a verb follows the secret, and a word that is quoted stands in quotation marks.
    let run = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let digits = rest[..run].contains(|c: char| c.is_ascii_digit());
    let said = rest[..run].trim_end_matches(['吧', '啊', '哦', '喔', '呢', '啦', '了', '哈']);
    let ordinary =
        ORDINARY_UNSPACED.iter().any(|word| said.starts_with(word)) || said.ends_with(['的', '吗', '嗎', '么', '麼']);
    let asks = rest[run..].starts_with(['?', '？']);
    let length = said.chars().count();
    let name = said.contains(kana) && !(link == Link::Strong && digits);
    (link > Link::None && !name && (digits || !ordinary) && !asks && (2..=16).contains(&length))
        .then_some(from..from + said.len())
}

/// The token after a colon or a slash beside the name of a place or an account, if it looks like a password.
fn account_secret(text: &str, from: usize) -> Option<Range<usize>> {
    let mut after_sign = false;
    for token in tokens(text, from) {
        let part = &text[token.clone()];
        let word = trimmed(text, token.clone());
        let shape = &text[word.clone()];
        let plain = shape.contains(|c: char| !c.is_alphanumeric() && !"!#$%&*+?^_-".contains(c));
        if after_sign && !plain && is_strong_shape(shape) {
            return Some(secret(text, word));
        }
        after_sign = ["/", ":", "|", "："].contains(&part) || part.ends_with([':', '：']);
        if part.ends_with(['.', '!', '?']) {
            return None;
        }
    }
    None
}

/// A passphrase: four words or more that make no sentence.
fn passphrase(text: &str, from: usize) -> Option<Range<usize>> {
    let mut words = 0;
    let mut ordinary = 0;
    let mut end = from;
    for token in tokens(text, from).take(8) {
        let word = trimmed(text, token.clone());
        if word.is_empty() || PREPOSITION_WORDS.contains(text[word.clone()].to_lowercase().as_str()) {
            break;
        }
        words += 1;
        ordinary += usize::from(is_ordinary(&text[word.clone()]));
        end = word.end;
        if token.end > word.end {
            break;
        }
    }
    (words >= 4 && ordinary * 3 <= words).then_some(from..end)
}

/// The sign that begins here and says that a secret follows: its bytes, and how firmly it says so.
fn link_sign(text: &str) -> Option<(usize, Link)> {
    const SIGNS: [(&str, Link); 24] = [
        ("是", Link::Weak),
        ("为", Link::Weak),
        ("為", Link::Weak),
        ("係", Link::Weak),
        ("改成", Link::Weak),
        ("改为", Link::Weak),
        ("換成", Link::Weak),
        ("换成", Link::Weak),
        ("设为", Link::Weak),
        ("设成", Link::Weak),
        ("は", Link::Weak),
        ("が", Link::Weak),
        ("、", Link::Weak),
        ("：", Link::Strong),
        ("＝", Link::Strong),
        ("->", Link::Strong),
        ("→", Link::Strong),
        (":=", Link::Strong),
        ("=>", Link::Strong),
        (":", Link::Strong),
        ("=", Link::Strong),
        ("—", Link::Strong),
        ("–", Link::Strong),
        ("- ", Link::Strong),
    ];
    // `:)` and its like are faces, not colons.
    let face = text.starts_with(":)") || text.starts_with(":(") || text.starts_with(":/");
    let found = SIGNS.iter().find(|(sign, _)| text.starts_with(sign)).filter(|_| !face);
    found.map(|(sign, link)| (sign.len(), *link))
}

/// Returns the text between quotation marks that begin here.
fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    const MARKS: [(char, char); 8] =
        [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('‘', '’')];
    let first = text[at..].chars().next()?;
    let &(_, close) = MARKS.iter().find(|(open, _)| *open == first)?;
    let from = at + first.len_utf8();
    let near = text.floor_char_boundary(from + NEAR);
    let length = text[from..near].find(['\n', close]).filter(|&length| length > 0)?;
    text[from + length..].starts_with(close).then_some(from..from + length)
}

/// Returns the span of a token without punctuation and quotation marks around it.
fn trimmed(text: &str, token: Range<usize>) -> Range<usize> {
    let part = &text[token.clone()];
    let left = part.trim_start_matches(['"', '\'', '`', '(', '[', '<', '«', '„', '“', '「', '*']);
    let right = left.trim_end_matches([
        '"', '\'', '`', ')', ']', '>', '»', '”', '“', '」', '*', ',', '.', ';', ':', '!', '?', '…', '。', '，', '、',
    ]);
    let start = token.start + part.len() - left.len();
    start..start + right.len()
}

/// Returns the span of a secret with the signs behind it that may be a part of it.
fn secret(text: &str, word: Range<usize>) -> Range<usize> {
    // Japanese goes on without a space.
    let ascii = text[word.clone()].chars().take_while(char::is_ascii).map(char::len_utf8).sum::<usize>();
    let goes_on = text[word.start + ascii..].starts_with(is_unspaced);
    let end = if ascii >= 3 && goes_on { word.start + ascii } else { word.end };
    let signs = text[end..].bytes().take_while(|byte| b"!?#$%&*".contains(byte)).count();
    word.start..end + signs
}

/// Whether a token has digits among letters, signs within, or mixed cases, as no word has.
fn is_secret_shape(token: &str) -> bool {
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
fn is_strong_shape(token: &str) -> bool {
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    token.chars().count() >= 6 && digits > 0 && letters > 2
}

fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(token: &str) -> bool {
    token.len() == 4 && (token.starts_with("19") || token.starts_with("20"))
}

/// Returns whether a word is made of another one, as no password is: "required", "changing", "guessable".
fn is_derived(lower: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["ing", "able", "ible", "ful", "less", "ally", "ously", "ory", "ous", "iert", "bar", "lich", "isch"];
    lower.len() > 6 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || lower.len() > 4 && lower.ends_with("ed") && lower.is_ascii()
}

/// The number after a word that announces a code. `plain` words mean nothing else.
fn code_after(text: &str, word: Range<usize>, end: usize, plain: bool) -> Option<Range<usize>> {
    if is_harmless_before(&text[..word.start], plain) {
        return None;
    }
    let mut link = Link::None;
    let mut at = end;
    let mut fillers = 0;
    loop {
        let rest = &text[at..];
        let spaces =
            rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '#', '"', '\'', '(', '*', '“', '„', '「']).len();
        at += spaces;
        if let Some((sign, strength)) = link_sign(&text[at..]) {
            at += sign;
            link = link.max(strength);
            continue;
        }
        let token = tokens(text, at).next()?;
        if token.start != at {
            return None;
        }
        if let Some(code) = code(text, at) {
            return is_told(text, &code, link, plain, fillers).then_some(code);
        }
        let word = trimmed(text, token.clone());
        let lower = text[word.clone()].to_lowercase();
        let ends = token.end > word.end && !text[..token.end].ends_with(':');
        if HARMLESS_NEXT.contains(lower.as_str()) {
            return None;
        } else if COPULA_WORDS.contains(lower.as_str()) {
            link = link.max(Link::Weak);
        } else if ends || fillers == 4 || !(plain || PREPOSITION_WORDS.contains(lower.as_str()) || fillers > 0) {
            return None;
        } else {
            fillers += 1;
        }
        if text[..token.end].ends_with(':') {
            link = Link::Strong;
        }
        at = token.end;
    }
}

/// The number before the word that says what it is: "482913 is your code".
fn code_before(text: &str, word: usize) -> Option<Range<usize>> {
    let near = text.ceil_char_boundary(word.saturating_sub(NEAR / 4));
    let line = text[near..word].rfind('\n').map_or(near, |at| near + at + 1);
    let before = &text[line..word];
    let first_digit = before.char_indices().rev().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).next()?;
    let start = before[..=first_digit]
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || *c == ' ' || *c == '-')
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .last()?;
    // The word itself may be joined to the code, as in `4321-PIN`.
    let found = code(&text[..word], line + start)?;
    let between = text[found.end..word].trim();
    let words: Vec<String> =
        between.split_whitespace().map(|word| word.trim_matches(['-', '—', '–', ':', '=']).to_lowercase()).collect();
    let year = is_year(&text[found.clone()]);
    let says = words.first().is_some_and(|word| COPULA_WORDS.contains(word.as_str()))
        || between.starts_with(['-', '—', '–', '是', '为', 'が', 'は', '='])
        || between.is_empty() && before[start..].contains(['是']);
    (words.len() <= 5 && says && !year).then_some(found)
}

/// A code that begins here: four to ten digits, in one group or two, or capitals among digits.
fn code(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    let mut end = first;
    if (3..=4).contains(&first) && bytes.get(first).is_some_and(|byte| b" -".contains(byte)) {
        let second = run(first + 1);
        if second == first {
            end = first + 1 + second;
        }
    }
    if first <= 2 {
        // A combination: three or four numbers of one sign or two.
        let (mut groups, mut to) = (1, first);
        while groups < 4 && bytes.get(to).is_some_and(|byte| b" -".contains(byte)) && (1..=2).contains(&run(to + 1)) {
            to += 1 + run(to + 1);
            groups += 1;
        }
        if first > 0 && groups >= 3 {
            end = to;
        }
    }
    let digits = bytes[..end].iter().filter(|byte| byte.is_ascii_digit()).count();
    let mixed: usize =
        bytes.iter().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || **byte == b'-').count();
    let token = rest[..mixed].trim_end_matches('-');
    let has = |is: fn(&u8) -> bool| token.as_bytes().iter().filter(|byte| is(byte)).count();
    if token.len() >= 5 && token.len() > end && has(u8::is_ascii_uppercase) > 0 && has(u8::is_ascii_digit) > 1 {
        end = token.len();
    } else if !(3..=10).contains(&digits) {
        return None;
    }
    let next = rest[end..].chars().next();
    // In a number of five digits or more, a comma belongs to the sentence, which goes on without a space.
    let point = next == Some('.') || (next == Some(',') && digits < 5);
    let goes_on = next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%' || c == '€' || c == '$' || c == '/')
        || point && rest[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    (!goes_on).then_some(at..at + end)
}

/// Whether a number after an announcing word is what it announces.
fn is_told(text: &str, code: &Range<usize>, link: Link, plain: bool, fillers: usize) -> bool {
    let digits = text[code.clone()].bytes().filter(u8::is_ascii_digit).count();
    let next = text[code.end..].split_whitespace().next().unwrap_or_default();
    let next = next.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let unit = text[code.end..].starts_with([' ', '\u{a0}']) && UNIT_WORDS.contains(next.as_str());
    let year = is_year(&text[code.clone()]);
    // Without a colon or "is", a number belongs to the word right before it.
    let near = fillers == 0 && (plain || digits > 3) || plain && digits > 3;
    digits >= 2 && !unit && (link > Link::None || (near && !year))
}

/// Whether the word before says that it is a code of another kind: "zip code", "error code".
fn is_harmless_before(before: &str, plain: bool) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let last = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let harmless = HARMLESS_NEXT.contains(last.as_str()) || !plain && HARMLESS.contains(last.as_str());
    before.ends_with([' ', '-', '\u{a0}']) && harmless
}
