//! Tests of [`super::parse`]: a line of each program whose logs are read.

use super::*;

#[test]
fn messages() {
    let check = |line: &str, stamp: &str, nick: &str, text: &str| {
        let found = parse(line);
        assert_eq!(found.said, Said::Message { nick, text }, "{line}");
        let date = found.date.map(|date| format!("{date} ")).unwrap_or_default();
        let time = found.time.map(|time| time.to_string()).unwrap_or_default();
        assert_eq!(format!("{date}{time}"), stamp, "{line}");
        assert!(looks_like_irc(line), "{line}");
    };
    check("00:35 < alice> hey", "00:35:00", "alice", "hey");
    check("01:17 <+carol> hi", "01:17:00", "carol", "hi");
    check("[04:46] <un|person> a: b", "04:46:00", "un|person", "a: b");
    check("[00:00:28] <sudden6> btw", "00:00:28", "sudden6", "btw");
    check("2016-10-29 00:00:28\t@bob\thi all", "2016-10-29 00:00:28", "bob", "hi all");
    check("[2016-10-29 00:00:28] <bob> hi", "2016-10-29 00:00:28", "bob", "hi");
    check("2016-10-29T00:00:28 <bob> hi", "2016-10-29 00:00:28", "bob", "hi");
    check("Nov 14 10:13:20 <bob>\thi", "10:13:20", "bob", "hi");
    check("<bob> hi", "", "bob", "hi");
    check("(10:13:20) <bob> hi", "10:13:20", "bob", "hi");
    check("[2016-10-29T10:13:20+0200] <bob> hi", "2016-10-29 10:13:20", "bob", "hi");
    check("[10:13:20 PM] <bob> hi", "22:13:20", "bob", "hi");
    check("[Saturday 29 October 2016] [10:13:20] <bob>\thi", "2016-10-29 10:13:20", "bob", "hi");
    check("29.10.2016 10:13:20\tbob\thi all", "2016-10-29 10:13:20", "bob", "hi all");
    check("[Sat Oct 29 10:13:20 2016] <bob> hi", "2016-10-29 10:13:20", "bob", "hi");
    check("2016-10-29 10:13:20\t<bob!b@host>\thi", "2016-10-29 10:13:20", "bob", "hi");
}

#[test]
fn the_rest() {
    let check = |line: &str, expected: Said<'_>| assert_eq!(parse(line).said, expected, "{line}");
    check("=== a_ is now known as a", Said::Nick { from: "a_", to: "a" });
    check("00:01 -!- a is now known as b", Said::Nick { from: "a", to: "b" });
    check("00:01 -!- You're now known as b", Said::OwnNick("b"));
    check("2016-10-29 00:00:28\t--\ta is now known as b", Said::Nick { from: "a", to: "b" });
    check("[04:27:00] *** Quits: sudden6 (~x@ ) (Quit: bye)", Said::Event);
    check("[04:27:00] * bob waves", Said::Event);
    check("00:01 -!- Guest [u@h] has quit [Quit: Bye]", Said::Event);
    check("2016-10-29 00:00:28\t-->\tbob (x@y) has joined #c", Said::Event);
    check("--- Log opened Tue Dec 24 00:26:23 2013", Said::Day(Date::constant(2013, 12, 24)));
    check("--- Day changed Wed Dec 25 2013", Said::Day(Date::constant(2013, 12, 25)));
    check("Session Start: Sun Oct 30 10:00:00 2016", Said::Day(Date::constant(2016, 10, 30)));
    check("[00:00] --- Sun Oct 30 2016", Said::Day(Date::constant(2016, 10, 30)));
    check("**** BEGIN LOGGING AT Sun Oct 30 10:00:00 2016", Said::Day(Date::constant(2016, 10, 30)));
    check("nothing of the kind", Said::Event);
}

#[test]
fn other_files_do_not_look_so() {
    for line in ["<html>", "<a href=\"x\"> y", "hello", "10:30 is fine", "[1] <b> c", "--- a/file", "* item", ""] {
        assert!(!looks_like_irc(line), "{line}");
    }
}
