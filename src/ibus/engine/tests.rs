//! Keys go to an engine and to a text field that does what a client of ibus does; what the field holds is compared.

use std::path::Path;

use kbvm::{Keysym, syms};
use proptest::prelude::*;

use super::*;
use crate::config::Config;
use crate::ibus::view::Table;
use crate::rpc::protocol::{Phrase, Word};

/// Words that the daemon of these tests knows.
const WORDS: [&str; 5] = ["hello", "help", "there", "world", "Thanks"];

/// A text field with the cursor at its end, the engine before it, and a daemon that answers when it is told to.
struct Field {
    engine: Engine,
    text: String,
    preedit: Preedit,
    table: Table,
    beside: String,
    asked: Vec<(u64, String)>,
    told: Vec<Effect>,
    now: Duration,
    /// Answers come at once.
    answers: bool,
}

impl Field {
    fn new(settings: &str, client: &str) -> Field {
        let config = Config::parse(settings, Path::new("config.toml")).unwrap();
        let settings = Settings {
            rules: Rules::new(&config),
            shortcuts: Shortcuts::new(&config.ibus.keys).unwrap(),
            digits: config.ibus.digits,
            ghost: config.ibus.ghost,
            show_probability: 0.1,
        };
        let mut engine = Engine::new(Arc::new(settings), Compose::new(None));
        engine.set_away(false);
        let mut field = Field {
            engine,
            text: String::new(),
            preedit: Preedit::default(),
            table: Table::default(),
            beside: String::new(),
            asked: Vec::new(),
            told: Vec::new(),
            now: Duration::ZERO,
            answers: true,
        };
        field.happens(|engine| {
            engine.focus_in(Some(("/context/1".into(), client.into())));
            engine.set_capabilities(0b10_1001);
            engine.set_content_type(0, 0);
        });
        field
    }

    fn happens(&mut self, event: impl FnOnce(&mut Engine)) {
        event(&mut self.engine);
        self.carry_out();
    }

    /// ibus-daemon hides everything and tells the engine.
    fn focus_out(&mut self) {
        (self.preedit, self.table, self.beside) = Default::default();
        self.happens(Engine::focus_out);
    }

    fn carry_out(&mut self) {
        for effect in self.engine.take_effects() {
            match effect {
                Effect::Commit(text) => {
                    assert!(!text.is_empty());
                    self.text.push_str(&text);
                }
                Effect::Preedit(preedit) => self.preedit = preedit,
                Effect::Table(table) => self.table = table,
                Effect::Beside(text) => self.beside = text,
                Effect::Ask { number, text, .. } => self.asked.push((number, text)),
                Effect::AwaitPause | Effect::Wake | Effect::RequireSurrounding => {}
                told => self.told.push(told),
            }
        }
        if self.answers && !self.asked.is_empty() {
            self.answer();
        }
    }

    /// Answers all that was asked, oldest first.
    fn answer(&mut self) {
        for (number, text) in std::mem::take(&mut self.asked) {
            let begun = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let words = WORDS.iter().filter(|word| word.starts_with(begun) && word.len() > begun.len()).take(3);
            let words: Vec<Word> = words
                .map(|word| Word {
                    text: (*word).into(),
                    completion: word[begun.len()..].into(),
                    probability: 0.3,
                    kind: "completion".into(),
                })
                .collect();
            let phrase = (begun == "hel").then(|| Phrase { text: "lo there".into(), probability: 0.5 });
            let answer = SuggestResult { words, phrase, ..SuggestResult::default() };
            self.engine.answered(number, Some(&answer));
            self.carry_out();
        }
    }

    fn press(&mut self, key: Key) {
        self.now += Duration::from_millis(25);
        let now = self.now;
        let dealt_with = self.engine.key(&key, now);
        self.carry_out();
        if dealt_with {
            return;
        }
        match key.action() {
            _ if key.is_command() => {}
            Action::Write(c) => self.text.push(c),
            Action::Enter => self.text.push('\n'),
            Action::Backspace => drop(self.text.pop()),
            Action::Delete | Action::Other => {}
        }
    }

    /// Types: letters, and names of keys in braces.
    fn type_keys(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let end = if c == '{' { rest.find('}').unwrap() + 1 } else { c.len_utf8() };
            let (name, after) = rest.split_at(end);
            rest = after;
            match name {
                "{pause}" => self.happens(Engine::paused),
                "{click}" => {
                    self.now += Duration::from_secs(2);
                    let now = self.now;
                    // What a client does with a preedit that is to be committed.
                    if self.preedit.typed {
                        self.text.push_str(&std::mem::take(&mut self.preedit.text));
                    }
                    self.happens(|engine| engine.reset(now));
                }
                "{out}" => {
                    if self.preedit.typed {
                        self.text.push_str(&std::mem::take(&mut self.preedit.text));
                    }
                    self.focus_out();
                    self.happens(|engine| engine.focus_in(Some(("/context/2".into(), "gtk3-im:gedit".into()))));
                }
                name => self.press(key(name)),
            }
        }
    }
}

fn key(name: &str) -> Key {
    let plain = |sym| Key { sym, code: 0, state: 0 };
    match name {
        "{Tab}" => plain(syms::Tab),
        "{STab}" => Key { sym: syms::ISO_Left_Tab, code: 0, state: 1 },
        "{BS}" => plain(syms::BackSpace),
        "{Enter}" => plain(syms::Return),
        "{SEnter}" => Key { sym: syms::Return, code: 0, state: 1 },
        "{Esc}" => plain(syms::Escape),
        "{Left}" => plain(syms::Left),
        "{C-v}" => Key { sym: syms::v, code: 0, state: 4 },
        "{forget}" => Key { sym: syms::exclam, code: 2, state: 5 },
        "{KP1}" => plain(syms::KP_1),
        name => {
            let c = name.chars().next().unwrap();
            Key { sym: Keysym::from_char(c), code: 0, state: u32::from(c.is_uppercase() || "!?".contains(c)) }
        }
    }
}

const DIRECT: &str = "";
const PREEDIT: &str = "[ibus]\nmode = \"preedit\"\n";

/// What the field holds, and after `|` what stands at its cursor without being in it: in brackets if it was typed.
fn held(field: &Field) -> String {
    let preedit = &field.preedit;
    match (preedit.is_empty(), preedit.typed) {
        (true, _) => field.text.clone(),
        (false, true) => format!("{}|[{}]", field.text, preedit.text),
        (false, false) => format!("{}|{}", field.text, preedit.text),
    }
}

fn check(settings: &str, keys: &str, expected: &str) {
    let mut field = Field::new(settings, "gtk3-im:gedit");
    field.type_keys(keys);
    assert_eq!(held(&field), expected, "{settings:?} {keys}");
}

#[test]
fn words_are_typed_taken_and_left() {
    for (keys, direct, preedit) in [
        ("hello world", "hello world", "hello |[world]"),
        ("hel", "hel", "|[hel]"),
        ("hel{Tab}", "hello| ", "hello| "),
        ("hel2", "help| ", "help| "),
        ("hel3", "hel3", "|[hel3]"),
        ("hel{KP1}", "hel1", "|[hel1]"),
        ("hel{Tab}world", "hello world", "hello |[world]"),
        ("hel{Tab}{Tab}", "hello hello| ", "hello hello| "),
        ("hel{Tab}!", "hello!", "hello!"),
        ("hel{Tab} world", "hello world", "hello |[world]"),
        ("hel{Tab}{BS}", "hello", "hello"),
        ("hel{Tab}{BS}{BS}", "hell", "hell"),
        ("hel{Tab}{Enter}", "hello\n", "hello\n"),
        ("hel{STab}", "hello there| ", "hello there| "),
        ("hel{pause}", "hel|lo there", "|[hel]"),
        ("hel{pause}l", "hell", "|[hell]"),
        ("hel{pause}{STab}", "hello there| ", "hello there| "),
        ("hel{Esc}1", "hel1", "|[hel1]"),
        ("hel{Esc}{Tab}", "hel", "hel"),
        ("xyz{Tab}", "xyz", "xyz"),
        ("xyz1", "xyz1", "|[xyz1]"),
        ("hex{BS}{Tab}", "hello| ", "hello| "),
        ("hello{BS}{BS}{BS}{BS}{BS}{BS}", "", ""),
        ("don't stop-it ", "don't stop-it ", "don't stop-it "),
        ("'quoted' (x)", "'quoted' (x)", "'quoted' (x)"),
        ("hello{Left}x", "hellox", "hello|[x]"),
        ("hello{C-v}x", "hellox", "hello|[x]"),
        ("hello{SEnter}x", "hello\nx", "hello\n|[x]"),
        ("hel{click}x", "helx", "hel|[x]"),
        ("hel{pause}{click}x", "helx", "hel|[x]"),
        ("hel{out}", "hel", "hel"),
        ("hel{pause}{out}", "hel", "hel"),
        ("hel{Tab}{out}", "hello", "hello"),
        ("hel{forget}", "hel", "|[hel]"),
        ("Thanks!", "Thanks!", "Thanks!"),
    ] {
        check(DIRECT, keys, direct);
        check(PREEDIT, keys, preedit);
    }
}

#[test]
fn digits_as_they_are_set() {
    check("", "hello 1", "hello 1");
    check("", "hello 12", "hello 12");
    check("", "hello wo1", "hello world| ");
    check("", "hel{Tab}1", "hello 1");
    check("[ibus]\ndigits = \"never\"\n", "wo1", "wo1");
    check("[ibus]\ndigits = \"always\"\n", "hello 1", "hello hello| ");
    let mut field = Field::new("", "gtk3-im:gedit");
    field.type_keys("hello ");
    assert_eq!((field.table.words.len(), field.table.numbered), (3, false));
    field.type_keys("h");
    assert_eq!((field.table.words.len(), field.table.numbered), (2, true));
    // Shift with a digit forgets only if it is set so.
    let mut field = Field::new("[ibus.keys]\nforget = \"Shift\"\n", "gtk3-im:gedit");
    field.type_keys("hel");
    field.press(Key { sym: syms::exclam, code: 2, state: 1 });
    assert!(field.told.contains(&Effect::Forget { word: "hello".into() }), "{:?}", field.told);
    assert_eq!(field.text, "hel");
}

#[test]
fn the_daemon_is_told_what_is_taken_sent_and_forgotten() {
    let place = Place { app: Some("gedit".into()), private: false, terminal: false };
    let accept = |text: &str| Effect::Accept { place: place.clone(), text: text.into() };
    let learn = |text: &str| Effect::Learn { place: place.clone(), text: text.into() };
    for settings in [DIRECT, PREEDIT] {
        let check = |keys: &str, expected: &[Effect]| {
            let mut field = Field::new(settings, "gtk3-im:gedit");
            field.type_keys(keys);
            assert_eq!(field.told, expected, "{settings:?} {keys}");
        };
        check("hel{Tab}there{Enter}", &[accept("lo"), learn("hello there")]);
        check("hello{BS}p{Enter}{Enter}ab{Enter}", &[learn("hellp")]);
        check("one{SEnter}two{Enter}", &[learn("one\ntwo")]);
        check("hello{Left}x and{Enter}", &[]);
        check("hel{forget}", &[Effect::Forget { word: "hello".into() }]);
        let private = format!("{settings}[ibus.apps]\ngedit = \"private\"\n");
        let mut field = Field::new(&private, "gtk3-im:gedit");
        field.type_keys("hel{Tab}{Enter}");
        assert_eq!(field.text, "hello\n");
        assert!(field.told.iter().all(|told| !matches!(told, Effect::Learn { .. })), "{:?}", field.told);
    }
}

#[test]
fn secret_fields_and_switched_off_programs_are_left_alone() {
    let quiet = |mut field: Field| {
        field.answers = false;
        field.asked.clear();
        field.told.clear();
        field.type_keys("hel{Tab}lo 1{Enter}");
        assert_eq!(held(&field), "hello 1\n");
        assert!(
            field.asked.is_empty() && field.told.is_empty() && field.table.words.is_empty() && field.beside.is_empty()
        );
    };
    for settings in [DIRECT, PREEDIT] {
        for (purpose, hints) in [(8, 0), (9, 0), (0, 1 << 11), (0, 1 << 12)] {
            let mut field = Field::new(settings, "gtk3-im:gedit");
            field.happens(|engine| engine.set_content_type(purpose, hints));
            field.happens(|engine| engine.surrounding("my secret"));
            quiet(field);
        }
        quiet(Field::new(settings, "gtk3-im:gnome-terminal-server"));
        quiet(Field::new(settings, "gtk3-im:keepassxc"));
    }
    // What stood in a secret field is not what is asked about in the next.
    let mut field = Field::new(DIRECT, "gtk3-im:gedit");
    field.answers = false;
    field.happens(|engine| engine.set_content_type(8, 0));
    field.type_keys("secret");
    field.happens(|engine| engine.set_content_type(0, 0));
    field.type_keys("hel");
    assert_eq!(field.asked.last().map(|(_, text)| text.as_str()), Some("hel"));
}

#[test]
fn only_the_newest_answer_counts() {
    let mut field = Field::new(DIRECT, "gtk3-im:gedit");
    field.answers = false;
    field.type_keys("hel");
    let old = field.asked.remove(0);
    field.answer();
    assert_eq!(field.table.words, ["hello", "help"]);
    let nothing = SuggestResult::default();
    field.happens(|engine| engine.answered(old.0, Some(&nothing)));
    assert_eq!(field.table.words, ["hello", "help"]);
    // The table stays as it is until the next answer; what does not fit any more cannot be taken.
    field.type_keys("p");
    assert_eq!(field.table.words, ["hello", "help"]);
    field.type_keys("1");
    assert_eq!(field.text, "help1");
}

#[test]
fn without_a_daemon_keys_are_what_they_were() {
    for settings in [DIRECT, PREEDIT] {
        let mut field = Field::new(settings, "gtk3-im:gedit");
        field.answers = false;
        field.happens(|engine| engine.set_away(true));
        field.type_keys("hel{Tab}lo 1{BS}2");
        assert_eq!(held(&field), "hello 2");
        // One that goes in the middle of a word leaves the word.
        let mut field = Field::new(settings, "gtk3-im:gedit");
        field.type_keys("hel");
        field.happens(|engine| engine.set_away(true));
        field.answers = false;
        field.type_keys("lo there");
        assert_eq!(held(&field), "hello there");
        assert!(field.table.words.is_empty());
    }
}

#[test]
fn a_reset_because_of_a_key_takes_nothing_away() {
    let mut field = Field::new(PREEDIT, "gtk3-im:gedit");
    field.type_keys("x {BS}hel");
    let now = field.now;
    field.happens(|engine| engine.reset(now));
    field.type_keys("lo ");
    assert_eq!(held(&field), "xhello ");
}

#[test]
fn grey_text_has_its_place_by_client() {
    let check = |settings: &str, client: &str, inline: &str, beside: &str| {
        let mut field = Field::new(settings, client);
        field.type_keys("hel{pause}");
        assert_eq!((held(&field).as_str(), field.beside.as_str()), (inline, beside), "{settings:?} {client}");
    };
    check(DIRECT, "gtk3-im:gedit", "hel|lo there", "");
    check(PREEDIT, "gtk3-im:gedit", "|[hel]", "hello there");
    check(PREEDIT, "QIBusInputContext", "hel", "lo there");
    check(PREEDIT, "", "|[hel]", "hello there");
    check("[ibus]\nghost = false\n", "gtk3-im:gedit", "hel", "");
}

#[test]
fn a_field_whose_program_is_not_told_yet_is_left_alone() {
    let mut field = Field::new(DIRECT, "gtk3-im:gedit");
    field.focus_out();
    field.happens(|engine| engine.focus_in(None));
    field.type_keys("hel");
    assert_eq!(field.table.words.len(), 2, "ibus tells no names at all");
    field.focus_out();
    field.happens(Engine::will_be_told_names);
    field.happens(|engine| engine.focus_in(None));
    field.type_keys("hel");
    assert!(field.table.words.is_empty());
    field.focus_out();
    field.happens(|engine| engine.focus_in(Some(("/context/3".into(), "xim".into()))));
    field.type_keys("hel");
    assert_eq!(field.table.words.len(), 2);
}

#[test]
fn what_stands_in_the_field_is_asked_about() {
    let mut field = Field::new(DIRECT, "gtk3-im:gedit");
    field.answers = false;
    field.happens(|engine| engine.surrounding("Dear Ann, "));
    field.type_keys("hel");
    assert_eq!(field.asked.last().map(|(_, text)| text.as_str()), Some("Dear Ann, hel"));
    field.happens(|engine| engine.surrounding("stale"));
    field.type_keys("l");
    assert_eq!(field.asked.last().map(|(_, text)| text.as_str()), Some("Dear Ann, hell"));
}

proptest! {
    /// Whatever is typed without taking anything arrives whole and in order, however late answers come.
    #[test]
    #[test]
    fn nothing_is_lost_or_reordered(
        keys in proptest::collection::vec(prop_oneof![
            8 => "[a-z' .,!?A-Z-]",
            1 => Just("{BS}".to_owned()),
            1 => Just("{Enter}".to_owned()),
            1 => Just("{Left}".to_owned()),
            1 => Just("{pause}".to_owned()),
            1 => Just("{click}".to_owned()),
            1 => Just("{answer}".to_owned()),
        ], 0..60),
        preedit: bool,
    ) {
        let mut field = Field::new(if preedit { PREEDIT } else { DIRECT }, "gtk3-im:gedit");
        field.answers = false;
        let mut plain = String::new();
        for key in &keys {
            match key.as_str() {
                "{answer}" => field.answer(),
                key => field.type_keys(key),
            }
            match key.as_str() {
                "{BS}" => drop(plain.pop()),
                "{Enter}" => plain.push('\n'),
                key if key.starts_with('{') => {}
                letter => plain.push_str(letter),
            }
        }
        field.type_keys("{out}");
        prop_assert_eq!(field.text, plain);
    }
}
