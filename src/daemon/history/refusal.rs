//! [`Refusal`]: why the history does not do what a caller asks.

use crate::history::HistoryError;

/// Why something was not done. No refusal says what was typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The history cannot be used.
    #[error("{0}")]
    Unavailable(String),
    /// A pattern is no regular expression, or too large a one.
    #[error("not a regular expression, or too large a one")]
    Pattern,
    /// Too many requests wait already.
    #[error("too much waits for the history; wait for answers")]
    Full,
    /// The daemon is stopping.
    #[error("the daemon is stopping")]
    Stopping,
    /// A job panicked, which is a bug.
    #[error("the history failed")]
    Failed,
}

impl From<&HistoryError> for Refusal {
    fn from(error: &HistoryError) -> Self {
        match error {
            HistoryError::Pattern => Refusal::Pattern,
            error => Refusal::Unavailable(error.to_string()),
        }
    }
}

impl From<HistoryError> for Refusal {
    fn from(error: HistoryError) -> Self {
        Refusal::from(&error)
    }
}
