//! Offers to follow the logs that were learned from and are still written.

use std::path::{Path, PathBuf};

use super::choose::short;
use super::find::Candidate;
use crate::cli::error::CliError;
use crate::cli::shown::visible;
use crate::cli::{Global, ask, watch};
use crate::config::Config;

/// Follows logs in which the owner writes as `me`, if that is wanted. Returns those that are followed from now on.
///
/// # Errors
/// When the list of logs cannot be written, and when the terminal is closed.
pub fn offer(
    chosen: &[Candidate],
    me: &[String],
    wanted: bool,
    asks: bool,
    config: &Config,
    global: &Global,
    home: &Path,
) -> Result<Vec<PathBuf>, CliError> {
    let mut followed = Vec::new();
    for candidate in chosen.iter().filter(|candidate| candidate.live) {
        let path = visible(&short(&candidate.path, home));
        if me.is_empty() || watch::is_followed(&candidate.path, config)? {
            continue;
        }
        let question = format!("Learn from {path} as it grows, too?");
        if wanted || (asks && ask::confirm(&question)?) {
            watch::follow(&candidate.path, me, config, global)?;
            followed.push(candidate.path.clone());
        } else if !asks {
            global.note(&format!("`foretype watch add {path}` follows these logs as they grow."));
        }
    }
    Ok(followed)
}
