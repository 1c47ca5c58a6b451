//! Chats as text, of which each message begins with a date, a time, a name and a colon, and goes on on lines without.
//!
//! How the stamps look is learned from the file first (see [`crate::import::stamps`]). Main functions: [`learn`], then
//! [`read_chat`]; WhatsApp's notes in place of messages are known here, other programs bring theirs.

use std::io::Read;
use std::sync::Arc;

use super::out::{Draft, Out};
use super::reading::Reading;
use super::{whatsapp_media as media, whatsapp_words as words};
use crate::import::clean::is_mark;
use crate::import::dates::DateOrder;
use crate::import::error::{Fault, Place};
use crate::import::familiar::Familiar;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::owner::Owner;
use crate::import::stamp::Stamp;
use crate::import::stamps::{Layout, Learner};
use crate::import::{system, time};

/// A stamp that is later than a neighbouring one by more than this may be a quoted line of another day.
const LATER_MS: i64 = 6 * 3_600_000;
/// Messages at the beginning of a conversation among which the program explains itself.
const EARLY: u64 = 20;
/// Names that are remembered to know who is new.
const MAX_KNOWN: usize = 4096;

/// Finds how the stamps look.
pub fn learn(input: &mut dyn Read, now: i64) -> Result<Layout, Fault> {
    let mut lines = Lines::new(input);
    let mut learner = Learner::new(now);
    while let Some((line, returned)) = lines.with_return()? {
        // The learner looks at how a line begins.
        learner.line(line.get(..line.floor_char_boundary(240)).unwrap_or(line), returned);
    }
    let none = || Fault::broken(Place::Line(1), "no line begins with a date and time as chats have them");
    let layout = learner.layout().ok_or_else(none)?;
    if !learner.dates_exist() {
        return Err(Fault::broken(Place::Whole, "none of its dates exists, in no order of day, month and year"));
    }
    Ok(layout)
}

/// A message that may go on on the next line.
#[derive(Default)]
struct Pending {
    time: Option<i64>,
    author: String,
    text: String,
    /// Whether the chat program wrote it.
    system: bool,
    /// It is among the first of its conversation, where the program explains itself.
    early: bool,
    open: bool,
}

/// Reads a chat whose conversation is called `title`; `peer`: that is who the other one is.
pub fn read_chat(
    input: &mut dyn Read,
    reading: &Reading<'_>,
    out: &mut Out<'_, '_>,
    title: &str,
    peer: bool,
) -> Result<(), Fault> {
    if peer {
        out.peer(title)?;
    }
    read_chat_but(input, reading, out, title, Program { instead: |_| None, between: |_| false })
}

/// What another program writes.
#[derive(Clone, Copy)]
pub struct Program {
    /// What stands in place of a message.
    pub instead: fn(&str) -> Option<Skip>,
    /// Whether a line without a stamp of the file's form is the program's, rather than a part of the message before it.
    pub between: fn(&str) -> bool,
}

/// Reads another program's chat.
pub fn read_chat_but(
    input: &mut dyn Read,
    reading: &Reading<'_>,
    out: &mut Out<'_, '_>,
    title: &str,
    program: Program,
) -> Result<(), Fault> {
    let usual = Layout::default();
    let layout = reading.layout.unwrap_or(&usual);
    let conversation = out.name(title);
    let known = reading.owner.has_colon().then_some(reading.owner);
    let mut chat = Chat {
        layout,
        owner: known,
        conversation,
        known: Familiar::default(),
        pending: Pending::default(),
        doubtful: None,
        begun: 0,
        instead: program.instead,
        spare: Pending::default(),
    };
    let mut lines = Lines::new(input);
    let (mut before, mut number) = (true, 0);
    while let Some((line, returned)) = lines.with_return()? {
        number += 1;
        let stamp = layout.stamp(line);
        let found = stamp.as_ref().and_then(|stamp| Some((chat.moment(stamp, reading)?, stamp.rest)));
        match found {
            Some((time, rest)) if !chat.is_within(time, before) => chat.begin(time, line, rest, out)?,
            None if (program.between)(line) => chat.begin(None, line, "", out)?,
            None if stamp.is_some_and(|stamp| chat.has_name(stamp.rest)) && !chat.is_within(None, before) => {
                chat.end(out)?;
                out.unreadable(Place::Line(number), "there is no such date")?;
            }
            _ => chat.go_on(line),
        }
        before = returned;
    }
    chat.end(out)
}

struct Chat<'l> {
    layout: &'l Layout,
    /// The owner, if one of their names has a colon in it.
    owner: Option<&'l Owner>,
    conversation: Arc<str>,
    /// Who has written, as far as they are remembered.
    known: Familiar<()>,
    pending: Pending,
    /// A line that looks like a message but may belong to the one before: its text, and the message it would begin.
    doubtful: Option<(String, Pending)>,
    /// Number of messages that have begun.
    begun: u64,
    /// What stands in place of a message.
    instead: fn(&str) -> Option<Skip>,
    /// A message that was handed on, whose memory the next one takes.
    spare: Pending,
}

impl Chat<'_> {
    /// Whether a line with a stamp of this time is within a message: where messages end with carriage returns, and the
    /// line before did not.
    fn is_within(&self, time: Option<i64>, returned: bool) -> bool {
        let backwards = || time.zip(self.pending.time).is_some_and(|(time, last)| time < last);
        !returned && self.pending.open && (self.layout.returned >= 0.9 || (self.layout.returned >= 0.5 && backwards()))
    }

    /// The time of a stamp. Where the file's order makes no date of it, another order may, if a name is behind it.
    fn moment(&self, stamp: &Stamp<'_>, reading: &Reading<'_>) -> Option<Option<i64>> {
        moment(stamp, self.layout.order, reading).or_else(|| {
            let mut times = DateOrder::ALL.into_iter().filter_map(|order| moment(stamp, order, reading)?);
            let time = times.find(|time| *time <= reading.now).filter(|_| self.has_name(stamp.rest));
            time.map(Some)
        })
    }

    fn has_name(&self, rest: &str) -> bool {
        self.layout.parts(rest, self.owner).is_some()
    }

    /// Ends the message before a line that is none of it.
    fn end(&mut self, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        self.pending.flush(&self.conversation, self.instead, out)?;
        if let Some((_, doubtful)) = self.doubtful.take() {
            self.pending = doubtful;
            self.pending.flush(&self.conversation, self.instead, out)?;
        }
        Ok(())
    }

    fn begin(&mut self, time: Option<i64>, line: &str, rest: &str, out: &mut Out<'_, '_>) -> Result<(), Fault> {
        if let Some((whole, doubtful)) = self.doubtful.take() {
            let later = doubtful.time.zip(time).is_some_and(|(doubtful, time)| doubtful - time > LATER_MS);
            let forwards = time.zip(self.pending.time).is_some_and(|(time, last)| time >= last);
            if later && forwards {
                // Time went on from the message before it: a date within a message.
                self.pending.go_on(&whole);
                self.known.remove(&doubtful.author);
            } else {
                self.pending.flush(&self.conversation, self.instead, out)?;
                self.pending = doubtful;
            }
        }
        self.begun += 1;
        let mut next = std::mem::take(&mut self.spare);
        (next.time, next.open, next.early) = (time, true, self.begun <= EARLY);
        next.begin(self.layout.parts(rest, self.owner));
        // A name that wrote before is one without a space behind its colon, too.
        let bare = if next.system { rest.split_once(':') } else { None };
        if let Some((name, text)) = bare.filter(|(name, _)| self.known.get(name.trim()).is_some()) {
            next.author.push_str(name.trim());
            next.text.push_str(text);
            next.system = false;
        }
        let new = !next.system && self.known.get(&next.author).is_none();
        if new && self.known.len() < MAX_KNOWN {
            self.known.insert(&next.author, ());
        }
        let later = time.zip(self.pending.time).is_some_and(|(time, last)| time - last > LATER_MS);
        if new && later && self.pending.open && !self.pending.system {
            self.doubtful = Some((line.to_owned(), next));
            return Ok(());
        }
        self.pending.flush(&self.conversation, self.instead, out)?;
        self.spare = std::mem::replace(&mut self.pending, next);
        Ok(())
    }

    fn go_on(&mut self, line: &str) {
        match &mut self.doubtful {
            Some((whole, doubtful)) => {
                doubtful.go_on(line);
                push_line(whole, line);
            }
            None => self.pending.go_on(line),
        }
    }
}

/// The time of a stamp, if there is such a date; of a month whose name is unknown, no time.
fn moment(stamp: &Stamp<'_>, order: DateOrder, reading: &Reading<'_>) -> Option<Option<i64>> {
    if stamp.named && stamp.date[1] == 0 {
        return Some(None);
    }
    let hour = time::hour(stamp.hour, stamp.afternoon) % 24;
    time::at(reading.zone, order.date(stamp)?, time::time(hour, stamp.minute, stamp.second)?).map(Some)
}

fn push_line(text: &mut String, line: &str) {
    // One byte more than a message may have is enough to see that it is too long.
    if text.len() <= MAX_MESSAGE_BYTES {
        text.push('\n');
        let end = line.floor_char_boundary(MAX_MESSAGE_BYTES);
        text.push_str(line.get(..end).unwrap_or(line));
    }
}

impl Pending {
    /// Begins with name and words; without, it is a line of the program.
    fn begin(&mut self, parts: Option<(&str, &str)>) {
        self.author.clear();
        self.text.clear();
        self.system = false;
        match parts {
            Some((author, text)) => {
                let author = author.trim_end_matches([':', ';']);
                self.author.push_str(
                    author
                        .strip_prefix('~')
                        .map_or(author, |name| name.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c))),
                );
                self.text.push_str(text.get(..text.floor_char_boundary(MAX_MESSAGE_BYTES + 4)).unwrap_or(text));
            }
            None => self.system = true,
        }
    }

    fn go_on(&mut self, line: &str) {
        push_line(&mut self.text, line);
    }

    fn flush(
        &mut self,
        conversation: &Arc<str>,
        instead: fn(&str) -> Option<Skip>,
        out: &mut Out<'_, '_>,
    ) -> Result<(), Fault> {
        if !std::mem::take(&mut self.open) {
            // Lines before the first stamp end a message whose beginning the file lacks.
            self.text.clear();
            return Ok(());
        }
        if self.system {
            return out.skip(Skip::System);
        }
        let caption = media::caption(&self.text).or_else(|| media::caption_before(&self.text));
        if caption.is_some() {
            out.skip(Skip::Media)?;
        }
        let text = caption.unwrap_or(&self.text);
        if caption.is_some_and(|caption| caption.trim().is_empty()) {
            return Ok(());
        }
        if let Some(skip) = instead(text).or_else(|| words::kind(text)) {
            return out.skip(skip);
        }
        if system::is_event(text, &self.author) || (self.early && system::is_encryption_notice(text)) {
            return out.skip(Skip::System);
        }
        out.message(Draft {
            time: self.time,
            author: Some(&self.author),
            text: words::without_edit_mark(text),
            conversation: Some(conversation),
            me: None,
        })
    }
}
