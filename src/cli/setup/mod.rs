//! `foretype setup`: the first run, from the chats that lie in a home to a keyboard that knows its owner.
//!
//! Its steps find chats, ask, show, import, offer to follow logs, fine-tune, and show what learning added. Each step is
//! complete by itself: after a stop the finished steps stay done, and a second run learns nothing twice.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;

use super::Global;
use super::error::CliError;
use super::finetune::{self, Tuned};
use super::import::owner::{self, Unclear};
use super::import::{self, preview};
use super::interrupt::{self, Interrupt};
use crate::client::launch;
use crate::config::{Config, Paths};
use crate::import::{Format, Import, ImportError, Options, Owner, Survey, TimeZone};
use crate::rpc::protocol::{Learned, LearningRun};

mod choose;
mod effect;
mod find;
mod follow;
mod page;
mod places;

use choose::short;
use find::Candidate;

/// Newest messages that the closing page is measured on.
const MEASURED: usize = 150;

const EXAMPLES: &str = "\
Examples:
  foretype setup                                   look for chats and logs, ask, learn
  foretype setup --dry-run                         what is there, and what would be learned of it
  foretype setup ~/backup/chats --me ann           from these only
  foretype setup --yes --me ann --me ann_ --json   ask nothing; results for a script
  foretype setup --plot saved.svg                  the closing page's curve as a picture as well";

/// Learn from the chats and logs on this computer, step by step
///
/// Looks in the usual places of your home (downloads, documents, the desktop, the log folders of IRC clients, the sent
/// mail of Thunderbird) for exports and logs of every kind that `foretype import` reads, asks which to learn from and
/// which name is yours, shows what would be learned, imports it, offers to follow logs that are still written, and
/// fine-tunes a model of your own. It ends with a page of what changed: keystrokes saved on your own newest messages,
/// which nothing had learned from, before and after, and ten of them completed before and after.
///
/// Nothing outside your home is looked at, links are not followed, and no file is changed. Ctrl-C stops at any point:
/// what was imported by then stays, and the next run learns nothing twice. Where nobody can be asked, --yes takes
/// everything that is found and --me says who you are.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SetupArgs {
    /// Learn from these files and folders instead of looking for some
    #[arg(value_name = "FILE_OR_FOLDER")]
    paths: Vec<PathBuf>,
    /// A name under which you write (may be given several times); without it, guessed or asked for
    #[arg(short, long, value_name = "NAME")]
    me: Vec<String>,
    /// Only say what was found and what would be learned
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Ask nothing: learn from all that is found
    #[arg(short, long)]
    yes: bool,
    /// Follow logs that are still written, without asking
    #[arg(long)]
    watch: bool,
    /// Do not fine-tune now; the daemon does it by itself when you rest
    #[arg(long)]
    no_finetune: bool,
    /// Measure what changed on so many of your newest messages; 0 measures nothing
    #[arg(long, value_name = "N", default_value_t = MEASURED)]
    measure: usize,
    /// Draw keystrokes saved over messages, before and after, as an SVG picture
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Print one line of JSON at the end
    #[arg(short, long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Summary<'a> {
    #[serde(flatten)]
    plan: &'a preview::Plan,
    #[serde(flatten)]
    learned: &'a Learned,
    /// Logs that are followed from now on.
    followed: Vec<PathBuf>,
    /// The run of fine-tuning, if one came to an end.
    fine_tuning: Option<LearningRun>,
    /// What changed, if it was measured.
    effect: Option<effect::Figures>,
}

/// Goes through all steps.
///
/// # Errors
/// When nothing is found, when it is not clear who the owner is, and when the daemon does not answer.
pub fn run(args: &SetupArgs, global: &Global) -> Result<(), CliError> {
    let config = global.load()?;
    let paths = Paths::find()?;
    let asks = !args.yes && !args.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let interrupt = interrupt::watch();
    let chosen = candidates(args, global, &paths, asks, &interrupt)?;
    let (mut import, survey, chosen) = read(chosen, args, global, &paths, &interrupt)?;
    let unclear = if asks { Unclear::Ask } else { Unclear::LeaveOpen };
    let owner = owner::find(&survey, &args.me, unclear)?;
    let plan = preview::Plan::new(&import, &survey, &owner, args.dry_run);
    if args.dry_run {
        return if args.json { super::print_json(&plan) } else { plan.print(global) };
    }
    if !args.json {
        global.note(plan.words().trim_end());
    }
    if plan.own() == 0 {
        return Err(CliError::failure("nothing in these chats is known to be yours")
            .hint("say under which name you write with --me NAME; `foretype setup --dry-run` lists who writes"));
    }
    if asks && !super::ask::confirm("Learn from this?")? {
        return Err(CliError::failure("nothing was imported"));
    }
    let learned = import::learn(None, global, &mut import, &owner, &interrupt)?;
    if !args.json && !global.quiet {
        preview::print_done(&learned)?;
    }
    let me = plan.names(Format::Irc, &args.me);
    let followed = follow::offer(&chosen, &me, args.watch, asks, &config, global, &paths.home_dir)?;
    let fine_tuning = if args.no_finetune { None } else { fine_tune(&config, global, args.json, asks)? };
    let effect = effect::measure(args.measure, &config, global, &interrupt)?;
    if let (Some(file), Some(effect)) = (&args.plot, &effect) {
        super::plot::savings(file, &effect.curves())?;
    }
    if args.json {
        let effect = effect.map(|effect| effect.figures());
        return super::print_json(&Summary { plan: &plan, learned: &learned, followed, fine_tuning, effect });
    }
    page::print(effect.as_ref(), fine_tuning.as_ref(), global)
}

/// What to learn from: named, or found and chosen.
fn candidates(
    args: &SetupArgs,
    global: &Global,
    paths: &Paths,
    asks: bool,
    interrupt: &Interrupt,
) -> Result<Vec<Candidate>, CliError> {
    if !args.paths.is_empty() {
        return Ok(choose::named(&args.paths));
    }
    let home = &paths.home_dir;
    let spinner = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
    let look = |folder: &Path| {
        spinner.set_message(format!("looking in {}", super::shown::visible(&short(folder, home))));
        spinner.tick();
    };
    let search = find::find(home, &paths.saved_dirs, interrupt, &look);
    spinner.finish_and_clear();
    if interrupt.requested() {
        return Err(CliError::interrupted());
    }
    if search.candidates.is_empty() {
        return Err(CliError::failure("no chats or logs were found in the usual places").hint(places::nothing()));
    }
    if !args.json && !global.quiet {
        global.note("Found:");
        choose::list(&search.candidates, home)?;
    }
    if search.cut_short {
        global.note("There is more than was looked at; name other files and folders on the command line.");
    }
    match (asks, args.yes || args.dry_run) {
        (true, _) => choose::ask(search.candidates),
        (false, true) => Ok(search.candidates),
        (false, false) => Err(CliError::usage("nobody is there to ask which of these to learn from")
            .hint("--yes takes all of them; name files and folders to take only those; --dry-run only looks")),
    }
}

/// The first reading. What turns out to be broken is left out, unless it was named or nothing is left.
fn read(
    mut chosen: Vec<Candidate>,
    args: &SetupArgs,
    global: &Global,
    paths: &Paths,
    interrupt: &Interrupt,
) -> Result<(Import, Survey, Vec<Candidate>), CliError> {
    loop {
        let files: Vec<PathBuf> = chosen.iter().map(|candidate| candidate.path.clone()).collect();
        let owner = Owner::new(&args.me);
        let usual = Options::new(TimeZone::system(), import::now());
        let opened = Import::open(&files, &Options { me: owner.is_known(), ..usual });
        let read = opened.and_then(|mut import| {
            let survey = import::survey(&mut import, &owner, global, interrupt)?;
            Ok((import, survey))
        });
        let error = match read {
            Ok((import, survey)) => {
                for left_out in import.broken() {
                    let path = super::shown::visible(&short(Path::new(&left_out.file), &paths.home_dir));
                    let why = left_out.why.as_deref().unwrap_or("it is broken");
                    global.note(&format!("Left out: {path}, because of this: {why}"));
                }
                return Ok((import, survey, chosen));
            }
            Err(error) => error,
        };
        let broken = broken_file(&error).map(PathBuf::from).filter(|_| args.paths.is_empty());
        let at = broken.and_then(|broken| chosen.iter().position(|found| broken.starts_with(&found.path)));
        match at {
            Some(at) if chosen.len() > 1 => {
                let left_out = chosen.remove(at);
                let path = super::shown::visible(&short(&left_out.path, &paths.home_dir));
                global.note(&format!("Left out: {path}, because {error}"));
            }
            _ => return Err(error.into()),
        }
    }
}

/// The file that cannot be read.
fn broken_file(error: &ImportError) -> Option<&str> {
    match error {
        ImportError::Read { file, .. }
        | ImportError::Broken { file, .. }
        | ImportError::Unknown { file }
        | ImportError::Unsupported { file, .. }
        | ImportError::Doubtful { file, .. }
        | ImportError::Useless { file, .. }
        | ImportError::Nothing { file } => Some(file),
        ImportError::Stopped => None,
    }
}

/// Fine-tunes through the daemon, as `foretype finetune` does.
fn fine_tune(config: &Config, global: &Global, json: bool, asks: bool) -> Result<Option<LearningRun>, CliError> {
    if asks && !super::ask::confirm("Fine-tune a model of your own now? It takes minutes; Ctrl-C leaves it running.")? {
        global.note("The daemon does it by itself when you rest.");
        return Ok(None);
    }
    let runtime = super::runtime()?;
    let client = runtime.block_on(launch::ensure_running(config))?;
    match finetune::start(&runtime, &client, true, global, json)? {
        Some(Tuned::Ended(run)) => return Ok(Some(*run)),
        Some(Tuned::TooLittle) => global.note("Too few messages of yours for a model of your own yet."),
        Some(Tuned::NothingKept) => {
            global.note("Nothing is kept (`keep = false` in the settings), so nothing is tuned.")
        }
        None => {}
    }
    Ok(None)
}
