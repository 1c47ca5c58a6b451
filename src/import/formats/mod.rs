//! The formats, one file each, and what they share: [`Reading`] goes in, drafts of messages come out through [`Out`].
//!
//! A reader sees the bytes of one file from its beginning to its end, once. Where a format needs to know more before
//! (the order of a date, names that stand in other files), that is found out before and given in [`Reading`].

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use super::clean::clean;
use super::detect::Format;
use super::error::Fault;
use super::message::{ChatMessage, Emit, Item, Names, Skip};
use super::owner::Owner;
use super::time::TimeZone;

mod discord_export;
mod discord_package;
mod discord_text;
mod imessage;
mod irc;
mod irc_line;
mod jsonl;
mod mbox;
mod mbox_body;
mod meta;
mod mojibake;
mod plain;
mod signal;
mod slack;
mod sms;
mod table;
mod telegram;
mod whatsapp;
mod whatsapp_dates;
mod whatsapp_stamp;
mod whatsapp_words;

pub use irc_line::looks_like_irc;
pub use whatsapp_dates::DateOrder;
pub use whatsapp_stamp::stamp as whatsapp_stamp;

/// How a file is read: a format may come in several shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    WhatsApp,
    Telegram,
    SignalMarkdown,
    SignalJson,
    DiscordPackageCsv,
    DiscordPackageJson,
    DiscordJson,
    DiscordCsv,
    DiscordText,
    Slack,
    Meta,
    Sms,
    IMessage,
    Irc,
    Mbox,
    JsonLines,
    Plain,
}

impl Shape {
    /// The format that people know.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Shape::WhatsApp => Format::WhatsApp,
            Shape::Telegram => Format::Telegram,
            Shape::SignalMarkdown | Shape::SignalJson => Format::Signal,
            Shape::DiscordPackageCsv
            | Shape::DiscordPackageJson
            | Shape::DiscordJson
            | Shape::DiscordCsv
            | Shape::DiscordText => Format::Discord,
            Shape::Slack => Format::Slack,
            Shape::Meta => Format::Messenger,
            Shape::Sms => Format::Sms,
            Shape::IMessage => Format::IMessage,
            Shape::Irc => Format::Irc,
            Shape::Mbox => Format::Mbox,
            Shape::JsonLines => Format::JsonLines,
            Shape::Plain => Format::Plain,
        }
    }
}

/// Names that stand in other files of the same export.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Who is behind an identifier.
    pub users: HashMap<String, String>,
    /// What a channel or a folder is called.
    pub channels: HashMap<String, String>,
}

impl Beside {
    /// Names kept; more have no business in an export of one person.
    pub const MAX_NAMES: usize = 200_000;
}

/// What is known of a file before it is read.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// Its name as a person knows it, with the folders above it; `/` between them.
    pub name: &'a str,
    pub owner: &'a Owner,
    /// The zone of times that name none.
    pub zone: &'a TimeZone,
    /// Now, in milliseconds since 1970: no message is newer.
    pub now: i64,
    pub beside: &'a Beside,
    /// The order of a WhatsApp file's dates.
    pub dates: Option<DateOrder>,
    /// The file is being followed: times without a date are of today.
    pub live: bool,
}

impl<'a> Reading<'a> {
    /// The file's own name.
    fn file_name(&self) -> &'a str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }

    /// The file's own name without its extension.
    fn stem(&self) -> &'a str {
        let name = self.file_name();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }

    /// The folder (or archive) that the file lies in.
    fn folder(&self) -> Option<&'a str> {
        self.name.rsplit(['/', '\\']).nth(1).filter(|name| !name.is_empty() && *name != ".")
    }
}

/// Reads a file of some shape to its end.
pub fn read(shape: Shape, input: &mut dyn Read, reading: &Reading<'_>, emit: &mut Emit<'_>) -> Result<(), Fault> {
    let mut out = Out { emit, names: Names::default() };
    let out = &mut out;
    match shape {
        Shape::WhatsApp => whatsapp::read(input, reading, out),
        Shape::Telegram => telegram::read(input, reading, out),
        Shape::SignalMarkdown => signal::read_markdown(input, reading, out),
        Shape::SignalJson => signal::read_json(input, reading, out),
        Shape::DiscordPackageCsv => discord_package::read_csv(input, reading, out),
        Shape::DiscordPackageJson => discord_package::read_json(input, reading, out),
        Shape::DiscordJson => discord_export::read_json(input, reading, out),
        Shape::DiscordCsv => discord_export::read_csv(input, reading, out),
        Shape::DiscordText => discord_text::read(input, reading, out),
        Shape::Slack => slack::read(input, reading, out),
        Shape::Meta => meta::read(input, reading, out),
        Shape::Sms => sms::read(input, reading, out),
        Shape::IMessage => imessage::read(input, reading, out),
        Shape::Irc => irc::read(input, reading, out),
        Shape::Mbox => mbox::read(input, reading, out),
        Shape::JsonLines => jsonl::read(input, reading, out),
        Shape::Plain => plain::read(input, reading, out),
    }
}

/// The order of a WhatsApp file's dates, from the whole of it.
pub fn survey_dates(input: &mut dyn Read, now: i64) -> Result<DateOrder, Fault> {
    whatsapp::survey(input, now)
}

/// Notes what a file beside the messages tells, if `name` is one that does.
pub fn read_beside(name: &str, input: &mut dyn Read, beside: &mut Beside) -> Result<(), Fault> {
    match name.rsplit('/').next().unwrap_or(name) {
        "users.json" | "channels.json" | "groups.json" | "mpims.json" | "dms.json" => {
            slack::read_names(name, input, beside)
        }
        "index.json" | "channel.json" => discord_package::read_names(name, input, beside),
        _ => Ok(()),
    }
}

/// Takes what readers find; every message passes [`clean`] here.
pub(super) struct Out<'a, 'e> {
    emit: &'a mut Emit<'e>,
    names: Names,
}

/// A message as a reader finds it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Draft<'a> {
    pub time: Option<i64>,
    pub author: Option<&'a str>,
    pub me: Option<bool>,
    pub text: &'a str,
    pub conversation: Option<&'a Arc<str>>,
}

impl Out<'_, '_> {
    /// A name that is allocated once.
    fn name(&mut self, name: &str) -> Arc<str> {
        self.names.get(name)
    }

    fn message(&mut self, draft: Draft<'_>) -> Result<(), Fault> {
        let item = match clean(draft.text) {
            Err(skip) => Item::Skipped(skip),
            Ok(text) => Item::Message(ChatMessage {
                time: draft.time,
                author: draft.author.filter(|name| !name.is_empty()).map(|name| self.names.get(name)),
                me: draft.me,
                text: text.into_owned(),
                conversation: draft.conversation.cloned(),
            }),
        };
        Ok((self.emit)(item)?)
    }

    fn skip(&mut self, skip: Skip) -> Result<(), Fault> {
        Ok((self.emit)(Item::Skipped(skip))?)
    }

    fn owner(&mut self, name: &str) -> Result<(), Fault> {
        let name = self.name(name);
        Ok((self.emit)(Item::Owner(name))?)
    }

    fn peer(&mut self, name: &str) -> Result<(), Fault> {
        let name = self.name(name);
        Ok((self.emit)(Item::Peer(name))?)
    }
}
