//! SVG pictures: [`curves`] of a training run, [`savings`] of keystrokes over messages, and [`reliability`] of probabilities.

use std::path::Path;

use plotters::prelude::*;

use super::error::CliError;
use crate::eval::{Figures, Report};

/// Draws `curves.svg` from `metrics.jsonl`: bits per character over millions of characters read.
pub fn curves(metrics: &Path, picture: &Path, name: &str) -> Result<(), CliError> {
    let text = std::fs::read_to_string(metrics).unwrap_or_default();
    let rows: Vec<serde_json::Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let points = |field: &str| -> Vec<(f64, f64)> {
        let point = |row: &serde_json::Value| Some((row["chars"].as_f64()? / 1e6, row[field].as_f64()?));
        rows.iter().filter_map(point).collect()
    };
    let (training, held_out) = (points("train_bits_per_char"), points("held_out_bits_per_char"));
    if training.len() < 2 {
        return Ok(());
    }
    let drawn = draw(picture, name, &training, &held_out);
    drawn.map_err(|error| CliError::failure(format!("cannot draw {}: {error}", picture.display())))
}

type Points<'a> = &'a [(f64, f64)];

fn draw(picture: &Path, name: &str, training: Points, held_out: Points) -> Result<(), Box<dyn std::error::Error>> {
    let right = training.iter().map(|p| p.0).fold(0.0, f64::max);
    let low = training.iter().chain(held_out).map(|p| p.1).fold(f64::INFINITY, f64::min);
    let high = training.iter().skip(1).chain(held_out).map(|p| p.1).fold(0.0, f64::max).min(low + 3.0);
    let area = SVGBackend::new(picture, (720, 400)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(name, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..right, (low - 0.1).max(0.0)..high + 0.1)?;
    chart
        .configure_mesh()
        .x_desc("million characters read")
        .y_desc("bits per character")
        .light_line_style(WHITE)
        .draw()?;
    for (label, points, color) in [("training", training, RGBColor(120, 140, 170)), ("held out", held_out, RED)] {
        chart
            .draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(2)))?
            .label(label)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2)));
    }
    chart.configure_series_labels().background_style(WHITE).border_style(WHITE).draw()?;
    area.present()?;
    Ok(())
}

/// Keystrokes saved up to each message in per cent, as the mean over logs.
pub fn saved_so_far(reports: &[&Report]) -> Vec<(f64, f64)> {
    let longest = reports.iter().map(|report| report.messages.len()).max().unwrap_or(0);
    let mut points = Vec::new();
    for count in (5.min(longest)..=longest).step_by((longest / 100).max(1)) {
        let long_enough = reports.iter().map(|report| &report.messages).filter(|all| all.len() >= count);
        let savings: Vec<f64> = long_enough
            .map(|all| {
                let mut figures = Figures::default();
                all[..count].iter().for_each(|message| figures.tally.add(&message.tally));
                figures.tally.keystroke_savings()
            })
            .collect();
        // Where few logs are left, the mean would show which logs these are rather than what was learned.
        if 2 * savings.len() >= reports.len() && count > 0 {
            points.push((count as f64, 100.0 * savings.iter().sum::<f64>() / savings.len() as f64));
        }
    }
    points
}

/// Draws keystrokes saved after so many messages, a curve for each name; at most three.
pub fn savings(file: &Path, curves: &[(&str, Vec<(f64, f64)>)]) -> Result<(), CliError> {
    let drawn = draw_savings(file, curves);
    drawn.map_err(|error| CliError::failure(format!("cannot draw {}: {error}", file.display())))
}

fn draw_savings(file: &Path, curves: &[(&str, Vec<(f64, f64)>)]) -> Result<(), Box<dyn std::error::Error>> {
    let all = || curves.iter().flat_map(|(_, points)| points);
    let right = all().map(|p| p.0).fold(1.0, f64::max);
    let (low, high) = (all().map(|p| p.1).fold(f64::INFINITY, f64::min), all().map(|p| p.1).fold(0.0, f64::max));
    let low = if low.is_finite() { low } else { 0.0 };
    let area = SVGBackend::new(file, (720, 400)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("keystrokes saved after so many messages", ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..right, (low - 2.0).max(0.0)..high + 2.0)?;
    chart.configure_mesh().x_desc("messages scored").y_desc("per cent").light_line_style(WHITE).draw()?;
    let colors = [RGBColor(120, 140, 170), RGBColor(240, 150, 60), RED];
    for ((name, points), color) in curves.iter().zip(colors) {
        chart
            .draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2)));
    }
    chart.configure_series_labels().background_style(WHITE).border_style(WHITE).draw()?;
    Ok(area.present()?)
}

/// Draws how much is right over the probability that it was given, beside the line on which both are the same.
pub fn reliability(file: &Path, points: &[(f64, f64)]) -> Result<(), CliError> {
    let drawn = draw_reliability(file, points);
    drawn.map_err(|error| CliError::failure(format!("cannot draw {}: {error}", file.display())))
}

fn draw_reliability(file: &Path, points: &[(f64, f64)]) -> Result<(), Box<dyn std::error::Error>> {
    let area = SVGBackend::new(file, (420, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("grey text: called probable, and right", ("sans-serif", 16))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..1.0, 0.0..1.0)?;
    chart.configure_mesh().x_desc("probability").y_desc("share that is right").light_line_style(WHITE).draw()?;
    chart.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], RGBColor(120, 140, 170)))?;
    chart.draw_series(LineSeries::new(points.iter().copied(), RED.stroke_width(2)).point_size(3))?;
    Ok(area.present()?)
}
