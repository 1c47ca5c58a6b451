//! `foretype quantize`: writes a checkpoint with its weights rounded to fewer bits.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::error::{CliError, Context};
use super::{Global, print_json, threads};
use crate::eval::run::Options;
use crate::eval::{TextSet, evaluate};
use crate::model::{Checkpoint, ModelCard, Precision, RowBits};
use crate::predict::Predictor;

/// Write a model in fewer bits
///
/// Rounds a checkpoint's matrices to eight bits, with one scale for each row (or to bf16, with --to), and writes them
/// to another file, with the same vocabulary and card. The daemon computes with what is stored: a model in eight bits
/// is a quarter as large and several times as fast. Biases stay as they are. With --check, both models read a text
/// and the difference in bits per character is printed.
///
/// With --mean, the weights of several trainings that went on from one checkpoint are averaged first, which often predicts
/// better than each of them.
///
/// Training can go on from such a file; its weights are multiplied out, and what rounding took is not given back.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  foretype quantize runs/mine/model.safetensors --out mine-int8.safetensors
  foretype quantize mine.safetensors --out mine-int8.safetensors --check letters.txt --json
  foretype quantize mine.safetensors --out mine-int4.safetensors --rows int4
  foretype quantize mine.safetensors --out mine-bf16.safetensors --to bf16
  foretype quantize one.safetensors --mean two.safetensors --mean three.safetensors --out mean-int8.safetensors")]
pub struct QuantizeArgs {
    /// The checkpoint
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    /// Other checkpoints of the same shape: the mean of all weights is rounded; may be given several times, and one that
    /// is given twice weighs twice
    #[arg(long, value_name = "FILE")]
    mean: Vec<PathBuf>,
    /// What matrices are rounded to
    #[arg(long, value_name = "PRECISION", default_value = "int8")]
    to: Rounded,
    /// What the rows of n-gram tables are rounded to, of models that have tables
    #[arg(long, value_name = "BITS", default_value = "int8")]
    rows: RoundedRows,
    /// Measure what rounding costs on this text, every line standing alone; may be given several times
    #[arg(long, value_name = "FILE")]
    check: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rounded {
    Int8,
    Bf16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RoundedRows {
    Int8,
    /// Half the bytes, at a loss of a few thousandths of a bit per character
    Int4,
}

#[derive(Serialize)]
struct Report {
    #[serde(rename = "in")]
    input: PathBuf,
    out: PathBuf,
    precision: Precision,
    bytes_before: u64,
    bytes_after: u64,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Check {
    file: PathBuf,
    chars: u64,
    bits_per_char_before: f64,
    bits_per_char_after: f64,
    loss: f64,
}

pub fn run(args: &QuantizeArgs, global: &Global) -> Result<(), CliError> {
    // What may be wrong with the texts is said before anything is written.
    let texts = args.check.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
    let before = mean(load(&args.input)?, &args.mean)?;
    let precision = match args.to {
        Rounded::Int8 => Precision::Int8,
        Rounded::Bf16 => Precision::Bf16,
    };
    let bits = match args.rows {
        RoundedRows::Int8 => RowBits::Eight,
        RoundedRows::Int4 => RowBits::Four,
    };
    let width = before.weights.row_width();
    if bits == RowBits::Four && !width.is_multiple_of(2) {
        return Err(CliError::usage(format!("rows of {width} numbers cannot be stored in four bits"))
            .hint("two numbers share a byte; leave out --rows int4"));
    }
    let weights = before.weights.clone().with_rows_of(bits).at_precision(precision);
    let after = Checkpoint { weights, ..before.clone() };
    after.save(&args.out).map_err(|error| CliError::failure("cannot write the model").source(error))?;
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let mut report = Report {
        bytes_before: size(&args.input),
        bytes_after: size(&args.out),
        input: args.input.clone(),
        out: args.out.clone(),
        precision,
        checks: Vec::new(),
    };
    let models = [Predictor::new(&before), Predictor::new(&after)];
    for (file, text) in args.check.iter().zip(&texts) {
        report.checks.push(check(file, text, &models, global.quiet || args.json));
    }
    if args.json {
        return print_json(&report);
    }
    println!(
        "{}: {precision}, {:.2} MB instead of {:.2} MB",
        args.out.display(),
        report.bytes_after as f64 / 1e6,
        report.bytes_before as f64 / 1e6
    );
    if !report.checks.is_empty() {
        println!("{:<26} {:>9} {:>9} {:>9} {:>9}", "file", "chars", "before", "after", "loss");
    }
    for check in &report.checks {
        let name = check.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (before, after) = (check.bits_per_char_before, check.bits_per_char_after);
        println!("{name:<26} {:>9} {before:>9.4} {after:>9.4} {:>+9.4}", check.chars, check.loss);
    }
    Ok(())
}

fn read(file: &Path) -> Result<TextSet, CliError> {
    let what = || format!("cannot read {}", file.display());
    let text = std::fs::read_to_string(file).context(what)?;
    TextSet::plain(&text).context(what)
}

fn check(file: &Path, text: &TextSet, models: &[Predictor; 2], quiet: bool) -> Check {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(2 * text.scored_chars()) };
    let style = "{msg:24} {bar:30} {percent:>3} %  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
    bar.set_message(file.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let options = Options { typing: false, threshold: 0.0, threads: threads(None) };
    let bits = models
        .each_ref()
        .map(|model| evaluate(model, text, &options, &|chars| bar.inc(chars), &AtomicBool::new(false)).total.bits);
    bar.finish_and_clear();
    let [before, after] = bits.map(|bits| bits.per_char());
    Check {
        file: file.to_owned(),
        chars: bits[0].chars,
        bits_per_char_before: before,
        bits_per_char_after: after,
        loss: after - before,
    }
}

/// A checkpoint whose weights have not been rounded.
fn load(path: &Path) -> Result<Checkpoint, CliError> {
    let checkpoint = Checkpoint::load(path).map_err(|error| {
        CliError::failure(format!("cannot use {} as a model", path.display()))
            .source(error)
            .hint("a model is a .safetensors file that `foretype train` wrote")
    })?;
    let stored = checkpoint.weights.layout.precision();
    if stored != Precision::F32 {
        return Err(CliError::failure(format!("{} holds {stored} already", path.display()))
            .hint("round the f32 checkpoint that training wrote, not a rounded one"));
    }
    Ok(checkpoint)
}

/// A checkpoint with the mean of its weights and of others'.
fn mean(first: Checkpoint, others: &[PathBuf]) -> Result<Checkpoint, CliError> {
    if others.is_empty() {
        return Ok(first);
    }
    let mut weights = Vec::new();
    let (mut trained_chars, mut data) = (first.card.trained_chars, first.card.data.clone());
    for (at, path) in others.iter().enumerate() {
        let other = load(path)?;
        if !others[..at].contains(path) {
            // What it read beyond the first, from which it went on.
            trained_chars += other.card.trained_chars.saturating_sub(first.card.trained_chars);
            for text in other.card.data {
                if !data.contains(&text) {
                    data.push(text);
                }
            }
        }
        if other.architecture != first.architecture || other.vocab != first.vocab {
            return Err(CliError::failure(format!("{} has another shape or vocabulary", path.display()))
                .hint("only trainings that went on from the same checkpoint can be averaged"));
        }
        weights.push(other.weights);
    }
    let card = ModelCard { held_out_bits_per_char: None, trained_chars, data, ..first.card };
    let weights =
        first.weights.mean(&weights).ok_or_else(|| CliError::failure("the checkpoints have different shapes"))?;
    Ok(Checkpoint { weights, card, ..first })
}
