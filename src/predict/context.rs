//! [`Context`]: the state that a session keeps, so that a keystroke costs one network step and a backspace none.
//!
//! The text is cut into segments that normalise independently of each other (a character with the marks that combine
//! with it). A new text is compared with the last one; only what differs is normalised, compared symbol by symbol and
//! read by the network. Text that reaches back further than [`KEPT_SYMBOLS`] is carried in the state alone; a text
//! without any known beginning is read from its last [`COLD_CHARS`] characters.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::declined::Corrections;
use super::first_place::FirstPlace;
use super::habits::{OfferLog, Outcome};
use crate::engine::{Engine, Scratch};
use crate::memory::{Surprise, Tail, next_key};
use crate::text::fold::fold_char;
use crate::text::{SymbolId, Vocab, normalize};

/// Fewest symbols whose average cost says something of their language.
const ENOUGH: u32 = 10;
/// Number of newest symbols whose states a session keeps (up to a quarter more before old ones are dropped).
pub const KEPT_SYMBOLS: usize = 1024;
/// Characters read when nothing is known of a text.
pub const COLD_CHARS: usize = 320;
/// Most bytes of new text that are read on from a known beginning; after more (a paste), reading starts cold, which is
/// bounded.
const MAX_FRESH_BYTES: usize = 4 * COLD_CHARS;
/// A text that slides (its beginning cut off as it grows) is recognised when at least so many bytes match.
const SLIDE_BYTES: usize = 96;
/// Number of symbols whose states remain after [`Context::shrink`]: enough for a few backspaces.
const SHRUNK_SYMBOLS: usize = 24;
/// Most bytes of text remembered for comparison.
const MAX_TEXT_BYTES: usize = 128 << 10;

/// The text before one cursor and the network's state after each of its characters.
#[derive(Default)]
pub struct Context {
    /// The text given last, after the text that slid out of it before.
    text: String,
    segments: Vec<Segment>,
    symbols: Vec<SymbolId>,
    /// Symbols that were dropped right before `symbols`, as many as memories look back over.
    older: Vec<SymbolId>,
    /// `(symbols, S)`: the state after each symbol; fewer than symbols when a query was cancelled.
    states: Vec<f32>,
    /// What is known of the text up to each symbol; as many as there are states.
    known: Vec<TextState>,
    /// `S`, the numbers of one state.
    width: usize,
    /// The first symbol is the newline of the start, not one that was left when older ones were dropped.
    from_newline: bool,
    /// Older symbols were dropped to make room, not because there were too many.
    pub(super) shrunk: bool,
    pub(super) offer_log: OfferLog,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) corrections: Corrections,
    /// The first word of the last answer, which keeps its place while what is typed agrees with it.
    pub(super) first_place: FirstPlace,
}

/// A text that ends with a symbol: how well it was foreseen, and its key ([`Tail::key`]).
#[derive(Clone, Copy, Debug)]
struct TextState {
    surprise: Surprise,
    key: u64,
}

/// A symbol, with the network's state before it and how well the text before it was foreseen, where these are known.
type Read<'s> = (SymbolId, Option<(&'s [f32], Surprise)>);

/// Where a segment begins, in bytes of the text and in symbols.
#[derive(Clone, Copy, Debug)]
struct Segment {
    byte: usize,
    symbol: usize,
}

impl Context {
    /// Returns the bytes that hidden states and text take.
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

    /// Returns how the words typed since the last call ended: what was shown for each, and whether it was taken.
    pub fn take_outcomes(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.outcomes)
    }

    /// Returns the words typed past since the last call although a correction of them was shown.
    pub fn take_passed(&mut self) -> Vec<String> {
        self.corrections.take()
    }

    /// The end of the text, as the memory compares it.
    pub(super) fn tail(&self) -> Tail {
        let surprise = self.known.last().map(|known| known.surprise).unwrap_or_default();
        self.tail_before(0).with_surprise(surprise)
    }

    /// Returns what the symbols before the newest `count` ones cost the network, in bits of a symbol on a moving average;
    /// `None` where they are fewer than [`ENOUGH`].
    pub(super) fn bits_before(&self, count: usize) -> Option<f32> {
        let before = self.known.len().checked_sub(count + 1).and_then(|at| self.known.get(at))?;
        Some(before.surprise).filter(|surprise| surprise.symbols >= ENOUGH).map(|surprise| surprise.bits)
    }

    /// Returns the symbols before the newest `count` ones, and these ones, each with the state before it where that is
    /// known.
    pub(super) fn newest(&self, engine: &Engine, count: usize) -> (&[SymbolId], Vec<Read<'_>>) {
        let first = self.symbols.len().saturating_sub(count);
        let width = engine.state_len();
        let state = |at: usize| {
            let before = at.checked_sub(1)?;
            Some((self.states.get(before * width..at * width)?, self.known.get(before)?.surprise))
        };
        (&self.symbols[..first], (first..self.symbols.len()).map(|at| (self.symbols[at], state(at))).collect())
    }

    /// The end of the text before the newest `count` symbols, as the memory compares it.
    pub(super) fn tail_before(&self, count: usize) -> Tail {
        let earlier = &self.symbols[..self.symbols.len().saturating_sub(count)];
        let tail = match earlier.len() >= Tail::REACH {
            true => Tail::new(earlier),
            false => Tail::new(&[self.older.as_slice(), earlier].concat()),
        };
        tail.with_key(self.key(earlier.len()))
    }

    /// The key of the text with so many of the symbols; 0 where it is not known.
    fn key(&self, symbols: usize) -> u64 {
        symbols.checked_sub(1).and_then(|last| self.known.get(last)).map_or(0, |known| known.key)
    }

    /// The state after the last symbol.
    pub(super) fn state(&self, engine: &Engine) -> &[f32] {
        &self.states[self.states.len() - engine.state_len()..]
    }

    /// Brings the states up to date with a text. Returns the number of network steps, or `None` when `cancelled` said
    /// stop; symbols read until then keep their states.
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
            // Blank lines are not read: see `without_blank_lines`.
            let blank = piece.trim_matches(['\r', '\n']).is_empty() && text[..byte].ends_with(['\r', '\n']);
            if !blank {
                encode(vocab, piece, &mut fresh);
            }
            byte += piece.len();
        }
        let known = self.symbols[start.symbol..].iter().zip(&fresh).take_while(|(a, b)| a == b).count();
        self.symbols.truncate(start.symbol + known);
        self.symbols.extend_from_slice(&fresh[known..]);
        self.states.truncate((start.symbol + known) * engine.state_len());
        self.known.truncate(start.symbol + known);
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

    /// Returns the old text with the new characters where the beginning of the new text stands inside the old one.
    fn align(&self, new: &str) -> Option<String> {
        let head = &new[..new.ceil_char_boundary(SLIDE_BYTES)];
        if head.len() < SLIDE_BYTES || self.text.starts_with(head) {
            return None;
        }
        let at = self.text.find(head)?;
        let overlap = &self.text[at..];
        let joined = self.text.len() - overlap.len() + new.len();
        (joined <= MAX_TEXT_BYTES && new.starts_with(overlap)).then(|| [&self.text[..at], new].concat())
    }

    /// Takes the last segment off the list that begins within what both texts share. That segment may go on differently
    /// and is encoded again, which costs a comparison and no step.
    fn common_start(&mut self, text: &str) -> Option<Segment> {
        let shared = self.text.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let keep = self.segments.partition_point(|segment| segment.byte < shared);
        self.segments.truncate(keep);
        self.segments.pop()
    }

    /// Starts anew after a newline symbol. Returns where reading begins, at most [`COLD_CHARS`] characters before the
    /// end.
    fn start_cold(&mut self, text: &str, vocab: &Vocab) -> Segment {
        self.segments.clear();
        if !self.from_newline {
            self.symbols.clear();
            self.older.clear();
            self.states.clear();
            self.known.clear();
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
            let surprise = match (at, self.known.last()) {
                (1.., Some(before)) => {
                    engine.log_probs(scratch, &state, &mut log_probs);
                    before.surprise.after(log_probs[self.symbols[at] as usize])
                }
                _ => Surprise::default(),
            };
            let key = next_key(self.known.last().map_or(1, |before| before.key), self.symbols[at]);
            self.known.push(TextState { surprise, key });
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
        self.known.drain(..excess);
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

/// Returns the byte at which the reading of an unknown text starts: [`COLD_CHARS`] characters before the end, or the
/// first beginning of a line in the farther half of these.
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
