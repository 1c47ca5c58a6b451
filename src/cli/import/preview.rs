//! The preview of an import (what will be learned, what is left out) and its outcome, for people and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use anstyle::Style;
use serde::Serialize;

use super::owner::listed;
use crate::cli::Global;
use crate::cli::error::CliError;
use crate::cli::shown::{shorten, visible};
use crate::import::{Format, Import, Owner, Skip, Survey};
use crate::rpc::protocol::Learned;

/// Columns of a sample.
const SAMPLE_COLUMNS: usize = 76;
/// Messages shown of each format.
const SAMPLES: usize = 3;
/// Files named of those that are left out.
const LEFT_OUT: usize = 8;
/// Names told when nobody is known to be the owner.
const NAMES: usize = 100;

/// What is to be imported.
#[derive(Debug, Serialize)]
pub struct Plan {
    dry_run: bool,
    files: Vec<File>,
    /// Files of folders and archives that hold no messages.
    other_files: usize,
    /// Files of which nothing is imported, and why: broken ones, and some of a kind that is known but not read.
    left_out: Vec<LeftOut>,
    formats: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct File {
    file: String,
    format: &'static str,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    file: String,
    why: String,
}

/// What is to be imported of one format.
#[derive(Debug, Serialize)]
struct Part {
    format: &'static str,
    #[serde(skip)]
    title: &'static str,
    /// Messages in the files, and how many of them are the owner's.
    messages: u64,
    own_messages: u64,
    own_chars: u64,
    /// Words without sentences.
    #[serde(skip_serializing_if = "is_zero")]
    words: u64,
    conversations: usize,
    /// Under which names the owner writes; empty where the files mark the owner's messages.
    me: Vec<String>,
    /// Who writes, when it is not clear who of them the owner is: the busiest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    one_of: Vec<String>,
    #[serde(skip)]
    who: String,
    /// Days of the first and the last message.
    first: Option<String>,
    last: Option<String>,
    /// What is left out, by reason.
    skipped: BTreeMap<&'static str, u64>,
    #[serde(skip)]
    reasons: Vec<(&'static str, u64)>,
    samples: Vec<String>,
}

impl Plan {
    pub fn new(import: &Import, survey: &Survey, owner: &Owner, dry_run: bool) -> Plan {
        let files = import.files().into_iter().map(|(file, format)| File { file, format: format.name() }).collect();
        let part = |(format, counts): (&Format, &crate::import::Counts)| {
            let own = counts.own(owner);
            let me = counts.authors().into_iter().filter(|(name, _)| owner.is(name)).map(|(name, _)| name.to_string());
            let authors = if own.messages == 0 { counts.authors() } else { Vec::new() };
            let count = |skip: Skip| counts.skipped.get(&skip).copied();
            Part {
                format: format.name(),
                title: format.title(),
                messages: counts.messages,
                own_messages: own.messages,
                own_chars: own.chars,
                words: counts.words,
                conversations: counts.conversations(),
                me: me.collect(),
                one_of: authors.iter().take(NAMES).map(|(name, _)| name.to_string()).collect(),
                who: listed(&authors),
                first: counts.first.and_then(day),
                last: counts.last.and_then(day),
                skipped: counts.skipped.iter().map(|(skip, count)| (skip.name(), *count)).collect(),
                reasons: Skip::ALL.into_iter().filter_map(|skip| Some((skip.words(), count(skip)?))).collect(),
                samples: own.samples.into_iter().take(SAMPLES).collect(),
            }
        };
        let formats = survey.formats.iter().map(part).collect();
        let known = import.broken().iter().chain(import.skipped()).filter_map(|skipped| {
            let (file, why) = (skipped.file.clone(), skipped.why.clone()?);
            Some(LeftOut { file, why })
        });
        Plan { dry_run, files, other_files: import.skipped().len(), left_out: known.collect(), formats }
    }

    /// Messages and words of the owner.
    pub fn own(&self) -> u64 {
        self.formats.iter().map(|part| part.own_messages + part.words).sum()
    }

    /// The names under which the owner writes in one format: those that were told, or else those found; none where
    /// nothing in it is theirs.
    pub fn names(&self, format: Format, told: &[String]) -> Vec<String> {
        let part = self.formats.iter().find(|part| part.format == format.name() && part.own_messages > 0);
        let found = |part: &Part| if told.is_empty() { part.me.clone() } else { told.to_vec() };
        part.map(found).unwrap_or_default()
    }

    pub fn print(&self, global: &Global) -> Result<(), CliError> {
        write!(anstream::stdout(), "{}", self.words())?;
        global.note("Nothing was imported: this was --dry-run.");
        Ok(())
    }

    pub fn words(&self) -> String {
        let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
        let mut words = String::new();
        let mut line = |text: String| words.push_str(&(text + "\n"));
        for part in &self.formats {
            let files = self.files.iter().filter(|file| file.format == part.format).count();
            let days = match (&part.first, &part.last) {
                (Some(first), Some(last)) if first == last => format!(", {first}"),
                (Some(first), Some(last)) => format!(", {first} to {last}"),
                _ => String::new(),
            };
            line(format!("{bold}{}{bold:#}: {}{days}", part.title, counted(files as u64, "file")));
            let me = match &part.me[..] {
                [] => String::new(),
                names => format!(" (you are {})", visible(&names.join(", "))),
            };
            if !part.who.is_empty() {
                line("  yours      none: say with --me NAME who of these you are".to_owned());
                line(format!("  written by {}", part.who));
            }
            let (own, chars) = (counted(part.own_messages, "message"), part.own_chars);
            if part.words > 0 {
                line(format!("  to learn   {} without sentences", counted(part.words, "word")));
            }
            if part.words == 0 || part.own_messages > 0 {
                line(format!("  to learn   {own} of yours, {chars} characters{me}"));
            }
            let others = part.messages.saturating_sub(part.own_messages);
            if others > 0 {
                line(format!(
                    "  context    {} of others, of which the last before yours are kept",
                    counted(others, "message")
                ));
            }
            for (reason, count) in &part.reasons {
                line(format!("  left out   {count:>7}  {reason}"));
            }
            for sample in &part.samples {
                line(format!("  {dim}{}{dim:#}", shorten(&visible(sample), SAMPLE_COLUMNS)));
            }
        }
        for LeftOut { file, why } in self.left_out.iter().take(LEFT_OUT) {
            line(format!("left out whole: {} ({why})", visible(file)));
        }
        if self.left_out.len() > LEFT_OUT {
            line(format!("left out whole: {} more", self.left_out.len() - LEFT_OUT));
        }
        if self.other_files > 0 {
            line(format!("{} no messages in them.", counted(self.other_files as u64, "other file") + " had"));
        }
        words
    }
}

/// For serde, which hands references on.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn counted(count: u64, what: &str) -> String {
    let mut words = String::new();
    let plural = if count == 1 { "" } else { "s" };
    // Writing to a string cannot fail.
    let _ = write!(words, "{count} {what}{plural}");
    words
}

fn day(time: i64) -> Option<String> {
    let moment = jiff::Timestamp::from_millisecond(time).ok()?;
    Some(crate::import::TimeZone::system().to_datetime(moment).date().to_string())
}

/// What `--json` prints after an import.
#[derive(Serialize)]
pub struct Printed<'a> {
    #[serde(flatten)]
    pub plan: &'a Plan,
    #[serde(flatten)]
    pub done: &'a Learned,
}

/// How many messages were kept, known already or dropped.
pub fn print_done(done: &Learned) -> Result<(), CliError> {
    let mut out = anstream::stdout();
    writeln!(out, "kept          {:>8}", done.kept)?;
    writeln!(out, "known already {:>8}", done.known)?;
    for (reason, count) in &done.dropped {
        writeln!(out, "filtered      {count:>8}  {}", visible(reason))?;
    }
    Ok(out.flush()?)
}
