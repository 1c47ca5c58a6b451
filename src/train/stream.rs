//! [`Streams`]: the documents of one epoch, laid end to end and cut into B contiguous streams.

use super::backend::NO_TARGET;
use super::corpus::Corpus;
use super::recipe::TrainingOptions;
use crate::text::SymbolId;
use crate::text::random::SplitMix64;

/// One epoch's symbols, and where states are reset.
pub struct Streams {
    batch: usize,
    /// Symbols of one stream.
    length: usize,
    symbols: Vec<SymbolId>,
    resets: Vec<bool>,
}

/// Owned buffers of one window; see [`super::Window`].
#[derive(Default)]
pub struct WindowBuffers {
    /// T.
    pub steps: usize,
    /// The symbols that are read.
    pub inputs: Vec<SymbolId>,
    /// The symbol after each input.
    pub targets: Vec<SymbolId>,
    /// Where the state is set to zero before the input is read.
    pub resets: Vec<bool>,
}

const ORDER: u64 = 1;
const RESETS: u64 = 2;

impl Streams {
    /// The training documents in the order of an epoch, with the resets that the options ask for.
    #[must_use]
    pub fn training(corpus: &Corpus, options: &TrainingOptions, shuffle: bool, epoch: u64) -> Self {
        let mut order: Vec<usize> = (0..corpus.training.len()).collect();
        if shuffle {
            SplitMix64::at(options.seed, &[ORDER, epoch]).shuffle(&mut order);
        }
        let ranges = order.iter().map(|&at| corpus.training[at].clone());
        let mut streams = Self::new(corpus, ranges, options.batch, options.reset_message > 0.0);
        if options.reset_message > 0.0 || options.reset_anywhere > 0.0 {
            let newline = corpus.vocab.id('\n');
            let mut random = SplitMix64::at(options.seed, &[RESETS, epoch]);
            for (reset, &symbol) in streams.resets.iter_mut().zip(&streams.symbols) {
                let share = if Some(symbol) == newline { options.reset_message } else { options.reset_anywhere };
                *reset |= random.unit() < share;
            }
        }
        streams
    }

    /// The held-out documents, each from the state in which a session starts.
    #[must_use]
    pub fn held_out(corpus: &Corpus, batch: usize) -> Self {
        Self::new(corpus, corpus.held_out.iter().cloned(), batch, true)
    }

    /// Documents one after the other; with `fresh` each starts from the zero state, on a newline, as sessions do.
    fn new(corpus: &Corpus, ranges: impl Iterator<Item = std::ops::Range<usize>>, batch: usize, fresh: bool) -> Self {
        let newline = corpus.vocab.id('\n').unwrap_or_default();
        let (mut symbols, mut resets) = (vec![newline], vec![fresh]);
        for range in ranges {
            symbols.extend(corpus.symbols(range));
            resets.resize(symbols.len(), false);
            // The newline that ends a document is the one that the next document starts on.
            if let Some(last) = resets.last_mut() {
                *last = fresh;
            }
        }
        let batch = batch.min((symbols.len() - 1).max(1));
        Streams { batch, length: (symbols.len() - 1) / batch, symbols, resets }
    }

    /// Streams side by side.
    #[must_use]
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Steps of every stream.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.length
    }

    /// Fills the window that starts at step `from`; it has fewer than `steps` only at the end.
    pub fn fill(&self, from: usize, steps: usize, window: &mut WindowBuffers) {
        window.steps = steps.min(self.length.saturating_sub(from));
        window.inputs.clear();
        window.targets.clear();
        window.resets.clear();
        for t in from..from + window.steps {
            for b in 0..self.batch {
                let at = b * self.length + t;
                window.inputs.push(self.symbols[at]);
                window.targets.push(self.symbols.get(at + 1).copied().unwrap_or(NO_TARGET));
                // The cut between streams falls anywhere: the first step starts from zero in any case.
                window.resets.push(self.resets[at]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::TextOptions;

    fn corpus(text: &str) -> Corpus {
        let options =
            TextOptions { blank_line_ends_document: true, held_out: 0.0, min_count: 1, ..TextOptions::default() };
        Corpus::new(vec![text.to_owned()], None, &options, 1).unwrap()
    }

    /// Reads the windows of all streams back as text, with `|` where the state is reset.
    fn read(streams: &Streams, corpus: &Corpus, steps: usize) -> Vec<String> {
        let mut texts = vec![String::new(); streams.batch()];
        let mut window = WindowBuffers::default();
        for from in (0..streams.steps()).step_by(steps) {
            streams.fill(from, steps, &mut window);
            for (at, (&target, &reset)) in window.targets.iter().zip(&window.resets).enumerate() {
                if reset {
                    texts[at % streams.batch()].push('|');
                }
                texts[at % streams.batch()].push_str(&corpus.vocab.decode(&[target]));
            }
        }
        texts
    }

    #[test]
    fn every_character_is_a_target_once() {
        let corpus = corpus("abc\nde\n\nfghij\n");
        let options = TrainingOptions { batch: 1, ..TrainingOptions::default() };
        let plain = Streams::training(&corpus, &options, false, 0);
        assert_eq!(read(&plain, &corpus, 4), ["abc\nde\nfghij\n"]);
        let options = TrainingOptions { batch: 1, reset_message: 1.0, ..options };
        let fresh = Streams::training(&corpus, &options, false, 0);
        assert_eq!(read(&fresh, &corpus, 4), ["|abc\n|de\n|fghij\n"]);
        let options = TrainingOptions { batch: 2, ..options };
        let two = Streams::training(&corpus, &options, false, 0);
        assert_eq!(read(&two, &corpus, 3), ["|abc\n|de", "\n|fghij"]);
    }

    #[test]
    fn epochs_come_in_another_order() {
        let text: String = (0..50).map(|i| format!("{i}\n\n")).collect();
        let corpus = corpus(&text);
        let options = TrainingOptions { batch: 1, ..TrainingOptions::default() };
        let epoch = |n| read(&Streams::training(&corpus, &options, true, n), &corpus, 7);
        assert_ne!(epoch(0), epoch(1));
        assert_eq!(epoch(1), epoch(1));
    }
}
