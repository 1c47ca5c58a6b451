//! The parts of a text around an announcing word: tokens, quotations, and the signs that say that a secret follows.

use std::ops::Range;

use super::lists::{CLAUSE_WORDS, COPULA_WORDS, DIGITS_IN_WORDS, PREPOSITION_WORDS};

/// Most tokens looked at after an announcement.
const REACH: usize = 9;
/// Most bytes looked at after an announcement.
pub const NEAR: usize = 400;
/// Most bytes of signs and "is" between an announcing word and the end of its line.
const LINK: usize = 32;

/// Letters of scripts without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

/// How clearly the text says that the secret follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    None,
    /// "is", in some language.
    Weak,
    /// A colon, an equals sign, an arrow.
    Strong,
}

/// Tokens after a place, up to the end of the line.
pub fn tokens(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
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

/// Returns where the line begins that ends here, or the part of it that is looked at.
pub fn line_start(text: &str, end: usize) -> usize {
    let near = text.ceil_char_boundary(end.saturating_sub(NEAR / 4));
    text[near..end].rfind('\n').map_or(near, |at| near + at + 1)
}

/// The sign that begins here and says that a secret follows: its bytes, and how firmly it says so.
pub fn link_sign(text: &str) -> Option<(usize, Link)> {
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
pub fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
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
pub fn trimmed(text: &str, token: Range<usize>) -> Range<usize> {
    let part = &text[token.clone()];
    let left = part.trim_start_matches(['"', '\'', '`', '(', '[', '<', '«', '„', '“', '「', '*']);
    let right = left.trim_end_matches([
        '"', '\'', '`', ')', ']', '>', '»', '”', '“', '」', '*', ',', '.', ';', ':', '!', '?', '…', '。', '，', '、',
    ]);
    let start = token.start + part.len() - left.len();
    start..start + right.len()
}

/// Returns the span of a secret with the signs behind it that may be a part of it.
pub fn secret(text: &str, word: Range<usize>) -> Range<usize> {
    // Japanese goes on without a space.
    let ascii = text[word.clone()].chars().take_while(char::is_ascii).map(char::len_utf8).sum::<usize>();
    let goes_on = text[word.start + ascii..].starts_with(is_unspaced);
    let end = if ascii >= 3 && goes_on { word.start + ascii } else { word.end };
    let signs = text[end..].bytes().take_while(|byte| b"!?#$%&*".contains(byte)).count();
    word.start..end + signs
}

/// Returns the digits in words that begin here, three or more: "four four seven one", `three-eight-oh`.
pub fn dictated(text: &str, from: usize) -> Option<Range<usize>> {
    let (mut count, mut end) = (0, from);
    for token in tokens(text, from) {
        let word = trimmed(text, token.clone());
        let mut parts = text[word.clone()].split('-');
        if !parts.clone().all(|part| DIGITS_IN_WORDS.contains(part.to_lowercase().as_str())) {
            break;
        }
        count += parts.by_ref().count();
        end = word.end;
        if token.end > word.end {
            break;
        }
    }
    (count >= 3).then_some(from..end)
}

/// Returns the only word of the line after this one, where this one ends here but for signs or "is": `PIN:` and, below it,
/// `4321`. With it comes what the signs say.
pub fn line_below(text: &str, from: usize) -> Option<(Range<usize>, Link)> {
    let near = text.floor_char_boundary(from + LINK);
    let line = from + text[from..near].find('\n')?;
    let between = text[from..line].trim();
    let link = match between.to_lowercase().as_str() {
        "" => Link::None,
        ":" | "=" | "->" | "-" => Link::Strong,
        copula if COPULA_WORDS.contains(copula.trim_end_matches(':')) => Link::Weak,
        _ => return None,
    };
    let below = tokens(text, line + 1).next()?;
    let alone = text[below.end..].lines().next().unwrap_or_default().trim().is_empty();
    let word = trimmed(text, below);
    (alone && !word.is_empty()).then_some((word, link))
}

/// Returns the length of the end of a sentence and "it's" that begin here: "the password. It's …".
pub fn it_is(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['.', '?', '!', ','])?.trim_start();
    let word = rest.split_whitespace().next()?;
    ["it's", "it’s", "its", "c'est", "c’est", "это"]
        .contains(&word.to_lowercase().as_str())
        .then_some(text.len() - rest.len() + word.len())
}

/// Returns the length of the "'s" that begins here, a short "is": "the code's 4321".
pub fn short_is(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\'', '’'])?.strip_prefix(['s', 'S'])?;
    rest.starts_with([' ', '\u{a0}']).then_some(text.len() - rest.len())
}

/// Whether the sentence ends here, or goes on with a word with which another part of it begins.
pub fn clause_ends(text: &str) -> bool {
    let rest = text.trim_start_matches([' ', '\t']);
    let next: String = rest.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if next.is_empty() {
        return !rest.starts_with(['-', '_', '/', '\'', '’']);
    }
    [&*CLAUSE_WORDS, &*COPULA_WORDS, &*PREPOSITION_WORDS].iter().any(|words| words.contains(next.as_str()))
}
