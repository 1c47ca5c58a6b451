//! [`Tell`]: a message or a question for the daemon.

/// The properties of a session of the daemon: there is one session for each such key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SessionKey {
    /// Name of the program, if it is known.
    pub app: Option<String>,
    /// Whether the daemon must keep nothing of the session's text.
    pub private: bool,
    /// Whether the program is a terminal.
    pub terminal: bool,
}

/// The identity of a question: the engine that asked, and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The engine's number.
    pub engine: u64,
    /// The question's number, which rises.
    pub number: u64,
}

/// A message or a question for the daemon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// Connect: a question will follow soon.
    Wake,
    /// Ask for text that may follow.
    Ask {
        /// The question, by which its answer is known.
        question: Question,
        /// The session in which the text stands.
        place: SessionKey,
        /// The text before the cursor.
        text: String,
        /// The most words to answer.
        n: u32,
    },
    /// A word was taken.
    Accept {
        /// The session in which it was taken.
        place: SessionKey,
        /// Number of characters before the cursor that the word replaces.
        delete: u32,
        /// The text that was inserted.
        text: String,
    },
    /// A message is finished.
    Learn {
        /// The session in which it was written.
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
