//! The forward pass of a window: embedding, n-gram tables, and the layers one after the other.

use super::packed::LayerNames;
use super::worker::{Dropout, LayerBuffers, Model, Worker, fill_rows, multiply_into, resize};
use crate::kernels::cells::{self, RecurrentCell};
use crate::kernels::{Accumulate, Lhs};
use crate::train::backend::Window;

impl Worker {
    /// Fills `vectors` with the embedding of every input.
    pub(super) fn embed(&mut self, model: Model) {
        let e = model.arch.embedding;
        let table = model.weights.get("embedding.weight");
        resize(&mut self.vectors, self.inputs.len() * e);
        for (vector, &symbol) in self.vectors.chunks_exact_mut(e).zip(&self.inputs) {
            vector.copy_from_slice(&table[symbol as usize * e..][..e]);
        }
    }

    /// Adds to every embedded symbol what the tables know of the text that ends there.
    pub(super) fn add_ngrams(&mut self, model: Model, dropout: Dropout) {
        let Model { arch, weights, packed } = model;
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

    /// Runs one layer over all steps, from `states` and back into them.
    pub(super) fn forward_layer<C: RecurrentCell>(&mut self, model: Model, layer: usize, dropout: Dropout) {
        let (batch, h) = (self.batch, model.arch.hidden);
        let wide = C::GATES * h;
        let names = LayerNames::new(layer);
        let bias = model.weights.get(&names.bias_hh);
        self.project_input(model, layer, &names);
        self.layers[layer].resize(self.steps * batch, h, C::SAVED, C::CARRIED);
        for t in 0..self.steps {
            self.start_step::<C>(model, layer, t);
            fill_rows(&mut self.recurrent, bias);
            let lhs = Lhs::Rows { data: &self.layers[layer].h_in[t * batch * h..], stride: h };
            model.packed.layers[layer].hidden.multiply(batch, lhs, &mut self.recurrent, wide, Accumulate::Add);
            self.step_cells::<C>(layer, h, t);
        }
        self.keep_states::<C>(model, layer);
        self.drop_out(layer, h, dropout);
    }

    /// The products of a layer's input with its weights, biases included, for all steps at once.
    fn project_input(&mut self, model: Model, layer: usize, names: &LayerNames) {
        let Model { arch, weights, packed } = model;
        let (stride, wide) = (arch.input_size(layer), arch.cell.gates() * arch.hidden);
        let input: &[f32] = match layer.checked_sub(1) {
            Some(below) => &self.layers[below].out,
            None if self.by_symbol => weights.get("embedding.weight"),
            None => &self.vectors,
        };
        let rows = input.len() / stride;
        resize(&mut self.projected, rows * wide);
        fill_rows(&mut self.projected, weights.get(&names.bias_ih));
        let lhs = Lhs::Rows { data: input, stride };
        packed.layers[layer].input.multiply(rows, lhs, &mut self.projected, wide, Accumulate::Add);
    }

    /// What step t starts from: the outcome of the step before, or the window's states; zeros where a text begins.
    fn start_step<C: RecurrentCell>(&mut self, model: Model, layer: usize, t: usize) {
        let (arch, h, r) = (model.arch, model.arch.hidden, C::CARRIED * model.arch.hidden);
        let LayerBuffers { h_in, out, carried_in, carried_out, .. } = &mut self.layers[layer];
        for b in 0..self.batch {
            let row = t * self.batch + b;
            let (h_row, carried_row) = (&mut h_in[row * h..][..h], &mut carried_in[row * r..][..r]);
            if self.resets[row] {
                h_row.fill(0.0);
                carried_row.fill(0.0);
                continue;
            }
            let (hidden, carried) = if t == 0 {
                self.states[b * arch.state_len() + layer * (h + r)..][..h + r].split_at(h)
            } else {
                let before = row - self.batch;
                (&out[before * h..][..h], &carried_out[before * r..][..r])
            };
            h_row.copy_from_slice(hidden);
            carried_row.copy_from_slice(carried);
        }
    }

    /// What a cell makes of both products, for every stream.
    fn step_cells<C: RecurrentCell>(&mut self, layer: usize, h: usize, t: usize) {
        let (wide, s, r) = (C::GATES * h, C::SAVED * h, C::CARRIED * h);
        let by_symbol = layer == 0 && self.by_symbol;
        let LayerBuffers { saved, h_in, out, carried_in, carried_out, .. } = &mut self.layers[layer];
        for b in 0..self.batch {
            let row = t * self.batch + b;
            let input_row = if by_symbol { self.inputs[row] as usize } else { row };
            cells::forward::<C>(
                &self.projected[input_row * wide..][..wide],
                &self.recurrent[b * wide..][..wide],
                &h_in[row * h..][..h],
                &carried_in[row * r..][..r],
                &mut saved[row * s..][..s],
                &mut out[row * h..][..h],
                &mut carried_out[row * r..][..r],
            );
        }
    }

    /// Takes over what the last step left as the streams' states.
    fn keep_states<C: RecurrentCell>(&mut self, model: Model, layer: usize) {
        let (arch, h, r) = (model.arch, model.arch.hidden, C::CARRIED * model.arch.hidden);
        let LayerBuffers { out, carried_out, .. } = &self.layers[layer];
        for b in 0..self.batch {
            let last = (self.steps - 1) * self.batch + b;
            let state = &mut self.states[b * arch.state_len() + layer * (h + r)..][..h + r];
            state[..h].copy_from_slice(&out[last * h..][..h]);
            state[h..].copy_from_slice(&carried_out[last * r..][..r]);
        }
    }

    /// Draws the layer's dropout masks and applies them to its output.
    fn drop_out(&mut self, layer: usize, h: usize, dropout: Dropout) {
        let LayerBuffers { out, mask, .. } = &mut self.layers[layer];
        mask.clear();
        if let Some((seed, first)) = dropout.filter(|(seed, _)| seed.rate > 0.0) {
            resize(mask, self.steps * self.batch * h);
            for (row, values) in mask.chunks_exact_mut(h).enumerate() {
                seed.fill(layer, row / self.batch, first + row % self.batch, values);
            }
            multiply_into(out, mask);
        }
    }
}

impl LayerBuffers {
    fn resize(&mut self, rows: usize, h: usize, saved: usize, carried: usize) {
        resize(&mut self.saved, rows * saved * h);
        resize(&mut self.h_in, rows * h);
        resize(&mut self.out, rows * h);
        resize(&mut self.carried_in, rows * carried * h);
        resize(&mut self.carried_out, rows * carried * h);
    }
}
