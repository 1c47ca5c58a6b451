//! Keys go to an engine and to a text field that does what a client of ibus does; what the field holds is compared.

use std::path::Path;

use kbvm::{Keysym, syms};
use proptest::prelude::*;

use super::*;
use crate::config::Config;
use crate::input::client::Client;
use crate::input::keys::{Action, Key};
use crate::input::selection::Selection;
use crate::input::surrounding::Surrounding;
use crate::input::view::Table;
use crate::input::window::Window;
use crate::rpc::protocol::{Phrase, Word};

/// Words that the daemon of these tests knows.
const WORDS: [&str; 5] = ["hello", "help", "there", "world", "Thanks"];

/// What comes in place of a space, as that daemon says.
const EATS: &str = ".,;:!?)'\"-/";

/// A text field with the cursor at its end, the engine before it, and a daemon that answers when it is told to.
struct Field {
    engine: Engine,
    text: String,
    /// Every commit of its own.
    commits: Vec<String>,
    preedit: Preedit,
    table: Table,
    beside: String,
    asked: Vec<(u64, String)>,
    told: Vec<Tell>,
    now: Duration,
    /// Answers come at once.
    answers: bool,
    /// Whether the engine has asked to be told when the hand rests, since the last key.
    awaits_pause: bool,
}

impl Field {
    /// With words shown from the first letter on.
    fn new(settings: &str, client: &str) -> Field {
        Field::with(settings, client, &[], 1)
    }

    /// With the names that X11 has for its window, and so many letters before words are shown.
    fn with(settings: &str, client: &str, names: &[&str], letters: u32) -> Field {
        let mut config = Config::parse(settings, Path::new("config.toml")).unwrap();
        config.ibus.inline.push("letter".into());
        let settings = Settings { letters, show_probability: 0.1, ..Settings::new(&config, false).unwrap() };
        let mut engine = Engine::new(1, Arc::new(settings), Compose::new(None));
        engine.set_away(false);
        let mut field = Field {
            engine,
            text: String::new(),
            commits: Vec::new(),
            preedit: Preedit::default(),
            table: Table::default(),
            beside: String::new(),
            asked: Vec::new(),
            told: Vec::new(),
            now: Duration::ZERO,
            answers: true,
            awaits_pause: false,
        };
        field.happens(|engine| {
            engine.focus_in(Some(("/context/1".into(), Client::parse(client))));
            engine.set_capabilities(0b10_1001);
            engine.set_content_type(0, 0);
        });
        field.seen(names);
        field
    }

    fn seen(&mut self, names: &[&str]) {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        self.happens(|engine| engine.seen(Window { id: Some(1), names, ..Window::default() }));
    }

    /// The focus goes to an input context, and then a window has it.
    fn goes_to(&mut self, context: &str, client: &str, window: Option<u32>) {
        self.focus_out();
        self.happens(|engine| engine.focus_in(Some((context.into(), Client::parse(client)))));
        self.happens(|engine| engine.set_capabilities(0b10_1001));
        self.happens(|engine| engine.seen(Window { id: window, ..Window::default() }));
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
                    self.commits.push(text);
                }
                Effect::Delete(count) => {
                    let kept = self.text.chars().count() - count as usize;
                    self.text = self.text.chars().take(kept).collect();
                }
                Effect::Preedit(preedit) => self.preedit = preedit,
                Effect::Table(table) => self.table = table,
                Effect::Beside(text) => self.beside = text,
                Effect::Daemon(Tell::Ask { question, text, .. }) => self.asked.push((question.number, text)),
                Effect::AwaitPause => self.awaits_pause = true,
                Effect::RequireSurrounding | Effect::Look | Effect::Daemon(Tell::Wake) => {}
                Effect::Daemon(told) => self.told.push(told),
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
            let meant = |typed: &str, insert: &str| {
                let (delete, insert, kind) = (typed.len() as u32, insert.into(), "correction".into());
                let eats_space_before = EATS.into();
                let word = Word {
                    text: "the".into(),
                    delete,
                    insert,
                    probability: 0.9,
                    kind,
                    eats_space_before,
                    ..Word::default()
                };
                text.ends_with(typed).then_some(word)
            };
            let corrections = [meant("teh", "the"), meant("teh ", "the ")].into_iter().flatten();
            let words: Vec<Word> = words
                .map(|word| Word {
                    text: (*word).into(),
                    completion: word[begun.len()..].into(),
                    insert: word[begun.len()..].into(),
                    probability: 0.3,
                    kind: "completion".into(),
                    eats_space_before: EATS.into(),
                    ..Word::default()
                })
                .collect();
            let words = corrections.chain(words).collect();
            let phrase = (begun == "hel").then(|| Phrase { text: "lo there".into(), probability: 0.5 });
            let answer = SuggestResult { words, phrase, ..SuggestResult::default() };
            self.engine.answered(number, Some(&answer));
            self.carry_out();
        }
    }

    fn press(&mut self, key: Key) {
        self.now += Duration::from_millis(25);
        self.awaits_pause = false;
        let now = self.now;
        let dealt_with = self.engine.key(&key, now);
        let alone = self.engine.effects.iter().all(Effect::is_beside_text);
        self.carry_out();
        if dealt_with {
            return;
        }
        let writes = !key.is_command() && matches!(key.action(), Action::Write(_));
        assert!(alone || !writes, "a letter that is passed on beside a change of the text can change places with it");
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
                // A program claims the primary selection: that of the field, or another.
                "{select}" => self.happens(|engine| engine.text_selected(claim(1))),
                "{other}" => self.happens(|engine| engine.text_selected(claim(2))),
                // The application says that it has emptied the field, and that the text stands where it stood.
                "{gone}" => self.happens(|engine| engine.surrounding(&tells("", false))),
                "{stays}" => {
                    let text = self.text.trim_end_matches('\n').to_owned();
                    self.happens(|engine| engine.surrounding(&tells(&text, false)));
                }
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
                    self.happens(|engine| {
                        engine.focus_in(Some(("/context/2".into(), Client::parse("gtk3-im:letter"))))
                    });
                }
                name => self.press(key(name)),
            }
        }
    }
}

/// What an application says of its text: what stands before the cursor, and whether more follows.
fn tells(left: &str, followed: bool) -> Surrounding {
    let end = left.chars().count() as u32;
    Surrounding::new(&format!("{left}{}", if followed { " more" } else { "" }), end, end)
}

/// Types keys and a space in a field, in both ways of typing.
#[track_caller]
fn check_in_both(keys: &str, expected: &str) {
    for settings in [DIRECT, PREEDIT] {
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.type_keys(keys);
        field.type_keys(" ");
        assert_eq!(field.text, format!("{expected} "), "{settings:?} {keys}");
    }
}

/// The claim of a selection by a window of the program that has the window of this number, too.
fn claim(window: u32) -> Selection {
    Selection::new(window | 0x30, 0xf0)
}

fn key(name: &str) -> Key {
    let plain = |sym| Key { sym, code: 0, state: 0 };
    match name {
        "{Tab}" => plain(syms::Tab),
        "{STab}" => Key { sym: syms::ISO_Left_Tab, code: 0, state: 1 },
        "{BS}" => plain(syms::BackSpace),
        "{less}" => Key { sym: syms::Right, code: 0, state: 4 },
        "{Enter}" => plain(syms::Return),
        "{SEnter}" => Key { sym: syms::Return, code: 0, state: 1 },
        "{Esc}" => plain(syms::Escape),
        "{Left}" => plain(syms::Left),
        "{Del}" => plain(syms::Delete),
        "{C-s}" => Key { sym: syms::s, code: 0, state: 4 },
        "{F5}" => plain(syms::F5),
        "{End}" => plain(syms::End),
        "{Mute}" => plain(syms::XF86AudioMute),
        "{C-a}" => Key { sym: syms::a, code: 0, state: 4 },
        "{C-v}" => Key { sym: syms::v, code: 0, state: 4 },
        "{choose2}" => Key { sym: syms::_2, code: 3, state: 4 | 8 },
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
    let mut field = Field::new(settings, "gtk3-im:letter");
    field.type_keys(keys);
    assert_eq!(held(&field), expected, "{settings:?} {keys}");
}

#[test]
fn words_are_typed_taken_and_left() {
    for (keys, direct, preedit) in [
        ("hello world", "hello world", "hello |[world]"),
        ("hel", "hel", "|[hel]"),
        ("hel{Tab}", "hello| ", "hello| "),
        ("hel{choose2}", "help| ", "help| "),
        ("hel2", "hel2", "|[hel2]"),
        ("hel{KP1}", "hel1", "|[hel1]"),
        ("hel{Tab}world", "hello world", "hello |[world]"),
        ("hel{Tab}{Tab}", "hello hello| ", "hello hello| "),
        ("hel{Tab}!", "hello!", "hello!"),
        ("hel{Tab} world", "hello world", "hello |[world]"),
        ("hel{Tab}{BS}", "hello", "hello"),
        ("hel{Tab}{BS}{BS}", "hell", "hell"),
        ("hel{Tab}{Enter}", "hello\n", "hello\n"),
        ("hel{STab}", "hel", "hel"),
        ("hel{pause}", "hel|lo there", "|[hel]"),
        ("hel{pause}{less}", "hello| ", "hello| "),
        ("Tha{less}", "Thank", "Thank"),
        ("Tha{less}ing", "Thanking", "Thank|[ing]"),
        ("xyz{less}x", "xyzx", "xyz|[x]"),
        ("hel{pause}l", "hell", "|[hell]"),
        ("hel{pause}{STab}", "hello there| ", "hello there| "),
        ("mp3 b12 user1", "mp3 b12 user1", "mp3 b12 |[user1]"),
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

/// Where a line has a tab, a table is written, and Tab goes on to its next column.
#[test]
fn tab_is_the_programs_in_a_line_with_tabs() {
    for (before, offered) in [("Name\t", false), ("Name\nSo ", true), ("a\tb\nSo ", true)] {
        let mut field = Field::new(DIRECT, "gtk3-im:letter");
        field.happens(|engine| engine.surrounding(&tells(before, false)));
        field.type_keys("hel");
        assert_eq!(!field.table.words.is_empty(), offered, "{before:?}");
    }
}

/// A program that takes a line with a tab while the hand rests leaves nothing of it behind.
#[test]
fn a_line_with_tabs_that_is_taken_leaves_nothing() {
    let mut field = Field::new(DIRECT, "gtk3-im:letter");
    field.happens(|engine| engine.surrounding(&tells("Name\t", false)));
    field.type_keys("xy");
    assert!(field.awaits_pause);
    field.happens(|engine| engine.surrounding(&tells("Name\txy", false)));
    field.type_keys("{pause}{gone}hel");
    assert!(!field.table.words.is_empty());
}

/// A space is due behind a taken word until something else is typed or the cursor moves, whatever is done in between.
#[test]
fn the_space_behind_a_taken_word_survives_commands() {
    for (keys, expected) in [
        ("hel{Tab}{stays}{C-s}wor", "hello wor"),
        ("hel{Tab}{stays}{C-s}{C-s}wor", "hello wor"),
        ("hel{Tab}{stays}{C-s}{stays}wor", "hello wor"),
        ("hel{Tab}{stays}{F5}wor", "hello wor"),
        ("hel{Tab}{stays}{End}wor", "hello wor"),
        ("hel{Tab}{stays}{click}{stays}wor", "hello wor"),
        ("hel{Tab}{stays}{C-s}!", "hello!"),
        ("hel{Tab}{stays}{C-s} wor", "hello wor"),
        ("hel{Tab}{stays}{C-s}{BS}x", "hellx"),
        ("hel{Tab}{stays}{C-s}{Enter}x", "hello\nx"),
        ("hel{Tab}{stays}{C-s}{gone}wor", "hellowor"),
        // Of the text that this selects not every application tells.
        ("hel{Tab}{stays}{C-a}wor", "hellowor"),
        ("hel{Tab}{stays}{C-s}{C-a}wor", "hellowor"),
        ("hel{Tab}{stays}{Left}wor", "hellowor"),
        ("hel{Tab}{stays}{C-s}wor ld", "hello wor ld"),
        // An application that tells no text does not tell either where its cursor is, but these keys move none.
        ("hel{Tab}{C-s}wor", "hellowor"),
        ("hel{Tab}{Mute}wor", "hello wor"),
    ] {
        check_in_both(keys, expected);
    }
}

/// What stands in a field is gone on with when the focus comes back; after another field all of it may be selected.
#[test]
fn the_space_behind_a_taken_word_while_the_focus_is_gone() {
    for (other, told, expected) in [
        (None, Some("hello"), "hello x"),
        (None, None, "hello x"),
        (None, Some("hel"), "hellox"),
        (None, Some(""), "hellox"),
        (Some("/context/2"), Some("hello"), "hellox"),
        (Some("/context/2"), None, "hellox"),
    ] {
        let mut field = Field::new(DIRECT, "gtk3-im:letter");
        field.type_keys("hel{Tab}{stays}");
        field.focus_out();
        for context in other.into_iter().chain(["/context/1"]) {
            field.happens(|engine| engine.focus_in(Some((context.into(), Client::parse("gtk3-im:letter")))));
            field.seen(&[]);
        }
        if let Some(told) = told {
            field.happens(|engine| engine.surrounding(&tells(told, false)));
        }
        field.type_keys("x");
        assert_eq!(field.text, expected, "{other:?} {told:?}");
    }
}

/// A field of one line in GTK 3 tells the same before and after its text is selected: with a double click, by its program, from a
/// menu. Typing replaces the selection, and needs no space before it.
#[test]
fn no_space_is_due_where_text_is_selected() {
    for (keys, expected) in [
        ("hel{Tab}{stays}{select}wor", "hellowor"),
        ("hel{Tab}{select}{stays}wor", "hellowor"),
        ("hel{Tab}{stays}{C-s}{select}wor", "hellowor"),
        ("hel{Tab}{stays}{F5}{select}wor", "hellowor"),
        ("hel{Tab}{stays}{click}{select}wor", "hellowor"),
        ("hel{Tab}{stays}{select}{C-s}wor", "hellowor"),
        ("hel{Tab}{select}!", "hello!"),
        ("hel{Tab}{select}{Tab}", "hello"),
        // A selection in another program, or one from before the word was taken.
        ("hel{Tab}{stays}{other}wor", "hello wor"),
        ("hel{Tab}{stays}{C-s}{other}wor", "hello wor"),
        ("{select}hel{Tab}wor", "hello wor"),
        ("hel{select}{Tab}wor", "hello wor"),
        ("hel{Tab}w{select}or", "hello wor"),
    ] {
        check_in_both(keys, expected);
    }
}

/// A program may select all of a field's text when that gets the focus, and say so before it is known whose window it is.
#[test]
fn no_space_is_due_where_text_is_selected_with_the_focus() {
    let letter = "gtk3-im:letter";
    let check = |claimed: [Option<u32>; 4], expected: &str| {
        let mut field = Field::with(DIRECT, letter, &["letter"], 1);
        let claims = |field: &mut Field, nth: usize| {
            claimed[nth].into_iter().for_each(|window| field.happens(|engine| engine.text_selected(claim(window))));
        };
        field.type_keys("hel{Tab}{stays}");
        field.goes_to("/context/9", "fake", Some(2));
        claims(&mut field, 0);
        // The focus comes back by a moment in which no field of the window has it.
        field.goes_to("/context/9", "fake", Some(1));
        claims(&mut field, 1);
        field.focus_out();
        field.happens(|engine| engine.focus_in(Some(("/context/1".into(), Client::parse(letter)))));
        field.happens(|engine| engine.set_capabilities(0b10_1001));
        claims(&mut field, 2);
        field.seen(&["letter"]);
        claims(&mut field, 3);
        field.type_keys("x");
        assert_eq!(field.text, expected, "{claimed:?}");
    };
    check([None; 4], "hello x");
    check([None, None, Some(1), None], "hellox");
    check([None, None, None, Some(1)], "hellox");
    // The report of the selection may come before that of the focus.
    check([Some(1), None, None, None], "hellox");
    check([None, Some(1), None, None], "hellox");
    // A selection in the window that had the focus before.
    check([Some(2), None, None, None], "hello x");
    check([None, None, Some(2), None], "hello x");
}

/// Of a click into its text a field of one line in GTK 3 tells no more than where its cursor is drawn then.
#[test]
fn no_space_is_due_where_the_cursor_goes_back_without_a_key() {
    let check = |client: &str, keys: &str, places: &[(i32, i32)], expected: &str| {
        let mut field = Field::new(DIRECT, client);
        let drawn = |x: i32, y: i32| Cursor { x, y, height: 39 };
        field.happens(|engine| engine.cursor_at(drawn(40, 100)));
        field.type_keys("hel{Tab}");
        field.happens(|engine| engine.cursor_at(drawn(80, 100)));
        field.type_keys(keys);
        places.iter().for_each(|&(x, y)| field.happens(|engine| engine.cursor_at(drawn(x, y))));
        field.type_keys("x");
        assert_eq!(field.text, expected, "{client} {keys} {places:?}");
    };
    for client in ["gtk3-im:gedit", "gtk4-im:gedit", "gtk3-im:soffice"] {
        check(client, "{pause}", &[(60, 100)], "hellox");
        check(client, "{pause}", &[(60, 100), (80, 100)], "hellox");
        check(client, "{stays}{C-s}{pause}", &[(60, 100)], "hellox");
        check(client, "{pause}", &[(80, 100)], "hello x");
        // A late report, text that is scrolled, a word that is wrapped.
        check(client, "{pause}", &[(90, 100)], "hello x");
        check(client, "{pause}", &[(80, 60)], "hello x");
        check(client, "{pause}", &[(20, 139)], "hello x");
        // A report that may belong to a key.
        check(client, "", &[(60, 100)], "hello x");
    }
    // Where a preedit stands behind the cursor, this may be its removal as the focus goes.
    check("gtk3-im:letter", "{pause}", &[(60, 100)], "hello x");
    check("gtk3-im:letter", "{pause}{click}", &[(60, 100)], "hellox");
    // After the focus was gone, before any key.
    let mut field = Field::with(DIRECT, "gtk3-im:letter", &["letter"], 1);
    field.type_keys("hel{Tab}{stays}");
    field.goes_to("/context/9", "fake", Some(2));
    field.type_keys("k");
    field.goes_to("/context/1", "gtk3-im:letter", Some(1));
    field.seen(&["letter"]);
    for x in [80, 60] {
        field.happens(|engine| engine.cursor_at(Cursor { x, y: 100, height: 39 }));
    }
    field.text.clear();
    field.type_keys("x");
    assert_eq!(field.text, "x");
}

/// A window that has the focus again gives it to the field that had it, and selects nothing in it.
#[test]
fn the_space_behind_a_taken_word_while_another_window_has_the_focus() {
    let check = |client: &str, windows: &[Option<u32>], told: Option<Surrounding>, expected: &str| {
        let mut field = Field::with(DIRECT, client, &["letter"], 1);
        field.type_keys("hel{Tab}{stays}");
        windows.iter().for_each(|&window| field.goes_to("/context/9", "fake", window));
        field.goes_to("/context/1", client, Some(1));
        field.seen(&["letter"]);
        if let Some(told) = &told {
            field.happens(|engine| engine.surrounding(told));
        }
        field.type_keys("x");
        assert_eq!(field.text, expected, "{client} {windows:?} {told:?}");
    };
    let letter = "gtk3-im:letter";
    check(letter, &[Some(2)], None, "hello x");
    check(letter, &[Some(2)], Some(tells("hello", false)), "hello x");
    // The focus comes back by a moment in which no field has it.
    check(letter, &[Some(2), Some(1)], None, "hello x");
    check(letter, &[Some(2), Some(3), None], None, "hello x");
    // The text has changed, or the cursor was moved in it, or all of it is selected.
    check(letter, &[Some(2)], Some(tells("hel", true)), "hellox");
    check(letter, &[Some(2)], Some(tells("", false)), "hellox");
    check(letter, &[Some(2)], Some(Surrounding::new("hello", 5, 0)), "hellox");
    // The focus was on a button of the window, or the window is not known.
    check(letter, &[Some(1)], None, "hellox");
    check(letter, &[Some(1), Some(2)], None, "hellox");
    check(letter, &[None], None, "hellox");
    // Several fields share the context.
    check("gtk3-im:chromium", &[Some(2)], None, "hellox");
    check("QIBusInputContext", &[Some(2)], None, "hellox");
}

/// A browser has one context for all fields of a window, and Firefox tells no text. That the cursor is drawn where it was shows
/// that the field is the same, and not clicked into.
#[test]
fn the_space_behind_a_taken_word_in_a_browser_while_the_focus_is_gone() {
    let drawn = |x: i32| Cursor { x, y: 100, height: 15 };
    let check = |client: &str, capabilities: u32, away: &dyn Fn(&mut Field), expected: &str| {
        let mut field = Field::new(DIRECT, client);
        field.happens(|engine| engine.cursor_at(drawn(40)));
        field.type_keys("hel{Tab}{stays}");
        // Firefox tells its text until the first word is taken, and none after that.
        field.happens(|engine| engine.set_capabilities(capabilities));
        field.happens(|engine| engine.cursor_at(drawn(80)));
        away(&mut field);
        field.type_keys("x");
        assert_eq!(field.text, expected, "{client} {capabilities:#b}");
    };
    // As ibus-daemon does it: a context of its own has the focus while no field has it, and what the application told
    // of its cursor is told again before anything new.
    let by = |field: &mut Field, window: u32, client: &str, places: &[i32]| {
        field.focus_out();
        for (context, name, window) in [("/context/9", "fake", window), ("/context/1", client, 1)] {
            field.focus_out();
            field.happens(|engine| engine.focus_in(Some((context.into(), Client::parse(name)))));
            field.happens(|engine| engine.set_capabilities(0b1001));
            field.happens(|engine| engine.seen(Window { id: Some(window), ..Window::default() }));
        }
        places.iter().for_each(|&x| field.happens(|engine| engine.cursor_at(drawn(x))));
    };
    let back = |field: &mut Field, client: &str, places: &[i32]| by(field, 2, client, places);
    let firefox = "gtk3-im:firefox";
    check(firefox, 0b1001, &|field| back(field, firefox, &[80]), "hello x");
    check(firefox, 0b1001, &|field| (0..3).for_each(|_| back(field, firefox, &[80])), "hello x");
    // Another tab, which may show the same text in the same place.
    check(firefox, 0b1001, &|field| by(field, 1, firefox, &[80]), "hellox");
    // A command, or a dialogue that is opened and closed.
    check(firefox, 0b1001, &|field| field.type_keys("{C-s}"), "hello x");
    let dialogue = |field: &mut Field| {
        field.type_keys("{C-s}");
        back(field, firefox, &[80]);
    };
    check(firefox, 0b1001, &dialogue, "hello x");
    // The cursor is drawn at another place meanwhile: another field, or a click into this one.
    check(firefox, 0b1001, &|field| back(field, firefox, &[80, 30]), "hellox");
    check(firefox, 0b1001, &|field| back(field, firefox, &[80, 30, 80]), "hellox");
    check(firefox, 0b1001, &|field| back(field, firefox, &[90]), "hellox");
    check(firefox, 0b1001, &|field| (0..2).for_each(|nth| back(field, firefox, &[[30, 80][nth]])), "hellox");
    // The place of the cursor is not known.
    check(firefox, 0b1001, &|field| back(field, firefox, &[]), "hellox");
    check(firefox, 0b1001, &|field| field.type_keys("{click}{gone}"), "hellox");
    check(firefox, 0b1001, &|field| field.type_keys("{C-a}"), "hellox");
    // A program that does not report every place of its cursor.
    check("gtk3-im:letter", 0b1001, &|field| by(field, 1, "gtk3-im:letter", &[80]), "hellox");
    // A program that reports its text.
    check("gtk3-im:chromium", 0b10_1001, &|field| back(field, "gtk3-im:chromium", &[80]), "hellox");
    // Chromium may tell the place behind the word only when the focus has gone.
    check("gtk3-im:chromium", 0b1001, &|field| back(field, "gtk3-im:chromium", &[110]), "hellox");
    // If Firefox reports its text again, it must be the text of before.
    for (left, expected) in [("hello", "hello x"), ("hell", "hellox"), ("", "hellox")] {
        let told = |field: &mut Field| {
            back(field, firefox, &[80]);
            field.happens(|engine| engine.surrounding(&tells(left, false)));
        };
        check(firefox, 0b1001, &told, expected);
    }
    // A password in the same place.
    let secret = |field: &mut Field| {
        back(field, firefox, &[80]);
        field.happens(|engine| engine.set_content_type(8, 0));
    };
    check(firefox, 0b1001, &secret, "hellox");
}

#[test]
fn digits_as_they_are_set() {
    check("", "hello wo1", "hello wo1");
    let begun = "[ibus]\ndigits = \"begun\"\n";
    check(begun, "hello 1", "hello 1");
    check(begun, "hello 12", "hello 12");
    check(begun, "hello wo1", "hello world| ");
    check(begun, "hel{Tab}1", "hello 1");
    check(begun, "hel{Esc}1", "hel1");
    check("[ibus]\ndigits = \"always\"\n", "hello {pause}1", "hello hello| ");
    // Numbers stand in the table while a digit takes a word.
    for (settings, numbered) in [("", true), ("[ibus.keys]\nchoose = \"\"\n", false)] {
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.type_keys("hel");
        assert_eq!((field.table.words.len(), field.table.numbered), (2, numbered), "{settings:?}");
    }
    // Shift with a digit forgets only if it is set so.
    let mut field = Field::new("[ibus.keys]\nforget = \"Shift\"\n", "gtk3-im:letter");
    field.type_keys("hel");
    field.press(Key { sym: syms::exclam, code: 2, state: 1 });
    assert!(field.told.contains(&Tell::Forget { word: "hello".into() }), "{:?}", field.told);
    assert_eq!(field.text, "hel");
}

#[test]
fn words_appear_when_the_hand_rests_and_keys_are_the_programs_until_then() {
    let check = |letters: u32, keys: &str, words: usize, text: &str| {
        let mut field = Field::with("", "gtk3-im:letter", &[], letters);
        field.type_keys(keys);
        assert_eq!((field.table.words.len(), field.text.as_str()), (words, text), "{letters} {keys}");
    };
    check(0, "hel", 0, "hel");
    check(0, "hel{pause}", 2, "hel");
    check(0, "hel{pause}p", 0, "help");
    check(2, "h", 0, "h");
    check(2, "he", 2, "he");
    // A tab and Escape are the program's while nothing is to be seen.
    let mut field = Field::with("", "gtk3-im:letter", &[], 0);
    field.type_keys("hel");
    assert!(!field.engine.key(&key("{Tab}"), field.now));
    let mut field = Field::with("", "gtk3-im:letter", &[], 0);
    field.type_keys("hel");
    assert!(!field.engine.key(&key("{Esc}"), field.now));
    // Escape hides the words until the next word begins.
    check(1, "hel{Esc}", 0, "hel");
    check(1, "hel{Esc}l{pause}", 0, "hell");
    check(1, "hel{Esc}l h", 2, "hell h");
    // While words are shown that no longer fit, Tab types no tab.
    let mut field = Field::new("", "gtk3-im:letter");
    field.type_keys("hel");
    field.answers = false;
    field.type_keys("x{Tab}");
    assert_eq!(field.table.words.len(), 2);
    assert!(field.engine.key(&key("{Tab}"), field.now));
}

#[test]
fn the_daemon_is_told_what_is_taken_sent_and_forgotten() {
    let place = SessionKey { app: Some("letter".into()), private: false, terminal: false };
    let accept = |text: &str| Tell::Accept { place: place.clone(), delete: 0, text: text.into() };
    let learn = |text: &str| Tell::Learn { place: place.clone(), text: text.into() };
    for settings in [DIRECT, PREEDIT] {
        let check = |keys: &str, expected: &[Tell]| {
            let mut field = Field::new(settings, "gtk3-im:letter");
            field.type_keys(keys);
            assert_eq!(field.told, expected, "{settings:?} {keys}");
        };
        check("hel{Tab}there{Enter}{gone}", &[accept("lo"), learn("hello there")]);
        check("hello you{BS}r{Enter}{gone}{Enter}a b{Enter}{gone}", &[learn("hello yor"), learn("a b")]);
        check("one two{SEnter}three{Enter}{gone}", &[learn("one two\nthree")]);
        check("hello{Left}x and{Enter}{gone}", &[]);
        check("hel{forget}", &[Tell::Forget { word: "hello".into() }]);
        // The application has not shown yet that the message was sent; a field of one line never shows it.
        check("one two{Enter}", &[]);
        check("one two{Enter}{stays}", &[]);
        // A message that may hold a password, an address, a path or a command is not kept.
        for other in ["hunter2", "see http://x.org/", "cat /etc/passwd", "sudo reboot now", "open report.pdf"] {
            check(&format!("{other}{{Enter}}{{gone}}"), &[]);
        }
        // A search that is closed: what is told next is of another field.
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.type_keys("one two{Enter}");
        field.focus_out();
        field.happens(|engine| engine.focus_in(Some(("/context/1".into(), Client::parse("gtk3-im:letter")))));
        field.seen(&[]);
        field.happens(|engine| engine.surrounding(&tells("", false)));
        field.type_keys("a{gone}");
        assert_eq!(field.told, [], "{settings:?}");
        // Another field of the same context: Qt tells of it by a reset alone.
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.type_keys("one two{Enter}");
        let later = field.now + Duration::from_secs(2);
        field.happens(|engine| engine.reset(later));
        field.happens(|engine| engine.surrounding(&tells("a letter", false)));
        assert_eq!(field.told, [], "{settings:?}");
        let private = format!("{settings}[ibus.apps]\nletter = \"private\"\n");
        let mut field = Field::new(&private, "gtk3-im:letter");
        field.type_keys("hel{Tab}you{Enter}{gone}");
        assert_eq!(field.text, "hello you\n");
        assert!(field.told.iter().all(|told| !matches!(told, Tell::Learn { .. })), "{:?}", field.told);
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
            let mut field = Field::new(settings, "gtk3-im:letter");
            field.happens(|engine| engine.set_content_type(purpose, hints));
            field.happens(|engine| engine.surrounding(&tells("my secret", false)));
            quiet(field);
        }
        quiet(Field::new(settings, "gtk3-im:gnome-terminal-server"));
        quiet(Field::new(settings, "gtk3-im:keepassxc"));
        // Programs without a known name, and terminals.
        for client in ["xim", "QIBusInputContext", "GLFW_Application", ""] {
            quiet(Field::new(settings, client));
            for terminal in ["xterm", "kitty", "konsole"] {
                quiet(Field::with(settings, client, &[terminal], 1));
            }
        }
        // A field that shows dots for what is typed.
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.type_keys("a ");
        field.happens(|engine| engine.surrounding(&tells("••", false)));
        field.text.clear();
        quiet(field);
    }
    // Until it is known whose window it is.
    let mut field = Field::new(DIRECT, "gtk3-im:letter");
    field.focus_out();
    field.happens(|engine| engine.focus_in(Some(("/context/3".into(), Client::parse("QIBusInputContext")))));
    field.type_keys("hel");
    assert!(field.table.words.is_empty());
    field.seen(&["kwrite"]);
    field.type_keys(" hel");
    assert_eq!(field.table.words.len(), 2);
    // A box makes a password field a plain one, which may take the focus and give it back; with Enter the secret ends, and is
    // not what is asked about in the next field.
    for by_mouse in [false, true] {
        let mut field = Field::new(DIRECT, "gtk3-im:letter");
        field.answers = false;
        field.happens(|engine| engine.focus_in(Some(("/context/4".into(), Client::parse("gtk3-im:letter")))));
        field.seen(&["letter"]);
        field.happens(|engine| engine.set_content_type(8, 0));
        if by_mouse {
            field.focus_out();
            field.happens(|engine| engine.focus_in(Some(("/context/4".into(), Client::parse("gtk3-im:letter")))));
            field.seen(&["letter"]);
        } else {
            field.type_keys("sec");
        }
        field.happens(|engine| engine.set_content_type(0, 0));
        field.type_keys("secret");
        assert!(field.asked.is_empty(), "{:?}", field.asked);
        field.type_keys("{Enter}hel");
        assert_eq!(field.asked.last().map(|(_, text)| text.as_str()), Some("hel"));
    }
}

#[test]
fn only_the_newest_answer_counts() {
    let mut field = Field::new(DIRECT, "gtk3-im:letter");
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
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.answers = false;
        field.happens(|engine| engine.set_away(true));
        field.type_keys("hel{Tab}lo 1{BS}2");
        assert_eq!(held(&field), "hello 2");
        // A daemon that is lost in the middle of a word leaves the letters as they are.
        let mut field = Field::new(settings, "gtk3-im:letter");
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
    let mut field = Field::new(PREEDIT, "gtk3-im:letter");
    field.type_keys("x {BS}hel");
    let now = field.now;
    field.happens(|engine| engine.reset(now));
    field.type_keys("lo ");
    assert_eq!(held(&field), "xhello ");
}

#[test]
fn grey_text_has_its_place_by_client() {
    let check = |settings: &str, client: &str, names: &[&str], inline: &str, beside: &str| {
        let mut field = Field::with(settings, client, names, 1);
        field.type_keys("hel{pause}");
        assert_eq!((held(&field).as_str(), field.beside.as_str()), (inline, beside), "{settings:?} {client}");
    };
    check(DIRECT, "gtk3-im:letter", &[], "hel|lo there", "");
    check(PREEDIT, "gtk3-im:letter", &[], "|[hel]", "hello there");
    check(DIRECT, "gtk3-im:firefox", &[], "hel", "lo there");
    check(DIRECT, "gtk3-im:chromium", &[], "hel", "lo there");
    check(DIRECT, "gtk3-im:soffice", &[], "hel", "lo there");
    check(PREEDIT, "QIBusInputContext", &["kwrite"], "hel", "lo there");
    check(PREEDIT, "", &["xedit"], "|[hel]", "hello there");
    check("[ibus]\nghost = false\n", "gtk3-im:letter", &[], "hel", "");
}

/// A letter alone comes out of a preedit there; see `Help::browser`.
#[test]
fn a_single_letter_is_taken_in_browsers() {
    let mut field = Field::new(DIRECT, "gtk3-im:chromium");
    field.type_keys("hell");
    field.type_keys("{Tab}");
    assert_eq!(held(&field), "hello");
    field.engine.take_effects();
    field.type_keys(" hell");
    assert!(field.engine.key(&key("{Tab}"), Duration::ZERO));
    let drawn: Vec<Effect> =
        field.engine.take_effects().into_iter().filter(|effect| !effect.is_beside_text()).collect();
    let letter = Preedit::typed("o");
    assert_eq!(drawn, [Effect::Preedit(letter), Effect::Preedit(Preedit::default()), Effect::Commit("o".into())]);
}

/// Chromium takes a commit of one character for the key itself, and does with Tab what it always does.
#[test]
fn a_space_that_is_due_comes_in_one_piece_with_what_follows() {
    let check = |keys: &str, expected: &[&str]| {
        let mut field = Field::new("", "gtk3-im:chromium");
        field.type_keys(keys);
        assert_eq!(field.commits, expected, "{keys}");
    };
    check("hel{Tab}t", &["lo", " t"]);
    check("hel{Tab}t{Tab}", &["lo", " t", "here"]);
    check("hel{Tab}.", &["lo"]);
    check("hel{Tab}{Tab}", &["lo", " hello"]);
}

/// Of a click into its text Firefox reports nothing but where it draws its cursor.
#[test]
fn a_browsers_cursor_that_goes_back_is_somewhere_else() {
    let check = |client: &str, rest: &str, at: (i32, i32), expected: &str| {
        let mut field = Field::new("", client);
        let drawn = |x: i32, y: i32| Cursor { x, y, height: 15 };
        field.happens(|engine| engine.cursor_at(drawn(40, 100)));
        field.type_keys("hel{Tab}");
        field.happens(|engine| engine.cursor_at(drawn(80, 100)));
        field.type_keys(rest);
        field.happens(|engine| engine.cursor_at(drawn(at.0, at.1)));
        field.type_keys("x");
        assert_eq!(field.text, expected, "{client} {rest} {at:?}");
    };
    check("gtk3-im:firefox", "{pause}", (80, 100), "hello x");
    check("gtk3-im:firefox", "{pause}", (60, 100), "hellox");
    check("gtk3-im:firefox", "{pause}", (70, 85), "hellox");
    check("gtk3-im:firefox", "{pause}", (80, 200), "hellox");
    check("gtk3-im:gedit", "{pause}", (70, 85), "hello x");
    // The word was wrapped at the lower edge of the field, and the line scrolled up.
    check("gtk3-im:firefox", "", (20, 100), "hello x");
}

#[test]
fn no_grey_text_before_other_text() {
    let check = |said: Option<(&str, bool)>, keys: &str, expected: &str| {
        let mut field = Field::new(DIRECT, "gtk3-im:letter");
        if let Some((left, followed)) = said {
            field.happens(|engine| engine.surrounding(&tells(left, followed)));
        }
        field.type_keys(keys);
        assert_eq!(held(&field), expected, "{said:?} {keys}");
        assert_eq!(field.table.words.len(), 2, "the table stays");
    };
    check(None, "hel{pause}", "hel|lo there");
    check(Some(("", false)), "hel{pause}", "hel|lo there");
    check(Some(("", true)), "hel{pause}", "hel");
    // After the cursor was moved, the text behind it is not known.
    check(None, "x{Left} hel{pause}", "x hel");
    check(None, "x{click} hel{pause}", "x hel");
}

/// In the middle of a line the key that takes less goes on to the next word, and within a word there are no words to take.
#[test]
fn before_other_text_keys_are_those_of_the_program() {
    let check = |around: Surrounding, words: usize| {
        let mut field = Field::new(DIRECT, "gtk3-im:letter");
        field.type_keys("hel{pause}");
        field.happens(|engine| engine.surrounding(&around));
        assert_eq!(field.table.words.len(), words, "{around:?}");
        assert_eq!(field.engine.key(&key("{less}"), Duration::ZERO), !around.followed, "{around:?}");
    };
    check(tells("hel", false), 2);
    check(tells("hel", true), 2);
    check(Surrounding::new("helter", 3, 3), 0);
}

/// What was selected is gone with the next key, and with it what the engine knew of the text.
#[test]
fn what_replaces_a_selection_begins_anew() {
    for settings in [DIRECT, PREEDIT] {
        for keys in ["{BS}", "{Del}", "W"] {
            let mut field = Field::new(settings, "gtk3-im:letter");
            field.type_keys("How are yo{C-a}");
            field.happens(|engine| engine.surrounding(&Surrounding::new("How are yo", 0, 10)));
            field.type_keys(keys);
            assert!(!field.engine.context_text().contains("yo"), "{settings:?} {keys}");
        }
    }
}

/// A field of one line of which the application tells no selection: what is gone after a deletion is seen when the hand rests.
#[test]
fn what_was_deleted_elsewhere_is_noticed_when_the_hand_rests() {
    for settings in [DIRECT, PREEDIT] {
        let mut field = Field::new(settings, "gtk3-im:letter");
        field.type_keys("How are yo");
        let shown = if settings == DIRECT { "How are yo" } else { "How are " };
        field.happens(|engine| engine.surrounding(&tells(shown, false)));
        field.type_keys("u {C-a}");
        field.happens(|engine| engine.surrounding(&tells("How are you ", false)));
        field.type_keys("{Del}");
        field.happens(|engine| engine.surrounding(&tells("", false)));
        field.type_keys("{pause}hel");
        assert_eq!(field.engine.context_text(), "hel", "{settings:?}");
    }
}

#[test]
fn a_field_whose_program_is_not_told_yet_is_left_alone() {
    let mut field = Field::new(DIRECT, "gtk3-im:letter");
    field.focus_out();
    field.happens(|engine| engine.focus_in(None));
    field.seen(&["xedit"]);
    field.type_keys("hel");
    assert_eq!(field.table.words.len(), 2, "ibus tells no names at all");
    field.focus_out();
    field.happens(Engine::will_be_told_names);
    field.happens(|engine| engine.focus_in(None));
    field.seen(&["xedit"]);
    field.type_keys("hel");
    assert!(field.table.words.is_empty());
    field.focus_out();
    field.happens(|engine| engine.focus_in(Some(("/context/3".into(), Client::parse("QIBusInputContext")))));
    field.seen(&["kwrite"]);
    field.type_keys("hel");
    assert_eq!(field.table.words.len(), 2);
}

#[test]
fn what_stands_in_the_field_is_asked_about() {
    let mut field = Field::new(DIRECT, "gtk3-im:letter");
    field.answers = false;
    field.happens(|engine| engine.surrounding(&tells("Dear Ann, ", false)));
    field.type_keys("hel");
    assert_eq!(field.asked.last().map(|(_, text)| text.as_str()), Some("Dear Ann, hel"));
    field.happens(|engine| engine.surrounding(&tells("stale", false)));
    field.type_keys("l");
    assert_eq!(field.asked.last().map(|(_, text)| text.as_str()), Some("Dear Ann, hell"));
}

#[test]
fn text_that_the_program_changes_is_not_gone_on_with() {
    // A button has emptied the field, with or without a word taken, or the mouse has pasted text.
    for (typed, told, then, expected) in [
        ("How are he", "", "we{pause}", "we"),
        ("How are hel{pause}{Tab}", "", "we{pause}", "we"),
        ("so he", "so hemy dog ", "we", "so hemy dog we"),
    ] {
        let mut field = Field::new(DIRECT, "gtk3-im:letter");
        field.type_keys("So");
        field.happens(|engine| engine.surrounding(&tells("So", false)));
        field.type_keys("{BS}{BS}");
        field.type_keys(typed);
        field.type_keys("{pause}");
        field.text = told.to_owned();
        field.happens(|engine| engine.surrounding(&tells(told, false)));
        field.type_keys(then);
        assert_eq!(field.text, expected, "{typed}");
        assert_eq!(field.asked.last().map_or(expected, |(_, text)| text), expected, "{typed}");
        assert!(field.table.words.is_empty(), "{typed}: {:?}", field.table);
    }
}

proptest! {
    /// Whatever is typed without taking anything arrives whole and in order, however late answers come.
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
        let mut field = Field::new(if preedit { PREEDIT } else { DIRECT }, "gtk3-im:letter");
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

#[test]
fn a_correction_is_taken_and_taken_back() {
    for mode in ["direct", "preedit"] {
        let plain = format!("[ibus]\nmode = \"{mode}\"\n");
        let unseen = format!("{plain}autocorrect = true\n");
        let check = |settings: &str, keys: &str, expected: &str| {
            let mut field = Field::new(settings, "gtk3-im:letter");
            field.type_keys(keys);
            let text =
                format!("{}{}", field.text, if field.preedit.typed { field.preedit.text } else { String::new() });
            assert_eq!(text, expected, "{mode} {keys}");
        };
        let mut field = Field::new(&plain, "gtk3-im:letter");
        field.type_keys("so teh");
        assert_eq!(field.table.words, ["→ the"]);
        check(&plain, "so teh{Tab}x", "so the x");
        check(&plain, "so teh {pause}{Tab}x", "so the x");
        check(&plain, "so teh x", "so teh x");
        check(&plain, "so teh{Tab}{BS}", "so teh");
        check(&plain, "so teh {pause}{Tab}{BS}", "so teh ");
        check(&unseen, "so teh x", "so the x");
        check(&unseen, "so teh {BS}", "so teh ");
        check(&unseen, "so teh {BS}x", "so teh x");
        check(&unseen, "so tehx", "so tehx");
    }
}
