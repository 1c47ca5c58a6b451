//! Counters of the daemon and the latencies of its newest suggestions. Main type: [`Stats`].

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Number of newest suggestions whose latencies are remembered.
const REMEMBERED: usize = 4096;

/// Latencies of the newest suggestions, in microseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Latency {
    pub count: u64,
    pub p50_us: u64,
    pub p90_us: u64,
    pub p99_us: u64,
    pub max_us: u64,
}

/// The counters and latencies that `status` tells.
#[derive(Default)]
pub struct Stats {
    pub requests: AtomicU64,
    pub errors: AtomicU64,
    pub superseded: AtomicU64,
    /// Microseconds, oldest first.
    latencies: Mutex<VecDeque<u32>>,
}

impl Stats {
    /// Notes a finished suggestion.
    pub fn took(&self, micros: u64) {
        let mut latencies = self.latencies.lock().unwrap_or_else(PoisonError::into_inner);
        if latencies.len() == REMEMBERED {
            latencies.pop_front();
        }
        latencies.push_back(u32::try_from(micros).unwrap_or(u32::MAX));
    }

    /// Percentiles over the newest suggestions (nearest rank).
    pub fn latency(&self) -> Latency {
        let latencies = self.latencies.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sorted: Vec<u32> = latencies.iter().copied().collect();
        drop(latencies);
        sorted.sort_unstable();
        let percentile = |percent: usize| {
            let rank = (sorted.len() * percent).div_ceil(100).max(1);
            sorted.get(rank - 1).copied().map_or(0, u64::from)
        };
        Latency {
            count: sorted.len() as u64,
            p50_us: percentile(50),
            p90_us: percentile(90),
            p99_us: percentile(99),
            max_us: percentile(100),
        }
    }
}

/// Adds one to a counter.
pub fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

/// Bytes of memory the process occupies; 0 where the system does not tell.
#[cfg(target_os = "linux")]
pub fn resident_bytes() -> u64 {
    let pages =
        std::fs::read_to_string("/proc/self/statm").ok().and_then(|line| line.split(' ').nth(1)?.parse::<u64>().ok());
    pages.unwrap_or(0) * rustix::param::page_size() as u64
}

/// Bytes of memory the process occupies; 0 where the system does not tell.
#[cfg(not(target_os = "linux"))]
pub fn resident_bytes() -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(latencies: impl IntoIterator<Item = u64>, expected: [u64; 5]) {
        let stats = Stats::default();
        latencies.into_iter().for_each(|micros| stats.took(micros));
        let Latency { count, p50_us, p90_us, p99_us, max_us } = stats.latency();
        assert_eq!([count, p50_us, p90_us, p99_us, max_us], expected);
    }

    #[test]
    fn percentiles_are_nearest_ranks() {
        check([], [0, 0, 0, 0, 0]);
        check([7], [1, 7, 7, 7, 7]);
        check((1..=100).rev(), [100, 50, 90, 99, 100]);
        check([1, 2, 3, 4], [4, 2, 4, 4, 4]);
        check([u64::MAX], [1, u64::from(u32::MAX), u64::from(u32::MAX), u64::from(u32::MAX), u64::from(u32::MAX)]);
    }

    #[test]
    fn only_the_newest_count() {
        check(0..10_000, [4096, 7951, 9590, 9959, 9999]);
    }
}
