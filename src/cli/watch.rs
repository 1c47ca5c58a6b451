//! `foretype watch`: shows, adds and removes the logs that the daemon follows.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::Global;
use super::error::{CliError, Context};
use super::import::format_names;
use crate::client::launch;
use crate::config::Config;
use crate::daemon::watch::{Watch, Watches, present};
use crate::import::{Format, Live};

const EXAMPLES: &str = "\
Examples:
  foretype watch add --me ann ~/.local/share/weechat/logs      IRC logs, also those that are yet to come
  foretype watch add --me ann --me ann_ ~/irclogs/libera/#rust.log
  foretype watch add --format plain ~/journal.txt               every line is mine
  foretype watch list
  foretype watch remove ~/journal.txt

Formats that can be followed: irc, jsonl, plain.";

/// Follow logs that grow
///
/// The daemon learns from lines as a chat program appends them to a log: the owner's are learned, what others write
/// right before is context. Lines that are there already are not learned; `foretype import` does that. Logs that are
/// rotated or emptied are followed on, and a daemon that was stopped goes on where it was.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct WatchArgs {
    #[command(subcommand)]
    command: WatchCommand,
}

#[derive(Debug, Subcommand)]
enum WatchCommand {
    Add(AddArgs),
    List(ListArgs),
    Remove(RemoveArgs),
}

/// Follow a log, or all logs of a folder
///
/// Starts the daemon if none runs.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  foretype watch add --me ann ~/.local/share/weechat/logs")]
struct AddArgs {
    /// A file, which need not exist yet, or a folder
    path: PathBuf,
    /// A name under which you write (may be given several times)
    #[arg(short, long, value_name = "NAME")]
    me: Vec<String>,
    /// Take the logs to be of this format: irc, jsonl or plain
    #[arg(short, long, hide_possible_values = true, value_parser = format_names(Format::ALL.into_iter()))]
    format: Option<Format>,
    /// File the messages under this application
    #[arg(long)]
    app: Option<String>,
    /// File the messages under this conversation instead of the log's name
    #[arg(long)]
    conversation: Option<String>,
}

/// Tell which logs are followed
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  foretype watch list --json | jq -r '.[].path'")]
struct ListArgs {
    /// Print one line of JSON
    #[arg(short, long)]
    json: bool,
}

/// Follow a log no more
///
/// What was learned from it stays; `foretype forget` takes that back.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  foretype watch remove ~/.local/share/weechat/logs")]
struct RemoveArgs {
    /// The file or folder, as it was added
    path: PathBuf,
}

/// Adds, lists or removes.
///
/// # Errors
/// When a log cannot be followed, and when the list cannot be read or written.
pub fn run(args: WatchArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    match args.command {
        WatchCommand::Add(args) => add(args, &config, global),
        WatchCommand::List(args) => list(&args, &config, global),
        WatchCommand::Remove(args) => remove(&args.path, &config, global),
    }
}

fn load(config: &Config) -> Result<Watches, CliError> {
    Watches::load(&config.history.path).context(|| "cannot read the list of logs".to_owned())
}

fn save(watches: &Watches, config: &Config) -> Result<(), CliError> {
    watches.save(&config.history.path).context(|| "cannot write the list of logs".to_owned())
}

/// The path without links, so that what the system reports about it is recognised.
fn real(path: &Path) -> Result<PathBuf, CliError> {
    let absolute = std::path::absolute(path)
        .map_err(|error| CliError::usage(format!("`{}` is no path", path.display())).source(error))?;
    if let Ok(real) = absolute.canonicalize() {
        return Ok(real);
    }
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else { return Ok(absolute) };
    let folder = folder.canonicalize().context(|| format!("cannot follow {}", path.display()))?;
    Ok(folder.join(name))
}

fn add(args: AddArgs, config: &Config, global: &Global) -> Result<(), CliError> {
    let path = real(&args.path)?;
    check(&path, &args)?;
    if !path.exists() {
        global.note(&format!("{} does not exist yet: it is followed from when it is there.", path.display()));
    }
    let format = args.format.map(|format| format.name().to_owned());
    let AddArgs { me, app, conversation, .. } = args;
    put(Watch { path, format, me, app, conversation, before: Vec::new() }, config, global)
}

/// Follows a folder of logs of which it is known whose they are.
///
/// # Errors
/// When the list cannot be written or no daemon can be started.
pub fn follow(path: &Path, me: &[String], config: &Config, global: &Global) -> Result<(), CliError> {
    put(Watch { path: real(path)?, me: me.to_vec(), ..Watch::default() }, config, global)
}

/// Whether a file or folder is followed, by itself or with the folder that it is in.
///
/// # Errors
/// When the list cannot be read.
pub fn is_followed(path: &Path, config: &Config) -> Result<bool, CliError> {
    let path = real(path)?;
    Ok(load(config)?.watches.iter().any(|watch| path.starts_with(&watch.path)))
}

/// Adds one, in place of what was said of the same path before.
fn put(watch: Watch, config: &Config, global: &Global) -> Result<(), CliError> {
    let mut watches = load(config)?;
    watches.watches.retain(|known| known.path != watch.path);
    global.note(&format!("Following {}: what is appended from now on is learned.", watch.path.display()));
    let before = present(&watch.path);
    watches.watches.push(Watch { before, ..watch });
    save(&watches, config)?;
    super::runtime()?.block_on(launch::ensure_running(config))?;
    Ok(())
}

/// Checks that the path can be followed as a log.
fn check(path: &Path, args: &AddArgs) -> Result<(), CliError> {
    if let Some(format) = args.format.filter(|format| !Live::can_follow(*format)) {
        return Err(CliError::usage(format!(
            "{} exports do not grow line by line and cannot be followed",
            format.title()
        ))
        .hint("`foretype import` reads them; irc, jsonl and plain can be followed"));
    }
    let empty = path.metadata().map_or(true, |found| found.len() == 0);
    let recognised = Live::recognise(path, args.format).map(|live| live.format());
    if path.is_file() && !empty && recognised.is_none() {
        return Err(CliError::usage(format!("{} is no log of a kind that can be followed", path.display()))
            .hint("--format irc, jsonl or plain says what it is; with plain every line counts as yours"));
    }
    let format = args.format.or(recognised);
    if args.me.is_empty() && format != Some(Format::Plain) && format != Some(Format::JsonLines) {
        return Err(CliError::usage("under which name do you write in these logs?").hint("say it with --me NAME"));
    }
    Ok(())
}

#[derive(Serialize)]
struct WatchLine<'a> {
    path: &'a Path,
    format: Option<&'a str>,
    me: &'a [String],
    app: Option<&'a str>,
    conversation: Option<&'a str>,
}

impl<'a> WatchLine<'a> {
    fn of(watch: &'a Watch) -> WatchLine<'a> {
        let Watch { path, format, me, app, conversation, .. } = watch;
        let (format, app, conversation) = (format.as_deref(), app.as_deref(), conversation.as_deref());
        WatchLine { path, format, me, app, conversation }
    }
}

fn list(args: &ListArgs, config: &Config, global: &Global) -> Result<(), CliError> {
    use std::io::Write;
    let watches = load(config)?;
    if args.json {
        return super::print_json(&watches.watches.iter().map(WatchLine::of).collect::<Vec<_>>());
    }
    let mut out = anstream::stdout();
    for watch in &watches.watches {
        let me = if watch.me.is_empty() { String::new() } else { format!("  (you are {})", watch.me.join(", ")) };
        writeln!(out, "{}{}", watch.path.display(), super::shown::visible(&me))?;
    }
    if watches.watches.is_empty() {
        global.note("No log is followed; `foretype watch add PATH` follows one.");
    }
    Ok(out.flush()?)
}

fn remove(path: &Path, config: &Config, global: &Global) -> Result<(), CliError> {
    let mut watches = load(config)?;
    let wanted = [real(path).unwrap_or_else(|_| path.to_owned()), path.to_owned()];
    let before = watches.watches.len();
    watches.watches.retain(|watch| !wanted.contains(&watch.path));
    if watches.watches.len() == before {
        return Err(CliError::failure(format!("{} is not followed", path.display()))
            .hint("`foretype watch list` tells which logs are"));
    }
    save(&watches, config)?;
    global.note(&format!("{} is not followed any more.", path.display()));
    Ok(())
}
