//! Changes one value of the settings file and leaves the rest, comments included, as it is.
//!
//! A change that would make the settings wrong is refused. The main functions are [`changed`] and [`set`].

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Table, Value};

use super::{Config, ConfigError};
use crate::files::{create_private, put_in_place};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The settings file cannot be read, has a mistake, or would have one after the change.
    #[error(transparent)]
    Settings(#[from] ConfigError),
    /// The settings file cannot be written.
    #[error("cannot write the settings file {}: {source}", path.display())]
    Write {
        /// The settings file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// There is no setting of this name, or none that holds a single value.
    #[error("`{0}` is no setting that can be changed here")]
    Key(String),
}

/// Returns the text of a settings file with another value. `key` has the names with dots between; everything after the
/// last dot of `ibus.apps.` is one name, whatever it holds. Without a [`Value`] the setting is removed, so that the
/// default holds.
///
/// # Errors
/// When the text is no settings file, or would be none afterwards.
pub fn changed(text: &str, path: &Path, key: &str, value: Option<Value>) -> Result<String, EditError> {
    Config::parse(text, path)?;
    let mut document: DocumentMut = text.parse().map_err(|_| EditError::Key(key.to_owned()))?;
    // The comments of a file without values would otherwise be written behind the first value.
    let mut head = if document.is_empty() { std::mem::take(&mut document).to_string() } else { String::new() };
    if !head.is_empty() && !head.ends_with('\n') {
        head.push('\n');
    }
    let (tables, name) = split(key).ok_or_else(|| EditError::Key(key.to_owned()))?;
    let mut table = document.as_table_mut();
    for part in tables {
        let inner = table.entry(part).or_insert_with(|| Item::Table(implicit()));
        table = inner.as_table_mut().ok_or_else(|| EditError::Key(key.to_owned()))?;
    }
    match value {
        Some(value) => put(table, name, value),
        None => drop(table.remove(name)),
    }
    let text = head + &document.to_string();
    Config::parse(&text, path)?;
    Ok(text)
}

/// The tables that a key lies in, and its name there.
fn split(key: &str) -> Option<(Vec<&str>, &str)> {
    match key.strip_prefix("ibus.apps.") {
        Some(app) if !app.is_empty() => Some((vec!["ibus", "apps"], app)),
        Some(_) => None,
        None => {
            let (tables, name) = key.rsplit_once('.')?;
            Some((tables.split('.').collect(), name))
        }
    }
}

/// A table that is written only if it holds a value.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// Sets a value and keeps the text around it, such as a comment behind it.
fn put(table: &mut Table, name: &str, mut value: Value) {
    if let Some(Item::Value(old)) = table.get_mut(name) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
    } else {
        table.insert(name, Item::Value(value));
    }
}

/// Changes a value in a file, which need not be there.
///
/// # Errors
/// As [`changed`], and when the file cannot be read or written. The old file is whole in any case.
pub fn set(path: &Path, key: &str, value: Value) -> Result<(), EditError> {
    write(path, key, Some(value))
}

/// Removes a value from a file, so that the default holds.
///
/// # Errors
/// As [`set`].
pub fn unset(path: &Path, key: &str) -> Result<(), EditError> {
    write(path, key, None)
}

fn write(path: &Path, key: &str, value: Option<Value>) -> Result<(), EditError> {
    // A settings file that is a link to another place stays one.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let text = match super::load::read_text(&target) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(source) => return Err(ConfigError::Read { path: path.into(), source }.into()),
    };
    let text = changed(&text, path, key, value)?;
    replace(&target, &text).map_err(|source| EditError::Write { path: path.into(), source })
}

/// Replaces the file by one of the same permissions; one that was not there is its owner's alone.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    make_folder(path.parent().unwrap_or(Path::new(".")))?;
    let write = |temporary: &Path| {
        let mut file = create_private(temporary)?;
        if let Ok(old) = std::fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all())
    };
    put_in_place(path, write, |error| error)
}

/// Makes the folder of a settings file that may be written later, for its owner alone; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
#[cfg(unix)]
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes the folder of a settings file that may be written later; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
#[cfg(not(unix))]
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, key: &str, value: Option<Value>, expected: &str) {
        let told = changed(text, Path::new("config.toml"), key, value);
        assert_eq!(told.unwrap(), expected, "{key}");
    }

    #[test]
    fn values_change_and_comments_stay() {
        check("", "ibus.words", Some(4.into()), "[ibus]\nwords = 4\n");
        check("# mine", "ibus.words", Some(4.into()), "# mine\n[ibus]\nwords = 4\n");
        check("# mine\n", "ibus.words", Some(4.into()), "# mine\n[ibus]\nwords = 4\n");
        check("# mine\n[ibus]\nwords = 2 # few\n", "ibus.words", Some(4.into()), "# mine\n[ibus]\nwords = 4 # few\n");
        check(
            "[ibus]\n# of what\nwords = 2\n",
            "ibus.ghost",
            Some(false.into()),
            "[ibus]\n# of what\nwords = 2\nghost = false\n",
        );
        check("[ibus]\nwords = 2\n", "ibus.words", None, "[ibus]\n");
        check("", "ibus.words", None, "");
        check("", "ibus.apps.org.gnome.Polari", Some("off".into()), "[ibus.apps]\n\"org.gnome.Polari\" = \"off\"\n");
        check(
            "[ibus.apps]\ngedit = \"off\"\n",
            "ibus.apps.gedit",
            Some("private".into()),
            "[ibus.apps]\ngedit = \"private\"\n",
        );
        check("[ibus.apps]\ngedit = \"off\"\n", "ibus.apps.gedit", None, "[ibus.apps]\n");
        check("ibus.words = 2\n", "ibus.words", Some(3.into()), "ibus.words = 3\n");
    }

    #[test]
    fn what_would_be_wrong_is_refused() {
        let refused = |text: &str, key: &str, value: Value| {
            assert!(changed(text, Path::new("config.toml"), key, Some(value)).is_err(), "{key}");
        };
        refused("", "ibus.words", 400.into());
        refused("", "ibus.words", "many".into());
        refused("", "ibus.no_such_setting", true.into());
        refused("", "words", 3.into());
        refused("", "ibus.apps.", "off".into());
        refused("nonsense", "ibus.words", 3.into());
    }

    #[test]
    fn the_example_keeps_its_comments() {
        let text =
            changed(super::super::EXAMPLE, Path::new("config.toml"), "model.base_memory", Some(false.into())).unwrap();
        assert_eq!(text, super::super::EXAMPLE.replace("\nbase_memory = true\n", "\nbase_memory = false\n"));
    }

    #[test]
    fn files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("foretype/config.toml");
        set(&path, "ibus.private", true.into()).unwrap();
        set(&path, "history.keep", false.into()).unwrap();
        unset(&path, "ibus.private").unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "[ibus]\n\n[history]\nkeep = false\n");
        assert!(set(&path, "ibus.words", 400.into()).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "what is refused changes nothing");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
    }
}
