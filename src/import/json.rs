//! JSON of any size, one message at a time: walks down to the arrays that hold messages and keeps nothing else.
//!
//! Main function: [`walk`]. A message may take [`MAX_MESSAGE_JSON`] bytes of the file; what a format does not name is
//! skipped without being kept.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::error::{Fault, Oversized, Place};

/// Bytes between one message and the next.
const MAX_MESSAGE_JSON: u64 = 16 << 20;
const BUFFER_BYTES: usize = 64 << 10;

/// Takes what is found.
pub trait Visit {
    /// One element of the arrays that the paths lead to.
    type Message: DeserializeOwned;

    /// Whether the value under this key, above the messages, is wanted.
    fn wants(&self, key: &str) -> bool;

    /// Such a value.
    fn field(&mut self, key: &str, value: Value) -> Result<(), Fault>;

    fn message(&mut self, message: Self::Message) -> Result<(), Fault>;
}

/// Walks through a document along `paths`: keys from the top, `*` for each element of an array.
pub fn walk<V: Visit>(input: impl Read, paths: &[&[&str]], visit: &mut V) -> Result<(), Fault> {
    let left = Rc::new(Cell::new(MAX_MESSAGE_JSON));
    let reader = BufReader::with_capacity(BUFFER_BYTES, Budget { input: skip_mark(input)?, left: left.clone() });
    let mut parser = serde_json::Deserializer::from_reader(reader);
    let mut fault = None;
    let walk = Walk { paths: paths.to_vec(), visit, left: &left, fault: &mut fault };
    let done = walk.deserialize(&mut parser).and_then(|()| parser.end());
    match (fault, done) {
        (Some(fault), _) => Err(fault),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => Err(fault_of(error)),
    }
}

/// The whole of a small document.
pub fn whole<T: DeserializeOwned>(input: impl Read) -> Result<T, Fault> {
    const MAX_BYTES: u64 = 64 << 20;
    let left = Rc::new(Cell::new(MAX_BYTES));
    let reader = BufReader::with_capacity(BUFFER_BYTES, Budget { input: skip_mark(input)?, left });
    serde_json::from_reader(reader).map_err(fault_of)
}

/// What the parser says, without any text of the file.
pub fn fault_of(error: serde_json::Error) -> Fault {
    use serde_json::error::Category;
    let place = Place::LineColumn(error.line() as u64, error.column() as u64);
    match error.classify() {
        Category::Io => Fault::Read(error.into()),
        Category::Eof => Fault::broken(place, "the file ends too early"),
        Category::Syntax => Fault::broken(place, "not JSON"),
        Category::Data => Fault::broken(place, "not what this format has here"),
    }
}

/// Skips the mark of UTF-8 at the beginning.
fn skip_mark(mut input: impl Read) -> io::Result<impl Read> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let mut head = Vec::new();
    input.by_ref().take(MARK.len() as u64).read_to_end(&mut head)?;
    if head == MARK {
        head.clear();
    }
    Ok(io::Cursor::new(head).chain(input))
}

/// A reader that gives so many bytes and then fails; whoever makes progress fills it up.
struct Budget<R> {
    input: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other(Oversized("one message is larger than any chat has")));
        }
        let read = self.input.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}

struct Walk<'w, V> {
    paths: Vec<&'w [&'w str]>,
    visit: &'w mut V,
    left: &'w Cell<u64>,
    /// Why the walk ended early.
    fault: &'w mut Option<Fault>,
}

impl<V: Visit> Walk<'_, V> {
    /// The walk that goes on below `key`; nothing when no path leads there.
    fn below(&mut self, key: &str) -> Option<Walk<'_, V>> {
        let paths: Vec<&[&str]> =
            self.paths.iter().filter(|path| path.first() == Some(&key)).map(|path| &path[1..]).collect();
        if paths.is_empty() {
            return None;
        }
        Some(Walk { paths, visit: self.visit, left: self.left, fault: self.fault })
    }

    /// Ends the parsing when `done` says so.
    fn check<E: serde::de::Error>(&mut self, done: Result<(), Fault>) -> Result<(), E> {
        done.map_err(|fault| {
            *self.fault = Some(fault);
            E::custom("stopped")
        })
    }
}

impl<'de, V: Visit> DeserializeSeed<'de> for Walk<'_, V> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(mut self, parser: D) -> Result<(), D::Error> {
        if self.paths.iter().any(|path| path.is_empty()) {
            let message = serde::Deserialize::deserialize(parser)?;
            self.left.set(MAX_MESSAGE_JSON);
            let done = self.visit.message(message);
            return self.check(done);
        }
        parser.deserialize_any(self)
    }
}

impl<'de, V: Visit> Visitor<'de> for Walk<'_, V> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("messages")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if let Some(below) = self.below(&key) {
                map.next_value_seed(below)?;
            } else if self.visit.wants(&key) {
                let value = map.next_value()?;
                let done = self.visit.field(&key, value);
                self.check(done)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        match self.below("*") {
            None => while seq.next_element::<IgnoredAny>()?.is_some() {},
            Some(below) => {
                let Walk { paths, visit, left, fault } = below;
                loop {
                    let element = Walk { paths: paths.clone(), visit: &mut *visit, left, fault: &mut *fault };
                    if seq.next_element_seed(element)?.is_none() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom("text where messages should be"))
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
    fn faults_have_a_place_and_no_text() {
        let check = |text: &str, expected: Place| match seen(text) {
            Err(Fault::Broken { place, message }) => {
                assert_eq!(place, expected, "{text}");
                assert!(!message.contains("secret"), "{message}");
            }
            other => panic!("{text}: {other:?}"),
        };
        check("{\"m\": [1,\n \"secret\"]}", Place::LineColumn(2, 9));
        check("{\"m\": [1,\n", Place::LineColumn(2, 0));
        check("{\"m\": \"secret\"}", Place::LineColumn(1, 14));
        check("{} secret", Place::LineColumn(1, 4));
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
