//! `foretype settings` on a terminal of its own, with a real daemon; and without a terminal.

use std::fs;

use crate::home::{Home, stderr};
use crate::screen::Terminal;

/// A line of a page.
fn line(label: &str, value: &str) -> String {
    format!("{label:<28} {value}")
}

#[test]
fn settings_are_changed_and_what_is_known_is_forgotten() {
    let home = Home::new();
    fs::create_dir_all(home.path("config/foretype")).expect("a folder");
    let file = home.path("config/foretype/config.toml");
    fs::write(&file, "# mine\n[ibus]\nwords = 2 # few\n").expect("settings");
    home.ok(&["learn", "Zanzibar is far, and Zanzibar is warm."]);
    let mut terminal = Terminal::new(home.command(&["settings", "--page", "known"]), 80, 24);
    terminal.shows(&["1 messages", &line("Zanzibar", "2")]);
    terminal.press("w");
    terminal.press("zanzibar\r");
    terminal.shows(&["Forget “zanzibar” for good"]);
    terminal.press("y");
    terminal.shows(&["different words in", "> "]);
    terminal.press("1");
    terminal.shows(&[&line("Pause", "off"), &line("Words in the list", "2")]);
    // Pause, then private.
    terminal.press(" ");
    terminal.shows(&["foretype settings · paused", &line("Pause", "on")]);
    terminal.press("j ");
    terminal.shows(&["foretype settings · private · paused", "written"]);
    terminal.press("q");
    assert_eq!(terminal.ends().1, Some(0));
    let written = fs::read_to_string(&file).expect("settings");
    assert_eq!(written, "# mine\n[ibus]\nwords = 2 # few\nprivate = true\n");
    assert_eq!(home.json(&["status", "--json"])["paused"], true);
    assert!(!home.ok(&["history", "--words"]).to_lowercase().contains("zanzibar"));
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let output = Home::new().run(&["settings"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("needs a terminal") && said.contains("foretype config --path"), "{said}");
}
