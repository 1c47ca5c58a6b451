//! Thread priorities: computation for a keystroke goes before learning.

/// How much a thread yields to others, in steps of `nice` (0 to 19).
#[derive(Clone, Copy, Debug)]
pub enum Yields {
    /// The thread yields to keystrokes: it keeps and learns while somebody types.
    ToKeystrokes = 5,
    /// The thread yields to the daemon: it belongs to a command that lets the daemon keep much at once.
    ToTheDaemon = 10,
    /// The thread yields to every other program: fine-tuning has no deadline.
    ToEveryone = 19,
}

/// Sets the priority of this thread and of those it starts.
pub fn lower(yields: Yields) {
    // On Linux the value belongs to the thread, not to the process.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(yields as i32) {
        log::warn!("a thread runs at normal priority: {error}");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = yields;
}
