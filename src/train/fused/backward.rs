//! The backward pass of a window: from the gradient of the logits through the layers to that of every weight.

use super::packed::{LayerNames, PROJECTION};
use super::worker::{LayerBuffers, Model, Worker, multiply_into, resize};
use crate::kernels::cells::{self, RecurrentCell};
use crate::kernels::{self, Accumulate, Format, Lhs, PackedMatrix};

impl Worker {
    /// Writes the gradient of the window; `logits` hold that of the logits.
    pub(super) fn backward<C: RecurrentCell>(&mut self, model: Model, gradient: &mut [f32]) {
        let Model { arch, weights, packed } = model;
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
        // The top layer's output is not needed any more; its buffer takes the output's gradient.
        std::mem::swap(&mut self.d_out, &mut self.layers[arch.layers - 1].out);
        resize(&mut self.d_out, rows * h);
        let lhs = Lhs::Rows { data: &self.logits, stride: symbols };
        packed.decoder_back.multiply(rows, lhs, &mut self.d_out, h, Accumulate::Replace);
        for layer in (0..arch.layers).rev() {
            self.backward_through_time::<C>(model, layer);
            self.hidden_gradients::<C>(model, layer, gradient);
            if layer == 0 && self.by_symbol {
                self.add_up_by_symbol::<C>(arch.hidden, symbols);
            }
            self.input_gradients::<C>(model, layer, gradient);
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
        self.ngram_gradients(model, gradient);
    }

    /// Gradients of the map from the tables, and of the sums that went through it; `d_out` holds those of the vectors.
    fn ngram_gradients(&mut self, model: Model, gradient: &mut [f32]) {
        let Model { arch, weights, packed } = model;
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

    /// Turns the layer's saved activations into the gradients of its gates, last step first.
    fn backward_through_time<C: RecurrentCell>(&mut self, model: Model, layer: usize) {
        let (batch, h) = (self.batch, model.arch.hidden);
        let (s, r) = (C::SAVED * h, C::CARRIED * h);
        let LayerBuffers { saved, h_in, carried_in, carried_out, mask, .. } = &mut self.layers[layer];
        if !mask.is_empty() {
            multiply_into(&mut self.d_out, mask);
        }
        for (buffer, length) in [(&mut self.d_h, batch * h), (&mut self.d_carried, batch * r), (&mut self.d_row, h)] {
            buffer.clear();
            resize(buffer, length);
        }
        for t in (0..self.steps).rev() {
            for b in 0..batch {
                let row = t * batch + b;
                let d_h = &mut self.d_h[b * h..][..h];
                self.d_row.copy_from_slice(&self.d_out[row * h..][..h]);
                kernels::axpy(1.0, d_h, &mut self.d_row);
                cells::backward::<C>(
                    &mut saved[row * s..][..s],
                    &h_in[row * h..][..h],
                    &carried_in[row * r..][..r],
                    &carried_out[row * r..][..r],
                    &self.d_row,
                    d_h,
                    &mut self.d_carried[b * r..][..r],
                );
            }
            let lhs = Lhs::Rows { data: &saved[t * batch * s..], stride: s };
            model.packed.layers[layer].hidden_back.multiply(batch, lhs, &mut self.d_h, h, Accumulate::Add);
            for b in 0..batch {
                if self.resets[t * batch + b] {
                    self.d_h[b * h..][..h].fill(0.0);
                    self.d_carried[b * r..][..r].fill(0.0);
                }
            }
        }
    }

    /// Gradients of what multiplies the hidden vector.
    fn hidden_gradients<C: RecurrentCell>(&mut self, model: Model, layer: usize, gradient: &mut [f32]) {
        let h = model.arch.hidden;
        let s = C::SAVED * h;
        let names = LayerNames::new(layer);
        let layout = &model.weights.layout;
        let LayerBuffers { saved, h_in, .. } = &self.layers[layer];
        let out = &mut gradient[layout.range(&names.weight_hh)];
        for_packed_rows(&mut self.rhs, self.format, h_in, h, |first, rhs| {
            let lhs = Lhs::Columns { data: &saved[first * s..], stride: s };
            rhs.multiply(C::GATES * h, lhs, out, h, Accumulate::Add);
        });
        add_column_sums(saved, s, 0, &mut gradient[layout.range(&names.bias_hh)]);
    }

    /// The same symbol has the same vector wherever it stands, so the gradients of its places add up.
    fn add_up_by_symbol<C: RecurrentCell>(&mut self, h: usize, symbols: usize) {
        let s = C::SAVED * h;
        self.saved_by_symbol.clear();
        resize(&mut self.saved_by_symbol, symbols * s);
        for (saved, &symbol) in self.layers[0].saved.chunks_exact(s).zip(&self.inputs) {
            kernels::axpy(1.0, saved, &mut self.saved_by_symbol[symbol as usize * s..][..s]);
        }
    }

    /// Gradients of what multiplies the layer's input, and of the input.
    fn input_gradients<C: RecurrentCell>(&mut self, model: Model, layer: usize, gradient: &mut [f32]) {
        let Model { arch, weights, packed } = model;
        let (h, input) = (arch.hidden, arch.input_size(layer));
        let s = C::SAVED * h;
        let names = LayerNames::new(layer);
        let layout = &weights.layout;
        let (below, here) = self.layers.split_at(layer);
        let (saved, below): (&[f32], &[f32]) = match below.last() {
            Some(below) => (&here[0].saved, &below.out),
            None if self.by_symbol => (&self.saved_by_symbol, weights.get("embedding.weight")),
            None => (&here[0].saved, &self.vectors),
        };
        let rows = below.len() / input;
        let weight = layout.range(&names.weight_ih).start;
        let bias = layout.range(&names.bias_ih).start;
        for_packed_rows(&mut self.rhs, self.format, below, input, |first, rhs| {
            for group in C::INPUT_GRADIENTS {
                let lhs = Lhs::Columns { data: &saved[first * s + group.saved * h..], stride: s };
                let out = &mut gradient[weight + group.gate * h * input..][..group.count * h * input];
                rhs.multiply(group.count * h, lhs, out, input, Accumulate::Add);
            }
        });
        resize(&mut self.d_in, rows * input);
        let mut accumulate = Accumulate::Replace;
        for (back, group) in packed.layers[layer].input_back.iter().zip(C::INPUT_GRADIENTS) {
            add_column_sums(saved, s, group.saved * h, &mut gradient[bias + group.gate * h..][..group.count * h]);
            let lhs = Lhs::Rows { data: &saved[group.saved * h..], stride: s };
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

/// Adds the sums of columns `first..` of rows that are `stride` wide.
fn add_column_sums(rows: &[f32], stride: usize, first: usize, out: &mut [f32]) {
    for row in rows.chunks_exact(stride) {
        kernels::axpy(1.0, &row[first..first + out.len()], out);
    }
}
