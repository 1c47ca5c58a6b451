//! The network as packed weights and vector steps, without tensors: what answers on every keystroke.
//!
//! Weights are multiplied at the precision they are stored with: f32, bf16 or int8; states and gates are always f32.
//! [`Engine`] is immutable and shared; a state is a slice of `f32` that the caller owns, so that the state of a
//! hypothesis can be copied, kept and dropped at will. Knows no text, no files and no clock.

mod matrix;
mod scratch;
mod tables;

pub use scratch::Scratch;

use matrix::Matrix;
use tables::Tables;

use crate::kernels::cells::{self, RecurrentCell};
use crate::kernels::{self, Accumulate, Format, Lhs, PackedMatrix};
use crate::model::{Architecture, Cell, Precision, Weights, with_cell};
use crate::text::SymbolId;

/// A model ready to step.
pub struct Engine {
    arch: Architecture,
    precision: Precision,
    symbols: usize,
    /// `(V, G·H)`: what each symbol adds to the gates of the first layer, biases included.
    input_table: Vec<f32>,
    ngrams: Option<Tables>,
    layers: Vec<Layer>,
    /// `(H, V)`
    decoder: Matrix,
    decoder_bias: Vec<f32>,
}

struct Layer {
    /// `(I, G·H)`; none for the first layer, whose products are in `input_table`.
    input: Option<Matrix>,
    bias_ih: Vec<f32>,
    /// `(H, G·H)`
    hidden: Matrix,
    bias_hh: Vec<f32>,
}

impl Engine {
    /// Packs the weights of a model for the best instructions of this processor, at their own precision.
    #[must_use]
    pub fn new(arch: &Architecture, weights: &Weights) -> Self {
        let precision = weights.layout.precision();
        let (h, symbols) = (arch.hidden, weights.get("decoder.bias").len());
        let packed = |name: &str, k: usize, n: usize| Matrix::new(precision, weights.get(name), k, n);
        let unrolled = arch.cell == Cell::Unrolled;
        let rows = arch.cell.gates() * h;
        let layers = if unrolled {
            let hidden = packed("hidden.weight", h, h);
            vec![Layer { input: None, bias_ih: Vec::new(), hidden, bias_hh: weights.get("hidden.bias").to_vec() }]
        } else {
            (0..arch.layers)
                .map(|l| Layer {
                    input: (l > 0).then(|| packed(&format!("rnn.weight_ih_l{l}"), h, rows)),
                    bias_ih: weights.get(&format!("rnn.bias_ih_l{l}")).to_vec(),
                    hidden: packed(&format!("rnn.weight_hh_l{l}"), h, rows),
                    bias_hh: weights.get(&format!("rnn.bias_hh_l{l}")).to_vec(),
                })
                .collect()
        };
        let (weight, bias) =
            if unrolled { ("input.weight", "input.bias") } else { ("rnn.weight_ih_l0", "rnn.bias_ih_l0") };
        let mut input_table = weights.get(bias).repeat(symbols);
        let lhs = Lhs::Rows { data: weights.get("embedding.weight"), stride: arch.embedding };
        // The table is made once and stays in f32, whatever the precision.
        let mut input = PackedMatrix::zeros(Format::f32(), arch.embedding, rows);
        input.pack_transposed(weights.get(weight), arch.embedding);
        input.multiply(symbols, lhs, &mut input_table, rows, Accumulate::Add);
        if unrolled {
            input_table.iter_mut().for_each(|x| *x = x.max(0.0));
        }
        let ngrams = arch.ngrams.as_ref().map(|shape| Tables::new(shape, arch, weights));
        let decoder = Matrix::new(precision, weights.decoder(), h, symbols);
        let decoder_bias = weights.get("decoder.bias").to_vec();
        Engine { arch: arch.clone(), precision, symbols, input_table, ngrams, layers, decoder, decoder_bias }
    }

    /// The shape of the model.
    #[must_use]
    pub fn architecture(&self) -> &Architecture {
        &self.arch
    }

    /// The precision that its weights are multiplied at.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Symbols of the vocabulary, V.
    #[must_use]
    pub fn symbols(&self) -> usize {
        self.symbols
    }

    /// Bytes of weights that one step reads, and that a distribution reads beyond them.
    #[must_use]
    pub fn weight_bytes(&self) -> (usize, usize) {
        let layers = self.layers.iter().map(|l| l.hidden.bytes() + l.input.as_ref().map_or(0, Matrix::bytes));
        (layers.sum::<usize>() + self.ngrams.as_ref().map_or(0, Tables::bytes), self.decoder.bytes())
    }

    /// Numbers of one context's state: as in [`Architecture::state_len`], for the unrolled network followed by the
    /// hidden vector that its decoder reads. All zeros is where a session starts.
    #[must_use]
    pub fn state_len(&self) -> usize {
        let own = self.arch.state_len();
        if self.arch.cell == Cell::Unrolled { own + self.arch.hidden } else { own }
    }

    /// Reads one symbol into each of n states `(n, S)`.
    ///
    /// # Panics
    /// When lengths do not fit or a symbol is out of range: both are the caller's own, never input.
    pub fn step(&self, scratch: &mut Scratch, symbols: &[SymbolId], states: &mut [f32]) {
        assert_eq!(states.len(), symbols.len() * self.state_len(), "one state a symbol");
        with_cell!(self.arch.cell,
            C => self.step_recurrent::<C>(scratch, symbols, states),
            unrolled => self.step_unrolled(scratch, symbols, states),
        );
    }

    fn step_recurrent<C: RecurrentCell>(&self, scratch: &mut Scratch, symbols: &[SymbolId], states: &mut [f32]) {
        let (n, h, stride) = (symbols.len(), self.arch.hidden, self.state_len());
        let wide = C::GATES * h;
        scratch.from_input.clear();
        for &symbol in symbols {
            scratch.from_input.extend_from_slice(&self.input_table[symbol as usize * wide..][..wide]);
        }
        if let Some(tables) = &self.ngrams {
            tables.step(scratch, symbols, states);
        }
        for (index, layer) in self.layers.iter().enumerate() {
            let at = index * self.arch.layer_state_len();
            if let Some(input) = &layer.input {
                scratch.from_input.clear();
                repeat(&mut scratch.from_input, &layer.bias_ih, n);
                let below = &states[at - self.arch.layer_state_len()..];
                input.multiply_add(&mut scratch.rounded, n, below, stride, &mut scratch.from_input, wide);
            }
            scratch.from_hidden.clear();
            repeat(&mut scratch.from_hidden, &layer.bias_hh, n);
            let own = &states[at..];
            layer.hidden.multiply_add(&mut scratch.rounded, n, own, stride, &mut scratch.from_hidden, wide);
            let products = scratch.from_input.chunks_exact(wide).zip(scratch.from_hidden.chunks_exact(wide));
            for (state, (x, u)) in states.chunks_exact_mut(stride).zip(products) {
                let (hidden, carried) = state[at..].split_at_mut(h);
                cells::step::<C>(x, u, hidden, &mut carried[..C::CARRIED * h]);
            }
        }
    }

    fn step_unrolled(&self, scratch: &mut Scratch, symbols: &[SymbolId], states: &mut [f32]) {
        let (h, back) = (self.arch.hidden, self.arch.state_len());
        let row = |symbol: usize| &self.input_table[symbol.min(self.symbols - 1) * h..][..h];
        let layer = &self.layers[0];
        for (state, &symbol) in states.chunks_exact_mut(back + h).zip(symbols) {
            let (window, hidden) = state.split_at_mut(back);
            let oldest = window.first().map_or(symbol as usize, |&s| s as usize);
            hidden.copy_from_slice(row(oldest));
            let newer = window.iter().skip(1).map(|&symbol| symbol as usize).chain([symbol as usize]);
            for symbol in newer.take(back) {
                scratch.out.clear();
                scratch.out.extend_from_slice(&layer.bias_hh);
                layer.hidden.multiply_add(&mut scratch.rounded, 1, hidden, h, &mut scratch.out, h);
                for ((hidden, &through), &input) in hidden.iter_mut().zip(&scratch.out).zip(row(symbol)) {
                    *hidden = input + through.max(0.0);
                }
            }
            if back > 0 {
                window.rotate_left(1);
                window[back - 1] = symbol as f32;
            }
        }
    }

    /// Natural-log probabilities `(n, V)` of the symbol after each of n states `(n, S)`.
    ///
    /// # Panics
    /// When lengths do not fit: they are the caller's own, never input.
    pub fn log_probs(&self, scratch: &mut Scratch, states: &[f32], out: &mut Vec<f32>) {
        let stride = self.state_len();
        let n = states.len() / stride.max(1);
        let top = match self.arch.cell {
            Cell::Unrolled => self.arch.state_len(),
            _ => (self.arch.layers - 1) * self.arch.layer_state_len(),
        };
        out.clear();
        repeat(out, &self.decoder_bias, n);
        if n == 0 {
            return;
        }
        self.decoder.multiply_add(&mut scratch.rounded, n, &states[top..], stride, out, self.symbols);
        for row in out.chunks_exact_mut(self.symbols) {
            kernels::log_softmax(row, &mut scratch.probabilities);
        }
    }
}

fn repeat(out: &mut Vec<f32>, row: &[f32], times: usize) {
    for _ in 0..times {
        out.extend_from_slice(row);
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{D, Device, Tensor};

    use super::*;
    use crate::model::{Alphabet, Beside, Init, Network, NgramContext, NgramTable, NgramWindow, Ngrams, Rows};
    use crate::text::random::SplitMix64;

    /// The engine's log-probabilities are candle's on random weights, for n contexts over 12 steps: to 2e-5 in f32, to
    /// 0.02 where vectors are rounded to eight bits at each step (candle computes with the same rounded weights).
    fn check(arch: &Architecture, n: usize) {
        for (precision, bound) in [(Precision::F32, 2e-5), (Precision::Bf16, 0.02), (Precision::Int8, 0.02)] {
            check_at(arch, n, precision, bound);
        }
    }

    fn check_at(arch: &Architecture, n: usize, precision: Precision, bound: f32) {
        let symbols = 61;
        let mut random = SplitMix64::new(4);
        let mut weights = Weights::init(arch, &Alphabet::plain(symbols), Init::Uniform, 3);
        if let Rows::F32(rows) = &mut weights.rows {
            rows.iter_mut().for_each(|x| *x = random.unit() - 0.5);
        }
        let weights = weights.at_precision(precision);
        let text: Vec<u32> = (0..n * 12).map(|_| random.below(symbols) as u32).collect();

        let network = Network::new(arch, &weights, &Device::Cpu).unwrap();
        let inputs = Tensor::from_slice(&text, (12, n), &Device::Cpu).unwrap().t().unwrap().contiguous().unwrap();
        let state = network.zero_state(n).unwrap();
        let sums = sums(arch, &weights, &text, n);
        let beside = Beside { sums: sums.as_ref(), ..Beside::default() };
        let (logits, _) = network.forward(&inputs, &state, &beside).unwrap();
        let expected = candle_nn::ops::log_softmax(&logits, D::Minus1).unwrap().to_vec3::<f32>().unwrap();

        let engine = Engine::new(arch, &weights);
        let (mut scratch, mut out) = (Scratch::default(), Vec::new());
        let mut states = vec![0.0; n * engine.state_len()];
        for (t, column) in text.chunks_exact(n).enumerate() {
            engine.step(&mut scratch, column, &mut states);
            engine.log_probs(&mut scratch, &states, &mut out);
            for (b, row) in out.chunks_exact(symbols).enumerate() {
                for (found, expected) in row.iter().zip(&expected[b][t]) {
                    let off = (found - expected).abs();
                    assert!(off < bound, "{arch} {precision} n={n} t={t}: {found}, candle has {expected}");
                }
            }
        }
    }

    /// `(n, 12, D)`: what the tables add up to after each symbol of a text that is time-major.
    fn sums(arch: &Architecture, weights: &Weights, text: &[u32], n: usize) -> Option<Tensor> {
        let shape = arch.ngrams.as_ref()?;
        let table = weights.rows.to_f32(shape.width);
        let mut windows = vec![NgramWindow::default(); n];
        let mut all = Vec::new();
        for (at, &symbol) in text.iter().enumerate() {
            windows[at % n].push(&weights.alphabet, symbol);
            let mut rows = vec![0; shape.tables.len()];
            windows[at % n].rows(shape, &mut rows);
            all.extend(
                (0..shape.width).map(|d| rows.iter().map(|&row| table[row as usize * shape.width + d]).sum::<f32>()),
            );
        }
        let sums = Tensor::from_slice(&all, (text.len() / n, n, shape.width), &Device::Cpu).unwrap();
        Some(sums.transpose(0, 1).unwrap().contiguous().unwrap())
    }

    #[test]
    fn as_candle_computes_over_tables() {
        let table = |context| NgramTable { context, rows: 50 };
        let tables = [NgramContext::Chars3, NgramContext::Word, NgramContext::WordAfterTwo].map(table).to_vec();
        let ngrams = Some(Ngrams { width: 20, dropout: 0.0, tables });
        for (cell, layers) in [(Cell::Gru, 1), (Cell::Gru, 2), (Cell::Lstm, 2), (Cell::RnnTanh, 1)] {
            let arch = Architecture { ngrams: ngrams.clone(), ..Architecture::plain(cell, layers, 24, 22) };
            for n in [1, 8, 11] {
                check(&arch, n);
            }
        }
    }

    #[test]
    fn as_candle_computes() {
        for cell in Cell::RECURRENT.into_iter().chain([Cell::Unrolled]) {
            for layers in [1, 2, 3] {
                let unrolled = cell == Cell::Unrolled;
                let arch = Architecture {
                    cell,
                    layers: if unrolled { 1 } else { layers },
                    embedding: 20,
                    hidden: 20 + layers,
                    dropout: 0.3,
                    tied: false,
                    context: if unrolled { layers } else { 0 },
                    ngrams: None,
                };
                for n in [1, 2, 8, 11] {
                    check(&arch, n);
                }
            }
        }
        let tied = Architecture { tied: true, ..Architecture::plain(Cell::Gru, 2, 24, 24) };
        check(&tied, 3);
    }
}
