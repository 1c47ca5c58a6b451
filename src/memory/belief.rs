//! [`Belief`]: a small network that gives a level of evidence its mixing weight.
//!
//! It has one hidden layer over [`FEATURES`] numbers: the kind of context, how often and how long ago it occurred, how much its
//! places agree, after how many different texts it occurred, the language model's probability of the symbol that they point to,
//! how much of a word has been typed, whether it begins with a capital within a sentence, how much of the line stands before
//! it, and how badly the language model predicts the text. [`super::Training`] trains it once; it is the same for everybody and never changes on a person's machine.

use super::evidence::{Evidence, LEVEL_COUNT, Level};

/// Inputs of the network for one level.
pub(super) const FEATURES: usize = LEVEL_COUNT + 27;
/// Hidden units.
pub(super) const HIDDEN: usize = 16;
/// Weights: `(HIDDEN, FEATURES + 1)` into the hidden layer and `HIDDEN + 1` out of it; the last of each is the bias.
pub(super) const WEIGHTS: usize = HIDDEN * (FEATURES + 1) + HIDDEN + 1;
/// Bounds the logit, so that a level's weight stays between 0.0003 and 0.9997.
const WIDEST: f32 = 8.0;

/// The figures of a level that the inputs are made from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Summary {
    kind: u8,
    /// Places that count as observations.
    supported: u8,
    different: u8,
    shared: u8,
    /// Whether the text before the context now stood there before; if not, the number of different texts there, and of
    /// those with which the most frequent symbol came.
    left_known: bool,
    lefts: u8,
    lefts_of_best: u8,
    /// Symbols learned since the newest place, and in all.
    age: u32,
    remembered: u32,
    /// The most frequent symbol's share, and what the network gives it.
    best: f32,
    foreseen: f32,
    /// The network's highest probability.
    sure: f32,
    word_begun: u8,
    /// Whether the word begins with a capital within a sentence, and whether a sentence begins with it.
    capital: bool,
    opens: bool,
    /// Words of the line before this one, symbols of the line, and whether all of it stood before the newest place.
    line_words: u8,
    line_symbols: u8,
    whole_line: bool,
    levels: u8,
    /// How badly the language model predicted the text before, in bits a symbol, and how many symbols that text has.
    surprise: f32,
    read: u8,
}

impl Summary {
    /// The summary of a level. `log_probs` `(V)` are the language model's, `sure` is its highest probability.
    pub(super) fn of(level: &Level, evidence: &Evidence, log_probs: &[f32], sure: f32) -> Self {
        let byte = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
        let (symbol, best) = level.best();
        let begun = evidence.begun;
        Summary {
            kind: byte(level.kind),
            supported: byte(level.supported as usize),
            different: byte(level.shares.len()),
            shared: byte(usize::from(level.shared)),
            lefts: byte(level.lefts as usize),
            lefts_of_best: byte(level.lefts_of(symbol) as usize),
            left_known: level.left_known,
            age: level.age,
            remembered: u32::try_from(evidence.remembered).unwrap_or(u32::MAX),
            best,
            foreseen: log_probs.get(usize::from(symbol)).map_or(0.0, |lp| lp.exp()),
            sure,
            word_begun: byte(begun.symbols),
            capital: begun.capital && !begun.opens,
            opens: begun.opens,
            line_words: byte(begun.line_words),
            line_symbols: byte(begun.line_symbols),
            whole_line: usize::from(level.shared) > begun.line_symbols,
            surprise: evidence.surprise.bits,
            read: byte(evidence.surprise.symbols as usize),
            levels: byte(evidence.levels().len()),
        }
    }

    /// Returns the most that the logit may be.
    pub(super) fn most(&self) -> f32 {
        let seldom = self.opens && self.word_begun > 0 && self.supported <= FEW;
        if seldom && self.foreseen < UNFORESEEN * self.sure { SELDOM } else { WIDEST }
    }

    /// The network's inputs, most of them between 0 and 1.
    pub(super) fn features(&self) -> [f32; FEATURES] {
        let mut out = [0.0; FEATURES];
        let (kind, rest) = out.split_at_mut(LEVEL_COUNT);
        if let Some(own) = kind.get_mut(usize::from(self.kind)) {
            *own = 1.0;
        }
        let flag = |is: bool| if is { 1.0 } else { 0.0 };
        let log = |number: f32, most: f32| (1.0 + number).ln() / (1.0 + most).ln();
        let begun = f32::from(self.word_begun);
        rest.copy_from_slice(&[
            log(f32::from(self.supported), 128.0),
            flag(self.supported == 1),
            log(f32::from(self.different), 20.0),
            self.best,
            log(self.age as f32, 1e6).min(1.2),
            flag(self.age < 500),
            flag(self.age < 5000),
            (-self.foreseen.max(1e-5).ln() / 11.5).max(0.0),
            self.foreseen,
            self.sure,
            flag(self.word_begun == 0),
            flag(self.word_begun == 1),
            (begun / 8.0).min(1.0),
            flag(self.capital),
            f32::from(self.shared) / 40.0,
            log(self.remembered as f32, 1e6).min(1.2),
            f32::from(self.levels) / LEVEL_COUNT as f32,
            self.surprise / 4.0,
            (f32::from(self.read) / 40.0).min(1.0),
            log(f32::from(self.lefts), 128.0),
            log(f32::from(self.lefts_of_best), 128.0),
            flag(self.left_known),
            flag(self.line_words == 0),
            flag(self.line_words == 1),
            flag(self.line_words == 2),
            (f32::from(self.line_symbols) / 40.0).min(1.0),
            flag(self.whole_line),
        ]);
        out
    }
}

/// The most that the logit may be for a level with at most FEW observations where a sentence begins, if its symbol is
/// so much less probable than the most probable one: people begin sentences with few words, and a word that begins like
/// one of them (`Canario`) is hardly ever meant the next time. The simulated people that the weights are learned from
/// begin with too many names to show that.
const SELDOM: f32 = -4.0;
const FEW: u8 = 3;
const UNFORESEEN: f32 = 0.1;

/// The network's weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Belief(pub(super) Vec<f32>);

/// The hidden layer's values for one level, kept for the backward pass.
pub(super) type Hidden = [f32; HIDDEN];

impl Belief {
    /// The logit of a level's weight.
    pub(super) fn logit(&self, features: &[f32; FEATURES], hidden: &mut Hidden) -> f32 {
        let (into, out) = self.0.split_at(HIDDEN * (FEATURES + 1));
        for (unit, weights) in hidden.iter_mut().zip(into.chunks_exact(FEATURES + 1)) {
            let sum: f32 = weights.iter().zip(features).map(|(w, x)| w * x).sum();
            *unit = (sum + weights[FEATURES]).max(0.0);
        }
        let sum: f32 = out.iter().zip(hidden.iter()).map(|(w, x)| w * x).sum();
        (sum + out[HIDDEN]).clamp(-WIDEST, WIDEST)
    }

    /// Adds the gradient of one logit, times `slope`, to `gradient`, which is laid out as the weights are.
    pub(super) fn backward(&self, features: &[f32; FEATURES], hidden: &Hidden, slope: f32, gradient: &mut [f32]) {
        let out = &self.0[HIDDEN * (FEATURES + 1)..];
        let (into, of_out) = gradient.split_at_mut(HIDDEN * (FEATURES + 1));
        of_out.iter_mut().zip(hidden).for_each(|(g, x)| *g += slope * x);
        of_out[HIDDEN] += slope;
        for ((unit, weight), gradient) in hidden.iter().zip(out).zip(into.chunks_exact_mut(FEATURES + 1)) {
            if *unit > 0.0 {
                let slope = slope * weight;
                gradient.iter_mut().zip(features).for_each(|(g, x)| *g += slope * x);
                gradient[FEATURES] += slope;
            }
        }
    }
}
