//! `foretype eval --reliability`: whether the probabilities of grey text are calibrated, as a table of confidence bins and
//! of thresholds.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::Global;
use super::error::CliError;
use super::eval_text::{Reading, bar, read};
use super::interrupt::Interrupt;
use super::{plot, print_json};
use crate::eval::Reliability;
use crate::eval::reliability::{PARTS, Part, measure};
use crate::predict::Predictor;

/// What is shown is to be right at least so often.
const RIGHT: f64 = 0.5;

/// One confidence bin, or that bin and all above it, as scripts read it.
#[derive(Serialize)]
struct BinReport {
    from: f64,
    to: f64,
    shown: u64,
    /// Of all keys.
    share: f64,
    mean_probability: f64,
    right: f64,
}

impl BinReport {
    fn new(at: usize, to: f64, part: &Part, keys: u64) -> BinReport {
        let share = |part: f64, whole: u64| if whole == 0 { 0.0 } else { part / whole as f64 };
        BinReport {
            from: at as f64 / PARTS as f64,
            to,
            shown: part.shown,
            share: share(part.shown as f64, keys),
            mean_probability: share(part.probability, part.shown),
            right: share(part.right as f64, part.shown),
        }
    }
}

/// Types all files and prints one table: the confidence bins, and what each threshold would show.
pub fn run(
    files: &[PathBuf],
    reading: &Reading,
    predictor: &Predictor,
    json: bool,
    plot: Option<&Path>,
    global: &Global,
    interrupt: &Interrupt,
) -> Result<(), CliError> {
    let mut all = Reliability::default();
    for file in files {
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let set = read(file, reading)?;
        let bar = bar(&set, &name, global);
        let stop = AtomicBool::new(false);
        let progress = |chars| {
            bar.inc(chars);
            stop.fetch_or(interrupt.requested(), Ordering::Relaxed);
        };
        all.add(&measure(predictor, &set, &progress, &stop));
        bar.finish_and_clear();
        if stop.load(Ordering::Relaxed) {
            return Err(CliError::interrupted());
        }
    }
    if let Some(file) = plot {
        let point = |part: &Part| (part.probability / part.shown as f64, part.right as f64 / part.shown as f64);
        let shown = all.parts.iter().filter(|part| part.shown > 0);
        plot::reliability(file, &shown.map(point).collect::<Vec<_>>())?;
    }
    let parts = (0..PARTS).map(|at| BinReport::new(at, (at + 1) as f64 / PARTS as f64, &all.parts[at], all.keys));
    let thresholds = (0..PARTS).map(|at| BinReport::new(at, 1.0, &all.from(at), all.keys));
    if json {
        return parts.chain(thresholds).try_for_each(|row| print_json(&row));
    }
    println!("{:>11}  {:>7} {:>7} {:>7}   right, of ten", "probability", "shown", "mean", "right");
    for row in parts.filter(|row| row.shown > 0) {
        let bar = "█".repeat((row.right * 10.0).round() as usize);
        println!(
            "{:.2} – {:.2}  {} {} {}   {bar}",
            row.from,
            row.to,
            percent(row.share),
            percent(row.mean_probability),
            percent(row.right)
        );
    }
    println!("\n{:>11}  {:>7} {:>7} {:>7}", "threshold", "shown", "mean", "right");
    for row in thresholds.filter(|row| row.shown > 0) {
        println!("{:>11.2}  {} {} {}", row.from, percent(row.share), percent(row.mean_probability), percent(row.right));
    }
    if let Some(threshold) = all.threshold(RIGHT) {
        println!("\nfrom {threshold:.2} on what is shown is right at least {} of the time", percent(RIGHT).trim());
    }
    Ok(())
}

fn percent(share: f64) -> String {
    format!("{:>5.1} %", share * 100.0)
}
