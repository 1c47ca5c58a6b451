//! Tests of stamps in many languages and scripts, and of text that is no stamp.

use super::*;

fn check(line: &str, date: [u32; 3], time: (u32, u32, u32), afternoon: Option<bool>, rest: &str) {
    let found = stamp(line).unwrap_or_else(|| panic!("a stamp: {line}"));
    assert_eq!((found.date, found.hour, found.minute, found.second), (date, time.0, time.1, time.2), "{line}");
    assert_eq!((found.afternoon, found.rest), (afternoon, rest), "{line}");
}

#[test]
fn stamps_of_many_languages() {
    check("01/20/19, 11:23 - A: b", [1, 20, 19], (11, 23, 0), None, "A: b");
    check("[14/11/2023, 22:13:20] A: b", [14, 11, 2023], (22, 13, 20), None, "A: b");
    check("\u{200e}[14.11.23, 22:13:20] A: b", [14, 11, 23], (22, 13, 20), None, "A: b");
    check("11/14/23, 10:13\u{202f}PM - A: b", [11, 14, 23], (10, 13, 0), Some(true), "A: b");
    check("01/20/2019, 11:23 a. m. - A: b", [1, 20, 2019], (11, 23, 0), Some(false), "A: b");
    check("[2023-11-14 22:13:20] A: b", [2023, 11, 14], (22, 13, 20), None, "A: b");
    check("2023. 11. 14. 오후 10:13 - A: b", [2023, 11, 14], (10, 13, 0), Some(true), "A: b");
    check("2023/11/14 下午10:13 - A: b", [2023, 11, 14], (10, 13, 0), Some(true), "A: b");
    check("14.11.2023 klo 22.13 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
    check("14-11-2023 22:13 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
    check("14/11/2023 à 22:13 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
    check("14.11.2023, 22:13 Uhr - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
    check("‏١٤‏/١١‏/٢٠٢٣، ١٠:١٣ م - A: b", [14, 11, 2023], (10, 13, 0), Some(true), "A: b");
    check("2023-11-14, 10:13 p.m. - A: b - c", [2023, 11, 14], (10, 13, 0), Some(true), "A: b - c");
    check("[10:13 PM, 11/14/2023] A: b", [11, 14, 2023], (10, 13, 0), Some(true), "A: b");
    check("22:13, 14/11/2023 - A: b", [14, 11, 2023], (22, 13, 0), None, "A: b");
    check("14/11/23 22 h 13 - A: b", [14, 11, 23], (22, 13, 0), None, "A: b");
    check("૧૪/૧૧/૨૩, ૧૦:૧૩ PM - A: b", [14, 11, 23], (10, 13, 0), Some(true), "A: b");
    check("၁၄/၁၁/၂၃, ၂၂:၁၃ - A: b", [14, 11, 23], (22, 13, 0), None, "A: b");
}

#[test]
fn stamps_before_other_ends() {
    let check = |line: &str, ending: Ending, date: [u32; 3], clock: (u32, u32, u32), rest: &str| {
        let found = stamp_before(line, ending).unwrap_or_else(|| panic!("a stamp: {line}"));
        assert_eq!((found.date, found.hour, found.minute, found.second), (date, clock.0, clock.1, clock.2), "{line}");
        assert_eq!(found.rest, rest, "{line}");
    };
    check("3/24/14, 1:59:59 PM: A: b", Ending::Colon, [3, 24, 14], (1, 59, 59), "A: b");
    check("01.04.2015 - 16:00:27; ME: b", Ending::Semicolon, [1, 4, 2015], (16, 0, 27), "ME: b");
    check("Tue, Nov 14, 2023, 22:13:20 - A: b", Ending::Dash, [14, 11, 2023], (22, 13, 20), "A: b");
    check("2023년 11월 14일 오후 10:13, A : b", Ending::Comma, [2023, 11, 14], (10, 13, 0), "A : b");
    check("14.11.2023 22:13:21\ta\tb", Ending::Tab, [14, 11, 2023], (22, 13, 21), "a\tb");
    check("[Tue Nov 14 22:13:21 2023] <a> b", Ending::Bracket, [14, 11, 2023], (22, 13, 21), "<a> b");
    check("14. November 2023 um 22:13: A: b", Ending::Colon, [14, 11, 2023], (22, 13, 0), "A: b");
    check("14/11/2023 22:13 A: b", Ending::Space, [14, 11, 2023], (22, 13, 0), "A: b");
}

#[test]
fn what_is_none() {
    let check = |line: &str| assert_eq!(stamp(line), None, "{line}");
    check("");
    check("hello - there");
    check("1/2 cup - of milk");
    check("[12:34] <nick> text");
    check("[1] https://example.org");
    check("12.12.2012 was a day - indeed 10");
    check("10-12 people, 5:30 - ok");
    check("1.2.3.4:8080 - a server at 12:30 on 99999 - x");
}
