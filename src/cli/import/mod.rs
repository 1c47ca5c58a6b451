//! `foretype import`: chat exports and logs into what the keyboard learns from.
//!
//! Every file is read twice: once to see that it is whole, whose it is and what it holds, once to send the owner's
//! messages to the daemon. So nothing of a broken file is imported, and no file is held in memory. Names of formats and
//! origins of exports are in the formats' descriptions.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use indicatif::{ProgressBar, ProgressStyle};

use super::Global;
use super::error::CliError;
use super::interrupt::{self, Interrupt};
use crate::import::{Format, Import, ImportError, Options, Owner, Stop, Survey, TimeZone};
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
  foretype import PersonalDictionary.zip ~/.hunspell_en_US     words of another keyboard or a spelling checker
  foretype import --yes --json export.zip | jq .kept

What is read, and where it comes from:
";

/// The examples, and a line for each format.
fn examples() -> String {
    let formats = Format::ALL.iter().map(|format| format.description());
    let width = formats.clone().map(|format| format.name.len()).max().unwrap_or_default() + 2;
    let lines: Vec<String> = formats.map(|format| format!("  {:width$}{}", format.name, format.origin)).collect();
    format!("{EXAMPLES}{}", lines.join("\n"))
}

/// Reads the name of one of `formats`; completions and errors list them.
pub fn format_names(formats: impl Iterator<Item = Format>) -> impl TypedValueParser<Value = Format> {
    let value =
        |format: Format| PossibleValue::new(format.name()).aliases(format.description().aliases.iter().copied());
    let values: Vec<PossibleValue> = formats.map(value).collect();
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

/// Learn from chat exports and logs
///
/// Reads files, folders and archives (zip, tar, gzip), recognises their format by what they hold, and hands the owner's
/// messages to the daemon, where the privacy filter looks at each. What others wrote right before is kept as context and
/// never learned as the owner's. System lines, media, quotes, forwarded and deleted messages, commands to bots,
/// reactions, pasted code and logs are left out. Text of no known form is taken as yours only where nothing speaks
/// against it; --format plain says that it is.
///
/// A preview tells what will be learned and what not. On a terminal it is followed by a question; elsewhere, and with
/// --yes, the import goes on. Importing the same files again adds nothing. An entry that cannot be read is left out and
/// counted, a file that is broken is left out whole and named; with --strict the first of either is an error with its
/// line, and then nothing at all is imported. Large files take as long as reading them twice; memory stays below 64 MB.
/// Databases are opened for reading only.
///
/// Times without a time zone are taken to be in this computer's.
#[derive(Debug, Args)]
#[command(after_long_help = examples())]
pub struct ImportArgs {
    /// Files, folders or archives
    #[arg(value_name = "FILE_OR_FOLDER", required = true)]
    paths: Vec<PathBuf>,
    /// A name under which you write in them (may be given several times); without it, guessed or asked for
    #[arg(short, long, value_name = "NAME")]
    me: Vec<String>,
    /// Take the files to be of this format instead of recognising it
    #[arg(short, long, hide_possible_values = true, value_parser = format_names(Format::ALL.into_iter()))]
    format: Option<Format>,
    /// Only say what would be learned
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// File the messages under this application, as in `whatsapp`
    #[arg(long)]
    app: Option<String>,
    /// Import nothing at all if anything cannot be read
    #[arg(long)]
    strict: bool,
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
    let usual = Options::new(TimeZone::system(), now());
    let options = Options { format: args.format, me: !args.me.is_empty(), strict: args.strict, ..usual };
    let mut import = Import::open(&args.paths, &options)?;
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
    loop {
        let bar = progress_bar(import.bytes(), global, "reading");
        let mut survey = Survey::default();
        let mut take = |format, item, conversation: Option<&Arc<str>>| {
            survey.add(format, &item, conversation);
            if interrupt.requested() { Err(Stop) } else { Ok(()) }
        };
        let whole = import.read(owner, &mut |bytes| bar.inc(bytes), &mut take);
        bar.finish_and_clear();
        // What was seen of a file that turned out to be broken does not count.
        if whole? {
            return Ok(survey);
        }
    }
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
            ImportError::Doubtful { doubt, .. } => said
                .hint(format!("{}; --format says what it is, --format plain that every line is yours", doubt.nearest)),
            ImportError::Useless { instead: Some(instead), .. } => said.hint(instead),
            ImportError::Unknown { .. } => said.hint("`foretype import --help` lists what is read; --format says it"),
            ImportError::Nothing { .. } => said
                .hint("`foretype import --help` lists what is recognised; plain text in a folder needs --format plain"),
            ImportError::Broken { .. } => {
                said.hint("nothing was imported; export the chat again, or leave the file out")
            }
            ImportError::Read { .. } | ImportError::Useless { .. } => said,
        }
    }
}
