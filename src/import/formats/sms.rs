//! SMS Backup & Restore: XML with one `sms` or `mms` an element. Pictures within it are skipped as they are read.

use std::io::{self, BufReader, Read};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::out::{Draft, Out};
use super::reading::Reading;
use super::sms_elided::Elided;
use crate::import::description::{Description, Reader as Reads, Shape};
use crate::import::error::{Fault, Place};
use crate::import::html::unescaped;
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};

pub const FORMAT: Description = Description {
    name: "sms",
    title: "SMS Backup & Restore",
    origin: "the app SMS Backup & Restore on the phone: Back up, then send the XML file",
    extensions: &["xml"],
    shapes: &[Shape { score, reader: Reads::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    when(sample.start.starts_with('<') && sample.start.contains("<smses"), SURE)
}

pub fn read(input: &mut dyn Read, _: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut xml = Reader::from_reader(BufReader::with_capacity(64 << 10, Elided::new(input)));
    let mut buffer = Vec::new();
    let mut mms: Option<Sms> = None;
    let mut open = 0u32;
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        let broken = |message: &str, at: u64| Fault::broken(Place::Byte(at), message);
        match event {
            Ok(Event::Start(tag)) => {
                open += 1;
                match element(&tag, true, &mut mms, out) {
                    Ok(done) => done?,
                    Err(()) => out.unreadable(Place::Byte(xml.buffer_position()), "not XML")?,
                }
            }
            Ok(Event::Empty(tag)) => match element(&tag, false, &mut mms, out) {
                Ok(done) => done?,
                Err(()) => out.unreadable(Place::Byte(xml.buffer_position()), "not XML")?,
            },
            Ok(Event::End(tag)) => {
                open = open.saturating_sub(1);
                if tag.name().as_ref() == "mms"
                    && let Some(message) = mms.take()
                {
                    message.hand_on(out)?;
                }
            }
            Ok(Event::Eof) if open > 0 => {
                return Err(broken("the file ends too early", xml.buffer_position()));
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(Fault::Read(io::Error::other(error.to_string()))),
            Err(_) => return Err(broken("not XML", xml.error_position())),
        }
    }
}

/// A message as its attributes tell it.
#[derive(Default)]
struct Sms {
    time: Option<i64>,
    sent: Option<bool>,
    address: String,
    contact: Option<String>,
    text: String,
    media: bool,
}

/// Takes an element; the outer error is one of XML.
fn element(
    tag: &BytesStart<'_>,
    open: bool,
    mms: &mut Option<Sms>,
    out: &mut Out<'_, '_>,
) -> Result<Result<(), Fault>, ()> {
    match tag.name().as_ref() {
        "sms" => {
            let message = message(tag)?;
            Ok(message.hand_on(out))
        }
        "mms" => {
            let found = message(tag)?;
            if !open {
                return Ok(found.hand_on(out));
            }
            *mms = Some(found);
            Ok(Ok(()))
        }
        "part" => {
            if let Some(message) = mms {
                part(tag, message)?;
            }
            Ok(Ok(()))
        }
        _ => Ok(Ok(())),
    }
}

fn message(tag: &BytesStart<'_>) -> Result<Sms, ()> {
    let mut message = Sms::default();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(drop)?;
        let key = attribute.key.as_ref();
        if !matches!(key, "date" | "type" | "msg_box" | "address" | "contact_name" | "body") {
            continue;
        }
        let value = unescaped(&attribute.value);
        match key {
            "date" => message.time = value.trim().parse().ok(),
            "type" | "msg_box" => {
                message.sent = match value.as_str() {
                    "1" => Some(false),
                    "2" | "4" | "5" | "6" => Some(true),
                    // A draft.
                    _ => None,
                }
            }
            "address" => message.address = value,
            "contact_name" => {
                message.contact = Some(value).filter(|name| !["", "(Unknown)", "null"].contains(&name.as_str()))
            }
            _ => message.text = if value == "null" { String::new() } else { value },
        }
    }
    Ok(message)
}

fn part(tag: &BytesStart<'_>, message: &mut Sms) -> Result<(), ()> {
    let (mut kind, mut text) = (String::new(), String::new());
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(drop)?;
        match attribute.key.as_ref() {
            "ct" => kind = unescaped(&attribute.value),
            "text" => text = unescaped(&attribute.value),
            _ => {}
        }
    }
    match kind.as_str() {
        "text/plain" if text != "null" => {
            message.text.push_str(&text);
            message.text.push('\n');
        }
        "text/plain" | "application/smil" => {}
        _ => message.media = true,
    }
    Ok(())
}

impl Sms {
    fn hand_on(self, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        let Some(sent) = self.sent else { return out.skip(Skip::System) };
        if self.text.trim().is_empty() && self.media {
            return out.skip(Skip::Media);
        }
        let name = self.contact.as_deref().unwrap_or(&self.address);
        let conversation: Arc<str> = out.name(name);
        let author = (!sent).then_some(name);
        out.message(Draft {
            time: self.time,
            author,
            me: Some(sent),
            text: &self.text,
            conversation: Some(&conversation),
        })
    }
}
