//! [`watch_over`]: starts an engine again that was killed. ibus-daemon would do so only when somebody chooses the engine
//! anew, and until then no field would be served.
//!
//! The process that ibus-daemon starts does nothing but wait for a second process, which serves.

use std::io;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

/// Deaths within [`WHILE`] after which an engine is not started again.
const MOST_DEATHS: usize = 5;
const WHILE: Duration = Duration::from_secs(60);
/// Rust's status of a process that panicked.
const PANICKED: i32 = 101;

/// Runs a command, and again whenever it is killed or panics; `command` is told whether it is not the first time.
/// Returns how it ended otherwise.
///
/// # Errors
/// When it cannot be started.
pub fn watch_over(mut command: impl FnMut(bool) -> Command) -> io::Result<ExitStatus> {
    let mut deaths: Vec<Instant> = Vec::new();
    loop {
        let status = command(!deaths.is_empty()).status()?;
        let now = Instant::now();
        deaths.push(now);
        let recent = deaths.iter().filter(|death| now.duration_since(**death) < WHILE).count();
        let died = status.code().is_none_or(|code| code == PANICKED);
        if !died || recent >= MOST_DEATHS {
            return Ok(status);
        }
        log::warn!("the engine died ({status}) and is started again");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, code: Option<i32>, runs: usize) {
        let mut told = Vec::new();
        let status = watch_over(|again| {
            told.push(again);
            let mut shell = Command::new("sh");
            shell.args(["-c", script, "sh", &told.len().to_string()]);
            shell
        });
        assert_eq!(status.unwrap().code(), code, "{script}");
        assert_eq!(told.len(), runs, "{script}");
        assert!(told.iter().enumerate().all(|(nth, again)| *again == (nth > 0)), "{script}: {told:?}");
    }

    #[test]
    fn one_that_dies_is_started_again() {
        check("exit 0", Some(0), 1);
        check("exit 3", Some(3), 1);
        check("[ $1 = 3 ] || kill -9 $$", Some(0), 3);
        check("[ $1 = 2 ] || exit 101", Some(0), 2);
        check("kill -9 $$", None, MOST_DEATHS);
    }
}
