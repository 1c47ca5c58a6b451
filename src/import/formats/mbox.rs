//! Mail in mbox files and single messages: the owner's own words, without quotes, signatures and forwarded mail.

use std::collections::HashMap;
use std::io::Read;

use mail_parser::{Address, Message, MessageParser};

use super::mbox_body::own_words;
use super::{Draft, Out, Reading};
use crate::import::error::Fault;
use crate::import::message::Skip;

/// Bytes kept of one mail; what is beyond are attachments.
const MAX_MAIL_BYTES: usize = 4 << 20;
/// Addresses counted to find the owner's.
const MAX_ADDRESSES: usize = 10_000;

pub fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = RawLines::new(input);
    let mut mails = Mails { reading, out, involved: HashMap::new(), mails: 0, marked: false };
    let mut mail: Vec<u8> = Vec::new();
    let mut after_empty = true;
    while let Some(line) = lines.next()? {
        if after_empty && line.starts_with(b"From ") && is_separator(line) {
            mails.take(&mail)?;
            mail.clear();
        } else if mail.len() + line.len() < MAX_MAIL_BYTES {
            // Lines that look like a separator are written with `>` before them.
            let line = if is_escaped(line) { &line[1..] } else { line };
            mail.extend_from_slice(line);
            mail.push(b'\n');
        }
        after_empty = line.is_empty() || line == b"\r";
    }
    mails.take(&mail)?;
    mails.finish()
}

/// `From someone Tue Nov 14 22:13:20 2023`
fn is_separator(line: &[u8]) -> bool {
    line.iter().filter(|byte| **byte == b':').count() >= 1 || line.iter().filter(|byte| **byte == b' ').count() >= 3
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
        let body = mail.body_text(0).unwrap_or_default();
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
