//! The threads that compute predictions; they serve no sockets.
//!
//! The queue is fair: connections with work take turns, and each has at most one job running, so that a client
//! with many requests delays another by one job at most. Jobs of one connection run in order. Main type: [`Pool`].

use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The number of a connection, by which jobs take turns.
pub type ConnectionId = u64;

type Job = Box<dyn FnOnce() + Send>;

/// The compute threads; they end when the pool is dropped, after the jobs they are at.
pub struct Pool {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    work: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: HashMap<ConnectionId, VecDeque<Job>>,
    /// Connections with waiting jobs and none running, next first.
    turns: VecDeque<ConnectionId>,
    running: HashSet<ConnectionId>,
    closed: bool,
}

impl Pool {
    /// Starts `threads` threads; 0 means one for each core.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(threads: usize) -> io::Result<Pool> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if threads == 0 { cores() } else { threads };
        let pool = Pool { shared: Arc::default() };
        for number in 0..threads {
            let shared = pool.shared.clone();
            std::thread::Builder::new().name(format!("compute-{number}")).spawn(move || shared.work())?;
        }
        Ok(pool)
    }

    /// Puts a job in the connection's queue; never waits.
    pub fn submit(&self, connection: ConnectionId, job: impl FnOnce() + Send + 'static) {
        let mut queue = self.shared.lock();
        let jobs = queue.waiting.entry(connection).or_default();
        jobs.push_back(Box::new(job));
        if jobs.len() == 1 && !queue.running.contains(&connection) {
            queue.turns.push_back(connection);
            self.shared.work.notify_one();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.work.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does jobs until the pool is closed: the life of a thread.
    fn work(&self) {
        while let Some((connection, job)) = self.next() {
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                log::error!("a computation failed; this is a bug");
            }
            self.done(connection);
        }
    }

    fn next(&self) -> Option<(ConnectionId, Job)> {
        let mut queue = self.lock();
        loop {
            if queue.closed {
                return None;
            }
            if let Some(next) = queue.take() {
                return Some(next);
            }
            queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn done(&self, connection: ConnectionId) {
        let mut queue = self.lock();
        queue.running.remove(&connection);
        if queue.waiting.contains_key(&connection) {
            queue.turns.push_back(connection);
            self.work.notify_one();
        }
    }
}

impl Queue {
    fn take(&mut self) -> Option<(ConnectionId, Job)> {
        let connection = self.turns.pop_front()?;
        let jobs = self.waiting.get_mut(&connection)?;
        let job = jobs.pop_front()?;
        if jobs.is_empty() {
            self.waiting.remove(&connection);
        }
        self.running.insert(connection);
        Some((connection, job))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::Pool;

    /// Submits jobs while the only thread is held, lets go, and tells the order they ran in.
    fn order(submitted: &[(u64, &'static str)]) -> Vec<&'static str> {
        let pool = Pool::new(1).unwrap();
        let (release, gate) = mpsc::channel::<()>();
        let (ran, order) = mpsc::channel();
        pool.submit(0, move || gate.recv().unwrap());
        for &(connection, name) in submitted {
            let ran = ran.clone();
            pool.submit(connection, move || ran.send(name).unwrap());
        }
        release.send(()).unwrap();
        drop(ran);
        order.iter().collect()
    }

    #[test]
    fn connections_take_turns() {
        let spammer = [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (3, "c1"), (2, "b2")];
        assert_eq!(order(&spammer), ["a1", "b1", "c1", "a2", "b2", "a3"]);
    }

    #[test]
    fn jobs_of_one_connection_run_in_order_and_one_at_a_time() {
        let pool = Pool::new(4).unwrap();
        let (ran, order) = mpsc::channel();
        for number in 0..100 {
            let ran = ran.clone();
            pool.submit(7, move || ran.send(number).unwrap());
        }
        drop(ran);
        assert!(order.iter().eq(0..100));
    }

    #[test]
    fn a_job_that_panics_takes_nothing_with_it() {
        let pool = Pool::new(1).unwrap();
        let (ran, order) = mpsc::channel();
        pool.submit(1, || panic!("a test's own panic"));
        pool.submit(1, move || ran.send(()).unwrap());
        assert_eq!(order.iter().count(), 1);
    }
}
