use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::*;
use crate::rpc::protocol::{ModelInfo, NextChar, Part, Phrase, SuggestResult, WhyResult, Word, WordReason};

fn connected(text: &str) -> Screen {
    let mut screen = Screen::new(text, 0.1, false);
    screen.model = ModelInfo { name: "english".into(), architecture: "GRU 512".into(), ..ModelInfo::default() };
    screen.on_link(Link::Connected);
    screen
}

fn answer(words: &[(&str, f32)], chars: &[(&str, f32)], phrase: &str) -> SuggestResult {
    SuggestResult {
        words: words
            .iter()
            .map(|(text, probability)| Word {
                text: (*text).into(),
                completion: (*text).into(),
                insert: (*text).into(),
                probability: *probability,
                kind: "next_word".into(),
                ..Word::default()
            })
            .collect(),
        chars: chars
            .iter()
            .map(|(text, probability)| NextChar { text: (*text).into(), probability: *probability })
            .collect(),
        phrase: (!phrase.is_empty()).then(|| Phrase { text: phrase.into(), probability: 0.6 }),
        ..SuggestResult::default()
    }
}

fn drawn(screen: &Screen, width: u16, height: u16) -> (Vec<String>, (u16, u16)) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test terminal");
    terminal.draw(|frame| draw(frame, screen)).expect("drawing into memory");
    let cursor = terminal.get_cursor_position().expect("a cursor");
    let buffer = terminal.backend().buffer().clone();
    let mut rows = Vec::new();
    for y in 0..height {
        let mut row = String::new();
        let mut covered = 0;
        for x in 0..width {
            // The cell after a wide character is part of it.
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            covered = columns(symbol).saturating_sub(1);
            row.push_str(symbol);
        }
        rows.push(row.trim_end().to_owned());
    }
    (rows, (cursor.x, cursor.y))
}

fn check(screen: &Screen, (width, height): (u16, u16), cursor: (u16, u16), expected: &str) {
    let (rows, at) = drawn(screen, width, height);
    assert_eq!(rows.join("\n"), expected.trim_start_matches('\n'), "{width}x{height}");
    assert_eq!(at, cursor, "the cursor of\n{}", rows.join("\n"));
}

fn tomorrow() -> Screen {
    let mut screen = connected("Hello\n");
    "I'll see you ".chars().for_each(|c| drop(screen.on_key(KeyEvent::from(KeyCode::Char(c)))));
    let words = [("tomorrow", 0.312), ("there", 0.12), ("at", 0.061), ("in", 0.05)];
    let chars = [("t", 0.48), ("a", 0.125), (" ", 0.03), ("\n", 0.01), ("日", 0.002), ("x", 0.001)];
    screen.on_answer(13, answer(&words, &chars, "tomorrow at the"), Duration::from_micros(1240));
    screen
}

#[test]
fn an_ordinary_terminal() {
    check(
        &tomorrow(),
        (80, 24),
        (14, 3),
        "
 foretype · english · GRU 512                                         connected
╭──────────────────────────────────────────────────────────────────────────────╮
│Hello⏎                                                                        │
│I'll see you tomorrow at the                                                  │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
Tab tomorrow 31 %         F2 there 12 %             F3 at 6 %

Next character
t  █████████████████████████████████▏                                     48.0 %
a  ████████▋                                                              12.5 %
␣  ██▏                                                                     3.0 %
⏎  ▊                                                                       1.0 %
日 ▏                                                                       0.2 %








13 characters with 13 keys: 0 % saved · answered in 1.2 ms, p50 1.2, p99 1.2
Tab F2 F3 or Alt-1…3 take a word · → phrase · Enter ends · F4 why · Esc quits",
    );
}

#[test]
fn the_smallest_terminal_that_shows_all() {
    check(
        &tomorrow(),
        (40, 10),
        (13, 2),
        "
 foretype · english · GRU 512 connected
Hello⏎
I'll see you tomorrow at the

Tab tomorrow F2 there     F3 at 6 %
t  █████████████▉                 48.0 %
a  ███▋                           12.5 %
␣  ▉                               3.0 %
0 % saved · 1.2 ms, p50 1.2, p99 1.2
Tab F2 F3 words · → phrase · Esc quits",
    );
}

#[test]
fn wide_characters_and_a_ghost_that_wraps() {
    let mut screen = connected("日本語👩‍👩‍👧の");
    screen.on_answer(0, answer(&[("テストテストテスト", 0.5)], &[], "テストテストテスト"), Duration::ZERO);
    check(
        &screen,
        (20, 8),
        (10, 1),
        "
 foretype · english…
日本語👩‍👩‍👧のテストテス
トテスト

Tab テストテストテ…

– saved
Esc quits",
    );
}

#[test]
fn the_daemon_is_lost() {
    let mut screen = tomorrow();
    screen.on_link(Link::Lost("the connection was closed".into()));
    let (rows, _) = drawn(&screen, 80, 24);
    assert_eq!(rows[6], "No daemon, trying again: the connection was closed");
    assert!(rows[0].ends_with("not connected"));
    assert!(!rows.join("\n").contains("tomorrow"), "what was on offer is gone");
}

#[test]
fn the_text_grows_and_scrolls_to_the_cursor() {
    let text: String = (1..=40).map(|n| format!("message {n}\n")).collect();
    let (rows, cursor) = drawn(&connected(&(text + "now")), 80, 24);
    assert!(rows[1].starts_with('╭') && rows[13].starts_with('╰'), "{rows:#?}");
    assert!(rows[usize::from(cursor.1)].starts_with("│now"), "{rows:#?}");
    assert!(rows[usize::from(cursor.1) - 1].starts_with("│message 40⏎"));
}

#[test]
fn no_size_and_no_text_is_too_odd() {
    let long = "word ".repeat(200);
    for text in ["", "日本語 👩‍👩‍👧", "\n\n\n", "\t", &long] {
        let mut screen = connected(text);
        screen.on_answer(
            0,
            answer(&[("\u{1b}[2J日", 2.0), ("", f32::NAN)], &[("\u{1b}", 0.5), ("", -1.0)], "a\nb日本"),
            Duration::MAX,
        );
        for (width, height) in (1..=45).flat_map(|width| (1..=26).map(move |height| (width, height))) {
            let (rows, cursor) = drawn(&screen, width, height);
            assert!(cursor.0 < width && cursor.1 < height, "{width}x{height}");
            assert!(!rows.concat().contains('\u{1b}'));
        }
    }
}

#[test]
fn reasons_take_the_place_of_the_characters() {
    let mut screen = tomorrow();
    screen.on_key(KeyEvent::from(KeyCode::F(4)));
    let word = |text: &str, bits| WordReason {
        text: text.into(),
        probability: 0.25,
        network: -3.0,
        base: 0.0,
        memory: vec![Part { name: "word".into(), bits }],
        habits: 0.0,
        own: false,
        rest: 0.0,
    };
    screen.on_reasons(13, WhyResult { words: vec![word("tomorrow", 1.0), word("there", -0.5)] });
    check(
        &screen,
        (50, 16),
        (14, 3),
        "
 foretype · english · GRU 512           connected
╭────────────────────────────────────────────────╮
│Hello⏎                                          │
│I'll see you tomorrow at the                    │
│                                                │
╰────────────────────────────────────────────────╯
Tab tomorrow    F2 there 12 %   F3 at 6 %

Why, in bits
               tomorrow   there
probability      25.0 %  25.0 %
network           -3.00   -3.00
training text         ·       ·
you: word         +1.00   -0.50
0 % saved (13 keys) · 1.2 ms, p50 1.2, p99 1.2
Tab F2 F3 words · → phrase · Esc quits",
    );
}
