//! The most probable next characters: whole ones, also where the network speaks in bytes.

use super::{At, Search};
use crate::memory::Tail;
use crate::predict::query::NextChar;
use crate::text::SymbolId;

/// A character that is not whole yet.
struct Part {
    log_prob: f32,
    state: Vec<f32>,
    tail: Tail,
    symbol: SymbolId,
    bytes: Vec<u8>,
}

/// Characters of several bytes are spelt out while they could still be among the n best; at most so many steps.
const MAX_STEPS: usize = 24;

impl Search<'_> {
    /// The n most probable characters from a place, best first. `None` when cancelled.
    pub(in crate::predict) fn chars(&mut self, at: At, n: usize) -> Option<Vec<NextChar>> {
        let mut whole: Vec<(f32, char)> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for (symbol, &log_prob) in (0..).zip(at.log_probs) {
            if let Some(c) = self.vocab.char(symbol) {
                whole.push((log_prob, c));
            } else if let Some(byte) = self.vocab.byte(symbol).filter(|&byte| byte >= 0xc0) {
                let (state, tail) = (at.state.to_vec(), at.tail.clone());
                parts.push(Part { log_prob, state, tail, symbol, bytes: vec![byte] });
            }
        }
        let mut row = Vec::new();
        for _ in 0..MAX_STEPS {
            whole.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let bound = whole.get(n.saturating_sub(1)).map_or(f32::NEG_INFINITY, |found| found.0);
            let best = (0..parts.len()).max_by(|&a, &b| parts[a].log_prob.total_cmp(&parts[b].log_prob));
            let Some(at) = best.filter(|&at| n > 0 && parts[at].log_prob > bound) else {
                break;
            };
            if (self.cancelled)() {
                return None;
            }
            let mut part = parts.swap_remove(at);
            part.tail.push(part.symbol);
            self.read(&[part.symbol], &[&part.tail], &mut part.state, &mut row);
            for (symbol, &log_prob) in (0..).zip(&row) {
                let Some(byte) = self.vocab.byte(symbol).filter(|byte| *byte < 0xc0) else {
                    continue;
                };
                let bytes = [part.bytes.as_slice(), &[byte]].concat();
                let log_prob = part.log_prob + log_prob;
                match std::str::from_utf8(&bytes) {
                    Ok(text) => whole.extend(text.chars().map(|c| (log_prob, c))),
                    Err(error) if error.error_len().is_none() && log_prob > bound => {
                        let (state, tail) = (part.state.clone(), part.tail.clone());
                        parts.push(Part { log_prob, state, tail, symbol, bytes });
                    }
                    Err(_) => {}
                }
            }
        }
        whole.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut found: Vec<NextChar> = Vec::new();
        for (log_prob, c) in whole {
            // A character of the vocabulary may also be spelt in bytes: probabilities add up.
            match found.iter().position(|own| own.text.starts_with(c)) {
                Some(at) => found[at].probability += log_prob.exp(),
                None if found.len() < n => {
                    found.push(NextChar { text: c.to_string(), probability: log_prob.exp() });
                }
                None => break,
            }
        }
        Some(found)
    }
}
