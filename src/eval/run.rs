//! [`evaluate`]: scores a predictor on a set of messages, on several threads where messages stand alone.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::bits::{Bits, Reader};
use super::messages::{TextMessage, TextSet};
use super::typist::{Offers, Tally, question, type_message};
use crate::predict::{Context, Predictor, Worker};
use crate::text::newest_within;

/// The figures of a set: of each message, and of all together.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Sums over all scored messages.
    pub total: Figures,
    /// Figures of each scored message, in order.
    pub messages: Vec<Figures>,
}

/// Figures that add up over messages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Bits and characters.
    pub bits: Bits,
    /// Keys and words; all zero without typing.
    pub tally: Tally,
}

/// What to compute, and how.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Type the messages too; without it, bits per character only.
    pub typing: bool,
    /// Words less probable are not shown.
    pub threshold: f32,
    /// Threads that score messages which stand alone.
    pub threads: usize,
}

/// The longest text before a message. A state remembers less than this.
const MAX_CONTEXT_BYTES: usize = 60_000;

/// Texts that stand alone and are typed in one session: in it the program notices whether what is on offer is looked at, as
/// it does with any person, and learns nothing else.
const RUNS_A_SESSION: usize = 50;

struct Model<'a> {
    predictor: &'a Predictor,
    worker: Worker,
    context: Context,
}

impl Offers for Model<'_> {
    fn words(&mut self, left_context: &str) -> Vec<(String, f32)> {
        let query = question();
        let answer = self.predictor.suggest(&mut self.worker, &mut self.context, left_context, &query, None, &|| false);
        let words = answer.map(|answer| answer.words).unwrap_or_default();
        words.into_iter().map(|word| (word.text, word.probability)).collect()
    }
}

/// Scores a set. `progress` is told the characters done; a `stop` that is set ends it early, with what was scored.
pub fn evaluate(
    predictor: &Predictor,
    set: &TextSet,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Report {
    // One thread scores all messages that share a context, and a session.
    let mut runs: Vec<&[TextMessage]> = set.messages.chunk_by(|_, next| !next.starts_anew).collect();
    runs.retain(|run| run.iter().any(|message| message.scored));
    let sessions: Vec<&[&[TextMessage]]> = runs.chunks(RUNS_A_SESSION).collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(vec![Vec::new(); sessions.len()]);
    std::thread::scope(|scope| {
        for _ in 0..options.threads.clamp(1, sessions.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(session) = sessions.get(at).filter(|_| !stop.load(Ordering::Relaxed)) else {
                        break;
                    };
                    let mut model = Model { predictor, worker: Worker::default(), context: Context::default() };
                    let figures =
                        session.iter().flat_map(|run| score(&mut model, run, options, progress, stop)).collect();
                    if let Ok(mut done) = done.lock() {
                        done[at] = figures;
                    }
                }
            });
        }
    });
    let messages: Vec<Figures> = done.into_inner().unwrap_or_default().into_iter().flatten().collect();
    let mut total = Figures::default();
    for figures in &messages {
        total.bits.add(&figures.bits);
        total.tally.add(&figures.tally);
    }
    Report { total, messages }
}

/// A conversation without the part that lies further before its first scored message than a state remembers.
fn recent(run: &[TextMessage]) -> &[TextMessage] {
    let first = run.iter().position(|message| message.scored).unwrap_or(0);
    let near = newest_within(&run[..first], MAX_CONTEXT_BYTES, |message| message.text.len() + 1);
    &run[first - near.len()..]
}

/// Types one conversation, or one text that stands alone.
fn score(
    model: &mut Model,
    run: &[TextMessage],
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Vec<Figures> {
    let predictor = model.predictor;
    let mut reader = Reader::new(predictor.engine(), predictor.vocab(), predictor.base_memory());
    let mut before = String::new();
    let mut found = Vec::new();
    for message in recent(run) {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if message.scored {
            let bits = reader.read(&message.text);
            let tally = if options.typing {
                type_message(model, &before, &message.text, options.threshold)
            } else {
                Tally::default()
            };
            found.push(Figures { bits, tally });
            progress(message.text.chars().count() as u64);
        } else {
            reader.skip(&message.text);
        }
        add_line(&mut before, &message.text);
    }
    found
}

/// Adds a message to the text before the next one, which stays bounded.
pub(super) fn add_line(before: &mut String, message: &str) {
    before.push_str(message);
    before.push('\n');
    if before.len() > MAX_CONTEXT_BYTES {
        let cut = before.ceil_char_boundary(before.len() / 2);
        let line = before[cut..].find('\n').map_or(cut, |at| cut + at + 1);
        before.drain(..line);
    }
}
