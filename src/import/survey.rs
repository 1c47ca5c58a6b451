//! [`Survey`]: the outcome of a first reading of files: how many messages by whom, what is left out, and who the owner may
//! be.
//!
//! Its size is bounded whatever the files hold: beyond a number, authors and conversations are not told apart any more.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::formats::Format;
use super::message::{ChatMessage, Item, NAMELESS, Skip};
use super::owner::{Guess, Owner};

const MAX_AUTHORS: usize = 20_000;
const MAX_CONVERSATIONS: usize = 50_000;
/// Authors told apart in one conversation; where there are more, an author's absence proves nothing.
const MAX_MEMBERS: usize = 32;
/// Messages kept of each author, to be shown.
const SAMPLES: usize = 3;
const SAMPLE_BYTES: usize = 200;

/// What files hold, by format.
#[derive(Debug, Default)]
pub struct Survey {
    /// Counts for each format that was found.
    pub formats: BTreeMap<Format, Counts>,
}

/// What the files of one format hold.
#[derive(Debug, Default)]
pub struct Counts {
    /// Messages of all authors.
    pub messages: u64,
    /// Words without sentences.
    pub words: u64,
    /// What is not handed on, by reason.
    pub skipped: BTreeMap<Skip, u64>,
    /// Time of the first message (milliseconds since 1970).
    pub first: Option<i64>,
    /// Time of the last message.
    pub last: Option<i64>,
    /// Messages that the file itself says are the owner's.
    pub marked: Sum,
    authors: HashMap<Arc<str>, Author>,
    conversations: HashMap<Arc<str>, Conversation>,
    owners: Vec<Arc<str>>,
}

/// Messages of one kind.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    pub messages: u64,
    pub chars: u64,
    /// The first few, shortened.
    pub samples: Vec<String>,
}

#[derive(Debug, Default)]
struct Author {
    sum: Sum,
    conversations: u64,
}

#[derive(Debug, Default)]
struct Conversation {
    members: Vec<Arc<str>>,
    peer: Option<Arc<str>>,
}

impl Survey {
    /// Notes one item of a file.
    pub fn add(&mut self, format: Format, item: &Item, conversation: Option<&Arc<str>>) {
        if *item == Item::End {
            return;
        }
        let counts = self.formats.entry(format).or_default();
        match item {
            Item::Message(message) => counts.message(message),
            Item::Word(_) => counts.words += 1,
            Item::Skipped(skip) => *counts.skipped.entry(*skip).or_default() += 1,
            Item::Owner(name) if counts.owners.len() < MAX_MEMBERS => {
                if !counts.owners.contains(name) {
                    counts.owners.push(name.clone());
                }
            }
            Item::Owner(_) | Item::End => {}
            Item::Peer(name) => {
                let name = name.clone();
                let of = conversation.unwrap_or(&name).clone();
                if counts.conversations.len() < MAX_CONVERSATIONS {
                    counts.conversations.entry(of).or_default().peer = Some(name);
                }
            }
        }
    }

    /// Messages of all formats.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.formats.values().map(|counts| counts.messages).sum()
    }
}

impl Sum {
    fn add(&mut self, text: &str) {
        self.messages += 1;
        self.chars += text.chars().count() as u64;
        if self.samples.len() < SAMPLES {
            let end = text.floor_char_boundary(SAMPLE_BYTES);
            self.samples.push(text.get(..end).unwrap_or(text).to_owned());
        }
    }

    fn join(&mut self, other: &Sum) {
        self.messages += other.messages;
        self.chars += other.chars;
        let room = SAMPLES.saturating_sub(self.samples.len());
        self.samples.extend(other.samples.iter().take(room).cloned());
    }
}

impl Counts {
    fn message(&mut self, message: &ChatMessage) {
        self.messages += 1;
        if let Some(time) = message.time {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
        if message.me == Some(true) {
            self.marked.add(&message.text);
            return;
        }
        let Some(name) = &message.author else { return };
        if self.authors.len() >= MAX_AUTHORS && !self.authors.contains_key(name) {
            return;
        }
        let author = self.authors.entry(name.clone()).or_default();
        author.sum.add(&message.text);
        let Some(conversation) = &message.conversation else { return };
        if self.conversations.len() >= MAX_CONVERSATIONS && !self.conversations.contains_key(conversation) {
            return;
        }
        let members = &mut self.conversations.entry(conversation.clone()).or_default().members;
        if members.len() < MAX_MEMBERS && !members.contains(name) {
            members.push(name.clone());
            author.conversations += 1;
        }
    }

    /// Conversations seen.
    #[must_use]
    pub fn conversations(&self) -> usize {
        self.conversations.len()
    }

    /// What the owner wrote: what is marked so, and what is under their names.
    #[must_use]
    pub fn own(&self, owner: &Owner) -> Sum {
        let mut own = self.marked.clone();
        self.authors.iter().filter(|(name, _)| owner.is(name)).for_each(|(_, author)| own.join(&author.sum));
        own
    }

    /// Names and how many messages each wrote, the busiest first.
    #[must_use]
    pub fn authors(&self) -> Vec<(Arc<str>, u64)> {
        let mut authors: Vec<_> = self.authors.iter().map(|(name, a)| (name.clone(), a.sum.messages)).collect();
        authors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        authors
    }

    /// Who the owner seems to be: whom the file names, who is left in conversations of two whose other one is known,
    /// who is in every one of several conversations, or the only one there is.
    #[must_use]
    pub fn guess(&self) -> Guess {
        if self.marked.messages > 0 || self.authors.is_empty() {
            return Guess::Marked;
        }
        if let Some(name) = self.owners.iter().find(|name| self.authors.contains_key(*name)) {
            return Guess::Likely(name.clone());
        }
        self.beside_peers().or_else(|| self.everywhere()).map_or(Guess::Unsure, Guess::Likely)
    }

    fn beside_peers(&self) -> Option<Arc<str>> {
        let mut votes: HashMap<&Arc<str>, u64> = HashMap::new();
        for conversation in self.conversations.values() {
            let Some(peer) = &conversation.peer else { continue };
            let others: Vec<_> = conversation.members.iter().filter(|member| *member != peer).collect();
            let named: Vec<_> = others.iter().filter(|other| &****other != NAMELESS).collect();
            if let ([other], true) = (&named[..], others.len() < conversation.members.len()) {
                *votes.entry(other).or_default() += 1;
            }
        }
        // All conversations must agree.
        if votes.len() == 1 { votes.into_keys().next().cloned() } else { None }
    }

    fn everywhere(&self) -> Option<Arc<str>> {
        let conversations = self.conversations.values().filter(|c| c.members.len() > 1).count() as u64;
        let mut names = self.authors.iter().filter(|(_, author)| author.conversations >= conversations);
        match (names.next(), names.next()) {
            (Some((name, _)), None) if conversations > 1 => Some(name.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(messages: &[(&str, &str)], peers: &[(&str, &str)], owner: Option<&str>) -> Guess {
        let mut survey = Survey::default();
        for (conversation, author) in messages {
            let message = ChatMessage {
                author: Some((*author).into()),
                conversation: Some((*conversation).into()),
                text: "hello".into(),
                ..ChatMessage::default()
            };
            survey.add(Format::WhatsApp, &Item::Message(message), None);
        }
        for (conversation, peer) in peers {
            survey.add(Format::WhatsApp, &Item::Peer((*peer).into()), Some(&Arc::from(*conversation)));
        }
        if let Some(owner) = owner {
            survey.add(Format::WhatsApp, &Item::Owner(owner.into()), None);
        }
        survey.formats[&Format::WhatsApp].guess()
    }

    #[test]
    fn owners_are_guessed_for_good_reasons_only() {
        let likely = |name: &str| Guess::Likely(name.into());
        assert_eq!(survey(&[("a", "Ann"), ("a", "Me")], &[], None), Guess::Unsure);
        assert_eq!(survey(&[("a", "Ann"), ("a", "Me")], &[("a", "Ann")], None), likely("Me"));
        assert_eq!(survey(&[("a", "Ann"), ("a", "Me")], &[("a", "Someone")], None), Guess::Unsure);
        let gone = [("a", "Ann"), ("a", "Me"), ("a", NAMELESS)];
        assert_eq!(survey(&gone, &[("a", "Ann")], None), likely("Me"));
        assert_eq!(survey(&[("a", NAMELESS), ("a", "Me")], &[("a", NAMELESS)], None), likely("Me"));
        assert_eq!(survey(&[("a", "Ann"), ("a", "Me")], &[], Some("Ann")), likely("Ann"));
        assert_eq!(survey(&[("a", "Ann"), ("a", "Me")], &[], Some("Nobody")), Guess::Unsure);
        let three = [("a", "Ann"), ("a", "Me"), ("b", "Me"), ("b", "Bob"), ("c", "Me"), ("c", "Cy")];
        assert_eq!(survey(&three, &[], None), likely("Me"));
        let two_of_them = [("a", "Ann"), ("a", "Me"), ("b", "Me"), ("b", "Ann")];
        assert_eq!(survey(&two_of_them, &[], None), Guess::Unsure);
        assert_eq!(survey(&[("a", "Ann")], &[], None), Guess::Unsure);
    }
}
