//! `foretype learning` and `foretype model`: show what the background learner did, and serve an earlier model.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use plotters::prelude::*;

use super::error::CliError;
use super::{Global, print_json};
use crate::client::launch;
use crate::rpc::protocol::{LearningResult, LearningRun, Rollback, RollbackResult};

const EXAMPLES: &str = "\
Examples:
  foretype learning
  foretype learning --plot learning.svg
  foretype learning --json | jq '.runs[-1]'";

/// Show what was learned in the background
///
/// One line for every run of fine-tuning: what it learned from, bits per character on your newest messages (which it
/// had not seen) and on base text before and after, and whether it was served or refused. Then what the learner does
/// now, or waits for. Fewer bits are better: the model is less surprised by what you write.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct LearningArgs {
    /// Draw the figures of all runs as an SVG picture
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Print one line of JSON
    #[arg(short, long)]
    json: bool,
}

/// List personal models, or go back to an earlier one
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  foretype model list
  foretype model rollback")]
pub struct ModelArgs {
    #[command(subcommand)]
    command: ModelCommand,
}

#[derive(Debug, Subcommand)]
enum ModelCommand {
    /// List the personal models that are kept
    #[command(after_long_help = "Examples:
  foretype model list
  foretype model list --json | jq '.[-1].number'")]
    List {
        /// Print one line of JSON
        #[arg(short, long)]
        json: bool,
    },
    /// Serve an earlier model: the one before, or the one of a number (0 for the base model)
    #[command(after_long_help = "Examples:
  foretype model rollback
  foretype model rollback 3
  foretype model rollback 0     the base model")]
    Rollback {
        /// Number of a personal model, as `foretype model list` shows it
        number: Option<u64>,
        /// Print one line of JSON
        #[arg(short, long)]
        json: bool,
    },
}

/// Prints the runs.
///
/// # Errors
/// When the daemon cannot be reached.
pub fn run(args: &LearningArgs, global: &Global) -> Result<(), CliError> {
    let learning = ask(global)?;
    if let Some(file) = &args.plot {
        if learning.runs.is_empty() {
            return Err(CliError::failure("there is nothing to draw: no run has ended yet"));
        }
        draw(file, &learning.runs)
            .map_err(|error| CliError::failure(format!("cannot draw {}: {error}", file.display())))?;
    }
    if args.json {
        return print_json(&learning);
    }
    print_runs(&learning.runs);
    println!("{}", now(&learning));
    Ok(())
}

fn ask(global: &Global) -> Result<LearningResult, CliError> {
    let config = global.load()?;
    let runtime = super::runtime()?;
    runtime.block_on(async {
        let client = launch::ensure_running(&config).await?;
        Ok(client.learning().await?)
    })
}

fn print_runs(runs: &[LearningRun]) {
    if runs.is_empty() {
        println!("No run of fine-tuning has ended yet.");
        return;
    }
    println!("{:<16} {:>8} {:>7} {:>19} {:>19}  outcome", "ended", "chars", "seconds", "your newest text", "base text");
    for run in runs {
        let outcome = match (run.generation, run.refused.as_deref()) {
            (Some(number), _) => format!("model {number}"),
            (None, Some("base_text_lost")) => "refused: base text".into(),
            (None, _) => "refused: no gain".into(),
        };
        println!(
            "{:<16} {:>8} {:>7.0} {:>8.3} → {:>8.3} {:>8.3} → {:>8.3}  {outcome}",
            super::when::shown(run.time),
            run.chars,
            run.seconds,
            run.own_before,
            run.own_after,
            run.base_before,
            run.base_after
        );
    }
}

/// What the learner does, in a sentence.
fn now(learning: &LearningResult) -> String {
    let served = match learning.generation {
        Some(number) => format!("Personal model {number} is served"),
        None => "The base model is served".to_owned(),
    };
    let percent = 100 * learning.done / learning.total.max(1);
    let doing = match (learning.state.as_str(), learning.waits_for.as_deref()) {
        ("training", _) => format!("fine-tuning, {percent} % done"),
        ("preparing", _) => "fine-tuning is being prepared".into(),
        ("judging", _) => "a candidate is being judged".into(),
        (_, Some("typing_to_stop")) => "fine-tuning waits until you rest".into(),
        (_, Some("mains_power")) => "fine-tuning waits for mains power".into(),
        (_, Some("tomorrow")) => "fine-tuning goes on tomorrow: today's minutes are used up".into(),
        (_, Some("pause_to_end")) => "learning is paused".into(),
        _ if !learning.enabled => "fine-tuning is off; `foretype finetune` starts it by hand".into(),
        _ => format!(
            "fine-tuning begins after {} more characters of yours ({} of {})",
            learning.needed_chars.saturating_sub(learning.new_chars),
            learning.new_chars,
            learning.needed_chars
        ),
    };
    format!("{served}; {doing}.")
}

fn draw(file: &std::path::Path, runs: &[LearningRun]) -> Result<(), Box<dyn std::error::Error>> {
    type Figure = fn(&LearningRun) -> f64;
    let series: [(&str, Figure, RGBColor); 4] = [
        ("your newest text, before", |r| r.own_before, RGBColor(240, 160, 150)),
        ("after", |r| r.own_after, RGBColor(200, 30, 30)),
        ("base text, before", |r| r.base_before, RGBColor(170, 185, 210)),
        ("after", |r| r.base_after, RGBColor(50, 80, 140)),
    ];
    let all = || series.iter().flat_map(|(_, figure, _)| runs.iter().map(figure));
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(0.0, f64::max);
    let area = SVGBackend::new(file, (720, 400)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("bits per character, before and after each run", ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(0.5..runs.len() as f64 + 0.5, (low - 0.1).max(0.0)..high + 0.1)?;
    chart.configure_mesh().x_desc("run").y_desc("bits per character").light_line_style(WHITE).draw()?;
    for (label, figure, color) in series {
        let points: Vec<(f64, f64)> = runs.iter().enumerate().map(|(at, run)| (at as f64 + 1.0, figure(run))).collect();
        chart
            .draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(2)))?
            .label(label)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2)));
        chart.draw_series(points.into_iter().map(|point| Circle::new(point, 3, color.filled())))?;
    }
    chart.configure_series_labels().background_style(WHITE).border_style(WHITE).draw()?;
    Ok(area.present()?)
}

/// Lists personal models or goes back.
///
/// # Errors
/// When the daemon cannot be reached or there is no such model.
pub fn run_model(args: ModelArgs, global: &Global) -> Result<(), CliError> {
    match args.command {
        ModelCommand::List { json } => list(global, json),
        ModelCommand::Rollback { number, json } => {
            let config = global.load()?;
            let runtime = super::runtime()?;
            let params = Rollback { generation: number };
            let result: RollbackResult = runtime.block_on(async {
                let client = launch::ensure_running(&config).await?;
                Ok::<_, CliError>(client.rollback(&params).await?)
            })?;
            if json {
                return print_json(&result);
            }
            match result.generation {
                Some(number) => println!("personal model {number} is served from now on"),
                None => println!("the base model is served from now on"),
            }
            Ok(())
        }
    }
}

fn list(global: &Global, json: bool) -> Result<(), CliError> {
    let learning = ask(global)?;
    if json {
        return print_json(&learning.generations);
    }
    let mark = |served: bool| if served { "*" } else { " " };
    println!("{} {:>4}  the base model", mark(learning.generation.is_none()), 0);
    for model in &learning.generations {
        let served = mark(learning.generation == Some(model.number));
        let made = super::when::shown(model.made);
        println!("{served} {:>4}  made {made}, {:.1} MB", model.number, model.bytes as f64 / 1e6);
    }
    Ok(())
}
