//! `foretype eval --user`: measures what learning adds for the owner of a log, in three arms: cold, with the memory, and
//! fine-tuned as well.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::error::CliError;
use super::eval_text::{Reading, read};
use super::interrupt::Interrupt;
use super::{Global, plot, print_json};
use crate::adapt::{self, AdaptError, Settings, Verdict};
use crate::eval::run::Options;
use crate::eval::user::{evaluate_learning, gain};
use crate::eval::{Figures, Report, TextSet, evaluate};
use crate::memory::MixingWeights;
use crate::model::Checkpoint;
use crate::predict::Predictor;

/// Options of the measurement.
pub struct Run<'a> {
    pub base: Checkpoint,
    /// The base memory, where the model has one.
    pub base_memory: bool,
    /// Weights that the memory is blended with at first, if they are not those that ship.
    pub mixing: Option<MixingWeights>,
    /// Whether the third arm is measured.
    pub tune: bool,
    pub reading: Reading,
    pub json: bool,
    pub plot: Option<&'a Path>,
    /// Threads: one a log.
    pub options: Options,
}

impl Run<'_> {
    fn predictor(&self, checkpoint: &Checkpoint) -> Predictor {
        let predictor = Predictor::new(checkpoint);
        let predictor = match &self.mixing {
            Some(mixing) => predictor.with_mixing(mixing.clone()),
            None => predictor,
        };
        if self.base_memory { predictor } else { predictor.with_base_memory(None) }
    }
}

const ARMS: [&str; 3] = ["cold", "memory", "full"];
/// Parts of the bar that each step of a log takes, in per cent.
const STEPS: [u64; 4] = [15, 15, 55, 15];

/// One log, measured.
struct Outcome {
    file: String,
    learned_chars: u64,
    /// Per arm, in total and by message; the third one only if it was asked for.
    arms: Vec<Report>,
    verdict: Option<Verdict>,
    /// Seconds of fine-tuning and judging, on one thread.
    seconds: f64,
}

#[derive(Serialize)]
struct UserReport<'a> {
    file: &'a str,
    messages: usize,
    learned_chars: u64,
    arms: Vec<Arm>,
    fine_tuning: Option<Verdict>,
    fine_tuning_seconds: f64,
    /// Keystroke savings of the last arm beyond the one before it, with their 95 % interval.
    gain: [f64; 3],
}

#[derive(Serialize)]
struct Arm {
    arm: &'static str,
    bits_per_char: f64,
    top1: f64,
    top3: f64,
    keystroke_savings: f64,
}

/// Measures every log and prints a line a log, then the mean.
///
/// # Errors
/// When a log cannot be read, or when interrupted.
pub fn run(run: &Run, files: &[PathBuf], global: &Global, interrupt: &Interrupt) -> Result<(), CliError> {
    let sets = files.iter().map(|file| read(file, &run.reading)).collect::<Result<Vec<_>, _>>()?;
    let bar = if global.quiet { ProgressBar::hidden() } else { ProgressBar::new(100 * files.len() as u64) };
    let style = "{bar:40} {percent:>3} %  {elapsed} gone, {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or(ProgressStyle::default_bar()));
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let done = Mutex::new(Vec::new());
    if !run.json {
        print_head();
    }
    std::thread::scope(|scope| {
        for _ in 0..run.options.threads.clamp(1, files.len().max(1)) {
            scope.spawn(|| {
                while let Some((at, (file, set))) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    files.iter().zip(&sets).nth(at).map(|found| (at, found))
                } {
                    let result = measure(run, file, set, &bar, &stop, interrupt);
                    stop.fetch_or(result.is_err(), Ordering::Relaxed);
                    let printed =
                        result.and_then(|outcome| bar.suspend(|| print(&outcome, run.json)).map(|()| outcome));
                    if let Ok(mut done) = done.lock() {
                        done.push((at, printed));
                    }
                }
            });
        }
    });
    bar.finish_and_clear();
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    let outcomes = done.into_iter().map(|(_, outcome)| outcome).collect::<Result<Vec<_>, _>>()?;
    if !run.json && outcomes.len() > 1 {
        print_mean(&outcomes);
    }
    if let Some(file) = run.plot {
        draw(file, &outcomes)?;
    }
    Ok(())
}

/// How far one log is.
struct Progress<'a> {
    bar: &'a ProgressBar,
    stop: &'a AtomicBool,
    interrupt: &'a Interrupt,
    /// How far the log has moved the bar, in per cent.
    moved: Mutex<f64>,
}

impl Progress<'_> {
    fn stopped(&self) -> bool {
        self.stop.fetch_or(self.interrupt.requested(), Ordering::Relaxed);
        self.stop.load(Ordering::Relaxed)
    }

    /// Moves the bar by a share of a step.
    fn advance(&self, step: usize, share: f64) {
        if let Ok(mut moved) = self.moved.lock() {
            let before = *moved as u64;
            *moved += STEPS[step] as f64 * share;
            self.bar.inc((*moved as u64).saturating_sub(before));
        }
        let _ = self.stopped();
    }
}

fn measure(
    run: &Run,
    file: &Path,
    set: &TextSet,
    bar: &ProgressBar,
    stop: &AtomicBool,
    interrupt: &Interrupt,
) -> Result<Outcome, CliError> {
    let progress = &Progress { bar, stop, interrupt, moved: Mutex::new(0.0) };
    let options = Options { threads: 1, ..run.options };
    let chars = set.scored_chars().max(1) as f64;
    let within = |step: usize| move |done: u64| progress.advance(step, done as f64 / chars);
    let base = run.predictor(&run.base);
    let cold = evaluate(&base, set, &options, &within(0), stop);
    let memory = evaluate_learning(&base, &base, set, &options, &within(1), stop);
    let learned = learned_part(set);
    let mut outcome = Outcome {
        file: file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        learned_chars: learned.iter().map(|message| message.own_chars() as u64).sum(),
        arms: vec![cold, memory],
        verdict: None,
        seconds: 0.0,
    };
    if run.tune {
        let started = Instant::now();
        let tuned = fine_tune(&run.base, &learned, progress)?;
        outcome.seconds = started.elapsed().as_secs_f64();
        outcome.verdict = tuned.as_ref().map(|(_, verdict)| *verdict);
        outcome.arms.push(match tuned.filter(|(_, verdict)| verdict.promoted) {
            Some((candidate, _)) => {
                evaluate_learning(&run.predictor(&candidate), &base, set, &options, &within(3), stop)
            }
            // A refused candidate is never served.
            None => outcome.arms[1].clone(),
        });
    }
    if progress.stopped() { Err(CliError::interrupted()) } else { Ok(outcome) }
}

/// Returns the messages before the first one that is scored.
fn learned_part(set: &TextSet) -> Vec<adapt::Message> {
    let learned = set.messages.iter().take_while(|message| !message.scored);
    learned.map(|m| adapt::Message { text: m.text.clone(), own: m.own, starts_anew: m.starts_anew }).collect()
}

/// Fine-tunes and judges; `None` when there is too little text.
fn fine_tune(
    base: &Checkpoint,
    learned: &[adapt::Message],
    progress: &Progress,
) -> Result<Option<(Checkpoint, Verdict)>, CliError> {
    let last = Mutex::new(0.0);
    let advance = |share: f32| {
        if let Ok(mut last) = last.lock() {
            progress.advance(2, f64::from(share - *last));
            *last = share;
        }
    };
    match adapt::fine_tune(base, learned, Settings::default(), &advance, &|| progress.stopped()) {
        Ok(tuned) => Ok(Some(tuned)),
        Err(AdaptError::TooLittle { .. }) => Ok(None),
        Err(AdaptError::Stopped) => Err(CliError::interrupted()),
        Err(error) => Err(CliError::failure(error.to_string())),
    }
}

fn print(outcome: &Outcome, json: bool) -> Result<(), CliError> {
    let arm = |(arm, report): (&'static str, &Report)| {
        let Figures { bits, tally } = report.total;
        let keystroke_savings = tally.keystroke_savings();
        Arm { arm, bits_per_char: bits.per_char(), top1: tally.top1(), top3: tally.top3(), keystroke_savings }
    };
    let arms: Vec<Arm> = ARMS.into_iter().zip(&outcome.arms).map(arm).collect();
    let gain = match &outcome.arms[..] {
        [.., before, last] => gain(before, last),
        _ => [0.0; 3],
    };
    if json {
        return print_json(&UserReport {
            file: &outcome.file,
            messages: outcome.arms[0].messages.len(),
            learned_chars: outcome.learned_chars,
            arms,
            fine_tuning: outcome.verdict,
            fine_tuning_seconds: outcome.seconds,
            gain,
        });
    }
    let figures = |of: fn(&Arm) -> f64, scale: f64, digits: usize| {
        let figures: Vec<String> = arms.iter().map(|arm| format!("{:>5.digits$}", of(arm) * scale)).collect();
        figures.join(" → ")
    };
    let verdict = match outcome.verdict {
        Some(verdict) if verdict.promoted => format!("{:+.3}", verdict.base_after - verdict.base_before),
        Some(_) => "refused".into(),
        None if outcome.arms.len() < ARMS.len() => "not tuned".into(),
        None => "too little".into(),
    };
    let [mean, low, high] = gain.map(|gain| gain * 100.0);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:<24} {:>8}  {}  {}  {}  {}  {mean:>+4.1} ({low:+.1} to {high:+.1})  {verdict:>10} {:>4.0} s",
        outcome.file,
        outcome.arms[0].messages.len(),
        figures(|a| a.bits_per_char, 1.0, 3),
        figures(|a| a.top1, 100.0, 1),
        figures(|a| a.top3, 100.0, 1),
        figures(|a| a.keystroke_savings, 100.0, 1),
        outcome.seconds
    )?;
    Ok(out.flush()?)
}

fn print_head() {
    println!(
        "{:<24} {:>8}  {:<21}  {:<21}  {:<21}  {:<21}  {:<19}  {:>10} {:>6}",
        "cold → memory → full",
        "messages",
        "bits/char",
        "top-1 %",
        "top-3 %",
        "keystrokes saved %",
        "gain of fine-tuning",
        "base text",
        "tuning"
    );
}

fn print_mean(outcomes: &[Outcome]) {
    let count = outcomes.len() as f64;
    let mean = |of: &dyn Fn(&Outcome, usize) -> f64| -> String {
        let mean = |arm: usize| outcomes.iter().map(|outcome| of(outcome, arm)).sum::<f64>() / count;
        let arms = outcomes.iter().map(|outcome| outcome.arms.len()).min().unwrap_or(0);
        (0..arms).map(|arm| format!("{:.3}", mean(arm))).collect::<Vec<_>>().join(" → ")
    };
    println!("mean of {} logs:", outcomes.len());
    println!("  bits per character  {}", mean(&|o, arm| o.arms[arm].total.bits.per_char()));
    println!("  top-1               {}", mean(&|o, arm| o.arms[arm].total.tally.top1()));
    println!("  top-3               {}", mean(&|o, arm| o.arms[arm].total.tally.top3()));
    println!("  keystrokes saved    {}", mean(&|o, arm| o.arms[arm].total.tally.keystroke_savings()));
}

/// Keystrokes saved up to each message, as the mean over logs.
fn draw(file: &Path, outcomes: &[Outcome]) -> Result<(), CliError> {
    let arms = outcomes.iter().map(|outcome| outcome.arms.len()).min().unwrap_or(0);
    let curve = |arm: usize| {
        let reports: Vec<&Report> = outcomes.iter().map(|outcome| &outcome.arms[arm]).collect();
        (ARMS[arm], plot::saved_so_far(&reports))
    };
    plot::savings(file, &(0..arms).map(curve).collect::<Vec<_>>())
}
