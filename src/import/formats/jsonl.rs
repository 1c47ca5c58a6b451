//! JSON lines: one object a line with `text` and, where known, `me` (true or false), `from`, `time` (ISO 8601, or
//! seconds or milliseconds since 1970) and `conversation`.

use std::io::Read;

use serde::Deserialize;
use serde_json::Value;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::{Fault, Place};
use crate::import::json_mend::value_of;
use crate::import::lines::Lines;
use crate::import::sample::{Sample, when};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "jsonl",
    title: "JSON lines",
    aliases: &["json", "ndjson"],
    origin: "one JSON object a line: text, and where known me (true or false), from, time, conversation",
    extensions: &["jsonl", "ndjson", "json"],
    grows: true,
    offered: false,
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    when(sample.line_has("text") && !sample.line_has("messages"), 60)
}

#[derive(Deserialize)]
struct Line {
    text: Value,
    #[serde(default)]
    me: Value,
    #[serde(default, alias = "author", alias = "sender")]
    from: Value,
    #[serde(default, alias = "timestamp", alias = "date")]
    time: Value,
    #[serde(default, alias = "chat", alias = "channel")]
    conversation: Value,
}

/// A text or a number as text.
fn shown(value: &Value) -> Option<String> {
    crate::import::json::text_of(value)
}

/// True and false, as programs write them.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(is) => Some(*is),
        Value::Number(number) => Some(number.as_f64() != Some(0.0)),
        Value::String(word) => match word.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let of_file = out.name(reading.stem());
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        if line.trim().is_empty() {
            continue;
        }
        let place = Place::Line(number);
        let Some(line) = value_of::<Line>(line.as_bytes()) else {
            out.unreadable(place, "not a JSON object with a `text` on one line")?;
            continue;
        };
        let from = shown(&line.from);
        let me = match &line.me {
            Value::Null => from.is_none().then_some(true).filter(|_| !reading.owner.is_known()),
            value => match truth(value) {
                Some(me) => Some(me),
                None => {
                    out.unreadable(place, "`me` is neither true nor false")?;
                    continue;
                }
            },
        };
        let time = match &line.time {
            Value::Number(number) => number.as_f64().and_then(time::epoch),
            Value::String(text) => {
                time::iso(reading.zone, text).or_else(|| text.trim().parse().ok().and_then(time::epoch))
            }
            _ => None,
        };
        if time.is_none() && !line.time.is_null() && reading.strict {
            out.unreadable(place, "`time` is no time")?;
        }
        let text = match &line.text {
            Value::Null => String::new(),
            value => match shown(value) {
                Some(text) => text,
                None => {
                    out.unreadable(place, "not a JSON object with a `text` on one line")?;
                    continue;
                }
            },
        };
        let conversation = shown(&line.conversation).map(|name| out.name(&name));
        out.message(Draft {
            time,
            author: from.as_deref(),
            me,
            text: &text,
            conversation: Some(conversation.as_ref().unwrap_or(&of_file)),
        })?;
    }
    Ok(())
}
