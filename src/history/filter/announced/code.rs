//! Numbers on either side of a word that announces a code: "the code is 4321", "PIN4321", "482913 is your code". Main
//! function: [`find`].

use std::ops::Range;

use super::super::words::{DOORS, LOCKS};
use super::lists::{
    CHANGED_WORDS, COPULA_WORDS, HARMLESS, HARMLESS_NEXT, OPEN_WORDS, ORDINARY_WORDS, PREPOSITION_WORDS, PURPOSE_WORDS,
    SINCE_WORDS, TYPE_WORDS, UNIT_WORDS, WITH_WORDS,
};
use super::shape::{is_clock, is_strong_shape, is_time, is_year};
use super::tokens::{
    Link, NEAR, bare, clause_ends, dictated, is_unspaced, it_is, line_below, line_start, link_sign, short_is, tokens,
    trimmed, word_before,
};

/// Most words between a number and the word behind it that says what it is.
const BETWEEN: usize = 5;
/// Least digits of a number that a word announces by standing beside it, unless the word has no other meaning.
const ALONE: usize = 4;

/// Words between an announcing word and its number.
pub const NUMBERED: [&str; 8] = ["no", "nr", "number", "num", "nummer", "numéro", "número", "numero"];
/// "To", between a verb for changing and the new code.
pub const TO: [&str; 14] = ["to", "auf", "zu", "en", "à", "a", "in", "na", "på", "til", "naar", "на", "в", "olarak"];
/// Words between "is" and a code that somebody has for long.
const USUAL: [&str; 24] = [
    "the", "usual", "same", "old", "always", "die", "der", "übliche", "gleiche", "la", "le", "el", "habitual", "même",
    "misma", "de", "siempre", "il", "lo", "stesso", "solito", "a", "mesma", "zelfde",
];
/// Words for a code of any kind: three digits behind them are the number of an error or of a page as well.
const GENERAL: [&str; 17] = [
    "kod",
    "kód",
    "kode",
    "koden",
    "koodi",
    "kodu",
    "kodun",
    "código",
    "codigo",
    "codice",
    "код",
    "кода",
    "коду",
    "кодом",
    "code",
    "codes",
    "otp",
];
/// "That", between a code and "was the code".
const THAT: [&str; 8] = ["that", "this", "das", "ça", "eso", "questo", "isso", "dat"];
/// Prepositions before a time of the day.
pub const TIME_WORDS: [&str; 12] = ["at", "um", "gegen", "by", "till", "until", "las", "alle", "às", "om", "kl", "в"];
/// Words after which a verb may follow the announcing word: "4711 als PIN eingeben".
const AS: [&str; 6] = ["as", "als", "como", "comme", "come", "как"];

/// The number that belongs to an announcing word. A word that is `unambiguous` announces nothing but codes.
pub fn find(text: &str, word: Range<usize>, unambiguous: bool) -> Option<Range<usize>> {
    let glued = text[..word.start].ends_with(|c: char| c.is_ascii_digit());
    let after = if glued { None } else { after(text, word.clone(), unambiguous) };
    after.or_else(|| before(text, word, unambiguous))
}

/// The number after the word.
fn after(text: &str, word: Range<usize>, unambiguous: bool) -> Option<Range<usize>> {
    if is_harmless_before(&text[..word.start], unambiguous) {
        return None;
    }
    if let Some(code) = joined_after(text, word.end) {
        return is_told(text, &code, Link::None, unambiguous, 0).then_some(code);
    }
    if let Some((below, link)) = line_below(text, word.clone()) {
        // `#` and `*` of a keypad may follow the digits.
        let keys = text[below.clone()].trim_end_matches(['#', '*']).len();
        let code = code(text, below.start).filter(|code| code.end >= below.start + keys)?;
        return is_told(text, &code, link, unambiguous, 0).then_some(code);
    }
    let aside = text[word.end..].strip_prefix(", ").and_then(|_| code(text, word.end + 2));
    if let Some(code) = aside.filter(|code| text[code.end..].starts_with(',') || text[code.end..].trim().is_empty()) {
        return is_told(text, &code, Link::None, unambiguous, 0).then_some(code);
    }
    let short = short_is(&text[word.end..]).or_else(|| it_is(&text[word.end..]));
    let mut link = if short.is_some() { Link::Weak } else { Link::None };
    let mut at = word.end + short.unwrap_or(0);
    let mut fillers = 0;
    let mut changed = false;
    let mut last = String::new();
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
        if let Some(dictated) = dictated(text, at).filter(|_| link > Link::None) {
            return Some(dictated);
        }
        if let Some(code) = code(text, at) {
            // Source code assigns short numbers.
            if text[..at].ends_with("= ") && !unambiguous && code.len() < ALONE {
                return None;
            }
            // "The PIN to 7730 changed", as German and others have it; "the code of the locker 6042"; "kod do bramy to 4417".
            let polish = last == "to" && [" do ", " od "].iter().any(|of| text[word.end..at].contains(of));
            let next = tokens(text, code.end).next().map_or("", |next| &text[trimmed(text, next)]).to_lowercase();
            if TO.contains(&last.as_str()) && CHANGED_WORDS.contains(next.as_str()) || is_lock(&last) || polish {
                link = link.max(Link::Weak);
            }
            let own = text[word.clone()].to_lowercase();
            let short = own.starts_with("cv");
            let number = &text[code.clone()];
            let general = link == Link::None && code.len() < ALONE && GENERAL.contains(&own.as_str());
            let since = is_year(number) && SINCE_WORDS.contains(last.as_str());
            let at_time = fillers > 0 && is_time(number) && TIME_WORDS.contains(&last.as_str());
            let round = link == Link::None && fillers > 1 && number.ends_with("00");
            let range = link == Link::None && is_plural(&own) && number.contains('-');
            if general || since || at_time || round || range {
                return None;
            }
            return is_told(text, &code, link, unambiguous, if short { 0 } else { fillers }).then_some(code);
        }
        let word = trimmed(text, token.clone());
        let lower = text[word.clone()].to_lowercase();
        let shape = &text[word.clone()];
        if (link == Link::Strong || unambiguous) && (is_strong_shape(shape) || fillers == 0 && is_capitals(shape)) {
            return Some(word);
        }
        // "The pin changed to 8204".
        let to = changed && TO.contains(&lower.as_str());
        let numbered = fillers == 0 && NUMBERED.contains(&lower.as_str());
        let ends = text[word.end..token.end].contains(['.', '!', '?', ',', ';']) && !numbered;
        let leads = PREPOSITION_WORDS.contains(lower.as_str()) || TO.contains(&lower.as_str());
        if HARMLESS_NEXT.contains(lower.as_str()) {
            return None;
        } else if numbered {
            // "PIN no. 4491"
        } else if COPULA_WORDS.contains(lower.as_str()) || to {
            link = link.max(Link::Weak);
        } else if CHANGED_WORDS.contains(lower.as_str()) && !ends {
            changed = true;
        } else if link > Link::None && USUAL.contains(&lower.as_str()) && !ends {
            // "The pin is the usual 7142"
        } else if ends || fillers == 4 || !(unambiguous || leads || fillers > 0) {
            return None;
        } else {
            fillers += 1;
        }
        if text[..token.end].ends_with(':') {
            link = Link::Strong;
        }
        at = token.end;
        last = lower;
    }
}

/// Whether a token has capitals and digits alone, as codes of a few letters have: `RK4PX`.
fn is_capitals(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    (5..=8).contains(&token.len())
        && token.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && digits > 0
        && digits + 1 < token.len()
}

/// The number with which something opens that was named: "the safe opens with 42-18-6".
pub fn that_opens(text: &str, end: usize) -> Option<Range<usize>> {
    let (mut with, mut opened, mut vague) = (false, false, false);
    for token in tokens(text, end) {
        let word = trimmed(text, token.clone());
        if let Some(code) = code(text, word.start)
            .filter(|code| with && code.end >= word.start + text[word.clone()].trim_end_matches(['#', '*']).len())
        {
            let number = &text[code.clone()];
            let counted = is_year(number) || number.ends_with("000") || vague && is_clock(number);
            return (!counted && !is_amount(text, code.end)).then_some(code);
        }
        if text[word.end..token.end].contains(['.', '!', '?', ';']) {
            return None;
        }
        let lower = text[word].to_lowercase();
        // Slavic languages say "at" with the same word.
        vague = matches!(lower.as_str(), "na" | "на" | "w");
        with = WITH_WORDS.contains(lower.as_str()) || opened && lower == "on";
        opened = OPEN_WORDS.contains(lower.as_str());
    }
    None
}

/// Whether a word names something that a code opens.
fn is_lock(word: &str) -> bool {
    word.chars().count() > 3 && LOCKS.iter().chain(DOORS).any(|lock| word.starts_with(lock))
}

/// The number that is typed at the thing named: "enter #4471 at the gate", "tape 4408 puis étoile", "gib an der Tür 6604 ein".
pub fn typed_at(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let is_verb = |word: &str| TYPE_WORDS.contains(word.to_lowercase().as_str());
    let line = line_start(text, word.start);
    let before = &text[line..word.start];
    let told = |number: &Range<usize>| {
        let digits = text[number.clone()].bytes().filter(u8::is_ascii_digit).count();
        let counted = text[number.clone()].ends_with("000") || is_amount(text, number.end);
        (ALONE..=8).contains(&digits) && !counted && !is_year(&text[number.clone()])
    };
    if let Some(number) = text[word.end..].strip_prefix(' ').and_then(|_| code(text, word.end + 1)) {
        let verb = before.split_whitespace().rev().take(BETWEEN).any(is_verb);
        // Doors have numbers, but for those after which the German verb goes on.
        let goes_on = text[number.end..].trim_start().starts_with("ein");
        return (verb && told(&number) && goes_on).then_some(number);
    }
    let head = &before[..=before.rfind(|c: char| c.is_ascii_digit())?];
    let run = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '-').len();
    let run = run + head[run..].len() - head[run..].trim_start_matches([' ', '-']).len();
    let number = line + run..line + head.len();
    let between = &text[number.end..word.start];
    let verb = head[..run].trim_end_matches(['#', '*', ' ', '\u{a0}']);
    // An article may stand between: "compose le 6612".
    let mut words = verb.rsplit(|c: char| !c.is_alphabetic()).take(2);
    let (last, earlier) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let typed = is_verb(last) || PREPOSITION_WORDS.contains(last.to_lowercase().as_str()) && is_verb(earlier);
    let apart = between.contains(['.', ';', '!', '?', ':', '/']) || between.split_whitespace().nth(BETWEEN).is_some();
    let whole = code(&text[..word.start], number.start).is_some_and(|code| code.end == number.end);
    (!apart && typed && told(&number) && whole).then_some(number)
}

/// The number that is joined to the end of a word, with a sign or none between: `PIN4321`, `pin.4321`, `PIN -4321`.
pub fn joined_after(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = &text[end..];
    let digits = rest.trim_start_matches(' ').trim_start_matches(['-', '.', ',', '_', '/', '#']);
    let gap = rest.len() - digits.len();
    // A sign that stands at the end of the word ends the sentence.
    if gap > 2 || gap == 2 && !rest.starts_with(" -") || rest.starts_with(' ') && gap == 1 {
        return None;
    }
    let code = code(text, end + gap)?;
    let file =
        text[code.end..].strip_prefix(['.', '-', '_']).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    (!file).then_some(code)
}

/// The number before the word that says what it is: "482913 is your code", "4321 for the door code", `4321-PIN`.
fn before(text: &str, word: Range<usize>, unambiguous: bool) -> Option<Range<usize>> {
    let line = line_start(text, word.start);
    let before = &text[line..word.start];
    let last_digit = before.rfind(|c: char| c.is_ascii_digit())?;
    let head = &before[..=last_digit];
    let group = head
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let run = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '-').len();
    let run = run + head[run..].len() - head[run..].trim_start_matches([' ', '-']).len();
    // The code does not take in the word itself, as in `4321-PIN`.
    let code = |start: usize| code(&text[..word.start], line + start).filter(|code| code.end > line + last_digit);
    let found = code(run).or_else(|| code(group))?;
    let number = &text[found.clone()];
    if is_year(number) {
        return None;
    }
    let between = text[found.end..word.start].trim_matches([' ', '(', ')', '"', '\'', '“', '”', '„', '*']);
    let words: Vec<String> = between
        .split_whitespace()
        .map(|word| word.trim_matches(['-', ':', '=', ',']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let first = words.first().map_or("", String::as_str);
    if words.len() > BETWEEN {
        return None;
    }
    let counted = is_plural(&text[word.clone()]) || number.ends_with("000");
    let that = words.len() > 1 && THAT.contains(&first) && COPULA_WORDS.contains(words[1].as_str());
    if (COPULA_WORDS.contains(first) || that) && !counted
        || between.starts_with(['是', '为', 'が', 'は', '='])
        || between.is_empty() && before[run..].contains('是')
    {
        return Some(found);
    }
    let enough = unambiguous || number.bytes().filter(u8::is_ascii_digit).count() >= ALONE;
    if !enough || counted {
        return None;
    }
    let joined = between.starts_with('-') || found.end == word.start;
    let ends = clause_ends(&text[word.end..]);
    let aside = text[found.end..].starts_with(", ");
    let purpose = (aside || PURPOSE_WORDS.contains(first))
        && words[usize::from(!aside)..]
            .iter()
            .all(|word| ORDINARY_WORDS.contains(word.as_str()) || PREPOSITION_WORDS.contains(word.as_str()));
    let beside = between.is_empty() && (unambiguous || ends);
    (joined || beside || purpose && (ends || AS.contains(&first))).then_some(found)
}

/// Whether a word is one for several things, which numbers count: "codes", "passwords".
pub fn is_plural(word: &str) -> bool {
    word.ends_with(['s', 'S']) && !word.ends_with("ss") && !word.ends_with(is_unspaced)
}

/// A code that begins here: four to ten digits, in one group or two, or capitals among digits.
pub fn code(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..text.floor_char_boundary(at + NEAR)];
    let bytes = rest.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    let mut end = first;
    let sign = sign_length(bytes, first, b" -");
    if (3..=4).contains(&first) && sign > 0 && run(first + sign) == first {
        end = first + sign + first;
    }
    // A key of the keypad between two numbers: `27#4471`.
    if (1..=4).contains(&first) && sign_length(bytes, first, b"#*") == 1 && run(first + 1) > 2 {
        end = first + 1 + run(first + 1);
    }
    if first <= 2 {
        // A combination: three or four numbers of one digit or two, up to eight of one, or two of two digits.
        let (mut groups, mut to) = (1, first);
        let most = if first == 1 { 8 } else { 4 };
        let signs: &[u8] = if first == 1 { b" -._" } else { b" -_" };
        let mut digits = first;
        while groups < most {
            let comma = first == 1 && bytes[to..].starts_with(b", ");
            let sign = if comma { 2 } else { sign_length(bytes, to, signs) };
            let more = run(to + sign);
            if sign == 0 || !(1..=2).contains(&more) {
                break;
            }
            to += sign + more;
            digits += more;
            groups += 1;
        }
        let commas = bytes[..to].contains(&b',');
        if commas && groups < 4 {
            return None;
        }
        if first > 0 && (groups >= 3 || groups == 2 && digits == 4) {
            end = to;
        }
    }
    let digits = bytes[..end].iter().filter(|byte| byte.is_ascii_digit()).count();
    let mixed: usize =
        bytes.iter().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || **byte == b'-').count();
    let token = rest[..mixed].trim_end_matches('-');
    // One letter or two among digits, of any script: the code of a door.
    let joined = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (all, counted) =
        (rest[..joined].chars().count(), bytes[..joined].iter().filter(|byte| byte.is_ascii_digit()).count());
    if first > 0 && counted >= 4 && (1..=2).contains(&(all - counted)) && bytes[joined - 1].is_ascii_digit() {
        return Some(at..at + joined);
    }
    let has = |is: fn(&u8) -> bool| token.as_bytes().iter().filter(|byte| is(byte)).count();
    if token.len() >= 5 && token.len() > end && has(u8::is_ascii_uppercase) > 0 && has(u8::is_ascii_digit) > 1 {
        end = token.len();
    } else if !(3..=10).contains(&digits) {
        return None;
    }
    let next = rest[end..].chars().next();
    // In a number of five digits or more, a comma belongs to the sentence, which goes on without a space.
    let point = next == Some('.') || (next == Some(',') && digits < 5);
    let goes_on = next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '€' | '$' | '/' | '_'))
        || point && rest[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    (!goes_on).then_some(at..at + end)
}

/// Bytes of the sign between two groups of digits: one of `signs`, or a hyphen between spaces.
fn sign_length(bytes: &[u8], at: usize, signs: &[u8]) -> usize {
    match bytes.get(at) {
        Some(b' ') if bytes[at..].starts_with(b" - ") && signs.contains(&b'-') => 3,
        Some(byte) if signs.contains(byte) => 1,
        _ => 0,
    }
}

/// Whether a number after an announcing word is what it announces.
fn is_told(text: &str, code: &Range<usize>, link: Link, unambiguous: bool, fillers: usize) -> bool {
    let digits = text[code.clone()].bytes().filter(u8::is_ascii_digit).count();
    let year = is_year(&text[code.clone()]);
    // Without a colon or "is", a number belongs to the word right before it.
    let near = fillers == 0 && (unambiguous || digits > 3) || unambiguous && digits > 3;
    digits >= 2 && !is_amount(text, code.end) && (link > Link::None || (near && (!year || unambiguous && fillers == 0)))
}

/// Whether a unit follows a number that ends here.
pub fn is_amount(text: &str, end: usize) -> bool {
    let next = text[end..text.floor_char_boundary(end + NEAR)].split_whitespace().next().unwrap_or_default();
    let next = bare(next);
    text[end..].starts_with([' ', '\u{a0}']) && UNIT_WORDS.contains(next.as_str())
}

/// Whether the word before or behind a word for a code says that it is a code of another kind.
pub fn is_harmless(text: &str, word: &Range<usize>, unambiguous: bool) -> bool {
    let near = text.floor_char_boundary(word.end + NEAR / 4);
    let mut words = text[word.end..near].split_whitespace();
    let mut next = || {
        let next = words.next().unwrap_or_default();
        let next = next.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_lowercase();
        (HARMLESS_NEXT.contains(next.as_str()), PREPOSITION_WORDS.contains(next.as_str()))
    };
    // "Código de barras" has a preposition between the two.
    let (first, preposition) = next();
    is_harmless_before(&text[..word.start], unambiguous) || first || preposition && next().0
}

/// Whether the word before says that it is a code of another kind: "zip code", "error code".
fn is_harmless_before(before: &str, unambiguous: bool) -> bool {
    let last = word_before(before);
    let last = bare(last);
    let harmless = HARMLESS_NEXT.contains(last.as_str()) || !unambiguous && HARMLESS.contains(last.as_str());
    before.ends_with([' ', '-', '\u{a0}']) && harmless
}
