//! Mends what Facebook and Instagram break: UTF-8 whose every byte was written as a character of its own.

/// The text that was meant, if `text` is such text; else `text`.
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
}
