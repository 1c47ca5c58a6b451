//! Drawing: the preedit, the table of words and the line beside it.

use super::{Effect, Engine, is_of_word};
use crate::input::view::{Preedit, Table, View};

impl Engine {
    /// Whether words are shown: after a pause, a word that was taken, or so many letters of a word.
    fn is_open(&self) -> bool {
        if self.within && self.word.is_empty() {
            return false;
        }
        let letters = || self.context_text().chars().rev().take_while(|c| is_of_word(*c, true)).count();
        self.calm || self.taken || (self.settings.letters > 0 && letters() >= self.settings.letters as usize)
    }

    /// Whether no text follows on the line of the cursor, as far as is known.
    pub(super) fn is_behind_all(&self) -> bool {
        self.followed.map_or(self.draft.is_whole(), |followed| !followed)
    }

    fn view(&self) -> View {
        let Some(help) = self.help else { return View::default() };
        let ghost = if self.settings.ghost && self.calm && self.is_behind_all() { self.offer.ghost() } else { "" };
        let inline = if help.ghost_inline { ghost } else { "" };
        let preedit = match self.word.is_empty() {
            false => Preedit::typed(&self.word),
            true => Preedit::ahead(self.space && help.ghost_inline, inline),
        };
        // Beside uncommitted letters grey text cannot stand in the preedit: both would be committed together.
        let beside = match ghost.is_empty() || (help.ghost_inline && self.word.is_empty()) {
            true => String::new(),
            false => format!("{}{ghost}", self.word).trim().to_owned(),
        };
        let words: Vec<String> = self.offer.rows().filter(|_| self.is_open()).collect();
        let numbered = !words.is_empty() && (self.digits_take() || self.settings.shortcuts.have_numbers());
        View { preedit, table: Table { words, numbered }, beside }
    }

    /// Draws the parts of the view that differ from those that are drawn.
    pub(super) fn draw(&mut self) {
        let view = self.view();
        self.draw_preedit(view.preedit.clone());
        if view.table != self.drawn.table {
            self.effects.push(Effect::Table(view.table.clone()));
        }
        if view.beside != self.drawn.beside {
            self.effects.push(Effect::Beside(view.beside.clone()));
        }
        self.drawn = view;
    }

    pub(super) fn draw_preedit(&mut self, preedit: Preedit) {
        if preedit != self.drawn.preedit {
            self.effects.push(Effect::Preedit(preedit.clone()));
            self.drawn.preedit = preedit;
        }
    }
}
