//! [`training`]: characters a second of full training steps.

use std::time::{Duration, Instant};

use candle_core::Device;
use serde::Serialize;

use crate::model::{Alphabet, Architecture, Precision, Weights};
use crate::text::random::SplitMix64;
use crate::train::{
    Backend, BackendError, Gradient, Reference, Stepper, TrainingOptions, Window, backend_at, learning_rate,
};

/// The model, batch and machine settings of a measurement of training.
#[derive(Clone, Debug)]
pub struct TrainingShape {
    /// The model's shape.
    pub architecture: Architecture,
    /// Symbols of its vocabulary, V.
    pub symbols: usize,
    /// Streams side by side, B.
    pub batch: usize,
    /// Steps of a window, T.
    pub sequence: usize,
    /// Threads of the fused trainer.
    pub threads: usize,
    /// Precision of matrix products, f32 or bf16.
    pub precision: Precision,
    /// Where candle computes; the fused trainer always runs on the CPU.
    pub device: Device,
    /// Candle's autograd instead of the fused trainer.
    pub reference: bool,
}

/// The figures of a measurement of training.
#[derive(Clone, Debug, Serialize)]
pub struct Training {
    /// Name of the backend, as in `fused, AVX-512, 2 threads`.
    pub backend: String,
    /// Median over the steps.
    pub chars_per_second: f64,
    /// The fastest step.
    pub best_chars_per_second: f64,
    /// Multiplications and additions of the matrix products, at the median.
    pub gflops: f64,
}

/// Multiplications and additions of the matrix products for one character of `count` in a window, forward and backward.
/// The first layer multiplies every symbol once rather than every character, where there are fewer symbols than
/// characters and no n-gram tables (`train::fused`), and is counted so. Rows of tables are added, not multiplied.
fn operations(arch: &Architecture, symbols: usize, count: usize) -> f64 {
    let rows = arch.cell.gates() * arch.hidden;
    let width = arch.ngrams.as_ref().map_or(0, |ngrams| ngrams.width);
    let once = if width > 0 { 1.0 } else { (symbols as f64 / count as f64).min(1.0) };
    let input = |layer| arch.input_size(layer) as f64 * if layer == 0 { once } else { 1.0 };
    let layers: f64 = (0..arch.layers).map(|layer| rows as f64 * (input(layer) + arch.hidden as f64)).sum();
    // Two operations a weight: forward, for the gradient of what went in, and for that of the weight.
    6.0 * (layers + (symbols * arch.hidden + width * arch.embedding) as f64)
}

/// Full training steps on random text for `budget`: forward, backward, clipping and Adam.
///
/// # Errors
/// When the device refuses.
pub fn training(shape: &TrainingShape, budget: Duration) -> Result<Training, BackendError> {
    let TrainingShape { architecture: arch, symbols, batch, sequence, .. } = shape;
    let options = TrainingOptions {
        batch: *batch,
        sequence: *sequence,
        precision: shape.precision,
        ..TrainingOptions::default()
    };
    let mut backend: Box<dyn Backend> = if shape.reference {
        Box::new(Reference::new(arch, &shape.device))
    } else {
        backend_at(arch, &shape.device, shape.threads, shape.precision)
    };
    let mut weights = Weights::init(arch, &Alphabet::plain(*symbols), options.init, 1);
    let mut stepper =
        Stepper::new(options.optimizer, weights.data.len()).with_rows(arch.ngrams.as_ref(), backend.threads());
    let mut random = SplitMix64::new(2);
    let count = batch * sequence;
    let mut draw = || (0..count).map(|_| random.below(*symbols) as u32).collect::<Vec<_>>();
    let (inputs, targets, resets) = (draw(), draw(), vec![false; count]);
    let mut states = vec![0.0; batch * arch.state_len()];
    let mut gradient = Gradient::new(arch, &weights);
    let (begun, mut times) = (Instant::now(), Vec::new());
    // The first step allocates its buffers and is not counted.
    while times.len() < 4 || begun.elapsed() < budget {
        let window = Window {
            batch: *batch,
            steps: *sequence,
            inputs: &inputs,
            targets: &targets,
            resets: &resets,
            dropout: None,
        };
        let start = Instant::now();
        backend.run(&weights, &window, &mut states, Some(&mut gradient))?;
        stepper.apply_to(&options, learning_rate(&options, stepper.step, 1000), &mut weights, &gradient);
        times.push(start.elapsed().as_secs_f64());
    }
    let mut times = times.split_off(1);
    times.sort_by(f64::total_cmp);
    let rate = |seconds: f64| count as f64 / seconds;
    let chars_per_second = rate(times[times.len() / 2]);
    Ok(Training {
        backend: backend.name(),
        chars_per_second,
        best_chars_per_second: rate(times[0]),
        gflops: chars_per_second * operations(arch, *symbols, count) / 1e9,
    })
}
