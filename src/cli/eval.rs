//! `foretype eval`: measures a model on text that it has not seen.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::Global;
use super::error::{CliError, Context};
use super::eval_lists::Lists;
use super::eval_text::{Reading, bar, read};
use super::interrupt::{self, Interrupt};
use super::model::{load_checkpoint, load_predictor};
use super::{print_json, threads};
use crate::eval::run::Options;
use crate::eval::{Figures, evaluate};
use crate::memory::MixingWeights;
use crate::predict::Predictor;

/// Measure a model on text
///
/// For every file: bits per character, the share of words foreseen before their first letter (offered first, among
/// three), and the keystrokes saved by a simulated typist who looks at three words before every letter and takes the
/// right one as soon as it is there. A plain text file is scored line by line, every line standing alone; of a log
/// (*.jsonl, one object a line with `me`, `text` and perhaps `conversation`) the newest fifth of the owner's messages is
/// scored, with the conversation before each as context. Definitions: models/README.md. Needs no daemon.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Examples:
  foretype eval letters.txt
  foretype eval chat.jsonl --limit 150 --json
  foretype eval --user chat.jsonl --plot chat.svg
  foretype eval --reliability letters.txt --plot reliability.svg
  foretype eval --beginnings tests/everyday.txt --names tests/names.txt chat.jsonl
  foretype eval --bits-only --model runs/mine/model.safetensors *.txt
  foretype eval letters.txt --per-message > messages.jsonl")]
#[command(group(clap::ArgGroup::new("drawn").args(["user", "reliability"])))]
pub struct EvalArgs {
    /// Text files and logs
    #[arg(required_unless_present_any = ["beginnings", "names"])]
    files: Vec<PathBuf>,
    /// A checkpoint, or `tiny` or `english`, which are inside the program
    #[arg(long)]
    model: Option<PathBuf>,
    /// Score the first N messages of each file only
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Of what others wrote between two messages of yours, read the newest CHARS characters only; 0 for none
    #[arg(long, value_name = "CHARS")]
    others: Option<usize>,
    /// Bits per character only: no typing, much faster
    #[arg(long)]
    bits_only: bool,
    /// Leave the base memory out: the network alone, and with --user what was learned of the person
    #[arg(long)]
    no_base_memory: bool,
    /// Weights that memory and network are blended with at first, as `foretype mixing` writes them
    #[arg(long, value_name = "FILE")]
    mixing: Option<PathBuf>,
    /// Words at least this probable count as shown, for the precision
    #[arg(long, value_name = "P", default_value_t = 0.10)]
    threshold: f32,
    /// Threads; all cores when absent
    #[arg(short = 'j', long)]
    threads: Option<usize>,
    /// One JSON object a file
    #[arg(long)]
    json: bool,
    /// What learning is worth: score logs (*.jsonl) cold, with the memory, and with fine-tuning as well
    ///
    /// The oldest four fifths of the owner's messages are learned, the newest fifth is typed and scored, in three arms:
    /// `cold` has learned nothing; `memory` has learned at once, and learns every scored message after it was typed;
    /// `full` serves a model that was fine-tuned on the four fifths as well, if it passed its gate. Takes minutes a log.
    #[arg(long, conflicts_with_all = ["per_message", "bits_only"])]
    user: bool,
    /// With --user: leave out the third arm, which takes nearly all of the time
    #[arg(long, requires = "user")]
    no_finetune: bool,
    /// Draw an SVG picture: with --user keystrokes saved over messages, the mean of all logs; with --reliability how much is
    /// right over how probable it is called
    #[arg(long, value_name = "FILE", requires = "drawn")]
    plot: Option<PathBuf>,
    /// Ask a list of beginnings, lines of `See you |later soon`, with nothing learned and after each log
    ///
    /// Shown is how often a fitting word stands first and among three, and how many of three fit.
    #[arg(long, value_name = "LIST", conflicts_with_all = ["user", "per_message", "bits_only"])]
    beginnings: Option<PathBuf>,
    /// Have names typed once, lines of `sentence with the Name|later beginning|Name`, and ask for them again
    ///
    /// Shown is how many are offered after their first letter and after two, with nothing learned before and after each log.
    #[arg(long, value_name = "LIST", conflicts_with_all = ["user", "per_message", "bits_only"])]
    names: Option<PathBuf>,
    /// Ask whether probabilities mean what they say: of grey text before every key, by how probable it is called, how much
    /// is right, and what thresholds would show
    #[arg(long, conflicts_with_all = ["user", "per_message", "bits_only", "beginnings", "names"])]
    reliability: bool,
    /// With --beginnings and --names: print every question with what is offered
    #[arg(long)]
    each: bool,
    /// One JSON object a message: its number among the scored ones and its figures, never its text
    #[arg(long, conflicts_with = "json")]
    per_message: bool,
}

/// Figures as scripts read them.
#[derive(Serialize)]
struct FileReport<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messages: Option<usize>,
    /// Line ends included, as bits per character counts them.
    chars: u64,
    bits: f64,
    bits_per_char: f64,
    #[serde(flatten)]
    typing: Option<Typing>,
}

#[derive(Serialize)]
struct Typing {
    /// Line ends not included.
    typed_chars: u64,
    keys: u64,
    keystroke_savings: f64,
    words: u64,
    top1: f64,
    top3: f64,
    precision_when_shown: f64,
    shown_share: f64,
    /// How often another word takes the first place while a word is typed, per word: as offered, and by probability alone.
    first_place_changes: f64,
    first_place_changes_by_probability: f64,
}

impl<'a> FileReport<'a> {
    fn new(file: &'a str, figures: &Figures, typing: bool) -> Self {
        let tally = &figures.tally;
        let typing = typing.then(|| Typing {
            typed_chars: tally.chars,
            keys: tally.keys,
            keystroke_savings: tally.keystroke_savings(),
            words: tally.words,
            top1: tally.top1(),
            top3: tally.top3(),
            precision_when_shown: tally.precision(),
            shown_share: tally.shown_share(),
            first_place_changes: tally.first_place_changes().0,
            first_place_changes_by_probability: tally.first_place_changes().1,
        });
        let bits = figures.bits;
        FileReport {
            file,
            message: None,
            messages: None,
            chars: bits.chars,
            bits: bits.bits,
            bits_per_char: bits.per_char(),
            typing,
        }
    }
}

pub fn run(args: &EvalArgs, global: &Global) -> Result<(), CliError> {
    let mut predictor = load_predictor(args.model.as_deref(), !args.no_base_memory)?;
    let mixing = args.mixing.as_deref().map(read_mixing).transpose()?;
    if let Some(mixing) = &mixing {
        predictor = predictor.with_mixing(mixing.clone());
    }
    let options = Options { typing: !args.bits_only, threshold: args.threshold, threads: threads(args.threads) };
    let interrupt = interrupt::watch();
    if args.user {
        let base = load_checkpoint(args.model.as_deref())?;
        let (tune, reading, plot) = (!args.no_finetune, args.reading(), args.plot.as_deref());
        let base_memory = !args.no_base_memory;
        let run = super::eval_user::Run { base, base_memory, mixing, tune, reading, json: args.json, plot, options };
        return super::eval_user::run(&run, &args.files, global, &interrupt);
    }
    if args.beginnings.is_some() || args.names.is_some() {
        let (beginnings, names) = (args.beginnings.as_deref(), args.names.as_deref());
        let lists = Lists { beginnings, names, reading: args.reading(), json: args.json, each: args.each };
        return super::eval_lists::run(&lists, &predictor, &args.files, global, &interrupt);
    }
    if args.reliability {
        let (reading, plot) = (args.reading(), args.plot.as_deref());
        return super::eval_reliability::run(&args.files, &reading, &predictor, args.json, plot, global, &interrupt);
    }
    for (at, file) in args.files.iter().enumerate() {
        score(args, global, &predictor, file, &options, &interrupt, at == 0)?;
    }
    Ok(())
}

fn score(
    args: &EvalArgs,
    global: &Global,
    predictor: &Predictor,
    file: &Path,
    options: &Options,
    interrupt: &Interrupt,
    first: bool,
) -> Result<(), CliError> {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let set = read(file, &args.reading())?;
    let bar = bar(&set, &name, global);
    let stop = AtomicBool::new(false);
    let progress = |chars| {
        bar.inc(chars);
        stop.fetch_or(interrupt.requested(), Ordering::Relaxed);
    };
    let report = evaluate(predictor, &set, options, &progress, &stop);
    bar.finish_and_clear();
    if stop.load(Ordering::Relaxed) {
        return Err(CliError::interrupted());
    }
    if args.per_message {
        for (at, figures) in report.messages.iter().enumerate() {
            print_json(&FileReport { message: Some(at), ..FileReport::new(&name, figures, options.typing) })?;
        }
    } else if args.json {
        let row = FileReport::new(&name, &report.total, options.typing);
        print_json(&FileReport { messages: Some(report.messages.len()), ..row })?;
    } else {
        if first {
            print_head(options);
        }
        print_line(&name, report.messages.len(), &report.total, options.typing);
    }
    Ok(())
}

impl EvalArgs {
    fn reading(&self) -> Reading {
        Reading { limit: self.limit, others: self.others }
    }
}

fn read_mixing(file: &Path) -> Result<MixingWeights, CliError> {
    let what = || format!("cannot use {} as blending weights", file.display());
    MixingWeights::from_file(&std::fs::read(file).context(what)?).context(what)
}

fn print_head(options: &Options) {
    print!("{:<26} {:>8} {:>9} {:>9}", "file", "messages", "chars", "bits/char");
    if options.typing {
        print!(" {:>7} {:>7} {:>7} {:>9} {:>7}", "saved", "top-1", "top-3", "precision", "shown");
    }
    println!();
}

fn print_line(name: &str, messages: usize, figures: &Figures, typing: bool) {
    print!("{name:<26} {messages:>8} {:>9} {:>9.4}", figures.bits.chars, figures.bits.per_char());
    if typing {
        let tally = &figures.tally;
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        print!(
            " {:>7} {:>7} {:>7} {:>9} {:>7}",
            percent(tally.keystroke_savings()),
            percent(tally.top1()),
            percent(tally.top3()),
            percent(tally.precision()),
            percent(tally.shown_share())
        );
    }
    println!();
}
