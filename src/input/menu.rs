//! [`Menu`]: the content of the menu that an input method shows beside its icon (private, paused, what is known, the
//! settings). The fronts draw the menu, and [`super::host::Host`] does what is chosen.

/// What the menu and the icon show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    /// Whether nothing typed in any application is kept (`ibus.private` in the settings).
    pub private: bool,
    /// Whether the daemon keeps and learns nothing.
    pub paused: bool,
    /// Number of messages kept, as soon as the daemon has told.
    pub messages: Option<u64>,
}

/// A choice of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Show what is known of the person.
    Known,
    /// Switch on or off that nothing typed is kept.
    Private,
    /// Let the daemon pause, or go on.
    Pause,
    /// Open the settings.
    Settings,
}

impl Choice {
    const ALL: [Choice; 4] = [Choice::Known, Choice::Private, Choice::Pause, Choice::Settings];

    /// Its name on a wire.
    pub fn name(self) -> &'static str {
        match self {
            Choice::Known => "known",
            Choice::Private => "private",
            Choice::Pause => "pause",
            Choice::Settings => "settings",
        }
    }

    /// Returns the choice of a name, the inverse of [`Choice::name`].
    pub fn of(name: &str) -> Option<Choice> {
        Choice::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The choice that the line makes.
    pub choice: Choice,
    /// The text of the line.
    pub label: String,
    /// Whether it is switched on, where it is a switch.
    pub checked: Option<bool>,
}

impl Menu {
    /// The lines of the menu, from top to bottom.
    pub fn items(&self) -> Vec<Item> {
        let known = match self.messages {
            None => "What is known".to_owned(),
            Some(1) => "What is known: 1 message".to_owned(),
            Some(messages) => format!("What is known: {messages} messages"),
        };
        vec![
            Item { choice: Choice::Known, label: known, checked: None },
            Item {
                choice: Choice::Private,
                label: "Private: keep nothing typed here".into(),
                checked: Some(self.private),
            },
            Item { choice: Choice::Pause, label: "Pause: keep and learn nothing".into(), checked: Some(self.paused) },
            Item { choice: Choice::Settings, label: "Settings…".into(), checked: None },
        ]
    }

    /// The state in one or two signs, for panels that show text in place of an icon.
    pub fn symbol(&self) -> &'static str {
        match (self.private, self.paused) {
            (true, _) => "fp",
            (false, true) => "f‖",
            (false, false) => "ft",
        }
    }

    /// The name of an icon that every theme has (freedesktop.org's naming specification).
    pub fn icon(&self) -> &'static str {
        match (self.private, self.paused) {
            (true, _) => "security-high",
            (false, true) => "media-playback-pause",
            (false, false) => "input-keyboard",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_and_items() {
        let check = |private, paused, symbol: &str, icon: &str| {
            let menu = Menu { private, paused, messages: Some(2) };
            assert_eq!((menu.symbol(), menu.icon()), (symbol, icon));
            let checked: Vec<Option<bool>> = menu.items().iter().map(|item| item.checked).collect();
            assert_eq!(checked, [None, Some(private), Some(paused), None]);
            assert!(menu.items()[0].label.ends_with(": 2 messages"));
        };
        check(false, false, "ft", "input-keyboard");
        check(false, true, "f‖", "media-playback-pause");
        check(true, false, "fp", "security-high");
        check(true, true, "fp", "security-high");
        assert_eq!(Menu::default().items()[0].label, "What is known");
        assert!(Choice::ALL.iter().all(|choice| Choice::of(choice.name()) == Some(*choice)));
        assert_eq!(Choice::of("nonsense"), None);
    }
}
