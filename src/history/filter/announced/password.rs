//! Passwords on either side of a word that announces one: "the password is …", "mdp: …", "… is the wifi password". Main
//! function: [`find`].

use std::ops::{ControlFlow, Range};

use super::super::access_words::SECURITY_WORDS;
use super::super::way_words::THE_WORD;
use super::super::words::ORDINARY_UNSPACED;
use super::lists::{
    CLAUSE_WORDS, COPULA_WORDS, JUST_WORDS, LAST_WORDS, MEANS_WORDS, ORDINARY_WORDS, OTHER_PASSWORD_WORDS,
    PREPOSITION_WORDS, SAY_WORDS, TREATED_WORDS, VAGUE_PASSWORD_WORDS, is_ordinary,
};
use super::shape::{is_derived, is_number, is_secret_shape, is_strong_shape, is_year};
use super::tokens::{
    Link, NEAR, clause_ends, dictated, is_unspaced, it_is, line_below, line_start, link_sign, quoted, secret, short_is,
    tokens, trimmed, whole_line_below, word_before,
};
use super::{before, code};
use crate::text::words::is_word_char;

/// Words before a `pass` that is a password.
const OWNERS: [&str; 16] = [
    "my", "our", "your", "his", "her", "wifi", "wi-fi", "wlan", "router", "new", "old", "netflix", "email", "laptop",
    "admin", "and",
];

/// The secret that belongs to an announcing word, whose `name` is as it stands in the table; `copulas` are words for "is"
/// in its language.
pub fn find(text: &str, word: Range<usize>, name: &str, copulas: &[&str]) -> Option<Range<usize>> {
    if text[..word.start].ends_with(|c: char| c.is_ascii_digit()) {
        return before::find(text, word);
    }
    if text[word.end..].starts_with(" of the day") || text[word.end..].starts_with(" of the week") {
        return None;
    }
    let next = tokens(text, word.end).next().map_or("", |next| &text[trimmed(text, next)]);
    if OTHER_PASSWORD_WORDS.contains(next.to_lowercase().as_str()) {
        return None;
    }
    let phrase = PHRASES.iter().any(|phrase| name.ends_with(phrase));
    if phrase && let Some((line, _)) = whole_line_below(text, word.clone()) {
        return passphrase(text, line.start).map(|_| whole_phrase(text, line.start));
    }
    let relative = name.ends_with("maiden name") || SECURITY_WORDS.contains(&name);
    let after = after(text, word.clone(), copulas, relative).filter(|span| {
        // "The boarding pass says …", "Brenner Pass is …", "the encryption key is generated".
        let owner = word_before(&text[..word.start]).to_lowercase();
        let key = name.ends_with(" key") || name.ends_with(" token");
        let vague = VAGUE_PASSWORD_WORDS.contains(name) || key || name == "pass" && !OWNERS.contains(&owner.as_str());
        !vague || is_secret_shape(&text[span.clone()]) || text[word.end..span.start].contains([':', '=', '"', '→'])
    });
    let after = after.or_else(|| behind_user(text, &word));
    if let Some(span) = after.as_ref().filter(|_| phrase) {
        return Some(whole_phrase(text, span.start));
    }
    if let Some(span) = after.as_ref().filter(|_| relative) {
        return Some(fact(text, span.clone()));
    }
    after.map(|span| with_number(text, span)).or_else(|| before::find(text, word))
}

/// Returns the token right behind a word for a password that follows the name of a user: "user is rowan, pass thistle".
fn behind_user(text: &str, word: &Range<usize>) -> Option<Range<usize>> {
    let before = text[line_start(text, word.start)..word.start].trim_end();
    // The user's own name stands between.
    let names: Vec<String> =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let user = names.iter().rposition(|word| USERS.contains(&word.as_str()));
    let joint = usize::from(names.last().is_some_and(|word| JOINTS.contains(&word.as_str())));
    let names_user = user.is_some_and(|at| {
        let own = &names[at + 1..names.len() - joint.min(names.len() - at - 1)];
        own.iter().any(|word| !["name", "names", "is"].contains(&word.as_str()))
    });
    let last = word_before(before).to_lowercase();
    let joined = before.ends_with([',', ';', '/', '|', '-', '+', '&']) || JOINTS.contains(&last.as_str());
    let token = tokens(text, word.end)
        .next()
        .filter(|_| names_user && joined && text[word.end..].starts_with([' ', ':', '=']))?;
    let value = trimmed(text, token.clone());
    let shape = &text[value.clone()];
    let lower = shape.to_lowercase();
    let ends = token.end > value.end || clause_ends(&text[token.end..]);
    let said = is_ordinary(shape)
        || is_derived(&lower)
        || PREPOSITION_WORDS.contains(lower.as_str())
        || COPULA_WORDS.contains(lower.as_str())
        || LAST_WORDS.contains(lower.as_str());
    (ends && shape.chars().count() > 2 && !said).then(|| secret(text, value))
}

/// "And", between a user and a password.
const JOINTS: [&str; 10] = ["and", "und", "et", "y", "e", "en", "i", "и", "och", "ve"];
/// Words for a user, before a word for a password.
const USERS: [&str; 22] = [
    "user",
    "username",
    "userid",
    "login",
    "id",
    "benutzer",
    "benutzername",
    "nutzer",
    "utilisateur",
    "identifiant",
    "usuario",
    "utente",
    "usuário",
    "gebruiker",
    "gebruikersnaam",
    "użytkownik",
    "логин",
    "пользователь",
    "юзер",
    "användare",
    "användarnamn",
    "kullanıcı",
];

/// Ends of the names of secrets that are whole phrases.
pub const PHRASES: [&str; 3] = ["phrase", " words", "mnemonic"];
/// Most bytes of such a phrase: twenty-four words.
const PHRASE: usize = 240;

/// The span of a secret of many words, up to the end of its sentence.
fn whole_phrase(text: &str, start: usize) -> Range<usize> {
    let near = text.floor_char_boundary(start + PHRASE);
    let end = text[start..near].find(['\n', '.', '!', '?', ';', '"', '”']).map_or(near, |length| start + length);
    start..start + text[start..end].trim_end().len()
}

/// The span of a secret with the number that follows it: "the password is john 1234".
fn with_number(text: &str, span: Range<usize>) -> Range<usize> {
    let rest = &text[span.end..];
    let digits = rest.trim_start_matches(' ');
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let end = text.len() - digits.len() + length;
    let goes_on = text[end..].starts_with(|c: char| c.is_alphanumeric() || ":/%".contains(c));
    let joined = rest.starts_with(' ') && (2..=8).contains(&length) && !goes_on;
    if joined && !is_year(&text[end - length..end]) && !code::is_amount(text, end) { span.start..end } else { span }
}

/// The span of an answer with the words that go on with it: "the memorable place is Bramble Hill".
fn fact(text: &str, span: Range<usize>) -> Range<usize> {
    const MORE: usize = 3;
    let mut end = span.end;
    for token in tokens(text, span.end).take(MORE) {
        let word = trimmed(text, token.clone());
        let apart = text[end..word.start].contains(|c: char| !c.is_whitespace());
        let lower = text[word.clone()].to_lowercase();
        let other =
            is_ordinary(&lower) || CLAUSE_WORDS.contains(lower.as_str()) || PREPOSITION_WORDS.contains(lower.as_str());
        if apart || word.is_empty() || other || COPULA_WORDS.contains(lower.as_str()) {
            break;
        }
        end = word.end;
    }
    span.start..end
}

/// What was read between the announcing word and a token.
struct Heard {
    link: Link,
    /// Words that may still follow a preposition ("for the laptop"), and one more.
    after_preposition: u8,
    /// Whether no token was read.
    first: bool,
    skipped_ordinary: bool,
    /// Whether passwords are hashed or stored, and whether the word for how follows: "with bcrypt".
    treated: bool,
    by_means: bool,
    /// Whether a relative clause may follow: "the name they want is …".
    relative: bool,
    /// Whether one does, behind which an ordinary word says what the password is like: "the password you chose is silly".
    in_clause: bool,
}

/// Words with which a relative clause begins.
const PRONOUNS: [&str; 14] =
    ["they", "i", "we", "he", "she", "you", "u", "that", "which", "die", "das", "que", "che", "qui"];
/// Words behind a password that say how it is written: "tigerlily, all lower case".
const SPELLINGS: [&str; 9] = [
    "all lower",
    "lower case",
    "lowercase",
    "all caps",
    "one word",
    "no space",
    "without space",
    "capital ",
    "with a capital",
];

/// The secret after the word.
fn after(text: &str, word: Range<usize>, copulas: &[&str], relative: bool) -> Option<Range<usize>> {
    let word_end = word.end;
    if let Some(joined) = code::joined_after(text, word_end) {
        return Some(joined).filter(|joined| joined.len() > 3);
    }
    if let Some((below, link)) = line_below(text, word) {
        let shape = &text[below.clone()];
        let told = if is_number(shape) {
            shape.len() > 2 && !is_year(shape) || link > Link::None
        } else {
            is_secret_shape(shape) || code::code(text, below.start).is_some_and(|code| code.end >= below.end)
        };
        let ordinary = is_ordinary(shape)
            || is_derived(&shape.to_lowercase())
            || ORDINARY_UNSPACED.iter().any(|word| shape.starts_with(word));
        return (told || link > Link::None && !ordinary).then_some(below);
    }
    let (from, at, link) = link_before(text, word_end);
    let after_preposition = if relative { 4 } else { 0 };
    let mut heard = Heard {
        link,
        after_preposition,
        first: true,
        skipped_ordinary: false,
        treated: false,
        by_means: false,
        relative,
        in_clause: false,
    };
    for token in tokens(text, at) {
        if let ControlFlow::Break(found) = heard.token(text, from, token, copulas) {
            return found;
        }
    }
    None
}

/// Returns where the announcing word ends with its quotation mark, where the signs end that follow without a space (a colon,
/// 是, は, an equals sign), and what these say.
fn link_before(text: &str, word_end: usize) -> (usize, usize, Link) {
    if let Some(length) = short_is(&text[word_end..]).or_else(|| it_is(&text[word_end..])) {
        return (word_end + length, word_end + length, Link::Weak);
    }
    let rest = &text[word_end..];
    let hung = rest.trim_start_matches(['"', '\'', '`', ']', ')', '*', '_', '»', '”', '’']);
    let from = word_end + rest.len() - hung.len();
    let (mut at, mut link) = (from, Link::None);
    while let Some((sign, strength)) = link_sign(&text[at..]) {
        at += sign;
        link = link.max(strength);
    }
    // Digits that are joined to the word by a hyphen: `passcode-12345`.
    let joined = text[at..].trim_start_matches('-');
    if joined.len() < text.len() - at && joined.starts_with(|c: char| c.is_ascii_digit()) {
        at = text.len() - joined.len();
        link = link.max(Link::Weak);
    }
    (from, at, link)
}

impl Heard {
    /// Takes the next token: breaks with the secret, or with nothing where none can follow any more.
    fn token(
        &mut self,
        text: &str,
        from: usize,
        token: Range<usize>,
        copulas: &[&str],
    ) -> ControlFlow<Option<Range<usize>>> {
        let whole = token.clone();
        let Range { mut start, end } = token;
        // A sign may stand before the secret or within the same token.
        while let Some((sign, strength)) = link_sign(&text[start..end]) {
            start += sign;
            self.link = self.link.max(strength);
        }
        if start >= end {
            return ControlFlow::Continue(());
        }
        if let Some(quoted) = quoted(text, start) {
            let long = text[quoted.clone()].contains(' ');
            if self.link > Link::None || (!long && is_secret_shape(&text[quoted.clone()])) {
                return ControlFlow::Break(Some(quoted));
            }
        }
        let word = trimmed(text, start..end);
        if word.is_empty() {
            return ControlFlow::Continue(());
        }
        let shape = &text[word.clone()];
        let lower = shape.to_lowercase();
        if std::mem::take(&mut self.by_means) {
            return ControlFlow::Break(None);
        }
        self.by_means = self.treated && MEANS_WORDS.contains(lower.as_str());
        self.treated = TREATED_WORDS.contains(lower.as_str());
        let ends = whole.end > word.end && text[word.end..whole.end].contains(['.', '!', '?', ',', ';']);
        if (COPULA_WORDS.contains(lower.as_str()) || copulas.contains(&lower.as_str())) && !ends {
            self.link = self.link.max(Link::Weak);
            return ControlFlow::Continue(());
        }
        if text[..whole.end].ends_with(':') && self.link == Link::None && self.after_preposition > 0 {
            self.link = Link::Strong;
            return ControlFlow::Continue(());
        }
        // "If they want the maiden name, say Birch."
        if self.relative && self.link == Link::None && SAY_WORDS.contains(lower.as_str()) {
            self.link = Link::Weak;
            return ControlFlow::Continue(());
        }
        // `#` and `*` of a keypad may follow the digits.
        let number = shape.trim_end_matches(['#', '*']);
        let told = is_number(number) && !is_year(number) && !code::is_amount(text, word.end);
        let alone = std::mem::take(&mut self.first) && told;
        let amount = is_number(shape) && code::is_amount(text, word.end);
        let strong = self.link > Link::None && !amount || alone || is_strong_shape(shape);
        let code = code::code(text, word.start)
            .filter(|code| told && (alone || self.link > Link::None) && code.end >= word.end);
        if let Some(code) = code {
            ControlFlow::Break(Some(secret(text, code)))
        } else if let Some(dictated) = dictated(text, word.start).filter(|_| self.link > Link::None) {
            ControlFlow::Break(Some(dictated))
        } else if strong && is_secret_shape(shape) {
            ControlFlow::Break(Some(secret(text, word)))
        } else if shape.starts_with(is_unspaced) {
            ControlFlow::Break(unspaced(text, word.start, self.link))
        } else if amount && self.link == Link::None && self.after_preposition > 0 {
            // "The password of 6 digits is …"
            ControlFlow::Continue(())
        } else if is_number(shape) {
            ControlFlow::Break(None)
        } else if self.link == Link::None {
            self.without_link(text, from, &whole, &word, &lower)
        } else {
            self.with_link(text, start, &word, &lower, ends)
        }
    }

    /// Takes a word while nothing has said yet that the secret follows; `from` is where the announcing word ends.
    fn without_link(
        &mut self,
        text: &str,
        from: usize,
        whole: &Range<usize>,
        word: &Range<usize>,
        lower: &str,
    ) -> ControlFlow<Option<Range<usize>>> {
        let ends = whole.end > word.end && text[word.end..whole.end].contains(['.', '!', '?', ',', ';']);
        // Words joined by hyphens are a passphrase, whatever stands before.
        if is_joined_phrase(&text[word.clone()]) {
            return ControlFlow::Break(Some(secret(text, word.clone())));
        }
        // Slavic languages leave "is" out.
        if let Some(found) = nothing_but(text, word.start, false) {
            return ControlFlow::Break(Some(found));
        }
        // "The maiden name they want is …"
        let pronoun = PRONOUNS.contains(&lower);
        if PREPOSITION_WORDS.contains(lower) || pronoun {
            self.after_preposition = 4;
            self.in_clause = pronoun && !self.relative;
        } else if self.after_preposition > 1 && !ends {
            self.after_preposition -= 1;
        } else if names_a_kind(text, whole, lower) || equals_ahead(text, whole.end) {
            self.link = Link::Strong;
        } else if is_short_form(text, from) && text[whole.end..].trim().is_empty() && !is_ordinary(lower) {
            // After a short form such as `pw`, the only token that follows is the secret.
            return ControlFlow::Break(Some(secret(text, word.clone())));
        } else {
            return ControlFlow::Break(changed_to(text, from));
        }
        ControlFlow::Continue(())
    }

    /// Takes a word after "is" or a colon; the token begins at `start`.
    fn with_link(
        &mut self,
        text: &str,
        start: usize,
        word: &Range<usize>,
        lower: &str,
        ends: bool,
    ) -> ControlFlow<Option<Range<usize>>> {
        if let Some(found) = nothing_but(text, start, true) {
            return ControlFlow::Break(Some(found));
        }
        if PREPOSITION_WORDS.contains(lower) && self.link == Link::Weak || is_rule(lower) {
            return ControlFlow::Break(None);
        }
        if self.in_clause && !is_spelt_out(&text[word.end..]) {
            return ControlFlow::Break(None);
        }
        let compared = text[word.end..].trim_start().starts_with("than ");
        if ORDINARY_WORDS.contains(lower) || JUST_WORDS.contains(lower) || is_derived(lower) || compared {
            let phrase = passphrase(text, start);
            if phrase.is_some() && !self.skipped_ordinary {
                return ControlFlow::Break(phrase);
            }
            self.skipped_ordinary = true;
            return if ends { ControlFlow::Break(None) } else { ControlFlow::Continue(()) };
        }
        // After an ordinary word only a token counts that cannot be anything but a secret.
        let short = lower.chars().count() < 2 && self.link < Link::Strong;
        if self.skipped_ordinary || short {
            return ControlFlow::Break(None);
        }
        ControlFlow::Break(Some(passphrase(text, start).unwrap_or_else(|| secret(text, word.clone()))))
    }
}

/// Returns the word that a place behind "is" names as such: "just aardvark", "simply the word aardvark".
fn nothing_but(text: &str, start: usize, linked: bool) -> Option<Range<usize>> {
    let near = &text[start..text.floor_char_boundary(start + NEAR / 4)];
    let mut at = start;
    for token in tokens(text, start) {
        let word = text[token.clone()].to_lowercase();
        if !JUST_WORDS.contains(word.as_str()) {
            break;
        }
        at = token.end + 1;
    }
    let rest = text.get(at..start + near.len())?;
    let lower = rest.to_lowercase();
    let named = THE_WORD.iter().find(|named| lower.starts_with(**named)).map_or(0, |named| named.len());
    if named == 0 && (at == start || !linked) {
        return None;
    }
    let token = tokens(text, at + named).next()?;
    let word = trimmed(text, token.clone());
    let shape = text[word.clone()].to_lowercase();
    let ends = token.end > word.end || clause_ends(&text[token.end..]);
    let value = shape.chars().count() > 2
        && !is_ordinary(&shape)
        && !is_derived(&shape)
        && !PREPOSITION_WORDS.contains(shape.as_str());
    (value && (ends || named > 0)).then(|| secret(text, word))
}

/// Whether a token consists of three words or more that are joined and make no sentence: `pale-grey-heron`.
fn is_joined_phrase(token: &str) -> bool {
    let parts = || token.split(['-', '_', '.']);
    parts().count() > 2
        && parts().all(|part| part.chars().count() > 2 && part.chars().all(char::is_lowercase) && !is_ordinary(part))
}

/// Whether a text begins with how the word before it is written.
fn is_spelt_out(after: &str) -> bool {
    let near = after[..after.floor_char_boundary(24)].to_lowercase();
    let said = near.trim_start_matches([',', ' ', '(', '-', '"', '”']);
    SPELLINGS.iter().any(|spelling| said.starts_with(spelling))
}

/// Whether the announcing word that ends here is a short form, with which nobody forms sentences.
fn is_short_form(text: &str, end: usize) -> bool {
    let word =
        text[line_start(text, end)..end].rsplit(|c: char| !is_word_char(c)).next().unwrap_or_default().to_lowercase();
    ["pw", "pwd", "ww", "psw", "mdp", "passwd", "psk"].contains(&word.as_str())
}

/// Whether a word says what kind of password follows: one that people do not otherwise write there, before a colon.
fn names_a_kind(text: &str, token: &Range<usize>, lower: &str) -> bool {
    let colon =
        text[..token.end].ends_with(':') || text[token.end..].trim_start_matches([' ', '\u{a0}']).starts_with(':');
    colon && !ORDINARY_WORDS.contains(lower)
}

/// Whether an equals sign follows within a few words: "new password after the reset = …".
fn equals_ahead(text: &str, from: usize) -> bool {
    tokens(text, from).take(4).any(|token| matches!(&text[token], "=" | "->"))
}

/// A token later in the sentence that must be a password: letters, digits and a sign within; or letters and digits at the
/// end of a sentence that announces one.
fn changed_to(text: &str, from: usize) -> Option<Range<usize>> {
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
        let told = code::TO.contains(&before.as_str()) || before.ends_with(':');
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
    (link > Link::None && !is_rule(rest) && !name && (digits || !ordinary) && !asks && (2..=16).contains(&length))
        .then_some(from..from + said.len())
}

/// Whether a text begins with a number of characters, as rules for passwords do.
fn is_rule(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['文', '字', '位', '个', '個', '桁'])
}

/// The token after a colon or a slash beside the name of a place or an account, if it looks like a password.
pub fn of_account(text: &str, from: usize) -> Option<Range<usize>> {
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
