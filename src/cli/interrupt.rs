//! [`watch`]: Ctrl-C and termination as a flag that long jobs look at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// True while a question waits for its answer; no work is in progress then that Ctrl-C could break off.
static ASKING: AtomicBool = AtomicBool::new(false);

/// Asks something; while it waits for the answer, Ctrl-C ends the program at once.
pub fn while_asking<T>(ask: impl FnOnce() -> T) -> T {
    ASKING.store(true, Ordering::SeqCst);
    let answer = ask();
    ASKING.store(false, Ordering::SeqCst);
    answer
}

/// Set once the person or the system asks the program to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Whether a stop was asked for.
    #[must_use]
    pub fn requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// From now on the first Ctrl-C (or SIGTERM) sets the flag instead of ending the program; the second one ends it, and so
/// does the first while a question waits ([`while_asking`]).
#[must_use]
pub fn watch() -> Interrupt {
    let flag = Interrupt::default();
    let seen = flag.clone();
    let (ready, listening) = std::sync::mpsc::channel();
    // Without the thread Ctrl-C ends the program as usual: no reason to fail.
    let _ = std::thread::Builder::new().name("interrupt".into()).spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
            return;
        };
        runtime.block_on(async {
            let Ok(mut signals) = Signals::listen() else { return };
            let _ = ready.send(());
            signals.next().await;
            seen.0.store(true, Ordering::Relaxed);
            if !ASKING.load(Ordering::SeqCst) {
                signals.next().await;
            }
            std::process::exit(130);
        });
    });
    // A signal that comes as soon as this returns is noticed; without the thread nobody sends, and this is an error.
    let _ = listening.recv();
    flag
}

/// What asks a program to stop.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Signals {
    fn listen() -> std::io::Result<Signals> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
        }
        #[cfg(windows)]
        Ok(Signals { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}
