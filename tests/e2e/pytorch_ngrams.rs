//! Networks over n-gram tables against PyTorch: rows, loss, state and gradient of both trainers, and the sparse update.
//!
//! `tests/pytorch/ngrams.py` printed the expected numbers and has hashes of its own.

use std::collections::HashMap;

use foretype::model::{Alphabet, Architecture, Cell, Layout, NgramTable, NgramWindow, Ngrams, Rows, Weights};
use foretype::train::{Backend, Fused, Gradient, Optimizer, Reference, RowGradient, Stepper, TrainingOptions, Window};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    symbols: usize,
    embedding: usize,
    hidden: usize,
    width: usize,
    batch: usize,
    steps: usize,
    tables: Vec<NgramTable>,
    cases: Vec<Case>,
    sparse_adam: SparseAdam,
}

#[derive(Deserialize)]
struct Case {
    cell: Cell,
    layers: usize,
    windows: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    /// `(B, T)`
    inputs: Vec<Vec<u32>>,
    targets: Vec<Vec<u32>>,
    /// `(B, T, K)`
    rows: Vec<Vec<Vec<u32>>>,
    loss: f64,
    /// `(B, S)`, without what the tables remember
    state: Vec<Vec<f64>>,
    gradient: HashMap<String, Vec<f64>>,
}

#[derive(Deserialize)]
struct SparseAdam {
    steps: Vec<Vec<u32>>,
    weights: Vec<f64>,
}

fn file() -> File {
    serde_json::from_str(include_str!("../pytorch/ngrams.json")).unwrap()
}

fn wave(count: usize, step: f64, phase: f64) -> Vec<f32> {
    (0..count).map(|i| (0.4 * (step * i as f64 + phase).sin()) as f32).collect()
}

fn model(file: &File, case: &Case) -> (Architecture, Weights) {
    let ngrams = Ngrams { width: file.width, dropout: 0.0, tables: file.tables.clone() };
    let rows = ngrams.total_rows() * ngrams.width;
    let arch = Architecture {
        ngrams: Some(ngrams),
        ..Architecture::plain(case.cell, case.layers, file.embedding, file.hidden)
    };
    let layout = Layout::new(&arch, file.symbols);
    let data = wave(layout.total(), 1.3, 0.5);
    let alphabet = Alphabet::plain(file.symbols);
    (arch, Weights { layout, data, alphabet, rows: Rows::F32(wave(rows, 0.7, 0.2)) })
}

fn time_major<T: Copy>(grid: &[Vec<T>]) -> Vec<T> {
    (0..grid[0].len()).flat_map(|t| grid.iter().map(move |row| row[t])).collect()
}

#[track_caller]
fn close(what: &str, found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (&f, &e)) in found.iter().zip(expected).enumerate() {
        assert!((f64::from(f) - e).abs() < 2e-6 + 1e-5 * e.abs(), "{what}[{i}] is {f}, PyTorch has {e}");
    }
}

/// Runs both windows of every case through a backend.
fn check(make: impl Fn(&Architecture) -> Box<dyn Backend>) {
    let file = file();
    for case in &file.cases {
        let (arch, weights) = model(&file, case);
        let shape = arch.ngrams.as_ref().unwrap();
        let (tables, cells) = (shape.tables.len(), arch.cells_len());
        let mut backend = make(&arch);
        let mut states = vec![0.0; file.batch * arch.state_len()];
        for (at, expected) in case.windows.iter().enumerate() {
            let name = format!("{} {arch} window {at}", backend.name());
            let window = Window {
                batch: file.batch,
                steps: file.steps,
                inputs: &time_major(&expected.inputs),
                targets: &time_major(&expected.targets),
                resets: &vec![false; file.batch * file.steps],
                dropout: None,
            };
            let mut gradient = Gradient::new(&arch, &weights);
            let nats = backend.run(&weights, &window, &mut states, Some(&mut gradient)).unwrap();
            let mean = nats / (file.batch * file.steps) as f64;
            assert!((mean - expected.loss).abs() < 1e-5, "{name}: loss {mean}, PyTorch has {}", expected.loss);
            for (state, expected) in states.chunks_exact(arch.state_len()).zip(&expected.state) {
                close(&format!("{name} state"), &state[..cells], expected);
            }
            for parameter in weights.layout.parameters() {
                let what = format!("{name} gradient of {}", parameter.name);
                close(&what, &gradient.dense[parameter.range.clone()], &expected.gradient[&parameter.name]);
            }
            let rows = gradient.dense_rows(tables, shape.total_rows(), shape.width);
            close(&format!("{name} gradient of rows"), &rows, &expected.gradient["ngrams.rows.weight"]);
        }
    }
}

#[test]
fn candle_computes_as_pytorch() {
    check(|arch| Box::new(Reference::new(arch, &foretype::model::Device::Cpu)));
}

#[test]
fn the_fused_trainer_computes_as_pytorch() {
    for threads in [1, 2, 3] {
        check(|arch| Box::new(Fused::new(arch, threads)));
    }
}

/// Rows are those that the other implementation of the hashes finds, also through a state between windows.
#[test]
fn rows_are_those_of_the_description() {
    let file = file();
    let case = &file.cases[0];
    let (arch, weights) = model(&file, case);
    let shape = arch.ngrams.as_ref().unwrap();
    for b in 0..file.batch {
        let mut state = vec![0.0; shape.state_len()];
        for window in &case.windows {
            for (&symbol, expected) in window.inputs[b].iter().zip(&window.rows[b]) {
                let mut own = NgramWindow::load(shape, &state);
                own.push(&weights.alphabet, symbol);
                own.store(shape, &mut state);
                let mut rows = vec![0; shape.tables.len()];
                own.rows(shape, &mut rows);
                assert_eq!(&rows, expected);
            }
        }
    }
}

#[test]
fn rows_move_as_pytorch_moves_them() {
    let expected = file().sparse_adam;
    let shape = Ngrams {
        width: 2,
        dropout: 0.0,
        tables: vec![NgramTable { context: foretype::model::NgramContext::Word, rows: 5 }],
    };
    let (arch, _) = {
        let file = file();
        model(&file, &file.cases[0])
    };
    let layout = Layout::new(&Architecture { ngrams: Some(shape.clone()), ..arch }, 9);
    let data = vec![0.0; layout.total()];
    let mut weights = Weights { layout, data, alphabet: Alphabet::plain(9), rows: Rows::F32(wave(10, 0.7, 0.2)) };
    let options = TrainingOptions { betas: [0.9, 0.99], clip_norm: 0.0, rows_rate: 2.0, ..TrainingOptions::default() };
    for threads in [1, 2] {
        weights.rows = Rows::F32(wave(10, 0.7, 0.2));
        let mut stepper = Stepper::new(Optimizer::Adam, weights.data.len()).with_rows(Some(&shape), threads);
        for (k, rows) in (1..).zip(&expected.steps) {
            let vectors = rows.iter().flat_map(|&row| [(k * (row + 1)) as f32; 2]).collect();
            let rows = Some(RowGradient { rows: rows.clone(), vectors });
            let gradient = Gradient { dense: vec![0.0; weights.data.len()], rows };
            stepper.apply_to(&options, 0.05, &mut weights, &gradient);
        }
        close("rows", &weights.rows.to_f32(2), &expected.weights);
    }
}
