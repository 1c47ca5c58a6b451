//! candle-nn's own `rnn` module with autograd, for comparison: full training steps with clipping and AdamW, or single
//! steps of the cell. Called by `benches/peers/engine.py`; prints one JSON object.
//!
//!     cargo bench --bench candle_rnn -- train gru 512 32 5      cell, hidden, batch, seconds
//!     cargo bench --bench candle_rnn -- step gru 512 1 2
//!
//! `RAYON_NUM_THREADS` sets the threads. Vocabulary 256, embedding 64, sequence 100, f32.

use std::time::{Duration, Instant};

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::rnn::{GRUConfig, LSTMConfig, RNN};
use candle_nn::{AdamW, Embedding, Linear, Module, Optimizer, ParamsAdamW, VarBuilder, VarMap};

const SYMBOLS: usize = 256;
const EMBEDDING: usize = 64;
const SEQUENCE: usize = 100;

enum Cell {
    Gru(candle_nn::rnn::GRU),
    Lstm(candle_nn::rnn::LSTM),
}

impl Cell {
    /// Hidden vectors `(B, T, H)`.
    fn outputs(&self, inputs: &Tensor) -> Result<Tensor> {
        let hidden: Vec<Tensor> = match self {
            Cell::Gru(cell) => cell.seq(inputs)?.iter().map(|state| state.h().clone()).collect(),
            Cell::Lstm(cell) => cell.seq(inputs)?.iter().map(|state| state.h().clone()).collect(),
        };
        Tensor::stack(&hidden, 1)
    }
}

struct Model {
    embedding: Embedding,
    cell: Cell,
    decoder: Linear,
}

impl Model {
    fn new(cell: &str, hidden: usize, vars: &VarBuilder) -> Result<Self> {
        Ok(Model {
            embedding: candle_nn::embedding(SYMBOLS, EMBEDDING, vars.pp("embedding"))?,
            cell: match cell {
                "lstm" => Cell::Lstm(candle_nn::lstm(EMBEDDING, hidden, LSTMConfig::default(), vars.pp("rnn"))?),
                _ => Cell::Gru(candle_nn::gru(EMBEDDING, hidden, GRUConfig::default(), vars.pp("rnn"))?),
            },
            decoder: candle_nn::linear(hidden, SYMBOLS, vars.pp("decoder"))?,
        })
    }

    fn loss(&self, inputs: &Tensor, targets: &Tensor) -> Result<Tensor> {
        let outputs = self.cell.outputs(&self.embedding.forward(inputs)?)?;
        let logits = self.decoder.forward(&outputs.flatten_to(1)?)?;
        candle_nn::loss::cross_entropy(&logits, &targets.flatten_all()?)
    }
}

/// Median and least of times.
fn summary(mut seconds: Vec<f64>) -> (f64, f64) {
    seconds.sort_by(f64::total_cmp);
    (seconds[seconds.len() / 2], seconds[0])
}

fn train(cell: &str, hidden: usize, batch: usize, budget: Duration) -> Result<f64> {
    let vars = VarMap::new();
    let model = Model::new(cell, hidden, &VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu))?;
    let mut optimizer =
        AdamW::new(vars.all_vars(), ParamsAdamW { lr: 0.002, weight_decay: 0.0, ..Default::default() })?;
    let grid = |shift: usize| {
        let symbols = (0..batch * SEQUENCE).map(|i| ((i * 7919 + shift) % SYMBOLS) as u32);
        Tensor::from_iter(symbols, &Device::Cpu)?.reshape((batch, SEQUENCE))
    };
    let (inputs, targets) = (grid(0)?, grid(5)?);
    let (begun, mut times) = (Instant::now(), Vec::new());
    while times.len() < 3 || begun.elapsed() < budget {
        let start = Instant::now();
        let mut grads = model.loss(&inputs, &targets)?.backward()?;
        let mut squares = 0f32;
        for var in vars.all_vars() {
            if let Some(grad) = grads.get(&var) {
                squares += grad.sqr()?.sum_all()?.to_scalar::<f32>()?;
            }
        }
        let norm = f64::from(squares.sqrt());
        if norm > 1.0 {
            for var in vars.all_vars() {
                if let Some(grad) = grads.get(&var) {
                    let clipped = (grad / norm)?;
                    grads.insert(&var, clipped);
                }
            }
        }
        optimizer.step(&grads)?;
        times.push(start.elapsed().as_secs_f64());
    }
    Ok((batch * SEQUENCE) as f64 / summary(times.split_off(1)).0)
}

/// Median microseconds of one step of the cell on `batch` contexts.
fn step(cell: &str, hidden: usize, batch: usize, budget: Duration) -> Result<f64> {
    let vars = VarMap::new();
    let model = Model::new(cell, hidden, &VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu))?;
    let symbols = Tensor::zeros(batch, DType::U32, &Device::Cpu)?;
    let inputs = model.embedding.forward(&symbols)?.detach();
    let (begun, mut times) = (Instant::now(), Vec::new());
    macro_rules! run {
        ($cell:expr) => {{
            let zero = $cell.zero_state(batch)?;
            while begun.elapsed() < budget {
                let start = Instant::now();
                std::hint::black_box($cell.step(&inputs, &zero)?);
                times.push(start.elapsed().as_secs_f64());
            }
        }};
    }
    match &model.cell {
        Cell::Gru(cell) => run!(cell),
        Cell::Lstm(cell) => run!(cell),
    }
    Ok(summary(times).0 * 1e6)
}

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [what, cell, hidden, batch, seconds] = arguments.as_slice() else {
        // `cargo bench` without arguments runs every bench: this one is for the script.
        println!("for benches/peers/engine.py");
        return Ok(());
    };
    let (hidden, batch) = (hidden.parse()?, batch.parse()?);
    let budget = Duration::from_secs_f64(seconds.parse()?);
    match what.as_str() {
        "train" => println!("{{\"chars_per_second\": {}}}", train(cell, hidden, batch, budget)?),
        _ => println!("{{\"us\": {}}}", step(cell, hidden, batch, budget)?),
    }
    Ok(())
}
