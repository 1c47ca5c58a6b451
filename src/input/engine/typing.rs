//! Keys: the text that they write, and the wishes of keys that the settings name.

use std::time::Duration;

use super::{Effect, Engine, is_of_word};
use crate::config::{IbusDigits, IbusMode};
use crate::input::compose::Composed;
use crate::input::cursor::Cursor;
use crate::input::kept;
use crate::input::keys::{Action, Key, Wish};
use crate::input::offer::Replacement;
use crate::input::rules::Help;
use crate::input::tell::Tell;

/// Bytes of the longest word that is held back; longer words are committed while they are typed.
const LONGEST_WORD: usize = 128;

impl Engine {
    /// Handles a key event. Returns whether it is dealt with; if not, the application gets it.
    pub fn key(&mut self, key: &Key, now: Duration) -> bool {
        if key.is_idle() {
            return false;
        }
        (self.calm, self.rests, self.taken) = (false, false, false);
        self.claimed = None;
        let dealt_with = self.pressed(key);
        if !key.is_command() && key.action() == Action::Enter {
            self.line_ended();
        }
        self.passed = (!dealt_with).then_some(now).or(self.passed);
        self.draw();
        dealt_with
    }

    fn pressed(&mut self, key: &Key) -> bool {
        let help = self.help;
        let wish = help.and_then(|_| self.settings.shortcuts.wish(key));
        if let (Some(help), Some(wish)) = (help, wish)
            && self.grant(wish, help)
        {
            return true;
        }
        let composed = if key.is_command() { Composed::Nothing } else { self.compose.feed(key.sym) };
        if help.is_none() {
            self.lose_place();
        }
        match (composed, help) {
            (Composed::Pending, _) => true,
            (Composed::Text(text), None) => {
                self.effects.push(Effect::Commit(text));
                true
            }
            (Composed::Text(text), Some(help)) => self.compose_text(&text, help),
            (Composed::Nothing, None) => false,
            (Composed::Nothing, Some(help)) => self.plain(key, help),
        }
    }

    /// Grants the wish of a key of the settings. Returns false when nothing is shown for which it could be granted.
    fn grant(&mut self, wish: Wish, help: Help) -> bool {
        let words = !self.drawn.table.words.is_empty();
        match wish {
            // The person has seen words: Tab must not become a tab in the text because the next answer is still missing.
            Wish::Take(nth) => words && (self.take(nth, help) || nth == 0),
            Wish::TakeByDigit(nth) => words && self.digits_take() && self.take(nth, help),
            Wish::Phrase => self.drawn.has_ghost() && self.take_phrase(help),
            // Where text follows, the key goes on to the next word.
            Wish::Less => (words || self.drawn.has_ghost()) && self.is_behind_all() && self.take_less(help),
            Wish::Dismiss => {
                let shown = words || self.drawn.has_ghost();
                self.dismissed |= shown;
                self.withdraw();
                shown
            }
            Wish::Forget(nth) => words && self.forget(nth, help),
        }
    }

    pub(super) fn digits_take(&self) -> bool {
        let begun = || self.context_text().chars().next_back().is_some_and(char::is_alphabetic);
        match self.settings.digits {
            IbusDigits::Always => true,
            IbusDigits::Begun => !self.space && begun(),
            IbusDigits::Never => false,
        }
    }

    fn plain(&mut self, key: &Key, help: Help) -> bool {
        if key.is_command() && !(key.action() == Action::Enter && key.has_ctrl()) {
            self.go_elsewhere(key);
            return false;
        }
        let action = key.action();
        // This key deletes the selection, and the application does not tell how long that is.
        if std::mem::take(&mut self.selected) && action != Action::Other {
            (self.space, self.undo) = (false, None);
            self.lose_place();
        }
        self.grows = false;
        match action {
            Action::Write(c) => self.write(c, help),
            Action::Enter => {
                self.end_line(key.has_shift(), help);
                false
            }
            Action::Backspace => self.backspace(help),
            Action::Delete => {
                self.withdraw();
                self.flush();
                self.draft.owe_nothing();
                false
            }
            Action::Other => {
                self.go_elsewhere(key);
                false
            }
        }
    }

    fn write(&mut self, c: char, help: Help) -> bool {
        self.undo = None;
        self.space |= self.draft.take_owed(self.cursor);
        self.autocorrect(c, help);
        let space = self.due_space(c);
        self.grows = true;
        self.dismissed &= is_of_word(c, true);
        self.offer.follow(c);
        let preedit = help.mode == IbusMode::Preedit && (!self.away || !self.word.is_empty());
        let dealt_with = if preedit && is_of_word(c, !self.word.is_empty()) && self.word.len() < LONGEST_WORD {
            self.commit(space.to_owned());
            self.word.push(c);
            true
        } else {
            let mut text = [space, &std::mem::take(&mut self.word)].concat();
            let commits = preedit || !text.is_empty() || self.changes_text();
            if commits {
                text.push(c);
                self.commit(text);
            } else {
                self.draft.push(c.encode_utf8(&mut [0; 4]));
            }
            commits
        };
        self.ask(help);
        dealt_with
    }

    /// Whether this key changes the text besides what it writes, or what is drawn in it. Then the character goes the same
    /// way as the change: a key that is passed on can reach the application before it, or after the next key.
    fn changes_text(&self) -> bool {
        !self.drawn.preedit.is_empty() || !self.effects.iter().all(Effect::is_beside_text)
    }

    /// Writes text that several keys have composed.
    fn compose_text(&mut self, text: &str, help: Help) -> bool {
        self.space |= self.draft.take_owed(self.cursor);
        let space = self.due_space(text.chars().next().unwrap_or_default());
        self.grows = true;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if help.mode == IbusMode::Preedit && !self.away && is_of_word(c, !self.word.is_empty()) => {
                self.commit(space.to_owned());
                self.word.push(c);
            }
            _ => {
                let word = std::mem::take(&mut self.word);
                self.commit([space, &word, text].concat());
            }
        }
        self.offer.spoil();
        self.ask(help);
        true
    }

    fn backspace(&mut self, help: Help) -> bool {
        if let Some(undo) = self.undo.take() {
            // A space that was typed after the corrected word stays.
            let typed = usize::from(!self.space && self.context_text().ends_with(' ') && !undo.insert.ends_with(' '));
            self.space = false;
            let space = if typed > 0 { " " } else { "" };
            let back = Replacement { delete: undo.delete + typed, insert: undo.insert + space };
            self.replace(&back, true, help);
            (self.undo, self.space) = (None, false);
            return true;
        }
        self.offer.spoil();
        if self.word.pop().is_some() {
            self.ask(help);
            return true;
        }
        // Backspace deletes the space where it is in the text, and else only cancels it.
        let space = std::mem::take(&mut self.space);
        if space && help.ghost_inline {
            self.ask(help);
            return true;
        }
        self.draft.pop();
        self.ask(help);
        false
    }

    /// Handles Enter: the message ends, or goes on in a new line.
    fn end_line(&mut self, goes_on: bool, help: Help) {
        self.space = false;
        self.withdraw();
        let with_word = !self.word.is_empty();
        self.flush();
        if goes_on {
            self.draft.push("\n");
        } else if let Some(text) = self.draft.finish().filter(|text| !help.private && kept::is_prose(text)) {
            self.send(text, with_word, help);
        }
        (self.followed, self.dismissed) = (None, false);
    }

    /// Hands over a message that Enter ended, once the application shows with the next key that it was sent. An
    /// application that reports no text is believed where the person has made a rule for it.
    fn send(&mut self, text: String, with_word: bool, help: Help) {
        if self.field.tells_surrounding() {
            self.draft.send(text, with_word);
        } else if help.by_rule {
            let place = self.place(help);
            self.tell(Tell::Learn { place, text });
        }
    }

    /// Commits the word and drops the known text: with this key the cursor or the focus goes elsewhere, or a command changes
    /// the text. A key that may move the cursor or select text leaves no space due.
    fn go_elsewhere(&mut self, key: &Key) {
        self.put_space_off();
        if !key.keeps_place() {
            self.draft.owe_nothing();
        }
        self.withdraw();
        self.flush();
        self.draft.stays();
        self.lose_place();
    }

    /// Remembers a space that is due, for the case that the cursor stays where it is.
    pub(super) fn put_space_off(&mut self) {
        // Firefox has one context for all fields of a window, but tells where it draws its cursor whenever that moves, and no text
        // after the first commit. Chromium tells the place after a commit so late that it counts as another one.
        let by_cursor = self.help.is_some_and(|help| help.browser) && !self.field.tells_surrounding();
        self.put_space_off_at(self.cursor.filter(|_| by_cursor));
    }

    /// The same; `drawn` is where the cursor was drawn, in an application that tells of each other place.
    pub(super) fn put_space_off_at(&mut self, drawn: Option<Cursor>) {
        if std::mem::take(&mut self.space) {
            self.draft.owe_space(drawn);
        }
    }

    /// Takes the space that is due after a taken word; nothing if the next character is a space or takes its place. It is
    /// committed with that character, since programs may take a commit of one character for the key that was pressed.
    fn due_space(&mut self, next: char) -> &'static str {
        let due = std::mem::take(&mut self.space) && next != ' ' && !self.eats_space.contains(next);
        if due { " " } else { "" }
    }
}
