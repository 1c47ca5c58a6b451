//! `foretype daemon`: runs the daemon in the foreground, or starts, stops and restarts the one in the background.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Global;
use super::error::CliError;
use super::status::{self, StatusArgs};
use crate::client::launch::{self, LaunchError};
use crate::config::Config;
use crate::daemon;
use crate::rpc::Client;

const EXAMPLES: &str = "\
Examples:
  foretype daemon                                   run it here; Ctrl-C stops it
  foretype daemon --model my-model.safetensors      the same with another model
  foretype daemon start                             run it in the background
  foretype daemon restart                           after an update or a change of the settings";

/// Run the daemon, or start, stop and restart it
///
/// Without a subcommand the daemon runs here, in the foreground, until SIGTERM, SIGINT (Ctrl-C) or a client's
/// `shutdown`; what it has to say goes to stderr, and never holds text that somebody typed. There is one daemon for
/// each user and socket: a second one ends with an error. A socket passed by systemd is taken over, and systemd is
/// told when the daemon is ready.
///
/// Nobody needs to start it by hand: every client does so by itself. `foretype service install` leaves that to the
/// system.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct DaemonArgs {
    /// Serve this checkpoint (.safetensors) instead of the model inside the program
    #[arg(long, global = true, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Start the daemon in the background, unless it runs already
    ///
    /// Returns when it answers. Its words go to a log in the state folder, closed to others.
    #[command(
        after_long_help = "Examples:\n  foretype daemon start\n  foretype daemon start --model my-model.safetensors"
    )]
    Start,
    /// Stop the daemon
    ///
    /// Requests in flight are answered first; returns when the daemon is gone. Without one there is nothing to do.
    /// A client, or systemd's socket, starts it again when it is needed.
    #[command(after_long_help = "Example:\n  foretype daemon stop")]
    Stop,
    /// Stop the daemon and start it again
    ///
    /// For new settings, a new model or a new version to take effect. Starts it also when none ran.
    #[command(after_long_help = "Example:\n  foretype daemon restart")]
    Restart,
    /// Tell how the daemon is; the same as `foretype status`
    #[command(after_long_help = "Example:\n  foretype daemon status --json")]
    Status(StatusArgs),
}

/// Runs the daemon, or does one of the actions.
///
/// # Errors
/// When the settings, the model or the socket cannot be used, or the daemon does not start or stop.
pub fn run(args: DaemonArgs, global: &Global) -> Result<(), CliError> {
    let overrides = global.with_model(args.model)?;
    let config = Config::load(&overrides)?;
    match args.action {
        None => Ok(daemon::run(&config, overrides)?),
        Some(Action::Start) => start(&config, global),
        Some(Action::Stop) => stop(&config, global),
        Some(Action::Restart) => {
            let client = super::runtime()?.block_on(async {
                let client = launch::restart(&config).await?;
                pid(&client).await
            })?;
            say(global, &format!("The daemon runs again (process {client})."))
        }
        Some(Action::Status(args)) => status::print(args.json, &config, global),
    }
}

fn start(config: &Config, global: &Global) -> Result<(), CliError> {
    let (ran, pid) = super::runtime()?.block_on(async {
        let (ran, client) = match launch::connect_if_running(config).await? {
            Some(client) => (true, client),
            None => (false, launch::ensure_running(config).await?),
        };
        Ok::<_, LaunchError>((ran, pid(&client).await?))
    })?;
    say(
        global,
        &match ran {
            true => format!("The daemon runs already (process {pid})."),
            false => format!("The daemon runs (process {pid})."),
        },
    )
}

fn stop(config: &Config, global: &Global) -> Result<(), CliError> {
    match super::runtime()?.block_on(launch::stop(config))? {
        Some(pid) => say(global, &format!("The daemon has stopped (process {pid}).")),
        None => say(global, "No daemon was running."),
    }
}

async fn pid(client: &Client) -> Result<u32, LaunchError> {
    Ok(client.status().await?.pid)
}

fn say(global: &Global, words: &str) -> Result<(), CliError> {
    if !global.quiet {
        writeln!(anstream::stdout(), "{words}")?;
    }
    Ok(())
}
