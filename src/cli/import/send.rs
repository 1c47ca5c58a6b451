//! The second reading: the owner's messages, with what stood right before them, go to the daemon in batches.

use indicatif::ProgressBar;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::cli::Global;
use crate::cli::error::CliError;
use crate::cli::interrupt::Interrupt;
use crate::client::launch;
use crate::daemon::priority::{self, Yields};
use crate::import::{ChatMessage, Excerpt, Format, Import, Item, OwnWord, Owner, Stop};
use crate::rpc::protocol::{Learn, LearnMessage, LearnWord, Learned};
use crate::rpc::{Client, ClientError};

/// Bytes of one batch; a frame may have 1 MiB. Each batch is one transaction of the history, which waits for
/// the disk; a keystroke that is handled meanwhile waits for one batch at most.
const BATCH_BYTES: usize = 100 << 10;
const BATCH_MESSAGES: usize = 500;
/// Words of one batch, and those collected before they are sent.
const BATCH_WORDS: usize = 1000;
const WORDS: usize = 200_000;
/// How long the daemon may take for a batch.
const PATIENCE: Duration = Duration::from_secs(120);

/// Sends everything.
///
/// # Errors
/// When the daemon cannot be reached or refuses, and when the person stops it; what was sent by then is kept.
pub fn send(
    app: Option<&str>,
    global: &Global,
    import: &mut Import,
    owner: &Owner,
    bar: &ProgressBar,
    interrupt: &Interrupt,
) -> Result<Learned, CliError> {
    let config = global.load()?;
    let runtime = crate::cli::runtime()?;
    let client = runtime.block_on(launch::ensure_running(&config))?.with_timeout(PATIENCE);
    // Only after the daemon was started, which would inherit the priority: keystrokes go before an import.
    priority::lower(Yields::ToTheDaemon);
    let mut sender = Sender {
        runtime,
        client,
        app,
        batch: Batch::default(),
        words: HashMap::new(),
        sum: Learned::default(),
        failed: None,
        file: 0,
    };
    let mut excerpt = Excerpt::default();
    let mut last_format = None;
    let read = import.read(owner, &mut |bytes| bar.inc(bytes), &mut |format, item, _| {
        let message = match item {
            Item::Message(message) => message,
            Item::Word(word) => return sender.word(word),
            Item::End => {
                sender.file += 1;
                return Ok(());
            }
            _ => return Ok(()),
        };
        if last_format.replace(format) != Some(format) {
            sender.flush(format)?;
        }
        let own = message.me == Some(true);
        let mut done = Ok(());
        excerpt.push(message, own, |message| done = done.and(sender.push(message, format)));
        done?;
        if interrupt.requested() { Err(Stop) } else { Ok(()) }
    });
    if let (Ok(_), Some(format)) = (&read, last_format) {
        let _ = sender.flush(format);
    }
    if read.is_ok() {
        let _ = sender.words();
    }
    if let Some(error) = sender.failed {
        return Err(CliError::from(error).hint("what was sent is kept; import again to go on, nothing is kept twice"));
    }
    read?;
    Ok(sender.sum)
}

struct Sender<'a> {
    runtime: tokio::runtime::Runtime,
    client: Client,
    app: Option<&'a str>,
    batch: Batch,
    /// Words, and how often they were used: all of them, since they may come many times.
    words: HashMap<String, u32>,
    sum: Learned,
    failed: Option<ClientError>,
    /// Number of the file that is read.
    file: usize,
}

#[derive(Default)]
struct Batch {
    format: Option<Format>,
    messages: Vec<LearnMessage>,
    bytes: usize,
    /// The files that messages come from, by hashes of the messages.
    files: HashMap<u64, usize>,
}

impl Batch {
    fn push(&mut self, message: LearnMessage, identity: u64, file: usize) {
        let names = [&message.author, &message.conversation].map(|name| name.as_ref().map_or(0, String::len));
        self.bytes += message.text.len() + names.iter().sum::<usize>() + 64;
        self.files.insert(identity, file);
        self.messages.push(message);
    }

    /// Whether the same message is there from another file. What occurs twice in one batch is kept twice, as two messages
    /// of one minute that say the same; the same chat in two files has to come in two batches.
    fn has_from_another(&self, identity: u64, file: usize) -> bool {
        self.files.get(&identity).is_some_and(|other| *other != file)
    }

    fn is_full(&self) -> bool {
        self.bytes >= BATCH_BYTES || self.messages.len() >= BATCH_MESSAGES
    }
}

fn learned(message: ChatMessage) -> LearnMessage {
    LearnMessage {
        author: message.other(),
        text: message.text,
        time: message.time,
        conversation: message.conversation.as_deref().map(str::to_owned),
    }
}

fn identity(LearnMessage { text, author, time, .. }: &LearnMessage) -> u64 {
    let mut hasher = DefaultHasher::new();
    (text, author, time).hash(&mut hasher);
    hasher.finish()
}

impl Sender<'_> {
    fn push(&mut self, message: ChatMessage, format: Format) -> Result<(), Stop> {
        let message = learned(message);
        let identity = identity(&message);
        if self.batch.is_full() || self.batch.has_from_another(identity, self.file) {
            self.flush(format)?;
        }
        self.batch.push(message, identity, self.file);
        Ok(())
    }

    /// Sends what is there; it is of the format before when another one begins.
    fn flush(&mut self, format: Format) -> Result<(), Stop> {
        let of = self.batch.format.replace(format).unwrap_or(format);
        let messages = std::mem::take(&mut self.batch.messages);
        self.batch.bytes = 0;
        self.batch.files.clear();
        if messages.is_empty() {
            return Ok(());
        }
        self.learn(Learn {
            source: Some(format!("import:{of}")),
            app: self.app.map(str::to_owned),
            messages: Some(messages),
            ..Learn::default()
        })
    }

    fn word(&mut self, OwnWord { text, count }: OwnWord) -> Result<(), Stop> {
        let known = self.words.entry(text).or_default();
        *known = known.saturating_add(count);
        if self.words.len() < WORDS { Ok(()) } else { self.words() }
    }

    /// Sends the words that are there.
    fn words(&mut self) -> Result<(), Stop> {
        let mut words: Vec<LearnWord> =
            self.words.drain().map(|(text, count)| LearnWord { text, count: u64::from(count) }).collect();
        words.sort_by(|a, b| a.text.cmp(&b.text));
        words.chunks(BATCH_WORDS).try_for_each(|words| {
            let source = Some(format!("import:{}", Format::Words));
            self.learn(Learn { source, words: Some(words.to_vec()), ..Learn::default() })
        })
    }

    fn learn(&mut self, params: Learn) -> Result<(), Stop> {
        match self.runtime.block_on(self.client.call::<_, Learned>("learn", &params)) {
            Ok(learned) => {
                self.sum.kept += learned.kept;
                self.sum.known += learned.known;
                for (reason, count) in learned.dropped {
                    *self.sum.dropped.entry(reason).or_default() += count;
                }
                Ok(())
            }
            Err(error) => {
                self.failed = Some(error);
                Err(Stop)
            }
        }
    }
}
