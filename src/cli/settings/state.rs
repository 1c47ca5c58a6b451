//! Everything the settings screen shows, and what keys and answers change about it.
//!
//! Pure: knows no terminal, no file, no daemon. Main type: [`Screen`].

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use toml_edit::Value;

use super::rows::{KEYS, Kind, ROWS, RULES, SettingRow, cycle};
use crate::config::Config;
use crate::rpc::protocol::HistoryResult;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Page {
    /// What is kept, how words appear
    General,
    /// What is done in which application
    Applications,
    /// Keys of the input method
    Keys,
    /// What is known of you
    Known,
}

impl Page {
    pub const ALL: [Page; 4] = [Page::General, Page::Applications, Page::Keys, Page::Known];

    pub fn title(self) -> &'static str {
        match self {
            Page::General => "General",
            Page::Applications => "Applications",
            Page::Keys => "Keys",
            Page::Known => "What is known",
        }
    }
}

/// What the caller has to do after a key.
#[derive(Clone, Debug)]
pub enum Effect {
    Nothing,
    Quit,
    /// Change a value of the settings file; nothing: remove it, so that the default holds.
    Set {
        key: String,
        value: Option<Value>,
    },
    Pause(bool),
    Forget(String),
    /// Offer a word no more, or (`shown`) again.
    Hide {
        word: String,
        shown: bool,
    },
    /// Ask the daemon again.
    Reload,
}

/// A line that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    pub purpose: Purpose,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The name of an application to make a rule for.
    Application,
    /// A number or the name of a key for this setting.
    Setting(String),
    /// A word to forget.
    Word,
    /// Whether this word is really to be forgotten.
    Confirm(String),
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub label: String,
    pub value: String,
    pub about: String,
}

pub struct Screen {
    pub page: Page,
    /// The selected line of each page.
    selected: [usize; Page::ALL.len()],
    pub config: Config,
    /// The settings by their names in the file.
    values: toml::Value,
    /// As the daemon says; nothing before it has.
    pub paused: Option<bool>,
    pub known: Option<HistoryResult>,
    /// Words that are not offered, in small letters.
    pub hidden: Vec<String>,
    pub input: Option<Input>,
    /// The outcome of the last key, or why the daemon does not answer.
    pub message: String,
    /// Whether colours may be used.
    pub colour: bool,
}

impl Screen {
    pub fn new(page: Page, config: Config, colour: bool) -> Screen {
        let values = values(&config);
        Screen {
            page,
            selected: [0; Page::ALL.len()],
            config,
            values,
            paused: None,
            known: None,
            hidden: Vec::new(),
            input: None,
            message: String::new(),
            colour,
        }
    }

    /// The settings as they are now, after a change.
    pub fn on_settings(&mut self, config: Config) {
        self.values = values(&config);
        self.config = config;
        self.message = "written".into();
        self.keep_selection();
    }

    pub fn on_known(&mut self, known: HistoryResult, hidden: Vec<String>, paused: bool) {
        (self.known, self.hidden, self.paused) = (Some(known), hidden, Some(paused));
        self.keep_selection();
    }

    pub fn on_error(&mut self, message: String) {
        self.message = message;
    }

    fn keep_selection(&mut self) {
        let last = self.lines().len().saturating_sub(1);
        let selected = &mut self.selected[self.page as usize];
        *selected = (*selected).min(last);
    }

    pub fn selected(&self) -> usize {
        self.selected[self.page as usize]
    }

    fn value(&self, key: &str) -> Option<&toml::Value> {
        key.split('.').try_fold(&self.values, |value, part| value.get(part))
    }

    /// The settings of the first page that this program has.
    fn rows(&self) -> Vec<&'static SettingRow> {
        ROWS.iter().filter(|row| self.value(row.key).is_some()).collect()
    }

    /// Applications with a rule, and those from which something is kept.
    fn applications(&self) -> Vec<String> {
        let ruled = self.config.ibus.apps.keys().cloned();
        let kept = self.known.iter().flat_map(|known| known.totals.apps.keys().cloned());
        let mut all: Vec<String> = ruled.chain(kept).collect();
        all.sort_by_key(|name| name.to_lowercase());
        all.dedup_by_key(|name| name.to_lowercase());
        all
    }

    /// The rule for an application, by the name that the file has.
    fn rule(&self, application: &str) -> Option<(&str, &str)> {
        let same = |(name, _): &(&String, _)| name.to_lowercase() == application.to_lowercase();
        let (name, _) = self.config.ibus.apps.iter().find(same)?;
        Some((name, self.values.get("ibus")?.get("apps")?.get(name)?.as_str()?))
    }

    fn words(&self) -> &[crate::rpc::protocol::HistoryWord] {
        self.known.as_ref().map_or(&[], |known| &known.words)
    }

    fn hides(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.hidden.contains(&word)
    }

    /// The lines of the page that is open.
    pub fn lines(&self) -> Vec<Shown> {
        let shown = |label: &str, value: String, about: &str| Shown { label: label.into(), value, about: about.into() };
        match self.page {
            Page::General => {
                let paused = self.paused.map_or("unknown", on_or_off).to_owned();
                let pause =
                    shown("Pause", paused, "keep and learn nothing at all, from any program, until this is off");
                let rows = self
                    .rows()
                    .into_iter()
                    .map(|row| shown(row.label, self.value(row.key).map(written).unwrap_or_default(), row.about));
                std::iter::once(pause).chain(rows).collect()
            }
            Page::Applications => {
                let kept = |name: &str| self.known.as_ref().and_then(|known| known.totals.apps.get(name)).copied();
                let about = |name: &str| match kept(name) {
                    Some(messages) => format!("{messages} messages kept"),
                    None => "nothing kept".to_owned(),
                };
                let rule = |name: &str| self.rule(name).map_or(RULES[0], |(_, rule)| rule).to_owned();
                self.applications().iter().map(|name| shown(name, rule(name), &about(name))).collect()
            }
            Page::Keys => KEYS
                .iter()
                .map(|(name, about)| {
                    let key = self.value(&format!("ibus.keys.{name}")).map(written).unwrap_or_default();
                    shown(name, key, about)
                })
                .collect(),
            Page::Known => self
                .words()
                .iter()
                .map(|word| {
                    let hidden = if self.hides(&word.text) { ", not offered" } else { "" };
                    let about = "h never offers it (and again), f forgets it, out of every file";
                    shown(&word.text, format!("{}{hidden}", word.count), about)
                })
                .collect(),
        }
    }

    /// What stands over the lines of a page.
    pub fn head(&self) -> Vec<String> {
        match (self.page, &self.known) {
            (Page::Applications, _) => {
                let denied = &self.config.privacy.deny_apps;
                vec![format!("Off in any case ([privacy] deny_apps): {}", denied.join(", "))]
            }
            (Page::Known, None) => vec!["The daemon has not answered yet.".into()],
            (Page::Known, Some(known)) => {
                let totals = &known.totals;
                vec![
                    format!("{} messages, {} of them yours", totals.messages, totals.own_messages),
                    format!("{} different words in {} characters", totals.own_words, totals.own_chars),
                    "Words used most, and how often:".into(),
                ]
            }
            _ => Vec::new(),
        }
    }

    // Keys.

    pub fn on_key(&mut self, key: KeyEvent) -> Effect {
        if key.kind == KeyEventKind::Release {
            return Effect::Nothing;
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return if key.code == KeyCode::Char('c') { Effect::Quit } else { Effect::Nothing };
        }
        self.message.clear();
        match self.input.take() {
            Some(input) => self.on_input(input, key.code),
            None => self.on_command(key.code),
        }
    }

    pub fn on_paste(&mut self, text: &str) {
        if let Some(input) = &mut self.input
            && !matches!(input.purpose, Purpose::Confirm(_))
        {
            input.text.extend(text.chars().filter(|c| !c.is_control()));
        }
    }

    fn on_command(&mut self, key: KeyCode) -> Effect {
        match key {
            KeyCode::Esc | KeyCode::Char('q') => return Effect::Quit,
            KeyCode::Tab => self.turn(1),
            KeyCode::BackTab => self.turn(Page::ALL.len() - 1),
            KeyCode::Char(c @ '1'..='4') => self.page = Page::ALL[c as usize - '1' as usize],
            KeyCode::Up | KeyCode::Char('k') => self.select(self.selected().saturating_sub(1)),
            KeyCode::Down | KeyCode::Char('j') => self.select(self.selected() + 1),
            KeyCode::PageUp => self.select(self.selected().saturating_sub(10)),
            KeyCode::PageDown => self.select(self.selected() + 10),
            KeyCode::Home => self.select(0),
            KeyCode::End => self.select(usize::MAX),
            KeyCode::Char('r') => return Effect::Reload,
            key => return self.on_line(key),
        }
        Effect::Nothing
    }

    fn turn(&mut self, by: usize) {
        self.page = Page::ALL[(self.page as usize + by) % Page::ALL.len()];
        self.keep_selection();
    }

    fn select(&mut self, nth: usize) {
        self.selected[self.page as usize] = nth.min(self.lines().len().saturating_sub(1));
    }

    /// A key that does something to the selected line.
    fn on_line(&mut self, key: KeyCode) -> Effect {
        match self.page {
            Page::General => self.on_setting(key),
            Page::Applications => self.on_application(key),
            Page::Keys => {
                if matches!(key, KeyCode::Enter | KeyCode::Char(' '))
                    && let Some((name, _)) = KEYS.get(self.selected())
                {
                    self.edit(format!("ibus.keys.{name}"));
                }
                Effect::Nothing
            }
            Page::Known if key == KeyCode::Char('h') => match self.words().get(self.selected()) {
                Some(word) => Effect::Hide { word: word.text.clone(), shown: self.hides(&word.text) },
                None => Effect::Nothing,
            },
            Page::Known => self.on_word(key),
        }
    }

    fn on_setting(&mut self, key: KeyCode) -> Effect {
        let forward = match key {
            KeyCode::Enter | KeyCode::Char(' ' | '+') | KeyCode::Right => true,
            KeyCode::Left | KeyCode::Char('-') => false,
            _ => return Effect::Nothing,
        };
        let Some(nth) = self.selected().checked_sub(1) else {
            return self.paused.map_or(Effect::Reload, |paused| Effect::Pause(!paused));
        };
        let Some(row) = self.rows().get(nth).copied() else { return Effect::Nothing };
        if key == KeyCode::Enter && matches!(row.kind, Kind::Number { .. }) {
            self.edit(row.key.to_owned());
            return Effect::Nothing;
        }
        let next = self.value(row.key).and_then(|value| row.kind.step(value, forward));
        next.map_or(Effect::Nothing, |value| Effect::Set { key: row.key.to_owned(), value: Some(value) })
    }

    fn on_application(&mut self, key: KeyCode) -> Effect {
        let forward = match key {
            KeyCode::Char('a') => {
                self.input = Some(Input { purpose: Purpose::Application, text: String::new() });
                return Effect::Nothing;
            }
            KeyCode::Enter | KeyCode::Char(' ') | KeyCode::Right => Some(true),
            KeyCode::Left => Some(false),
            KeyCode::Delete | KeyCode::Char('d') => None,
            _ => return Effect::Nothing,
        };
        let Some(name) = self.applications().get(self.selected()).cloned() else { return Effect::Nothing };
        let (name, rule) = self.rule(&name).map_or((name.as_str(), RULES[0]), |(name, rule)| (name, rule));
        let step = |from| forward.and_then(|forward| cycle(RULES, from, forward)).unwrap_or(RULES[0]);
        // The default is skipped: without a rule the line may vanish, and the next key would act on another line.
        let next = Some(step(rule)).filter(|next| *next != RULES[0]).unwrap_or_else(|| step(RULES[0]));
        let value = (next != RULES[0]).then(|| next.into());
        Effect::Set { key: format!("ibus.apps.{name}"), value }
    }

    fn on_word(&mut self, key: KeyCode) -> Effect {
        let purpose = match key {
            KeyCode::Char('w') => Some(Purpose::Word),
            KeyCode::Char('f') | KeyCode::Delete => {
                self.words().get(self.selected()).map(|word| Purpose::Confirm(word.text.clone()))
            }
            _ => None,
        };
        self.input = purpose.map(|purpose| Input { purpose, text: String::new() });
        Effect::Nothing
    }

    fn edit(&mut self, key: String) {
        let text = self.value(&key).map(written).unwrap_or_default();
        self.input = Some(Input { purpose: Purpose::Setting(key), text });
    }

    /// A key while a line is typed.
    fn on_input(&mut self, mut input: Input, key: KeyCode) -> Effect {
        if let Purpose::Confirm(word) = input.purpose {
            return if key == KeyCode::Char('y') { Effect::Forget(word) } else { Effect::Nothing };
        }
        match key {
            KeyCode::Esc => return Effect::Nothing,
            KeyCode::Enter => return self.entered(input),
            KeyCode::Backspace => drop(input.text.pop()),
            KeyCode::Char(c) => input.text.push(c),
            _ => {}
        }
        self.input = Some(input);
        Effect::Nothing
    }

    fn entered(&mut self, input: Input) -> Effect {
        let text = input.text.trim();
        match input.purpose {
            Purpose::Word if !text.is_empty() => {
                self.input = Some(Input { purpose: Purpose::Confirm(text.to_owned()), text: String::new() });
                Effect::Nothing
            }
            Purpose::Application if !text.is_empty() => {
                Effect::Set { key: format!("ibus.apps.{}", text.to_lowercase()), value: Some("off".into()) }
            }
            Purpose::Setting(key) => match (self.value(&key), text.parse::<i64>()) {
                (Some(toml::Value::Integer(_)), Ok(number)) => Effect::Set { key, value: Some(number.into()) },
                (Some(toml::Value::Integer(_)), Err(_)) => {
                    self.message = "that is no whole number".into();
                    Effect::Nothing
                }
                _ => Effect::Set { key, value: Some(text.into()) },
            },
            _ => Effect::Nothing,
        }
    }
}

fn values(config: &Config) -> toml::Value {
    toml::Value::try_from(config).unwrap_or_else(|_| toml::Value::Table(toml::Table::new()))
}

fn on_or_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::Boolean(on) => on_or_off(*on).to_owned(),
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
