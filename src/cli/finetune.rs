//! `foretype finetune`: starts fine-tuning at once and shows how far it is.

use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::error::CliError;
use super::{Global, interrupt, print_json};
use crate::client::launch;
use crate::rpc::Client;
use crate::rpc::protocol::{LearningResult, LearningRun};

/// How often the daemon is asked how far it is.
const LOOK_EVERY: Duration = Duration::from_millis(200);

const EXAMPLES: &str = "\
Examples:
  foretype finetune
  foretype finetune --no-wait
  foretype finetune --json | jq .promoted";

/// Fine-tune a model of your own now
///
/// The daemon does this by itself when you have written enough and rest (see [learning] in the settings). Asked by
/// hand, it starts at once and goes on while you type, at the lowest priority. The model is trained on your own messages
/// that are kept, the newest tenth of them left out; it is served only if it predicts that tenth better than the model
/// in use and still knows what the base model knows. Ctrl-C stops the waiting, not the work.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct FinetuneArgs {
    /// Start it and return
    #[arg(long)]
    no_wait: bool,
    /// Print one line of JSON: the run, as `foretype learning --json` lists it
    #[arg(short, long)]
    json: bool,
}

/// How a run ended.
pub enum Tuned {
    /// A run came to its end, served or refused.
    Ended(Box<LearningRun>),
    /// Too little is kept to learn from.
    TooLittle,
    /// The settings keep nothing.
    NothingKept,
}

/// Starts a run and shows how far it is.
///
/// # Errors
/// When the daemon cannot be reached or there is nothing to learn from.
pub fn run(args: &FinetuneArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let runtime = super::runtime()?;
    let client = runtime.block_on(launch::ensure_running(&config))?;
    match start(&runtime, &client, !args.no_wait, global, args.json)? {
        None => {
            global.note("started; `foretype learning` tells how it goes");
            Ok(())
        }
        Some(Tuned::Ended(run)) if args.json => print_json(&run),
        Some(Tuned::Ended(run)) => {
            println!("{}", words(&run));
            Ok(())
        }
        Some(Tuned::TooLittle) => {
            Err(CliError::failure("there was nothing to learn from yet: too few messages of your own are kept")
                .hint("`foretype history` shows what is kept; import chats, or type for a while"))
        }
        Some(Tuned::NothingKept) => {
            let why = "nothing is kept, so there is nothing to learn from";
            Err(CliError::failure(why).hint("set `keep = true` under [history] in the settings"))
        }
    }
}

/// Starts a run and, if asked to, waits for its end behind a progress bar.
///
/// # Errors
/// When the daemon cannot be reached, and when interrupted: the run goes on.
pub fn start(
    runtime: &tokio::runtime::Runtime,
    client: &Client,
    to_the_end: bool,
    global: &Global,
    json: bool,
) -> Result<Option<Tuned>, CliError> {
    let before = runtime.block_on(ask(client))?;
    let started = runtime.block_on(client.finetune())?;
    if !started.started {
        return Ok(Some(Tuned::NothingKept));
    }
    if !to_the_end {
        return Ok(None);
    }
    let mut after = wait(runtime, client, &before, global, json)?;
    let ended = after.runs.pop().filter(|run| before.runs.last() != Some(run));
    Ok(Some(ended.map_or(Tuned::TooLittle, |run| Tuned::Ended(Box::new(run)))))
}

async fn ask(client: &Client) -> Result<LearningResult, CliError> {
    Ok(client.learning().await?)
}

/// Waits until a run has ended.
fn wait(
    runtime: &tokio::runtime::Runtime,
    client: &Client,
    before: &LearningResult,
    global: &Global,
    json: bool,
) -> Result<LearningResult, CliError> {
    let interrupt = interrupt::watch();
    let bar = if global.quiet || json { ProgressBar::hidden() } else { ProgressBar::new(1) };
    let style = "{msg:10} {bar:30} {percent:>3} %  {elapsed} gone, {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
    loop {
        let now = runtime.block_on(ask(client))?;
        if now.finished != before.finished {
            bar.finish_and_clear();
            return Ok(now);
        }
        if interrupt.requested() {
            bar.finish_and_clear();
            global.note("it goes on in the background; `foretype learning` tells how it goes");
            return Err(CliError::interrupted());
        }
        bar.set_message(now.state);
        bar.set_length(now.total.max(1));
        bar.set_position(now.done);
        runtime.block_on(async { tokio::time::sleep(LOOK_EVERY).await });
    }
}

/// The outcome of a run in a sentence.
pub fn words(run: &LearningRun) -> String {
    let figures = format!(
        "your newest messages: {:.3} → {:.3} bits per character\nbase text:            {:.3} → {:.3}",
        run.own_before, run.own_after, run.base_before, run.base_after
    );
    let end = match (run.promoted, run.refused.as_deref()) {
        (true, _) => format!("served from now on as personal model {}", run.generation.unwrap_or_default()),
        (_, Some("base_text_lost")) => "refused: it forgot too much of what the base model knows".to_owned(),
        _ => "refused: it does not predict your newest messages better".to_owned(),
    };
    format!("{figures}\n{end} ({:.0} s of work on {} characters)", run.seconds, run.chars)
}
