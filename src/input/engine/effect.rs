//! [`Effect`]: an action that an engine asks its caller for.

use crate::input::tell::Tell;
use crate::input::view::{Preedit, Table};

/// An action that the caller of an engine has to carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Insert this text before the cursor.
    Commit(String),
    /// Draw this in place of the preedit that is drawn.
    Preedit(Preedit),
    /// Take so many characters before the cursor back.
    Delete(u32),
    /// Draw this table of words.
    Table(Table),
    /// Show this line beside the table; an empty one hides it.
    Beside(String),
    /// Ask the application to report the text around its cursor from now on.
    RequireSurrounding,
    /// Find out whose window has the focus, and call [`Engine::seen`](super::Engine::seen).
    Look,
    /// Call [`Engine::paused`](super::Engine::paused) when no key came for a while.
    AwaitPause,
    /// Tell the daemon; [`Engine::answered`](super::Engine::answered) takes the answer to a question.
    Daemon(Tell),
}

impl Effect {
    /// Whether it changes nothing in the application's text.
    pub fn is_beside_text(&self) -> bool {
        !matches!(self, Effect::Commit(_) | Effect::Preedit(_) | Effect::Delete(_))
    }
}
