//! [`peek`]: what a file seems to be, from its first bytes alone.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::detect::{self, Found, Said};
use super::entry::extension;
use super::formats::Format;

/// Bytes looked at.
const HEAD_BYTES: u64 = 16 << 10;

/// What a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peek {
    /// A chat export or log of this format.
    Messages(Format),
    /// Names of people and channels, beside the messages of an export.
    Names,
    /// A zip archive; what it holds only opening it tells.
    Archive,
    /// None of those.
    Nothing,
}

/// Looks into a file. Text of no known form counts as nothing.
///
/// # Errors
/// When it cannot be read.
pub fn peek(path: &Path) -> io::Result<Peek> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    let name = path.to_string_lossy();
    if extension(&name) == "zip" {
        return Ok(if head.starts_with(b"PK\x03\x04") { Peek::Archive } else { Peek::Nothing });
    }
    Ok(match detect::detect(&head, &name, Said::default()) {
        Found::Messages(kind) => Peek::Messages(kind.format),
        Found::Names(_) => Peek::Names,
        Found::Unsupported(..) | Found::Doubtful(_) | Found::Nothing => Peek::Nothing,
    })
}
