//! The closing page of the set-up: what learning changed, in figures, bars, a curve and examples.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::effect::{Effect, Example};
use crate::cli::Global;
use crate::cli::error::CliError;
use crate::cli::finetune;
use crate::cli::shown::{bar, columns, shorten, visible};
use crate::rpc::protocol::LearningRun;

/// Columns of a bar that stands for everything saved.
const BAR: usize = 40;
/// Columns of the curve and of an example.
const CURVE: usize = 40;
const EXAMPLE: usize = 70;

/// Prints the page.
///
/// # Errors
/// When nobody reads it.
pub fn print(effect: Option<&Effect>, run: Option<&LearningRun>, global: &Global) -> Result<(), CliError> {
    let mut out = anstream::stdout();
    if let Some(run) = run {
        writeln!(out, "\n{}", finetune::words(run))?;
    }
    match effect {
        Some(effect) => write!(out, "\n{}", words(effect))?,
        None => global.note("Too little of yours is kept to measure what changed."),
    }
    out.flush()?;
    global.note("\n`foretype try` is a screen to type on; `foretype history` shows what is kept.");
    Ok(())
}

fn words(effect: &Effect) -> String {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let figures = effect.figures();
    let mut words = String::new();
    let mut line = |text: String| words.push_str(&(text + "\n"));
    line(format!(
        "{bold}Keystrokes saved{bold:#} on your newest messages ({} of them, {} characters), each typed before it was learned:",
        figures.messages, figures.chars
    ));
    let rows = [
        ("before", Some(figures.before)),
        ("with what you wrote before", Some(figures.memory)),
        ("and a model of your own", figures.full),
    ];
    for (name, saved) in rows {
        let Some(saved) = saved else { continue };
        line(format!("  {name:<26} {:>5.1} %  {}", saved * 100.0, bar(saved as f32, BAR).trim_end()));
    }
    let curves = effect.curves();
    line(format!("\n{bold}As the messages went by{bold:#}"));
    for (name, drawn) in curves.iter().map(|(name, _)| *name).zip(sparks(&curves)) {
        line(format!("  {name:<26} {drawn}"));
    }
    if !effect.examples.is_empty() {
        line(format!("\n{bold}Completed from the middle{bold:#} {dim}(any of your messages, not the best){dim:#}"));
    }
    effect.examples.iter().for_each(|found| line(example(found)));
    words
}

/// Curves as rows of blocks, all to one scale.
fn sparks(curves: &[(&str, Vec<(f64, f64)>)]) -> Vec<String> {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let all = || curves.iter().flat_map(|(_, points)| points.iter().map(|point| point.1));
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let block = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        BLOCKS[((share * 8.0) as usize).min(7)]
    };
    let row = |points: &Vec<(f64, f64)>| {
        let width = points.len().min(CURVE);
        (0..width).filter_map(|at| points.get(at * points.len() / width)).map(|point| block(point.1)).collect()
    };
    curves.iter().map(|(_, points)| row(points)).collect()
}

fn example(example: &Example) -> String {
    let (dim, green) = (Style::new().dimmed(), Style::new().fg_color(Some(AnsiColor::Green.into())));
    let Example { typed, written, cold, now } = example;
    let mut words = format!("  {}…\n", newest_columns(&visible(typed.trim_end()), EXAMPLE));
    let rows = [("before", cold, dim), ("now", now, green), ("you wrote", written, Style::new())];
    for (name, text, style) in rows {
        let text = shorten(&visible(text), EXAMPLE);
        // Writing to a string cannot fail.
        let _ = writeln!(words, "    {dim}{name:<10}{dim:#} {style}{text}{style:#}");
    }
    words.trim_end().to_owned()
}

/// The longest end of a text that fits into `width` columns.
fn newest_columns(text: &str, width: usize) -> String {
    let mut start = 0;
    while columns(&text[start..]) > width {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    if start == 0 { text.to_owned() } else { format!("…{}", &text[start..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_share_a_scale() {
        let curve = |values: &[f64]| values.iter().map(|value| (0.0, *value)).collect::<Vec<_>>();
        assert_eq!(sparks(&[("a", curve(&[0.0, 10.0])), ("b", curve(&[5.0]))]), ["▁█", "▅"]);
        assert_eq!(sparks(&[("a", curve(&[3.0])), ("b", Vec::new())]), ["▅", ""]);
    }

    #[test]
    fn the_end_of_a_text_is_shown() {
        assert_eq!(newest_columns("abc", 3), "abc");
        assert_eq!(newest_columns("abcdef", 3), "…def");
    }
}
