//! The formats, one file each, and what they share: [`Reading`] goes in, drafts of messages come out through [`Out`].
//!
//! A file describes its format in `FORMAT`; the table below is the only other place that knows of it. A reader sees the
//! bytes of one file from its beginning to its end, once. Where a format needs to know more before (how its stamps look,
//! names that stand in other files), that is found out before and given in [`Reading`].

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::description::Description;
use super::owner::Owner;
use super::stamps::Layout;
use super::time::TimeZone;

mod chat;
mod discord;
mod discord_export;
mod discord_package;
mod discord_text;
mod git;
mod google_chat;
mod html_chat;
mod imessage;
mod imessage_db;
mod irc;
mod irc_line;
mod jsonl;
mod kakaotalk;
mod line;
mod matrix;
mod mbox;
mod mbox_body;
mod meta;
mod mojibake;
mod notes;
mod out;
mod pidgin;
mod plain;
mod prompts;
mod signal;
mod signal_db;
mod signal_own;
mod signal_sigtop;
mod skype;
mod slack;
mod slack_text;
mod sms;
mod sms_elided;
mod stamped;
mod table;
mod team_chats;
mod telegram;
mod viber;
mod web_pages;
mod whatsapp;
mod whatsapp_db;
mod whatsapp_media;
mod whatsapp_words;
mod words;
mod words_db;
mod words_json;

pub(super) use git::log_of as git_log;
use out::Draft;
pub use out::Out;

macro_rules! formats {
    ($($variant:ident: $module:ident,)*) => {
        /// A kind of chat export or log, as people name it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            $(#[doc = concat!("What `formats/", stringify!($module), ".rs` describes and reads.")] $variant,)*
        }

        impl Format {
            /// All formats, in the order in which they are shown.
            pub const ALL: [Format; [$(stringify!($variant)),*].len()] = [$(Format::$variant,)*];

            /// What is known of it.
            #[must_use]
            pub fn description(self) -> &'static Description {
                match self {
                    $(Format::$variant => &$module::FORMAT,)*
                }
            }
        }
    };
}

// All formats, in the order in which they are shown. Of formats that are equally sure of a file the first one reads it.
formats! {
    WhatsApp: whatsapp,
    Telegram: telegram,
    Signal: signal,
    Discord: discord,
    Slack: slack,
    Messenger: meta,
    Sms: sms,
    IMessage: imessage,
    Irc: irc,
    Mbox: mbox,
    SignalDb: signal_db,
    WhatsAppDb: whatsapp_db,
    IMessageDb: imessage_db,
    GoogleChat: google_chat,
    Prompts: prompts,
    Skype: skype,
    WebPage: web_pages,
    Line: line,
    KakaoTalk: kakaotalk,
    Matrix: matrix,
    Viber: viber,
    Pidgin: pidgin,
    TeamChat: team_chats,
    Git: git,
    Notes: notes,
    Words: words,
    Chat: chat,
    JsonLines: jsonl,
    Plain: plain,
}

impl Format {
    /// The name on the command line and in the history's sources.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.description().name
    }

    /// The name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.description().title
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Format, String> {
        let name = name.to_ascii_lowercase();
        let is = |format: &Format| format.name() == name || format.description().aliases.contains(&name.as_str());
        Format::ALL.into_iter().find(is).ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            format!("not one of {}", names.join(", "))
        })
    }
}

/// Names that stand in other files of the same export.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The person's name for each identifier.
    pub users: HashMap<String, String>,
    /// The name of each channel or folder.
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
    /// How the file's stamps look, where a format asks for that.
    pub layout: Option<&'a Layout>,
    /// The file is being followed: times without a date are of today.
    pub live: bool,
    /// What cannot be read makes the file a broken one, instead of being passed over.
    pub strict: bool,
}

impl<'a> Reading<'a> {
    /// The file's own name.
    fn file_name(&self) -> &'a str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }

    /// The file's own name without its extension, and without what a browser adds to a second download.
    fn stem(&self) -> &'a str {
        let name = self.file_name();
        let stem = match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        };
        without_copy_number(stem)
    }

    /// The folder (or archive) that the file lies in.
    fn folder(&self) -> Option<&'a str> {
        self.name.rsplit(['/', '\\']).nth(1).filter(|name| !name.is_empty() && *name != ".")
    }
}

/// `Ann (2)`, as a browser calls a second download, is `Ann`.
fn without_copy_number(title: &str) -> &str {
    let number = title.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match number {
        Some((name, number))
            if !name.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            name
        }
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_described_in_full() {
        let mut names = Vec::new();
        for format in Format::ALL {
            let description = format.description();
            assert!(!description.title.is_empty() && !description.origin.is_empty(), "{format}");
            assert!(!description.shapes.is_empty() && !description.extensions.is_empty(), "{format}");
            names.push(description.name);
            names.extend(description.aliases);
        }
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "no name stands for two formats");
    }
}
