//! Who is typed in: what ibus tells of the program that has the focus.
//!
//! Main type: [`Client`].

/// How a program treats text that is not committed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolkit {
    /// It does what the engine asks for when the focus goes: GTK, GNOME Shell (for all of Wayland), XIM.
    Obedient,
    /// It commits what stands there by itself, whatever the engine asked for: Qt's own input context.
    Qt,
    /// ibus before 1.5.27 does not tell.
    Unknown,
    /// ibus will tell, but has not yet.
    Unseen,
}

/// The program that has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub toolkit: Toolkit,
    /// The program's name, where it is told.
    pub app: Option<String>,
}

impl Client {
    pub const UNKNOWN: Client = Client { toolkit: Toolkit::Unknown, app: None };
    pub const UNSEEN: Client = Client { toolkit: Toolkit::Unseen, app: None };

    /// From what ibus calls a client: `gtk3-im:firefox`, `QIBusInputContext`, `gnome-shell`, `xim`.
    pub fn parse(name: &str) -> Client {
        let (kind, app) = name.split_once(':').unwrap_or((name, ""));
        let toolkit = match kind {
            "gtk-im" | "gtk2-im" | "gtk3-im" | "gtk4-im" | "gnome-shell" | "xim" => Toolkit::Obedient,
            kind if kind.starts_with('Q') => Toolkit::Qt,
            _ => Toolkit::Unknown,
        };
        Client { toolkit, app: Some(app.trim().to_owned()).filter(|app| !app.is_empty()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_ibus_uses() {
        let check = |name: &str, toolkit, app: Option<&str>| {
            assert_eq!(Client::parse(name), Client { toolkit, app: app.map(str::to_owned) }, "{name}");
        };
        check("gtk3-im:firefox", Toolkit::Obedient, Some("firefox"));
        check("gtk4-im:gnome-text-editor", Toolkit::Obedient, Some("gnome-text-editor"));
        check("gnome-shell", Toolkit::Obedient, None);
        check("xim", Toolkit::Obedient, None);
        check("QIBusInputContext", Toolkit::Qt, None);
        check("Qt", Toolkit::Qt, None);
        check("fake", Toolkit::Unknown, None);
        check("", Toolkit::Unknown, None);
    }
}
