//! A kept message, and the gaps in its text. Main type: [`Message`].

pub use crate::text::GAP;

/// A message as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Number of the message, which rises and is never used twice.
    pub id: i64,
    /// Milliseconds since 1970.
    pub time: i64,
    /// Where it came from: `typed`, `learn`, `import:whatsapp`.
    pub source: String,
    /// Name of the application, or its pseudonym; `None` where it is not known.
    pub app: Option<String>,
    /// Pseudonym of the conversation; `None` where it is not known.
    pub conversation: Option<String>,
    /// Who wrote it; `None` for the owner.
    pub author: Option<String>,
    /// NFC, with a [`GAP`] for each span that was dropped.
    pub text: String,
}

impl Message {
    /// Whether the owner wrote it.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.author.is_none()
    }

    /// The stretches of text between the gaps, in order; nothing is learned across a gap.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        pieces(&self.text)
    }
}

/// The stretches of a text between its gaps; empty ones are left out.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(GAP).filter(|piece| !piece.is_empty())
}
