//! [`Explored`]: the places that searches have read lately, so that the next keystroke does not read them again. The search
//! after `Hallow` reads most of what the search after `Hallo` has read.
//!
//! A place is known by the key of the text before it ([`Tail::key`]), whichever session it belongs to. What is kept of it does
//! not depend on the question: the network's state, the distribution of network and base memory, and what a person's memory
//! says there, which counts until that memory learns or forgets anything. An answer never depends on what is kept.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};

use crate::memory::KeptEvidence;

/// Places that are kept, about 3.5 kB each; a newer one takes the place of the oldest.
const SLOTS: usize = 1024;

/// A person's memory, as a search reads it.
#[derive(Clone, Copy)]
pub(super) struct MemoryView {
    /// The version of the memory.
    pub version: u64,
    /// The number of the application being typed in.
    pub app: u8,
}

/// The places read lately, for all threads.
#[derive(Default)]
pub(super) struct Explored(Mutex<Slots>);

/// [`Explored`], locked.
#[derive(Default)]
pub(super) struct Slots {
    at: HashMap<u64, usize, BuildHasherDefault<OwnHash>>,
    keys: Vec<u64>,
    /// `(slots, S)`
    states: Vec<f32>,
    /// `(slots, V)`: natural-log probabilities of network and base memory.
    rows: Vec<f32>,
    evidence: Vec<Option<(u8, Arc<KeptEvidence>)>>,
    /// The version of the memory that `evidence` is of.
    version: u64,
    oldest: usize,
}

impl Explored {
    pub fn lock(&self) -> MutexGuard<'_, Slots> {
        self.0.lock()
    }
}

impl Slots {
    /// Copies the state `(S)` and the distribution `(V)` of a place, if it is kept. Returns its slot.
    pub fn find(&self, key: u64, state: &mut [f32], row: &mut [f32]) -> Option<usize> {
        let slot = *self.at.get(&key)?;
        state.copy_from_slice(self.states.chunks_exact(state.len()).nth(slot)?);
        row.copy_from_slice(self.rows.chunks_exact(row.len()).nth(slot)?);
        Some(slot)
    }

    /// Returns what a person's memory says at a slot, if that is kept.
    pub fn evidence(&self, slot: usize, MemoryView { version, app }: MemoryView) -> Option<Arc<KeptEvidence>> {
        let (own, kept) = self.evidence[slot].as_ref()?;
        (self.version == version && *own == app).then(|| kept.clone())
    }

    /// Keeps a place, unless its text has no key.
    pub fn keep(&mut self, key: u64, state: &[f32], row: &[f32]) {
        if key == 0 || self.at.contains_key(&key) {
            return;
        }
        let slot = self.oldest;
        self.oldest = (slot + 1) % SLOTS;
        if slot == self.keys.len() {
            self.keys.push(key);
            self.states.extend_from_slice(state);
            self.rows.extend_from_slice(row);
            self.evidence.push(None);
        } else {
            self.at.remove(&self.keys[slot]);
            self.keys[slot] = key;
            self.states[slot * state.len()..][..state.len()].copy_from_slice(state);
            self.rows[slot * row.len()..][..row.len()].copy_from_slice(row);
            self.evidence[slot] = None;
        }
        self.at.insert(key, slot);
    }

    /// Keeps what a person's memory says at a place that is kept. All that a memory said before it changed is dropped.
    pub fn keep_evidence(&mut self, key: u64, MemoryView { version, app }: MemoryView, said: KeptEvidence) {
        let Some(&slot) = self.at.get(&key) else { return };
        if self.version != version {
            self.evidence.fill(None);
            self.version = version;
        }
        self.evidence[slot] = Some((app, Arc::new(said)));
    }
}

/// The hash of a key is the key: keys are hashes already.
#[derive(Default)]
struct OwnHash(u64);

impl Hasher for OwnHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Evidence;

    /// The state and the distribution of a place, which tell which one it is.
    fn place(key: u64) -> ([f32; 2], [f32; 3]) {
        ([key as f32; 2], [-(key as f32); 3])
    }

    fn check(slots: &Slots, key: u64, kept: bool) -> Option<usize> {
        let (mut state, mut row) = ([0.0; 2], [0.0; 3]);
        let slot = slots.find(key, &mut state, &mut row);
        assert_eq!(slot.is_some(), kept, "{key}");
        assert_eq!((state, row), if kept { place(key) } else { place(0) }, "{key}");
        slot
    }

    #[test]
    fn the_oldest_place_makes_room() {
        let mut slots = Slots::default();
        let last = SLOTS as u64 + 10;
        for key in 0..=last {
            let (state, row) = place(key);
            slots.keep(key, &state, &row);
        }
        assert_eq!(slots.at.len(), SLOTS);
        // Key 0 stands for a text without a key.
        for (key, kept) in [(0, false), (1, false), (10, false), (11, true), (last, true), (last + 1, false)] {
            check(&slots, key, kept);
        }
    }

    #[test]
    fn what_a_memory_said_counts_until_it_changes() {
        let mut slots = Slots::default();
        let view = |version, app| MemoryView { version, app };
        let said = || Evidence::default().kept();
        for key in [1, 2] {
            let (state, row) = place(key);
            slots.keep(key, &state, &row);
            slots.keep_evidence(key, view(7, 0), said());
        }
        let slot = |slots: &Slots, key| check(slots, key, true).unwrap();
        assert!(slots.evidence(slot(&slots, 1), view(7, 0)).is_some());
        assert!(slots.evidence(slot(&slots, 1), view(7, 1)).is_none(), "typed in another application");
        assert!(slots.evidence(slot(&slots, 1), view(8, 0)).is_none(), "something was learned");
        slots.keep_evidence(2, view(8, 0), said());
        assert!(slots.evidence(slot(&slots, 2), view(8, 0)).is_some());
        assert!(slots.evidence[slot(&slots, 1)].is_none(), "nothing that was forgotten is kept");
    }
}
