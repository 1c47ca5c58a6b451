//! Positions of the protocol (line, character in an encoding) and offsets (bytes of UTF-8).
//!
//! A line ends with `\n`, `\r\n` or `\r`. Positions beyond a line's end mean its end, those inside a character its
//! beginning. Main type: [`Encoding`].

use lsp_types::{Position, PositionEncodingKind};

/// What a `character` of a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    /// The encoding to use with a client that offers these: UTF-8, which costs least, else what the protocol prescribes.
    pub fn choose(offered: &[PositionEncodingKind]) -> Encoding {
        let has = |kind: PositionEncodingKind| offered.contains(&kind);
        if has(PositionEncodingKind::UTF8) {
            Encoding::Utf8
        } else if has(PositionEncodingKind::UTF32) && !has(PositionEncodingKind::UTF16) {
            Encoding::Utf32
        } else {
            Encoding::Utf16
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }

    /// Length of a text in this encoding's units.
    pub fn length(self, text: &str) -> u32 {
        u32::try_from(text.chars().map(|c| self.units(c)).sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// The byte that a position means.
    pub fn offset(self, text: &str, position: Position) -> usize {
        let Some(start) = line_start(text, position.line as usize) else { return text.len() };
        let mut left = position.character as usize;
        let mut at = start;
        for c in text[start..].chars().take_while(|c| !is_end(*c)) {
            if left < self.units(c) {
                break;
            }
            left -= self.units(c);
            at += c.len_utf8();
        }
        at
    }
}

fn is_end(c: char) -> bool {
    c == '\n' || c == '\r'
}

/// Ends of lines, as offsets of what comes after them.
fn after_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let ends = move |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(*at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(ends).map(|at| at + 1)
}

/// Offset of a line's first byte; nothing when there is no such line.
fn line_start(text: &str, line: usize) -> Option<usize> {
    if line == 0 { Some(0) } else { after_ends(text).nth(line - 1) }
}

/// How many ends of lines a text has.
pub fn line_ends(text: &str) -> usize {
    after_ends(text).count()
}

/// The lines of a text without their ends; one more than there are ends.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = after_ends(text).chain([text.len()]).collect();
    let starts = std::iter::once(0).chain(after_ends(text).collect::<Vec<_>>());
    starts.zip(ends).map(|(start, end)| text[start..end].trim_end_matches(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_every_encoding() {
        let text = "aé👋b\r\nzwei\rdrei\n";
        let check = |encoding: Encoding, line, character, expected: usize| {
            let position = Position { line, character };
            assert_eq!(encoding.offset(text, position), expected, "{encoding:?} {line}:{character}");
        };
        for (character, expected) in [(0, 0), (1, 1), (2, 1), (3, 3), (5, 3), (7, 7), (8, 8), (99, 8)] {
            check(Encoding::Utf8, 0, character, expected);
        }
        for (character, expected) in [(1, 1), (2, 3), (3, 3), (4, 7), (5, 8), (6, 8)] {
            check(Encoding::Utf16, 0, character, expected);
        }
        for (character, expected) in [(1, 1), (2, 3), (3, 7), (4, 8), (5, 8)] {
            check(Encoding::Utf32, 0, character, expected);
        }
        check(Encoding::Utf16, 1, 2, 12);
        check(Encoding::Utf16, 2, 0, 15);
        check(Encoding::Utf16, 3, 0, 20);
        check(Encoding::Utf16, 4, 0, text.len());
        check(Encoding::Utf16, u32::MAX, u32::MAX, text.len());
    }

    #[test]
    fn lines_have_three_kinds_of_ends() {
        assert_eq!(lines("a\r\nb\rc\nd").collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(lines("a\n\n").collect::<Vec<_>>(), ["a", "", ""]);
        assert_eq!(lines("").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn the_cheapest_encoding_is_chosen() {
        let check = |offered: &[PositionEncodingKind], expected| assert_eq!(Encoding::choose(offered), expected);
        check(&[], Encoding::Utf16);
        check(&[PositionEncodingKind::UTF16, PositionEncodingKind::UTF8], Encoding::Utf8);
        check(&[PositionEncodingKind::UTF32], Encoding::Utf32);
        check(&[PositionEncodingKind::UTF32, PositionEncodingKind::UTF16], Encoding::Utf16);
        check(&[PositionEncodingKind::new("utf-7")], Encoding::Utf16);
    }
}
