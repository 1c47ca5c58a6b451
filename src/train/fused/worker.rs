//! [`Worker`]: one thread's share of the streams, and the buffers that it computes in.

use super::packed::PackedWeights;
use crate::kernels::cells::RecurrentCell;
use crate::kernels::{self, Accumulate, Format, Lhs, PackedMatrix};
use crate::model::{Architecture, Weights};
use crate::text::SymbolId;
use crate::train::backend::{DropoutSeed, Window};
use crate::train::rows::Places;

/// What all workers read.
#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) arch: &'a Architecture,
    pub(super) weights: &'a Weights,
    pub(super) packed: &'a PackedWeights,
}

/// Which dropout masks are drawn: the seed, and the number of the worker's first stream in the whole window.
pub(super) type Dropout = Option<(DropoutSeed, usize)>;

/// What one layer keeps of a window; row `t · batch + b` of each. R is [`RecurrentCell::CARRIED`].
#[derive(Default)]
pub(super) struct LayerBuffers {
    /// `(T·B, SAVED·H)`: saved activations after the forward pass, gradients of the gates after the backward pass.
    pub(super) saved: Vec<f32>,
    /// `(T·B, H)`: the hidden vector that each step started from.
    pub(super) h_in: Vec<f32>,
    /// `(T·B, H)`: what goes to the next layer, after dropout.
    pub(super) out: Vec<f32>,
    /// `(T·B, R·H)`: what is carried beside the hidden vector, before and after each step.
    pub(super) carried_in: Vec<f32>,
    pub(super) carried_out: Vec<f32>,
    /// `(T·B, H)`, empty without dropout.
    pub(super) mask: Vec<f32>,
}

/// One thread's streams and buffers.
#[derive(Default)]
pub(super) struct Worker {
    pub(super) format: Format,
    pub(super) batch: usize,
    pub(super) steps: usize,
    pub(super) inputs: Vec<SymbolId>,
    pub(super) targets: Vec<SymbolId>,
    pub(super) resets: Vec<bool>,
    /// `(B, S)`
    pub(super) states: Vec<f32>,
    /// Whether the first layer's input products are made by symbol rather than by place.
    pub(super) by_symbol: bool,
    /// `(T·B, E)`, empty by symbol.
    pub(super) vectors: Vec<f32>,
    /// What places read of the n-gram tables, and `(T·B, D)`: the gradient of their sums.
    pub(super) places: Places,
    pub(super) d_sums: Vec<f32>,
    pub(super) layers: Vec<LayerBuffers>,
    /// `(T·B, G·H)`: input products of one layer; of the first by symbol `(V, G·H)`.
    pub(super) projected: Vec<f32>,
    /// `(V, SAVED·H)`: gradients of the first layer's gates, added up by symbol.
    pub(super) saved_by_symbol: Vec<f32>,
    /// `(B, G·H)`: hidden product of one step.
    pub(super) recurrent: Vec<f32>,
    /// `(T·B, V)`: logits, then their gradient.
    pub(super) logits: Vec<f32>,
    /// `(T·B, H)`: gradient of a layer's output; `d_in` of its input.
    pub(super) d_out: Vec<f32>,
    pub(super) d_in: Vec<f32>,
    /// `(B, H)` and `(B, R·H)`: what flows back from the next step.
    pub(super) d_h: Vec<f32>,
    pub(super) d_carried: Vec<f32>,
    /// `(H)`
    pub(super) d_row: Vec<f32>,
    /// `(T·B, ·)` as the right-hand side of a weight gradient.
    pub(super) rhs: Vec<PackedMatrix>,
    /// Sum of −ln p over the targets.
    pub(super) nats: f64,
}

pub(super) fn resize(buffer: &mut Vec<f32>, length: usize) {
    buffer.resize(length, 0.0);
}

pub(super) fn fill_rows(rows: &mut [f32], row: &[f32]) {
    for target in rows.chunks_exact_mut(row.len()) {
        target.copy_from_slice(row);
    }
}

pub(super) fn multiply_into(values: &mut [f32], factors: &[f32]) {
    for (value, factor) in values.iter_mut().zip(factors) {
        *value *= factor;
    }
}

impl Worker {
    /// Takes over columns `first..first + batch` of a window.
    pub(super) fn take(&mut self, window: &Window, first: usize, batch: usize) {
        self.batch = batch;
        self.steps = window.steps;
        self.inputs.clear();
        self.targets.clear();
        self.resets.clear();
        for t in 0..window.steps {
            let range = t * window.batch + first..t * window.batch + first + batch;
            self.inputs.extend_from_slice(&window.inputs[range.clone()]);
            self.targets.extend_from_slice(&window.targets[range.clone()]);
            self.resets.extend_from_slice(&window.resets[range]);
        }
    }

    /// Forward, and backward when there is a `gradient` to be written; `scale` is 1 ÷ scored targets of the whole
    /// window.
    pub(super) fn run<C: RecurrentCell>(
        &mut self,
        model: Model,
        dropout: Dropout,
        scale: f32,
        gradient: Option<&mut [f32]>,
    ) {
        let Model { arch, weights, packed } = model;
        let (rows, h) = (self.batch * self.steps, arch.hidden);
        let symbols = weights.get("decoder.bias").len();
        self.by_symbol = arch.ngrams.is_none() && rows > symbols;
        if !self.by_symbol {
            self.embed(model);
            self.add_ngrams(model, dropout);
        }
        self.layers.resize_with(arch.layers, LayerBuffers::default);
        resize(&mut self.recurrent, self.batch * C::GATES * h);
        for layer in 0..arch.layers {
            self.forward_layer::<C>(model, layer, dropout);
        }
        let Worker { logits, layers, targets, .. } = self;
        let top = &layers[arch.layers - 1].out;
        resize(logits, rows * symbols);
        fill_rows(logits, weights.get("decoder.bias"));
        let lhs = Lhs::Rows { data: top, stride: h };
        packed.decoder.multiply(rows, lhs, logits, symbols, Accumulate::Add);
        self.nats = logits
            .chunks_exact_mut(symbols)
            .zip(targets.iter())
            .map(|(row, &target)| f64::from(kernels::cross_entropy(row, target as usize, scale)))
            .sum();
        if let Some(gradient) = gradient {
            self.backward::<C>(model, gradient);
        }
    }
}
