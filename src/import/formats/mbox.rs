//! Mail in mbox files, Maildirs and single messages: the owner's own words, without quotes, signatures and forwarded mail.

use std::collections::HashMap;
use std::io::Read;

use mail_parser::{Address, Message, MessageParser, PartType};

use super::mbox_body::own_words;
use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape, UsualPlace};
use crate::import::error::Fault;
use crate::import::html;
use crate::import::message::Skip;
use crate::import::sample::{SURE, Sample, when};

/// Bytes kept of one mail; what is beyond are attachments.
const MAX_MAIL_BYTES: usize = 4 << 20;
/// Addresses counted to find the owner's.
const MAX_ADDRESSES: usize = 10_000;

pub const FORMAT: Description = Description {
    name: "mbox",
    title: "e-mail",
    aliases: &["mail", "email", "eml", "maildir", "thunderbird"],
    origin: "Thunderbird's Sent folder, a Maildir, Google Takeout's mbox, single .eml files",
    extensions: &["", "mbox", "eml", "mbx"],
    places: &[
        UsualPlace::Mail(".thunderbird"),
        UsualPlace::Mail(".icedove"),
        UsualPlace::Mail("snap/thunderbird/common/.thunderbird"),
        UsualPlace::Mail(".var/app/org.mozilla.Thunderbird/.thunderbird"),
        UsualPlace::Mail("Library/Thunderbird/Profiles"),
        UsualPlace::Mail("AppData/Roaming/Thunderbird/Profiles"),
        UsualPlace::Mail("Mail"),
        UsualPlace::Mail("mail"),
        UsualPlace::Mail(".mail"),
        UsualPlace::Mail("Maildir"),
    ],
    shapes: &[Shape { score, reader: Reader::Bytes(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let header = |text: &str, name: &str| {
        let lines = text.lines().take_while(|line| !line.trim().is_empty());
        lines.take(400).any(|line| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    };
    let is_mail = |text: &str| header(text, "from: ") && header(text, "date: ");
    if let Some((line, mail)) = sample.start.split_once('\n')
        && line.starts_with("From ")
    {
        let first = mail.lines().next().unwrap_or_default();
        return when(is_mail(mail) || is_header(first.as_bytes()) && header(mail, "from: "), SURE);
    }
    let file = sample.file_name().ends_with(".eml") || header(sample.start, "message-id: ");
    let maildir = ["cur", "new"].contains(&sample.name.rsplit('/').nth(1).unwrap_or_default());
    when(is_mail(sample.start) && (file || maildir || header(sample.start, "received: ")), SURE)
}

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = RawLines::new(input);
    let mut mails = Mails { reading, out, involved: HashMap::new(), mails: 0, marked: false };
    let mut mail: Vec<u8> = Vec::new();
    // A line that separates mails, if what follows it is the header of one.
    let mut separator: Option<Vec<u8>> = None;
    let mut after_empty = true;
    while let Some(line) = lines.next()? {
        if let Some(before) = separator.take() {
            if separates(&before, line) {
                mails.take(&mail)?;
                mail.clear();
            } else {
                push_line(&mut mail, &before);
            }
        }
        if line.starts_with(b"From ") && (after_empty || is_envelope(line)) {
            separator = Some(line.to_vec());
        } else {
            push_line(&mut mail, line);
        }
        after_empty = line.is_empty() || line == b"\r";
    }
    if let Some(before) = separator {
        push_line(&mut mail, &before);
    }
    mails.take(&mail)?;
    mails.finish()
}

/// Appends a line; lines that look like a separator are written with `>` before them.
fn push_line(mail: &mut Vec<u8>, line: &[u8]) {
    if mail.len() + line.len() < MAX_MAIL_BYTES {
        mail.extend_from_slice(if is_escaped(line) { &line[1..] } else { line });
        mail.push(b'\n');
    }
}

/// Whether `From …` begins a mail: below it is a header that mails begin with, or it has a time and any header below.
fn separates(line: &[u8], next: &[u8]) -> bool {
    const FIRST: [&str; 16] = [
        "From",
        "Date",
        "Received",
        "Return-Path",
        "Delivered-To",
        "Message-ID",
        "To",
        "Subject",
        "MIME-Version",
        "Content-Type",
        "Status",
        "Sender",
        "Reply-To",
        "DKIM-Signature",
        "Authentication-Results",
        "Envelope-To",
    ];
    let name = next.split(|byte| *byte == b':').next().and_then(|name| str::from_utf8(name).ok()).unwrap_or_default();
    let first = FIRST.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.starts_with("X-");
    let timed = line.contains(&b':') && line.iter().filter(|byte| byte.is_ascii_digit()).count() >= 6;
    is_header(next) && (first || timed)
}

/// `From ann@example.org Tue Nov 14 22:13:02 2023`: some programs write no empty line before it.
fn is_envelope(line: &[u8]) -> bool {
    let line = str::from_utf8(line).unwrap_or_default().trim_end();
    let words: Vec<&str> = line.split_whitespace().collect();
    let year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let clock = |word: &&str| word.len() == 8 && word.matches(':').count() == 2;
    (6..=9).contains(&words.len()) && words.iter().skip(3).any(clock) && words.iter().skip(4).any(year)
}

/// `Name: value`
fn is_header(line: &[u8]) -> bool {
    let Some(end) = line.iter().position(|byte| *byte == b':') else { return false };
    end >= 2 && line[..end].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

fn is_escaped(line: &[u8]) -> bool {
    line.starts_with(b">") && line[line.iter().take_while(|byte| **byte == b'>').count()..].starts_with(b"From ")
}

/// Lines as bytes: each part of a mail has an encoding of its own.
struct RawLines<R: Read> {
    input: std::io::BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> RawLines<R> {
    fn new(input: R) -> Self {
        RawLines { input: std::io::BufReader::with_capacity(64 << 10, input), line: Vec::new() }
    }

    fn next(&mut self) -> Result<Option<&[u8]>, Fault> {
        self.line.clear();
        let any = crate::import::lines::read_line(&mut self.input, &mut self.line)?;
        Ok(any.then_some(&self.line))
    }
}

struct Mails<'a, 'b, 'o, 'e> {
    reading: &'a Reading<'b>,
    out: &'a mut Out<'o, 'e>,
    /// In how many mails an address is.
    involved: HashMap<String, u64>,
    mails: u64,
    /// The mails say which of them were sent.
    marked: bool,
}

impl Mails<'_, '_, '_, '_> {
    fn take(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let Some(mail) = MessageParser::default().parse(bytes) else { return self.out.skip(Skip::Empty) };
        let Some((address, name)) = sender(&mail) else { return self.out.skip(Skip::System) };
        self.count(&mail, &address);
        let header = |name: &'static str| mail.header_raw(name).map(str::trim);
        let labels = header("X-Gmail-Labels");
        self.marked |= labels.is_some();
        let unsent = labels.is_some_and(|labels| ["Draft", "Spam", "Trash"].iter().any(|label| labels.contains(label)));
        // Thunderbird leaves deleted mail in the file until it is tidied up.
        let expunged = header("X-Mozilla-Status").and_then(|value| u32::from_str_radix(value, 16).ok());
        if expunged.is_some_and(|flags| flags & 8 != 0) {
            return self.out.skip(Skip::Deleted);
        }
        if unsent || header("Auto-Submitted").is_some_and(|value| value != "no") {
            return self.out.skip(Skip::System);
        }
        let owner = self.reading.owner;
        let named = owner.is(&address) || name.as_deref().is_some_and(|name| owner.is(name));
        let me = match labels {
            Some(labels) => Some(named || labels.split(',').any(|label| label.trim_matches(['"', ' ']) == "Sent")),
            None => named.then_some(true),
        };
        let body = body(&mail);
        let text = match own_words(&body) {
            Ok(text) => text,
            Err(skip) => return self.out.skip(skip),
        };
        let conversation = self.out.name(thread(mail.subject().unwrap_or("mail")));
        self.out.message(Draft {
            time: mail.date().map(|date| date.to_timestamp().saturating_mul(1000)),
            author: Some(&address),
            me,
            text: &text,
            conversation: Some(&conversation),
        })
    }

    fn count(&mut self, mail: &Message<'_>, sender: &str) {
        self.mails += 1;
        let others = [mail.to(), mail.cc(), mail.bcc()].into_iter().flatten().flat_map(addresses);
        let mut all: Vec<String> = others.chain([sender.to_owned()]).collect();
        all.sort();
        all.dedup();
        for address in all {
            if self.involved.len() < MAX_ADDRESSES || self.involved.contains_key(&address) {
                *self.involved.entry(address).or_default() += 1;
            }
        }
    }

    /// Names the owner: the one address that is in every mail.
    fn finish(&mut self) -> Result<(), Fault> {
        if self.marked || self.mails < 2 {
            return Ok(());
        }
        let mails = self.mails;
        let mut everywhere = self.involved.iter().filter(|(_, count)| **count == mails).map(|(address, _)| address);
        match (everywhere.next(), everywhere.next()) {
            (Some(address), None) => self.out.owner(address),
            _ => Ok(()),
        }
    }
}

/// The text of a mail; of a page only what is not quoted in it.
fn body(mail: &Message<'_>) -> String {
    let part = mail.text_body.first().and_then(|at| mail.parts.get(usize::try_from(*at).ok()?));
    match part.map(|part| &part.body) {
        Some(PartType::Html(page)) => html::own_text(page),
        _ => mail.body_text(0).unwrap_or_default().into_owned(),
    }
}

fn addresses(list: &Address<'_>) -> Vec<String> {
    list.iter().filter_map(|address| address.address()).map(str::to_lowercase).collect()
}

/// Address and name of who wrote it.
fn sender(mail: &Message<'_>) -> Option<(String, Option<String>)> {
    let first = mail.from()?.first()?;
    Some((first.address()?.to_lowercase(), first.name().map(str::to_owned)))
}

/// The subject without the marks of answers.
fn thread(subject: &str) -> &str {
    const MARKS: [&str; 9] = ["re:", "aw:", "sv:", "vs:", "fwd:", "fw:", "wg:", "tr:", "rv:"];
    let mut rest = subject.trim();
    while let Some(mark) =
        MARKS.iter().find(|mark| rest.get(..mark.len()).is_some_and(|r| r.eq_ignore_ascii_case(mark)))
    {
        rest = rest[mark.len()..].trim_start();
    }
    if rest.is_empty() { "mail" } else { rest }
}
