//! [`Times`]: how long something takes that is done again and again.

use std::time::{Duration, Instant};

use serde::Serialize;

/// A distribution of times, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Times {
    /// Median.
    pub p50: f64,
    /// The time that 99 in 100 do not exceed.
    pub p99: f64,
    /// The fastest time, which other work has disturbed least.
    pub min: f64,
}

impl Times {
    /// The distribution of at least one time; all zeros for none.
    #[must_use]
    pub fn of(mut times: Vec<Duration>) -> Times {
        times.sort_unstable();
        let at = |share: f64| {
            let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
            times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e6)
        };
        Times { p50: at(0.5), p99: at(0.99), min: at(0.0) }
    }
}

/// Times `work` again and again, with `before` ahead of each time and not counted, until the time is up.
pub(super) fn repeat(budget: Duration, most: usize, mut before: impl FnMut(), mut work: impl FnMut()) -> Times {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < most && (times.len() < 5 || begun.elapsed() < budget) {
        before();
        let start = Instant::now();
        work();
        times.push(start.elapsed());
    }
    Times::of(times)
}

/// Bytes that are more than the caches of usual machines hold: after reading them no part of a model is in the caches.
pub(super) const OTHER_MEMORY: usize = 64 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_sorted_before_they_are_read() {
        let times = Times::of((1..=100).rev().map(Duration::from_micros).collect());
        let rounded = (times.min.round(), times.p50.round(), times.p99.round());
        assert_eq!(rounded, (1.0, 51.0, 100.0));
        assert_eq!(Times::of(Vec::new()), Times::default());
    }
}
