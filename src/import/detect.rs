//! Recognising a file by what it holds: every format says how sure it is, and the surest one reads it.
//!
//! Main function: [`detect`]. Text that no format claims is its owner's only where nothing speaks against it.

use super::description::{Names, Shape};
use super::doubt::{self, Doubt};
use super::encoding;
use super::formats::Format;
use super::sample::Sample;

/// A kind of file of a format.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub format: Format,
    pub shape: &'static Shape,
}

/// What a file is.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    Messages(Kind),
    /// Names of people and channels, for the messages in other files.
    Names(Names),
    /// A known kind of file that cannot be read: what it is, and what to do instead.
    Unsupported(&'static str, &'static str),
    /// Text of no known form that does not look like one person's.
    Doubtful(Doubt),
    Nothing,
}

/// What a person has said about a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    pub format: Option<Format>,
    /// A person named this very file, so that text of no known form may be theirs.
    pub named: bool,
    /// A person said under which name they write, so that not every line is theirs.
    pub me: bool,
}

/// Recognises a file by its first bytes and its name.
pub fn detect(head: &[u8], name: &str, said: Said) -> Found {
    if head.is_empty() {
        return Found::Nothing;
    }
    let text = if encoding::is_text(head) { encoding::decoded(head) } else { String::new() };
    let sample = Sample::new(name, head, &text);
    for names in Format::ALL.iter().filter_map(|format| format.description().names) {
        if (names.are)(&sample) {
            return Found::Names(names);
        }
    }
    let best = best(&sample, said.format);
    match (best, said.format) {
        (Some(kind), _) => Found::Messages(kind),
        (None, Some(format)) => match format.description().shapes.first() {
            Some(shape) if !text.is_empty() && !shape.is_database() => Found::Messages(Kind { format, shape }),
            _ => Found::Nothing,
        },
        (None, None) => unclaimed(&sample, said),
    }
}

/// The kind that is surest of a file; of a format, if one is asked for.
fn best(sample: &Sample<'_>, asked: Option<Format>) -> Option<Kind> {
    let formats = Format::ALL.into_iter().filter(|format| asked.is_none_or(|asked| asked == *format));
    let kinds = formats.flat_map(|format| {
        format.description().shapes.iter().map(move |shape| ((shape.score)(sample), Kind { format, shape }))
    });
    // Of kinds that are equally sure the first one counts.
    let surest = kinds.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (surest.0 > 0).then_some(surest.1)
}

fn unclaimed(sample: &Sample<'_>, said: Said) -> Found {
    if let Some((what, instead)) = unsupported(sample) {
        return Found::Unsupported(what, instead);
    }
    let data = sample.is_json() || sample.start.starts_with('<') || sample.start.starts_with("[\n");
    if !said.named || sample.start.is_empty() || data {
        return Found::Nothing;
    }
    let markdown = [".md", ".markdown"].iter().any(|end| sample.file_name().to_ascii_lowercase().ends_with(end));
    let format = if markdown { Format::Notes } else { Format::Plain };
    match (doubt::of(sample, said.me), format.description().shapes.first()) {
        (Some(doubt), _) => Found::Doubtful(doubt),
        (None, Some(shape)) => Found::Messages(Kind { format, shape }),
        (None, None) => Found::Nothing,
    }
}

/// What a file of a folder is of which nothing is read, where that may be a surprise: text and data, but no media.
pub fn unread(head: &[u8], name: &str) -> Option<String> {
    if head.is_empty() || !encoding::is_text(head) {
        return None;
    }
    let text = encoding::decoded(head);
    let sample = Sample::new(name, head, &text);
    if is_json(&sample) {
        return Some("JSON of no known format".to_owned());
    }
    if sample.start.is_empty() || sample.start.starts_with('<') {
        return (!sample.start.is_empty()).then(|| "XML of no known format".to_owned());
    }
    Some(match doubt::of(&sample, false) {
        Some(doubt) => format!("text of no known format: {}", doubt.what),
        None => "text of no known format; --format plain takes all of it as yours".to_owned(),
    })
}

/// Whether it is JSON that may hold messages, so that its being broken is worth knowing.
pub fn may_be_chat(head: &[u8], name: &str) -> bool {
    const KEYS: [&str; 9] = [
        "\"messages\"",
        "\"message\"",
        "\"text\"",
        "\"content\"",
        "\"conversations\"",
        "\"chats\"",
        "\"participants\"",
        "\"sender",
        "\"author\"",
    ];
    let text = if encoding::is_text(head) { encoding::decoded(head) } else { String::new() };
    is_json(&Sample::new(name, head, &text)) && KEYS.iter().any(|key| text.contains(key))
}

fn is_json(sample: &Sample<'_>) -> bool {
    sample.is_json() || sample.file_name().to_ascii_lowercase().ends_with(".json")
}

/// Files that are known and cannot be read, and what to do instead.
fn unsupported(sample: &Sample<'_>) -> Option<(&'static str, &'static str)> {
    if sample.is_html() {
        return Some(("a web page", "export again as JSON; every program that writes web pages can"));
    }
    const BEGINNINGS: [(&str, &str); 8] = [
        ("%PDF-", "a PDF file"),
        ("{\\rtf", "a document of a word processor"),
        ("BEGIN:VCARD", "an address book"),
        ("BEGIN:VCALENDAR", "a calendar"),
        ("[Script Info]", "subtitles"),
        ("#EXTM3U", "a list of media"),
        ("-----BEGIN ", "a key or an encrypted text"),
        ("%!PS", "a PostScript file"),
    ];
    let own = "if the words in it are yours, save it as plain text";
    if let Some((_, what)) = BEGINNINGS.iter().find(|(start, _)| sample.start.starts_with(start)) {
        return Some((what, own));
    }
    if sample.is_subtitles() {
        return Some(("subtitles", own));
    }
    let name = sample.file_name().to_ascii_lowercase();
    if name.ends_with(".crypt14") || name.ends_with(".crypt15") || name.ends_with(".crypt12") {
        return Some(("an encrypted backup of WhatsApp", "export the chats from WhatsApp itself, or decrypt it first"));
    }
    if name.starts_with("signal-") && name.ends_with(".backup") {
        return Some((
            "an encrypted backup of Signal",
            "decrypt it with signalbackup-tools, or export from Signal itself",
        ));
    }
    if sample.is_database() {
        return Some(("a database of a kind that is not known", "`foretype import --help` lists what is read"));
    }
    None
}
