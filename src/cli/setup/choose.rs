//! Which of the chats that were found are to be learned from: a numbered list, and an answer.

use std::io::Write;
use std::path::{Path, PathBuf};

use anstyle::Style;
use indicatif::HumanBytes;

use super::find::Candidate;
use crate::cli::ask;
use crate::cli::error::CliError;
use crate::cli::shown::visible;

/// Prints them, numbered from 1.
///
/// # Errors
/// When nobody reads it.
pub fn list(candidates: &[Candidate], home: &Path) -> Result<(), CliError> {
    let dim = Style::new().dimmed();
    let mut out = anstream::stderr();
    for (number, candidate) in (1..).zip(candidates) {
        let titles: Vec<&str> = candidate.formats.iter().map(|format| format.title()).collect();
        let files = if candidate.files == 1 { "1 file".to_owned() } else { format!("{} files", candidate.files) };
        let size = HumanBytes(candidate.bytes);
        let path = visible(&short(&candidate.path, home));
        writeln!(out, "  {number:>2}  {}  {path}  {dim}({files}, {size}){dim:#}", titles.join(", "))?;
    }
    Ok(())
}

/// A path with `~` for the home.
pub fn short(path: &Path, home: &Path) -> String {
    match path.strip_prefix(home) {
        Ok(below) => Path::new("~").join(below).display().to_string(),
        Err(_) => path.display().to_string(),
    }
}

/// Asks which; all of them when nothing is typed.
///
/// # Errors
/// When the terminal is closed, and when none is wanted.
pub fn ask(candidates: Vec<Candidate>) -> Result<Vec<Candidate>, CliError> {
    loop {
        let answer = ask::line("Learn from which? Numbers as in `1 3-4`, Enter for all, 0 for none:")?;
        match numbers(&answer, candidates.len()) {
            Some(chosen) if chosen.is_empty() => return Err(CliError::failure("nothing was imported")),
            Some(chosen) => {
                let all = candidates.into_iter().enumerate();
                return Ok(all.filter(|(at, _)| chosen.contains(&(at + 1))).map(|(_, found)| found).collect());
            }
            None => writeln!(anstream::stderr(), "Numbers from 1 to {}, please.", candidates.len())?,
        }
    }
}

/// The numbers of an answer, none for `0`; nothing when it is no answer.
fn numbers(answer: &str, count: usize) -> Option<Vec<usize>> {
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|number| *number <= count);
    let parts: Vec<&str> = answer.split([',', ' ']).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || answer.eq_ignore_ascii_case("all") {
        return Some((1..=count).collect());
    }
    if parts == ["0"] || answer.eq_ignore_ascii_case("none") {
        return Some(Vec::new());
    }
    let mut chosen = Vec::new();
    for part in parts {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (number(first)?, number(last)?);
        if first == 0 || first > last {
            return None;
        }
        chosen.extend(first..=last);
    }
    Some(chosen)
}

/// What was named on the command line.
pub fn named(paths: &[PathBuf]) -> Vec<Candidate> {
    let candidate =
        |path: &PathBuf| Candidate { path: path.clone(), formats: Vec::new(), files: 0, bytes: 0, live: false };
    paths.iter().map(candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        let check = |answer: &str, expected: Option<&[usize]>| {
            assert_eq!(numbers(answer, 4).as_deref(), expected, "{answer}");
        };
        check("", Some(&[1, 2, 3, 4]));
        check("all", Some(&[1, 2, 3, 4]));
        check("0", Some(&[]));
        check("none", Some(&[]));
        check("2", Some(&[2]));
        check("1, 3-4", Some(&[1, 3, 4]));
        for wrong in ["5", "0 1", "3-2", "x", "-", "1-", "1-9"] {
            check(wrong, None);
        }
    }

    #[test]
    fn homes_are_shortened() {
        assert_eq!(short(Path::new("/home/a/b"), Path::new("/home/a")), "~/b");
        assert_eq!(short(Path::new("/srv/b"), Path::new("/home/a")), "/srv/b");
    }
}
