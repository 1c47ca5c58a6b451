//! `foretype pause` and `foretype resume`: keep and learn nothing for a while.

use clap::Args;

use super::Global;
use super::error::CliError;
use super::when;
use crate::client::launch;
use crate::rpc::protocol::{Pause, PauseResult};

const PAUSE_EXAMPLES: &str = "\
Examples:
  foretype pause                  until foretype resume
  foretype pause --minutes 30     for half an hour";

const RESUME_EXAMPLES: &str = "\
Example:
  foretype resume";

/// Keep and learn nothing for a while
///
/// Suggestions go on. A pause outlives the daemon; `foretype status` tells whether there is one.
#[derive(Debug, Args)]
#[command(after_long_help = PAUSE_EXAMPLES)]
pub struct PauseArgs {
    /// Go on by itself after N minutes
    #[arg(short, long, value_name = "N")]
    minutes: Option<u32>,
    /// Print one line of JSON: `paused`, and `until` in milliseconds since 1970
    #[arg(short, long)]
    json: bool,
}

/// Keep and learn again after a pause
#[derive(Debug, Args)]
#[command(after_long_help = RESUME_EXAMPLES)]
pub struct ResumeArgs {
    /// Print one line of JSON: `paused`
    #[arg(short, long)]
    json: bool,
}

/// Pauses.
///
/// # Errors
/// When the daemon cannot be reached or started, or cannot write it down.
pub fn run(args: &PauseArgs, global: &Global) -> Result<(), CliError> {
    let result = call(Pause { paused: true, minutes: args.minutes }, global)?;
    if args.json {
        return super::print_json(&result);
    }
    global.note(&match result.until {
        Some(until) => format!("Nothing is kept or learned until {}.", when::shown(until)),
        None => "Nothing is kept or learned until `foretype resume`.".to_owned(),
    });
    Ok(())
}

/// Goes on.
///
/// # Errors
/// As [`run`].
pub fn resume(args: &ResumeArgs, global: &Global) -> Result<(), CliError> {
    let result = call(Pause { paused: false, minutes: None }, global)?;
    if args.json {
        return super::print_json(&result);
    }
    global.note("What is typed is kept and learned again.");
    Ok(())
}

fn call(params: Pause, global: &Global) -> Result<PauseResult, CliError> {
    let config = global.load()?;
    super::runtime()?.block_on(async { Ok(launch::ensure_running(&config).await?.pause(&params).await?) })
}
