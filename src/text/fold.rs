//! The form of text that the model reads. The person's own text is never changed by it.
//!
//! Folding is character for character, so that positions and counts survive it; only NFC may join characters.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC, then every character folded: what the model is trained on and fed with.
///
/// Line ends become `\n`, whatever the system they come from.
#[must_use]
pub fn normalize(text: &str) -> String {
    let unix;
    let text = if text.contains('\r') {
        unix = text.replace("\r\n", "\n").replace('\r', "\n");
        &unix
    } else {
        text
    };
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().map(fold_char).collect()
    } else {
        text.nfc().map(fold_char).collect()
    }
}

/// Returns a text with one line end in the place of several, as the model was trained on lines without blank ones between.
#[must_use]
pub fn without_blank_lines(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\n' | '\r');
    if !text.as_bytes().windows(2).any(|pair| pair == b"\n\n" || pair == b"\n\r" || pair == b"\r\r") {
        return text.into();
    }
    let mut left = String::with_capacity(text.len());
    for c in text.chars() {
        if !(breaks(c) && left.ends_with('\n')) {
            left.push(if c == '\r' { '\n' } else { c });
        }
    }
    left.into()
}

/// The keyboard form of a typographic quote, dash or space; other characters as they are.
///
/// Control characters other than the newline read as spaces.
#[must_use]
pub fn fold_char(c: char) -> char {
    match c {
        '\u{20}'..='\u{7e}' | '\n' => c,
        '‘' | '’' | '‚' | '‛' | '′' | '‵' | 'ʼ' | '＇' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '‶' | '«' | '»' | '＂' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '－' => '-',
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
        c if c.is_control() => ' ',
        c => c,
    }
}

/// Returns whether a reader does not see a character: zero width, joiners, direction marks, variation selectors, tags,
/// soft hyphens, combining keycaps.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{20e3}' | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(normalize(input), expected);
        assert_eq!(normalize(expected), expected, "folding twice changes nothing more");
    }

    #[test]
    fn typographic_forms_become_keyboard_forms() {
        check("“I’ll—maybe”", "\"I'll-maybe\"");
        check("«non»\u{a0}!", "\"non\" !");
        check("5–6\u{202f}km", "5-6 km");
    }

    #[test]
    fn composed_and_decomposed_letters_are_one() {
        check("cafe\u{301}", "café");
        check("n\u{303}", "ñ");
        check("한", "한");
    }

    #[test]
    fn line_ends_and_controls() {
        check("a\r\nb\rc\td\u{0}e", "a\nb\nc d e");
    }

    #[test]
    fn other_text_is_left_alone() {
        check("naïve 漢字 😀 ± …", "naïve 漢字 😀 ± …");
    }
}
