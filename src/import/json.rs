//! JSON of any size, one message at a time: walks down to the arrays that hold messages and keeps nothing else.
//!
//! Main function: [`walk`]. A message may take [`MAX_MESSAGE_JSON`] bytes of the file; what a format does not name is
//! skipped without being kept. A message that is not quite JSON is mended where that is clear (see [`super::json_mend`]),
//! else passed over and counted; what is wrong around messages makes the file a broken one.

use std::io::Read;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{Fault, Place};
use super::json_mend::{lenient, value_of};
use super::json_scan::Scanner;

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

    /// Takes a value that [`Visit::wants`] asked for.
    fn on_field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
        let _ = (key, value);
        Ok(())
    }

    fn on_message(&mut self, message: Self::Message) -> Result<(), Fault>;

    /// Is told of a message that cannot be read.
    fn on_unreadable(&mut self, place: Place) -> Result<(), Fault>;
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

/// Whether the values of a document, or of a document a line, all end; nothing of them is kept.
pub fn all_end(input: impl Read) -> Result<(), Fault> {
    let mut scanner = Scanner::new(input);
    scanner.skip_mark()?;
    while let Some(first) = scanner.peek()? {
        if matches!(first, b'}' | b']' | b',') {
            return Err(scanner.broken("not JSON"));
        }
        scanner.span(None)?;
    }
    Ok(())
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
                if self.taken == b"null" { Ok(()) } else { self.visit.on_unreadable(place) }
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
            Some(value) => self.visit.on_field(&key, value),
            None => self.visit.on_unreadable(place),
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
            Some(message) => self.visit.on_message(message),
            None => self.visit.on_unreadable(place),
        }
    }
}

/// The rest of the paths that lead through `key`.
fn below<'p>(paths: &[&'p [&'p str]], key: &str) -> Vec<&'p [&'p str]> {
    let leads = |path: &&&[&str]| path.first().is_some_and(|first| *first == key || (*first == "{}" && key != "*"));
    paths.iter().filter(leads).map(|path| &path[1..]).collect()
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

        fn on_field(&mut self, key: &str, value: Value) -> Result<(), Fault> {
            self.0.push(format!("{key}={value}"));
            Ok(())
        }

        fn on_message(&mut self, message: u32) -> Result<(), Fault> {
            self.0.push(message.to_string());
            if message == 13 { Err(Fault::Stopped) } else { Ok(()) }
        }

        fn on_unreadable(&mut self, place: Place) -> Result<(), Fault> {
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
