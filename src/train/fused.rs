//! [`Fused`]: forward and backward through time by hand, over packed weights and buffers that stay.
//!
//! The input products of all steps are one product, so are the weight gradients; only the hidden product runs step by
//! step. The first layer's are made once a symbol where a window has more characters than the vocabulary has symbols,
//! and so are their gradients. Threads share the batch: each carries its own streams from the embedding to the
//! gradient, and the gradients are added in the order of the streams. The derivation is that of Werbos,
//! "Backpropagation Through Time" (1990), over the cells of [`crate::kernels`]. Knows all recurrent cells; the unrolled
//! network is left to candle.

use super::backend::{Backend, BackendError, DropoutSeed, Window};
use super::gradient::Gradient;
use super::rows::Places;
use crate::kernels::{self, Accumulate, Format, Lhs, PackedMatrix};
use crate::model::{Architecture, Cell, Precision, Weights};
use crate::text::SymbolId;

/// The fast backend of CPUs.
pub struct Fused {
    arch: Architecture,
    /// How matrices are packed for products.
    format: Format,
    workers: Vec<Worker>,
    /// Gradients of all workers but the first.
    gradients: Vec<Vec<f32>>,
    packed: Option<PackedWeights>,
}

/// Every weight matrix in the orders that forward and backward read.
struct PackedWeights {
    /// `(D, E)` and `(E, D)`: the map of the n-gram tables' sums, empty without tables.
    projection: PackedMatrix,
    projection_back: PackedMatrix,
    layers: Vec<PackedLayer>,
    /// `(H, V)`
    decoder: PackedMatrix,
    /// `(V, H)`
    decoder_back: PackedMatrix,
}

struct PackedLayer {
    /// `(I, G·H)`
    input: PackedMatrix,
    /// `(H, G·H)`
    hidden: PackedMatrix,
    /// The input weights' rows by gate group, for the gradient of the input: see [`Blocks`].
    input_back: Vec<PackedMatrix>,
    /// `(G·H, H)`
    hidden_back: PackedMatrix,
}

/// Where the gradients of the input product lie in what a cell keeps: `(first column, first row of weight_ih, rows)`.
///
/// The GRU's new gate has one gradient for each product, all others share one.
type Blocks = Vec<(usize, usize, usize)>;

fn blocks(arch: &Architecture) -> Blocks {
    let h = arch.hidden;
    match arch.cell {
        Cell::Gru => vec![(0, 0, 2 * h), (3 * h, 2 * h, h)],
        cell => vec![(0, 0, cell.gates() * h)],
    }
}

/// Numbers that a cell keeps per hidden unit for the way back.
fn kept_per_unit(cell: Cell) -> usize {
    if cell == Cell::Gru { 4 } else { cell.gates() }
}

impl PackedWeights {
    fn new(arch: &Architecture, level: Format, symbols: usize) -> Self {
        let (h, rows) = (arch.hidden, arch.cell.gates() * arch.hidden);
        let layers = (0..arch.layers)
            .map(|layer| PackedLayer {
                input: PackedMatrix::zeros(level, arch.input_size(layer), rows),
                hidden: PackedMatrix::zeros(level, h, rows),
                input_back: blocks(arch)
                    .iter()
                    .map(|&(_, _, count)| PackedMatrix::zeros(level, count, arch.input_size(layer)))
                    .collect(),
                hidden_back: PackedMatrix::zeros(level, rows, h),
            })
            .collect();
        let decoder = PackedMatrix::zeros(level, h, symbols);
        let (e, d) = (arch.embedding, arch.ngrams.as_ref().map_or(0, |ngrams| ngrams.width));
        PackedWeights {
            projection: PackedMatrix::zeros(level, d, e),
            projection_back: PackedMatrix::zeros(level, e, d),
            layers,
            decoder,
            decoder_back: PackedMatrix::zeros(level, symbols, h),
        }
    }

    fn pack(&mut self, arch: &Architecture, weights: &Weights, backward: bool) {
        let h = arch.hidden;
        if let Some(ngrams) = &arch.ngrams {
            let projection = weights.get(PROJECTION);
            self.projection.pack_transposed(projection, ngrams.width);
            self.projection_back.pack(projection, ngrams.width);
        }
        for (index, layer) in self.layers.iter_mut().enumerate() {
            let input = arch.input_size(index);
            let w_ih = weights.get(&format!("rnn.weight_ih_l{index}"));
            let w_hh = weights.get(&format!("rnn.weight_hh_l{index}"));
            layer.input.pack_transposed(w_ih, input);
            layer.hidden.pack_transposed(w_hh, h);
            if backward {
                for (packed, (_, row, _)) in layer.input_back.iter_mut().zip(blocks(arch)) {
                    packed.pack(&w_ih[row * input..], input);
                }
                layer.hidden_back.pack(w_hh, h);
            }
        }
        self.decoder.pack_transposed(weights.decoder(), h);
        if backward {
            self.decoder_back.pack(weights.decoder(), h);
        }
    }
}

const PROJECTION: &str = "ngrams.projection.weight";

/// Gradients of one layer, as slices of the flat gradient.
struct LayerNames {
    weight_ih: String,
    weight_hh: String,
    bias_ih: String,
    bias_hh: String,
}

impl LayerNames {
    fn new(layer: usize) -> Self {
        LayerNames {
            weight_ih: format!("rnn.weight_ih_l{layer}"),
            weight_hh: format!("rnn.weight_hh_l{layer}"),
            bias_ih: format!("rnn.bias_ih_l{layer}"),
            bias_hh: format!("rnn.bias_hh_l{layer}"),
        }
    }
}

/// What one layer keeps of a window; row `t · batch + b` of each.
#[derive(Default)]
struct LayerBuffers {
    /// `(T·B, kept·H)`: gates on the way forward, their gradients on the way back.
    kept: Vec<f32>,
    /// `(T·B, H)`: the hidden vector that each step started from.
    h_in: Vec<f32>,
    /// `(T·B, H)`: what goes to the next layer, after dropout.
    out: Vec<f32>,
    /// `(T·B, H)`: the LSTM's cell vector before and after each step.
    c_in: Vec<f32>,
    c_out: Vec<f32>,
    /// `(T·B, H)`, empty without dropout.
    mask: Vec<f32>,
}

/// One thread's streams and buffers.
#[derive(Default)]
struct Worker {
    format: Format,
    batch: usize,
    steps: usize,
    inputs: Vec<SymbolId>,
    targets: Vec<SymbolId>,
    resets: Vec<bool>,
    /// `(B, S)`
    states: Vec<f32>,
    /// Whether the first layer's input products are made by symbol rather than by place.
    by_symbol: bool,
    /// `(T·B, E)`, empty by symbol.
    vectors: Vec<f32>,
    /// What places read of the n-gram tables, and `(T·B, D)`: the gradient of their sums.
    places: Places,
    d_sums: Vec<f32>,
    layers: Vec<LayerBuffers>,
    /// `(T·B, G·H)`: input products of one layer; of the first by symbol `(V, G·H)`.
    projected: Vec<f32>,
    /// `(V, kept·H)`: gradients of the first layer's gates, added up by symbol.
    by_symbol_kept: Vec<f32>,
    /// `(B, G·H)`: hidden product of one step.
    recurrent: Vec<f32>,
    /// `(T·B, V)`: logits, then their gradient.
    logits: Vec<f32>,
    /// `(T·B, H)`: gradient of a layer's output; `d_in` of its input.
    d_out: Vec<f32>,
    d_in: Vec<f32>,
    /// `(B, H)`: what flows back from the next step.
    d_h: Vec<f32>,
    d_c: Vec<f32>,
    /// `(H)`
    d_row: Vec<f32>,
    /// `(T·B, ·)` as the right-hand side of a weight gradient.
    rhs: Vec<PackedMatrix>,
    nats: f64,
}

fn resize(buffer: &mut Vec<f32>, length: usize) {
    buffer.resize(length, 0.0);
}

fn fill_rows(rows: &mut [f32], row: &[f32]) {
    for target in rows.chunks_exact_mut(row.len()) {
        target.copy_from_slice(row);
    }
}

fn add_column_sums(rows: &[f32], stride: usize, first: usize, out: &mut [f32]) {
    for row in rows.chunks_exact(stride) {
        kernels::axpy(1.0, &row[first..first + out.len()], out);
    }
}

fn multiply_into(values: &mut [f32], factors: &[f32]) {
    for (value, factor) in values.iter_mut().zip(factors) {
        *value *= factor;
    }
}

impl Worker {
    /// Takes over columns `first..first + batch` of a window.
    fn take(&mut self, window: &Window, first: usize, batch: usize) {
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
    fn run(
        &mut self,
        arch: &Architecture,
        weights: &Weights,
        packed: &PackedWeights,
        dropout: Option<(DropoutSeed, usize)>,
        scale: f32,
        gradient: Option<&mut [f32]>,
    ) {
        let (rows, h) = (self.batch * self.steps, arch.hidden);
        let symbols = weights.get("decoder.bias").len();
        self.by_symbol = arch.ngrams.is_none() && rows > symbols;
        if !self.by_symbol {
            self.embed(arch, weights);
            self.add_ngrams(arch, weights, packed, dropout);
        }
        self.layers.resize_with(arch.layers, LayerBuffers::default);
        resize(&mut self.recurrent, self.batch * arch.cell.gates() * h);
        for layer in 0..arch.layers {
            self.forward_layer(arch, weights, &packed.layers[layer], layer, dropout);
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
            self.backward(arch, weights, packed, gradient);
        }
    }

    fn embed(&mut self, arch: &Architecture, weights: &Weights) {
        let e = arch.embedding;
        let table = weights.get("embedding.weight");
        resize(&mut self.vectors, self.inputs.len() * e);
        for (vector, &symbol) in self.vectors.chunks_exact_mut(e).zip(&self.inputs) {
            vector.copy_from_slice(&table[symbol as usize * e..][..e]);
        }
    }

    /// Adds to every embedded symbol what the tables know of the text that ends there.
    fn add_ngrams(
        &mut self,
        arch: &Architecture,
        weights: &Weights,
        packed: &PackedWeights,
        dropout: Option<(DropoutSeed, usize)>,
    ) {
        let Some(shape) = &arch.ngrams else {
            return;
        };
        let window = Window {
            batch: self.batch,
            steps: self.steps,
            inputs: &self.inputs,
            targets: &self.targets,
            resets: &self.resets,
            dropout: dropout.map(|(seed, _)| seed),
        };
        let first = dropout.map_or(0, |(_, first)| first);
        self.places.read(shape, &weights.alphabet, &weights.rows, &window, first, &mut self.states);
        let lhs = Lhs::Rows { data: &self.places.sums, stride: shape.width };
        let rows = self.batch * self.steps;
        packed.projection.multiply(rows, lhs, &mut self.vectors, arch.embedding, Accumulate::Add);
    }

    fn forward_layer(
        &mut self,
        arch: &Architecture,
        weights: &Weights,
        packed: &PackedLayer,
        layer: usize,
        dropout: Option<(DropoutSeed, usize)>,
    ) {
        let (batch, h) = (self.batch, arch.hidden);
        let rows = batch * self.steps;
        let (wide, kept_wide) = (arch.cell.gates() * h, kept_per_unit(arch.cell) * h);
        let names = LayerNames::new(layer);
        let (below, here) = self.layers.split_at_mut(layer);
        let by_symbol = layer == 0 && self.by_symbol;
        let input: &[f32] = match below.last() {
            Some(below) => &below.out,
            None if by_symbol => weights.get("embedding.weight"),
            None => &self.vectors,
        };
        let input_rows = input.len() / arch.input_size(layer);
        let LayerBuffers { kept, h_in, out, c_in, c_out, mask } = &mut here[0];
        resize(kept, rows * kept_wide);
        resize(h_in, rows * h);
        resize(out, rows * h);
        let lstm = arch.cell == Cell::Lstm;
        if lstm {
            resize(c_in, rows * h);
            resize(c_out, rows * h);
        }
        resize(&mut self.projected, input_rows * wide);
        fill_rows(&mut self.projected, weights.get(&names.bias_ih));
        let lhs = Lhs::Rows { data: input, stride: arch.input_size(layer) };
        packed.input.multiply(input_rows, lhs, &mut self.projected, wide, Accumulate::Add);

        let at_state = layer * arch.layer_state_len();
        for t in 0..self.steps {
            for b in 0..batch {
                let row = t * batch + b;
                let (state, cell_state) = if t == 0 {
                    let state = &self.states[b * arch.state_len() + at_state..][..arch.layer_state_len()];
                    (&state[..h], &state[h..])
                } else {
                    let before = (row - batch) * h;
                    (&out[before..before + h], if lstm { &c_out[before..before + h] } else { &[][..] })
                };
                let (h_row, reset) = (&mut h_in[row * h..][..h], self.resets[row]);
                if reset {
                    h_row.fill(0.0)
                } else {
                    h_row.copy_from_slice(state)
                }
                if lstm {
                    let c_row = &mut c_in[row * h..][..h];
                    if reset { c_row.fill(0.0) } else { c_row.copy_from_slice(cell_state) }
                }
            }
            fill_rows(&mut self.recurrent, weights.get(&names.bias_hh));
            let lhs = Lhs::Rows { data: &h_in[t * batch * h..], stride: h };
            packed.hidden.multiply(batch, lhs, &mut self.recurrent, wide, Accumulate::Add);
            for b in 0..batch {
                let row = t * batch + b;
                let input_row = if by_symbol { self.inputs[row] as usize } else { row };
                let x = &self.projected[input_row * wide..][..wide];
                let u = &self.recurrent[b * wide..][..wide];
                let kept = &mut kept[row * kept_wide..][..kept_wide];
                let unit = row * h..row * h + h;
                match arch.cell {
                    Cell::Gru => kernels::gru_forward(x, u, &h_in[unit.clone()], kept, &mut out[unit]),
                    Cell::Lstm => {
                        let c = &c_in[unit.clone()];
                        kernels::lstm_forward(x, u, c, kept, &mut out[unit.clone()], &mut c_out[unit]);
                    }
                    cell => kernels::rnn_forward(cell == Cell::RnnRelu, x, u, kept, &mut out[unit]),
                }
            }
        }
        for b in 0..batch {
            let last = ((self.steps - 1) * batch + b) * h;
            let state = &mut self.states[b * arch.state_len() + at_state..][..arch.layer_state_len()];
            state[..h].copy_from_slice(&out[last..last + h]);
            if lstm {
                state[h..].copy_from_slice(&c_out[last..last + h]);
            }
        }
        mask.clear();
        if let Some((seed, first)) = dropout.filter(|(seed, _)| seed.rate > 0.0) {
            resize(mask, rows * h);
            for (row, values) in mask.chunks_exact_mut(h).enumerate() {
                seed.fill(layer, row / batch, first + row % batch, values);
            }
            multiply_into(out, mask);
        }
    }

    fn backward(&mut self, arch: &Architecture, weights: &Weights, packed: &PackedWeights, gradient: &mut [f32]) {
        let (rows, h) = (self.batch * self.steps, arch.hidden);
        let layout = &weights.layout;
        let symbols = weights.get("decoder.bias").len();
        gradient.fill(0.0);
        add_column_sums(&self.logits, symbols, 0, &mut gradient[layout.range("decoder.bias")]);
        let top = &self.layers[arch.layers - 1].out;
        let out = &mut gradient[layout.decoder()];
        for_packed_rows(&mut self.rhs, self.format, top, h, |first, rhs| {
            let lhs = Lhs::Columns { data: &self.logits[first * symbols..], stride: symbols };
            rhs.multiply(symbols, lhs, out, h, Accumulate::Add);
        });
        // What the top layer said is not needed any more; its place takes the gradient of it.
        std::mem::swap(&mut self.d_out, &mut self.layers[arch.layers - 1].out);
        resize(&mut self.d_out, rows * h);
        let lhs = Lhs::Rows { data: &self.logits, stride: symbols };
        packed.decoder_back.multiply(rows, lhs, &mut self.d_out, h, Accumulate::Replace);
        for layer in (0..arch.layers).rev() {
            self.backward_through_time(arch, &packed.layers[layer], layer);
            self.hidden_gradients(arch, weights, layer, gradient);
            if layer == 0 && self.by_symbol {
                self.add_up_by_symbol(arch, symbols);
            }
            self.input_gradients(arch, weights, &packed.layers[layer], layer, gradient);
            std::mem::swap(&mut self.d_out, &mut self.d_in);
        }
        std::mem::swap(&mut self.d_in, &mut self.layers[arch.layers - 1].out);
        // d_out now holds the gradient of the embedded symbols, or of the whole embedding.
        let e = arch.embedding;
        let table = layout.range("embedding.weight").start;
        if self.by_symbol {
            kernels::axpy(1.0, &self.d_out, &mut gradient[layout.range("embedding.weight")]);
            return;
        }
        for (vector, &symbol) in self.d_out.chunks_exact(e).zip(&self.inputs) {
            kernels::axpy(1.0, vector, &mut gradient[table + symbol as usize * e..][..e]);
        }
        self.ngram_gradients(arch, weights, packed, gradient);
    }

    /// Gradients of the map from the tables, and of the sums that went through it; `d_out` holds those of the vectors.
    fn ngram_gradients(
        &mut self,
        arch: &Architecture,
        weights: &Weights,
        packed: &PackedWeights,
        gradient: &mut [f32],
    ) {
        let Some(shape) = &arch.ngrams else {
            return;
        };
        let (rows, e, d) = (self.batch * self.steps, arch.embedding, shape.width);
        let out = &mut gradient[weights.layout.range(PROJECTION)];
        for_packed_rows(&mut self.rhs, self.format, &self.places.sums, d, |first, rhs| {
            let lhs = Lhs::Columns { data: &self.d_out[first * e..], stride: e };
            rhs.multiply(e, lhs, out, d, Accumulate::Add);
        });
        resize(&mut self.d_sums, rows * d);
        let lhs = Lhs::Rows { data: &self.d_out, stride: e };
        packed.projection_back.multiply(rows, lhs, &mut self.d_sums, d, Accumulate::Replace);
        if self.places.scale != 1.0 {
            self.d_sums.iter_mut().for_each(|x| *x *= self.places.scale);
        }
    }

    /// Turns what the layer kept into the gradients of its gates, last step first.
    fn backward_through_time(&mut self, arch: &Architecture, packed: &PackedLayer, layer: usize) {
        let (batch, h) = (self.batch, arch.hidden);
        let kept_wide = kept_per_unit(arch.cell) * h;
        let LayerBuffers { kept, h_in, c_in, c_out, mask, .. } = &mut self.layers[layer];
        if !mask.is_empty() {
            multiply_into(&mut self.d_out, mask);
        }
        for buffer in [&mut self.d_h, &mut self.d_c, &mut self.d_row] {
            buffer.clear();
        }
        resize(&mut self.d_h, batch * h);
        resize(&mut self.d_c, batch * h);
        resize(&mut self.d_row, h);
        for t in (0..self.steps).rev() {
            for b in 0..batch {
                let row = t * batch + b;
                let unit = row * h..row * h + h;
                let d_h = &mut self.d_h[b * h..][..h];
                self.d_row.copy_from_slice(&self.d_out[unit.clone()]);
                kernels::axpy(1.0, d_h, &mut self.d_row);
                let kept = &mut kept[row * kept_wide..][..kept_wide];
                match arch.cell {
                    Cell::Gru => kernels::gru_backward(kept, &h_in[unit], &self.d_row, d_h),
                    Cell::Lstm => {
                        let d_c = &mut self.d_c[b * h..][..h];
                        kernels::lstm_backward(kept, &c_in[unit.clone()], &c_out[unit], &self.d_row, d_c);
                        d_h.fill(0.0);
                    }
                    cell => {
                        kernels::rnn_backward(cell == Cell::RnnRelu, kept, &self.d_row);
                        d_h.fill(0.0);
                    }
                }
            }
            let lhs = Lhs::Rows { data: &kept[t * batch * kept_wide..], stride: kept_wide };
            packed.hidden_back.multiply(batch, lhs, &mut self.d_h, h, Accumulate::Add);
            for b in 0..batch {
                if self.resets[t * batch + b] {
                    self.d_h[b * h..][..h].fill(0.0);
                    self.d_c[b * h..][..h].fill(0.0);
                }
            }
        }
    }

    /// Gradients of what multiplies the hidden vector.
    fn hidden_gradients(&mut self, arch: &Architecture, weights: &Weights, layer: usize, gradient: &mut [f32]) {
        let h = arch.hidden;
        let kept_wide = kept_per_unit(arch.cell) * h;
        let names = LayerNames::new(layer);
        let layout = &weights.layout;
        let LayerBuffers { kept, h_in, .. } = &self.layers[layer];
        let out = &mut gradient[layout.range(&names.weight_hh)];
        for_packed_rows(&mut self.rhs, self.format, h_in, h, |first, rhs| {
            let lhs = Lhs::Columns { data: &kept[first * kept_wide..], stride: kept_wide };
            rhs.multiply(arch.cell.gates() * h, lhs, out, h, Accumulate::Add);
        });
        add_column_sums(kept, kept_wide, 0, &mut gradient[layout.range(&names.bias_hh)]);
    }

    /// The same symbol has the same vector wherever it stands, so the gradients of its places add up.
    fn add_up_by_symbol(&mut self, arch: &Architecture, symbols: usize) {
        let kept_wide = kept_per_unit(arch.cell) * arch.hidden;
        self.by_symbol_kept.clear();
        resize(&mut self.by_symbol_kept, symbols * kept_wide);
        for (kept, &symbol) in self.layers[0].kept.chunks_exact(kept_wide).zip(&self.inputs) {
            kernels::axpy(1.0, kept, &mut self.by_symbol_kept[symbol as usize * kept_wide..][..kept_wide]);
        }
    }

    /// Gradients of what multiplies the layer's input, and of the input.
    fn input_gradients(
        &mut self,
        arch: &Architecture,
        weights: &Weights,
        packed: &PackedLayer,
        layer: usize,
        gradient: &mut [f32],
    ) {
        let input = arch.input_size(layer);
        let kept_wide = kept_per_unit(arch.cell) * arch.hidden;
        let names = LayerNames::new(layer);
        let layout = &weights.layout;
        let (below, here) = self.layers.split_at(layer);
        let (kept, below): (&[f32], &[f32]) = match below.last() {
            Some(below) => (&here[0].kept, &below.out),
            None if self.by_symbol => (&self.by_symbol_kept, weights.get("embedding.weight")),
            None => (&here[0].kept, &self.vectors),
        };
        let rows = below.len() / input;
        let weight = layout.range(&names.weight_ih).start;
        let bias = layout.range(&names.bias_ih).start;
        for_packed_rows(&mut self.rhs, self.format, below, input, |first, rhs| {
            for (column, row, count) in blocks(arch) {
                let lhs = Lhs::Columns { data: &kept[first * kept_wide + column..], stride: kept_wide };
                let out = &mut gradient[weight + row * input..][..count * input];
                rhs.multiply(count, lhs, out, input, Accumulate::Add);
            }
        });
        resize(&mut self.d_in, rows * input);
        let mut accumulate = Accumulate::Replace;
        for (back, (column, row, count)) in packed.input_back.iter().zip(blocks(arch)) {
            add_column_sums(kept, kept_wide, column, &mut gradient[bias + row..][..count]);
            let lhs = Lhs::Rows { data: &kept[column..], stride: kept_wide };
            back.multiply(rows, lhs, &mut self.d_in, input, accumulate);
            accumulate = Accumulate::Add;
        }
    }
}

/// Rows of a weight gradient's right-hand side that are packed at once: enough that adding to the gradient several
/// times costs little, few enough that the packed copy does.
const PACKED_ROWS: usize = 512;

/// Packs a right-hand side `(k, n)` some rows at a time, in buffers of the worker's; `each` is told the first row.
fn for_packed_rows(
    packed: &mut Vec<PackedMatrix>,
    format: Format,
    rhs: &[f32],
    n: usize,
    mut each: impl FnMut(usize, &PackedMatrix),
) {
    for (first, rows) in (0..).step_by(PACKED_ROWS).zip(rhs.chunks(PACKED_ROWS * n)) {
        let shape = (rows.len() / n, n);
        let at = packed.iter().position(|matrix| matrix.shape() == shape).unwrap_or_else(|| {
            packed.push(PackedMatrix::zeros(format, shape.0, shape.1));
            packed.len() - 1
        });
        packed[at].pack(rows, n);
        each(first, &packed[at]);
    }
}

impl Fused {
    /// For models of this shape, on so many threads (at least one).
    ///
    /// # Panics
    /// Never; an unrolled architecture is a programming error that [`super::backend_for`] prevents.
    #[must_use]
    pub fn new(arch: &Architecture, threads: usize) -> Self {
        Self::with_precision(arch, threads, Precision::F32)
    }

    /// The same, with products of bf16 numbers if that is the precision; sums and everything else stay f32.
    ///
    /// # Panics
    /// As [`Fused::new`].
    #[must_use]
    pub fn with_precision(arch: &Architecture, threads: usize, precision: Precision) -> Self {
        debug_assert_ne!(arch.cell, Cell::Unrolled);
        let format = if precision == Precision::Bf16 { Format::bf16() } else { Format::f32() };
        let workers = (0..threads.max(1)).map(|_| Worker { format, ..Worker::default() }).collect();
        let gradients = vec![Vec::new(); threads.max(1) - 1];
        Fused { arch: arch.clone(), format, workers, gradients, packed: None }
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
        let (mut gradient, row_gradient) = match gradient {
            Some(Gradient { dense, rows }) => (Some(dense.as_mut_slice()), rows.as_mut()),
            None => (None, None),
        };
        let (arch, format) = (&self.arch, self.format);
        let symbols = weights.get("decoder.bias").len();
        let packed = self.packed.get_or_insert_with(|| PackedWeights::new(arch, format, symbols));
        packed.pack(arch, weights, gradient.is_some());
        let packed = &*packed;
        let scale = if gradient.is_some() { 1.0 / window.scored().max(1) as f32 } else { 1.0 };
        let share = window.batch.div_ceil(self.workers.len()).max(1);
        let used = window.batch.div_ceil(share);
        let workers = &mut self.workers[..used];
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
                let first = index * share;
                worker.take(window, first, share.min(window.batch - first));
                let dropout = window.dropout.map(|seed| (seed, first));
                worker.states.clear();
                worker.states.extend_from_slice(&states[first * arch.state_len()..][..worker.batch * arch.state_len()]);
                if index + 1 == used {
                    own = Some((worker, dropout, gradient));
                } else {
                    scope.spawn(move || worker.run(arch, weights, packed, dropout, scale, gradient));
                }
            }
            if let Some((worker, dropout, gradient)) = own {
                worker.run(arch, weights, packed, dropout, scale, gradient);
            }
        });
        for (index, worker) in workers.iter().enumerate() {
            states[index * share * arch.state_len()..][..worker.states.len()].copy_from_slice(&worker.states);
        }
        if let Some(gradient) = gradient {
            for other in &self.gradients[..used.saturating_sub(1)] {
                kernels::axpy(1.0, other, gradient);
            }
        }
        if let Some(own) = row_gradient {
            own.rows.clear();
            own.vectors.clear();
            for worker in workers.iter() {
                own.rows.extend_from_slice(&worker.places.rows);
                own.vectors.extend_from_slice(&worker.d_sums);
            }
        }
        Ok(workers.iter().map(|worker| worker.nats).sum())
    }

    fn threads(&self) -> usize {
        self.workers.len()
    }

    fn name(&self) -> String {
        let count = self.workers.len();
        format!("fused, {}, {count} thread{}", self.format.name(), if count == 1 { "" } else { "s" })
    }
}
