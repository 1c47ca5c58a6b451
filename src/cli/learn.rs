//! `foretype learn`: hands text to the daemon, which filters, keeps and learns it.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Global;
use super::error::CliError;
use super::forget::PATIENCE;
use crate::client::launch;
use crate::rpc::limits::MAX_MESSAGE_BYTES;
use crate::rpc::protocol::{Learn, LearnMessage, Learned};

/// Bytes of text in one call; a frame has room for it and for what stands around it.
const CALL_BYTES: usize = 256 << 10;
/// Messages in one call.
const CALL_MESSAGES: usize = 4096;

const EXAMPLES: &str = "\
Examples:
  foretype learn \"Zwanzig Zwetschgen, bitte\"     one message
  foretype learn --file notes.txt --app notes    every line of a file is a message
  grep '^me:' log | foretype learn --file - --source import:log";

/// Learn from text
///
/// The text passes the privacy filter of the daemon and is kept as yours. With --file every line that is not blank is
/// a message. Lines read from a file count once, however often it is read, when --source begins with `import:`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct LearnArgs {
    /// One message
    #[arg(value_name = "TEXT", required_unless_present = "file", conflicts_with = "file")]
    text: Option<String>,
    /// Read messages from FILE, one a line; - is stdin
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The application it was written in
    #[arg(long, value_name = "APP")]
    app: Option<String>,
    /// The conversation it belongs to
    #[arg(long, value_name = "NAME")]
    conversation: Option<String>,
    /// Where it comes from
    #[arg(long, value_name = "SOURCE", default_value = "learn")]
    source: String,
    /// Print one line of JSON: `kept`, `known` and `dropped` by reason
    #[arg(short, long)]
    json: bool,
}

/// Sends the text to the daemon.
///
/// # Errors
/// When the file cannot be read, or the daemon does not take it.
pub fn run(args: LearnArgs, global: &Global) -> Result<(), CliError> {
    let messages = match (&args.text, &args.file) {
        (Some(text), _) if names_a_file(text) => {
            let hint = format!("`foretype learn --file {text}` learns each of its lines");
            return Err(CliError::usage(format!("`{text}` is a file's name, not a message")).hint(hint));
        }
        (Some(text), _) => vec![text.clone()],
        (None, Some(file)) => lines(&read(file)?),
        // The parser asks for one of them.
        (None, None) => Vec::new(),
    };
    let config = global.load()?;
    let learned = super::runtime()?.block_on(async {
        let client = launch::ensure_running(&config).await?.with_timeout(PATIENCE);
        let mut sum = Learned::default();
        for part in parts(&messages) {
            let params = Learn {
                app: args.app.clone(),
                conversation: args.conversation.clone(),
                source: Some(args.source.clone()),
                messages: Some(part),
                ..Learn::default()
            };
            let learned = client.learn(&params).await?;
            sum.kept += learned.kept;
            sum.known += learned.known;
            learned.dropped.into_iter().for_each(|(reason, n)| *sum.dropped.entry(reason).or_default() += n);
        }
        Ok::<_, CliError>(sum)
    })?;
    if args.json {
        return super::print_json(&learned);
    }
    let dropped: Vec<String> = learned.dropped.iter().map(|(reason, n)| format!("{reason} {n}")).collect();
    let dropped = if dropped.is_empty() { String::new() } else { format!("; dropped: {}", dropped.join(", ")) };
    global.note(&format!("{} messages kept, {} known already{dropped}.", learned.kept, learned.known));
    Ok(())
}

/// Whether what should be a message is a file's name, as other commands take one: a path, and there is such a file.
fn names_a_file(text: &str) -> bool {
    text == "-" || (!text.contains(char::is_whitespace) && text.contains(['/', '.']) && Path::new(text).exists())
}

fn read(file: &Path) -> Result<String, CliError> {
    let unreadable = |error| CliError::failure(format!("cannot read {}", file.display())).source(error);
    let mut text = String::new();
    match file == Path::new("-") {
        true => std::io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?,
        false => std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text)).map_err(unreadable)?,
    };
    Ok(text)
}

/// Lines with something in them; one that is too long for a message is cut into several.
fn lines(text: &str) -> Vec<String> {
    let mut messages = Vec::new();
    for mut line in text.lines().filter(|line| !line.trim().is_empty()) {
        while line.len() > MAX_MESSAGE_BYTES {
            let (first, rest) = line.split_at(line.floor_char_boundary(MAX_MESSAGE_BYTES));
            messages.push(first.to_owned());
            line = rest;
        }
        messages.push(line.to_owned());
    }
    messages
}

/// Messages in portions for one call each.
fn parts(messages: &[String]) -> Vec<Vec<LearnMessage>> {
    let mut parts = Vec::new();
    let (mut part, mut bytes) = (Vec::new(), 0);
    for text in messages {
        if bytes + text.len() > CALL_BYTES || part.len() == CALL_MESSAGES {
            parts.push(std::mem::take(&mut part));
            bytes = 0;
        }
        bytes += text.len();
        part.push(LearnMessage { text: text.clone(), ..LearnMessage::default() });
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}
