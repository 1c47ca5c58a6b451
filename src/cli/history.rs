//! `foretype history`: searches and shows the history, and forgets what was found.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::Global;
use super::error::CliError;
use super::messages::{SearchArgs, line};
use super::shown::visible;
use super::{ask, forget, when};
use crate::client::launch;
use crate::rpc::limits::MAX_HISTORY;
use crate::rpc::protocol::{self, HistoryResult, HistoryTotals, WordOrder};

const EXAMPLES: &str = "\
Examples:
  foretype history                               sums, and the newest messages
  foretype history dentist                       messages that hold a text
  foretype history --app org.mozilla.thunderbird --after yesterday
  foretype history --words                       the words used most; --words newest for those learned last
  foretype history --words most-changed          the words that learning has changed most
  foretype history --json --limit 1000 | jq -r '.messages[].text'
  foretype history dentist --delete              forget what was found, after a question";

/// Show what is kept
///
/// Prints the messages kept that match, the newest first, and sums over everything: messages, words, sources, bytes,
/// and what the privacy filter dropped, by reason. `_` stands where something was dropped. Starts the daemon if none
/// runs.
///
/// TIME is a day (2026-11-01), a time (\"2026-11-01 18:30\"), today, yesterday, or how long ago: 90s, 15min, 2h, 3d,
/// 2w.
///
/// The JSON object is what the method `history` of the protocol answers: `matching`, `messages` (`id`, `time` in
/// milliseconds since 1970, `source`, `app`, `conversation`, `author`, `text`), `words` and `totals`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct HistoryArgs {
    /// Messages that hold this text, in whatever case
    #[arg(value_name = "SEARCH")]
    search: Option<String>,
    #[command(flatten)]
    place: SearchArgs,
    /// Show at most N messages or words (0 to 1000)
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20,
          value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_HISTORY)))]
    limit: u32,
    /// Leave out the N newest that match
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u64,
    /// Show the words used instead of messages
    #[arg(short, long, value_name = "ORDER", num_args = 0..=1, default_missing_value = "most-used")]
    words: Option<Order>,
    /// Forget every message that matches, not only those shown, after a question
    #[arg(long, conflicts_with_all = ["words", "json"])]
    delete: bool,
    /// Ask nothing before deleting
    #[arg(short, long, requires = "delete")]
    yes: bool,
    /// Print one line of JSON
    #[arg(short, long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    /// The most used first
    MostUsed,
    /// Those learned last first
    Newest,
    /// Those first that learning has made more probable than they were, with the bits (1 bit: twice as probable)
    MostChanged,
}

/// Prints what is kept.
///
/// # Errors
/// When the daemon cannot be reached or started, or the history cannot be used.
pub fn run(args: &HistoryArgs, global: &Global) -> Result<(), CliError> {
    if args.delete {
        return delete(args, global);
    }
    let config = global.load()?;
    let params = protocol::History {
        search: args.search.clone(),
        app: args.place.app.clone(),
        source: args.place.source.clone(),
        conversation: args.place.conversation.clone(),
        author: args.place.author.clone(),
        after: args.place.after,
        before: args.place.before,
        limit: Some(args.limit),
        offset: args.offset,
        words: args.words.map(|order| match order {
            Order::MostUsed => WordOrder::MostUsed,
            Order::Newest => WordOrder::Newest,
            Order::MostChanged => WordOrder::MostChanged,
        }),
    };
    let found = super::runtime()?.block_on(async {
        let client = launch::ensure_running(&config).await?.with_timeout(forget::PATIENCE);
        Ok::<_, CliError>(client.history(&params).await?)
    })?;
    if args.json {
        return super::print_json(&found);
    }
    let mut out = anstream::stdout();
    match args.words {
        Some(_) => found.words.iter().try_for_each(|word| {
            let change = word.change.map(|bits| format!("{bits:>+6.1} bits  ")).unwrap_or_default();
            writeln!(out, "{change}{:>7}  {}  {}", word.count, when::shown(word.first), visible(&word.text))
        })?,
        None => found.messages.iter().rev().try_for_each(|message| writeln!(out, "{}", line(message)))?,
    }
    if !global.quiet {
        write!(out, "{}", words(&found, args))?;
    }
    Ok(out.flush()?)
}

/// What was found, forgotten.
fn delete(args: &HistoryArgs, global: &Global) -> Result<(), CliError> {
    let SearchArgs { app, source, conversation, author, after, before } = args.place.clone();
    let condition = protocol::Forget {
        text: args.search.clone(),
        app,
        source,
        conversation,
        author,
        after,
        before,
        ..protocol::Forget::default()
    };
    forget::with_preview(condition, global, |gone| match args.yes {
        true => Ok(true),
        false => ask::yes(&format!("Forget {}?", forget::amount(gone))),
    })
}

fn words(found: &HistoryResult, args: &HistoryArgs) -> String {
    let HistoryTotals { messages, own_messages, own_chars, own_words, bytes, sources, apps, dropped } = &found.totals;
    let shown = if args.words.is_some() { 0 } else { found.messages.len() as u64 };
    let mut lines = Vec::new();
    if args.words.is_none() && found.matching > shown {
        lines.push(format!("{shown} of {} that match; --limit and --offset show others", found.matching));
    }
    lines.push(format!(
        "kept: {messages} messages, {own_messages} of your own with {own_words} different words in {own_chars} \
         characters; {:.1} MiB on disk",
        *bytes as f64 / f64::from(1 << 20)
    ));
    for (what, counts) in [("sources", sources), ("applications", apps), ("dropped", dropped)] {
        if !counts.is_empty() {
            let counts: Vec<String> = counts.iter().map(|(name, n)| format!("{} {n}", visible(name))).collect();
            lines.push(format!("{what}: {}", counts.join(", ")));
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
