//! Events of a text field: focus, capabilities, and the text around the cursor.

use std::time::Duration;

use super::left::Left;
use super::{Effect, Engine};
use crate::input::client::{Client, Toolkit};
use crate::input::cursor::Cursor;
use crate::input::draft::Draft;
use crate::input::selection::Selection;
use crate::input::surrounding::Surrounding;
use crate::input::tell::Tell;
use crate::input::view::{Preedit, View};
use crate::input::window::Window;

/// A client that resets within so much time after a key that was passed on did so because of that key.
const RESET_OF_KEY: Duration = Duration::from_millis(150);
/// Most fields whose text is remembered while the focus is elsewhere.
const FIELDS_KEPT: usize = 16;

impl Engine {
    /// Takes a field that has got the focus: a name of the input context and its client, where they are told.
    pub fn focus_in(&mut self, who: Option<(String, Client)>) {
        self.leave_field();
        let (context, client) = who.unzip();
        let unnamed = if self.told_names { Client::UNSEEN } else { Client::UNKNOWN };
        self.field.client = client.unwrap_or(unnamed);
        (self.field.window, self.field.masked, self.content_told) = (None, false, false);
        let known = context.as_ref().and_then(|context| self.kept.iter().position(|left| left.is_of(context)));
        let left = known.and_then(|at| self.kept.remove(at));
        self.field.hid = left.as_ref().is_some_and(Left::hid);
        self.kept.iter_mut().for_each(Left::other_focused);
        self.context = context;
        self.rests = true;
        self.surrounding_required = false;
        self.effects.push(Effect::Look);
        // Nothing is known of the field's text while its help is found out.
        self.draft = Draft::default();
        self.field_changed();
        let shared = self.field.client.toolkit == Toolkit::Qt || self.help.is_some_and(|help| help.browser);
        self.draft = left.map(|left| left.draft(shared)).unwrap_or_default();
    }

    /// Takes the window that had the focus when [`Effect::Look`] was carried out.
    pub fn seen(&mut self, window: Window) {
        let believed = self.field.client.is_of_x11(self.settings.wayland);
        let id = window.id.filter(|_| believed);
        self.kept.iter_mut().for_each(|left| left.seen(id));
        self.field.window = Some(if believed { window } else { Window::default() });
        self.field_changed();
        self.settle_selection();
        if self.help.is_some() {
            self.tell(Tell::Wake);
        }
    }

    /// Notes that ibus will tell who has the focus. Until it does, the client counts as not seen yet.
    pub fn will_be_told_names(&mut self) {
        self.told_names = true;
    }

    /// Returns whether a field has the focus of which ibus has not said whose it is, though it names clients.
    pub fn awaits_name(&self) -> bool {
        self.field.client.toolkit == Toolkit::Unseen
    }

    /// Leaves the field when the focus goes. ibus-daemon or the client has committed the typed word, and hidden the
    /// rest.
    pub fn focus_out(&mut self) {
        self.leave_field();
        (self.field.client, self.field.window) = (Client::UNKNOWN, None);
        self.help = None;
    }

    fn leave_field(&mut self) {
        self.put_space_off();
        self.settle_as_committed();
        (self.cursor, self.grows) = (None, false);
        self.drawn = View::default();
        self.compose.reset();
        let draft = std::mem::take(&mut self.draft);
        if let Some(context) = self.context.take() {
            let window = self.field.window.as_ref().and_then(|window| window.id);
            self.kept.truncate(FIELDS_KEPT - 1);
            self.kept.push_front(Left::new(context, draft, window, self.has_hidden()));
        }
    }

    /// Counts the word being typed as committed by the client, after which the cursor may be anywhere.
    fn settle_as_committed(&mut self) {
        // A cursor that is drawn elsewhere may have been told before this was.
        self.put_space_off_at(None);
        let word = std::mem::take(&mut self.word);
        self.draft.push(&word);
        // Text that is told after this may be of another field with the same context, or of a search that was closed.
        self.draft.stays();
        self.lose_place();
        self.withdraw();
    }

    /// Drops everything known of the place of the cursor, which may be anywhere.
    pub(super) fn lose_place(&mut self) {
        self.draft.lose();
        (self.followed, self.within, self.changed, self.dismissed) = (None, false, false, false);
    }

    /// Handles a reset, by which the client says that its cursor or its text changed. `now` is the time since any fixed
    /// moment.
    pub fn reset(&mut self, now: Duration) {
        let of_key = self.passed.is_some_and(|passed| now.saturating_sub(passed) < RESET_OF_KEY);
        if of_key {
            // The draft has the effect of the key. ibus-daemon has dropped the preedit, but the client still shows it.
            self.drawn.preedit = Preedit::default();
        } else {
            // The client has committed the preedit or thrown it away; Qt says no more when another field gets the focus.
            self.settle_as_committed();
            self.compose.reset();
            self.effects.push(Effect::Preedit(Preedit::default()));
            self.drawn.preedit = Preedit::default();
        }
        self.draw();
    }

    /// Leaves the field, since another input method was chosen.
    pub fn disable(&mut self) {
        self.leave_field();
    }

    /// Takes the capabilities of the client (`IBusCapabilite`, one bit each).
    pub fn set_capabilities(&mut self, capabilities: u32) {
        self.field.capabilities = capabilities;
        self.field_changed();
        if self.help.is_some() {
            self.tell(Tell::Wake);
        }
    }

    /// Takes the purpose and the hints of the field (`IBusInputPurpose`, `IBusInputHints`).
    pub fn set_content_type(&mut self, purpose: u32, hints: u32) {
        self.field.hid = self.has_hidden();
        (self.field.purpose, self.field.hints, self.content_told) = (purpose, hints, true);
        self.field_changed();
    }

    /// Whether the field that has the focus hides what is typed, or hid it since the last line was ended.
    fn has_hidden(&self) -> bool {
        self.field.hid || (self.content_told && self.field.is_secret())
    }

    /// Notes that a line was ended: what is typed after a secret is another text.
    pub(super) fn line_ended(&mut self) {
        self.content_told = false;
        if std::mem::take(&mut self.field.hid) {
            self.field_changed();
        }
    }

    pub(super) fn field_changed(&mut self) {
        self.help = self.settings.rules.help(&self.field);
        if self.help.is_some() {
            return;
        }
        self.withdraw();
        // Until the window is known, the text that is known of the field may still be needed.
        if self.field.window.is_some() {
            self.draft = Draft::default();
        }
        self.flush();
        self.draw();
    }

    /// Takes the place at which the application draws its cursor. A browser reports nothing else of a click into its text: a
    /// cursor that is farther back than before, though text was only added, is somewhere else. A field of one line in GTK 3 tells
    /// no more before the next key; where a space is due and no key comes, its cursor goes back only to another place.
    pub fn cursor_at(&mut self, cursor: Cursor) {
        let before = self.cursor.replace(cursor);
        self.draft.see_cursor(cursor);
        let browser = self.help.is_some_and(|help| help.browser);
        // A line that was wrapped at the lower edge of a field is scrolled up, in several reports after the key.
        let Some(before) = before.filter(|_| self.rests) else { return };
        let elsewhere = browser && self.grows && cursor.is_elsewhere(before);
        // A preedit that the application takes away as the focus goes moves its cursor back, too.
        let still = self.is_space_due() && self.drawn.preedit.is_empty();
        if elsewhere || (still && cursor.is_back(before)) {
            self.goes_on_elsewhere();
        }
    }

    /// Whether a space is due before the next letter, if the cursor stays where it is.
    fn is_space_due(&self) -> bool {
        self.space || self.draft.owes_space()
    }

    /// Drops what is due and what is known of the text, since the cursor was moved by other means than keys.
    fn goes_on_elsewhere(&mut self) {
        (self.space, self.grows) = (false, false);
        self.draft.owe_nothing();
        self.withdraw();
        self.flush();
        self.lose_place();
        self.draw();
    }

    /// Takes that text was selected in some program. The next key replaces it, if the field is one of that program.
    pub fn text_selected(&mut self, selection: Selection) {
        self.claimed = Some(selection);
        self.settle_selection();
    }

    /// Leaves no space due where text was selected in the program that has the focus.
    fn settle_selection(&mut self) {
        let window = self.field.window.as_ref().and_then(|window| window.id);
        // The claim counts until the next key, since the field may get the focus after it.
        let own = window.zip(self.claimed).is_some_and(|(window, claim)| claim.is_of(window));
        if own && self.is_space_due() {
            self.goes_on_elsewhere();
        }
    }

    /// Drops the known text if it is another one while the hand rests: no report is late then, so that somebody else
    /// has changed the text.
    pub(super) fn settle_change(&mut self) {
        if self.changed && self.calm {
            self.changed = false;
            self.space = false;
            self.withdraw();
            self.lose_place();
        }
    }

    /// Takes the text that the application reports around its cursor.
    pub fn surrounding(&mut self, around: &Surrounding) {
        let left = around.left.as_str();
        if is_masked(left, self.draft.text()) {
            self.field.masked = true;
            self.field_changed();
        }
        let Some(help) = self.help else { return };
        self.draft.see(around);
        if let Some(text) = self.draft.sent(around, help.lines_only).filter(|_| !help.private) {
            let place = self.place(help);
            self.tell(Tell::Learn { place, text });
        }
        // The text changes without keys when a program empties its field, or text is pasted with the mouse or deleted
        // with a selection.
        self.changed = self.draft.is_changed(left);
        if self.changed && !self.calm {
            self.effects.push(Effect::AwaitPause);
        }
        self.settle_change();
        (self.followed, self.within, self.selected) = (Some(around.followed), around.within, around.selected);
        if self.word.is_empty() && !self.space {
            self.draft.resync(left);
        }
        self.draw();
    }
}

/// Returns whether a field shows dots in place of the text typed.
fn is_masked(shown: &str, typed: &str) -> bool {
    let dot = shown.chars().next().filter(|c| matches!(c, '•' | '●' | '∙' | '⬤' | '*'));
    dot.is_some_and(|dot| shown.chars().all(|c| c == dot) && !typed.is_empty() && !typed.ends_with(dot))
}
