//! Every row's examples, and what the rules without a table find and leave alone.

use std::time::Instant;

use super::pattern::{self, Whole};
use super::patterns::PATTERNS;
use super::*;

fn filtered(text: &str) -> Filtered<'_> {
    thread_local!(static FILTER: Filter = Filter::default());
    FILTER.with(|filter| filter.apply(text))
}

#[test]
fn every_pattern_finds_its_examples_and_no_others() {
    for (number, pattern) in PATTERNS.iter().enumerate() {
        assert!(!pattern.yes.is_empty() && !pattern.no.is_empty(), "{} has examples", pattern.name);
        let regex = pattern::compile(pattern.regex);
        let filter = Filter::default();
        for text in pattern.yes {
            let text = &*text.replace('·', "");
            assert!(regex.is_match(text), "{} is in {text:?}", pattern.name);
            assert!(patterns::hinted(text).contains(&number), "a hint of {} is in {text:?}", pattern.name);
            let left = filter.apply(text);
            assert!(!left.dropped.is_empty() && left.text.as_deref() != Some(text), "{}: {left:?}", pattern.name);
            if pattern.whole == Whole::Message {
                assert_eq!(left.text, None, "{}", pattern.name);
            }
        }
        for text in pattern.no {
            assert!(!regex.is_match(text), "{} is not in {text:?}", pattern.name);
        }
    }
}

/// Checks what is left of each text, with `_` for a gap, and which reasons were counted.
#[track_caller]
fn check(text: &str, left: &str, dropped: &[&str]) {
    let filtered = filtered(text);
    let reasons: Vec<&str> =
        filtered.dropped.iter().flat_map(|(reason, &n)| std::iter::repeat_n(reason.name(), n as usize)).collect();
    assert_eq!(filtered.text.unwrap_or_default().replace(GAP, "_"), left, "of {text:?}");
    let mut expected = dropped.to_vec();
    let (mut found, by_name) = (reasons, |name: &&str| (*name).to_owned());
    found.sort_by_key(by_name);
    expected.sort_by_key(by_name);
    assert_eq!(found, expected, "of {text:?}");
}

#[track_caller]
fn stays(text: &str) {
    check(text, text, &[]);
}

#[test]
fn ordinary_text_stays() {
    for text in [
        "See you tomorrow at 18:30, bring 2 or 3 friends!",
        "It was built in 1998 and cost 1,250,000 dollars.",
        "between 2019-2021 and 2023/24",
        "2026-11-23 18:00:05, or 23.11.2026, or 11/23/2026",
        "€ 1.234.567,89 or $1234567 or 12 500 000 people",
        "10 20 30 40 50",
        "pages 100-200",
        "Donaudampfschifffahrtsgesellschaftskapitän und Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "Antidisestablishmentarianism, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "thisIsAVeryLongCamelCaseIdentifier and HttpRequestBuilderFactory2 and snake_case_name_with_numbers_12",
        "https://en.wikipedia.org/wiki/Natural_language_processing#History",
        "https://github.com/rust-lang/rust/blob/master/library/core/src/iter/traits/iterator.rs",
        "https://www.youtube.com/results?search_query=how+to+tie+a+tie",
        "x86_64-unknown-linux-gnu and aarch64-apple-darwin",
        "cargo test --test cli -- --nocapture",
        "/usr/lib/x86_64-linux-gnu/libX11.so.6",
        "AAAAAAAAAAAAAAAAAAAAAAAAARGH hahahahahahahahahahaha",
        "192.168.100.200 is the router",
        "It's 3.141593 or so",
        "WhatsApp, YouTube, iPhone15Pro, PlayStation5, JavaScript",
        "Ich wohne in der Straße 12, 80331 München",
        "the code of conduct, the key to success, a token of love",
        "привет, как дела? 你好 مرحبا",
        "20261123_180159.jpg",
        "#throwbackthursday2024 @some_body_99",
    ] {
        stays(text);
    }
}

#[test]
fn numbers() {
    check("card 4111 1111 1111 1111 ok", "card _ ok", &["card"]);
    check("card 4111-1111-1111-1111, ok", "card _, ok", &["card"]);
    check("378282246310005 amex", "_ amex", &["card"]);
    check("on 12 5500 0055 5555 5559", "on _", &["card"]);
    check("one digit at a time 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "one digit at a time _", &["card"]);
    check("order 4111 1111 1111 1112 ok", "order _ ok", &["long_number"]);
    check("my number 1234567", "my number _", &["long_number"]);
    check("id:987654321.", "id:_.", &["long_number"]);
    check("key sk-abcdef1234567890 here", "key _ here", &["phone"]);
    check("see img_a1234567b_c.png", "see _.png", &["long_number"]);
    check("order-1234567", "order-_", &["long_number"]);
    check("call +49 (0)30 1234-567 now", "call _ now", &["phone"]);
    check("call +1 (212) 555-0100 now", "call _ now", &["phone"]);
    check("(212) 555-0100", "", &["phone"]);
    check("0171 2345678 or 06 12 34 56 78 works", "_ or _ works", &["phone", "phone"]);
    check("ring 555-0100 please", "ring _ please", &["phone"]);
    check("tel 22 37 41 50 ok", "tel _ ok", &["phone"]);
    check("on 2026-11-23 call 030 1234567", "on 2026-11-23 call _", &["phone"]);
    check("DE89 3704 0044 0532 0130 00 is mine", "_ is mine", &["iban"]);
    check("send to gb29nwbk60161331926819 ok", "send to _ ok", &["iban"]);
    check("IBAN: NL91ABNA0417164300.", "IBAN: _.", &["iban"]);
}

#[test]
fn digits_of_other_scripts_and_hidden_signs() {
    check("call ٠١٧١ ٢٣٤٥٦٧٨ now", "call _ now", &["phone"]);
    check("card ４１１１ １１１１ １１１１ １１１１ ok", "card _ ok", &["card"]);
    check("card 𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏 ok", "card _ ok", &["card"]);
    check("card 4111\u{200b}1111\u{200b}1111\u{200b}1111 ok", "card _ ok", &["card"]);
    check("card 4111\u{a0}1111\u{2011}1111\u{202f}1111 ok", "card _ ok", &["card"]);
    check("Ｐassword: ｈｕｎｔｅｒ２", "Ｐassword: _", &["password"]);
    check("mail ａnna＠example．org now", "mail _ now", &["email"]);
    check("die Nummer १२३४५६७८९", "die Nummer _", &["long_number"]);
    check("Zoë’s naïve café — ½ of it … ²", "Zoë’s naïve café — ½ of it … ²", &[]);
}

#[test]
fn passwords_and_tokens() {
    check("my password is hunter2, ok?", "my password is _, ok?", &["password"]);
    check("log in with Tr0ub4dor&3 then", "log in with _ then", &["password"]);
    check("it is xK9mPq2RtLb now", "it is _ now", &["password"]);
    check("9f86d081884c7d659a2feaa0c55ad015 is it", "_ is it", &["random_token"]);
    check("id 550e8400-e29b-41d4-a716-446655440000 ok", "id _ ok", &["random_token"]);
    check("key Zm9vYmFyQmF6UXV4MTIzNDU2Nzg5MA now", "key _ now", &["random_token"]);
    check("JBSWY3DPEHPK3PXPJBSWY3DP is the seed", "_ is the seed", &["random_token"]);
    check("x7f3k9q2m4z8w1v6 and so on", "_ and so on", &["random_token"]);
    check("aB3/dE5+gH7/jK9+mN1/pQ3+sT5/vW7+yZ9/cD1= ok", "_ ok", &["random_token"]);
    check("Dear Anna, the code is 482 913, bye", "Dear Anna, the code is _, bye", &["one_time_code"]);
    check("4321-PIN please", "_-PIN please", &["one_time_code"]);
    check("12345-PIN", "_-PIN", &["one_time_code"]);
    check("passcode-12345", "passcode-_", &["password"]);
    check("my Password-4321 ok", "my Password-_ ok", &["password"]);
    check("mail me: anna@example.org or 0171 2345678!", "mail me: _ or _!", &["email", "phone"]);
}

/// A code or a password beside a word that announces it, on either side, joined to it or apart.
#[test]
fn secrets_on_either_side_of_their_word() {
    for text in [
        "PIN<4321>",
        "my pin<4321> works",
        "PIN -<4321>",
        "PIN–<4321>",
        "pin.<4321>",
        "pin_<4321>",
        "pin/<4321>",
        "PIN=<4321>",
        "PIN (<4321>)",
        "ＰＩＮ<４３２１>",
        "PIN -<٤٣٢١>",
        "PINs <4321>",
        "my pin's <4321>",
        "the code’s <4321>",
        "code <12 34>",
        "code: <12-34>",
        "door-code-<4321>",
        "door_code <4321>",
        "doorcode<4321>",
        "OTP-<123456>",
        "TAN<123456>",
        "cvv-<123>",
        "Türcode-<4711>",
        "Geheimzahl<4711>",
        "código-<4321>",
        "le code<4321>",
        "пин<4321>",
        "код-<4321>",
        "暗証番号<4321>",
        "<4321>暗証番号",
        "<4321>验证码",
        "验证码-<4321>",
        "<43 21>-PIN",
        "<43 21> is the pin",
        "<4321> pin",
        "<4321>PIN",
        "<123456> otp",
        "<123456> (otp)",
        "(<123456>) is your otp",
        "<123>-cvv",
        "<4711>-Türcode",
        "<4321>-код",
        "<4321> for the pin",
        "use <4321> for the door code",
        "use <4321> as pin",
        "enter <4321> at the keypad",
        "<4711> als Code eingeben",
        "<4321>-Password",
        "<4321>-password please",
        "<4321> password",
        "<4321> Passwort",
        "password<1234>",
        "pw-<4321>",
        "passwort<4321>",
        "<hunter2x> is the wifi password",
        "use <hunter2x> as the password",
        "<sunflower> is our password please",
        "the password's <hunter2>",
        "<Blume99> ist mein WLAN-Passwort",
        "<soleil99> est le mot de passe",
        "<girasol7> es la contraseña",
        "<солнце7> это пароль",
        "my password is <john 1234>",
        "my password is <john 1234>, ok",
        "pasword <abc123xyz>",
        "passwrod: <Kettle99>",
        "passwod: <tulips>",
        "contrasña: <Luna2023>",
        "wachtwoordt: <Fietsbel1>",
        "the seed phrase is <river fade oxygen lamp torch blanket ship arrow mimic daring plug wool>",
        "recovery words: <garlic, tunnel, obey, pistol, wheat, ozone>",
        "the passcode is <883 412>",
        "my passcode is <1 4 7 8 9 6>",
        "it's <Wolverhampton7>, that's the laptop password",
        "<hunter7x> thats the password",
        "<4474> thats my pin",
        "it's <4477>, the pin",
        "the PIN, <4486>, is for the blue card",
        "Tell Joe the password. It's <swordfishes>.",
        "PIN\n<4321>",
        "the password is:\n<swordfishes>",
        "the wifi password\n<Frogspawn31>",
        "new pwd after the reset = <Autumn2025>",
        "the PIN (the blue card) is <4487>",
        "backup code for github: <a93f1-0cc74>",
        "combo <30-17-42>",
        "pin no. <4491>",
        "the door code is <1984>",
        "pin: <four four seven one>",
        "cvv is <three-eight-two>",
        "код домофона <27в1964>",
        "<hunter9x> (password)",
        "use <Frogspawn> as the password",
        "\"<corduroi>\" is the password",
        "api token <b81c4fe2>",
        "the safe opens with <42-18-6>",
        "das Zahlenschloss geht mit <731> auf",
        "le cadenas s'ouvre avec <405>",
        "l'allarme si spegne con <4451>",
        "security number <905>",
        "cvv atrás <602>",
        "PIN?\n<4321>",
        "what's the pin for the garage again?\n<43 21>",
        "the door code is:\n<4321#>",
        "where is the password?\nIt's <hunter2>",
        "recovery phrase:\n<river fade oxygen lamp torch blanket ship arrow>",
        "密码是多少？\n<hunter22>",
        "mot de passse : <citron44>",
        "mto de passe: <citron45>",
        "seed prhase: <river fade oxygen lamp torch blanket>",
        "palavra-pase: <brigadeiro8>",
        "pin <①④⑨②>",
        "my pin is <❹➍⓸⓿>",
        "PIN: <４４９８>",
        "pin <44·98>",
        "pin: <44 – 98>",
        "the code is <4•4•9•8>",
        "door code <44 · 98>",
        "code <4_4_9_8>",
        "gate code <27#4471>",
        "card pin changed to <8204> today",
        "die PIN auf <8204> geändert",
        "enter #<4471>* at the gate",
        "tape <44 08> puis étoile",
        "gib an der Tür <6604> ein",
        "compose le <6612> à l'entrée",
        "code for the locker <6042>",
        "a senha de 6 dígitos é <771920>",
        "Kartenprüfnummer <204>",
        "código secreto <4417>",
        "код на обороте <552>",
    ] {
        let (before, rest) = text.split_once('<').unwrap();
        let (secret, after) = rest.split_once('>').unwrap();
        let whole = format!("Hi, {before}{secret}{after}");
        let line_starts = ["sunflower"].contains(&secret);
        let whole = if line_starts { whole.replacen("Hi, ", "Hi\n", 1) } else { whole };
        let left = filtered(&whole).text.unwrap_or_default();
        assert!(left.contains(GAP) && !left.contains(secret), "of {whole:?}: {left:?}");
    }
    for text in [
        "connect pin 13 to ground",
        "a 24-pin ATX plug",
        "the 40-pin header",
        "HTTP code 404",
        "a 404-code",
        "error code-404",
        "code2vec is a paper",
        "1500 lines of code in a day",
        "3000 code reviews",
        "pinned 1200 messages",
        "pin1 and pin2",
        "in 2019 code was simpler",
        "2024-code freeze",
        "pinball 2000",
        "we sold 4000 pins",
        "1000 for the pin badge",
        "1200 for the code camp",
        "the 16-character password",
        "10000 password attempts",
        "the 1password app",
        "pass 1000 meters further",
        "passport 2024",
        "zip code-90210",
        "code-2024-final.zip",
        "pin.2024.pdf",
        "code.4321.txt",
        "This is the password",
        "what is the wifi password",
        "Bitwarden is my password manager",
        "KeePass2 is as good as a password manager",
        "the 2021 password leak",
        "1500 for the pass",
        "10000 is the limit for the code",
        "boarding pass says gate 23 at 18:40",
        "Brenner Pass is 1370 m high",
        "int code = 200;",
        "the password is longer than mine",
        "the safe was built in 1902",
        "the gate opens with 300 people",
        "he passed 4321 tests",
        "my passport number",
        "the garage is 4 km from here with 2 cars",
        "how many lines of code?\n4500",
        "when did you change the password?\n2019",
        "the pin is on page\n1204",
        "the password is\nexpired",
        "what's the code?\nhaha",
        "mot d'ordre de 2000",
        "2·3·5·7 = 210",
        "10·000 people",
        "pins 12 - 15 are ground",
        "2fa is on since 2022",
        "код 404 опять",
        "пинг 1200 мс",
        "kod pocztowy 31042",
        "press 4 times at the door",
        "enter at gate 1204",
        "I put 3000 euros into the portal",
        "unlocks with 5000 coins",
    ] {
        stays(text);
    }
}

/// A message that is nothing but a secret, after one that announces it.
#[test]
fn secrets_announced_by_the_message_before() {
    let filter = Filter::default();
    for (before, text, left) in [
        ("the pin is", "4498", ""),
        ("what's the wifi password?", "hunter2x", ""),
        ("my password is:", "correct-horse", ""),
        ("my password is:", " correct-horse \n", ""),
        ("hey\nwhats ur pin\n", "2290", ""),
        ("do you remember the alarm code?", "it's 9902", "it's _"),
        ("Wifi password again?", "it's maplesyrup9!", "it's _"),
        ("verification code?", "338 201", ""),
        ("the code for the airbnb is:", "0473#", ""),
        ("pin pls", "３３８１", ""),
        ("seed phrase:", "acid bacon cable dance eagle fabric", ""),
        ("wie war nochmal die PIN?", "7730", ""),
        ("c'est quoi le code de la porte ?", "19B04", ""),
        ("qual é a senha do wifi?", "Brigadeiro7", ""),
        ("какой пароль от вайфая?", "Блины_2023", ""),
        ("şifre ne?", "kiraz88", ""),
        ("le code wifi c'est quoi ?", "moustache92", ""),
        ("密码是多少？", "8830", ""),
        ("", "4498", "4498"),
        ("see you at", "4498", "4498"),
        ("what's the wifi password?", "idk", "idk"),
        ("what's the wifi password?", "ask anna 2morrow", "ask anna 2morrow"),
        ("what's the wifi password?", "it's complicated", "it's complicated"),
        ("the password is", "wrong", "wrong"),
        ("the pin is on page", "1204", "1204"),
        ("what was the zip code?", "90210", "90210"),
        ("kod pocztowy?", "31042", "31042"),
        ("how many lines of code?", "4500", "4500"),
        ("when did you change the password?", "2019", "2019"),
        ("the pin is\nlost", "4498", "4498"),
        ("the pin is", "4498 people", "4498 people"),
    ] {
        let filtered = filter.apply_after(before, text).text.unwrap_or_default().replace(GAP, "_");
        assert_eq!(filtered.trim_end_matches('!'), left, "of {before:?}, {text:?}");
    }
}

#[test]
fn what_says_nothing_goes() {
    check("", "", &["nothing_left"]);
    check(" \n\t ", "", &["nothing_left"]);
    check("hunter@example.org", "", &["email"]);
    check("…!? 😀", "…!? 😀", &[]);
}

#[test]
fn addresses_and_phones_are_switchable() {
    let filter = Filter::new(Rules { emails: false, phones: false });
    let text = "anna@example.org, +49 30 1234567, 0171 2345678, (212) 555-0100";
    assert_eq!(filter.apply(text).text.as_deref(), Some(text));
    assert_eq!(filter.apply("4111 1111 1111 1111 and me").text.as_deref(), Some("\u{fffc} and me"));
}

/// Every reason has a name of its own.
#[test]
fn names_of_reasons() {
    let names: std::collections::BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(names.len(), Reason::ALL.len());
}

/// Filtering panics on no text, and leaves no character that the text lacks.
#[test]
fn any_text() {
    use proptest::prelude::*;
    let pieces = prop::sample::select(vec![
        "a",
        "Z",
        "0",
        "7",
        "٣",
        "４",
        "é",
        "e\u{301}",
        " ",
        "-",
        ".",
        "/",
        "@",
        ":",
        "=",
        "+",
        "(",
        ")",
        "\u{200b}",
        "😀",
        "password",
        " is ",
        "code ",
        "PIN",
        "CODE",
        "4321",
        "DE89",
        "eyJ",
        "sk-",
        "://",
        "\n",
        "\u{fffc}",
        "it's ",
        "four ",
        "pasword ",
        " as the pin",
        "safe ",
        "with ",
        "в",
        "\u{a0}",
        ", ",
        "\"",
        "seed phrase ",
        "AKIA",
        "4111",
        "½",
        "ﬁ",
        "㎏",
        "❹",
        "·",
        " – ",
        "mot de passse ",
        "enter ",
        " the gate",
        "pin? ",
        "密码是多少",
        "changed to ",
        "#",
        "log in ",
        "its ",
        " / ",
        "Gr33nTea",
        " left ",
        "vault ",
        "invoice ",
        "seed ",
        "redis-cli -a ",
        "${",
        "输入",
        "answer: ",
    ]);
    proptest!(ProptestConfig::with_cases(2000), |(parts in prop::collection::vec(pieces, 0..60))| {
        let text = parts.concat();
        let once = filtered(&text);
        if let Some(left) = once.text {
            prop_assert!(left.chars().all(|c| c == GAP || text.contains(c)));
            let _ = filtered(&left);
        }
        let (before, after) = text.split_at(text.ceil_char_boundary(text.len() / 2));
        if let Some(left) = Filter::default().apply_after(before, after).text {
            prop_assert!(left.chars().all(|c| c == GAP || after.contains(c)));
        }
    });
}

/// A measurement by hand: `cargo test --release --lib filter_speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn filter_speed() {
    let path = std::env::var("TEXT").unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let filter = Filter::default();
    let start = Instant::now();
    let mut dropped: BTreeMap<&str, u64> = BTreeMap::new();
    for line in text.lines() {
        for (reason, count) in filter.apply(line).dropped {
            *dropped.entry(reason.name()).or_default() += count;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{:.1} MB/s, {dropped:?}", text.len() as f64 / 1e6 / seconds);
}

/// Long texts of one kind: a filter whose time is quadratic would take minutes on them.
#[test]
fn long_monotonous_texts() {
    for piece in [
        "1 ",
        "1-",
        "4111 ",
        "a@",
        "@",
        "://:",
        "a://b:",
        "curl ",
        "-u a:",
        "password is ",
        "pasword is ",
        "PIN ",
        "PIN, ",
        "the safe with ",
        "four ",
        "ab12",
        "DE89 ",
        "eyJ.",
        "/",
        "aB3/",
        "code ",
        "key=",
        "?key=",
        "a at b dot ",
        "é",
        "\u{200b}",
        "A1b2",
        "-----BEGIN ",
        "4·",
        "4 – ",
        "mot de passse ",
        "wifi key code ",
        "enter 4471 at the gate ",
        "4471 gate ",
        "PIN?\n",
        "PIN for the ",
        "pin changed to ",
        "密码是多少",
        "验证码4321",
        "4321密码",
        "PIN-",
        "PIN.",
        "密码。",
        "PIN4321",
        "seed phrase:\n",
        "log in Aa1! ",
        "login / Aa1!x7 ",
        "so a1b2c3 code ",
        "22 right ",
        "lamp ",
        "invoice 1234567 ",
        "passport A1 ",
        "redis-cli -a ",
        "echo x | ",
        "security question answer ",
        "输入4321登录",
        "key is A1b2c ",
        "set the pin to ",
    ] {
        let text = piece.repeat(65_536 / piece.len()) + "\n4321";
        let filtered = filtered(&text);
        assert!(filtered.text.is_some() || !filtered.dropped.is_empty(), "{piece}");
        for after in ["4321", &text] {
            let filtered = Filter::default().apply_after(&text, after);
            assert!(filtered.text.is_some() || !filtered.dropped.is_empty(), "{piece}");
        }
    }
}
