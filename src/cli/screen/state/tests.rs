use super::*;
use crate::rpc::protocol::Phrase;

fn key(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

fn plain(code: KeyCode) -> KeyEvent {
    key(code, KeyModifiers::NONE)
}

fn offer(words: &[(&str, &str)], phrase: &str, probability: f32) -> SuggestResult {
    let word = |(text, completion): &(&str, &str)| Word {
        text: (*text).into(),
        completion: (*completion).into(),
        insert: (*completion).into(),
        probability: 0.2,
        ..Word::default()
    };
    SuggestResult {
        words: words.iter().map(word).collect(),
        phrase: Some(Phrase { text: phrase.into(), probability }),
        ..SuggestResult::default()
    }
}

/// A screen on which `hel` was typed and answered.
fn hel() -> Screen {
    let mut screen = Screen::new("", 0.1, true);
    "hel".chars().for_each(|c| drop(screen.on_key(plain(KeyCode::Char(c)))));
    let offered = offer(&[("hello", "lo"), ("help", "p"), ("held", "d"), ("helm", "m")], "lo there", 0.5);
    screen.on_answer(3, offered, Duration::from_millis(2));
    screen
}

fn check(pressed: KeyEvent, effect: Effect, text: &str) {
    let mut screen = hel();
    assert_eq!((screen.on_key(pressed), screen.field.text()), (effect.clone(), text), "{pressed:?}");
    let changed = !matches!(effect, Effect::Nothing | Effect::Explain | Effect::Quit);
    assert_eq!(screen.question(), 3 + u64::from(changed), "{pressed:?}");
    assert_eq!(screen.answer().is_none(), changed, "what was on offer before {pressed:?}");
}

#[test]
fn keys() {
    let took = |text: &str| Effect::Took(0, text.to_owned());
    check(plain(KeyCode::Tab), took("lo "), "hello ");
    check(plain(KeyCode::F(1)), took("lo "), "hello ");
    check(plain(KeyCode::F(2)), took("p "), "help ");
    check(plain(KeyCode::F(3)), took("d "), "held ");
    check(plain(KeyCode::F(4)), Effect::Explain, "hel");
    check(plain(KeyCode::F(5)), Effect::Nothing, "hel");
    check(key(KeyCode::Char('2'), KeyModifiers::ALT), took("p "), "help ");
    check(key(KeyCode::Char('4'), KeyModifiers::ALT), Effect::Nothing, "hel");
    check(plain(KeyCode::Right), took("lo there "), "hello there ");
    check(plain(KeyCode::End), took("lo there "), "hello there ");
    check(plain(KeyCode::Left), Effect::Nothing, "hel");
    check(plain(KeyCode::Enter), Effect::Ask, "hel\n");
    check(plain(KeyCode::Backspace), Effect::Ask, "he");
    check(key(KeyCode::Char('h'), KeyModifiers::CONTROL), Effect::Ask, "he");
    check(key(KeyCode::Char('w'), KeyModifiers::CONTROL), Effect::Ask, "");
    check(key(KeyCode::Backspace, KeyModifiers::ALT), Effect::Ask, "");
    check(key(KeyCode::Char('u'), KeyModifiers::CONTROL), Effect::Ask, "");
    check(key(KeyCode::Char('D'), KeyModifiers::SHIFT), Effect::Ask, "helD");
    check(key(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT), Effect::Ask, "hel@");
    check(key(KeyCode::Char('q'), KeyModifiers::CONTROL), Effect::Nothing, "hel");
    check(key(KeyCode::Char('c'), KeyModifiers::CONTROL), Effect::Quit, "hel");
    check(plain(KeyCode::Esc), Effect::Quit, "hel");
    check(
        KeyEvent::new_with_kind(KeyCode::Char('x'), KeyModifiers::NONE, KeyEventKind::Release),
        Effect::Nothing,
        "hel",
    );
}

#[test]
fn a_stale_answer_is_thrown_away() {
    let mut screen = hel();
    screen.on_key(plain(KeyCode::Char('p')));
    screen.on_answer(3, offer(&[("hello", "lo")], "lo", 0.9), Duration::from_millis(900));
    assert!(screen.words().is_empty() && screen.ghost().is_empty());
    assert_eq!(screen.latencies.percentile_ms(99), Some(2.0));
    screen.on_answer(4, offer(&[("helps", "s")], "s", 0.9), Duration::from_millis(4));
    assert_eq!(screen.words()[0].text, "helps");
}

#[test]
fn nothing_is_on_offer_when_the_daemon_is_gone() {
    let mut screen = hel();
    screen.on_link(Link::Lost("gone".into()));
    assert_eq!(screen.on_key(plain(KeyCode::Tab)), Effect::Nothing);
    assert_eq!(screen.field.text(), "hel");
}

#[test]
fn a_weak_phrase_is_not_shown() {
    let mut screen = hel();
    screen.on_answer(3, offer(&[], "lo there", 0.09), Duration::ZERO);
    assert_eq!(screen.ghost(), "");
    assert_eq!(screen.on_key(plain(KeyCode::Right)), Effect::Nothing);
}

#[test]
fn keystrokes_saved() {
    let mut screen = hel();
    assert_eq!((screen.keys(), screen.saved_percent()), (3, Some(0.0)));
    screen.on_key(plain(KeyCode::Right));
    assert_eq!((screen.keys(), screen.field.characters()), (4, 12));
    assert!((screen.saved_percent().unwrap() - 200.0 / 3.0).abs() < 1e-9);
    screen.on_paste("0123456789ab");
    assert_eq!((screen.keys(), screen.field.characters()), (16, 24));
    let mut wasted = Screen::new("given", 0.1, true);
    assert_eq!(wasted.saved_percent(), None);
    "ab".chars().for_each(|c| drop(wasted.on_key(plain(KeyCode::Char(c)))));
    wasted.on_key(plain(KeyCode::Backspace));
    assert_eq!(wasted.saved_percent(), Some(-200.0));
    assert_eq!(wasted.saved().unwrap(), "-200 %");
    // Two keys too many for six hundred characters are less than half a per cent.
    let mut long = Screen::new("", 0.1, true);
    "ab".repeat(300).chars().for_each(|c| drop(long.on_key(plain(KeyCode::Char(c)))));
    long.on_key(plain(KeyCode::Char('x')));
    long.on_key(plain(KeyCode::Backspace));
    assert!((-0.5..0.0).contains(&long.saved_percent().unwrap()), "{:?}", long.saved_percent());
    assert_eq!(long.saved().unwrap(), "0 %");
}

#[test]
fn reasons_are_of_the_present_text_and_shown_while_wanted() {
    let mut screen = hel();
    screen.on_reasons(3, WhyResult::default());
    assert!(screen.reasons().is_none(), "nobody asked");
    assert_eq!(screen.on_key(plain(KeyCode::F(4))), Effect::Nothing, "they are there already");
    assert!(screen.reasons().is_some());
    screen.on_key(plain(KeyCode::Char('p')));
    screen.on_reasons(3, WhyResult::default());
    assert!(screen.explains() && screen.reasons().is_none(), "those of the text before");
    screen.on_reasons(4, WhyResult::default());
    assert!(screen.reasons().is_some());
    screen.on_key(plain(KeyCode::F(4)));
    assert!(screen.reasons().is_none());
}
