//! The one way in for everything that is to be learned: rules of privacy, filter, history, and then those who learn.
//!
//! SQLite has a thread of its own; what is to be done there waits in a queue, and an answer is given only when it is on
//! the disk. A history that cannot be used (a full disk, a read-only one) is an error of those who ask for it; it is
//! tried again with every request, and predicting goes on. Nothing dropped leaves more than a count. Main types:
//! [`Door`], [`Keeper`], [`Listener`].

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::keeper::Keeper;
use super::reply::rpc_error;
use crate::config::Config;
use crate::history::{Erased, Message, Store};
use crate::rpc::protocol::{RpcError, code};

/// Bytes of requests that may wait for the disk; beyond it they are refused.
const QUEUE_BYTES: usize = 64 << 20;
/// What a waiting request takes beside its text.
const REQUEST_BYTES: usize = 1 << 10;

/// Is told, on the history's thread, what is kept and forgotten.
pub trait Listener: Send + Sync {
    /// The history can be used from now on; once after each start, with everything kept so far.
    fn opened(&self, store: &Store);
    /// These were kept just now.
    fn learned(&self, store: &Store, messages: &[Message]);
    /// These have gone.
    fn forgotten(&self, store: &Store, erased: &Erased);
}

/// How the history is, for those who cannot wait for its thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// Messages kept.
    pub messages: u64,
    /// Until when nothing is kept (milliseconds since 1970, [`i64::MAX`] for no end).
    pub paused_until: Option<i64>,
    /// Why the history cannot be used.
    pub problem: Option<String>,
}

type Job = Box<dyn FnOnce(&mut Keeper) + Send>;

/// The queue to the history's thread. Dropping it waits until everything in it is done.
pub struct Door {
    queue: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    waiting_bytes: Arc<AtomicUsize>,
    condition: Arc<Mutex<Condition>>,
}

impl Door {
    /// Starts the thread, which opens the history.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(config: &Config, listeners: Vec<Arc<dyn Listener>>) -> io::Result<Door> {
        let folder = Some(config.history.path.clone()).filter(|path: &PathBuf| !path.as_os_str().is_empty());
        let condition = Arc::<Mutex<Condition>>::default();
        let mut keeper = Keeper::new(config, folder, listeners);
        let (queue, jobs) = channel();
        let shared = condition.clone();
        let thread = std::thread::Builder::new().name("history".into()).spawn(move || {
            keeper.open();
            work(&mut keeper, &jobs, &shared);
        })?;
        Ok(Door { queue: Some(queue), thread: Some(thread), waiting_bytes: Arc::default(), condition })
    }

    /// How the history is now.
    pub fn condition(&self) -> Condition {
        lock(&self.condition).clone()
    }

    /// Has the history's thread do something, after everything that waits already, and answers with what comes of it.
    /// `bytes` is the length of the text that waits with it.
    pub fn submit<R: 'static>(
        &self,
        bytes: usize,
        work: impl FnOnce(&mut Keeper) -> Result<R, RpcError> + Send + 'static,
        answer: impl FnOnce(Result<R, RpcError>) + Send + 'static,
    ) {
        let bytes = bytes + REQUEST_BYTES;
        if self.waiting_bytes.fetch_add(bytes, Relaxed) > QUEUE_BYTES {
            self.waiting_bytes.fetch_sub(bytes, Relaxed);
            return answer(Err(rpc_error(code::LIMIT_EXCEEDED, "too much waits for the history; wait for answers")));
        }
        let waiting_bytes = self.waiting_bytes.clone();
        let job = move |keeper: &mut Keeper| {
            let result = catch_unwind(AssertUnwindSafe(|| work(keeper)));
            waiting_bytes.fetch_sub(bytes, Relaxed);
            answer(result.unwrap_or_else(|_| {
                log::error!("the history failed; this is a bug");
                Err(rpc_error(code::INTERNAL, "the history failed"))
            }));
        };
        if let Some(queue) = &self.queue {
            // The thread ends with the queue only.
            let _ = queue.send(Box::new(job));
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            // An error would be a panic of that thread, which it has logged.
            let _ = thread.join();
        }
    }
}

/// One thread's life.
fn work(keeper: &mut Keeper, jobs: &Receiver<Job>, condition: &Mutex<Condition>) {
    *lock(condition) = keeper.condition();
    while let Ok(job) = jobs.recv() {
        // Before the answer, a client could ask for a status that does not know it yet.
        job(keeper);
        *lock(condition) = keeper.condition();
    }
}

fn lock(condition: &Mutex<Condition>) -> MutexGuard<'_, Condition> {
    condition.lock().unwrap_or_else(PoisonError::into_inner)
}
