//! Chats as web pages, told apart by the classes of their elements. Main function: [`read_page`]; a program's classes are
//! a [`Page`].

use std::io::Read;

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::error::Fault;
use crate::import::html::{Piece, Tags, breaks, push_break, push_text};
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};

/// What an element of a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A message begins.
    Message,
    Author,
    /// The author is the owner.
    Me,
    Text,
    /// When it was written, in the element or in its `title`.
    Time,
    /// What the conversation is called.
    Title,
    /// A message that the program wrote.
    System,
    /// A message of someone else within this one.
    Forwarded,
    Media,
    /// Nothing that is read: reactions, answers, previews.
    Other,
}

impl Role {
    /// Whether what stands within it has no roles of its own.
    fn is_sealed(self) -> bool {
        matches!(self, Role::Title | Role::Other | Role::Forwarded | Role::Author | Role::Me | Role::Time)
    }
}

/// How a program's pages are read.
pub struct Page {
    /// Classes, or names of elements with a dot before them, and what they hold; the first that fits counts.
    pub roles: &'static [(&'static str, Role)],
    /// A message without an author is of the author of the one before it.
    pub continues: bool,
    pub time: fn(&str, &Reading<'_>) -> Option<i64>,
    /// Whether a text is the program's.
    pub is_system: fn(text: &str, author: &str) -> bool,
}

#[derive(Default)]
struct Found {
    open: bool,
    author: String,
    me: bool,
    text: String,
    time: String,
    skip: Option<Skip>,
}

impl Found {
    /// Takes text of an element.
    fn take(&mut self, role: Role, words: &str) {
        self.me |= role == Role::Me;
        match role {
            Role::Author | Role::Me => push_bounded(&mut self.author, words),
            Role::Text => push_bounded(&mut self.text, words),
            Role::Time if self.time.is_empty() => push_bounded(&mut self.time, words),
            _ => {}
        }
    }
}

fn push_bounded(into: &mut String, words: &str) {
    if into.len() <= MAX_MESSAGE_BYTES {
        push_text(into, words);
    }
}

/// The elements that are open around a place of the page.
#[derive(Default)]
struct Open {
    depth: u32,
    /// Those that hold something, and their depths.
    roles: Vec<(Role, u32)>,
}

impl Open {
    fn innermost(&self) -> Option<Role> {
        self.roles.last().map(|(role, _)| *role)
    }

    fn enter(&mut self, role: Option<Role>) {
        self.depth += 1;
        self.roles.extend(role.map(|role| (role, self.depth)));
    }

    fn leave(&mut self) {
        self.roles.pop_if(|(_, depth)| *depth >= self.depth);
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Reads a page to its end.
pub fn read_page(page: &Page, input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut tags = Tags::new(input);
    let mut title = String::new();
    let mut found = Found::default();
    let mut last = (String::new(), false);
    let mut open = Open::default();
    while let Some(piece) = tags.next()? {
        match &piece {
            Piece::Open(name, _) => {
                let sealed = open.innermost().is_some_and(Role::is_sealed);
                let role = role_of(page, &piece, name).filter(|_| !sealed);
                if let Some(role) = role {
                    if matches!(role, Role::Message | Role::System) {
                        flush(page, &mut found, &mut last, &title, reading, out)?;
                        found = Found { open: true, ..Found::default() };
                    }
                    begin(role, &piece, &mut found);
                }
                if piece.nests() {
                    open.enter(role);
                }
            }
            Piece::Close(_) => open.leave(),
            Piece::Text(words) => match open.innermost() {
                Some(Role::Title) => push_bounded(&mut title, words),
                Some(role) => found.take(role, words),
                None => {}
            },
        }
        if let Piece::Open(name, _) | Piece::Close(name) = &piece
            && breaks(name)
        {
            push_break(&mut found.text);
        }
    }
    flush(page, &mut found, &mut last, &title, reading, out)
}

fn role_of(page: &Page, piece: &Piece, name: &str) -> Option<Role> {
    let is = |class: &str| match class.strip_prefix('.') {
        Some(element) => element == name,
        None => class.split('.').all(|class| piece.has_class(class)),
    };
    page.roles.iter().find(|(class, _)| is(class)).map(|(_, role)| *role)
}

fn begin(role: Role, piece: &Piece, found: &mut Found) {
    match role {
        Role::System => found.skip = Some(Skip::System),
        Role::Forwarded => found.skip = Some(Skip::Forwarded),
        Role::Media if found.skip.is_none() => found.skip = Some(Skip::Media),
        Role::Time => found.time = piece.attribute("title").unwrap_or_default(),
        _ => {}
    }
}

fn flush(
    page: &Page,
    found: &mut Found,
    last: &mut (String, bool),
    title: &str,
    reading: &Reading<'_>,
    out: &mut Out<'_, '_>,
) -> Result<(), Fault> {
    let Found { open, author, me, text, time, skip } = std::mem::take(found);
    if !open {
        return Ok(());
    }
    let author = author.trim().trim_end_matches(':');
    // Words of a bot that somebody sent: Telegram says so behind the name.
    let (author, bot) = author.split_once(" via @").map_or((author, false), |(name, _)| (name.trim_end(), true));
    let author = author.to_owned();
    if !author.is_empty() {
        *last = (author, me);
    } else if !page.continues {
        last.0.clear();
    }
    let text = text.trim();
    let skip = match skip {
        _ if bot => Some(Skip::Bot),
        None | Some(Skip::Media) if !text.is_empty() && !last.0.is_empty() && !(page.is_system)(text, &last.0) => None,
        other => Some(other.unwrap_or(Skip::System)),
    };
    if let Some(skip) = skip {
        return out.skip(skip);
    }
    let title = title.trim();
    let conversation = out.name(if title.is_empty() { reading.stem() } else { title });
    let me = last.1.then_some(true);
    let time = (page.time)(time.trim(), reading);
    out.message(Draft { time, author: Some(&last.0), me, text, conversation: Some(&conversation) })
}
