//! Mends UTF-8 whose every byte was written as a character of its own: Facebook and Instagram export such text, and so
//! does a program that takes UTF-8 for Latin-1 or Windows-1252 and writes it again.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The text that was meant, if `text` is such text in Latin-1; else `text`.
pub fn mended(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    match bytes.map(String::from_utf8) {
        Some(Ok(meant)) => meant,
        _ => text,
    }
}

/// The text that was meant, if there is evidence that `text` was encoded twice; else `text`.
pub fn once_encoded(text: &str) -> Cow<'_, str> {
    match may_be_twice(text.as_bytes()).then(|| once(text)).flatten() {
        Some(meant) => Cow::Owned(meant),
        None => Cow::Borrowed(text),
    }
}

/// Whether a character stands there that a first byte of UTF-8 becomes, and behind it one that a later byte becomes.
fn may_be_twice(bytes: &[u8]) -> bool {
    let follows = |rest: Option<&[u8]>| matches!(rest, Some([0x82..=0xb4, 0xc2 | 0xc5 | 0xc6 | 0xcb | 0xe2, ..]));
    memchr::memchr_iter(0xc3, bytes).any(|at| follows(bytes.get(at + 1..)))
}

/// Characters encoded twice that are evidence; the two of `Ã©` seldom stand together in a text that was encoded once.
fn once(text: &str) -> Option<String> {
    let bytes: Vec<u8> = text.chars().map(byte_of).collect::<Option<_>>()?;
    let meant = String::from_utf8(bytes).ok()?;
    let found = meant.chars().filter(|c| !c.is_ascii()).count();
    let usual = meant.chars().any(|c| matches!(u32::from(c), 0xa0..=0xff | 0x2010..=0x203a | 0x1f000..));
    (usual || found >= 2).then_some(meant)
}

/// The byte that was taken for this character.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, unknown) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        let check = |text: &str, expected: &str| assert_eq!(mended(text.to_owned()), expected);
        check("plain", "plain");
        check("caf\u{c3}\u{a9} \u{f0}\u{9f}\u{98}\u{8a}", "café 😊");
        check("café", "café");
        check("naïve 😊", "naïve 😊");
    }

    #[test]
    fn what_was_encoded_twice() {
        let check = |text: &str, expected: &str| assert_eq!(once_encoded(text), expected);
        check("fÃ¼r dich schÃ¶n heiÃŸ", "für dich schön heiß");
        check("itâ€™s late", "it’s late");
        check("Ð¿Ñ\u{80}Ð¸Ð²ÐµÑ\u{82}", "привет");
        check("ðŸ˜Š ok", "😊 ok");
        for text in ["plain", "für dich", "naïve 😊", "«À»", "GARÇON»", "Ã quoi bon", "ÁÉÍ “ÓÚ”", "привет", "Â§ 5 – ñ"]
        {
            check(text, text);
        }
    }
}
