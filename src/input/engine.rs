//! [`Engine`]: the state of one input method engine, which decides what every key does.
//!
//! It knows no D-Bus, no clock and no daemon. Each event is a function call, and what the caller has to do about it comes
//! out as [`Effect`]s, to be carried out in their order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::client::Client;
use super::compose::{Compose, Composed};
use super::draft::Draft;
use super::kept;
use super::keys::{Action, BadKey, Key, Shortcuts, Wish};
use super::offer::{Offer, Replacement};
use super::rules::{Field, Help, Manner, Rules};
use super::view::{Preedit, Table, View};
use super::window::Window;
use crate::config::{Config, IbusDigits, IbusMode};
use crate::rpc::protocol::SuggestResult;

/// A client that resets within so much time after a key that was passed on did so because of that key.
const RESET_OF_KEY: Duration = Duration::from_millis(150);
/// Longer words are committed while they are typed, in bytes.
const LONGEST_WORD: usize = 128;
/// Fields whose text is remembered while the focus is elsewhere.
const FIELDS_KEPT: usize = 16;

/// Settings that all engines of this process share.
pub struct Settings {
    /// Which fields are served, and how.
    pub rules: Rules,
    /// The keys that act on what is offered.
    pub shortcuts: Shortcuts,
    /// When a digit takes its word.
    pub digits: IbusDigits,
    /// Whether grey text is shown.
    pub ghost: bool,
    /// Whether Space takes a correction.
    pub autocorrect: bool,
    /// Letters of a word after which words are shown; 0 for only after a pause.
    pub letters: u32,
    /// Grey text less probable than this is not shown.
    pub show_probability: f32,
    /// Words in the table.
    pub words: u32,
    /// Words appear after so much time without a key.
    pub pause: Duration,
    /// The session is one of Wayland.
    pub wayland: bool,
}

impl Settings {
    /// # Errors
    /// When a key of the settings is none.
    pub fn new(config: &Config, wayland: bool) -> Result<Settings, BadKey> {
        Ok(Settings {
            rules: Rules::new(config),
            shortcuts: Shortcuts::new(&config.ibus.keys)?,
            digits: config.ibus.digits,
            ghost: config.ibus.ghost,
            autocorrect: config.ibus.autocorrect,
            letters: config.ibus.letters,
            show_probability: config.client.show_probability,
            words: config.ibus.words,
            pause: Duration::from_millis(config.ibus.pause_ms),
            wayland,
        })
    }
}

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
    /// Have the application say what stands around its cursor from now on.
    RequireSurrounding,
    /// Find out whose window has the focus, and call [`Engine::seen`].
    Look,
    /// Call [`Engine::paused`] when no key came for a while.
    AwaitPause,
    /// Connect to the daemon: a question will follow soon.
    Wake,
    /// Ask the daemon what may follow; [`Engine::answered`] takes the answer.
    Ask {
        /// Number of the question, which rises.
        number: u64,
        /// Where the text stands.
        place: SessionKey,
        /// The text before the cursor.
        text: String,
    },
    /// Tell the daemon which word was taken.
    Accept {
        /// Where it was taken.
        place: SessionKey,
        /// Characters before the cursor that it took the place of.
        delete: u32,
        /// The text that was inserted.
        text: String,
    },
    /// Hand a finished message over.
    Learn {
        /// Where it was written.
        place: SessionKey,
        /// The message.
        text: String,
    },
    /// Have the daemon forget a word.
    Forget {
        /// The word as it is offered.
        word: String,
    },
}

impl Effect {
    /// Whether it changes nothing in the application's text.
    pub fn is_beside_text(&self) -> bool {
        !matches!(self, Effect::Commit(_) | Effect::Preedit(_) | Effect::Delete(_))
    }
}

/// One input method engine: what is typed, what is offered, and what is drawn of both.
pub struct Engine {
    settings: Arc<Settings>,
    field: Field,
    /// How the field is served; `None` where keys just pass.
    help: Option<Help>,
    /// Name of the input context that has the focus.
    context: Option<String>,
    kept: VecDeque<(String, Draft)>,
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
    /// Whether a word was just taken, after which the next words are shown at once.
    taken: bool,
    /// Whether the person has hidden the words until the next word begins.
    dismissed: bool,
    /// Whether text stands behind the cursor, where the application says so.
    followed: Option<bool>,
    surrounding_required: bool,
    /// Whether ibus names the client that gets the focus, from the next time on.
    told_names: bool,
    /// When a key was passed on that may make the client reset.
    passed: Option<Duration>,
    drawn: View,
    effects: Vec<Effect>,
}

impl Engine {
    /// An engine without a field.
    pub fn new(settings: Arc<Settings>, compose: Compose) -> Engine {
        Engine {
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
            taken: false,
            dismissed: false,
            followed: None,
            surrounding_required: false,
            told_names: false,
            passed: None,
            drawn: View::default(),
            effects: Vec::new(),
        }
    }

    /// What is to be done, in this order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    fn place(&self, help: Help) -> SessionKey {
        SessionKey { app: self.field.app(), private: help.private, terminal: help.terminal }
    }

    /// The word that is typed and not committed; it stands in the preedit.
    pub fn typed(&self) -> &str {
        &self.word
    }

    /// The settings have changed.
    pub fn set_settings(&mut self, settings: Arc<Settings>) {
        self.settings = settings;
        self.field_changed();
        self.draw();
    }

    // Events beside keys.

    /// A field has the focus: a name of the input context and its client, where they are told.
    pub fn focus_in(&mut self, who: Option<(String, Client)>) {
        self.leave_field();
        let (context, client) = who.unzip();
        let unnamed = if self.told_names { Client::UNSEEN } else { Client::UNKNOWN };
        self.field.client = client.unwrap_or(unnamed);
        (self.field.window, self.field.masked) = (None, false);
        let known = self.kept.iter().position(|(path, _)| Some(path) == context.as_ref());
        self.draft = known.and_then(|at| self.kept.remove(at)).map(|(_, draft)| draft).unwrap_or_default();
        self.context = context;
        self.surrounding_required = false;
        self.effects.push(Effect::Look);
        self.field_changed();
    }

    /// Whose window had the focus when [`Effect::Look`] was carried out.
    pub fn seen(&mut self, window: Window) {
        let believed = self.field.client.is_of_x11(self.settings.wayland);
        self.field.window = Some(if believed { window } else { Window::default() });
        self.field_changed();
        if self.help.is_some() {
            self.effects.push(Effect::Wake);
        }
    }

    /// ibus asks whether it shall tell who has the focus. Until it does, nobody knows what is typed in.
    pub fn will_be_told_names(&mut self) {
        self.told_names = true;
    }

    /// The focus goes. ibus-daemon or the client has committed what was typed, and hidden the rest.
    pub fn focus_out(&mut self) {
        self.leave_field();
        (self.field.client, self.field.window) = (Client::UNKNOWN, None);
        self.help = None;
    }

    fn leave_field(&mut self) {
        self.settle_as_committed();
        self.drawn = View::default();
        self.compose.reset();
        let draft = std::mem::take(&mut self.draft);
        if let Some(path) = self.context.take() {
            self.kept.truncate(FIELDS_KEPT - 1);
            self.kept.push_front((path, draft));
        }
    }

    /// The word being typed is in the application, committed by the client, and the cursor may be anywhere.
    fn settle_as_committed(&mut self) {
        let word = std::mem::take(&mut self.word);
        self.draft.push(&word);
        self.lose_place();
        self.withdraw();
        self.space = false;
    }

    /// The cursor may be anywhere.
    fn lose_place(&mut self) {
        self.draft.lose();
        (self.followed, self.dismissed) = (None, false);
    }

    /// The client says that its cursor or its text changed. `now` is the time since any fixed moment.
    pub fn reset(&mut self, now: Duration) {
        let of_key = self.passed.is_some_and(|passed| now.saturating_sub(passed) < RESET_OF_KEY);
        if of_key {
            // The draft has what the key did. ibus-daemon has dropped the preedit, but the client still shows it.
            self.drawn.preedit = Preedit::default();
        } else {
            // The client has committed the preedit or thrown it away.
            self.settle_as_committed();
            self.compose.reset();
            self.effects.push(Effect::Preedit(Preedit::default()));
            self.drawn.preedit = Preedit::default();
        }
        self.draw();
    }

    /// Another input method was chosen: the field is left.
    pub fn disable(&mut self) {
        self.leave_field();
    }

    /// What the client can do (`IBusCapabilite`).
    pub fn set_capabilities(&mut self, capabilities: u32) {
        self.field.capabilities = capabilities;
        self.field_changed();
        if self.help.is_some() {
            self.effects.push(Effect::Wake);
        }
    }

    /// What the field is for (`IBusInputPurpose`, `IBusInputHints`).
    pub fn set_content_type(&mut self, purpose: u32, hints: u32) {
        (self.field.purpose, self.field.hints) = (purpose, hints);
        self.field_changed();
    }

    fn field_changed(&mut self) {
        self.help = match self.settings.rules.manner(&self.field) {
            Manner::Off => None,
            Manner::On(help) => Some(help),
        };
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

    /// What the application says stands before its cursor, and whether something follows on the line.
    pub fn surrounding(&mut self, left: &str, followed: bool) {
        if is_masked(left, self.draft.text()) {
            self.field.masked = true;
            self.field_changed();
        }
        let Some(help) = self.help else { return };
        if let Some(text) = self.draft.sent(left, help.lines_only).filter(|_| !help.private) {
            let place = self.place(help);
            self.effects.push(Effect::Learn { place, text });
        }
        self.followed = Some(followed);
        if self.word.is_empty() && !self.space {
            self.draft.resync(left);
        }
        self.draw();
    }

    /// An answer to a question; the newest alone counts.
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

    /// The daemon is away, or there.
    pub fn set_away(&mut self, away: bool) {
        self.away = away;
        if away {
            self.withdraw();
            self.draw();
        }
    }

    /// No key came for a while.
    pub fn paused(&mut self) {
        self.calm = true;
        self.draw();
    }

    /// The person clicked on a word of the table.
    pub fn clicked(&mut self, nth: usize) {
        if let Some(help) = self.help {
            self.take(nth, help);
            self.draw();
        }
    }

    // Key events.

    /// Handles a key event. Returns whether it is dealt with; if not, the application gets it.
    pub fn key(&mut self, key: &Key, now: Duration) -> bool {
        if key.is_idle() {
            return false;
        }
        (self.calm, self.taken) = (false, false);
        let dealt_with = self.pressed(key);
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

    /// Does what a key of the settings asks for; false when nothing is shown that it could be done to.
    fn grant(&mut self, wish: Wish, help: Help) -> bool {
        let words = !self.drawn.table.words.is_empty();
        match wish {
            // The person has seen words: Tab must not become a tab in the text because the next answer is still missing.
            Wish::Take(nth) => words && (self.take(nth, help) || nth == 0),
            Wish::TakeByDigit(nth) => words && self.digits_take() && self.take(nth, help),
            Wish::Phrase => self.drawn.has_ghost() && self.take_phrase(help),
            Wish::Less => (words || self.drawn.has_ghost()) && self.take_less(help),
            Wish::Dismiss => {
                let shown = words || self.drawn.has_ghost();
                self.dismissed |= shown;
                self.withdraw();
                shown
            }
            Wish::Forget(nth) => words && self.forget(nth, help),
        }
    }

    fn digits_take(&self) -> bool {
        let begun = || self.context_text().chars().next_back().is_some_and(char::is_alphabetic);
        match self.settings.digits {
            IbusDigits::Always => true,
            IbusDigits::Begun => !self.space && begun(),
            IbusDigits::Never => false,
        }
    }

    fn plain(&mut self, key: &Key, help: Help) -> bool {
        if key.is_command() && !(key.action() == Action::Enter && key.has_ctrl()) {
            self.go_elsewhere();
            return false;
        }
        match key.action() {
            Action::Write(c) => self.write(c, help),
            Action::Enter => {
                self.end_line(key.has_shift(), help);
                false
            }
            Action::Backspace => self.backspace(help),
            Action::Delete => {
                self.withdraw();
                self.flush();
                false
            }
            Action::Other => {
                self.go_elsewhere();
                false
            }
        }
    }

    fn write(&mut self, c: char, help: Help) -> bool {
        self.undo = None;
        self.autocorrect(c, help);
        self.settle_space(c);
        self.dismissed &= is_of_word(c, true);
        self.offer.follow(c);
        let preedit = help.mode == IbusMode::Preedit && (!self.away || !self.word.is_empty());
        if preedit && is_of_word(c, !self.word.is_empty()) && self.word.len() < LONGEST_WORD {
            self.word.push(c);
        } else if preedit {
            let mut text = std::mem::take(&mut self.word);
            text.push(c);
            self.commit(text);
        } else {
            self.flush();
            self.draft.push(c.encode_utf8(&mut [0; 4]));
        }
        self.ask(help);
        preedit
    }

    /// Text that several keys have composed.
    fn compose_text(&mut self, text: &str, help: Help) -> bool {
        self.settle_space(text.chars().next().unwrap_or_default());
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if help.mode == IbusMode::Preedit && !self.away && is_of_word(c, !self.word.is_empty()) => {
                self.word.push(c);
            }
            _ => {
                let word = std::mem::take(&mut self.word);
                self.commit(word + text);
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

    /// Enter: the message ends, or goes on in a new line.
    fn end_line(&mut self, goes_on: bool, help: Help) {
        self.space = false;
        self.withdraw();
        self.flush();
        if goes_on {
            self.draft.push("\n");
        } else if let Some(text) = self.draft.finish().filter(|text| !help.private && kept::is_prose(text)) {
            self.send(text, help);
        }
        (self.followed, self.dismissed) = (None, false);
    }

    /// A message, if the field is not one of a single line. The application says so with the next key; one that says
    /// nothing is believed where the person has made a rule for it.
    fn send(&mut self, text: String, help: Help) {
        if self.field.tells_surrounding() {
            self.draft.send(text);
        } else if help.by_rule {
            let place = self.place(help);
            self.effects.push(Effect::Learn { place, text });
        }
    }

    /// The cursor or the focus goes somewhere, or a command changes the text.
    fn go_elsewhere(&mut self) {
        self.space = false;
        self.withdraw();
        self.flush();
        self.lose_place();
    }

    /// Before a character that is typed after a taken word: the space between, if it wants one.
    fn settle_space(&mut self, next: char) {
        if std::mem::take(&mut self.space) && next != ' ' && !self.eats_space.contains(next) {
            self.commit(" ".to_owned());
        }
    }

    fn take(&mut self, nth: usize, help: Help) -> bool {
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
        if !self.offer.eats_space().is_empty() {
            self.eats_space = self.offer.eats_space().to_owned();
        }
        (self.taken, self.dismissed) = (true, false);
        self.offer.spoil();
    }

    /// Puts a word in the place of what was typed, which can be taken back.
    fn replace(&mut self, replacement: &Replacement, space_after: bool, help: Help) {
        let Replacement { delete, insert } = replacement;
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
        self.effects.push(Effect::Accept { place, delete: *delete as u32, text: insert.clone() });
        self.undo = Some(Replacement { delete: insert.chars().count(), insert: was });
        self.owe_space(space_after && !insert.ends_with(' '));
        self.ask(help);
    }

    /// Where the person wants it: the word just typed becomes what it was meant to be before a space.
    fn autocorrect(&mut self, next: char, help: Help) {
        if self.settings.autocorrect && next == ' ' && !self.space {
            let meant = self.offer.correction().filter(|_| is_of_word_end(&self.context_text())).cloned();
            meant.into_iter().for_each(|replacement| self.replace(&replacement, true, help));
        }
    }

    fn take_phrase(&mut self, help: Help) -> bool {
        let phrase = self.offer.ghost().to_owned();
        if phrase.is_empty() {
            return false;
        }
        self.insert(&phrase, self.offer.space_after_ghost(), help);
        true
    }

    fn take_less(&mut self, help: Help) -> bool {
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
        if std::mem::take(&mut self.space) && !text.starts_with(' ') {
            self.commit(" ".to_owned());
        }
        let whole = std::mem::take(&mut self.word) + text;
        if help.browser && whole.chars().count() == 1 {
            self.draw_preedit(Preedit::typed(&whole));
        }
        self.commit(whole);
        let place = self.place(help);
        self.effects.push(Effect::Accept { place, delete: 0, text: text.to_owned() });
        self.owe_space(space_after);
        self.ask(help);
    }

    fn forget(&mut self, nth: usize, help: Help) -> bool {
        let Some(word) = self.offer.word(nth).map(str::to_owned) else { return false };
        self.effects.push(Effect::Forget { word });
        self.offer = Offer::default();
        self.ask(help);
        true
    }

    /// Hands text to the application. What is drawn in its place goes first, so that a focus that is lost between the
    /// two commits it once.
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

    // Questions to the daemon, and drawing.

    /// The text that the daemon is asked about.
    fn context_text(&self) -> String {
        let space = if self.space { " " } else { "" };
        format!("{}{}{space}", self.draft.text(), self.word)
    }

    /// Asks the daemon what may follow, unless the message is empty.
    fn ask(&mut self, help: Help) {
        self.number += 1;
        let text = self.context_text();
        if text.is_empty() || text.ends_with('\n') || self.dismissed {
            self.offer = Offer::default();
            return;
        }
        if !self.surrounding_required && self.field.tells_surrounding() {
            self.surrounding_required = true;
            self.effects.push(Effect::RequireSurrounding);
        }
        let place = self.place(help);
        self.effects.push(Effect::Ask { number: self.number, place, text });
        self.effects.push(Effect::AwaitPause);
    }

    /// Withdraws everything on offer; an answer that is on its way is ignored.
    fn withdraw(&mut self) {
        self.number += 1;
        self.offer = Offer::default();
        self.undo = None;
    }

    /// Whether words are shown: after a pause, a word that was taken, or so many letters of a word.
    fn is_open(&self) -> bool {
        let letters = || self.context_text().chars().rev().take_while(|c| is_of_word(*c, true)).count();
        self.calm || self.taken || (self.settings.letters > 0 && letters() >= self.settings.letters as usize)
    }

    fn view(&self) -> View {
        let Some(help) = self.help else { return View::default() };
        let behind_all = self.followed.map_or(self.draft.is_whole(), |followed| !followed);
        let ghost = if self.settings.ghost && self.calm && behind_all { self.offer.ghost() } else { "" };
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

    /// Draws what differs from what is drawn.
    fn draw(&mut self) {
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

    fn draw_preedit(&mut self, preedit: Preedit) {
        if preedit != self.drawn.preedit {
            self.effects.push(Effect::Preedit(preedit.clone()));
            self.drawn.preedit = preedit;
        }
    }
}

/// Whether a field shows dots in place of what was typed.
fn is_masked(shown: &str, typed: &str) -> bool {
    let dot = shown.chars().next().filter(|c| matches!(c, '•' | '●' | '∙' | '⬤' | '*'));
    dot.is_some_and(|dot| shown.chars().all(|c| c == dot) && !typed.is_empty() && !typed.ends_with(dot))
}

/// Whether a character belongs to a word, and not to what is between words.
fn is_of_word(c: char, begun: bool) -> bool {
    c.is_alphanumeric() || (begun && matches!(c, '\'' | '’' | '-'))
}

/// Whether a text ends with a letter.
fn is_of_word_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_of_word(c, true))
}

#[cfg(test)]
mod tests;
