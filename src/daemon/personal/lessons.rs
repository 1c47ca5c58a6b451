//! [`Lessons`]: the messages that wait to be learned one by one, and what learning them needs.
//!
//! A message that was typed is learned before its commit is answered. Of many messages at once each is a lesson, and
//! other jobs have their turns between two lessons.

use std::collections::VecDeque;

use super::conversations::Ends;
use super::rebuild::Rebuild;
use super::taught::own_chars;
use crate::history::Message;
use crate::predict::{Context, MIXING_CHARS, Worker};
use crate::text::newest_within;

/// More messages at once than anybody types: an import, of which not every batch trains the mixing weights.
const MANY_MESSAGES: usize = 200;
/// Most own characters that are learned at once, before any other job; of more, each message is a lesson.
pub(super) const AT_ONCE_CHARS: usize = 400;

/// The state of learning and the lessons that wait; it belongs to the history's thread.
#[derive(Default)]
pub(super) struct Lessons {
    pub worker: Worker,
    pub context: Context,
    pub conversations: Ends,
    pub waiting: VecDeque<Lesson>,
    /// The memory that is being built anew, if one is.
    pub rebuild: Option<Box<Rebuild>>,
    /// Number of lessons that were put off so far, and of those that are done.
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
    /// Returns the lessons of messages that were kept at once: the newest go through the network as well, the others
    /// into the memory alone. `symbols` is the number of those in the memory.
    pub fn plan(&mut self, messages: &[Message], symbols: usize) -> Vec<Lesson> {
        // A batch of an import trains the mixing weights whenever the memory has doubled, as they have to follow its
        // size.
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

    /// Drops the lessons that wait.
    pub fn skip(&mut self) {
        self.waiting.clear();
        self.done = self.put_off;
    }
}
