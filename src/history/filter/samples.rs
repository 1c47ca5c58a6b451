//! Holds that the filter drops the secrets of `samples/` and leaves its other lines as they are.
//!
//! A line of `secrets.txt` is a message, a `|` and what must not stay of it; a line of `answers.txt` begins with the message
//! before and a tab. Of the lines of `harmless.txt` and `harmless_answers.txt` nothing may be cut. The secrets of `missed.txt` stay: they
//! are what the filter does not know yet.

use super::{Filter, GAP};

/// Returns what is kept of a message that follows another one.
fn left(before: &str, text: &str) -> String {
    thread_local!(static FILTER: Filter = Filter::default());
    FILTER.with(|filter| filter.apply_after(before, text).text.unwrap_or_default().into_owned())
}

/// Splits a line into the message before, if the line has one, and the rest.
fn parts(line: &str) -> (&str, &str) {
    line.split_once('\t').unwrap_or(("", line))
}

/// Whether the secret of a line stays.
fn stays(line: &str) -> bool {
    let (before, text) = parts(line);
    let (text, secret) = text.rsplit_once('|').unwrap();
    left(before, text).contains(secret)
}

/// Holds that no secret of a list stays.
#[track_caller]
fn check_gone(lines: &str) {
    let kept: Vec<&str> = lines.lines().filter(|line| stays(line)).collect();
    assert!(kept.is_empty(), "{kept:#?}");
}

/// Holds that the secrets of a list stay, so that a line moves to `secrets.txt` once the filter knows its kind.
#[track_caller]
fn check_missed(lines: &str) {
    for line in lines.lines() {
        assert!(stays(line), "{line}");
    }
}

/// Holds that nothing of a list is cut.
#[track_caller]
fn check_whole(lines: &str) {
    let cut = |line: &str| {
        let (before, text) = parts(line);
        let left = left(before, text);
        (left != text).then(|| format!("{line} → {left}"))
    };
    let cut: Vec<String> = lines.lines().filter_map(cut).collect();
    assert!(cut.is_empty(), "{cut:#?}");
}

#[test]
fn secrets_go() {
    check_gone(include_str!("samples/secrets.txt"));
    check_gone(include_str!("samples/answers.txt"));
}

#[test]
fn some_secrets_are_missed() {
    check_missed(include_str!("samples/missed.txt"));
}

#[test]
fn other_lines_stay() {
    check_whole(include_str!("samples/harmless.txt"));
    check_whole(include_str!("samples/harmless_answers.txt"));
}

/// The words around a secret stay.
#[test]
fn only_the_secret_goes() {
    for (text, expected) in [
        ("press 2245 on the buzzer to get in", "press _ on the buzzer to get in"),
        ("rina / Zimt&Zucker that's the login", "rina / _ that's the login"),
        ("Use 774021 to log in to the forum", "Use _ to log in to the forum"),
        ("22 right 41 left 9 right for the safe", "_ for the safe"),
        ("the safe: 22 right, 41 left, 9 right, then pull", "the safe: _, then pull"),
        ("invoice 2024-0871 is late", "invoice 2024-0871 is late"),
        ("we use kettledrum55 for everything", "we use _ for everything"),
        ("the memorable place is Bramble Hill, ok", "the memorable place is _, ok"),
        ("4471 then hash and push", "_ then hash and push"),
        ("net user backup Kumquat?5 /add", "net user backup _ /add"),
        ("2FA secret: KZXW 6YTB OI2D 4NBR, keep it", "2FA secret: _, keep it"),
    ] {
        assert_eq!(left("", text).replace(GAP, "_"), expected);
    }
}
