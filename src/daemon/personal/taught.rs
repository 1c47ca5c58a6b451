//! [`Taught`]: memory, names, mixing weights and habits of the owner, as suggestions read them.

use crate::history::{Message, RemovedWords, pieces};
use crate::predict::{Lesson, Personal, Predictor};
use crate::text::Vocab;

/// Everything learned from the owner, and the vocabulary in which it is written.
pub struct Taught {
    pub personal: Personal,
    pub removed: RemovedWords,
    pub(super) vocab: Vocab,
}

impl Taught {
    /// Returns a state in which nothing has been learned, in the symbols of a model.
    pub(super) fn nothing(model: &Predictor, removed: RemovedWords) -> Taught {
        Taught { personal: Personal::beginning(model), removed, vocab: model.vocab().clone() }
    }

    /// Returns whether it can be blended into predictions of this model, because both use the same symbols.
    pub fn fits(&self, predictor: &Predictor) -> bool {
        predictor.vocab().chars() == self.vocab.chars()
    }

    /// Learns from a lesson that was read.
    pub(super) fn take(&mut self, lesson: Lesson, app: Option<&str>) {
        self.personal.take(&self.vocab, lesson, app);
    }

    /// Takes a message into the memory, without a network; `before` is the text before it.
    pub(super) fn remember(&mut self, before: &str, message: &Message) {
        let mut earlier = before;
        for line in lines(&message.text) {
            self.personal.remember(&self.vocab, earlier, &line, message.app.as_deref());
            earlier = "";
        }
    }
}

/// Returns the characters of a message, its line's end included, or 0 if the owner did not write it.
pub(super) fn own_chars(message: &Message) -> usize {
    if message.is_own() { message.text.chars().count() + 1 } else { 0 }
}

/// Returns the pieces of a message that are learned one by one; the last one has a newline at its end.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = pieces(text).map(str::to_owned).collect();
    if let Some(last) = lines.last_mut() {
        last.push('\n');
    }
    lines
}
