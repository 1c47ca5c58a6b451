//! The time of day, for the times of messages, and for the budget of fine-tuning.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

const DAY_MS: i64 = 86_400_000;

/// Days since 1970.
pub fn today() -> i64 {
    now_ms() / DAY_MS
}

/// Returns how long this day (in UTC) still lasts, and one second more.
pub fn until_tomorrow() -> Duration {
    Duration::from_millis((DAY_MS - now_ms() % DAY_MS) as u64 + 1000)
}
