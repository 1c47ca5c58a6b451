//! [`Walks`]: the newest places of contexts that were looked up lately.
//!
//! A walk along a chain waits for the machine's memory at every place, and typing asks for the same frequent contexts again
//! and again. The places of a long walk are kept; the next walk for the same context goes from the chain's newest place to
//! where the kept one began. A walk holds nothing that the text beside it does not hold, and a copy begins without any.

use std::sync::{Mutex, MutexGuard};

use super::Place;

/// Contexts whose places are kept: a power of two.
const SLOTS: usize = 4096;
/// A context with fewer places than this is walked each time.
const LEAST: usize = 12;

/// Kept walks, by the hashes of their contexts; a newer one takes the place of an older one with the same slot.
pub(super) struct Walks(Box<[Mutex<Walk>]>);

/// The places of one context, newest first.
#[derive(Default)]
pub(super) struct Walk {
    pub chain: usize,
    pub hash: u64,
    /// The newest place of the chain when it was walked.
    pub head: u32,
    pub places: Vec<Place>,
}

impl Default for Walks {
    fn default() -> Self {
        Walks((0..SLOTS).map(|_| Mutex::default()).collect())
    }
}

impl Clone for Walks {
    /// Returns no walks, since a copy goes on with another text.
    fn clone(&self) -> Self {
        Walks::default()
    }
}

impl Walks {
    /// Returns the slot in which the walk of a context is kept; `None` while another thread looks at it.
    pub fn slot(&self, chain: usize, hash: u64) -> Option<MutexGuard<'_, Walk>> {
        let mixed = (hash ^ chain as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        self.0[mixed as usize % SLOTS].try_lock().ok()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let walks = self.0.iter().filter_map(|walk| walk.try_lock().ok());
        walks.map(|walk| size_of::<Mutex<Walk>>() + walk.places.capacity() * size_of::<Place>()).sum()
    }
}

impl Walk {
    /// Keeps the places of a context, if they are many.
    pub fn keep(&mut self, chain: usize, hash: u64, head: u32, places: &[Place]) {
        if places.len() >= LEAST {
            (self.chain, self.hash, self.head) = (chain, hash, head);
            self.places.clear();
            self.places.extend_from_slice(places);
        }
    }
}
