//! [`Generator`]: text from a model, one whole character at a time.

use super::predictor::Predictor;
use crate::engine::Scratch;
use crate::memory::{Evidence, Tail};
use crate::text::SymbolId;
use crate::text::normalize;
use crate::text::random::SplitMix64;

/// How the next symbol is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// 0 takes the most probable symbol every time (greedy); 1 samples as the model says; above 1 is more surprising.
    pub temperature: f32,
    /// Number of most probable symbols to choose from; 0 means all.
    pub top_k: usize,
    /// Only the most probable symbols that together reach this probability; 1 means all (Holtzman et al. 2020).
    pub top_p: f32,
    /// Seed of the random draws: the same seed gives the same text.
    pub seed: u64,
}

/// A text in the making: an endless iterator over characters.
pub struct Generator<'a> {
    predictor: &'a Predictor,
    sampling: Sampling,
    random: SplitMix64,
    scratch: Scratch,
    state: Vec<f32>,
    tail: Tail,
    evidence: Evidence,
    log_probs: Vec<f32>,
    /// Bytes of a character that is not whole yet.
    pending: Vec<u8>,
}

impl<'a> Generator<'a> {
    /// Returns a generator that has read a prompt from the state in which a session starts.
    #[must_use]
    pub fn new(predictor: &'a Predictor, prompt: &str, sampling: Sampling) -> Self {
        let mut generator = Generator {
            predictor,
            sampling,
            random: SplitMix64::new(sampling.seed),
            scratch: Scratch::default(),
            state: vec![0.0; predictor.engine().state_len()],
            tail: Tail::default(),
            evidence: Evidence::default(),
            log_probs: Vec::new(),
            pending: Vec::new(),
        };
        for symbol in predictor.vocab().encode(&normalize(&format!("\n{prompt}"))) {
            generator.read(symbol);
        }
        generator
    }

    fn read(&mut self, symbol: SymbolId) {
        self.predictor.engine().step(&mut self.scratch, &[symbol], &mut self.state);
        self.tail.push(symbol);
    }

    /// Returns the symbols that may come next with their relative weights, most probable first, cut and scaled as
    /// asked.
    fn candidates(&mut self) -> Vec<(SymbolId, f32)> {
        let engine = self.predictor.engine();
        engine.log_probs(&mut self.scratch, &self.state, &mut self.log_probs);
        if let Some(base) = self.predictor.base_memory() {
            base.blend(&self.tail, &mut self.evidence, &mut self.log_probs);
        }
        let vocab = self.predictor.vocab();
        let allowed = |symbol: SymbolId| match vocab.byte(symbol) {
            // A byte is allowed only where it goes on with the character that has begun.
            Some(byte) => {
                let bytes = [self.pending.as_slice(), &[byte]].concat();
                std::str::from_utf8(&bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
            }
            None => self.pending.is_empty(),
        };
        let mut found: Vec<(SymbolId, f32)> =
            (0..).zip(self.log_probs.iter().copied()).filter(|&(symbol, _)| allowed(symbol)).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let Sampling { temperature, top_k, top_p, .. } = self.sampling;
        if temperature <= 0.0 {
            found.truncate(1);
        }
        if top_k > 0 {
            found.truncate(top_k);
        }
        let best = found.first().map_or(0.0, |first| first.1);
        for candidate in &mut found {
            candidate.1 = ((candidate.1 - best) / temperature.max(1e-6)).exp();
        }
        let total: f32 = found.iter().map(|candidate| candidate.1).sum();
        let mut reached = 0.0;
        let nucleus = found.iter().take_while(|candidate| {
            let before = reached;
            reached += candidate.1 / total;
            before < top_p
        });
        let keep = nucleus.count().max(1);
        found.truncate(keep);
        found
    }
}

impl Iterator for Generator<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let candidates = self.candidates();
            let total: f32 = candidates.iter().map(|candidate| candidate.1).sum();
            let mut point = self.random.unit() * total;
            let chosen = candidates.iter().find(|candidate| {
                point -= candidate.1;
                point < 0.0
            });
            let &(symbol, _) = chosen.or(candidates.last())?;
            self.read(symbol);
            if let Some(c) = self.predictor.vocab().char(symbol) {
                return Some(c);
            }
            self.pending.extend(self.predictor.vocab().byte(symbol));
            let whole = std::str::from_utf8(&self.pending).ok().and_then(|text| text.chars().next());
            if let Some(c) = whole {
                self.pending.clear();
                return Some(c);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Architecture, Cell, Checkpoint};
    use crate::text::Vocab;

    fn model() -> Predictor {
        let vocab = Vocab::build([""], 1).unwrap();
        let mut model = Checkpoint::untrained(Architecture::plain(Cell::Gru, 1, 8, 16), vocab, 9);
        let decoder = model.weights.layout.decoder();
        model.weights.data[decoder].iter_mut().for_each(|w| *w *= 10.0);
        Predictor::new(&model)
    }

    fn text(model: &Predictor, sampling: Sampling) -> String {
        Generator::new(model, "so", sampling).take(200).collect()
    }

    const PLAIN: Sampling = Sampling { temperature: 1.0, top_k: 0, top_p: 1.0, seed: 1 };

    #[test]
    fn a_seed_determines_the_text() {
        let model = model();
        assert_eq!(text(&model, PLAIN), text(&model, PLAIN));
        assert_ne!(text(&model, PLAIN), text(&model, Sampling { seed: 2, ..PLAIN }));
        assert!(!text(&model, PLAIN).contains('\u{fffd}'));
    }

    #[test]
    fn greedy_needs_no_seed_and_is_what_top_1_gives() {
        let model = model();
        let greedy = text(&model, Sampling { temperature: 0.0, ..PLAIN });
        assert_eq!(greedy, text(&model, Sampling { temperature: 0.0, seed: 7, ..PLAIN }));
        assert_eq!(greedy, text(&model, Sampling { top_k: 1, ..PLAIN }));
        assert_eq!(greedy, text(&model, Sampling { top_p: 0.0, ..PLAIN }));
    }

    #[test]
    fn candidates_are_cut_as_asked() {
        let model = model();
        let count = |sampling| Generator::new(&model, "so", sampling).candidates().len();
        assert_eq!(count(Sampling { top_k: 5, ..PLAIN }), 5);
        let all = count(PLAIN);
        let nucleus = count(Sampling { top_p: 0.5, ..PLAIN });
        assert!(nucleus < all && nucleus >= 1, "{nucleus} of {all}");
        let mut generator = Generator::new(&model, "so", Sampling { top_p: 0.5, ..PLAIN });
        let kept = generator.candidates();
        let mut generator = Generator::new(&model, "so", PLAIN);
        let total: f32 = generator.candidates().iter().map(|c| c.1).sum();
        let share: f32 = kept.iter().map(|c| c.1).sum::<f32>() / total;
        let without_last: f32 = kept[..kept.len() - 1].iter().map(|c| c.1).sum::<f32>() / total;
        assert!(share >= 0.5 && without_last < 0.5, "{without_last} {share}");
    }
}
