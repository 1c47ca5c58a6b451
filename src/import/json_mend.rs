//! JSON that is almost JSON: what programs and editors break is mended where it is clear what was meant.
//!
//! Main function: [`lenient`]. Mended are escapes that JSON does not know (they are dropped), control characters within
//! text, halves of characters, numbers and words without quotation marks, commas before a closing bracket, bytes that
//! are no UTF-8, and values of another type than is expected (a number for a text, a text for a number).

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::encoding;

/// What `bytes` say; nothing where that is not clear.
pub fn lenient<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    if let Ok(found) = serde_json::from_slice(bytes) {
        return Some(found);
    }
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(_) => serde_json::from_str(&mended(&text_of_bytes(bytes))).ok()?,
    };
    typed(value)
}

/// The same of something small that needs no mending of types.
pub fn value_of<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok().or_else(|| serde_json::from_str(&mended(&text_of_bytes(bytes))).ok())
}

fn text_of_bytes(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding::legacy(&[bytes]).decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// A value as a type, field by field: one that does not fit is tried as another kind of value, and else left out.
fn typed<T: DeserializeOwned>(value: Value) -> Option<T> {
    if let Ok(found) = serde_json::from_value(value.clone()) {
        return Some(found);
    }
    let Value::Object(fields) = value else { return other_kinds(value).find_map(|v| serde_json::from_value(v).ok()) };
    let fits = |fields: &Map<String, Value>| serde_json::from_value::<T>(Value::Object(fields.clone())).is_ok();
    let mut kept = fields.clone();
    for (key, value) in fields {
        // A field does not fit if its being left out, or another kind of value, makes the others fit better: it is
        // tried alone, in an object of nothing else.
        let alone = |value: Value| fits(&Map::from_iter([(key.clone(), value)]));
        if fits(&Map::new()) && !alone(value.clone()) {
            match other_kinds(value).find(|other| alone(other.clone())) {
                Some(other) => drop(kept.insert(key, other)),
                None => drop(kept.remove(&key)),
            }
        }
    }
    serde_json::from_value(Value::Object(kept)).ok()
}

/// The value as other kinds.
fn other_kinds(value: Value) -> impl Iterator<Item = Value> {
    let others = match &value {
        Value::Number(number) => vec![Value::String(number.to_string()), Value::Bool(number.as_f64() != Some(0.0))],
        Value::Bool(is) => vec![Value::String(is.to_string())],
        Value::String(text) => {
            let truth = match text.trim() {
                "true" | "True" | "1" | "yes" => Some(Value::Bool(true)),
                "false" | "False" | "0" | "no" => Some(Value::Bool(false)),
                _ => None,
            };
            let whole = text.trim().parse::<i64>().ok().map(Value::from);
            let number = text.trim().parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number);
            whole.into_iter().chain(number).chain(truth).collect()
        }
        Value::Array(items) if items.len() == 1 => items.clone(),
        _ => Vec::new(),
    };
    others.into_iter().chain([Value::Null])
}

/// The text as JSON.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '"' => rest = string(rest, &mut out),
            '{' | '[' | ':' => {
                out.push(c);
                rest = &rest[1..];
            }
            '}' | ']' => {
                // No comma before it.
                while out.ends_with(|c: char| c == ',' || c.is_whitespace()) {
                    out.pop();
                }
                out.push(c);
                rest = &rest[1..];
            }
            ',' => {
                if !out.trim_end().ends_with([',', '[', '{']) {
                    out.push(',');
                }
                rest = &rest[1..];
            }
            c if c.is_whitespace() => rest = &rest[c.len_utf8()..],
            _ => {
                let end = rest.find(['"', '{', '}', '[', ']', ':', ',']).unwrap_or(rest.len());
                bare(rest[..end].trim(), &mut out);
                rest = &rest[end..];
            }
        }
    }
    out
}

/// A word or number without quotation marks.
fn bare(word: &str, out: &mut String) {
    match word {
        "NaN" | "Infinity" | "-Infinity" | "None" | "undefined" | "nil" => out.push_str("null"),
        "True" => out.push_str("true"),
        "False" => out.push_str("false"),
        _ if serde_json::from_str::<Value>(word).is_ok() => out.push_str(word),
        _ => out.push_str(&Value::from(word).to_string()),
    }
}

/// Appends a text with its quotation marks; what follows it.
fn string<'a>(text: &'a str, out: &mut String) -> &'a str {
    out.push('"');
    let mut rest = &text[1..];
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => break,
            '\\' => rest = escape(rest, out),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    rest
}

/// Appends what an escape stands for; `rest` is what follows the backslash.
fn escape<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let Some(kind) = rest.chars().next() else { return rest };
    let after = &rest[kind.len_utf8()..];
    let code = |text: &str, digits: usize| u32::from_str_radix(text.get(..digits)?, 16).ok();
    match kind {
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
            out.push('\\');
            out.push(kind);
            after
        }
        'u' => match code(after, 4) {
            Some(high @ 0xd800..0xdc00) => {
                let low = after[4..].strip_prefix("\\u").and_then(|low| code(low, 4));
                match low.filter(|low| (0xdc00..0xe000).contains(low)) {
                    Some(low) => {
                        let whole = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                        out.extend(char::from_u32(whole));
                        &after[10..]
                    }
                    None => &after[4..],
                }
            }
            Some(found) => {
                match char::from_u32(found) {
                    Some('"') => out.push_str("\\\""),
                    Some('\\') => out.push_str("\\\\"),
                    Some('\n') => out.push_str("\\n"),
                    Some(c) if c >= ' ' => out.push(c),
                    _ => {}
                }
                &after[4..]
            }
            None => after,
        },
        'x' if code(after, 2).is_some() => &after[2..],
        // The backslash is dropped and the character stays, as JavaScript reads it.
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Message {
        text: String,
        time: Option<i64>,
        me: bool,
    }

    #[test]
    fn almost_json() {
        let check = |json: &[u8], text: &str, time: Option<i64>| {
            let found: Message = lenient(json).unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(json)));
            assert_eq!((found.text.as_str(), found.time), (text, time), "{}", String::from_utf8_lossy(json));
        };
        check(br#"{"text": "a", "time": 5}"#, "a", Some(5));
        check(br#"{"text": "bell \x08 rings"}"#, "bell  rings", None);
        check(br#"{"text": "it\'s \q"}"#, "it's q", None);
        check(b"{\"text\": \"a\nb\x01\"}", "a\nb", None);
        check(br#"{"text": "half \ud83d of"}"#, "half  of", None);
        check(br#"{"text": "\ud83d\ude00 \u00e9 \x08"}"#, "😀 é ", None);
        check(br#"{"text": 5, "time": "6"}"#, "5", Some(6));
        check(br#"{"text": "a", "time": 0044,}"#, "a", Some(44));
        check(br#"{"text": "a", "time": [1, 2], "me": 1}"#, "a", None);
        check(br#"{"text": +4477, "time": NaN}"#, "+4477", None);
        check(b"{\"text\": \"caf\xe9 au lait\"}", "café au lait", None);
        assert!(lenient::<Message>(br#"{"text": "he said "hi" there"}"#).is_none());
    }
}
