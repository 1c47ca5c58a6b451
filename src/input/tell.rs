//! [`Tell`]: what the daemon is told or asked.

/// What a session of the daemon is opened with: there is one session for each such key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SessionKey {
    /// Name of the program, if it is known.
    pub app: Option<String>,
    /// Whether the daemon must keep nothing of it.
    pub private: bool,
    /// Whether the program is a terminal.
    pub terminal: bool,
}

/// Which engine asked, and the number of its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The engine's number.
    pub engine: u64,
    /// The question's, which rises.
    pub number: u64,
}

/// What the daemon is told or asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// Connect: a question will follow soon.
    Wake,
    /// What may follow?
    Ask {
        /// Who asks.
        question: Question,
        /// Where the text stands.
        place: SessionKey,
        /// The text before the cursor.
        text: String,
        /// The most words to answer.
        n: u32,
    },
    /// A word was taken.
    Accept {
        /// Where it was taken.
        place: SessionKey,
        /// Characters before the cursor that it took the place of.
        delete: u32,
        /// The text that was inserted.
        text: String,
    },
    /// A message is finished.
    Learn {
        /// Where it was written.
        place: SessionKey,
        /// The message.
        text: String,
    },
    /// Forget a word.
    Forget {
        /// The word as it is offered.
        word: String,
    },
    /// Keep and learn nothing from now on, or go on.
    Pause(bool),
}
