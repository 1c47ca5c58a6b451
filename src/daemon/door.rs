//! The one way in for everything that is to be learned: rules of privacy, filter, history, and then those who learn.
//!
//! SQLite has a thread of its own; what is to be done there waits in a queue, and an answer is given only when it is on
//! the disk and learned. Connections take turns, one job each, so that a client with much to keep delays another by one
//! job; what takes long to learn is learned between the jobs. A history that cannot be used (a full disk, a read-only
//! one) is an error of those who ask for it; it is tried again with every request, and predicting goes on. Nothing
//! dropped leaves more than a count. Main types: [`Door`], [`Keeper`].

use std::collections::{HashMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::compute::ConnectionId;
use super::keeper::{Condition, Keeper, Owed, paused_until};
use super::listener::Listener;
use super::reply::rpc_error;
use crate::config::Config;
use crate::rpc::protocol::{RpcError, code};

/// Bytes of requests that may wait for the disk; beyond it they are refused.
const QUEUE_BYTES: usize = 64 << 20;
/// Bytes of them that one connection may have waiting.
const CONNECTION_BYTES: usize = 16 << 20;
/// What a waiting request takes beside its text.
const REQUEST_BYTES: usize = 1 << 10;
/// How long requests that wait when the daemon stops are still done; the others are refused.
const LAST_JOBS: Duration = Duration::from_secs(1);

/// Whose work it is that no client asked for.
pub const DAEMON: ConnectionId = ConnectionId::MAX;

/// Something to be done on the history's thread.
struct Job {
    bytes: usize,
    run: Run,
}

/// Does it, or answers why it is refused.
type Run = Box<dyn FnOnce(Result<&mut Keeper, RpcError>, &Mutex<Condition>) -> Option<Answer> + Send>;

/// An answer that waits until something is learned.
struct Answer {
    owed: Owed,
    give: Box<dyn FnOnce() + Send>,
}

type Last = Box<dyn FnOnce(&mut Keeper) + Send>;

/// The queue to the history's thread. Dropping it refuses what waits in it.
pub struct Door {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    work: Condvar,
    condition: Mutex<Condition>,
}

#[derive(Default)]
struct Queue {
    waiting: HashMap<ConnectionId, Line>,
    /// Connections with waiting jobs, next first.
    turns: VecDeque<ConnectionId>,
    bytes: usize,
    /// Until when waiting jobs are still done, once the daemon stops, and what comes after them.
    closing: Option<(Instant, Option<Last>)>,
}

/// What one connection has waiting.
#[derive(Default)]
struct Line {
    jobs: VecDeque<Job>,
    bytes: usize,
}

/// What the history's thread does next.
enum Next {
    Job(Job),
    /// No client wants anything.
    Nothing,
    Close(Option<Last>),
}

impl Door {
    /// Starts the thread, which opens the history.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(config: &Config, listeners: Vec<Arc<dyn Listener>>) -> io::Result<Door> {
        let folder = Some(config.history.path.clone()).filter(|path: &PathBuf| !path.as_os_str().is_empty());
        let shared = Arc::<Shared>::default();
        // Known before the history is open, which takes a while where there is much of it.
        lock(&shared.condition).paused_until = folder.as_deref().and_then(paused_until);
        let mut keeper = Keeper::new(config, folder, listeners);
        let thread = std::thread::Builder::new().name("history".into()).spawn({
            let shared = shared.clone();
            move || {
                keeper.open();
                shared.work(&mut keeper);
            }
        })?;
        Ok(Door { shared, thread: Some(thread) })
    }

    /// A door that lets nothing in.
    pub fn closed() -> Door {
        let door = Door { shared: Arc::default(), thread: None };
        door.shared.lock().closing = Some((Instant::now(), None));
        door
    }

    /// How the history is now.
    pub fn condition(&self) -> Condition {
        lock(&self.shared.condition).clone()
    }

    /// Has the history's thread do something for a connection, after everything of it that waits already, and answers
    /// with what comes of it. `bytes` is the length of the text that waits with it.
    pub fn submit<R: Send + 'static>(
        &self,
        connection: ConnectionId,
        bytes: usize,
        work: impl FnOnce(&mut Keeper) -> Result<R, RpcError> + Send + 'static,
        answer: impl FnOnce(Result<R, RpcError>) + Send + 'static,
    ) {
        let bytes = bytes + REQUEST_BYTES;
        let run = move |keeper: Result<&mut Keeper, RpcError>, condition: &Mutex<Condition>| {
            let keeper = match keeper {
                Ok(keeper) => keeper,
                Err(refusal) => {
                    answer(Err(refusal));
                    return None;
                }
            };
            let result = catch_unwind(AssertUnwindSafe(|| work(keeper))).unwrap_or_else(|_| {
                log::error!("the history failed; this is a bug");
                Err(rpc_error(code::INTERNAL, "the history failed"))
            });
            // First, so that a client that has the answer finds it in the status.
            *lock(condition) = keeper.condition();
            match keeper.take_owed() {
                Some(owed) => Some(Answer { owed, give: Box::new(move || answer(result)) }),
                None => {
                    answer(result);
                    None
                }
            }
        };
        if let Err((job, refusal)) = self.shared.push(connection, Job { bytes, run: Box::new(run) }) {
            (job.run)(Err(refusal), &self.shared.condition);
        }
    }

    /// Does what waits, as long as it takes no longer than a second, refuses the rest, and does this last. Returns when
    /// that is done, or `patience` is over.
    pub fn close(&self, last: impl FnOnce(&mut Keeper) + Send + 'static, patience: Duration) {
        let (done, wait) = std::sync::mpsc::channel();
        let last = move |keeper: &mut Keeper| {
            last(keeper);
            // Whoever waits may have lost patience.
            let _ = done.send(());
        };
        self.shared.close(Some(Box::new(last)));
        // An error would mean that the history's thread is gone.
        let _ = wait.recv_timeout(patience);
    }
}

impl Drop for Door {
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

    /// Gives the job back with what to answer when there is no room for it.
    fn push(&self, connection: ConnectionId, job: Job) -> Result<(), (Job, RpcError)> {
        let mut queue = self.lock();
        if queue.closing.is_some() {
            return Err((job, stopping()));
        }
        let own = queue.waiting.get(&connection).map_or(0, |line| line.bytes);
        if queue.bytes > QUEUE_BYTES || own > CONNECTION_BYTES {
            let words = "too much waits for the history; wait for answers";
            return Err((job, rpc_error(code::LIMIT_EXCEEDED, words)));
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

    /// One thread's life.
    fn work(&self, keeper: &mut Keeper) {
        *lock(&self.condition) = keeper.condition();
        let mut answers: Vec<Answer> = Vec::new();
        loop {
            match self.next(keeper.has_put_off()) {
                Next::Job(job) => answers.extend((job.run)(Ok(&mut *keeper), &self.condition)),
                Next::Nothing => {}
                Next::Close(last) => {
                    self.refuse_all();
                    // What is kept is learned at the next start.
                    answers.drain(..).for_each(|answer| (answer.give)());
                    last.into_iter().for_each(|last| last(keeper));
                    return;
                }
            }
            keeper.go_on();
            for answer in answers.extract_if(.., |answer| keeper.is_paid(&answer.owed)) {
                (answer.give)();
            }
        }
    }

    /// Waits for something to do, unless the thread has something of its own.
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
            (job.run)(Err(stopping()), &self.condition);
        }
    }
}

impl Queue {
    /// The first job of the connection whose turn it is.
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

fn stopping() -> RpcError {
    rpc_error(code::SHUTTING_DOWN, "the daemon is stopping")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use super::*;

    fn door() -> (Door, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.history.path = folder.path().join("history");
        (Door::start(&config, Vec::new()).unwrap(), folder)
    }

    /// Keeps the history's thread busy until the sender is dropped.
    fn hold(door: &Door) -> Sender<()> {
        let (release, held) = channel::<()>();
        let (begun, begins) = channel();
        let work = move |_: &mut Keeper| {
            begun.send(()).unwrap();
            let _ = held.recv();
            Ok(())
        };
        door.submit(DAEMON, 0, work, |_| ());
        begins.recv().unwrap();
        release
    }

    #[test]
    fn connections_take_turns() {
        let (door, _folder) = door();
        let held = hold(&door);
        let (ran, order) = channel();
        for (connection, name) in [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (3, "c1"), (2, "b2")] {
            let ran = ran.clone();
            door.submit(connection, 0, move |_| Ok(()), move |_| ran.send(name).unwrap());
        }
        drop((held, ran));
        assert_eq!(order.iter().collect::<Vec<_>>(), ["a1", "b1", "c1", "a2", "b2", "a3"]);
    }

    #[test]
    fn one_connection_fills_its_own_line_only() {
        let (door, _folder) = door();
        let held = hold(&door);
        let (answered, answers) = channel();
        for (connection, bytes) in [(1, CONNECTION_BYTES), (1, 1), (1, 1), (2, 1)] {
            let answered = answered.clone();
            let code = move |result: Result<(), RpcError>| answered.send((connection, result.map_err(|e| e.code)));
            door.submit(connection, bytes, |_| Ok(()), move |result| code(result).unwrap());
        }
        let full = || Err(code::LIMIT_EXCEEDED.to_owned());
        assert_eq!([answers.recv().unwrap(), answers.recv().unwrap()], [(1, full()), (1, full())]);
        drop((held, answered));
        assert_eq!(answers.iter().collect::<Vec<_>>(), [(1, Ok(())), (2, Ok(()))]);
    }

    #[test]
    fn what_waits_too_long_when_the_daemon_stops_is_refused() {
        let (door, _folder) = door();
        let held = hold(&door);
        let (answered, answers) = channel();
        for _ in 0..2 {
            let answered = answered.clone();
            door.submit(1, 0, |_| Ok(()), move |result| answered.send(result.map_err(|e| e.code)).unwrap());
        }
        door.shared.close(None);
        door.shared.lock().closing.as_mut().unwrap().0 = Instant::now();
        let late = answered.clone();
        door.submit(2, 0, |_| Ok(()), move |result| late.send(result.map_err(|e| e.code)).unwrap());
        drop((held, answered, door));
        assert_eq!(answers.iter().collect::<Vec<_>>(), vec![Err(code::SHUTTING_DOWN.to_owned()); 3]);
    }
}
