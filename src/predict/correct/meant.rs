//! [`Meant`]: words that may be meant, and the place before what was typed in their stead, as a start of the search.

use crate::memory::Tail;
use crate::predict::context::Context;
use crate::predict::predictor::Predictor;
use crate::predict::search::{At, Origin, Search, Seed};
use crate::predict::spelling::Paths;
use crate::text::normalize;

/// Least natural-log probability taken for the end of a word: a network may be wrong about where a word that it does
/// not know ends.
const UNFINISHED: f32 = -5.0;

/// The place before the last symbols of a text, and how probable these symbols were there.
pub struct Behind {
    state: Vec<f32>,
    tail: Tail,
    pub log_probs: Vec<f32>,
    /// Natural log of the probability of the symbols.
    pub spelt: f32,
}

/// A start of the search beside the cursor: the words that may be meant, and the place before what was typed.
pub struct Meant {
    pub behind: Behind,
    pub paths: Paths,
    pub origin: Origin,
}

impl Meant {
    pub fn seed(&self) -> Seed<'_> {
        let Behind { state, tail, log_probs, spelt, .. } = &self.behind;
        Seed { origin: self.origin, paths: &self.paths, from: At { state, tail, log_probs }, log_prob: -spelt }
    }

    /// Returns the place before the word under the cursor; `None` where two words are in question.
    pub fn before_word(&self) -> Option<&Behind> {
        (self.origin == Origin::Word).then_some(&self.behind)
    }
}

impl Predictor {
    /// Returns how probable the end of the text was and the place before it; `None` when its states are not kept.
    pub(in crate::predict) fn behind(&self, search: &mut Search, context: &Context, end: &str) -> Option<Behind> {
        let count = self.vocab().encode(&normalize(end)).len();
        let (_, newest) = context.newest(self.engine(), count);
        if newest.len() < count || count == 0 {
            return None;
        }
        let start = context.tail_before(count);
        let (mut states, mut tails) = (Vec::new(), vec![start.clone()]);
        for (symbol, state) in &newest {
            states.extend_from_slice(state.as_ref()?.0);
            let mut tail = tails[tails.len() - 1].clone();
            tail.push(*symbol);
            tails.push(tail);
        }
        let mut rows = Vec::new();
        search.read(&[], &tails.iter().take(count).collect::<Vec<_>>(), &mut states, &mut rows);
        let rows_of = newest.iter().zip(rows.chunks_exact(self.engine().symbols()));
        let spelt = rows_of.map(|(&(symbol, _), row)| row[symbol as usize]).sum();
        rows.truncate(self.engine().symbols());
        states.truncate(self.engine().state_len());
        Some(Behind { state: states, tail: start, log_probs: rows, spelt })
    }

    /// Returns the term (natural log) that turns the probability of a word with the text after it into that of the word
    /// with any end. Without this term a word that lacks its last letter would be as probable as the whole one, being
    /// its beginning.
    fn ended(&self, after: &Behind) -> f32 {
        self.classes().end_mass(&after.log_probs).ln().max(UNFINISHED) - after.spelt
    }

    /// Returns how probable the newest words of a text were and the place before them, where `after` stands behind them: the space
    /// or mark that ends a word counts as an end of a word, whichever it is.
    pub(super) fn behind_finished(
        &self,
        search: &mut Search,
        context: &Context,
        words: &str,
        after: &str,
    ) -> Option<Behind> {
        let mut behind = self.behind(search, context, &[words, after].concat())?;
        if !after.is_empty() {
            behind.spelt += self.ended(&self.behind(search, context, after)?);
        }
        Some(behind)
    }
}
