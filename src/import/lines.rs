//! Lines of text that is UTF-8; a line that is not is read in the encoding from before that it is most likely in.
//!
//! Main type: [`Lines`]. A line is never longer than [`MAX_LINE_BYTES`]; what is beyond is dropped.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::Encoding;

use super::encoding;
use super::error::Fault;

/// Bytes kept of one line.
pub const MAX_LINE_BYTES: usize = 1 << 20;
const BUFFER_BYTES: usize = 64 << 10;

/// Reads one line after another into the same buffer.
pub struct Lines<R: Read> {
    input: BufReader<R>,
    /// The last line's bytes, where they are no UTF-8.
    bytes: Vec<u8>,
    line: String,
    number: u64,
    /// What lines that are no UTF-8 are read in, once there was one.
    legacy: Option<&'static Encoding>,
    returned: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(input: R) -> Lines<R> {
        let input = BufReader::with_capacity(BUFFER_BYTES, input);
        Lines { input, bytes: Vec::new(), line: String::new(), number: 0, legacy: None, returned: false }
    }

    /// The next line, and whether it ended with a carriage return; as [`Lines::next`].
    pub fn with_return(&mut self) -> Result<Option<(&str, bool)>, Fault> {
        Ok(if self.read()? { Some((&self.line, self.returned)) } else { None })
    }

    /// The next line and its number, counted from 1; as [`Lines::next`].
    pub fn numbered(&mut self) -> Result<Option<(u64, &str)>, Fault> {
        let number = self.number + 1;
        Ok(self.next()?.map(|line| (number, line)))
    }

    /// The next line without its end; nothing at the end of the file.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next(&mut self) -> Result<Option<&str>, Fault> {
        Ok(if self.read()? { Some(&self.line) } else { None })
    }

    /// Reads the next line; false at the end of the file.
    fn read(&mut self) -> Result<bool, Fault> {
        // The same memory is bytes while it is filled and text afterwards.
        if self.bytes.is_empty() {
            self.bytes = std::mem::take(&mut self.line).into_bytes();
        }
        self.bytes.clear();
        if !read_line(&mut self.input, &mut self.bytes)? {
            return Ok(false);
        }
        self.number += 1;
        self.returned = self.bytes.last() == Some(&b'\r');
        if self.returned {
            self.bytes.pop();
        }
        if self.number == 1 && self.bytes.starts_with(b"\xef\xbb\xbf") {
            self.bytes.drain(..3);
        }
        // Programs that crash leave zero bytes in logs.
        if memchr::memchr(0, &self.bytes).is_some() {
            self.bytes.retain(|byte| *byte != 0);
        }
        match String::from_utf8(std::mem::take(&mut self.bytes)) {
            Ok(line) => self.line = line,
            Err(error) => {
                self.bytes = error.into_bytes();
                self.decode();
            }
        }
        Ok(true)
    }

    /// What is no UTF-8, as old programs wrote it.
    fn decode(&mut self) {
        self.line.clear();
        // A line that was cut at its limit may end within a character.
        let whole = self.bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        if self.bytes.len() >= MAX_LINE_BYTES && self.bytes.len() - whole.len() < 4 {
            self.line.push_str(whole);
            return;
        }
        let (line, after) = (&self.bytes, self.input.buffer());
        let legacy = *self.legacy.get_or_insert_with(|| encoding::legacy(&[line, b"\n", after]));
        self.line.push_str(&legacy.decode_without_bom_handling(line).0);
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
        check(b"a\0b\n", &["ab"]);
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
}
