//! Numbers of identity cards, passports, licences and insurances, in lines that name one and in answers to these. Main functions:
//! [`find`], [`asks`], [`is_number`].

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::pattern;
use super::reason::{Found, Reason};
use crate::text::words::is_word_char;

/// Names of such numbers, besides those of the table of patterns.
const NAMES: &[&str] = &[
    "national insurance",
    "insurance number",
    "medicare",
    "medicaid",
    "health insurance",
    "health card",
    "nhs number",
    "member id",
    "membership id",
    "policy number",
    "policy no",
    "passport",
    "driving licence",
    "driving license",
    "driver's license",
    "drivers license",
    "driver license",
    "licence number",
    "license number",
    "id card",
    "id number",
    "pps number",
    "ppsn",
    "pan card",
    "pan number",
    "aadhaar",
    "voter id",
    "tax id",
    "tax file number",
    "tax number",
    "steuer-id",
    "steuer id",
    "steuernummer",
    "identifikationsnummer",
    "ahv-nummer",
    "svnr",
    "bsn",
    "burgerservicenummer",
    "vergi numara",
    "npwp",
    "nomor ktp",
    "krankenversicherung",
    "krankenversichertennummer",
    "krankenkasse",
    "versichertennummer",
    "versicherungsnummer",
    "gesundheitskarte",
    "personalausweis",
    "ausweisnummer",
    "reisepass",
    "führerschein",
    "sozialversicherungsnummer",
    "carte vitale",
    "carte d'identité",
    "sécurité sociale",
    "passeport",
    "permis de conduire",
    "numéro fiscal",
    "mi dni",
    "el dni",
    "su dni",
    "tu dni",
    "dni es",
    "dni:",
    "mi nie",
    "el nie",
    "su nie",
    "número nie",
    "nif",
    "pasaporte",
    "tarjeta sanitaria",
    "seguridad social",
    "codice fiscale",
    "tessera sanitaria",
    "carta d'identità",
    "passaporto",
    "patente di guida",
    "la mia patente",
    "numero patente",
    "cartão de cidadão",
    "cartão do cidadão",
    "passaporte",
    "paspoort",
    "rijbewijs",
    "identiteitskaart",
    "dowód osobisty",
    "dowodu osobistego",
    "numer dowodu",
    "paszport",
    "prawo jazdy",
    "pesel",
    "паспорт",
    "снилс",
    "полис",
    "personnummer",
    "körkort",
    "passnummer",
    "henkilötunnus",
    "hetu",
    "cpr",
    "pasaport",
    "kimlik",
    "ehliyet",
    "护照",
    "身份证",
    "医保",
    "社保",
    "パスポート",
    "マイナンバー",
    "保険証",
];

static NAMED: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(NAMES).ok());

/// Letters and digits as such numbers have them: two letters and six digits, blocks of letters and digits, one letter at the end.
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::compile(concat!(
        r"(?-u:\b)(?:[1-9][A-Z][A-Z0-9][0-9]-?[A-Z][A-Z0-9][0-9]-?[A-Z]{2}[0-9]{2}",
        r"|[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]",
        r"|[XYZ][ -]?[0-9]{7}[ -]?[A-Z]|[0-9]{7,8}[ -]?[A-Z]{1,2}",
        r"|[A-Z]{5}[0-9]{4}[A-Z]|[0-9]{6}[-+A][0-9]{3}[0-9A-Z]|[0-9]{6,8}-[0-9]{4}",
        r"|[A-Z]{1,4}[ -]?[0-9]{5,12}[A-Z]{0,2}[0-9]?|[A-Z][A-Z0-9]*[0-9][A-Z0-9]*[0-9][A-Z0-9]{3,}",
        r"|[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}|[A-Z]{3} ?[0-9]{3} ?[0-9]{3}|[0-9]{2} ?[0-9]{2} ?[0-9]{6}|[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}(?:[ -][0-9]{2})?)(?-u:\b)",
    ))
});

/// Least bytes of a name that may have an ending.
const INFLECTED: usize = 8;
/// Most bytes between a name and its number.
const NEAR: usize = 40;

/// Returns where names of such numbers end.
fn names(text: &str) -> impl Iterator<Item = usize> + '_ {
    let places = NAMED.iter().flat_map(move |names| names.find_iter(text));
    places
        .filter(|name| {
            let own = text[name.range()].chars().next_back().is_some_and(|c| !c.is_ascii());
            let rest = &text[name.end()..];
            let goes_on = rest.starts_with(is_word_char) && name.range().len() < INFLECTED;
            own || !text[..name.start()].ends_with(is_word_char) && !goes_on
        })
        .map(|name| name.end())
}

/// Finds such numbers behind their names.
pub fn find(text: &str, found: &mut Vec<Found>) {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    for end in names(text) {
        let near = text.floor_char_boundary(end + NEAR);
        let line = text[end..near].find(['\n', '.', '!', '?', ';']).map_or(near, |length| end + length);
        // The number itself may end beyond.
        let Some(place) = SHAPE.find_at(text, end).filter(|place| place.start() < line) else { continue };
        // Digits alone between are another number: "2 passports, gate B3412".
        let other = text[end..place.start()].contains(|c: char| c.is_ascii_digit());
        if !other {
            found.push(Found { span: place.range(), reason: Reason::Number });
        }
    }
}

/// Whether a line names such a number.
pub fn asks(line: &str) -> bool {
    names(line).next().is_some()
}

/// Whether a text is nothing but such a number.
pub fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', '!', ',']).trim();
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    SHAPE.find(bare).is_some_and(|place| place.len() == bare.len())
        || digits > 6 && bare.bytes().all(|byte| byte.is_ascii_digit() || b" -./".contains(&byte))
}
