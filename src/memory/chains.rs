//! [`Memory`]: the text, and for several kinds of context the chain of places where each occurred.
//!
//! The structure is that of a Lempel–Ziv matcher (RFC 1951, section 4): a table leads from a context's hash to its newest
//! place, and every place leads to the one before it. Only the text and these links are stored, 22 bytes a symbol. Two
//! contexts with one hash cost time and nothing else, because every place is compared with the context before it counts.

use crate::text::words::{is_apostrophe, is_word_char};
use crate::text::{SymbolId, Vocab};

/// Kinds of context that have a chain of their own.
pub(super) const CHAINS: usize = 5;
/// The last 2 symbols; the last 4.
pub(super) const PAIR: usize = 0;
pub(super) const FOUR: usize = 1;
/// The word so far; with the word before it; with the two words before it. Of words before, case does not count.
pub(super) const WORD: usize = 2;
pub(super) const WORD_2: usize = 3;
pub(super) const WORD_3: usize = 4;

/// Symbols that a context is compared over at most.
pub(super) const LONGEST: usize = 40;
/// Symbols looked at for the words before a place.
const WORD_REACH: usize = 72;
/// Symbols of context kept before a message that is learned.
const KEPT_CONTEXT: usize = 8;
const MAX_SYMBOLS: usize = Memory::MOST_SYMBOLS;

/// Stands in `app` for a place that is context and was not learned.
const CONTEXT: u8 = 0x80;
const MAX_APPS: usize = 127;
const NONE: u32 = u32::MAX;
/// The symbol of a gap in a text. No context ends with it, so nothing is learned across a gap.
const GAP: u16 = u16::MAX;

/// How well the network has predicted the text before a cursor. In a text that the network predicts badly, the person's
/// own memory gets more weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surprise {
    /// Bits of a symbol under the network's distribution, as an exponential moving average.
    pub bits: f32,
    /// Symbols read.
    pub symbols: u32,
}

impl Default for Surprise {
    /// The value before any symbol was read: what typed English takes on average.
    fn default() -> Self {
        Surprise { bits: 2.2, symbols: 0 }
    }
}

impl Surprise {
    /// The weight of the newest symbol in the moving average.
    const NEWEST: f32 = 0.08;
    /// The most bits that a single symbol counts.
    const MOST: f32 = 12.0;

    /// The value after one more symbol, to which the network gave this natural-log probability.
    #[must_use]
    pub fn after(self, log_prob: f32) -> Self {
        let bits = (-log_prob / std::f32::consts::LN_2).clamp(0.0, Self::MOST);
        Surprise { bits: self.bits + Self::NEWEST * (bits - self.bits), symbols: self.symbols.saturating_add(1) }
    }
}

/// The end of the text before a cursor, as symbols: what contexts are made of.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    symbols: Vec<u16>,
    /// The surprise of the text that the tail was made from; symbols pushed later do not change it.
    pub(super) surprise: Surprise,
}

impl Tail {
    /// Symbols that a context reaches back at most.
    pub const REACH: usize = WORD_REACH;

    /// Symbols of the text before the cursor; only the newest matter.
    #[must_use]
    pub fn new(symbols: &[SymbolId]) -> Self {
        let newest = &symbols[symbols.len().saturating_sub(WORD_REACH)..];
        Tail { symbols: newest.iter().map(|&s| s as u16).collect(), surprise: Surprise::default() }
    }

    /// The same text with another surprise.
    #[must_use]
    pub fn with_surprise(self, surprise: Surprise) -> Self {
        Tail { surprise, ..self }
    }

    /// Sets how surprising the text is.
    pub fn set_surprise(&mut self, surprise: Surprise) {
        self.surprise = surprise;
    }

    /// Appends a symbol.
    pub fn push(&mut self, symbol: SymbolId) {
        if self.symbols.len() >= 4 * WORD_REACH {
            self.symbols.drain(..3 * WORD_REACH);
        }
        self.symbols.push(symbol as u16);
    }

    /// Symbols from the last on, as far as they matter.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = u16> {
        self.newest().iter().rev().copied()
    }

    fn newest(&self) -> &[u16] {
        &self.symbols[self.symbols.len().saturating_sub(WORD_REACH)..]
    }
}

/// A place where a context occurred before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// What came next there.
    pub symbol: u16,
    /// Symbols that the context has in common with the text before the place, at most `LONGEST`.
    pub shared: u16,
    /// Number of the application that the message was typed in ([`Memory::app`]).
    pub app: u8,
    /// Symbols that were learned since.
    pub age: u32,
    /// Where it stands in the text, and where the words of a context of words begin.
    at: u32,
    begin: u32,
}

/// The text of one person, with the chains by which contexts are found in it.
#[derive(Clone)]
pub struct Memory {
    letters: Letters,
    text: Vec<u16>,
    /// Application of every place, or [`CONTEXT`].
    app: Vec<u8>,
    chains: [Chain; CHAINS],
    /// Places that were dropped: chains count them, too, so that dropping the oldest leaves all links as they are.
    dropped: u32,
    apps: Vec<String>,
    /// Symbols that count: the person's own.
    own: usize,
}

/// What the memory knows of symbols.
#[derive(Clone)]
struct Letters {
    /// Whether each symbol belongs to a word.
    word: Vec<bool>,
    /// The small letter of each symbol.
    small: Vec<u16>,
}

#[derive(Clone, Default)]
struct Chain {
    /// The newest place for each hash.
    heads: Vec<u32>,
    /// For each place, the place before it in its chain.
    older: Vec<u32>,
}

impl Memory {
    /// Symbols kept in all; beyond it the oldest quarter is dropped.
    pub const MOST_SYMBOLS: usize = 3 << 19;

    /// An empty memory for texts in the symbols of a vocabulary.
    #[must_use]
    pub fn new(vocab: &Vocab) -> Self {
        Memory {
            letters: Letters::new(vocab),
            text: Vec::new(),
            app: Vec::new(),
            chains: Default::default(),
            dropped: 0,
            apps: Vec::new(),
            own: 0,
        }
    }

    /// Symbols of the person's own that are remembered.
    #[must_use]
    pub fn symbols(&self) -> usize {
        self.own
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let links: usize = self.chains.iter().map(|chain| chain.heads.capacity() + chain.older.capacity()).sum();
        self.text.capacity() * 2 + self.app.capacity() + links * 4
    }

    /// Number of an application, 0 for one that is not known (or when there are too many).
    #[must_use]
    pub fn app(&self, name: Option<&str>) -> u8 {
        let at = name.and_then(|name| self.apps.iter().position(|known| known == name));
        at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
    }

    /// Number of an application, which gets one if there is room.
    pub fn add_app(&mut self, name: Option<&str>) -> u8 {
        match (name, self.app(name)) {
            (Some(name), 0) if self.apps.len() < MAX_APPS => {
                self.apps.push(name.to_owned());
                self.apps.len() as u8
            }
            (_, app) => app,
        }
    }

    /// Remembers what followed `before` (the text before it, others' messages included): every symbol of `own`.
    pub fn learn(&mut self, before: &Tail, own: &[SymbolId], app: u8) {
        let context = before.newest();
        let context = &context[context.len().saturating_sub(KEPT_CONTEXT)..];
        if !self.text.ends_with(context) {
            self.append(&[GAP], CONTEXT);
            self.append(context, CONTEXT);
        }
        for &symbol in own {
            self.append(&[symbol as u16], app);
            self.link(self.text.len() - 1);
        }
        self.own += own.len();
        self.make_room();
    }

    fn make_room(&mut self) {
        if self.text.len() > MAX_SYMBOLS {
            self.drop_oldest();
        }
    }

    /// Places where the context of a chain occurred, newest first, at most `most`.
    pub(super) fn places(&self, chain: usize, tail: &Tail, most: usize, found: &mut Vec<Place>) {
        found.clear();
        let context = tail.newest();
        let (Some(wanted), false) = (Key::of(chain, context, &self.letters), self.chains[chain].heads.is_empty())
        else {
            return;
        };
        let links = &self.chains[chain];
        let text = Text { symbols: &self.text, dropped: self.dropped };
        let mut at = links.heads[wanted.slot(links.heads.len(), &self.letters)];
        // Colliding hashes make chains of places that do not match: the search through them is bounded.
        for _ in 0..4 * most {
            let Some(place) = text.place(at).filter(|_| found.len() < most) else { break };
            let before = &self.text[place.saturating_sub(WORD_REACH)..place];
            let shared = match chain {
                PAIR => shared(before, context, 3),
                FOUR => shared(before, context, LONGEST),
                _ => 0,
            };
            let begin = match chain {
                PAIR => (shared >= 2).then_some(0),
                FOUR => (shared >= 4).then_some(0),
                _ => wanted.begin_in(before, &self.letters),
            };
            if let Some(begin) = begin {
                found.push(Place {
                    symbol: self.text[place],
                    shared: shared as u16,
                    app: self.app[place],
                    age: (self.text.len() - place) as u32,
                    at: place as u32,
                    begin: (place - before.len() + begin) as u32,
                });
            }
            at = links.older[place];
        }
    }

    /// The `count` symbols, at most four, before the context of a place, back to the beginning of a line at most, as one
    /// number. `symbols` is the length of a context of symbols, and zero for one of words.
    pub(super) fn left(&self, place: &Place, symbols: usize, count: usize) -> u64 {
        let end = if symbols > 0 { (place.at as usize).saturating_sub(symbols) } else { place.begin as usize };
        left_of(self.text.get(..end).unwrap_or_default(), count)
    }

    /// The same of the context at the end of a text.
    pub(super) fn left_of_tail(&self, chain: usize, tail: &Tail, symbols: usize, count: usize) -> u64 {
        let context = tail.newest();
        let begin = match chain {
            PAIR | FOUR => context.len().checked_sub(symbols),
            _ => Key::of(chain, context, &self.letters).and_then(|key| key.begin_in(context, &self.letters)),
        };
        left_of(&context[..begin.unwrap_or(0)], count)
    }

    /// Symbols of the word that a text ends with, and whether it begins with a capital.
    pub(super) fn word_begun(&self, tail: &Tail) -> (usize, bool) {
        let word = tail.newest_first().take_while(|&symbol| self.letters.is_word(symbol));
        let (count, first) = word.fold((0, None), |(count, _), symbol| (count + 1, Some(symbol)));
        (count, first.is_some_and(|symbol| self.letters.small(symbol) != symbol))
    }

    fn append(&mut self, symbols: &[u16], app: u8) {
        make_room(&mut self.text, symbols.len());
        self.text.extend_from_slice(symbols);
        make_room(&mut self.app, symbols.len());
        self.app.resize(self.text.len(), app);
        for chain in &mut self.chains {
            make_room(&mut chain.older, symbols.len());
            chain.older.resize(self.text.len(), NONE);
        }
    }

    /// Makes a place the newest of its contexts.
    fn link(&mut self, place: usize) {
        for kind in 0..CHAINS {
            // With as many heads as places few hashes collide; there are few different pairs and words, so these need
            // fewer heads.
            let (first, wanted) = match kind {
                PAIR => (1 << 13, 0),
                WORD => (1 << 15, 0),
                _ => (1 << 12, place + 1),
            };
            let (chain, text) = (&mut self.chains[kind], Text { symbols: &self.text, dropped: self.dropped });
            if chain.heads.is_empty() {
                chain.heads = vec![NONE; first];
            }
            while chain.heads.len() < wanted {
                chain.split(kind, text, &self.letters);
            }
            chain.link(kind, place, text, &self.letters);
        }
    }

    fn drop_oldest(&mut self) {
        let cut = self.text.len() / 4;
        let cut = self.text[cut..].iter().position(|&s| s == GAP).map_or(cut, |at| cut + at);
        self.text.drain(..cut);
        self.app.drain(..cut);
        self.chains.iter_mut().for_each(|chain| drop(chain.older.drain(..cut)));
        self.own = self.app.iter().filter(|&&app| app != CONTEXT).count();
        let room = |dropped: &u32| dropped.checked_add(2 * MAX_SYMBOLS as u32).is_some();
        match self.dropped.checked_add(cut as u32).filter(room) {
            Some(dropped) => self.dropped = dropped,
            // Numbers of places come to an end after four billion.
            None => self.link_anew(),
        }
    }

    fn link_anew(&mut self) {
        self.dropped = 0;
        self.chains = std::array::from_fn(|_| Chain { heads: Vec::new(), older: vec![NONE; self.text.len()] });
        let own: Vec<usize> = (0..self.text.len()).filter(|&place| self.app[place] != CONTEXT).collect();
        own.into_iter().for_each(|place| self.link(place));
    }
}

impl Letters {
    fn new(vocab: &Vocab) -> Self {
        let word = |id: SymbolId| vocab.char(id).is_none_or(|c| is_word_char(c) || is_apostrophe(c));
        // A symbol is replaced by one symbol or stays as it is: some small forms are two letters, or have no symbol.
        let small = |id: SymbolId| {
            let mut letters = vocab.char(id)?.to_lowercase();
            let (first, rest) = (letters.next()?, letters.next());
            vocab.id(first).filter(|_| rest.is_none())
        };
        let ids = 0..vocab.len() as SymbolId;
        Letters { word: ids.clone().map(word).collect(), small: ids.map(|id| small(id).unwrap_or(id) as u16).collect() }
    }

    fn is_word(&self, symbol: u16) -> bool {
        self.word.get(usize::from(symbol)).copied().unwrap_or(false)
    }

    fn small(&self, symbol: u16) -> u16 {
        self.small.get(usize::from(symbol)).copied().unwrap_or(symbol)
    }

    /// The text before a word that it ends with, in whatever case.
    fn strip<'t>(&self, text: &'t [u16], word: &[u16]) -> Option<&'t [u16]> {
        let (before, end) = text.split_at(text.len().checked_sub(word.len())?);
        end.iter().zip(word).all(|(&a, &b)| self.small(a) == self.small(b)).then_some(before)
    }
}

/// What places are numbers of: symbols, after so many that were dropped.
#[derive(Clone, Copy)]
struct Text<'t> {
    symbols: &'t [u16],
    dropped: u32,
}

impl<'t> Text<'t> {
    /// The place of a number, if it was not dropped.
    fn place(&self, number: u32) -> Option<usize> {
        let place = number.checked_sub(self.dropped).filter(|_| number != NONE)?;
        Some(place as usize)
    }

    fn number(&self, place: usize) -> u32 {
        self.dropped + place as u32
    }

    /// The context of a kind before a place.
    fn key(&self, kind: usize, place: usize, letters: &Letters) -> Option<Key<'t>> {
        Key::of(kind, &self.symbols[place.saturating_sub(WORD_REACH)..place], letters)
    }
}

impl Chain {
    fn link(&mut self, kind: usize, place: usize, text: Text, letters: &Letters) {
        if let Some(key) = text.key(kind, place, letters) {
            let slot = key.slot(self.heads.len(), letters);
            self.older[place] = std::mem::replace(&mut self.heads[slot], text.number(place));
        }
    }

    /// One head more: the places of another one that belong to it move there (linear hashing: Litwin, "Linear hashing",
    /// 1980), so that growing never takes longer than a walk along one chain.
    fn split(&mut self, kind: usize, text: Text, letters: &Letters) {
        let new = self.heads.len();
        let from = new - half_of(new);
        make_room(&mut self.heads, 1);
        self.heads.push(NONE);
        let mut at = std::mem::replace(&mut self.heads[from], NONE);
        let mut last: [Option<usize>; 2] = [None; 2];
        while let Some(place) = text.place(at) {
            let moves = text.key(kind, place, letters).is_some_and(|key| key.slot(new + 1, letters) == new);
            match last[usize::from(moves)].replace(place) {
                None => self.heads[if moves { new } else { from }] = at,
                Some(newer) => self.older[newer] = at,
            }
            at = self.older[place];
        }
        last.into_iter().flatten().for_each(|place| self.older[place] = NONE);
    }
}

/// Room for some more, a sixteenth at a time: twice as much would be half of the memory for nothing.
fn make_room<T>(vec: &mut Vec<T>, more: usize) {
    if vec.capacity() - vec.len() < more {
        vec.reserve_exact(more.max(vec.len() / 16));
    }
}

/// The largest power of two that is not above a number.
fn half_of(heads: usize) -> usize {
    1 << heads.max(1).ilog2()
}

/// The last symbols of a text as one number, at most four, from the last newline or gap on.
fn left_of(text: &[u16], count: usize) -> u64 {
    let mut number = 0;
    for &symbol in text.iter().rev().take(count.min(4)) {
        number = (number << 16) | (u64::from(symbol.wrapping_add(1)));
        if symbol == 0 || symbol == GAP {
            break;
        }
    }
    number
}

/// Symbols that two texts have in common at their ends, counted up to `most`.
fn shared(a: &[u16], b: &[u16], most: usize) -> usize {
    a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count()
}

/// The parts of a context that are compared: two contexts of a kind are the same when these are.
#[derive(Clone, Copy)]
struct Key<'t> {
    kind: usize,
    /// The word so far, or the symbols themselves.
    open: &'t [u16],
    /// The symbol before the cursor where no word has begun.
    separator: u16,
    /// The words before, newest first.
    words: [&'t [u16]; 2],
}

impl<'t> Key<'t> {
    /// `None` when there is too little text for this kind.
    fn of(chain: usize, text: &'t [u16], letters: &Letters) -> Option<Self> {
        let symbols = |open| Key { kind: chain, open, separator: 0, words: [&[]; 2] };
        if chain <= FOUR {
            let count = if chain == PAIR { 2 } else { 4 };
            let last = &text[text.len().checked_sub(count)?..];
            return (!last.contains(&GAP)).then(|| symbols(last));
        }
        let is_word = |&symbol: &u16| letters.is_word(symbol);
        let word_before = |end: usize| {
            let length = text[..end].iter().rev().take_while(|s| is_word(s)).count();
            end - length
        };
        let start = word_before(text.len());
        let open = &text[start..];
        if chain == WORD {
            return (!open.is_empty()).then(|| symbols(open));
        }
        let separator = if open.is_empty() { *text.last()? } else { 0 };
        if separator == GAP {
            return None;
        }
        let mut words: [&[u16]; 2] = [&[]; 2];
        let mut begin = start;
        for slot in words.iter_mut().take(chain - WORD) {
            // Lines are apart: the newline is symbol 0.
            let between = text[..begin].iter().rev().take_while(|&s| !is_word(s) && *s != 0 && *s != GAP).count();
            let end = begin - between;
            begin = word_before(end);
            *slot = &text[begin..end];
        }
        if chain == WORD_3 && words.iter().any(|w| w.is_empty()) {
            return None;
        }
        Some(Key { kind: chain, open, separator, words })
    }

    /// Where this context of words begins in a text that ends with it; `None` for a text that does not.
    fn begin_in(&self, text: &[u16], letters: &Letters) -> Option<usize> {
        let is_word = |&symbol: &u16| letters.is_word(symbol);
        let mut rest = text.strip_suffix(self.open)?;
        if rest.last().is_some_and(is_word) || (self.open.is_empty() && rest.last() != Some(&self.separator)) {
            return None;
        }
        for words in self.words.iter().take(self.kind - WORD) {
            let between = rest.iter().rev().take_while(|&s| !is_word(s) && *s != 0 && *s != GAP).count();
            let before = letters.strip(&rest[..rest.len() - between], words)?;
            if before.last().is_some_and(is_word) {
                return None;
            }
            rest = before;
        }
        Some(rest.len())
    }

    /// FNV-1a (Fowler, Noll, Vo) over 64 bits, mixed at the end.
    fn hash(&self, letters: &Letters) -> u64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut take = |symbol: u16| hash = (hash ^ u64::from(symbol)).wrapping_mul(0x0000_0100_0000_01b3);
        self.open.iter().for_each(|&s| take(s));
        take(self.separator);
        for word in self.words {
            take(GAP);
            word.iter().for_each(|&s| take(letters.small(s)));
        }
        hash ^ (hash >> 29)
    }

    /// Which of so many heads: as many bits of the hash as there are heads for, one less beyond the last head.
    fn slot(&self, heads: usize, letters: &Letters) -> usize {
        let hash = (self.hash(letters).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
        let half = half_of(heads);
        let slot = hash & (2 * half - 1);
        if slot < heads { slot } else { hash & (half - 1) }
    }
}

mod lexicon;

#[cfg(test)]
mod tests;
