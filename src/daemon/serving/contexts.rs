//! The hidden states of all sessions, under one memory bound.
//!
//! Beyond the bound, the states used longest ago are cut down to their newest ones, and dropped when that is not
//! enough; lost states cost time at the session's next query, nothing else. Main types: [`Contexts`], [`Slot`].

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use crate::predict::Context;

/// The number of a session, which its hidden states share.
pub type ContextId = u64;

/// The account of all sessions' contexts.
pub struct Contexts {
    limit_bytes: usize,
    slots: Mutex<HashMap<ContextId, Arc<Slot>>>,
    total_bytes: AtomicUsize,
    /// Counts uses: the smaller a slot's number, the longer ago it was used.
    clock: AtomicU64,
    next_id: AtomicU64,
}

/// One session's context, locked on compute threads only.
#[derive(Default)]
pub struct Slot {
    content: Mutex<Content>,
    bytes: AtomicUsize,
    used: AtomicU64,
}

/// A context and the model it was made by.
#[derive(Default)]
struct Content {
    context: Context,
    model: u64,
}

/// Keeps a session's slot registered while it lives.
pub struct Registration {
    contexts: Arc<Contexts>,
    pub id: ContextId,
    pub slot: Arc<Slot>,
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut slots = self.contexts.lock();
        slots.remove(&self.id);
        self.contexts.total_bytes.fetch_sub(self.slot.bytes.swap(0, Relaxed), Relaxed);
    }
}

impl Contexts {
    /// Returns an empty account that keeps at most `limit_bytes`, contexts in use right now excepted.
    pub fn new(limit_bytes: usize) -> Arc<Contexts> {
        Arc::new(Contexts {
            limit_bytes,
            slots: Mutex::default(),
            total_bytes: AtomicUsize::new(0),
            clock: AtomicU64::new(0),
            next_id: AtomicU64::new(0),
        })
    }

    /// Registers a new session. Returns its number and its slot.
    pub fn register(self: &Arc<Self>) -> Registration {
        let id = self.next_id.fetch_add(1, Relaxed) + 1;
        let slot = Arc::<Slot>::default();
        self.lock().insert(id, slot.clone());
        Registration { contexts: self.clone(), id, slot }
    }

    /// Returns the number of sessions.
    pub fn sessions(&self) -> usize {
        self.lock().len()
    }

    /// Returns the bytes that the sessions' hidden states and texts take.
    pub fn bytes(&self) -> usize {
        self.total_bytes.load(Relaxed)
    }

    /// Runs `work` on a session's context, which is made anew if another model had made it, then makes room.
    ///
    /// If `work` panics the context is dropped and the panic goes on.
    pub fn with<R>(&self, id: ContextId, slot: &Slot, model: u64, work: impl FnOnce(&mut Context) -> R) -> R {
        let mut content = slot.content.lock().unwrap_or_else(PoisonError::into_inner);
        // The context is taken out meanwhile, so that a panic leaves nothing half done behind.
        let kept = std::mem::take(&mut *content);
        let mut context = if kept.model == model { kept.context } else { Context::default() };
        let result = work(&mut context);
        *content = Content { context, model };
        slot.used.store(self.clock.fetch_add(1, Relaxed) + 1, Relaxed);
        let slots = self.lock();
        // A session that was closed meanwhile no longer counts.
        if slots.contains_key(&id) {
            self.account(slot, content.context.memory_bytes());
        }
        drop(content);
        self.make_room(&slots);
        result
    }

    fn account(&self, slot: &Slot, bytes: usize) {
        let before = slot.bytes.swap(bytes, Relaxed);
        self.total_bytes.fetch_add(bytes, Relaxed);
        self.total_bytes.fetch_sub(before, Relaxed);
    }

    fn make_room(&self, slots: &HashMap<ContextId, Arc<Slot>>) {
        if self.bytes() <= self.limit_bytes {
            return;
        }
        let mut by_use: Vec<&Arc<Slot>> = slots.values().filter(|slot| slot.bytes.load(Relaxed) > 0).collect();
        by_use.sort_unstable_by_key(|slot| slot.used.load(Relaxed));
        let shrink = by_use.iter().map(|slot| (slot, Context::shrink as fn(&mut Context)));
        let clear = by_use.iter().map(|slot| (slot, Context::clear as fn(&mut Context)));
        for (slot, give_back) in shrink.chain(clear) {
            if self.bytes() <= self.limit_bytes {
                return;
            }
            let mut content = match slot.content.try_lock() {
                Ok(content) => content,
                Err(TryLockError::Poisoned(content)) => content.into_inner(),
                // Another thread uses this context.
                Err(TryLockError::WouldBlock) => continue,
            };
            give_back(&mut content.context);
            self.account(slot, content.context.memory_bytes());
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ContextId, Arc<Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
