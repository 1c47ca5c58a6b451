//! The lines between the addon and this process; `plugins/fcitx5/README.md` lists them.
//!
//! A line is words with tabs between; in a word `\t`, `\n` and `\\` stand for tab, end of line and backslash. Pure. Main
//! types: [`Told`] and [`Line`].

use kbvm::Keysym;

use crate::input::client::Client;
use crate::input::keys::Key;
use crate::input::menu::{Choice, Menu};
use crate::input::surrounding::Surrounding;
use crate::input::view::{Preedit, Table};

/// Fcitx's numbers of keys' places are X11's.
const X11_FIRST_CODE: u32 = 8;

/// A line from the addon.
#[derive(Clone)]
pub enum Told {
    /// The field that has the focus: a number that grows, a name of the input context, its client.
    Focus {
        number: u64,
        context: String,
        client: Client,
    },
    Unfocus,
    Reset,
    /// `CapabilityFlags` of the input context.
    Capabilities(u64),
    Surrounding(Surrounding),
    /// A key that was pressed.
    Key {
        number: u64,
        key: Key,
    },
    Clicked(usize),
    Chosen(Choice),
}

/// Reads a line without its end; nothing where it is none.
pub fn read(line: &str) -> Option<Told> {
    let words: Vec<String> = line.split('\t').map(unescaped).collect::<Option<_>>()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words[..] {
        ["focus", number, context, frontend, program] => Told::Focus {
            number: number.parse().ok()?,
            context: context.to_owned(),
            client: Client::of_fcitx(frontend, program),
        },
        ["unfocus"] => Told::Unfocus,
        ["reset"] => Told::Reset,
        ["capabilities", flags] => Told::Capabilities(flags.parse().ok()?),
        ["surrounding", cursor, anchor, text] => {
            Told::Surrounding(Surrounding::new(text, cursor.parse().ok()?, anchor.parse().ok()?))
        }
        ["key", number, sym, code, state] => {
            let code = code.parse::<u32>().ok()?.saturating_sub(X11_FIRST_CODE);
            let key = Key { sym: Keysym(sym.parse().ok()?), code, state: state.parse().ok()? };
            Told::Key { number: number.parse().ok()?, key }
        }
        ["clicked", nth] => Told::Clicked(nth.parse().ok()?),
        ["chosen", name] => Told::Chosen(Choice::of(name)?),
        _ => return None,
    })
}

/// A line to the addon.
#[derive(Clone, Copy, Debug)]
pub enum Line<'a> {
    /// The lines after this one are for the field of this number.
    Focused(u64),
    Commit(&'a str),
    /// Delete this number of characters before the cursor.
    Delete(u32),
    Preedit(&'a Preedit),
    Table(&'a Table),
    Beside(&'a str),
    /// The key of this number was handled here (true), or belongs to the application.
    Answer(u64, bool),
    Menu(&'a Menu),
}

impl Line<'_> {
    /// Appends the line with its end.
    pub fn write(self, to: &mut String) {
        match self {
            Line::Focused(number) => put(to, &["focused", &number.to_string()]),
            Line::Commit(text) => put(to, &["commit", text]),
            Line::Delete(count) => put(to, &["delete", &count.to_string()]),
            Line::Preedit(preedit) => {
                let before: String = preedit.text.chars().take(preedit.cursor as usize).collect();
                put(to, &["preedit", bit(preedit.typed), &before, &preedit.text[before.len()..]]);
            }
            Line::Table(table) => {
                let words = table.words.iter().map(String::as_str);
                put(to, &["table", bit(table.numbered)].into_iter().chain(words).collect::<Vec<_>>());
            }
            Line::Beside(text) => put(to, &["beside", text]),
            Line::Answer(number, dealt_with) => put(to, &["answer", &number.to_string(), bit(dealt_with)]),
            Line::Menu(menu) => {
                let items = menu.items();
                let items =
                    items.iter().flat_map(|item| [item.choice.name(), item.checked.map_or("", bit), &item.label]);
                put(to, &["menu", menu.icon(), menu.symbol()].into_iter().chain(items).collect::<Vec<_>>());
            }
        }
    }
}

fn bit(value: bool) -> &'static str {
    if value { "1" } else { "0" }
}

fn put(to: &mut String, words: &[&str]) {
    for (nth, word) in words.iter().enumerate() {
        if nth > 0 {
            to.push('\t');
        }
        for c in word.chars() {
            match c {
                '\t' => to.push_str("\\t"),
                '\n' => to.push_str("\\n"),
                '\\' => to.push_str("\\\\"),
                c => to.push(c),
            }
        }
    }
    to.push('\n');
}

fn unescaped(word: &str) -> Option<String> {
    let mut text = String::with_capacity(word.len());
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => match chars.next()? {
                't' => '\t',
                'n' => '\n',
                '\\' => '\\',
                _ => return None,
            },
            c => c,
        });
    }
    Some(text)
}

/// Purpose, hints and capabilities of a field, as IBus and the engine have them, from Fcitx's `CapabilityFlags`.
pub fn field(flags: u64) -> (u32, u32, u32) {
    let has = |bit: u32| flags & 1 << bit != 0;
    // `IBusInputPurpose`: password, telephone, number, e-mail, URL, digits, terminal; date and time have numbers that no
    // prose has.
    let purposes = [(3, 8), (13, 4), (14, 3), (7, 6), (12, 5), (8, 2), (32, 10), (33, 11), (34, 12)]
        .into_iter()
        .filter(|(bit, _)| has(*bit));
    let purpose = purposes.map(|(_, purpose)| purpose).next().unwrap_or(0);
    // `IBusInputHints`: lower case, upper case, and what is sensitive is private and hidden.
    let hints = [(10, 1 << 3), (9, 1 << 4), (36, 1 << 11), (40, 1 << 12)];
    // `IBusCapabilite`: draws a preedit, says what stands around the cursor.
    let capabilities = [(1, 1), (6, 1 << 5)];
    let sum = |bits: &[(u32, u32)]| bits.iter().filter(|(bit, _)| has(*bit)).map(|(_, value)| value).sum();
    (purpose, sum(&hints), sum(&capabilities))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[Line<'_>]) -> String {
        let mut text = String::new();
        lines.iter().for_each(|line| line.write(&mut text));
        text
    }

    #[test]
    fn what_is_told() {
        let Some(Told::Focus { number: 3, context, client }) = read("focus\t3\tabc\tdbus\tgedit") else { panic!() };
        assert_eq!((context.as_str(), client), ("abc", Client::of_fcitx("dbus", "gedit")));
        assert_eq!(Client::of_fcitx("wayland_v2", "").app, None);
        let Some(Told::Key { number: 9, key }) = read("key\t9\t97\t38\t1") else { panic!() };
        assert_eq!((key.sym, key.code, key.state), (kbvm::syms::a, 30, 1));
        let Some(Told::Surrounding(around)) = read("surrounding\t4\t4\ta\\t\\\\\\nb") else { panic!() };
        assert_eq!(around, Surrounding::new("a\t\\\nb", 4, 4));
        assert!(matches!(read("chosen\tpause"), Some(Told::Chosen(Choice::Pause))));
        assert!(matches!(read("unfocus"), Some(Told::Unfocus)));
    }

    #[test]
    fn what_is_no_line() {
        for line in
            ["", "focus", "key\tx\t97\t38\t0", "key\t9\t97\t38\t-1", "reset\tme", "clicked\t", "beside\\", "chosen\tx"]
        {
            assert!(read(line).is_none(), "{line}");
        }
    }

    #[test]
    fn what_is_drawn() {
        let (typed, ahead) = (Preedit::typed("é"), Preedit::ahead(true, "ahead"));
        let table = Table { words: vec!["a b".into(), "c\td".into()], numbered: true };
        let told = lines(&[
            Line::Focused(7),
            Line::Preedit(&typed),
            Line::Preedit(&ahead),
            Line::Preedit(&Preedit::default()),
            Line::Table(&table),
            Line::Table(&Table::default()),
            Line::Commit("\n\\"),
            Line::Answer(9, true),
        ]);
        let expected = "focused\t7\npreedit\t1\té\t\npreedit\t0\t \tahead\npreedit\t0\t\t\ntable\t1\ta b\tc\\td\ntable\t0\n\
            commit\t\\n\\\\\nanswer\t9\t1\n";
        assert_eq!(told, expected);
        let menu = lines(&[Line::Menu(&Menu { private: true, paused: false, messages: None })]);
        assert!(menu.starts_with("menu\tsecurity-high\tfp\tknown\t\tWhat is known\tprivate\t1\t"), "{menu}");
    }

    #[test]
    fn fields() {
        let check = |flags: u64, expected| assert_eq!(field(flags), expected, "{flags:#x}");
        check(0, (0, 0, 0));
        check(1 << 1 | 1 << 4 | 1 << 6, (0, 0, 1 | 1 << 5));
        check(1 << 3, (8, 0, 0));
        check(1 << 3 | 1 << 32, (8, 0, 0));
        check(1 << 36, (0, 1 << 11, 0));
        check(1 << 32, (10, 0, 0));
        check(1 << 8, (2, 0, 0));
        check(1 << 12, (5, 0, 0));
        check(1 << 33, (11, 0, 0));
        check(1 << 40, (0, 1 << 12, 0));
    }
}
