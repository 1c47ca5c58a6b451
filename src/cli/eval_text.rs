//! The texts of `foretype eval`: which part of a file is read, and how far its scoring is.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::Global;
use super::error::{CliError, Context};
use crate::eval::TextSet;

/// What of a file is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// The first so many messages are scored.
    pub limit: Option<usize>,
    /// Of what others wrote between two messages of the owner, the newest so many characters are read.
    pub others: Option<usize>,
}

/// The messages of a log or the lines of a plain text.
///
/// # Errors
/// When the file cannot be read, or is no log though its name says so.
pub fn read(file: &Path, reading: &Reading) -> Result<TextSet, CliError> {
    let what = || format!("cannot read {}", file.display());
    let text = std::fs::read_to_string(file).context(what)?;
    let log = file.extension().is_some_and(|ext| ext == "jsonl");
    let mut set = if log { TextSet::log(&text) } else { TextSet::plain(&text) }.context(what)?;
    if let Some(chars) = reading.others {
        set.limit_others(chars);
    }
    if let Some(limit) = reading.limit {
        set.limit(limit);
    }
    Ok(set)
}

/// Shows how many messages of a file are done.
pub fn bar(set: &TextSet, name: &str, global: &Global) -> ProgressBar {
    let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(set.scored_chars()) };
    let style = "{msg:24} {bar:30} {percent:>3} %  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
    bar.set_message(name.to_owned());
    bar
}
