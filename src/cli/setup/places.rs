//! Where chat exports and logs usually lie below a home, and where to get an export when there is none: as the formats
//! describe it.

use crate::import::{Format, UsualPlace};

/// What is looked for in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whatever people save: exports of every kind.
    Saved,
    /// Logs that a chat program goes on writing.
    Logs,
    /// A mail program's folders, of which those of sent mail count.
    Mail,
    /// What another program keeps, of which only lists of words count.
    Words,
}

/// Where people keep what they save, beside the folders that are made for it.
const SAVED: [&str; 3] = ["OneDrive/Documents", "Dropbox", "Nextcloud"];

/// Folders below the home, on Linux, macOS and Windows: those of the formats, and some where everything may lie.
pub fn usual() -> Vec<(&'static str, Kind)> {
    let of_formats = Format::ALL.iter().flat_map(|format| format.description().places).map(|place| match *place {
        UsualPlace::Saved(folder) => (folder, Kind::Saved),
        UsualPlace::Logs(folder) => (folder, Kind::Logs),
        UsualPlace::Mail(folder) => (folder, Kind::Mail),
        UsualPlace::Words(folder) => (folder, Kind::Words),
    });
    let mut places: Vec<_> = of_formats.chain(SAVED.map(|folder| (folder, Kind::Saved))).collect();
    places.sort_by_key(|(_, kind)| *kind as u8);
    places
}

/// Names, or beginnings of names, of folders of sent mail, without capitals.
pub const SENT: [&str; 12] = [
    "sent",
    "gesendet",
    "envoy",
    "enviad",
    "elementos enviados",
    "inviat",
    "posta inviata",
    "verzonden",
    "skickat",
    "wysłane",
    "отправленные",
    "已发送",
];

/// Folders that hold no chats, however many files they have.
pub const PASSED_OVER: [&str; 8] =
    ["node_modules", "target", "vendor", "venv", "site-packages", "__pycache__", "build", "dist"];

/// What to do when nothing is found.
pub fn nothing() -> String {
    let mut words = String::from(
        "Export a chat, save it in the downloads folder and run `foretype setup` again, or name it: `foretype setup PATH`.",
    );
    let offered = || Format::ALL.iter().map(|format| format.description()).filter(|format| format.offered);
    let width = offered().map(|format| format.title.chars().count()).max().unwrap_or_default() + 2;
    for format in offered() {
        words.push_str(&format!("\n  {:width$}{}", format.title, format.origin));
    }
    words
}
