//! [`HistoryQueue`]: the queue to the history's thread, the one way in for everything that is to be learned.
//!
//! SQLite has a thread of its own, and jobs for it wait in the queue; an answer is given only when its messages are on
//! the disk and learned. Connections take turns, one job each, so that a client with much to keep delays another by one
//! job; lessons that take long are learned between the jobs. A history that cannot be used (a full disk, a read-only
//! one) is an error of those who ask for it; it is tried again with every request, and predicting goes on. Main type:
//! [`HistoryQueue`].

use std::collections::{HashMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::observer::Observer;
use super::refusal::Refusal;
use super::service::{HistoryService, Owed, Status, paused_until, to_come};
use super::unkept::Unkept;
use crate::config::Config;
use crate::daemon::priority::{self, Yields};
use crate::daemon::serving::ConnectionId;

/// Most bytes of requests that may wait for the disk; further ones are refused.
const QUEUE_BYTES: usize = 64 << 20;
/// Most bytes of requests of one connection that may wait.
const CONNECTION_BYTES: usize = 16 << 20;
/// Bytes that a waiting request counts beside its text.
const REQUEST_BYTES: usize = 1 << 10;
/// How long requests that wait when the daemon stops are still done; the others are refused.
const LAST_JOBS: Duration = Duration::from_secs(1);

/// The connection that stands for the daemon's own work, which no client asked for.
pub const DAEMON: ConnectionId = ConnectionId::MAX;

/// A job for the history's thread.
struct Job {
    bytes: usize,
    run: Run,
}

/// The function of a job: does the job, or answers why it is refused. Returns an answer that has to wait, if any.
type Run = Box<dyn FnOnce(Result<&mut HistoryService, Refusal>, &Mutex<Status>) -> Option<Answer> + Send>;

/// An answer that waits until its lessons are learned.
struct Answer {
    owed: Owed,
    give: Box<dyn FnOnce() + Send>,
}

type Last = Box<dyn FnOnce(&mut HistoryService) + Send>;

/// The queue to the history's thread. Dropping the queue refuses the jobs that wait in it.
pub struct HistoryQueue {
    /// Text that was typed while nothing may be kept.
    pub unkept: Arc<Unkept>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    work: Condvar,
    status: Mutex<Status>,
}

#[derive(Default)]
struct Queue {
    waiting: HashMap<ConnectionId, Line>,
    /// Connections with waiting jobs, next first.
    turns: VecDeque<ConnectionId>,
    bytes: usize,
    /// Once the daemon stops: the time until which waiting jobs are still done, and the last job after them.
    closing: Option<(Instant, Option<Last>)>,
}

/// The waiting jobs of one connection.
#[derive(Default)]
struct Line {
    jobs: VecDeque<Job>,
    bytes: usize,
}

/// What the history's thread does next.
enum Next {
    Job(Job),
    /// No job waits, and some lessons were put off.
    Nothing,
    Close(Option<Last>),
}

impl HistoryQueue {
    /// Starts the thread, which opens the history.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(config: &Config, observers: Vec<Arc<dyn Observer>>) -> io::Result<HistoryQueue> {
        let folder = Some(config.history.path.clone()).filter(|path: &PathBuf| !path.as_os_str().is_empty());
        let shared = Arc::<Shared>::default();
        // A pause is known before the history is open, which takes a while where there is much of it.
        lock(&shared.status).paused_until = folder.as_deref().and_then(paused_until);
        let unkept = Arc::<Unkept>::default();
        let mut history = HistoryService::new(config, folder, observers, unkept.clone());
        let thread = std::thread::Builder::new().name("history".into()).spawn({
            let shared = shared.clone();
            move || {
                priority::lower(Yields::ToKeystrokes);
                history.open();
                shared.work(&mut history);
            }
        })?;
        Ok(HistoryQueue { unkept, shared, thread: Some(thread) })
    }

    /// Returns a queue that refuses every job.
    pub fn closed() -> HistoryQueue {
        let queue = HistoryQueue { unkept: Arc::default(), shared: Arc::default(), thread: None };
        queue.shared.lock().closing = Some((Instant::now(), None));
        queue
    }

    /// Whether keeping is paused.
    pub fn is_paused(&self) -> bool {
        to_come(lock(&self.shared.status).paused_until).is_some()
    }

    /// Returns the status of the history now.
    pub fn status(&self) -> Status {
        lock(&self.shared.status).clone()
    }

    /// Does some work on the history's thread for a connection, after everything of that connection that waits already,
    /// and answers with the result. `bytes` is the length of the text that waits with it.
    pub fn submit<R: Send + 'static, E: From<Refusal> + Send + 'static>(
        &self,
        connection: ConnectionId,
        bytes: usize,
        work: impl FnOnce(&mut HistoryService) -> Result<R, E> + Send + 'static,
        answer: impl FnOnce(Result<R, E>) + Send + 'static,
    ) {
        let bytes = bytes + REQUEST_BYTES;
        let run = move |history: Result<&mut HistoryService, Refusal>, status: &Mutex<Status>| {
            let history = match history {
                Ok(history) => history,
                Err(refusal) => {
                    answer(Err(refusal.into()));
                    return None;
                }
            };
            let result = catch_unwind(AssertUnwindSafe(|| work(history))).unwrap_or_else(|_| {
                log::error!("the history failed; this is a bug");
                Err(Refusal::Failed.into())
            });
            // The status comes first, so that a client that has the answer finds it there.
            *lock(status) = history.status();
            match history.take_owed() {
                Some(owed) => Some(Answer { owed, give: Box::new(move || answer(result)) }),
                None => {
                    answer(result);
                    None
                }
            }
        };
        if let Err((job, refusal)) = self.shared.push(connection, Job { bytes, run: Box::new(run) }) {
            (job.run)(Err(refusal), &self.shared.status);
        }
    }

    /// Does the waiting jobs for at most a second, refuses the rest, and runs `last` after them. Returns when that is
    /// done, or `patience` is over.
    pub fn close(&self, last: impl FnOnce(&mut HistoryService) + Send + 'static, patience: Duration) {
        let (done, wait) = std::sync::mpsc::channel();
        let last = move |history: &mut HistoryService| {
            last(history);
            // The caller may have stopped waiting.
            let _ = done.send(());
        };
        self.shared.close(Some(Box::new(last)));
        // An error would mean that the history's thread is gone.
        let _ = wait.recv_timeout(patience);
    }
}

impl Drop for HistoryQueue {
    fn drop(&mut self) {
        self.shared.close(None);
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            // An error would be a panic of that thread, which it has logged.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        lock(&self.queue)
    }

    /// Adds a job. Gives it back with the reason when there is no room for it.
    fn push(&self, connection: ConnectionId, job: Job) -> Result<(), (Job, Refusal)> {
        let mut queue = self.lock();
        if queue.closing.is_some() {
            return Err((job, Refusal::Stopping));
        }
        let own = queue.waiting.get(&connection).map_or(0, |line| line.bytes);
        if queue.bytes > QUEUE_BYTES || own > CONNECTION_BYTES {
            return Err((job, Refusal::Full));
        }
        queue.bytes += job.bytes;
        let line = queue.waiting.entry(connection).or_default();
        line.bytes += job.bytes;
        line.jobs.push_back(job);
        if line.jobs.len() == 1 {
            queue.turns.push_back(connection);
        }
        self.work.notify_one();
        Ok(())
    }

    fn close(&self, last: Option<Last>) {
        let mut queue = self.lock();
        if queue.closing.is_none() {
            queue.closing = Some((Instant::now() + LAST_JOBS, last));
        }
        drop(queue);
        self.work.notify_one();
    }

    /// Does jobs until the queue is closed: the life of the history's thread.
    fn work(&self, history: &mut HistoryService) {
        *lock(&self.status) = history.status();
        let mut answers: Vec<Answer> = Vec::new();
        loop {
            match self.next(history.has_put_off()) {
                Next::Job(job) => answers.extend((job.run)(Ok(&mut *history), &self.status)),
                Next::Nothing => {}
                Next::Close(last) => {
                    self.refuse_all();
                    // Messages that are kept and not learned yet are learned at the next start.
                    answers.drain(..).for_each(|answer| (answer.give)());
                    last.into_iter().for_each(|last| last(history));
                    return;
                }
            }
            history.go_on();
            for answer in answers.extract_if(.., |answer| history.is_paid(&answer.owed)) {
                (answer.give)();
            }
        }
    }

    /// Waits for the next thing to do; returns at once if the thread is `busy` with lessons that were put off.
    fn next(&self, busy: bool) -> Next {
        let mut queue = self.lock();
        loop {
            let Queue { turns, closing, .. } = &mut *queue;
            if let Some((until, last)) = closing
                && (turns.is_empty() || Instant::now() >= *until)
            {
                return Next::Close(last.take());
            }
            if let Some(job) = queue.take() {
                return Next::Job(job);
            }
            if busy {
                return Next::Nothing;
            }
            queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn refuse_all(&self) {
        let waiting = std::mem::take(&mut self.lock().waiting);
        for job in waiting.into_values().flat_map(|line| line.jobs) {
            (job.run)(Err(Refusal::Stopping), &self.status);
        }
    }
}

impl Queue {
    /// Takes the first job of the connection whose turn it is.
    fn take(&mut self) -> Option<Job> {
        let connection = self.turns.pop_front()?;
        let line = self.waiting.get_mut(&connection)?;
        let job = line.jobs.pop_front()?;
        line.bytes -= job.bytes;
        self.bytes -= job.bytes;
        if line.jobs.is_empty() {
            self.waiting.remove(&connection);
        } else {
            self.turns.push_back(connection);
        }
        Some(job)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
