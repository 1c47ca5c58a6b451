//! [`Item`]: what readers hand on, most of all a [`ChatMessage`].

use std::sync::Arc;

use super::familiar::Familiar;

/// Bytes of one message; longer ones are pasted, not typed.
pub const MAX_MESSAGE_BYTES: usize = 16 << 10;

/// The author of messages whose account is gone.
pub const NAMELESS: &str = "Deleted account";

/// One message of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatMessage {
    /// Milliseconds since 1970.
    pub time: Option<i64>,
    /// Who wrote it, as the file names them.
    pub author: Option<Arc<str>>,
    /// Whether the owner wrote it, where the file says so.
    pub me: Option<bool>,
    /// The words of the message, without what programs added.
    pub text: String,
    /// The chat, channel or thread.
    pub conversation: Option<Arc<str>>,
}

impl ChatMessage {
    /// Who wrote it, where that is not the owner; a name that is not told is `unknown`.
    #[must_use]
    pub fn other(&self) -> Option<String> {
        (self.me != Some(true)).then(|| self.author.as_deref().unwrap_or("unknown").to_owned())
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A message of a conversation.
    Message(ChatMessage),
    /// Something that nobody typed or that is not prose.
    Skipped(Skip),
    /// The file says whose export it is.
    Owner(Arc<str>),
    /// The file says who the other one is in a conversation of two.
    Peer(Arc<str>),
    /// A word of the owner's, without a sentence.
    Word(OwnWord),
    /// The file has ended.
    End,
}

/// A word and how often it was used, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWord {
    /// The word.
    pub text: String,
    /// How often it was used; 1 where that is not known.
    pub count: u32,
}

/// Why something in a file is not learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// Joins, calls, changed names: what the program wrote.
    System,
    /// Pictures, stickers, attachments.
    Media,
    /// A note in place of a message that was deleted.
    Deleted,
    /// A message that holds nothing but a quote.
    Quoted,
    /// Text that somebody else wrote and that was passed on.
    Forwarded,
    /// Words to a bot, not to a person.
    Command,
    /// What a bot wrote.
    Bot,
    /// Code and pasted logs.
    Code,
    /// An emoji or a note on another message.
    Reaction,
    /// Longer than anybody types.
    TooLong,
    /// A message without words.
    Empty,
    /// An entry of a word list that is none: signs, numbers, addresses.
    NoWord,
    /// An entry that is broken: it is not what its format says.
    Unreadable,
}

impl Skip {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Skip; 13] = [
        Skip::System,
        Skip::Media,
        Skip::Deleted,
        Skip::Quoted,
        Skip::Forwarded,
        Skip::Command,
        Skip::Bot,
        Skip::Code,
        Skip::Reaction,
        Skip::TooLong,
        Skip::Empty,
        Skip::NoWord,
        Skip::Unreadable,
    ];

    /// One word for scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Skip::System => "system",
            Skip::Media => "media",
            Skip::Deleted => "deleted",
            Skip::Quoted => "quoted",
            Skip::Forwarded => "forwarded",
            Skip::Command => "command",
            Skip::Bot => "bot",
            Skip::Code => "code",
            Skip::Reaction => "reaction",
            Skip::TooLong => "too-long",
            Skip::Empty => "empty",
            Skip::NoWord => "no-word",
            Skip::Unreadable => "unreadable",
        }
    }

    /// A few words for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Skip::System => "lines of the program itself",
            Skip::Media => "pictures and attachments",
            Skip::Deleted => "deleted messages",
            Skip::Quoted => "quotes",
            Skip::Forwarded => "forwarded messages",
            Skip::Command => "commands to bots",
            Skip::Bot => "messages of bots",
            Skip::Code => "pasted code and logs",
            Skip::Reaction => "reactions",
            Skip::TooLong => "messages longer than 16 KiB",
            Skip::Empty => "empty messages",
            Skip::NoWord => "entries that are no words",
            Skip::Unreadable => "entries that cannot be read (--strict tells where)",
        }
    }
}

/// The receiver of the items wants no further ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// The function that takes what is read.
pub type Emit<'a> = dyn FnMut(Item) -> Result<(), Stop> + 'a;

/// Names seen lately, so that each is allocated once.
#[derive(Debug, Default)]
pub(super) struct Names(Familiar<Arc<str>>);

impl Names {
    /// Names kept; a hostile file has a new one on every line.
    const KEPT: usize = 4096;

    pub fn get(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return known;
        }
        if self.0.len() >= Names::KEPT {
            self.0.clear();
        }
        let name: Arc<str> = shorten(name).into();
        self.0.insert(&name, name.clone());
        name
    }
}

/// Names longer than this are cut: they are shown and kept, and nobody has one.
const MAX_NAME_BYTES: usize = 256;

pub(super) fn shorten(name: &str) -> &str {
    name.get(..name.floor_char_boundary(MAX_NAME_BYTES)).unwrap_or(name)
}
