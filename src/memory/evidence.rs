//! [`Evidence`]: the continuations of the text's end that were seen before, as one distribution for each kind of context,
//! from the least to the most specific.

use super::chains::{FOUR, Memory, PAIR, Place, Surprise, Tail, WORD, WORD_2, WORD_3};

/// Places looked at for each kind of context.
const MOST_PLACES: usize = 128;
/// The factor by which a place counts less than the next newer one.
const DECAY: f32 = 0.985;
/// The factor for a place in another application than the one being typed in.
const OTHER_APP: f32 = 0.35;

/// How many places count as the newest of their context, and the factor by which each counts less than the next newer one.
const NEWEST_PLACES: usize = 4;
const NEWEST_DECAY: f32 = 0.6;

/// A kind of distribution: the chain, the least number of shared symbols, and whether only the newest places count.
struct Kind {
    name: &'static str,
    chain: usize,
    least: u16,
    newest: bool,
}

const fn kind(name: &'static str, chain: usize, least: u16) -> Kind {
    Kind { name, chain, least, newest: false }
}

const fn newest(name: &'static str, chain: usize) -> Kind {
    Kind { name, chain, least: 0, newest: true }
}

/// All kinds, from the least to the most specific.
const LEVELS: [Kind; LEVEL_COUNT] = [
    kind("2 letters", PAIR, 2),
    kind("3 letters", PAIR, 3),
    kind("word", WORD, 0),
    newest("word, newest", WORD),
    kind("4 letters", FOUR, 4),
    kind("5 letters", FOUR, 5),
    kind("6 letters", FOUR, 6),
    kind("2 words", WORD_2, 0),
    newest("2 words, newest", WORD_2),
    kind("8 letters", FOUR, 8),
    kind("3 words", WORD_3, 0),
    kind("12 letters", FOUR, 12),
    kind("20 letters", FOUR, 20),
];

/// The name of a kind of context, for people.
pub(super) fn kind_name(kind: usize) -> &'static str {
    LEVELS.get(kind).map_or("", |kind| kind.name)
}

/// Kinds of distributions.
pub(super) const LEVEL_COUNT: usize = 13;

/// The distribution of what followed contexts of one kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// The number of its kind among [`LEVELS`].
    pub kind: usize,
    /// How many places it was counted over.
    pub places: u32,
    /// Symbols that were learned since the newest of them.
    pub age: u32,
    /// Symbols that the context has in common with the longest of them.
    pub shared: u16,
    /// Symbols and their shares, which add up to at most 1; the newest place's first.
    pub shares: Vec<(u16, f32)>,
    /// The number of its mixing weight, and what is added to that weight's logit. Set by the owner of the weights.
    pub weight: usize,
    pub offset: f32,
}

impl Level {
    /// The symbol that followed most often, and its share; the newer one where two are alike.
    pub fn best(&self) -> (u16, f32) {
        self.shares.iter().copied().fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best })
    }

    /// The sum of the shares.
    pub fn sum(&self) -> f32 {
        self.shares.iter().map(|(_, share)| share).sum::<f32>().min(1.0)
    }
}

/// Numbers added up by symbol, of which most are zero.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    by_symbol: Vec<f32>,
    touched: Vec<u16>,
}

impl Sums {
    /// Begins anew for so many symbols.
    fn clear(&mut self, symbols: usize) {
        for symbol in self.touched.drain(..) {
            self.by_symbol[usize::from(symbol)] = 0.0;
        }
        self.by_symbol.resize(symbols, 0.0);
    }

    /// Adds a number to a symbol's sum; a symbol out of range is ignored.
    pub fn add(&mut self, symbol: u16, number: f32) {
        if let Some(sum) = self.by_symbol.get_mut(usize::from(symbol)) {
            if *sum == 0.0 {
                self.touched.push(symbol);
            }
            // A sum of zero marks a symbol that nothing was added to.
            *sum += number.max(f32::MIN_POSITIVE);
        }
    }

    pub fn get(&self, symbol: u16) -> f32 {
        self.by_symbol.get(usize::from(symbol)).copied().unwrap_or(0.0)
    }

    pub fn iter(&self) -> impl Iterator<Item = (u16, f32)> {
        self.touched.iter().map(|&symbol| (symbol, self.by_symbol[usize::from(symbol)]))
    }
}

/// The distributions for one context. It is filled again for each context, so that nothing is allocated.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    levels: Vec<Level>,
    used: usize,
    places: Vec<Place>,
    /// Symbols of the word before the cursor, and whether it begins with a capital; symbols remembered in all.
    pub(super) word_begun: usize,
    pub(super) capital: bool,
    pub(super) remembered: usize,
    pub(super) surprise: Surprise,
    /// The levels' part of the blended distribution.
    pub(super) added: Sums,
    /// A buffer that blending works in.
    pub(super) room: Vec<f32>,
    pub(super) room_for_mixed: Vec<(u16, f32)>,
}

impl Evidence {
    /// Forgets what was gathered.
    pub(super) fn clear(&mut self) {
        self.used = 0;
    }

    /// One more level, without shares.
    pub(super) fn push(&mut self, kind: usize) -> &mut Level {
        if self.levels.len() == self.used {
            self.levels.push(Level::default());
        }
        self.used += 1;
        let level = &mut self.levels[self.used - 1];
        (level.kind, level.places, level.weight, level.offset) = (kind, 0, 0, 0.0);
        (level.age, level.shared) = (u32::MAX, 0);
        level.shares.clear();
        level
    }

    /// Looks a context up. `app` is the number of the application being typed in, 0 when unknown.
    pub fn gather(&mut self, memory: &Memory, tail: &Tail, app: u8) {
        self.clear();
        (self.word_begun, self.capital) = memory.word_begun(tail);
        (self.remembered, self.surprise) = (memory.symbols(), tail.surprise);
        let mut looked_up = usize::MAX;
        // Kinds are handled in the order of their chains, so that each chain is walked once, and sorted by kind afterwards.
        let mut order: [usize; LEVEL_COUNT] = std::array::from_fn(|kind| kind);
        order.sort_by_key(|&kind| LEVELS[kind].chain);
        for kind in order {
            let Kind { chain, .. } = LEVELS[kind];
            if chain != looked_up {
                memory.places(chain, tail, MOST_PLACES, &mut self.places);
                looked_up = chain;
            }
            self.add(kind, app);
        }
        self.levels[..self.used].sort_unstable_by_key(|level| level.kind);
    }

    /// Least specific first.
    pub(super) fn levels(&self) -> &[Level] {
        &self.levels[..self.used]
    }

    pub(super) fn levels_mut(&mut self) -> &mut [Level] {
        &mut self.levels[..self.used]
    }

    /// The levels, and sums by symbol that are all zero.
    pub(super) fn levels_and_sums(&mut self, symbols: usize) -> (&[Level], &mut Sums) {
        self.added.clear(symbols);
        (&self.levels[..self.used], &mut self.added)
    }

    fn add(&mut self, kind: usize, app: u8) {
        let Kind { least, newest, .. } = LEVELS[kind];
        let (most, decay) = if newest { (NEWEST_PLACES, NEWEST_DECAY) } else { (MOST_PLACES, DECAY) };
        if self.places.iter().all(|place| place.shared < least) {
            return;
        }
        let places = std::mem::take(&mut self.places);
        let level = self.push(kind);
        let (mut weight, mut total) = (1.0, 0.0);
        let elsewhere = |place: &Place| app != 0 && place.app != 0 && place.app != app;
        // Of the newest places only a few count, so those of this application are taken where there are any.
        let here = newest && places.iter().any(|place| !elsewhere(place));
        let counts = |place: &&Place| place.shared >= least && !(here && elsewhere(place));
        for place in places.iter().filter(counts).take(most) {
            let elsewhere = elsewhere(place);
            let count = if elsewhere { weight * OTHER_APP } else { weight };
            weight *= decay;
            total += count;
            level.places += 1;
            level.age = level.age.min(place.age);
            level.shared = level.shared.max(place.shared);
            match level.shares.iter_mut().find(|(symbol, _)| *symbol == place.symbol) {
                Some((_, share)) => *share += count,
                None => level.shares.push((place.symbol, count)),
            }
        }
        level.shares.iter_mut().for_each(|(_, share)| *share /= total);
        self.places = places;
    }
}
