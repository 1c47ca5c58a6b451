//! `foretype try`: the terminal screen on which one types and watches words and characters being offered.
//!
//! [`state::Screen`] holds all that is shown and changes by keys and answers, [`view::draw`] draws it, [`questions`] talks
//! with the daemon; this file carries events between them. Typing never waits for an answer.

use std::io::{IsTerminal, Write};
use std::pin::pin;

use clap::Args;
use ratatui::crossterm::event::Event as TerminalEvent;
use tokio::sync::mpsc;

use self::questions::{Event, Question};
use self::state::{Effect, Link, Screen};
use super::Global;
use super::error::CliError;
use crate::config::Config;

mod bars;
mod field;
mod latency;
mod questions;
mod state;
pub mod terminal;
mod view;
mod wrap;

const EXAMPLES: &str = "\
Examples:
  foretype try
  foretype try --text \"I'll see you \"";

/// Type and watch what is being offered
///
/// Opens a screen in the terminal, starting the daemon if none runs. Below the text stand up to three words, each
/// with its key, then the most probable next characters with their probabilities. The phrase that would follow is
/// shown dim after the cursor. The last lines tell the keystrokes saved so far (keys pressed against characters
/// entered) and how long the answers took, measured here, over the socket.
///
/// Keys: Tab (or F1, Alt-1) takes the first word, F2 and F3 (Alt-2, Alt-3) the others; Right or End takes the phrase.
/// A taken word brings its space; punctuation typed next takes that space's place. Enter ends a message, Backspace
/// deletes a character, Ctrl-W a word, Ctrl-U the message. F4 shows, instead of the next characters, why each word is
/// offered (as `foretype why` prints it), and F4 again the characters. Esc or Ctrl-C quits and prints one line of figures.
///
/// Nothing that is typed here is kept. If the daemon stops, the screen says so and starts it again.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct TryArgs {
    /// Begin with this text before the cursor
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    text: String,
}

/// Runs the screen until the person quits.
///
/// # Errors
/// When there is no terminal, when the settings are wrong, and when the terminal fails.
pub fn run(args: TryArgs, global: &Global) -> Result<(), CliError> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(CliError::failure("`foretype try` needs a terminal to type in and to draw on")
            .hint("in a script or a pipe use `foretype suggest`, as in: foretype suggest --json \"I'll see you \""));
    }
    let config = global.load()?;
    let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let screen = Screen::new(&args.text, config.client.show_probability, colour);
    let runtime = super::runtime()?;
    let ended = runtime.block_on(sitting(screen, config));
    // The thread that reads keys cannot be interrupted; it must not keep the program.
    runtime.shutdown_background();
    let screen = ended.map_err(|error| CliError::failure("the terminal failed").source(error))?;
    writeln!(anstream::stdout(), "{}", summary(&screen))?;
    Ok(())
}

/// From the first drawing to the key that quits. The terminal is given back when this returns.
async fn sitting(mut screen: Screen, config: Config) -> std::io::Result<Screen> {
    let (ask, questions) = mpsc::unbounded_channel();
    let (sender, mut events) = mpsc::unbounded_channel();
    let mut owned = terminal::Owned::take()?;
    let mut keys = terminal::events();
    tokio::spawn(questions::run(config, question(&screen, None), questions, sender));
    let mut stopped = pin!(stop_signal());
    loop {
        owned.terminal.draw(|frame| view::draw(frame, &screen))?;
        tokio::select! {
            event = keys.recv() => {
                // What was typed meanwhile is drawn at once.
                let mut next = event.transpose()?;
                if next.is_none() {
                    return Err(ended("the thread that reads keys"));
                }
                while let Some(event) = next {
                    if !on_terminal(&mut screen, event, &ask) {
                        return Ok(screen);
                    }
                    next = keys.try_recv().ok().transpose()?;
                }
            }
            event = events.recv() => match event {
                Some(event) => on_daemon(&mut screen, event),
                None => return Err(ended("the task that talks with the daemon")),
            },
            () = &mut stopped => return Ok(screen),
        }
    }
}

/// One event of the terminal. False when the person quits.
fn on_terminal(screen: &mut Screen, event: TerminalEvent, ask: &mpsc::UnboundedSender<Question>) -> bool {
    let effect = match event {
        TerminalEvent::Key(key) => screen.on_key(key),
        TerminalEvent::Paste(text) => screen.on_paste(&text),
        _ => Effect::Nothing,
    };
    let took = match effect {
        Effect::Nothing => return true,
        Effect::Quit => return false,
        Effect::Ask | Effect::Explain => None,
        Effect::Took(delete, text) => Some((delete, text)),
    };
    // Should the other end be gone, the loop hears of it by itself.
    let _ = ask.send(question(screen, took));
    true
}

fn on_daemon(screen: &mut Screen, event: Event) {
    match event {
        Event::Link(link) => screen.on_link(link),
        Event::Model(model) => screen.model = model,
        Event::Answer { question, answer, took } if screen.link == Link::Connected => {
            screen.on_answer(question, answer, took);
        }
        Event::Answer { .. } => {}
        Event::Reasons { question, reasons } => screen.on_reasons(question, reasons),
    }
}

fn question(screen: &Screen, took: Option<(u32, String)>) -> Question {
    Question { number: screen.question(), text: screen.field.text().to_owned(), took, why: screen.explains() }
}

fn ended(what: &str) -> std::io::Error {
    std::io::Error::other(format!("{what} ended; this is a defect of foretype"))
}

/// Resolves when somebody asks the program to end in another way than by a key.
pub async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = (signal(SignalKind::terminate()), signal(SignalKind::hangup()), signal(SignalKind::interrupt()));
        if let (Ok(mut terminate), Ok(mut hangup), Ok(mut interrupt)) = signals {
            tokio::select! { _ = terminate.recv() => {}, _ = hangup.recv() => {}, _ = interrupt.recv() => {} }
            return;
        }
    }
    std::future::pending().await
}

/// The sitting in one line.
fn summary(screen: &Screen) -> String {
    let mut line = format!("{} characters with {} keys", screen.field.characters(), screen.keys());
    if let Some(saved) = screen.saved() {
        line.push_str(&format!(", {saved} saved"));
    }
    if let (Some(p50), Some(p99)) = (screen.latencies.percentile_ms(50), screen.latencies.percentile_ms(99)) {
        line.push_str(&format!("; answers took {p50:.1} ms (p50), {p99:.1} ms (p99)"));
    }
    line
}
