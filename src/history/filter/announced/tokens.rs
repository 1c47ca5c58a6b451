//! The parts of a text around an announcing word: tokens, quotations, and the signs that say that a secret follows.

use std::collections::HashSet;
use std::ops::Range;

use super::super::words::ASKS_UNSPACED;
use super::lists::{ASK_WORDS, CLAUSE_WORDS, COPULA_WORDS, DIGITS_IN_WORDS, PREPOSITION_WORDS, QUANTITY_WORDS};

/// Most tokens looked at after an announcement.
const REACH: usize = 9;
/// Most bytes looked at after an announcement.
pub const NEAR: usize = 400;
/// Most bytes of signs and words between an announcing word and the end of its line.
const LINK: usize = 64;
/// Most tokens there.
const LINK_TOKENS: usize = 6;
/// Most bytes of the line below that are looked at.
const BELOW: usize = 240;

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

/// Returns a word in lower case, without the signs around it.
pub fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Returns the last word of a text, with its signs, or the part of it that is looked at.
pub fn word_before(text: &str) -> &str {
    text[text.ceil_char_boundary(text.len().saturating_sub(NEAR / 4))..]
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
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

/// Returns the only word of the line after this one, or its only number, where this line ends with the announcing word: `PIN:`
/// and, below it, `4321` or `43 21`. With it comes what stands between.
pub fn line_below(text: &str, word: Range<usize>) -> Option<(Range<usize>, Link)> {
    let (line, link) = whole_line_below(text, word)?;
    let shape = &text[line.clone()];
    let number = shape.len() <= NUMBER && shape.bytes().all(|byte| byte.is_ascii_digit() || b" -.#*".contains(&byte));
    (number || !shape.contains(char::is_whitespace)).then_some((line, link))
}

/// Most bytes of a number of several groups that stands alone in its line.
const NUMBER: usize = 24;

/// Returns the whole line after this one, without punctuation and quotation marks around it, where this line ends with the
/// announcing word.
pub fn whole_line_below(text: &str, word: Range<usize>) -> Option<(Range<usize>, Link)> {
    let near = text.floor_char_boundary(word.end + LINK);
    let line = word.end + text[word.end..near].find('\n')?;
    let link = link_to_line_end(&text[word.end..line])?;
    // "How many lines of code?", "when did you change the password?"
    let before = &text[line_start(text, word.start)..word.start];
    if link == Link::None && before.split_whitespace().any(|word| QUANTITY_WORDS.contains(word.to_lowercase().as_str()))
    {
        return None;
    }
    let (start, near) = (line + 1, text.floor_char_boundary(line + 1 + BELOW));
    let end = match text[start..near].find('\n') {
        Some(length) => start + length,
        None if near == text.len() => near,
        None => return None,
    };
    let below = &text[start..end];
    let start = start + below.len() - below.trim_start().len();
    let below = trimmed(text, start..start + below.trim().len());
    (!below.is_empty()).then_some((below, link))
}

/// What the rest of a line says that ends with an announcing word but for signs, "is", the thing that the secret is for, and
/// words of a question: "the pin for the garage is:", "wifi password again?". Nothing where other words stand there.
fn link_to_line_end(rest: &str) -> Option<Link> {
    let mut link = Link::None;
    let mut after_preposition = 0;
    for (number, token) in rest.split_whitespace().enumerate() {
        let word = token.trim_end_matches(['?', ':', '=', '"', '\'']).trim_matches(['-', '>']).to_lowercase();
        let known = |words: &HashSet<&str>| words.contains(word.as_str());
        if number == LINK_TOKENS || !word.is_empty() && !word.ends_with(char::is_alphanumeric) {
            return None;
        }
        if token.ends_with([':', '=', '-', '>']) {
            link = Link::Strong;
        }
        if known(&COPULA_WORDS) || ["是", "为", "為", "係", "は"].contains(&word.as_str()) {
            link = link.max(Link::Weak);
        } else if known(&PREPOSITION_WORDS) {
            if link == Link::Weak {
                // "The pin is on page" tells where it stands.
                return None;
            }
            after_preposition = 3;
        } else if word.is_empty() || known(&ASK_WORDS) || ASKS_UNSPACED.contains(&word.as_str()) {
            // Words of a question do not change what the line announces.
        } else if after_preposition > 0 {
            after_preposition -= 1;
        } else {
            return None;
        }
    }
    Some(link)
}

/// Returns the length of the end of a sentence and "it's" that begin here: "the password. It's …".
pub fn it_is(text: &str) -> Option<usize> {
    let text = &text[..text.floor_char_boundary(NEAR / 4)];
    let rest = text.strip_prefix(['.', '?', '!', ','])?.trim_start();
    let word = rest.split_whitespace().next()?;
    is_it_is(word).then_some(text.len() - rest.len() + word.len())
}

/// Whether a word is "it's", in some language.
pub fn is_it_is(word: &str) -> bool {
    ["it's", "it’s", "its", "c'est", "c’est", "это"].contains(&word.to_lowercase().as_str())
}

/// Returns the length of the "'s" that begins here, a short "is": "the code's 4321".
pub fn short_is(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\'', '’'])?.strip_prefix(['s', 'S'])?;
    rest.starts_with([' ', '\u{a0}']).then_some(text.len() - rest.len())
}

/// Whether the sentence ends here, or goes on with a word with which another part of it begins.
pub fn clause_ends(text: &str) -> bool {
    let rest = text.trim_start_matches([' ', '\t']);
    // Scripts without spaces go on for long.
    let next: String =
        rest.chars().take(NEAR / 4).take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if next.is_empty() {
        return !rest.starts_with(['-', '_', '/', '\'', '’']);
    }
    [&*CLAUSE_WORDS, &*COPULA_WORDS, &*PREPOSITION_WORDS].iter().any(|words| words.contains(next.as_str()))
}
