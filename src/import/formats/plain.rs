//! Plain text: every line is something that its owner wrote.

use std::io::Read;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::lines::Lines;

pub const FORMAT: Description = Description {
    name: "plain",
    title: "plain text",
    aliases: &["text", "txt"],
    origin: "any text: every line is taken as written by you",
    extensions: &["txt"],
    grows: true,
    offered: false,
    // Text is plain when no other format claims it and nothing speaks against it.
    shapes: &[Shape { score: |_| 0, reader: Reader::Text(read) }],
    ..Description::BASE
};

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let conversation = out.name(reading.stem());
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        if !line.trim().is_empty() {
            out.message(Draft { me: Some(true), text: line, conversation: Some(&conversation), ..Draft::default() })?;
        }
    }
    Ok(())
}
