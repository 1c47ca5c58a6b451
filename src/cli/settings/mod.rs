//! `foretype settings`: a terminal screen for the settings, and for what is known of the person.
//!
//! [`state::Screen`] holds all that is shown and changes by keys and answers, [`view::draw`] draws it, [`requests`] talks with
//! the daemon; this file carries events between them and writes the settings file.

use std::io::IsTerminal;
use std::pin::pin;

use clap::Args;
use ratatui::crossterm::event::Event as TerminalEvent;
use tokio::sync::mpsc;

use self::requests::{Event, Request};
use self::state::{Effect, Page, Screen};
use super::Global;
use super::error::CliError;
use super::screen::{stop_signal, terminal};
use crate::config::{Config, Overrides, edit};

mod requests;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod view;

const EXAMPLES: &str = "\
Examples:
  foretype settings
  foretype settings --page known";

/// Set what foretype does, and see what it knows
///
/// Opens a screen in the terminal with four pages: what is kept and how words appear, what is done in which application,
/// the input method's keys, and what is known: sums and words, each of which can be forgotten. Changes are written at once
/// to the settings file, whose comments stay; the daemon takes them in, and the input method with the next text field.
///
/// Keys: Tab and 1 to 4 turn pages, the arrows choose a line, Space and the arrows change it, Enter types a value, Esc
/// quits.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SettingsArgs {
    /// Begin with this page
    #[arg(long, value_name = "PAGE", value_enum, default_value_t = Page::General)]
    page: Page,
}

/// Runs the screen until the person quits.
///
/// # Errors
/// When there is no terminal, when the settings are wrong, and when the terminal fails.
pub fn run(args: &SettingsArgs, global: &Global) -> Result<(), CliError> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(CliError::failure("`foretype settings` needs a terminal to draw on").hint(
            "in a script edit the file that `foretype config --path` names, and use `foretype pause`, `foretype history` \
             and `foretype forget`",
        ));
    }
    let config = global.load()?;
    let (file, overrides) = (global.settings_file()?, global.overrides()?);
    let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let screen = Screen::new(args.page, config.clone(), colour);
    let runtime = super::runtime()?;
    let ended = runtime.block_on(sitting(screen, config, &|key, value| change(&file, &overrides, key, value)));
    // The thread that reads keys cannot be interrupted; it must not keep the program.
    runtime.shutdown_background();
    ended.map_err(|error| CliError::failure("the terminal failed").source(error))
}

/// Changes a value of the settings file and reads it again.
fn change(
    file: &std::path::Path,
    overrides: &Overrides,
    key: &str,
    value: Option<toml_edit::Value>,
) -> Result<Config, String> {
    check_key(key, value.as_ref())?;
    let written = match value {
        Some(value) => edit::set(file, key, value),
        None => edit::unset(file, key),
    };
    written.map_err(|error| error.to_string())?;
    Config::load(overrides).map_err(|error| error.to_string())
}

/// A name that means no key would keep the input method from starting.
#[cfg(target_os = "linux")]
fn check_key(key: &str, value: Option<&toml_edit::Value>) -> Result<(), String> {
    if !key.starts_with("ibus.keys.") {
        return Ok(());
    }
    let nowhere = std::path::Path::new("config.toml");
    let alone = edit::changed("", nowhere, key, value.cloned()).map_err(|error| error.to_string())?;
    let config = Config::parse(&alone, nowhere).map_err(|error| error.to_string())?;
    crate::input::keys::Shortcuts::new(&config.ibus.keys).map(drop).map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
fn check_key(_: &str, _: Option<&toml_edit::Value>) -> Result<(), String> {
    Ok(())
}

type Change<'a> = &'a dyn Fn(&str, Option<toml_edit::Value>) -> Result<Config, String>;

/// From the first drawing to the key that quits. The terminal is given back when this returns.
async fn sitting(mut screen: Screen, config: Config, change: Change<'_>) -> std::io::Result<()> {
    let (ask, requests) = mpsc::unbounded_channel();
    let (sender, mut events) = mpsc::unbounded_channel();
    let mut owned = terminal::Owned::take()?;
    let mut keys = terminal::events();
    tokio::spawn(requests::run(config, requests, sender));
    // Should the other end be gone, nothing is known; the settings can be changed all the same.
    let _ = ask.send(Request::Load);
    let mut stopped = pin!(stop_signal());
    loop {
        owned.terminal.draw(|frame| view::draw(frame, &screen))?;
        tokio::select! {
            event = keys.recv() => {
                let Some(event) = event.transpose()? else { return Ok(()) };
                if !on_terminal(&mut screen, event, &ask, change) {
                    return Ok(());
                }
            }
            Some(event) = events.recv() => match event {
                Event::Known { known, hidden, paused } => screen.on_known(*known, hidden, paused),
                Event::Failed(why) => screen.on_error(why),
            },
            () = &mut stopped => return Ok(()),
        }
    }
}

/// One event of the terminal. False when the person quits.
fn on_terminal(
    screen: &mut Screen,
    event: TerminalEvent,
    ask: &mpsc::UnboundedSender<Request>,
    change: Change<'_>,
) -> bool {
    let effect = match event {
        TerminalEvent::Key(key) => screen.on_key(key),
        TerminalEvent::Paste(text) => {
            screen.on_paste(&text);
            Effect::Nothing
        }
        _ => Effect::Nothing,
    };
    let request = match effect {
        Effect::Quit => return false,
        Effect::Nothing => return true,
        Effect::Set { key, value } => {
            match change(&key, value) {
                Ok(config) => screen.on_settings(config),
                Err(why) => screen.on_error(why),
            }
            return true;
        }
        Effect::Reload => Request::Load,
        Effect::Pause(paused) => Request::Pause(paused),
        Effect::Forget(word) => Request::Forget(word),
        Effect::Hide { word, shown } => Request::Hide { word, shown },
    };
    let _ = ask.send(request);
    true
}
