//! One log that is followed: lines that are appended become messages, and these are kept. Main type: [`LogFile`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{SystemTime, UNIX_EPOCH};

use super::list::Watch;
use super::tail::Tail;
use crate::daemon::history::{DAEMON, HistoryService, Origin};
use crate::daemon::state::Daemon;
use crate::history::NewMessage;
use crate::import::{ChatMessage, Excerpt, Format, Live, Owner, TimeZone};

/// Most files of one folder that are followed, and levels of folders below it.
const MAX_FILES: usize = 10_000;
const MAX_DEPTH: usize = 8;

/// A log and what is known of it.
pub struct LogFile {
    path: PathBuf,
    watch: Watch,
    owner: Owner,
    format: Option<Format>,
    excerpt: Excerpt,
}

/// How far a log was read.
pub struct Reached {
    pub tail: Tail,
    /// Whether the messages after that place could not be kept.
    pub failed: bool,
}

impl LogFile {
    pub fn new(watch: &Watch, path: &Path) -> LogFile {
        let format = watch.format.as_deref().and_then(|name| name.parse().ok());
        let watch = Watch { before: Vec::new(), ..watch.clone() };
        LogFile { path: path.into(), owner: Owner::new(&watch.me), format, watch, excerpt: Excerpt::default() }
    }

    /// Learns the lines that were appended since `tail`. Returns how far the log was read.
    pub fn follow(&mut self, daemon: &Daemon, mut tail: Tail) -> Reached {
        loop {
            let appended = match tail.read(&self.path) {
                Ok(Some(appended)) => appended,
                Ok(None) => return Reached { tail, failed: false },
                Err(error) => {
                    log::warn!("cannot read {}: {error}", self.path.display());
                    return Reached { tail, failed: false };
                }
            };
            let Some(live) = Live::recognise(&self.path, self.format) else {
                return Reached { tail, failed: false };
            };
            let messages = self.messages(&live, &appended.bytes);
            if !messages.is_empty() && !self.keep(daemon, live.format(), messages) {
                return Reached { tail, failed: true };
            }
            tail = appended.tail;
        }
    }

    /// Returns the owner's messages among the lines, each with the messages before it.
    fn messages(&mut self, live: &Live, bytes: &[u8]) -> Vec<NewMessage> {
        let mut messages = Vec::new();
        let conversation = self.watch.conversation.as_deref().map(Arc::<str>::from);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_millis()).unwrap_or(i64::MAX);
        let broken = live.read(bytes, &self.owner, &TimeZone::system(), now, &mut |mut message: ChatMessage| {
            if conversation.is_some() {
                message.conversation.clone_from(&conversation);
            }
            let own = message.me == Some(true);
            self.excerpt.push(message, own, |message| messages.push(new_message(message)));
        });
        if broken > 0 {
            log::warn!("{}: {broken} lines are not what this format has", self.path.display());
        }
        messages
    }

    /// Lets the history keep the messages. Returns false when that failed.
    fn keep(&self, daemon: &Daemon, format: Format, messages: Vec<NewMessage>) -> bool {
        let source = format!("watch:{format}");
        let origin = Origin { source, app: self.watch.app.clone(), connection: DAEMON, ..Origin::default() };
        let bytes = messages.iter().map(|message| message.text.len()).sum();
        let (answer, answered) = sync_channel(1);
        let work = move |history: &mut HistoryService| history.keep(&origin, messages);
        daemon.history.submit(DAEMON, bytes, work, move |kept| {
            // The receiver below waits for this answer.
            let _ = answer.send(kept.is_ok());
        });
        // The answer fails to come when the history's thread has ended.
        let kept = answered.recv().unwrap_or(false);
        if !kept {
            log::warn!("what was appended to {} cannot be kept now", self.path.display());
        }
        kept
    }
}

fn new_message(message: ChatMessage) -> NewMessage {
    NewMessage {
        author: message.other(),
        text: message.text,
        conversation: message.conversation.as_deref().map(str::to_owned),
        time: message.time,
        ..NewMessage::default()
    }
}

/// Returns the files that a path stands for: itself, or all below it.
pub fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return if path.is_file() { vec![path.to_owned()] } else { Vec::new() };
    }
    let mut files = Vec::new();
    let mut folders = vec![(path.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        // A folder that cannot be read has nothing to follow.
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => folders.push((entry.path(), depth + 1)),
                Ok(kind) if kind.is_file() && files.len() < MAX_FILES => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    files
}
