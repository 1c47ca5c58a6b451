//! [`Tables`]: what a step does with the n-gram tables, from the symbols at the end of a state to the first layer's gates.

use super::matrix::Matrix;
use super::scratch::Scratch;
use crate::kernels;
use crate::model::{Alphabet, Architecture, NgramWindow, Ngrams, Rows, Weights};
use crate::text::SymbolId;

/// Tables and the map from their sums to the gates.
pub(super) struct Tables {
    shape: Ngrams,
    alphabet: Alphabet,
    rows: Rows,
    /// `(D, G·H)`: the projection and the first layer's input weight as one product.
    to_gates: Matrix,
    wide: usize,
}

impl Tables {
    pub(super) fn new(shape: &Ngrams, arch: &Architecture, weights: &Weights) -> Self {
        let (wide, e, d) = (arch.cell.gates() * arch.hidden, arch.embedding, shape.width);
        let (input, projection) = (weights.get("rnn.weight_ih_l0"), weights.get("ngrams.projection.weight"));
        let mut product = vec![0.0; wide * d];
        for (out, row) in product.chunks_exact_mut(d).zip(input.chunks_exact(e)) {
            for (&weight, column) in row.iter().zip(projection.chunks_exact(d)) {
                kernels::axpy(weight, column, out);
            }
        }
        let to_gates = Matrix::new(weights.layout.precision(), &product, d, wide);
        Tables { shape: shape.clone(), alphabet: weights.alphabet.clone(), rows: weights.rows.clone(), to_gates, wide }
    }

    /// Bytes that a step reads.
    pub(super) fn bytes(&self) -> usize {
        let row = match self.rows {
            Rows::F32(_) => 4 * self.shape.width,
            Rows::Rounded { bits, .. } => bits.bytes(self.shape.width) + 2,
        };
        self.to_gates.bytes() + self.shape.tables.len() * row
    }

    /// Moves the n-gram part of each of n states `(n, S)` on by a symbol, and adds what the tables know of the text that
    /// ends there to `from_input` `(n, G·H)`.
    pub(super) fn step(&self, scratch: &mut Scratch, symbols: &[SymbolId], states: &mut [f32]) {
        let (tables, width, tail) = (self.shape.tables.len(), self.shape.width, self.shape.state_len());
        let stride = states.len() / symbols.len().max(1);
        scratch.table_rows.resize(symbols.len() * tables, 0);
        let places = scratch.table_rows.chunks_exact_mut(tables).zip(symbols);
        for (state, (rows, &symbol)) in states.chunks_exact_mut(stride.max(1)).zip(places) {
            let numbers = &mut state[stride - tail..];
            let mut window = NgramWindow::load(&self.shape, numbers);
            window.push(&self.alphabet, symbol);
            window.store(&self.shape, numbers);
            window.rows(&self.shape, rows);
            // Rows are spread over megabytes: all of them are prefetched before the first is added.
            rows.iter().for_each(|&row| self.rows.prefetch(row, width));
        }
        scratch.sums.clear();
        scratch.sums.resize(symbols.len() * width, 0.0);
        for (sum, rows) in scratch.sums.chunks_exact_mut(width).zip(scratch.table_rows.chunks_exact(tables)) {
            rows.iter().for_each(|&row| self.rows.row(row, width).add_to(1.0, sum));
        }
        let (rounded, out) = (&mut scratch.rounded, &mut scratch.from_input);
        self.to_gates.multiply_add(rounded, symbols.len(), &scratch.sums, width, out, self.wide);
    }
}
