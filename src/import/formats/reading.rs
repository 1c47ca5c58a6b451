//! [`Reading`]: what is known of a file before it is read.

use std::collections::HashMap;

use crate::import::owner::Owner;
use crate::import::stamps::Layout;
use crate::import::time::TimeZone;

/// Names that stand in other files of the same export.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The person's name for each identifier.
    pub users: HashMap<String, String>,
    /// The name of each channel or folder.
    pub channels: HashMap<String, String>,
}

impl Beside {
    /// Names kept; more have no business in an export of one person.
    pub const MAX_NAMES: usize = 200_000;
}

/// What is known of a file before it is read.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// Its name as a person knows it, with the folders above it; `/` between them.
    pub name: &'a str,
    pub owner: &'a Owner,
    /// The zone of times that name none.
    pub zone: &'a TimeZone,
    /// Now, in milliseconds since 1970: no message is newer.
    pub now: i64,
    pub beside: &'a Beside,
    /// How the file's stamps look, where a format asks for that.
    pub layout: Option<&'a Layout>,
    /// The file is being followed: times without a date are of today.
    pub live: bool,
    /// What cannot be read makes the file a broken one, instead of being passed over.
    pub strict: bool,
}

impl<'a> Reading<'a> {
    /// The file's own name.
    pub(super) fn file_name(&self) -> &'a str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }

    /// The file's own name without its extension, and without what a browser adds to a second download.
    pub(super) fn stem(&self) -> &'a str {
        let name = self.file_name();
        let stem = match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        };
        without_copy_number(stem)
    }

    /// The folder (or archive) that the file lies in.
    pub(super) fn folder(&self) -> Option<&'a str> {
        self.name.rsplit(['/', '\\']).nth(1).filter(|name| !name.is_empty() && *name != ".")
    }
}

/// `Ann (2)`, as a browser calls a second download, is `Ann`.
pub(super) fn without_copy_number(title: &str) -> &str {
    let number = title.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match number {
        Some((name, number))
            if !name.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            name
        }
        _ => title,
    }
}
