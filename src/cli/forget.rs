//! `foretype forget`: shows what would be forgotten, asks, and has the daemon forget it.

use std::io::Write;
use std::time::Duration;

use clap::Args;

use super::Global;
use super::ask;
use super::error::CliError;
use super::messages::{SearchArgs, line};
use crate::client::launch;
use crate::rpc::protocol::{Forget, Forgotten};

/// The longest wait for the daemon: writing a big history anew takes long.
pub const PATIENCE: Duration = Duration::from_secs(600);

const EXAMPLES: &str = "\
Examples:
  foretype forget --text                         asks for it: command lines can be seen by others
  foretype forget --word Rumpelstilzchen         the word goes, the messages stay without it
  foretype forget --after yesterday --app signal
  foretype forget --pattern '(?i)project x\\d' --dry-run
  foretype forget --everything --yes";

/// Forget what was typed
///
/// Removes messages from every file of the history, and what was learned of them. Options hold together: with --app
/// and --after, messages of that application since then. First what would go is shown, then a question asked; --yes
/// asks nothing, --dry-run only shows. A word that is forgotten is not offered any more until it is typed again.
///
/// TIME is a day (2026-11-01), a time (\"2026-11-01 18:30\"), today, yesterday, or how long ago: 90s, 15min, 2h, 3d,
/// 2w.
///
/// A backup made earlier still holds everything, and restoring it brings it back.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ForgetArgs {
    /// A word; messages keep the rest of their text. Without WORD it is asked for, or read from the standard input
    #[arg(long, value_name = "WORD", num_args = 0..=1, default_missing_value = "")]
    word: Option<String>,
    /// Messages that hold this text, whatever its case. Without TEXT it is asked for, or read from the standard input
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    text: Option<String>,
    /// Messages that match this regular expression
    #[arg(long, value_name = "REGEX")]
    pattern: Option<String>,
    #[command(flatten)]
    place: SearchArgs,
    /// Messages of these numbers, as `foretype history --json` tells them
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    id: Option<Vec<i64>>,
    /// Everything there is
    #[arg(long, conflicts_with_all = ["word", "text", "pattern", "id", "app", "source", "conversation", "author", "after", "before"])]
    everything: bool,
    /// Ask nothing
    #[arg(short, long)]
    yes: bool,
    /// Only show what would go
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Print one line of JSON instead of the preview; needs --yes or --dry-run
    #[arg(short, long)]
    json: bool,
}

/// Shows, asks, forgets.
///
/// # Errors
/// When nothing was said of what is to go, nobody is there to answer, or the daemon cannot do it.
pub fn run(args: ForgetArgs, global: &Global) -> Result<(), CliError> {
    let SearchArgs { app, source, conversation, author, after, before } = args.place;
    let condition = Forget {
        word: told(args.word, "Word to forget: ")?,
        text: told(args.text, "Text to forget: ")?,
        pattern: args.pattern,
        after,
        before,
        source,
        app,
        conversation,
        author,
        ids: args.id,
        everything: args.everything,
        dry_run: args.dry_run,
    };
    if condition == (Forget { dry_run: args.dry_run, ..Forget::default() }) {
        return Err(CliError::usage("say what is to be forgotten")
            .hint("--word, --text, --pattern, --after and others say what; --everything is everything"));
    }
    if args.json {
        if !args.yes && !args.dry_run {
            return Err(CliError::usage("--json asks nothing").hint("add --yes or --dry-run"));
        }
        return super::print_json(&call(&condition, global)?);
    }
    let (yes, dry_run) = (args.yes, args.dry_run);
    with_preview(condition, global, |gone| match (dry_run, yes) {
        (true, _) => Ok(false),
        (_, true) => Ok(true),
        _ => ask::yes(&format!("Forget {}?", amount(gone))),
    })
}

/// The value of an option, or without a value the text that is typed or piped in: a command line can be read in the list
/// of processes while it runs, and in the shell's history after it.
fn told(option: Option<String>, question: &str) -> Result<Option<String>, CliError> {
    match option {
        Some(text) if text.is_empty() => ask::text(question).map(Some),
        told => Ok(told),
    }
}

/// Shows what would go, and has it go if `agreed` says so.
pub fn with_preview(
    condition: Forget,
    global: &Global,
    agreed: impl FnOnce(&Forgotten) -> Result<bool, CliError>,
) -> Result<(), CliError> {
    let preview = call(&Forget { dry_run: true, ..condition.clone() }, global)?;
    let mut out = anstream::stdout();
    preview.preview.iter().rev().try_for_each(|message| writeln!(out, "{}", line(message)))?;
    out.flush()?;
    let found = preview.messages + preview.changed;
    // A word is not offered any more even where no message holds it.
    if found + preview.words == 0 && condition.word.is_none() && !condition.everything && !preview.rebuild {
        global.note("Nothing matches.");
        return Ok(());
    }
    if found > preview.preview.len() as u64 {
        global.note(&format!("… and {} more", found - preview.preview.len() as u64));
    }
    if condition.dry_run {
        global.note(&format!("{} would be forgotten.", amount(&preview)));
        return Ok(());
    }
    if !agreed(&preview)? {
        global.note("Nothing was forgotten.");
        return Ok(());
    }
    let gone = call(&condition, global)?;
    global.note(&format!("Forgotten: {}.", amount(&gone)));
    if gone.rebuild {
        global.note("The personal model had seen some of it and is made anew without it.");
    }
    Ok(())
}

fn call(condition: &Forget, global: &Global) -> Result<Forgotten, CliError> {
    let config = global.load()?;
    super::runtime()?.block_on(async {
        let client = launch::ensure_running(&config).await?.with_timeout(PATIENCE);
        Ok(client.forget(condition).await?)
    })
}

/// As in `3 messages (120 characters)`.
pub fn amount(gone: &Forgotten) -> String {
    let mut parts = Vec::new();
    if gone.messages > 0 || gone.changed + gone.words == 0 {
        parts.push(format!("{} messages ({} characters)", gone.messages, gone.chars));
    }
    if gone.changed > 0 {
        parts.push(format!("the word in {} messages", gone.changed));
    }
    if gone.words > 0 {
        parts.push(format!("{} words without sentences", gone.words));
    }
    parts.join(" and ")
}
