//! Terminals, editors and browsers, told by the list of names in `programs.txt`. The main functions are [`is`] and
//! [`is_called`].

const LIST: &str = include_str!("programs.txt");

/// Kinds of programs, as the list calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Terminal,
    Editor,
    Browser,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Terminal => "terminal",
            Kind::Editor => "editor",
            Kind::Browser => "browser",
        }
    }
}

/// Whether a program with one of these names, in lower case, is of a kind.
pub fn is(kind: Kind, names: &[String]) -> bool {
    of(kind.word()).any(|listed| names.iter().any(|name| is_called(name, listed)))
}

/// Returns whether a browser's window is private, by its title: that of a private window goes on after the browser's
/// name. `None` where the title has no such name.
pub fn is_private(title: &str) -> Option<bool> {
    let (_, after) = of("open").find_map(|name| title.rsplit_once(name))?;
    Some(!after.is_empty())
}

/// Returns whether `name` is the name of a program, in lower case, or a part of that name: `org.gnome.Ptyxis` is
/// `ptyxis`.
pub fn is_called(program: &str, name: &str) -> bool {
    program == name || program.split(['.', '/', '\\', ':']).any(|part| part.trim() == name)
}

fn of(word: &str) -> impl Iterator<Item = &'static str> {
    LIST.lines().filter_map(|line| line.split_once(' ')).filter(move |(kind, _)| *kind == word).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        let mut kinds = Vec::new();
        for line in &lines {
            let (kind, name) = line.split_once(' ').expect("a kind and a name");
            assert!(["terminal", "editor", "browser", "open"].contains(&kind), "{line}");
            assert!(kind == "open" || name == name.to_lowercase(), "{line}");
            if kinds.last() != Some(&kind) {
                kinds.push(kind);
            }
        }
        assert_eq!(kinds.len(), 4, "each kind stands together");
        for kind in kinds {
            assert!(of(kind).collect::<Vec<_>>().is_sorted_by(|a, b| a < b), "{kind}");
        }
    }

    #[test]
    fn kinds_and_titles() {
        let check = |name: &str, kind: Option<Kind>| {
            for each in [Kind::Terminal, Kind::Editor, Kind::Browser] {
                assert_eq!(is(each, &[name.to_owned()]), kind == Some(each), "{name} {each:?}");
            }
        };
        check("xterm", Some(Kind::Terminal));
        check("org.gnome.ptyxis", Some(Kind::Terminal));
        check("emacs", Some(Kind::Editor));
        check("firefox", Some(Kind::Browser));
        check("gedit", None);
        check("", None);
        for (title, private) in [
            ("Mozilla Firefox", Some(false)),
            ("A page — Mozilla Firefox", Some(false)),
            ("A page — Mozilla Firefox Private Browsing", Some(true)),
            ("A page — Mozilla Firefox Privater Modus", Some(true)),
            ("A page - Chromium", None),
            ("", None),
        ] {
            assert_eq!(is_private(title), private, "{title}");
        }
    }
}
