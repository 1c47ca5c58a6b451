//! Where values of a JSON document end, found without looking at what they are. Main type: [`Scanner`].

use std::io::Read;

use super::error::{Fault, Oversized, Place};

/// Bytes of one message.
pub const MAX_MESSAGE_JSON: usize = 16 << 20;
const BUFFER_BYTES: usize = 64 << 10;

/// Finds where values end, without looking at what they are.
pub struct Scanner<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Counted from 1.
    line: u64,
    column: u64,
}

impl<R: Read> Scanner<R> {
    pub fn new(input: R) -> Scanner<R> {
        Scanner { input, buffer: vec![0; BUFFER_BYTES], start: 0, end: 0, line: 1, column: 1 }
    }

    pub fn skip_mark(&mut self) -> Result<(), Fault> {
        self.fill()?;
        if self.buffer[self.start..self.end].starts_with("\u{feff}".as_bytes()) {
            self.start += "\u{feff}".len();
        }
        Ok(())
    }

    /// Has at least one byte in the buffer; false at the end of the input.
    fn fill(&mut self) -> Result<bool, Fault> {
        while self.start == self.end {
            match self.input.read(&mut self.buffer) {
                Ok(0) => return Ok(false),
                Ok(read) => (self.start, self.end) = (0, read),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    }

    pub fn consume(&mut self, bytes: usize) {
        let gone = &self.buffer[self.start..self.start + bytes];
        match memchr::memrchr(b'\n', gone) {
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', gone).count() as u64;
                self.column = (bytes - last) as u64;
            }
            None => self.column += bytes as u64,
        }
        self.start += bytes;
    }

    /// The next byte that is no space.
    pub fn peek(&mut self) -> Result<Option<u8>, Fault> {
        while self.fill()? {
            let chunk = &self.buffer[self.start..self.end];
            let spaces = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = chunk.get(spaces).copied();
            self.consume(spaces);
            if next.is_some() {
                return Ok(next);
            }
        }
        Ok(None)
    }

    pub fn must_peek(&mut self) -> Result<u8, Fault> {
        self.peek()?.ok_or_else(|| self.broken("the file ends too early"))
    }

    pub fn place(&self) -> Place {
        Place::LineColumn(self.line, self.column)
    }

    pub fn broken(&self, message: &str) -> Fault {
        Fault::broken(self.place(), message)
    }

    /// Goes behind the value that begins here, whose bytes are added to `taken`.
    pub fn span(&mut self, mut taken: Option<&mut Vec<u8>>) -> Result<(), Fault> {
        let mut state = Span::default();
        loop {
            if !self.fill()? {
                return if state.is_scalar { Ok(()) } else { Err(self.broken("the file ends too early")) };
            }
            let chunk = &self.buffer[self.start..self.end];
            let (length, done) = state.advance(chunk);
            if let Some(taken) = &mut taken {
                if taken.len() + length > MAX_MESSAGE_JSON {
                    return Err(Fault::Read(std::io::Error::other(Oversized(
                        "one message is larger than any chat has",
                    ))));
                }
                taken.extend_from_slice(&chunk[..length]);
            }
            self.consume(length);
            if done {
                return Ok(());
            }
        }
    }
}

/// Where in a value the scanner is.
#[derive(Default)]
struct Span {
    depth: u32,
    in_string: bool,
    escaped: bool,
    /// Neither text, list nor object.
    is_scalar: bool,
}

impl Span {
    /// How many bytes of a chunk belong to the value, and whether it ends with them.
    fn advance(&mut self, chunk: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = chunk.get(at) {
            if self.in_string {
                if std::mem::take(&mut self.escaped) {
                    at += 1;
                    continue;
                }
                let Some(found) = memchr::memchr2(b'"', b'\\', &chunk[at..]) else { return (chunk.len(), false) };
                at += found + 1;
                self.escaped = chunk[at - 1] == b'\\';
                self.in_string = self.escaped;
                if !self.in_string && self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return (at, true),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return (at, true),
                _ if self.depth == 0 => self.is_scalar = true,
                _ => {}
            }
            at += 1;
        }
        (at, false)
    }
}
