//! JSON lines: one object a line with `text` and, where known, `me` (true or false), `from`, `time` (ISO 8601, or
//! seconds or milliseconds since 1970) and `conversation`.

use std::io::Read;

use serde::Deserialize;
use serde_json::Value;

use super::{Draft, Out, Reading};
use crate::import::error::{Fault, Place};
use crate::import::lines::Lines;
use crate::import::time;

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    me: Value,
    #[serde(default, alias = "author", alias = "sender")]
    from: Option<String>,
    #[serde(default, alias = "timestamp", alias = "date")]
    time: Value,
    #[serde(default, alias = "chat", alias = "channel")]
    conversation: Option<String>,
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let of_file = out.name(reading.stem());
    let mut lines = Lines::new(input);
    while let Some((number, line)) = lines.numbered()? {
        if line.trim().is_empty() {
            continue;
        }
        let fault = |message: &str| Fault::broken(Place::Line(number), message);
        let line: Line =
            serde_json::from_str(line).map_err(|_| fault("not a JSON object with a `text` on one line"))?;
        let me = match &line.me {
            Value::Null => line.from.is_none().then_some(true).filter(|_| !reading.owner.is_known()),
            Value::Bool(me) => Some(*me),
            _ => return Err(fault("`me` is neither true nor false")),
        };
        let time = match &line.time {
            Value::Null => None,
            Value::Number(number) => number.as_f64().and_then(time::epoch),
            Value::String(text) => time::iso(reading.zone, text),
            _ => None,
        };
        if time.is_none() && !line.time.is_null() {
            return Err(fault("`time` is no time"));
        }
        let conversation = line.conversation.as_deref().map(|name| out.name(name));
        out.message(Draft {
            time,
            author: line.from.as_deref(),
            me,
            text: &line.text,
            conversation: Some(conversation.as_ref().unwrap_or(&of_file)),
        })?;
    }
    Ok(())
}
