//! Giving the processor to others first: what is computed for a keystroke goes before what is learned.

/// How much a thread yields to others, in steps of `nice` (0 to 19).
#[derive(Clone, Copy, Debug)]
pub enum Yields {
    /// To keystrokes: what is kept and learned while somebody types.
    ToKeystrokes = 5,
    /// To the daemon: a command that has it keep much at once.
    ToTheDaemon = 10,
    /// To everyone: what has all night.
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
