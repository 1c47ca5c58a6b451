//! Chats as text of programs that have no format of their own here: lines of a date, a time, a name and words.
//!
//! How the lines look is learned from the file. Element's text and WhatsApp Viewer's are among them.

use std::io::Read;

use super::out::Out;
use super::reading::Reading;
use super::stamped;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::sample::Sample;
use crate::import::stamps::Learner;

pub const FORMAT: Description = Description {
    name: "chat",
    title: "chat as text",
    aliases: &["chat-text"],
    origin: "any program's text of lines with a date, a time, a name, a colon and words (WhatsApp Viewer, Element)",
    extensions: &["txt", "log"],
    // Programs write logs in this form, too.
    offered: false,
    shapes: &[Shape { score, reader: Reader::Learned(read, stamped::learn) }],
    ..Description::BASE
};

/// The least share of lines with a stamp and a name, in percent: messages have more lines than one.
const LEAST_SHARE: u64 = 40;

fn score(sample: &Sample<'_>) -> u8 {
    let mut learner = Learner::new(i64::MAX / 2);
    let mut lines = 0;
    for line in sample.lines() {
        lines += 1;
        learner.line(line.get(..line.floor_char_boundary(240)).unwrap_or(line), false);
    }
    let (seen, named) = learner.seen();
    if named > 0 && seen * 100 >= lines * LEAST_SHARE && named * 2 >= seen { 16 } else { 0 }
}

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    stamped::read_chat(input, reading, out, reading.stem(), false)
}
