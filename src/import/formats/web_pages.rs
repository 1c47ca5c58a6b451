//! Exports as web pages: Telegram's, Facebook's and Instagram's, Google Voice's.

use std::io::Read;

use super::html_chat::{Page, Role, read_page};
use super::out::Out;
use super::reading::Reading;
use crate::import::dates::DateOrder;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::sample::{SURE, Sample, when};
use crate::import::stamp;
use crate::import::system::is_event;
use crate::import::time::{self, TimeZone};

pub const FORMAT: Description = Description {
    name: "web-page",
    title: "chat as a web page",
    aliases: &["html", "google-voice", "telegram-html", "facebook-html"],
    origin: "exports as HTML of Telegram, of Facebook and Instagram, and of Google Voice (Takeout)",
    extensions: &["html", "htm"],
    shapes: &[
        Shape { score: score_telegram, reader: Reader::Text(read_telegram) },
        Shape { score: score_facebook, reader: Reader::Text(read_facebook) },
        Shape { score: score_voice, reader: Reader::Text(read_voice) },
    ],
    ..Description::BASE
};

fn score_telegram(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| sample.text.contains(words);
    when(sample.is_html() && has("class=\"message ") && (has("from_name") || has("tgme") || has("page_wrap")), SURE)
}

const TELEGRAM: Page = Page {
    roles: &[
        ("message.service", Role::System),
        ("message", Role::Message),
        ("page_header", Role::Title),
        ("forwarded", Role::Forwarded),
        ("reply_to", Role::Other),
        ("reactions", Role::Other),
        ("from_name", Role::Author),
        ("date", Role::Time),
        ("media_wrap", Role::Media),
        (".blockquote", Role::Other),
        (".pre", Role::Other),
        ("text", Role::Text),
    ],
    continues: true,
    time: local,
    is_system: |_, _| false,
};

fn read_telegram(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    read_page(&TELEGRAM, input, reading, out)
}

/// `14.11.2023 22:13:20 UTC+01:00`, `Nov 14, 2023 10:13:20 pm`.
fn local(text: &str, reading: &Reading<'_>) -> Option<i64> {
    let (moment, zone) = text.split_once(" UTC").unwrap_or((text, ""));
    let found = stamp::moment(moment)?;
    let order = if found.date[1] > 12 { DateOrder::MonthDayYear } else { DateOrder::DayMonthYear };
    let clock = time::time(time::hour(found.hour, found.afternoon), found.minute, found.second)?;
    let date = order.date(&found)?;
    let mut offset = zone.split(':').map(|part| part.trim().parse::<i64>().ok());
    match offset.next().flatten().filter(|hours| (-14..=14).contains(hours)) {
        Some(hours) => {
            let minutes = offset.next().flatten().filter(|minutes| (0..60).contains(minutes)).unwrap_or(0);
            let minutes = minutes * hours.signum();
            Some(time::at(&TimeZone::UTC, date, clock)? - (hours * 60 + minutes) * 60_000)
        }
        None => time::at(reading.zone, date, clock),
    }
}

fn score_facebook(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| sample.text.contains(words);
    when(sample.is_html() && (has("_a6-g") && has("_a6-p") || has("_2let") && has("_2lem")), SURE)
}

const FACEBOOK: Page = Page {
    roles: &[
        ("_a6-g", Role::Message),
        ("_a6-h", Role::Author),
        ("_a6-o", Role::Time),
        ("_a70e", Role::Title),
        (".ul", Role::Other),
        (".a", Role::Other),
        ("_a6-p", Role::Text),
        ("pam", Role::Message),
        ("_2lek", Role::Author),
        ("_2lem", Role::Time),
        ("_2let", Role::Text),
    ],
    continues: false,
    time: local,
    // What is shared stands below the line that says so.
    is_system: |text, author| is_event(text.lines().next().unwrap_or_default(), author) || text.is_empty(),
};

fn read_facebook(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut reading = reading.clone();
    // The page's own title is that of the whole export.
    if let Some(folder) = reading.folder().filter(|_| reading.stem().starts_with("message")) {
        reading.name = folder;
    }
    read_page(&FACEBOOK, input, &reading, out)
}

fn score_voice(sample: &Sample<'_>) -> u8 {
    let has = |words: &str| sample.text.contains(words);
    when(sample.is_html() && has("hChatLog") && has("class=\"message\""), SURE)
}

const VOICE: Page = Page {
    roles: &[
        ("message", Role::Message),
        ("dt", Role::Time),
        // The owner is an abbreviation, everybody else a name.
        (".abbr", Role::Me),
        ("fn", Role::Author),
        (".q", Role::Text),
        (".img", Role::Media),
        ("video", Role::Media),
        ("audio", Role::Media),
    ],
    continues: false,
    time: |text, _| time::iso(&TimeZone::UTC, text),
    is_system: |text, _| text == "MMS Received" || text == "MMS Sent" || text.is_empty(),
};

fn read_voice(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut reading = reading.clone();
    // `Ann - Text - 2023-11-14T22_13_20Z.html`
    reading.name = reading.file_name().split(" - ").next().unwrap_or(reading.name);
    read_page(&VOICE, input, &reading, out)
}
