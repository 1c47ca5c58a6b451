//! Tokens that have the shape of a secret, wherever they stand, and what stands beside them. Main type: [`Candidate`].

use std::ops::Range;

use super::super::access_words::POINTERS_UNSPACED;
use super::super::named;
use super::code;
use super::lists::{COPULA_WORDS, LAST_WORDS, OPEN_WORDS, POINTER_WORDS, PURPOSE_WORDS, VAGUE_PASSWORD_WORDS};
use super::shape::{has_digits, is_certain, is_mixed, is_product, is_signed};
use super::tokens::{bare, is_it_is, is_unspaced, secret, trimmed};

/// Digits of a code.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;
/// Most bytes behind a token in which the line must end for the token to be its last one.
const END: usize = 40;
/// Signs that end a clause.
const STOPS: [char; 8] = ['.', '?', '!', '…', ';', '。', '？', '！'];

/// Articles that may stand between "is" and a code.
pub const ARTICLES: [&str; 10] = ["le", "la", "el", "il", "o", "de", "het", "die", "der", "das"];

/// How a token looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Four to eight digits, perhaps in groups.
    Number,
    /// Letters, digits and signs, or digits among letters, as only passwords have them.
    Certain,
    /// Letters with digits, as names of products have them, too.
    Mixed,
    /// Letters with a sign within.
    Signed,
}

/// A token that may be a secret.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub span: Range<usize>,
    pub shape: Shape,
    /// Whether nothing but words of courtesy follows in the line.
    pub is_last: bool,
    /// The token with its signs, and the two before it.
    piece: Range<usize>,
    previous: [Range<usize>; 2],
}

/// Returns the tokens of a line that may be secrets.
pub fn candidates(text: &str, line: Range<usize>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut previous = [line.start..line.start, line.start..line.start];
    let mut done = line.start;
    for piece in pieces(text, line.clone()) {
        if piece.start >= done
            && let Some((span, shape)) = shape_of(text, &piece)
        {
            let is_last = is_last(&text[span.end.max(piece.end)..line.end]);
            done = span.end;
            found.push(Candidate { span, shape, is_last, piece: piece.clone(), previous: previous.clone() });
        }
        let [_, newest] = previous;
        previous = [newest, piece];
    }
    found
}

/// Returns the runs of characters without white space, which end where a script without spaces begins.
fn pieces(text: &str, line: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if is_unspaced(c) || "，。：、！？；（）「」【】".contains(c) => 1,
        _ => 2,
    };
    let mut at = line.start;
    std::iter::from_fn(move || {
        let rest = &text[at..line.end];
        at += rest.len() - rest.trim_start().len();
        let first = kind(text[at..line.end].chars().next()?);
        let start = at;
        at = text[start..line.end].find(|c: char| kind(c) != first).map_or(line.end, |length| start + length);
        Some(start..at)
    })
}

/// Returns the part of a token that may be a secret, and how that looks.
fn shape_of(text: &str, piece: &Range<usize>) -> Option<(Range<usize>, Shape)> {
    let whole = &text[piece.clone()];
    if !whole.contains(|c: char| c.is_ascii_digit() || "!#$%&*+?^_~@".contains(c)) {
        return None;
    }
    // A token may hang on its word: `pw=Tulip44`, `code:4471`.
    let named =
        |at: &usize| at + 1 < whole.len() && !whole.contains('/') && whole[..*at].ends_with(char::is_alphabetic);
    let head = whole.rfind([':', '=']).filter(named).map_or(0, |at| at + 1);
    let word = trimmed(text, piece.start + head..piece.end);
    let bare = text[word.clone()].trim_start_matches(['#', '*']);
    let start = word.end - bare.len();
    if bare.starts_with(|c: char| c.is_ascii_digit())
        && let Some(code) =
            code::code(text, start).filter(|code| code.end >= start + bare.trim_end_matches(['#', '*']).len())
    {
        let digits = text[code.clone()].bytes().filter(u8::is_ascii_digit).count();
        let letters = text[code.clone()].contains(char::is_alphabetic);
        if letters && is_product(&text[code.clone()]) {
            return None;
        }
        let shape = if letters { Shape::Mixed } else { Shape::Number };
        // The wheels of a small lock have three digits.
        let wheels = digits == 3 && text[code.clone()].bytes().filter(|&byte| byte == b'-').count() == 2;
        return (letters || wheels || DIGITS.contains(&digits)).then_some((code, shape));
    }
    let signed = secret(text, word.clone());
    // Somebody is spoken to: `Kristan_7: try again`, `@rowan_84`.
    if text[word.end..].starts_with(':')
        || bare.strip_prefix('@').is_some_and(|name| name.starts_with(char::is_alphabetic))
    {
        return None;
    }
    let token = &text[word.clone()];
    let shape = if is_certain(&text[signed.clone()]) {
        Shape::Certain
    } else if is_mixed(token) {
        Shape::Mixed
    } else if is_signed(token) {
        Shape::Signed
    } else {
        return None;
    };
    Some((signed, shape))
}

/// Whether nothing but signs and words of courtesy stand in the rest of a line.
fn is_last(rest: &str) -> bool {
    if rest.len() > END {
        return false;
    }
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| LAST_WORDS.contains(word.to_lowercase().as_str()))
}

impl Candidate {
    /// The word before the token, in lower case.
    pub fn last_word(&self, text: &str) -> String {
        let before = &text[self.previous[1].clone()];
        before.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '/').to_lowercase()
    }

    /// The word before that, in lower case.
    pub fn word_before_last(&self, text: &str) -> String {
        bare(&text[self.previous[0].clone()])
    }

    /// The word behind the token, in lower case.
    pub fn next_word(&self, text: &str) -> String {
        let near = text.floor_char_boundary(self.span.end + END);
        bare(text[self.span.end..near].split_whitespace().next().unwrap_or_default())
    }

    /// Whether a clause or the line ends behind the token.
    pub fn ends_clause(&self, text: &str) -> bool {
        self.is_last || text[self.span.end..].starts_with([',', '.', ';', '!'])
    }

    /// Whether a colon, an equals sign or a dash stands before the token.
    pub fn has_sign_before(&self, text: &str) -> bool {
        let joined = &text[self.piece.start..self.span.start];
        let before = text[self.previous[1].clone()].trim_end_matches(['"', '\'', '`']);
        let before = if has_digits(before) { "" } else { before };
        joined.ends_with([':', '=', '>'])
            || joined.is_empty()
                && (matches!(before, "-" | "=" | "->" | ">" | "--") || before.ends_with([':', '=', '：', '→']))
    }

    /// Whether an equals sign joins the token to another word, as in settings: `mode=1777`.
    pub fn is_assigned(&self, text: &str) -> bool {
        text[self.piece.start..self.span.start].ends_with('=')
    }

    /// Whether a sentence ends before the token, or a part of one.
    pub fn has_stop_before(&self, text: &str) -> bool {
        text[self.previous[1].clone()].ends_with(STOPS) || self.has_comma_before(text)
    }

    fn has_comma_before(&self, text: &str) -> bool {
        text[self.previous[1].clone()].ends_with([',', '，'])
    }

    /// Whether a sign or a word says that a secret stands here.
    pub fn is_told(&self, text: &str) -> bool {
        let before = &text[..self.span.start];
        if POINTERS_UNSPACED.iter().any(|pointer| before.ends_with(pointer)) || self.has_sign_before(text) {
            return true;
        }
        let next = text[self.span.end..].chars().next().unwrap_or('\n');
        let apart = self.is_last || !next.is_alphanumeric() && next != ' ';
        if self.has_stop_before(text) {
            return apart && (self.is_last || !self.has_comma_before(text));
        }
        let (last, earlier) = (self.last_word(text), text[self.previous[0].clone()].to_lowercase());
        if last.is_empty() {
            return false;
        }
        ["'s", "’s"].iter().any(|short| last.ends_with(short))
            || ARTICLES.contains(&last.as_str()) && (COPULA_WORDS.contains(earlier.as_str()) || is_it_is(&earlier))
            || POINTER_WORDS.contains(last.as_str())
            || COPULA_WORDS.contains(last.as_str())
            || is_it_is(&last)
            || last == "it" && earlier == "got"
    }

    /// Whether the number is an amount, or one that a noun at the end of `before` names.
    pub fn is_amount(&self, text: &str, before: &str) -> bool {
        let thousands = text[self.span.clone()].ends_with("000");
        thousands || code::is_amount(text, self.span.end) || named::is_named(before)
    }

    /// Whether the line begins with the token.
    pub fn is_first(&self) -> bool {
        self.previous[1].is_empty()
    }

    /// Whether the token stands between quotation marks.
    pub fn is_quoted(&self, text: &str) -> bool {
        const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '「', '」', '`'];
        text[..self.span.start].ends_with(MARKS) && text[self.span.end..].starts_with(MARKS)
    }

    /// Whether the token is the second of two that a stroke divides: `anna / Tulip44`.
    pub fn is_paired(&self, text: &str) -> bool {
        let [user, stroke] = self.previous.clone().map(|piece| &text[piece]);
        stroke == "/" && user.contains(char::is_alphanumeric)
    }

    /// Whether the token is the second of such two, of which the first is the name of an account of a system: `admin / admin123`.
    pub fn is_paired_with_system(&self, text: &str) -> bool {
        const ACCOUNTS: [&str; 10] =
            ["admin", "administrator", "root", "guest", "pi", "ubuntu", "postgres", "user", "gast", "invité"];
        self.is_paired(text) && ACCOUNTS.contains(&text[self.previous[0].clone()].to_lowercase().as_str())
    }

    /// Whether a word for a key stands before "is" or a colon: "key is river-42".
    pub fn is_called_key(&self, text: &str) -> bool {
        self.previous.iter().any(|piece| {
            let word = text[piece.clone()].trim_end_matches([':', '=']).to_lowercase();
            VAGUE_PASSWORD_WORDS.contains(word.as_str())
        })
    }

    /// Whether a word for a key stands right before the token.
    pub fn is_right_behind_key(&self, text: &str) -> bool {
        let word = text[self.previous[1].clone()].trim_end_matches(':').to_lowercase();
        VAGUE_PASSWORD_WORDS.contains(word.as_str())
    }

    /// Whether the token is no part of a larger number or of an amount, and no noun follows that it counts, as far as the words of
    /// measures tell.
    pub fn goes_on_plainly(&self, text: &str) -> bool {
        let rest = &text[self.span.end..];
        !rest.starts_with(['%', '€', '$', '£', '/', ':'])
            && !code::is_amount(text, self.span.end)
            && !named::is_counted(rest)
    }

    /// Whether the words behind the token say what it is for, or what it opens.
    pub fn is_for(&self, text: &str) -> bool {
        let next = self.next_word(text);
        [&*PURPOSE_WORDS, &*OPEN_WORDS, &*COPULA_WORDS].iter().any(|words| words.contains(next.as_str()))
            || is_it_is(&next)
    }
}
