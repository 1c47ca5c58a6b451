//! Every cell against PyTorch's own numbers (`tests/pytorch/cells.json`), forward and gradient, for both backends.

use std::collections::HashMap;

use candle_core::Device;
use foretype::model::{Alphabet, Architecture, Cell, Layout, Rows, Weights};
use foretype::train::{Backend, Fused, Gradient, Reference, Window};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    symbols: usize,
    embedding: usize,
    hidden: usize,
    batch: usize,
    steps: usize,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    cell: Cell,
    layers: usize,
    tied: bool,
    windows: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    /// `(B, T)`
    inputs: Vec<Vec<u32>>,
    targets: Vec<Vec<u32>>,
    logits: Vec<f64>,
    loss: f64,
    /// `(B, S)`
    state: Vec<f64>,
    gradient: HashMap<String, Vec<f64>>,
}

fn file() -> File {
    serde_json::from_str(include_str!("../pytorch/cells.json")).unwrap()
}

fn architecture(file: &File, case: &Case) -> Architecture {
    Architecture {
        cell: case.cell,
        layers: case.layers,
        embedding: if case.tied { file.hidden } else { file.embedding },
        hidden: file.hidden,
        dropout: 0.0,
        tied: case.tied,
        context: if case.cell == Cell::Unrolled { 3 } else { 0 },
        ngrams: None,
    }
}

/// The weights that `reference.py` uses.
fn weights(arch: &Architecture, symbols: usize) -> Weights {
    let layout = Layout::new(arch, symbols);
    let data = (0..layout.total()).map(|i| (0.4 * (1.3 * i as f64 + 0.5).sin()) as f32).collect();
    Weights { layout, data, alphabet: Alphabet::plain(symbols), rows: Rows::default() }
}

fn time_major(grid: &[Vec<u32>]) -> Vec<u32> {
    (0..grid[0].len()).flat_map(|t| grid.iter().map(move |row| row[t])).collect()
}

#[track_caller]
fn close(what: &str, found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (&f, &e)) in found.iter().zip(expected).enumerate() {
        assert!((f64::from(f) - e).abs() < 2e-6 + 1e-5 * e.abs(), "{what}[{i}] is {f}, PyTorch has {e}");
    }
}

/// Runs both windows of every case through a backend; the cells of the cases that it computes.
fn check(make: impl Fn(&Architecture) -> Option<Box<dyn Backend>>) -> Vec<Cell> {
    let file = file();
    let mut checked = Vec::new();
    for case in &file.cases {
        let arch = architecture(&file, case);
        let Some(mut backend) = make(&arch) else {
            continue;
        };
        let weights = weights(&arch, file.symbols);
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
            close(&format!("{name} state"), &states, &expected.state);
            for parameter in weights.layout.parameters() {
                let what = format!("{name} gradient of {}", parameter.name);
                close(&what, &gradient.dense[parameter.range.clone()], &expected.gradient[&parameter.name]);
            }
        }
        checked.push(case.cell);
    }
    checked
}

/// Every cell in one and in two layers.
#[track_caller]
fn covers(checked: &[Cell], cells: &[Cell]) {
    for cell in cells {
        let cases = checked.iter().filter(|checked| *checked == cell).count();
        assert!(cases >= if *cell == Cell::Unrolled { 1 } else { 2 }, "{cell:?} in {checked:?}");
    }
    assert!(checked.iter().all(|cell| cells.contains(cell)), "{checked:?}");
}

#[test]
fn candle_reference() {
    let checked = check(|arch| Some(Box::new(Reference::new(arch, &Device::Cpu))));
    covers(&checked, &[&Cell::RECURRENT[..], &[Cell::Unrolled]].concat());
}

#[test]
fn fused_on_one_to_three_threads() {
    for threads in 1..=3 {
        let checked = check(|arch| {
            (arch.cell != Cell::Unrolled).then(|| Box::new(Fused::new(arch, threads)) as Box<dyn Backend>)
        });
        covers(&checked, &Cell::RECURRENT);
    }
}

#[test]
fn logits_of_the_reference() {
    let file = file();
    for case in &file.cases {
        let arch = architecture(&file, case);
        let weights = weights(&arch, file.symbols);
        let network = foretype::model::Network::new(&arch, &weights, &Device::Cpu).unwrap();
        let mut state = network.zero_state(file.batch).unwrap();
        for expected in &case.windows {
            let inputs = candle_core::Tensor::new(expected.inputs.clone(), &Device::Cpu).unwrap();
            let (logits, after) = network.forward(&inputs, &state, &Default::default()).unwrap();
            close(&format!("{arch} logits"), &logits.flatten_all().unwrap().to_vec1().unwrap(), &expected.logits);
            state = after;
        }
    }
}
