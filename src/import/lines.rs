//! Lines of text in whatever encoding: UTF-8, UTF-16 with its mark, else Windows-1252 line by line.
//!
//! Main type: [`Lines`]. A line is never longer than [`MAX_LINE_BYTES`]; what is beyond is dropped.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::error::{Fault, Place};

/// Bytes kept of one line.
pub const MAX_LINE_BYTES: usize = 1 << 20;
const BUFFER_BYTES: usize = 64 << 10;

/// Reads one line after another into the same buffer.
pub struct Lines<R: Read> {
    input: BufReader<DecodeReaderBytes<R, Vec<u8>>>,
    bytes: Vec<u8>,
    decoded: String,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub fn new(input: R) -> Lines<R> {
        // UTF-8 passes as it is, so that bytes that are none can be read as what they are.
        let decoder = DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).build(input);
        Lines {
            input: BufReader::with_capacity(BUFFER_BYTES, decoder),
            bytes: Vec::new(),
            decoded: String::new(),
            number: 0,
        }
    }

    /// The next line and its number, counted from 1; as [`Lines::next`].
    pub fn numbered(&mut self) -> Result<Option<(u64, &str)>, Fault> {
        let number = self.number + 1;
        Ok(self.next()?.map(|line| (number, line)))
    }

    /// The next line without its end; nothing at the end of the file.
    ///
    /// # Errors
    /// When reading fails and when the file is no text (a zero byte).
    pub fn next(&mut self) -> Result<Option<&str>, Fault> {
        self.bytes.clear();
        if !read_line(&mut self.input, &mut self.bytes)? {
            return Ok(None);
        }
        self.number += 1;
        if self.bytes.last() == Some(&b'\r') {
            self.bytes.pop();
        }
        if self.bytes.contains(&0) {
            return Err(Fault::broken(Place::Line(self.number), "not text (a zero byte)"));
        }
        decode(&self.bytes, &mut self.decoded);
        match str::from_utf8(&self.bytes) {
            Ok(line) => Ok(Some(line)),
            Err(_) => Ok(Some(&self.decoded)),
        }
    }
}

/// What is no UTF-8, as old programs on Windows wrote it.
fn decode(bytes: &[u8], into: &mut String) {
    into.clear();
    if str::from_utf8(bytes).is_err() {
        // A line that was cut at its limit may end within a character.
        let whole = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        match bytes.len() >= MAX_LINE_BYTES && bytes.len() - whole.len() < 4 {
            true => into.push_str(whole),
            false => into.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0),
        }
    }
}

/// Appends bytes up to the next newline, which is consumed and left out; false at the end of the input.
pub fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    let mut any = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = memchr::memchr(b'\n', buffer);
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = MAX_LINE_BYTES - line.len();
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = end.map_or(part.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &[&str]) {
        let mut lines = Lines::new(bytes);
        let mut found = Vec::new();
        while let Some(line) = lines.next().expect("text") {
            found.push(line.to_owned());
        }
        assert_eq!(found, expected);
        assert_eq!(lines.number, expected.len() as u64);
    }

    #[test]
    fn encodings() {
        check(b"", &[]);
        check(b"a\r\n\nb", &["a", "", "b"]);
        check("\u{feff}é\n".as_bytes(), &["é"]);
        check(b"caf\xe9 \x93ok\x94\n\xc3\xa9", &["café “ok”", "é"]);
        let utf16: Vec<u8> = "\u{feff}hé\n😀".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, &["hé", "😀"]);
        let utf16: Vec<u8> = "\u{feff}hé\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&utf16, &["hé"]);
    }

    #[test]
    fn long_lines_are_cut() {
        let long = "é".repeat(MAX_LINE_BYTES);
        let odd = format!("x{long}\nnext");
        let mut lines = Lines::new(odd.as_bytes());
        let first = lines.next().expect("text").expect("a line");
        assert!(first.len() <= MAX_LINE_BYTES && first.ends_with('é'));
        assert_eq!(lines.next().expect("text"), Some("next"));
    }

    #[test]
    fn binary_is_no_text() {
        assert!(matches!(
            Lines::new(&b"a\n\0\n"[..]).next().and_then(|_| Lines::new(&b"\0"[..]).next().map(drop)),
            Err(Fault::Broken { place: Place::Line(1), .. })
        ));
    }
}
