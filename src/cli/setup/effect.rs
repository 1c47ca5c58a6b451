//! Measures what learning adds for the owner: types their newest messages again, cold and after learning all before them.
//!
//! Reads the history and the personal model while the daemon runs, and changes nothing. The messages scored are of the
//! newest tenth, which fine-tuning leaves out; the memory is built anew here from what is older than each of them.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::adapt;
use crate::cli::error::{CliError, Context};
use crate::cli::interrupt::Interrupt;
use crate::cli::{Global, model, plot};
use crate::config::Config;
use crate::daemon::{Conversations, served_from_disk};
use crate::eval::run::Options;
use crate::eval::user::{Beginning, complete, evaluate_learning};
use crate::eval::{Report, TextMessage, TextSet, evaluate};
use crate::history::{self, Store};
use crate::predict::Predictor;

/// The most messages of a history that are used: the newest.
const MAX_MESSAGES: usize = 100_000;
/// Sentences completed before and after.
const EXAMPLES: usize = 10;
/// Words foreseen of each, at most.
const EXAMPLE_WORDS: usize = 4;

/// The figures before and after learning.
pub struct Effect {
    cold: Report,
    memory: Report,
    /// With a model of one's own, if one is served.
    full: Option<Report>,
    pub examples: Vec<Example>,
}

/// A message of the owner, completed from its middle.
pub struct Example {
    pub typed: String,
    /// How it went on, so many words of it as were foreseen.
    pub written: String,
    pub cold: String,
    pub now: String,
}

/// Keystrokes saved, as a share of the characters.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Figures {
    pub messages: usize,
    pub chars: u64,
    pub before: f64,
    pub memory: f64,
    pub full: Option<f64>,
}

impl Effect {
    pub fn figures(&self) -> Figures {
        let saved = |report: &Report| report.total.tally.keystroke_savings();
        Figures {
            messages: self.cold.messages.len(),
            chars: self.cold.total.tally.chars,
            before: saved(&self.cold),
            memory: saved(&self.memory),
            full: self.full.as_ref().map(saved),
        }
    }

    /// Keystrokes saved up to each message: before, and after.
    pub fn curves(&self) -> Vec<(&'static str, Vec<(f64, f64)>)> {
        let mut curves = vec![
            ("before", plot::saved_so_far(&[&self.cold])),
            ("with what you wrote before", plot::saved_so_far(&[&self.memory])),
        ];
        curves.extend(self.full.as_ref().map(|full| ("and a model of your own", plot::saved_so_far(&[full]))));
        curves
    }
}

/// Measures on so many of the owner's newest messages; nothing when there are too few.
///
/// # Errors
/// When the history or the model cannot be read, and when interrupted.
pub fn measure(
    most: usize,
    config: &Config,
    global: &Global,
    interrupt: &Interrupt,
) -> Result<Option<Effect>, CliError> {
    if most == 0 || !Store::database(&config.history.path).exists() {
        return Ok(None);
    }
    let set = held_out(config, most)?;
    if set.scored_chars() == 0 {
        return Ok(None);
    }
    let own = Some(config.model.path.as_path()).filter(|path| !path.as_os_str().is_empty());
    let path = own.or(Some(std::path::Path::new(config.model.name.name())));
    let base_memory = config.model.base_memory;
    let base = model::load_predictor(path, base_memory)?;
    // Without the personal model there are two figures instead of three.
    let own = served_from_disk(config).context(|| "cannot read the personal model".to_owned())?;
    let own = own.map(|checkpoint| Predictor::new(&checkpoint));
    let own = own.map(|own| if base_memory { own } else { own.with_base_memory(None) });
    let measuring = Measuring::new(&set, own.is_some(), global, interrupt);
    let effect = measuring.all(&base, own.as_ref());
    measuring.bar.finish_and_clear();
    if interrupt.requested() { Err(CliError::interrupted()) } else { Ok(Some(effect)) }
}

struct Measuring<'a> {
    set: &'a TextSet,
    bar: ProgressBar,
    stop: AtomicBool,
    interrupt: &'a Interrupt,
}

impl<'a> Measuring<'a> {
    fn new(set: &'a TextSet, own: bool, global: &Global, interrupt: &'a Interrupt) -> Self {
        let total = set.scored_chars() * if own { 3 } else { 2 };
        let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(total) };
        let style = "measuring  {bar:30} {percent:>3} %  {eta} left";
        bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
        Measuring { set, bar, stop: AtomicBool::new(false), interrupt }
    }

    fn all(&self, base: &Predictor, own: Option<&Predictor>) -> Effect {
        let options = Options { typing: true, threshold: 0.0, threads: 1 };
        let progress = |chars| {
            self.bar.inc(chars);
            self.stop.fetch_or(self.interrupt.requested(), Ordering::Relaxed);
        };
        let cold = evaluate(base, self.set, &options, &progress, &self.stop);
        let memory = evaluate_learning(base, base, self.set, &options, &progress, &self.stop);
        let full = own.map(|own| evaluate_learning(own, base, self.set, &options, &progress, &self.stop));
        Effect { cold, memory, full, examples: self.examples(base, own) }
    }

    fn examples(&self, base: &Predictor, own: Option<&Predictor>) -> Vec<Example> {
        let scored: Vec<&TextMessage> = self.set.messages.iter().filter(|message| message.scored).collect();
        let beginnings = beginnings(&scored);
        let cold = complete(base, base, self.set, &beginnings, false, &self.stop);
        let now = complete(own.unwrap_or(base), base, self.set, &beginnings, true, &self.stop);
        let example = |((beginning, cold), now): ((&Beginning, String), String)| {
            let (typed, rest) = scored.get(beginning.message)?.text.split_at_checked(beginning.typed)?;
            let written: Vec<&str> = rest.split_whitespace().take(beginning.words).collect();
            Some(Example { typed: typed.to_owned(), written: written.join(" "), cold, now })
        };
        beginnings.iter().zip(cold).zip(now).filter_map(example).collect()
    }
}

/// Sentences among the messages, spread evenly over all of them and cut in their middle: the outcome has no part in
/// the choice.
fn beginnings(scored: &[&TextMessage]) -> Vec<Beginning> {
    const LEAST_WORDS: usize = 5;
    let sentence = |(message, text): (usize, &&TextMessage)| {
        let starts: Vec<usize> = word_starts(&text.text);
        let middle = starts.len() / 2;
        let fits = starts.len() >= LEAST_WORDS && !text.text.contains('\n');
        fits.then(|| Beginning { message, typed: starts[middle], words: (starts.len() - middle).min(EXAMPLE_WORDS) })
    };
    let all: Vec<Beginning> = scored.iter().enumerate().filter_map(sentence).collect();
    let count = all.len().min(EXAMPLES);
    (0..count).filter_map(|at| all.get(at * all.len() / count).cloned()).collect()
}

/// Where words stand that a single space is before.
fn word_starts(text: &str) -> Vec<usize> {
    let after_space =
        |(at, c): (usize, char)| (c == ' ').then_some(at + 1).filter(|next| !text[*next..].starts_with(' '));
    let mut starts = vec![0];
    starts.extend(text.trim_end().char_indices().filter_map(after_space));
    starts
}

/// The newest of the owner's messages that no model of theirs has seen, with everything before them.
fn held_out(config: &Config, most: usize) -> Result<TextSet, CliError> {
    let what = || "cannot read the history".to_owned();
    let store = Store::open_reading(&config.history.path).context(what)?;
    let mut newest: VecDeque<history::Message> = VecDeque::new();
    store
        .for_each(|message| {
            if newest.len() == MAX_MESSAGES {
                newest.pop_front();
            }
            newest.push_back(message);
        })
        .context(what)?;
    let mut conversations = Conversations::default();
    newest.into_iter().for_each(|message| conversations.add(message));
    Ok(scored(conversations.messages, most))
}

fn scored(messages: Vec<adapt::Message>, most: usize) -> TextSet {
    let from = messages.len() - adapt::split(&messages, adapt::MOST_HELD_OUT).held_out.len();
    let mut set = TextSet::default();
    for (at, message) in messages.into_iter().enumerate() {
        let adapt::Message { text, own, starts_anew } = message;
        // What was dropped from a message cannot be typed again.
        let scored = own && at >= from && !text.contains(history::GAP);
        let text = text.replace(history::GAP, " ");
        set.messages.push(TextMessage { text, own, scored, starts_anew });
    }
    let all = set.messages.iter().filter(|message| message.scored).count();
    let older = set.messages.iter_mut().filter(|message| message.scored).take(all.saturating_sub(most));
    older.for_each(|message| message.scored = false);
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> adapt::Message {
        adapt::Message { text: text.into(), own: !text.starts_with("other"), starts_anew: false }
    }

    #[test]
    fn the_newest_are_scored() {
        let mut messages: Vec<adapt::Message> = (0..90).map(|_| message("123456789")).collect();
        messages.extend(["other one", "one", "two \u{fffc}", "three", "four"].map(message));
        let shown = |most| {
            let set = scored(messages.clone(), most);
            let scored = set.messages.into_iter().filter(|message| message.scored);
            scored.map(|message| message.text).filter(|text| text != "123456789").collect::<Vec<_>>()
        };
        assert_eq!(shown(100), ["one", "three", "four"]);
        assert_eq!(shown(2), ["three", "four"]);
    }

    #[test]
    fn examples_are_cut_in_their_middle() {
        let texts = ["too short", "see you at the old pier", "one two  three four five", "a b c\nd e f g"];
        let messages: Vec<TextMessage> = texts
            .map(|text| TextMessage { text: text.into(), own: true, scored: true, starts_anew: false })
            .into_iter()
            .collect();
        let scored: Vec<&TextMessage> = messages.iter().collect();
        let found: Vec<(&str, usize)> =
            beginnings(&scored).iter().map(|b| (&scored[b.message].text[..b.typed], b.words)).collect();
        assert_eq!(found, [("see you at ", 3), ("one two  ", 3)]);
    }
}
