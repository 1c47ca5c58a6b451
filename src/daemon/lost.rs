//! Notices when the socket or its folder is removed, as at the end of a login session. Main type: [`Lost`].

use std::path::Path;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// Time that passes before anything is done: a program that removes a folder removes its content first.
const SETTLE: Duration = Duration::from_millis(200);

/// Tells that a file was removed or renamed where the socket lies.
pub struct Lost {
    /// Dropping it ends the watching; `None` where the system cannot watch.
    _watcher: Option<RecommendedWatcher>,
    events: mpsc::Receiver<()>,
    /// Time of an event that nobody was told of yet.
    since: Option<Instant>,
}

impl Lost {
    /// Watches the folder of a socket, and the folder above that, for files that are removed or renamed.
    pub fn watch(address: &Path) -> Lost {
        // One event that waits says as much as many.
        let (send, events) = mpsc::channel(1);
        let watch = || -> notify::Result<RecommendedWatcher> {
            let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                let gone =
                    |kind| matches!(kind, EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_)));
                if event.is_ok_and(|event| gone(event.kind)) {
                    let _ = send.try_send(());
                }
            })?;
            for folder in address.ancestors().skip(1).take(2) {
                watcher.watch(folder, RecursiveMode::NonRecursive)?;
            }
            Ok(watcher)
        };
        let watcher = watch().inspect_err(|error| log::warn!("the socket's folder is not watched: {error}")).ok();
        Lost { _watcher: watcher, events, since: None }
    }

    /// Waits until something happened, and [`SETTLE`] more. The future may be dropped and the function called again.
    pub async fn happened(&mut self) {
        let since = match self.since {
            Some(since) => since,
            None => match self.events.recv().await {
                Some(()) => *self.since.insert(Instant::now()),
                None => std::future::pending().await,
            },
        };
        sleep_until(since + SETTLE).await;
        // An event that came meanwhile is part of the same change.
        let _ = self.events.try_recv();
        self.since = None;
    }
}
