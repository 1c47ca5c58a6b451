//! [`Out`]: takes what the readers of all formats find, mends and cleans every message, and hands it on. A [`Draft`] is a
//! message as a reader finds it.

use std::sync::Arc;

use super::mojibake;
use crate::import::clean::clean;
use crate::import::error::{Fault, Place};
use crate::import::message::{ChatMessage, Emit, Item, Names, OwnWord, Skip};

/// Takes what readers find; every message passes [`clean`] here.
pub struct Out<'a, 'e> {
    emit: &'a mut Emit<'e>,
    names: Names,
    strict: bool,
}

/// A message as a reader finds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Draft<'a> {
    pub time: Option<i64>,
    pub author: Option<&'a str>,
    pub me: Option<bool>,
    pub text: &'a str,
    pub conversation: Option<&'a Arc<str>>,
}

impl<'a, 'e> Out<'a, 'e> {
    pub fn new(emit: &'a mut Emit<'e>, strict: bool) -> Out<'a, 'e> {
        Out { emit, names: Names::default(), strict }
    }
}

impl Out<'_, '_> {
    /// A name that is allocated once.
    pub fn name(&mut self, name: &str) -> Arc<str> {
        self.names.get(name)
    }

    pub fn message(&mut self, draft: Draft<'_>) -> Result<(), Fault> {
        let text = mojibake::once_encoded(draft.text);
        let author = draft.author.filter(|name| !name.is_empty()).map(mojibake::once_encoded);
        let item = match clean(&text) {
            Err(skip) => Item::Skipped(skip),
            Ok(text) => Item::Message(ChatMessage {
                time: draft.time,
                author: author.map(|name| self.names.get(&name)),
                me: draft.me,
                text: text.into_owned(),
                conversation: draft.conversation.cloned(),
            }),
        };
        Ok((self.emit)(item)?)
    }

    /// An entry of a list of words: a word, or several that their owner wrote as one line.
    pub fn entry(&mut self, entry: &str, count: u32) -> Result<(), Fault> {
        let entry = entry.trim();
        if entry.contains(char::is_whitespace) && entry.contains(char::is_alphabetic) {
            return self.message(Draft { me: Some(true), text: entry, ..Draft::default() });
        }
        if !is_word(entry) {
            return self.skip(Skip::NoWord);
        }
        Ok((self.emit)(Item::Word(OwnWord { text: entry.to_owned(), count: count.max(1) }))?)
    }

    pub fn skip(&mut self, skip: Skip) -> Result<(), Fault> {
        Ok((self.emit)(Item::Skipped(skip))?)
    }

    /// Something that cannot be read: counted, or with `--strict` a fault of the file.
    pub fn unreadable(&mut self, place: Place, message: &str) -> Result<(), Fault> {
        if self.strict { Err(Fault::broken(place, message)) } else { self.skip(Skip::Unreadable) }
    }

    pub fn owner(&mut self, name: &str) -> Result<(), Fault> {
        let name = self.name(name);
        Ok((self.emit)(Item::Owner(name))?)
    }

    pub fn peer(&mut self, name: &str) -> Result<(), Fault> {
        let name = self.name(name);
        Ok((self.emit)(Item::Peer(name))?)
    }
}

/// Characters of the longest word that somebody adds to a list.
const LONGEST_WORD: usize = 48;

/// Whether an entry of a list is a word: letters, and within them what words have.
fn is_word(entry: &str) -> bool {
    let inner =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '·' | '\u{200c}' | '\u{200d}') || is_mark(c);
    let is_mark = entry.chars().all(inner);
    let letters = entry.chars().filter(|c| c.is_alphabetic()).count();
    is_mark && letters > 0 && 2 * letters >= entry.chars().count() && entry.chars().count() <= LONGEST_WORD
}

/// Marks that combine with a letter before them: they are no letters to Unicode, and words of many scripts have them.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && unicode_normalization::char::is_combining_mark(c)
}
