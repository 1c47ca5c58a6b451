//! Caches of words (the names of a person, the words of a conversation) applied to the words that the search found:
//! each cached word is weighed against the letters typed, and raised to the probability that results.

use super::search::{Found, Origin};
use crate::memory::Tail;

/// Words less probable than this are not raised.
const LEAST: f32 = 0.01;

/// Turns the probability P(w) that each word w of a cache is the next one into the probability that w is the word being
/// typed. All of the words go on with the letters typed, which everything else spells with a natural-log probability of
/// `others`; so by Bayes' rule P(w | letters) = P(w) / (exp(others) + Σ P(v)), the sum over all words v given.
pub(super) fn weigh_against_letters<W>(words: &mut [(W, f32)], others: f32) {
    let letters = others.exp() + words.iter().map(|(_, chance)| chance).sum::<f32>();
    words.iter_mut().for_each(|(_, chance)| *chance /= letters);
}

/// Makes words that go on with the letters typed at least as probable as given, at the cost of all others; the `n` most
/// probable stay. A word that the search had not found gets an empty network state.
pub(super) fn raise<'a>(found: &mut Vec<Found>, words: impl Iterator<Item = (&'a str, f32)>, n: usize) {
    let mut raised: Vec<Found> = Vec::new();
    let mut taken = 0.0;
    for (rest, chance) in words {
        let same = |own: &Found| own.origin == Origin::Cursor && own.extension == rest;
        let known = found.iter().position(same);
        let before = known.map_or(0.0, |at| found[at].log_prob.exp());
        if chance <= before.max(LEAST) {
            continue;
        }
        taken += chance - before;
        let extension = rest.to_owned();
        let mut word =
            Found { origin: Origin::Cursor, extension, log_prob: 0.0, state: Vec::new(), tail: Tail::default() };
        if let Some(at) = known {
            word = found.remove(at);
        }
        raised.push(Found { log_prob: chance.ln(), ..word });
    }
    let left = (1.0 - taken).max(0.05).ln();
    found.iter_mut().for_each(|other| other.log_prob += left);
    found.append(&mut raised);
    found.sort_by(|a, b| b.log_prob.total_cmp(&a.log_prob).then_with(|| a.extension.cmp(&b.extension)));
    found.truncate(n);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_decide_by_bayes_rule() {
        let check = |others: f32, expected: [f32; 2]| {
            let mut words = [("ant", 0.003), ("any", 0.001)];
            weigh_against_letters(&mut words, others);
            let close = words.iter().zip(expected).all(|((_, chance), expected)| (chance - expected).abs() < 1e-6);
            assert!(close, "{others}: {words:?}");
        };
        check(f32::NEG_INFINITY, [0.75, 0.25]);
        check(0.004_f32.ln(), [0.375, 0.125]);
        check(0.0, [0.003 / 1.004, 0.001 / 1.004]);
    }
}
