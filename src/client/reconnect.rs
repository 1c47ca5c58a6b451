//! [`Reconnect`]: when a daemon that could not be reached is tried again. Every client that stays connected uses it.

use std::time::{Duration, Instant};

/// Pauses after the first failure, the second, and all later ones.
const PAUSES: [Duration; 3] = [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(4)];

/// The failures since the daemon was last reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reconnect {
    failures: usize,
    not_before: Option<Instant>,
}

impl Reconnect {
    /// Whether the pause after the last failure is over.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.not_before.is_none_or(|time| Instant::now() >= time)
    }

    /// The daemon was reached.
    pub fn succeeded(&mut self) {
        *self = Reconnect::default();
    }

    /// It could not be reached; returns how long to wait before it is tried again.
    pub fn failed(&mut self) -> Duration {
        let pause = PAUSES[self.failures.min(PAUSES.len() - 1)];
        self.failures += 1;
        self.not_before = Some(Instant::now() + pause);
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_the_daemon_is_reached() {
        let mut reconnect = Reconnect::default();
        assert!(reconnect.is_due());
        let pauses: Vec<u64> = (0..4).map(|_| reconnect.failed().as_millis() as u64).collect();
        assert_eq!(pauses, [250, 1000, 4000, 4000]);
        assert!(!reconnect.is_due());
        reconnect.succeeded();
        assert!(reconnect.is_due() && reconnect.failed().as_millis() == 250);
    }
}
