//! The continuation over several words: the best word, and the best after it, as long as the model is confident.

use super::{At, Found, Search, Start};

/// A word less probable than this ends the phrase before it.
const WORD_FLOOR: f32 = 0.25;
/// The whole phrase stays at least this probable.
const PHRASE_FLOOR: f32 = 0.08;
const MAX_WORDS: usize = 8;

/// A continuation and its probability.
pub(in crate::predict) struct Continuation {
    pub text: String,
    pub probability: f32,
}

impl Search<'_> {
    /// The phrase that begins with `first` (the best word found after the text). `None` when cancelled; a phrase of
    /// no words has an empty text.
    pub(in crate::predict) fn phrase(&mut self, first: Option<&Found>) -> Option<Continuation> {
        let mut phrase = Continuation { text: String::new(), probability: 1.0 };
        let mut next = first.cloned();
        let mut row = Vec::new();
        for _ in 0..MAX_WORDS {
            let Some(word) = next.take() else { break };
            let probability = word.log_prob.exp();
            if probability < WORD_FLOOR || phrase.probability * probability < PHRASE_FLOOR {
                break;
            }
            phrase.text.push_str(&word.extension);
            phrase.probability *= probability;
            let Found { mut state, mut tail, .. } = word;
            self.next(&state, &tail, &mut row);
            let Some((symbol, share)) = self.classes.separator(&row) else {
                break;
            };
            let Some(c) = self.vocab.char(symbol).filter(|&c| c != '\n') else {
                break;
            };
            if phrase.probability * share < PHRASE_FLOOR || share < 0.5 {
                break;
            }
            tail.push(symbol);
            self.read(&[symbol], &[&tail], &mut state, &mut row);
            let start = if c == ' ' { Start::BeforeWord } else { Start::MaybeSpace };
            let found = self.words(At { state: &state, tail: &tail, log_probs: &row }, start, 1)?.into_iter().next();
            match found {
                // Only a separator that leads to another word, or a mark that closes the sentence, is worth its key.
                Some(found) if found.log_prob.exp() >= WORD_FLOOR && c == ' ' => {
                    phrase.text.push(c);
                    phrase.probability *= share;
                    next = Some(found);
                }
                _ if c != ' ' => {
                    phrase.text.push(c);
                    phrase.probability *= share;
                    next = found;
                }
                _ => break,
            }
        }
        Some(phrase)
    }
}
