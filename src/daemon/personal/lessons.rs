//! [`Lessons`]: the messages that wait to be learned one by one, and what learning them needs.
//!
//! A message that was typed is learned before its commit is answered; of many at once each is a lesson, and others have
//! their turns between two of them.

use std::collections::VecDeque;

use super::conversations::Ends;
use super::rebuild::Rebuild;
use super::taught::own_chars;
use crate::history::Message;
use crate::predict::{Context, MIXING_CHARS, Worker};
use crate::text::newest_within;

/// Messages at once that are more than anybody types: an import, of which not every batch trains the mixing weights.
const MANY_MESSAGES: usize = 200;
/// Own characters at once that are learned before anything else is done; of more, each message is a lesson.
pub(super) const AT_ONCE_CHARS: usize = 400;

/// What learning needs and what waits for it; belongs to the history's thread.
#[derive(Default)]
pub(super) struct Lessons {
    pub worker: Worker,
    pub context: Context,
    pub conversations: Ends,
    pub waiting: VecDeque<Lesson>,
    /// The memory that is being built anew, if one is.
    pub rebuild: Option<Box<Rebuild>>,
    /// Lessons so far: those that were put off, and those of them that are done.
    pub put_off: u64,
    pub done: u64,
    /// Own symbols in the memory when an import last trained the mixing weights.
    trained_at: usize,
}

/// A message that is to be learned.
pub(super) struct Lesson {
    pub message: Message,
    pub through_network: bool,
}

impl Lessons {
    /// The lessons of messages that were kept at once: the newest go through the network as well, the others are for the
    /// memory alone. `symbols` are those in the memory.
    pub fn plan(&mut self, messages: &[Message], symbols: usize) -> Vec<Lesson> {
        // Of an import a batch trains the mixing weights whenever the memory has doubled, which is what they have to follow.
        let many = messages.len() > MANY_MESSAGES;
        let trains = !many || symbols >= 2 * self.trained_at;
        if many && trains {
            self.trained_at = symbols.max(1);
        }
        let most = if trains { MIXING_CHARS } else { 0 };
        let through_network = messages.len() - newest_within(messages, most, own_chars).len();
        let lesson = |(at, message): (usize, &Message)| Lesson {
            message: message.clone(),
            through_network: at >= through_network,
        };
        messages.iter().enumerate().map(lesson).collect()
    }

    /// Learns none of what waits.
    pub fn skip(&mut self) {
        self.waiting.clear();
        self.done = self.put_off;
    }
}
