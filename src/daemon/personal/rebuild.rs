//! [`Rebuild`]: everything learned from the owner, built anew from the history a few messages at a time: at the start,
//! after a forgetting, and for a model with other symbols.

use std::sync::Arc;
use std::time::Instant;

use super::conversations::Ends;
use super::lexicon;
use super::taught::Taught;
use crate::history::{HistoryError, LexiconWord, Message, Store};
use crate::memory::{Memory, MixingWeights};
use crate::predict::{Habits, Predictor};

/// Messages that are read at once to be learned anew.
const MESSAGES_AT_ONCE: u32 = 32;

/// A rebuild on its way.
pub(super) struct Rebuild {
    pub taught: Taught,
    learn: lexicon::Learn,
    pub conversations: Ends,
    /// The place in time after which the next message is read, and the number of the last message that is read.
    after: (i64, i64),
    through: i64,
    /// Messages and words that were learned at once meanwhile, and are to be learned again.
    pub since: Vec<Message>,
    words: Vec<LexiconWord>,
    pub number: u64,
}

impl Rebuild {
    /// Begins with nothing learned but the mixing weights and habits given, in the symbols of a model. `number` is that
    /// of the lesson as which the rebuild counts.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn begin(
        store: &Store,
        model: &Arc<Predictor>,
        mixing: Option<MixingWeights>,
        habits: Option<Habits>,
        number: u64,
    ) -> Result<Rebuild, HistoryError> {
        let mut taught = Taught::nothing(model, store.removed_words()?);
        if let Some(mixing) = mixing {
            taught.personal.mixing = mixing;
        }
        taught.personal.habits = habits.unwrap_or_default();
        let mut words = Vec::new();
        store.for_each_word(|word| words.push(word))?;
        // Words first, so that what was said in sentences is newer, and counts more.
        words.reverse();
        let (after, through) = (store.oldest_within(Memory::MOST_SYMBOLS as u64)?, store.newest_id()?);
        let (learn, conversations, since) = (lexicon::Learn::new(model), Ends::default(), Vec::new());
        Ok(Rebuild { taught, learn, conversations, after, through, since, words, number })
    }

    /// Goes on until a moment. Returns whether everything is learned.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn go_on(&mut self, store: &Store, until: Instant) -> Result<bool, HistoryError> {
        while Instant::now() < until {
            if let Some(word) = self.words.pop() {
                self.word(&word);
                continue;
            }
            let messages = store.after(self.after, self.through, MESSAGES_AT_ONCE)?;
            if messages.is_empty() {
                std::mem::take(&mut self.since).iter().for_each(|message| self.message(message));
                return Ok(true);
            }
            for message in messages {
                self.after = (message.time, message.id);
                self.message(&message);
            }
        }
        Ok(false)
    }

    /// Learns one more word without a sentence.
    pub fn word(&mut self, word: &LexiconWord) {
        let Taught { personal, vocab, .. } = &mut self.taught;
        self.learn.one(personal, vocab, word);
    }

    fn message(&mut self, message: &Message) {
        let Rebuild { taught, conversations, .. } = self;
        conversations.pass(message, |before| {
            if message.is_own() {
                taught.remember(before, message);
            }
        });
    }
}
