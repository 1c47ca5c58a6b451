//! XML without the insides of long attributes, which are pictures. Main type: [`Elided`].

use std::io::{self, BufReader, Read};

/// Bytes kept of one attribute; longer ones are pictures.
const MAX_VALUE_BYTES: usize = 256 << 10;
/// Bytes kept of one tag.
const MAX_TAG_BYTES: usize = 4 << 20;

/// Passes XML on without the insides of long attributes, so that no tag is larger than a message.
pub struct Elided<R> {
    input: BufReader<R>,
    within: Within,
    /// Bytes passed on of the present attribute.
    kept: usize,
    /// Bytes passed on of the present tag.
    tag: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Within {
    Text,
    Tag,
    /// The quotation mark that ends it.
    Value(u8),
}

impl<R: Read> Elided<R> {
    pub fn new(input: R) -> Elided<R> {
        Elided { input: BufReader::new(input), within: Within::Text, kept: 0, tag: 0 }
    }
}

impl<R: Read> Read for Elided<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use std::io::BufRead;
        loop {
            let available = self.input.fill_buf()?;
            let length = available.len().min(buffer.len());
            if length == 0 {
                return Ok(0);
            }
            let mut written = 0;
            for &byte in &available[..length] {
                self.within = match (self.within, byte) {
                    (Within::Text, b'<') => Within::Tag,
                    (Within::Tag, b'>') => Within::Text,
                    (Within::Tag, b'"' | b'\'') => Within::Value(byte),
                    (Within::Value(end), _) if byte == end => Within::Tag,
                    (same, _) => same,
                };
                match self.within {
                    Within::Value(_) => self.kept += 1,
                    Within::Tag => self.kept = 0,
                    Within::Text => (self.kept, self.tag) = (0, 0),
                }
                self.tag += 1;
                if self.kept <= MAX_VALUE_BYTES && (self.tag <= MAX_TAG_BYTES || self.within == Within::Text) {
                    buffer[written] = byte;
                    written += 1;
                }
            }
            self.input.consume(length);
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_elided() {
        let long = "x".repeat(MAX_VALUE_BYTES * 3);
        let xml = format!("<a b=\"{long}\" c='it\"s'>text</a>");
        let mut seen = String::new();
        Elided::new(xml.as_bytes()).read_to_string(&mut seen).expect("text");
        assert!(seen.len() < MAX_VALUE_BYTES + 100 && seen.ends_with("c='it\"s'>text</a>"));
    }
}
