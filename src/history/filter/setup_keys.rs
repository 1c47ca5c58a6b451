//! Keys with which an authenticator is set up: groups of four letters and digits of base 32 (RFC 4648), which nobody writes
//! otherwise. Main function: [`find`].

use std::sync::LazyLock;

use regex::Regex;

use super::pattern;
use super::reason::{Found, Reason};

/// Four groups or more in one case.
static GROUPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::compile(
        r"(?-u:\b)(?:[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2,}|[A-Z0-9]{5}(?:-[A-Z0-9]{5}){2,}|[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){2,}|[a-z2-7]{4}(?:[ -][a-z2-7]{4}){2,})(?-u:\b)",
    )
});

/// Least groups, and of these with digits among letters.
const LEAST: usize = 4;
const MIXED: usize = 2;
/// Least capitals of a key of which nothing speaks.
const SIGNS: usize = 4;
/// Least groups of a key of which the text speaks.
const ANNOUNCED: usize = 3;

/// Words that announce such a key.
const NAMES: &[&str] = &[
    "setup key",
    "set-up key",
    "secret key",
    "manual key",
    "authenticator",
    "2fa",
    "totp",
    "two-factor",
    "mfa",
    "einrichtungsschlüssel",
    "geheimschlüssel",
    "clé de configuration",
    "clé secrète",
    "clave de configuración",
    "clave secreta",
    "chiave di configurazione",
    "chiave segreta",
    "chave de configuração",
    "chave secreta",
    "instelsleutel",
    "geheime sleutel",
    "klucz konfigurac",
    "tajny klucz",
    "ключ настройки",
    "секретный ключ",
    "installationsnyckel",
    "kurulum anahtarı",
    "设置密钥",
    "密钥",
    "セットアップキー",
];

pub fn find(text: &str, found: &mut Vec<Found>) {
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).take(SIGNS).count();
    let named = || {
        let lower = text.to_lowercase();
        NAMES.iter().any(|name| lower.contains(name))
    };
    let digits = count(u8::is_ascii_digit);
    if digits == 0 || (digits < MIXED || count(u8::is_ascii_uppercase) < SIGNS) && !named() {
        return;
    }
    for place in GROUPS.find_iter(text) {
        let mut groups = place.as_str().split([' ', '-']);
        let count = groups.clone().count();
        let letters = |group: &&str| group.bytes().any(|byte| byte.is_ascii_alphabetic());
        let mixed =
            groups.clone().filter(letters).filter(|group| group.bytes().any(|byte| byte.is_ascii_digit())).count();
        let plain = groups.all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
        let capitals = place.as_str().bytes().any(|byte| byte.is_ascii_uppercase());
        if !plain
            && (capitals && (count >= LEAST || place.as_str().contains('-')) && mixed >= MIXED
                || count >= ANNOUNCED && mixed > 0 && named())
        {
            found.push(Found { span: place.range(), reason: Reason::Key });
        }
    }
}
