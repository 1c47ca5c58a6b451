//! `foretype bench`: measures how fast this machine runs and trains a model.

use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::error::{CliError, Context};
use super::model::load_predictor;
use super::{Global, print_json, threads};
use crate::measure::{self, Machine, QueryTimes, StepTimes, Times, Training, TrainingShape};
use crate::model::{Architecture, Cell, Device, Precision};

/// Measure this machine
///
/// Prints how long one step of the network takes (for one context and for eight at once; step after step, after other
/// programs have used the caches, and after 20 ms of sleep, as a keystroke finds it), how long a whole question for
/// three words takes, and how many characters a second training reads. Beside them stands what the processor could
/// do at most: its peak on registers, and the time that reading the weights alone takes.
///
/// Everything runs in this process; no daemon is asked. A busy machine gives worse figures.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  foretype bench                                        the model inside the program
  foretype bench --json > bench.json                    the same, for a report
  foretype bench --shape gru:1024 --precision int8      a model of another size, with random weights
  foretype bench --only training --shape lstm:512 --batch 32 --threads 1")]
pub struct BenchArgs {
    /// Measure the model in FILE instead of the one inside the program
    #[arg(long, value_name = "FILE", conflicts_with = "shape")]
    model: Option<PathBuf>,
    /// Measure a model of this shape with random weights: the name of its cell as recipes have it, then its width, then
    /// its layers if there are several, as in gru:512 or lstm:256x2
    #[arg(long, value_parser = parse_shape)]
    shape: Option<Architecture>,
    /// Symbols of such a model's vocabulary, 211 at least
    #[arg(long, default_value_t = 256, value_name = "N", value_parser = clap::value_parser!(u16).range(211..=60_000))]
    symbols: u16,
    /// What is multiplied: for steps f32, bf16 or int8 (with --shape), for training f32 or bf16
    #[arg(long, value_name = "PRECISION")]
    precision: Option<PrecisionArg>,
    /// Measure only this; may be given several times
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
    /// Streams side by side in training
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=4096))]
    batch: u16,
    /// Steps of truncated back-propagation
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    sequence: u16,
    /// Threads of training; all cores when absent
    #[arg(long, short = 'j')]
    threads: Option<usize>,
    /// Seconds of training
    #[arg(long, default_value_t = 5.0, value_name = "S")]
    seconds: f64,
    /// Train with candle's autograd instead of the fused trainer
    #[arg(long)]
    reference: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Peaks and bandwidths of the processor
    Machine,
    /// Single steps of the network
    Steps,
    /// Whole questions for three words
    Queries,
    /// Full training steps
    Training,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrecisionArg {
    F32,
    Bf16,
    Int8,
}

impl From<PrecisionArg> for Precision {
    fn from(precision: PrecisionArg) -> Precision {
        match precision {
            PrecisionArg::F32 => Precision::F32,
            PrecisionArg::Bf16 => Precision::Bf16,
            PrecisionArg::Int8 => Precision::Int8,
        }
    }
}

#[derive(Serialize)]
struct Report {
    model: String,
    precision: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    machine: Option<Machine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<StepTimes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<QueryTimes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    training: Option<TrainingReport>,
}

#[derive(Serialize)]
struct TrainingReport {
    shape: String,
    batch: usize,
    threads: usize,
    #[serde(flatten)]
    figures: Training,
    /// Of the peak of the cores in use; absent when the peak was not measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    share_of_peak: Option<f64>,
}

/// Reads a shape as in `gru:512` and `lstm:256x2`.
fn parse_shape(text: &str) -> Result<Architecture, String> {
    let (cell, size) = text.split_once(':').ok_or("a shape is CELL:WIDTH or CELL:WIDTHxLAYERS")?;
    let known = || Cell::RECURRENT.map(Cell::name).join(", ");
    let found = Cell::RECURRENT.into_iter().find(|known| known.name() == cell);
    let cell = found.ok_or_else(|| format!("`{cell}` is no cell; known are {}", known()))?;
    let (width, layers) = size.split_once('x').unwrap_or((size, "1"));
    let number = |text: &str| text.parse().map_err(|_| format!("`{text}` is no number"));
    let (hidden, layers) = (number(width)?, number(layers)?);
    let shape = Architecture::plain(cell, layers, 64, hidden);
    shape.validate().map_err(|error| error.to_string())?;
    Ok(shape)
}

pub fn run(args: &BenchArgs, global: &Global) -> Result<(), CliError> {
    let wanted = |part| args.only.is_empty() || args.only.contains(&part);
    let bar = if global.quiet || args.json { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
    bar.set_style(
        ProgressStyle::with_template("{spinner} measuring {msg}").unwrap_or(ProgressStyle::default_spinner()),
    );
    bar.enable_steady_tick(Duration::from_millis(120));
    let at = |what: &'static str| bar.set_message(what);

    let precision = args.precision.map(Precision::from);
    let predictor = match &args.shape {
        Some(shape) => measure::random_model(shape, usize::from(args.symbols), precision.unwrap_or(Precision::Int8))
            .context(|| "cannot make that model".to_owned())?,
        None => load_predictor(args.model.as_deref(), true)?,
    };
    let mut report = Report {
        model: predictor.name().to_owned() + ", " + &predictor.architecture(),
        precision: predictor.engine().precision().to_string(),
        machine: None,
        steps: Vec::new(),
        query: None,
        training: None,
    };
    if wanted(Part::Machine) {
        at("the machine");
        report.machine = Some(measure::machine());
    }
    if wanted(Part::Steps) {
        at("steps");
        report.steps = [1, 8].map(|contexts| measure::steps(predictor.engine(), contexts)).to_vec();
    }
    if wanted(Part::Queries) {
        at("queries");
        report.query = Some(measure::queries(&predictor));
    }
    if wanted(Part::Training) {
        at("training");
        let arch = args.shape.clone().unwrap_or_else(|| predictor.engine().architecture().clone());
        report.training = Some(train(args, arch, predictor.vocab().len(), report.machine.as_ref())?);
    }
    bar.finish_and_clear();
    if args.json {
        return print_json(&report);
    }
    print(&report);
    Ok(())
}

fn train(
    args: &BenchArgs,
    architecture: Architecture,
    symbols: usize,
    machine: Option<&Machine>,
) -> Result<TrainingReport, CliError> {
    let precision = match args.precision {
        Some(PrecisionArg::Bf16) => Precision::Bf16,
        _ => Precision::F32,
    };
    let shape = TrainingShape {
        symbols: if args.shape.is_some() { usize::from(args.symbols) } else { symbols },
        architecture,
        batch: usize::from(args.batch),
        sequence: usize::from(args.sequence),
        threads: threads(args.threads),
        precision,
        device: Device::Cpu,
        reference: args.reference,
    };
    let figures = measure::training(&shape, Duration::from_secs_f64(args.seconds.clamp(0.1, 600.0)))
        .context(|| "cannot train".to_owned())?;
    let peak = machine.and_then(|m| if precision == Precision::Bf16 { m.bf16_gflops } else { Some(m.f32_gflops) });
    let share_of_peak = peak.map(|peak| figures.gflops / peak / shape.threads as f64);
    Ok(TrainingReport {
        shape: shape.architecture.to_string(),
        batch: shape.batch,
        threads: shape.threads,
        figures,
        share_of_peak,
    })
}

fn print(report: &Report) {
    println!("model      {} in {}", report.model, report.precision);
    if let Some(machine) = &report.machine {
        print_machine(machine);
    }
    if !report.steps.is_empty() {
        println!("{:<34}{:>9}{:>9}{:>9}{:>14}", "µs", "p50", "p99", "min", "÷ reading");
    }
    for steps in &report.steps {
        let name = |what: &str| format!("step, {} at once, {what}", steps.contexts);
        line(&name("hot"), &steps.hot, Some(&steps.reading_hot));
        line(&name("cold caches"), &steps.cold, Some(&steps.reading_cold));
        line(&name("after sleep"), &steps.after_sleep, None);
    }
    if let Some(query) = &report.query {
        line("three words, hot", &query.hot, None);
        line("three words, cold caches", &query.cold, None);
        line("three words, after sleep", &query.after_sleep, None);
    }
    if let Some(training) = &report.training {
        let TrainingReport { shape, batch, figures, share_of_peak, .. } = training;
        let share = share_of_peak.map_or(String::new(), |share| format!(", {:.0} % of the peak", share * 100.0));
        println!(
            "training   {shape}, batch {batch}, {}: {:.0} characters a second, {:.0} GF/s{share}",
            figures.backend, figures.chars_per_second, figures.gflops
        );
    }
}

fn print_machine(machine: &Machine) {
    let bf16 = machine.bf16_gflops.map_or("no faster than f32".to_owned(), |peak| format!("{peak:.0} GF/s"));
    println!("processor  {} cores; f32 {}, bf16 {}, int8 {}", machine.cores, machine.f32, machine.bf16, machine.int8);
    println!("peak/core  f32 {:.0} GF/s, bf16 {bf16}, int8 {:.0} Gop/s", machine.f32_gflops, machine.int8_gops);
    let reads = machine.bandwidth.iter().map(|(bytes, rate)| match bytes >> 20 {
        0 => format!("{} KiB {rate:.0}", bytes >> 10),
        mib => format!("{mib} MiB {rate:.0}"),
    });
    println!("reading    {} GB/s", reads.collect::<Vec<_>>().join(", "));
}

fn line(name: &str, times: &Times, reading: Option<&Times>) {
    let ratio = reading.map_or(String::new(), |reading| format!("{:.2}", times.p50 / reading.p50.max(1e-3)));
    println!("{name:<34}{:>9.1}{:>9.1}{:>9.1}{ratio:>14}", times.p50, times.p99, times.min);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(parse_shape("gru:512").unwrap().to_string(), "GRU 512");
        assert_eq!(parse_shape("lstm:256x2").unwrap().to_string(), "LSTM 256×2");
        for (wrong, why) in [("gru", "CELL:WIDTH"), ("gro:3", "gro"), ("gru:x", "no number"), ("gru:0", "hidden is 0")]
        {
            assert!(parse_shape(wrong).unwrap_err().contains(why), "{wrong}");
        }
    }
}
