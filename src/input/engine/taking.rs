//! Taking an offer: a word, a correction, grey text; and forgetting a word.

use super::{Effect, Engine, is_of_word};
use crate::input::offer::{Offer, Replacement};
use crate::input::rules::Help;
use crate::input::tell::Tell;
use crate::input::view::Preedit;

impl Engine {
    /// Takes the word of the table on which the person clicked.
    pub fn clicked(&mut self, nth: usize) {
        if let Some(help) = self.help {
            self.take(nth, help);
            self.draw();
        }
    }

    pub(super) fn take(&mut self, nth: usize, help: Help) -> bool {
        if let Some(replacement) = self.offer.replacement(nth).cloned() {
            self.replace(&replacement, self.offer.space_after(nth), help);
            return true;
        }
        let Some(completion) = self.offer.completion(nth).map(str::to_owned) else { return false };
        self.insert(&completion, self.offer.space_after(nth), help);
        true
    }

    /// Notes whether a space is due after the word that was taken.
    fn owe_space(&mut self, due: bool) {
        self.space = due;
        self.claimed = None;
        if !self.offer.eats_space().is_empty() {
            self.eats_space = self.offer.eats_space().to_owned();
        }
        (self.taken, self.dismissed) = (true, false);
        self.offer.spoil();
    }

    /// Replaces typed text by a word; Backspace can take that back.
    pub(super) fn replace(&mut self, replacement: &Replacement, space_after: bool, help: Help) {
        let Replacement { delete, insert } = replacement;
        self.grows = false;
        let text = self.context_text();
        let start = text.char_indices().rev().nth(delete.saturating_sub(1)).map_or(0, |(at, _)| at);
        let was = text[start..].to_owned();
        let space = usize::from(std::mem::take(&mut self.space));
        let held = std::mem::take(&mut self.word).chars().count();
        self.draw_preedit(Preedit::default());
        let committed = delete.saturating_sub(held + space);
        if committed > 0 {
            self.effects.push(Effect::Delete(committed as u32));
            (0..committed).for_each(|_| self.draft.pop());
        }
        self.commit(insert.clone());
        let place = self.place(help);
        self.tell(Tell::Accept { place, delete: *delete as u32, text: insert.clone() });
        self.undo = Some(Replacement { delete: insert.chars().count(), insert: was });
        self.owe_space(space_after && !insert.ends_with(' '));
        self.ask(help);
    }

    /// Replaces the word just typed by its correction before a space, where the person wants that.
    pub(super) fn autocorrect(&mut self, next: char, help: Help) {
        if self.settings.autocorrect && next == ' ' && !self.space {
            let meant = self.offer.correction().filter(|_| is_of_word_end(&self.context_text())).cloned();
            meant.into_iter().for_each(|replacement| self.replace(&replacement, true, help));
        }
    }

    pub(super) fn take_phrase(&mut self, help: Help) -> bool {
        let phrase = self.offer.ghost().to_owned();
        if phrase.is_empty() {
            return false;
        }
        self.insert(&phrase, self.offer.space_after_ghost(), help);
        true
    }

    pub(super) fn take_less(&mut self, help: Help) -> bool {
        let Some((text, whole)) = self.offer.less() else { return false };
        // After a stem another ending follows, so that no space is due.
        let space_after = whole && self.offer.space_after_ghost();
        self.insert(&text, space_after, help);
        if !whole {
            self.ask(help);
        }
        true
    }

    fn insert(&mut self, text: &str, space_after: bool, help: Help) {
        self.undo = None;
        // In one piece: Chromium takes a commit of one character for the key itself, and does with Tab what it always does.
        let space = if std::mem::take(&mut self.space) && !text.starts_with(' ') { " " } else { "" };
        let whole = [space, &std::mem::take(&mut self.word), text].concat();
        if help.browser && whole.chars().count() == 1 {
            self.draw_preedit(Preedit::typed(&whole));
        }
        self.commit(whole);
        let place = self.place(help);
        self.tell(Tell::Accept { place, delete: 0, text: text.to_owned() });
        self.grows = true;
        self.owe_space(space_after);
        self.ask(help);
    }

    pub(super) fn forget(&mut self, nth: usize, help: Help) -> bool {
        let Some(word) = self.offer.word(nth).map(str::to_owned) else { return false };
        self.tell(Tell::Forget { word });
        self.offer = Offer::default();
        self.ask(help);
        true
    }
}

/// Whether a text ends with a letter.
fn is_of_word_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_of_word(c, true))
}
