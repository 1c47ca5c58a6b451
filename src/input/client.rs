//! [`Client`]: the program that has the focus, as far as the input method framework tells of it.

/// How a program treats text that is not committed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolkit {
    /// It can do what the engine asks for when the focus goes: GTK, GNOME Shell (for all of Wayland), XIM.
    Obedient,
    /// It commits uncommitted text by itself, whatever the engine asked for: Qt's own input context.
    Qt,
    /// ibus before 1.5.27 does not tell.
    Unknown,
    /// ibus will tell, but has not yet.
    Unseen,
}

/// The program that has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// How it treats text that is not committed.
    pub toolkit: Toolkit,
    /// The name of its way to ibus, in lower case: `gtk3-im`, `xim`, `gnome-shell`. Empty where it is not told.
    pub kind: String,
    /// The program's name, where it is told.
    pub app: Option<String>,
}

impl Client {
    /// A client that ibus says nothing of, and will say nothing of.
    pub const UNKNOWN: Client = Client { toolkit: Toolkit::Unknown, kind: String::new(), app: None };
    /// A client that ibus has not named yet.
    pub const UNSEEN: Client = Client { toolkit: Toolkit::Unseen, kind: String::new(), app: None };

    /// Returns the client that ibus calls so: `gtk3-im:firefox`, `QIBusInputContext`, `gnome-shell`, `xim`.
    pub fn parse(name: &str) -> Client {
        let (kind, app) = name.split_once(':').unwrap_or((name, ""));
        let toolkit = match kind {
            "gtk-im" | "gtk2-im" | "gtk3-im" | "gtk4-im" | "gnome-shell" | "xim" => Toolkit::Obedient,
            kind if kind.starts_with('Q') => Toolkit::Qt,
            _ => Toolkit::Unknown,
        };
        let app = Some(app.trim().to_owned()).filter(|app| !app.is_empty());
        Client { toolkit, kind: kind.to_lowercase(), app }
    }

    /// Returns a client of Fcitx 5, given its way to it (`dbus`, `xim`, `wayland_v2`) and the program's name, if that
    /// is known. Fcitx tells clients itself which part of a preedit is never committed.
    pub fn of_fcitx(frontend: &str, program: &str) -> Client {
        let app = Some(program.trim().to_owned()).filter(|app| !app.is_empty());
        Client { toolkit: Toolkit::Obedient, kind: frontend.to_lowercase(), app }
    }

    /// Returns whether the window that has the focus according to X11 is this client's. On Wayland that holds for
    /// programs of X11 only, and never for the shell's own fields.
    pub fn is_of_x11(&self, wayland: bool) -> bool {
        self.kind != "gnome-shell" && (!wayland || self.kind == "xim")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_ibus_uses() {
        let check = |name: &str, toolkit, kind: &str, app: Option<&str>| {
            let expected = Client { toolkit, kind: kind.to_owned(), app: app.map(str::to_owned) };
            assert_eq!(Client::parse(name), expected, "{name}");
        };
        check("gtk3-im:firefox", Toolkit::Obedient, "gtk3-im", Some("firefox"));
        check("gtk4-im:gnome-text-editor", Toolkit::Obedient, "gtk4-im", Some("gnome-text-editor"));
        check("gnome-shell", Toolkit::Obedient, "gnome-shell", None);
        check("xim", Toolkit::Obedient, "xim", None);
        check("QIBusInputContext", Toolkit::Qt, "qibusinputcontext", None);
        check("Qt", Toolkit::Qt, "qt", None);
        check("GLFW_Application", Toolkit::Unknown, "glfw_application", None);
        check("fake", Toolkit::Unknown, "fake", None);
        check("", Toolkit::Unknown, "", None);
    }

    #[test]
    fn windows_of_x11() {
        let check =
            |name: &str, wayland, expected| assert_eq!(Client::parse(name).is_of_x11(wayland), expected, "{name}");
        check("xim", false, true);
        check("xim", true, true);
        check("QIBusInputContext", false, true);
        check("QIBusInputContext", true, false);
        check("gnome-shell", false, false);
    }
}
