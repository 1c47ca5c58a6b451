//! Which encoding a file of text is in: UTF-8, UTF-16 with and without its mark, or one of the encodings from before,
//! which are told apart by what their letters would spell (`chardetng`).

use std::io::{self, Cursor, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_8, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, WINDOWS_1255};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// Bytes read at once to see whether there is a mark before them.
const HEAD_BYTES: u64 = 8 << 10;

/// The encoding of a file that begins with `head`; nothing where it is UTF-8, or where only some lines are not.
pub fn of_file(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding != UTF_8).then_some(encoding);
    }
    utf16_without_mark(head).or_else(|| legacy_of_file(head))
}

/// Text of UTF-16 has a zero byte in half of its places, always on the same side of line ends and spaces.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let even = head.len() & !1;
    let pairs = head[..even].as_chunks::<2>().0;
    if pairs.len() < 4 {
        return None;
    }
    let count = |is: fn(&[u8; 2]) -> bool| pairs.iter().filter(|pair| is(pair)).count();
    let little = count(|[a, b]| *b == 0 && (*a == b' ' || *a == b'\n' || a.is_ascii_alphanumeric()));
    let big = count(|[a, b]| *a == 0 && (*b == b' ' || *b == b'\n' || b.is_ascii_alphanumeric()));
    let (most, least, encoding) = if little > big { (little, big, UTF_16LE) } else { (big, little, UTF_16BE) };
    // Digits and spaces occur in every script, so the decoded characters must look like text as well.
    let fine = most * 8 >= pairs.len() && least * 20 <= most;
    (fine && !encoding.decode_without_bom_handling(&head[..even.min(4096)]).0.contains(['\0', '\u{fffe}']))
        .then_some(encoding)
}

/// The legacy encoding of a file most of whose lines beyond ASCII are no UTF-8.
fn legacy_of_file(head: &[u8]) -> Option<&'static Encoding> {
    if head.contains(&0) {
        return None;
    }
    let whole = head.iter().rposition(|byte| *byte == b'\n').map_or(head, |end| &head[..end]);
    let (mut valid, mut invalid) = (0usize, 0usize);
    for line in whole.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        if str::from_utf8(line).is_ok() { valid += 1 } else { invalid += 1 }
    }
    (invalid > valid).then(|| legacy(&[whole]))
}

/// The legacy encoding that these bytes are most likely in.
pub fn legacy(parts: &[&[u8]]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for part in parts {
        detector.feed(part, false);
    }
    detector.feed(b"", true);
    let found = detector.guess(None, Utf8Detection::Deny);
    if found == UTF_8 {
        return WINDOWS_1252;
    }
    // Little Russian text looks like Hebrew, where a letter in ten is a shin or a tav; in Russian these are rare.
    let letters = || parts.iter().flat_map(|part| part.iter()).filter(|byte| **byte >= 0xe0);
    let hebrew = letters().filter(|byte| matches!(**byte, 0xf9 | 0xfa)).count();
    let russian = (found == WINDOWS_1255 || found == ISO_8859_8) && hebrew * 30 < letters().count();
    if russian { WINDOWS_1251 } else { found }
}

/// The beginning of a file as text.
pub fn decoded(head: &[u8]) -> String {
    match of_file(head) {
        Some(encoding) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)).into_owned(),
    }
}

/// Whether a file that begins so is text. Programs that crash leave zero bytes in logs.
pub fn is_text(head: &[u8]) -> bool {
    let zeros = memchr::memchr_iter(0, head).count();
    let whole = head.iter().rposition(|byte| *byte == b'\n').map_or(head, |end| &head[..end]);
    let few = || zeros * 20 <= head.len() && str::from_utf8(whole).is_ok();
    zeros == 0 || of_file(head).is_some() || (few() && !head.starts_with(b"SQLite format"))
}

/// The bytes of a file as UTF-8.
pub fn transcoded<'r>(
    mut input: impl Read + 'r,
    encoding: Option<&'static Encoding>,
) -> io::Result<Box<dyn Read + 'r>> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let Some(encoding) = encoding else {
        let mut head = Vec::new();
        input.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
        if head.starts_with(MARK) {
            head.drain(..MARK.len());
        }
        return Ok(Box::new(Cursor::new(head).chain(input)));
    };
    let mut builder = DecodeReaderBytesBuilder::new();
    Ok(Box::new(builder.encoding(Some(encoding)).strip_bom(true).build(input)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_files() {
        let check = |bytes: &[u8], expected: Option<&str>| {
            assert_eq!(of_file(bytes).map(Encoding::name), expected, "{bytes:?}");
        };
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        check("plain\n".as_bytes(), None);
        check("grün\n".as_bytes(), None);
        check(&little("\u{feff}hé\n"), Some("UTF-16LE"));
        check(&little("14.11.23 - Ann: grün\n"), Some("UTF-16LE"));
        check(&big("14.11.23 - Ann: grün\n"), Some("UTF-16BE"));
        check(&little("14.11.23, 10:00 - Аня: привет, как дела\n"), Some("UTF-16LE"));
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0", None);
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("<ann> привет, чайник закипел\n");
        check(&cyrillic, Some("windows-1251"));
        let (short, ..) = encoding_rs::WINDOWS_1251.encode("<ann> доброе утро, чайник кипит\n");
        check(&short, Some("windows-1251"));
        let (hebrew, ..) = encoding_rs::WINDOWS_1255.encode("<ann> שלום, מה שלומך היום? אני בסדר תודה\n");
        check(&hebrew, Some("windows-1255"));
        let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("<ann> おはようございます、元気ですか\n");
        check(&japanese, Some("Shift_JIS"));
    }

    #[test]
    fn bytes_become_text() {
        let check = |bytes: &[u8], expected: &str| {
            let mut text = String::new();
            let mut input = transcoded(bytes, of_file(bytes)).expect("bytes");
            input.read_to_string(&mut text).expect("text");
            assert_eq!(text, expected);
        };
        check("\u{feff}grün".as_bytes(), "grün");
        check(b"ab", "ab");
        assert!(is_text(b"a line with a zero byte\0 in it\n"));
        assert!(!is_text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0"));
        check(&"\u{feff}grün\n".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>(), "grün\n");
    }
}
