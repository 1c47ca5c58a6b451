//! [`Entry`]: a file of a folder or an archive, which names are of interest, and how much is believed of an archive.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use super::formats::Format;

/// Files of one folder or archive.
pub(super) const MAX_ENTRIES: usize = 200_000;
/// The largest ratio of unpacked to packed bytes: chats shrink to a thirtieth at best, zip bombs to a thousandth.
pub(super) const MAX_RATIO: u64 = 200;
/// Unpacked bytes that are fine whatever the ratio.
pub(super) const SMALL_BYTES: u64 = 16 << 20;

/// Extensions of files that may hold messages or names; other files are media. A name without an extension may be a log.
static EXTENSIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| Format::ALL.iter().flat_map(|format| format.description().extensions).copied().collect());

/// A file of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the source, with `/`; for a single file its name. Without the extension `.gz`.
    pub name: String,
    /// Its size when unpacked, or, where that is not told, when packed.
    pub bytes: u64,
    /// Its number in a zip archive; where it begins in a tar archive.
    pub(super) at: u64,
    /// The extension of a file that is packed by itself (gzip).
    pub(super) packed: Option<&'static str>,
}

impl Entry {
    pub(super) fn new(name: &str, bytes: u64, at: u64) -> Entry {
        let plain = name.strip_suffix(".gz").filter(|name| !name.ends_with(".tar"));
        Entry { name: plain.unwrap_or(name).to_owned(), bytes, at, packed: plain.map(|_| ".gz") }
    }
}

/// The extension of a file's name, in small letters.
pub fn extension(name: &str) -> String {
    Path::new(name).extension().map(|ext| ext.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Whether a file is an archive, by its name.
pub(super) fn is_archive(name: &str) -> bool {
    let name = name.to_lowercase();
    [".zip", ".tgz", ".tar.gz", ".tar"].iter().any(|end| name.ends_with(end))
}

/// Whether a file's name allows it to hold messages.
pub fn may_hold_messages(name: &str) -> bool {
    let extension = extension(name.strip_suffix(".gz").unwrap_or(name));
    // A Maildir has a file a mail, whose name is a number, a place and marks.
    let mail = ["cur", "new"].contains(&name.rsplit('/').nth(1).unwrap_or_default());
    EXTENSIONS.contains(extension.as_str()) || mail || is_archive(name)
}

/// Whether a file below a folder or in an archive may be of interest.
pub(super) fn may_matter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    !last.starts_with('.') && !name.starts_with("__MACOSX/") && may_hold_messages(name)
}
