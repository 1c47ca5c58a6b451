//! Notices when the settings file or the model's file is changed by hand, and takes the change in or says why not.
//!
//! The folders are watched, not the files: editors write a new file and rename it over the old one. The daemon reads no
//! file until the system tells of a change, and then only after a quiet moment. Settings that cannot change while the
//! daemon runs are named in the log; a broken file changes nothing. Main type: [`Watching`].

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::models::Rebased;
use super::serving::load_base;
use super::state::{Daemon, Problem};
use crate::config::{Config, Overrides, edit};

/// A file is read once nothing has happened to it for this time.
const QUIET: Duration = Duration::from_millis(300);
/// A file that is written without a pause is read after this time all the same.
const LONGEST: Duration = Duration::from_secs(3);

/// A watch on the files, which ends when this is dropped.
pub struct Watching {
    _watcher: Option<RecommendedWatcher>,
}

/// A file by its folder and name, so that renaming over it is seen.
type Place = (PathBuf, OsString);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Settings,
    Model,
}

/// Starts to watch. `overrides` are those that the settings were read with. A folder that cannot be watched is logged;
/// changes in it are taken in at the next start.
pub fn watch(daemon: &Arc<Daemon>, overrides: Overrides) -> Watching {
    let model = daemon.config().model.path.clone();
    let mut places = Vec::new();
    if let Ok(file) = Config::file(&overrides) {
        // Only a folder that is there can be watched, and the first settings are written while the daemon runs.
        if let Some(Err(error)) = file.parent().map(edit::make_folder) {
            log::warn!("new settings are taken in at the next start only: {error}");
        }
        places.extend(places_of(&file).into_iter().map(|place| (Kind::Settings, place)));
    }
    if !model.as_os_str().is_empty() {
        places.extend(places_of(&model).into_iter().map(|place| (Kind::Model, place)));
    }
    let (send, changes) = channel();
    match start(places, send) {
        Ok(watcher) => {
            let daemon = Arc::downgrade(daemon);
            let work = move || follow(&changes, &daemon, &overrides);
            if let Err(error) = std::thread::Builder::new().name("watching".into()).spawn(work) {
                log::warn!("changed files are taken in at the next start only: {error}");
            }
            Watching { _watcher: Some(watcher) }
        }
        Err(error) => {
            log::warn!("changed files are taken in at the next start only: {error}");
            Watching { _watcher: None }
        }
    }
}

/// Returns the places of a file and, where it is a link, of its target: either may be changed.
fn places_of(file: &Path) -> BTreeSet<Place> {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // The system reports paths below the folder as it was named, so that one is enough.
        Some((folder.canonicalize().ok()?, path.file_name()?.to_owned()))
    };
    [Some(file.to_owned()), file.canonicalize().ok()].iter().flatten().filter_map(|path| place(path)).collect()
}

fn start(places: Vec<(Kind, Place)>, send: Sender<Kind>) -> notify::Result<RecommendedWatcher> {
    let folders: BTreeSet<PathBuf> = places.iter().map(|(_, (folder, _))| folder.clone()).collect();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // An error means that something may have been missed: everything is looked at.
        let all = event.as_ref().map_or(true, Event::need_rescan);
        let touched = |place| event.as_ref().is_ok_and(|event| touches(event, place));
        for (kind, _) in places.iter().filter(|(_, place)| all || touched(place)) {
            // The thread is gone when the daemon is.
            let _ = send.send(*kind);
        }
    })?;
    for folder in folders {
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Whether an event is a change of the file at this place.
fn touches(event: &Event, (folder, name): &Place) -> bool {
    let is = |path: &PathBuf| path.file_name() == Some(name) && path.parent() == Some(folder.as_path());
    is_change(event.kind) && event.paths.iter().any(is)
}

/// Returns whether an event is a change. Reading is none: the daemon's own reading would cause the next event for ever.
fn is_change(kind: EventKind) -> bool {
    use notify::event::{AccessKind, AccessMode};
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Waits for changes until the watcher is dropped.
fn follow(changes: &Receiver<Kind>, daemon: &Weak<Daemon>, overrides: &Overrides) {
    while let Ok(first) = changes.recv() {
        let (mut kinds, began) = (BTreeSet::from([first]), Instant::now());
        while began.elapsed() < LONGEST
            && let Ok(more) = changes.recv_timeout(QUIET)
        {
            kinds.insert(more);
        }
        let Some(daemon) = daemon.upgrade() else { return };
        for kind in kinds {
            match kind {
                Kind::Settings => take_settings(&daemon, overrides),
                Kind::Model => take_model(&daemon, false),
            }
        }
    }
}

/// Reads the settings anew and takes in what can change while the daemon runs.
fn take_settings(daemon: &Daemon, overrides: &Overrides) {
    let read = match Config::load(overrides) {
        Ok(read) => read,
        Err(error) => {
            log::error!("the settings stay as they were: {error}");
            daemon.note(Problem::Settings, Some(error.to_string()));
            return daemon.events.settings_changed(Some(error.to_string()));
        }
    };
    let was_refused = daemon.note(Problem::Settings, None);
    let old = daemon.config();
    let waiting = waiting(&old, &read);
    let new = merged(&old, read);
    if !waiting.is_empty() {
        log::warn!("{}: taken in at the next start (`foretype daemon restart`)", waiting.join(", "));
    }
    if *old != new {
        log::info!("the settings were changed and are taken in");
        daemon.configure(new);
        daemon.events.settings_changed(None);
    } else if was_refused {
        daemon.events.settings_changed(None);
    }
}

/// Returns the names of settings that were changed and cannot change while the daemon runs.
fn waiting(old: &Config, new: &Config) -> Vec<&'static str> {
    let (was, is) = (&old.daemon, &new.daemon);
    let changed = [
        ("daemon.socket", was.socket != is.socket),
        ("daemon.threads", was.threads != is.threads),
        ("daemon.idle_exit_minutes", was.idle_exit_minutes != is.idle_exit_minutes),
        ("daemon.session_memory_mb", was.session_memory_mb != is.session_memory_mb),
        ("daemon.max_connections", was.max_connections != is.max_connections),
        ("model.name", old.model.name != new.model.name),
        ("model.path", old.model.path != new.model.path),
        ("model.base_memory", old.model.base_memory != new.model.base_memory),
        ("history.path", old.history.path != new.history.path),
    ];
    changed.into_iter().filter_map(|(name, changed)| changed.then_some(name)).collect()
}

/// Returns the new settings, with the old ones where only a start can change them.
fn merged(old: &Config, new: Config) -> Config {
    let mut merged = Config { daemon: old.daemon.clone(), model: old.model.clone(), ..new };
    merged.history.path.clone_from(&old.history.path);
    merged
}

/// Reads the model's file anew and serves it, unless a personal model made from the old one is in use. `anew` serves it
/// also when it has not changed.
pub fn take_model(daemon: &Daemon, anew: bool) {
    let model = daemon.config().model.clone();
    let path = &model.path;
    let base = match load_base(&model) {
        Ok(base) => base,
        Err(error) => {
            log::error!("still serving the old model: {error}");
            daemon.note(Problem::Model, Some(error.to_string()));
            return;
        }
    };
    let problem = match daemon.take_base(base, anew) {
        Ok(Rebased::Same) => None,
        Ok(Rebased::Served) => {
            log::info!("serving the model {} as it is now", daemon.model().predictor.name());
            None
        }
        Ok(Rebased::PersonalInUse) => Some(format!(
            "the model {} was changed, and a personal model made from the old one is in use; `foretype daemon restart` \
             serves the new one, which has to learn from you anew",
            path.display()
        )),
        Err(error) => Some(format!("the model {} is not taken in: {error}", path.display())),
    };
    if let Some(problem) = &problem {
        log::warn!("{problem}");
    }
    daemon.note(Problem::Model, problem);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_for_a_start() {
        let old = Config::default();
        let mut new = Config::default();
        assert!(waiting(&old, &new).is_empty());
        new.suggest.n = 7;
        new.history.keep = false;
        new.daemon.threads = 3;
        new.model.path = "other".into();
        assert_eq!(waiting(&old, &new), ["daemon.threads", "model.path"]);
        let merged = merged(&old, new);
        assert_eq!((merged.suggest.n, merged.history.keep), (7, false));
        assert_eq!((&merged.daemon, &merged.model), (&old.daemon, &old.model));
    }

    #[track_caller]
    fn check(kind: EventKind, path: &str, expected: bool) {
        let place = (PathBuf::from("/etc/foretype"), OsString::from("config.toml"));
        let event = Event::new(kind).add_path("/etc/foretype/other".into()).add_path(path.into());
        assert_eq!(touches(&event, &place), expected, "{event:?}");
    }

    #[test]
    fn which_events_are_changes() {
        use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode};
        let file = "/etc/foretype/config.toml";
        check(EventKind::Create(CreateKind::File), file, true);
        check(EventKind::Modify(ModifyKind::Any), file, true);
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), file, true);
        check(EventKind::Remove(RemoveKind::File), file, true);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), file, true);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), file, false);
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), file, false);
        check(EventKind::Modify(ModifyKind::Any), "/etc/foretype/config.toml~", false);
        check(EventKind::Modify(ModifyKind::Any), "/etc/config.toml", false);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_what_it_leads_to_are_watched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("dotfiles")).unwrap();
        std::fs::write(root.join("dotfiles/foretype"), "").unwrap();
        std::os::unix::fs::symlink("dotfiles/foretype", root.join("config.toml")).unwrap();
        let expected = [(root.clone(), "config.toml".into()), (root.join("dotfiles"), "foretype".into())];
        assert_eq!(places_of(&root.join("config.toml")), expected.into());
        assert_eq!(places_of(&root.join("not there yet")).len(), 1);
        assert!(places_of(&root.join("no/folder")).is_empty());
    }
}
