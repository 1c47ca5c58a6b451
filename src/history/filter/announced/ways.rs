//! Secrets that no word for one announces, but a way in: "the gate takes 4471", "they let you in with Tulip44", "we use Tulip44
//! for everything", "4471 and then the hash key", "551 204 is what the bank texted me". Main function: [`has_secret`].

use super::super::access_words::USED;
use super::super::words::is_place_name;
use super::around::{Around, Hit};
use super::candidates::Shape;
use super::code::{self, TIME_WORDS};
use super::lists::{
    COPULA_WORDS, MEANS_WORDS, OPEN_WORDS, OR_WORDS, PREPOSITION_WORDS, SET_WORDS, TAKE_WORDS, TURN_FILLER_WORDS,
    TYPE_WORDS, USE_WORDS, WEAK_TYPE_WORDS, WITH_WORDS,
};
use super::shape::{is_clock, is_long_mixed, is_time, is_year};
use super::table::Kind;
use super::tokens::{bare, line_start, word_before};

/// Most bytes between a lock and the verb that says what it takes.
const NEAR: usize = 48;
/// Most bytes between a code and the key of the keypad that is pressed then.
const THEN: usize = 48;
/// Most words between a verb for turning and "to".
const TURN: usize = 4;
/// Particles of "in" behind the number with which somebody gets in.
const IN: [&str; 9] = ["rein", "hinein", "herein", "binnen", "inn", "in", "auf", "open", "los"];
/// Keys of a keypad, right behind a code.
const KEYS: [&str; 16] = [
    "enter",
    "hash",
    "star",
    "ok",
    "tick",
    "bell",
    "pound",
    "raute",
    "stern",
    "entrée",
    "étoile",
    "cloche",
    "valider",
    "campana",
    "invio",
    "решётка",
];
/// Words by which one way is right: "set the password as Tulip44".
const AS: [&str; 9] = ["as", "als", "como", "comme", "come", "jako", "как", "som", "olarak"];

fn is_lock(kind: Kind) -> bool {
    matches!(kind, Kind::Lock | Kind::Door | Kind::Pad | Kind::Vague | Kind::Code)
}

/// Whether the candidate is a secret by how one gets in.
pub fn has_secret(around: &Around) -> bool {
    match around.candidate.shape {
        Shape::Number => {
            lets_in(around) || is_recipe(around) || !around.is_counted() && has_code(around) || is_pressed(around)
        }
        Shape::Certain | Shape::Mixed | Shape::Signed => has_password(around),
    }
}

/// Whether somebody gets in with the number, be it a year: "she gets in with 1960 on the side door".
fn lets_in(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let with = WITH_WORDS.contains(number.last_word(text).as_str());
    let next = number.next_word(text);
    let way = around.before(|kind| matches!(kind, Kind::Way | Kind::Login)) || IN.contains(&next.as_str());
    let adjacent = around.nearest().filter(|hit| hit.kind == Kind::Way).is_some_and(|hit| {
        let between = text[hit.span.end..number.span.start.max(hit.span.end)].trim_matches([' ', '#', '*']);
        WITH_WORDS.contains(between.to_lowercase().as_str())
    });
    if adjacent && number.goes_on_plainly(text) && !is_year(around.shape()) && !around.shape().ends_with("00") {
        return true;
    }
    // Turkish says "with" behind it.
    (with && way || next == "ile")
        && around.beside(is_lock)
        && !number.is_amount(text, "")
        && number.goes_on_plainly(text)
}

/// Whether the number ends a line that says of what a code is made: "the pin is his birthday, 2308".
fn is_recipe(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let Some(hit) = around.nearest().filter(|hit| matches!(hit.kind, Kind::Code | Kind::Vague | Kind::Password)) else {
        return false;
    };
    let between = text[hit.span.end..number.span.start.max(hit.span.end)].to_lowercase();
    let mut words = between.split(|c: char| !c.is_alphanumeric());
    number.is_last && !between.contains(['.', '?', '!']) && words.any(|word| MADE_OF.contains(&word))
}

/// What people make codes of.
const MADE_OF: [&str; 26] = [
    "birthday",
    "bday",
    "birth",
    "year",
    "anniversary",
    "geburtstag",
    "geburtsjahr",
    "hochzeitstag",
    "jahr",
    "anniversaire",
    "année",
    "cumpleaños",
    "año",
    "compleanno",
    "anno",
    "aniversário",
    "ano",
    "verjaardag",
    "geboortejaar",
    "urodziny",
    "urodzenia",
    "рождения",
    "год",
    "födelsedag",
    "födelseår",
    "doğum",
];

/// Whether a number is a code by how one gets in.
fn has_code(around: &Around) -> bool {
    let shape = around.shape();
    let at = TIME_WORDS.contains(&around.candidate.last_word(around.text).as_str());
    let time = is_clock(shape) || at && is_time(shape);
    let round = shape.ends_with("00");
    takes(around) && !time && !round
        || around.is_dialled() && !is_time(shape)
        || then_pressed(around) && !time && !round
        || is_other_way(around) && !time && !round
        || is_sent(around)
        || (is_second(around) || is_of_lock(around) || is_needed(around) || is_typed_there(around)) && !time && !round
        || (is_opened_with(around) || is_to_disarm(around) || is_at_strong_lock(around)) && !round
        || USED.contains(&around.candidate.next_word(around.text).as_str()) && around.beside(is_lock) && !time
        || (is_key_of_door(around) || is_typed_weakly(around)) && !round
        || is_used_everywhere(around)
}

/// Whether a lock takes the number or token: "the key safe takes 4471".
fn takes(around: &Around) -> bool {
    let (text, candidate) = (around.text, around.candidate);
    let near = |start: usize| around.nearest().is_some_and(|hit| is_lock(hit.kind) && hit.span.end + NEAR >= start);
    TAKE_WORDS.contains(candidate.last_word(text).as_str())
        && near(candidate.span.start)
        && candidate.goes_on_plainly(text)
}

/// Whether a key of the keypad is pressed behind the number: "4471 and then the hash key", "4471 then hit the green button".
fn then_pressed(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let filler =
        TURN_FILLER_WORDS.contains(number.next_word(text).as_str()) || text[number.span.end..].starts_with(',');
    let pressed = |kind| kind == Kind::Pad;
    let key = KEYS.contains(&number.next_word(text).as_str()) && around.before(is_lock);
    filler && around.after(THEN, pressed) || around.after(1, pressed) || key
}

/// Whether a number, be it a year, is typed before a key is pressed, in a line that speaks of a lock: "tape 1946 puis la touche verte".
fn is_pressed(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let typed = TYPE_WORDS.contains(number.last_word(text).as_str());
    typed && TURN_FILLER_WORDS.contains(number.next_word(text).as_str()) && around.beside(is_lock)
}

/// Whether the number is another way than one that was told: "the phone unlocks with the L shape, or 258036".
fn is_other_way(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let opens = |kind| matches!(kind, Kind::Lock | Kind::Code | Kind::Login | Kind::Password | Kind::Way);
    let digits = around.shape().bytes().filter(u8::is_ascii_digit).count();
    let line = &text[line_start(text, number.span.start)..number.span.start];
    let opened = || digits > 4 && line.split_whitespace().any(|word| OPEN_WORDS.contains(word.to_lowercase().as_str()));
    OR_WORDS.contains(number.last_word(text).as_str())
        && digits > 3
        && (around.before(opens) || opened())
        && number.goes_on_plainly(text)
}

/// Whether a clause ends with the number that names nothing but a lock and what that is for: "padlock of the bike 4417", "the boiler
/// room door, 9931 and turn".
fn is_of_lock(around: &Around) -> bool {
    const BETWEEN: usize = 3;
    let (text, number) = (around.text, around.candidate);
    let Some(hit) = around.nearest().filter(|hit| is_of_wheels(text, hit)) else {
        let door = |hit: &&Hit| hit.kind == Kind::Door && text[hit.span.end..].starts_with(", ");
        let beside = around.nearest().filter(door).is_some_and(|hit| hit.span.end + 2 == number.span.start);
        return beside && TURN_FILLER_WORDS.contains(number.next_word(text).as_str());
    };
    let between = text[hit.span.end..number.span.start.max(hit.span.end)].trim();
    let words: Vec<String> = between.split_whitespace().map(str::to_lowercase).collect();
    let first = words.first().map_or("", String::as_str);
    let before = &text[line_start(text, hit.span.start)..hit.span.start];
    if PREPOSITION_WORDS.contains(word_before(before).to_lowercase().as_str()) {
        return false;
    }
    let of = PREPOSITION_WORDS.contains(first) || first == "," || code::NUMBERED.contains(&first);
    let head = text[line_start(text, hit.span.start)..hit.span.start].split_whitespace().count();
    let plain = !between.trim_start_matches(',').contains(|c: char| ".,;:!?/".contains(c) || c.is_ascii_digit());
    of && plain && head < BETWEEN && words.len() <= BETWEEN && number.ends_clause(text)
}

/// Whether a word names a lock, or one whose name has no other meaning.
fn is_of_wheels(text: &str, hit: &Hit) -> bool {
    const OTHERS: [&str; 12] =
        ["code", "pin", "verif", "nip", "comb", "kombi", "locker", "taquilla", "комби", "kod", "código", "codice"];
    let name = text[hit.span.clone()].to_lowercase();
    hit.kind == Kind::Lock || hit.kind == Kind::Vague && !OTHERS.iter().any(|other| name.starts_with(other))
}

/// Whether the number is needed for a door: "you'll need 4417 for the barrier".
fn is_needed(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    TAKE_WORDS.contains(number.last_word(text).as_str()) && number.is_for(text) && around.after(THEN, is_lock)
}

/// Whether the number is typed at a lock that is named behind it: "put 4417 on the panel".
fn is_typed_there(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let last = number.last_word(text);
    let verb = [&*WEAK_TYPE_WORDS, &*TYPE_WORDS, &*TAKE_WORDS].iter().any(|words| words.contains(last.as_str()));
    let there = |kind| matches!(kind, Kind::Lock | Kind::Door | Kind::Pad);
    let next = number.next_word(text);
    let preposition = PREPOSITION_WORDS.contains(next.as_str()) || MEANS_WORDS.contains(next.as_str());
    verb && preposition && around.after(NEAR, there)
}

/// Whether words behind the number or before it say that it disarms: "7713 to turn the alarm off", "to turn the alarm off 7713".
fn is_to_disarm(around: &Around) -> bool {
    const REACH: usize = 28;
    let (text, number) = (around.text, around.candidate);
    let lock = |kind| kind == Kind::Lock;
    let behind = TO_DO.contains(&number.next_word(text).as_str()) && around.after(REACH, lock);
    let line = text[line_start(text, number.span.start)..number.span.start].to_lowercase();
    let first = line.split_whitespace().next().unwrap_or_default();
    let near = around.nearest().is_some_and(|hit| hit.kind == Kind::Lock && hit.span.end + REACH >= number.span.start);
    let before = TO_DO.contains(&first) && near && number.is_last && !line.contains(['.', '?', '!', ',']);
    let time = is_time(around.shape()) && TIME_WORDS.contains(&number.last_word(text).as_str());
    (behind || before) && !time && number.goes_on_plainly(text)
}

/// "To", before a verb.
const TO_DO: [&str; 13] =
    ["to", "um", "zum", "pour", "para", "per", "pra", "om", "żeby", "aby", "чтобы", "för", "için"];

/// Whether the number stands right behind a lock that has nothing but a code: "key safe 7713 by the porch".
fn is_at_strong_lock(around: &Around) -> bool {
    const STRONG: [&str; 24] = [
        "lock box",
        "lockbox",
        "key safe",
        "keysafe",
        "key box",
        "keybox",
        "padlock",
        "keypad",
        "digicode",
        "schlüsselsafe",
        "schlüsselkasten",
        "schlüsselbox",
        "boîte à cl",
        "cadenas",
        "candado",
        "lucchetto",
        "cadeado",
        "hangslot",
        "sleutelk",
        "kłódk",
        "skrytk",
        "ключниц",
        "домофон",
        "nyckelskåp",
    ];
    let (text, number) = (around.text, around.candidate);
    let strong = |hit: &&Hit| {
        let name = text[hit.span.clone()].to_lowercase();
        STRONG.iter().any(|strong| name.starts_with(strong))
    };
    let adjacent = |hit: &Hit| hit.span.end + 1 == number.span.start;
    // "The lockbox by the meter 6620": a place stands between.
    let placed = |hit: &Hit| {
        let between = text.get(hit.span.end..number.span.start).unwrap_or_default();
        let mut words = between.split_whitespace();
        let place = words.next().is_some_and(|word| PLACE_WORDS.contains(&word.to_lowercase().as_str()));
        let clause = !between.contains(['.', ',', ';', ':', '?', '!']) && number.ends_clause(text);
        place && clause && (1..=MOST_OF_PLACE).contains(&words.count())
    };
    let near = around.nearest().filter(strong).is_some_and(|hit| adjacent(hit) || placed(hit));
    near && number.goes_on_plainly(text)
}

/// Words before the place of a lock, and most words of the place behind them.
const PLACE_WORDS: [&str; 40] = [
    "by",
    "near",
    "at",
    "on",
    "in",
    "behind",
    "beside",
    "under",
    "outside",
    "beneath",
    "am",
    "an",
    "im",
    "neben",
    "unter",
    "hinter",
    "vor",
    "près",
    "à",
    "au",
    "sous",
    "derrière",
    "junto",
    "en",
    "bajo",
    "detrás",
    "al",
    "alla",
    "sotto",
    "vicino",
    "dietro",
    "no",
    "na",
    "bij",
    "naast",
    "onder",
    "przy",
    "pod",
    "у",
    "под",
];
const MOST_OF_PLACE: usize = 4;

/// Whether words for opening "with" stand right before the number.
fn is_opened_with(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let adjacent = around.nearest().is_some_and(|hit| hit.kind == Kind::Way && hit.span.end + 1 == number.span.start);
    adjacent && WITH_WORDS.contains(number.last_word(text).as_str()) && number.goes_on_plainly(text)
}

/// Whether the number is typed behind another: "at the gate press 14 then 7723".
fn is_second(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let line = &text[line_start(text, number.span.start)..number.span.start];
    let typed =
        || line.split(|c: char| !c.is_alphanumeric()).any(|word| TYPE_WORDS.contains(word.to_lowercase().as_str()));
    let then = TURN_FILLER_WORDS.contains(number.last_word(text).as_str());
    then && number.ends_clause(text) && around.before(is_lock) && typed()
}

/// Whether a message brought the number: six digits, or one that the line says to type.
fn is_sent(around: &Around) -> bool {
    let (text, number, shape) = (around.text, around.candidate, around.shape());
    let groups: Vec<usize> = shape.split(['-', ' ']).map(str::len).collect();
    let six = matches!(groups[..], [6] | [3, 3] | [2, 2, 2]) && !shape.ends_with("000");
    let line = line_start(text, number.span.start);
    let near = text.floor_char_boundary(number.span.end + NEAR);
    let typed = || {
        let mut words = text[line..near].split(|c: char| !c.is_alphanumeric());
        words.any(|word| TYPE_WORDS.contains(word.to_lowercase().as_str()))
    };
    let message = around.beside(|kind| kind == Kind::Message);
    let arrival = message || around.beside(|kind| kind == Kind::Arrival);
    let shown = six && number.is_told(text) && around.beside(|kind| kind == Kind::Login);
    let told = || number.is_told(text) && !is_time(shape) && !shape.ends_with('0');
    number.goes_on_plainly(text) && (six && arrival || shown || message && (told() || !is_time(shape) && typed()))
}

/// Whether a word for a key stands before the number in a line that speaks of a door: "gate 15 key 2846".
fn is_key_of_door(around: &Around) -> bool {
    let door = |kind| matches!(kind, Kind::Lock | Kind::Door);
    around.candidate.is_right_behind_key(around.text) && around.before(door)
}

/// Whether a verb that means much else stands before the number at the end of a clause that speaks of a code: "the PIN, mach 4471".
fn is_typed_weakly(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    let last = number.last_word(text);
    let verb = WEAK_TYPE_WORDS.contains(last.as_str()) || TYPE_WORDS.contains(last.as_str());
    let pin = around.nearest().is_some_and(|hit| matches!(hit.kind, Kind::Code | Kind::Vague | Kind::Lock | Kind::Pad));
    verb && pin && number.ends_clause(text) && !is_time(around.shape())
}

/// Whether the number is one that somebody uses for all: "I use 4471 for everything".
fn is_used_everywhere(around: &Around) -> bool {
    let (text, number) = (around.text, around.candidate);
    USE_WORDS.contains(number.last_word(text).as_str()) && around.after(THEN, |kind| kind == Kind::Way)
}

/// Whether a token is a password by how one gets in.
fn has_password(around: &Around) -> bool {
    let (text, token) = (around.text, around.candidate);
    let last = token.last_word(text);
    let place = |kind| kind == Kind::Account;
    let nearest = |is: fn(Kind) -> bool| around.nearest().is_some_and(|hit| is(hit.kind));
    if TAKE_WORDS.contains(last.as_str()) && nearest(|kind| matches!(kind, Kind::Account | Kind::Login | Kind::Way)) {
        return true;
    }
    if token.shape == Shape::Signed || token.is_first() && !token.is_last {
        return false;
    }
    let typed = TYPE_WORDS.contains(last.as_str())
        || last == "put"
        || last == "in" && TYPE_WORDS.contains(token.word_before_last(text).as_str());
    if typed && around.beside(|kind| matches!(kind, Kind::Way | Kind::Account | Kind::Login)) {
        return token.shape != Shape::Signed || around.shape().contains(['!', '$', '#', '%', '&']);
    }
    let told = token.is_told(text) || token.is_quoted(text) || USED.contains(&token.next_word(text).as_str());
    let with = WITH_WORDS.contains(last.as_str());
    let in_line = &text[line_start(text, token.span.start)..token.span.start];
    let clause = in_line.rsplit([',', ';']).next().unwrap_or_default();
    let clause = clause.rsplit(" and ").next().unwrap_or_default();
    let called = || clause.split_whitespace().any(is_place_name);
    let certain = token.shape == Shape::Certain;
    let behind = || {
        around.nearest().is_some_and(|hit| {
            let between = &text[hit.span.end..token.span.start.max(hit.span.end)];
            hit.kind == Kind::Account && between.split_whitespace().count() < 2
        })
    };
    let linked = COPULA_WORDS.contains(last.as_str()) || token.has_sign_before(text);
    (told || with) && around.beside(|kind| kind == Kind::Way)
        || certain && around.nearest().is_some_and(|hit| hit.kind == Kind::Way && hit.span.end + 1 == token.span.start)
        || AS.contains(&last.as_str()) && around.before(|kind| matches!(kind, Kind::Password | Kind::Login))
        || with && around.before(|kind| kind == Kind::Login)
        || certain && (told && around.beside(place) || behind()) && !called()
        || linked && is_long_mixed(around.shape()) && around.beside(place) && !called()
        || takes(around) && around.shape().bytes().filter(u8::is_ascii_digit).count() > 1
}

impl Around<'_> {
    /// Whether a verb says that the wheels of a lock are set to the number: "turn it to 12-30-06".
    fn is_dialled(&self) -> bool {
        let (text, number) = (self.text, self.candidate);
        let before = &text[line_start(text, number.span.start)..number.span.start];
        let verb = |word: &str| {
            let word = bare(word);
            SET_WORDS.contains(word.as_str())
        };
        let last = number.last_word(text);
        let to = code::TO.contains(&last.as_str()) || ["up", "at", "sur", "su", "em", "op"].contains(&last.as_str());
        let turned = before.split_whitespace().rev().take(TURN).any(verb) || verb(&number.next_word(text));
        to && turned && self.beside(is_lock)
    }
}
