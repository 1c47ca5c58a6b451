//! [`steps`] and [`queries`]: the time that a keystroke takes.

use std::time::Duration;

use serde::Serialize;

use super::machine::machine_reading;
use super::times::{OTHER_MEMORY, Times, repeat};
use crate::engine::{Engine, Scratch};
use crate::kernels::peak;
use crate::model::{Architecture, Checkpoint, Precision};
use crate::predict::{Context, Predictor, Query, Worker};
use crate::text::{Vocab, VocabError};

/// One step of the network, for so many contexts at once.
#[derive(Clone, Debug, Serialize)]
pub struct StepTimes {
    /// Contexts that are stepped at once.
    pub contexts: usize,
    /// Bytes of weights that a step reads.
    pub bytes: usize,
    /// Times of one step right after another.
    pub hot: Times,
    /// Times after 64 MiB of other memory were read.
    pub cold: Times,
    /// Times of the first step after 20 ms of sleep, which is the usual case for a keystroke.
    pub after_sleep: Times,
    /// Times of only reading as many bytes, with hot and with cold caches.
    pub reading_hot: Times,
    /// See `reading_hot`.
    pub reading_cold: Times,
}

/// A model of a shape with random weights; its vocabulary has `symbols` symbols, or the 211 that every one has.
///
/// # Errors
/// When that is more than a vocabulary may have.
pub fn random_model(arch: &Architecture, symbols: usize, precision: Precision) -> Result<Predictor, VocabError> {
    // Characters beyond ASCII fill the vocabulary up.
    let more = symbols.saturating_sub(Vocab::build([], 1)?.len());
    let text: String = ('\u{4e00}'..).take(more).collect();
    let vocab = Vocab::build([text.as_str()], 1)?;
    let mut model = Checkpoint::untrained(arch.clone(), vocab, 1);
    model.weights = model.weights.at_precision(precision);
    model.card.name = "random weights".into();
    Ok(Predictor::new(&model))
}

/// Measures steps; takes about two seconds.
#[must_use]
pub fn steps(engine: &Engine, contexts: usize) -> StepTimes {
    let other = vec![1.0f32; OTHER_MEMORY / 4];
    let mut states = vec![0.0; contexts * engine.state_len()];
    let mut scratch = Scratch::default();
    let mut symbol = 0;
    let mut step = || {
        symbol = (symbol + 7) % engine.symbols() as u32;
        engine.step(&mut scratch, &vec![symbol; contexts], &mut states);
    };
    (0..20).for_each(|_| step());
    let hot = repeat(Duration::from_millis(300), 20_000, || {}, &mut step);
    let cold = repeat(Duration::from_millis(700), 100, || peak::read(&other), &mut step);
    let nap = || std::thread::sleep(Duration::from_millis(20));
    let after_sleep = repeat(Duration::from_millis(700), 100, nap, &mut step);
    let bytes = engine.weight_bytes().0;
    let (reading_hot, reading_cold) = machine_reading(bytes);
    StepTimes { contexts, bytes, hot, cold, after_sleep, reading_hot, reading_cold }
}

/// Keystrokes of a real text, each a question for three words.
#[derive(Clone, Debug, Serialize)]
pub struct QueryTimes {
    /// Times of one keystroke right after another.
    pub hot: Times,
    /// Times after 64 MiB of other memory were read.
    pub cold: Times,
    /// Times after 20 ms of sleep.
    pub after_sleep: Times,
}

/// A text that no model was trained or tuned on.
const TEXT: &str = "Thanks for the photos! We could meet at the station around half past six, if your train is on time. \
I'll bring the tickets and something to eat; you don't have to worry about anything. Is Anna coming with you, or \
does she have to work again tomorrow? Let me know when you're on your way, and don't forget the umbrella this time.";

/// Measures whole questions, in this process; takes about two seconds.
#[must_use]
pub fn queries(predictor: &Predictor) -> QueryTimes {
    let other = vec![1.0f32; OTHER_MEMORY / 4];
    let query = Query { words: true, chars: false, phrase: false, ..Query::default() };
    let (mut worker, mut context) = (Worker::default(), Context::default());
    let mut ends = (0..TEXT.len()).cycle();
    let mut ask = || {
        let end = ends.next().unwrap_or_default();
        // Never cancelled, so there is always an answer.
        let _ = predictor.suggest(&mut worker, &mut context, &TEXT[..end], &query, None, &|| false);
    };
    (0..20).for_each(|_| ask());
    QueryTimes {
        hot: repeat(Duration::from_millis(800), 5_000, || {}, &mut ask),
        cold: repeat(Duration::from_millis(1000), 200, || peak::read(&other), &mut ask),
        after_sleep: repeat(
            Duration::from_millis(1000),
            100,
            || std::thread::sleep(Duration::from_millis(20)),
            &mut ask,
        ),
    }
}
