//! [`Evidence`]: the continuations of the text's end that were seen before, as one distribution for each kind of context,
//! from the least to the most specific.

use super::chains::{CHAINS, FOUR, MOST_PLACES, Memory, PAIR, Place, WORD, WORD_2, WORD_3};
use super::lefts::Pairs;
use super::tail::{Begun, Surprise, Tail};

/// The factor by which a place counts less than the next newer one.
const DECAY: f32 = 0.985;
/// The factor for a place in another application than the one being typed in.
const OTHER_APP: f32 = 0.35;

/// How many places count as the newest of their context, and the factor by which each counts less than the next newer one.
const NEWEST_PLACES: usize = 4;
const NEWEST_DECAY: f32 = 0.6;

/// Factors for the n-th place with the same symbol and the same text before the context, if the text before the
/// context is another one now.
const AGAIN: [f32; 12] = {
    let mut factors = [1.0; 12];
    let mut times = 1;
    while times < factors.len() {
        factors[times] = factors[times - 1] * 0.7;
        times += 1;
    }
    factors
};
/// Most places with the same text before the context that count, if the text before the context is another one now.
const MOST_OF_LEFT: u32 = 2;

/// A kind of distribution: the chain, the least number of shared symbols, the symbols before the context by which its
/// places are told apart, and whether only the newest places count.
struct Kind {
    name: &'static str,
    chain: usize,
    least: u16,
    left: usize,
    newest: bool,
}

const fn letters(name: &'static str, chain: usize, least: u16, left: usize) -> Kind {
    Kind { name, chain, least, left, newest: false }
}

const fn words(name: &'static str, chain: usize) -> Kind {
    Kind { name, chain, least: 0, left: 4, newest: false }
}

const fn newest(name: &'static str, chain: usize) -> Kind {
    Kind { name, chain, least: 0, left: 4, newest: true }
}

/// All kinds, from the least to the most specific.
const LEVELS: [Kind; LEVEL_COUNT] = [
    letters("2 letters", PAIR, 2, 1),
    letters("3 letters", PAIR, 3, 1),
    words("word", WORD),
    newest("word, newest", WORD),
    letters("4 letters", FOUR, 4, 1),
    letters("5 letters", FOUR, 5, 1),
    letters("6 letters", FOUR, 6, 2),
    words("2 words", WORD_2),
    newest("2 words, newest", WORD_2),
    letters("8 letters", FOUR, 8, 4),
    words("3 words", WORD_3),
    letters("12 letters", FOUR, 12, 4),
    letters("20 letters", FOUR, 20, 4),
];

/// Returns the name of a kind of context, for people.
pub(super) fn kind_name(kind: usize) -> &'static str {
    LEVELS.get(kind).map_or("", |kind| kind.name)
}

/// Number of kinds of distributions.
pub(super) const LEVEL_COUNT: usize = 13;

/// The distribution of what followed contexts of one kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// The number of its kind among [`LEVELS`].
    pub kind: usize,
    /// Number of places that it was counted over.
    pub places: u32,
    /// Symbols that were learned since the newest of them.
    pub age: u32,
    /// Symbols that the context has in common with the longest of them.
    pub shared: u16,
    /// Symbols and their shares, which add up to at most 1; the newest place's first.
    pub shares: Vec<(u16, f32)>,
    /// Whether the text before the context now stood there before.
    pub left_known: bool,
    /// If not, how many different texts stood there, and how many when each symbol of `shares` came; else zero.
    pub lefts: u32,
    pub lefts_of: Vec<u32>,
    /// How many places count as observations: all of them, or a few after each text where another one stands there now.
    pub supported: u32,
    /// The number of its mixing weight, and what is added to that weight's logit. Set by the owner of the weights.
    pub weight: usize,
    pub offset: f32,
}

impl Level {
    /// The symbol that followed most often, and its share; the newer one where two are alike.
    pub fn best(&self) -> (u16, f32) {
        self.shares.iter().copied().fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best })
    }

    /// Adds to a symbol's share, and to the number of texts after which the symbol came.
    fn count(&mut self, symbol: u16, share: f32, lefts: u32) {
        match self.shares.iter().position(|(known, _)| *known == symbol) {
            Some(at) => {
                self.shares[at].1 += share;
                self.lefts_of[at] += lefts;
            }
            None => {
                self.shares.push((symbol, share));
                self.lefts_of.push(lefts);
            }
        }
    }

    fn without_shares(&self) -> Level {
        Level { shares: Vec::new(), lefts_of: Vec::new(), ..*self }
    }

    /// How many different texts stood before the context when a symbol came.
    pub fn lefts_of(&self, symbol: u16) -> u32 {
        let at = self.shares.iter().position(|(other, _)| *other == symbol);
        at.and_then(|at| self.lefts_of.get(at)).copied().unwrap_or(0)
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
    /// The places of the contexts, by chain.
    places: [Vec<Place>; CHAINS],
    /// How often each text before a level's places was counted, with the symbol that followed and without.
    pairs: Pairs,
    lefts: Pairs,
    pub(super) begun: Begun,
    /// Symbols remembered in all.
    pub(super) remembered: usize,
    pub(super) surprise: Surprise,
    /// The levels' part of the blended distribution.
    pub(super) added: Sums,
    /// A buffer that blending works in.
    pub(super) room: Vec<f32>,
    pub(super) room_for_mixed: Vec<(u16, f32)>,
}

/// What [`Evidence::gather`] found in a memory at the end of a text, to be kept.
#[derive(Debug)]
pub struct KeptEvidence {
    begun: Begun,
    remembered: usize,
    /// The levels without their shares, each with the number of its shares.
    levels: Box<[(Level, usize)]>,
    shares: Box<[((u16, f32), u32)]>,
}

impl Evidence {
    /// Returns what was gathered last.
    #[must_use]
    pub fn kept(&self) -> KeptEvidence {
        let bare = |level: &Level| (level.without_shares(), level.shares.len());
        let shares =
            |level: &Level| level.shares.iter().copied().zip(level.lefts_of.iter().copied()).collect::<Vec<_>>();
        KeptEvidence {
            begun: self.begun,
            remembered: self.remembered,
            levels: self.levels().iter().map(bare).collect(),
            shares: self.levels().iter().flat_map(shares).collect(),
        }
    }

    /// Sets what [`Evidence::gather`] would gather in the memory that `kept` is of, for the end of the same text.
    pub fn set(&mut self, kept: &KeptEvidence, tail: &Tail) {
        self.clear();
        (self.begun, self.remembered, self.surprise) = (kept.begun, kept.remembered, tail.surprise);
        let mut rest = &*kept.shares;
        for (bare, count) in &kept.levels {
            let (own, others) = rest.split_at(*count);
            rest = others;
            let level = self.push(bare.kind);
            let (mut shares, mut lefts_of) = (std::mem::take(&mut level.shares), std::mem::take(&mut level.lefts_of));
            shares.extend(own.iter().map(|(share, _)| *share));
            lefts_of.extend(own.iter().map(|(_, lefts)| *lefts));
            *level = Level { shares, lefts_of, ..bare.without_shares() };
        }
    }

    /// Drops the levels that were gathered.
    pub(super) fn clear(&mut self) {
        self.used = 0;
    }

    /// Adds a level without shares.
    pub(super) fn push(&mut self, kind: usize) -> &mut Level {
        push(&mut self.levels, &mut self.used, kind)
    }

    /// Gathers the levels for the end of a text. `app` is the number of the application being typed in, 0 when unknown.
    pub fn gather(&mut self, memory: &Memory, tail: &Tail, app: u8) {
        self.clear();
        (self.begun, self.remembered, self.surprise) = (memory.begun(tail), memory.symbols(), tail.surprise);
        memory.newest_places(tail, &mut self.places);
        for kind in 0..LEVEL_COUNT {
            self.add(kind, memory, tail, app);
        }
    }

    /// Returns the levels, the least specific first.
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

    /// Adds the level of a kind, if there is a place of its kind.
    fn add(&mut self, kind: usize, memory: &Memory, tail: &Tail, app: u8) {
        let Kind { chain, least, left, newest, .. } = LEVELS[kind];
        let (most, decay) = if newest { (NEWEST_PLACES, NEWEST_DECAY) } else { (MOST_PLACES, DECAY) };
        let elsewhere = |place: &Place| app != 0 && place.app != 0 && place.app != app;
        // Of the newest places only a few count, so those of this application are taken where there are any.
        let here = newest && self.places[chain].iter().any(|place| !elsewhere(place));
        let counts = |place: &&Place| place.shared >= least && !(here && elsewhere(place));
        let now = memory.left_of_tail(chain, tail, usize::from(least), left);
        let is_now = |place: &Place| match chain {
            FOUR => usize::from(place.shared) >= usize::from(least) + left,
            _ => memory.left(place, usize::from(least), left) == now,
        };
        let mut counted = self.places[chain].iter().filter(counts).take(most).peekable();
        if counted.peek().is_none() {
            return;
        }
        let known = counted.clone().any(is_now);
        let Evidence { levels, used, pairs, lefts, .. } = self;
        let level = push(levels, used, kind);
        level.left_known = known;
        pairs.clear();
        lefts.clear();
        let (mut weight, mut total) = (1.0, 0.0);
        for place in counted {
            let app = if elsewhere(place) { OTHER_APP } else { 1.0 };
            // The texts before the context matter only where another text stands there now.
            let (again, again_left) = match known {
                true => (0, 0),
                false => {
                    let left = memory.left(place, usize::from(least), left);
                    (pairs.count(left, place.symbol), lefts.count_left(left))
                }
            };
            let count = weight * app * AGAIN[(again as usize).min(AGAIN.len() - 1)];
            weight *= decay;
            total += count;
            level.places += 1;
            level.lefts += u32::from(!known && again_left == 0);
            level.supported += u32::from(again_left < MOST_OF_LEFT);
            level.age = level.age.min(memory.age(place));
            level.shared = level.shared.max(place.shared);
            level.count(place.symbol, count, u32::from(!known && again == 0));
        }
        level.shares.iter_mut().for_each(|(_, share)| *share /= total);
    }
}

/// Adds a level without shares; the buffers of an earlier one are used again.
fn push<'l>(levels: &'l mut Vec<Level>, used: &mut usize, kind: usize) -> &'l mut Level {
    if levels.len() == *used {
        levels.push(Level::default());
    }
    *used += 1;
    let level = &mut levels[*used - 1];
    let (mut shares, mut lefts_of) = (std::mem::take(&mut level.shares), std::mem::take(&mut level.lefts_of));
    shares.clear();
    lefts_of.clear();
    *level = Level { kind, age: u32::MAX, shares, lefts_of, ..Level::default() };
    level
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vocab;

    /// What followed `me ` and how it counts, worked out by hand: three times the line *me too*, then *give me an*.
    #[test]
    fn what_always_follows_the_same_text_counts_little_after_another() {
        let vocab = Vocab::build([""], 1).unwrap();
        let mut memory = Memory::new(&vocab);
        for line in ["me too\n", "me too\n", "me too\n", "give me an\n"] {
            memory.learn(&Tail::new(&[0]), &vocab.encode(line), 0);
        }
        let words = LEVELS.iter().position(|kind| kind.name == "2 words").unwrap();
        let check = |text: &str, too: f32, known: bool, lefts: u32, supported: u32| {
            let mut evidence = Evidence::default();
            evidence.gather(&memory, &Tail::new(&vocab.encode(text)), 0);
            let level = evidence.levels().iter().find(|level| level.kind == words).unwrap();
            assert_eq!((level.places, level.lefts, level.left_known), (4, 2 * lefts, known), "{text:?}");
            assert_eq!(
                (level.lefts_of(vocab.id('t').unwrap() as u16), level.supported),
                (lefts, supported),
                "{text:?}"
            );
            let share = level.shares.iter().find(|(s, _)| u32::from(*s) == vocab.id('t').unwrap()).unwrap().1;
            assert!((share - too / (too + 1.0)).abs() < 1e-5, "{text:?}: {share}");
        };
        // The newest place, *an*, counts 1; each older one 0.985 of the next newer one.
        check("\nlet me ", 0.985 + 0.970_225 * 0.7 + 0.955_671_6 * 0.49, false, 1, 3);
        check("\nme ", 0.985 + 0.970_225 + 0.955_671_6, true, 0, 4);
    }
}
