//! [`Weights`]: every number of a model in one flat buffer, and the [`Layout`] that names its parts.
//!
//! Names and shapes are PyTorch's, so that a `state_dict` with an `embedding`, an `rnn` and a `decoder` fits.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::architecture::Architecture;
use super::cell::Cell;
use super::ngrams::Alphabet;
use super::precision::Precision;
use super::rows::{RowBits, Rows};
use crate::text::random::SplitMix64;

/// One named array of weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// PyTorch's name, as in `rnn.weight_ih_l0`.
    pub name: String,
    /// Rows and columns, or the length of a bias.
    pub shape: Vec<usize>,
    /// Where it lies in the flat buffer.
    pub range: Range<usize>,
}

/// Names, shapes and places of all parameters, and what they are stored as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    parameters: Vec<Parameter>,
    total: usize,
    precision: Precision,
}

impl Layout {
    /// The parameters of an architecture over `symbols` symbols.
    #[must_use]
    pub fn new(arch: &Architecture, symbols: usize) -> Self {
        let mut layout = Layout { parameters: Vec::new(), total: 0, precision: Precision::F32 };
        let (e, h) = (arch.embedding, arch.hidden);
        layout.push("embedding.weight", &[symbols, e]);
        if let Some(ngrams) = &arch.ngrams {
            layout.push("ngrams.projection.weight", &[e, ngrams.width]);
        }
        if arch.cell == Cell::Unrolled {
            layout.push("input.weight", &[h, e]);
            layout.push("input.bias", &[h]);
            layout.push("hidden.weight", &[h, h]);
            layout.push("hidden.bias", &[h]);
        } else {
            let rows = arch.cell.gates() * h;
            for layer in 0..arch.layers {
                layout.push(&format!("rnn.weight_ih_l{layer}"), &[rows, arch.input_size(layer)]);
                layout.push(&format!("rnn.weight_hh_l{layer}"), &[rows, h]);
                layout.push(&format!("rnn.bias_ih_l{layer}"), &[rows]);
                layout.push(&format!("rnn.bias_hh_l{layer}"), &[rows]);
            }
        }
        if !arch.tied {
            layout.push("decoder.weight", &[symbols, h]);
        }
        layout.push("decoder.bias", &[symbols]);
        layout
    }

    fn push(&mut self, name: &str, shape: &[usize]) {
        let range = self.total..self.total + shape.iter().product::<usize>();
        self.total = range.end;
        self.parameters.push(Parameter { name: name.to_owned(), shape: shape.to_vec(), range });
    }

    /// All parameters, in the order they lie in the buffer.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// How matrices are stored, and how the engine multiplies them.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Numbers of all parameters together.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Where a parameter lies; an empty range when there is none of that name.
    #[must_use]
    pub fn range(&self, name: &str) -> Range<usize> {
        self.parameters.iter().find(|p| p.name == name).map_or(0..0, |p| p.range.clone())
    }

    /// Where the decoder's matrix `(V, H)` lies, which is the embedding's when they are tied.
    #[must_use]
    pub fn decoder(&self) -> Range<usize> {
        let own = self.range("decoder.weight");
        if own.is_empty() { self.range("embedding.weight") } else { own }
    }
}

/// How new weights are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Init {
    /// Uniform within ±1/√hidden, as PyTorch's recurrent layers; the embedding within ±√3.
    #[default]
    Uniform,
    /// Uniform within ±√(6/(fan in + fan out)) for matrices, zero for biases (Glorot and Bengio 2010, eq. 16).
    Xavier,
}

/// The numbers of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Which part of `data` is which parameter.
    pub layout: Layout,
    /// All parameters one after the other.
    pub data: Vec<f32>,
    /// Which symbols make words: contexts of the n-gram tables need it.
    pub alphabet: Alphabet,
    /// The n-gram tables. They are apart from the other weights, since a step reads and changes a few of millions of rows.
    pub rows: Rows,
}

impl Weights {
    /// Draws new weights; the same seed draws the same ones. Tables start at zero.
    #[must_use]
    pub fn init(arch: &Architecture, alphabet: &Alphabet, init: Init, seed: u64) -> Self {
        let layout = Layout::new(arch, alphabet.symbols());
        let mut data = vec![0.0; layout.total()];
        let mut random = SplitMix64::new(seed);
        for parameter in layout.parameters() {
            let bound = match (init, parameter.shape.as_slice()) {
                (Init::Xavier, &[out, input]) => {
                    // The matrices of all gates lie in one parameter; each is drawn as a matrix of its own.
                    let fan_out = if parameter.name.starts_with("rnn.") { out / arch.cell.gates() } else { out };
                    (6.0 / (fan_out + input) as f32).sqrt()
                }
                (Init::Xavier, _) => 0.0,
                (Init::Uniform, _) if parameter.name == "embedding.weight" => {
                    if arch.tied {
                        1.0 / (arch.hidden as f32).sqrt()
                    } else {
                        3f32.sqrt()
                    }
                }
                (Init::Uniform, &[_, width]) if parameter.name == "ngrams.projection.weight" => {
                    1.0 / (width as f32).sqrt()
                }
                (Init::Uniform, _) => 1.0 / (arch.hidden as f32).sqrt(),
            };
            for value in &mut data[parameter.range.clone()] {
                *value = bound * (2.0 * random.unit() - 1.0);
            }
        }
        Weights { layout, data, alphabet: alphabet.clone(), rows: Rows::zeros(arch.ngrams.as_ref()) }
    }

    /// The same weights rounded to another precision: matrices row by row, biases not at all. With bf16 and int8, rows of
    /// tables get eight bits unless they are rounded already ([`Weights::with_rows_of`]).
    ///
    /// Rounded weights stay f32 in memory, so that training can go on from them; [`super::Checkpoint`] stores them and the
    /// engine multiplies them at their precision. With [`Precision::F32`] nothing is rounded.
    #[must_use]
    pub fn at_precision(mut self, precision: Precision) -> Self {
        for parameter in &self.layout.parameters {
            if let &[_, columns] = parameter.shape.as_slice() {
                let rows = self.data[parameter.range.clone()].chunks_exact_mut(columns.max(1));
                rows.for_each(|row| precision.round(row));
            }
        }
        self.layout.precision = precision;
        if precision != Precision::F32 {
            self.rows = std::mem::take(&mut self.rows).rounded(self.row_width(), RowBits::Eight);
        }
        self
    }

    /// The same weights with the rows of tables rounded to so many bits, if they were f32.
    ///
    /// # Panics
    /// When rows of four bits have an odd width.
    #[must_use]
    pub fn with_rows_of(mut self, bits: RowBits) -> Self {
        self.rows = std::mem::take(&mut self.rows).rounded(self.row_width(), bits);
        self
    }

    /// The mean of these weights and others of the same shape, all of them f32. Networks that were trained on from the same
    /// weights lie in one basin of the loss, and their mean predicts better than each of them (Wortsman et al., "Model
    /// soups", 2022). `None` when shapes or alphabets differ.
    #[must_use]
    pub fn mean(mut self, others: &[Weights]) -> Option<Self> {
        let share = 1.0 / (others.len() + 1) as f32;
        let mut rows = self.rows.to_f32(self.row_width());
        for other in others {
            let width = other.row_width();
            if other.layout != self.layout || other.alphabet != self.alphabet || other.rows.len() != self.rows.len() {
                return None;
            }
            self.data.iter_mut().zip(&other.data).for_each(|(sum, number)| *sum += number);
            rows.iter_mut().zip(other.rows.to_f32(width)).for_each(|(sum, number)| *sum += number);
        }
        self.data.iter_mut().chain(&mut rows).for_each(|sum| *sum *= share);
        self.rows = Rows::F32(rows);
        Some(self)
    }

    /// Numbers of a row of the tables, D; 0 without tables.
    #[must_use]
    pub fn row_width(&self) -> usize {
        self.layout
            .parameters
            .iter()
            .find(|p| p.name == "ngrams.projection.weight")
            .map_or(0, |p| p.shape.last().copied().unwrap_or(0))
    }

    /// Numbers of all parameters and tables together.
    #[must_use]
    pub fn count(&self) -> usize {
        self.data.len() + self.rows.len()
    }

    /// The numbers of one parameter, row by row; empty when there is none of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> &[f32] {
        &self.data[self.layout.range(name)]
    }

    /// The decoder's matrix `(V, H)`, row by row.
    #[must_use]
    pub fn decoder(&self) -> &[f32] {
        &self.data[self.layout.decoder()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vocab;

    #[test]
    fn the_mean_lies_between_and_other_shapes_have_none() {
        let vocab = Vocab::build(["ab"], 1).unwrap();
        let alphabet = Alphabet::of(&vocab);
        let arch = |hidden| Architecture::plain(Cell::Gru, 1, 4, hidden);
        let weights = |seed| Weights::init(&arch(6), &alphabet, Init::Uniform, seed);
        let mean = weights(1).mean(&[weights(2), weights(3)]).unwrap();
        for (at, number) in mean.data.iter().enumerate() {
            let expected = [1, 2, 3].map(|seed| weights(seed).data[at]).iter().sum::<f32>() / 3.0;
            assert!((number - expected).abs() < 1e-6, "{at}");
        }
        let wider = Weights::init(&arch(8), &alphabet, Init::Uniform, 1);
        assert!(weights(1).mean(&[wider]).is_none());
    }
}
