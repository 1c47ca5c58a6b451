//! The formats, one file each, and what they share: [`Reading`](reading::Reading) goes in, drafts of messages come out through
//! [`Out`](out::Out).
//!
//! A file describes its format in `FORMAT`; the table below is the only other place that knows of it. A reader sees the
//! bytes of one file from its beginning to its end, once. Where a format needs to know more before (how its stamps look,
//! names that stand in other files), that is found out before and given in `Reading`.

use std::fmt;
use std::str::FromStr;

use super::description::Description;

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
pub(super) mod out;
mod pidgin;
mod plain;
mod prompts;
pub(super) mod reading;
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
