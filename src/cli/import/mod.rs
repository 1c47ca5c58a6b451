//! `foretype import`: chat exports and logs into what the keyboard learns from.
//!
//! Every file is read twice: once to see that it is whole, whose it is and what it holds, once to send the owner's
//! messages to the daemon. So nothing of a broken file is imported, and nothing is held in memory.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Global;
use super::error::CliError;
use super::interrupt::{self, Interrupt};
use crate::import::{Format, Import, ImportError, Owner, Stop, Survey, TimeZone};
use crate::rpc::protocol::Learned;

pub mod owner;
pub mod preview;
mod send;

use owner::Unclear;

const EXAMPLES: &str = "\
Examples:
  foretype import --dry-run \"WhatsApp Chat with Ann.txt\"     what would be learned, and why not the rest
  foretype import ~/Downloads/telegram/result.json
  foretype import --me ann --me ann_ ~/.weechat/logs           a folder; two names, both are me
  foretype import --me ann@example.org Sent.mbox
  foretype import --format plain letters.txt                   every line is mine
  foretype import --yes --json export.zip | jq .kept

What is read, and where it comes from:
  whatsapp   Chat > Export chat, without media: .txt or .zip, Android and iPhone, any language
  telegram   Telegram Desktop > Export Telegram data (or one chat's history), as machine-readable JSON
  signal     signal-export: chat.md or data.json
  discord    Discord's data package; DiscordChatExporter's JSON, CSV and text
  slack      a workspace's export: zip or folder
  messenger  Facebook's and Instagram's \"download your information\" as JSON: zip or folder
  sms        SMS Backup & Restore's XML
  imessage   imessage-exporter's text
  irc        logs of irssi, WeeChat, ZNC, HexChat and others
  mbox       e-mail: mbox files, as of Thunderbird and Gmail's Takeout, and single .eml files
  jsonl      one JSON object a line: text, and where known me (true or false), from, time, conversation
  plain      any text: every line is taken as written by you";

/// Learn from chat exports and logs
///
/// Reads files, folders and zip archives, recognises their format by what they hold, and hands the owner's messages to
/// the daemon, where the privacy filter looks at each. What others wrote right before is kept as context and never
/// learned as the owner's. System lines, media, quotes, forwarded and deleted messages, commands to bots, reactions,
/// pasted code and logs are left out.
///
/// A preview tells what will be learned and what not. On a terminal it is followed by a question; elsewhere, and with
/// --yes, the import goes on. Importing the same files again adds nothing. A file that is broken is an error with its
/// line, and then nothing at all is imported. Large files take as long as reading them twice; memory stays below 64 MB.
///
/// Times without a time zone are taken to be in this computer's.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ImportArgs {
    /// Files, folders or zip archives
    #[arg(value_name = "FILE_OR_FOLDER", required = true)]
    paths: Vec<PathBuf>,
    /// A name under which you write in them (may be given several times); without it, guessed or asked for
    #[arg(short, long, value_name = "NAME")]
    me: Vec<String>,
    /// Take the files to be of this format instead of recognising it
    #[arg(short, long)]
    format: Option<Format>,
    /// Only say what would be learned
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// File the messages under this application, as in `whatsapp`
    #[arg(long)]
    app: Option<String>,
    /// Ask nothing
    #[arg(short, long)]
    yes: bool,
    /// Print one line of JSON
    #[arg(short, long)]
    json: bool,
}

/// Imports.
///
/// # Errors
/// When a file cannot be read or is broken, when it is not clear who the owner is, and when the daemon does not answer.
pub fn run(args: &ImportArgs, global: &Global) -> Result<(), CliError> {
    let interrupt = interrupt::watch();
    let mut import = Import::open(&args.paths, args.format, TimeZone::system(), now())?;
    let given = Owner::new(&args.me);
    let survey = survey(&mut import, &given, global, &interrupt)?;
    let asks = !args.yes && !args.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let unclear = match (asks, args.dry_run) {
        (true, _) => Unclear::Ask,
        (false, true) => Unclear::LeaveOpen,
        (false, false) => Unclear::Refuse,
    };
    let owner = owner::find(&survey, &args.me, unclear)?;
    let plan = preview::Plan::new(&import, &survey, &owner, args.dry_run);
    if args.dry_run {
        return if args.json { super::print_json(&plan) } else { plan.print(global) };
    }
    if !args.json && !global.quiet {
        write!(anstream::stderr(), "{}", plan.words())?;
    }
    if plan.own() == 0 {
        return Err(CliError::failure("nothing in these files is yours to be learned")
            .hint("`foretype import --dry-run` shows what is left out and why; --me names you"));
    }
    if asks && !super::ask::confirm("Learn from this?")? {
        return Err(CliError::failure("nothing was imported"));
    }
    let done = learn(args.app.as_deref(), global, &mut import, &owner, &interrupt)?;
    if args.json {
        super::print_json(&preview::Printed { plan: &plan, done: &done })
    } else {
        preview::print_done(&done)
    }
}

/// Milliseconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn progress_bar(bytes: u64, global: &Global, what: &'static str) -> ProgressBar {
    let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(bytes) };
    let style = "{msg:9} {bar:30} {bytes:>10} of {total_bytes}  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
    bar.set_message(what);
    bar
}

/// The first reading: what the files hold, and that they are whole.
///
/// # Errors
/// The first thing that is wrong with a file, and [`ImportError::Stopped`] when interrupted.
pub fn survey(
    import: &mut Import,
    owner: &Owner,
    global: &Global,
    interrupt: &Interrupt,
) -> Result<Survey, ImportError> {
    let bar = progress_bar(import.bytes(), global, "reading");
    let mut survey = Survey::default();
    let mut take = |format, item, conversation: Option<&Arc<str>>| {
        survey.add(format, &item, conversation);
        if interrupt.requested() { Err(Stop) } else { Ok(()) }
    };
    let read = import.read(owner, &mut |bytes| bar.inc(bytes), &mut take);
    bar.finish_and_clear();
    read.map(|()| survey)
}

/// The second reading: hands the owner's messages to the daemon.
///
/// # Errors
/// When the daemon cannot be reached or refuses, and when interrupted.
pub fn learn(
    app: Option<&str>,
    global: &Global,
    import: &mut Import,
    owner: &Owner,
    interrupt: &Interrupt,
) -> Result<Learned, CliError> {
    let bar = progress_bar(import.bytes(), global, "learning");
    let done = send::send(app, global, import, owner, &bar, interrupt);
    bar.finish_and_clear();
    done
}

impl From<ImportError> for CliError {
    fn from(error: ImportError) -> CliError {
        let said = CliError::failure(error.to_string());
        match error {
            ImportError::Stopped => CliError::interrupted(),
            ImportError::Unsupported { instead, .. } => said.hint(instead),
            ImportError::Unknown { .. } => said.hint("`foretype import --help` lists what is read; --format says it"),
            ImportError::Nothing { .. } => said
                .hint("`foretype import --help` lists what is recognised; plain text in a folder needs --format plain"),
            ImportError::Broken { .. } => {
                said.hint("nothing was imported; export the chat again, or leave the file out")
            }
            ImportError::Read { .. } => said,
        }
    }
}
