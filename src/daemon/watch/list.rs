//! The list of logs that are followed, which `foretype watch` writes and the daemon reads. Main type: [`Watches`].

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::{read_plain, write_private};
use crate::history::Store;

/// Most bytes of a list.
const MAX_BYTES: u64 = 64 << 20;

/// A file or folder that is followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// The file or folder.
    pub path: PathBuf,
    /// The name of a format; recognised when empty.
    #[serde(default)]
    pub format: Option<String>,
    /// Names under which the owner writes.
    #[serde(default)]
    pub me: Vec<String>,
    /// Application that its messages are kept under, if any.
    #[serde(default)]
    pub app: Option<String>,
    /// Conversation that all its messages belong to; `None` to take what the file says.
    #[serde(default)]
    pub conversation: Option<String>,
    /// Files that were there already: text that they held then is not learned.
    #[serde(default)]
    pub before: Vec<Before>,
}

/// A file as it was when it began to be followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The file.
    pub path: PathBuf,
    /// The number by which the system knows the file.
    pub id: u64,
    /// The length of the file in bytes.
    pub bytes: u64,
}

/// The list of everything that is followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watches {
    /// Everything that is followed.
    pub watches: Vec<Watch>,
}

impl Watches {
    /// Returns the folder of the list and the offsets, within the history's folder.
    #[must_use]
    pub fn folder(history: &Path) -> PathBuf {
        history.join("watch")
    }

    /// Returns whether a file has the name of a list or of its offsets.
    #[must_use]
    pub fn has_own_name(file: &Path) -> bool {
        ["watch/list.json", "watch/offsets.json"].iter().any(|name| file.ends_with(name))
    }

    fn file(history: &Path) -> PathBuf {
        Watches::folder(history).join("list.json")
    }

    /// Reads the list; an empty one when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or is no list.
    pub fn load(history: &Path) -> io::Result<Watches> {
        read_json(&Watches::file(history))
    }

    /// Writes the list.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, history: &Path) -> io::Result<()> {
        write_json(&Watches::file(history), self)
    }
}

/// Reads a small file; the default when there is none.
pub(super) fn read_json<T: Default + serde::de::DeserializeOwned>(path: &Path) -> io::Result<T> {
    match read_plain(path, MAX_BYTES) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(error),
    }
}

/// Replaces a file, wholly or not at all, readable by its owner only.
pub(super) fn write_json(path: &Path, value: &impl Serialize) -> io::Result<()> {
    create_folder(path.parent().unwrap_or(Path::new(".")))?;
    write_private(path, &serde_json::to_vec(value)?)
}

/// Makes the folder of the list, for its owner only, in that of the history. Where the history may not lie, nothing is
/// made.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    folder.parent().map_or(Ok(()), Store::claim_place)?;
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
