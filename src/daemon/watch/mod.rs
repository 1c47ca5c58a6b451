//! Following logs: lines that chat programs append are learned as they are written.
//!
//! One thread sleeps until the system says that something changed (`notify`), reads what was appended, has the
//! history's thread keep it, and only then writes down how far it has come: a line is never lost, and a line read twice
//! after a crash is known already. The list of logs is a file that `foretype watch` writes; a change of it is an event
//! like any other. Nothing polls while the history can be written. Main types: [`Watches`], what is followed; [`Follower`], the thread.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::state::Daemon;
pub use list::{Before, Watch, Watches};
use log_file::LogFile;
use tail::Tail;

mod list;
mod log_file;
mod tail;

/// Programs write in bursts: a burst ends after a quiet time of `QUIET`, and lasts no longer than `BURST`.
const QUIET: Duration = Duration::from_millis(40);
const BURST: Duration = Duration::from_millis(400);
/// Time after which a history that could not be written is tried again.
const RETRY: Duration = Duration::from_secs(30);

enum Event {
    Changed(Vec<PathBuf>),
    /// Events were lost.
    Everything,
    Stop,
}

/// The thread that follows logs; dropping this ends it.
pub struct Follower {
    events: Sender<Event>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Starts to follow the logs of the list; `None` when there is no folder for a list.
    pub fn start(daemon: &Arc<Daemon>) -> Option<Follower> {
        let history = daemon.config().history.path.clone();
        if history.as_os_str().is_empty() {
            return None;
        }
        let (events, received) = channel();
        let (daemon, sender) = (daemon.clone(), events.clone());
        let follow = move || {
            let mut following = Following::new(daemon, history, sender);
            following.run(&received);
        };
        let thread = std::thread::Builder::new().name("watch".into()).spawn(follow);
        match thread {
            Ok(thread) => Some(Follower { events, thread: Some(thread) }),
            Err(error) => {
                log::error!("no log is followed: {error}");
                None
            }
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        // An error means that the thread has ended.
        let _ = self.events.send(Event::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// How far every file was read.
type Offsets = BTreeMap<PathBuf, Tail>;

struct Following {
    daemon: Arc<Daemon>,
    history: PathBuf,
    events: Sender<Event>,
    watcher: Option<RecommendedWatcher>,
    watches: Watches,
    offsets: Offsets,
    files: BTreeMap<PathBuf, LogFile>,
}

impl Following {
    fn new(daemon: Arc<Daemon>, history: PathBuf, events: Sender<Event>) -> Following {
        let offsets = list::read_json(&offsets_file(&history)).unwrap_or_else(|error| {
            log::error!("how far logs were read is not known: {error}");
            Offsets::new()
        });
        let (watches, files) = Default::default();
        Following { daemon, history, events, watcher: None, watches, offsets, files }
    }

    fn run(&mut self, events: &Receiver<Event>) {
        self.reload();
        let mut failed = self.everything();
        loop {
            let event = match failed {
                true => events.recv_timeout(RETRY),
                false => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let mut dirty = BTreeSet::new();
            let mut everything = failed;
            let deadline = Instant::now() + BURST;
            let mut next = event;
            loop {
                match next {
                    Ok(Event::Changed(paths)) => dirty.extend(paths),
                    Ok(Event::Everything) => everything = true,
                    Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => break,
                }
                next = events.recv_timeout(QUIET.min(deadline.saturating_duration_since(Instant::now())));
            }
            if dirty.iter().any(|path| path.file_name().is_some_and(|name| name == "list.json")) {
                self.reload();
                everything = true;
            }
            failed = match everything {
                true => self.everything(),
                false => self.these(&dirty),
            };
        }
    }

    /// Reads the list and watches the folders that it needs.
    fn reload(&mut self) {
        let folder = Watches::folder(&self.history);
        self.watches = Watches::load(&self.history).unwrap_or_else(|error| {
            log::error!("cannot read which logs to follow: {error}");
            Watches::default()
        });
        self.files.clear();
        let followed = |path: &Path| self.watches.watches.iter().any(|watch| path.starts_with(&watch.path));
        self.offsets.retain(|path, _| followed(path));
        let events = self.events.clone();
        let told = move |event: notify::Result<notify::Event>| {
            let _ = events.send(match event {
                Ok(event) if event.need_rescan() => Event::Everything,
                // Reading a file is no change of it.
                Ok(event) if event.kind.is_access() => return,
                Ok(event) => Event::Changed(event.paths),
                Err(_) => Event::Everything,
            });
        };
        let watch = || -> Result<RecommendedWatcher, notify::Error> {
            list::create_folder(&folder).map_err(notify::Error::io)?;
            let mut watcher = notify::recommended_watcher(told)?;
            watcher.watch(&folder, RecursiveMode::NonRecursive)?;
            for watch in &self.watches.watches {
                let found = match watch.path.is_dir() {
                    true => watcher.watch(&watch.path, RecursiveMode::Recursive),
                    // The folder is watched, since the file may be replaced or renamed.
                    false => watcher.watch(watch.path.parent().unwrap_or(&watch.path), RecursiveMode::NonRecursive),
                };
                if let Err(error) = found {
                    log::warn!("cannot follow {}: {error}", watch.path.display());
                }
            }
            Ok(watcher)
        };
        match watch() {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => log::error!("no log is followed: {error}"),
        }
    }

    /// Reads everything that is followed. Returns true when something could not be kept.
    fn everything(&mut self) -> bool {
        let mut paths = BTreeSet::new();
        for watch in &self.watches.watches {
            paths.extend(log_file::files(&watch.path));
        }
        self.these(&paths)
    }

    /// Reads these files as [`Following::everything`] does.
    fn these(&mut self, paths: &BTreeSet<PathBuf>) -> bool {
        let mut failed = false;
        let renamed = self.follow_names(paths);
        for path in renamed.union(paths) {
            let Some(watch) = self.watches.watches.iter().find(|watch| path.starts_with(&watch.path)) else { continue };
            if !path.is_file() {
                continue;
            }
            let tail = match self.offsets.get(path) {
                Some(tail) => tail.clone(),
                None => first(watch, path),
            };
            let file = self.files.entry(path.clone()).or_insert_with(|| LogFile::new(watch, path));
            let reached = file.follow(&self.daemon, tail);
            failed |= reached.failed;
            if self.offsets.get(path) != Some(&reached.tail) {
                self.offsets.insert(path.clone(), reached.tail);
                if let Err(error) = list::write_json(&offsets_file(&self.history), &self.offsets) {
                    log::error!("cannot write down how far logs were read: {error}");
                }
            }
        }
        failed
    }
}

impl Following {
    /// Keeps the place of a file of a followed folder that was renamed, under its new name, which is returned. If the
    /// new name is not followed, the place stays under the old one: the rest of the file is read from there.
    fn follow_names(&mut self, paths: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let mut names = BTreeSet::new();
        for path in paths {
            let Some(new) = self.offsets.get(path).and_then(|tail| tail.renamed(path)) else { continue };
            let followed = self.watches.watches.iter().any(|watch| new.starts_with(&watch.path));
            if !followed {
                continue;
            }
            if let Some(tail) = self.offsets.remove(path) {
                self.files.remove(path);
                self.offsets.insert(new.clone(), tail);
                names.insert(new);
            }
        }
        names
    }
}

/// Returns the place from which a file is read that was never read: its end when it was there before it was followed.
fn first(watch: &Watch, path: &Path) -> Tail {
    let start = Tail::at(path, 0).unwrap_or_default();
    let before = watch.before.iter().find(|before| before.path == path && before.id == start.id);
    before.and_then(|before| Tail::at(path, before.bytes).ok()).unwrap_or(start)
}

fn offsets_file(history: &Path) -> PathBuf {
    Watches::folder(history).join("offsets.json")
}

/// Returns the files below a path that may be logs, as they are now; for [`Watch::before`].
#[must_use]
pub fn present(path: &Path) -> Vec<Before> {
    let as_it_is = |path: PathBuf| {
        let found = path.metadata().ok()?;
        Some(Before { id: tail::file_id(&found), bytes: found.len(), path })
    };
    log_file::files(path).into_iter().filter_map(as_it_is).collect()
}
