//! [`Engine`]: the state of one input method engine, which decides what every key does.
//!
//! It knows no D-Bus, no clock and no daemon. Each event is a function call, and what the caller has to do about it comes
//! out as [`Effect`]s, to be carried out in their order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::compose::Compose;
use super::cursor::Cursor;
use super::draft::Draft;
use super::offer::{Offer, Replacement};
use super::rules::{Field, Help};
use super::selection::Selection;
use super::tell::{Question, SessionKey, Tell};
use super::view::{Preedit, View};
use crate::rpc::protocol::SuggestResult;
use crate::text::words::last_line;

mod drawing;
mod effect;
mod fields;
mod left;
mod settings;
mod taking;
mod typing;

pub use effect::Effect;
use left::Left;
pub use settings::Settings;

/// One input method engine: what is typed, what is offered, and what is drawn of both.
pub struct Engine {
    /// The engine's number among those of its process.
    id: u64,
    settings: Arc<Settings>,
    field: Field,
    /// How the field is served; `None` where keys just pass.
    help: Option<Help>,
    /// Name of the input context that has the focus.
    context: Option<String>,
    kept: VecDeque<Left>,
    compose: Compose,
    draft: Draft,
    /// Letters of the word that is typed and not committed.
    word: String,
    /// Whether a word was taken, so that a space belongs before the next character unless it is punctuation.
    space: bool,
    /// Characters that come in place of that space.
    eats_space: String,
    offer: Offer,
    /// Number of the newest question.
    number: u64,
    /// The replacement that undoes the newest correction.
    undo: Option<Replacement>,
    /// Whether the daemon is away: then letters need not be held back.
    away: bool,
    /// Whether no key came for a while, so that words may appear.
    calm: bool,
    /// Whether no key came for a while or since the focus came, so that no key moves the cursor.
    rests: bool,
    /// Whether a word was just taken, after which the next words are shown at once.
    taken: bool,
    /// Whether the person has hidden the words until the next word begins.
    dismissed: bool,
    /// Where the application drew its cursor when it told that last.
    cursor: Option<Cursor>,
    /// Whether the newest key or choice has only added text, so that the cursor moves on.
    grows: bool,
    /// Whether text stands behind the cursor, where the application says so.
    followed: Option<bool>,
    /// Whether the cursor stands within a word, and whether text is selected, where the application says so.
    within: bool,
    selected: bool,
    /// The newest selection in a program of which it is not known whether this field is its own, since the last key.
    claimed: Option<Selection>,
    /// Whether the text that the application told last differs from the draft, as if somebody else had changed it.
    changed: bool,
    surrounding_required: bool,
    /// Whether ibus names the client that gets the focus, from the next time on.
    told_names: bool,
    /// Whether the application has told of the field's content since the field got the focus, or since a line was ended.
    content_told: bool,
    /// When a key was passed on that may make the client reset.
    passed: Option<Duration>,
    drawn: View,
    effects: Vec<Effect>,
}

impl Engine {
    /// Returns an engine without a field. Its number tells whose question an answer is for.
    pub fn new(id: u64, settings: Arc<Settings>, compose: Compose) -> Engine {
        Engine {
            id,
            settings,
            field: Field::UNKNOWN,
            help: None,
            context: None,
            kept: VecDeque::new(),
            compose,
            draft: Draft::default(),
            word: String::new(),
            space: false,
            eats_space: String::new(),
            offer: Offer::default(),
            number: 0,
            undo: None,
            away: true,
            calm: false,
            rests: false,
            taken: false,
            dismissed: false,
            cursor: None,
            grows: false,
            followed: None,
            within: false,
            selected: false,
            claimed: None,
            changed: false,
            surrounding_required: false,
            told_names: false,
            content_told: false,
            passed: None,
            drawn: View::default(),
            effects: Vec::new(),
        }
    }

    /// Takes the effects that are to be carried out, in this order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    fn tell(&mut self, tell: Tell) {
        self.effects.push(Effect::Daemon(tell));
    }

    fn place(&self, help: Help) -> SessionKey {
        SessionKey { app: self.field.app(), private: help.private, terminal: help.terminal }
    }

    /// Returns the word that is typed and not committed; it stands in the preedit.
    pub fn typed(&self) -> &str {
        &self.word
    }

    /// Takes settings that have changed.
    pub fn set_settings(&mut self, settings: Arc<Settings>) {
        self.settings = settings;
        self.field_changed();
        self.draw();
    }

    /// Takes the answer to a question; only the answer to the newest one counts.
    pub fn answered(&mut self, number: u64, answer: Option<&SuggestResult>) {
        let Some(help) = self.help.filter(|_| number == self.number) else { return };
        let show_probability = self.settings.show_probability;
        self.offer = answer.map(|answer| Offer::new(answer, help.case, show_probability)).unwrap_or_default();
        // A correction replaces letters that the application holds, which needs an application that can delete them.
        if !self.field.tells_surrounding() && self.word.is_empty() {
            self.offer = std::mem::take(&mut self.offer).without_corrections();
        }
        self.draw();
    }

    /// Notes whether the daemon is away, without which nothing is on offer.
    pub fn set_away(&mut self, away: bool) {
        self.away = away;
        if away {
            self.withdraw();
            self.draw();
        }
    }

    /// Notes that no key came for a while.
    pub fn paused(&mut self) {
        (self.calm, self.rests) = (true, true);
        self.settle_change();
        self.draw();
    }

    /// Hands text to the application. The preedit goes first, so that a focus that is lost between the two commits the
    /// text only once.
    fn commit(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        self.draw_preedit(Preedit::default());
        self.draft.push(&text);
        self.effects.push(Effect::Commit(text));
    }

    /// Hands over the word that is being typed.
    fn flush(&mut self) {
        let word = std::mem::take(&mut self.word);
        self.commit(word);
    }

    /// Returns the text that the daemon is asked about.
    fn context_text(&self) -> String {
        let space = if self.space { " " } else { "" };
        format!("{}{}{space}", self.draft.text(), self.word)
    }

    /// Asks the daemon what may follow, unless the message is empty.
    fn ask(&mut self, help: Help) {
        self.number += 1;
        // Somebody else may change the text while the hand rests, whether or not anything is asked.
        self.effects.push(Effect::AwaitPause);
        let text = self.context_text();
        let line = last_line(&text);
        // In a line with a tab a table is written, in which Tab goes on to the next column.
        if line.is_empty() || line.contains('\t') || self.dismissed {
            self.offer = Offer::default();
            return;
        }
        if !self.surrounding_required && self.field.tells_surrounding() {
            self.surrounding_required = true;
            self.effects.push(Effect::RequireSurrounding);
        }
        let (place, n) = (self.place(help), self.settings.words);
        let question = Question { engine: self.id, number: self.number };
        self.tell(Tell::Ask { question, place, text, n });
    }

    /// Withdraws everything on offer; an answer that is on its way is ignored.
    fn withdraw(&mut self) {
        self.number += 1;
        self.offer = Offer::default();
        self.undo = None;
    }
}

/// Returns whether a character belongs to a word; apostrophes and hyphens do so once the word has begun.
fn is_of_word(c: char, begun: bool) -> bool {
    c.is_alphanumeric() || (begun && matches!(c, '\'' | '’' | '-'))
}

#[cfg(test)]
mod tests;
