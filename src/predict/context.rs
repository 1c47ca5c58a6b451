//! [`Context`]: what a session keeps, so that a keystroke costs one network step and a backspace none.
//!
//! The text is cut into segments that normalise independently of each other (a character with the marks that combine
//! with it). A new text is compared with the last one; only what differs is normalised, compared symbol by symbol and
//! read by the network. Text that reaches back further than [`KEPT_SYMBOLS`] is carried in the state alone; a text
//! without any known beginning is read from its last [`COLD_CHARS`] characters.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::declined::Corrections;
use super::habits::{Outcome, Watch};
use super::rank::Places;
use crate::engine::{Engine, Scratch};
use crate::memory::{Surprise, Tail};
use crate::text::fold::fold_char;
use crate::text::{SymbolId, Vocab, normalize};

/// States kept for the newest symbols of a session.
pub const KEPT_SYMBOLS: usize = 1024;
/// Characters read when nothing is known of a text.
pub const COLD_CHARS: usize = 320;
/// New text read on from what is known; after more (a paste) it is as well to start cold, and bounded.
const MAX_FRESH_BYTES: usize = 4 * COLD_CHARS;
/// A text that slides (its beginning cut off as it grows) is recognised when at least so many bytes match.
const SLIDE_BYTES: usize = 96;
/// Symbols whose states a session keeps that has to make room for others: a few backspaces.
const SHRUNK_SYMBOLS: usize = 24;
/// Text remembered for comparison.
const MAX_TEXT_BYTES: usize = 128 << 10;

/// The text before one cursor and the network's state after each of its characters.
#[derive(Default)]
pub struct Context {
    /// What was given last (with what slid out of it before).
    text: String,
    segments: Vec<Segment>,
    symbols: Vec<SymbolId>,
    /// Symbols that were dropped right before those, as far as memories look back.
    older: Vec<SymbolId>,
    /// `(symbols, S)`: the state after each symbol; fewer than symbols when a query was cancelled.
    states: Vec<f32>,
    /// How well each symbol was foreseen, with those before it; as many as there are states.
    surprises: Vec<Surprise>,
    /// `S` of the states.
    width: usize,
    /// The first symbol is the newline of the start, not one that was left when older ones were dropped.
    from_newline: bool,
    /// Older symbols were dropped to make room, not because there were too many.
    pub(super) shrunk: bool,
    pub(super) watch: Watch,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) corrections: Corrections,
    /// First words of the last answer, for as long as what is typed agrees with them.
    pub(super) places: Places,
}

/// A symbol, with the state before it and how well that text was foreseen, if they are known.
type Read<'s> = (SymbolId, Option<(&'s [f32], Surprise)>);

/// Where a segment begins, in bytes of the text and in symbols.
#[derive(Clone, Copy, Debug)]
struct Segment {
    byte: usize,
    symbol: usize,
}

impl Context {
    /// Bytes of hidden states held.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.states.capacity() * size_of::<f32>() + self.text.capacity()
    }

    /// Gives the memory back; the next query rebuilds what it needs.
    pub fn clear(&mut self) {
        *self = Context::default();
    }

    /// Gives most of the memory back: going on typing still costs one step a keystroke, and a few backspaces none.
    /// Nothing is given back while symbols have no state yet, as after a query that was cancelled.
    pub fn shrink(&mut self) {
        if self.symbols.len() > SHRUNK_SYMBOLS && self.states.len() == self.symbols.len() * self.width {
            self.forget_oldest(self.symbols.len() - SHRUNK_SYMBOLS);
            self.states.shrink_to_fit();
            self.shrunk = true;
        }
    }

    /// How the words that were typed since the last call fared with what was shown for them.
    pub fn take_outcomes(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.outcomes)
    }

    /// Words that were shown with a correction and typed past since the last call.
    pub fn take_passed(&mut self) -> Vec<String> {
        self.corrections.take()
    }

    /// The end of the text, as the memory compares it.
    pub(super) fn tail(&self) -> Tail {
        let tail = match self.symbols.len() >= Tail::REACH {
            true => Tail::new(&self.symbols),
            false => Tail::new(&[self.older.as_slice(), &self.symbols].concat()),
        };
        tail.with_surprise(self.surprises.last().copied().unwrap_or_default())
    }

    /// The newest `count` symbols, each with the state before it if that is known, and the symbols before them all.
    pub(super) fn newest(&self, engine: &Engine, count: usize) -> (&[SymbolId], Vec<Read<'_>>) {
        let first = self.symbols.len().saturating_sub(count);
        let width = engine.state_len();
        let state = |at: usize| {
            let before = at.checked_sub(1)?;
            Some((self.states.get(before * width..at * width)?, *self.surprises.get(before)?))
        };
        (&self.symbols[..first], (first..self.symbols.len()).map(|at| (self.symbols[at], state(at))).collect())
    }

    /// The end of the text before the newest `count` symbols, as the memory compares it.
    pub(super) fn tail_before(&self, count: usize) -> Tail {
        let earlier = &self.symbols[..self.symbols.len().saturating_sub(count)];
        Tail::new(&[self.older.as_slice(), earlier].concat())
    }

    /// The state after the last symbol.
    pub(super) fn state(&self, engine: &Engine) -> &[f32] {
        &self.states[self.states.len() - engine.state_len()..]
    }

    /// Brings the states up to date with a text. Returns the network steps that took, or `None` when `cancelled` said
    /// stop: what was read until then stays.
    pub(super) fn update(
        &mut self,
        engine: &Engine,
        vocab: &Vocab,
        scratch: &mut Scratch,
        left_context: &str,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<u32> {
        if self.text.len() > MAX_TEXT_BYTES {
            self.clear();
        }
        self.width = engine.state_len();
        let joined = self.align(left_context);
        let text = joined.as_deref().unwrap_or(left_context);
        let known = self.common_start(text).filter(|start| text.len() - start.byte <= MAX_FRESH_BYTES);
        let start = known.unwrap_or_else(|| self.start_cold(text, vocab));
        let mut fresh = Vec::new();
        let mut byte = start.byte;
        for piece in Segments(&text[start.byte..]) {
            self.segments.push(Segment { byte, symbol: start.symbol + fresh.len() });
            encode(vocab, piece, &mut fresh);
            byte += piece.len();
        }
        let known = self.symbols[start.symbol..].iter().zip(&fresh).take_while(|(a, b)| a == b).count();
        self.symbols.truncate(start.symbol + known);
        self.symbols.extend_from_slice(&fresh[known..]);
        self.states.truncate((start.symbol + known) * engine.state_len());
        self.surprises.truncate(start.symbol + known);
        if self.text.get(..start.byte) == text.get(..start.byte) {
            self.text.truncate(start.byte);
            self.text.push_str(&text[start.byte..]);
        } else {
            self.text = text.to_owned();
        }
        let steps = self.advance(engine, scratch, cancelled)?;
        self.drop_oldest();
        Some(steps)
    }

    /// When the new text is the end of the old one and more, the old text with the new characters.
    fn align(&self, new: &str) -> Option<String> {
        let head_end = (SLIDE_BYTES.min(new.len())..=new.len()).find(|&at| new.is_char_boundary(at))?;
        let head = &new[..head_end];
        if head.len() < SLIDE_BYTES || self.text.starts_with(head) {
            return None;
        }
        let at = self.text.find(head)?;
        let overlap = &self.text[at..];
        let joined = self.text.len() - overlap.len() + new.len();
        (joined <= MAX_TEXT_BYTES && new.starts_with(overlap)).then(|| [&self.text[..at], new].concat())
    }

    /// The last segment that begins within what both texts share, taken off the list: it may go on differently, and
    /// is read again, which costs a comparison and no step.
    fn common_start(&mut self, text: &str) -> Option<Segment> {
        let shared = self.text.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let keep = self.segments.partition_point(|segment| segment.byte < shared);
        self.segments.truncate(keep);
        self.segments.pop()
    }

    /// Starts anew on a newline, a bounded way back from the end.
    fn start_cold(&mut self, text: &str, vocab: &Vocab) -> Segment {
        self.segments.clear();
        if !self.from_newline {
            self.symbols.clear();
            self.older.clear();
            self.states.clear();
            self.surprises.clear();
            self.symbols.push(vocab.id('\n').unwrap_or_default());
            self.from_newline = true;
        }
        Segment { byte: cold_start(text), symbol: 1 }
    }

    /// Reads the symbols that have no state yet.
    fn advance(&mut self, engine: &Engine, scratch: &mut Scratch, cancelled: &dyn Fn() -> bool) -> Option<u32> {
        let width = engine.state_len();
        let mut state = match self.states.len() {
            0 => vec![0.0; width],
            length => self.states[length - width..].to_vec(),
        };
        let (mut steps, mut log_probs) = (0, Vec::new());
        for at in self.states.len() / width..self.symbols.len() {
            if steps % 16 == 15 && cancelled() {
                return None;
            }
            // The first symbol stands for the beginning of the text.
            let surprise = match (at, self.surprises.last()) {
                (1.., Some(before)) => {
                    engine.log_probs(scratch, &state, &mut log_probs);
                    before.after(log_probs[self.symbols[at] as usize])
                }
                _ => Surprise::default(),
            };
            self.surprises.push(surprise);
            engine.step(scratch, &self.symbols[at..=at], &mut state);
            self.states.extend_from_slice(&state);
            steps += 1;
        }
        Some(steps)
    }

    fn drop_oldest(&mut self) {
        let excess = self.symbols.len().saturating_sub(KEPT_SYMBOLS);
        if excess < KEPT_SYMBOLS / 4 {
            return;
        }
        self.forget_oldest(excess);
    }

    fn forget_oldest(&mut self, excess: usize) {
        self.from_newline = false;
        self.older.extend(self.symbols.drain(..excess));
        self.older.drain(..self.older.len().saturating_sub(Tail::REACH));
        self.states.drain(..excess * self.width);
        self.surprises.drain(..excess);
        self.segments.retain(|segment| segment.symbol > excess);
        for segment in &mut self.segments {
            segment.symbol -= excess;
        }
    }
}

fn encode(vocab: &Vocab, piece: &str, out: &mut Vec<SymbolId>) {
    if piece.len() == 1 && piece != "\r" {
        // ASCII is most of what is typed.
        for c in piece.chars() {
            vocab.encode_char(fold_char(c), out);
        }
    } else {
        for c in normalize(piece).chars() {
            vocab.encode_char(c, out);
        }
    }
}

/// Where reading starts in a text of which nothing is known: [`COLD_CHARS`] before the end, at the beginning of a line
/// if one begins within the half of that which is further away.
fn cold_start(text: &str) -> usize {
    let Some((far, _)) = text.char_indices().rev().nth(COLD_CHARS - 1) else {
        return 0;
    };
    let near = text.char_indices().rev().nth(COLD_CHARS / 2).map_or(far, |(at, _)| at);
    let line = text[far..near].find('\n').map(|at| far + at + 1);
    let mut start = line.unwrap_or(far);
    while let Some(c) = text[start..].chars().next().filter(|&c| !begins_segment(c)) {
        start += c.len_utf8();
    }
    start
}

/// Whether normalisation never joins this character with what stands before it.
fn begins_segment(c: char) -> bool {
    c.is_ascii() || (canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

/// The segments of a text, one after the other.
struct Segments<'t>(&'t str);

impl<'t> Iterator for Segments<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let mut chars = self.0.char_indices();
        let (_, first) = chars.next()?;
        let end =
            chars.find(|&(_, c)| begins_segment(c) && !(first == '\r' && c == '\n')).map_or(self.0.len(), |(at, _)| at);
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(piece)
    }
}
