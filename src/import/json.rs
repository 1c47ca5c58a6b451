//! JSON of any size, one message at a time: walks down to the arrays that hold messages and keeps nothing else.
//!
//! Main function: [`walk`]. A message may take [`MAX_MESSAGE_JSON`] bytes of the file; what a format does not name is
//! skipped without being kept. A message that is not quite JSON is mended where that is clear (see [`super::json_mend`]),
//! else passed over and counted; what is wrong around messages makes the file a broken one.

use std::io::Read;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{Fault, Oversized, Place};
use super::json_mend::{lenient, value_of};

/// Bytes of one message.
const MAX_MESSAGE_JSON: usize = 16 << 20;
const BUFFER_BYTES: usize = 64 << 10;
/// Values within values above the messages.
const MAX_DEPTH: u32 = 64;

/// Takes what is found.
pub trait Visit {
    /// One element of the arrays that the paths lead to.
    type Message: DeserializeOwned;

    /// Whether the value under this key, above the messages, is wanted.
    fn wants(&self, key: &str) -> bool {
        let _ = key;
        false
    }

    /// Such a value.
    fn field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        let _ = (key, value);
        Ok(())
    }

    fn message(&mut self, message: Self::Message) -> Result<(), Fault>;

    /// A message that cannot be read.
    fn unreadable(&mut self, place: Place) -> Result<(), Fault>;
}

/// Walks through a document along `paths`: keys from the top, `*` for each element of an array, `{}` for each value of an
/// object.
pub fn walk<V: Visit>(input: impl Read, paths: &[&[&str]], visit: &mut V) -> Result<(), Fault> {
    let mut walk = Walk { scanner: Scanner::new(input), taken: Vec::new(), visit };
    walk.scanner.skip_mark()?;
    walk.value(paths, 0)?;
    match walk.scanner.peek()? {
        None => Ok(()),
        Some(_) => Err(walk.scanner.broken("not JSON")),
    }
}

/// The whole of a small document.
pub fn whole<T: DeserializeOwned>(input: impl Read) -> Result<T, Fault> {
    let mut scanner = Scanner::new(input);
    let mut taken = Vec::new();
    scanner.skip_mark()?;
    scanner.peek()?;
    scanner.span(Some(&mut taken))?;
    lenient(&taken).ok_or_else(|| Fault::broken(Place::Whole, "not what this format has here"))
}

struct Walk<'w, R, V> {
    scanner: Scanner<R>,
    /// The bytes of one message.
    taken: Vec<u8>,
    visit: &'w mut V,
}

impl<R: Read, V: Visit> Walk<'_, R, V> {
    fn value(&mut self, paths: &[&[&str]], depth: u32) -> Result<(), Fault> {
        let first = self.scanner.must_peek()?;
        if paths.iter().any(|path| path.is_empty()) {
            return self.message();
        }
        match first {
            _ if depth > MAX_DEPTH => Err(self.scanner.broken("too deep")),
            b'{' => self.object(paths, depth),
            b'[' => self.array(paths, depth),
            _ => {
                let place = self.scanner.place();
                self.taken.clear();
                self.scanner.span(Some(&mut self.taken))?;
                if self.taken == b"null" { Ok(()) } else { self.visit.unreadable(place) }
            }
        }
    }

    fn object(&mut self, paths: &[&[&str]], depth: u32) -> Result<(), Fault> {
        self.scanner.consume(1);
        loop {
            match self.scanner.must_peek()? {
                b'}' => break,
                b',' => self.scanner.consume(1),
                b'"' => self.entry(paths, depth)?,
                _ => return Err(self.scanner.broken("not JSON")),
            }
        }
        self.scanner.consume(1);
        Ok(())
    }

    fn entry(&mut self, paths: &[&[&str]], depth: u32) -> Result<(), Fault> {
        self.taken.clear();
        self.scanner.span(Some(&mut self.taken))?;
        let key: String = value_of(&self.taken).unwrap_or_default();
        if self.scanner.must_peek()? != b':' {
            return Err(self.scanner.broken("not JSON"));
        }
        self.scanner.consume(1);
        self.scanner.must_peek()?;
        let below = below(paths, &key);
        if !below.is_empty() {
            return self.value(&below, depth + 1);
        }
        if !self.visit.wants(&key) {
            return self.scanner.span(None);
        }
        let place = self.scanner.place();
        self.taken.clear();
        self.scanner.span(Some(&mut self.taken))?;
        match lenient(&self.taken) {
            Some(value) => self.visit.field(&key, value),
            None => self.visit.unreadable(place),
        }
    }

    fn array(&mut self, paths: &[&[&str]], depth: u32) -> Result<(), Fault> {
        self.scanner.consume(1);
        let below = below(paths, "*");
        loop {
            match self.scanner.must_peek()? {
                b']' => break,
                b',' => self.scanner.consume(1),
                b'}' | b':' => return Err(self.scanner.broken("not JSON")),
                _ if below.is_empty() => self.scanner.span(None)?,
                _ => self.value(&below, depth + 1)?,
            }
        }
        self.scanner.consume(1);
        Ok(())
    }

    fn message(&mut self) -> Result<(), Fault> {
        let place = self.scanner.place();
        self.taken.clear();
        self.scanner.span(Some(&mut self.taken))?;
        match lenient(&self.taken) {
            Some(message) => self.visit.message(message),
            None => self.visit.unreadable(place),
        }
    }
}

/// The paths that go on below `key`.
fn below<'p>(paths: &[&'p [&'p str]], key: &str) -> Vec<&'p [&'p str]> {
    let leads = |path: &&&[&str]| path.first().is_some_and(|first| *first == key || (*first == "{}" && key != "*"));
    paths.iter().filter(leads).map(|path| &path[1..]).collect()
}

/// Finds where values end, without looking at what they are.
struct Scanner<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Counted from 1.
    line: u64,
    column: u64,
}

impl<R: Read> Scanner<R> {
    fn new(input: R) -> Scanner<R> {
        Scanner { input, buffer: vec![0; BUFFER_BYTES], start: 0, end: 0, line: 1, column: 1 }
    }

    fn skip_mark(&mut self) -> Result<(), Fault> {
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

    fn consume(&mut self, bytes: usize) {
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
    fn peek(&mut self) -> Result<Option<u8>, Fault> {
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

    fn must_peek(&mut self) -> Result<u8, Fault> {
        self.peek()?.ok_or_else(|| self.broken("the file ends too early"))
    }

    fn place(&self) -> Place {
        Place::LineColumn(self.line, self.column)
    }

    fn broken(&self, message: &str) -> Fault {
        Fault::broken(self.place(), message)
    }

    /// Goes behind the value that begins here, whose bytes are added to `taken`.
    fn span(&mut self, mut taken: Option<&mut Vec<u8>>) -> Result<(), Fault> {
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

/// A text whatever it is written as: a number becomes its digits, anything else nothing.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Default)]
    struct Seen(Vec<String>);

    impl Visit for Seen {
        type Message = u32;

        fn wants(&self, key: &str) -> bool {
            key == "name"
        }

        fn field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
            self.0.push(format!("{key}={value}"));
            Ok(())
        }

        fn message(&mut self, message: u32) -> Result<(), Fault> {
            self.0.push(message.to_string());
            if message == 13 { Err(Fault::Stopped) } else { Ok(()) }
        }

        fn unreadable(&mut self, place: Place) -> Result<(), Fault> {
            self.0.push(format!("unreadable{place}"));
            Ok(())
        }
    }

    fn seen(text: &str) -> Result<Vec<String>, Fault> {
        let mut seen = Seen::default();
        walk(text.as_bytes(), &[&["list", "*", "m", "*"], &["m", "*"]], &mut seen).map(|()| seen.0)
    }

    #[test]
    fn paths_are_followed() {
        let check = |text: &str, expected: &[&str]| assert_eq!(seen(text).expect("JSON"), expected, "{text}");
        check(r#"{"name": "x", "m": [1, 2], "other": [{"m": [3]}]}"#, &["name=\"x\"", "1", "2"]);
        check(r#"{"list": [{"name": "a", "m": [1]}, {"m": [], "name": "b"}]}"#, &["name=\"a\"", "1", "name=\"b\""]);
        check("\u{feff}{\"m\": null}", &[]);
        check("[1, 2]", &[]);
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let check = |text: &str, expected: &[&str]| assert_eq!(seen(text).expect("JSON"), expected, "{text}");
        check("{\"m\": [1,\n \"secret\", 2]}", &["1", "unreadable, line 2, column 2", "2"]);
        check("{\"m\": \"secret\"}", &["unreadable, line 1, column 7"]);
        check("{\"m\": [1, {\"a\": [\"x]\\\"}\"]}, 2,]}", &["1", "unreadable, line 1, column 11", "2"]);
        check("{\"m\": [\"3\", 007]}", &["3", "7"]);
    }

    #[test]
    fn faults_have_a_place_and_no_text() {
        let check = |text: &str, expected: Place| match seen(text) {
            Err(Fault::Broken { place, message }) => {
                assert_eq!(place, expected, "{text}");
                assert!(!message.contains("secret"), "{message}");
            }
            other => panic!("{text}: {other:?}"),
        };
        check("{\"m\": [1,\n", Place::LineColumn(2, 1));
        check("{} secret", Place::LineColumn(1, 4));
        check("{\"m\": [1} secret", Place::LineColumn(1, 9));
        assert!(matches!(seen("{\"m\": [1, 13, 2]}"), Err(Fault::Stopped)));
    }

    #[test]
    fn no_message_is_endless() {
        let endless = io::Cursor::new(b"{\"m\": [\"".to_vec()).chain(io::repeat(b'x'));
        assert!(matches!(
            walk(endless, &[&["m", "*"]], &mut Seen::default()),
            Err(Fault::Read(_) | Fault::Broken { .. })
        ));
    }
}
