//! [`Opening`]: the moment between the daemon's start and the first profile that is built from the history.
//!
//! Questions that come within it wait, so that the first answer after a start knows what its owner has taught. The
//! wait ends at a fixed time after the start: a history that is long, damaged or locked never silences suggestions.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The latest end of the wait, counted from the daemon's start. After 20,000 lines of IRC
/// the first answer takes 0.34 s, with the history opened and the profile built.
const LONGEST: Duration = Duration::from_millis(400);

/// Whether the first profile is built.
pub struct Opening {
    until: Instant,
    built: Mutex<bool>,
    told: Condvar,
}

impl Default for Opening {
    fn default() -> Opening {
        Opening { until: Instant::now() + LONGEST, built: Mutex::new(false), told: Condvar::new() }
    }
}

impl Opening {
    /// Ends the wait of everybody.
    pub fn end(&self) {
        *self.built.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.told.notify_all();
    }

    /// Waits until the first profile is built, or until the time for it has passed.
    pub fn wait(&self) {
        let built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.until.saturating_duration_since(Instant::now());
        // The answer uses the profile as it is then, whether it was built or the time ran out.
        let _ = self.told.wait_timeout_while(built, left, |built| !*built);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_question_waits_for_the_first_profile_and_no_longer_than_it_may() {
        let opening = Arc::new(Opening { until: Instant::now() + Duration::from_secs(3600), ..Opening::default() });
        let waits = std::thread::spawn({
            let opening = opening.clone();
            move || opening.wait()
        });
        opening.end();
        waits.join().unwrap();
        opening.wait();
        Opening { until: Instant::now(), ..Opening::default() }.wait();
    }
}
