//! [`Pairs`]: the texts before a context at each of its places, and the symbols that followed it there.
//!
//! A context that always came after one and the same text says little about what follows it after another: *me* that was
//! typed twenty times in the line *me too* is hardly more than one observation of what follows *let me*. Kneser and Ney
//! ("Improved backing-off for m-gram language modeling", 1995) count in how many different longer contexts a symbol followed
//! the shorter one; here the times beyond the first count less and less, and only where the text before the context is new.

/// Slots of the table: a power of two, at least twice the places of a context.
const SLOTS: usize = 256;
/// Stands for the symbol where only the text before the context is counted.
const ANY: u16 = u16::MAX;

/// Counts how often each pair of a text before the context and a symbol came up. Filled anew for each context; never
/// allocates.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    slots: [Slot; SLOTS],
    round: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    round: u32,
    times: u32,
}

impl Default for Pairs {
    fn default() -> Self {
        Pairs { slots: [Slot::default(); SLOTS], round: 0 }
    }
}

impl Pairs {
    /// Forgets all pairs.
    pub fn clear(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            *self = Pairs { round: 1, ..Pairs::default() };
        }
    }

    /// Returns how often a text before the context was counted before, and counts it once more. `left` is that of
    /// [`super::Memory::left`].
    pub fn count_left(&mut self, left: u64) -> u32 {
        self.count(left, ANY)
    }

    /// Returns how often a pair was counted before, and counts it once more. A table that is full counts nothing.
    pub fn count(&mut self, left: u64, symbol: u16) -> u32 {
        let key = left ^ (u64::from(symbol) + 1).wrapping_mul(0xd1b5_4a32_d192_ed03);
        let first = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize;
        for step in 0..SLOTS {
            let slot = &mut self.slots[(first + step) % SLOTS];
            if slot.round != self.round {
                *slot = Slot { key, round: self.round, times: 1 };
                return 0;
            }
            if slot.key == key {
                slot.times += 1;
                return slot.times - 1;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_told_apart_and_forgotten() {
        let mut pairs = Pairs::default();
        for _ in 0..2 {
            pairs.clear();
            let counts: Vec<u32> =
                [(1, 7), (1, 7), (1, 8), (2, 7), (1, 7)].map(|(left, symbol)| pairs.count(left, symbol)).into();
            assert_eq!(counts, [0, 1, 0, 0, 2]);
            assert_eq!([1, 2, 1, 3].map(|left| pairs.count_left(left)), [0, 0, 1, 0]);
        }
    }

    #[test]
    fn a_full_table_counts_nothing() {
        let mut pairs = Pairs::default();
        pairs.clear();
        assert!((0..2 * SLOTS as u64).all(|left| pairs.count(left, 0) == 0));
        assert_eq!([pairs.count(0, 0), pairs.count(2 * SLOTS as u64, 0)], [1, 0]);
    }
}
