//! WhatsApp's text exports, of Android and iPhone, in every language: `stamp - Name: text` and `[stamp] Name: text`.
//!
//! How they are named and recognised; [`super::stamped`] reads them.

use std::io::Read;

use super::out::Out;
use super::reading::{Reading, without_copy_number};
use super::stamped;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::sample::Sample;
use crate::import::stamp::{Ending, stamp, stamp_before};

pub const FORMAT: Description = Description {
    name: "whatsapp",
    title: "WhatsApp",
    origin: "Chat > Export chat, without media: .txt or .zip, Android and iPhone, any language",
    extensions: &["txt"],
    shapes: &[Shape { score, reader: Reader::Learned(read, stamped::learn) }],
    ..Description::BASE
};

/// How exports are named, in some languages; what follows is the other one's or the group's name.
const NAMES: &[&str] = &[
    "WhatsApp Chat with ",
    "WhatsApp Chat - ",
    "WhatsApp Chat mit ",
    "WhatsApp-Chat mit ",
    "WhatsApp-chat met ",
    "Chat de WhatsApp con ",
    "Chat de WhatsApp - ",
    "Chat WhatsApp con ",
    "Discussion WhatsApp avec ",
    "Conversa do WhatsApp com ",
    "Чат WhatsApp с контактом ",
    "Чат WhatsApp с ",
    "WhatsApp-chatt med ",
    "WhatsApp-samtal med ",
    "WhatsApp-chat med ",
    "Historial de chat de WhatsApp con ",
    "Conversa de WhatsApp com ",
    "Conversa do WhatsApp - ",
    "Chat do WhatsApp com ",
    "Chat WhatsApp avec ",
    "Discussion WhatsApp - ",
    "Chat WhatsApp - ",
    "Xat de WhatsApp amb ",
    "WhatsApp Sohbeti - ",
    "Чат WhatsApp – ",
];

fn score(sample: &Sample<'_>) -> u8 {
    let android = |line: &str| stamp(line).is_some_and(|found| found.rest.contains(':') || line.len() < 400);
    sample.share(20, android).max(sample.share(15, |line| {
        // An old iPhone: `3/24/14, 1:59:59 PM: Name: text`.
        let found = stamp_before(line, Ending::Colon);
        line.starts_with(|c: char| c.is_numeric()) && found.is_some_and(|found| found.rest.contains(": "))
    }))
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let (title, peer) = title(reading);
    stamped::read_chat(input, reading, out, title, peer)
}

/// What the conversation is called, and whether that is the name of someone rather than of a file.
fn title<'a>(reading: &Reading<'a>) -> (&'a str, bool) {
    let own = reading.stem();
    let folder = reading.folder().map(|name| name.strip_suffix(".zip").unwrap_or(name));
    let candidates = [Some(own), folder];
    for name in candidates.into_iter().flatten() {
        if let Some(title) = NAMES.iter().find_map(|prefix| name.strip_prefix(prefix)) {
            return (without_copy_number(title.trim()), true);
        }
    }
    match (own, folder) {
        ("_chat", Some(folder)) => (folder, false),
        _ => (own, false),
    }
}
