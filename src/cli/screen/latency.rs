//! How long the answers of one sitting took, as the client saw it: percentiles over all of them.
//!
//! Never reads a clock. The main type is [`Latencies`].

use std::time::Duration;

/// Times of every answer drawn, kept sorted.
#[derive(Debug, Default)]
pub struct Latencies {
    sorted_us: Vec<u32>,
    last_us: Option<u32>,
}

impl Latencies {
    /// Counts one answer.
    pub fn record(&mut self, took: Duration) {
        let us = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        let at = self.sorted_us.partition_point(|known| *known <= us);
        self.sorted_us.insert(at, us);
        self.last_us = Some(us);
    }

    /// The newest answer's time in milliseconds.
    pub fn last_ms(&self) -> Option<f64> {
        self.last_us.map(milliseconds)
    }

    /// The time in milliseconds that so many per cent of the answers did not exceed (nearest rank).
    pub fn percentile_ms(&self, percent: usize) -> Option<f64> {
        let rank = (self.sorted_us.len() * percent).div_ceil(100);
        self.sorted_us.get(rank.saturating_sub(1)).copied().map(milliseconds)
    }
}

fn milliseconds(us: u32) -> f64 {
    f64::from(us) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(times_ms: &[u64], percent: usize, expected: Option<f64>) {
        let mut latencies = Latencies::default();
        times_ms.iter().for_each(|ms| latencies.record(Duration::from_millis(*ms)));
        assert_eq!(latencies.percentile_ms(percent), expected, "p{percent} of {times_ms:?}");
    }

    #[test]
    fn nearest_rank() {
        check(&[], 50, None);
        check(&[7], 50, Some(7.0));
        check(&[7], 99, Some(7.0));
        check(&[3, 1, 2], 50, Some(2.0));
        check(&[4, 3, 2, 1], 50, Some(2.0));
        check(&(1..=100).rev().collect::<Vec<_>>(), 99, Some(99.0));
        check(&(1..=200).collect::<Vec<_>>(), 99, Some(198.0));
        check(&[5, 5, 5], 100, Some(5.0));
    }

    #[test]
    fn last_is_the_newest_not_the_greatest() {
        let mut latencies = Latencies::default();
        latencies.record(Duration::from_millis(9));
        latencies.record(Duration::from_millis(1));
        assert_eq!(latencies.last_ms(), Some(1.0));
    }
}
