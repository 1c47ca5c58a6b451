//! Messages of one's own commits: what `git log` prints, from a repository or from a file.
//!
//! A repository is read with `git` itself, which is asked for nothing but its log.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use super::out::{Draft, Out};
use super::reading::Reading;
use crate::import::description::{Description, Reader, Shape};
use crate::import::error::Fault;
use crate::import::lines::Lines;
use crate::import::message::{MAX_MESSAGE_BYTES, Skip};
use crate::import::sample::{SURE, Sample, when};
use crate::import::time;

pub const FORMAT: Description = Description {
    name: "git",
    title: "git log",
    aliases: &["git-log"],
    origin: "your own commit messages: `foretype import --format git REPOSITORY`, or the output of `git log`",
    extensions: &["txt", "log"],
    offered: false,
    shapes: &[Shape { score, reader: Reader::Text(read) }],
    ..Description::BASE
};

fn score(sample: &Sample<'_>) -> u8 {
    let first = sample.first_line();
    let hash = first.strip_prefix("commit ").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    let is_hash = hash.len() >= 40 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    when(is_hash && sample.start.contains("\nAuthor: "), SURE)
}

/// The program that prints a repository's log, and the address under which its owner commits.
pub fn log_of(repository: &Path) -> (Command, Option<String>) {
    let git = || {
        let mut git = Command::new("git");
        git.arg("-C").arg(repository).args(["-c", "log.showSignature=false", "-c", "core.fsmonitor=false"]);
        git.arg("--no-pager").stdin(Stdio::null()).stderr(Stdio::null());
        git
    };
    let own = git().args(["config", "user.email"]).output().ok().filter(|output| output.status.success());
    let own =
        own.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).filter(|email| !email.is_empty());
    let mut log = git();
    log.args([
        "log",
        "--no-merges",
        "--no-color",
        "--no-ext-diff",
        "--date=iso-strict",
        "--format=medium",
        "--reverse",
    ]);
    log.stdout(Stdio::piped());
    (log, own)
}

/// The address that a repository is set up with; `name` is its path and, once more, its own name.
fn own_address(name: &str) -> Option<String> {
    let (repository, _) = name.rsplit_once('/')?;
    let path = Path::new(repository);
    (path.is_dir() && !Path::new(name).exists()).then(|| log_of(path).1)?
}

#[derive(Default)]
struct Commit {
    author: String,
    time: Option<i64>,
    text: String,
    merge: bool,
}

fn read(input: &mut dyn Read, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let mut lines = Lines::new(input);
    let mut commit: Option<Commit> = None;
    if let Some(own) = reading.folder().and_then(|_| own_address(reading.name)) {
        out.owner(&own)?;
    }
    while let Some(line) = lines.next()? {
        if line.strip_prefix("commit ").is_some_and(|hash| hash.len() >= 40) {
            flush(commit.replace(Commit::default()), reading, out)?;
            continue;
        }
        let Some(commit) = &mut commit else { continue };
        if let Some(author) = line.strip_prefix("Author:") {
            commit.author = author.trim().to_owned();
        } else if let Some(date) = line.strip_prefix("Date:") {
            commit.time = time::iso(reading.zone, date).or_else(|| time::mail(date)).or_else(|| of_git(date, reading));
        } else if line.starts_with("Merge:") {
            commit.merge = true;
        } else if let Some(text) = line.strip_prefix("    ").filter(|_| commit.text.len() <= MAX_MESSAGE_BYTES) {
            commit.text.push_str(text);
            commit.text.push('\n');
        }
    }
    flush(commit, reading, out)
}

/// `Tue Nov 14 22:13:20 2023 +0000`
fn of_git(date: &str, reading: &Reading<'_>) -> Option<i64> {
    let date = date.trim();
    let (moment, zone) = date.rsplit_once(' ')?;
    let found = crate::import::stamp::moment(moment)?;
    let [day, month, year] = found.date;
    let moment = time::date(year, month, day)?.to_datetime(time::time(found.hour, found.minute, found.second)?);
    time::iso(reading.zone, &format!("{moment}{zone}"))
}

/// `Ann Lee <ann@example.org>`
fn flush(commit: Option<Commit>, reading: &Reading<'_>, out: &mut Out<'_, '_>) -> Result<(), Fault> {
    let Some(Commit { author, time, text, merge }) = commit else { return Ok(()) };
    if merge || text.starts_with("Merge ") {
        return out.skip(Skip::System);
    }
    let (name, email) = author.split_once(" <").unwrap_or((&author, ""));
    let email = email.trim_end_matches('>');
    let owner = reading.owner;
    let me = (owner.is(email) || owner.is(name)).then_some(true);
    // `Signed-off-by: …` and its like are for machines.
    let trailer =
        |line: &&str| line.split_once(": ").is_some_and(|(name, _)| name.contains('-') && !name.contains(' '));
    let kept: Vec<&str> = text.lines().filter(|line| !trailer(line)).collect();
    let conversation = out.name(reading.stem());
    let text = paragraphs(&kept);
    out.message(Draft {
        time,
        author: Some(if email.is_empty() { name } else { email }),
        me,
        text: &text,
        conversation: Some(&conversation),
    })
}

/// Lines that were broken at a column, joined; lists stay as they are.
fn paragraphs(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let listed = line.trim_start().starts_with(['-', '*']);
        if line.trim().is_empty() {
            if !text.ends_with('\n') {
                text.push('\n');
            }
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(if listed { '\n' } else { ' ' });
            }
            text.push_str(line.trim());
        }
    }
    text.trim().to_owned()
}
