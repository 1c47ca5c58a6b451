//! [`Fused`]: forward and backward through time by hand, over packed weights and buffers that stay.
//!
//! The input products of all steps are one matrix product, and so are the weight gradients; only the hidden product runs
//! step by step. Where a window has more characters than the vocabulary has symbols, the first layer's input products and
//! their gradients are computed once for each symbol rather than once for each character. Threads share the batch: each
//! carries its own streams from the embedding to the gradient, and the gradients are added in the order of the streams.
//! The derivation is that of Werbos, "Backpropagation Through Time" (1990), over [`crate::kernels::cells`]. Computes every
//! recurrent cell; the unrolled network is left to candle.

mod backward;
mod forward;
mod packed;
mod worker;

use packed::PackedWeights;
use worker::{Model, Worker};

use super::backend::{Backend, BackendError, Window};
use super::gradient::{Gradient, RowGradient};
use crate::kernels::cells::RecurrentCell;
use crate::kernels::{self, Format};
use crate::model::{Architecture, Precision, Weights, with_cell};

/// The fast backend for CPUs: packed weights, and one worker for each thread.
pub struct Fused {
    arch: Architecture,
    /// How matrices are packed for products.
    format: Format,
    workers: Vec<Worker>,
    /// Gradients of all workers but the first.
    gradients: Vec<Vec<f32>>,
    packed: Option<PackedWeights>,
}

impl Fused {
    /// A backend for models of this shape, on so many threads (at least one). An unrolled network is refused when a window
    /// is run; [`super::backend_for`] chooses candle for it.
    #[must_use]
    pub fn new(arch: &Architecture, threads: usize) -> Self {
        Self::with_precision(arch, threads, Precision::F32)
    }

    /// The same, with products of bf16 numbers if that is the precision; sums and everything else stay f32.
    #[must_use]
    pub fn with_precision(arch: &Architecture, threads: usize, precision: Precision) -> Self {
        let format = if precision == Precision::Bf16 { Format::bf16() } else { Format::f32() };
        let workers = (0..threads.max(1)).map(|_| Worker { format, ..Worker::default() }).collect();
        let gradients = vec![Vec::new(); threads.max(1) - 1];
        Fused { arch: arch.clone(), format, workers, gradients, packed: None }
    }

    fn run_cells<C: RecurrentCell>(
        &mut self,
        weights: &Weights,
        window: &Window,
        states: &mut [f32],
        gradient: Option<&mut Gradient>,
    ) -> f64 {
        let (mut gradient, row_gradient) = match gradient {
            Some(Gradient { dense, rows }) => (Some(dense.as_mut_slice()), rows.as_mut()),
            None => (None, None),
        };
        let (arch, format) = (&self.arch, self.format);
        let symbols = weights.get("decoder.bias").len();
        let packed = self.packed.get_or_insert_with(|| PackedWeights::new::<C>(arch, format, symbols));
        packed.pack::<C>(arch, weights, gradient.is_some());
        let model = Model { arch, weights, packed };
        let scale = if gradient.is_some() { 1.0 / window.scored().max(1) as f32 } else { 1.0 };
        let share = window.batch.div_ceil(self.workers.len()).max(1);
        let used = window.batch.div_ceil(share);
        let workers = &mut self.workers[..used];
        scatter(workers, share, window, states, arch.state_len());
        // The first worker's gradient is the caller's, to which the others' are added.
        let total = if gradient.is_some() { weights.layout.total() } else { 0 };
        let others = self.gradients[..used.saturating_sub(1)].iter_mut().map(|own| {
            own.resize(total, 0.0);
            own.as_mut_slice()
        });
        let mut gradients = gradient.as_deref_mut().into_iter().chain(others);
        std::thread::scope(|scope| {
            let mut own = None;
            for (index, worker) in workers.iter_mut().enumerate() {
                let gradient = gradients.next().filter(|own| !own.is_empty());
                let dropout = window.dropout.map(|seed| (seed, index * share));
                if index + 1 == used {
                    own = Some((worker, dropout, gradient));
                } else {
                    scope.spawn(move || worker.run::<C>(model, dropout, scale, gradient));
                }
            }
            if let Some((worker, dropout, gradient)) = own {
                worker.run::<C>(model, dropout, scale, gradient);
            }
        });
        gather(workers, states);
        if let Some(gradient) = gradient {
            for other in &self.gradients[..used.saturating_sub(1)] {
                kernels::axpy(1.0, other, gradient);
            }
        }
        if let Some(own) = row_gradient {
            gather_rows(workers, own);
        }
        workers.iter().map(|worker| worker.nats).sum()
    }
}

/// Gives each worker its `share` of the window's streams, and their states.
fn scatter(workers: &mut [Worker], share: usize, window: &Window, states: &[f32], state_len: usize) {
    for (index, worker) in workers.iter_mut().enumerate() {
        let first = index * share;
        worker.take(window, first, share.min(window.batch - first));
        worker.states.clear();
        worker.states.extend_from_slice(&states[first * state_len..][..worker.batch * state_len]);
    }
}

/// Puts the states of all workers' streams together again.
fn gather(workers: &[Worker], states: &mut [f32]) {
    let mut first = 0;
    for worker in workers {
        let next = first + worker.states.len();
        states[first..next].copy_from_slice(&worker.states);
        first = next;
    }
}

/// Puts the gradients of all workers' places together.
fn gather_rows(workers: &[Worker], gradient: &mut RowGradient) {
    gradient.rows.clear();
    gradient.vectors.clear();
    for worker in workers {
        gradient.rows.extend_from_slice(&worker.places.rows);
        gradient.vectors.extend_from_slice(&worker.d_sums);
    }
}

impl Backend for Fused {
    fn run(
        &mut self,
        weights: &Weights,
        window: &Window,
        states: &mut [f32],
        gradient: Option<&mut Gradient>,
    ) -> Result<f64, BackendError> {
        with_cell!(self.arch.cell,
            C => Ok(self.run_cells::<C>(weights, window, states, gradient)),
            unrolled => Err(BackendError::Unrolled),
        )
    }

    fn threads(&self) -> usize {
        self.workers.len()
    }

    fn name(&self) -> String {
        let count = self.workers.len();
        format!("fused, {}, {count} thread{}", self.format.name(), if count == 1 { "" } else { "s" })
    }
}
