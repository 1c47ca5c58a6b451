//! Keys go to the screen, what it draws is compared; its changes go to a text in the place of the file.

use std::collections::BTreeMap;
use std::path::Path;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::rows::ROWS;
use super::state::{Effect, Page, Screen};
use super::{check_key, view};
use crate::config::{Config, EXAMPLE, edit};
use crate::rpc::protocol::{HistoryResult, HistoryTotals, HistoryWord};

/// A screen and the settings that it changes.
struct Sitting {
    screen: Screen,
    text: String,
    others: Vec<Effect>,
}

impl Sitting {
    fn new(page: Page, text: &str) -> Sitting {
        let config = Config::parse(text, Path::new("config.toml")).unwrap();
        Sitting { screen: Screen::new(page, config, false), text: text.to_owned(), others: Vec::new() }
    }

    fn known(mut self) -> Sitting {
        let words = [("hello", 7), ("Zoë", 2)];
        let known = HistoryResult {
            words: words.map(|(text, count)| HistoryWord { text: text.into(), count, first: 0, change: None }).into(),
            totals: HistoryTotals {
                messages: 5,
                own_messages: 4,
                own_words: 2,
                own_chars: 70,
                apps: BTreeMap::from([("gedit".to_owned(), 3)]),
                ..HistoryTotals::default()
            },
            ..HistoryResult::default()
        };
        self.screen.on_known(known, vec!["zoë".into()], false);
        self
    }

    fn press(&mut self, keys: &[KeyCode]) {
        for key in keys {
            match self.screen.on_key(KeyEvent::new(*key, KeyModifiers::NONE)) {
                Effect::Nothing => {}
                Effect::Set { key, value } => {
                    let changed = check_key(&key, value.as_ref()).and_then(|()| {
                        edit::changed(&self.text, Path::new("config.toml"), &key, value)
                            .map_err(|error| error.to_string())
                    });
                    match changed {
                        Ok(text) => {
                            self.screen.on_settings(Config::parse(&text, Path::new("config.toml")).unwrap());
                            self.text = text;
                        }
                        Err(why) => self.screen.on_error(why),
                    }
                }
                other => self.others.push(other),
            }
        }
    }

    /// Goes down to the line of this name.
    fn select(&mut self, label: &str) {
        self.press(&[KeyCode::Home]);
        let lines = self.screen.lines();
        let at = lines.iter().position(|line| line.label == label).expect("a line");
        self.press(&vec![KeyCode::Down; at]);
    }

    fn write(&mut self, text: &str) {
        text.chars().for_each(|c| self.press(&[KeyCode::Char(c)]));
    }

    /// The rows of a terminal of this size.
    fn drawn(&self, width: u16, height: u16) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view::draw(frame, &self.screen)).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect()
    }
}

#[test]
fn rows_are_settings() {
    let screen = Screen::new(Page::General, Config::default(), false);
    assert!(screen.lines().iter().skip(1).all(|line| !line.value.is_empty()));
    let labels: Vec<String> = screen.lines().into_iter().map(|line| line.label).collect();
    for setting in ["ibus.private", "ibus.mode", "history.keep", "model.base_memory"] {
        let row = ROWS.iter().find(|row| row.key == setting).expect("a row");
        assert!(labels.contains(&row.label.to_owned()), "{setting}");
    }
}

#[test]
fn the_first_page() {
    let sitting = Sitting::new(Page::General, "[ibus]\nprivate = true\n").known();
    let drawn = sitting.drawn(80, 20);
    assert_eq!(drawn[0], " foretype settings · private");
    assert_eq!(drawn[1], "[1 General] 2 Applications  3 Keys  4 What is known");
    assert_eq!(drawn[2], format!("> {:<28} off", "Pause"));
    assert_eq!(drawn[3], format!("  {:<28} on", "Private"));
    assert!(drawn[17].starts_with("keep and learn nothing at all"), "{drawn:#?}");
    assert!(drawn[19].contains("Esc quits"), "{drawn:#?}");
}

#[test]
fn values_change_with_keys() {
    let check = |label: &str, keys: &[KeyCode], text: &str, expected: &str| {
        let mut sitting = Sitting::new(Page::General, text).known();
        sitting.select(label);
        sitting.press(keys);
        assert_eq!(sitting.text, expected, "{label} {keys:?}");
    };
    check("Private", &[KeyCode::Char(' ')], "# mine\n", "# mine\n[ibus]\nprivate = true\n");
    check("Way of typing", &[KeyCode::Right], "", "[ibus]\nmode = \"preedit\"\n");
    let words = "Words in the list";
    check(words, &[KeyCode::Left], "[ibus]\nwords = 2 # few\n", "[ibus]\nwords = 1 # few\n");
    check(words, &[KeyCode::Left, KeyCode::Left], "[ibus]\nwords = 2\n", "[ibus]\nwords = 1\n");
    let seven = [KeyCode::Enter, KeyCode::Backspace, KeyCode::Char('7'), KeyCode::Enter];
    check(words, &seven, "", "[ibus]\nwords = 7\n");
    check("Base memory", &[KeyCode::Enter], "", "[model]\nbase_memory = false\n");
}

#[test]
fn what_is_wrong_is_said_and_not_written() {
    let mut sitting = Sitting::new(Page::General, "");
    sitting.select("Words in the list");
    sitting.press(&[KeyCode::Enter]);
    sitting.write("00");
    sitting.press(&[KeyCode::Enter]);
    assert!(sitting.screen.message.contains("must be from 1 to 9"), "{}", sitting.screen.message);
    sitting.press(&[KeyCode::Enter]);
    sitting.write("x");
    sitting.press(&[KeyCode::Enter]);
    assert_eq!(sitting.screen.message, "that is no whole number");
    sitting.press(&[KeyCode::Char('3'), KeyCode::Enter]);
    sitting.write("ulator");
    sitting.press(&[KeyCode::Enter]);
    let expected = if cfg!(target_os = "linux") { "no key is called `Tabulator`" } else { "" };
    assert!(sitting.screen.message.contains(expected), "{}", sitting.screen.message);
    assert!(!cfg!(target_os = "linux") || sitting.text.is_empty());
    sitting.press(&[KeyCode::Enter, KeyCode::Esc]);
    assert_eq!(sitting.screen.input, None);
}

#[test]
fn keys_are_typed() {
    let mut sitting = Sitting::new(Page::Keys, EXAMPLE);
    sitting.press(&[KeyCode::Enter]);
    sitting.press(&[KeyCode::Backspace; 3]);
    sitting.write("Ctrl+space");
    assert!(sitting.drawn(60, 12).iter().any(|row| row == "ibus.keys.take: Ctrl+space"));
    sitting.press(&[KeyCode::Enter]);
    assert_eq!(sitting.text, EXAMPLE.replace("\ntake = \"Tab\"\n", "\ntake = \"Ctrl+space\"\n"));
}

#[test]
fn applications_have_rules() {
    let mut sitting = Sitting::new(Page::Applications, "[ibus.apps]\nMousepad = \"off\"\n").known();
    let drawn = sitting.drawn(60, 12);
    assert!(drawn[2].starts_with("Off in any case ([privacy] deny_apps): 1password"), "{drawn:#?}");
    assert_eq!(drawn[3], format!("> {:<28} usual", "gedit"));
    assert_eq!(drawn[4], format!("  {:<28} off", "Mousepad"));
    sitting.press(&[KeyCode::Enter, KeyCode::Down, KeyCode::Right]);
    assert_eq!(sitting.text, "[ibus.apps]\nMousepad = \"private\"\ngedit = \"off\"\n");
    sitting.press(&[KeyCode::Char('d'), KeyCode::Char('a')]);
    sitting.write("org.gnome.Polari");
    sitting.press(&[KeyCode::Enter]);
    assert_eq!(sitting.text, "[ibus.apps]\ngedit = \"off\"\n\"org.gnome.polari\" = \"off\"\n");
    // Through all rules: no rule removes the line, so that every key acts on the same line.
    sitting.press(&[KeyCode::Char(' '); 3]);
    assert_eq!(sitting.text.matches("= ").count(), 2, "{}", sitting.text);
    sitting.press(&[KeyCode::Char(' ')]);
    assert_eq!(sitting.text, "[ibus.apps]\ngedit = \"off\"\n\"org.gnome.polari\" = \"off\"\n");
    let mut empty = Sitting::new(Page::Applications, "");
    assert!(empty.drawn(60, 12).iter().any(|row| row.contains("`a` makes one")));
    empty.press(&[KeyCode::Enter, KeyCode::Char('d')]);
    assert!(empty.text.is_empty() && empty.others.is_empty());
}

#[test]
fn what_is_known_and_forgotten() {
    let before = Sitting::new(Page::Known, "");
    assert!(before.drawn(60, 12).iter().any(|row| row.contains("has not answered yet")));
    let mut sitting = before.known();
    let drawn = sitting.drawn(60, 14);
    assert_eq!(drawn[2], "5 messages, 4 of them yours");
    assert_eq!(drawn[5], format!("> {:<28} 7", "hello"));
    assert_eq!(drawn[6], format!("  {:<28} 2, not offered", "Zoë"));
    sitting.press(&[KeyCode::Down, KeyCode::Char('f')]);
    assert!(sitting.drawn(60, 14)[12].starts_with("Forget “Zoë” for good"), "{:#?}", sitting.drawn(60, 14));
    sitting.press(&[KeyCode::Char('n')]);
    assert!(sitting.others.is_empty());
    sitting.press(&[KeyCode::Char('f'), KeyCode::Char('y'), KeyCode::Char('w')]);
    sitting.write("secret");
    sitting.press(&[KeyCode::Enter, KeyCode::Char('y'), KeyCode::Char('r')]);
    let told: Vec<String> = sitting.others.iter().map(|effect| format!("{effect:?}")).collect();
    assert_eq!(told, ["Forget(\"Zoë\")", "Forget(\"secret\")", "Reload"]);
}

#[test]
fn pause_asks_the_daemon() {
    let mut sitting = Sitting::new(Page::General, "");
    sitting.press(&[KeyCode::Enter]);
    let mut sitting = Sitting { others: sitting.others, ..Sitting::new(Page::General, "").known() };
    sitting.press(&[KeyCode::Enter, KeyCode::Char('q')]);
    let told: Vec<String> = sitting.others.iter().map(|effect| format!("{effect:?}")).collect();
    assert_eq!(told, ["Reload", "Pause(true)", "Quit"]);
}

/// Nothing panics, whatever the size, and the selected line is there as long as there is one line.
#[test]
fn any_size() {
    for page in Page::ALL {
        let mut sitting = Sitting::new(page, "").known();
        sitting.press(&[KeyCode::End]);
        let label = sitting.screen.lines().last().map(|line| line.label.clone()).unwrap();
        for height in 1..24 {
            for width in [1, 2, 5, 20, 80, 200] {
                let drawn = sitting.drawn(width, height);
                assert!(width < 80 || drawn.iter().any(|row| row.contains(&label)), "{width}x{height} {drawn:#?}");
            }
        }
    }
}

#[test]
fn words_are_hidden_and_shown_again() {
    let check = |word: &str, value: &str, expected: &str| {
        let mut sitting = Sitting::new(Page::Known, "").known();
        sitting.select(word);
        let lines = sitting.screen.lines();
        assert_eq!(lines.iter().find(|line| line.label == word).expect("a line").value, value);
        sitting.press(&[KeyCode::Char('h')]);
        assert_eq!(format!("{:?}", sitting.others), expected);
    };
    check("hello", "7", "[Hide { word: \"hello\", shown: false }]");
    check("Zoë", "2, not offered", "[Hide { word: \"Zoë\", shown: true }]");
}
