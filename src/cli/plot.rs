//! [`curves`]: the picture of a training run.

use std::path::Path;

use plotters::prelude::*;

use super::error::CliError;

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
