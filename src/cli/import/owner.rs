//! Finds the owner's names in an import: those that were given, those that the files mark, a good guess, or an answer.

use std::io::Write;
use std::sync::Arc;

use crate::cli::ask::{confirm, line};
use crate::cli::error::CliError;
use crate::cli::shown::visible;
use crate::import::{Counts, Format, Guess, Owner, Survey};

/// Names shown when there are many.
const NAMES_SHOWN: usize = 12;

/// What to do when it is not clear who the owner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// A person can answer.
    Ask,
    Refuse,
    /// It stays open, for a preview.
    LeaveOpen,
}

/// The owner's names.
///
/// # Errors
/// When a name that was given wrote nothing, or when none was given and nothing speaks for one.
pub fn find(survey: &Survey, given: &[String], unclear: Unclear) -> Result<Owner, CliError> {
    let asks = unclear == Unclear::Ask;
    let mut names: Vec<String> = given.to_vec();
    let told = Owner::new(given);
    let writes = |counts: &Counts| counts.own(&told).messages > 0 || counts.guess() == Guess::Marked;
    if !given.is_empty() && !survey.formats.values().any(writes) {
        return Err(unknown(survey, given));
    }
    for (format, counts) in &survey.formats {
        if counts.messages == 0 {
            continue;
        }
        if !given.is_empty() && writes(counts) {
            continue;
        }
        match counts.guess() {
            Guess::Marked => {}
            Guess::Likely(name) if !asks || confirm(&format!("{}: are you {}?", format.title(), visible(&name)))? => {
                names.push(name.to_string());
            }
            Guess::Likely(_) | Guess::Unsure if asks => names.push(choose(*format, &counts.authors())?),
            Guess::Likely(_) | Guess::Unsure if unclear == Unclear::LeaveOpen => {}
            Guess::Likely(_) | Guess::Unsure => return Err(unsure(*format, &counts.authors())),
        }
    }
    Ok(Owner::new(names))
}

fn unknown(survey: &Survey, given: &[String]) -> CliError {
    let given: Vec<String> = given.iter().map(|name| format!("`{}`", visible(name))).collect();
    let what: Vec<String> = survey.formats.keys().map(|format| title(*format)).collect();
    let mut authors: Vec<_> = survey.formats.values().flat_map(Counts::authors).collect();
    if authors.is_empty() {
        return CliError::failure("nobody writes in these files: no message in them can be read")
            .hint("`foretype import --dry-run` shows what is left out and why");
    }
    authors.sort_by_key(|(_, messages)| std::cmp::Reverse(*messages));
    CliError::usage(format!("nobody in this {} writes as {}", what.join(" and "), given.join(" or ")))
        .hint(format!("who writes in it: {}", listed(&authors)))
}

fn unsure(format: Format, authors: &[(Arc<str>, u64)]) -> CliError {
    let title = title(format);
    CliError::usage(format!("which of the people in this {title} are you?"))
        .hint(format!("say it with --me NAME, one of: {}", listed(authors)))
}

fn title(format: Format) -> String {
    format!("{} export", format.title()).replace("log export", "log")
}

/// Names and their messages, the busiest ones only.
pub fn listed(authors: &[(Arc<str>, u64)]) -> String {
    let mut names: Vec<String> = authors
        .iter()
        .take(NAMES_SHOWN)
        .map(|(name, messages)| {
            format!("{} ({messages} message{})", visible(name), if *messages == 1 { "" } else { "s" })
        })
        .collect();
    if authors.len() > NAMES_SHOWN {
        names.push(format!("and {} more", authors.len() - NAMES_SHOWN));
    }
    names.join(", ")
}

/// Asks for one of the names.
fn choose(format: Format, authors: &[(Arc<str>, u64)]) -> Result<String, CliError> {
    let mut out = anstream::stderr();
    writeln!(out, "{}: which of these are you?", format.title())?;
    for (number, (name, messages)) in (1..).zip(authors.iter().take(NAMES_SHOWN)) {
        writeln!(out, "  {number:>2}  {} ({messages} messages)", visible(name))?;
    }
    loop {
        let answer = line("A number, or a name:")?;
        let chosen = answer.parse::<usize>().ok().and_then(|number| authors.get(number.checked_sub(1)?));
        let named = || authors.iter().find(|(name, _)| Owner::new([&answer]).is(name));
        if let Some((name, _)) = chosen.or_else(named) {
            return Ok(name.to_string());
        }
        writeln!(out, "Nobody is called that.")?;
    }
}
