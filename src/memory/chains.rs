//! [`Memory`]: the text, and for several kinds of context the chain of places where each occurred.
//!
//! The structure is that of a Lempel–Ziv matcher (RFC 1951, section 4): a table leads from a context's hash to its newest
//! place, and every place leads to the one before it. Only the text and these links are stored, 22 bytes a symbol. Two
//! contexts with one hash cost time and nothing else, because every place is compared with the context before it counts.

mod key;
mod lexicon;
mod walks;

use std::sync::MutexGuard;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use self::key::{Key, Letters, half_of, slot};
use self::walks::{Walk, Walks};
use super::tail::{Begun, Tail};
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

/// Most symbols over which contexts are compared.
pub(super) const LONGEST: usize = 40;
/// Symbols looked at for the words before a place.
const WORD_REACH: usize = Tail::REACH;
/// Symbols of context kept before a message that is learned.
const KEPT_CONTEXT: usize = 8;
/// Most places of a context that count.
pub(super) const MOST_PLACES: usize = 64;
const MAX_SYMBOLS: usize = Memory::MOST_SYMBOLS;

/// Stands in `app` for a place that is context and was not learned.
const CONTEXT: u8 = 0x80;
const MAX_APPS: usize = 127;
const NONE: u32 = u32::MAX;
/// The symbol of a gap in a text. No context ends with it, so nothing is learned across a gap.
const GAP: u16 = u16::MAX;

/// A place where a context occurred before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The symbol that came next there.
    pub symbol: u16,
    /// Symbols that the context has in common with the text before the place, at most `LONGEST`.
    pub shared: u16,
    /// Number of the application that the message was typed in ([`Memory::app`]).
    pub app: u8,
    /// Symbols of the context that is looked up: two or four, or the length of its words.
    length: u8,
    /// The symbols before that context, the nearest first; [`GAP`] where there is none.
    before: [u16; 4],
    /// Its number among all places.
    number: u32,
}

/// The text of one person, with the chains by which contexts are found in it.
#[derive(Clone)]
pub struct Memory {
    letters: Letters,
    text: Vec<u16>,
    /// Application of every place, or [`CONTEXT`].
    app: Vec<u8>,
    chains: [Chain; CHAINS],
    walks: Walks,
    /// Places that were dropped: chains count them, too, so that dropping the oldest leaves all links as they are.
    dropped: u32,
    apps: Vec<String>,
    /// Symbols that count: the person's own.
    own: usize,
    version: u64,
}

#[derive(Clone, Default)]
struct Chain {
    /// The newest place for each hash.
    heads: Vec<u32>,
    /// For each place, the place before it in its chain.
    older: Vec<u32>,
}

/// A context that is looked up: its key, the key's hash, and the newest place in its chain.
struct Wanted<'t> {
    key: Key<'t>,
    hash: u64,
    head: u32,
}

/// A walk along a chain in progress.
struct Walker {
    /// The number of the next place.
    at: u32,
    /// The number of the place at which the walk ends.
    until: Option<u32>,
    /// Most places that are found.
    most: usize,
    /// Colliding hashes make chains of places that do not match: the steps among them are bounded.
    steps: usize,
}

impl Walker {
    fn new(wanted: &Wanted, until: Option<u32>, most: usize) -> Walker {
        Walker { at: wanted.head, until, most, steps: 0 }
    }
}

/// A walk that is kept, and whether it is of the context that is looked up.
struct KeptWalk<'m> {
    walk: MutexGuard<'m, Walk>,
    same: bool,
}

impl Memory {
    /// Most symbols that are kept; beyond this the oldest quarter is dropped.
    pub const MOST_SYMBOLS: usize = 3 << 19;

    /// An empty memory for texts in the symbols of a vocabulary.
    #[must_use]
    pub fn new(vocab: &Vocab) -> Self {
        Memory {
            letters: Letters::new(vocab),
            text: Vec::new(),
            app: Vec::new(),
            chains: Default::default(),
            walks: Walks::default(),
            dropped: 0,
            apps: Vec::new(),
            own: 0,
            version: new_version(),
        }
    }

    /// A number that no memory with another content has had in this process.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
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
        self.text.capacity() * 2 + self.app.capacity() + links * 4 + self.walks.bytes()
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

    /// Remembers every symbol of `own`, which followed `before` (the text before it, others' messages included).
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
        self.version = new_version();
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
        let Some(wanted) = self.wanted(chain, tail) else { return };
        let mut walker = Walker::new(&wanted, None, most);
        while self.step(&wanted.key, &mut walker, found) {}
        self.compare(chain, tail, found);
    }

    /// For each chain the newest places of its context, [`MOST_PLACES`] at most, as [`Memory::places`] has them; those of
    /// frequent contexts are kept for the next time.
    pub(super) fn newest_places(&self, tail: &Tail, found: &mut [Vec<Place>; CHAINS]) {
        found.iter_mut().for_each(Vec::clear);
        let mut walks: [Option<(Wanted, Walker, Option<KeptWalk>)>; CHAINS] = std::array::from_fn(|chain| {
            let wanted = self.wanted(chain, tail)?;
            let kept = self.kept(&wanted);
            let until = kept.as_ref().filter(|kept| kept.same).map(|kept| kept.walk.head);
            let walker = Walker::new(&wanted, until, MOST_PLACES);
            Some((wanted, walker, kept))
        });
        // Each step waits for the machine's memory: the chains take turns, so that their waits overlap.
        let mut on = true;
        while on {
            on = false;
            for (walk, found) in walks.iter_mut().zip(found.iter_mut()) {
                on |= walk.as_mut().is_some_and(|(wanted, walker, _)| self.step(&wanted.key, walker, found));
            }
        }
        for (walk, found) in walks.into_iter().zip(found) {
            let Some((wanted, _, kept)) = walk else { continue };
            if let Some(KeptWalk { mut walk, same }) = kept {
                if same {
                    found.extend(walk.places.iter().take(MOST_PLACES - found.len()));
                }
                if !same || walk.head != wanted.head {
                    walk.keep(wanted.key.kind, wanted.hash, wanted.head, found);
                }
            }
            self.compare(wanted.key.kind, tail, found);
        }
    }

    /// The context of a chain at the end of a text.
    fn wanted<'t>(&self, chain: usize, tail: &'t Tail) -> Option<Wanted<'t>> {
        let key = Key::of(chain, tail.newest(), &self.letters)?;
        let (hash, heads) = (key.hash(&self.letters), &self.chains[chain].heads);
        let head = *heads.get(slot(hash, heads.len()))?;
        Some(Wanted { key, hash, head })
    }

    /// The slot in which a walk of a context is kept; `None` while another thread looks at it.
    fn kept(&self, wanted: &Wanted) -> Option<KeptWalk<'_>> {
        let chain = wanted.key.kind;
        let walk = self.walks.slot(chain, wanted.hash)?;
        // Two contexts can have one hash: the text at a kept place tells.
        let of_this_context = |newest: &Place| {
            let place = self.text().place(newest.number);
            place.is_some_and(|place| wanted.key.length_in(self.before(place), &self.letters).is_some())
        };
        let same = walk.chain == chain && walk.hash == wanted.hash && walk.places.first().is_some_and(of_this_context);
        Some(KeptWalk { walk, same })
    }

    /// Takes one step along a chain, and adds the place there if it is one of the context's. Returns false at the end.
    fn step(&self, wanted: &Key, walker: &mut Walker, found: &mut Vec<Place>) -> bool {
        let text = self.text();
        let on = found.len() < walker.most && walker.steps < 4 * walker.most;
        let reached = |place: &usize| on && walker.until.is_none_or(|until| text.number(*place) > until);
        let Some(place) = text.place(walker.at).filter(reached) else { return false };
        walker.at = self.chains[wanted.kind].older[place];
        walker.steps += 1;
        let before = self.before(place);
        if let Some(length) = wanted.length_in(before, &self.letters) {
            found.push(Place {
                symbol: self.text[place],
                shared: 0,
                app: self.app[place],
                length: length as u8,
                before: nearest(&before[..before.len() - length]),
                number: text.number(place),
            });
        }
        true
    }

    /// Sets how many symbols the text before each place has in common with another text.
    fn compare(&self, chain: usize, tail: &Tail, found: &mut [Place]) {
        let (context, most) = match chain {
            PAIR => (tail.newest(), 3),
            FOUR => (tail.newest(), LONGEST),
            _ => return,
        };
        for place in found {
            let length = usize::from(place.length);
            let further = context[..context.len() - length].iter().rev().zip(&place.before);
            let more = further.take(most - length).take_while(|(a, b)| a == b).count();
            place.shared = match (more, self.text().place(place.number)) {
                (4, Some(at)) => shared(self.before(at), context, most),
                _ => length + more,
            } as u16;
        }
    }

    fn text(&self) -> Text<'_> {
        Text { symbols: &self.text, dropped: self.dropped }
    }

    /// The text before a place, as far as contexts reach.
    fn before(&self, place: usize) -> &[u16] {
        &self.text[place.saturating_sub(WORD_REACH)..place]
    }

    /// Symbols that were learned since a place.
    pub(super) fn age(&self, place: &Place) -> u32 {
        self.text().number(self.text.len()).saturating_sub(place.number)
    }

    /// The `count` symbols, at most four, before the context of a place, back to the beginning of a line at most, as one
    /// number. `symbols` is the length of a context of symbols, and zero for one of words.
    pub(super) fn left(&self, place: &Place, symbols: usize, count: usize) -> u64 {
        let beyond = symbols.saturating_sub(usize::from(place.length));
        if let Some(nearest) = place.before.get(beyond..beyond + count) {
            return left_of(nearest.iter());
        }
        let end = self.text().place(place.number).and_then(|at| at.checked_sub(symbols));
        left_of(self.text[..end.unwrap_or(0)].iter().rev().take(count))
    }

    /// Returns the same number for the context at the end of a text.
    pub(super) fn left_of_tail(&self, chain: usize, tail: &Tail, symbols: usize, count: usize) -> u64 {
        let context = tail.newest();
        let begin = match chain {
            PAIR | FOUR => context.len().checked_sub(symbols),
            _ => {
                let length =
                    Key::of(chain, context, &self.letters).and_then(|key| key.length_in(context, &self.letters));
                length.map(|length| context.len() - length)
            }
        };
        left_of(context[..begin.unwrap_or(0)].iter().rev().take(count))
    }

    /// The word before the cursor, and the line before that word.
    pub(super) fn begun(&self, tail: &Tail) -> Begun {
        let word = tail.newest_first().take_while(|&symbol| self.letters.is_word(symbol));
        let (symbols, first) = word.fold((0, None), |(count, _), symbol| (count + 1, Some(symbol)));
        let mut before =
            tail.newest_first().skip(symbols).take_while(|&symbol| !self.letters.is_word(symbol)).peekable();
        let opens = before.peek().is_none() || before.any(|symbol| self.letters.ends_sentence(symbol));
        let line = tail.newest_first().skip(symbols).take_while(|&symbol| symbol != 0 && symbol != GAP);
        let (line_symbols, line_words, _) = line.fold((0, 0, false), |(symbols, words, within), symbol| {
            let letter = self.letters.is_word(symbol);
            (symbols + 1, words + usize::from(letter && !within), letter)
        });
        let capital = first.is_some_and(|symbol| self.letters.small(symbol) != symbol);
        Begun { symbols, capital, opens, line_words, line_symbols: line_symbols + symbols }
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
        self.walks = Walks::default();
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
        self.walks = Walks::default();
        self.chains = std::array::from_fn(|_| Chain { heads: Vec::new(), older: vec![NONE; self.text.len()] });
        let own: Vec<usize> = (0..self.text.len()).filter(|&place| self.app[place] != CONTEXT).collect();
        own.into_iter().for_each(|place| self.link(place));
    }
}

fn new_version() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Relaxed)
}

/// The symbols that are numbered as places, after `dropped` symbols that are gone.
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
            let slot = slot(key.hash(letters), self.heads.len());
            self.older[place] = std::mem::replace(&mut self.heads[slot], text.number(place));
        }
    }

    /// Adds one head: the places of another one that belong to it move there (linear hashing: Litwin, "Linear hashing",
    /// 1980), so that growing never takes longer than a walk along one chain.
    fn split(&mut self, kind: usize, text: Text, letters: &Letters) {
        let new = self.heads.len();
        let from = new - half_of(new);
        make_room(&mut self.heads, 1);
        self.heads.push(NONE);
        let mut at = std::mem::replace(&mut self.heads[from], NONE);
        let mut last: [Option<usize>; 2] = [None; 2];
        while let Some(place) = text.place(at) {
            let moves = text.key(kind, place, letters).is_some_and(|key| slot(key.hash(letters), new + 1) == new);
            match last[usize::from(moves)].replace(place) {
                None => self.heads[if moves { new } else { from }] = at,
                Some(newer) => self.older[newer] = at,
            }
            at = self.older[place];
        }
        last.into_iter().flatten().for_each(|place| self.older[place] = NONE);
    }
}

/// Makes room for some more, a sixteenth at a time: doubling would leave half of the memory unused.
fn make_room<T>(vec: &mut Vec<T>, more: usize) {
    if vec.capacity() - vec.len() < more {
        vec.reserve_exact(more.max(vec.len() / 16));
    }
}

/// The last symbols of a text, the last one first.
fn nearest(text: &[u16]) -> [u16; 4] {
    let mut nearest = [GAP; 4];
    nearest.iter_mut().zip(text.iter().rev()).for_each(|(slot, &symbol)| *slot = symbol);
    nearest
}

/// Symbols before a context, the nearest first, as one number, up to the first newline or gap.
fn left_of<'s>(nearest: impl Iterator<Item = &'s u16>) -> u64 {
    let mut number = 0;
    for &symbol in nearest {
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

#[cfg(test)]
mod tests;
