//! Tests of the layout that is learned from the lines of a file.

use super::layout::NameEnd;
use super::*;
use crate::import::owner::Owner;
use crate::import::stamp::Ending;

fn layout(lines: &[&str]) -> Layout {
    let mut learner = Learner::new(1_700_000_000_000);
    lines.iter().for_each(|line| learner.line(line.trim_end_matches('\r'), line.ends_with('\r')));
    learner.layout().unwrap_or_else(|| panic!("stamps: {lines:?}"))
}

#[test]
fn layouts_are_learned() {
    let check = |lines: &[&str], ending: Ending, name_end: NameEnd, parts: (&str, &str)| {
        let found = layout(lines);
        assert_eq!((found.ending, found.name_end), (ending, name_end), "{lines:?}");
        let stamp = found.stamp(lines[0]).expect("a stamp");
        assert_eq!(found.parts(stamp.rest, None), Some(parts), "{lines:?}");
    };
    let colon = ["3/24/14, 1:59:59 PM: Ann: so, late - again", "3/24/14, 2:01:10 PM: Bob: how late"];
    check(&colon, Ending::Colon, NameEnd::ColonSpace, ("Ann", "so, late - again"));
    let bare = ["[2026/7/9 02:28:09] Ann:好", "[2026/7/9 02:28:37] Bob:Hi"];
    check(&bare, Ending::Bracket, NameEnd::Colon, ("Ann", "好"));
    let comma = ["2023년 11월 14일 오후 10:13, Ann : 안녕", "2023년 11월 14일 오후 10:14, Bob : 응"];
    check(&comma, Ending::Comma, NameEnd::ColonSpace, ("Ann", "안녕"));
    check(&["01.04.2015 - 16:00:27; ME: is it: so"], Ending::Semicolon, NameEnd::ColonSpace, ("ME", "is it: so"));
    check(&["14/11/2023 22:13\tAnn\thello"], Ending::Tab, NameEnd::Tab, ("Ann", "hello"));
}

#[test]
fn names_with_colons() {
    let check = |said: &[&str], rest: &str, known: &str, name: &str| {
        let lines: Vec<String> = said.iter().map(|said| format!("1/2/23, 8:00 - {said}")).collect();
        let found = layout(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let owner = Owner::new([known]);
        let owner = owner.is_known().then_some(&owner);
        assert_eq!(found.parts(rest, owner).map(|(name, _)| name), Some(name), "{said:?}");
    };
    let doctor = ["Dr: Ann: hello", "Bob: hi", "Dr: Ann: at six: here"];
    check(&doctor, "Dr: Ann: at six: here", "", "Dr: Ann");
    check(&doctor, "Bob: list: one", "", "Bob");
    check(&["Work: Ann: a", "Work: Bob: b", "Work: Ann: c"], "Work: Bob: b", "", "Work: Bob");
    check(&["Ann: note: one", "Ann: hello", "Ann: note: two"], "Ann: note: two", "", "Ann");
    check(&["Ann: note: one", "Ann: list: two", "Ann: plan: three"], "Ann: list: two", "", "Ann");
    check(&["Dr: Ann: hello", "Bob: hi"], "Dr: Ann: hello", "Dr: Ann", "Dr: Ann");
}

#[test]
fn unknown_words_for_halves_of_the_day() {
    let found = layout(&[
        "1/2/23, 8:00 ujutro - A: b",
        "1/2/23, 3:00 popodne - A: b",
        "2/2/23, 9:00 ujutro - A: b",
        "2/2/23, 1:00 popodne - A: b",
    ]);
    let half = |line| found.stamp(line).expect("a stamp").afternoon;
    assert_eq!(half("2/2/23, 1:00 popodne - A: b"), Some(true));
    assert_eq!(half("2/2/23, 9:00 ujutro - A: b"), Some(false));
    let hours = layout(&["1/2/23, 8:00 Uhr - A: b", "1/2/23, 15:00 Uhr - A: b"]);
    assert_eq!(hours.stamp("1/2/23, 8:00 Uhr - A: b").expect("a stamp").afternoon, None);
}

#[test]
fn messages_that_end_with_carriage_returns() {
    assert_eq!(layout(&["1/2/23, 8:00 - A: b\r", "1/2/23, 8:00 - A: b\r"]).returned, 1.0);
    assert_eq!(layout(&["1/2/23, 8:00 - A: b", "1/2/23, 8:00 - A: b"]).returned, 0.0);
}
